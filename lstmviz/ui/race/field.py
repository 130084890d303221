"""The field: who races, on which samples, and the race of this visitor."""

from dataclasses import dataclass, replace

import streamlit as st

from lstmviz.choices.experiments import OWN
from lstmviz.choices.fitting import largest_window
from lstmviz.racing.entrants import Entrant, RaceError, fair_datasets, names
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.training.contest import Contest, ContestError, Standing
from lstmviz.training.prepared_series import PreparedSeries, load_race
from lstmviz.ui import runs, server, visit


@dataclass(frozen=True, eq=False)
class Field:
    """Those who race, side by side.

    Args:
        entrants: with windows that fit the table, and with what all share.
        names: of the entrants, plain text.
        datasets: of the entrants: all have the same targets.
    """

    entrants: tuple[Entrant, ...]
    names: tuple[str, ...]
    datasets: tuple[Dataset, ...]


def field() -> Field:
    """Line up the entrants of the experiment in view.

    Raises:
        RaceError: they cannot race; its text is a sentence for the person.
    """
    choices, table = visit.experiment(), visit.dataset().table
    entrants = tuple(map(fitted, visit.entrants()))
    layouts = tuple(entrant.layout for entrant in entrants)
    made = visit.kept(
        "field", (table.fingerprint, choices.task, layouts), lambda: arranged(layouts)
    )
    return Field(entrants, names(entrants, len(made[0].features)), made)


def arranged(layouts: tuple[Layout, ...]) -> tuple[Dataset, ...]:
    """Cut the samples of all entrants.

    Raises:
        RaceError: that cannot be.
    """
    choices, table = visit.experiment(), visit.dataset().table
    try:
        if choices.table == OWN:
            return fair_datasets(table, choices.task, layouts)
        return built_in(table.fingerprint, choices.task, layouts, table)
    except visit.REFUSALS as refusal:
        raise RaceError(str(refusal)) from refusal


@st.cache_resource(max_entries=16, show_spinner=False)
def built_in(
    fingerprint: str, task: Task, layouts: tuple[Layout, ...], _table: Table
) -> tuple[Dataset, ...]:
    """Cut the samples of a built-in table; they are never changed, so all visitors share them."""
    return fair_datasets(_table, task, layouts)


def fitted(entrant: Entrant) -> Entrant:
    """Give an entrant a window that fits, and what all share: optimizer, rate, batch size, epochs.

    The usual entrants are nobody's wish: a short table gets a shorter window without a word; half
    of the longest that fits, since the longest one would leave a single target to all.
    """
    choices = visit.experiment()
    largest = largest_window(
        replace(choices, layout=entrant.layout), choices.task, visit.dataset().table
    )
    window = entrant.layout.window
    return Entrant(
        replace(entrant.layout, window=window if window <= largest else max(largest // 2, 1)),
        entrant.sharing(choices.spec, laps()),
    )


def contest() -> Contest | PreparedSeries[tuple[Standing, ...]] | None:
    """The race of exactly these entrants, if it was started.

    To whoever has made a bet the race worked out beforehand is shown at once, if there is one.
    """
    race, made = started(), visit.current().bet
    if race is not None or made is None or made[0] != key():
        return race
    return beforehand(key(), field())


def started() -> Contest | None:
    """The race of exactly these entrants, if this visitor started it."""
    held = visit.current().contest
    return held[1] if held is not None and held[0] == key() else None


@st.cache_resource(max_entries=16, show_spinner=False)
def beforehand(key: tuple, _field: Field) -> PreparedSeries[tuple[Standing, ...]] | None:
    """The race worked out beforehand, if it is of these entrants; read once for all visitors."""
    *_, seeds, _, updates, until_settled = key
    if until_settled:
        return None
    specs = [entrant.spec for entrant in _field.entrants]
    return load_race(_field.datasets, specs, seeds, updates)


def key() -> tuple:
    """What a race depends on."""
    choices = visit.experiment()
    shared = replace(choices.spec, seed=0, epochs=laps())
    of_table = visit.dataset().table.fingerprint, choices.task
    return *of_table, choices.entrants, choices.seeds, shared, updates(), settles()


def laps() -> int:
    """Epochs that every network is given, at most where it ends as soon as it has settled."""
    choices = visit.experiment()
    return choices.most_laps if settles() else choices.laps


def settles() -> bool:
    """Whether each network ends as soon as it has settled."""
    return visit.experiment().equal == "settled"


def updates() -> int | None:
    """Updates that every network is given, where their number was chosen and not that of epochs."""
    choices = visit.experiment()
    return choices.race_updates if choices.equal == "updates" else None


def goes_on() -> bool:
    """Whether a race is on."""
    race = contest()
    return race is not None and race.active


def start() -> None:
    """Start the race, or go on with it; an earlier one is let go."""
    try:
        lined_up = field()
    except RaceError:
        # The page says why.
        return
    race = started()
    if race is None:
        try:
            specs = [entrant.spec for entrant in lined_up.entrants]
            race = Contest(lined_up.datasets, specs, visit.experiment().seeds, updates(), settles())
        except ContestError as refusal:
            visit.notify(str(refusal))
            return
        visit.current().contest = key(), race
    server.engine().submit(race, runs.visitor())
    race.start()


def stop() -> None:
    """End the race; what was reached stays."""
    race = started()
    if race is not None:
        race.stop()
