"""The hidden-state flow diagram on a page: what it shows, and what it reports back."""

from collections.abc import Callable, Sequence

from lstmviz.diagram.component import flow_diagram
from lstmviz.diagram.scenes.flow import chunk, flow_scene
from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.diagram.scenes.pulled import Pulled
from lstmviz.diagram.scenes.sent.flow import FlowScene, FlowValues
from lstmviz.ui import runs, visit
from lstmviz.ui.bound import hand_over, reported
from lstmviz.ui.readings import below, place, several, whole, word
from lstmviz.ui.veil import uncovered

KEY = "flow"


def show_flow(
    awaits: Sequence[str] = (), on_passed: Callable[[str], None] = lambda place: None
) -> None:
    """Mount the diagram for the experiment in view; it goes on moving by itself.

    Args:
        awaits: places of which it is to report that the person has come to them; then the person
            moves it.
        on_passed: is called with such a place.
    """
    uncovered(KEY, lambda: mount(awaits, on_passed))


def mount(awaits: Sequence[str], on_passed: Callable[[str], None]) -> None:
    """Mount the diagram, and take what it reports."""

    def take(name: str, where: str) -> None:
        hand_over(KEY, name, place, lambda value: visit.adopt_choice(where, value))

    flow_diagram(
        scene(),
        values(runs.view()),
        KEY,
        unit=visit.experiment().unit,
        on_sample_change=lambda: take("sample", "sample"),
        on_unit_change=lambda: take("unit", "unit"),
        on_layer_change=lambda: take("layer", "layer"),
        on_moment_change=lambda: hand_over(KEY, "moment", place, runs.look_back),
        on_pull_change=pull,
        awaits=awaits,
        on_passed_change=lambda: hand_over(KEY, "passed", word, on_passed),
    )


def pull() -> None:
    """Take over a what-if: row, column and notches of a value; without notches it is put back."""
    of_table = visit.dataset().table.values.shape
    asked = reported(KEY, "pull", several(*map(below, of_table), whole))
    if asked is not None:
        row, column, notches = asked
        of = visit.dataset().key
        visit.current().pulled = (of, Pulled(row, column, notches)) if notches else None


def pulled() -> Pulled | None:
    """Give the what-if in view: it belongs to the samples that it was made with."""
    of, what = visit.current().pulled or (None, None)
    return what if of == visit.dataset().key else None


def scene() -> FlowScene:
    """Lay out the chunk of samples in view; kept while nothing of it changes."""
    choices, dataset = visit.experiment(), visit.dataset()
    spec = choices.spec
    shape = (spec.cell, spec.reset_after, spec.units, spec.layers)
    sample, layer = visit.sample(), choices.layer
    what = (dataset.key, shape, sample, layer)
    samples = chunk(dataset, sample)
    return visit.kept(KEY, what, lambda: flow_scene(dataset, spec, samples, layer, sample))


def values(view: runs.View) -> FlowValues:
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
        pulled(),
    )
