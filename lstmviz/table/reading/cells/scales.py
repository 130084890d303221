"""Units that are parts or multiples of each other, such as B/s, kB/s and MB/s."""

import re

TEN = {"n": -9, "u": -6, "µ": -6, "μ": -6, "m": -3, "c": -2, "h": 2}
TEN |= {"k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15}
"""Letters in front of a unit → which power of ten they stand for."""
UNIT = re.compile(
    r"(?P<times>[kKMGTPmgt]i?|[nuµμch])?"
    r"(?P<of>(?P<data>B|b|[Bb]ytes?|[Bb]its?|[Bb]ps)|Wh?|VA[rh]?|varh?|Hz|V|Ah?|J|eV|Pa|bar|N|Ω|ohm|m|g|s"
    r"|l|L|mol|S)"
    r"(?P<per>/.*)?"
)


def times_base(unit: str) -> tuple[str, float] | None:
    """Give what a unit is so many times of; None of one whose parts and multiples are not known.

    >>> times_base("MB/s"), times_base("KiB"), times_base("°C")
    (('B/s', 1000000.0), ('B', 1024.0), None)
    """
    parts = UNIT.fullmatch(unit)
    if parts is None:
        return None
    letter, binary, base = (parts["times"] or "")[:1], (parts["times"] or "")[1:], parts["of"]
    if parts["data"]:
        letter, base = letter.upper(), base.removesuffix("s") if len(base) > len("bps") else base
    if (binary and not parts["data"]) or letter not in {"", *TEN}:
        return None
    power = TEN.get(letter, 0)
    return base + (parts["per"] or ""), 1024.0 ** (power // 3) if binary else 10.0**power


def times_unit(unit: str, of: str) -> float | None:
    """Give how many times another unit one is; None where neither is a part of the other.

    >>> times_unit("GiB", "MiB"), times_unit("B", "KiB"), times_unit("lb", "lb")
    (1024.0, 0.0009765625, 1.0)
    >>> times_unit("lb", "kg")
    """
    if unit == of:
        return 1.0
    this, other = times_base(unit), times_base(of)
    if this is None or other is None or this[0] != other[0]:
        return None
    return this[1] / other[1]
