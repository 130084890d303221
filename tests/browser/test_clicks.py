"""Every button and link of every page answers the mouse at its middle, at four widths."""

import pytest
from playwright.sync_api import expect

from lstmviz.ui.chapters import CHAPTERS
from tests.browser.conftest import drawn, settle

SIZES = ((390, 844), (820, 1180), (1280, 720), (1920, 1080))
# A click is noted and goes no further, so that all of a page's buttons can be clicked on it.
LISTEN = """() => {
    window.clicked = [];
    const note = event => {
        if (!window.noting) return;
        if (event.type === "click") window.clicked = event.composedPath();
        event.preventDefault();
        event.stopImmediatePropagation();
    };
    for (const kind of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
        window.addEventListener(kind, note, true);
}"""
# All that can be clicked, in the drawings too; what a screen reader or the keyboard alone meets has
# no middle.
FIND = """within => {
    const kinds = "button, a[href], summary, select, [role=button], [role=tab], [role=radio]";
    const all = root => [...root.querySelectorAll("*")].flatMap(
        node => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
    window.targets = all(document.querySelector(within)).filter(node => node.matches(kinds)
        && !node.disabled && !node.matches(".asks *") && node.offsetWidth > 1
        && node.getBoundingClientRect().right > 0
        && node.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
    window.noting = true;
    return window.targets.length;
}"""
MIDDLE = """number => {
    const node = window.targets[number];
    node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const { x, y, width, height } = node.getBoundingClientRect();
    window.clicked = [];
    return [x + width / 2, y + height / 2];
}"""
ANSWER = """number => {
    const node = window.targets[number], [hit] = window.clicked;
    if (window.clicked.includes(node)) return [];
    const words = each => each && (each.dataset?.testid || each.className || each.tagName);
    const { x, y, width, height } = node.getBoundingClientRect();
    return [`“${node.ariaLabel || node.title || node.textContent.trim() || words(node)}” at `
        + `${[x, y, width, height].map(Math.round)}: ${words(hit)}`];
}"""
OVERLAP = """([one, other]) => {
    const [a, b] = [one, other].map(each => document.querySelector(each).getBoundingClientRect());
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}"""
OPENER = "[data-testid=stExpandSidebarButton]"


def missed(page, within="body"):
    """Click the middle of all that can be clicked; tell what lies over what did not get it."""
    found = []
    page.mouse.move(0, 0)  # what stands only as long as it is pointed at is not looked for
    drawn(page)  # a menu that slides in or out is not where it was found
    for number in range(page.evaluate(FIND, within)):
        if click(page, number):
            # What the one before says of itself, while it is pointed at, may have lain over it.
            page.mouse.move(0, 0)
            page.wait_for_function("!document.querySelector('[data-testid=stTooltipContent]')")
            found += click(page, number)
    page.evaluate("window.noting = false")
    return found


def click(page, number):
    """Click the middle of one; tell what lies over it."""
    page.mouse.click(*page.evaluate(MIDDLE, number))
    return page.evaluate(ANSWER, number)


def open_menu(page):
    """Open the sidebar, where it is shut."""
    # On a narrow page it shuts itself once, as soon as the page has come.
    page.wait_for_function("window.lstmvizShut")
    if page.locator(OPENER).is_visible():
        # On a narrow page it has gone with the page's top, as far as one has read on.
        page.locator(".stMain").evaluate("main => main.scrollTo(0, 0)")
        page.locator(OPENER).click()
        # It slides in.
        expect(page.locator(".st-key-menu a").first).to_be_in_viewport(ratio=1)
        drawn(page)


def choose(page, title):
    """Go to a page by its link in the menu."""
    open_menu(page)
    page.locator(".st-key-menu").get_by_role("link", name=title, exact=True).click()
    expect(page.locator(".st-key-menu [aria-current]")).to_have_text(title)
    settle(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_everything_answers_the_mouse(visit, width, height):
    page = visit(width=width, height=height)
    page.evaluate(LISTEN)
    wrong = []
    for title in [each.task for each in CHAPTERS.values()][::-1]:
        choose(page, title)
        wrong += [f"{title}: {each}" for each in missed(page)]
    # Choosing a page has shut the menu where there is little room beside it.
    narrow = width <= 1100
    assert page.locator(OPENER).is_visible() == narrow
    if narrow:
        open_menu(page)
        wrong += missed(page, "[data-testid=stSidebar]")
    else:
        page.get_by_test_id("stSidebar").hover()
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        expect(page.locator(".st-key-menu")).not_to_be_in_viewport()
        wrong += missed(page)
        assert not page.evaluate(OVERLAP, [OPENER, ".shapes .term"])
    # A phone comes to a projector's page by link alone: its button is hidden there.
    page.locator(".st-key-present button").first.evaluate("button => button.click()")
    page.locator(".st-key-leave").wait_for()
    expect(page.get_by_test_id("stSidebar")).not_to_be_visible()
    wrong += [f"Present: {each}" for each in missed(page)]
    leave, train = (
        page.locator(f"{each} button:visible").first.bounding_box()
        for each in (".st-key-leave", ".st-key-primary")
    )
    assert abs(leave["y"] - train["y"]) < 22, "in one row"
    assert not wrong, "\n".join(wrong)


def test_the_link_is_copied(visit):
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share").click()
    link = page.get_by_role("button", name="Copy the link")
    link.wait_for()
    box = link.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
