"""Parquet files, whose own directory says how large they are before a page is read."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from lstmviz.table.reading.files import (
    TableError,
    broken,
    refuse_columns,
    refuse_rows,
    refuse_unpacked,
)
from lstmviz.table.reading.rows import Cells, left_out

MAX_BYTES = 600_000_000
"""A Parquet file's pages, unpacked: the largest table that can be used, in float64, and text."""


def read_parquet(content: bytes) -> Cells:
    """Take a Parquet file apart into columns; lists and records are left out."""
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
        flat = [n for n, field in enumerate(schema) if not pa.types.is_nested(field.type)]
        leaves = _leaves(schema)
        table = file.reader.read_all(column_indices=[leaves[n] for n in flat])
    except TableError:
        raise
    except Exception as error:
        raise TableError(broken("Parquet file", error)) from error
    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    return Cells(tuple(table.columns), tuple(table.column_names), notes=left_out(nested))


def _leaves(schema: pa.Schema) -> list[int]:
    """Number each column's first leaf: a file counts the parts of records one by one."""
    first, leaves = 0, []
    for field in schema:
        leaves.append(first)
        first += _count_leaves(field.type)
    return leaves


def _count_leaves(kind: pa.DataType) -> int:
    if isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    if not pa.types.is_nested(kind):
        return 1
    return max(1, sum(_count_leaves(kind.field(n).type) for n in range(kind.num_fields)))


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind)
