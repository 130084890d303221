"""Questions about targets: which row belongs to a window, and what is predicted beyond it."""

import numpy as np

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Answer, Escape, code, table_size
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import Layout
from lstmviz.wording import count_rows, many


def target_of_window(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The target at the window's start index."""
    layout, column = dataset.layout, dataset.target
    row = layout.span - 1 + dataset.task.horizon
    short = "`targets[i]` belongs to the window that **starts** at row i."
    law = "So the targets have to begin with that of the first window."
    leak = (
        "Often done, but wrong: `targets=data`. It raises no error and asks each window for its "
        f"own first row, in all {Layout(10).samples(100):,} windows of 10 in 100 rows."
    )
    if not row:
        return Answer(
            short,
            "Here a window is one row and its target stands in that same row, so "
            f"`targets=table[:, {column}]` is right.",
            f"{law} For longer windows it is not: it asks each for a value of its own first row.",
        )
    return Answer(
        short,
        f"Here the window from row 0 ends in row {layout.span - 1:,} and its target stands "
        f"in row {row:,}: `targets=table[{row}:, {column}]`.",
        law,
        leak,
    )


def older_generator(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The target just after the window."""
    span, column = dataset.layout.span, dataset.target
    return Answer(
        "There `targets[i]` belongs to the window that ends just **before** row i.",
        f"The first window of the layout in view gets `targets[{span}]` there, but `targets[0]` in "
        "`timeseries_dataset_from_array`, which for the next row needs "
        f"`table[{span}:, {column}]`. Targets that are carried over unchanged are "
        f"{count_rows(span)} off, without an error.",
        "So in `TimeseriesGenerator` `targets=data` means the next row. In Keras 3 "
        "`keras.preprocessing.sequence` no longer has it; `tf.keras.preprocessing.sequence` does.",
    )


def start_and_end(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """One is refused at the number of rows, the other miscounts."""
    rows, _ = table_size(dataset)
    border = int(np.argmax(dataset.held_out))
    cut = (
        "Cut each group's rows yourself"
        if dataset.task.group
        else f"Cut the arrays yourself, here into `table[:{border}]` and `table[{border}:]`"
    )
    return Answer(
        "Two; cut the arrays yourself and leave both out.",
        f"`end_index={rows}`, the number of rows, is refused, and `end_index={rows - 1}` loses the "
        f"last row. {cut}, and window each part with its own targets.",
        "The refusal says that `end_index` must be lower than the length of the data. And "
        "`start_index` does not go with targets that begin later: 100 rows, windows of 10, "
        "`targets=data[10:]` and `start_index=50` ask for 41 windows where 40 targets are left, "
        "and end in `indices = 40 is not in [0, 40)` (Keras 3.15.1).",
    )


def several_ahead(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
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
    return Answer(
        f"Simplest: one output for each row ahead, `Dense({steps})` on the last h.",
        f"For the next {steps:,} rows {y}the head has {weights:,} weights.",
        f"**One by one**: predict a row, append it, predict again; the head must then give "
        f"{wanted}, `Dense({outputs})`, and errors feed on errors. **Encoder and decoder**: "
        f"`RepeatVector({steps})`, a second LSTM with `return_sequences=True`, and `Dense(1)` on "
        f"each of its {steps:,} steps, which makes a value of its {many(spec.units, 'unit')}.",
        "Often done, but wrong: `Dense(1)` on each step of the first LSTM. It gives one value for "
        f"each step read, {dataset.shape[1]:,} here, and not one for each row ahead.",
    )


def beyond_the_end(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
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
    return Answer(
        "Feed the last window, scaled as in training, as a batch of one.",
        f"Take {taken}, arrange {them} like any sample and put the batch axis in front, "
        f"{code((1, timesteps, features))}{line}. {reach}{missing}",
        f"Scale {them} with the **training** rows' scaler. {forgotten}",
    )


def known_ahead(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Shifted up by the horizon."""
    rows, _ = table_size(dataset)
    horizon = dataset.task.horizon
    first = dataset.layout.span - 1 + horizon
    short = "Shift them up by the horizon, so the window holds them."
    only = (
        "Only do that with what is really known by then, a calendar or a forecast, not with what "
        "was measured later."
    )
    if not horizon:
        return Answer(
            short,
            "They are read here as they stand: the target is in the window's own last row, so the "
            "other columns of the target's time are read.",
            "A target h rows ahead needs such a column shifted up by h rows first, so that row t "
            f"holds its value for t + h. {only}",
        )
    return Answer(
        short,
        f"Here {count_rows(horizon)}: `np.column_stack([table[:-{horizon}], known[{horizon}:]])`. "
        f"Row t then holds their value for row t + {horizon:,}, and the window's last row holds "
        f"that of the target's row. {count_rows(rows - horizon)} remain.",
        f"No window is lost if y comes from the uncut table, `table[{first}:, {dataset.target}]`; "
        "taken from the shortened one, the same targets cost "
        f"{many(horizon, 'window')} more. {only}",
    )


def own_past(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """What is known by then may be read."""
    horizon, target = dataset.task.horizon, dataset.target
    name = f"“{escape(dataset.table.columns[target])}”"
    if target in dataset.features:
        here = (
            f"Here {name} is read down to the window's last row and predicted "
            f"{count_rows(horizon)} later: no sample reads what it is to predict."
        )
    elif horizon:
        here = f"Here {name} is predicted, {count_rows(horizon)} ahead, and not read."
    else:
        here = f"Here {name} is not read: the target stands in the window's own last row."
    return Answer(
        "Yes: whatever is known when you predict may be read.",
        here,
        "A series' own past is often the best that is known of it. A leak begins where the "
        "target's own row is read: y is not shifted, or a column was made of later rows, such as "
        "a centred mean.",
        "Often done, but wrong: to leave the target's column out for fear of a leak. The network "
        "then has to guess where the series stands.",
    )
