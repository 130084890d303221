"""What stands around every page: the projector's screen, the bar under the thumb, the reload."""

import re

from playwright.sync_api import expect

from lstmviz.ui.tab import SAY
from tests.browser.conftest import drawn, settle

CAPTION = ".st-key-stage .caption"
SMALL = """() => {
    const all = root => [...root.querySelectorAll("*")].flatMap(
        node => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
    const low = node => {
        const { width, height } = node.getBoundingClientRect();
        return width > 1 && height > 1 && Math.round(Math.min(width, height)) < 44;
    };
    const kinds = "nav button, .st-key-menu a, .st-key-chips button, header button, "
        + ".st-key-share button, [data-testid=stNumberInput] button, .react-aria-ComboBox > div, "
        + "[data-testid=stSidebarHeader] button, .st-key-train .stButton button, a[href^='#ask-']";
    return [...document.querySelectorAll(kinds)].filter(low)
        .map(node => node.ariaLabel || node.textContent);
}"""


def test_a_clicker_leads_a_projectors_page(visit):
    page = visit("?table=chalkboard&present=yes", width=1920, height=1080)
    expect(page.locator(".st-key-leave")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(1)
    said = page.locator(CAPTION)
    expect(said).to_contain_text("Step 1 of")
    page.keyboard.press("PageDown")
    expect(said).to_contain_text("Step 2 of")
    page.keyboard.press("PageUp")
    expect(said).to_contain_text("Step 1 of")
    page.keyboard.press("3")
    expect(page.locator(".shapes .timesteps b")).to_have_text("1")
    settle(page)
    # All of the drawing is on the screen, and what is pointed at is what is meant.
    box = page.locator(".st-key-stage section").bounding_box()
    assert box["y"] + box["height"] <= 1080
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-menu")).to_be_visible()
    expect(page).to_have_url(re.compile(r"^((?!present).)*$"))


def test_no_word_of_a_drawings_bar_is_cut(visit):
    for place in ("", "Inside_the_cell", "Input_layouts"):
        page = visit(f"{place}?table=sensors")
        words = page.locator(".bar label span")
        words.first.wait_for()
        drawn(page)
        cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
        assert not words.evaluate_all(cut), place


def test_a_phone_has_all_under_the_thumb(touched):
    page = touched("?table=sensors&window=5&epochs=200")
    tip, stage = page.locator(".st-key-stage .tip"), page.locator(".st-key-stage .stage")
    box = stage.bounding_box()
    # The gates stand in the middle of the carriage; a finger that is lifted leaves the sheet there.
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.55)
    expect(tip).to_be_visible()
    sheet = tip.bounding_box()
    assert sheet["width"] > 360
    assert sheet["y"] + sheet["height"] > 740
    # All layouts at a glance.
    for chip in page.locator(".st-key-chips").get_by_role("radio").all():
        expect(chip).to_be_in_viewport(ratio=1)
    page.touchscreen.tap(195, box["y"] - 12)
    expect(tip).to_be_hidden()
    bar = page.get_by_role("navigation", name="Quick ways")
    bar.get_by_role("button", name="Train").tap()
    expect(bar.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator(".st-key-stage section")).to_be_in_viewport()
    bar.get_by_role("button", name="Pause").tap()
    expect(bar.get_by_role("button", name="Go on")).to_be_visible()
    bar.get_by_role("button", name="Page").tap()
    menu = page.get_by_role("navigation", name="Pages")
    expect(menu).to_be_in_viewport()
    drawn(page)
    assert not page.evaluate(SMALL)
    # The browser opens the menu as it was left, over the whole page.
    page.reload()
    settle(page)
    expect(menu).not_to_be_in_viewport()
    bar.get_by_role("button", name="Page").tap()
    menu.get_by_role("link", name="Look inside").tap()
    expect(menu).not_to_be_in_viewport()
    settle(page)
    page.locator(".st-key-chips").get_by_role("radio").nth(1).tap()
    expect(page.locator(".shapes .timesteps b")).to_have_text("3")


def test_a_finger_has_room_in_the_head_and_between_steppers(touched):
    page = touched("Race?table=sensors")
    page.locator("[data-testid=stNumberInput] button").first.wait_for()
    assert not page.evaluate(SMALL)
    share, opener, dots = (
        page.locator(each).first.bounding_box()
        for each in (
            ".st-key-share button",
            "[data-testid=stExpandSidebarButton]",
            "[data-testid=stMainMenuButton]",
        )
    )
    assert abs(share["y"] + share["height"] / 2 - dots["y"] - dots["height"] / 2) <= 1
    # What has grown lies over nothing beside it.
    starts = "h1 => h1.getBoundingClientRect().x + parseFloat(getComputedStyle(h1).paddingLeft)"
    assert opener["x"] + opener["width"] <= page.locator("h1").evaluate(starts)
    assert share["x"] + share["width"] <= dots["x"]
    # Further down it lies over nothing that is read; the bar stays.
    page.locator(".stMain").evaluate("main => main.scrollTo(0, 400)")
    for each in ("stExpandSidebarButton", "stMainMenuButton"):
        expect(page.get_by_test_id(each)).not_to_be_in_viewport()
    page.get_by_role("navigation", name="Quick ways").get_by_role("button", name="Page").tap()
    expect(page.get_by_role("navigation", name="Pages")).to_be_in_viewport()


def test_a_reload_keeps_the_run_and_no_other_tab_gets_it(visit):
    query = "?table=sensors&window=4&epochs=200&seed=77"
    page = visit(query)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    other = visit(query)
    expect(other.get_by_role("button", name="Train", exact=True)).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.get_by_role("button", name="Stop: end this run, keep its curves").click()
    expect(other.get_by_role("button", name="Train", exact=True)).to_be_visible()
    # A tab that was duplicated has the name in its storage, but its visit is not to be had.
    name = page.evaluate("sessionStorage.getItem('lstmviz')")
    assert name not in page.url
    other.evaluate("name => sessionStorage.setItem('lstmviz', name)", name)
    other.reload()
    settle(other)
    expect(other.get_by_role("button", name="Train", exact=True)).to_be_visible()
    other.wait_for_function("name => sessionStorage.getItem('lstmviz') !== name", arg=name)


def test_two_tabs_that_reload_in_one_moment_keep_their_own_visits(visit):
    query = "?table=sensors&window=4&epochs=200&seed=78"
    name = "sessionStorage.getItem('lstmviz')"
    page, other = visit(query, change=True), visit(query)
    for each in (page, other):
        each.wait_for_function(name)
    mine, theirs = page.evaluate(name), other.evaluate(name)
    assert mine != theirs
    other.goto(page.evaluate("location.origin + '/_stcore/health'"))
    # The other tab is loaded when this one has said its name, and has not been heard yet.
    page.add_init_script(f"""
      const Plain = WebSocket;
      window.WebSocket = class extends Plain {{
        constructor(...to) {{
          const say = new Function("sessionStorage", {SAY!r});
          say({{ getItem: () => {theirs!r} }});
          super(...to);
        }}
      }};""")
    page.reload()
    settle(page)
    other.go_back()
    settle(other)
    for each, own in ((page, mine), (other, theirs)):
        each.wait_for_function(f"own => {name} === own", arg=own)


def test_a_dialog_on_a_dark_page_can_be_read(visit):
    page = visit(scheme="dark")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy the link").wait_for()
    caption = page.locator("[role=dialog] [data-testid=stCaptionContainer] p").first
    shade = "p => getComputedStyle(p).color.match(/\\d+/g).slice(0, 3).map(Number)"
    assert min(caption.evaluate(shade)) >= 160
