"""Questions about rows, columns and axes: what they mean to the network."""

import math

import numpy as np

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import (
    Answer,
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


def three_names(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Separate sequences, steps in order, numbers at once."""
    samples, timesteps, features = dataset.shape
    of = "one number" if features == 1 else f"{features:,} numbers at once"
    return Answer(
        "Samples are read separately, timesteps one after another, features all at once.",
        f"Here X is {code(dataset.shape)}: {many(samples, 'sample')}, each of "
        f"{many(timesteps, 'step')}, and each step brings {of}.",
        "The order is always the same: (samples, timesteps, features). The state lives through "
        "the timesteps of one sample and nowhere else, so what has to be seen together must stand "
        "in one sample.",
        "Often said, but wrong: that the three numbers may be exchanged as long as their product "
        "stays. The product is the same; what follows what is not.",
    )


def which(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """What rows and columns mean decides."""
    rows, columns = table_size(dataset)
    window = code(sliding(dataset).shape(rows, columns))
    dense = "the LSTM is then a gated dense layer, and plain `Dense` layers or trees do its work"
    short = "What your rows and columns mean decides, not the shape."
    wrong = (
        "Often said, but wrong: that one step per row learns nothing. It learns whatever a single "
        "row can tell."
    )
    if columns == 1:
        return Answer(
            short,
            f"With one column to read both are {code((rows, 1, 1))}: one number, and no past. "
            f"If the rows follow one another in time, take neither but a window of rows, {window}.",
            f"If the rows do not follow one another, there is no sequence: {dense}.",
            wrong,
        )
    return Answer(
        short,
        "If the columns are **one quantity at successive times**, as in 61 years of 12 months, "
        f"each row is a sequence, {code((rows, columns, 1))}. If they are **different quantities, "
        "and the rows follow one another in time**, neither is right: take a window of rows, "
        f"{window}.",
        f"If the rows do not follow one another either, {code((rows, 1, columns))} is honest; "
        f"{dense}.",
        wrong,
    )


def difference(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Columns as time, or no time at all; never a link between rows."""
    rows, columns = table_size(dataset)
    cell, values = layer_name(spec), rows * columns
    as_steps, at_once = (count_parameters(spec, features)[0] for features in (1, columns))
    apart = "Neither links a row to the row before: the state starts at zero in every row."
    if columns == 1:
        return Answer(
            "With one column to read there is none.",
            f"Both are {code((rows, 1, 1))}, {many(rows, 'sequence')} of one step with one number.",
            f"{apart} The {cell} with {many(spec.units, 'unit')} has {as_steps:,} parameters and "
            f"is evaluated {rows:,} times per pass over the table.",
        )
    return Answer(
        "The first reads the columns one after another, the second all at once.",
        f"{code((rows, columns, 1))} is {rows:,} sequences of {columns:,} steps with 1 number "
        f"each: the columns play the part of time. {code((rows, 1, columns))} is {rows:,} "
        f"sequences of 1 step with {columns:,} numbers at once: no time at all. Both hold the same "
        f"{values:,} numbers.",
        f"{apart} With {many(spec.units, 'unit')} the {cell} has {as_steps:,} parameters in the "
        f"first and {at_once:,} in the second, and one pass over the table evaluates it {values:,} "
        f"or {rows:,} times.",
    )


def features_per_step(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Every step holds all features."""
    _, columns = table_size(dataset)
    window = sliding(dataset).window
    return Answer(
        "`(2, 12)`: every step holds all features.",
        f"Here, with rows as steps, {many(window, 'row')} of {many(columns, 'column')} make "
        f"{code((window, columns))}, and twice as many rows {code((2 * window, columns))}: the "
        "window changes the first number alone.",
        "2 steps of 12 features are 24 numbers in a sample.",
        "Often said, but wrong: `(2, 6)`, as if the steps shared the features out; it has room for "
        "half of them.",
    )


def whole_table(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Legal, but one update per epoch."""
    rows, columns = table_size(dataset)
    updates = -(-len(dataset.train) // spec.batch_size)
    gaps = int(np.count_nonzero(np.isnan(dataset.table.values[:, dataset.features]).any(axis=1)))
    spoilt = (
        f" It would not serve this table: {many(gaps, 'row')} with missing values spoil every "
        "step from the first of them on."
        if gaps
        else ""
    )
    return Answer(
        "Yes, but training gets one update per epoch.",
        f"{code((1, rows, columns))} is one sample of {rows:,} steps; the layout in view makes "
        f"{updates:,} updates per epoch.{spoilt}",
        "The cell must take the steps one after another, the state lives through all of them, and "
        f"the gradient goes back through {rows:,} steps. It serves for predicting; train on "
        "shorter pieces.",
    )


def one_step(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A regression on one row; the recurrence is idle."""
    _, columns = table_size(dataset)
    timesteps = dataset.shape[1]
    features = dataset.shape[2] if timesteps == 1 else columns
    floor = math.sin(2 * math.pi / 20) ** 2 / 2
    parameters = count_parameters(spec, features)[0]
    idle, parts = idle_weights(spec, features)
    here = "as in the layout in view" if timesteps == 1 else f"not {timesteps:,} as in view"
    return Answer(
        "Yes, wherever the past matters: one timestep shows no past.",
        f"With 1 step, {here}, {idle:,} of the {layer_name(spec)}'s {parameters:,} weights, "
        f"{parts}, get exactly zero gradient.",
        "The h that the step finds is zero, and no step follows to read the h that it makes. All "
        "it can learn is a regression on the one row it reads, and one value of a wave does not "
        "say whether it rises or falls: for a sine with a period of 20 rows no network can predict "
        f"the next value with a mean squared error below sin²(2π/20)/2 = {floor:.4f}, while two "
        "successive values tell it exactly.",
    )


def scale(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Only numbers are seen, and large ones block the gates."""
    table, scaling = dataset.table, dataset.task.scaling
    short = "It sees numbers alone, neither names nor units, and their size matters."
    law = (
        f"A gate is a sigmoid: σ(1) = {sigmoid(1):.2f} leaves it room, but at σ(10) = "
        f"{sigmoid(10):.5f} it is stuck and hardly learns."
    )
    if scaling == "none":
        return Answer(short, "Here nothing is scaled: X holds the table's own numbers.", law)
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
    return Answer(short, f"Here, in {name}, {how}, both taken from the training rows alone.", law)


def order_of_columns(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Only if they are one quantity in turn; else an order is invented."""
    rows, columns = table_size(dataset)
    if columns == 1:
        return Answer(
            "It runs, but one column is no sequence.",
            f"{code((rows, 1, 1))} is one step of one number.",
            "A `Dense` layer is the honest model.",
        )
    orders = math.factorial(min(columns, 10))
    number = f"{orders:,}" if columns <= 10 else f"more than {orders:,}"
    return Answer(
        "Only if the columns are one quantity at successive times.",
        "Then yes: every row, such as a customer's spending in 12 months, is a sequence of its "
        f"own, {code((rows, columns, 1))}, in whatever order the rows stand. If the columns are "
        f"**different quantities**, no: it runs, but {columns:,} columns can stand in {number} "
        "orders, each another sequence.",
        f"What the first column says must survive {many(columns - 1, 'further step')}. A `Dense` "
        "layer reads all columns at once and serves any order equally well: it is then the honest "
        "model.",
    )


def categories(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A column for each word, or a learned vector."""
    _, columns = table_size(dataset)
    most, more = (count_parameters(spec, features)[0] for features in (columns, columns + 4))
    return Answer(
        "Turn each word into numbers first: one column of 0 and 1 each.",
        f"A column with 5 different words becomes 5 columns in place of one. With the "
        f"{many(columns, 'column')} read here that would be {columns + 4:,} features, and the "
        f"{layer_name(spec)} would have {more:,} weights, not {most:,}.",
        "For many different words let the network learn a short vector for each: number the "
        "words, give them an `Input` of their own, and put an `Embedding` before the LSTM.",
        "Often done, but wrong: numbers 1, 2, 3 in one column. That says that 3 is more than 1.",
    )


def sentences(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A sentence is a sample, a word a step, its vector the features."""
    rows, columns = table_size(dataset)
    weights = count_parameters(spec, 3)[0]
    return Answer(
        "A sentence is a sample, a word a timestep, its vector the features.",
        "1,000 sentences of 10 words, each a vector of 3 numbers, are `(1000, 10, 3)`; the "
        f"{layer_name(spec)} would have {weights:,} weights. Your table, a row for each word, "
        f"would be one text of {many(rows, 'word')} with {many(columns, 'number')} each.",
        "All words of a sentence go through the same cell, one after another; none has a neuron of "
        "its own. A sentence of one word is no sequence: the recurrence is then idle.",
    )
