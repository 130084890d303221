"""Names of columns: cleaned, unique, short, and apart from their units."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from lstmviz.table.reading.body.units import is_unit

MAX_NAME = 60
"""Characters of a name: more does not fit over a column of the diagram."""
PANDAS_INDEX = "__index_level_0__"
"""The name under which pandas writes a nameless index into Parquet."""
NO_UNITS = frozenset(
    {"in", "US", "min", "max", "avg", "sum", "std", "id", "count", "number", "none"}
)
"""What stands in round brackets and tells columns apart, though it may be a unit elsewhere."""
REGIONS = frozenset({"US", "MA", "PA", "IN", "MS", "NM", "ML", "CM", "MB"})
"""What stands after a comma for a country or a state, as in “Natural gas, US”, and for no unit."""
MAX_NAMED = 5
"""Columns that one note names before it only counts."""
LOGGED = re.compile(r"(.*\S), ([^\s,()]{1,8})(?: \(.*)?")
"""A logger's name of a column: what, its unit, and which sensor."""
SLASHED = re.compile(r"(.*\S) / (?!days?|hours?|hrs?|min|in$)(\S{1,8})")
"""A quantity by its unit, as ISO 80000 writes it; what is counted per day is no such."""
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of the text that follows them."""
LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Letters that are written from right to left: Hebrew, Arabic and their relatives."""
TURNED = re.compile(f"[{LEFTWARD}]+(?: +[{LEFTWARD}]+)*")


def clean_name(text: str) -> str:
    """Strip what could disturb a page (control characters, direction marks), and shorten."""
    text = unicodedata.normalize("NFC", text[:1_000])
    shown = (c if c.isprintable() or c.isspace() else "" for c in text)
    plain = " ".join("".join(shown).split())
    return plain if len(plain) <= MAX_NAME else plain[: MAX_NAME - 1].rstrip() + "…"


def isolate(text: str) -> str:
    r"""Keep letters that run from right to left from turning the text around them.

    Without it “row 5 of שלום, 24 steps” shows the 24 before the name. The isolating marks have no
    width; they are for the screen alone, never for names in code or files.

    >>> isolate("power, \u202e5 W"), isolate("\u05d0 \u05d1: 5")
    ('power, 5 W', '\u2068\u05d0 \u05d1\u2069: 5')
    """
    if text.isascii():
        return text
    return TURNED.sub("\u2068\\g<0>\u2069", CONTROLS.sub("", text))


def name_columns(header: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Make names unique, short and never empty; split off units.

    Returns:
        names, units ("" where none stands in the name), and notes on what was renamed.
    """
    plain = ["" if text == PANDAS_INDEX else text for text in header]
    split = [split_unit(clean_name(text)) for text in plain]
    stems = Counter(name for name, _ in split)
    names, units, renamed = {}, [], []
    next_copy: Counter[str] = Counter()
    for number, text in enumerate(plain):
        name, unit = split[number]
        if unit and stems[name] > 1:  # “temp (in)”, “temp (out)”: that is no unit
            name, unit = clean_name(text), ""
        wanted = name = name or f"column {number + 1}"
        while name in names:
            next_copy[wanted] += 1
            tail = f" {next_copy[wanted] + 1}"
            name = wanted[: MAX_NAME - len(tail)] + tail
        original = " ".join(text.split())
        if original and len(original) > MAX_NAME:
            renamed.append(f"The name “{name}” was shortened from {len(original):,} characters.")
        elif name != wanted:
            renamed.append(f"A second column “{wanted}” is called “{name}”.")
        elif any(header) and not original:
            renamed.append(f"A column without a name is called “{name}”.")
        names[name] = number
        units.append(unit)
    if len(renamed) > MAX_NAMED:
        rest = len(renamed) - MAX_NAMED
        were = "column was" if rest == 1 else "columns were"
        renamed = [*renamed[:MAX_NAMED], f"{rest:,} further {were} renamed likewise."]
    return list(names), units, renamed


def split_unit(name: str) -> tuple[str, str]:
    """Split a column's name into name and unit; a word such as “(mean)” is no unit.

    >>> split_unit("temp (°C)"), split_unit("power [W]"), split_unit("power (mean)")
    (('temp', '°C'), ('power', 'W'), ('power (mean)', ''))
    >>> split_unit("Temp, °C (logger 7, air)"), split_unit("Temp / °C")
    (('Temp', '°C'), ('Temp', '°C'))
    >>> split_unit("Natural gas, US"), split_unit("Wheat (US)"), split_unit("PRESSURE, MB")
    (('Natural gas, US', ''), ('Wheat (US)', ''), ('PRESSURE', 'MB'))
    """
    logged = LOGGED.fullmatch(name)
    if logged and is_unit(logged[2]) and (logged[2] not in REGIONS or logged[1].isupper()):
        return logged[1], logged[2]
    slashed = SLASHED.fullmatch(name)
    if slashed and is_unit(slashed[2]) and not is_unit(slashed[1]):
        return slashed[1], slashed[2]
    found = re.fullmatch(r"(.*\S)\s*(?:\[([^][]{1,15})\]|\(([^()]{1,15})\))", name)
    if not found:
        return name, ""
    bracket, round_bracket = found[2], found[3]
    if round_bracket and (round_bracket.strip() in NO_UNITS or not is_unit(round_bracket)):
        return name, ""
    return found[1], (bracket or round_bracket).strip()
