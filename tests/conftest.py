"""What every test shares: reproducible properties, one browser, and TensorFlow's chatter off."""

import os
from pathlib import Path

import hypothesis
import pytest

from tests.serving import FLAGS, NO_BROWSER, find_browser

# Read when TensorFlow is imported, here and in the worker.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

# The same examples in every run, and no deadline: two busy cores are slow at times, not wrong.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, max_examples=25)
hypothesis.settings.load_profile("same")

# Two busy cores are slow at times, not wrong.
PATIENCE = 60_000

# What takes long comes first: else one of two processes ends with it, and the other waits.
LONG = ("training", "export", "pages")


def pytest_collection_modifyitems(items):
    """Put the folders with the longest files first; within a folder nothing changes."""
    here = Path(__file__).parent

    def place(item):
        folder = item.path.relative_to(here).parts[0] if here in item.path.parents else ""
        return LONG.index(folder) if folder in LONG else len(LONG)

    items.sort(key=place)


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
