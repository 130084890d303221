"""Questions about shapes in code: what goes into Input, and what a reshape does."""

import numpy as np

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Answer, Escape, code, sliding, table_size
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many


def input_shape(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Timesteps and features of one sample."""
    samples, timesteps, features = dataset.shape
    updates = -(-len(dataset.train) // spec.batch_size)
    return Answer(
        "The shape of one sample, timesteps and features, and nothing else.",
        f"Here `keras.Input({(timesteps, features)})`.",
        f"X has {many(samples, 'sample')} as its first axis; a batch is {spec.batch_size:,} of "
        f"them, so the {many(len(dataset.train), 'training sample')} make "
        f"{many(updates, 'update')} per epoch. Neither number is part of the model.",
        "Often said, but wrong: that the number of samples or the batch size goes in too. "
        f"`Input({(spec.batch_size, timesteps, features)})` adds a fourth axis, and the layer "
        "answers `expected ndim=3, found ndim=4. Full shape received: "
        f"{(None, spec.batch_size, timesteps, features)}`.",
    )


def three_axes(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """An axis is missing: time or features."""
    rows, columns = table_size(dataset)
    window = sliding(dataset).window
    return Answer(
        "An axis is missing: an LSTM reads (samples, timesteps, features).",
        f"Your table has two axes, {code((rows, columns))}. Three things may be meant: "
        f"`table[:, None, :]`, {code((rows, 1, columns))}, one row is one step; "
        f"`table[:, :, None]`, {code((rows, columns, 1))}, the columns are the steps; or windows "
        f"of {window:,} rows.",
        "The same message comes from a second LSTM when the first lacks `return_sequences=True`, "
        "for then it hands on one vector a sample, not a sequence. Paste the code into the field "
        "above: the shape doctor tells which one it is.",
    )


def added_axis(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Three ways to write one axis of length 1."""
    rows, columns = table_size(dataset)
    return Answer(
        "All three give the same array; only the place of the axis matters.",
        f"`np.expand_dims(table, -1)`, `table[..., None]` and `table.reshape({rows}, {columns}, "
        f"1)` are all {code((rows, columns, 1))}: the columns become the steps. "
        f"`np.expand_dims(table, 1)` and `table[:, None]` are {code((rows, 1, columns))}: a row "
        "becomes one step.",
        "An axis of length 1 moves no number. Keras adds a last axis by itself where one is "
        "missing, and says nothing.",
    )


def ambiguous(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """X and y have different numbers of samples."""
    rows, _ = table_size(dataset)
    samples, span = dataset.shape[0], dataset.layout.span
    horizon = dataset.task.horizon
    ahead = f"{many(horizon, 'row')} after it" if horizon else "in its last row"
    return Answer(
        "X and y hold different numbers of samples: cut y as you cut X.",
        f"Here X has {many(samples, 'sample')}, while the target's column has {rows:,} rows: a "
        f"window spans {many(span, 'row')}, and the target stands {ahead}. "
        f"So y begins in row {span - 1 + horizon:,}.",
        "The message `Data cardinality is ambiguous` lists both numbers. It also comes when X is "
        "a Python list of arrays: Keras takes each of them for an input of its own. "
        "`np.stack` makes one array of them.",
    )


def images(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Each step's picture has to become one vector."""
    _, timesteps, features = dataset.shape
    return Answer(
        "An LSTM reads one vector a step: flatten what a step holds.",
        f"The samples in view are {code((timesteps, features))}, so they need nothing. "
        f"{many(timesteps, 'step')} of pictures of 8 × 5 values would be "
        f"{code((timesteps, 8, 5))}, and {code((timesteps, 40))} once each is flattened.",
        "`TimeDistributed(Flatten())` does that, and `TimeDistributed(Conv2D(…))` before it looks "
        "at each picture first. A fourth axis also appears when the batch size is typed into "
        "`Input`: leave it out.",
    )


def reshape_or_transpose(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """One cuts the reading order anew, the other moves an axis."""
    rows, columns = table_size(dataset)
    samples, window, _ = sliding(dataset).shape(rows, columns)
    cells = np.arange(24).reshape(2, 4, 3)
    moved = ", ".join(map(str, cells.transpose(0, 2, 1)[0, 0]))
    cut = ", ".join(map(str, cells.reshape(2, 3, 4)[0, 0]))
    short = "`transpose` moves an axis; `reshape` cuts the same reading order elsewhere."
    law = (
        "Of `arange(24).reshape(2, 4, 3)` the first sample begins, after `transpose(0, 2, 1)`, "
        f"with {moved}: one column. After `reshape(2, 3, 4)` it begins with {cut}: a row and part "
        "of the next."
    )
    before, after = (samples, window, columns), (samples, columns, window)
    if columns == 1:
        return Answer(
            short,
            f"Here one axis has length 1, so from {code(before)} to {code(after)} both give the "
            "same.",
            law,
        )
    return Answer(
        short,
        f"Here, from {code(before)} to {code(after)}, the first step should be one column "
        f"over {window:,} rows; `reshape` fills it with the first {window:,} cells in reading "
        f"order, all {columns:,} columns mixed, and no error says so.",
        law,
    )


def window_last(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The window's rows come out on the last axis."""
    rows, columns = table_size(dataset)
    samples, window, _ = sliding(dataset).shape(rows, columns)
    steps = "step" if columns == 1 else "steps"
    alike = (
        f" As there are as many rows as columns, {window:,}, not even the shape shows it."
        if window == columns
        else ""
    )
    return Answer(
        "It puts the window's rows **last**: add `.transpose(0, 2, 1)`.",
        f"`sliding_window_view(table, {window}, axis=0)`, like `unfold` in PyTorch, gives "
        f"{code((samples, columns, window))}; transposed it is {code((samples, window, columns))}.",
        "Without the transpose an `Input` made from `X.shape[1:]` raises no error: the LSTM takes "
        f"{columns:,} {steps} of {window:,} numbers, so its steps are columns.{alike} It may still "
        "learn something; what goes wrong is the meaning.",
    )
