"""How a message's numbers and shapes are read out of a match."""

import re
from collections.abc import Callable

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop, stop

Found = re.Match[str]
Reading = Callable[[Found, str], Stop]
# The patterns of one kind of messages, each with what reads its matches.
Patterns = tuple[tuple[str, Reading], ...]
SIZES = r"[(\[](?P<{}>[\d,a-z_?-]{{0,60}})[)\]]"
KINDS = {
    "conv_lstm": "ConvLSTM2D",
    "convlstm": "ConvLSTM2D",
    "bidirectional": "Bidirectional",
    "lstm": "LSTM",
    "gru": "GRU",
    "simple_rnn": "SimpleRNN",
    "simplernn": "SimpleRNN",
    "rnn": "RNN",
    "conv1d": "Conv1D",
    "conv2d": "Conv2D",
    "max_pooling1d": "MaxPooling1D",
    "repeat_vector": "RepeatVector",
    "repeatvector": "RepeatVector",
    "time_distributed": "TimeDistributed",
    "dense": "Dense",
    "flatten": "Flatten",
    "global_average_pooling1d": "GlobalAveragePooling1D",
    "global_max_pooling1d": "GlobalMaxPooling1D",
    "sequential": "model",
    "functional": "model",
    "model": "model",
}


def shape_of(text: str | None) -> Shape | None:
    """Read the sizes inside brackets; None where there is nothing."""
    if text is None:
        return None
    # TensorFlow.js writes an open size as nothing at all: [,57,10].
    parts = text.rstrip(",").split(",")[:8] if text.strip(",") else []
    return tuple(int(part) if re.fullmatch(r"\d{1,12}", part, re.ASCII) else None for part in parts)


def kind_of(name: str) -> str:
    """Say what kind of layer has a name, e.g. "LSTM" for "lstm_3" and "lstm_LSTM1"."""
    return next((kind for word, kind in KINDS.items() if word in name.lower()), "")


def facts(kind: str, *numbers: str, **shapes: str) -> Reading:
    """Read a match: groups that are numbers, and groups that are shapes."""

    def read(found: Found, tight: str) -> Stop:
        given: dict[str, object] = {}
        for name, text in found.groupdict().items():
            if text is None:
                continue
            whole = re.fullmatch(r"-?\d{1,18}", text, re.ASCII)
            given[name] = int(text) if name in numbers and whole else text
            if name not in numbers:
                given[name] = shape_of(text)
        return stop(kind, **given)

    return read


def words(kind: str) -> Reading:
    """Read a match whose groups are words."""
    return lambda found, tight: stop(kind, **found.groupdict())


def shapes_listed(kind: str) -> Reading:
    """Read a list of shapes."""

    def read(found: Found, tight: str) -> Stop:
        given = re.findall(r"[(\[]([\d,a-z?]{1,40})[)\]]", found["shapes"])
        return stop(kind, received=tuple(map(shape_of, given)))

    return read
