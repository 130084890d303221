"""How a message's numbers and shapes are read out of a match."""

import re
from collections.abc import Callable, Mapping

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.kinds import named_by_keras
from lstmviz.doctor.walking.setup import Stop, stop

Found = re.Match[str]
Reading = Callable[[Found, str], Stop]
# The patterns of one kind of messages, each with what reads its matches.
Patterns = tuple[tuple[str, Reading], ...]
# What a pattern says of a message, as `says` tells it, and what may stand there.
TOLD = re.compile(r"(?P<open>\[)?(?<!\(\?P)<(?P<name>\w+)(?P<as>,|:d|:i|)>(?(open)\])")
NUMBERS = {"": r"\d{1,12}", ":d": r"\d", ":i": r"-?\d{1,9}"}
KNOWN, OPEN = r"[\d,x]{1,80}", r"[\d,a-z?_-]{0,80}"
# Layers by the names that messages have for them: what stands within another comes behind it.
NAMED = ("ConvLSTM2D", "Bidirectional", "LSTM", "GRU", "SimpleRNN", "RNN", "Conv1D", "Conv2D",
         "GlobalAveragePooling1D", "GlobalMaxPooling1D", "MaxPooling1D", "RepeatVector",
         "TimeDistributed", "Dense", "Flatten")  # fmt: skip
KINDS = {
    **{name: kind for kind in NAMED for name in (named_by_keras(kind), kind.lower())},
    **dict.fromkeys(("sequential", "functional", "model"), "model"),
}


def shape_of(text: str | None) -> Shape | None:
    """Read the sizes inside brackets; None where there is nothing."""
    if text is None:
        return None
    # TensorFlow.js writes an open size as nothing at all: [,57,10].
    # PyTorch writes some shapes as 5x3.
    parts = text.replace("x", ",").rstrip(",").split(",")[:8] if text.strip(",") else []
    return tuple(int(part) if re.fullmatch(r"\d{1,12}", part, re.ASCII) else None for part in parts)


def kind_of(name: str) -> str:
    """Say what kind of layer has a name, e.g. "LSTM" for "lstm_3" and "lstm_LSTM1"."""
    return next((kind for word, kind in KINDS.items() if word in name.lower()), "")


def says(kind: str | Reading, *patterns: str, **facts: object) -> Patterns:
    """Give the patterns of a kind of message, each with what reads it.

    In a pattern `<got>` is a number, `<axis:d>` one of one digit, `<axis:i>` one that may be below
    zero; `[<received>]` is a shape in brackets of either kind, and `<shape,>` one whose sizes are
    all told, with or without its brackets. A group that is written out is a word.

    Args:
        kind: of the stop that they tell; or what reads them, where that is not the groups alone.
        patterns: of the message, in any of its versions.
        facts: what each of them tells besides; what has to be worked out takes the match.
    """
    readings = (reading(kind, each, facts) if isinstance(kind, str) else kind for each in patterns)
    return tuple(zip((TOLD.sub(group, each) for each in patterns), readings, strict=True))


def is_shape(told: Found) -> bool:
    """Whether a pattern says of a name that it is a shape."""
    return bool(told["open"]) or told["as"] == ","


def group(told: Found) -> str:
    """Write out the group of what a pattern says."""
    sizes = KNOWN if told["as"] else OPEN
    text = f"(?P<{told['name']}>{sizes if is_shape(told) else NUMBERS[told['as']]})"
    return rf"[(\[]{text}[)\]]" if told["open"] else text


def reading(kind: str, pattern: str, facts: Mapping[str, object]) -> Reading:
    """Read the groups of a pattern: numbers, shapes and words."""
    reads = {told["name"]: shape_of if is_shape(told) else int for told in TOLD.finditer(pattern)}

    def read(found: Found, tight: str) -> Stop:
        told = {name: text for name, text in found.groupdict().items() if text is not None}
        given = {name: reads.get(name, str)(text) for name, text in told.items()}
        more = {name: fact(found) if callable(fact) else fact for name, fact in facts.items()}
        return stop(kind, **given | more)

    return read


def joined(found: Found, tight: str) -> Stop:
    """Read two shapes, or a list of them, that a layer cannot join; its name where it is told."""
    told = found.groupdict()
    shapes = re.findall(r"[(\[]([\d,a-z?]{1,40})[)\]]", told.get("shapes", ""))
    layer, mode = told.get("layer"), told.get("mode")
    name = f"merge(mode={mode})" if mode else layer.capitalize() if layer else None
    both = [told["first"], told["second"]] if "first" in told else shapes
    named = {} if name is None else {"layer": name}
    return stop("join", received=tuple(map(shape_of, both)), **named)
