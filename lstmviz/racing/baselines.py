"""The baselines: rules that learn nothing or are solved at once; what a network has to beat.

Each stands here with its name, its words and its score. Charts, the verdict, the file of results
and the programs that are taken home all read them from here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float64

from lstmviz.racing.regression import linear_error
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.tasks import group_runs
from lstmviz.wording import count_rows, many

SAY_THE_MEAN = "always say the mean"
Guess = Float64[np.ndarray, " validation"]


@dataclass(frozen=True)
class Baseline:
    """A rule without training.

    Args:
        short: its name in a program's output.
        does: dataset, whether the table's columns are one quantity in turn → its name: what it
            does.
        error: its root-mean-square error on the validation samples, in the table's unit; None
            where it would be no honest rival.
        reads: what it depends on beside the targets; layouts for which this is the same share one
            score.
    """

    short: str
    does: Callable[[Dataset, bool], str]
    error: Callable[[Dataset], float | None]
    reads: Callable[[Dataset], tuple[int, ...]] = lambda dataset: ()


def training_mean(dataset: Dataset) -> float:
    """Give the mean of the target column over the training rows, missing values left out."""
    column = dataset.table.values[~dataset.held_out, dataset.target].astype(np.float64)
    return float(np.nanmean(column))


def last_values(dataset: Dataset) -> Guess:
    """Guess the target column's last known value in the same group, for each validation sample.

    Known is what stands in the window's last row or before; with the target in that row, what
    stands in the row before or earlier. Where there is none it is the training rows' mean.
    """
    column = dataset.table.values[:, dataset.target].astype(np.float64)
    rows = dataset.target_rows(dataset.validation)
    now = rows - rows_back(dataset)
    last = np.maximum.accumulate(np.where(np.isnan(column), -1, np.arange(len(column))))[now]
    runs = group_runs(dataset.table, dataset.task)
    known = (now >= 0) & (last >= 0) & (runs[last] == runs[rows])
    return np.where(known, column[last], training_mean(dataset))


def rows_back(dataset: Dataset) -> int:
    """Count the rows from a target back to the last value of its column that is known."""
    return max(dataset.task.horizon, 1)


def score(dataset: Dataset, guess: Guess | float) -> float:
    """Give the root-mean-square error of guesses on the validation samples, in the table's unit."""
    truth = dataset.table.values[dataset.target_rows(dataset.validation), dataset.target]
    return float(np.sqrt(np.mean((guess - truth.astype(np.float64)) ** 2)))


def last_value_error(dataset: Dataset) -> float:
    """Score the target column's last known value, in the table's unit."""
    return score(dataset, last_values(dataset))


def mean_error(dataset: Dataset) -> float:
    """Score the mean of the training rows, in the table's unit."""
    return score(dataset, training_mean(dataset))


def repeats(dataset: Dataset, in_turn: bool) -> str:
    """Say what the last value of the target's column is.

    Where the columns are one quantity in turn, the last value stands in another column.
    """
    if not in_turn:
        return "repeat the last value"
    back = rows_back(dataset)
    return f"the same column {'of the row' if back == 1 else count_rows(back)} before"


def solves(dataset: Dataset, in_turn: bool) -> str:
    """Say how many inputs linear regression has."""
    layout, (_, timesteps, features) = dataset.layout, dataset.shape
    apart = f", rows {layout.dilation:,} apart" if layout.span > layout.window else ""
    return f"linear regression on {many(timesteps * features, 'input')}{apart}"


LAST_VALUE = Baseline("last value", repeats, last_value_error)
MEAN = Baseline("mean", lambda dataset, in_turn: SAY_THE_MEAN, mean_error)
LINEAR = Baseline(
    "linear regression",
    solves,
    linear_error,
    lambda dataset: (dataset.layout.window, dataset.layout.dilation),
)

# Simplest first. The first two stand beside every training curve, all of them beside a race.
LEARN_NOTHING = (LAST_VALUE, MEAN)
BASELINES = (*LEARN_NOTHING, LINEAR)


def baseline_errors(
    baselines: Sequence[Baseline], datasets: Sequence[Dataset], in_turn: bool = False
) -> dict[str, float]:
    """Score baselines on the validation samples of some datasets that all have the same targets.

    Args:
        baselines: the simplest first.
        datasets: one for each layout; a baseline that reads X is scored for each that reads other
            inputs, the fewest first.
        in_turn: whether the table's columns are one quantity at successive times.

    Returns:
        Root-mean-square errors in the table's unit, by name.
    """
    errors = {}
    for baseline in baselines:
        ways = {baseline.reads(dataset): dataset for dataset in datasets}
        for _, dataset in sorted(ways.items(), key=lambda way: way[0]):
            error = baseline.error(dataset)
            if error is not None:
                errors[baseline.does(dataset, in_turn)] = error
    return errors
