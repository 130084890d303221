"""One visitor's session: all that it holds, and the experiment in view with its table and samples.

Every choice goes through `adopt`, which keeps the earlier state if the new one cannot be.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st

from lstmviz.choices.experiments import (
    OWN,
    Experiment,
    OwnTable,
    WordError,
    choose,
    start_experiment,
)
from lstmviz.choices.fitting import fit_to_table
from lstmviz.choices.links import laid_over
from lstmviz.choices.start import entrants_for, start_of
from lstmviz.diagram.scenes.pulled import Pulled
from lstmviz.network.specs import SpecError
from lstmviz.racing.entrants import ENTRANTS, Entrant
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.layouts import LAYOUTS, LayoutError
from lstmviz.samples.tasks import TaskError
from lstmviz.table.tables import Table
from lstmviz.table.understanding.findings import Understanding, understand
from lstmviz.training.contest import Contest
from lstmviz.training.reader import Reading
from lstmviz.training.sweep import Sweep
from lstmviz.ui.belongings import Before, Case, Checking, Learning, Made, Saving, Training
from lstmviz.ui.shared import built_in, built_in_samples

T = TypeVar("T")
SLOT = "visit"  # of Streamlit's session state
START = start_experiment(Experiment().table)
REFUSALS = (LayoutError, TaskError, SpecError, WordError)


@dataclass(eq=False)
class Visit:
    """All that one visitor's session holds, beside what their widgets show.

    Args:
        page: the page that is drawn, part of the names of its widgets.
        experiment: the choices in view.
        dataset: their samples; None before the address was read.
        notices: sentences to be shown about the latest change, plain text.
        own: the table that the visitor brought, as it was read.
        reading: the file that is being read for them.
        taken_in: how many files were taken, to be read or as a table.
        workbook: name and content of the workbook that the table is of, if it has other sheets.
        wanted: the choices of a link whose table was not brought yet.
        reviewing: whether what was found in that table is shown on top of the page.
        last_window: rows of the window looked at last.
        changed: when a widget's value changed last by itself, by its key, on the monotonic clock.
        said: what the last request for the page said of each widget, by its id.
        kept: what is costly, by slot: what it was made for, and the thing itself.
        training: the runs.
        learning: the lessons.
        pulled: a value pulled in the flow, with the key of its samples.
        taken: row and column of the value taken in the film, with its table's fingerprint.
        trial: rows ahead that are tried as the target's place, with what the run depends on.
        wired: what shows its wires: "unit", "previous" or "feature", and its number.
        checking: the comparison with Keras asked for last.
        sweep: the sweep over windows, with its lag.
        contest: the race, with what it depends on.
        case: what was brought to the doctor.
        goes_to: the page that an act has led to, "start" for the way in, "" for the open one.
        before: what was in view before the open answer was shown.
        builds: when the doctor had set-ups built in the last minute, on the monotonic clock.
        made: files by name, the oldest first.
        saving: the weights that are being saved.
        asked_for: files that are to be made as soon as they are drawn.
        offered: files that the page drawn last offers, by the names that the server has for them.
        bet: who is to win the race, with what it depends on; "" for nobody.
        hands_out: whether what is in view is to be shared with a class at once.
    """

    page: str = ""
    experiment: Experiment = START
    dataset: Dataset | None = None
    notices: tuple[str, ...] = ()
    own: Table | None = None
    reading: Reading | None = None
    taken_in: int = 0
    workbook: tuple[str, bytes] | None = None
    wanted: Experiment | None = None
    reviewing: bool = False
    last_window: int = LAYOUTS["window"].window
    changed: dict[str, float] = field(default_factory=dict)
    said: dict[str, bytes] = field(default_factory=dict)
    kept: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)
    training: Training = field(default_factory=Training)
    learning: Learning = field(default_factory=Learning)
    pulled: tuple[str, Pulled] | None = None
    taken: tuple[str, tuple[int, int]] | None = None
    trial: tuple[tuple, int] | None = None
    wired: tuple[str, int] | None = None
    checking: Checking | None = None
    sweep: tuple[int, Sweep] | None = None
    contest: tuple[tuple, Contest] | None = None
    case: Case = field(default_factory=Case)
    goes_to: str = ""
    before: Before | None = None
    builds: tuple[float, ...] = ()
    made: dict[str, Made] = field(default_factory=dict)
    saving: Saving | None = None
    asked_for: set[str] = field(default_factory=set)
    offered: frozenset[str] = frozenset()
    bet: tuple[tuple, str] | None = None
    hands_out: bool = False


def current() -> Visit:
    """The visit that is going on."""
    # It is asked for some two hundred times while a page is drawn: look once.
    try:
        return st.session_state[SLOT]
    except KeyError:
        return st.session_state.setdefault(SLOT, Visit())


def take_up(before: Visit) -> None:
    """Go on with a visit that was begun before; what the widgets show is the tab's, and stays."""
    before.changed, before.said = current().changed, current().said
    st.session_state[SLOT] = before


def is_new() -> bool:
    """Whether nothing was taken from the address yet."""
    return current().dataset is None


def experiment() -> Experiment:
    """The experiment in view."""
    return current().experiment


def notices() -> tuple[str, ...]:
    """Sentences to be shown about the latest change, plain text."""
    return current().notices


def notify(*sentences: str) -> None:
    """Replace the sentences to be shown."""
    current().notices = sentences


def wanted() -> Experiment | None:
    """What the visitor's link asks for while its table has not been brought yet."""
    return current().wanted


def adopt(asked: Experiment) -> None:
    """Take over new choices, fitted to their table; if they cannot be, say so and keep the old."""
    table = table_of(asked)
    try:
        fitted, sentences = fit_to_table(asked, table)
        dataset = samples_of(fitted, table)
    except REFUSALS as refusal:
        notify(str(refusal))
        if is_new():
            current().dataset = samples_of(experiment(), table_of(experiment()))
        return
    before = experiment()
    if fitted.moment == before.moment and fitted.decides != before.decides:
        # It was of another run.
        fitted = replace(fitted, moment=None)
    current().dataset = dataset
    current().experiment = fitted
    notify(*sentences)


def adopt_choice(where: str, value: object) -> None:
    """Take over one choice, e.g. "layout.window"."""
    try:
        asked = choose(experiment(), where, value)
    except REFUSALS as refusal:
        notify(str(refusal))
    else:
        adopt(asked)


def adopt_table(table: Table, found: Understanding | None = None) -> None:
    """Take over a table that the visitor brought, with the choices of the link that asked for it.

    The table in use stays if this one cannot be cut into a single sample.
    """
    earlier, before = own_table(), experiment()
    current().own = table
    if found is not None:
        current().kept["understood"] = (table.fingerprint, table.notes, ()), found
    asked = current().wanted
    own = OwnTable.of(table)
    start = in_place(start_own())
    if asked is not None:
        there = choose(asked, "own", own)
        # A link without a target was written by hand, for whatever table is brought.
        start = there if there.task.target else laid_over(start, there)
    adopt(replace(start, sheet=table.sheet if len(table.sheets) > 1 else ""))
    if experiment() is before:
        current().own = earlier
        return
    current().reviewing = True
    current().wanted = None
    if asked is not None and asked.own is not None and asked.own.fingerprint != own.fingerprint:
        notify(
            f"This is not quite the table that the link was made with (“{asked.own.name}”, "
            f"{asked.own.rows:,} × {asked.own.columns}): its content differs. The link's choices "
            "are applied as far as they fit.",
            *notices(),
        )


def in_place(start: Experiment) -> Experiment:
    """Stay in the lessons where one is, and with what a class's link asks for, on other choices."""
    now = experiment()
    return replace(
        start, lesson=now.lesson, step=now.step, done=now.done, veil=now.veil, hide=now.hide
    )


def start_own() -> Experiment:
    """Give the choices that the visitor's own table starts with."""
    return start_of(understood(()), OwnTable.of(brought_table()), experiment().spec)


def entrants() -> tuple[Entrant, ...]:
    """Who races: those that were chosen, or the usual ones with windows that the table can fill."""
    choices = experiment()
    if choices.entrants:
        return choices.entrants
    if choices.table != OWN:
        return ENTRANTS
    table = table_of(choices)
    what = table.fingerprint, choices.task
    return kept("usual entrants", what, lambda: entrants_for(table, choices.task))


def understood(answers: tuple[str, ...] | None = None) -> Understanding:
    """What was found in the visitor's table, with the answers in view or with others."""
    if answers is None:
        answers = experiment().answers if experiment().table == OWN else ()
    table = brought_table()
    what = table.fingerprint, table.notes, answers
    return kept("understood", what, lambda: understand(table, answers))


def go_back(choices: Experiment, table: Table | None) -> None:
    """Return to earlier choices, and to the table as it was read that they were made for."""
    if choices.table == OWN:
        current().own = table
    adopt(choices)


def own_table() -> Table | None:
    """The table that the visitor brought, if any."""
    return current().own


def brought_table() -> Table:
    """That table, where there is one."""
    table = own_table()
    assert table is not None  # an experiment on one's own table begins with it
    return table


def table_of(choices: Experiment) -> Table:
    """The table of an experiment."""
    if choices.table == OWN:
        return understood(choices.answers).table
    return built_in(choices.table, choices.lag if choices.table == "echo" else 0)


def dataset() -> Dataset:
    """The samples of the experiment in view."""
    held = current().dataset
    assert held is not None  # the page has begun
    return held


def sample() -> int:
    """The sample in view: the chosen one, or an early one that is held out for validation.

    It is the first whose rows all stand in the stretch that the prediction shows.
    """
    asked, samples = experiment().sample, dataset().validation
    if asked is not None:
        return min(asked, len(dataset().starts) - 1)
    return int(samples[min(dataset().layout.span, len(samples) - 1)]) if len(samples) else 0


def samples_of(choices: Experiment, table: Table) -> Dataset:
    """Cut a table into samples, or take those in view if they are the same."""
    held, asked = current().dataset, (choices.layout, choices.task)
    if held is not None and held.table is table and (held.layout, held.task) == asked:
        return held
    if choices.table == OWN:
        return make_dataset(table, choices.layout, choices.task)
    return built_in_samples(table.fingerprint, choices.layout, choices.task, table)


def kept(slot: str, what: Hashable, make: Callable[[], T]) -> T:
    """Keep a costly thing for this visitor as long as what it was made for stays the same."""
    held = current().kept.get(slot)
    if held is None or held[0] != what:
        held = current().kept[slot] = what, make()
    return held[1]


def title_of(choices: Experiment) -> str:
    """Name the experiment's table."""
    return table_of(choices).name if choices.table == OWN else EXAMPLES[choices.table].title
