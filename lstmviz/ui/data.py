"""The table in use: a built-in one, an uploaded one, or one typed in the page."""

import math
from dataclasses import replace

import streamlit as st

from lstmviz.choices.experiments import LAGS, OWN, start_experiment
from lstmviz.samples.examples import EXAMPLES
from lstmviz.table.tables import typed_table
from lstmviz.ui import server, visit
from lstmviz.ui.bound import bound, key_of, linked, shown
from lstmviz.ui.bring import folded, take_table, upload_table

# What the editor starts with: a turn in twelve rows, and whether the row is even.
TYPED_ROWS = tuple(
    (round(math.sin(math.tau * row / 12), 2), round(math.cos(math.tau * row / 12), 2), 1 - row % 2)
    for row in range(36)
)


def pick_table() -> None:
    """Choose a built-in table, upload one, or type one."""
    choices = visit.experiment()
    st.markdown("#### Data")
    titles = {name: example.title for name, example in EXAMPLES.items()}
    own = visit.own_table()
    if own is not None:
        titles[OWN] = own.name
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", wrap=False):
        st.selectbox(
            "Table",
            list(titles),
            format_func=lambda key: titles[key],
            label_visibility="collapsed",
            **linked("table", choices.table, switch_table),
        )
        with st.popover(
            "Upload",
            icon=":material/upload:",
            help="Upload a table",
            width="content",
            key=key_of(folded()),
            on_change=wake_reader,
        ):
            upload_table()
        with st.popover(
            "Type",
            icon=":material/edit:",
            help="Type a small table",
            width="content",
            key=key_of("type"),
            on_change="rerun",
        ) as part:
            # The editor costs a tenth of the page's work, until it is looked at.
            if part.open:
                type_table()
    if choices.table == "echo":
        st.slider("Echo: rows back", *LAGS, **bound("lag", choices.lag))


def wake_reader() -> None:
    """While a person chooses a file, have the reader make its imports."""
    if shown(key_of(folded())):
        server.reader().wake()


def switch_table(key: str) -> None:
    """Turn to another table, with the choices that suit it.

    The model stays as it is, but for the units where one of the tables asks for another number.
    """
    start = start_experiment(key)
    visit.current().wanted = None
    if key == OWN:
        start = visit.start_own()
    before = visit.experiment()
    units = start.spec.units
    same = units == start_experiment(before.table).spec.units
    spec = before.spec if same else replace(before.spec, units=units)
    visit.adopt(replace(visit.in_place(start), spec=spec, unit=before.unit, ask=before.ask))


def type_table() -> None:
    """Type or paste a small table."""
    names = st.text_input("Column names, with commas", "sine, cosine, even", max_chars=400)
    columns = [name.strip() for name in names.split(",") if name.strip()][:12]
    if not columns:
        st.caption("Name at least one column.")
        return
    start = [{c: row[n % 3] for n, c in enumerate(columns)} for row in TYPED_ROWS]
    cells = st.data_editor(start, num_rows="dynamic", key=f"typed {'|'.join(columns)}", height=260)
    if st.button("Use this table", type="primary", width="stretch"):
        rows = [[row.get(column) for column in columns] for row in cells]
        take_table(lambda: typed_table(rows, columns))
        st.rerun()
