"""Lessons at 200 % zoom: a window of 1280 × 720 then has 640 × 360 px."""

import pytest

from lstmviz.lessons import LESSONS
from tests.browser.conftest import drawn
from tests.browser.learner import Learner

pytestmark = pytest.mark.browser

SIZE = {"width": 640, "height": 360}
# What stands to the right of the window, but for what scrolls by itself; and what covers another.
CUT = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
  .filter(node => {
    const { right, width } = node.getBoundingClientRect();
    return width > 2 && right > innerWidth + 1 && !node.closest(".excerpt, pre, table");
  })
  .map(node => node.className).slice(0, 3)"""
SPILLS = """button => [...button.children].some(child =>
  child.getBoundingClientRect().bottom > button.getBoundingClientRect().bottom + 1
  || child.getBoundingClientRect().right > button.getBoundingClientRect().right + 1)"""


def is_whole(page):
    """Nothing is cut, and nothing has to be scrolled sideways."""
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZE["width"]
    assert not page.evaluate(CUT)


@pytest.mark.parametrize("lesson", ["row", "window"])
def test_a_whole_lesson_goes_through_at_twice_the_size(visit, lesson):
    page = visit(
        f"Lessons?table=sensors&lesson={lesson}&step={LESSONS[lesson].steps[0].id}", **SIZE
    )
    Learner(page, seen=lambda name: is_whole(page)).take(lesson)


def test_no_card_of_a_layout_spills_at_twice_the_size(visit):
    page = visit("Lessons?table=sensors&lesson=row&step=goal", **SIZE)
    cards = page.locator(".st-key-scene .cards button")
    cards.first.wait_for()
    drawn(page)
    assert not [n for n in range(cards.count()) if cards.nth(n).evaluate(SPILLS)]


def test_question_and_drawing_are_reached_at_twice_the_size(visit):
    page = visit("Lessons?table=sensors&lesson=row&step=1", **SIZE)
    page.get_by_role("button", name="all 3 numbers").click()
    for place in (".st-key-card .st-key-said", ".st-key-scene .ink"):
        there = page.locator(place).first
        there.scroll_into_view_if_needed()
        box = there.bounding_box()
        assert -box["height"] < box["y"] < SIZE["height"]
        assert 0 <= box["x"] <= SIZE["width"] - box["width"]
