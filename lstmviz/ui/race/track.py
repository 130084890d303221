"""The race itself: its curves, where everybody stands, and what that allows to say."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
import streamlit as st

from lstmviz.choices.experiments import MAX_LAPS, MAX_RACE_UPDATES, MAX_SEEDS, Equal
from lstmviz.figures.contenders import course
from lstmviz.figures.race import describe_race, race_curve, race_height
from lstmviz.figures.spread import describe_spread, spread_figure, spread_height
from lstmviz.racing.baselines import BASELINES, baseline_errors
from lstmviz.racing.entrants import RaceError
from lstmviz.racing.verdict import few_targets, still_learning, verdict
from lstmviz.samples.datasets import Dataset
from lstmviz.training.contest import Standing, settling
from lstmviz.training.plan import updates_per_epoch
from lstmviz.ui import runs, server, visit
from lstmviz.ui.bound import bound, key_of
from lstmviz.ui.live import TICK, lowest_error, repeat, theme, unit_of
from lstmviz.ui.race import field
from lstmviz.ui.race.bet import ask_bet, judge_bet
from lstmviz.ui.strangers import escape
from lstmviz.ui.veil import uncovered, veiled
from lstmviz.wording import many, unbroken, write_share

Part = Literal["training", "validation"]
LENGTHS: Mapping[Equal, str] = MappingProxyType(
    {
        "epochs": "the same epochs",
        "updates": "the same updates",
        "settled": "until each settles",
    }
)
# What is counted of each: its name on the page, the choice, and the most of it.
COUNTED: Mapping[Equal, tuple[str, str, int]] = MappingProxyType(
    {
        "epochs": ("Epochs", "laps", MAX_LAPS),
        "updates": ("Updates", "race_updates", MAX_RACE_UPDATES),
        "settled": ("Epochs at most", "most_laps", MAX_LAPS),
    }
)
# Of a race whose length is not known before, the picture begins with so many epochs.
FIRST_LAPS = 5


def show_track(bets: bool = True) -> None:
    """Draw start and stop, and the race.

    Args:
        bets: whether one may bet on who wins, before it begins.
    """
    try:
        field.field()
    except RaceError as refusal:
        st.warning(escape(str(refusal)), icon=":material/info:")
        return
    goes_on = field.goes_on()
    if bets:
        ask_bet()
    show_start(goes_on)
    repeat(
        lambda view: uncovered("track", lambda: draw(view, bets)),
        TICK,
        field.goes_on,
        drawn_busy=goes_on,
    )


def show_start(goes_on: bool) -> None:
    """Draw the button that starts and stops, and what all entrants share."""
    choices, race = visit.experiment(), field.started()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="race_start"):
        if goes_on:
            words, icon, deed = "Stop the race", "stop", field.stop
        else:
            results = race.results if race else ((),)
            begun = any(s.epoch for s in results[0])
            done = begun and all(s.status == "finished" for line in results for s in line)
            words = "Race again" if done else "Go on" if begun else "Start the race"
            icon, deed = "flag", field.start
        # One button with two deeds keeps the keyboard's focus.
        st.button(
            words,
            key=key_of("race turn"),
            icon=f":material/{icon}:",
            type="primary",
            on_click=deed,
        )
        st.number_input("Seeds", 1, MAX_SEEDS, width=110, **bound("seeds", choices.seeds))
        st.selectbox(
            "All train for",
            get_args(Equal),
            format_func=LENGTHS.__getitem__,
            width=180,
            **bound("equal", choices.equal),
        )
        label, name, most = COUNTED[choices.equal]
        st.number_input(label, 1, most, width=140, **bound(name, getattr(choices, name)))
    if field.settles():
        st.caption(f"An entrant {settling_words()}.")


def settling_words() -> str:
    """Say when an entrant ends before its epochs are done; "" if none does."""
    if not field.settles():
        return ""
    rule, spec = settling(field.laps()), field.field().entrants[0].spec
    updates = rule.epochs * updates_per_epoch(spec, field.field().datasets[0].train)
    return (
        f"has settled when its error on the validation rows has not fallen by more than "
        f"{write_share(rule.share)} over its last {many(updates, 'update')} "
        f"({many(rule.epochs, 'epoch')}); none trains for more than "
        f"{many(field.laps(), 'epoch')}"
    )


def shared() -> str:
    """Say what makes the race fair."""
    choices, lined_up = visit.experiment(), field.field()
    dataset, spec = lined_up.datasets[0], lined_up.entrants[0].spec
    updates = updates_per_epoch(spec, dataset.train)
    length = f"the same number of epochs, of {many(updates, 'update')} each"
    if choices.equal == "settled":
        length = "each until it has settled"
    if choices.equal == "updates":
        passes = choices.race_updates / updates
        length = f"the same number of updates, {passes:,.3g} {'epoch' if passes == 1 else 'epochs'}"
    words = [
        f"All predict the same {len(dataset.validation):,} validation targets and learn from the "
        f"same {len(dataset.train):,}, with the same scaling, the same seeds and {length}."
    ]
    if any(entrant.spec.stateful for entrant in lined_up.entrants):
        words.append(
            "A stateful entrant reads its samples in order, each one where the one before it "
            "ended, and begins at zero in each epoch and before the validation rows."
        )
    return " ".join(words)


def draw(view: runs.View, bets: bool) -> None:
    """Draw the race as it stands; before it begins, say what one may do."""
    lined_up, race = field.field(), field.contest()
    dataset, unit = lined_up.datasets[0], unit_of(lined_up.datasets[0])
    standings = race.results if race else ((),) * len(lined_up.names)
    errors = [[in_units(each, dataset) for each in line] for line in standings]
    rules, lowest = baselines(), lowest_error()
    if veiled("baselines"):
        rules, lowest = {}, None
    known = [[error for error in line if error is not None] for line in errors]
    headline, doubts, rest = judged(lined_up, known, rules, lowest, bets)
    line, *rest = [*doubts, *rest] or [""]
    with st.container(key="verdict"):
        st.markdown(unbroken(f"**{headline}**" + f"  \n{line}" * bool(line)))
    left, right = st.columns([3, 2], gap="small")
    rival = {"baselines": rules, "lowest": lowest}
    curves = {
        name: curves_of(line, dataset) for name, line in zip(lined_up.names, standings, strict=True)
    }
    told = {"epochs": epochs(lined_up), "unit": unit} | rival
    with left.container(key="race curves"):
        st.markdown(
            "**Error on the validation rows** :gray[— median of the seeds, and their spread]"
        )
        st.echarts_chart(
            race_curve(curves, **told, theme=theme()),
            key="race_curve",
            height=race_height(curves, **rival),
            alt=describe_race(curves, **told),
        )
    spread = dict(zip(lined_up.names, errors, strict=True))
    with right.container(key="race spread"):
        st.markdown("**Where the seeds stand** :gray[— a dot for each]")
        st.echarts_chart(
            spread_figure(spread, unit=unit, **rival, theme=theme()),
            key="spread_figure",
            height=spread_height(spread, **rival),
            alt=describe_spread(spread, unit=unit, **rival),
        )
    # Below the curves, which end above the fold of a small screen.
    with st.expander("What else can be said, and what makes it fair", key="race said"):
        st.markdown(unbroken("\n".join(f"- {sentence}" for sentence in [*rest, shared()])))


def judged(
    lined_up: field.Field,
    errors: list[list[float]],
    rules: dict[str, float],
    lowest: float | None,
    bets: bool,
) -> tuple[str, list[str], list[str]]:
    """Judge the race as it stands: the headline, what puts it in doubt, and all else.

    Args:
        lined_up: who races.
        errors: of each entrant's runs, those that are known.
        rules: what learns nothing, and its errors.
        lowest: error that no model can beat, where it is known.
        bets: whether one may bet on who wins.
    """
    race, dataset = field.contest(), lined_up.datasets[0]
    if race is None:
        headline = "Nobody has started yet. The dashed lines are the errors to beat."
        return headline, [ways_in(lined_up, bets)], []
    if race.place:
        return f"In line: {race.place} before you.", [], []
    names = [escape(name) for name in lined_up.names]
    first, *rest = verdict(names, errors, rules, escape(unit_of(dataset)), lowest)
    doubts = [f":material/error: {escape(race.message)}"] if race.message else []
    own = field.started()
    if own is None:
        doubts.append("This race was trained beforehand: start it to watch it.")
    elif own.active:
        waits = server.engine().waits_for(own)
        news = f"No news of the race: {waits}." if waits else "The race goes on: this may change."
        doubts.append(news)
    doubts += few_targets(len(dataset.validation))
    if not race.active:
        doubts += still_learning(names, *falling(race.results, dataset))
        bet = judge_bet(dict(zip(lined_up.names, errors, strict=True)))
        first = f"{bet} {first}".lstrip()
    return first, doubts, rest


def ways_in(lined_up: field.Field, bets: bool) -> str:
    """Say what would be trained, and how one gets to see it."""
    seeds = many(visit.experiment().seeds, "seed")
    size = f"{many(len(lined_up.names), 'entrant')}, each from {seeds}."
    if not bets:
        return size
    if field.beforehand(field.key(), lined_up) is None:
        return f"{size} Bet on one, then start."
    return f"{size} Bet on one and see a race that was trained beforehand, or start your own."


def falling(
    standings: Sequence[Sequence[Standing]], dataset: Dataset
) -> tuple[list[float], list[float]]:
    """Give the entrants' median errors after two thirds of their training, and at its end."""
    before, now = [], []
    for line in standings:
        way = course(curves_of(line, dataset))
        ends = [math.inf, math.inf]
        if len(way.epochs) and np.isfinite(way.median[-1]):
            ends = np.interp(way.epochs[-1] * np.array([2 / 3, 1]), way.epochs, way.median)
        before.append(float(ends[0]))
        now.append(float(ends[1]))
    return before, now


def epochs(lined_up: field.Field) -> float:
    """Give the epochs that all train for; where each settles, those that the first few take."""
    updates, first = field.updates(), lined_up.entrants[0].spec
    if field.settles():
        return min(FIRST_LAPS, first.epochs)
    if updates is None:
        return first.epochs
    return updates / updates_per_epoch(first, lined_up.datasets[0].train)


def curves_of(line: Sequence[Standing], dataset: Dataset) -> list[tuple[np.ndarray, np.ndarray]]:
    """Give the curves of an entrant's seeds; one that has ended keeps its error beside the others.

    So the median stays one of all seeds where each settles at its own time.
    """
    curves = [curve_of(standing, dataset) for standing in line]
    last = max((standing.epoch for standing in line), default=0.0)
    return [
        (np.append(epochs, last), np.append(errors, errors[-1:]))
        if standing.status == "finished" and standing.epoch < last
        else (epochs, errors)
        for standing, (epochs, errors) in zip(line, curves, strict=True)
    ]


def curve_of(standing: Standing, dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Turn a seed's validation losses into errors in the table's unit."""
    curve = standing.validation
    return curve.epochs, np.sqrt(curve.losses) * dataset.scale[dataset.target]


def in_units(standing: Standing, dataset: Dataset, part: Part = "validation") -> float | None:
    """The error of a seed in the table's unit, if it has one; infinite where training failed."""
    if standing.status == "failed":
        return math.inf
    error = standing.error if part == "validation" else standing.training_error
    return None if error is None else error * float(dataset.scale[dataset.target])


def baselines() -> dict[str, float]:
    """Score what learns nothing, or by one solution, on the same targets."""
    datasets, in_turn = field.field().datasets, visit.experiment().columns_are == "sequence"
    return scored(tuple(dataset.key for dataset in datasets), in_turn, datasets)


@st.cache_data(max_entries=64, show_spinner=False)
def scored(
    keys: tuple[str, ...], in_turn: bool, _datasets: tuple[Dataset, ...]
) -> dict[str, float]:
    """Score the baselines once for all who race on these samples: a regression takes 0.1 s."""
    return baseline_errors(BASELINES, _datasets, in_turn)
