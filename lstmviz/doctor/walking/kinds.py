"""Keras's layers by their classes: which read steps, and the names that they have elsewhere."""

import re

# The recurrent layers that are cells in a loop, with the gates whose weights stand side by side.
GATES = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}
# What reads steps one after another, or slides along them.
STEPS = frozenset({*GATES, "AveragePooling1D", "Conv1D", "GlobalAveragePooling1D",
                   "GlobalMaxPooling1D", "MaxPooling1D"})  # fmt: skip


def named_by_keras(kind: str) -> str:
    """Give the name that Keras gives to the first layer of a class, and begins the others' with.

    >>> named_by_keras("SimpleRNN"), named_by_keras("ConvLSTM2D")
    ('simple_rnn', 'conv_lstm2d')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()


def named_by_r(kind: str) -> str:
    """Give the name that R and TensorFlow.js build theirs on.

    >>> named_by_r("ConvLSTM2D"), named_by_r("MaxPooling1D")
    ('conv_lstm_2d', 'max_pooling_1d')
    """
    return re.sub(r"(?<=[a-z])(?=\d)", "_", named_by_keras(kind))
