"""Lesson: who gets the value. Everything that enters a step reaches every unit."""

from dataclasses import replace
from itertools import count

import numpy as np

from lstmviz.choices.experiments import MAX_CHANGE, Experiment
from lstmviz.diagram.scenes.numbers import unit, with_unit
from lstmviz.lessons.lesson import (
    RIGHT,
    Asked,
    Case,
    Lesson,
    Option,
    Question,
    Step,
    reached,
    reported,
)
from lstmviz.lessons.shows import busy_row, inside, one_sample, readers, too_short
from lstmviz.network.models import initial_weights, trace_model
from lstmviz.network.specs import count_parameters
from lstmviz.probing.wiggle import wiggle
from lstmviz.table.tables import Table
from lstmviz.wording import brief, many

ASKED_UNITS = 5
ANSWERS = 4  # to where a changed row is seen: what is right, and three ideas
# ŷ is to be moved by a part of the target's deviation, or of what the largest change does to it.
SWING, EASY = 1 / 3, 1 / 2


def place(case: Case) -> tuple[int, int, int]:
    """Choose the value that is changed: the second column of a busy row, where it is read last."""
    feature = min(1, case.columns - 1)
    sample = readers(case.dataset, row_asked(case))[0]
    source = case.dataset.source(np.array([sample]))[0]
    cell = row_asked(case) * len(case.dataset.table.columns) + int(case.dataset.features[feature])
    timesteps, features = np.nonzero(source == cell)
    return sample, int(timesteps[-1]), int(features[-1])


def row_asked(case: Case) -> int:
    """Choose the row that is changed; another one each time."""
    row = busy_row(case.dataset)
    if told_apart(case, row) < ANSWERS:
        # In a short table the busiest row stands in all samples, or in all to the end.
        others = range(min(case.rows, 2 * case.window))
        row = max((row, *others), key=lambda row: told_apart(case, row))
    other = row + case.draw * (case.window + 1)
    return other if other < case.rows and len(readers(case.dataset, other)) > 1 else row


def samples_told(case: Case, row: int) -> tuple[tuple[int, int], ...]:
    """Give the first and last of the samples that a row reaches, and as each wrong idea has it."""
    reading, last = readers(case.dataset, row), case.dataset.shape[0] - 1
    if not reading:
        return ()
    return (reading[0], reading[-1]), (row, row), (reading[0], last), (0, last)


def told_apart(case: Case, row: int) -> int:
    """Count the answers to where a row is seen that do not come to the same."""
    return len(set(samples_told(case, row)))


def units_moved(case: Case) -> int:
    """Count the units that move with the value, by moving it."""
    model = initial_weights(case.spec, case.dataset.shape[2])
    seen = wiggle(case.dataset, model, place(case), 1.0)
    return int(seen.changed[list(seen.samples).index(place(case)[0])])


def who(case: Case) -> Asked:
    """Ask which units change with one value."""
    units, columns, moved = case.spec.units, case.columns, units_moved(case)
    name = case.name(min(1, columns - 1))
    wires = f"The wires of {name} lead to every unit: {moved:,} of {units:,} moved."
    right = f"all {units:,}" if moved == units else f"{moved:,}"
    options = [
        Option(right, RIGHT, wires, moved),
        Option("1", "one_to_one", wires, 1),
    ]
    if 1 < columns <= units:
        options.append(Option(f"{columns:,}, one per column", "unit_per_column", wires, columns))
    share = units // max(columns, 2)
    if share:
        options.append(Option(f"{share:,}", "shared_out", wires, share))
    return Asked(
        f"{case.cell}. We change one number: {name} of row {row_asked(case):,}. **Which units "
        "will change?**",
        tuple(options),
    )


def which_samples(case: Case) -> Asked:
    """Ask in which samples a changed value is seen."""
    row = row_asked(case)
    right_ones, *wrong_ones = samples_told(case, row)
    first, last = right_ones
    right = f"{many(last - first + 1, 'sample')}, {first:,} to {last:,}"
    if first == last:
        right = f"sample {first:,} alone"
    seen = f"Row {row:,} stands in {right}; in all others nothing moved."
    return Asked(
        f"Windows of {case.window:,} rows. In which samples does something change when row "
        f"{row:,} changes?",
        (
            Option(right, RIGHT, seen, right_ones),
            Option(f"sample {row:,} only", "sample_is_row", seen, wrong_ones[0]),
            Option(f"all samples from {first:,} on", "across_samples", seen, wrong_ones[1]),
            Option(f"all {case.dataset.shape[0]:,}", "everywhere", seen, wrong_ones[2]),
        ),
    )


def layer_weights(case: Case) -> str:
    """Say how many weights the layer has: those of its wires, and its biases."""
    (whole,) = count_parameters(case.spec, case.columns)
    wires = len(case.spec.kind.blocks) * case.spec.units * (case.columns + case.spec.units)
    return f"{wires:,} wires and {many(whole - wires, 'bias')} are the layer's {whole:,} weights."


def units_asked(case: Case) -> int:
    """Choose the units of the layer that is asked about; others each time."""
    taken = case.window, case.columns
    return next(units for units in count(ASKED_UNITS + case.draw) if units not in taken)


def show_out(case: Case, choices: Experiment) -> Experiment:
    """Look at the layer that was asked about."""
    return replace(choices, spec=replace(choices.spec, units=units_asked(case)))


def how_many_out(case: Case) -> Asked:
    """Ask how many numbers come out of a layer."""
    window, columns, units = case.window, case.columns, units_asked(case)
    cell = case.spec.kind.name
    seen = f"{cell}({units:,}) keeps an h of {units:,} numbers; the last h comes out."
    return Asked(
        f"{cell}({units:,}) on `(N, {window:,}, {columns:,})`: how many numbers come out per "
        "sample?",
        (
            Option(f"{units:,}", RIGHT, seen),
            Option(f"{window:,}", "units_are_steps", seen),
            Option(f"{window * units:,}", "every_step", seen),
            Option(f"{columns:,}", "out_is_in", seen),
        ),
    )


def swing(case: Case) -> float:
    """Choose how far ŷ is to be moved, in the target's unit: two digits that count.

    It is a part of the target's deviation, and no more than the last row of the sample can do.
    """
    dataset, (sample, _, _) = case.dataset, place(case)
    model = initial_weights(case.spec, dataset.shape[2])
    x, _ = dataset.batch(np.array([sample]))
    pushed = np.repeat(x, 2 * x.shape[2], axis=0)
    for feature in range(x.shape[2]):
        pushed[2 * feature, -1, feature] += np.float32(MAX_CHANGE)
        pushed[2 * feature + 1, -1, feature] -= np.float32(MAX_CHANGE)
    y, moved = (trace_model(model, each).y[:, -1] for each in (x, pushed))
    share = min(SWING, EASY * float(np.abs(moved - y).max()))
    return float(f"{share * float(dataset.scale[dataset.target]):.1e}")


def swing_words(case: Case) -> str:
    """Write how far ŷ is to be moved, with its unit."""
    table, target = case.dataset.table, case.dataset.target
    return case.escape(with_unit(brief(swing(case)), unit(table, target)))


def at_the_value(experiment: Experiment, table: Table) -> Experiment:
    """Look at the windows of the table, with nothing changed yet."""
    return inside("window", "wiggle", change=0.0)(experiment, table)


def has_left(case: Case, sample: int) -> bool:
    """Tell whether a sample does not read the changed row; where all do, whether it is another."""
    reading = readers(case.dataset, row_asked(case))
    if len(reading) == len(case.dataset.starts):
        return sample != reading[0]
    return sample not in reading


def step_through(case: Case) -> str:
    """Say what to step through, and how far."""
    row = row_asked(case)
    if len(readers(case.dataset, row)) == len(case.dataset.starts):
        return f"Row {row:,} stays changed. Step through the samples: all of them read it."
    return (
        f"Row {row:,} stays changed. **Step through the samples until one does not move**, and see "
        "which rows it holds."
    )


LESSON = Lesson(
    "units",
    "Who gets the value?",
    "Does each value, word or row go to one neuron?",
    (
        Step(
            "1",
            "paint",
            lambda case: (
                "Each unit of the layer works out one number at every step. Tap those that will "
                "change, or choose how many."
            ),
            at_the_value,
            part="painted",
            before="paint",
            question=Question("units.who", who),
        ),
        Step(
            "2",
            "do",
            lambda case: (
                "Move the slider away from zero, and back. Each square is one unit of one sample."
            ),
            at_the_value,
            part="wiggle",
            aim=place,
            done=reached(lambda choices: choices.change != 0),
            sum_up=lambda case: (
                f"{units_moved(case):,} of {many(case.spec.units, 'unit')} moved: no value has a "
                "neuron of its own."
            ),
        ),
        Step(
            "3",
            "ask",
            lambda case: "Now look across the samples.",
            inside("window", "wiggle", change=1.0),
            part="changed",
            aim=place,
            veil=("state",),
            question=Question("units.samples", which_samples),
        ),
        Step(
            "4",
            "do",
            step_through,
            inside("window", "wiggle", change=1.0),
            part="across",
            aim=place,
            done=reported("left"),
            sum_up=lambda case: (
                "A sample that reads the row moves; any other does not move at all."
            ),
        ),
        Step(
            "5",
            "see",
            lambda case: (
                f"{layer_weights(case)} Point at a column, then at a unit: every column reaches "
                "every unit."
            ),
            inside("window", "wiring"),
            part="wiring",
            done=reported("wired"),
        ),
        Step(
            "6",
            "check",
            lambda case: "What comes out?",
            inside("window", "wiggle"),
            part="flow",
            question=Question("units.out", how_many_out),
            after=show_out,
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                f"The controls are yours. **Find a change that moves ŷ by {swing_words(case)}.**"
            ),
            inside("window", "wiggle", change=0.0),
            part="wiggle",
            aim=place,
            done=reported("moved"),
            sum_up=lambda case: "What stands near the end of a window usually moves it most.",
        ),
    ),
    (
        "Whatever enters at a step enters every unit, through each gate that the cell has.",
        "So one changed number moves all units of the samples that read it.",
        "A sample that does not read it does not move at all.",
        "Units are how many numbers come out; timesteps are how often the cell is used.",
        "A layer is one cell with many outputs, not a chain of cells.",
    ),
    pointless=lambda dataset: too_short(dataset) or one_sample(dataset),
)
