"""Questions about axes: samples, timesteps, features, and how cells get there."""

import math

import numpy as np

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import (
    Escape,
    code,
    idle_weights,
    layer_name,
    sigmoid,
    sliding,
    table_size,
)
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many, significant


def which(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """What rows and columns mean decides."""
    rows, columns = table_size(dataset)
    window = code(sliding(dataset).shape(rows, columns))
    dense = "the LSTM is then a gated dense layer, and plain `Dense` layers or trees do its work"
    if columns == 1:
        return (
            f"With one column to read both are {code((rows, 1, 1))}: one number, and no past. "
            f"If the rows follow one another in time, take neither but a window of rows, {window}. "
            f"If they do not, there is no sequence: {dense}."
        )
    return (
        "What rows and columns mean decides. If the columns are **one quantity at successive "
        "times**, as in 61 years of 12 months, each row is a sequence, "
        f"{code((rows, columns, 1))}. "
        "If they are **different quantities, and the rows follow one another in time**, neither is "
        f"right: take a window of rows, {window}. If the rows do not follow one another either, "
        f"{code((rows, 1, columns))} is honest; {dense}. Often said, but wrong: that one step per "
        "row learns nothing; it learns whatever a single row can tell."
    )


def difference(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Columns as time, or no time at all; never a link between rows."""
    rows, columns = table_size(dataset)
    cell, values = layer_name(spec), rows * columns
    as_steps, at_once = (count_parameters(spec, features)[0] for features in (1, columns))
    apart = "Neither links a row to the row before: the state starts at zero in every row."
    if columns == 1:
        return (
            f"None here: with one column to read both are {code((rows, 1, 1))}, "
            f"{many(rows, 'sequence')} of one step with one number. {apart} The {cell} with "
            f"{many(spec.units, 'unit')} has {as_steps:,} parameters and is evaluated {rows:,} "
            "times per pass over the table."
        )
    return (
        f"Both hold the same {values:,} numbers. {code((rows, columns, 1))} is {rows:,} sequences "
        f"of {columns:,} steps with 1 number each: the columns play the part of time. "
        f"{code((rows, 1, columns))} is {rows:,} sequences of 1 step with {columns:,} numbers at "
        f"once: no time at all. {apart} With {many(spec.units, 'unit')} the {cell} has "
        f"{as_steps:,} parameters in the first and {at_once:,} in the second, and one pass over "
        f"the table evaluates it {values:,} or {rows:,} times."
    )


def input_shape(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Timesteps and features of one sample."""
    samples, timesteps, features = dataset.shape
    updates = -(-len(dataset.train) // spec.batch_size)
    return (
        f"One sample's shape and nothing else: `keras.Input({(timesteps, features)})`, timesteps "
        f"and features. X has {many(samples, 'sample')} as its first axis; a batch is "
        f"{spec.batch_size:,} of them, so the {many(len(dataset.train), 'training sample')} make "
        f"{many(updates, 'update')} per epoch. Often said, but wrong: that the number of samples "
        f"or the batch size goes in too. `Input({(spec.batch_size, timesteps, features)})` adds a "
        "fourth axis, and the layer answers `expected ndim=3, found ndim=4. Full shape received: "
        f"{(None, spec.batch_size, timesteps, features)}`."
    )


def features_per_step(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Every step holds all features."""
    _, columns = table_size(dataset)
    window = sliding(dataset).window
    return (
        "`(2, 12)`: every step holds all 12 features, so a sample has 2 · 12 = 24 numbers. Often "
        "said, but wrong: `(2, 6)`, as if the steps shared the features out; it has room for half "
        f"of them. Here, with rows as steps, {many(window, 'row')} of {many(columns, 'column')} "
        f"make {code((window, columns))}, and twice as many rows {code((2 * window, columns))}: "
        "the window changes the first number alone."
    )


def reshape_or_transpose(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """One cuts the reading order anew, the other moves an axis."""
    rows, columns = table_size(dataset)
    layout = sliding(dataset)
    samples, window, _ = layout.shape(rows, columns)
    cells = np.arange(24).reshape(2, 4, 3)
    moved = ", ".join(map(str, cells.transpose(0, 2, 1)[0, 0]))
    cut = ", ".join(map(str, cells.reshape(2, 3, 4)[0, 0]))
    law = (
        "`transpose` moves an axis; `reshape` keeps the order in which the numbers are read and "
        "cuts it at other places. Of `arange(24).reshape(2, 4, 3)` the first sample begins, after "
        f"`transpose(0, 2, 1)`, with {moved}: one column. After `reshape(2, 3, 4)` it begins with "
        f"{cut}: a row and part of the next."
    )
    before, after = (samples, window, columns), (samples, columns, window)
    if columns == 1:
        return (
            f"{law} Here one axis has length 1, so from {code(before)} to {code(after)} both give "
            "the same."
        )
    return (
        f"{law} Here, from {code(before)} to {code(after)}, the first step should be one column "
        f"over {window:,} rows; `reshape` fills it with the first {window:,} cells in reading "
        f"order, all {columns:,} columns mixed, and no error says so."
    )


def window_last(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The window's rows come out on the last axis."""
    rows, columns = table_size(dataset)
    samples, window, _ = sliding(dataset).shape(rows, columns)
    steps = "step" if columns == 1 else "steps"
    alike = (
        f" As there are as many rows as columns, {window:,}, not even the shape shows it."
        if window == columns
        else ""
    )
    return (
        f"`sliding_window_view(table, {window}, axis=0)`, like `unfold` in PyTorch, puts the "
        f"window's rows **last**: {code((samples, columns, window))}. Add `.transpose(0, 2, 1)` to "
        f"get {code((samples, window, columns))}. Without it an `Input` made from `X.shape[1:]` "
        f"raises no error: the LSTM takes {columns:,} {steps} of {window:,} numbers, so its "
        f"steps are columns.{alike} It may still learn something; what goes wrong is the meaning."
    )


def whole_table(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Legal, but one update per epoch."""
    rows, columns = table_size(dataset)
    train = len(dataset.train)
    updates = -(-train // spec.batch_size)
    gaps = int(np.count_nonzero(np.isnan(dataset.table.values[:, dataset.features]).any(axis=1)))
    spoilt = (
        f" It would not serve this table: {many(gaps, 'row')} with missing values spoil every "
        "step from the first of them on."
        if gaps
        else ""
    )
    return (
        f"Yes: {code((1, rows, columns))} is one sample of {rows:,} steps, which the cell must "
        "take one after another, and the state lives through all of them. But one sample makes "
        f"one update per epoch, where the layout in view makes {updates:,}, and its gradient goes "
        f"back through {rows:,} steps. It serves for predicting; train on shorter pieces." + spoilt
    )


def one_step(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """A regression on one row; the recurrence is idle."""
    _, columns = table_size(dataset)
    timesteps = dataset.shape[1]
    features = dataset.shape[2] if timesteps == 1 else columns
    floor = math.sin(2 * math.pi / 20) ** 2 / 2
    parameters = count_parameters(spec, features)[0]
    idle, parts = idle_weights(spec, features)
    here = "as in the layout in view" if timesteps == 1 else f"not {timesteps:,} as in view"
    return (
        "Yes, wherever the past matters: all it can learn is a regression on the one row it reads, "
        "and one value of a wave does not say whether it rises or falls. For a sine with a period "
        "of 20 rows no network can then predict the next value with a mean squared error below "
        f"sin²(2π/20)/2 = {floor:.4f}, while two successive values tell it exactly. With "
        f"1 step, {here}, the h that the step finds is zero, and no step follows to read the h "
        f"that it makes: {idle:,} of the {layer_name(spec)}'s {parameters:,} weights, {parts}, get "
        "exactly zero gradient."
    )


def scale(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Only numbers are seen, and large ones block the gates."""
    table, scaling = dataset.table, dataset.task.scaling
    law = (
        "It sees numbers alone, neither names nor units. Their size matters, because a gate is a "
        f"sigmoid: σ(1) = {sigmoid(1):.2f} leaves it room, but at σ(10) = {sigmoid(10):.5f} it is "
        "stuck and hardly learns."
    )
    if scaling == "none":
        return f"{law} Here nothing is scaled: X holds the table's own numbers."
    sizes = np.abs(dataset.offset) + dataset.scale
    column = int(dataset.features[np.argmax(sizes[dataset.features])])
    unit = table.units[column] if table.units else ""
    name = f"“{escape(table.columns[column])}”"
    offset, spread = (
        f"{significant(float(value))} {escape(unit)}".rstrip()
        for value in (dataset.offset[column], dataset.scale[column])
    )
    if scaling == "standardise":
        how = f"the mean {offset} is subtracted and the rest divided by the deviation {spread}"
    else:
        how = (
            f"the smallest value {offset} is subtracted and the rest divided by the range {spread}"
        )
    return f"{law} Here, in {name}, {how}, both taken from the training rows alone."


def order_of_columns(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Only if they are one quantity in turn; else an order is invented."""
    rows, columns = table_size(dataset)
    if columns == 1:
        return (
            "It runs, but with one column to read there is nothing to put in sequence: "
            f"{code((rows, 1, 1))} is one step. A `Dense` layer is the honest model."
        )
    orders = math.factorial(min(columns, 10))
    number = f"{orders:,}" if columns <= 10 else f"more than {orders:,}"
    return (
        "The columns decide, not the rows. If they are **one quantity at successive times**, such "
        "as the spending of 12 months in each customer's row, yes: every row is a sequence of its "
        f"own, {code((rows, columns, 1))}, in whatever order the rows stand. If they are "
        "**different quantities**, no: it runs, but the order is invented. "
        f"{columns:,} columns can stand in {number} orders, each another sequence, and what the "
        f"first one says must survive {many(columns - 1, 'further step')}. A `Dense` layer reads "
        "all columns at once and serves any order equally well: it is then the honest model."
    )
