"""PyTorch reads the samples for timesteps, or the timesteps for samples: the first two axes."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Axes, Diagnosis, Opening
from lstmviz.doctor.judging.case import Case, cured
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.saying.wording import steps, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer


def batch_is_time(layer: Layer, shape: Shape) -> Diagnosis:
    """A layer without batch_first reads (samples, timesteps, features): no cure is given yet."""
    return Diagnosis(
        "batch_is_time",
        "Without batch_first=True PyTorch takes the samples for timesteps.",
        expected="(timesteps, samples, features)",
        received=f"(samples, timesteps, features) = {tell(shape)}",
        axis="The axes of the samples and of the timesteps are swapped.",
        fed=Axes(shape, ("timesteps", "samples", "features")),
        meant=three(shape),
        happens=f"{tell(shape)} is read as "
        f"{'' if shape[1] is None else f'{shape[1]:,} '}sequences of "
        f"{steps(shape[0])}: the state runs from one sample into the next.",
        opens=Opening("window", shape[1] or 24),
    )


def time_is_batch(case: Case, layer: Layer, shape: Shape) -> Diagnosis:
    """A layer with batch_first=True reads (timesteps, samples, features)."""
    return replace(
        batch_is_time(layer, shape),
        key="time_is_batch",
        title="With batch_first=True PyTorch takes the timesteps for samples.",
        expected="(samples, timesteps, features)",
        received=f"(timesteps, samples, features) = {tell(shape)}",
        fix=(f"{case.x} = {case.x}.permute(1, 0, 2)",),
        fed=Axes(shape, ("samples", "timesteps", "features")),
        meant=three((shape[1], shape[0], shape[2])),
        happens=f"{tell(shape)} is read as "
        f"{'' if shape[0] is None else f'{shape[0]:,} '}sequences of {steps(shape[1])}: the state "
        "runs from one sample into the next.",
        details=(
            "Or build the layer without batch_first: it reads (timesteps, samples, features) then.",
        ),
        silent=True,
        opens=None,
    )


def read_by_layer(case: Case) -> Shape | None:
    """Give the three axes that the recurrent layer reads; None where they are not told."""
    layer, shape = case.setup.recurrent, case.read
    untold = layer is None or "batch_first" in layer.unread
    return None if untold or shape is None or len(shape) != 3 else shape


def steps_as_rows(case: Case, rows: int | None, count: int | None) -> Shape | None:
    """Give the shape that a layer reads, where its second axis makes rows and its first targets."""
    shape = read_by_layer(case)
    return shape if shape and shape[:2] == (count, rows) and rows != count else None


def samples_as_steps(case: Case, rows: int | None, count: int | None) -> Diagnosis | None:
    """As many rows as X has timesteps meet a target for each sample; None where it is not so.

    The layer reads the first two axes in another order than they lie.

    Args:
        case: in hand.
        rows: the first axis of the predictions.
        count: the targets.
    """
    setup, at, shape = case.setup, case.recurrent_at, read_by_layer(case)
    if at is None or shape is None or rows == count:
        return None
    if setup.nodes[at].layer.says("batch_first") is True:
        turned = time_is_batch(case, setup.nodes[at].layer, shape)
        return replace(turned, happens="", silent=False) if shape[:2] == (rows, count) else None
    if shape[:2] != (count, rows):
        return None
    layer = setup.nodes[at].layer
    first = setup.changed(at, layer.with_argument("batch_first", True))
    turn = setup.put_in(at, Layer("permute", {"dims": (1, 0, 2)}))
    entered = setup.nodes[setup.nodes[at].reads[0].node].layer
    name = entered.written if entered.kind == "Input" and entered.written else case.x
    once = cured(first)
    return replace(
        batch_is_time(layer, shape),
        fix=(f"lstm = {line(edited(layer, 'batch_first', True))}",)
        if once
        else (f"{name} = {name}.permute(1, 0, 2)",),
        tried=first if once else turn,
        details=(
            f"{name}.permute(1, 0, 2) before the layer does the same, with out[-1] for the last "
            "step."
            if once
            else "Or build the layer with batch_first=True: the last step is out[:, -1] then.",
        ),
    )


def samples_in_turn(case: Case, rows: int | None, count: int | None) -> Diagnosis | None:
    """A loop over a batch takes its samples one by one, where a cell reads its timesteps.

    Args:
        case: in hand.
        rows: the first axis of the predictions.
        count: the targets.
    """
    nodes = case.setup.nodes
    turns = (
        at
        for at, each in enumerate(nodes)
        if each.layer.written.startswith("one of ")
        and nodes[each.reads[0].node].layer.kind == "Input"
    )
    at = next(turns, None)
    if at is None or rows is None or count is None or rows == count:
        return None
    name = nodes[at].layer.written.removeprefix("one of ")
    loop = re.search(rf"\bfor (\w+) in {re.escape(name)}:", case.text.plain)
    each = Layer("index", {"parts": (slice(None), 0)}, f"one of {name}.unbind(1)")
    return replace(
        batch_is_time(each, (count, rows, None)),
        title="A loop over a batch takes its samples for timesteps.",
        fix=(f"for {loop[1] if loop else 'step'} in {name}.unbind(1):",),
        tried=case.setup.changed(at, each),
    )
