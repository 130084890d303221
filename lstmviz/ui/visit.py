"""One visitor's session: the experiment in view, its table and samples, and the address bar.

Every choice goes through `adopt`, which keeps the earlier state if the new one cannot be.
"""

import re
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from lstmviz.choices.experiments import (
    OWN,
    Experiment,
    OwnTable,
    WordError,
    choose,
    fit_to_table,
    start_experiment,
)
from lstmviz.choices.links import from_query, to_query
from lstmviz.choices.start import start_of
from lstmviz.network.specs import SpecError
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import Layout, LayoutError
from lstmviz.samples.tasks import Task, TaskError
from lstmviz.table.reading.names import isolate
from lstmviz.table.tables import Table
from lstmviz.table.understanding.findings import Understanding, understand
from lstmviz.ui.internals import is_back_or_forward
from lstmviz.ui.style import STYLE

T = TypeVar("T")
# Once the backslashes are gone Streamlit makes links of bare addresses, pictures of :names: and
# arrows of ->. A joiner of no width at these places leaves it nothing to find.
LATE = re.compile(
    r"(?<=:)(?=[^\s\d]|\d+:)|(?<=www)(?=\.)|(?<=@)|(?<=[-<>=~])(?=[->=])", re.IGNORECASE
)
JOINER = "\u2060"
REFUSALS = (LayoutError, TaskError, SpecError, WordError)


def set_look(page: str) -> None:
    """Begin a page with the look that all share."""
    st.set_page_config(
        page_title="How does my table get into an LSTM?",
        page_icon="🔁",
        layout="wide",
        initial_sidebar_state=276,
    )
    st.html(f"<style>{STYLE}</style>")
    st.session_state.page = page


def open_start() -> None:
    """Begin the way in: choices made before are kept, and the address stays without any."""
    set_look("start")
    if "experiment" not in st.session_state:
        read_address()


def open_page(page: str) -> None:
    """Begin a page: its look, the visitor's experiment, and the address that holds it."""
    set_look(page)
    if "experiment" not in st.session_state or is_back_or_forward():
        read_address()
    write_address()


def read_address() -> None:
    """Take the experiment from the address; say what in it was ignored."""
    query = {word: st.query_params.get_all(word) for word in st.query_params}
    asked, notices = from_query(query)
    if asked.table == OWN and not is_at_hand(asked.own):
        st.session_state.wanted = asked
        asked = start_experiment(Experiment().table)
    st.session_state.setdefault("experiment", start_experiment(Experiment().table))
    st.session_state.notices = notices
    adopt(asked)
    st.session_state.notices = (*notices, *st.session_state.notices)


def is_at_hand(own: OwnTable | None) -> bool:
    """Whether the table that a link asks for is the one that the visitor brought."""
    brought = own_table()
    return brought is not None and (own is None or own.fingerprint == brought.fingerprint)


def write_address() -> None:
    """Write the experiment into the address, unless the address means it already."""
    there, _ = from_query({word: st.query_params.get_all(word) for word in st.query_params})
    if there != experiment() and "wanted" not in st.session_state:
        st.query_params.from_dict(to_query(experiment()))


def experiment() -> Experiment:
    """The experiment in view."""
    return st.session_state.experiment


def notices() -> tuple[str, ...]:
    """Sentences to be shown about the latest change, plain text."""
    return st.session_state.notices


def notify(*sentences: str) -> None:
    """Replace the sentences to be shown."""
    st.session_state.notices = sentences


def wanted() -> Experiment | None:
    """What the visitor's link asks for while its table has not been brought yet."""
    return st.session_state.get("wanted")


def adopt(asked: Experiment) -> None:
    """Take over new choices, fitted to their table; if they cannot be, say so and keep the old."""
    table = table_of(asked)
    try:
        fitted, sentences = fit_to_table(asked, table)
        dataset = samples_of(fitted, table)
    except REFUSALS as refusal:
        notify(str(refusal))
        if "dataset" not in st.session_state:
            st.session_state.dataset = samples_of(experiment(), table_of(experiment()))
        return
    st.session_state.dataset = dataset
    st.session_state.experiment = fitted
    notify(*sentences)


def adopt_choice(where: str, value: object) -> None:
    """Take over one choice, e.g. "layout.window"."""
    try:
        asked = choose(experiment(), where, value)
    except REFUSALS as refusal:
        notify(str(refusal))
    else:
        adopt(asked)


def adopt_table(table: Table) -> None:
    """Take over a table that the visitor brought, with the choices of the link that asked for it.

    The table in use stays if this one cannot be cut into a single sample.
    """
    earlier, before = own_table(), experiment()
    st.session_state.own = table
    asked = st.session_state.get("wanted")
    own = OwnTable.of(table)
    start = start_own() if asked is None else choose(asked, "own", own)
    adopt(replace(start, sheet=table.sheet if len(table.sheets) > 1 else ""))
    if experiment() is before:
        st.session_state.own = earlier
        return
    st.session_state.reviewing = True
    st.session_state.pop("wanted", None)
    if asked is not None and asked.own is not None and asked.own.fingerprint != own.fingerprint:
        notify(
            f"This is not quite the table that the link was made with (“{asked.own.name}”, "
            f"{asked.own.rows:,} × {asked.own.columns}): its content differs. The link's choices "
            "are applied as far as they fit.",
            *notices(),
        )


def start_own() -> Experiment:
    """Give the choices that the visitor's own table starts with."""
    return start_of(understood(()), OwnTable.of(own_table()), experiment().spec)


def understood(answers: tuple[str, ...] | None = None) -> Understanding:
    """What was found in the visitor's table, with the answers in view or with others."""
    if answers is None:
        answers = experiment().answers if experiment().table == OWN else ()
    table = own_table()
    return kept("understood", (table.fingerprint, answers), lambda: understand(table, answers))


def answer(key: str) -> None:
    """Turn a finding about the visitor's table around."""
    now = experiment()
    answers = tuple(a for a in now.answers if a != key)
    answers += (key,) * (len(answers) == len(now.answers))
    start = start_of(understood(answers), now.own, now.spec, answers)
    adopt(replace(start, hide=now.hide, sheet=now.sheet))


def go_back(choices: Experiment, table: Table) -> None:
    """Return to earlier choices, and to the table as it was read that they were made for."""
    if choices.table == OWN:
        st.session_state.own = table
    adopt(choices)


def own_table() -> Table | None:
    """The table that the visitor brought, if any."""
    return st.session_state.get("own")


def table_of(choices: Experiment) -> Table:
    """The table of an experiment."""
    if choices.table == OWN:
        return understood(choices.answers).table
    return built_in(choices.table, choices.lag if choices.table == "echo" else 0)


@st.cache_resource(max_entries=64, show_spinner=False)
def built_in(key: str, lag: int) -> Table:
    """A built-in table; tables are never changed, so all visitors share it."""
    return load_example(key, lag) if key == "echo" else load_example(key)


def dataset() -> Dataset:
    """The samples of the experiment in view."""
    return st.session_state.dataset


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
    current = st.session_state.get("dataset")
    if (
        current is not None
        and current.table is table
        and (current.layout, current.task) == (choices.layout, choices.task)
    ):
        return current
    if choices.table == OWN:
        return make_dataset(table, choices.layout, choices.task)
    return built_in_samples(table.fingerprint, choices.layout, choices.task, table)


@st.cache_resource(max_entries=16, show_spinner=False)
def built_in_samples(fingerprint: str, layout: Layout, task: Task, _table: Table) -> Dataset:
    """The samples of a built-in table; they are never changed, so all visitors share them."""
    return make_dataset(_table, layout, task)


def kept(slot: str, what: Hashable, make: Callable[[], T]) -> T:
    """Keep a costly thing for this visitor as long as what it was made for stays the same."""
    held = st.session_state.get(f"kept {slot}")
    if held is None or held[0] != what:
        held = st.session_state[f"kept {slot}"] = what, make()
    return held[1]


def title_of(choices: Experiment) -> str:
    """Name the experiment's table."""
    return table_of(choices).name if choices.table == OWN else EXAMPLES[choices.table].title


def escape(text: str) -> str:
    """Write a stranger's text so that markdown shows it as it is, and only as text."""
    shown = LATE.sub(JOINER, isolate(text))
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])", r"\\\1", shown)
