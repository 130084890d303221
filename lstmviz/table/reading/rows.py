"""Rows of cells, as a spreadsheet or a page gives them → columns and their names."""

import itertools
from dataclasses import dataclass
from datetime import date, datetime, time

import pyarrow as pa

MAX_TEXT = 60
"""Characters of a cell's text that are kept, as a label or a group: one long text that a million
cells share would otherwise be a million long texts."""

Cell = str | float | int | bool | date | time | None


@dataclass(frozen=True, eq=False)
class Cells:
    """A file taken apart into columns that are not yet cleaned.

    Args:
        columns: one Arrow array per column of the file, all of the same length.
        header: the columns' names as written, or None where the file has none.
        decimal: what stands before decimals in text, "." or ",".
        notes: what taking apart did, as sentences.
    """

    columns: tuple[pa.ChunkedArray, ...]
    header: tuple[str, ...] | None
    decimal: str = "."
    notes: tuple[str, ...] = ()


def cells_of_rows(rows: list[tuple[Cell, ...]], header_known: bool = False) -> Cells:
    """Turn rows of Python values, as a spreadsheet gives them, into columns.

    Args:
        rows: may be of different lengths; shorter ones are filled with None.
        header_known: the first row is known to hold the columns' names.
    """
    width = max(len(row) for row in rows)
    rows = [row + (None,) * (width - len(row)) for row in rows]
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows[:50]]
    header = tuple(texts[0]) if header_known else find_header(texts)
    body = rows[1:] if header else rows
    columns = tuple(_column(list(column)) for column in zip(*body, strict=True))
    return Cells(columns or (pa.chunked_array([], pa.null()),) * width, header)


def find_header(records: list[list[str]]) -> tuple[str, ...] | None:
    """Say whether the first of `records` (equally long, some rows of text) names the columns.

    It does when it holds words where the rows below hold numbers, or whole numbers that count up
    (years, hours) where the rows below do not.
    """
    first, body = records[0], records[1:]
    if not body:
        return tuple(first) if not any(_looks_numeric(cell) for cell in first) else None
    numeric = [
        number
        for number in range(len(first))
        if sum(_looks_numeric(row[number]) for row in body) * 2
        > sum(bool(row[number].strip()) and not _is_gap(row[number]) for row in body)
    ]
    above = [first[number].strip() for number in numeric]
    if not numeric:
        return tuple(first)
    if any(cell and not _looks_numeric(cell) and not _is_gap(cell) for cell in above):
        return tuple(first)
    counts_up = [_counts_up([row[number] for number in numeric]) for row in records]
    return tuple(first) if counts_up[0] and not any(counts_up[1:]) else None


def _looks_numeric(cell: str) -> bool:
    trimmed = cell.strip().lstrip("+-−$€£").rstrip("%€$°CFK ")
    return trimmed[:1] in set("0123456789.,") and all(
        c in "0123456789.,eE+- '’\u00a0" for c in trimmed
    )


def _is_gap(cell: str) -> bool:
    return cell.strip().lower() in {
        "na",
        "nan",
        "n/a",
        "null",
        "none",
        "-",
        "–",
        "?",
        "inf",
        "-inf",
    }


def _counts_up(cells: list[str]) -> bool:
    if len(cells) < 3 or not all(
        cell.strip().isascii() and cell.strip().isdigit() for cell in cells
    ):
        return False
    numbers = [int(cell.strip()[:18]) for cell in cells]
    return all(b - a == 1 for a, b in itertools.pairwise(numbers))


def _column(cells: list[Cell]) -> pa.ChunkedArray:
    filled = [cell for cell in cells if cell is not None]
    kinds = {type(cell) for cell in filled}
    if kinds <= {int, float}:
        array = pa.array([None if c is None else float(c) for c in cells], pa.float64())
    elif kinds <= {datetime, date}:
        days = [
            datetime(c.year, c.month, c.day) if c is not None and type(c) is date else c
            for c in cells
        ]
        array = pa.array(days, pa.timestamp("us"))
    elif kinds == {bool}:
        array = pa.array(cells, pa.bool_())
    else:
        array = pa.array([None if c is None else str(c)[:MAX_TEXT] for c in cells], pa.string())
    return pa.chunked_array([array])
