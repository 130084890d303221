"""Lesson: count them, aim them. What a target costs, where labels belong, what may be shuffled."""

from dataclasses import replace

from lstmviz.choices.experiments import Experiment
from lstmviz.choices.fitting import fit_to_table, largest_window
from lstmviz.lessons.lesson import (
    RIGHT,
    Asked,
    Case,
    Lesson,
    Option,
    Question,
    Seen,
    Step,
    reported,
)
from lstmviz.lessons.shows import looking, too_short
from lstmviz.samples.layouts import Layout
from lstmviz.samples.mistakes import MISTAKES
from lstmviz.samples.tasks import readable
from lstmviz.table.tables import Table
from lstmviz.wording import many

FEW = ((10, 4), (12, 5), (9, 3), (14, 6))  # rows and windows that are asked about
LABELLED = 10


def few_windows(case: Case) -> Asked:
    """Ask how many samples a handful of rows gives."""
    rows, window = FEW[case.draw % len(FEW)]
    layout = Layout(window)
    fit, right = layout.samples(rows), layout.samples(rows, horizon=1)
    seen = (
        f"{fit:,} windows fit, but the last of them ends in the last row: there is no next row to "
        f"predict. So rows − window − ahead + 1 = {right:,}."
    )
    return Asked(
        f"{rows:,} rows, windows of {window:,}, predict the next row. How many samples?",
        (
            Option(f"{right:,}", RIGHT, seen),
            Option(f"{fit:,}", "target_is_free", seen),
            Option(f"{rows:,}", "row_is_sample", seen),
            Option(f"{rows // window:,}", "blocks", seen),
        ),
    )


def first_label(case: Case) -> Asked:
    """Ask for the label of the first window, where the data are their own targets."""
    length = LABELLED + case.draw
    seen = (
        "`targets[i]` goes with the window that **starts** at i: the network is shown its answer "
        "as its first input."
    )
    return Asked(
        f"`timeseries_dataset_from_array` gets `data`, `targets=data` and "
        f"`sequence_length={length}`. The label of the first window is …",
        (
            Option("row 0, its own first row", RIGHT, seen),
            Option(f"row {length:,}, the next", "aligned", seen),
            Option(f"row {length - 1:,}, its last", "last_row_label", seen),
            Option("none: an error", "no_label", seen),
        ),
    )


def shuffles(case: Case) -> Asked:
    """Ask which shuffle does harm."""
    rows = MISTAKES["shuffle_rows"].sentence(case.dataset)
    return Asked(
        "Which shuffle ruins the samples?",
        (
            Option("of rows, before windows are cut", RIGHT, case.escape(rows)),
            Option(
                "of windows", "never_shuffle", "Every sample keeps its own rows and its target."
            ),
            Option(
                "both",
                "shuffle_all",
                "Shuffled windows keep their rows in order; shuffled rows do not.",
            ),
            Option("neither", "always_shuffle", case.escape(rows)),
        ),
    )


def at_the_border(case: Case) -> Asked:
    """Ask how many samples the split between training and validation costs."""
    counts, window = case.dataset.counts, case.window
    lost = counts.lost_border
    seen = (
        f"{counts.train:,} to train and {counts.validation:,} to validate; {lost:,} would stand on "
        "both sides."
    )
    return Asked(
        f"With a {case.dataset.layout.reach(case.choices.task.horizon)}, how many samples of your "
        "table are given up at the border between training and validation?",
        (
            Option(f"{lost:,}", RIGHT, seen),
            Option("0", "no_border", seen),
            Option("1", "one_at_border", seen),
            Option(f"{2 * window:,}", "two_windows", seen),
        ),
    )


def round_count(experiment: Experiment, table: Table) -> int:
    """Choose a round number of samples that another window than the one in view gives."""
    rows, ahead = len(table.values), experiment.task.horizon
    now = experiment.layout.samples(rows, ahead)
    least = rows - largest_window(experiment, experiment.task, table) - ahead + 1
    most = rows - 2 - ahead + 1  # of a window of two rows
    rounded = [most // 10**power * 10**power for power in range(len(str(most)) - 1, -1, -1)]
    # Where two rows are all that fit, one row is the only other window. Where one row is, there is
    # none: the lesson says that the table is too short.
    others = (count for count in (*rounded, most - 1, most + 1) if least <= count != now)
    return next(others, now)


def target_read(experiment: Experiment, table: Table) -> Experiment:
    """Let the target be among the columns that are read, ahead of them: else it cannot leak."""
    start = looking("window", "targets")(experiment, table)
    task = replace(start.task, horizon=max(start.task.horizon, 1))
    if task.target not in readable(table, task):
        task = replace(task, features=(*task.features, task.target))
    return fit_to_table(replace(start, task=task), table)[0]


def asked_count(case: Case) -> int:
    """Give the round number that is asked for."""
    return round_count(case.choices, case.dataset.table)


def halved(seen: Seen) -> bool:
    """Tell whether every second window was left out, and the windows kept."""
    start, windows = seen.choices[0].layout, [choices.layout for choices in seen.choices[1:]]
    return any(each.window == start.window and each.stride == 2 * start.stride for each in windows)


LESSON = Lesson(
    "count",
    "Count them, aim them",
    "How many samples are there, and which target belongs to which?",
    (
        Step(
            "1",
            "ask",
            lambda case: "A small table first; then the same formula with your own numbers.",
            looking("window", "count"),
            part="sizes",
            veil=("shape", "counts"),
            question=Question("count.few", few_windows),
        ),
        Step(
            "2",
            "do",
            lambda case: (
                "**Set the window so that the formula gives exactly "
                f"{many(asked_count(case), 'sample')}.**"
            ),
            looking("window", "count"),
            part="sizes",
            done=reported("counted"),
            sum_up=lambda case: "One row more in the window, one sample fewer.",
        ),
        Step(
            "3",
            "ask",
            lambda case: "Keras cuts windows for you.",
            looking("window", "targets"),
            part="targets",
            veil=("target",),
            question=Question("count.label", first_label),
        ),
        Step(
            "4",
            "do",
            lambda case: "The target stands in its own window. **Move it until the leak is gone.**",
            target_read,
            part="targets",
            done=reported("mended"),
            sum_up=lambda case: (
                "After the window's last row nothing of the answer is among the inputs."
            ),
        ),
        Step(
            "5",
            "ask",
            lambda case: "Before training, data are often shuffled.",
            looking("window", "targets"),
            part="targets",
            question=Question("count.shuffle", shuffles),
            after=lambda case, choices: replace(choices, turn="shuffle_rows"),
        ),
        Step(
            "6",
            "check",
            lambda case: "The table is split in time before windows are cut.",
            looking("window", "count"),
            part="targets",
            veil=("counts",),
            question=Question("count.border", at_the_border),
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Keep about half the samples, and the window as it is.**"
            ),
            looking("window", "count"),
            part="sizes",
            done=halved,
            sum_up=lambda case: (
                "The stride leaves windows out and takes nothing from those it keeps."
            ),
        ),
    ),
    (
        "Samples = rows − window − rows ahead + 1.",
        "Every row ahead costs one sample.",
        "In timeseries_dataset_from_array label i belongs to the window that starts in row i.",
        "Windows may be shuffled; rows may not.",
        "What would stand on both sides of the split is given up.",
    ),
    pointless=too_short,
)
