"""JSON: one record a line, as devices write their logs, or one document, as services answer."""

import json
from typing import Any

import pyarrow as pa
from pyarrow import json as arrow_json

from lstmviz.table.reading.files import TableError, broken, refuse_columns, refuse_rows
from lstmviz.table.reading.rows import Cells, left_out


def read_records(content: bytes) -> Cells:
    """Take JSON lines apart into columns, one for each name; lists and records are left out.

    Raises:
        TableError: a line that is no record, or a name that holds text here and numbers there.
    """
    rows = content.count(b"\n") + (not content.endswith(b"\n"))
    refuse_rows(rows)
    try:
        options = arrow_json.ReadOptions(block_size=8_000_000)
        table = arrow_json.read_json(pa.BufferReader(content), options)
    except pa.ArrowException as error:
        raise TableError(broken("file of JSON lines", error)) from error
    refuse_columns(table.num_columns)
    flat = [field.name for field in table.schema if not pa.types.is_nested(field.type)]
    nested = [name for name in table.column_names if name not in flat]
    return Cells(tuple(table.select(flat).columns), tuple(flat), notes=left_out(nested))


def read_document(content: bytes) -> Cells:
    """Read one JSON document that holds a table: a list of records, or one list for each column.

    The table may stand under names of its own, as in `{"data": [{"a": 1}, {"a": 2}]}`.

    Raises:
        TableError: what is no JSON, or holds no table, or not one alone.
    """
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise TableError(broken("JSON document", error)) from error
    records = _records(whole)
    if not records:
        raise TableError(
            "This JSON holds no table that can be told: expected a list of records such as "
            '[{"a": 1, "b": 2}, …], alone or under one name, or one list for each column, all of '
            "one length. In Python, pandas.json_normalize(part).to_csv('table.csv', index=False) "
            "makes a table of a part of it."
        )
    refuse_rows(len(records))
    return read_records("\n".join(map(json.dumps, records)).encode())


def _records(whole: Any) -> list[dict]:
    """Find the records of a document; none where it holds no table, or several."""
    if _are(whole, dict):
        return whole
    if not isinstance(whole, dict):
        return []
    found = [part for part in whole.values() if _are(part, dict)]
    if found:
        return found[0] if len(found) == 1 else []
    columns = list(whole.values())
    if _are(columns, dict) and len({tuple(column) for column in columns}) == 1:
        columns = [list(column.values()) for column in columns]  # as pandas writes a frame
    if _are(columns, list) and len({len(column) for column in columns}) == 1:
        return [dict(zip(whole, row, strict=True)) for row in zip(*columns, strict=True)]
    parts = [records for part in columns if isinstance(part, dict) and (records := _records(part))]
    return parts[0] if len(parts) == 1 else []


def _are(things: object, kind: type) -> bool:
    return isinstance(things, list) and bool(things) and all(isinstance(t, kind) for t in things)
