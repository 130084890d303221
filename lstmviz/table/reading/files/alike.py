"""Sheets of one workbook with the same columns: one table in parts, of a year or a station each."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.time.months import known_months
from lstmviz.wording import listed, many

YEAR = r"(?:19|20)\d\d"
DATED = re.compile(rf"(?P<year>{YEAR})?[ _.-]*(?P<month>[^\W\d_]+\.?)?[ _.-]*(?P<later>{YEAR})?")
"""Names of sheets that are of a year, of a month, or of a month of a year."""


def way_of(sheets: Mapping[str, Cells]) -> str:
    """Name the way to read sheets as one table."""
    return f"{many(len(sheets), 'sheet')}, one below another"


def are_parts(sheets: Mapping[str, Cells]) -> bool:
    """Tell whether sheets are those of different years or months."""
    return _periods(list(sheets)) is not None


def say_alike(sheets: Mapping[str, Cells]) -> str:
    """Say that sheets may be read as one table."""
    names = listed([f"“{name[:60]}”" for name in sheets], 4)
    return f"{names} have the same columns: “{way_of(sheets)}” reads them as one table."


def joined(sheets: Mapping[str, Cells]) -> Cells:
    """Put sheets one below another; a further column says of which each row is.

    Args:
        sheets: with the same columns, in the workbook's order.
    """
    what, of = _periods(list(sheets)) or ("sheet", dict(zip(sheets, sheets, strict=True)))
    ordered = sorted(sheets, key=lambda name: of[name]) if what != "sheet" else list(sheets)
    parts = [sheets[name] for name in ordered]
    says = (
        f"{many(len(parts), 'sheet')} with the same columns were joined: “{ordered[0][:60]}” … "
        f"“{ordered[-1][:60]}”."
    )
    columns = [_below([part.columns[n] for part in parts]) for n in range(len(parts[0].columns))]
    lengths = [len(part.columns[0]) for part in parts]
    rows = [of[name] for name, rows in zip(ordered, lengths, strict=True) for _ in range(rows)]
    return replace(
        parts[0],
        columns=(*columns, pa.chunked_array([rows])),
        header=(*(parts[0].header or ()), what),
        units=(*parts[0].units, "") if parts[0].units else (),
        notes=(says, *parts[0].notes),
    )


def _periods(names: Sequence[str]) -> tuple[str, dict[str, int | str]] | None:
    """Read names of sheets as years, as months, or as months of a year; None where they are not."""
    found = [DATED.fullmatch(name.strip()) for name in names]
    dated = [match.groupdict() for match in found if match is not None]
    if len(dated) < len(names):
        return None
    years = [each["year"] or each["later"] for each in dated]
    words = [each["month"] for each in dated]
    months = known_months(list(dict.fromkeys(words))) if all(words) else None
    if all(years) and not any(words):
        return _each("year", names, [int(year) for year in years])
    if months is None or any(years) != all(years):
        return None
    if not any(years):
        return _each("month", names, [months[word] for word in words])
    both = [f"{year}-{months[word]:02}" for year, word in zip(years, words, strict=True)]
    return _each("month", names, both)


def _each(
    what: str, names: Sequence[str], values: Sequence[int | str]
) -> tuple[str, dict[str, int | str]] | None:
    """Give each name its period, where these differ."""
    differ = len(set(values)) == len(values)
    return (what, dict(zip(names, values, strict=True))) if differ else None


def _below(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """Put columns one below another: as text where they are of different kinds."""
    kinds = {column.type for column in columns} - {pa.null()}
    kind = kinds.pop() if len(kinds) == 1 else pa.string()
    return pa.chunked_array([c for column in columns for c in column.cast(kind).chunks], kind)
