"""How many samples: the formula filled in, the last window, and what is left over."""

from html import escape

import streamlit as st

from lstmviz.choices.experiments import MAX_DILATION, MAX_STRIDE
from lstmviz.choices.fitting import largest_window
from lstmviz.samples.counting import Counting, count_samples, cut_blocks
from lstmviz.samples.tasks import MAX_HORIZON
from lstmviz.ui import visit
from lstmviz.ui.bound import bound
from lstmviz.wording import listed, many


def show_count() -> None:
    """Draw the sizes that decide the number of samples, the number, and what blocks would give."""
    show_sizes()
    if visit.experiment().layout.window > 1:
        show_blocks()


def show_sizes() -> None:
    """Draw the sizes that decide the number of samples, and the number."""
    choices, dataset = visit.experiment(), visit.dataset()
    layout, task = choices.layout, choices.task
    rows = len(dataset.table.values)
    sizes, words = st.columns([2, 3], gap="large")
    with sizes:
        if layout.window > 1:
            highest = max(largest_window(choices, task, dataset.table), layout.window, 2)
            with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
                st.number_input(
                    "Window W", 1, highest, **bound("layout.window", layout.window, of="count")
                )
                st.number_input(
                    "Every r-th row",
                    1,
                    MAX_DILATION,
                    help="The dilation, the spacing inside a window; Keras calls it sampling_rate.",
                    **bound("layout.dilation", layout.dilation, of="count"),
                )
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.number_input(
                "Stride",
                1,
                MAX_STRIDE,
                help="Keras calls it sequence_stride: the spacing between windows.",
                **bound("layout.stride", layout.stride, of="count"),
            )
            st.number_input(
                "Rows ahead h", 0, MAX_HORIZON, **bound("task.horizon", task.horizon, of="count")
            )
        st.button(
            "Show the last window",
            on_click=lambda: visit.adopt_choice("sample", len(dataset.starts) - 1),
            width="stretch",
        )
    with words:
        counting = count_samples(rows, layout, task.horizon)
        lost = counting.samples - len(dataset.starts)
        st.markdown(
            f"samples = {counting.formula}  \n= {counting.filled.rpartition(' = ')[0]} = "
            f"**{counting.samples:,}**"
        )
        st.markdown(
            f"{counting.targets}  \nThe last window reads {rows_from(counting.last)}; its target "
            f"stands in row {counting.last_target:,}.  \n"
            f"{counting.why}{list_unread(counting)}"
        )
        if lost:
            st.markdown(
                f"{lost:,} of these would read a missing value or cross a group's border; "
                f"**{len(dataset.starts):,}** are left."
            )


def rows_from(rows: tuple[int, ...]) -> str:
    """Say which rows a window reads: the first and the last."""
    first, last = rows[0], rows[-1]
    return f"row {first:,}" if first == last else f"rows {first:,} to {last:,}"


def list_unread(counting: Counting) -> str:
    """List the rows that no window reads: the first few ranges, and the last."""
    ranges = [f"{a:,}" if a == b else f"{a:,}–{b:,}" for a, b in counting.unread]
    if not ranges:
        return ""
    if sum(b - a + 1 for a, b in counting.unread) < counting.unread_rows:
        ranges.insert(-1, "…")
    return f"  \nRead by no window, {many(counting.unread_rows, 'row')}: {', '.join(ranges)}."


def show_blocks() -> None:
    """Say what a plain reshape into blocks would do: other samples, or NumPy's own error."""
    dataset, layout = visit.dataset(), visit.experiment().layout
    rows, columns = len(dataset.table.values), len(dataset.features)
    cut = cut_blocks(rows, columns, layout.window)
    st.markdown(
        f"**Blocks that do not overlap?** `table.reshape(-1, {layout.window}, {columns})` · "
        f"{cut.factors}"
    )
    if cut.error is None:
        st.markdown(
            f"{layout.window:,} divides {rows:,}: the reshape gives {many(cut.blocks, 'block')}, "
            "each row in one of them. Sliding windows with stride 1 give "
            f"{rows - layout.window + 1:,}, with each row in up to {layout.window:,}."
        )
        st.button(
            "Show these blocks",
            on_click=lambda: visit.adopt_choice("layout.stride", layout.window),
            disabled=layout.stride == layout.window,
        )
        return
    near = listed([f"{size:,}" for size in (cut.below, cut.above) if size])
    # Streamlit's own block of code would load all the languages that it colours.
    st.html(f'<div class="strip"><pre>{escape(cut.error)}</pre></div>')
    st.markdown(
        f"A reshape neither copies nor drops a value, and {many(cut.left_over, 'row')} would be "
        f"left over: {rows:,} = {cut.blocks:,} · {layout.window:,} + {cut.left_over:,}. The "
        f"nearest windows that divide are {near}."
    )
