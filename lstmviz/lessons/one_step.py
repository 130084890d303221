"""Lesson: one step is no sequence. What idles, and what is learned all the same."""

from dataclasses import replace

from lstmviz.lessons.lesson import (
    RIGHT,
    Asked,
    Bet,
    Case,
    Lesson,
    Option,
    Question,
    Raced,
    Step,
    reported,
)
from lstmviz.lessons.shows import arranged, numbers_on, one_number, racing, shape_of, then
from lstmviz.network.specs import count_parameters
from lstmviz.questions.question import idle_weights, look_into
from lstmviz.racing.verdict import LEVEL
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.wording import many

SEEDS, EPOCHS = 3, 3
STEPS, AT_ONCE = LAYOUTS["columns"], LAYOUTS["row"]
WINDOW = 12  # rows that race as steps and as features, where one column is read
STEPS_OF_ONE, AT_ONCE_OF_ONE = Layout(WINDOW), replace(LAYOUTS["lags"], window=WINDOW)
lined_up = racing((STEPS, AT_ONCE), (STEPS_OF_ONE, AT_ONCE_OF_ONE), seeds=SEEDS, laps=EPOCHS)


def can_learn(case: Case) -> Asked:
    """Ask how many weights training can move where there is one step."""
    spec, features = case.spec, case.numbers
    (whole,) = count_parameters(spec, features)
    idle, parts = idle_weights(spec, features)
    recurrent, gate = len(spec.kind.blocks) * spec.units**2, (features + 1) * spec.units
    right = whole - idle
    hatched = f"{idle:,} weights stay hatched: {parts}. They multiply zeros."
    options = [
        Option(f"{right:,}", RIGHT, hatched),
        Option(f"{whole:,}", "all_learn", hatched),
        Option("0", "useless", f"{right:,} weights moved. {hatched}"),
    ]
    if spec.kind.has_c:
        options += [
            Option(f"{whole - gate - spec.units**2:,}", "only_forget", hatched),
            Option(f"{whole - recurrent:,}", "keeps_c", f"The first c is zero as well. {hatched}"),
        ]
    return Asked(
        f"`(N, 1, {features:,})`, {case.cell}: {whole:,} weights. How many can training **ever** "
        "move?",
        tuple(options),
    )


def judge(raced: Raced) -> str:
    """Judge a race of columns as steps against the row at once."""
    columns, row = raced.errors
    beaten = min(*columns, *row) < raced.last_value * (1 - LEVEL)
    if not beaten:
        return "neither"
    if max(columns) < min(row):
        return "columns"
    return "row" if max(row) < min(columns) else "nobody"


def bet_options(case: Case) -> dict[str, str]:
    """Offer what the race may come to."""
    steps, at_once = (shape_of(each.layout, case.columns) for each in case.choices.entrants)
    return {
        "columns": f"{steps}, clearly",
        "row": f"{at_once}, clearly",
        "nobody": "no clear difference",
        "neither": "neither beats repeating the last value",
    }


def lags_memory(case: Case) -> Asked:
    """Ask what the memory does where the past enters as features."""
    rows, columns = case.window, case.columns
    seen = (
        "There is one step, so the recurrent weights meet zeros: "
        f"{idle_weights(case.spec, rows * columns)[0]:,} of "
        f"{count_parameters(case.spec, rows * columns)[0]:,} lie idle."
    )
    return Asked(
        f"`(N, 1, {rows * columns:,})`: {many(rows, 'row')} as {rows * columns:,} features of one "
        "step. Its memory is …",
        (
            Option("never used; it knows the past only as features", RIGHT, seen),
            Option(f"used {many(rows, 'time')}, once per row", "used_per_row", seen, rows),
            Option("used, since the past is in it", "used_because_past", seen),
            Option(f"used {many(rows * columns, 'time')}", "used_per_number", seen, rows * columns),
        ),
    )


LESSON = Lesson(
    "one_step",
    "One step is no sequence",
    "Is (N, 1, C) useless? What does one step lose?",
    (
        Step(
            "1",
            "ask",
            lambda case: f"{many(case.numbers, 'number')} at once, in one step.",
            then(numbers_on("features"), look_into("gradient")),
            part="gradient",
            veil=("learnable", "counts"),
            question=Question("one_step.learn", can_learn),
        ),
        Step(
            "2",
            "do",
            lambda case: (
                "Press **Next batch** for one real update, and play it to its end. What is hatched "
                "does not move."
            ),
            then(numbers_on("features"), look_into("update")),
            part="update",
            done=reported("update"),
            sum_up=lambda case: (
                f"{idle_weights(case.spec, case.numbers)[0]:,} weights did not move, and never "
                "will."
            ),
        ),
        Step(
            "3",
            "rank",
            lambda case: "Bet before the race: on your table nobody knows the answer yet.",
            lined_up,
            part="race",
            veil=("verdict", "baselines"),
            question=Bet(
                "one_step.bet",
                lambda case: (
                    f"Both train {many(EPOCHS, 'epoch')}, from {many(SEEDS, 'seed')}. Which has "
                    "the lower error?"
                ),
                bet_options,
                judge,
            ),
        ),
        Step(
            "4",
            "do",
            lambda case: "Start the race, and wait for its verdict.",
            lined_up,
            part="race",
            done=reported("race"),
        ),
        Step(
            "5",
            "check",
            lambda case: "Now the past enters, but not as steps.",
            arranged("lags"),
            part="flow",
            veil=("learnable", "state"),
            question=Question("one_step.lags", lags_memory),
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Find a layout in which every weight can learn.**"
            ),
            numbers_on("features", section="find"),
            part="layouts",
            done=reported("steps"),
            sum_up=lambda case: "From two steps on the recurrence has something to multiply.",
        ),
    ),
    (
        "With one step, the state that it starts from is always zero.",
        "So the recurrent kernel, and the forget gate of an LSTM, get no gradient, ever.",
        "What is left is a dense layer, gated in LSTM and GRU, and that can learn a great deal.",
        "It learns all that its numbers can tell, and nothing of what was before them.",
        "Past rows as features bring the past back, but not the memory.",
    ),
    pointless=lambda dataset: one_number(dataset) or dataset.lacks,
)
