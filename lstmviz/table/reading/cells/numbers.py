"""Words of one column → numbers: decimal signs, thousands, units, and what is no single number.

What is not one number with at most one unit stays text: of `1/2`, `5±1` or `1h30` nothing is
joined.
"""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Float64, Int64

from lstmviz.table.reading.body.units import is_unit
from lstmviz.table.reading.cells.letters import shortest
from lstmviz.table.reading.cells.scales import times_base, times_unit

# RE2 patterns. Thousands are told apart by a space of some kind, an apostrophe, or point or comma;
# with commas also as in India, 12,34,567.
SPACES = r" '’\x{00a0}\x{202f}\x{2009}"
GRAMMAR = {
    ".": rf"^[+-]?((\d+|\d{{1,3}}([,{SPACES}]\d{{3}})+|\d{{1,2}}(,\d{{2}})+,\d{{3}})(\.\d*)?|\.\d+)"
    r"([eE][+-]?\d+)?$",
    ",": rf"^[+-]?((\d+|\d{{1,3}}([.{SPACES}]\d{{3}})+)(,\d*)?|,\d+)([eE][+-]?\d+)?$",
}
INFINITE = r"^[+-]?(?i:inf|infinity|∞)$"
UNIT = r"[%‰°\pLµΩ\p{Sc}][\pLµΩ°%/·*^²³⁻¹ \p{Sc}.-]{0,11}"
PARTS = (
    r"^(?P<minus>[(]?)(?P<first>[+-]?)\s*(?P<before>(?:[A-Z]{2,3}\s|\pL{0,3}\.?[\p{Sc}\\])?)\s*"
    rf"(?P<second>[+-]?)(?P<number>[\d.,][\d.,{SPACES}]*?(?:[eEdD][+-]?\d+)?)\s*"
    rf"(?P<after>(?:{UNIT}|(?:[\pLµ/ ]{{0,6}}[kcdm]?m[23](?:/[\pL]{{1,3}})?))?)[)]?$"
)
TIMES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12}
"""Letters that stand for thousands, millions …, where a column mixes them."""
MAX_UNIT = 12
MARKED = (
    r"^([+-]?[\d.,]*\d[\d.,]*)(?:\s+[bcdefnprsuz]{1,2}|[epr]|\s?[*†‡#]{1,2}|\s?[(][eprEPR][)])$"
)
"""A number with a mark behind it that says how it was found: p for provisional, e for estimated."""
LETTERS = r"^[+-]?[\d.,]*\d[\d.,]*\s+(?P<mark>[bcdefnprsuz]{1,2})$"
"""A number with such letters apart from it."""
CODE = 3
"""Letters right behind digits that are a code, such as 8GAAA, where there are more of them."""
SPLIT = "\x01"
"""What no word has; NumPy would take a zero off a text's end."""
HEMISPHERE = r"^(\d{1,3}(?:[.,]\d+)?) ?°? ?[NSEW]$"
DOUBTFUL = r"^[+-]?[1-9][.,]\d{3}$"
"""Thousands of one digit before the sign: if all are, they may have three decimals as well."""
MIXED = 0.05
"""Part of a column's numbers from which another decimal sign is no slip."""
EITHER = r"^[+-]?\d{1,3}[.,]\d{3}$"
"""A number whose sign may stand before decimals or between thousands."""
LONG = 5
"""Digits of whole numbers, all equally long, right behind which a letter belongs to a code."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """Words read as numbers.

    Args:
        values: one per word; NaN where it is no number, ±inf where it says so.
        unit: what stood at every number, such as % or €.
        notes: what was converted, as the ends of sentences about the column.
        other: a unit that many have instead, and that no rule converts to this one.
    """

    values: Float64[np.ndarray, " words"]
    unit: str
    notes: tuple[str, ...]
    other: str = ""


class _Bare(NamedTuple):
    """Words without their unit, and what is known of it."""

    words: pa.StringArray
    unit: str = ""
    scale: Float64[np.ndarray, " words"] | float = 1.0
    notes: tuple[str, ...] = ()
    other: str = ""


def read_numbers(
    words: pa.StringArray, times: Int64[np.ndarray, " words"], decimal: str
) -> Numbers:
    """Read words as numbers, under the decimal sign and with the unit that fit most rows.

    Args:
        words: distinct, trimmed; gaps may be among them.
        times: how many rows hold each.
        decimal: what stands before decimals elsewhere in the file, "." or ",".
    """
    notes: list[str] = []
    words = pc.replace_substring(words, "\u2212", "-")
    infinite = _mask(pc.match_substring_regex(words, INFINITE))
    plain = {sign: _mask(pc.match_substring_regex(words, GRAMMAR[sign])) for sign in GRAMMAR}
    bare = _Bare(words)
    most = 2 * times[plain["."] | plain[","] | infinite].sum() > times.sum()
    if not (most or _are_marks(words)):
        bare = _without_unit(words, times)
        words, notes = bare.words, list(bare.notes)
        plain = {sign: _mask(pc.match_substring_regex(words, GRAMMAR[sign])) for sign in GRAMMAR}
    elif not (plain[decimal] | infinite).all():
        words = _accounting(words)
        if pc.any(pc.match_substring_regex(words, MARKED)).as_py():
            words = pc.replace_substring_regex(words, MARKED, r"\1")
            notes.append("has marks behind some numbers, which were removed")
        plain = {sign: _mask(pc.match_substring_regex(words, GRAMMAR[sign])) for sign in GRAMMAR}
    other = "," if decimal == "." else "."
    if times[plain[other]].sum() > times[plain[decimal]].sum():
        decimal = other
        sign = "comma" if other == "," else "point"
        notes.append(f"was read with a decimal {sign}, unlike other columns")
    grouped = rf"[{SPACES}{',' if decimal == '.' else '.'}]"
    number = pc.if_else(pa.array(plain[decimal]), words, pa.scalar(None, pa.string()))
    digits = pc.replace_substring_regex(number, "^[+]|" + grouped, "")
    if pc.any(pc.match_substring_regex(number, r"\d" + grouped + r"\d")).as_py():
        notes.append("has thousands separators, which were removed")
        if pc.all(pc.match_substring_regex(number, DOUBTFUL)).as_py():
            notes[-1] = f"was read with thousands separators: “{number[0]}” as {digits[0]}"
    if decimal == ",":
        digits = pc.replace_substring(digits, ",", ".")
    values = digits.cast(pa.float64()).to_numpy(zero_copy_only=False).copy()
    values[infinite] = np.inf
    other = "," if decimal == "." else "."
    swapped = plain[other] & ~plain[decimal]
    if times[swapped].sum() > MIXED * times[plain[decimal] | swapped].sum():
        # 30,13 can only have a decimal comma; beside it 1,234 may have one or not.
        either = plain[other] & _mask(pc.match_substring_regex(words, EITHER))
        values[either] = np.nan
        digits = pc.replace_substring_regex(words, rf"^[+]|[{SPACES}{decimal}]", "")
        digits = pc.if_else(pa.array(swapped), digits, pa.scalar(None, pa.string()))
        digits = pc.replace_substring(digits, other, ".").cast(pa.float64())
        values[swapped] = digits.to_numpy(zero_copy_only=False)[swapped]
        notes.append("mixes decimal points and commas: each number was read by its own")
    return Numbers(values * bare.scale, bare.unit, tuple(notes), bare.other)


def with_signs(words: pa.StringArray) -> pa.StringArray | None:
    """Write degrees of a hemisphere, 33.9S, as numbers; None where some are none."""
    if not pc.all(pc.match_substring_regex(words, HEMISPHERE)).as_py():
        return None
    numbers = pc.replace_substring_regex(words, HEMISPHERE, r"\1")
    minus = pc.match_substring_regex(words, "[SW]$")
    return pc.binary_join_element_wise(pc.if_else(minus, "-", ""), numbers, "")


def _are_marks(words: pa.StringArray) -> bool:
    """Tell whether letters behind numbers are marks: several kinds of them, or what is no unit."""
    letters = pc.struct_field(pc.extract_regex(words, LETTERS), ["mark"]).unique().drop_null()
    marks = letters.to_pylist()
    return len(marks) > 1 or (len(marks) == 1 and not is_unit(marks[0]))


def _accounting(words: pa.StringArray) -> pa.StringArray:
    """Write (1,234) and 1,234-, as bookkeepers and old programs do, with the minus in front."""
    words = pc.replace_substring_regex(words, r"^[(]([\d.,]*\d[\d.,]*)[)]$", r"-\1")
    words = pc.replace_substring_regex(words, r"^([\d.,]*\d[\d.,]*)-$", r"-\1")
    return pc.replace_substring_regex(words, r"^([+-]?[\d.]+)[dD]([+-]?\d+)$", r"\1e\2")


def _without_unit(words: pa.StringArray, times: Int64[np.ndarray, " words"]) -> _Bare:
    """Take the unit that most numbers have off these; what has another one stays as it is."""
    written = _accounting(words)
    parts = pc.extract_regex(written, shortest(PARTS, written))
    known = _mask(pc.is_valid(parts))
    if not known.any():
        return _Bare(_accounting(words))
    before, after = (
        np.char.strip(pc.fill_null(pc.struct_field(parts, [name]), "").to_numpy(False).astype(str))
        for name in ("before", "after")
    )
    number = pc.struct_field(parts, ["number"])
    signs = pc.binary_join_element_wise(
        pc.struct_field(parts, ["first"]), pc.struct_field(parts, ["second"]), ""
    )
    bracket = pc.equal(pc.struct_field(parts, ["minus"]), "(")
    signs = pc.if_else(bracket, "-", signs)
    numbers = pc.replace_substring_regex(
        pc.binary_join_element_wise(signs, number, ""), r"[dD]", "e"
    )
    letters, other = {text.lower() for text in after[known & (after != "")]}, ""
    if len(letters) > 1 and letters <= TIMES.keys():
        fits = known & (before == before[known][0])
        scale = np.array([TIMES.get(text.lower(), 1.0) for text in after])
        unit, note = before[known][0], "is written in thousands and millions (K, M): as numbers"
    else:
        forms = np.char.add(np.char.add(before, SPLIT), after)
        kinds, kind = np.unique(forms, return_inverse=True)
        weights = np.bincount(kind, np.where(known, times, 0), len(kinds))
        front, _, back = kinds[int(weights.argmax())].partition(SPLIT)
        each = [times_unit(text, back) if known[n] else None for n, text in enumerate(after)]
        scale = np.array([1.0 if factor is None else factor for factor in each])
        # Zero needs no unit: 0 among 5 %, 7 %.
        zero = _mask(pc.match_substring_regex(words, r"^0([.,]0*)?$"))
        fits = np.array([factor is not None for factor in each]) & (before == front) | zero
        unit = (back or front).replace("\\", "¥")  # one byte stands for both in Shift-JIS
        if not unit or len(unit) > MAX_UNIT or (back and _are_codes(words, number, fits, back)):
            return _Bare(_accounting(words))
        note = f"has the unit {unit} at its numbers, which was split off"
        if mixed := sorted({*after[fits].tolist()} - {"", unit}):
            note = f"mixes the units {', '.join([unit, *mixed])}: all was read in {unit}"
        other = _other_unit(np.where(fits, "", np.where(after, after, before)).tolist(), times)
    return _Bare(pc.if_else(pa.array(fits), numbers, words), str(unit), scale, (note,), other)


def _other_unit(units: list[str], times: Int64[np.ndarray, " words"]) -> str:
    """Give the unit that most of the words have which have another one; "" where they are few."""
    others = np.array([unit != "" and (is_unit(unit) or bool(times_base(unit))) for unit in units])
    if times[others].sum() <= MIXED * times.sum():
        return ""
    return units[int(np.argmax(np.where(others, times, 0)))]


def _are_codes(
    words: pa.StringArray, numbers: pa.StringArray, fits: Bool[np.ndarray, " words"], unit: str
) -> bool:
    """Tell whether letters right behind digits are no unit: 00042.csv, 007a, 85123A, 8GAAA."""
    if pc.any(pc.match_substring_regex(words, r"[\d.,]\s+\pL")).as_py():
        return False
    if len(unit) > CODE and not (is_unit(unit) or times_base(unit)):
        return True
    digits = pc.fill_null(numbers, "").to_numpy(zero_copy_only=False)[fits].tolist()
    if any(text.endswith(".") or (text[:1] == "0" and text[1:2].isdigit()) for text in digits):
        return True
    lengths = {len(text) for text in digits}
    return (
        len(digits) > 1
        and len(lengths) == 1
        and min(lengths) >= LONG
        and all(map(str.isdigit, digits))
    )


def _mask(array: pa.BooleanArray) -> Bool[np.ndarray, " words"]:
    return pc.fill_null(array, False).to_numpy(zero_copy_only=False).astype(bool)
