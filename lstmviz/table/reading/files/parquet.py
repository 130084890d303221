"""Parquet files, whose own directory says how large they are before a page is read."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.files.files import (
    TableError,
    broken,
    refuse_columns,
    refuse_rows,
    refuse_unpacked,
)
from lstmviz.table.reading.files.nested import is_list, unnest
from lstmviz.table.reading.names import MAX_NAMED

MAX_BYTES = 600_000_000
"""A Parquet file's pages, unpacked: the largest table that can be used, in float64, and text."""


def read_parquet(content: bytes) -> Cells:
    """Take a Parquet file apart into columns; lists and records as columns or rows, see nested."""
    try:
        schema = pq.ParquetFile(io.BytesIO(content)).schema_arrow
        # Text stays a dictionary: a million copies of one long text are one text.
        wide = [field.name for field in schema if _is_text(field.type)]
        file = pq.ParquetFile(io.BytesIO(content), read_dictionary=wide)
        metadata = file.metadata
        refuse_rows(metadata.num_rows)
        refuse_columns(metadata.num_columns)
        unpacked = sum(
            max(metadata.row_group(group).total_byte_size, 0)
            for group in range(metadata.num_row_groups)
        )
        unpacked = max(unpacked, 8 * metadata.num_rows * metadata.num_columns)
        refuse_unpacked(unpacked, MAX_BYTES, "Parquet file")
        taken, left_out = _taken(schema)
        values = [
            sum(
                metadata.row_group(group).column(leaf).num_values
                for group in range(metadata.num_row_groups)
            )
            for leaf in taken
        ]
        refuse_unpacked(8 * sum(values), MAX_BYTES, "Parquet file")
        table, notes = unnest(file.reader.read_all(column_indices=taken))
        table = _index_first(table, schema)
    except TableError:
        raise
    except Exception as error:
        raise TableError(broken("Parquet file", error)) from error
    return Cells(tuple(table.columns), tuple(table.column_names), notes=(*notes, *left_out))


def _index_first(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Put the columns in front that were the index of the data, which pandas writes last."""
    try:
        index = json.loads((schema.metadata or {}).get(b"pandas", b"{}")).get("index_columns", [])
    except ValueError:
        return table
    names = table.column_names
    first = [name for name in index if isinstance(name, str) and names.count(name) == 1]
    return table.select([*first, *(n for n in names if n not in first)]) if first else table


def _taken(schema: pa.Schema) -> tuple[list[int], list[str]]:
    """Choose leaves: a file counts the parts of records one by one.

    Within lists and records text is left out: a few bytes of it may stand for gigabytes.

    Returns:
        Their numbers, and sentences about those that are left out.
    """
    first, taken, notes = 0, [], []
    for field in schema:
        count = _count_leaves(field.type)
        if not pa.types.is_nested(field.type):
            taken.append(first)
        else:
            plain = [leaf for leaf, fixed in enumerate(_are_fixed(field.type), first) if fixed]
            taken += plain
            if len(plain) < count:
                what = "text within lists or records" if plain else "lists or records"
                notes.append(f"Column “{field.name[:60]}” holds {what}: left out.")
        first += count
    if len(notes) > MAX_NAMED:
        rest = len(notes) - MAX_NAMED
        notes[MAX_NAMED:] = [f"{rest:,} further columns of lists or records were left out."]
    return taken, notes


def _are_fixed(kind: pa.DataType) -> list[bool]:
    """Tell of each leaf whether its values are of one size, so that their number bounds them."""
    if isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    if not pa.types.is_nested(kind):
        number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
        return [number or pa.types.is_temporal(kind) or pa.types.is_boolean(kind)]
    if not pa.types.is_struct(kind) and not is_list(kind):
        return [False] * _count_leaves(kind)
    return [fixed for n in range(kind.num_fields) for fixed in _are_fixed(kind.field(n).type)] or [
        False
    ]


def _count_leaves(kind: pa.DataType) -> int:
    if isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    if not pa.types.is_nested(kind):
        return 1
    return max(1, sum(_count_leaves(kind.field(n).type) for n in range(kind.num_fields)))


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind)
