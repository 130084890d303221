"""Targets and leaks: where the target stands, who is held out, what shuffling and scaling do."""

import numpy as np
import streamlit as st

from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.samples.mistakes import MISTAKES
from lstmviz.samples.scaling import fit_scaler
from lstmviz.ui import visit
from lstmviz.ui.bound import bound, linked
from lstmviz.ui.strangers import escape
from lstmviz.wording import NO_BREAK, count_rows, many, narrow, percent

AHEAD = 12  # rows ahead that the slider offers; more in the sidebar
SHUFFLES = ("shuffle_windows", "shuffle_rows")


def show_targets() -> None:
    """Draw the target's place, the order of samples, and what scaling was fitted on."""
    left, right = st.columns(2, gap="large")
    with left:
        pick_place()
    with right:
        pick_order()
        show_scaling()


def offset() -> int:
    """Rows from the window's last row to the target that is tried; the task's if none is."""
    choices = visit.experiment()
    decides, place = visit.current().trial or (None, 0)
    return place if decides == choices.decides else choices.task.horizon


def pick_place() -> None:
    """Move the target; inside its own window it is a leak, which is shown and not trained."""
    choices, dataset = visit.experiment(), visit.dataset()
    layout, task = choices.layout, choices.task
    lowest, highest = 1 - layout.span, max(AHEAD, task.horizon)
    st.slider(
        "Target: rows from the window's last row",
        lowest,
        highest,
        **linked(f"offset {lowest} {highest}", offset(), move),
    )
    name = escape(dataset.table.columns[dataset.target])
    place, reads = offset(), dataset.target in dataset.features
    # Of a window whose rows lie apart, the rows between are not read.
    between = place % layout.dilation != 0
    fine, wrong = ":material/check_circle: **No leak", ":material/warning: **Leak"
    if place > 0:
        words = (
            f"{fine}.** y\\[i\\] is {name}, {count_rows(place)} after the last row of window i: "
            "that value is not among the inputs. "
            + (
                f"Earlier values of {name} are, and may be: they are known by then."
                if reads
                else f"Nor is any other value of {name}."
            )
        )
    elif reads and not between:
        words = (
            f"{wrong}.** The target stands in its own window, and {name} is among the columns "
            "read: the network is shown the answer, and no error that it reaches says anything "
            "about forecasting. This is shown, not trained."
        )
    elif place:
        why = (
            "its row lies between those read" if reads else f"{name} is not among the columns read"
        )
        words = (
            f"{fine} of the target itself**: {why}. But rows after the target are read, so this "
            "fills in the past; it does not forecast."
        )
    else:
        words = (
            f"{fine}.** The target stands in the window's last row, and {name} is not among the "
            "columns read."
        )
    st.markdown(words)
    begin = layout.span - 1 + place
    st.markdown(
        "In Keras, `timeseries_dataset_from_array` takes `targets[i]` for the window that *begins* "
        f"at row i. So here it is `targets = table[{begin}:, {dataset.target}]`; with "
        f"`targets = table[:, {dataset.target}]` each window would get the target of its own first "
        "row. The older `TimeseriesGenerator` takes `targets[i]` for the window that *ends* before "
        "row i."
    )


def move(place: int) -> None:
    """Take over a place outside the window; show one inside it without training on it."""
    dataset = visit.dataset()
    visit.current().trial = None
    if place > 0 or (place == 0 and dataset.target not in dataset.features):
        visit.adopt_choice("task.horizon", place)
    else:
        visit.current().trial = visit.experiment().decides, place


def pick_order() -> None:
    """Choose what is shuffled, and say what that does."""
    choices, dataset = visit.experiment(), visit.dataset()
    counts = dataset.counts
    turn = MISTAKES[choices.turn] if choices.turn in SHUFFLES else None
    st.segmented_control(
        "Order",
        ["", *SHUFFLES],
        format_func=lambda key: MISTAKES[key].title if key else "in time order",
        required=True,
        **bound("turn", turn.key if turn else "", of="order"),
    )
    if turn:
        st.markdown(f"{'**Harmless.** ' if turn.harmless else ''}{escape(turn.sentence(dataset))}")
        return
    of = "rows" if choices.task.group is None else "rows of each group"
    st.markdown(
        f"The last {percent(choices.task.validation_fraction)} of the {of} are held out, and "
        f"windows are cut on each side of that border: {counts.train:,} to train and "
        f"{counts.validation:,} to validate. {many(counts.lost_border, 'window')} across the "
        f"border {'is' if counts.lost_border == 1 else 'are'} left out."
    )


def show_scaling() -> None:
    """Compare the scaler of the training rows with one that had seen the validation rows."""
    dataset, task = visit.dataset(), visit.experiment().task
    if task.scaling == "none":
        st.markdown("**Scaling**: none; the network sees the table's own numbers.")
        return
    all_rows = scaling_of_all()
    names = {"standardise": ("mean", "deviation"), "min-max": ("least", "span")}[task.scaling]
    lines = [
        f"| **Scaling** | {names[0]} of training rows | of all rows | {names[1]} of training rows "
        "| of all rows |",
        "|---|---:|---:|---:|---:|",
    ]
    table = dataset.table
    for column in [*dict.fromkeys([*map(int, dataset.features), dataset.target])][:6]:
        digits = decimals(table.values[:, column]) + 1
        numbers = [
            with_unit(narrow(float(part[column]), digits), unit(table, column)).replace(
                " ", NO_BREAK
            )
            for part in (dataset.offset, all_rows[0], dataset.scale, all_rows[1])
        ]
        lines.append("| " + " | ".join(map(escape, [table.columns[column], *numbers])) + " |")
    st.markdown("\n".join(lines))
    st.caption(
        "Only training rows decide: a scaler that has seen the validation rows tells the network "
        "of a future that it is then tested on."
    )


def scaling_of_all() -> tuple[np.ndarray, np.ndarray]:
    """Fit a scaler on all rows, for comparison; kept, since it reads the whole table."""
    dataset = visit.dataset()
    everything = np.zeros(len(dataset.table.values), bool)
    offset, scale, _ = visit.kept(
        "scaling of all rows",
        dataset.key,
        lambda: fit_scaler(dataset.table.values, everything, dataset.task.scaling),
    )
    return offset, scale
