"""One column of a file → numbers, or moments, or text; and what had to be converted."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Float64, Int8, Int32, Int64

from lstmviz.table.reading.dates import (
    NEVER,
    begins_of_intervals,
    months_alone,
    read_dates,
    read_times,
)
from lstmviz.table.reading.durations import read_durations
from lstmviz.table.reading.numbers import read_numbers
from lstmviz.table.reading.plain import is_stringlike, plain_text
from lstmviz.table.reading.text import MISSING

Kind = Literal["number", "date", "time", "text", "empty"]

FIGURE = r"^[^\pL]*\d|\d{2}|^[^\d]{0,5}\d|^[+-]?(?i:inf|infinity|∞)$"
"""What a column must hold, in a sample, to be looked through for numbers and dates."""
CALLED_DATE = re.compile(r"dat|day|tag|dia|jour|giorn|fecha")
CALLED_MONTH = re.compile(r"(month|mon|mnth|monat|mes|mois|mese|period)s?( name)?$")
MOSTLY_MONTHS = 0.7
"""Part of the words that name months where a column does; another may stand for the year."""
SAMPLE = 1_000
FEW = 3
"""More numbers than these, and one word that is none: it stands for a missing value."""
MAX_LEVELS = 500
"""Groups of text whose names are kept, at most."""
FLOAT32_MAX = float(np.finfo(np.float32).max)
OFFSET = r"\d{1,2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$"


@dataclass(frozen=True, eq=False)
class Column:
    """A cleaned column.

    Args:
        kind: what it holds.
        numbers: as the file says them, NaN where missing; of what looks like times of day also as
            durations; None where there are none.
        moments: milliseconds since 1970 by the file's clock, or since midnight for times of day;
            NEVER where missing; None unless it holds dates or times of day.
        lengths: what each date names, see Moments; None unless they differ.
        source: the column as the file gave it; None where it cannot label rows.
        codes: group of each row, 0, 1, … in order of appearance, −1 where missing; None where
            values hardly repeat.
        levels: what each group of text is called, where there are few; else empty.
        unit: what stood behind (or before) every number, such as % or €.
        repeats: values repeat so often that they do not tell rows apart.
        counts_up: whole numbers that rise by the same step in each row.
        holds: the rest of the sentence "Column x …".
        notes: what had to be converted, as sentences.
    """

    kind: Kind
    source: pa.ChunkedArray | None
    numbers: Float64[np.ndarray, " rows"] | None = None
    moments: Int64[np.ndarray, " rows"] | None = None
    lengths: Int8[np.ndarray, " rows"] | None = None
    codes: Int32[np.ndarray, " rows"] | None = None
    levels: tuple[str, ...] = ()
    unit: str = ""
    repeats: bool = False
    counts_up: bool = False
    holds: str = ""
    notes: tuple[str, ...] = ()

    def cells(self) -> Float64[np.ndarray, " rows"]:
        """Give the numbers of a column of numbers."""
        assert self.numbers is not None
        return self.numbers

    def times(self) -> Int64[np.ndarray, " rows"]:
        """Give the moments of a column of dates or times of day."""
        assert self.moments is not None
        return self.moments

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
        return plain_text(column)


def clean_column(column: pa.ChunkedArray, decimal: str, title: str) -> Column:
    """Find out what a column holds.

    Args:
        column: as taken from the file.
        decimal: what stands before decimals in the file's text, "." or ",".
        title: the column's name, for the notes.

    Returns:
        A column of numbers when at least half of what is not missing is a number, or all but one
        word (the rest is then missing too, and a note says so); else dates, times of day, or text.
    """
    if isinstance(column.type, pa.BaseExtensionType):
        column = pa.chunked_array([c.storage for c in column.chunks], column.type.storage_type)
    kind = column.type
    if pa.types.is_dictionary(kind) or is_stringlike(kind):
        column, kind = plain_text(column), pa.string()
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
    holds = f"holds dates{_where(rows - column.null_count, rows)}"
    if pa.types.is_time(kind) or pa.types.is_duration(kind):
        holds = holds.replace("dates", "times of day")
        moments = _milliseconds(column)
        return Column("time", column, moments=moments, holds=holds, repeats=_repeats(column))
    if pa.types.is_date(kind):
        column = column.cast(pa.timestamp("s"))
    if pa.types.is_timestamp(kind) and kind.tz:
        column = _file_clock(column)
    moments = _milliseconds(column)
    return Column("date", column, moments=moments, holds=holds, repeats=_repeats(column))


def _file_clock(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Show moments by the clock of the zone that they were written for."""
    try:
        return pc.local_timestamp(column)
    except pa.ArrowException:  # a system without a list of zones
        return column.cast(pa.timestamp(column.type.unit))


def _milliseconds(column: pa.ChunkedArray) -> Int64[np.ndarray, " rows"]:
    kind = column.type
    if pa.types.is_time(kind):
        column = column.cast(pa.time32("ms"), safe=False).cast(pa.int32())
    elif pa.types.is_duration(kind):
        column = column.cast(pa.duration("ms"), safe=False)
    else:
        column = column.cast(pa.timestamp("ms"), safe=False)
    return pc.fill_null(column.cast(pa.int64()), NEVER).to_numpy()


def _clean_text(column: pa.ChunkedArray, decimal: str, title: str) -> Column:
    """Read text, each distinct word once: columns of a million rows often hold a few hundred."""
    rows = len(column)
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(column, "")).combine_chunks()
    encoded = trimmed.dictionary_encode()
    words, word_of_row = encoded.dictionary, encoded.indices.to_numpy()
    times = np.bincount(word_of_row, minlength=len(words))
    gap = is_gap(words)
    there = rows - int(times[gap].sum())
    if not there:
        return Column("empty", None, holds=f"is empty in all {rows:,} rows")
    kind: Kind = "text"
    moments, lengths, source, notes = None, None, column, []
    some = words.take(np.linspace(0, len(words) - 1, min(SAMPLE, len(words))).astype(int))
    if pc.any(pc.match_substring_regex(some, FIGURE)).as_py():
        filled = np.flatnonzero(~gap)
        found = read_numbers(words.take(pa.array(filled)), times[filled], decimal)
        numbers = np.full(len(words), np.nan)
        numbers[filled] = found.values
        odd = np.isnan(numbers) & ~gap
        text = int(times[odd].sum())
        alone = int(odd.sum()) == 1 and len(filled) > FEW
        if 2 * text <= there or alone:
            notes = [f"Column “{title}” {end}." for end in found.notes]
            if text:
                example = "".join(c for c in words[int(odd.argmax())].as_py() if c.isprintable())
                notes.append(
                    f"Column “{title}” holds text in {text:,} of {rows:,} rows, such as "
                    f"“{example[:30]}”: read as missing."
                )
            array = pa.chunked_array([pa.array(numbers[word_of_row], from_pandas=True)])
            return _of_numbers(array, array, title, tuple(notes), found.unit)
        dates = read_dates(words, word_of_row)
        begins = begins_of_intervals(words)
        if 2 * times[np.array(pc.not_equal(begins, ""))].sum() > there:
            dates = read_dates(begins, word_of_row)
            source = pa.chunked_array([begins.take(pa.array(word_of_row))])
        clocks = read_times(words)
        kinds: tuple[tuple[Kind, np.ndarray], ...] = ("date", dates.milliseconds), ("time", clocks)
        # 01.03.21 may be a date or a time of day: more rows tell, or the column's name.
        if CALLED_DATE.search(title.lower()):
            kinds = kinds[::-1]
        most = there // 2
        for what, of_word in kinds:
            count = int(times[of_word != NEVER].sum())
            if count > there // 2 and count >= most:
                kind, moments, most = what, of_word[word_of_row], count
        if kind == "date" and moments is not None:
            if len(np.unique(dates.lengths[dates.lengths > 0])) > 1:
                lengths = dates.lengths[word_of_row]
            notes = [f"Column “{title}” {dates.note}."] if dates.note else []
            if pc.any(pc.match_substring_regex(some, OFFSET)).as_py():
                source = pa.chunked_array([_clock_texts(moments)])
    numbers = None
    months = months_alone(words) if CALLED_MONTH.match(title.lower()) and kind == "text" else None
    if months is not None and (months > 0)[~gap].mean() > MOSTLY_MONTHS and len(words) < rows / 2:
        known = np.where(months > 0, months, np.nan)[word_of_row]
        notes = (f"Column “{title}” names months: read as 1 to 12.",)
        array = pa.chunked_array([pa.array(known, from_pandas=True)])
        return _of_numbers(array, array, title, notes)
    if kind != "date":
        lasting = read_durations(words)
        if 2 * int(times[~np.isnan(lasting.values)].sum()) > there:
            numbers = lasting.values[word_of_row]
            notes = [f"Column “{title}” {lasting.note}."]
    number = np.where(gap, -1, np.cumsum(~gap) - 1)
    repeats = 2 * (number.max() + 1) <= rows
    grouped = kind == "text" and numbers is None and repeats and number.max() > 0
    few = number.max() < MAX_LEVELS
    what = {"date": "dates", "time": "times of day"}.get(kind, "text")
    return Column(
        kind,
        None if kind == "text" and repeats else source,
        numbers=numbers,
        moments=moments,
        lengths=lengths,
        codes=number[word_of_row].astype(np.int32) if grouped else None,
        levels=tuple(words.filter(pa.array(~gap)).to_pylist()) if grouped and few else (),
        holds=f"holds {what}{_where(there, rows)}",
        repeats=bool(repeats),
        notes=tuple(notes),
    )


def _where(there: int, rows: int) -> str:
    """Say in how many rows, if not in all; of these some at the end may be left out later."""
    return f" in {there:,} of {rows:,} rows" if there < rows else ""


def is_gap(words: pa.StringArray) -> Bool[np.ndarray, " words"]:
    """Tell which words stand for a missing value, such as NA, – or ***."""
    known = pc.is_in(pc.utf8_lower(words), pa.array(sorted(MISSING)))
    stars = pc.match_substring_regex(words, r"^[*x.]{2,}$|^\*$")
    return pc.or_(known, stars).to_numpy(zero_copy_only=False).astype(bool)


def _clock_texts(moments: Int64[np.ndarray, " rows"]) -> pa.Array:
    """Write moments without the offset that stood behind them."""
    texts = pa.array(moments, mask=moments == NEVER).cast(pa.timestamp("ms")).cast(pa.string())
    whole = bool((moments[moments != NEVER] % 60_000 == 0).all())
    shape = "2021-03-01 00:00" if whole else "2021-03-01 00:00:00"
    return pc.utf8_slice_codeunits(texts, 0, len(shape))


def _of_numbers(
    source: pa.ChunkedArray,
    column: pa.ChunkedArray,
    title: str,
    notes: tuple[str, ...] = (),
    unit: str = "",
) -> Column:
    """Look at numbers; what is infinite or too large for a network becomes missing."""
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
    missing = np.isnan(wide)
    if missing.all():
        return Column("empty", source, holds=f"is empty in all {rows:,} rows", notes=notes)
    filled = wide[: rows - np.argmin(missing[::-1])]  # empty rows may follow the table
    steps = np.diff(filled)
    whole = bool((filled == np.floor(filled)).all())
    counts_up = whole and len(filled) > 2 and bool(steps[0] > 0 and (steps == steps[0]).all())
    # Whole numbers that change at every other row or more mark no series.
    grouped = whole and 2 * np.count_nonzero(steps) <= rows
    return Column(
        "number",
        source if counts_up else None,
        numbers=wide,
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
