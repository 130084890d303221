"""What is right and what each wrong idea says, worked out anew: from the table alone, by walking.

Nothing here uses a layout, a count or a formula of the app.
"""

import re
from dataclasses import replace

import numpy as np

from lstmviz.lessons.window import SMALL
from lstmviz.network.gradients import dead, gradients_model
from lstmviz.network.models import initial_weights, trace_model

WIDTH = {"lstm": 4, "gru": 3, "simple_rnn": 1}


def reading(case, row):
    """List the samples that read a row, looking at the first and last row of every sample."""
    starts = case.dataset.starts
    return np.flatnonzero((starts <= row) & (row < starts + case.window)).tolist()


def asked_row(title, word="row "):
    """Read the row that a title names."""
    return int(title.split(word)[1].split()[0].strip(".,?:*").replace(",", ""))


def numbers(title):
    """Read the numbers of a title."""
    return [int(n.replace(",", "")) for n in re.findall(r"[0-9][0-9,]*", title)]


def sample_of(case, sample):
    """Give the cells of one sample, in reading order: a row's, or those of some rows in turn."""
    columns = len(case.dataset.table.columns)
    start = int(case.dataset.starts[sample])
    rows = range(start, start + case.window)
    return [row * columns + int(column) for row in rows for column in case.dataset.features]


def row_first(case, title):
    row = asked_row(title.replace("Rows", "Row"), "Row ")
    sample = int(np.flatnonzero(case.dataset.starts == row)[0])
    x = np.reshape(sample_of(case, sample), (1, -1, 1))
    assert x[0, 0].tolist() == [row * len(case.dataset.table.columns) + case.dataset.features[0]]
    return f"{case.value(row, 0)} alone"


def row_length(case, title):
    x = np.reshape(sample_of(case, 0), (1, 1, -1))
    return f"{x.shape[1]} step of {x.shape[2]:,} numbers"


def row_address(case, title):
    sample, step = numbers(title)[:2]
    x = np.reshape(sample_of(case, sample), (-1, 1))
    row, column = divmod(int(x[step, 0]), len(case.dataset.table.columns))
    return f"row {row:,}" + (f", {case.dataset.table.columns[column]}" if case.columns > 1 else "")


def units_who(case, title):
    """Change the value where a sample reads it last, and count by hand."""
    row, feature = asked_row(title), min(1, case.columns - 1)
    sample = reading(case, row)[0]
    x, _ = case.dataset.batch(np.array([sample]))
    model = initial_weights(case.spec, x.shape[2])
    changed = x.copy()
    changed[0, row - case.dataset.starts[sample], feature] += 1
    h, other = (trace_model(model, each).layers[0].h[0, -1] for each in (x, changed))
    moved = int((h != other).sum())
    return f"all {moved:,}" if moved == case.spec.units else f"{moved:,}"


def units_samples(case, title):
    found = reading(case, asked_row(title, "when row "))
    if len(found) == 1:
        return f"sample {found[0]:,} alone"
    return f"{len(found):,} samples, {found[0]:,} to {found[-1]:,}"


def units_out(case, title):
    units = numbers(title)[0]
    x, _ = case.dataset.batch(np.zeros(1, int))
    model = initial_weights(replace(case.spec, units=units), x.shape[2])
    return f"{trace_model(model, x).layers[0].h[0, -1].size:,}"


def state_depends(case, title):
    """Change each number in turn, and see whether ŷ of the asked step moves."""
    step = numbers(title.partition("step ")[2])[0]
    x, _ = case.dataset.batch(np.zeros(1, int))
    model = initial_weights(case.spec, 1)
    before = trace_model(model, x).y[0, step - 1]
    moves = []
    for number in range(len(sample_of(case, 0))):
        changed = x.copy()
        changed[0, number] += 1
        moves.append(bool(trace_model(model, changed).y[0, step - 1] != before))
    assert moves == [number < step for number in range(len(moves))]
    if case.columns == 1:
        start = case.dataset.starts[0]
        known = f"row {start:,} and row {start + 1:,}" if step == 2 else f"the first {step:,} rows"
        return f"{known} of this sample"
    names = [case.name(feature) for feature in range(case.columns)]
    known = f"{names[0]} and {names[1]}" if step == 2 else f"the first {step:,} columns"
    return f"{known} of this row"


def state_next(case, title):
    x, _ = case.dataset.batch(np.arange(2) % len(case.dataset.starts))
    trace = trace_model(initial_weights(case.spec, 1), x).layers[0]
    assert not trace.h0[1].any()
    return "zeros"


def state_exchanged(case, title):
    count = min(case.dataset.shape[0], 6)
    x, _ = case.dataset.batch(np.arange(count))
    order = np.arange(count)
    order[:2] = 1, 0
    model = initial_weights(case.spec, 1)
    y, other = trace_model(model, x).y, trace_model(model, x[order]).y
    assert np.array_equal(y[order], other)
    return "are exchanged, and nothing else"


def one_step_learn(case, title):
    """Count the weights with a gradient, over several batches of random weights."""
    x, y = case.dataset.batch(case.dataset.train[:256])
    rng = np.random.default_rng(0)
    model = initial_weights(case.spec, x.shape[2])
    for array in model.arrays():
        array[...] = rng.normal(size=array.shape).astype(np.float32)
    x = x + rng.normal(size=x.shape).astype(np.float32)
    found = gradients_model(model, trace_model(model, x), y[:, 0]).layers[0].weights
    width, units, features = WIDTH[case.spec.cell], case.spec.units, x.shape[2]
    biases = 2 if case.spec.cell == "gru" and case.spec.reset_after else 1
    whole = width * units * (features + units + biases)
    return f"{whole - dead(found):,}"


def window_copies(case, title):
    return f"{len(reading(case, asked_row(title, 'does row '))):,}"


def window_reshape(case, title):
    rows, block, columns = numbers(title.partition("reshape")[2].replace(",", " "))
    try:
        np.zeros((case.rows, case.columns), np.int8).reshape(rows, block, columns)
    except ValueError:
        return "an error"
    return "something"


def window_last(case, title):
    cells = np.arange(case.rows * case.columns).reshape(case.rows, case.columns)
    step = np.lib.stride_tricks.sliding_window_view(cells, case.window, axis=0)[0, 0]
    assert len({cell % case.columns for cell in step.tolist()}) == 1
    return f"one column over {len({cell // case.columns for cell in step.tolist()}):,} rows"


def window_transpose(case, title):
    rows = case.window + 5
    cells = np.arange(rows * case.columns).reshape(rows, case.columns)
    view = np.lib.stride_tricks.sliding_window_view(cells, case.window, axis=0)
    meant = np.stack([cells[start : start + case.window] for start in range(len(view))])
    fits = [
        order
        for order in ((0, 1, 2), (0, 2, 1), (2, 1, 0))
        if np.array_equal(view.transpose(order), meant)
    ]
    assert len(fits) == 1
    return f"`{fits[0]}`"


def window_small(case, title):
    _, b, c = SMALL[case.draw % len(SMALL)]
    return " ".join(str(step * c) for step in range(b))


def count_few(case, title):
    rows, window = numbers(title)[:2]
    return f"{sum(start + window < rows for start in range(rows)):,}"


def count_border(case, title):
    """Count the samples of which one row, or the target, is held out and another is not."""
    dataset, ahead = case.dataset, case.choices.task.horizon
    rows = [*range(case.window), case.window - 1 + ahead]
    held = dataset.held_out[dataset.starts[:, None] + rows]
    return f"{int((held.any(axis=1) & ~held.all(axis=1)).sum()):,}"


def reach_which(case, title):
    """See in which windows of the table the echo's cause stands."""
    values = case.dataset.table.values
    a, echo = values[:, 0], values[:, case.dataset.target]
    lag = next(n for n in range(1, 60) if np.array_equal(echo[n:], a[:-n]))
    return f"window {len(range(-lag, 1))}, 4 units"


def reach_shortest(case, title):
    return f"{len(range(-numbers(title)[0], 1)):,} rows"


def code_input(case, title):
    x, _ = case.dataset.batch(np.zeros(1, int))
    return f"`{x.shape[1:]}`"


def weights_of(case):
    model = initial_weights(case.spec, case.columns).layers[0]
    return sum(each.size for each in (model.kernel, model.recurrent_kernel, model.bias))


def code_steps(case, title):
    return f"{weights_of(case):,}, as before"


def always(text):
    return lambda case, title: text


TRUTH = {
    "row.first": row_first,
    "row.length": row_length,
    "row.address": row_address,
    "units.who": units_who,
    "units.samples": units_samples,
    "units.out": units_out,
    "state.depends": state_depends,
    "state.next": state_next,
    "state.exchanged": state_exchanged,
    "state.kept": always("in the weights"),
    "one_step.learn": one_step_learn,
    "one_step.lags": always("never used; it knows the past only as features"),
    "window.copies": window_copies,
    "window.reshape": window_reshape,
    "window.last": window_last,
    "window.transpose": window_transpose,
    "window.small": window_small,
    "count.few": count_few,
    "count.label": always("row 0, its own first row"),
    "count.shuffle": always("of rows, before windows are cut"),
    "count.border": count_border,
    "reach.which": reach_which,
    "reach.shortest": reach_shortest,
    "race.seed": always("that cannot be said from one seed each"),
    "race.late": always("to repeat the last value"),
    "code.input": code_input,
    "code.steps": code_steps,
    "code.axes": lambda case, title: f"runs silently, as `(N, {case.columns}, 1)`",
}
