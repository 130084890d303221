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

# What needs a browser or a worker. The browser's tests wait half of their time: they come first,
# and beside them what needs neither.
SLOW = ("browser", "pages", "training", "export")


def pytest_addoption(parser):
    parser.addoption("--quick", action="store_true", help="leave out browser and worker")


def pytest_collection_modifyitems(config, items):
    """Put the tests in order, or leave out what is slow."""
    if config.getoption("--quick"):
        items[:] = [item for item in items if is_quick(item)]
    order = (SLOW[0], "", *SLOW[1:])
    items.sort(key=lambda item: order.index(folder(item) if folder(item) in SLOW else ""))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Have each file's tests in one process, and all of the browser's in one: one at a time."""
    # Imported here: without it, all tests are in one process.
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return "browser" if file.startswith("tests/browser/") else file

    return ByFile(config, log)


def folder(item):
    """Name the folder of tests that an item stands in; "" of a doctest."""
    here = Path(__file__).parent
    return item.path.relative_to(here).parts[0] if here in item.path.parents else ""


def is_quick(item):
    """Tell what needs neither a browser nor a worker."""
    return folder(item) not in SLOW and "browser" not in item.fixturenames


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
