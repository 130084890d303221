"""Lesson: what it knows at step t. The state goes forward within a sample, and no further."""

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
from lstmviz.lessons.shows import arranged, inside, one_column_or_sample
from lstmviz.wording import many


def letters(case: Case) -> str:
    """Name the states of the cell."""
    return "h and c" if case.spec.kind.has_c else "h"


def depends(case: Case) -> Asked:
    """Ask what a prediction in the middle of a row can depend on."""
    columns = case.columns
    step = 2 + case.draw % max(columns - 2, 1)
    names = [case.name(feature) for feature in range(columns)]
    known = f"{names[0]} and {names[1]}" if step == 2 else f"the first {many(step, 'column')}"
    seen = (
        f"Changing a column moved ŷ from its own step on: ŷ{subscript(step)} moved with "
        f"{known} of this row, with nothing after and nothing of another row."
    )
    options = [
        Option(f"{known} of this row", RIGHT, seen),
        Option(f"{names[step - 1]} only", "no_memory", seen),
        Option("these, and all earlier rows", "across_samples", seen),
    ]
    if step < columns:
        options.append(Option(f"all {columns:,} columns of this row", "looks_ahead", seen))
    return Asked(
        f"`(N, {columns:,}, 1)`, after step {step:,} of {columns:,}. ŷ{subscript(step)} can depend "
        "on …",
        tuple(options),
    )


def subscript(step: int) -> str:
    """Write a step's number below the line.

    >>> subscript(12)
    '₁₂'
    """
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(step))


def next_sample(case: Case) -> Asked:
    """Ask what the next sample starts from."""
    held = "hold" if case.spec.kind.has_c else "holds"
    wiped = "Where the sample ended the state was wiped: the next one starts with zeros."
    return Asked(
        f"Step 1 of the **next** sample: {letters(case)} {held} …",
        (
            Option("zeros", RIGHT, wiped),
            Option("what the last sample left", "carried_on", wiped),
            Option("the average so far", "average_state", wiped),
            Option("random numbers", "random_state", wiped),
        ),
    )


def neighbour(case: Case) -> tuple[int, int, int]:
    """Choose the first of two samples that change places; others each time."""
    return min(100 + case.draw, case.dataset.shape[0] - 2), 0, 0


def exchanged(case: Case) -> Asked:
    """Ask what two samples that change places do."""
    starts, (first, _, _) = case.dataset.starts, neighbour(case)
    a, b = int(starts[first]), int(starts[first + 1])
    seen = (
        "Each prediction went with its row, to the last digit; no other one moved. All start from "
        "zeros and use the same weights."
    )
    return Asked(
        f"We exchange rows {a:,} and {b:,}. Their predictions …",
        (
            Option("are exchanged, and nothing else", RIGHT, seen),
            Option("both become others", "order_matters", seen),
            Option("change, and all later ones too", "across_samples", seen),
            Option("stay where they are", "place_matters", seen),
        ),
    )


def where_kept(case: Case) -> Asked:
    """Ask where learning is kept."""
    seen = "The state is wiped at every start; the weights are the same for all samples."
    options = [
        Option("in the weights", RIGHT, seen),
        Option("in h", "kept_in_h", seen),
        Option("nowhere", "kept_nowhere", seen),
    ]
    if case.spec.kind.has_c:
        options.append(Option("in c", "kept_in_c", seen))
    return Asked(
        "So where is what it has learned kept from sample to sample?",
        tuple(options),
    )


LESSON = Lesson(
    "state",
    "What it knows at step t",
    "Does it remember the row before? Does it look ahead?",
    (
        Step(
            "1",
            "ask",
            lambda case: "The columns are steps again.",
            arranged("columns", sample=0, change=1.0),
            part="outlook",
            veil=("prediction", "state"),
            question=Question("state.depends", depends),
        ),
        Step(
            "2",
            "do",
            lambda case: "Change one column, then another. Which ŷ move, and which stay?",
            arranged("columns", sample=0, change=0.0),
            part="outlook",
            before="outlook",
            done=reached(lambda choices: choices.change != 0),
            sum_up=lambda case: "No ŷ before the changed step moved: nothing looks ahead.",
        ),
        Step(
            "3",
            "ask",
            lambda case: "The sample has ended.",
            arranged("columns", sample=0),
            part="flow",
            veil=("state",),
            question=Question("state.next", next_sample),
        ),
        Step(
            "4",
            "do",
            lambda case: f"Play over the sample's end, and watch {letters(case)}.",
            arranged("columns", sample=0),
            part="over_end",
            done=reported("wipe"),
            sum_up=lambda case: "Wiped: the next sample knows nothing of this one.",
        ),
        Step(
            "5",
            "ask",
            lambda case: "Think of two neighbours.",
            inside("columns", "states"),
            part="states",
            veil=("state",),
            question=Question("state.exchanged", exchanged),
            aim=neighbour,
        ),
        Step(
            "6",
            "check",
            lambda case: "One last thing.",
            inside("columns", "states"),
            part="states",
            question=Question("state.kept", where_kept),
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Make the state go on from one sample to another**, and "
                "say which sample that is."
            ),
            inside("window", "states", stateful=False),
            part="states",
            done=reached(lambda choices: choices.stateful),
            sum_up=lambda case: (
                "It goes on at the same place of the next batch, not to the neighbour."
            ),
        ),
    ),
    (
        "At a step the network knows its features and what earlier steps of the sample left.",
        "It never looks ahead.",
        "Every sample starts from zeros.",
        "So the order of samples does not matter to a prediction.",
        "What is learned is kept in the weights alone.",
    ),
    pointless=one_column_or_sample,
)
