"""Numbers and lists put into words: plurals, thousands, lists, shares and numbers of any size.

The drawings' code writes numbers in the same way (browser/numerals.js); a test holds one against
the other.
"""

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

# Numbers of a size outside these are written with a power of ten.
SMALLEST, LARGEST = 1e-4, 1e9
# In a narrow cell large ones take a letter; what needs more decimals than these, a power of ten.
LARGE, LETTERS = 1e5, ("", "k", "M", "G")
MOST_DECIMALS = 5
MISSING = "–"
NO_BREAK = "\N{NO-BREAK SPACE}"
SHAPE = re.compile(r"\([N\d][\d,]*(?:, [\d,]+)+\)")
# Room for the digits of any number that is written out.
WIDE = Context(prec=400)


def plural(word: str) -> str:
    """Write an English noun's regular plural.

    >>> [plural(word) for word in ("day", "city", "box", "batch", "epoch")]
    ['days', 'cities', 'boxes', 'batches', 'epochs']
    """
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    # The ch of an epoch is a k.
    return f"{word}es" if re.search(r"(s|x|z|(?<!epo)ch|sh)$", word) else f"{word}s"


def capital(words: str) -> str:
    """Begin a sentence with these words.

    >>> capital("the last axis")
    'The last axis'
    """
    return words[:1].upper() + words[1:]


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


def unbroken(text: str) -> str:
    """Keep a number on one line with what it counts or its unit, and a shape with all its sizes.

    >>> unbroken("(N, 24, 3): 21.0 W, best of 3 runs").replace(NO_BREAK, "_")
    '(N,_24,_3): 21.0_W, best of 3_runs'
    """
    shapes = re.sub(SHAPE, lambda found: found[0].replace(" ", NO_BREAK), text)
    return re.sub(r"(?<=\d) (?=[^\W\d]|[%°])", NO_BREAK, shapes)


def significant(value: float, digits: int = 3) -> str:
    """Write a number with so many significant digits, whatever its size.

    >>> [significant(value) for value in (-0.18512, 46.27, 53_394.2, 1.62e12, 7e-6, 0.0)]
    ['−0.185', '46.3', '53,394', '1.62e12', '7.00e−6', '0']
    """
    if not math.isfinite(value):
        return "no number"
    if not value:
        return "0"
    if not SMALLEST <= abs(value) < LARGEST:
        return scientific(value, digits)
    return fixed(value, max(digits - 1 - rounded(value, digits)[1], 0))


def scientific(value: float, digits: int = 3) -> str:
    """Write a number that is not 0 with a power of ten.

    >>> scientific(1.62e12), scientific(-7e-6, 1)
    ('1.62e12', '−7e−6')
    """
    mantissa, power = rounded(value, digits)
    return signed(value, f"{mantissa:.{digits - 1}f}e{power}".replace("-", "−"))


def fixed(value: float, decimals: int) -> str:
    """Write a number with so many decimals.

    >>> fixed(-1234.5, 1), fixed(-0.001, 2)
    ('−1,234.5', '0.00')
    """
    size = Decimal(abs(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)
    return signed(value, f"{size:,.{decimals}f}")


def narrow(value: float, decimals: int = 0) -> str:
    """Write a number for a narrow cell, with so many decimals where it is not large.

    >>> narrow(-17.36, 1), narrow(2_345_678.0), narrow(1.62e12), narrow(0.004, 2)
    ('−17.4', '2.35M', '1.62e12', '0.004')
    """
    if not math.isfinite(value):
        return MISSING
    if abs(value) >= LARGE:
        mantissa, power = rounded(value, 3)
        if power // 3 >= len(LETTERS):
            return scientific(value)
        return signed(value, trimmed(f"{mantissa.scaleb(power % 3):f}") + LETTERS[power // 3])
    if decimals > MOST_DECIMALS:
        return scientific(value) if value else "0"
    # What so few decimals cannot hold takes more, or a power of ten.
    return significant(value, 1) if 0 < abs(value) < 10.0**-decimals else fixed(value, decimals)


def two(value: float) -> str:
    """Write a number of a network: two decimals, fewer digits where it is large.

    >>> two(-0.181), two(0.0), two(0.001), two(53_394.2)
    ('−0.18', '0', '0.00', '53,394')
    """
    if not math.isfinite(value):
        return MISSING
    if not value:
        return "0"
    return fixed(value, 2) if abs(value) < 999.995 else narrow(value)


def brief(value: float) -> str:
    """Write the end of a scale: two digits that count, without zeros at the end.

    >>> brief(0.5), brief(0.0234), brief(123.4)
    ('0.5', '0.023', '123')
    """
    text = significant(value, 2)
    return text if "e" in text else trimmed(text)


def trimmed(text: str) -> str:
    """Take the zeros from the end of a number's decimals."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value: float, text: str) -> str:
    """Put a minus before the text of a number's size, unless that is zero."""
    return f"−{text}" if value < 0 and any(digit in text for digit in "123456789") else text


def rounded(value: float, digits: int) -> tuple[Decimal, int]:
    """Round a number's size; give its digits as a number below 10, and the power of ten."""
    size = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(abs(value)))
    return size.scaleb(-size.adjusted(), WIDE), size.adjusted()


def percent(share: float, decimals: int = 0) -> str:
    """Write a share in percent, with so many decimals.

    >>> percent(0.2), percent(0.05963, 2)
    ('20 %', '5.96 %')
    """
    return f"{fixed(100 * share, decimals)} %"


def write_share(share: float) -> str:
    """Write a share in percent with two significant digits, and never as all or nothing.

    >>> [write_share(share) for share in (0.391, 0.0123, 0.99999, 0.0000002)]
    ['39 %', '1.2 %', 'more than 99 %', 'less than 0.01 %']
    """
    percent = 100 * share
    if not 0.01 <= percent <= 99:
        return "more than 99 %" if percent > 1 else "less than 0.01 %"
    return f"{percent:.2g} %"
