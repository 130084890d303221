"""Lesson: a window, not a reshape. Copies, and the axis that comes out last."""

import math
from itertools import islice

import numpy as np

from lstmviz.lessons.lesson import RIGHT, Asked, Case, Lesson, Option, Question, Step, reported
from lstmviz.lessons.shows import arranged, busy_row, looking, readers, too_short
from lstmviz.samples.counting import write_factors
from lstmviz.samples.layouts import Layout
from lstmviz.wording import many

ASKED_BLOCK, BLOCKS = 10, 4  # rows of the first block that is asked about, and how many are
SMALL = ((2, 4, 3), (2, 3, 5), (3, 4, 2))  # shapes of the little arrays that are asked about
LAST_TWO, UNMOVED, TURNED = (0, 2, 1), (0, 1, 2), (2, 1, 0)


def row_asked(case: Case) -> int:
    """Choose the row whose copies are counted; another one each time."""
    row = busy_row(case.dataset)
    other = row + case.draw
    return other if len(readers(case.dataset, other)) >= min(3, case.window) else row


def last_copy(case: Case) -> tuple[int, int, int]:
    """Find the first sample that reads the row, at its end."""
    sample = readers(case.dataset, row_asked(case))[0]
    return sample, row_asked(case) - int(case.dataset.starts[sample]), 0


def how_often(case: Case) -> Asked:
    """Ask in how many samples a row stands."""
    row = row_asked(case)
    found = len(readers(case.dataset, row))
    seen = f"Row {row:,} was copied {found:,} times, into one sample after another."
    return Asked(
        f"Windows of {case.window:,} rows, moved by one. In how many samples does row {row:,} "
        "stand?",
        (
            Option(f"{found:,}", RIGHT, seen),
            Option("1", "reshape", seen),
            Option("2", "next_only", seen),
            Option(f"{case.dataset.shape[0]:,}", "everywhere", seen),
        ),
    )


def reshaped(case: Case) -> Asked:
    """Ask what a reshape to windows does."""
    rows, columns, block = case.rows, case.columns, block_asked(case)
    error = refusal(rows, columns, block)
    seen = f"NumPy says “{error}”. And {write_factors(rows)}: only divisors make whole blocks."
    return Asked(
        f"`table.reshape({rows}, {block}, {columns})` gives …",
        (
            Option("an error", RIGHT, seen),
            Option(f"windows of {block:,} rows", "reshape", seen),
            Option(f"{block:,} copies of each row", "copies_rows", seen),
            Option(f"{many(rows // block, 'block')}; the rest is dropped", "drops_rest", seen),
        ),
    )


def block_asked(case: Case) -> int:
    """Choose the rows of a block, so that some rows are left over; others each time."""
    usual = range(max(min(ASKED_BLOCK, case.rows // 2), 2), case.rows)
    uneven = list(islice((size for size in usual if case.rows % size), BLOCKS))
    return uneven[case.draw % len(uneven)]


def refusal(rows: int, columns: int, block: int) -> str:
    """Give NumPy's own words about a reshape that needs more numbers than there are."""
    try:
        np.broadcast_to(np.float32(0), (rows, columns)).reshape(rows, block, columns)
    except ValueError as refused:
        return str(refused)
    return ""


def window_is_last(case: Case) -> Asked:
    """Ask what a step is where the window's axis was left last."""
    rows, columns, window = case.rows, case.columns, case.window
    shape = f"({rows - window + 1}, {columns}, {window})"
    seen = f"The first step holds {window:,} values of {case.name(0)}: your steps are columns."
    return Asked(
        f"`sliding_window_view(table, {window}, axis=0)` is `{shape}`. Fed like that, one step "
        "is …",
        (
            Option(f"one column over {window:,} rows", RIGHT, seen),
            Option("one row", "window_first", f"NumPy put the window's rows last. {seen}"),
            Option("a mix of both", "mixes", seen),
            Option("an error", "must_fail", f"Nothing fails. {seen}"),
        ),
    )


def turned(case: Case) -> Asked:
    """Ask for the transpose that puts the window's rows on the steps."""
    seen = f"With {LAST_TWO} a step holds one row again, as it is drawn."
    return Asked(
        "Complete the line: `X = sliding_window_view(…).transpose(…)`",
        (
            Option(f"`{LAST_TWO}`", RIGHT, seen),
            Option(f"`{UNMOVED}`", "no_move", seen),
            Option(f"`{TURNED}`", "moves_samples", seen),
        ),
    )


def transposed(case: Case) -> Asked:
    """Ask for the first step of a little array after a transpose."""
    cells = small_array(case)
    samples, steps, features = cells.shape
    right = written(cells.transpose(LAST_TWO)[0, 0])
    seen = f"A step is now what was a column: {right}."
    return Asked(
        f"`arange({cells.size}).reshape{cells.shape}`, then `transpose{LAST_TWO}`: what is the "
        "first step of the first sample?",
        (
            Option(right, RIGHT, seen),
            Option(written(cells.reshape(samples, features, steps)[0, 0]), "reshape", seen),
            Option(written(cells[0, 0]), "row_stays", seen),
            Option(written(cells[:, 0, 0]), "across_blocks", seen),
        ),
    )


def small_array(case: Case) -> np.ndarray:
    """Give the little array that is asked about; another one each time."""
    shape = SMALL[case.draw % len(SMALL)]
    return np.arange(math.prod(shape)).reshape(shape)


def written(numbers: np.ndarray) -> str:
    """Write a few numbers side by side."""
    return " ".join(map(str, numbers.tolist()))


LESSON = Lesson(
    "window",
    "A window, not a reshape",
    "How do several rows get into one sample?",
    (
        Step(
            "1",
            "ask",
            lambda case: "A window slides over the table.",
            looking("window", "find"),
            part="film",
            veil=("shape", "counts"),
            question=Question("window.copies", how_often),
            aim=last_copy,
        ),
        Step(
            "2",
            "do",
            lambda case: (
                f"Look up row {busy_row(case.dataset):,} of the table. All places that read it "
                "light up."
            ),
            looking("window", "find"),
            part="look_up",
            done=reported("row"),
            sum_up=lambda case: (
                f"{case.dataset.shape[0] * case.window:,} copies of rows in X, out of "
                f"{case.rows:,} rows."
            ),
        ),
        Step(
            "3",
            "ask",
            lambda case: "Could a reshape do it?",
            looking("window", "count"),
            part="blocks",
            question=Question("window.reshape", reshaped),
        ),
        Step(
            "4",
            "ask",
            lambda case: "NumPy has a window of its own.",
            looking("window", "turns", turn="window_last"),
            part="turns",
            veil=("shape",),
            question=Question("window.last", window_is_last),
        ),
        Step(
            "5",
            "ask",
            lambda case: "Mend the line.",
            arranged("window", section="turns"),
            part="film",
            veil=("shape",),
            question=Question("window.transpose", turned),
        ),
        Step(
            "6",
            "check",
            lambda case: "Without a computer:",
            arranged("window", section="turns"),
            part="small",
            question=Question("window.small", transposed),
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Let each row stand in exactly "
                f"{many(goal_copies(case), 'sample')}**, except near the ends."
            ),
            looking("window", "count"),
            part="sizes",
            done=lambda seen: any(
                copies(choices.layout) == copies_asked(seen.choices[0].layout.window)
                for choices in seen.choices[1:]
            ),
            sum_up=lambda case: "Window divided by stride: that is how often a row is copied.",
        ),
    ),
    (
        "A window copies: a row stands in as many samples as the window has rows.",
        "A reshape only cuts elsewhere and keeps each number once, or refuses.",
        "sliding_window_view puts the window last, and a transpose puts it right.",
        "Shapes that fit raise no error, whatever they mean.",
        "A wrong turn often trains all the same; ask what a step holds.",
    ),
    pointless=too_short,
)


def copies_asked(window: int) -> int:
    """Choose how often a row is to be copied: about a third of the window."""
    return max(window // 3, 1)


def goal_copies(case: Case) -> int:
    """Give how often a row is to be copied."""
    return copies_asked(case.window)


def copies(layout: Layout) -> float:
    """Give in how many samples a row of the middle stands."""
    return layout.window / layout.stride
