"""What every test shares: reproducible chance, one browser, and TensorFlow's chatter off."""

import gc
import os
import random
import sys
from pathlib import Path

import hypothesis
import numpy as np
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

# Each folder's part; what stands in none of them is light. Whatever needs a browser is of the part
# of that name, and stands in its folder or here:
FOLDERS = {"browser": "browser", "export": "pages", "pages": "pages", "training": "training"}
DRIVEN = ("diagram", "test_mutations.py", "test_wording.py")


def pytest_addoption(parser):
    parts = sorted({*FOLDERS.values(), "light"})
    parser.addoption("--part", action="append", choices=parts, help="run a part, or several")


def pytest_ignore_collect(collection_path, config):
    """Import no file of other parts: TensorFlow alone takes seconds."""
    wanted, place = config.getoption("--part"), place_of(collection_path)
    return True if wanted and place and not {*wanted} & parts_at(place) else None


def pytest_collection_modifyitems(config, items):
    wanted = config.getoption("--part")
    astray = {item.path for item in items if part_of(item) not in parts_at(place_of(item.path))}
    if astray:
        raise pytest.UsageError(f"These need a browser; name them in DRIVEN: {astray}")
    items[:] = [item for item in items if not wanted or part_of(item) in wanted]


@pytest.fixture(autouse=True)
def same_chance():
    """Draw the same weights and data in every run, whatever ran before in this process."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(0)


def pytest_collection_finish():
    """All that is imported stays: each search for garbage would walk through it in vain."""
    gc.freeze()


def place_of(path):
    """Tell what of this folder holds a path; "" where it is the folder itself or stands outside."""
    here = Path(__file__).parent
    return path.relative_to(here).parts[0] if here in path.parents else ""


def parts_at(place):
    """Tell which parts have tests at a place of this folder."""
    return {FOLDERS.get(place, "light")} | ({"browser"} if place in DRIVEN else set())


def part_of(item):
    """Tell what an item needs: a browser; a server's pages; a worker; or none of these."""
    needs_browser = "browser" in item.fixturenames
    return "browser" if needs_browser else FOLDERS.get(place_of(item.path), "light")


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
