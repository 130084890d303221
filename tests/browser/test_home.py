"""What is taken home, in a real browser: each file comes, and the diagram plays offline."""

import re
import zipfile

import numpy as np
import pyarrow.parquet as pq
from playwright.sync_api import expect

QUERY = "Take_home?table=weather&window=4&units=3&sample=1200"
SCRIPT, SAMPLES = "weather_window4_lstm.py", "weather_window4_validation.parquet"
FLOW, FIGURES = "weather_window4_lstm_flow.html", "weather_window4_lstm_figures.html"
# The first needs the worker, which may have to warm up: it does so meanwhile, and comes last.
MADE = ("model.keras", "weather.csv", "weights.npz", SAMPLES, FLOW, FIGURES)


def take(page, name, folder):
    """Download a file that is offered."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).first.click()
    assert download.value.suggested_filename == name
    download.value.save_as(folder / name)


def make(page, name):
    """Have a file made, and wait until it is there."""
    button = page.get_by_role("button", name=f"Make {name}")
    button.first.click()
    expect(button).to_have_count(0)


def below(page):
    """Tell where the words below the last files stand, from the top of the cards."""
    return page.get_by_text("One HTML file each").evaluate(
        "words => words.getBoundingClientRect().y"
        " - document.querySelector('.st-key-home').getBoundingClientRect().y"
    )


def test_every_file_comes_and_the_diagram_plays_offline(visit, browser, tmp_path):
    page = visit(QUERY)
    first, *others = MADE
    make(page, first)
    stood = below(page)
    for name in others:
        make(page, name)
    # Nothing has moved: below the last card's files stands what stood there.
    assert below(page) == stood
    for name in (SCRIPT, *MADE[1:]):
        take(page, name, tmp_path)
    assert "keras.Input(shape=(4, 4))" in (tmp_path / SCRIPT).read_text("utf-8")
    columns = pq.read_table(tmp_path / SAMPLES)["column"].to_pylist()
    assert set(columns) == {"precipitation", "temp_max", "temp_min", "wind"}
    with np.load(tmp_path / "weights.npz") as weights:
        assert weights["layer_0_kernel"].shape == (4, 12)

    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 720})
    asked, failures = [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: failures.append(str(error.error)))
    context.on("console", lambda message: failures.append(message.text))
    alone = context.new_page()
    addresses = [(tmp_path / name).as_uri() for name in (FLOW, FIGURES)]
    alone.goto(addresses[0])
    # It waits at the first step and at the second, and plays on from there.
    for step in (1, 2):
        waits = re.compile(rf"Step {step} of 4.*Press ▶ to go on")
        expect(alone.locator(".caption")).to_contain_text(waits)
        alone.locator(".play").click()
    expect(alone.locator(".caption")).to_contain_text("Step 3 of 4")
    alone.locator(".stage").press("]")
    expect(alone.locator(".sample b")).to_have_text("1,201")
    alone.locator(".stage").press("ArrowLeft")
    expect(alone.locator(".play")).to_have_attribute("aria-label", "Play")
    alone.goto(addresses[1])
    expect(alone.locator(".plot-container")).to_have_count(3)
    assert asked == addresses
    assert not failures
    context.close()
    take(page, "model.keras", tmp_path)
    with zipfile.ZipFile(tmp_path / "model.keras") as model:
        assert "model.weights.h5" in model.namelist()
