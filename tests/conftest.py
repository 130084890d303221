"""What every test shares: reproducible properties, and TensorFlow's chatter off."""

import os
from pathlib import Path

import hypothesis

# Read when TensorFlow is imported, here and in the worker.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

# The same examples in every run, and no deadline: two busy cores are slow at times, not wrong.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, max_examples=25)
hypothesis.settings.load_profile("same")

# What takes long comes first: else one of two processes ends with it, and the other waits.
LONG = ("training", "export", "pages")


def pytest_collection_modifyitems(items):
    """Put the folders with the longest files first; within a folder nothing changes."""
    here = Path(__file__).parent

    def place(item):
        folder = item.path.relative_to(here).parts[0] if here in item.path.parents else ""
        return LONG.index(folder) if folder in LONG else len(LONG)

    items.sort(key=place)
