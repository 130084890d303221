"""The end of a walk: as many targets as samples, and what the loss compares."""

from dataclasses import replace

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import held, samples
from lstmviz.doctor.walking.refusals import Refusal, agree, refuse
from lstmviz.doctor.walking.setup import Setup, Walk


def check_end(setup: Setup, built: Walk) -> Walk:
    """Hold the numbers of samples, and the targets against the predictions."""
    y = setup.y.shape if setup.y else None
    X = setup.X.shape if setup.X else None
    if y is None or ("fit" not in setup.marks and not setup.loss and setup.output is None):
        return built
    try:
        if X and y and "unpaired" not in setup.marks and samples_first(setup):
            others = [each.shape[0] for each in setup.fed[1:] if each.shape]
            samples([X[0], *others, y[0]])
        if {"outputs", "one_target"} <= setup.marks:
            raise refuse("target_count")
        output = built.of(setup.output)
        ends = "model" not in setup.gaps
        if output is not None and not setup.torch and setup.layers and ends:
            loss = setup.loss or ("mse" if guess_numbers(setup, y, output) else "")
            held(loss, y, output)
    except Refusal as refusal:
        return replace(built, stop=replace(refusal.stop, node=len(setup.nodes)))
    return built


def samples_first(setup: Setup) -> bool:
    """Whether the first axis of what is fed counts the samples: PyTorch may read steps first."""
    layer, X = setup.recurrent, setup.X.shape if setup.X else None
    if setup.torch and layer is not None and X is not None and len(X) == 2:
        return False  # one sequence alone
    return not setup.torch or layer is None or layer.says("batch_first") is True


def guess_numbers(setup: Setup, y: Shape, output: Shape) -> bool:
    """Whether the head tells that numbers are predicted, where no loss is named.

    One number in y for several units may be that of a class, at each of their steps.
    """
    last = setup.layers[-1]
    labels = y[:-1] if len(y) == len(output) and y[-1] == 1 else y
    if labels_each(labels, output) and output[-1] != 1:
        return False
    return last.kind in ("Dense", "TimeDistributed") and last.says("activation") in (
        None, "linear", "relu", "tanh",
    )  # fmt: skip


def labels_each(labels: Shape, output: Shape) -> bool:
    """Whether there is one label wherever the classes of a prediction stand on the last axis."""
    places = output[1:-1]
    return len(labels) == 1 + len(places) and all(map(agree, labels[1:], places))
