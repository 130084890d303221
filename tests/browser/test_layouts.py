"""The page on input layouts in a real browser: cells are pointed at, played and taken elsewhere."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lstmviz.choices.experiments import Words
from lstmviz.diagram.scenes.film import tensor_scene
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import Layout
from tests.browser.conftest import barriers, drawn, settle
from tests.browser.test_playground import shape

PAGE = "Input_layouts?window=6"
FILM = ".st-key-stage"


def hold(page):
    """Stop the film: a step by hand does."""
    page.locator(f"{FILM} .ink text").first.wait_for(state="attached")
    page.locator(f"{FILM} .stage").press("ArrowLeft")
    expect(page.locator(f"{FILM} .play")).to_have_attribute("aria-label", "Play")


def point(page, x, y):
    """Point at a place of the drawing, in its own lengths, when the page lies still."""
    drawn(page)
    stage = page.locator(f"{FILM} .stage")
    box, width = stage.bounding_box(), frame()["width"]
    scale = box["width"] / width
    page.mouse.move(box["x"] + x * scale, box["y"] + y * scale)


def dataset():
    return make_dataset(load_example("sensors"), Layout(6), EXAMPLES["sensors"].task)


def frame():
    return tensor_scene(dataset(), 0, Words())["frames"]["small"]


@pytest.fixture(scope="module")
def page(visit_once):
    return visit_once(PAGE)


def test_accessible(page):
    assert not barriers(page)


def test_cells_are_pointed_at_both_ways(page):
    hold(page)
    tip = page.locator(f"{FILM} .tip")
    whole = frame()
    (row, y, height), (_, x, width) = whole["rows"][5], whole["columns"][1]
    point(page, x + width / 2, y + height / 2)
    expect(tip).to_contain_text(f"row {row:,}")
    expect(tip).to_contain_text("humidity")
    expect(tip).to_contain_text("X[0, 5, 1], X[1, 4, 1], X[2, 3, 1]")
    t, f, x, y, width, height, *_ = whole["blocks"][2]["cells"][7]
    point(page, x + width / 2, y + height / 2)
    cell = dataset().source(np.array([2]))[0, t, f]
    expect(tip).to_contain_text(f"X[2, {t}, {f}] = ")
    expect(tip).to_contain_text(f"row {cell // 3}")
    page.mouse.move(2, 2)
    expect(tip).to_be_hidden()


def test_the_film_is_played_by_hand_and_a_card_changes_the_layout_everywhere(page):
    hold(page)
    stage, caption = page.locator(f"{FILM} .stage"), page.locator(f"{FILM} .caption")
    stage.press("Home")
    expect(caption).to_contain_text("X[0] is a copy of rows 0 to 5")
    stage.press("ArrowRight")
    expect(caption).to_contain_text("X[1] is a copy of rows 1 to 6")
    # A sample that is far off comes from the page; Home takes that back before it has come.
    page.locator(f"{FILM} .sample input").fill("40000")
    stage.press("Home")
    expect(caption).to_contain_text("X[0] is a copy of rows 0 to 5")
    stage.press("End")
    expect(caption).to_contain_text("X[53,387] is a copy of rows 53,387 to 53,392")
    expect(page.locator(".st-key-section")).to_contain_text("row 53,387")

    page.locator(".card", has_text="columns as steps").click()
    expect(page.locator(".shapes")).to_contain_text("53,393")
    settle(page)
    assert shape(page) == (53_393, 3, 1)
    expect(page.locator(".card[aria-pressed=true]")).to_contain_text("columns as steps")
    page.locator(".st-key-menu a", has_text="Train & watch").click()
    page.locator(".st-key-live").wait_for()
    settle(page)
    assert shape(page) == (53_393, 3, 1)


def test_sections_are_reached_by_link_and_fit_a_phone(visit):
    page = visit(f"{PAGE}&section=targets", width=390, height=844)
    expect(page.locator(".st-key-section")).to_contain_text("No leak")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not barriers(page)
    page.get_by_text("Wrong turns", exact=True).click()
    expect(page).to_have_url(re.compile("section=turns"))
    expect(page.locator(".st-key-section")).to_contain_text("the right way")
