"""A few rows of the person's table, with what is asked about marked."""

import re
from collections.abc import Collection, Sequence
from html import escape

import numpy as np
import streamlit as st

from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.figures.axes import label
from lstmviz.figures.prediction import describe_prediction, prediction_curve
from lstmviz.lessons.lesson import Question
from lstmviz.lessons.reach import lag_in
from lstmviz.lessons.shows import busy_row
from lstmviz.racing.baselines import LAST_VALUE
from lstmviz.ui import visit
from lstmviz.ui.lessons import progress
from lstmviz.ui.live import stretch_of, theme, unit_of
from lstmviz.wording import many, narrow

ROWS, COLUMNS = 9, 8  # shown at most
MOST = 12  # rows from a cause to its echo, at most
HEIGHT = 300  # of a chart, in px


def excerpt(
    rows: Sequence[int], asked: Collection[int], cause: Collection[tuple[int, int]] = ()
) -> str:
    """Write some rows of the table as HTML.

    Args:
        rows: that are shown.
        asked: rows that are marked.
        cause: cells that are framed, (row, column).
    """
    dataset = visit.dataset()
    table, target = dataset.table, dataset.target
    columns = [*dict.fromkeys([*map(int, dataset.features), target])][:COLUMNS]
    digits = {column: decimals(table.values[:, column]) for column in columns}
    head = "".join(
        f"<th>{escape(with_unit(table.columns[c], f'({unit(table, c)})' * bool(unit(table, c))))}"
        "</th>"
        for c in columns
    )
    lines, before = [], None
    for row in rows:
        if before is not None and row > before + 1:
            skipped = f"⋮ {many(row - before - 1, 'row')} more"
            lines.append(
                f"<tr class=skipped><th scope=row colspan={len(columns) + 1}>{skipped}</th></tr>"
            )
        before = row
        cells = "".join(
            f"<td{' class=cause' * ((row, c) in cause)}>"
            f"{escape(narrow(float(table.values[row, c]), digits[c]))}</td>"
            for c in columns
        )
        lines.append(
            f"<tr{' class=asked' * (row in asked)}><th scope=row>row {row:,}</th>{cells}</tr>"
        )
    more = f"{many(len(table.values), 'row')}, {many(len(table.columns), 'column')}"
    if len(columns) < len(table.columns):
        more += f", {len(columns)} of them here"
    return (
        f"<div class=excerpt tabindex=0><table><caption>{escape(table.name)}: {more}</caption>"
        f"<thead><tr><th>row</th>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def show_rows() -> None:
    """Draw the rows around the one that the lesson speaks of; marked is what the question names."""
    dataset = visit.dataset()
    # Of windows that overlap, the lessons speak of a row that many read; else of a sample.
    overlap = dataset.layout.stride < dataset.layout.span
    row = busy_row(dataset) if overlap else int(dataset.starts[visit.experiment().sample or 0])
    count = len(dataset.table.values)
    first = max(min(row - (ROWS // 2 if overlap else 0), count - ROWS), 0)
    rows = range(first, min(first + ROWS, count))
    asks = isinstance(progress.step().question, Question) and not progress.why_not()
    title = progress.asked().title if asks else ""
    st.html(excerpt(rows, [row for row in rows if named(row, title)]))


def named(row: int, title: str) -> bool:
    """Tell whether a question names a row, alone or among others.

    >>> named(100, "We change humidity of row 100."), named(10, "We change humidity of row 100.")
    (True, False)
    >>> named(2, "Rows 0 to 3 are 1, 2, 3 …"), named(4, "Rows 0 to 3 are 1, 2, 3 …")
    (True, False)
    """
    for first, last in re.findall(r"\brows? (\d[\d,]*)(?: (?:to|and) (\d[\d,]*))?", title, re.I):
        begin, end = (int(number.replace(",", "")) for number in (first, last or first))
        if begin <= row <= end:
            return True
    return False


def show_cause() -> None:
    """Draw an echo and its cause, and the rows of the window in view."""
    dataset, lag = visit.dataset(), lag_in(progress.experiment())
    row = int(dataset.target_rows(dataset.validation[:1])[0])
    window = dataset.layout.window
    first = row - lag
    framed = [(first, int(dataset.features[0])), (row, dataset.target)]
    shown = range(first - 1, row + 1)
    rows = shown if len(shown) <= MOST else [*shown[: MOST // 2], *shown[-MOST // 2 :]]
    st.html(excerpt(rows, range(row - window + 1, row + 1), framed))
    holds = "holds" if window > lag else "does not hold"
    st.markdown(
        f"The echo in row {row:,} repeats “noise a” of row {first:,}. A window of "
        f"**{many(window, 'row')}** {holds} both."
    )


def show_late() -> None:
    """Draw the forecast that repeats the last value beside the truth: right, one step late."""
    dataset, stretch = visit.dataset(), stretch_of(visit.dataset())
    ahead = max(dataset.task.horizon, 1)
    late = dataset.table.values[stretch.rows - ahead, dataset.target].astype(np.float64)
    name, unit_words = dataset.table.columns[dataset.target], unit_of(dataset)
    rule = LAST_VALUE.does(dataset, visit.experiment().columns_are == "sequence")
    st.html(
        f'<div class="beside"><span><i style="background:{theme().column(dataset.target)}"></i>'
        f"{escape(name)}, as it was</span><span><i></i>forecast: {escape(rule)}</span></div>"
    )
    st.echarts_chart(
        prediction_curve(
            stretch.rows,
            stretch.truth,
            late,
            target=name,
            column=dataset.target,
            unit=unit_words,
            names=stretch.names,
            sample_rows=(int(stretch.rows[0]), int(stretch.rows[0])),
            sample_name="",
            target_row=None,
            theme=theme(),
        ),
        key="late",
        height=HEIGHT,
        alt=describe_prediction(
            stretch.rows, stretch.truth, late, target=label(name), unit=unit_words
        ),
    )
