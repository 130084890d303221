"""Which error messages stand in a text, and what they tell: also those of a set-up really built."""

import re
from collections import deque
from dataclasses import replace

from lstmviz.doctor.reading.messages import PATTERNS
from lstmviz.doctor.walking.setup import Stop

MESSAGES = tuple((re.compile(pattern, re.ASCII | re.DOTALL), read) for pattern, read in PATTERNS)
TAIL = 300


def read_reports(tight: str) -> tuple[Stop, ...]:
    """Read the messages in a text, the last one first.

    Args:
        tight: the text as `read_text` makes it tight.
    """
    found: list[tuple[int, Stop]] = []
    for pattern, read in MESSAGES:
        match = next(iter(deque(pattern.finditer(tight), maxlen=1)), None)
        if match is not None:
            found.append((match.start(), replace(read(match, tight), sentence=match[0][:TAIL])))
    found.sort(key=lambda pair: -pair[0])
    return tuple(each for _, each in found)
