"""The table in use, below the fold: its meaning, its first rows, all of it at a glance."""

import numpy as np
import pyarrow as pa
import streamlit as st

from lstmviz.choices.experiments import OWN
from lstmviz.figures.table import describe_table, table_figure
from lstmviz.samples.examples import EXAMPLES
from lstmviz.table.tables import Table
from lstmviz.ui import visit
from lstmviz.ui.bound import key_of
from lstmviz.ui.live import theme
from lstmviz.ui.review import show_built_in, show_findings, show_own
from lstmviz.ui.strangers import escape

FIRST_ROWS = 200


def show_table() -> None:
    """Say what the table is and what was done to it; draw it; list its first rows."""
    choices, dataset = visit.experiment(), visit.dataset()
    table = dataset.table
    example = EXAMPLES.get(choices.table)
    st.markdown(f"#### The table: {escape(visit.title_of(choices))}")
    if example is not None:
        st.markdown(
            f"{escape(example.meaning)} :gray[Source: {escape(example.source.rstrip('.'))}. "
            f"Licence: {escape(example.licence.rstrip('.'))}.]"
        )
    if choices.table == OWN and not visit.current().reviewing:
        show_own()
        show_findings()
    elif dataset.notes:
        st.markdown("\n".join(f"- {escape(note)}" for note in dataset.notes))
    if example is not None:
        with st.expander("What is used of it", key=key_of("used"), on_change="rerun") as part:
            # Drawn when it is looked at.
            if part.open:
                show_built_in()
    left, right = st.columns([2, 3], gap="medium")
    first = visit.kept("first rows", table.fingerprint, lambda: first_rows(table))
    left.dataframe(
        first,
        height=300,
        hide_index=True,
        alt=f"The first rows of the table, {len(first)} in all.",
    )
    with right:
        draw_table()


def first_rows(table: Table) -> pa.Table:
    """Take a table's first rows, with their names."""
    first = table.values[:FIRST_ROWS]
    names = [table.row_name(row) for row in range(len(first))]
    cells = [pa.array(column, from_pandas=True) for column in first.T]
    columns = dict(zip(table.columns, cells, strict=True))
    return pa.table({table.label_name or "row": names} | columns)


def draw_table() -> None:
    """Draw every column over all rows, with the border between training and validation."""
    dataset, sample = visit.dataset(), visit.sample()
    first = int(dataset.starts[sample])
    border = int(np.argmax(dataset.held_out)) if dataset.task.group is None else None
    look = theme()
    figure = visit.kept(
        "table figure",
        (dataset.key, sample, look),
        lambda: table_figure(
            dataset.table,
            border=border,
            sample_rows=(first, first + dataset.layout.span - 1),
            target=dataset.target,
            target_row=int(dataset.target_rows(np.array([sample]))[0]),
            theme=look,
        ),
    )
    st.plotly_chart(figure, key="table_chart", alt=describe_table(dataset.table, border))
