"""Wrong turns on the way from a table to X, and shuffles: which cells the network is then fed.

Cells are numbered over the whole table, row · columns + column, as in `Dataset.source`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from jaxtyping import Int

from lstmviz.samples.datasets import SHUFFLE_SEED, Dataset
from lstmviz.samples.layout_words import what_it_sees
from lstmviz.samples.layouts import Layout
from lstmviz.samples.numpy_code import tensor, truth

MistakeKey = Literal["reshape", "window_last", "swapped", "shuffle_windows", "shuffle_rows"]
Lines = tuple[str, ...]
Samples = Int[np.ndarray, " samples"]
Cells = Int[np.ndarray, "samples timesteps inputs"]


@dataclass(frozen=True)
class Mistake:
    """A wrong turn, or a shuffle.

    Args:
        key: its name in links.
        title: its name for people.
        harmless: whether nothing is lost by it.
        wrong, right: NumPy code for what is shown and for what was meant; `table` as in snippets,
            before samples are left out for gaps or groups.
        sentence: what the values then mean, plain text; names of the table's columns stand in it.
        cells: the cells that the samples at the given places of X are then fed. The cost grows with
            the samples asked for; a shuffle is drawn once for each dataset.
    """

    key: MistakeKey
    title: str
    harmless: bool
    wrong: Callable[[Dataset], Lines]
    right: Callable[[Dataset], Lines]
    sentence: Callable[[Dataset], str]
    cells: Callable[[Dataset, Samples], Cells]


def laid_out(dataset: Dataset, layout: Layout, samples: Samples) -> Cells:
    """Give the cells of samples in another arrangement of the same windows."""
    return replace(dataset, layout=layout).source(samples)


def plain_window(dataset: Dataset) -> Layout:
    """Give the layout in view with rows as steps: (n, W, C)."""
    return replace(dataset.layout, rows="timesteps", columns="features")


def window_last(dataset: Dataset) -> Layout:
    """Give the layout in view with the window's axis last: (n, C, W)."""
    return replace(dataset.layout, rows="features", columns="timesteps")


def swapped(dataset: Dataset) -> Layout:
    """Give the layout in view with its timesteps and features exchanged."""
    other = {"timesteps": "features", "features": "timesteps"}
    layout = dataset.layout
    return replace(layout, rows=other[layout.rows], columns=other[layout.columns])


# ---- reshape where transpose was meant --------------------------------------------------------


def reshaped_cells(dataset: Dataset, samples: Samples) -> Cells:
    """Cut (n, W, C) anew into (n, C, W) in its reading order."""
    windows = laid_out(dataset, plain_window(dataset), samples)
    count, window, columns = windows.shape
    return windows.reshape(count, columns, window)


def reshape_sentence(dataset: Dataset) -> str:
    """Say what the first step of a reshaped window holds."""
    window, columns = dataset.layout.window, len(dataset.features)
    shape = f"(N, {columns:,}, {window:,})"
    if window == 1 or columns == 1:
        one = "row" if window == 1 else "column"
        return f"With a single {one} both give the same {shape}: there is nothing to mix."
    step = reshaped_cells(dataset, np.array([0]))[0, 0]
    rows, numbers = np.divmod(step, len(dataset.table.columns))
    names = [dataset.table.columns[number] for number in numbers[:4]]
    more = ", …" if len(step) > len(names) else ""
    first, last = int(rows[0]), int(rows[-1])
    where = f"row {first:,}" if first == last else f"rows {first:,} to {last:,}"
    return (
        f"Both give {shape}. Transpose moves the axes: a step is one column with its {window:,} "
        "values. Reshape keeps the reading order and only cuts it anew: the first step of the "
        f"first sample holds {', '.join(names)}{more} of {where}. The mix is the same in every "
        "sample, so training may still get somewhere, but no step has a meaning of its own."
    )


# ---- axes that changed places -----------------------------------------------------------------


def axes_sentence(dataset: Dataset, why: str, right: Layout, wrong: Layout) -> str:
    """Say what one sample is read as when its axes have changed places."""
    columns = len(dataset.features)
    shapes = [
        "(N, {1:,}, {2:,})".format(*layout.shape(layout.span, columns)) for layout in (right, wrong)
    ]
    if wrong.window == columns == 1:
        return "X is (N, 1, 1) either way: there is nothing to swap."
    sees, _ = what_it_sees(wrong, columns)
    instead = f"instead of {shapes[0]}"
    if shapes[0] == shapes[1]:
        instead = "as it should be, so nothing warns of it"
    return f"{why}: X is {shapes[1]} {instead}. Now a sample is {sees[0].lower()}{sees[1:]}"


def window_last_sentence(dataset: Dataset) -> str:
    """Say what the axis of the window means when it stays last."""
    why = "NumPy's sliding_window_view, like PyTorch's unfold, puts the window's axis last"
    return axes_sentence(dataset, why, plain_window(dataset), window_last(dataset))


def swapped_sentence(dataset: Dataset) -> str:
    """Say what the layout in view means with its last two axes exchanged."""
    return axes_sentence(
        dataset, "Steps and features change places", dataset.layout, swapped(dataset)
    )


# ---- shuffles ---------------------------------------------------------------------------------


def shuffled_rows_cells(dataset: Dataset, samples: Samples) -> Cells:
    """Give the cells of windows that are cut after the table's rows were shuffled."""
    columns = len(dataset.table.columns)
    rows, numbers = np.divmod(dataset.source(samples), columns)
    return dataset.shuffled_rows[rows] * columns + numbers


def shuffled_windows_sentence(dataset: Dataset) -> str:
    """Say why the order of the samples does not matter."""
    said = (
        "Every sample keeps its own cells and its own target; only their order changes: the first "
        f"is now sample {dataset.shuffled_samples[0]:,}. Each sample starts from zeros whatever "
        "came before, so nothing is lost."
    )
    if dataset.layout.span + dataset.task.horizon > dataset.layout.stride:
        said += (
            " Split in time first, then shuffle: else samples that share rows stand on both sides "
            "of the split."
        )
    return said


def shuffled_rows_sentence(dataset: Dataset) -> str:
    """Say what is left in a window of rows that come from anywhere."""
    window, horizon = dataset.layout.window, dataset.task.horizon
    if window == 1 and not horizon:
        return (
            "A sample is one row with a target of its own, so only the order of the samples "
            "changes: nothing is lost."
        )
    target = (
        "its target is from a row anywhere in the table"
        if horizon
        else "its target stays with the last of them"
    )
    if window == 1:
        ahead = "that came next" if horizon == 1 else f"{horizon:,} rows later"
        return f"A sample is still one row, but {target}, not from the row {ahead}."
    apart = "" if dataset.layout.dilation == 1 else f" {dataset.layout.dilation:,} apart"
    first = int(dataset.starts[0]) + np.arange(min(window, 4)) * dataset.layout.dilation
    rows = dataset.shuffled_rows[first]
    named = ", ".join(f"{row:,}" for row in rows) + (", …" if window > len(rows) else "")
    return (
        f"A window should hold {window:,} rows{apart} in their order; it now holds rows from "
        f"anywhere, the first one {named}, and {target}. Which row followed which is lost."
    )


def shuffle(what: str) -> str:
    """Write the line that draws the order shown."""
    return f"order = np.random.default_rng({SHUFFLE_SEED}).permutation(len({what}))"


def arranged(dataset: Dataset, layout: Layout) -> str:
    """Write the line that makes X in a layout."""
    return f"X = {tensor(dataset, layout)}"


def with_targets(dataset: Dataset) -> Lines:
    """Write the lines that make X and y as in view."""
    return arranged(dataset, dataset.layout), f"y = {truth(dataset)}"


def windows_shuffled(dataset: Dataset) -> Lines:
    """Write the lines that shuffle whole samples."""
    return (*with_targets(dataset), shuffle("X"), "X, y = X[order], y[order]")


MISTAKES: Mapping[MistakeKey, Mistake] = MappingProxyType(
    {
        turn.key: turn
        for turn in (
            Mistake(
                key="reshape",
                title="reshape instead of transpose",
                harmless=False,
                wrong=lambda dataset: (
                    arranged(dataset, plain_window(dataset)),
                    f"X = X.reshape(-1, {len(dataset.features)}, {dataset.layout.window})",
                ),
                right=lambda dataset: (
                    arranged(dataset, plain_window(dataset)),
                    "X = X.transpose(0, 2, 1)",
                ),
                sentence=reshape_sentence,
                cells=reshaped_cells,
            ),
            Mistake(
                key="window_last",
                title="the window's axis left last",
                harmless=False,
                wrong=lambda dataset: (arranged(dataset, window_last(dataset)),),
                right=lambda dataset: (arranged(dataset, plain_window(dataset)),),
                sentence=window_last_sentence,
                cells=lambda dataset, samples: laid_out(dataset, window_last(dataset), samples),
            ),
            Mistake(
                key="swapped",
                title="steps and features swapped",
                harmless=False,
                wrong=lambda dataset: (
                    arranged(dataset, dataset.layout),
                    "X = X.transpose(0, 2, 1)",
                ),
                right=lambda dataset: (arranged(dataset, dataset.layout),),
                sentence=swapped_sentence,
                cells=lambda dataset, samples: laid_out(dataset, swapped(dataset), samples),
            ),
            Mistake(
                key="shuffle_windows",
                title="windows shuffled",
                harmless=True,
                wrong=windows_shuffled,
                right=with_targets,
                sentence=shuffled_windows_sentence,
                cells=lambda dataset, samples: dataset.source(dataset.shuffled_samples[samples]),
            ),
            Mistake(
                key="shuffle_rows",
                title="rows shuffled before windows are cut",
                harmless=False,
                wrong=lambda dataset: (
                    shuffle("table"),
                    "table = table[order]",
                    *with_targets(dataset),
                ),
                right=windows_shuffled,
                sentence=shuffled_rows_sentence,
                cells=shuffled_rows_cells,
            ),
        )
    }
)
