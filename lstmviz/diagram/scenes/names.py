"""Names of columns, shorter and shorter, as long as they can be told apart."""

import re
from collections.abc import Sequence


def short_names(names: Sequence[str]) -> list[list[str]]:
    """Shorten names step by step to what fits above a cell; each list begins with the whole name.

    What several names begin with tells nobody which is meant: then their ends are shown.

    >>> short_names(["temperature", "power"])
    [['temperature', 'temp.', 'tem.'], ['power', 'pow.']]
    >>> short_names(["temp_max", "temp_min"])
    [['temp_max', 'max'], ['temp_min', 'min']]
    >>> short_names(["site A room 1 temperature", "site A room 2 temperature"])[1]
    ['site A room 2 temperature', '2']
    >>> short_names(["noise a", "noise b", "echo"])[0]
    ['noise a', '…a']
    """
    apart = told_apart(names)
    shortened = []
    for name, part in zip(names, apart, strict=True):
        letters = 4 if part[4:5].lower() in tuple("aeiouy ") else 5
        steps = [name]
        for short in (part, *(cut(part, n, apart) for n in (letters, 3))):
            if len(short) < len(steps[-1]):
                steps.append(short)
        shortened.append(steps)
    return shortened


def cut(name: str, letters: int, among: Sequence[str]) -> str:
    """Cut a name to so many letters: its beginning, or its end where others begin so, too."""
    if any(other != name and other.startswith(name[:letters]) for other in among):
        end = name[-letters:]
        # A part of a word tells less than the word after it.
        return f"…{re.split('[_ .-]', end, maxsplit=1)[-1] or end}"
    return f"{name[:letters].rstrip()}."


def told_apart(names: Sequence[str]) -> list[str]:
    """Leave out the words that all of several names begin with, and those they end with.

    >>> told_apart(["room_1_temperature", "room_2_temperature"])
    ['1', '2']
    >>> told_apart(["room_1_temperature", "power"])
    ['room_1_temperature', 'power']
    """
    if len(names) < 2:
        return [*names]
    words = [re.findall(r"[^\W_]+|[\W_]+", name) for name in names]
    fewest = min(map(len, words))
    first = next((n for n in range(fewest) if len({each[n] for each in words}) > 1), fewest)
    last = next((n for n in range(fewest - first) if len({each[-1 - n] for each in words}) > 1), 0)
    parts = ["".join(each[first : len(each) - last]).strip("_- .") for each in words]
    return parts if all(parts) else [*names]
