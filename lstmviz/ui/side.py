"""The Playground's stage: the film of the layout in view, or layouts side by side on one clock."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import streamlit as st

from lstmviz.choices.experiments import Experiment
from lstmviz.diagram.component import feed, side_by_side
from lstmviz.diagram.scenes.flow_values import moments_of
from lstmviz.diagram.scenes.sent.side import SideNumbers, SideScene, SideValues
from lstmviz.diagram.scenes.side import Samples, fed, side_numbers, side_scene
from lstmviz.network.models import initial_weights
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import layout_name
from lstmviz.ui import flow, past, runs, visit
from lstmviz.ui.bound import bound, hand_over
from lstmviz.ui.pickers import layout_named
from lstmviz.ui.readings import place
from lstmviz.ui.veil import uncovered

KEY = "side"
# Of one row these two are the question; the third is the layout of several rows.
ONE_ROW = ("columns", "row")


def show_stage() -> None:
    """Draw the switch between the two, and the one that is chosen."""
    choices = visit.experiment()
    if "layout" not in choices.hide:
        with st.container(key="beside"):
            st.toggle("Side by side", **bound("side", choices.side))
    if choices.side:
        uncovered(flow.KEY, mount)
    else:
        flow.show_flow()


def feed_stage(view: runs.View) -> None:
    """Hand new numbers to what stands there."""
    if visit.experiment().side:
        # The others' weights stay as they are, but where all are led through their moments.
        feed(values(view, samples() if view.replays else [shown_name()]), KEY)
    else:
        feed(flow.values(view), flow.KEY)


def mount() -> None:
    """Mount the lanes, and take what they report."""

    def take(name: str) -> None:
        hand_over(KEY, name, place, lambda value: visit.adopt_choice(name, value))

    side_by_side(
        scene(),
        values(runs.view(), samples()),
        KEY,
        unit=visit.experiment().unit,
        on_sample_change=lambda: take("sample"),
        on_unit_change=lambda: take("unit"),
        on_moment_change=lambda: hand_over(KEY, "moment", place, runs.look_back),
    )


def shown_name() -> str:
    """Name the lane of the layout in view."""
    return layout_name(visit.experiment().layout)


def lanes() -> Mapping[str, tuple[Experiment, Dataset]]:
    """Give the experiment and the samples of each lane, the one that reads most rows last."""
    present = visit.experiment()
    return visit.kept(KEY, (present.decides, visit.current().last_window), make_lanes)


def make_lanes() -> dict[str, tuple[Experiment, Dataset]]:
    """Cut the table anew for each layout, as far as it can be."""
    present, shown = visit.experiment(), shown_name()
    table, found = visit.dataset().table, {}
    for name in (*ONE_ROW, "window" if shown in ONE_ROW else shown):
        layout = present.layout if name == shown else layout_named(name)
        asked = replace(present, layout=layout)
        try:
            found[name] = asked, visit.samples_of(asked, table)
        except visit.REFUSALS:
            continue
    if len(visit.dataset().features) == 1 and shown != "columns":
        # Of a single column both are (N, 1, 1).
        found.pop("columns", None)
    return found


def datasets() -> dict[str, Dataset]:
    """Give the samples of each lane."""
    return {name: dataset for name, (_, dataset) in lanes().items()}


def last_row() -> int:
    """Give the last row that the sample in view reads."""
    dataset = visit.dataset()
    return int(dataset.starts[visit.sample()]) + dataset.layout.span - 1


def samples() -> dict[str, Samples]:
    """Choose the samples of each lane."""
    what = (visit.experiment().decides, visit.current().last_window, last_row())
    return visit.kept("side samples", what, lambda: fed(datasets(), last_row()))


def scene() -> SideScene:
    """Lay out the lanes; kept while nothing of them changes."""
    choices = visit.experiment()
    what = (choices.decides, visit.current().last_window, visit.sample())
    last = len(visit.dataset().starts) - 1
    return visit.kept(
        "side scene",
        what,
        lambda: side_scene(datasets(), last_row(), choices.spec, visit.sample(), last),
    )


def values(view: runs.View, names: Collection[str]) -> SideValues:
    """Trace some lanes, by their names, through their networks."""
    numbers = {name: numbers_of(name, view) for name in samples() if name in names}
    moment = -1 if view.moment is None else view.moment
    moments = moments_of(view.label, view.moments, moment)
    return SideValues(of=scene()["of"], lanes=numbers, **moments)


def numbers_of(name: str, view: runs.View) -> SideNumbers:
    """Trace a lane: by the run in view, by one that was left or prepared, or untrained.

    Where one looks back, each is shown as it was nearest to that moment.
    """
    asked, dataset = lanes()[name]
    if name == shown_name():
        progress, snapshot, loss = view.progress, view.snapshot, view.validation_loss
    else:
        beside = {each.experiment.decides: each.run for each in past.past()}
        run = beside.get(asked.decides)
        if run is None:
            weights = initial_weights(asked.spec, dataset.shape[2])
            return side_numbers(dataset, samples()[name], weights, "untrained")
        progress, losses = run.progress, run.progress.validation.losses
        if view.moment is None:
            snapshot, loss = progress.latest, float(losses[-1]) if len(losses) else None
        else:
            snapshot = run.snapshots[runs.nearest(run.snapshots, view.snapshot.update)]
            loss = snapshot.validation_loss
    live = progress.active and snapshot is progress.latest
    kind = " · prepared" if progress.prepared else " · live" if live else ""
    label = f"epoch {snapshot.epoch:.1f}{kind}" if snapshot.update else "untrained"
    return side_numbers(dataset, samples()[name], snapshot.weights, label, loss, live)
