"""One column of a file → numbers, or moments, or text; and what had to be converted."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Int64

from lstmviz.table.reading.cells.column import Column, of_numbers, repeats, where_it_holds
from lstmviz.table.reading.cells.words import clean_words
from lstmviz.table.reading.files.plain import is_stringlike, plain_text
from lstmviz.table.reading.time.dates import NEVER


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
        return clean_words(column, decimal, title)
    if pa.types.is_boolean(kind):
        note = f"Column “{title}” holds true and false: read as 1 and 0."
        return of_numbers(column, column.cast(pa.int8()).cast(pa.float64()), title, (note,))
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return of_numbers(column, column.cast(pa.float64(), safe=False), title)
    rows = len(column)
    if pa.types.is_null(kind) or column.null_count == rows:
        return Column("empty", column, holds=f"is empty in all {rows:,} rows")
    holds = f"holds dates{where_it_holds(rows - column.null_count, rows)}"
    if pa.types.is_time(kind) or pa.types.is_duration(kind):
        holds = holds.replace("dates", "times of day")
        moments = _milliseconds(column)
        return Column("time", column, moments=moments, holds=holds, repeats=repeats(column))
    if pa.types.is_date(kind):
        column = column.cast(pa.timestamp("s"))
    if pa.types.is_timestamp(kind) and kind.tz:
        column = _file_clock(column)
    moments = _milliseconds(column)
    return Column("date", column, moments=moments, holds=holds, repeats=repeats(column))


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
