"""Lessons as a person meets them: by mouse, by keyboard and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import barriers, drawn, settle
from tests.browser.learner import Learner

# How often each canvas of a drawing is given its size, from now on.
FITTED = """() => {
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
  window.fitted = new Map();
  Object.defineProperty(HTMLCanvasElement.prototype, "width", {
    get,
    set(wide) {
      if (this.closest(".stage")) fitted.set(this, (fitted.get(this) ?? 0) + 1);
      set.call(this, wide);
    },
  });
}"""

pytestmark = pytest.mark.browser


def opened(visit, query, **how):
    page = visit(f"Lessons?{query}", **how)
    page.locator(".st-key-card").wait_for()
    return page


def done(page, mark):
    """Wait until the address holds a done-mark."""
    page.wait_for_url(re.compile(rf"done={re.escape(mark)}"))


def test_painted_units_stay_over_the_truth(visit):
    page = opened(visit, "lesson=units&step=1")
    board = page.locator(".board button")
    board.first.wait_for()
    assert board.count() == 32
    board.nth(4).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="These 1 will change").click()
    page.locator(".units i.ghost").wait_for()
    assert page.locator(".units i.ghost").all_inner_texts() == ["4"]
    assert "each value goes to one neuron" in page.locator(".st-key-card").inner_text()
    assert not barriers(page)


def test_units_are_painted_by_finger_one_after_another(touched):
    page = touched("Lessons?lesson=units&step=1")
    board = page.locator(".board button")
    board.first.wait_for()
    for unit in (2, 5, 7):
        board.nth(unit).tap()
    page.get_by_role("button", name="These 3 will change").tap()
    page.locator(".units i.ghost").first.wait_for()
    assert page.locator(".units i.ghost").all_inner_texts() == ["2", "5", "7"]
    page.get_by_text("You expected “3, one per column”").wait_for()
    page.get_by_role("button", name="Another one like it").tap()
    board.first.wait_for()


def test_playing_to_the_end_completes_its_step_and_waiting_does_not(visit):
    page = opened(visit, "lesson=row&step=2", motion="no-preference")
    step = page.locator(".st-key-stage .step b, .st-key-scene .step b").first
    step.wait_for()
    assert step.inner_text() == "1 of 3"
    page.locator(".st-key-scene .stage").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    done(page, "row.2")


def test_a_whole_lesson_goes_through_by_keyboard_alone(visit):
    """After every act the focus stands somewhere; each wrong idea is named and refuted."""
    Learner(opened(visit, "table=sensors&lesson=row&step=1"), "keys", "mistaken").take("row")


def test_a_whole_lesson_goes_through_by_finger(touched):
    """Painted, pulled and played; whoever does not know is told, and asked once more."""
    Learner(touched("Lessons?lesson=units&step=recall"), "finger", "unsure").take("units")


def test_an_example_of_the_doctor_leaves_the_focus_in_its_step(visit):
    Learner(opened(visit, "lesson=code&step=4"), "keys").do("code", "4")


def test_a_curve_is_sketched_by_hand_and_by_keyboard(visit):
    page = opened(visit, "lesson=reach&step=3")
    bars = page.get_by_role("slider", name=re.compile("window of"))
    bars.first.wait_for()
    assert bars.count() == 24
    bars.first.focus()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="That is what I expect").click()
    find = page.get_by_role("button", name=re.compile("Find the edge"))
    find.press("Enter")
    stop = page.get_by_role("button", name="Stop").and_(page.locator(":focus"))
    stop.press("Enter")
    find.and_(page.locator(":focus")).wait_for()


def test_a_step_is_answered_on_a_phone_with_the_question_first(visit):
    page = opened(visit, "lesson=row&step=1", width=390, height=844)
    card, scene = (page.locator(f".st-key-{each}").bounding_box() for each in ("card", "scene"))
    assert card["y"] + card["height"] <= scene["y"]
    assert card["x"] + card["width"] <= 390
    page.get_by_role("button", name="all 3 numbers").click()
    page.get_by_role("button", name="Another one like it").click()
    page.get_by_role("button", name="alone").click()
    done(page, "row.1")
    # The drawing has turned to the row that was asked about the second time.
    expect(page.locator(".st-key-scene .sample b").first).to_have_text("1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_sizes_stand_two_beside_one_another_on_a_phone(visit):
    page = opened(visit, "table=sensors&lesson=count&step=2", width=390, height=844)
    names = ("Window W", "Every r-th row", "Stride", "Rows ahead h")
    boxes = [page.get_by_role("spinbutton", name=name).bounding_box() for name in names]
    tops = [box["y"] for box in boxes]
    assert tops[0] == tops[1] < tops[2] == tops[3]
    assert all(box["width"] >= 60 for box in boxes)


def test_a_drawing_that_comes_is_fitted_in_once(visit):
    page = opened(visit, "table=sensors&lesson=row&step=1")
    page.evaluate(FITTED)
    page.get_by_role("button", name="alone").click()
    page.locator(".st-key-scene .ink > *").first.wait_for()
    drawn(page)
    assert page.evaluate("[...fitted.values()]") == [1]


def test_what_is_veiled_is_not_sent_before_the_answer(visit, server):
    page, received = visit(), []
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(frame))
    )
    page.goto(f"{server.address}/Lessons?table=sensors&lesson=one_step&step=1")
    unknown = page.get_by_role("button", name="I don't know yet")
    unknown.wait_for()
    settle(page)
    withheld = ("They multiply zeros", "weights stay hatched", "384 of 4,608")

    def sent(words):
        return any(words.encode() in frame for frame in received)

    assert sent("How many can training")
    assert not [words for words in withheld if sent(words)]
    unknown.click()
    page.get_by_text("weights stay hatched").first.wait_for()
    # Its words come in several messages.
    settle(page)
    assert all(map(sent, withheld[:2]))


def test_a_wrong_answer_leads_to_the_answer_that_refutes_it(visit):
    page = opened(visit, "lesson=row&step=1&table=sensors")
    page.get_by_role("button", name="all 3 numbers").click()
    page.get_by_role("link", name="Read more").click()
    page.locator(".st-key-answer [data-answer=names]").wait_for()


def test_no_line_begins_with_what_follows_code(visit):
    page = opened(visit, "table=sensors&lesson=row&step=1", width=390, height=844)
    colon = page.locator(".st-key-card p > code").first.evaluate(
        """code => {
          const after = document.createRange();
          after.setStart(code.nextSibling, 0);
          after.setEnd(code.nextSibling, 1);
          return [after.toString(), after.getBoundingClientRect().top
            < code.getBoundingClientRect().bottom];
        }"""
    )
    assert colon == [":", True]


def test_the_focus_stays_while_one_ranks_and_races(visit):
    page = opened(visit, "table=sensors&lesson=race&step=1")
    answers = page.locator(".st-key-card [class*=st-key-answer] button")
    before = answers.count()
    answers.first.press("Enter")
    page.locator(".st-key-card:focus").wait_for()
    assert answers.count() == before - 1
    page.locator(".st-key-card").get_by_role("button", name="Next").press("Enter")
    start = page.get_by_role("button", name="Start the race")
    start.press("Enter")
    stop = page.get_by_role("button", name="Stop the race").and_(page.locator(":focus"))
    stop.press("Enter")
    again = page.get_by_role("button", name=re.compile("Start the race|Go on|Race again"))
    again.and_(page.locator(":focus")).wait_for()


def test_the_focus_stays_while_entrants_come_and_go(visit):
    page = opened(visit, "lesson=race&step=goal")
    more = page.get_by_role("button", name=re.compile("One more"))
    more.press("Enter")
    leave = page.get_by_role("button", name="Leave out")
    expect(leave).to_have_count(4)
    settle(page)
    expect(more).to_be_focused()
    leave.last.press("Enter")
    expect(leave).to_have_count(3)
    page.locator(".st-key-entrants:focus").wait_for()
