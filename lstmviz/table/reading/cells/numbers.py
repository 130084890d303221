"""Words of one column → numbers: decimal signs, thousands, units, and what is no single number.

What is not one number with at most one unit stays text: of `1/2`, `5±1` or `1h30` nothing is
joined.
"""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Float64, Int64

from lstmviz.table.reading.body.units import is_unit
from lstmviz.table.reading.cells.letters import shortest

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
    r"^(?P<minus>[(]?)(?P<first>[+-]?)\s*(?P<before>(?:[A-Z]{2,3}\s|\pL{0,3}\.?\p{Sc})?)\s*"
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
    """

    values: Float64[np.ndarray, " words"]
    unit: str
    notes: tuple[str, ...]


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
    scale, unit = None, ""
    most = 2 * times[plain["."] | plain[","] | infinite].sum() > times.sum()
    if not (most or _are_marks(words)):
        words, unit, scale, notes = _without_unit(words, times)
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
    if pc.any(pc.match_substring_regex(number, r"\d" + grouped + r"\d")).as_py():
        notes.append("has thousands separators, which were removed")
    bare = pc.replace_substring_regex(number, "^[+]|" + grouped, "")
    if decimal == ",":
        bare = pc.replace_substring(bare, ",", ".")
    values = bare.cast(pa.float64()).to_numpy(zero_copy_only=False).copy()
    values[infinite] = np.inf
    other = "," if decimal == "." else "."
    swapped = plain[other] & ~plain[decimal]
    if times[swapped].sum() > MIXED * times[plain[decimal] | swapped].sum():
        # 30,13 can only have a decimal comma; beside it 1,234 may have one or not.
        either = plain[other] & _mask(pc.match_substring_regex(words, EITHER))
        values[either] = np.nan
        bare = pc.replace_substring_regex(words, rf"^[+]|[{SPACES}{decimal}]", "")
        bare = pc.if_else(pa.array(swapped), bare, pa.scalar(None, pa.string()))
        bare = pc.replace_substring(bare, other, ".").cast(pa.float64())
        values[swapped] = bare.to_numpy(zero_copy_only=False)[swapped]
        notes.append("mixes decimal points and commas: each number was read by its own")
    return Numbers(values if scale is None else values * scale, unit, tuple(notes))


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


def _without_unit(
    words: pa.StringArray, times: Int64[np.ndarray, " words"]
) -> tuple[pa.StringArray, str, Float64[np.ndarray, " words"] | None, list[str]]:
    """Take the unit that most numbers have off these; what has another one stays as it is."""
    written = _accounting(words)
    parts = pc.extract_regex(written, shortest(PARTS, written))
    known = _mask(pc.is_valid(parts))
    if not known.any():
        return _accounting(words), "", None, []
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
    letters = {text.lower() for text in after[known & (after != "")]}
    if len(letters) > 1 and letters <= TIMES.keys():
        fits = known & (before == before[known][0])
        scale = np.array([TIMES.get(text.lower(), 1.0) for text in after])
        unit, notes = before[known][0], ["is written in thousands and millions (K, M): as numbers"]
    else:
        forms = np.char.add(np.char.add(before, SPLIT), after)
        kinds, kind = np.unique(forms, return_inverse=True)
        weights = np.bincount(kind, np.where(known, times, 0), len(kinds))
        best = int(weights.argmax())
        # Zero needs no unit: 0 among 5 %, 7 %.
        zero = _mask(pc.match_substring_regex(words, r"^0([.,]0*)?$"))
        fits, scale = known & (kind == best) | zero, None
        front, _, back = kinds[best].partition(SPLIT)
        unit = back or front
        glued = bool(back) and not _mask(pc.match_substring_regex(words, r"[\d.,]\s+\pL")).any()
        coded = glued and ((len(back) > CODE and not is_unit(back)) or _are_codes(number, fits))
        if not unit or len(unit) > MAX_UNIT or coded:
            return _accounting(words), "", None, []
        notes = [f"has the unit {unit} at its numbers, which was split off"]
    return pc.if_else(pa.array(fits), numbers, words), str(unit), scale, notes


def _are_codes(numbers: pa.StringArray, fits: Bool[np.ndarray, " words"]) -> bool:
    """Tell whether what stands before letters is no quantity: 00042.csv, 007a, or 85123A."""
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
