"""Lesson: one row, two readings, by the axis that the columns go to."""

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
from lstmviz.lessons.shows import arranged, looking, one_column
from lstmviz.wording import many

SHOWN = 3  # values of a row that a title lists


def first_step(case: Case) -> Asked:
    """Ask what enters at the first step of a row whose columns are steps."""
    row, columns = int(case.dataset.starts[sample_drawn(case)]), case.columns
    values = [case.value(row, feature) for feature in range(min(columns, SHOWN))]
    listed = ", ".join(values) + (" …" if columns > SHOWN else ".")
    return Asked(
        f"Row {row:,} is {listed} Fed as `(N, {columns:,}, 1)`: what does the LSTM read at its "
        "**first** step?",
        (
            Option(
                f"{values[0]} alone",
                RIGHT,
                f"The first arrow carries {values[0]} and nothing else; the rest comes step by "
                "step.",
            ),
            Option(
                f"all {columns:,} numbers",
                "swaps_axes",
                f"{columns:,} arrows came, one after another, each with one number. The row whole "
                f"in one step would be `(N, 1, {columns:,})`.",
            ),
            Option(
                f"the whole column {case.name(0)}",
                "column_is_sequence",
                f"All {columns:,} arrows came out of row {row:,}.",
            ),
            Option(
                f"the {columns:,} rows from {row:,} on",
                "steps_are_rows",
                f"All {columns:,} arrows came out of row {row:,}.",
            ),
        ),
    )


def sample_drawn(case: Case) -> int:
    """Take another sample each time the question is drawn again."""
    return case.draw % len(case.dataset.starts)


def sample_length(case: Case) -> Asked:
    """Ask how long a sample is that takes a row at once."""
    samples, columns = case.dataset.shape[0], case.columns
    at_once = f"A sample is drawn with a single step, into which all {columns:,} numbers go."
    return Asked(
        f"And fed as `(N, 1, {columns:,})`: how long is one sample?",
        (
            Option(f"1 step of {columns:,} numbers", RIGHT, at_once),
            Option(f"{columns:,} steps of 1 number", "swaps_axes", at_once),
            Option(
                f"{many(samples, 'step')} of {columns:,} numbers",
                "whole_table",
                f"There are {samples:,} samples, of one step each.",
            ),
            Option(f"{columns:,} steps of {columns:,} numbers", "adds_axis", at_once),
        ),
    )


def place_asked(case: Case) -> tuple[int, int, int]:
    """Choose the place of X that is asked about; another one each time."""
    samples, steps, _ = case.dataset.shape
    return min(4 + case.draw, samples - 1), 1 + case.draw % (steps - 1), 0


def address(case: Case) -> Asked:
    """Ask which cell of the table a place of X reads."""
    sample, step, _ = place_asked(case)
    row = int(case.dataset.starts[sample])
    found = f"It stands in row {row:,}, under {case.name(step)}."
    return Asked(
        f"X[{sample:,}, {step:,}, 0] in `(N, {case.columns:,}, 1)` is …",
        (
            Option(f"row {row:,}, {case.name(step)}", RIGHT, found),
            Option(f"row {step:,}, {case.name(0)}", "step_is_row", found),
            Option(f"row {row:,}, {case.name(0)}", "first_column", found),
            Option(f"row {row + step:,}, {case.name(0)}", "window_everywhere", found),
        ),
    )


LESSON = Lesson(
    "row",
    "One row, two readings",
    "(N, C, 1) or (N, 1, C): what does the network read, and when?",
    (
        Step(
            "1",
            "ask",
            lambda case: "Here are the first rows of the table.",
            arranged("columns", sample=0),
            part="flow",
            veil=("state", "prediction"),
            question=Question("row.first", first_step),
            aim=lambda case: (sample_drawn(case), 0, 0),
        ),
        Step(
            "2",
            "do",
            lambda case: "Press ▶ or → until the sample ends. Count the arrows into the cell.",
            arranged("columns", sample=0),
            part="to_end",
            done=reported("end"),
            sum_up=lambda case: (
                f"{many(case.columns, 'step')}, one number at each, all from one row."
            ),
        ),
        Step(
            "3",
            "ask",
            lambda case: "The same row, the other way.",
            arranged("row", sample=0),
            part="flow",
            veil=("shape", "state"),
            question=Question("row.length", sample_length),
        ),
        Step(
            "4",
            "see",
            lambda case: (
                "Side by side: as many numbers in both, but not as many steps. Which row does "
                "neither ever see? **Any other one.** Choose another layout to compare with."
            ),
            looking("columns", "compare", against="row"),
            part="compare",
            done=reached(lambda choices: True),
        ),
        Step(
            "5",
            "do",
            lambda case: (
                "Shapes do not decide; meaning does. What are **your** rows, and your columns?"
            ),
            looking("columns", "find"),
            part="meaning",
            before="meaning",
            veil=("fits",),
            done=reported("meaning"),
            sum_up=lambda case: "The recommendation follows from what you said, not from a shape.",
        ),
        Step(
            "6",
            "check",
            lambda case: "Name one value.",
            looking("columns", "find"),
            part="find",
            question=Question("row.address", address),
            aim=place_asked,
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Find a layout in which one sample has more steps than "
                "features at each.**"
            ),
            arranged("row", sample=0),
            part="layouts",
            done=reported("longer"),
            sum_up=lambda case: "A window of rows is what most tables in time order ask for.",
        ),
    ),
    (
        "A shape says how many sequences, how many steps in each, and how many numbers a step.",
        "With the columns as steps a row is read in bites of one number.",
        "With the row as one step all its numbers enter at once, and there is no time at all.",
        "Neither ever sees another row.",
        "What rows and columns mean decides which is right, not which one runs.",
    ),
    pointless=one_column,
)
