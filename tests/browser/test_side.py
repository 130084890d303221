"""Layouts side by side in a real browser: led by keys, read in the caption."""

from playwright.sync_api import expect

from tests.browser.conftest import barriers, settle

LANES = 'section[aria-label^="Side by side"]'


def test_lanes_are_led_by_keys_and_say_what_happens(visit):
    page = visit("?table=chalkboard")
    page.get_by_text("Side by side", exact=True).click()
    settle(page)
    stage = page.locator(f"{LANES} .stage")
    caption = page.locator(f"{LANES} .caption")
    expect(caption).to_contain_text("Tick 1 of 9. (N, 3, 1) starts from 0 and reads a 2 of row 0;")
    expect(caption).to_contain_text("(N, 1, 3) starts from 0, reads row 0, says")
    stage.press("ArrowRight")
    stage.press("ArrowRight")
    expect(caption).to_contain_text("Tick 3 of 9. (N, 3, 1) reads c 4 of row 0, says")
    stage.press("ArrowRight")
    expect(caption).to_contain_text("(N, 1, 3) and (N, 3, 3) have read the same rows already.")
    expect(page.locator(".ink").get_by_text("no row meets another.")).to_be_visible()
    stage.press("End")
    expect(caption).to_contain_text("predict the same target, 9: (N, 3, 1) says")
    stage.press("Home")
    expect(caption).to_contain_text("Tick 1 of 9.")
    expect(page.locator(".ink").get_by_text("no row meets another.")).to_be_hidden()
    assert not barriers(page)
    stage.press("]")
    expect(caption).to_contain_text("a 5 of row 1")
    assert "sample=1" in page.url


def test_letters_can_be_read_on_screens_and_phones(visit):
    for width, height in ((1280, 720), (390, 844)):
        page = visit("?table=sensors&side=yes", width=width, height=height)
        stage = page.locator(f"{LANES} .stage")
        stage.press("ArrowRight")
        least = page.locator(LANES).evaluate(
            """host => {
              const svg = host.querySelector(".ink");
              const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
              return Math.min(...[...svg.querySelectorAll("text")]
                .map(text => parseFloat(getComputedStyle(text).fontSize) * scale));
            }"""
        )
        assert least >= 11, width
