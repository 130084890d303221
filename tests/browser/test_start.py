"""The way in, from its first sentence to the Playground, with nothing but a keyboard."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lstmviz.diagram.scenes.start import network
from lstmviz.lessons.start import board, ways
from lstmviz.network.models import trace_model
from lstmviz.ui.start.scene import scene
from tests.browser.conftest import barriers

LANES, WAYS = scene()["lanes"], ways(board().dataset)
# Whether the menu was ever seen.
WATCH = """() => {
  const look = () => {
    const menu = document.querySelector(".stSidebar");
    const { visibility } = menu ? getComputedStyle(menu) : {};
    window.covered ||= visibility === "visible" && menu.getBoundingClientRect().right > 0;
    requestAnimationFrame(look);
  };
  look();
}"""
# What a finger cannot meet.
SMALL = """all => all.map(each => each.getBoundingClientRect())
  .filter(box => Math.round(Math.min(box.width, box.height)) < 44).length"""
PULLED = 3  # how far the number is pulled


@pytest.fixture
def come(tabs):
    """Open the bare address; without motion, so that nothing has to be waited for."""
    with tabs.lend() as take:

        def open_bare(width=1280, height=720, **how):
            page = take(width, height, **how)
            page.goto(tabs.server.address)
            # What stood in the page while it was loading has been taken over by the app.
            page.locator(".st-key-start h1").wait_for()
            page.wait_for_selector("#early", state="detached")
            return page

        yield open_bare


def says(page, words):
    """Wait for a heading; a number and what it counts are not broken apart in it."""
    page.locator(".start h2", has_text=re.compile(words.replace(" ", r"\s"))).wait_for()


def expected(change):
    """h of every unit of every lane, as it is to be read, by Python's own equations."""
    texts = []
    for lane in LANES:
        dataset = WAYS[lane["key"]]
        cells = np.array(lane["samples"])
        x = dataset.scaled.ravel()[cells]
        step = np.float32(change) / np.float32(dataset.scale[1])
        trace = trace_model(network(dataset), np.where(cells == scene()["pulled"], x + step, x))
        rounded = np.round(trace.layers[0].h.ravel(), 2) + 0.0  # without −0
        texts.append([f"{h:.2f}".replace("-", "−") for h in rounded])
    return texts


def shown(page):
    """h of every unit of every lane, as it stands on the screen."""
    return [
        page.locator(f'.lane[data-key="{lane["key"]}"] .unit').all_text_contents() for lane in LANES
    ]


def test_the_whole_way_in_by_keyboard(come):
    page = come()
    assert page.locator("h1").all_text_contents() == ["How does my table get into an LSTM?"]
    says(page, "Which of these numbers can the network see together")
    page.keyboard.press("ArrowRight")
    says(page, "depends on how you feed it")
    page.keyboard.press("ArrowRight")
    says(page, "depends on how you feed it")  # it waits for a choice
    page.keyboard.press("1")
    says(page, "tick by tick")
    assert page.locator(".lane:visible").count() == 1
    page.keyboard.press("ArrowRight")
    says(page, "Tick 1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    says(page, "The wall falls")
    assert page.locator(".lane:visible").count() == 3
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    says(page, "9 ticks, 3 ticks, 3 ticks")
    page.keyboard.press("ArrowRight")
    says(page, "Guess first")
    assert shown(page) == expected(0)
    page.keyboard.press("ArrowUp")  # first the guess
    assert shown(page) == expected(0)
    page.keyboard.press("2")
    says(page, "Now pull")
    for _ in range(PULLED):
        page.keyboard.press("ArrowUp")
    says(page, "changes in the window only")
    page.get_by_text(
        "The idea behind it: the network remembers from sample to sample. Every"
    ).wait_for()
    assert shown(page) == expected(PULLED)
    tells = page.locator(".lane .tell").all_text_contents()
    own = ["row 0: 0 of 2 changed", "row 1: 2 of 2 changed", "row 2: 0 of 2 changed"]
    assert [tell.split(",\n") for tell in tells] == [own, own, ["2 of 2 units changed"]]
    page.get_by_role("button", name="Put back").focus()
    page.keyboard.press("Enter")
    says(page, "Now pull")
    assert shown(page) == expected(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    says(page, "What do your rows and columns mean")
    page.get_by_role("button", name="different things").press("Enter")
    page.get_by_role("button", name="in time order").press("Enter")
    says(page, "a window of W rows")
    page.keyboard.press("ArrowRight")
    says(page, "Is it true")
    page.keyboard.press("ArrowRight")
    says(page, "Other rows are worth more")
    page.get_by_role("button", name="Open the Playground").press("Enter")
    page.locator(".shapes").wait_for()
    assert page.url.endswith("?table=sensors")
    page.get_by_role("button", name="Start").click()
    page.locator(".st-key-start h1").wait_for()
    assert "?" not in page.url
    expect(page.get_by_test_id("stSidebar")).not_to_be_visible()


def test_one_click_skips_it_and_no_menu_lies_over_the_page_that_comes(come):
    page = come(820, 1180)
    page.evaluate(WATCH)
    page.get_by_role("button", name="Skip").click()
    page.locator(".shapes").wait_for()
    page.wait_for_function("window.lstmvizShut")
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    assert not page.evaluate("window.covered")


def test_the_number_is_pulled_by_the_hand_too(come):
    page = come(390, 844, touch=True)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollHeight <= main.clientHeight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    page.keyboard.press("ArrowRight")
    # What is said of a tick is so: in the first three ticks all lanes read.
    for words in (
        "the other two a",
        "the other two a",
        "Only (N, 3, 1) is still",
        "each unit gets",
    ):
        page.keyboard.press("ArrowRight")
        page.locator(".words p", has_text=words).wait_for()
    says(page, "9 ticks")
    page.keyboard.press("ArrowRight")
    # A finger has room on every button, and none lies under Streamlit's.
    assert not page.locator(".start button:not(.table *)").evaluate_all(SMALL)
    skip, menu = (
        page.locator(each).bounding_box() for each in (".skip", "[data-testid=stMainMenuButton]")
    )
    assert skip["x"] + skip["width"] <= menu["x"]
    page.get_by_role("button", name="all three").tap()
    box = page.locator(".cell.pulled").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 3 * 14, steps=4)
    page.mouse.up()
    says(page, "changes in the window only")
    assert shown(page) == expected(PULLED)
    page.get_by_role("button", name="So which is right?").tap()
    page.get_by_role("button", name="different things").tap()
    page.get_by_role("button", name="in time order").tap()
    page.get_by_role("button", name="Is that true?").tap()
    page.get_by_role("button", name="Show what they learnt").tap()
    page.get_by_role("button", name="Take the lessons").tap()
    page.locator(".st-key-card").get_by_text("what does the LSTM read").wait_for()


def test_pulling_answers_within_a_tenth_of_a_second(come):
    page = come()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    says(page, "Now pull")
    took = page.locator(".pull input").evaluate(
        """async (slider) => {
          const begun = performance.now();
          slider.value = 9;
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          await new Promise(requestAnimationFrame);
          return performance.now() - begun;
        }"""
    )
    says(page, "changes in the window only")
    assert took < 100


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_keeps_people_out(come, width):
    page = come(width, 844)
    assert not barriers(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    says(page, "Now pull")
    assert not barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
