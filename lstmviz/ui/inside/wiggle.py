"""One value is changed: every unit of the samples that read it moves, and no other sample."""

import numpy as np
import streamlit as st

from lstmviz.choices.experiments import MAX_CHANGE
from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.diagram.scenes.panels import Axis, Panel, units_axis
from lstmviz.probing.wiggle import Wiggled, wiggle
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import bound
from lstmviz.ui.inside.maps import show_maps
from lstmviz.ui.strangers import escape
from lstmviz.wording import many, narrow, significant


def show_wiggle() -> None:
    """Choose a value of X and its change, and draw what follows from it."""
    ask_change()
    show_changed()


def show_changed() -> None:
    """Draw what follows from the change of a value."""
    show_maps("wiggle", panels, "Change of h after the last timestep", say=say)


def ask_change() -> None:
    """Choose a value of X and its change."""
    choices, dataset = visit.experiment(), visit.dataset()
    sizes = dataset.shape
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for name, where, value, size in zip(
            ("sample", "timestep", "feature"),
            ("sample", "timestep", "feature"),
            place(),
            sizes,
            strict=True,
        ):
            st.number_input(
                f"{name} 0 to {size - 1:,}", 0, size - 1, **bound(where, value, of=f"wiggle {size}")
            )
        st.slider(
            "Add to the scaled value",
            -MAX_CHANGE,
            MAX_CHANGE,
            step=0.1,
            **bound("change", choices.change),
        )


def through_gates() -> str:
    """Say by which way a value reaches a unit, where there is more than one."""
    return ", through all gates" if len(visit.experiment().spec.kind.blocks) > 1 else ""


def place() -> tuple[int, int, int]:
    """The value of X that is changed."""
    choices = visit.experiment()
    asked = visit.sample(), choices.timestep or 0, choices.feature or 0
    sample, timestep, feature = (
        min(number, size - 1) for number, size in zip(asked, visit.dataset().shape, strict=True)
    )
    return sample, timestep, feature


def wiggled(view: runs.View) -> Wiggled:
    """Change the value, with the weights in view."""
    dataset, change = visit.dataset(), visit.experiment().change
    what = (view.snapshot, dataset, place(), change)
    return visit.kept("wiggled", what, lambda: wiggle(dataset, view.weights, place(), change))


def panels(view: runs.View) -> list[Panel]:
    """Lay the changes of h out as a map, samples × units."""
    seen = wiggled(view)
    names = tuple(
        f"sample {sample:,}" + ("" if reads else ", which does not read it")
        for sample, reads in zip(seen.samples.tolist(), seen.reads.tolist(), strict=True)
    )
    ticks = tuple(f"{sample:,}" for sample in seen.samples.tolist())
    return [
        Panel(
            "Change of h after the last timestep",
            seen.change,
            Axis("samples", names, "samples", ticks),
            units_axis(seen.change.shape[1]),
            tip="{row}, {column}: h changes by {value}",
            dead=np.repeat(~seen.reads[:, None], seen.change.shape[1], axis=1),
            why="these samples do not read the value",
        )
    ]


def say(view: runs.View) -> None:
    """Say what was changed, and count what moved."""
    seen, dataset = wiggled(view), visit.dataset()
    if not visit.experiment().change:
        st.markdown(
            f"{escape(dataset.table.columns[seen.column])} of "
            f"{escape(visit.experiment().words.row)} {seen.row:,} is as it was: nothing moves. "
            "Move the slider."
        )
        return
    table, words = dataset.table, visit.experiment().words
    units = seen.change.shape[1]
    raw = float(table.values[seen.row, seen.column])
    new = raw + visit.experiment().change * float(dataset.scale[seen.column])
    digits = decimals(table.values[:, seen.column])
    before = narrow(raw, digits)
    after = with_unit(narrow(new, digits), unit(table, seen.column))
    readers, others = seen.changed[seen.reads], seen.changed[~seen.reads]
    least = int(readers.min())
    moved = f"at least {least:,} of {many(units, 'unit')}"
    if least == units:
        moved = "the one unit" if units == 1 else f"all {units:,} units"
    rest = len(dataset.starts) - seen.readers
    others_said = (
        f" Of the {many(rest, 'sample')} that {'does' if rest == 1 else 'do'} not read it, "
        f"{len(others):,} {'is' if len(others) == 1 else 'are'} shown: **0 of {len(others):,} "
        "move**."
        if rest
        else ""
    )
    most = int(np.abs(seen.prediction).argmax())
    swing = float(seen.prediction[most] * dataset.scale[dataset.target])
    swung = with_unit(f"{'+' * (swing > 0)}{significant(swing)}", unit(table, dataset.target))
    st.markdown(
        f"{escape(table.columns[seen.column])} of {escape(words.row)} {seen.row:,} goes from "
        f"{escape(before)} to **{escape(after)}**. "
        f"{many(seen.readers, 'sample')} {'reads' if seen.readers == 1 else 'read'} it, and "
        f"**{moved}** of each {'moves' if units == 1 else 'move'}{through_gates()}.{others_said} "
        "So no value belongs to one neuron, and none reaches a sample that does not read it.  \n"
        f"ŷ moves most in sample {int(seen.samples[most]):,}: by **{escape(swung)}**."
        if not others.any()
        else "Samples that do not read the value moved: this must not be."
    )
