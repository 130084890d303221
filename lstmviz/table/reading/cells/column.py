"""A cleaned column: numbers, or moments, or text."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Float64, Int8, Int32, Int64

from lstmviz.table.reading.files.plain import plain_text
from lstmviz.table.reading.time.dates import NEVER

Kind = Literal["number", "date", "time", "text", "empty"]

FLOAT32_MAX = float(np.finfo(np.float32).max)

FILL, FEWEST_FILLED = re.compile(r"-?9{3,}(?:\.9+)?|-99\.9+"), 3
"""Numbers that stand for missing values, and so many rows of nothing else that say so."""
COUNTED = re.compile(r" in [\d,]+ of [\d,]+ rows")
"""How it is said in which rows something is."""
SHOWN = 6
"""Classes whose numbers are said."""


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
        reads: how dates in text were read, such as day.month.year; "" where it is not known.
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
    reads: str = ""
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
            fine = column.cast(pa.timestamp("ms"), safe=False)
            column = column.cast(pa.timestamp("s"), safe=False)
            if pc.all(pc.equal(fine, column.cast(fine.type))).as_py() is False:
                return fine.cast(pa.string())
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


def of_numbers(
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
    only = _fill_value(wide[~missing])
    if only:
        holds = f"holds nothing but {only}, which stands for missing values,"
        return Column("empty", source, holds=f"{holds} in all {rows:,} rows", notes=notes)
    filled = wide[: rows - np.argmin(missing[::-1])]  # empty rows may follow the table
    steps = np.diff(filled)
    whole = bool((filled == np.floor(filled)).all())
    # A legend beside the table, such as 1 to 12 in the first of 366 rows, counts none of them.
    counts_up = whole and len(filled) > max(2, rows / 2)
    counts_up = counts_up and bool(steps[0] > 0 and (steps == steps[0]).all())
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


def _fill_value(known: Float64[np.ndarray, " rows"]) -> str:
    """Write the number that all are, if it is one of nines, such as -9999.9; else nothing."""
    if len(known) < FEWEST_FILLED or known.min() != known.max():
        return ""
    written = f"{known[0]:.10g}"
    return written if FILL.fullmatch(written) else ""


def numbered_classes(column: Column, title: str) -> Column:
    """Number the words of a column that its file calls a class, so that it can be the target."""
    assert column.codes is not None
    numbers = np.where(column.codes < 0, np.nan, column.codes.astype(np.float64))
    shown = ", ".join(f"{n} = {word[:20]}" for n, word in enumerate(column.levels[:SHOWN]))
    more = ", …" * (len(column.levels) > SHOWN)
    note = f"Column “{title}” names classes: read as {shown}{more}."
    return replace(column, kind="number", numbers=numbers, codes=None, levels=(), notes=(note,))


def where_it_holds(there: int, rows: int) -> str:
    """Say in how many rows, if not in all."""
    return f" in {there:,} of {rows:,} rows" if there < rows else ""


def up_to(column: Column, end: int) -> Column:
    """Say in how many of the rows up to the table's end something is, not of those below it."""
    if column.kind == "empty" and column.holds.startswith("is empty"):
        return replace(column, holds=f"is empty in all {end:,} rows")
    if column.kind != "date" or column.moments is None or end >= len(column.moments):
        return column
    there = int((column.moments[:end] != NEVER).sum())
    holds = COUNTED.sub(where_it_holds(there, end), column.holds)
    return replace(column, holds=holds)


def repeats(column: pa.ChunkedArray) -> bool:
    """Tell whether values repeat so often that they do not tell rows apart."""
    if pa.types.is_timestamp(column.type):
        known = column.drop_null().cast(pa.int64()).to_numpy()
        # To put each into a table of hashes takes 280 bytes a row.
        if (np.diff(known) > 0).all():
            return 2 * len(known) <= len(column)
    distinct = pc.count_distinct(column, mode="only_valid").as_py()
    return 2 * distinct <= len(column)


def _codes(column: pa.ChunkedArray) -> Int32[np.ndarray, " rows"] | None:
    """Give each row the number of its group, if two rows or more share one."""
    if not repeats(column):
        return None
    encoded = column.combine_chunks().dictionary_encode()
    if len(encoded.dictionary) < 2:
        return None
    return pc.fill_null(encoded.indices, -1).to_numpy().astype(np.int32)
