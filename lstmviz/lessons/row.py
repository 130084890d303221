"""Lesson: one row, two readings, by the axis that the columns go to."""

from lstmviz.choices.experiments import Experiment
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
from lstmviz.lessons.shows import numbers_on, one_number, then
from lstmviz.questions.question import see
from lstmviz.table.tables import Table
from lstmviz.wording import many

SHOWN = 3  # values of a sample that a title lists


def first_step(case: Case) -> Asked:
    """Ask what enters at the first step of a sample that has one number a step."""
    sample, numbers = sample_drawn(case), case.numbers
    values = [case.value(*place(case, sample, number)) for number in range(min(numbers, SHOWN))]
    listed = ", ".join(values) + (" …" if numbers > SHOWN else ".")
    arrows = f"All {numbers:,} arrows came out of {rows_of(case, sample)}."
    return Asked(
        f"{rows_of(case, sample).capitalize()} {'are' if case.of_one else 'is'} {listed} Fed as "
        f"`(N, {numbers:,}, 1)`: what does the {case.spec.kind.name} read at its **first** step?",
        (
            Option(
                f"{values[0]} alone",
                RIGHT,
                f"The first arrow carries {values[0]} and nothing else; the rest comes step by "
                "step.",
            ),
            Option(
                f"all {numbers:,} numbers",
                "swaps_axes",
                f"{numbers:,} arrows came, one after another, each with one number. All in one "
                f"step would be `(N, 1, {numbers:,})`.",
            ),
            Option(f"the whole column {case.name(0)}", "column_is_sequence", arrows),
            Option("the first number of every sample", "across_blocks", arrows)
            if case.of_one
            else Option(
                f"the {numbers:,} rows from {case.dataset.starts[sample]:,} on",
                "steps_are_rows",
                arrows,
            ),
        ),
    )


def sample_drawn(case: Case) -> int:
    """Take another sample each time the question is drawn again."""
    return case.draw % len(case.dataset.starts)


def place(case: Case, sample: int, number: int) -> tuple[int, int]:
    """Find a number of a sample in the table: its row and feature."""
    row, feature = divmod(number, case.columns)
    return int(case.dataset.starts[sample]) + row, feature


def rows_of(case: Case, sample: int) -> str:
    """Name the rows of a sample."""
    first = int(case.dataset.starts[sample])
    if case.window == 1:
        return f"row {first:,}"
    last = first + case.window - 1
    return f"rows {first:,} {'and' if case.window == 2 else 'to'} {last:,}"


def sample_length(case: Case) -> Asked:
    """Ask how long a sample is that takes its numbers at once."""
    samples, numbers = case.dataset.shape[0], case.numbers
    at_once = f"A sample is drawn with a single step, into which all {numbers:,} numbers go."
    return Asked(
        f"And fed as `(N, 1, {numbers:,})`: how long is one sample?",
        (
            Option(f"1 step of {numbers:,} numbers", RIGHT, at_once),
            Option(f"{numbers:,} steps of 1 number", "swaps_axes", at_once),
            Option(
                f"{many(samples, 'step')} of {numbers:,} numbers",
                "whole_table",
                f"There are {samples:,} samples, of one step each.",
            ),
            Option(f"{numbers:,} steps of {numbers:,} numbers", "adds_axis", at_once),
        ),
    )


def place_asked(case: Case) -> tuple[int, int, int]:
    """Choose the place of X that is asked about; another one each time."""
    samples, steps, _ = case.dataset.shape
    return min(4 + case.draw, samples - 1), 1 + case.draw % (steps - 1), 0


def address(case: Case) -> Asked:
    """Ask which cell of the table a place of X reads."""
    sample, step, _ = place_asked(case)
    row, feature = place(case, sample, step)
    if case.of_one:
        found = (
            f"Sample {sample:,} holds {rows_of(case, sample)}; its step {step:,} is row {row:,}."
        )
        options = (
            Option(f"row {row:,}", RIGHT, found),
            Option(f"row {step:,}", "step_is_row", found),
            Option(f"row {sample:,}", "sample_is_row", found),
            Option(f"row {sample + step:,}", "moved_by_one", found),
        )
    else:
        found = f"It stands in row {row:,}, under {case.name(feature)}."
        options = (
            Option(f"row {row:,}, {case.name(feature)}", RIGHT, found),
            Option(f"row {step:,}, {case.name(0)}", "step_is_row", found),
            Option(f"row {row:,}, {case.name(0)}", "first_column", found),
            Option(f"row {row + step:,}, {case.name(0)}", "window_everywhere", found),
        )
    return Asked(f"X[{sample:,}, {step:,}, 0] in `(N, {case.numbers:,}, 1)` is …", options)


def compared(experiment: Experiment, table: Table) -> Experiment:
    """Set the same numbers beside it, all in one step."""
    against = "lags" if experiment.layout.window > 1 else "row"
    return see("compare", against=against)(experiment, table)


def the_other_way(case: Case) -> str:
    """Say how the numbers are arranged now, and why there are fewer samples than rows."""
    rows, samples, ahead = case.rows, len(case.dataset.starts), case.choices.task.horizon
    again = "The same numbers, the other way."
    if case.window > 1 or not ahead or samples != rows - ahead:
        return again
    last = "the last one has" if ahead == 1 else f"the last {ahead:,} have"
    to_predict = "next row" if ahead == 1 else f"row {ahead:,} ahead"
    return (
        f"{again} {rows:,} rows make {many(samples, 'sample')}: {last} no {to_predict} to predict."
    )


def one_a_step(case: Case) -> str:
    """Say what a sample is."""
    rows = "Here are the first rows."
    if case.of_one:
        rows = (
            f"Your table has one column, so {many(case.window, 'row')} in turn are a sample here."
        )
    return f"{rows} A recurrent layer reads a sample step by step; N counts the samples."


LESSON = Lesson(
    "row",
    "One row, two readings",
    "(N, C, 1) or (N, 1, C): what does the network read, and when?",
    (
        Step(
            "1",
            "ask",
            one_a_step,
            numbers_on("timesteps"),
            part="flow",
            veil=("state", "prediction"),
            question=Question("row.first", first_step),
            aim=lambda case: (sample_drawn(case), 0, 0),
        ),
        Step(
            "2",
            "do",
            lambda case: "Press ▶ or → until the sample ends. Count the arrows into the cell.",
            numbers_on("timesteps"),
            part="to_end",
            done=reported("end"),
            sum_up=lambda case: (
                f"{many(case.numbers, 'step')}, one number at each, all from one sample."
            ),
        ),
        Step(
            "3",
            "ask",
            the_other_way,
            numbers_on("features"),
            part="flow",
            veil=("shape", "state"),
            question=Question("row.length", sample_length),
        ),
        Step(
            "4",
            "see",
            lambda case: (
                "Side by side: the same numbers, in a different number of steps. **Neither ever "
                "sees a row of another sample.** Choose another layout to compare with."
            ),
            then(numbers_on("timesteps"), compared),
            part="compare",
            done=reached(lambda choices: True),
        ),
        Step(
            "5",
            "do",
            lambda case: (
                "Shapes do not decide; meaning does. What are **your** rows, and your columns?"
            ),
            then(numbers_on("timesteps"), see("find")),
            part="meaning",
            before="meaning",
            veil=("fits",),
            done=reported("meaning"),
            sum_up=lambda case: "The recommendation follows from what you said, not from a shape.",
        ),
        Step(
            "6",
            "check",
            lambda case: "X is the array that the network is fed. Its indices start at 0.",
            then(numbers_on("timesteps"), see("find")),
            part="film",
            question=Question("row.address", address),
            aim=place_asked,
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Find a layout in which a sample has more steps than "
                "features.**"
            ),
            numbers_on("features"),
            part="layouts",
            done=reported("longer"),
            sum_up=lambda case: "A window of rows is what most tables in time order ask for.",
        ),
    ),
    (
        "A shape says how many samples there are, how many steps each has, and how many numbers "
        "enter at a step.",
        "With its numbers as steps, a sample is read one number at a time.",
        "With its numbers as features, all enter at once, and no time passes.",
        "Neither ever sees a row of another sample.",
        "That a shape runs proves nothing: what rows and columns mean decides which is right.",
    ),
    pointless=one_number,
)
