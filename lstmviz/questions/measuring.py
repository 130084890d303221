"""Questions about how good a forecast is, how long to train for it, and what would change it."""

import numpy as np
from jaxtyping import Float64

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.judging import scored
from lstmviz.questions.question import Answer, Escape
from lstmviz.racing.baselines import SAY_THE_MEAN, last_value_error, mean_error
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import count_rows, many, significant

NO_SAMPLE = "Here there is no sample to train on."


def known_targets(
    dataset: Dataset,
) -> tuple[Float64[np.ndarray, " train"], Float64[np.ndarray, " held_out"]]:
    """Give the values of the target's column in the training and in the held-out rows."""
    column = dataset.table.values[:, dataset.target].astype(np.float64)
    known = ~np.isnan(column)
    return column[known & ~dataset.held_out], column[known & dataset.held_out]


def in_unit(dataset: Dataset, value: float, escape: Escape) -> str:
    """Write a value of the target's column, with its unit."""
    unit = dataset.table.units[dataset.target] if dataset.table.units else ""
    return f"{significant(value)} {escape(unit)}".rstrip()


def updates_per_epoch(dataset: Dataset, spec: TrainingSpec) -> int:
    """Count the batches that hold all training samples once."""
    return -(-len(dataset.train) // spec.batch_size)


def is_it_good(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Beside the baselines, in the target's own unit."""
    by_last, by_mean = (scored(error, dataset, escape) for error in (last_value_error, mean_error))
    return Answer(
        "An error is good only beside what needs no network.",
        f"Here, as root mean squared errors, repeating the last value scores {by_last}, and "
        f"“{SAY_THE_MEAN}” {by_mean}.",
        "RMSE and MAE are in the target's own unit; RMSE counts large errors more. MSE is RMSE "
        "squared. MAPE divides by the true value, so near 0 it explodes. R² is 0 for the mean of "
        "the very targets that are scored, and below 0 for what is worse. A loss on scaled values "
        "says nothing until it is turned back into the unit.",
        "Often done, but wrong: to judge by a plot. A forecast that is one step late looks perfect "
        "there.",
    )


def validation_better(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Dropout, and a mean over an epoch in which weights still move."""
    updates = updates_per_epoch(dataset, spec)
    here = (
        f"Here an epoch has {many(updates, 'update')}: Keras's training loss is the mean over all "
        "of its batches, each before its update, and `val_loss` is measured once, after the last."
    )
    return Answer(
        "Training is measured with dropout on, and while the weights still move.",
        here if updates else NO_SAMPLE,
        "`model.evaluate(X_train, y_train)` measures both alike. If the training error is still "
        "the larger one, the held-out rows are easier: see what “"
        f"{SAY_THE_MEAN}” scores on either part. It is no mistake by itself.",
    )


def missed_peaks(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The mean of peak and no peak scores best."""
    train, _ = known_targets(dataset)
    here = "Here no training row holds a target."
    if len(train):
        mean, highest = (
            in_unit(dataset, float(each), escape) for each in (train.mean(), max(train))
        )
        name = f"“{escape(dataset.table.columns[dataset.target])}”"
        here = (
            f"Here the mean of {name} is {mean} in the training rows, the highest value {highest}."
        )
    return Answer(
        "Squared error is smallest at the mean of all that may come.",
        here,
        "Where the rows read do not tell whether a peak comes, that mean is lower than any peak. "
        "So give the network what announces it: a further column, or a window that reaches back to "
        "it. Rare peaks count more with `sample_weight` in `fit`. And leave the last `Dense` "
        "without an activation: `tanh` or `sigmoid` would cap it at 1.",
        "Often said, but wrong: that more layers bring the peaks. What the rows do not hold no "
        "layer finds.",
    )


def how_many_epochs(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Until the validation error no longer falls."""
    updates = updates_per_epoch(dataset, spec)
    here = (
        f"Here {many(spec.epochs, 'epoch')} of {many(updates, 'update')} are set, "
        f"{many(updates * spec.epochs, 'update')} in all."
    )
    return Answer(
        "Until the validation error falls no more: let a callback decide.",
        here if updates else NO_SAMPLE,
        "`keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)` stops after 10 "
        "epochs without a lower `val_loss` and takes the best weights back; it needs "
        "`validation_data`. The number by itself tells little: with batches twice as large an "
        "epoch makes half as many updates.",
    )


def trend_and_season(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A trend leaves the range that was learned; a season does not."""
    train, held_out = known_targets(dataset)
    here = "Here no row is held out that would show it."
    if len(train) and len(held_out):
        lowest, highest = (
            in_unit(dataset, float(each), escape) for each in (min(train), max(train))
        )
        beyond = int(np.count_nonzero((held_out < min(train)) | (held_out > max(train))))
        here = (
            f"Of the {many(len(held_out), 'held-out value')} of "
            f"“{escape(dataset.table.columns[dataset.target])}” {beyond or 'none'} "
            f"{'lies' if beyond == 1 else 'lie'} outside the training rows' range, {lowest} to "
            f"{highest}."
        )
    return Answer(
        "A trend that leaves the trained range, yes; a season, no.",
        here,
        "h stays between −1 and 1, so whatever comes in, ŷ cannot pass the sum of the head's "
        "weights, taken without sign, and its bias: no line goes on for ever. Predict the change "
        "since the last row, `np.diff`, and add the last value again. A season is learned from a "
        "window as long as its period, or from columns such as hour and weekday.",
        "Often said, but wrong: that an LSTM wants a stationary series, as ARIMA does. Nothing in "
        "it assumes that.",
    )


def new_rows(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Predict as before; fit goes on from the weights that are there."""
    span = dataset.layout.span
    return Answer(
        "Predicting needs no training, and `fit` goes on from the present weights.",
        f"Here the last {count_rows(span)}, the new ones among them, make the sample to predict "
        "from."
        if span > 1
        else "Here the newest row alone makes the sample to predict from.",
        "Calling `fit` again does not start anew, but on new rows alone the network may forget "
        "the old ones: give it both. Keep the first scaler; with another one the same value is "
        "another number. Now and then train a new model on all rows, and compare both on new ones.",
    )


def which_matter(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Shuffle one, and see what it costs."""
    columns = len(dataset.features)
    return Answer(
        "Shuffle one column in validation and see how far the error rises.",
        f"Here that is one measurement for {many(columns, 'column')}, without training again."
        if columns == 1
        else f"Here that is one measurement for each of {many(columns, 'column')}, without "
        "training again.",
        "A weight's size tells little: all columns are mixed at every step. Columns that say the "
        "same stand in for one another, so each alone may seem useless. To be sure, train without "
        "the column, from several seeds.",
    )
