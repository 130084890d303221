"""The field at the top of every page: by keyboard, by hand, on a phone, and from the drawings."""

import re

import pytest

from tests.browser.conftest import barriers, drawn, settle

pytestmark = pytest.mark.browser
PAGES = ("", "Lessons", "Input_layouts", "Inside_the_cell", "Race", "Shape_doctor", "Take_home")


def field(page):
    return page.get_by_role("combobox", name=re.compile("^Ask"))


def card(page, name):
    """Wait for an answer's card, which the keyboard is led to."""
    title = page.locator(f".st-key-answer [data-answer={name}]")
    title.wait_for()
    page.wait_for_function("name => document.activeElement.dataset.answer === name", arg=name)
    return page.locator(".st-key-answer")


@pytest.fixture(scope="module")
def playground(visit_once):
    return visit_once()


def test_it_is_asked_and_read_by_keyboard_alone(playground):
    page = playground
    field(page).wait_for()
    page.keyboard.press("/")
    page.keyboard.type("forcast one step late")
    first = page.get_by_role("option").first
    first.wait_for()
    assert "one step late" in first.inner_text()
    assert first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert first.get_attribute("aria-selected") == "false"
    page.keyboard.press("ArrowUp")
    assert not barriers(page)
    page.keyboard.press("Enter")
    assert "repeat the last value" in card(page, "late").inner_text()
    assert "ask=late" in page.url
    assert not barriers(page)


def test_what_is_typed_asks_nothing_of_the_server(playground):
    page = playground
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    field(page).focus()
    page.keyboard.type("masking")
    page.get_by_role("option").first.wait_for()
    assert not sent
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("listbox").wait_for(state="hidden")


def test_it_says_where_no_answer_fits(playground):
    page = playground
    found = page.get_by_role("listbox")
    field(page).focus()
    for typed, words in (
        ("best pizza recipe", "No answer here fits this well. The nearest:"),
        ("xylophone", "No answer here fits this. Try other words."),
    ):
        field(page).fill(f"{typed} ")
        found.get_by_text(words).wait_for()
        assert found.get_by_role("option").count() <= 4
        assert found.get_by_role("option").last.inner_text().startswith("Ask the shape doctor")
    field(page).fill("masking ")
    found.get_by_text("No answer").wait_for(state="detached")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    found.wait_for(state="hidden")


def test_what_stands_on_the_page_opens_its_answer_there(playground):
    page = playground
    page.get_by_role("button", name="24 lost at the border").click()
    card(page, "border").get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Why does it fit?").click()
    card(page, "which")
    # In the drawing: by keyboard, and by a click on the wall.
    stage = page.locator(".st-key-stage .stage")
    page.locator(".st-key-stage [data-ask=zero]").focus()
    page.keyboard.press("Enter")
    card(page, "zero")
    box = stage.bounding_box()
    for part in range(5, 60):
        page.mouse.move(box["x"] + box["width"] * part / 100, box["y"] + box["height"] * 0.5)
        if "State wiped" in page.locator(".st-key-stage .tip").inner_text():
            break
    page.mouse.down()
    page.mouse.up()
    card(page, "between")


def test_an_answer_stays_beside_what_shows_it_and_leads_back(playground):
    page = playground
    page.get_by_role("button", name="Show where each state starts").click()
    page.wait_for_url(re.compile("Inside_the_cell.*ask=between"))
    page.locator("[data-answer=between]").wait_for()
    answer, drawing = (
        page.locator(where).first.bounding_box() for where in (".st-key-answer", ".stage")
    )
    assert answer["x"] + answer["width"] <= drawing["x"]
    page.get_by_role("button", name="Back to what I had").click()
    page.wait_for_url(re.compile(r"/\?.*ask=between"))


def test_the_cell_answers_where_it_stands(visit):
    page = visit("Inside_the_cell?table=sensors")
    page.locator("[data-ask=zero]").first.focus()
    page.keyboard.press("Enter")
    card(page, "zero").get_by_role("button", name="Close").click()
    page.locator(".st-key-answer").wait_for(state="detached")
    settle(page)
    drawn(page)  # the drawing takes the room of the card that went
    # The heads of the gates' columns stand above the first row of terms.
    stage = page.locator(".stage").first
    stage.wait_for()
    box = stage.bounding_box()
    tip = page.locator(".tip").first
    for down in range(2, 60):
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 2 * down)
        drawn(page)
        if "Click to read more" in tip.inner_text():
            break
    page.mouse.down()
    page.mouse.up()
    card(page, "gates")


def test_an_error_goes_to_the_doctor(visit):
    page = visit()
    field(page).fill("ValueError: expected ndim=3, found ndim=2. Full shape received: (None, 3)")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("Shape_doctor"))
    page.locator(".st-key-diagnosis").first.wait_for()
    assert "ndim" not in page.url


@pytest.mark.parametrize("where", PAGES)
def test_it_stands_on_every_page(visit, where):
    page = visit(f"{where}?table=sensors")
    field(page).first.wait_for()
    assert field(page).count() == 1


def test_on_a_phone_the_bar_leads_to_it_and_the_card_leaves_half_the_screen(visit):
    page = visit("?table=sensors", width=390, height=844)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("option", name=re.compile("What is a sample")).click()
    box = card(page, "sample").bounding_box()
    assert box["width"] == 390
    assert box["height"] <= 844 / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    settle(page)
