"""How numbers are written, wherever they stand: in tables, on axes, in drawings.

The drawings' code does the same in browser/numerals.js; a test holds one against the other.
"""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

MISSING = "–"
LETTERS = ("", "k", "M", "G")
LARGE = 1e5
MOST_DECIMALS = 5
LEAST_PLAIN, LARGEST_PLAIN = -3, 8  # powers of ten between which digits are written out


def signed(value: float, text: str) -> str:
    """Put a minus before the text of a number's size, unless that is zero."""
    return f"−{text}" if value < 0 and any(digit in text for digit in "123456789") else text


def fixed(value: float, decimals: int) -> str:
    """Write a number with so many decimals.

    >>> fixed(-1234.5, 1), fixed(-0.001, 2)
    ('−1,234.5', '0.00')
    """
    size = Decimal(abs(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)
    return signed(value, f"{size:,.{decimals}f}")


# Room for the digits of any number that is written out.
WIDE = Context(prec=400)


def rounded(value: float, digits: int) -> tuple[Decimal, int]:
    """Round a number's size; give its digits as a number below 10, and the power of ten."""
    size = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(abs(value)))
    exponent = size.adjusted()
    return size.scaleb(-exponent, WIDE), exponent


def trimmed(number: Decimal) -> str:
    """Write a number without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scientific(value: float, digits: int = 3) -> str:
    """Write a number that is not 0 with a power of ten.

    >>> scientific(1.62e12), scientific(-7e-6)
    ('1.62e12', '−7e−6')
    """
    mantissa, exponent = rounded(value, digits)
    return signed(value, f"{trimmed(mantissa)}e{exponent}".replace("-", "−"))


def significant(value: float, digits: int = 3) -> str:
    """Write a number with so many digits that count; a whole part is written in full.

    >>> significant(-0.18512), significant(53_394.2), significant(7e-6), significant(0.0)
    ('−0.185', '53,394', '7e−6', '0')
    """
    if not math.isfinite(value):
        return MISSING
    if not value:
        return "0"
    exponent = rounded(value, digits)[1]
    if not LEAST_PLAIN <= exponent <= LARGEST_PLAIN:
        return scientific(value, digits)
    return fixed(value, max(digits - 1 - exponent, 0))


def brief(value: float) -> str:
    """Write the end of a scale: two digits that count, without zeros at the end.

    >>> brief(0.5), brief(0.0234), brief(123.4)
    ('0.5', '0.023', '123')
    """
    text = significant(value, 2)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def narrow(value: float, decimals: int = 0) -> str:
    """Write a number for a narrow cell, with so many decimals where it is not large.

    >>> narrow(-17.36, 1), narrow(2_345_678.0), narrow(1.62e12), narrow(0.004, 2)
    ('−17.4', '2.35M', '1.62e12', '0.004')
    """
    if not math.isfinite(value):
        return MISSING
    if abs(value) >= LARGE:
        mantissa, exponent = rounded(value, 3)
        if exponent // 3 >= len(LETTERS):
            return scientific(value)
        return signed(value, trimmed(mantissa.scaleb(exponent % 3)) + LETTERS[exponent // 3])
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
