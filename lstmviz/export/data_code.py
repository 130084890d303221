"""What the Keras and the PyTorch program share: from the table to X and y, and back to its units.

The arrays of the programs: `raw` is the table as it is, `table` the scaled one; `X` and `y` are
cut from `table` by the very lines that the app shows.
"""

from math import prod

import numpy as np

from lstmviz.choices.experiments import Experiment
from lstmviz.export.generators import GENERATORS
from lstmviz.export.parts import Part, head_part, listed, quote
from lstmviz.export.table_file import group_column, table_file
from lstmviz.network.cells.arrays import Array
from lstmviz.racing.baselines import LAST_VALUE, MEAN, rows_back
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.numpy_code import numpy_lines, pick_columns
from lstmviz.samples.tasks import group_runs
from lstmviz.wording import count_rows, many

# Bytes of X from which a program says what it takes: many a laptop has 8 GB.
LARGE = 1_000_000_000


def data_parts(
    experiment: Experiment, dataset: Dataset, network: str, library: str, module: str
) -> tuple[Part, ...]:
    """Write a program from its head to X and y; only what it imports depends on the library."""
    settings = settings_part(experiment, dataset, module)
    return (
        head_part(network, library, dataset.shape, settings),
        settings,
        table_part(experiment, dataset),
        split_part(experiment, dataset),
        window_part(dataset),
    )


def score_part(dataset: Dataset, *predict: str) -> Part:
    """Score what some lines make `predicted`, beside the baselines."""
    return Part("Does it beat the baselines?", EVALUATE, (*predict, *evaluate_lines(dataset)))


def settings_part(experiment: Experiment, dataset: Dataset, *libraries: str) -> Part:
    """Import what is needed and name the few numbers that one may want to change."""
    imports = ["import numpy as np"]
    if table_file(experiment):
        imports.append("import pandas as pd")
    imports += [f"import {library}" for library in libraries]
    if dataset.layout.window > 1:
        imports.append("from numpy.lib.stride_tricks import sliding_window_view")
    spec, task = experiment.spec, dataset.task
    plain = sorted(line for line in imports if line.startswith("import"))
    unit = dataset.table.units[dataset.target] if dataset.table.units else ""
    return Part(
        "Settings",
        "The numbers to play with. The shapes of the network stand further below, where it is "
        "built.",
        (
            *plain,
            *(line for line in imports if line not in plain),
            "",
            f"TARGET, UNIT = {quote(task.target)}, {quote(unit)}",
            f"VALIDATION = {task.validation_fraction!r}  # the last part of the rows, held out",
            f"BATCH, EPOCHS, SEED = {spec.batch_size}, {spec.epochs}, {spec.seed}",
        ),
    )


def table_part(experiment: Experiment, dataset: Dataset) -> Part:
    """Read the table from its file, or generate it."""
    rows, columns = dataset.table.values.shape
    size = f"({rows}, {columns})"
    file = table_file(experiment)
    if file is None:
        lines = GENERATORS[experiment.table](experiment.lag)
        names = listed(dataset.table.columns)
        return Part(
            "The table",
            f"“{EXAMPLES[experiment.table].title}” of the app: generated, always the same numbers.",
            (*lines, *assigned("columns", names)),
        )
    example = EXAMPLES.get(experiment.table)
    origin = (
        f"“{example.title}” of the app. Source: {example.source} Licence: {example.licence}."
        if example
        else "Your table as the app read it: its columns of numbers under the names that they have "
        "in the app, in single precision, with the labels of the rows where there are some."
    )
    lines = [] if example else [f"# It was brought as {quote(dataset.table.name)}."]
    lines += [f'frame = pd.read_csv("{file}")']
    lines += assigned("columns", listed(dataset.table.columns))
    lines += [f'raw = frame[columns].to_numpy("float32")  # {size}']
    if dataset.task.group is not None:
        lines += [
            f"# The number of each row's group, by the column {quote(dataset.task.group)}",
            f'group = frame["{group_column(dataset)}"].to_numpy()',
        ]
    return Part("The table", f"{origin}\n\nPut the file {file} beside this program.", tuple(lines))


def assigned(name: str, lines: list[str]) -> list[str]:
    """Write an assignment whose value may take several lines."""
    return [f"{name} = {lines[0]}", *lines[1:]]


def split_part(experiment: Experiment, dataset: Dataset) -> Part:
    """Split the rows in time and scale all of them as the training rows tell."""
    task = dataset.task
    text = (
        "The last rows are held out: what comes later tests what was learnt before. They are split "
        "off before windows are cut, so that no row stands in both a training and a validation "
        "sample."
    )
    if experiment.rows_are == "unordered":
        text += " The rows have no order here, so the last ones are as good as any others."
    if task.group is None:
        lines = [
            "border = round(len(raw) * (1 - VALIDATION))",
            "held_out = np.arange(len(raw)) >= border",
        ]
    else:
        text += " Each run of rows of one group gives its own last part."
        lines = [
            "run = np.append(0, np.cumsum(group[1:] != group[:-1]))  # numbers the runs",
            "begin = np.flatnonzero(np.diff(run, prepend=-1))",
            "border = begin + np.round(np.bincount(run) * (1 - VALIDATION)).astype(int)",
            "held_out = np.arange(len(run)) >= border[run]",
        ]
    scaling, more = scaling_lines(dataset)
    return Part(
        "Split in time, then scale", f"{text}\n\n{more}", (*lines, "", *scaling, table_line())
    )


def table_line() -> str:
    """Write how the whole table is scaled."""
    return 'table = ((raw - offset) / scale).astype("float32")'


def scaling_lines(dataset: Dataset) -> tuple[tuple[str, ...], str]:
    """Write how offset and scale of each column are found, and say why so."""
    columns = len(dataset.table.columns)
    start = f"offset, scale = np.zeros({columns}), np.ones({columns})"
    if dataset.task.scaling == "none":
        return (start + "  # as it is",), "The table is not scaled."
    training = dataset.table.values[~dataset.held_out]
    gaps, empty = np.isnan(training), np.isnan(training).all(axis=0).any()
    if dataset.task.scaling == "standardise":
        what = "to mean 0 and deviation 1"
        offset, scale = "column.mean()", "column.std()"
    else:
        what, offset, scale = "to 0 … 1", "column.min()", "np.ptp(column)"
    lines = [start, 'for n, column in enumerate(raw[~held_out].T.astype("float64")):']
    if gaps.any():
        lines.append("    column = column[~np.isnan(column)]")
    if empty:
        lines += ["    if not len(column):", "        continue  # nothing is known of it"]
    lines += [
        f"    offset[n] = {offset}",
        f"    scale[n] = {scale} if np.ptp(column) else 1  # 1 where nothing changes",
    ]
    return tuple(lines), (
        f"Each column is scaled {what}, as measured on the training rows alone: the network must "
        "not know anything of the rows that test it."
    )


def window_part(dataset: Dataset) -> Part:
    """Cut the scaled table into X and y, and tell training from validation samples."""
    layout, task = dataset.layout, dataset.task
    lines = [line for line in numpy_lines(dataset) if line.startswith(("X", "y", "kept"))]
    reach = layout.span - 1 + task.horizon
    number = "np.flatnonzero(kept)" if lines[-1].startswith("X, y") else "np.arange(len(X))"
    stride = f" * {layout.stride}" if layout.stride > 1 else ""
    ahead = f" + {reach}" if reach else ""
    _, timesteps, features = dataset.shape
    target = (
        "the target stands in the last row that it reads"
        if task.horizon == 0
        else f"the target stands {count_rows(task.horizon)} after the last row that it reads"
    )
    text = (
        f"A sample reads {count_rows(layout.window)} of the table; {target}. X has the axes "
        f"(samples, timesteps, features): {many(timesteps, 'timestep')} of "
        f"{many(features, 'feature')} in each sample."
    )
    if "kept" in "".join(lines):
        text += " Samples with a missing value, or across the border of a group, are left out."
    size = prod(dataset.shape) * np.dtype(np.float32).itemsize
    if size > LARGE:
        text += (
            f" Copied for training, X takes {size / 1e9:.1f} GB of memory; with a larger stride it "
            "takes less."
        )
    return Part(
        "Windows: X and y",
        text,
        (
            *lines,
            f"first = {number}{stride}  # the first row of each sample",
            f"last = first{ahead}  # the row of its target",
            "train, validation = ~held_out[last], held_out[first]",
            'print(f"X {X.shape}: {train.sum()} training, {validation.sum()} validation samples")',
        ),
    )


def evaluate_lines(dataset: Dataset) -> tuple[str, ...]:
    """Write how the validation predictions `predicted`, scaled, are compared with two baselines."""
    target, back = dataset.target, rows_back(dataset)
    gaps = bool(np.isnan(dataset.table.values[:, target]).any())
    grouped = dataset.task.group is not None
    mean = "np.nanmean" if gaps else "np.mean"
    ago = count_rows(back)
    if gaps or grouped:
        of_run = ".groupby(run)" if grouped else ""
        lines = [
            f"column = pd.Series(raw[:, {target}])",
            f"known = column{of_run}.ffill(){of_run}.shift({back})  # {ago} before, or earlier",
            "last_value = np.where(known[rows].isna(), mean, known[rows])",
        ]
    else:
        lines = [f"last_value = raw[rows - {back}, {target}]  # {ago} before the target"]
    return (
        "rows = last[validation]",
        f"truth = raw[rows, {target}]",
        f"predicted = predicted * scale[{target}] + offset[{target}]",
        f'mean = {mean}(raw[~held_out, {target}], dtype="float64")  # of the training rows',
        *lines,
        'guesses = {"network": predicted}',
        f'guesses |= {{"{LAST_VALUE.short}": last_value, "{MEAN.short}": mean}}',
        "for name, guess in guesses.items():",
        "    error = np.sqrt(np.mean((guess - truth) ** 2))",
        '    print(f"{name:10} {error:.4g} {UNIT}")',
    )


EVALUATE = (
    "The root-mean-square error on the validation samples, in the unit of the table, beside two "
    "predictors that learn nothing: one repeats the target column's last value, the other always "
    "says its mean."
)


def latest_lines(dataset: Dataset) -> tuple[str, ...]:
    """Write how the last window of the table, complete and within one group, becomes `x`."""
    layout = dataset.layout
    end = last_complete_row(dataset) + 1
    rows = len(dataset.table.values)
    picked = pick_columns(dataset.features.tolist(), len(dataset.table.columns))
    if end == rows:
        lines, cut = [], f"-{layout.span}:"
    else:
        lines = [f"end = {end}  # no window that ends later is complete"]
        cut = f"end - {layout.span}:end"
    cut += f":{layout.dilation}" if layout.dilation > 1 else ""
    index = cut if picked == ":" else f"{cut}, {picked}"
    place = {
        ("timesteps", "features"): "latest[None]",
        ("features", "features"): "latest.reshape(1, 1, -1)",
        ("timesteps", "timesteps"): "latest.reshape(1, -1, 1)",
        ("features", "timesteps"): "latest.T[None]",
    }[layout.rows, layout.columns]
    shape = ", ".join(map(str, (1, *dataset.shape[1:])))
    return (*lines, f"latest = table[{index}]", f"x = {place}  # ({shape})")


def last_complete_row(dataset: Dataset) -> int:
    """Find the last row with which a window ends that is complete and within one group."""
    layout = dataset.layout
    gaps = np.isnan(dataset.table.values[:, dataset.features])
    runs = group_runs(dataset.table, dataset.task)
    reads: Array = layout.windows(np.any(gaps, axis=1, keepdims=True))[:, :, 0]
    within = runs[: len(reads)] == runs[layout.span - 1 :]
    # There is one: a dataset without any sample is not made.
    return int(np.flatnonzero(~reads.any(axis=1) & within)[-1]) + layout.span - 1


def next_part(dataset: Dataset, predict: str) -> Part:
    """Predict beyond the table.

    Args:
        dataset: the table and its task.
        predict: expression for the scaled prediction from `x`, a number.
    """
    horizon, target = dataset.task.horizon, dataset.target
    late = last_complete_row(dataset) < len(dataset.table.values) - 1
    if horizon:
        text = f"The last window of the table predicts what comes {count_rows(horizon)} after it."
        where = f"{count_rows(horizon)} after the {'window' if late else 'end of the table'}"
    else:
        text = (
            "The target stands in the window's own last row, so the last window of the table "
            "predicts that row. For the next one, put its features below the table."
        )
        where = "in the last row of the window"
    return Part(
        "The next value",
        text,
        (
            *latest_lines(dataset),
            f"value = {predict} * scale[{target}] + offset[{target}]",
            f'print(f"{{TARGET}}, {where}: {{value:.5g}} {{UNIT}}")',
        ),
    )
