"""JSON lines: one record a line, as services and devices write their logs."""

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
