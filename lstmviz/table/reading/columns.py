"""One column of a file → numbers, or dates, or text; and what had to be converted."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Float32, Float64, Int32, Int64

from lstmviz.table.reading.rows import MAX_TEXT
from lstmviz.table.reading.text import MISSING

Kind = Literal["number", "date", "time", "text", "empty"]

FLOAT32_MAX = float(np.finfo(np.float32).max)

# RE2 patterns. Thousands are told apart by a space of some kind, an apostrophe, or point or comma.
SPACES = r" '’\x{00a0}\x{202f}\x{2009}"
GRAMMAR = {
    sign: rf"^[+-]?((\d+|\d{{1,3}}([{group}{SPACES}]\d{{3}})+)([{sign}]\d*)?|[{sign}]\d+)"
    r"([eE][+-]?\d+)?$"
    for sign, group in ((".", ","), (",", "."))
}
INFINITE = r"^[+-]?(?i:inf|infinity|∞)$"
FIGURE = r"^[^\pL]*\d"
"""A digit before any letter: a column without one, in a sample, holds no numbers and no dates."""
SAMPLE = 1_000
UNIT = rf"^(?:\p{{Sc}}\s*)?[+-]?(?:\p{{Sc}}\s*)?[\d.,{SPACES}]*\d[.,]?(?:[eE][+-]?\d+)?"
DATE = r"^(\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ,].*)?$"
TIME = r"^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?$"


@dataclass(frozen=True, eq=False)
class Column:
    """A cleaned column.

    Args:
        kind: what it holds.
        numbers: float32, NaN where missing; None unless it is a column of numbers.
        source: the column as the file gave it; None where it cannot label rows.
        codes: group of each row, 0, 1, … in order of appearance, −1 where missing; None where
            values hardly repeat.
        unit: what stood behind (or before) every number, such as % or €.
        repeats: values repeat so often that they do not tell rows apart.
        counts_up: whole numbers that rise by the same step in each row.
        holds: the rest of the sentence "Column x …".
        notes: what had to be converted, as sentences.
    """

    kind: Kind
    source: pa.ChunkedArray | None
    numbers: Float32[np.ndarray, " rows"] | None = None
    codes: Int32[np.ndarray, " rows"] | None = None
    unit: str = ""
    repeats: bool = False
    counts_up: bool = False
    holds: str = ""
    notes: tuple[str, ...] = ()

    def texts(self) -> pa.ChunkedArray:
        """Write every row as text; dates as short as the column allows."""
        column = self.source
        assert column is not None, "only a column that can label rows is written out"
        if pa.types.is_timestamp(column.type):
            column = column.cast(pa.timestamp("s"), safe=False)
            seconds = pc.cast(column, pa.int64())
            texts = column.cast(pa.string())  # far faster than strftime
            for step, ending in ((86_400, len(" 00:00:00")), (60, len(":00"))):
                floor = pc.multiply(pc.divide(seconds, step), step)
                if pc.all(pc.equal(floor, seconds)).as_py() is not False:
                    return pc.utf8_slice_codeunits(texts, 0, -ending)
            return texts
        if pa.types.is_floating(column.type) and self.counts_up:
            column = column.cast(pa.int64(), safe=False)
        return _plain_text(column)


def clean_column(column: pa.ChunkedArray, decimal: str, title: str) -> Column:
    """Find out what a column holds.

    Args:
        column: as taken from the file.
        decimal: what stands before decimals in the file's text, "." or ",".
        title: the column's name, for the notes.

    Returns:
        A column of numbers when at least half of what is not missing is a number (the rest is
        then missing too, and a note says so); else dates, times of day, or text.
    """
    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_binary(kind) or pa.types.is_large_string(kind):
        column, kind = _plain_text(column), pa.string()
    if pa.types.is_string(kind):
        return _clean_text(column, decimal, title)
    if pa.types.is_boolean(kind):
        note = f"Column “{title}” holds true and false: read as 1 and 0."
        return _of_numbers(column, column.cast(pa.int8()).cast(pa.float64()), title, (note,))
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return _of_numbers(column, column.cast(pa.float64(), safe=False), title)
    rows = len(column)
    if pa.types.is_null(kind) or column.null_count == rows:
        return Column("empty", column, holds=f"is empty in all {rows:,} rows")
    holds = f"holds dates in {rows - column.null_count:,} of {rows:,} rows"
    if pa.types.is_time(kind) or pa.types.is_duration(kind):
        holds = holds.replace("dates", "times of day")
        return Column("time", column, holds=holds, repeats=_repeats(column))
    if pa.types.is_date(kind):
        column = column.cast(pa.timestamp("s"))
    if pa.types.is_timestamp(kind) and kind.tz:
        column = column.cast(pa.timestamp(kind.unit))
    return Column("date", column, holds=holds, repeats=_repeats(column))


def _plain_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text of any storage as plain strings, shortened before copies are written out."""
    if pa.types.is_dictionary(column.type):
        chunks = []
        for chunk in column.chunks:
            words = pa.chunked_array([chunk.dictionary])
            short = _plain_text(words).combine_chunks()
            chunks.append(pc.take(short, chunk.indices))
        return pa.chunked_array(chunks, pa.string())
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        column = pc.binary_slice(column, 0, MAX_TEXT)
        words = [(cell.as_py() or b"").decode("utf-8", "replace") for cell in column]
        return pa.chunked_array([pa.array(words, pa.string())])
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = pc.utf8_slice_codeunits(column, 0, MAX_TEXT)
    return column.cast(pa.string())


def _clean_text(column: pa.ChunkedArray, decimal: str, title: str) -> Column:
    """Read text, each distinct word once: columns of a million rows often hold a few hundred."""
    rows = len(column)
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(column, "")).combine_chunks()
    encoded = trimmed.dictionary_encode()
    words, word_of_row = encoded.dictionary, encoded.indices.to_numpy()
    times = np.bincount(word_of_row, minlength=len(words))
    gap = _mask(pc.is_in(pc.utf8_lower(words), pa.array(sorted(MISSING))))
    there = rows - int(times[gap].sum())
    if not there:
        return Column("empty", None, holds=f"is empty in all {rows:,} rows")
    some = words.take(np.linspace(0, len(words) - 1, min(SAMPLE, len(words))).astype(int))
    kind: Kind = "text"
    if _mask(pc.match_substring_regex(some, f"{FIGURE}|{INFINITE}")).any():
        words = pc.replace_substring(words, "\u2212", "-")
        numbers, unit, notes = _read_numbers(words, times, decimal, title)
        odd = np.isnan(numbers) & ~gap
        text = int(times[odd].sum())
        if 2 * text <= there:
            if text:
                example = "".join(c for c in words[odd.argmax()].as_py() if c.isprintable())
                notes.append(
                    f"Column “{title}” holds text in {text:,} of {rows:,} rows, such as "
                    f"“{example[:30]}”: read as missing."
                )
            array = pa.chunked_array([pa.array(numbers[word_of_row], from_pandas=True)])
            return _of_numbers(array, array, title, tuple(notes), unit)
        for what, pattern in (("date", DATE), ("time", TIME)):
            if 2 * times[_mask(pc.match_substring_regex(words, pattern))].sum() > there:
                kind = what
    number = np.where(gap, -1, np.cumsum(~gap) - 1)
    repeats = 2 * (number.max() + 1) <= rows
    grouped = kind == "text" and repeats and number.max() > 0
    codes = number[word_of_row].astype(np.int32) if grouped else None
    source = None if kind == "text" and repeats else column
    what = {"date": "dates", "time": "times of day"}.get(kind, "text")
    holds = f"holds {what} in {there:,} of {rows:,} rows"
    return Column(kind, source, None, codes, holds=holds, repeats=bool(repeats))


def _read_numbers(
    words: pa.StringArray, times: Int64[np.ndarray, " words"], decimal: str, title: str
) -> tuple[Float64[np.ndarray, " words"], str, list[str]]:
    """Read words as numbers under the grammar that fits most rows; ±inf becomes inf."""
    unit, notes = "", []
    fits = _share(words, times, decimal)
    if 2 * fits <= times.sum():
        # What stands around the digits of every number is a unit: 12 %, € 3.
        around = pc.replace_substring_regex(words, r"[+\-\d.,'’\s]|[eE][+-]?\d+", "")
        common = pc.unique(pc.filter(around, pc.match_substring_regex(words, UNIT))).to_pylist()
        common = [word for word in common if word]
        if len(common) == 1 and len(common[0]) <= 8:
            bare = pc.utf8_trim_whitespace(pc.replace_substring(words, common[0], ""))
            if _share(bare, times, decimal) > fits:
                words, unit = bare, common[0]
                notes.append(f"Column “{title}”: the unit {unit} was split off its numbers.")
    other = "," if decimal == "." else "."
    if _share(words, times, other) > _share(words, times, decimal):
        decimal = other
        sign = "comma" if other == "," else "point"
        notes.append(f"Column “{title}” was read with a decimal {sign}, unlike other columns.")
    grouped = rf"[{SPACES}{',' if decimal == '.' else '.'}]"
    match = pc.match_substring_regex(words, GRAMMAR[decimal])
    plain = pc.if_else(match, words, pa.scalar(None, pa.string()))
    bare = pc.replace_substring_regex(plain, "^[+]|" + grouped, "")
    if pc.any(pc.match_substring_regex(plain, r"\d" + grouped + r"\d")).as_py():
        notes.append(f"Column “{title}”: thousands separators were removed.")
    if decimal == ",":
        bare = pc.replace_substring(bare, ",", ".")
    numbers = bare.cast(pa.float64()).to_numpy(zero_copy_only=False).copy()
    numbers[_mask(pc.match_substring_regex(words, INFINITE))] = np.inf
    return numbers, unit, notes


def _mask(array: pa.BooleanArray) -> Bool[np.ndarray, " words"]:
    return array.to_numpy(zero_copy_only=False).astype(bool)


def _share(words: pa.StringArray, times: Int64[np.ndarray, " words"], decimal: str) -> int:
    return int(times[_mask(pc.match_substring_regex(words, GRAMMAR[decimal]))].sum())


def _of_numbers(
    source: pa.ChunkedArray,
    column: pa.ChunkedArray,
    title: str,
    notes: tuple[str, ...] = (),
    unit: str = "",
) -> Column:
    """Narrow numbers to float32; what is infinite or too large for it becomes missing."""
    wide = column.to_numpy(zero_copy_only=False)
    rows = len(wide)
    infinite = int(np.isinf(wide).sum())
    if infinite:
        notes += (
            f"Column “{title}” is infinite in {infinite:,} of {rows:,} rows: read as missing.",
        )
    large = int((np.abs(wide) > FLOAT32_MAX).sum()) - infinite
    if large:
        notes += (
            f"Column “{title}” holds numbers beyond ±3.4e38 in {large:,} of {rows:,} rows, more "
            "than single precision can hold: read as missing.",
        )
    if infinite or large:
        wide = np.where(np.abs(wide) > FLOAT32_MAX, np.nan, wide)
    if np.isnan(wide).all():
        return Column("empty", source, holds=f"is empty in all {rows:,} rows", notes=notes)
    filled = wide[: rows - np.argmin(np.isnan(wide[::-1]))]  # empty rows may follow the table
    steps = np.diff(filled)
    whole = bool((filled == np.floor(filled)).all())
    counts_up = whole and len(filled) > 2 and bool(steps[0] > 0 and (steps == steps[0]).all())
    # Whole numbers that change at every other row or more mark no series.
    grouped = whole and 2 * np.count_nonzero(steps) <= rows
    return Column(
        "number",
        source if counts_up else None,
        numbers=wide.astype(np.float32),
        codes=_codes(column) if grouped else None,
        unit=unit,
        counts_up=counts_up,
        notes=notes,
    )


def _repeats(column: pa.ChunkedArray) -> bool:
    return 2 * pc.count_distinct(column, mode="only_valid").as_py() <= len(column)


def _codes(column: pa.ChunkedArray) -> Int32[np.ndarray, " rows"] | None:
    """Give each row the number of its group, if two rows or more share one."""
    if not _repeats(column):
        return None
    encoded = column.combine_chunks().dictionary_encode()
    if len(encoded.dictionary) < 2:
        return None
    return pc.fill_null(encoded.indices, -1).to_numpy().astype(np.int32)
