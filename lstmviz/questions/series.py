"""Questions about tables that are not one tidy series: gaps, several series, other times."""

import numpy as np

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import Answer, Escape, code, layer_name
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import count_rows, many


def gaps(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """No window across a gap, or filled and flagged."""
    cells = dataset.table.values[:, [*dataset.features, dataset.target]]
    rows = int(np.count_nonzero(np.isnan(cells).any(axis=1)))
    lost = dataset.counts.lost_missing
    here = "Here no value is missing."
    left = "no sample would read one"
    if lost:
        left = f"{many(lost, 'sample')} that would read one {'is' if lost == 1 else 'are'} left out"
    if rows:
        has = "has" if rows == 1 else "have"
        here = f"Here {count_rows(rows)} {has} a missing value, and {left}."
    return Answer(
        "Leave out the windows that read one, or fill and flag it.",
        here,
        "One missing value makes every number after it NaN. Short gaps may be filled, by the last "
        "value or between the neighbours, from the past alone; add a column that says 1 where it "
        "was filled. At long gaps cut the series in two.",
        "Often done, but wrong: to drop the rows and go on. The window then takes rows for "
        "neighbours that are not.",
    )


def several_series(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Windows of each one, then all together."""
    group, lost = dataset.task.group, dataset.counts.lost_group
    here = "Here the table is taken for one series: no column is chosen that tells them apart."
    if group is not None:
        left_out = f"{many(lost, 'sample')} across a border {'is' if lost == 1 else 'are'}"
        here = (
            f"Here “{escape(group)}” tells the series apart, and {left_out if lost else 'none is'} "
            "left out."
        )
    return Answer(
        "Cut windows within each series, then train on all of them together.",
        here,
        "All share the same weights, so a short series learns from the others. Split each in time "
        "by itself. Columns that say which series it is, or what kind, may be repeated in every "
        "row.",
        "Often done, but wrong: to stack the series and window the whole. Some windows then begin "
        "in one series and end in another.",
    )


def irregular(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Tell the time that passed, or make it regular."""
    _, timesteps, features = dataset.shape
    after = code((timesteps, features + 1)) if dataset.layout.columns == "features" else ""
    with_time = f", so a sample would be {after}" if after else ""
    return Answer(
        "Add the time since the row before as a column, or resample.",
        f"A sample is {code((timesteps, features))} here; the time that passed is one more number "
        f"in each row{with_time}.",
        "An LSTM counts steps and knows nothing of minutes: two rows an hour apart and two rows a "
        "day apart look alike. Resampled to even times, empty places must be filled or flagged.",
    )


def static(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Beside the last h, as the first state, or in every row."""
    units, features = spec.units, dataset.shape[2]
    more = count_parameters(spec, features + 2)[0] - count_parameters(spec, features)[0]
    return Answer(
        "Put it beside the last h, in front of the head.",
        f"Two such numbers make the head's input {units + 2:,} long: {units + 3:,} weights in "
        f"place of {units + 1:,}. Repeated in every step they would cost the {layer_name(spec)} "
        f"{many(more, 'weight')}.",
        "`Concatenate()([h, static])` and then `Dense(1)`. Or a `Dense` layer makes the first "
        "state of it, `initial_state`. Repeating it in every row works too, and says the same "
        "thing again at each step.",
    )
