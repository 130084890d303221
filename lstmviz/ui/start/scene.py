"""The scene of the way in: the Chalkboard, and the runs worked out beforehand; one for all."""

from functools import cache

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.diagram.scenes.sent.start import Proof, StartAsked, StartOption, StartScene
from lstmviz.diagram.scenes.start import proof_of, start_scene
from lstmviz.lessons.lesson import UNKNOWN, Asked
from lstmviz.lessons.reply import reply
from lstmviz.lessons.start import PULLED, board, ways
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS
from lstmviz.training.prepared import LAYOUTS_PREPARED, load


@cache
def scene() -> StartScene:
    """Lay out the way in; it never changes."""
    case = board()
    return start_scene(ways(case.dataset), sent(PULLED.put(case)), proof())


def sent(asked: Asked) -> StartAsked:
    """Write a question, and what is said to each answer, for a drawing that knows no markdown."""
    options = []
    for text in (*(option.text for option in asked.options), UNKNOWN):
        said = reply(asked, text)
        options.append(
            StartOption(
                text=text,
                seen=said.seen,
                expected=said.expected.replace("*", ""),
                law=said.law,
            )
        )
    return StartAsked(title=asked.title, options=options)


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
