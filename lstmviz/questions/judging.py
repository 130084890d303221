"""Questions about judging a forecast: order, splits, scaling, baselines, and what is memorised."""

import numpy as np

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import Escape, sliding
from lstmviz.racing.baselines import LAST_VALUE, MEAN, SAY_THE_MEAN, Baseline, rows_back
from lstmviz.samples.datasets import Dataset, fit_scaler
from lstmviz.wording import count_rows, many, significant, write_share


def shuffling(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Whole samples yes, rows never."""
    window = sliding(dataset).window
    here = "is on here" if spec.shuffle else "is off here"
    return (
        "Whole samples, yes: each keeps its own rows and its own target and starts from a zero "
        "state, so nothing is lost, and batches are mixed. `fit` does it by default; it "
        f"{here}. Rows, no: if they are shuffled before windows are cut, a window of "
        f"{count_rows(window)} holds rows from anywhere, and which followed which is lost. With "
        "`stateful=True` the samples must stay in order, too."
    )


def random_split(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Neighbouring windows share nearly all rows."""
    window, held = sliding(dataset).window, dataset.task.validation_fraction
    rows = f"the rows from {int(np.argmax(dataset.held_out)):,} on"
    if dataset.task.group is not None:
        rows = f"the last {held:.0%} of each group's rows"
    lost = dataset.counts.lost_border
    cost = f"costs {many(lost, 'window')}" if lost else "costs no window"
    return (
        f"Not with windows. Two windows of {count_rows(window)} that begin one row apart share "
        f"{count_rows(window - 1)}, so a validation window would have a near copy of itself in the "
        f"training part: with {held:.0%} held out at random, {write_share(1 - held**2)} of them "
        "have a direct neighbour there. The error then looks better than any forecast can be. "
        "Split the rows in time first, and cut the windows of each part by themselves. Here "
        f"{rows} are held out, and the border {cost}."
    )


def scaler_before_split(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Fit on the training rows, apply to all."""
    values = dataset.table.values[:, [dataset.target]]
    nobody = np.zeros(len(values), bool)
    ours, seen = (
        significant(float(fit_scaler(values, held, "standardise")[0][0]), 4)
        for held in (dataset.held_out, nobody)
    )
    unit = dataset.table.units[dataset.target] if dataset.table.units else ""
    name = f"“{escape(dataset.table.columns[dataset.target])}”"
    return (
        "No. Fit it on the training rows and apply it to all rows: a scaler that has seen the "
        "validation rows tells the network of a future that it is then tested on. Here the mean "
        f"of {name} is {f'{ours} {escape(unit)}'.rstrip()} over the training rows and "
        f"{f'{seen} {escape(unit)}'.rstrip()} over all. Validation values beyond the training "
        "range, below 0 or above 1 with min-max scaling, are no mistake: the future may be new."
    )


def scored(rule: Baseline, dataset: Dataset, escape: Escape) -> str:
    """Write a baseline's error, with its unit."""
    if dataset.lacks:
        return "an error that no row is left to measure"
    unit = dataset.table.units[dataset.target] if dataset.table.units else ""
    return f"{significant(rule.error(dataset))} {escape(unit)}".rstrip()


def one_step_late(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """It repeats the last value; errors tell, pictures do not."""
    by_last, by_mean = (scored(rule, dataset, escape) for rule in (LAST_VALUE, MEAN))
    return (
        "It has learned to repeat the last value that it knows. On a series that changes little "
        f"from row to row this looks right, {count_rows(rows_back(dataset))} late. Compare errors, "
        "not pictures: on these validation rows the last value of the target's column scores "
        f"{by_last}, the mean of the training rows {by_mean}. A network that is not clearly below "
        "both has found nothing that they do not know. Let it predict the change since the last "
        "row instead of the value, and this easy way out is closed."
    )


def validation_worse(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """It memorises; above the mean's error it is worse than a constant."""
    weights = sum(count_parameters(spec, dataset.shape[2])) + spec.units + 1
    mean = scored(MEAN, dataset, escape)
    return (
        "It memorises the training samples, their noise included: this is overfitting, and here "
        f"{weights:,} weights can remember much of {many(len(dataset.train), 'target')}. An error "
        f"above that of “{SAY_THE_MEAN}”, {mean}, is worse than a constant. If the validation "
        "error never falls below that line, the samples may not hold the answer at all, as when "
        "the cause lies before the window: mend that first. Else stop where it was lowest, "
        "`keras.callbacks.EarlyStopping(restore_best_weights=True)`, or take fewer units or more "
        "rows."
    )
