"""The table is touched in the flow and in the film: what a pulled value lights, and put back."""

from playwright.sync_api import expect

from lstmviz.choices.experiments import Words
from lstmviz.diagram.scenes.film import tensor_scene
from lstmviz.diagram.scenes.pulled import film_taken
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import Layout
from tests.conftest import PATIENCE
from tests.serving import wait_until

FILM = "Input_layouts?table=sensors&window=4"
STAGE = ".st-key-stage"


def test_a_value_is_pulled_and_put_back_by_keyboard(visit):
    page = visit("?table=chalkboard")
    stage = page.locator(".st-key-stage .stage")
    caption = page.locator(".st-key-stage .caption")
    expect(caption).to_contain_text("Step")
    stage.press("w")
    slider = page.locator(".st-key-stage .pull input")
    expect(slider).to_be_focused()
    # A hand can pull it: it has the room of what can wait.
    assert slider.bounding_box()["width"] >= 70
    expect(page.locator(".st-key-stage .moment")).to_be_hidden()
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
    expect(page.locator(".st-key-stage .moment")).to_be_visible()


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


def said(page):
    return page.locator(f"{STAGE} .caption")


def lit(page):
    """Count the places that are framed: of the table and of X."""
    return page.locator(f"{STAGE} .ink rect.mark:visible").count()


def place(page, row=None, sample=0, cell=0):
    """Give the middle of a cell of the film on screen: of the table's row, or of a sample."""
    stage = page.locator(f"{STAGE} .stage")
    box = stage.bounding_box()
    scene = tensor_scene(sensors(), 0, Words())
    name = page.locator(f"{STAGE} section").get_attribute("class").split()[0]
    drawn = scene["frames"][name]
    scale = box["width"] / drawn["width"]
    if row is None:
        _, _, x, y, w, h, *_ = drawn["blocks"][sample]["cells"][cell]
    else:
        (_, y, h), (_, x, w) = drawn["rows"][row], drawn["columns"][1]
    return box["x"] + (x + w / 2) * scale, box["y"] + (y + h / 2) * scale


def sensors():
    return make_dataset(load_example("sensors"), Layout(4), EXAMPLES["sensors"].task)


def test_a_value_of_the_film_is_pulled_and_put_back_by_keyboard(visit):
    page = visit(FILM)
    stage = page.locator(f"{STAGE} .stage")
    expect(said(page)).to_contain_text("X[0]")
    stage.press("w")
    slider = page.locator(f"{STAGE} .pull input")
    expect(slider).to_be_focused()
    for _ in range(3):
        slider.press("ArrowRight")
    taken = film_taken(sensors(), 0, 0)
    was, now = taken["text"][12], taken["text"][15]
    expect(said(page)).to_have_text(
        f"What if? {taken['name']}: {was} → {now}{taken['unit']}. It changes X[0, 0, 0]. "
        "Every other value of X stays exactly as it is."
    )
    # By key, the next value each time; the one before is back where it was.
    stage.press("w")
    expect(page.locator(f"{STAGE} .pull span")).to_contain_text(film_taken(sensors(), 0, 1)["name"])
    expect(said(page)).to_contain_text("X[0]")
    page.locator(f"{STAGE} .pull input").press("ArrowLeft")
    expect(said(page)).to_contain_text("What if?")
    stage.press("Backspace")
    expect(said(page)).not_to_contain_text("What if?")
    expect(page.locator(f"{STAGE} .put")).to_be_hidden()


def test_a_finger_taps_a_value_and_sees_every_place_that_reads_it(touched):
    page = touched(FILM)
    expect(said(page)).to_contain_text("X[0]")
    page.locator(f"{STAGE} .stage").press("ArrowRight")
    page.touchscreen.tap(*place(page, row=1))
    pull = page.locator(f"{STAGE} .pull")
    expect(pull).to_contain_text("humidity, row 1")
    page.locator("h1").first.tap()
    wait_until(lambda: lit(page) == 3, PATIENCE / 1000, "not row 1 and its two places")
    page.locator(f"{STAGE} .pull input").fill("2")
    expect(said(page)).to_contain_text("It changes X[0, 1, 1], X[1, 0, 1].")
    page.locator(f"{STAGE} .put").tap()
    expect(said(page)).not_to_contain_text("What if?")


def test_a_finger_moves_and_stretches_the_window_while_the_page_stands(touched):
    page = touched(FILM)
    sample = page.locator(f"{STAGE} .sample b")
    expect(sample).to_have_text("0")
    knob = page.locator(f"{STAGE} .ink circle").first
    page.evaluate("document.querySelector('.st-key-stage').scrollIntoView()")
    foot = knob.bounding_box()
    x, y = foot["x"] + foot["width"] / 2, foot["y"] + foot["height"] / 2
    stands = scrolled(page)
    drag(page, (x, y - 44), (x, y - 20))
    # What the page sends for another sample has come.
    expect(said(page)).to_contain_text("X[1]")
    expect(sample).to_have_text("1")
    assert scrolled(page) == stands
    page.locator(f"{STAGE} .stage").press("Home")
    expect(sample).to_have_text("0")
    wait_until(lambda: knob.bounding_box() == foot, PATIENCE / 1000, "the foot is not back")
    length = page.locator(".shapes .term.timesteps b").first
    drag(page, (x, y), (x, y + 60))
    expect(length).not_to_have_text("4")
    assert scrolled(page) == stands
    # Beside the window a finger scrolls, as everywhere.
    drag(page, (x + 120, y + 100), (x + 120, y))
    wait_until(lambda: scrolled(page) > stands, PATIENCE / 1000, "the page does not scroll")


def scrolled(page):
    return page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")


def drag(page, start, end):
    """Draw a finger over the screen."""
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        points = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    for part in (0.2, 0.4, 0.6, 0.8, 1):
        touch("touchMove", tuple(a + (b - a) * part for a, b in zip(start, end, strict=True)))
    touch("touchEnd")
