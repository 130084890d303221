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
from lstmviz.lessons.shows import inside, numbers_on, one_number_or_sample, then
from lstmviz.questions.question import look_into
from lstmviz.wording import many


def letters(case: Case) -> str:
    """Name the states of the cell."""
    return "h and c" if case.spec.kind.has_c else "h"


def depends(case: Case) -> Asked:
    """Ask what a prediction in the middle of a sample can depend on."""
    steps = case.numbers
    step = 2 + case.draw % max(steps - 2, 1)
    # A sample is a row with its columns, or some rows of one column.
    each, whole = ("row", "sample") if case.of_one else ("column", "row")
    names = [name_of(case, number) for number in range(step)]
    known = f"{names[0]} and {names[1]}" if step == 2 else f"the first {many(step, each)}"
    seen = (
        f"ŷ{subscript(step)} moved with {known} of this {whole}. Nothing that is read later moved "
        "it, nor did another sample."
    )
    options = [
        Option(f"{known} of this {whole}", RIGHT, seen),
        Option(f"{names[step - 1]} only", "no_memory", seen),
        Option("these and all earlier rows", "across_samples", seen),
    ]
    if step < steps:
        options.append(Option(f"all {steps:,} {each}s of this {whole}", "looks_ahead", seen))
    return Asked(
        f"`(N, {steps:,}, 1)`, after step {step:,} of {steps:,}. ŷ{subscript(step)} can depend "
        "on …",
        tuple(options),
    )


def name_of(case: Case, number: int) -> str:
    """Name what a sample in view reads at a step: a column, or a row of one column."""
    if not case.of_one:
        return case.name(number)
    return f"row {int(case.dataset.starts[case.choices.sample or 0]) + number:,}"


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
    """Choose the first of two samples that change places; others each time.

    They stand side by side in a batch that another one follows: so the drawing shows both.
    """
    total = case.dataset.shape[0]
    size = min(case.spec.batch_size, total // 2)
    first = min(100 + case.draw, (total // size - 1) * size - 2)
    if first % size == size - 1:
        first -= 1
    return max(first, 0), 0, 0


def exchanged(case: Case) -> Asked:
    """Ask what two samples that change places do."""
    first, _, _ = neighbour(case)
    seen = (
        "Each prediction went with its sample, to the last digit; no other moved. All start "
        "from zeros and use the same weights."
    )
    return Asked(
        f"We exchange samples {first:,} and {first + 1:,}. Their predictions …",
        (
            Option("are exchanged, and nothing else", RIGHT, seen),
            Option("both change", "order_matters", seen),
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
        "So where does it keep what it has learned, from sample to sample?",
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
            lambda case: (
                (
                    f"{many(case.window, 'row')} in turn are a sample again, one a step."
                    if case.of_one
                    else "The columns are steps again."
                )
                + " ŷ is the prediction; the small number says after which step."
            ),
            numbers_on("timesteps", change=1.0),
            part="outlook",
            veil=("prediction", "state"),
            question=Question("state.depends", depends),
        ),
        Step(
            "2",
            "do",
            lambda case: "Change one number, then another. Which ŷ move, and which stay?",
            numbers_on("timesteps", change=0.0),
            part="outlook",
            before="outlook",
            done=reached(lambda choices: choices.change != 0),
            sum_up=lambda case: "No ŷ before the changed step moved: nothing looks ahead.",
        ),
        Step(
            "3",
            "ask",
            lambda case: (
                f"The sample has ended. {letters(case)} {'are' if case.spec.kind.has_c else 'is'} "
                "the memory of the cell."
            ),
            numbers_on("timesteps"),
            part="flow",
            veil=("state",),
            question=Question("state.next", next_sample),
        ),
        Step(
            "4",
            "do",
            lambda case: f"Play over the sample's end, and watch {letters(case)}.",
            numbers_on("timesteps"),
            part="over_end",
            done=reported("wipe"),
            sum_up=lambda case: "Wiped: the next sample knows nothing of this one.",
        ),
        Step(
            "5",
            "ask",
            lambda case: "Think of two neighbours.",
            then(numbers_on("timesteps"), look_into("states")),
            part="states",
            veil=("state",),
            question=Question("state.exchanged", exchanged),
            aim=neighbour,
        ),
        Step(
            "6",
            "check",
            lambda case: "Every sample begins with zeros, and yet the network learns.",
            then(numbers_on("timesteps"), look_into("states")),
            part="states",
            question=Question("state.kept", where_kept),
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Make the state go on from one sample to another**, and "
                "see which sample that is."
            ),
            inside("window", "states", stateful=False),
            part="states",
            done=reached(lambda choices: choices.stateful),
            sum_up=lambda case: (
                "It goes on at the same place in the next batch, not in the neighbour."
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
    pointless=one_number_or_sample,
)
