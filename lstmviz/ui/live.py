"""What moves while training runs: curves, prediction, and the numbers fed to the diagram."""

import numpy as np
import streamlit as st
from jaxtyping import Int

from lstmviz.datasets import Dataset
from lstmviz.diagram.component import feed
from lstmviz.diagram.scene import chunk
from lstmviz.examples import EXAMPLES
from lstmviz.figures.axes import label as short
from lstmviz.figures.axes import quantity
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.figures.live import describe_live_curve, live_curve
from lstmviz.figures.prediction import describe_prediction, prediction_curve
from lstmviz.training.state import Curve, Progress
from lstmviz.ui import flow, runs, visit
from lstmviz.ui.visit import escape

TICK = 0.5  # seconds
# Beyond so many values a strip, a tick sends over 100 KB and comes a third as often.
MANY_VALUES = 10_000
HEIGHT = 164  # of a chart, in px


def show_live() -> None:
    """Draw curves and prediction, again and again while something changes by itself."""
    runs.visitor()
    moving = runs.view().moving
    many = visit.dataset().shape[1] * visit.experiment().spec.units > MANY_VALUES
    tick = 3 * TICK if many else TICK
    st.fragment(run_every=tick if moving else None)(draw)(moving)


def draw(was_moving: bool) -> None:
    """Draw one state; when moving began or ended, have the whole page drawn once."""
    view = runs.view()
    if view.moving != was_moving:
        st.rerun()
    left, right = st.columns(2, gap="small")
    with left.container(key="live"):
        draw_curves(view)
    with right.container(key="prediction"):
        draw_prediction(view)
    # At rest too: the diagram believes what was fed last, and looking back changes it.
    feed(flow.values(view), flow.KEY)


def theme() -> Theme:
    """The colours of the visitor's mode."""
    return THEMES["dark" if st.context.theme.type == "dark" else "light"]


def unit() -> str:
    """The target's unit, or ""."""
    dataset = visit.dataset()
    return dataset.table.units[dataset.target] if dataset.table.units else ""


def draw_curves(view: runs.View) -> None:
    """Draw training and validation error against the baselines, in the table's unit."""
    dataset, progress = visit.dataset(), view.progress
    example = EXAMPLES.get(visit.experiment().table)
    baselines = {
        "repeat the last value": dataset.baselines["last_value"],
        "always say the mean": dataset.baselines["mean"],
    }
    lowest = lowest_error(example)
    st.markdown(f"**Live training**&emsp;{state_words(progress, view.warm)}")
    validation = in_units(progress.validation)
    st.echarts_chart(
        live_curve(
            in_units(progress.train),
            validation,
            epochs=progress.epochs,
            unit=unit(),
            baselines=baselines,
            lowest=lowest,
            at=None if view.moment is None else view.snapshot.epoch,
            theme=theme(),
        ),
        key="live_curve",
        height=HEIGHT,
        alt=describe_live_curve(
            validation, epochs=progress.epochs, unit=unit(), baselines=baselines, lowest=lowest
        ),
    )


def lowest_error(example) -> float | None:
    """The error that no model can beat, where the example's own task is asked."""
    choices = visit.experiment()
    same = example is not None and (choices.task.target, choices.task.horizon) == (
        example.task.target,
        example.task.horizon,
    )
    return example.lowest_error if same else None


def in_units(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
    """Turn a curve of losses into root-mean-square errors in the table's unit."""
    dataset = visit.dataset()
    return curve.epochs, np.sqrt(curve.losses) * dataset.scale[dataset.target]


def state_words(progress: Progress, warm: bool) -> str:
    """Say in a line how training stands."""
    at = f"epoch **{progress.epoch:.1f}** of {progress.epochs}"
    if progress.prepared:
        ready = "**Train** starts your own" if warm else "the worker is warming up"
        return f"prepared run, {progress.epochs} epochs&ensp;·&ensp;{ready}"
    match progress.status:
        case "ready to start":
            ready = "ready to start" if warm else "warming up; all else works"
            return f"{ready} · {progress.updates_per_epoch:,} updates an epoch"
        case "waiting":
            if not warm:
                return "warming up: the first point comes in a few seconds"
            return f"in line: {progress.place} before you" if progress.place else "starting"
        case "training":
            words = [at]
            if progress.updates_per_second:
                words.append(f"**{progress.updates_per_second:,.0f}** updates/s")
            if progress.seconds_left is not None:
                words.append(f"**{duration(progress.seconds_left)}** left")
            return "&ensp;·&ensp;".join(words)
        case "failed":
            return f":material/error: {escape(progress.message)}"
    return f"{at}&ensp;·&ensp;{progress.status}"


def duration(seconds: float) -> str:
    """Write a time: 7 s, 3 min, 2 h."""
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5970 else f"{seconds / 3600:.0f} h"


def draw_prediction(view: runs.View) -> None:
    """Draw truth and prediction over a stretch of validation rows, in the table's unit."""
    dataset, target = visit.dataset(), visit.dataset().target
    rows = dataset.target_rows(dataset.stretch)
    truth = dataset.table.values[rows, target].astype(np.float64)
    predicted = runs.predictions(view.snapshot)
    shown = chunk(dataset, visit.sample())
    first, last = int(dataset.starts[shown[0]]), int(dataset.starts[shown[-1]])
    name = dataset.table.columns[target]
    st.markdown(
        f"**Prediction**&emsp;{escape(short(name))} :gray[and prediction, validation rows]"
        f"{error_words(view)}"
    )
    st.echarts_chart(
        prediction_curve(
            rows,
            truth,
            predicted,
            target=name,
            column=target,
            unit=unit(),
            names=row_names(dataset, rows),
            sample_rows=(first, last + dataset.layout.span - 1),
            sample_name=f"sample {shown[0]:,}" + (f"–{shown[-1]:,}" if len(shown) > 1 else ""),
            target_row=int(dataset.target_rows(shown)[0]) if len(shown) == 1 else None,
            theme=theme(),
        ),
        key="prediction_curve",
        height=HEIGHT,
        alt=describe_prediction(rows, truth, predicted, target=name, unit=unit()),
    )


def row_names(dataset: Dataset, rows: Int[np.ndarray, " stretch"]) -> list[str]:
    """Name the rows of the stretch; kept, since a tick has no time for a hundred labels."""
    kept = st.session_state.get("row_names")
    if kept is None or kept[0] != dataset.key:
        kept = dataset.key, [dataset.table.row_name(int(row)) for row in rows]
        st.session_state.row_names = kept
    return kept[1]


def error_words(view: runs.View) -> str:
    """Say the validation error of the moment in view."""
    loss = view.snapshot.validation_loss
    if loss is None and view.moment is None and len(view.progress.validation.losses):
        loss = float(view.progress.validation.losses[-1])
    if loss is None:
        return ""
    return f"&ensp;·&ensp;error **{quantity(visit.dataset().error_in_units(loss), unit())}**"
