"""The page on the cell in a real browser: a step, a wire, an update."""

import numpy as np
import pytest
from playwright.sync_api import expect

from lstmviz.diagram.scenes.wiring import wiring_scene
from lstmviz.network.models import initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import Layout
from tests.browser.conftest import barriers, settle
from tests.browser.test_playground import press

PAGE = "Inside_the_cell"
CHOICES = "window=6&sample=12&unit=4&seed=3&timestep=2"
STAGE = ".st-key-stage"


def sensors(window):
    return make_dataset(load_example("sensors"), Layout(window), EXAMPLES["sensors"].task)


def caption(page):
    return page.locator(f"{STAGE} .caption")


@pytest.fixture(scope="module")
def page(visit_once):
    return visit_once(f"{PAGE}?{CHOICES}")


def test_accessible(page):
    expect(caption(page)).not_to_be_empty()  # the bar has its names when the drawing is there
    assert not barriers(page)


def test_the_sums_in_the_drawing_are_the_traces(page):
    """What the browser adds up by itself is what NumPy, checked against Keras, has."""
    x, _ = sensors(6).batch(np.array([12]))
    trace = trace_model(initial_weights(TrainingSpec(seed=3), 3), x).layers[0]
    for step in (3, 4):
        c, h = trace.c[0, step - 1, 4], trace.h[0, step - 1, 4]
        expect(caption(page)).to_contain_text(f"Step {step} of 6.")
        for value in (c, h):
            expect(caption(page)).to_contain_text(f"{value:.2f}".replace("-", "−"))
        page.locator(f"{STAGE} .stage").press("ArrowRight")
    page.locator(f"{STAGE} .stage").press("ArrowDown")
    expect(caption(page)).to_contain_text("Unit 5")


def test_every_wire_of_what_is_chosen_is_told(page):
    wiring = page.locator(".st-key-maps-wiring")
    expect(wiring).to_contain_text("All 3 features and all 32 previous units go to all 4 gates")
    model = initial_weights(TrainingSpec(seed=3), 3)
    frame = wiring_scene(sensors(6), model.layers[0])["frames"]["small"]
    (y, height), (x, width) = frame["wires"]["inputs"], frame["wires"]["feature"]
    stage = wiring.locator(".stage")
    scale = stage.bounding_box()["width"] / frame["width"]
    stage.click(position={"x": (x + 1.5 * width) * scale, "y": (y + height / 2) * scale})
    page.mouse.move(2, 2)
    expect(wiring.locator(".caption")).to_contain_text("humidity goes to all 4 gates of all 32")
    # Whoever came by keyboard can go on by it.
    stage.press("Tab")
    expect(stage).not_to_be_focused()


def test_one_update_is_watched_and_then_the_next(visit):
    page = visit(f"{PAGE}?view=update")
    for update in (1, 2):
        press(page, "Next batch")
        section = page.locator(".st-key-section")
        expect(section).to_contain_text(f"Update {update}", timeout=60_000)
        expect(page.get_by_role("button", name="Next batch")).to_be_focused()
        film = page.locator(".st-key-maps-update")
        expect(film.locator(".caption")).to_contain_text("Forward, timestep 1 of 24")
        settle(page)
    film.locator(".stage").press("ArrowRight")
    expect(film.locator(".caption")).to_contain_text("Forward, timestep 2 of 24")
    # Beside it Keras was asked, and agrees.
    expect(section).to_contain_text("gives the same 768 values of h", timeout=60_000)
