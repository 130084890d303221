"""Numbers and lists put into words: plurals, thousands, lists, shares and numbers of any size."""

import math
import re
from collections.abc import Sequence

# Numbers of a size outside these are written with a power of ten.
SMALLEST, LARGEST = 1e-4, 1e9


def plural(word: str) -> str:
    """Write an English noun's regular plural.

    >>> [plural(word) for word in ("day", "city", "box", "batch", "epoch")]
    ['days', 'cities', 'boxes', 'batches', 'epochs']
    """
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    # The ch of an epoch is a k.
    return f"{word}es" if re.search(r"(s|x|z|(?<!epo)ch|sh)$", word) else f"{word}s"


def many(number: int, word: str) -> str:
    """Say a number of things.

    >>> many(1, "step"), many(1_200, "step"), many(2, "batch")
    ('1 step', '1,200 steps', '2 batches')
    """
    return f"{number:,} {word if number == 1 else plural(word)}"


def count_rows(rows: int) -> str:
    """Say a number of rows, e.g. "1,200 rows"."""
    return many(rows, "row")


def listed(words: Sequence[str], most: int | None = None) -> str:
    """List words in a sentence; of more than `most` the rest are counted.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], most=2), listed(["a"])
    ('a, b and c', 'a, b and 1 more', 'a')
    """
    shown = list(words[:most])
    if len(shown) < len(words):
        shown.append(f"{len(words) - len(shown):,} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def write_shape(shape: Sequence[int]) -> str:
    """Write a shape as people do, e.g. "(53,370, 24, 3)"."""
    return f"({', '.join(f'{size:,}' for size in shape)})"


def significant(value: float, digits: int = 3) -> str:
    """Write a number with so many significant digits, whatever its size.

    >>> [significant(value) for value in (-0.18512, 46.27, 53_394.2, 1.62e12, 7e-6, 0.0)]
    ['−0.185', '46.3', '53,394', '1.62e12', '7.00e−6', '0']
    """
    if not math.isfinite(value):
        return "no number"
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    if not value:
        text = "0"
    elif SMALLEST <= abs(value) < LARGEST:
        text = f"{value:,.{max(digits - 1 - int(power), 0)}f}"
    else:
        text = f"{mantissa}e{int(power)}"
    return text.replace("-", "−")


def write_share(share: float) -> str:
    """Write a share in percent with two significant digits, and never as all or nothing.

    >>> [write_share(share) for share in (0.391, 0.0123, 0.99999, 0.0000002)]
    ['39 %', '1.2 %', 'more than 99 %', 'less than 0.01 %']
    """
    percent = 100 * share
    if not 0.01 <= percent <= 99:
        return "more than 99 %" if percent > 1 else "less than 0.01 %"
    return f"{percent:.2g} %"
