"""The table is touched in the flow: what a pulled value lights, and putting it back."""

from playwright.sync_api import expect

from tests.conftest import PATIENCE
from tests.serving import wait_until


def test_a_value_is_pulled_and_put_back_by_keyboard(visit):
    page = visit("?table=chalkboard")
    stage = page.locator(".st-key-stage .stage")
    caption = page.locator(".st-key-stage .caption")
    expect(caption).to_contain_text("Step")
    stage.press("w")
    slider = page.locator(".st-key-stage .pull input")
    expect(slider).to_be_focused()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(caption).to_contain_text("Row 0, a: 2 → 5")
    expect(caption).to_contain_text("2 of 2 units change")
    # Another sample does not read row 0.
    stage.press("]")
    expect(caption).to_contain_text("exactly as before")
    stage.press("[")
    page.get_by_role("button", name="Put back").click()
    expect(caption).to_contain_text("Step")
    expect(page.locator(".st-key-stage .put")).to_be_hidden()


def test_a_click_on_the_table_takes_its_value(visit):
    page = visit("?table=chalkboard", motion="reduce")
    stage = page.locator(".st-key-stage .stage")
    stage.wait_for()
    box = stage.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.06, box["y"] + box["height"] * 0.35)
    expect(page.locator(".st-key-stage .pull span")).to_contain_text("pull")


def test_the_window_s_bracket_is_dragged_and_stretched(visit):
    page = visit("Input_layouts?table=sensors&window=4")
    stage = page.locator(".st-key-stage .stage")
    sample = page.locator(".st-key-stage .sample b")
    expect(sample).to_have_text("0")
    knob = page.locator(".st-key-stage .ink circle").first
    foot = knob.bounding_box()
    x, y = foot["x"] + foot["width"] / 2, foot["y"] + foot["height"] / 2
    page.mouse.move(x, y - 40)
    page.mouse.down()
    page.mouse.move(x, y, steps=4)
    page.mouse.up()
    expect(sample).not_to_have_text("0")
    page.locator(".st-key-stage .stage").press("Home")
    expect(sample).to_have_text("0")
    # The rows of the first sample are drawn when the page has sent them, not before.
    wait_until(lambda: knob.bounding_box() == foot, PATIENCE / 1000, "the foot is not back")
    length = page.locator(".shapes .term.timesteps b").first
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 50, steps=4)
    page.mouse.up()
    expect(length).not_to_have_text("4")
    stage.press("Home")
    for _ in range(3):
        before = length.text_content()
        stage.press("-")
        expect(length).not_to_have_text(before)
