"""Every button and link of every page answers the mouse at its middle, at four widths."""

import pytest
from playwright.sync_api import expect

from lstmviz.ui.menu import PAGES
from tests.browser.conftest import settle

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
# All that can be clicked, in the drawings too; what a screen reader alone meets has no middle.
FIND = """() => {
    const kinds = "button, a[href], summary, select, [role=button], [role=tab], [role=radio]";
    const all = root => [...root.querySelectorAll("*")].flatMap(
        node => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
    window.targets = all(document).filter(node => node.matches(kinds) && !node.disabled
        && node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && node.getBoundingClientRect().right > 0 && node.offsetWidth > 1);
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
    if (window.clicked.includes(node)) return null;
    const words = each => each && (each.dataset?.testid || each.className || each.tagName);
    const { x, y, width, height } = node.getBoundingClientRect();
    return `“${node.ariaLabel || node.title || node.textContent.trim() || words(node)}” at `
        + `${[x, y, width, height].map(Math.round)}: ${words(hit)}`;
}"""


def missed(page):
    """Click the middle of all that can be clicked; tell what did not get its click, and what did."""
    page.evaluate("window.noting = true")
    found = []
    for number in range(page.evaluate(FIND)):
        page.mouse.click(*page.evaluate(MIDDLE, number))
        found.append(page.evaluate(ANSWER, number))
    page.evaluate("window.noting = false")
    return [each for each in found if each]


def open_menu(page):
    """Open the sidebar, where it is shut."""
    opener = page.get_by_test_id("stExpandSidebarButton")
    if opener.is_visible():
        opener.click()
        expect(page.locator(".st-key-menu")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), SIZES, ids=lambda each: str(each))
def test_everything_answers_the_mouse(visit, width, height):
    page = visit(width=width, height=height)
    page.evaluate(LISTEN)
    wrong = []
    for title in PAGES.values():
        open_menu(page)
        page.locator(".st-key-menu").get_by_role("link", name=title, exact=True).click()
        expect(page.locator(".st-key-menu [aria-current]")).to_have_text(title)
        settle(page)
        wrong += [f"{title}: {each}" for each in missed(page)]
    assert not wrong, "\n".join(wrong)
