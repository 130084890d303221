"""What every test shares: reproducible properties, one browser, and TensorFlow's chatter off."""

import os
from pathlib import Path

import hypothesis
import pytest

from tests.serving import FLAGS, NO_BROWSER, find_browser

# Read when TensorFlow is imported, here and in the worker.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

# In CI the same examples in every run, elsewhere new ones. No deadline: two busy cores are slow at
# times, not wrong.
hypothesis.settings.register_profile(
    "here", derandomize="CI" in os.environ, deadline=None, max_examples=25
)
hypothesis.settings.load_profile("here")

# Two busy cores are slow at times, not wrong.
PATIENCE = 120_000

# What takes long comes first: else one of two processes ends with it, and the other waits.
LONG = ("training", "export", "pages")


def pytest_addoption(parser):
    parser.addoption("--part", choices=("light", "browser", "heavy"), help="run one part of three")


def pytest_collection_modifyitems(config, items):
    """Put the folders with the longest files first; keep to the part that is asked for."""
    part = config.getoption("--part")
    items[:] = [item for item in items if part in (None, part_of(item))]
    items.sort(key=lambda item: (*LONG, folder(item)).index(folder(item)))


def folder(item):
    """Name the folder of tests that an item stands in; "" of a doctest."""
    here = Path(__file__).parent
    return item.path.relative_to(here).parts[0] if here in item.path.parents else ""


def part_of(item):
    """Tell what an item needs: the app in a browser; a worker or a browser; neither, "light"."""
    if folder(item) == "browser":
        return "browser"
    return "heavy" if folder(item) in LONG or "browser" in item.fixturenames else "light"


@pytest.fixture(scope="session")
def browser():
    path = find_browser()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    # Imported here: a person without a browser may lack its driver as well.
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()
