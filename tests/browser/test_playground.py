"""The whole main job in a real browser, as a person would do it, and what a person may do wrong."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import barriers, drawn, settle

ROWS = "".join(
    f"2024-02-{1 + n // 24:02d} {n % 24:02d}:00,{n % 24},{(n * 7) % 24}\n" for n in range(600)
)
CSV = "time,load [kW],wind [m/s]\n" + ROWS
AXES = re.compile(
    r"X\s*\(\s*([\d,]+)\s*samples\s*,\s*([\d,]+)\s*timesteps\s*,\s*([\d,]+)\s*features"
)


def shape(page):
    """Read the shape of X off the page."""
    words = " ".join(page.locator(".shapes").inner_text().split())
    return tuple(int(number.replace(",", "")) for number in AXES.search(words).groups())


def training(page):
    """Find what is said about the run."""
    return page.locator(".st-key-live")


def press(page, name):
    page.locator("[data-testid=stButton] button", has_text=re.compile(f"{name}$")).click()


def use(page, tool):
    """Press one of the small buttons beside Train."""
    page.locator(f".st-key-tool-{tool} button").first.click()


def take_pace(page, words):
    """Choose how fast a run is given."""
    page.locator(".st-key-train [data-testid=stSelectbox] input").click()
    page.locator("[role=option]", has_text=words).click()
    settle(page)


def hold_the_film(page):
    """Stop the film at the first step of its sample, so that it asks for nothing."""
    page.locator(".st-key-stage .ink text").first.wait_for(state="attached")
    if page.locator(".st-key-stage .play").get_attribute("aria-label") == "Pause":
        page.locator(".st-key-stage .play").click()
    page.locator(".st-key-stage .stage").press("Home")


def choose_layout(page, words):
    page.locator("[data-testid=stRadio] label", has_text=words).first.click()
    settle(page)


def bring(page, name, content):
    """Upload a file through the menu's button; wait for the new table, or for the refusal."""
    said = """() => [
        document.querySelector("[data-testid=stMain] [data-testid=stAlert]")?.textContent,
        new URLSearchParams(location.search).get("own"),
    ]"""
    before = page.evaluate(said)
    page.locator("[data-testid=stPopover] button").first.click()
    page.locator("input[type=file]").wait_for(state="attached")
    settle(page)
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.wait_for_function(
        f"before => ({said})().some((text, n) => text && text !== before[n])",
        arg=before,
    )
    if page.evaluate(said)[1] == before[1]:
        page.keyboard.press("Escape")  # what is refused leaves the menu open
    page.locator("input[type=file]").wait_for(state="detached")
    settle(page)


def test_the_main_job(visit):
    page = visit()
    expect(page.locator(".st-key-stage .caption")).to_contain_text("Step")
    assert shape(page) == (53_370, 24, 3)

    choose_layout(page, "columns as steps")
    expect(page.locator(".shapes")).to_contain_text("53,393")
    assert shape(page)[1:] == (3, 1)
    expect(page.locator(".st-key-stage .caption")).to_contain_text("of 3")
    choose_layout(page, "one row, one step")
    expect(page.locator(".shapes .term.timesteps b").first).to_have_text("1")
    assert shape(page)[1:] == (1, 3)
    choose_layout(page, "sliding window")
    expect(page.locator(".shapes")).to_contain_text("53,370")

    hold_the_film(page)
    press(page, "Train")
    expect(training(page)).to_contain_text("updates/s")
    expect(page.locator(".st-key-stage section")).to_contain_text("live")
    # Curves and diagram change without being mounted anew.
    chart = page.locator("[data-testid=stEChartsChart]").first
    nodes = [chart, page.locator(".st-key-stage section").first]
    for node in nodes:
        node.evaluate("node => { node.seen = true }")
    before = chart.get_attribute("aria-label")
    assert "Root-mean-square error" in before
    expect(chart).not_to_have_attribute("aria-label", before)
    assert all(node.evaluate("node => node.seen === true") for node in nodes)
    press(page, "Pause")
    expect(training(page)).to_contain_text("paused")
    epoch = training(page).inner_text()

    scrubber = page.locator(".st-key-stage .moment input")
    scrubber.focus()
    scrubber.press("Home")
    expect(page.locator(".st-key-stage section")).to_contain_text("before training")
    scrubber.press("End")
    expect(page.locator(".st-key-stage section")).not_to_contain_text("before training")
    # The server has answered twice meanwhile, and nothing went on.
    assert training(page).inner_text() == epoch

    press(page, "Go on")
    expect(training(page)).to_contain_text("updates/s")
    use(page, "stop")
    expect(training(page)).to_contain_text("stopped")
    expect(page.get_by_role("button", name="Train again")).to_be_visible()


def test_nothing_opens_grey_and_a_chip_goes_to_the_run_it_names(visit):
    page = visit()
    chips = page.locator(".st-key-past button")
    expect(chips).to_have_text([re.compile(r"^\(N,3,1\)"), re.compile(r"^\(N,1,3\)")])
    chips.nth(1).click()
    expect(page.locator(".shapes")).to_contain_text("53,393")
    expect(training(page)).to_contain_text("prepared")
    expect(chips.last).to_contain_text("window 24")
    use(page, "replay")
    expect(training(page)).to_contain_text("replay")


def test_the_film_waits_at_its_first_step_until_the_person_goes_on(visit):
    page = visit(motion="no-preference")
    caption = page.locator(".st-key-stage .caption")
    play = page.locator(".st-key-stage .play")
    page.locator(".st-key-stage summary[title='More']").click()
    page.locator(".st-key-stage .speed select").select_option("4×")
    for step in (1, 2, 24):
        expect(caption).to_contain_text(f"Step {step} of 24.")
        expect(caption).to_contain_text("Press ▶ to go on.")
        play.click()


def test_one_batch_at_a_time(visit):
    page = visit()
    take_pace(page, "step by step")
    for number in (1, 2):
        use(page, "skip_next")
        expect(page.locator(".st-key-stage section")).to_contain_text(f"update {number}")


def test_a_changed_choice_never_trains_something_else(visit):
    page = visit("?units=4")
    take_pace(page, "just finish")
    press(page, "Train")
    expect(training(page)).to_contain_text("updates/s")
    page.locator("[data-testid=stSidebar] summary", has_text="about the model").click()
    units = page.get_by_role("spinbutton", name="Units")
    units.fill("8")
    units.press("Enter")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    page.locator(".st-key-past button", has_text="LSTM(4)").click()
    expect(units).to_have_value("4")
    expect(page.get_by_role("button", name="Go on", exact=True)).to_be_visible()


def test_a_bad_file_gets_a_sentence_and_the_table_of_ones_own_stays(visit):
    page = visit()
    bring(page, "turbine.csv", CSV.encode())
    expect(page.locator(".shapes")).to_contain_text("600 × 2")
    own = shape(page)
    alert = page.locator("[data-testid=stMain] [data-testid=stAlert]").first
    seen = set()
    for name, content in (
        ("empty.csv", b""),
        ("photo.csv", bytes(range(256)) * 50),
        ("<img src=x onerror=document.title='hit'>.csv", b"a,b\n"),
    ):
        bring(page, name, content)
        expect(alert).to_contain_text("The table in use stays.")
        assert shape(page) == own
        assert page.title() != "hit"
        seen.add(alert.inner_text())
    assert len(seen) == 3
    press(page, "Train")
    expect(training(page)).to_contain_text(re.compile("finished|updates/s"))
    assert "own=" in page.url
    assert "turbine.csv" in page.url


def test_a_strangers_names_are_only_text(visit):
    page = visit()
    hostile = "<img src=x onerror=document.title='hit'>"
    header = f'time,{hostile},"**b** $x$ :red[c] {{b}}"\n'
    bring(page, f"{hostile}.csv", (header + ROWS).encode())
    expect(page.locator(".shapes")).to_contain_text("600 × 2")
    for spot in (".st-key-stage .stage", ".st-key-live", ".st-key-prediction"):
        page.locator(spot).first.hover()
        drawn(page)
    assert page.title() != "hit"
    assert page.locator("img[src=x]").count() == 0


@pytest.fixture(scope="module")
def page(visit_once):
    """The page as it opens, looked at and pointed at only."""
    return visit_once()


def test_the_main_things_are_above_the_fold(page):
    for selector in (".shapes", ".st-key-stage .stage", ".st-key-live", ".st-key-prediction"):
        box = page.locator(selector).first.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 720 + 1, selector


def test_at_first_few_controls_are_in_view(page):
    named = "button, summary, select, input:not([type=radio]), [role=radiogroup], [role=slider]"
    shown = page.evaluate(
        """named => {
          const seen = new Set();
          const within = (node, place) =>
            node && (node.closest(place) ?? within(node.getRootNode().host, place));
          const look = root => {
            for (const node of root.querySelectorAll("*")) {
              if (node.shadowRoot) look(node.shadowRoot);
              const box = node.getBoundingClientRect();
              const part = node.matches(named) && box.width > 1 && box.height > 1
                && box.top < innerHeight && !node.closest("details:not([open]) > div");
              const frame = ".st-key-menu, .st-key-top, .st-key-bar, .st-key-chips, .st-key-past, "
                + "[class*=ask], header, .word, "
                + "[data-testid=stSidebarHeader], [data-testid=stElementToolbar]";
              if (!part || within(node, frame) || getComputedStyle(node).visibility === "hidden")
                continue;
              // What belongs to one choice is one control.
              const whole = "[role=radiogroup], [data-testid=stSelectbox], .stSlider";
              seen.add(node.closest(whole) ?? node);
            }
          };
          look(document);
          return [...seen].map(node => node.ariaLabel || node.innerText || node.className);
        }""",
        named,
    )
    assert len(shown) <= 20, shown


def test_a_word_explains_itself_at_a_tap(page):
    page.locator(".shapes summary", has_text="to validate").click()
    expect(page.locator(".shapes .word[open] p")).to_contain_text("never trains on")
    page.locator(".shapes summary", has_text="to validate").click()


def test_accessible(page):
    assert not barriers(page)


def test_keyboard(page):
    caption = page.locator(".st-key-stage .caption")
    stage = page.locator(".st-key-stage .stage")
    stage.focus()
    if page.locator(".st-key-stage .play").get_attribute("aria-label") == "Pause":
        stage.press(" ")
    stage.press("Home")
    expect(caption).to_contain_text("Step 1 of 24")
    stage.press("ArrowRight")
    expect(caption).to_contain_text("Step 2 of 24")
    stage.press("End")
    expect(caption).to_contain_text("Step 24 of 24")
    stage.press("ArrowLeft")
    expect(caption).to_contain_text("Step 23 of 24")
    stage.press(" ")
    expect(page.locator(".st-key-stage .play")).to_have_attribute("aria-label", "Pause")


def test_pointing_shows_the_number_and_its_equation(page):
    stage = page.locator(".st-key-stage .stage")
    box = stage.bounding_box()
    tip = page.locator(".st-key-stage .tip")
    seen = set()
    for x in range(20, 96, 5):
        for y in (20, 35, 50, 65, 80):
            page.mouse.move(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100)
            if tip.is_visible():
                seen.add(tip.inner_text())
    assert len(seen) >= 5
    assert any("=" in text for text in seen)


def test_dark(visit):
    page = visit(scheme="dark")
    background = page.locator("[data-testid=stApp]").evaluate(
        "n => getComputedStyle(n).backgroundColor"
    )
    assert background == "rgb(14, 17, 23)"
    shown = page.locator(".st-key-stage section").evaluate("n => getComputedStyle(n).color")
    assert min(map(int, re.findall(r"\d+", shown)[:3])) > 180


def test_nothing_is_wider_than_the_screen(page):
    for width, height in ((1280, 720), (768, 1024), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        drawn(page)
        wide = page.evaluate(
            "() => Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll("
            "'[data-testid=stMain], [data-testid=stMainBlockContainer]')].map(n => n.scrollWidth))"
        )
        assert wide <= width
