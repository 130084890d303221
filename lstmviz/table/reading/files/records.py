"""JSON: one record a line, as devices write their logs, or one document, as services answer."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa
from pyarrow import json as arrow_json

from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.cells.cell import is_typed
from lstmviz.table.reading.files.files import TableError, broken, refuse_rows
from lstmviz.table.reading.files.nested import unnest
from lstmviz.wording import listed, many

DATE = re.compile(r"\d{4}-\d\d(-\d\d([T ]\d\d:\d\d.*)?)?$|\d{8}$|\d{10}$|\d{13}$")
"""A name that is a date, or seconds or milliseconds since 1970: what it names is a row."""
OFFSET = re.compile(rb"\d:\d\d(?::\d\d(?:\.\d+)?)?[+-]\d\d(?::?\d\d)?\"")
"""The end of a time that says how far its clock is from UTC."""
MAX_TABLES = 50
"""Tables of one document that are offered, the longest."""
SHARED = 0.9
"""Part of their times that lists of times and values share where they are columns of one table."""


def read_records(content: bytes) -> Cells:
    """Take JSON lines apart into columns, one for each name; lists into columns or rows.

    A record within a record gives columns of its own, such as “main.temp”.

    Raises:
        TableError: a line that is no record, or a name that holds text here and numbers there.
    """
    rows = content.count(b"\n") + (not content.endswith(b"\n"))
    refuse_rows(rows)
    try:
        options = arrow_json.ReadOptions(block_size=8_000_000)
        table = arrow_json.read_json(pa.BufferReader(content), options)
        if OFFSET.search(content):  # Arrow would turn the file's clock to UTC
            written = pa.schema([_as_written(field) for field in table.schema])
            parsing = arrow_json.ParseOptions(explicit_schema=written)
            table = arrow_json.read_json(pa.BufferReader(content), options, parsing)
    except pa.ArrowException as error:
        raise TableError(broken("file of JSON lines", error)) from error
    table, notes = unnest(table)
    return Cells(tuple(table.columns), tuple(table.column_names), notes=tuple(notes))


def _as_written(field: pa.Field) -> pa.Field:
    """Let times be text, also within records."""
    if pa.types.is_struct(field.type):
        return field.with_type(pa.struct([_as_written(inner) for inner in field.type]))
    return field.with_type(pa.string()) if pa.types.is_timestamp(field.type) else field


def read_document(content: bytes, wanted: str = "") -> Cells:
    """Read one JSON document that holds tables: lists of records, or one list for each column.

    They may stand under names of their own, as in `{"data": [{"a": 1}, {"a": 2}]}`.

    Args:
        content: the file.
        wanted: the name of a table; "" for the longest.

    Raises:
        TableError: what is no JSON, or holds no table.
    """
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise TableError(broken("JSON document", error)) from error
    notes: list[str] = []
    tables = _tables(whole, notes)
    lists = _lists_within(whole)
    if lists and len(lists) > max(map(len, tables.values()), default=0):
        tables = {"": lists}
    if not tables:
        raise TableError(
            "This JSON holds no table that can be told: expected a list of records such as "
            '[{"a": 1, "b": 2}, …], alone or under a name, or one list for each column, all of '
            "one length. In Python, pandas.json_normalize(part).to_csv('table.csv', index=False) "
            "makes a table of a part of it."
        )
    longest = sorted(tables, key=lambda name: -len(tables[name]))
    name = wanted if wanted in tables else longest[0]
    refuse_rows(len(tables[name]))
    cells = _numbers_of(tables[name])
    if cells is None:
        cells = read_records("\n".join(map(json.dumps, _one_kind(tables[name]))).encode())
    cells = replace(cells, notes=(*notes, *cells.notes))
    if len(tables) == 1:
        return cells
    others = many(len(tables) - 1, "further table")
    says = f"“{name[:60]}” was read of this JSON; it holds {others}."
    return replace(
        cells, notes=(says, *cells.notes), sheets=tuple(longest[:MAX_TABLES]), sheet=name
    )


def _numbers_of(rows: list[dict]) -> Cells | None:
    """Take records of nothing but numbers, all of the same names, without writing them again."""
    names = tuple(rows[0])
    if not names or any(tuple(row) != names for row in rows):
        return None
    columns = []
    for name in names:
        try:
            column = pa.array([row[name] for row in rows])
        except (pa.ArrowException, OverflowError):
            return None
        if not pa.types.is_integer(column.type) and not pa.types.is_floating(column.type):
            return None
        columns.append(pa.chunked_array([column]))
    return Cells(tuple(columns), names)


def _one_kind(rows: list[dict]) -> list[dict]:
    """Write as text what is a number in one record and text in another."""
    kinds: dict[str, set[type]] = {}
    for row in rows:
        for name, cell in row.items():
            if isinstance(cell, str | int | float):
                kinds.setdefault(name, set()).add(str if isinstance(cell, str) else float)
    mixed = {name for name, kind in kinds.items() if len(kind) > 1}
    if not mixed:
        return rows
    return [
        {k: str(c) if k in mixed and isinstance(c, int | float) else c for k, c in row.items()}
        for row in rows
    ]


def _series_of(records: list[dict], says: list[str]) -> list[dict]:
    """Put series side by side that records hold as lists of one length, each under its name.

    Returns:
        A row for each step; empty where the records hold none, or fewer steps than there are.
    """
    columns: dict[str, list] = {}
    for record in records:
        inner = [record, *(part for part in record.values() if isinstance(part, dict))]
        lists = [each for part in inner for each in part.values() if _is_series(each)]
        words = (record.get(key) for key in ("id", "name", "label", *record))
        name = next((word for word in words if isinstance(word, str) and word not in columns), "")
        if not lists or not name:
            return []
        columns[name] = max(lists, key=len)
    usual = Counter(map(len, columns.values())).most_common(1)[0][0]
    alike = {name: cells for name, cells in columns.items() if len(cells) == usual}
    if 2 * len(alike) <= len(records) or usual <= len(records):
        return []
    says.append(f"{many(len(alike), 'list')} of {usual:,} numbers stand side by side, as columns.")
    if len(alike) < len(columns):
        others = [f"“{name[:60]}”" for name in columns if name not in alike]
        says.append(f"Left out: lists of other lengths, {listed(others, 3)}.")
    return [dict(zip(alike, row, strict=True)) for row in zip(*alike.values(), strict=True)]


def _is_series(part: Any) -> bool:
    numbers = isinstance(part, list) and [cell for cell in part if cell is not None]
    return bool(numbers) and all(isinstance(cell, int | float) for cell in numbers)


def _tables(part: Any, says: list[str], name: str = "") -> dict[str, list[dict]]:
    """Find the tables in a part of a document, by the name that each stands under."""
    if _are(part, dict):
        series = _series_of(part, says)
        if series:
            return {name: series}
        inner = _within(part, says, name)
        return inner if max(map(len, inner.values()), default=0) > len(part) else {name: part}
    if _are(part, list) and len({len(row) for row in part}) == 1 < len(part):
        head, *rows = part if _are_names(part[0]) else (None, *part)
        rows = [list(map(_as_number, row)) for row in rows]
        names = head or [f"column {number + 1}" for number in range(len(part[0]))]
        flat = not any(isinstance(cell, list | dict) for row in rows for cell in row)
        return {name: [dict(zip(names, row, strict=True)) for row in rows]} if flat else {}
    if isinstance(part, list) and len(part) <= MAX_TABLES:
        part = {f"part {number}": each for number, each in enumerate(part, start=1)}
    if not isinstance(part, dict):
        return {}
    named = _named(part)
    if named:
        return {name: named}
    columns = list(part.values())
    if len(part) > 1 and _are(columns, dict):
        key = "time" if all(map(DATE.match, part)) else "index"
        if key == "time" or (_count(part) and not any(map(_count, columns))):
            return {name: [{key: at, **record} for at, record in part.items()]}
    if _are(columns, dict) and len({tuple(column) for column in columns}) == 1:
        columns = [list(column.values()) for column in columns]  # as pandas writes a frame
    even = _are(columns, list) and {len(column) for column in columns} == {len(columns[0]) or None}
    if even and not all(isinstance(column[0], list | dict) for column in columns):
        return {name: [dict(zip(part, row, strict=True)) for row in zip(*columns, strict=True)]}
    tables: dict[str, list[dict]] = {}
    for key, each in part.items():
        tables |= _tables(each, says, f"{name} {key}".lstrip())
    return _side_by_side(tables, says, name)


def _side_by_side(
    tables: dict[str, list[dict]], says: list[str], name: str
) -> dict[str, list[dict]]:
    """Put lists of pairs side by side, a time and a value each, where they share their times."""
    pairs = {
        key: {row["column 1"]: row["column 2"] for row in rows}
        for key, rows in tables.items()
        if list(rows[0]) == ["column 1", "column 2"]
    }
    times = max(pairs.values(), key=len, default={})
    if len(pairs) < 2 or any(
        len(times.keys() & each) < SHARED * len(times) for each in pairs.values()
    ):
        return tables
    says.append(f"{many(len(pairs), 'list')} of times and values stand side by side, as columns.")
    every = dict.fromkeys(time for each in (times, *pairs.values()) for time in each)
    rows = [
        {"time": time, **{key: each.get(time) for key, each in pairs.items()}} for time in every
    ]
    return {name: rows, **{key: rows for key, rows in tables.items() if key not in pairs}}


def _lists_within(whole: Any) -> list[dict]:
    """Put lists of one length side by side that stand deep in a document under their names."""
    found: dict[tuple[str, ...], list] = {}
    open_: list[tuple[tuple[str, ...], Any]] = [((), whole)]
    while open_ and len(found) < MAX_TABLES:
        path, part = open_.pop()
        if isinstance(part, dict):
            open_ += [((*path, str(key)), each) for key, each in part.items()]
        elif isinstance(part, list) and len(part) <= 1:
            open_ += [(path, each) for each in part]
        elif isinstance(part, list) and not any(isinstance(cell, list | dict) for cell in part):
            found[path] = part
    usual = Counter(map(len, found.values())).most_common(1)
    alike = {path: cells for path, cells in found.items() if len(cells) == usual[0][0]}
    if len(alike) < 2 or not any(map(_is_series, alike.values())):
        return []
    short = {path[-1] for path in alike}
    names = [path[-1] if len(short) == len(alike) else " ".join(path) for path in alike][::-1]
    columns = list(alike.values())[::-1]  # as they stand: the last was looked at first
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _are_names(row: list) -> bool:
    """Tell whether a list names columns: of different words, none a number or a date."""
    words = all(isinstance(cell, str) and cell.strip() for cell in row)
    return words and len(set(row)) == len(row) and not any(map(is_typed, row))


def _as_number(cell: Any) -> Any:
    """Take a number that is written as text, as stores of metrics do beside their times."""
    if not isinstance(cell, str):
        return cell
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if math.isfinite(number) else None


def _named(part: dict) -> list[dict]:
    """Find rows that are lists, with a list of their names beside them: columns and data."""
    for rows in part.values():
        if _are(rows, list) and len({len(row) for row in rows}) == 1 < len(rows):
            names = next(_lists_of_names(part, len(rows[0])), None)
            if names is not None and not _are_names(rows[0]):
                return [dict(zip(names, row, strict=True)) for row in rows]
    return []


def _lists_of_names(part: Any, width: int, depth: int = 3) -> Iterator[list[str]]:
    """Find lists of so many names, or of records each of which has a name."""
    if isinstance(part, list):
        if len(part) == width:
            given = [each.get("name") if isinstance(each, dict) else each for each in part]
            names = [name for name in given if isinstance(name, str) and name.strip()]
            if len({*names}) == width and 2 * sum(map(is_typed, names)) <= width:
                yield names
    elif isinstance(part, dict) and depth:
        for each in part.values():
            yield from _lists_of_names(each, width, depth - 1)


def _count(keys: Iterable[str]) -> bool:
    return all(key.isdigit() for key in keys)


def _within(records: list[dict], says: list[str], name: str) -> dict[str, list[dict]]:
    """Find a longer table in each of a few records, as a store of metrics answers."""
    if len(records) > MAX_TABLES:
        return {}
    tables: dict[str, list[dict]] = {}
    for number, record in enumerate(records, start=1):
        named = _named(record)
        if named:
            tables[f"{name} {number}".lstrip()] = named
            continue
        for key, each in record.items():
            if isinstance(each, list):
                tables |= _tables(each, says, f"{name} {number} {key}".lstrip())
    return tables


def _are(things: object, kind: type) -> bool:
    return isinstance(things, list) and bool(things) and all(isinstance(t, kind) for t in things)
