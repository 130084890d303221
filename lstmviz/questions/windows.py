"""Questions about windows and targets: which rows make a sample, and what it is to predict."""

import math

import numpy as np

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Escape, code, memory, sliding, table_size, write_rows
from lstmviz.samples.counting import count_samples, divisors, write_factors
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import Layout
from lstmviz.wording import count_rows, many


def sample(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """One sequence that starts from a zero state."""
    rows, columns = table_size(dataset)
    layout = dataset.layout
    samples, timesteps, features = dataset.shape
    most = most_samples_of_a_row(layout, layout.samples(rows, dataset.task.horizon))
    row = (
        "is one row here, because the window is 1"
        if layout.window == 1
        else f"is {layout.window:,} rows here; one row can stand in up to {many(most, 'sample')}"
    )
    return (
        "One sequence, read on its own: the state is zero before its first step and forgotten "
        f"after its last. A sample {row}. With {many(columns, 'column')} that makes "
        f"{many(timesteps, 'step')} of {many(features, 'number')}, and there are "
        f"{many(samples, 'sample')}."
    )


def window_or_reshape(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Windows repeat rows; a reshape cannot."""
    rows, columns = table_size(dataset)
    layout = sliding(dataset)
    samples, window, _ = layout.shape(rows, columns)
    most = most_samples_of_a_row(layout, samples)
    return (
        f"A reshape cuts the same {many(rows * columns, 'number')} at other places, so each row "
        "stands in one sample only. Sliding windows repeat rows: sample i is "
        f"`table[i:i + {window}]`, and one row stands in up to {many(most, 'sample')}. All "
        f"windows together, {code((samples, window, columns))}, are {samples * window:,} copies of "
        f"rows: {memory(samples * window * columns)} as float32, where the table has "
        f"{memory(rows * columns)}. `sliding_window_view` shows them without copying; only the "
        "batch in use has to be copied."
    )


def blocks(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Only blocks that do not overlap, if their length divides the rows."""
    rows, columns = table_size(dataset)
    window = sliding(dataset).window
    whole, left = divmod(rows, window)
    lengths = divisors(rows)[1:-1]
    law = (
        "No, a reshape neither makes nor loses numbers: `cannot reshape array of size "
        f"{rows * columns} into shape ({rows},{window},{columns})`."
    )
    if not left:
        end = (
            f"What fits are blocks that do not overlap: {window:,} divides {rows:,}, so "
            f"{code((whole, window, columns))}."
        )
    elif lengths:
        best = max((length for length in lengths if length <= window), default=lengths[0])
        shown = ", ".join(f"{length:,}" for length in lengths[:8])
        shown += " …" if len(lengths) > 8 else ""
        end = (
            "What fits are blocks that do not overlap, of a length that divides "
            f"{write_factors(rows)} ({shown}), such as {code((rows // best, best, columns))}; "
            f"blocks of {count_rows(window)} would leave {left:,} over."
        )
    else:
        end = (
            f"Not even blocks that do not overlap fit: {write_factors(rows)}, and blocks of "
            f"{count_rows(window)} would leave {left:,} over."
        )
    return (
        f"{law} {end} And no block reads across the edge between two of them, as the windows that "
        "begin in between do."
    )


def how_many(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """N − W − h + 1, every s-th of them, less those left out."""
    rows, _ = table_size(dataset)
    counts = dataset.counts
    counting = count_samples(rows, dataset.layout, dataset.task.horizon)
    text = (
        "As many as there are rows to start from: N − W + 1. A target h rows ahead costs h of "
        "them, a stride of s keeps every s-th (rounded up), and with rows r apart inside the "
        "window (W − 1) · r takes the place of W − 1. Here that is "
        f"{counting.without_target:,} without a target, and with it {counting.filled}."
    )
    lost = [
        f"{number:,} {why}"
        for number, why in (
            (counts.lost_missing, "for a missing value"),
            (counts.lost_group, "for a group's border"),
            (counts.lost_border, "for the border between training and validation"),
        )
        if number
    ]
    if not lost:
        return text
    return f"{text} Left out: {', '.join(lost)}; {counts.train + counts.validation:,} remain."


def rate_or_stride(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Distance inside a window, and between windows."""
    layout = dataset.layout
    worked = Layout(window=10, dilation=3)
    rows_of = [
        write_rows(range(start, start + layout.span, layout.dilation))
        for start in (0, layout.stride)
    ]
    second = (
        f", window 1 reads {rows_of[1]}"
        if layout.samples(len(dataset.table.values), dataset.task.horizon) > 1
        else ""
    )
    return (
        "`sampling_rate` is the distance between rows inside a window, `sequence_stride` that "
        "between the starts of two windows. With rate 3 and length 10 the first window reads "
        f"{write_rows(range(0, worked.span, 3))}, and 100 rows give 100 − 9 · 3 = "
        f"{worked.samples(100):,} windows. (Keras's documentation ends that list with "
        "`data[i + sequence_length]`; the last row is i + (length − 1) · rate.) Here the rate is "
        f"{layout.dilation:,} and the stride {layout.stride:,}: window 0 reads "
        f"{rows_of[0]}{second}."
    )


def target_of_window(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The target at the window's start index."""
    layout, column = dataset.layout, dataset.target
    row = layout.span - 1 + dataset.task.horizon
    law = (
        "`targets[i]` belongs to the window that **starts** at row i, so the "
        "targets have to begin with that of the first window."
    )
    leak = (
        "Often done, but wrong: `targets=data`. It raises no error and asks each window for its "
        f"own first row, in all {Layout(10).samples(100):,} windows of 10 in 100 rows."
    )
    if not row:
        return (
            f"{law} Here a window is one row and its target stands in that same row, so "
            f"`targets=table[:, {column}]` is right. For longer windows it is not: it asks each "
            "for a value of its own first row."
        )
    return (
        f"{law} Here the window from row 0 ends in row {layout.span - 1:,} and its target stands "
        f"in row {row:,}: `targets=table[{row}:, {column}]`. {leak}"
    )


def older_generator(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The target just after the window."""
    span, column = dataset.layout.span, dataset.target
    return (
        "The other way round: there `targets[i]` belongs to the window that ends just **before** "
        "row i, so `targets=data` means the next row. The first window of the layout in view "
        f"gets `targets[{span}]` there, but `targets[0]` in `timeseries_dataset_from_array`, "
        f"which for the next row needs `table[{span}:, {column}]`. Targets that are carried over "
        f"unchanged are {count_rows(span)} off, without an error. In Keras 3 "
        "`keras.preprocessing.sequence` no longer has it; `tf.keras.preprocessing.sequence` does."
    )


def start_and_end(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """One is refused at the number of rows, the other miscounts."""
    rows, _ = table_size(dataset)
    border = int(np.argmax(dataset.held_out))
    cut = (
        "Cut each group's rows yourself"
        if dataset.task.group
        else f"Cut the arrays yourself, here into `table[:{border}]` and `table[{border}:]`"
    )
    return (
        f"Two. `end_index={rows}`, the number of rows, is refused (`end_index` must be lower than "
        f"the length of the data), and `end_index={rows - 1}` loses the last row: leave it out. "
        "And `start_index` does not go with targets that begin later: 100 rows, windows of 10, "
        "`targets=data[10:]` and `start_index=50` ask for 41 windows where 40 targets are left, "
        "and end in `indices = 40 is not in [0, 40)` (Keras 3.15.1). "
        f"{cut}, and window each part with its own targets."
    )


def several_ahead(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """At once, one by one, or encoder and decoder."""
    rows, _ = table_size(dataset)
    layout = dataset.layout
    steps = max(dataset.task.horizon, 3)
    read = set(dataset.features.tolist())
    outputs = len(read | {dataset.target})
    wanted = "every column it reads" + ("" if dataset.target in read else " and the target")
    weights = steps * (spec.units + 1)
    y = ""
    if layout.span + steps <= rows:
        y = f"y becomes {code((layout.samples(rows, steps), steps))} and "
    return (
        f"For the next {steps:,} rows there are three ways. **At once**: `Dense({steps})` on the "
        f"last h; {y}the head has {weights:,} weights. **One by one**: predict a row, append it, "
        f"predict again; the head must then give {wanted}, `Dense({outputs})`, and errors feed on "
        f"errors. **Encoder and decoder**: `RepeatVector({steps})`, a second LSTM with "
        f"`return_sequences=True`, and `Dense(1)` on each of its {steps:,} steps, which makes a "
        f"value of its {many(spec.units, 'unit')}. `Dense(1)` on each step of the first LSTM is "
        f"none of these: it gives one value for each step read, {dataset.shape[1]:,} here, and not "
        "one for each row ahead."
    )


def beyond_the_end(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The last window, scaled as in training, with a batch axis."""
    rows, _ = table_size(dataset)
    layout, horizon = dataset.layout, dataset.task.horizon
    _, timesteps, features = dataset.shape
    first, step = rows - layout.span, layout.dilation
    if layout.window == 1:
        taken, them = "the last row", "it"
    else:
        apart = f", {step:,} apart" if step > 1 else ""
        taken, them = f"the last {count_rows(layout.window)}{apart}", "them"
    line = ""
    if (layout.rows, layout.columns) == ("timesteps", "features"):
        line = f": `scaled[-{layout.span}:{f':{step}' if step > 1 else ''}][None]`"
    if horizon:
        reach = f"The last row is {rows - 1:,}; this predicts row {rows - 1 + horizon:,}."
    else:
        reach = (
            f"The target is in the window's own last row, so to predict row {rows:,} its other "
            "columns must be known and appended first."
        )
    if features > 1:
        forgotten = (
            f"Without that axis Keras answers `Expected shape {(None, timesteps, features)}, but "
            f"input has incompatible shape {(timesteps, features)}`."
        )
    elif timesteps > 1:
        forgotten = (
            f"Without that axis Keras raises no error: it takes {code((timesteps, 1))} for "
            f"{timesteps:,} samples of 1 step."
        )
    else:
        forgotten = "Without that axis Keras adds the missing one by itself, for a single number."
    gaps = np.isnan(dataset.table.values[first::step, dataset.features]).any()
    missing = " Here a value of these rows is missing and must be filled first." if gaps else ""
    return (
        f"Take {taken}, scale {them} with the **training** rows' scaler, arrange {them} like any "
        f"sample and put the batch axis in front, {code((1, timesteps, features))}{line}. {reach} "
        f"{forgotten}{missing}"
    )


def known_ahead(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Shifted up by the horizon."""
    rows, _ = table_size(dataset)
    horizon = dataset.task.horizon
    first = dataset.layout.span - 1 + horizon
    if not horizon:
        return (
            "They are here: the target stands in the window's own last row, so the other columns "
            "of the target's time are read. A target h rows ahead needs such a column shifted up "
            "by h rows first, so that row t holds its value for t + h. Only do that with what is "
            "really known by then, a calendar or a forecast, not with what was measured later."
        )
    return (
        f"Shift them up by the horizon, here {count_rows(horizon)}: `np.column_stack([table[:-"
        f"{horizon}], known[{horizon}:]])`. Row t then holds their value for row t + {horizon:,}, "
        f"and the window's last row holds that of the target's row. {count_rows(rows - horizon)} "
        f"remain. No window is lost if y comes from the uncut table, `table[{first}:, "
        f"{dataset.target}]`; taken from the shortened one, the same targets cost "
        f"{many(horizon, 'window')} more. Only do that with what is really known by then, a "
        "calendar or a forecast, not with what was measured later."
    )


def most_samples_of_a_row(layout: Layout, samples: int) -> int:
    """Give the largest number of samples that one row of a table can stand in.

    Windows that share a row start multiples of the least common multiple of stride and dilation
    apart.

    >>> most_samples_of_a_row(Layout(window=24), 53_370)
    24
    """
    common = math.lcm(layout.stride, layout.dilation)
    return min(-(-samples * layout.stride // common), -(-layout.window * layout.dilation // common))
