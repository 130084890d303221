"""A table of one's own: brought, reviewed, one finding undone, trained on."""

import re

import pytest
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect

from tests.browser.conftest import alive, barriers, settle
from tests.browser.test_clicks import open_menu
from tests.serving import wait_until
from tests.table import world

# The shapes that a page has shown, one after another.
SHAPES = """window.shapes = new Set();
new MutationObserver(() => document.querySelectorAll(".shapes .tensor")
  .forEach(each => window.shapes.add(each.closest(".shapes").textContent)))
  .observe(document, { childList: true, subtree: true });"""
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 99

pytestmark = pytest.mark.browser


def bring(page, name, content):
    """Upload a file as a person does, and wait for its review."""
    open_menu(page)
    choose_file(page, name, content)
    page.locator(".st-key-review").wait_for()
    settle(page)


def choose_file(page, name, content):
    """Choose a file in the menu."""
    page.get_by_role("button", name="Upload").first.click()
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def test_upload_review_undo_and_train(visit):
    page = visit()
    bring(page, "store.csv", world.activities().encode())
    review = page.locator(".st-key-review")
    expect(review).to_contain_text("120 rows")
    expect(review).to_contain_text("2021-03-01 00:00")
    assert barriers(page) == []
    review.get_by_role("button", name="All that was found").click()
    turned = page.locator(".st-key-found-all-turned")
    expect(turned).to_contain_text("The newest row is first")
    turned.get_by_role("button", name="Undo").click()
    expect(review).to_contain_text("2021-07-01 01:23 …")
    assert "answer=turned" in page.url
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Train").first.click()
    expect(page.locator(".st-key-live")).to_contain_text(re.compile(r"epoch [\d.]+ of"))


def pumps():
    """A pump's log: its level is 100 mostly, and 0 is an ordinary setting."""
    lines = [
        f"2021-03-{1 + n // 24:02d} {n % 24:02d}:00,{100 if n % 5 else 2 + n % 7}.0,"
        f"{n * 37 % 101}.5,{n * 31 % 97}.5,{'OK' if n % 50 else 'OFF'}"
        for n in range(240)
    ]
    return "\n".join(["time,level,flow,heat,status", *lines]).encode()


def test_a_question_is_answered_with_one_click_and_nothing_moves(visit):
    page = visit()
    bring(page, "pumps.csv", pumps())
    review, stage = page.locator(".st-key-review"), page.locator(".st-key-stage")
    question = review.locator(".st-key-found-missing-level")
    expect(question).to_contain_text("100 stands in 192 of 240 cells of “level”")
    below = stage.bounding_box()["y"]
    assert below < 400  # the drawing stands above the fold too
    question.get_by_role("radio", name="measured 100").click()
    page.wait_for_url("**answer=-missing*")
    settle(page)
    assert stage.bounding_box()["y"] == below
    question.get_by_role("radio", name="missing", exact=True).click()
    page.wait_for_url("**answer=missing*")
    expect(review).to_contain_text("Left out 2: level, status")
    expect(review).to_contain_text("Missing values 100")


def test_a_fact_is_corrected_with_two_clicks(visit):
    page = visit()
    bring(page, "pumps.csv", pumps())
    facts = page.locator(".st-key-facts")
    expect(facts).to_contain_text("Left out 1: status")
    facts.get_by_role("button", name="Target").click()
    page.get_by_test_id("stPopoverBody").get_by_text("heat", exact=True).click()
    page.wait_for_url("**target=heat*")
    expect(facts.get_by_role("button", name="Target")).to_contain_text("Target heat")
    facts.get_by_role("button", name="Fed").click()
    page.get_by_test_id("stPopoverBody").get_by_text("level", exact=True).click()
    expect(facts).to_contain_text("Left out 2: level, status")
    assert "answer=target%3Aheat" in page.url
    assert barriers(page) == []


def test_what_a_file_is_brought_in_closes_by_itself(visit):
    page = visit()
    part = page.get_by_test_id("stPopoverBody")
    for name, content in (("store.csv", world.activities()), ("other.csv", world.demand())):
        choose_file(page, name, content.encode())
        page.wait_for_url(f"**{name}**")
        expect(part).to_have_count(0)
        expect(page.locator(".st-key-review")).to_be_visible()
    choose_file(page, "a.csv", PICTURE)
    expect(part).to_contain_text("This is a PNG picture")


def test_a_phone_shows_the_review_and_a_reload_nothing_else(visit):
    page = visit(width=390, height=844, change=True)
    bring(page, "store.csv", world.activities().encode())
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    review = page.locator(".st-key-review")
    expect(review).to_be_in_viewport()
    # A line parts the findings.
    review.get_by_role("button", name="All that was found").click()
    found = page.locator("[class*=st-key-found-]")
    found.first.wait_for()
    lines = found.evaluate_all("all => all.map(each => getComputedStyle(each).borderTopStyle)")
    assert set(lines) == {"solid"}
    # The visit is taken up before anything is drawn: there is one stage, that of the own table.
    page.add_init_script(SHAPES)
    page.reload()
    settle(page)
    expect(review).to_be_in_viewport()
    assert len(page.evaluate("[...window.shapes]")) == 1


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(visit):
    page = visit()
    choose_file(page, "a.csv", PICTURE)
    page.get_by_text("This is a PNG picture").first.wait_for()
    expect(page.locator(".shapes")).to_contain_text("53")


def give_up(page):
    """End the reading of other.csv, and wait for the sentence that says so."""
    # The panel that the file came by holds it too, and may be shut.
    said = page.get_by_text("The reading of “other.csv” was ended.").filter(visible=True).first
    cancel = page.get_by_role("button", name="Cancel").filter(visible=True).first
    for _ in range(3):  # a click on a page in the midst of being drawn may be lost
        cancel.click()
        try:
            said.wait_for(timeout=20_000)
            break
        except Late:
            continue
    expect(said).to_be_visible()


def test_a_file_that_takes_long_can_be_given_up(visit, server):
    page = visit()
    bring(page, "store.csv", world.activities().encode())
    reader = reading_process(server)
    reader.suspend()  # now it reads for as long as one likes
    choose_file(page, "other.csv", world.demand().encode())
    page.get_by_text("Reading “other.csv”").first.wait_for()
    give_up(page)
    expect(page.locator(".st-key-review")).to_contain_text("120 rows")
    wait_until(lambda: not alive(reader), 10, "the reader was left behind")


def test_a_phone_shows_on_the_page_how_far_a_file_is_read(visit, server):
    page = visit(width=390, height=844, change=True)
    bring(page, "store.csv", world.activities().encode())
    reader = reading_process(server)
    reader.suspend()
    open_menu(page)
    choose_file(page, "other.csv", world.demand().encode())
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    expect(page.get_by_text("Reading “other.csv”").first).to_be_in_viewport()
    give_up(page)


def test_the_answers_stand_beside_a_long_question(visit):
    page = visit(width=1280, height=720)
    lines = [
        f"2021-03-{1 + n // 24:02} {n % 24:02}:00,{'' if n % 5 == 2 else n},{n % 7}.5,{n * 7 % 11}"
        for n in range(600)
    ]
    bring(page, "air.csv", "\n".join(["time,Ozone,Wind,Temp", *lines]).encode())
    question = page.locator(".st-key-questions [class*=st-key-found-]").first
    expect(question).to_contain_text("Leave it out?")
    text = question.locator("p").first.bounding_box()
    answers = question.get_by_text("feed it", exact=True).first.bounding_box()
    assert text["height"] > answers["height"]  # it takes more than a line
    assert text["y"] < answers["y"] + answers["height"] / 2 < text["y"] + text["height"]


def reading_process(server):
    """Find the process that reads: beside it only the one that trains works, with TensorFlow."""
    family = server.process.children(recursive=True)
    workers = [each for each in family if "loky.backend.popen_loky_posix" in each.cmdline()]
    return min(workers, key=lambda each: each.memory_info().rss)
