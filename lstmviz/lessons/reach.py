"""Lesson: how far back it can see, on the echo table, where nothing else can help."""

from dataclasses import replace

from lstmviz.choices.experiments import Experiment
from lstmviz.choices.fitting import fit_to_table
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
from lstmviz.lessons.shows import arranged
from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Show
from lstmviz.racing.entrants import Entrant
from lstmviz.racing.verdict import LEVEL
from lstmviz.samples.layouts import Layout
from lstmviz.table.tables import Table
from lstmviz.training.sweep import LONGEST_WINDOW, SWEEP_LAGS
from lstmviz.wording import many

LARGE, SMALL, PATIENT = 128, 4, 100  # units of two networks, epochs of a third
QUICK, USUAL = 0.01, 0.001  # learning rates
SEEDS, EPOCHS = 3, 10
CHECKED_LAG = 5


def lag_of(case: Case) -> int:
    """Give the rows between cause and echo."""
    return lag_in(case.choices)


def lag_in(choices: Experiment) -> int:
    """Give the rows between cause and echo, as far as the sweep over windows goes."""
    return min(choices.lag, SWEEP_LAGS[1])


def which_can(case: Case) -> Asked:
    """Ask which network can learn an echo."""
    lag = lag_of(case)
    edge = (
        f"The cause of row r is row r − {lag:,}; it stands in a window of {lag + 1:,} rows and in "
        "no shorter one. "
    )
    return Asked(
        f"Column “echo” repeats column “noise a”, {many(lag, 'row')} later. Which can learn it?",
        (
            Option(f"window {lag + 1:,}, {SMALL:,} units", RIGHT, edge),
            Option(
                f"window {lag:,}, {LARGE:,} units",
                "units_are_length",
                f"{edge}{LARGE:,} units know nothing of it either.",
            ),
            Option(f"one row, {PATIENT:,} epochs", "time_finds", edge),
            Option("all of them, given time", "all_can", edge),
        ),
    )


def checked_lag(case: Case) -> int:
    """Choose the lag that is asked about; another one each time."""
    return CHECKED_LAG + case.draw % (SWEEP_LAGS[1] - CHECKED_LAG + 1)


def at_checked_lag(case: Case, choices: Experiment) -> Experiment:
    """Look at the echo that is asked about, through a window of exactly its lag."""
    lag = checked_lag(case)
    return replace(choices, lag=lag, layout=Layout(lag))


def shortest(case: Case) -> Asked:
    """Ask for the shortest window that can know an echo."""
    lag = checked_lag(case)
    seen = f"Rows r − {lag:,} to r are {lag + 1:,} rows."
    return Asked(
        f"An echo {many(lag, 'row')} later: what is the shortest window that can learn it?",
        (
            Option(f"{lag + 1:,} rows", RIGHT, seen),
            Option(f"{lag:,} rows", "lag_is_window", seen),
            Option(f"{lag - 1:,} rows", "short_window", seen),
            Option("it depends on the units", "units_decide", seen),
        ),
    )


def judge(raced: Raced) -> str:
    """Judge a window just long enough against a much longer one."""
    enough, long = (sorted(each)[len(each) // 2] for each in raced.errors)
    if long > enough * (1 + 10 * LEVEL):
        return "worse"
    return "better" if long < enough * (1 - 10 * LEVEL) else "same"


def race_of(rate: float, long: bool) -> Show:
    """Line up the shortest window that can know with a shorter one, or with a long one."""

    def show(experiment: Experiment, table: Table) -> Experiment:
        lag = lag_in(experiment)
        start = arranged("window")(experiment, table)
        start = replace(start, spec=replace(TrainingSpec(learning_rate=rate), seed=start.spec.seed))
        windows = (lag + 1, LONGEST_WINDOW) if long else (lag, lag + 1)
        entrants = tuple(Entrant(Layout(window), start.spec) for window in windows)
        chosen = replace(start, entrants=entrants, seeds=SEEDS, laps=EPOCHS, equal="epochs")
        return fit_to_table(chosen, table)[0]

    return show


def just_short(lag: int = 0) -> Show:
    """Look at a window of exactly the lag's rows, of a lag or of the person's own."""

    def show(experiment: Experiment, table: Table) -> Experiment:
        start = arranged("window")(experiment, table)
        rows = lag or lag_in(start)
        return replace(start, lag=rows, layout=Layout(rows))

    return show


LESSON = Lesson(
    "reach",
    "How far back can it see?",
    "More units, or a longer window?",
    (
        Step(
            "1",
            "ask",
            lambda case: "The table Echo holds noise and its echo; nothing else can help.",
            just_short(),
            part="reach_rows",
            before="rows",
            question=Question("reach.which", which_can),
        ),
        Step(
            "2",
            "do",
            lambda case: (
                f"Race a window of {lag_of(case):,} rows against one of {lag_of(case) + 1:,}. "
                "One dashed line is the error of always saying the mean."
            ),
            race_of(QUICK, long=False),
            part="race",
            before="race",
            done=reported("race"),
            sum_up=lambda case: "One row more, and everything is known.",
        ),
        Step(
            "3",
            "sketch",
            lambda case: (
                f"Sketch the error for windows of 1 to {LONGEST_WINDOW:,} rows; then press **Find "
                "the edge** and see."
            ),
            arranged("window"),
            part="edge",
            before="sketch",
            done=reported("sweep"),
            sum_up=lambda case: f"A cliff at {lag_of(case) + 1:,} rows: the lag, and one more.",
        ),
        Step(
            "4",
            "rank",
            lambda case: "Longer is better? Bet, then race.",
            race_of(USUAL, long=True),
            part="race",
            veil=("verdict",),
            question=Bet(
                "reach.bet",
                lambda case: (
                    f"{LONGEST_WINDOW:,} rows instead of {lag_of(case) + 1:,}, the same "
                    f"{EPOCHS:,} epochs: the error is …"
                ),
                lambda case: {
                    "better": "lower: more to go by",
                    "same": "the same",
                    "worse": "higher: slower to learn",
                },
                judge,
            ),
            done=reported("race"),
        ),
        Step(
            "5",
            "check",
            lambda case: "Another echo.",
            just_short(CHECKED_LAG),
            part="reach_rows",
            question=Question("reach.shortest", shortest),
            turn=at_checked_lag,
        ),
        Step(
            "goal",
            "do",
            lambda case: (
                "The controls are yours. **Choose another lag, and the shortest window that can "
                "learn it.**"
            ),
            just_short(),
            part="lag_window",
            before="lag_window",
            done=lambda seen: any(
                choices.layout.window == choices.lag + 1 and choices.lag != seen.choices[0].lag
                for choices in seen.choices
            ),
            sum_up=lambda case: "The lag, and one row more: that is the edge of memory.",
        ),
    ),
    (
        "What is not in the sample cannot be learned.",
        "The shortest window that can learn it is the lag and one row more.",
        "Units are how much is kept, not how far back is seen.",
        "A longer window than needed is slower to learn from.",
        "The edge belongs to the sample: linear regression has it too.",
    ),
    table="echo",
)
