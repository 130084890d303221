"""The shape doctor in a real browser: pasted, read, answered, and opened in the Playground."""

import re

from playwright.sync_api import expect

TEXT = "My X is (53394, 3), y is (53394,), model Input((1, 3)), LSTM(32), Dense(1)"


def test_shapes_are_pasted_read_asked_about_and_opened_on_a_phone(visit):
    page = visit("Shape_doctor?units=9&window=30", width=390, height=844)
    page.locator(".st-key-paste textarea").fill(TEXT)
    # The field knows that it was changed: one that is left in the same instant hands over nothing.
    expect(page.get_by_test_id("InputInstructions")).to_be_visible()
    page.get_by_role("button", name="Find the mistake").click()
    card = page.locator(".st-key-diagnosis")
    expect(page.locator(".chips")).to_contain_text("Input((1, 3))")
    expect(card.locator(".axes").first).to_contain_text("no timesteps")
    expect(card.locator(".axes").last).to_contain_text("T timesteps")
    for choice in ("Moments one after", "Different quantities"):
        page.get_by_role("button", name=choice).click()
    expect(card.locator(".axes").last).to_contain_text("24 timesteps")
    # Each shape is one line, whose numbers stand level; axes that are marked take a word more.
    heights = card.locator(".axes .shape").evaluate_all("all => all.map(each => each.offsetHeight)")
    assert max(heights) < 70
    edges = card.locator(".axes").evaluate_all(
        "all => all.map(each => each.scrollWidth - each.clientWidth)"
    )
    assert max(edges) <= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Open this layout").click()
    expect(page).to_have_url(re.compile(r"/\?table=sensors&units=9$"))
    expect(page.locator(".shapes")).to_contain_text("53,370")
