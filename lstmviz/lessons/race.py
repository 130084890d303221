"""Lesson: race them. Meaning chooses the layout; a race tells whether it pays."""

from dataclasses import replace

from lstmviz.choices.experiments import Experiment
from lstmviz.lessons.lesson import (
    RIGHT,
    Asked,
    Case,
    Lesson,
    Option,
    Question,
    Ranking,
    Seen,
    Step,
    reported,
)
from lstmviz.lessons.shows import racing, shape_of, too_short
from lstmviz.racing.baselines import LAST_VALUE, rows_back
from lstmviz.samples.layout_words import short_words
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.wording import many

WINDOW = 12  # rows of the window that races: better than twice as many, and twice as quick
SEEDS, EPOCHS = 3, 3
FIELD = (LAYOUTS["columns"], LAYOUTS["row"], Layout(WINDOW))
# A row of one column is the same both ways; a window of it is not.
FIELD_OF_ONE = (Layout(WINDOW), replace(LAYOUTS["lags"], window=WINDOW), LAYOUTS["row"])


lined_up = racing(FIELD, FIELD_OF_ONE, seeds=SEEDS, laps=EPOCHS)


def who_is_first(case: Case) -> tuple[str, ...]:
    """Name what is to be put in order: the last value, then the entrants."""
    in_turn = case.choices.columns_are == "sequence"
    return (
        LAST_VALUE.does(case.dataset, in_turn),
        *(
            f"{shape_of(each.layout, case.columns)}: {short_words(each.layout)}"
            for each in case.choices.entrants
        ),
    )


def one_seed(case: Case) -> Asked:
    """Ask what one run of each tells."""
    one, other = (shape_of(each.layout, case.columns) for each in case.choices.entrants[:2])
    seen = "Each dot is one seed. Do the two clouds of dots lie apart, or overlap?"
    return Asked(
        f"Your one run of {one} beat your one run of {other}. Is it the better one?",
        (
            Option("that cannot be said from one seed each", RIGHT, seen),
            Option("yes", "one_run", f"{seen} One run each is the toss of a coin."),
            Option("yes, if trained longer", "longer_decides", seen),
            Option("that can never be said", "never_tell", f"{seen} Three or more seeds can tell."),
        ),
    )


def one_step_late(case: Case) -> Asked:
    """Ask what a forecast has learned that comes one step late."""
    late = many(rows_back(case.dataset), "row")
    seen = f"Move the curve {late} back and it lies on the truth: it says what it has just read."
    return Asked(
        f"The forecast looks perfect, {late} late. It has learned …",
        (
            Option("to repeat the last value", RIGHT, seen),
            Option("the future", "knows_future", seen),
            Option("the noise", "learned_noise", seen),
            Option("the season", "learned_season", seen),
        ),
    )


def own_entrant(seen: Seen) -> bool:
    """Tell whether an entrant of the person's own was raced."""
    changed = any(each.entrants != seen.choices[0].entrants for each in seen.choices[1:])
    return changed and "race" in seen.events


def other_table(seen: Seen) -> bool:
    """Tell whether another table was raced on."""
    changed = any(table_of(each) != table_of(seen.choices[0]) for each in seen.choices[1:])
    return changed and "race" in seen.events


def table_of(choices: Experiment) -> tuple[object, ...]:
    """Give what names the table."""
    return choices.table, choices.own


LESSON = Lesson(
    "race",
    "Race them",
    "Which layout is better, and how does one know?",
    (
        Step(
            "1",
            "rank",
            lambda case: "Each of these predicts rows that it has not learned from.",
            lined_up,
            part="ranked",
            before="rank",
            veil=("verdict", "baselines"),
            question=Ranking(
                "race.order", "Rank them by their error: tap the lowest first.", who_is_first
            ),
        ),
        Step(
            "2",
            "do",
            lambda case: "Start the race. Your order stays in view.",
            lined_up,
            part="ranked",
            before="ranked",
            done=reported("race"),
            sum_up=lambda case: (
                "Never race without the last value: it is what one gets for nothing."
            ),
        ),
        Step(
            "3",
            "ask",
            lambda case: "Suppose that you had trained a single seed of each.",
            lined_up,
            part="race",
            veil=("verdict",),
            question=Question("race.seed", one_seed),
        ),
        Step(
            "4",
            "see",
            lambda case: (
                "The steps of each sample were shuffled: an entrant that got worse had used their "
                "order. Now open **How far back?** and see how far each one looks."
            ),
            lined_up,
            part="order",
            before="order",
            done=reported("looked"),
        ),
        Step(
            "5",
            "do",
            lambda case: (
                "Choose another table, predict who wins there, and race. In *El Niño* the columns "
                "are time."
            ),
            lined_up,
            part="other_race",
            before="other_race",
            done=other_table,
            sum_up=lambda case: "Even the right layout may not pay: with few rows a race is weak.",
        ),
        Step(
            "6",
            "check",
            lambda case: "Look at a forecast.",
            lined_up,
            part="late",
            veil=("prediction",),
            question=Question("race.late", one_step_late),
        ),
        Step(
            "goal",
            "do",
            lambda case: "The controls are yours. **Race an entrant of your own against these.**",
            lined_up,
            part="own_race",
            before="own_race",
            done=own_entrant,
            sum_up=lambda case: (
                "Change one thing at a time, or the race does not tell what helped."
            ),
        ),
    ),
    (
        "Meaning chooses the layout; the race tells whether it pays.",
        "Never race without repeating the last value.",
        "One run of each decides nothing.",
        "One is ahead if its worst seed beats the other's best.",
        "A weak race tells nothing, and says so.",
    ),
    pointless=lambda dataset: too_short(dataset) or dataset.lacks,
)
