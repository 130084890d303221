"""Lists and records within the cells of a column: as columns of their own, or as rows."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from lstmviz.table.reading.files.files import (
    MAX_FILE_COLUMNS,
    MAX_ROWS,
    MAX_TURN_COLUMNS,
    refuse_columns,
)
from lstmviz.wording import many

DEEPEST = 4
"""Records within one another that are taken apart, at most."""
FEW = 10
"""Rows with lists of one length that are taken for samples of so many steps; of fewer rows each
list is a series, and its elements are rows."""
NAMED = 3


def unnest(table: pa.Table) -> tuple[pa.Table, list[str]]:
    """Take records apart into columns, and lists into columns or rows; leave out what is neither.

    Returns:
        A table without lists and records, and what was done, as sentences.
    """
    notes: list[str] = []
    table = _flat(table)
    lists = [field.name for field in table.schema if is_list(field.type)]
    if lists and len(set(table.column_names)) == table.num_columns:
        wide = [name for name in lists if table.num_rows >= FEW and _length(table, name)]
        for name in wide:
            table = _side_by_side(table, name)
            notes.append(f"Column “{name[:60]}” holds lists of one length: a column for each part.")
        long = [name for name in lists if name not in wide]
        if long and not wide:
            table, unrolled = _one_below_another(table, long)
            if unrolled:
                notes.append(
                    f"Column “{unrolled[0][:60]}” holds lists: a row for each part"
                    + f", as for {many(len(unrolled) - 1, 'more column')}" * (len(unrolled) > 1)
                    + "."
                )
                table = _flat(table)
    nested = [field.name for field in table.schema if pa.types.is_nested(field.type)]
    notes += [f"Column “{name[:60]}” holds lists or records: left out." for name in nested[:5]]
    if len(nested) > 5:
        notes.append(f"{len(nested) - 5:,} further columns of lists or records were left out.")
    kept = [n for n, field in enumerate(table.schema) if not pa.types.is_nested(field.type)]
    return table.select(kept), notes


def _flat(table: pa.Table) -> pa.Table:
    for _ in range(DEEPEST):
        refuse_columns(table.num_columns)
        if not any(pa.types.is_struct(field.type) for field in table.schema):
            break
        table = table.flatten()
    refuse_columns(table.num_columns)
    return table


def is_list(kind: pa.DataType) -> bool:
    """Tell whether the cells of a type are lists."""
    return (
        pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    )


def _length(table: pa.Table, name: str) -> int:
    """Give the length that all lists of numbers in a column share; 0 where they do not."""
    column = table.column(name)
    kind = column.type.value_type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        return 0
    ends = pc.min_max(pc.list_value_length(column)).as_py()
    length = ends["min"] or 0
    fits = length == ends["max"] and length <= MAX_TURN_COLUMNS
    return length if fits and table.num_columns + length <= MAX_FILE_COLUMNS else 0


def _side_by_side(table: pa.Table, name: str) -> pa.Table:
    column, place = table.column(name), table.column_names.index(name)
    for step in range(_length(table, name) - 1, -1, -1):
        table = table.add_column(place + 1, f"{name} {step + 1}", pc.list_element(column, step))
    return table.remove_column(place)


def _one_below_another(table: pa.Table, names: list[str]) -> tuple[pa.Table, list[str]]:
    """Give each part of the lists a row; lists of other lengths than most stay as they are."""
    lengths = {
        name: pc.fill_null(pc.list_value_length(table.column(name)), 0).combine_chunks()
        for name in names
    }
    usual = Counter(tuple(each.to_pylist()) for each in lengths.values()).most_common(1)[0][0]
    alike = [name for name in names if tuple(lengths[name].to_pylist()) == usual]
    if not 1 < sum(usual) <= MAX_ROWS:
        return table, []
    parents = pc.list_parent_indices(table.column(alike[0]).combine_chunks())
    columns = []
    for name in table.column_names:
        column = table.column(name)
        if name in alike:
            columns.append(pc.list_flatten(column))
        else:
            columns.append(column.take(parents))
    return pa.table(columns, names=table.column_names), alike
