"""Questions about judging a forecast: order, splits, scaling, baselines, and what is memorised."""

from collections.abc import Callable

import numpy as np

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import Answer, Escape, sliding
from lstmviz.racing.baselines import SAY_THE_MEAN, last_value_error, mean_error, rows_back
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.scaling import fit_scaler
from lstmviz.wording import count_rows, many, percent, significant, write_share


def shuffling(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Whole samples yes, rows never."""
    window = sliding(dataset).window
    here = "is on here" if spec.shuffle else "is off here"
    return Answer(
        "Shuffle whole samples, never rows.",
        f"Whole samples, yes: `fit` does it by default, and it {here}. Rows, no: shuffled before "
        f"windows are cut, a window of {count_rows(window)} holds rows from anywhere, and which "
        "followed which is lost.",
        "Each sample keeps its own rows and its own target and starts from a zero state, so "
        "nothing is lost, and batches are mixed. With `stateful=True` the samples must stay in "
        "order, too.",
    )


def random_split(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Neighbouring windows share nearly all rows."""
    window, held = sliding(dataset).window, dataset.task.validation_fraction
    rows = f"the rows from {int(np.argmax(dataset.held_out)):,} on"
    if dataset.task.group is not None:
        rows = f"the last {percent(held)} of each group's rows"
    lost = dataset.counts.lost_border
    cost = f"costs {many(lost, 'window')}" if lost else "costs no window"
    return Answer(
        "Not with windows: split the rows in time first.",
        f"Here {rows} are held out, and the border {cost}. Two windows of {count_rows(window)} "
        f"that begin one row apart share {count_rows(window - 1)}.",
        "So a validation window would have a near copy of itself in the training part: with "
        f"{percent(held)} held out at random, {write_share(1 - held**2)} of them have a direct "
        "neighbour there. The error then looks better than any forecast can be. Cut the windows of "
        "each part by themselves.",
    )


def scaler_before_split(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Fit on the training rows, apply to all."""
    values = dataset.table.values[:, [dataset.target]]
    nobody = np.zeros(len(values), bool)
    ours, seen = (
        significant(float(fit_scaler(values, held, "standardise")[0][0]), 4)
        for held in (dataset.held_out, nobody)
    )
    unit = dataset.table.units[dataset.target] if dataset.table.units else ""
    name = f"“{escape(dataset.table.columns[dataset.target])}”"
    return Answer(
        "No: fit it on the training rows, apply it to all rows.",
        f"Here the mean of {name} is {f'{ours} {escape(unit)}'.rstrip()} over the training rows "
        f"and {f'{seen} {escape(unit)}'.rstrip()} over all.",
        "A scaler that has seen the validation rows tells the network of a future that it is then "
        "tested on. Validation values beyond the training range, below 0 or above 1 with min-max "
        "scaling, are no mistake: the future may be new.",
    )


def scored(error: Callable[[Dataset], float], dataset: Dataset, escape: Escape) -> str:
    """Write a baseline's error, with its unit."""
    if dataset.lacks:
        return "an error that no row is left to measure"
    unit = dataset.table.units[dataset.target] if dataset.table.units else ""
    return f"{significant(error(dataset))} {escape(unit)}".rstrip()


def one_step_late(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """It repeats the last value; errors tell, pictures do not."""
    by_last, by_mean = (scored(error, dataset, escape) for error in (last_value_error, mean_error))
    return Answer(
        "It has learned to repeat the last value that it knows.",
        "Compare errors, not pictures: on these validation rows the last value of the target's "
        f"column scores {by_last}, the mean of the training rows {by_mean}. A network that is not "
        "clearly below both has found nothing that they do not know.",
        "On a series that changes little from row to row this looks right, "
        f"{count_rows(rows_back(dataset))} late. Let it predict the change since the last row "
        "instead of the value, and this easy way out is closed.",
    )


def validation_worse(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """It memorises; above the mean's error it is worse than a constant."""
    weights = sum(count_parameters(spec, dataset.shape[2])) + spec.units + 1
    mean = scored(mean_error, dataset, escape)
    return Answer(
        "It memorises the training samples, noise included: overfitting.",
        f"Here {weights:,} weights can remember much of {many(len(dataset.train), 'target')}. An "
        f"error above that of “{SAY_THE_MEAN}”, {mean}, is worse than a constant.",
        "If the validation error never falls below that line, the samples may not hold the answer "
        "at all, as when the cause lies before the window: mend that first. Else stop where it was "
        "lowest, `keras.callbacks.EarlyStopping(restore_best_weights=True)`, or take fewer units "
        "or more rows.",
    )


def flat_line(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """It says the mean: nothing better was found."""
    mean = scored(mean_error, dataset, escape)
    return Answer(
        "It says the mean of the targets: it found nothing better.",
        f"Here always saying the mean scores {mean}; a flat line scores about that.",
        "First look whether the samples can hold the answer: a long enough window, the target "
        "beside the right window, rows not shuffled before windowing. Then whether anything is "
        "learned: scaled inputs, a scaled target, more epochs, a higher or lower learning rate. "
        "With y as (N,) and an output (N, T, 1) the loss compares all with all and drives every "
        "prediction to the mean: look at both shapes.",
    )


def not_a_number(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """One missing value is enough."""
    cells = dataset.table.values[:, [*dataset.features, dataset.target]]
    gaps = int(np.count_nonzero(np.isnan(cells).any(axis=1)))
    here = (
        f"Here {count_rows(gaps)} {'has' if gaps == 1 else 'have'} a missing value, and every "
        "sample that would read one is left out."
        if gaps
        else "Here no value that is read or predicted is missing."
    )
    return Answer(
        "Most often a missing value in X or y: one is enough.",
        here,
        "`np.isnan(X).any()` and `np.isnan(y).any()` tell. A column that never changes, divided by "
        "its deviation of 0, also gives NaN. Then come values that were not scaled, a learning "
        "rate too high and `activation='relu'`: take `tanh`, a tenth of the rate, and "
        "`clipnorm=1`.",
    )


def accuracy(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """It counts exact hits."""
    by_last, by_mean = (scored(error, dataset, escape) for error in (last_value_error, mean_error))
    return Answer(
        "Accuracy counts exact hits; for numbers look at the error.",
        f"Here the errors to beat are {by_last} for repeating the last value and {by_mean} for "
        "the mean.",
        "A predicted 20.31 for a measured 20.32 is no hit, so accuracy stays near 0 however good "
        "the forecast. Compile with `loss='mse'` and `metrics=['mae']`, and compare with the "
        "baselines. Accuracy belongs to classes.",
    )


def other_each_time(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """First weights and batches are drawn."""
    return Answer(
        "The first weights and the order of batches are drawn at random.",
        f"Here the seed is {spec.seed}: the same choices give the same run.",
        "`keras.utils.set_random_seed(0)` fixes it in your program. But one seed is one draw: to "
        "say that one layout is better, train each from several seeds and look whether the two "
        "clouds of errors lie apart.",
        "Often done, but wrong: to compare one run of each.",
    )


def back_to_units(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """With the target's own offset and scale."""
    column = dataset.target
    unit = dataset.table.units[column] if dataset.table.units else ""
    offset, spread = (
        f"{significant(float(value))} {escape(unit)}".rstrip()
        for value in (dataset.offset[column], dataset.scale[column])
    )
    here = f"Here ŷ · {spread} + {offset} is the prediction in the target's own unit."
    if dataset.task.scaling == "none":
        here = "Here nothing is scaled, so predictions are in the target's own unit already."
    return Answer(
        "Undo the target's scaling alone: give it a scaler of its own.",
        here,
        "A scaler that was fitted on all columns wants all of them back, and refuses one: "
        "`non-broadcastable output operand with shape (33093,1) doesn't match the broadcast shape "
        "(33093,9)`. A mean squared error has to be multiplied by the square of the scale, its "
        "root by the scale.",
    )


def enough_rows(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """More targets than weights is a start."""
    weights = sum(count_parameters(spec, dataset.shape[2])) + spec.units + 1
    span = dataset.layout.span
    apart = len(dataset.train) // span
    return Answer(
        "No number is enough by itself: compare validation with the baselines.",
        f"Here {many(len(dataset.train), 'training sample')} meet {weights:,} weights. As windows "
        f"overlap, only about {apart:,} of them share no row.",
        "With few rows take few units, and stop where the validation error is lowest. A linear "
        "regression on the same window needs fewer rows: race it along.",
    )


def too_slow(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Steps come one after another."""
    timesteps, train = dataset.shape[1], len(dataset.train)
    updates = -(-train // spec.batch_size)
    here = (
        f"Here an epoch is {many(updates, 'update')} of {many(timesteps, 'step')} in a row: "
        f"{many(updates * timesteps, 'step')}."
        if train
        else "Here there is no sample to train on."
    )
    return Answer(
        "Timesteps are computed one after another: shorter windows, larger batches.",
        here,
        "A batch is computed at once, so a larger one makes fewer updates at nearly the same cost "
        "each. On a GPU keep Keras's usual settings, or its fast kernel is not used.",
    )


def epoch_or_batch(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Update, pass."""
    train = len(dataset.train)
    updates = -(-train // spec.batch_size)
    return Answer(
        "A batch makes one update; an epoch goes through all samples once.",
        f"Here {many(train, 'training sample')} in batches of {spec.batch_size:,} make "
        f"{many(updates, 'update')} an epoch, {updates * spec.epochs:,} in "
        f"{many(spec.epochs, 'epoch')}.",
        "All weights move a little after each batch, by the mean gradient of its samples. The "
        "batch size is no part of the shape: the same model predicts one sample or a thousand.",
    )
