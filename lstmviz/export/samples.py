"""The arranged samples as a Parquet file: every value of X with the cell that it came from.

One row for each X[sample, timestep, feature], in that order, so that reshaping a column gives X
back. Rows and columns come from the same cell numbers that make X.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from jaxtyping import Int

from lstmviz.samples.datasets import Dataset

Array = np.ndarray
Part = Literal["validation", "training", "both"]

# Values of X in one file, at most: about a second of work and 10 MB.
LARGEST = 4_000_000
# Values that are written at once.
AT_ONCE = 250_000
SPLITS = ("training", "validation", "neither")


def part_samples(dataset: Dataset, part: Part) -> Int[Array, " samples"]:
    """Choose the samples of a part, the first ones if they are too many for one file.

    Args:
        dataset: its samples are numbered over the whole table.
        part: which of them; "both" has those of the border too, which neither side has.
    """
    every = {"training": dataset.train, "validation": dataset.validation}
    samples = every.get(part, np.arange(len(dataset.starts)))
    return samples[: max(1, LARGEST // values_in_a_sample(dataset))]


def values_in_a_sample(dataset: Dataset) -> int:
    """Count the values of one sample: timesteps · features."""
    _, timesteps, features = dataset.shape
    return timesteps * features


def samples_parquet(dataset: Dataset, part: Part) -> bytes:
    """Write samples as a Parquet file, of which no more than a slice is in memory as a table.

    Args:
        dataset: table, layout and task.
        part: which samples; at most LARGEST values of X are written.

    Returns:
        The file. Its columns: `sample`, `timestep`, `feature`: the place in X, from 0; `value`,
        in the table's unit, and `scaled`, as the network reads it; `row` and `column`: the cell
        of the table, and `label`, the row's name, if the table has names; `split`; `target_row`,
        `y` and `y_scaled`: the sample's target, on each of its rows. What they mean, and how the
        scaling goes, stands in the schema's metadata under "about".
    """
    samples, file = part_samples(dataset, part), pa.BufferOutputStream()
    schema = schema_of(dataset)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches(dataset, samples, schema):
            writer.write_batch(batch)
    return file.getvalue().to_pybytes()


def schema_of(dataset: Dataset) -> pa.Schema:
    """Name and type the columns of the file."""
    names = pa.dictionary(pa.int32(), pa.string())
    columns: Mapping[str, pa.DataType] = {
        "sample": pa.int32(),
        "timestep": pa.int32(),
        "feature": pa.int32(),
        "value": pa.float32(),
        "scaled": pa.float32(),
        "row": pa.int32(),
        "column": names,
        **({"label": names} if dataset.table.labels is not None else {}),
        "split": names,
        "target_row": pa.int32(),
        "y": pa.float32(),
        "y_scaled": pa.float32(),
    }
    return pa.schema(list(columns.items()), {"about": json.dumps(about(dataset))})


def about(dataset: Dataset) -> dict[str, object]:
    """Say what the file holds: the tensor, the target and the scaling, of each column read."""
    table, layout, task = dataset.table, dataset.layout, dataset.task
    units = table.units or ("",) * len(table.columns)
    used = dict.fromkeys([*dataset.features.tolist(), dataset.target])
    return {
        "table": table.name,
        "X": dataset.shape,
        "window": layout.window,
        "stride": layout.stride,
        "dilation": layout.dilation,
        "einops": layout.pattern,
        "target": table.columns[dataset.target],
        "rows_ahead": task.horizon,
        "scaled": "(value - offset) / scale, fitted on the training rows",
        "columns": [
            {
                "name": table.columns[number],
                "unit": units[number],
                "offset": float(dataset.offset[number]),
                "scale": float(dataset.scale[number]),
            }
            for number in used
        ],
    }


def batches(
    dataset: Dataset, samples: Int[Array, " samples"], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """Lay out samples slice by slice, as the rows of the file."""
    table, (_, timesteps, features) = dataset.table, dataset.shape
    labels = table.labels
    split = np.full(len(dataset.starts), SPLITS.index("neither"))
    split[dataset.train], split[dataset.validation] = 0, 1
    size = timesteps * features
    step = max(1, AT_ONCE // size)
    for first in range(0, len(samples), step):
        some = samples[first : first + step]
        scaled, y_scaled = dataset.batch(some)
        rows, columns = np.divmod(dataset.source(some).ravel(), len(table.columns))
        targets = dataset.target_rows(some)
        columns_of = {
            "sample": np.repeat(some, size),
            "timestep": np.tile(np.repeat(np.arange(timesteps), features), len(some)),
            "feature": np.tile(np.arange(features), len(some) * timesteps),
            "value": table.values[rows, columns],
            "scaled": scaled.ravel(),
            "row": rows,
            "column": named(columns, table.columns),
            "split": named(np.repeat(split[some], size), SPLITS),
            "target_row": np.repeat(targets, size),
            "y": np.repeat(table.values[targets, dataset.target], size),
            "y_scaled": np.repeat(y_scaled[:, 0], size),
        }
        if labels is not None:
            low, high = int(rows.min()), int(rows.max())
            columns_of["label"] = named(rows - low, labels[low : high + 1])
        arrays = [pa.array(columns_of[field.name], type=field.type) for field in schema]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def named(numbers: Int[Array, " values"], names: Sequence[str]) -> pa.DictionaryArray:
    """Stand names for numbers."""
    return pa.DictionaryArray.from_arrays(pa.array(numbers, pa.int32()), pa.array(names))
