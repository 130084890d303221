"""The end of a walk: as many targets as samples, and what the loss compares."""

from dataclasses import replace

from lstmviz.doctor.walking.losses import held, numbers_meant, samples
from lstmviz.doctor.walking.refusals import Refusal, refuse
from lstmviz.doctor.walking.setup import Setup, Walk


def check_end(setup: Setup, built: Walk) -> Walk:
    """Hold the numbers of samples, and the targets against the predictions."""
    y = setup.y_shape
    X = setup.x_shape
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
            loss = setup.loss or ("mse" if numbers_meant(setup.layers[-1], y, output) else "")
            held(loss, y, output)
    except Refusal as refusal:
        return replace(built, stop=replace(refusal.stop, node=len(setup.nodes)))
    return built


def samples_first(setup: Setup) -> bool:
    """Whether the first axis of what is fed counts the samples: PyTorch may read steps first.

    Where a loss of PyTorch is called, it holds the very batches against one another.
    """
    layer, X = setup.recurrent, setup.x_shape
    if setup.torch and any(node.layer.kind.endswith("Loss") for node in setup.nodes):
        return False
    if setup.torch and layer is not None and X is not None and len(X) == 2:
        return False  # one sequence alone
    return not setup.torch or layer is None or layer.says("batch_first") is True
