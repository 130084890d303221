"""The hidden-state flow diagram on a page: what it shows, and what it reports back."""

import streamlit as st

from lstmviz.diagram.component import flow_diagram
from lstmviz.diagram.scenes.flow import chunk, flow_scene
from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.ui import runs, visit

KEY = "flow"


def show_flow() -> None:
    """Mount the diagram for the experiment in view; it goes on moving by itself."""

    def take(name: str, where: str) -> None:
        value = st.session_state[KEY].get(name)
        if value is not None:
            visit.adopt_choice(where, int(value))

    flow_diagram(
        scene(),
        values(runs.view()),
        KEY,
        unit=visit.experiment().unit,
        on_sample_change=lambda: take("sample", "sample"),
        on_unit_change=lambda: take("unit", "unit"),
        on_layer_change=lambda: take("layer", "layer"),
        on_moment_change=lambda: runs.look_back(st.session_state[KEY].get("moment")),
    )


def scene() -> dict[str, object]:
    """Lay out the chunk of samples in view; kept while nothing of it changes."""
    choices, dataset = visit.experiment(), visit.dataset()
    spec = choices.spec
    shape = (spec.cell, spec.reset_after, spec.units, spec.layers)
    what = (dataset.key, shape, visit.sample(), choices.layer)
    samples = chunk(dataset, visit.sample())
    return visit.kept(KEY, what, lambda: flow_scene(dataset, spec, samples, choices.layer))


def values(view: runs.View) -> dict[str, object]:
    """Trace the chunk in view through the weights in view."""
    choices, dataset = visit.experiment(), visit.dataset()
    return flow_values(
        dataset,
        view.weights,
        chunk(dataset, visit.sample()),
        choices.layer,
        view.label,
        view.moments,
        -1 if view.moment is None else view.moment,
    )
