"""What every test shares: reproducible properties, and TensorFlow's chatter off."""

import os

import hypothesis

# Read when TensorFlow is imported, here and in the worker.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

# The same examples in every run, and no deadline: two busy cores are slow at times, not wrong.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, max_examples=25)
hypothesis.settings.load_profile("same")
