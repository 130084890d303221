"""The table as a CSV file that the take-home programs read.

It is always the table as the app read it, never the file that was brought. What reading did
(encoding, lines before the header, units within cells, decimal commas, grouped thousands, words
for missing values, sheets of a workbook) would take a program longer than all the rest, and a
table typed in the page has no file at all. So one plain `pandas.read_csv` serves everybody, and
gives the very numbers that were seen.
"""

import io
from collections.abc import Collection

import numpy as np
import pyarrow as pa
import pyarrow.csv

from lstmviz.choices.experiments import OWN, Experiment
from lstmviz.export.generators import GENERATORS
from lstmviz.samples.datasets import Dataset


def table_file(experiment: Experiment) -> str | None:
    """Name the file that the programs read; None where they generate the table themselves."""
    if experiment.table in GENERATORS:
        return None
    return "table.csv" if experiment.table == OWN else f"{experiment.table}.csv"


def table_csv(dataset: Dataset) -> bytes:
    """Write a table as CSV in UTF-8: row labels, columns, and the groups of the task.

    Numbers have as many digits as single precision needs to come back exactly; missing ones are
    `nan`. Groups are numbered 0, 1, … in order of appearance, −1 where missing.
    """
    table = dataset.table
    columns: dict[str, pa.Array] = {}
    if table.labels is not None:
        name = unused(table.label_name or "row", (*table.columns, group_column(dataset)))
        columns[name] = pa.array(list(table.labels), pa.string())
    for name, values in zip(table.columns, table.values.T, strict=True):
        columns[name] = pa.array(np.ascontiguousarray(values))
    if dataset.task.group is not None:
        columns[group_column(dataset)] = pa.array(table.groups[dataset.task.group])
    file = io.BytesIO()
    pyarrow.csv.write_csv(pa.table(columns), file)
    return file.getvalue()


def group_column(dataset: Dataset) -> str:
    """Name the column of the file that holds the number of each row's group."""
    return unused("group", dataset.table.columns)


def unused(name: str, taken: Collection[str]) -> str:
    """Lengthen a name until nothing else has it.

    >>> unused("group", ["power", "group"])
    'group_'
    """
    while name in taken:
        name += "_"
    return name
