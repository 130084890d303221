"""Learners who hold one idea each: what each would answer, worked out by that idea alone."""

import numpy as np

from lstmviz.lessons.window import SMALL
from tests.lessons.truth import always, asked_row, numbers, reading, sample_of, weights_of


def first_rows(case, title):
    """Take the steps for rows: as many as a row has numbers, from the one that is named."""
    row = asked_row(title, "Row ")
    return f"the {len(sample_of(case, 0)):,} rows from {row:,} on"


def small(case):
    """Give the little array that is asked about."""
    shape = SMALL[case.draw % len(SMALL)]
    return np.arange(np.prod(shape)).reshape(shape)


def spaced(values):
    return " ".join(map(str, np.ravel(values)))


def at(case, row, feature=0):
    """Name a cell: of one column its row alone."""
    return f"row {row:,}" + (f", {case.name(feature)}" if case.columns > 1 else "")


def gate_of_one_step(case):
    """Count the weights of one gate that reads all numbers of a sample at once."""
    units = case.spec.units
    return units * (len(sample_of(case, 0)) + units + 1)


def whole_at_once(case):
    """Count the weights of a layer that reads all numbers of a sample at once, as Keras does."""
    units, gates = case.spec.units, {"lstm": 4, "gru": 3, "simple_rnn": 1}[case.spec.cell]
    extra = gates * units if case.spec.cell == "gru" and case.spec.reset_after else 0
    return gates * gate_of_one_step(case) + extra


def step_of(title):
    """Read the step that a title speaks of: "after step 2 of 3"."""
    return int(title.split("after step ")[1].split()[0].replace(",", ""))


def one_only(case, title):
    """Name the number that enters at a step, alone."""
    step = step_of(title) - 1
    if case.columns > 1:
        return f"{case.name(step)} only"
    return f"row {int(case.dataset.starts[case.choices.sample or 0]) + step:,} only"


def all_of_sample(case, title):
    each, whole = ("row", "sample") if case.columns == 1 else ("column", "row")
    return f"all {len(sample_of(case, 0)):,} {each}s of this {whole}"


def times(count):
    return f"{count:,} time" + "s" * (count != 1)


# Question and idea → what its holder would answer.
LEARNERS = {
    ("row.first", "swaps_axes"): lambda case, title: f"all {len(sample_of(case, 0)):,} numbers",
    ("row.first", "column_is_sequence"): lambda case, title: f"the whole column {case.name(0)}",
    ("row.first", "steps_are_rows"): first_rows,
    ("row.first", "across_blocks"): always("the first number of every sample"),
    ("row.length", "swaps_axes"): lambda case, title: (
        f"{len(sample_of(case, 0)):,} steps of 1 number"
    ),
    ("row.length", "adds_axis"): lambda case, title: "{0:,} steps of {0:,} numbers".format(
        len(sample_of(case, 0))
    ),
    ("row.length", "whole_table"): lambda case, title: (
        f"{len(case.dataset.starts):,} step{'s' * (len(case.dataset.starts) != 1)} of "
        f"{len(sample_of(case, 0)):,} numbers"
    ),
    ("row.address", "step_is_row"): lambda case, title: at(case, numbers(title)[1]),
    ("row.address", "first_column"): lambda case, title: at(
        case, int(case.dataset.starts[numbers(title)[0]])
    ),
    ("row.address", "window_everywhere"): lambda case, title: at(
        case, int(case.dataset.starts[numbers(title)[0]]) + numbers(title)[1]
    ),
    ("row.address", "sample_is_row"): lambda case, title: at(case, numbers(title)[0]),
    ("row.address", "moved_by_one"): lambda case, title: at(case, sum(numbers(title)[:2])),
    ("units.who", "one_to_one"): always("1"),
    ("units.who", "unit_per_column"): lambda case, title: f"{case.columns:,}, one per column",
    ("units.who", "shared_out"): lambda case, title: f"{case.spec.units // max(case.columns, 2):,}",
    ("units.samples", "sample_is_row"): lambda case, title: (
        f"sample {asked_row(title, 'when row '):,} only"
    ),
    ("units.samples", "across_samples"): lambda case, title: (
        f"all samples from {reading(case, asked_row(title, 'when row '))[0]:,} on"
    ),
    ("units.samples", "everywhere"): lambda case, title: f"all {len(case.dataset.starts):,}",
    ("units.out", "units_are_steps"): lambda case, title: f"{case.window:,}",
    ("units.out", "every_step"): lambda case, title: f"{case.window * numbers(title)[0]:,}",
    ("units.out", "out_is_in"): lambda case, title: f"{case.columns:,}",
    ("state.depends", "no_memory"): one_only,
    ("state.depends", "across_samples"): always("these and all earlier rows"),
    ("state.depends", "looks_ahead"): all_of_sample,
    ("state.next", "carried_on"): always("what the last sample left"),
    ("state.next", "average_state"): always("the average so far"),
    ("state.next", "random_state"): always("random numbers"),
    ("state.exchanged", "order_matters"): always("both change"),
    ("state.exchanged", "across_samples"): always("change, and all later ones too"),
    ("state.exchanged", "place_matters"): always("stay where they are"),
    ("state.kept", "kept_in_h"): always("in h"),
    ("state.kept", "kept_in_c"): always("in c"),
    ("state.kept", "kept_nowhere"): always("nowhere"),
    ("one_step.learn", "useless"): always("0"),
    ("one_step.learn", "all_learn"): lambda case, title: f"{whole_at_once(case):,}",
    ("one_step.learn", "only_forget"): lambda case, title: f"{3 * gate_of_one_step(case):,}",
    ("one_step.learn", "keeps_c"): lambda case, title: (
        f"{4 * case.spec.units * (len(sample_of(case, 0)) + 1):,}"
    ),
    ("one_step.lags", "used_per_row"): lambda case, title: (
        f"used {times(case.window)}, once per row"
    ),
    ("one_step.lags", "used_because_past"): always("used, since the past is in it"),
    ("one_step.lags", "used_per_number"): lambda case, title: (
        f"used {times(case.window * case.columns)}"
    ),
    ("window.copies", "reshape"): always("1"),
    ("window.copies", "next_only"): always("2"),
    ("window.copies", "everywhere"): lambda case, title: f"{len(case.dataset.starts):,}",
    ("window.reshape", "reshape"): lambda case, title: f"windows of {numbers(title)[1]:,} rows",
    ("window.reshape", "copies_rows"): lambda case, title: (
        f"{numbers(title)[1]:,} copies of each row"
    ),
    ("window.reshape", "drops_rest"): lambda case, title: (
        "{:,} block{}; the rest is dropped".format(
            case.rows // numbers(title)[1], "s" * (case.rows // numbers(title)[1] != 1)
        )
    ),
    ("window.last", "window_first"): always("one row"),
    ("window.last", "mixes"): always("a mix of both"),
    ("window.last", "must_fail"): always("an error"),
    ("window.transpose", "no_move"): always("`(0, 1, 2)`"),
    ("window.transpose", "moves_samples"): always("`(2, 1, 0)`"),
    ("window.small", "reshape"): lambda case, title: spaced(range(small(case).shape[1])),
    ("window.small", "row_stays"): lambda case, title: spaced(small(case)[0, 0]),
    ("window.small", "across_blocks"): lambda case, title: spaced(small(case)[:, 0, 0]),
    ("count.few", "target_is_free"): lambda case, title: (
        f"{numbers(title)[0] - numbers(title)[1] + 1:,}"
    ),
    ("count.few", "row_is_sample"): lambda case, title: f"{numbers(title)[0]:,}",
    ("count.few", "blocks"): lambda case, title: f"{numbers(title)[0] // numbers(title)[1]:,}",
    ("count.label", "aligned"): lambda case, title: f"row {numbers(title)[0]:,}, the next",
    ("count.label", "last_row_label"): lambda case, title: (
        f"row {numbers(title)[0] - 1:,}, its last"
    ),
    ("count.label", "no_label"): always("none: an error"),
    ("count.shuffle", "never_shuffle"): always("of windows"),
    ("count.shuffle", "shuffle_all"): always("both"),
    ("count.shuffle", "always_shuffle"): always("neither"),
    ("count.border", "no_border"): always("0"),
    ("count.border", "one_at_border"): always("1"),
    ("count.border", "two_windows"): lambda case, title: f"{2 * case.window:,}",
    ("reach.which", "units_are_length"): lambda case, title: (
        f"window {numbers(title)[0]:,}, 128 units"
    ),
    ("reach.which", "time_finds"): always("one row, 100 epochs"),
    ("reach.which", "all_can"): always("all of them, given time"),
    ("reach.shortest", "lag_is_window"): lambda case, title: f"{numbers(title)[0]:,} rows",
    ("reach.shortest", "short_window"): lambda case, title: f"{numbers(title)[0] - 1:,} rows",
    ("reach.shortest", "units_decide"): always("it depends on the units"),
    ("race.seed", "one_run"): always("yes"),
    ("race.seed", "longer_decides"): always("yes, if trained longer"),
    ("race.seed", "never_tell"): always("that can never be said"),
    ("race.late", "knows_future"): always("the future"),
    ("race.late", "learned_noise"): always("the noise"),
    ("race.late", "learned_season"): always("the season"),
    ("code.input", "declares_samples"): lambda case, title: (
        f"`({len(case.dataset.starts)}, {case.window}, {case.columns})`"
    ),
    ("code.input", "declares_batch"): lambda case, title: (
        f"`({case.spec.batch_size}, {case.window}, {case.columns})`"
    ),
    ("code.input", "swaps_axes"): lambda case, title: f"`({case.columns}, {case.window})`",
    ("code.steps", "grows"): lambda case, title: (
        f"{round(weights_of(case) * numbers(title)[0] / case.window):,}"
    ),
    ("code.steps", "shrinks"): lambda case, title: (
        f"{round(weights_of(case) * case.window / numbers(title)[0]):,}"
    ),
    ("code.steps", "depends_on_samples"): always("it depends on N"),
    ("code.axes", "silent_means_right"): always("stops with an error"),
    ("code.axes", "row_by_itself"): lambda case, title: (
        f"runs silently, as `(N, 1, {case.columns})`"
    ),
    ("code.axes", "one_long"): always("is read as one long sequence"),
}
