"""The scene of the way in: the Chalkboard, and the runs worked out beforehand; one for all."""

from dataclasses import replace
from functools import cache

from lstmviz.choices.experiments import Experiment, Fed, start_experiment
from lstmviz.diagram.scenes.sent.start import Proof, StartScene
from lstmviz.diagram.scenes.start import proof_of, start_scene
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.training.prepared import LAYOUTS_PREPARED, load


@cache
def scene() -> StartScene:
    """Lay out the way in; it never changes."""
    board = EXAMPLES["chalkboard"]
    table = load_example(board.key)
    layouts: dict[Fed, Layout] = {
        key: resized(LAYOUTS[key], board.layout) for key in LAYOUTS_PREPARED
    }
    return start_scene(
        {key: make_dataset(table, layout, board.task) for key, layout in layouts.items()}, proof()
    )


def resized(layout: Layout, like: Layout) -> Layout:
    """Give a layout of several rows the window of another one."""
    return replace(layout, window=like.window) if layout.window > 1 else layout


def proof() -> Proof:
    """Gather the curves of the question's table in its three layouts."""
    asked = start_experiment(Experiment().table)
    table = load_example(asked.table)
    curves = []
    for key in LAYOUTS_PREPARED:
        dataset = make_dataset(table, LAYOUTS[key], asked.task)
        run = load(asked.spec, dataset)
        assert run is not None  # comes with the app
        validation = run.progress.validation
        curves.append((key, dataset, validation.epochs, validation.losses))
    lowest = EXAMPLES[asked.table].lowest_error
    assert lowest is not None  # known from its construction
    return proof_of(curves, asked.spec, lowest)
