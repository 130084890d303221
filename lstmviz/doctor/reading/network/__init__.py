"""Layers and models in a learner's code: made, put in order, and called."""
