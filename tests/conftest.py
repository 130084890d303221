"""What every test shares: reproducible properties, and TensorFlow's chatter off."""

import os

import hypothesis
import pytest

# Read when TensorFlow is imported, here and in the worker.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

# The same examples in every run, and no deadline: two busy cores are slow at times, not wrong.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, max_examples=40)
hypothesis.settings.load_profile("same")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests in one process, and all that share a worker, which come first."""
    for item in items:
        shared = "engine" in item.fixturenames
        item.add_marker(pytest.mark.xdist_group("worker" if shared else str(item.path)))
    items.sort(key=lambda item: "engine" not in item.fixturenames)
