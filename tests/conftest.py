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

# Folders of what has a worker or a server, or takes long.
HEAVY = ("export", "pages", "training")


def pytest_addoption(parser):
    parser.addoption("--part", choices=("light", "browser", "heavy"), help="run one part of three")


def pytest_collection_modifyitems(config, items):
    part = config.getoption("--part")
    items[:] = [item for item in items if part in (None, part_of(item))]


def part_of(item):
    """Tell what an item needs: a browser; a worker, a server or long; or none of these."""
    if "browser" in item.fixturenames:
        return "browser"
    here = Path(__file__).parent
    folder = item.path.relative_to(here).parts[0] if here in item.path.parents else ""
    return "heavy" if folder in HEAVY else "light"


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
