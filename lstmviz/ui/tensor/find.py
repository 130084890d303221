"""Where is X[s, t, f]? And where does a cell of the table go? One value, seen from both sides."""

from dataclasses import replace

import numpy as np
import streamlit as st

from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.ui import visit
from lstmviz.ui.bound import bound, linked
from lstmviz.ui.strangers import escape
from lstmviz.wording import NO_BREAK, many, narrow

SHOWN = 12  # places that are listed


def show_find() -> None:
    """Draw both ways to name one value, and what is known of it."""
    dataset = visit.dataset()
    samples, timesteps, features = dataset.shape
    sample, timestep, feature = address()
    row, column = cell()
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**A value of X** :gray[— where in the table does it stand?]")
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            for name, where, value, size in (
                ("sample", "sample", sample, samples),
                ("timestep", "timestep", timestep, timesteps),
                ("feature", "feature", feature, features),
            ):
                st.number_input(
                    f"{name} 0 to {size - 1:,}",
                    0,
                    size - 1,
                    **bound(where, value, of=f"find {size}"),
                )
        st.markdown(describe(row, column))
    with right:
        words, table = visit.experiment().words, dataset.table
        st.markdown(f"**A value of the {escape(words.table)}** :gray[— which places of X read it?]")
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            rows = len(table.values)
            st.number_input(
                f"{escape(words.row)} 0 to {rows - 1:,}",
                0,
                rows - 1,
                **linked(
                    f"cell row {table.fingerprint}", row, lambda other: look_up(other, column)
                ),
            )
            st.selectbox(
                escape(words.column),
                list(dataset.features.tolist()),
                format_func=lambda number: table.columns[number],
                **linked(
                    f"cell column {table.fingerprint} {dataset.features}",
                    column,
                    lambda other: look_up(row, other),
                ),
            )
        st.markdown(list_places(row, column))


def address() -> tuple[int, int, int]:
    """The value looked at: sample, timestep and feature."""
    choices, shape = visit.experiment(), visit.dataset().shape
    asked = choices.sample or 0, choices.timestep or 0, choices.feature or 0
    sample, timestep, feature = (
        min(number, size - 1) for number, size in zip(asked, shape, strict=True)
    )
    return sample, timestep, feature


def cell() -> tuple[int, int]:
    """The cell of the table that the value looked at comes from: row and column."""
    sample, timestep, feature = address()
    number = visit.dataset().source(np.array([sample]))[0, timestep, feature]
    row, column = divmod(int(number), len(visit.dataset().table.columns))
    return row, column


def look_up(row: int, column: int) -> None:
    """Turn to the first place of X that reads a cell of the table."""
    places = visit.dataset().places(row, column)
    if not len(places):
        visit.notify(f"No sample reads row {row:,}: {why_unread(row)}")
        return
    sample, timestep, feature = map(int, places[0])
    visit.adopt(replace(visit.experiment(), sample=sample, timestep=timestep, feature=feature))


def why_unread(row: int) -> str:
    """Say why no sample reads a row."""
    dataset = visit.dataset()
    if np.isnan(dataset.table.values[row, dataset.features]).any():
        return "a value in it is missing."
    return "it lies between two windows, after the last one, or near a gap or a group's border."


def describe(row: int, column: int) -> str:
    """Say what a value of X is: its row, its column, and it before and after scaling."""
    dataset, words = visit.dataset(), visit.experiment().words
    table = dataset.table
    raw, digits = float(table.values[row, column]), decimals(table.values[:, column])
    place = ", ".join(f"{number:,}" for number in address())
    label = table.row_name(row)
    named = "" if label in (str(row), f"{row:,}") else f" ({escape(label)})"
    value = with_unit(narrow(raw, digits), unit(table, column)).replace(" ", NO_BREAK)
    offset, scale = float(dataset.offset[column]), float(dataset.scale[column])
    scaled = narrow(float(dataset.scaled[row, column]), 3)
    return (
        f"**X\\[{place}\\]** is **{escape(words.row)} {row:,}**{named}, "
        f"**{escape(table.columns[column])}**: **{escape(value)}**.  \n"
        f"The network sees ({escape(narrow(raw, digits))} − "
        f"{escape(narrow(offset, digits + 1))}) ÷ {escape(narrow(scale, digits + 1))} = "
        f"**{escape(scaled)}**."
    )


def list_places(row: int, column: int) -> str:
    """List the places of X that read a cell."""
    places, words = visit.dataset().places(row, column), visit.experiment().words
    layout = visit.dataset().layout
    shown = "&ensp; ".join(
        "X\\[" + ", ".join(f"{number:,}" for number in place) + "\\]"
        for place in places[:SHOWN].tolist()
    )
    more = f"&ensp; and {len(places) - SHOWN:,} more" if len(places) > SHOWN else ""
    copies = (
        "Nothing is copied: each value goes to one place at most."
        if layout.stride >= layout.span
        else "A window makes copies: the same value, in sample after sample."
    )
    return (
        f"{escape(words.row)} {row:,}, {escape(visit.dataset().table.columns[column])} goes to "
        f"**{many(len(places), 'place')}**: {shown}{more}  \n:gray[{copies}]"
    )
