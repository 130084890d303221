"""The diagram and the figures as HTML files that need nothing but a browser."""

import numpy as np
import streamlit as st

from lstmviz.diagram.offline import offline_flow
from lstmviz.export.commands import stem
from lstmviz.figures.colours import Theme
from lstmviz.figures.keep import figures_page, learning_figure, prediction_figure
from lstmviz.figures.live import describe_live_curve
from lstmviz.figures.prediction import describe_prediction
from lstmviz.figures.table import describe_table, table_figure
from lstmviz.training.state import Snapshot
from lstmviz.ui import live, runs, visit
from lstmviz.ui.home.cards import moment_words, offer, update_words, weights_in_view
from lstmviz.ui.live import TICK, repeat
from lstmviz.wording import many, write_shape


def show_pictures() -> None:
    """Draw the card, again and again while the weights change."""
    repeat(draw, 4 * TICK)


def draw(view: runs.View) -> None:
    """Offer both files for the weights in view."""
    choices, look = visit.experiment(), live.theme()
    of, at = weights_in_view(view), update_words(view)
    st.markdown(
        "**Diagram and figures** :gray[— for slides: they play in any browser, without a network]"
    )
    left, right = st.columns(2, gap="small")
    with left:
        offer(
            f"{stem(choices)}_flow.html",
            "text/html",
            lambda: flow_file(view),
            (of, visit.sample(), choices.layer),
            at,
        )
    with right:
        offer(
            f"{stem(choices)}_figures.html",
            "text/html",
            lambda: figures_file(view, look),
            (of, look),
            at,
        )
    st.caption(
        "One HTML file each. The flow: the Playground's diagram with the samples and the moments "
        "of training around the one in view. The figures, 5 MB: curves, prediction, whole table. "
        f"Weights: {moment_words(view)}."
    )


def sentences(view: runs.View) -> tuple[str, ...]:
    """Say what the files show: the table, its layout, the model and the weights' moment."""
    dataset, spec = visit.dataset(), visit.experiment().spec
    rows, columns = dataset.table.values.shape
    shape = write_shape(dataset.shape)
    layers = f"{spec.layers} layers of " if spec.layers > 1 else ""
    target = dataset.table.columns[dataset.target]
    return (
        f"A table of {many(rows, 'row')} and {many(columns, 'column')} as X {shape}: each sample "
        f"is a {dataset.layout.reach()}, {dataset.layout.rows} from its rows and "
        f"{dataset.layout.columns} from its columns. The target is {target}, "
        f"{many(dataset.task.horizon, 'row')} ahead.",
        f"{layers}{spec.kind.name}({spec.units}), {moment_words(view)}.",
    )


def flow_file(view: runs.View) -> bytes:
    """Write the diagram, with the moments that can be gone back to."""
    choices, kept = visit.experiment(), [*runs.shown().snapshots]
    moment = len(kept) - 1 if view.moment is None else view.moment
    # While training goes on, the latest weights are newer than those kept.
    kept[moment] = view.snapshot
    return offline_flow(
        visit.dataset(),
        choices.spec,
        visit.sample(),
        [each.weights for each in kept],
        [label(each) for each in kept],
        [each.epoch for each in kept],
        moment,
        visit.title_of(choices),
        sentences(view),
        choices.layer,
    ).encode()


def label(snapshot: Snapshot) -> str:
    """Call a moment by its epoch and update."""
    if not snapshot.update:
        return "before training"
    return f"epoch {snapshot.epoch:.1f} · update {snapshot.update:,}"


def figures_file(view: runs.View, look: Theme) -> bytes:
    """Write the curves, the prediction and the table."""
    dataset = visit.dataset()
    stretch = live.stretch_of(dataset)
    progress, unit, column = view.progress, live.unit_of(dataset), dataset.target
    target = dataset.table.columns[column]
    validation = live.in_units(progress.validation, dataset)
    errors = {
        "epochs": progress.epochs,
        "unit": unit,
        "baselines": live.learn_nothing(dataset),
        "lowest": live.lowest_error(),
    }
    learnt = learning_figure(
        live.in_units(progress.train, dataset), validation, **errors, theme=look
    )
    said = runs.predictions(view.snapshot, dataset)
    drawn = prediction_figure(
        stretch.rows,
        stretch.truth,
        said,
        target=target,
        column=column,
        unit=unit,
        names=stretch.names,
        theme=look,
    )
    described = describe_prediction(stretch.rows, stretch.truth, said, target=target, unit=unit)
    border = int(np.argmax(dataset.held_out)) if dataset.task.group is None else None
    table = table_figure(dataset.table, border=border, target=column, theme=look)
    figures = {
        "Learning": (learnt, describe_live_curve(validation, **errors)),
        "Prediction": (drawn, described),
        "Table": (table, describe_table(dataset.table, border)),
    }
    title = visit.title_of(visit.experiment())
    return figures_page(figures, title, sentences(view), look).encode()
