"""Text as files store it, bytes and dictionaries too, as plain strings."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import pyarrow as pa
import pyarrow.compute as pc

from lstmviz.table.reading.body.rows import MAX_TEXT


def plain_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text of any storage as plain strings, shortened before copies are written out."""
    if pa.types.is_dictionary(column.type):
        chunks = []
        for chunk in column.chunks:
            words = pa.chunked_array([chunk.dictionary])
            short = plain_text(words).combine_chunks()
            chunks.append(pc.take(short, chunk.indices))
        return pa.chunked_array(chunks, pa.string())
    kind = column.type
    if pa.types.is_fixed_size_binary(kind):
        words = [None if cell is None else cell.hex()[:MAX_TEXT] for cell in column.to_pylist()]
        return pa.chunked_array([pa.array(words, pa.string())])
    if pa.types.is_binary_view(kind):
        column = column.cast(pa.binary())
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        column = pc.binary_slice(column, 0, MAX_TEXT)
        words = [(cell.as_py() or b"").decode("utf-8", "replace") for cell in column]
        return pa.chunked_array([pa.array(words, pa.string())])
    if pa.types.is_string_view(kind):
        column = column.cast(pa.string())
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = pc.utf8_slice_codeunits(column, 0, MAX_TEXT)
    return column.cast(pa.string())


def is_stringlike(kind: pa.DataType) -> bool:
    """Tell whether a column's type is text in another form than plain strings."""
    return (
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
        or pa.types.is_binary_view(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
    )
