"""What moves while training runs: curves, prediction, and the numbers fed to the diagram."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st
from jaxtyping import Float64, Int

from lstmviz.diagram.scenes.flow import chunk
from lstmviz.figures.axes import label, quantity
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.figures.live import describe_live_curve, live_curve
from lstmviz.figures.prediction import describe_prediction, prediction_curve
from lstmviz.racing.baselines import LEARN_NOTHING, baseline_errors
from lstmviz.racing.verdict import FEWEST_TARGETS
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.examples import EXAMPLES
from lstmviz.training.state import Curve
from lstmviz.ui import flow, past, runs, server, side, visit
from lstmviz.ui.crowd import crowd, part_turn
from lstmviz.ui.glossary import explained
from lstmviz.ui.internals import is_drawn_alone, tick_every
from lstmviz.ui.strangers import escape
from lstmviz.ui.veil import is_covered, is_left_out, uncovered
from lstmviz.wording import many

# In seconds. Each of ten runs has its turn within less, so that every tick has news.
TICK = 0.45
# Until the first point is there, they come so much sooner.
QUICK_TICK = 0.1
# Beyond so many values a strip, a tick sends over 100 KB and comes a third as often.
MANY_VALUES = 10_000
# A tick waits for others at most so much of the time to the next one; then it is drawn beside them.
PATIENCE = 0.6
# By this a command has the curves drawn at once.
CURVES = "curves"
CARDS = ("live", "prediction")
HEIGHT, LOW = 127, 112  # of a chart, in px; in the corner of a projector's page
CHIPS = 22  # of the line that names other runs


def show_live() -> None:
    """Draw curves and prediction, again and again while something changes by itself."""
    runs.visitor()
    large = visit.dataset().shape[1] * visit.experiment().spec.units > MANY_VALUES
    repeat(draw, 3 * TICK if large else TICK, key=CURVES)


def repeat(
    draw: Callable[[runs.View], object],
    seconds: float,
    busy: Callable[[], bool] = lambda: False,
    drawn_busy: bool = False,
    key: str | None = None,
) -> None:
    """Draw a state now and, while it changes by itself, again and again.

    When that ends, the whole page is drawn once; but never from within its own run, for a rerun
    drops what was not yet sent, and with it the values of all widgets.

    Args:
        draw: draws one state.
        seconds: from one time to the next.
        busy: whether something else that it draws is still on its way.
        drawn_busy: whether the page has drawn it as such before this, as in a button to stop it.
        key: by which a command has it drawn at once.
    """

    def moves(view: runs.View) -> bool:
        return view.moving or busy()

    def interval(view: runs.View, visitor: str | None = None) -> float:
        return (QUICK_TICK if runs.begins(view.progress) else seconds) * crowd().rarer(visitor)

    # What ended since the page drew its buttons has to bring them up to date as well.
    moving = visit.current().training.drawn_active or drawn_busy or moves(runs.view())
    visitor, trouble = runs.visitor(), server.trouble()
    every = interval(runs.view())

    @st.fragment(run_every=every if moving else None, key=key)
    def tick() -> None:
        nonlocal moving, every
        view = runs.view()
        if is_drawn_alone():
            goes_on = moves(view)
            # A tick may be late: the page has been drawn at rest meanwhile.
            if goes_on or moving or visit.current().training.drawn_active:
                # The page has said what troubles it, and its buttons stand by that.
                if (not goes_on or server.trouble() != trouble) and crowd().may_run():
                    st.rerun()
                now = interval(view, visitor)
                if now != every or not moving:
                    moving, every = True, now
                    tick_every(every)
        with part_turn(PATIENCE * every):
            draw(view)

    # In a place of its own: should a part of it be missing, nothing after it moves up.
    with st.container():
        tick()


def draw(view: runs.View) -> None:
    """Draw one state."""
    dataset = visit.dataset()
    if dataset.lacks:
        with st.container(key="live"):
            st.markdown(f"**To look at, not to train on.** {escape(dataset.lacks)}")
    else:
        cards = [name for name in CARDS if not is_left_out(name)]
        for name, place in zip(cards, st.columns(max(len(cards), 1), gap="small"), strict=False):
            with place.container(key=name):
                if name == "live":
                    draw_curves(view, dataset)
                else:
                    uncovered(name, lambda: draw_prediction(view, dataset))
    # At rest too: the diagram believes what was fed last, and looking back changes it.
    if not is_covered(flow.KEY):
        side.feed_stage(view)


def theme() -> Theme:
    """The colours of the visitor's mode."""
    return THEMES["dark" if st.context.theme.type == "dark" else "light"]


def unit_of(dataset: Dataset) -> str:
    """The target's unit, or ""."""
    return dataset.table.units[dataset.target] if dataset.table.units else ""


def draw_curves(view: runs.View, dataset: Dataset) -> None:
    """Draw training and validation error against the baselines, in the table's unit."""
    progress, unit = view.progress, unit_of(dataset)
    baselines, lowest = learn_nothing(dataset), lowest_error()
    if is_covered("live"):
        baselines, lowest = {}, None
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        st.html(explained("<b>Live training</b>", "training"), width="content")
        st.markdown(state_words(view), width="stretch")
    beside = () if is_covered("live") else past.past()
    if beside:
        past.show_chips(beside, unit)
    end = view.snapshot.epoch if view.replays else math.inf
    train, validation = (
        in_units(until(curve, end), dataset) for curve in (progress.train, progress.validation)
    )
    height = LOW if visit.experiment().present else HEIGHT - CHIPS * bool(beside)
    levels = {"baselines": baselines, "lowest": lowest, "past": past.curves(beside), "unit": unit}
    st.echarts_chart(
        live_curve(
            train,
            validation,
            epochs=progress.epochs,
            per_epoch=progress.updates_per_epoch,
            short={each.does(dataset, in_turn()): each.short for each in LEARN_NOTHING},
            at=None if view.moment is None or view.replays else view.snapshot.epoch,
            height=height,
            theme=theme(),
            **levels,
        ),
        key="live_curve",
        height=height,
        alt=describe_live_curve(validation, epochs=progress.epochs, **levels),
    )


def until(curve: Curve, epoch: float) -> Curve:
    """Give a curve as it was at an epoch."""
    kept = int(np.searchsorted(curve.epochs, epoch, "right"))
    return Curve(curve.epochs[:kept], curve.losses[:kept])


def learn_nothing(dataset: Dataset) -> dict[str, float]:
    """Score the baselines that learn nothing, once for a dataset."""
    return visit.kept(
        "baselines",
        (dataset.key, in_turn()),
        lambda: baseline_errors(LEARN_NOTHING, [dataset], in_turn()),
    )


def in_turn() -> bool:
    """Whether the table's columns are one quantity in turn."""
    return visit.experiment().columns_are == "sequence"


def lowest_error() -> float | None:
    """The error that no model can beat, where the example's own task is asked."""
    choices = visit.experiment()
    example = EXAMPLES.get(choices.table)
    if example is None:
        return None
    own, asked = example.task, choices.task
    same = (asked.target, asked.horizon) == (own.target, own.horizon)
    return example.lowest_error if same else None


def in_units(curve: Curve, dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Turn a curve of losses into root-mean-square errors in the table's unit."""
    return curve.epochs, np.sqrt(curve.losses) * dataset.scale[dataset.target]


def state_words(view: runs.View) -> str:
    """Say in a line how training stands."""
    progress, cold = view.progress, "" if view.warm else "warming up"
    if server.trouble():
        cold = "nobody can train just now"
    at = f"epoch **{progress.epoch:.1f}** of {progress.epochs}"
    if view.replays:
        seen = view.snapshot
        return f"replay&ensp;·&ensp;epoch **{seen.epoch:.1f}**&ensp;·&ensp;update {seen.update:,}"
    if progress.prepared:
        ready = cold or "**Train** starts your own"
        return f"prepared run, {progress.epochs} epochs&ensp;·&ensp;{ready}"
    match progress.status:
        case "ready to start":
            ready = f"{cold}; all else works" if cold else "ready to start"
            return f"{ready} · {many(progress.updates_per_epoch, 'update')} an epoch"
        case "waiting":
            return waiting_words(view, cold)
        case "training" if not view.waits:
            speed, left = progress.updates_per_second, progress.seconds_left
            words = [f"**{speed:,.0f}** updates/s"] if speed else []
            words += [f"**{duration(left)}** left"] if left is not None else []
            return "&ensp;·&ensp;".join([at, *words])
        case "failed":
            return f":material/error: {escape(progress.message)}"
    why = view.waits if progress.status == "training" else ""
    if progress.status == "paused":
        why = escape(progress.message)
    return f"{at}&ensp;·&ensp;{why or progress.status}"


def waiting_words(view: runs.View, cold: str) -> str:
    """Say what a run waits for; `cold`: why nobody trains yet, or ""."""
    if server.trouble():
        return f"{cold}; this run begins as soon as a worker can"
    if not view.warm:
        return f"{cold}: the first point comes in a few seconds"
    if view.progress.place:
        return f"in line: {view.progress.place} before you"
    return view.waits or "starting"


def duration(seconds: float) -> str:
    """Write a time: 7 s, 3 min, 2 h."""
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5970 else f"{seconds / 3600:.0f} h"


@dataclass(frozen=True, eq=False)
class Stretch:
    """What the prediction is drawn over: rows of the targets, their names and true values.

    Kept from one tick to the next, since a tick has no time for a hundred labels.
    """

    rows: Int[np.ndarray, " stretch"]
    names: tuple[str, ...]
    truth: Float64[np.ndarray, " stretch"]


def stretch_of(dataset: Dataset) -> Stretch:
    """Name the rows of the stretch and take their true values, once for a dataset."""

    def make() -> Stretch:
        rows = dataset.target_rows(dataset.stretch)
        names = tuple(label(dataset.table.row_name(int(row))) for row in rows)
        truth = dataset.table.values[rows, dataset.target].astype(np.float64)
        return Stretch(rows, names, truth)

    return visit.kept("stretch", dataset.key, make)


def draw_prediction(view: runs.View, dataset: Dataset) -> None:
    """Draw truth and prediction over a stretch of validation rows, in the table's unit."""
    target, unit, stretch = dataset.target, unit_of(dataset), stretch_of(dataset)
    predicted = runs.predictions(view.snapshot, dataset)
    shown = chunk(dataset, visit.sample())
    first, last = int(dataset.starts[shown[0]]), int(dataset.starts[shown[-1]])
    name = dataset.table.columns[target]
    st.markdown(
        f"**Prediction**&emsp;{escape(label(name))} :gray[and prediction, validation rows]"
        f"{error_words(view, dataset)}"
    )
    st.echarts_chart(
        prediction_curve(
            stretch.rows,
            stretch.truth,
            predicted,
            target=name,
            column=target,
            unit=unit,
            names=stretch.names,
            sample_rows=(first, last + dataset.layout.span - 1),
            sample_name=f"sample {shown[0]:,}" + (f"–{shown[-1]:,}" if len(shown) > 1 else ""),
            target_row=int(dataset.target_rows(shown)[0]) if len(shown) == 1 else None,
            theme=theme(),
        ),
        key="prediction_curve",
        height=HEIGHT,
        alt=describe_prediction(stretch.rows, stretch.truth, predicted, target=name, unit=unit),
    )


def error_words(view: runs.View, dataset: Dataset) -> str:
    """Say the validation error of the moment in view."""
    loss = view.validation_loss
    if loss is None:
        return ""
    few = ""
    if len(dataset.validation) < FEWEST_TARGETS:
        few = f" :gray[on only {many(len(dataset.validation), 'sample')}: it says little]"
    error = quantity(dataset.error_in_units(loss), unit_of(dataset))
    return f"&ensp;·&ensp;error **{error}**{few}"
