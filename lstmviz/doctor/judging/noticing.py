"""Messages whose meaning needs no walk, said of this very message."""

import re
from collections import deque
from dataclasses import dataclass
from functools import lru_cache

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.saying.notices import NOTICES, Notice
from lstmviz.doctor.saying.wording import as_code
from lstmviz.doctor.walking.kinds import GATES


@dataclass(frozen=True)
class Noticed:
    """A notice that fits, where its message stands, and its numbers."""

    notice: Notice
    at: int
    groups: dict[str, str]


@lru_cache(maxsize=1)
def compiled() -> tuple[tuple[re.Pattern[str], Notice], ...]:
    """Compile all patterns once."""
    return tuple((re.compile(n.pattern, re.ASCII | re.DOTALL), n) for n in NOTICES)


def notice(case: Case) -> tuple[Noticed, ...]:
    """Find the notices whose messages stand in a text, the last one first."""
    found = []
    tight = case.text.tight
    for pattern, each in compiled():
        match = next(iter(deque(pattern.finditer(tight), maxlen=1)), None)
        if match is not None and re.search(each.beside, tight, re.DOTALL):
            given = {
                name: re.sub(r"\bnone\b", "None", text or "another").replace(",", ", ")
                for name, text in match.groupdict().items()
            }
            found.append(Noticed(each, match.start(), given))
    return tuple(sorted(found, key=lambda one: -one.at))


def noticed_in(tight: str) -> tuple[object, ...]:
    """Say which notice a message has, and its numbers; () where it has none."""
    for pattern, each in compiled():
        if match := pattern.search(tight):
            return each.key, *match.groups()
    return ()


def own_sizes(case: Case) -> dict[str, str]:
    """Give the learner's own sizes for the lines that are shown; usual ones where none is told."""
    shape, layer = case.shape, case.setup.recurrent
    sample = shape[1:] if shape is not None and len(shape) == 3 else (None, None)
    width = sample[1] or (case.table[1] if case.table else None) or 3
    layer = layer.inner if layer and layer.inner else layer
    units = layer.size("units", "hidden_size") if layer else None
    return {
        "features": str(width),
        "units": str(units or 32),
        "layer": layer.kind if layer and layer.kind in GATES else "LSTM",
        "window": str(case.window()),
        "sample": as_code((sample[0], width)),
    }


ASSIGNS = re.compile(r"^[ \t]*\w[\w., ]{0,60} ?=(?!=)", re.MULTILINE)


def in_code(lines: tuple[str, ...], text: str) -> bool:
    """Whether the array that lines change or print stands in a text with code of its own.

    In a text without code X, y and lengths stand for the learner's own.
    """
    meant = set(re.findall(r"\b(?:[Xxy]|lengths)\b", "\n".join(lines)))
    own = "\n".join(
        each for each in text.split("\n") if not re.search(r"(?:Error|Warning) ?:", each)
    )
    return not ASSIGNS.search(own) or all(re.search(rf"\b{name}\b", own) for name in meant)


def told(case: Case, noticed: Noticed) -> Diagnosis:
    """Say a notice with the message's own numbers."""
    words = {"x": case.x, "y": case.y, **own_sizes(case), **noticed.groups}
    each = noticed.notice

    def say(text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), text)

    lines = tuple(map(say, each.fix))
    sample = case.setup.sample
    if "{sample}" in "".join(each.fix) and (sample is None or len(sample) != 2):
        lines = ()  # no shape is told that could stand in the line
    return Diagnosis(
        each.key,
        say(each.title),
        expected=say(each.expected),
        received=say(each.received),
        axis=say(each.axis),
        fix=lines if in_code(lines, case.text.plain) else (),
        details=tuple(map(say, each.details)),
    )
