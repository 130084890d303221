"""Lesson: who gets the value. Everything that enters a step reaches every unit."""

import numpy as np

from lstmviz.choices.experiments import Experiment
from lstmviz.lessons.lesson import (
    RIGHT,
    Asked,
    Case,
    Lesson,
    Option,
    Question,
    Seen,
    Step,
    reached,
    reported,
)
from lstmviz.lessons.shows import busy_row, inside, readers
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import count_parameters
from lstmviz.probing.wiggle import wiggle
from lstmviz.table.tables import Table
from lstmviz.wording import many

ASKED_UNITS = 5


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
    other = row + case.draw * (case.window + 1)
    return other if other < case.rows and readers(case.dataset, other) else row


def units_moved(case: Case) -> int:
    """Count the units that move with the value, by moving it."""
    model = initial_weights(case.spec, case.dataset.shape[2])
    seen = wiggle(case.dataset, model, place(case), 1.0)
    return int(seen.changed[list(seen.samples).index(place(case)[0])])


def who(case: Case) -> Asked:
    """Ask which units change with one value."""
    units, columns, moved = case.spec.units, case.columns, units_moved(case)
    name = case.name(min(1, columns - 1))
    wires = f"The wires of {name} go to every gate of every unit: {moved:,} of {units:,} moved."
    right = f"all {units:,}" if moved == units else f"{moved:,}"
    return Asked(
        f"{case.cell}. We change one number: {name} of row {row_asked(case):,}. **Which units "
        "will change?**",
        (
            Option(right, RIGHT, wires),
            Option("1", "one_to_one", wires),
            Option(f"{columns:,}, one per column", "unit_per_column", wires),
            Option(f"{units // max(columns, 2):,}", "shared_out", wires),
        )
        if columns > 1
        else (
            Option(right, RIGHT, wires),
            Option("1", "one_to_one", wires),
            Option(f"{units // 2:,}", "shared_out", wires),
        ),
    )


def which_samples(case: Case) -> Asked:
    """Ask in which samples a changed value is seen."""
    row = row_asked(case)
    reading, samples = readers(case.dataset, row), case.dataset.shape[0]
    first, last = reading[0], reading[-1]
    seen = (
        f"Row {row:,} stands in {many(len(reading), 'sample')}, {first:,} to {last:,}; in all "
        "others nothing moved."
    )
    return Asked(
        f"Windows of {case.window:,} rows. In which samples does something change, when row "
        f"{row:,} does?",
        (
            Option(f"{many(len(reading), 'sample')}, {first:,} to {last:,}", RIGHT, seen),
            Option(f"sample {row:,} only", "sample_is_row", seen),
            Option(f"all samples from {first:,} on", "across_samples", seen),
            Option(f"all {samples:,}", "everywhere", seen),
        ),
    )


def how_many_out(case: Case) -> Asked:
    """Ask how many numbers come out of a layer."""
    window, columns = case.window, case.columns
    units = ASKED_UNITS + case.draw
    while units in (window, columns):
        units += 1
    cell = case.spec.kind.name
    seen = f"{cell}({units:,}) holds h with {units:,} numbers; the last one comes out."
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


def at_the_value(experiment: Experiment, table: Table) -> Experiment:
    """Look at the windows of the table, with nothing changed yet."""
    return inside("window", "wiggle", change=0.0)(experiment, table)


def across(seen: Seen) -> bool:
    """Tell whether the person has moved on by some samples."""
    samples = {choices.sample for choices in seen.choices}
    return len(samples) > 1


LESSON = Lesson(
    "units",
    "Who gets the value?",
    "Does each value, word or row go to one neuron?",
    (
        Step(
            "1",
            "paint",
            lambda case: "Tap the units, or choose how many.",
            at_the_value,
            part="painted",
            before="paint",
            question=Question("units.who", who),
        ),
        Step(
            "2",
            "do",
            lambda case: "Move the slider off zero, and back. Each square is a unit of a sample.",
            at_the_value,
            part="wiggle",
            aim=place,
            done=reached(lambda choices: choices.change != 0),
            sum_up=lambda case: (
                f"{units_moved(case):,} of {many(case.spec.units, 'unit')} moved: nothing goes to "
                "a neuron."
            ),
        ),
        Step(
            "3",
            "ask",
            lambda case: "Now look across the samples.",
            inside("window", "wiggle", change=1.0),
            part="wiggle",
            aim=place,
            veil=("state",),
            question=Question("units.samples", which_samples),
        ),
        Step(
            "4",
            "do",
            lambda case: (
                "Change the sample and watch: another window reads another row, and the lines that "
                "move go with it."
            ),
            inside("window", "wiggle", change=1.0),
            part="wiggle",
            aim=place,
            done=across,
        ),
        Step(
            "5",
            "see",
            lambda case: (
                f"Count the wires: the layer has {count_parameters(case.spec, case.columns)[0]:,} "
                "weights. Point at a column, then at a unit: every one of them meets."
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
            part="parameters",
            question=Question("units.out", how_many_out),
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                f"The controls are yours. **Find a change that moves ŷ by {swing(case)}.**"
            ),
            inside("window", "wiggle", change=0.0),
            part="wiggle",
            aim=place,
            done=reported("moved"),
            sum_up=lambda case: "What stands near the end of a window usually moves it most.",
        ),
    ),
    (
        "Whatever enters at a step enters every gate of every unit.",
        "So one changed number moves all units of the samples that read it.",
        "A sample that does not read it does not move at all.",
        "Units are how many numbers come out; timesteps are how often the cell is used.",
        "A layer is one cell with many outputs, not a chain of cells.",
    ),
)


def swing_units(case: Case) -> float:
    """Give how far ŷ is to be moved, in the target's unit: a third of its deviation."""
    return float(case.dataset.scale[case.dataset.target]) / 3


def swing(case: Case) -> str:
    """Write how far ŷ is to be moved, with its unit."""
    table, target = case.dataset.table, case.dataset.target
    unit = table.units[target] if table.units else ""
    return f"{swing_units(case):.2g} {case.escape(unit)}".rstrip()
