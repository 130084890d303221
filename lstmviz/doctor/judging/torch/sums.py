"""PyTorch: two tensors that go together differ along an axis, in a sum or in a loss."""

from dataclasses import replace
from typing import Any

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.states.attending import BY_LINE, attended, operands
from lstmviz.doctor.judging.torch.losses import loss_sizes
from lstmviz.doctor.judging.torch.said import last_step
from lstmviz.doctor.saying.wording import tell
from lstmviz.doctor.shapes import product
from lstmviz.doctor.walking.setup import Layer, Stop
from lstmviz.doctor.walking.sizes import Symbol


def rows_made(case: Case, first: int | None, second: int | None) -> dict[str, Any] | None:
    """Say which reshape makes several rows of each sample, where the walk shows it."""
    for at, node in enumerate(case.setup.nodes):
        if node.layer.kind not in ("reshape", "flatten") or at >= len(case.walk.shapes):
            continue
        before, after = case.walk.of(node.reads[0]), case.walk.of(Symbol(at))
        if not before or not after or second not in before[:2] or after[0] != first:
            continue
        if product(before[:2]) != first:
            continue
        state = (node.reads[0].part or 0) > 0
        return {
            "title": f"{node.layer.written} puts two axes of {tell(before)} on one: {first} rows.",
            "axis": "The state counts layers × directions first, then samples: both stand on the "
            "first axis now."
            if state
            else "Samples and timesteps both stand on the first axis now.",
            "fix": ("h = h[-1]",) if state else (),
            "tried": case.setup.changed(at, Layer("index", {"parts": (-1,)})) if state else None,
            "details": (
                "h[-1] is the state of the last layer, (samples, units); of a bidirectional layer "
                "join both: torch.cat((h[-2], h[-1]), dim=-1).",
            )
            if state
            else (f"{last_step(case)} is the last step of each sample.",),
        }
    return None


def tensors(case: Case, why: Stop) -> Judged:
    """Judge two tensors of which only the code tells what they are."""
    first, second, axis = why["first"], why["second"], why["axis"]
    found = case.walk.stop
    if found and found.kind in ("torch_loss", "torch_sizes"):
        output, target = found["output"], found["target"]
        if output and target and {first, second} <= set(output) | set(target):
            return loss_sizes(case, found)
    base = sizes_differ(case, first, second, axis)
    if (joined := rows_made(case, first, second)) is not None:
        return one(replace(base, **joined))
    if (largest := over_samples(case, base)) is not None:
        return one(largest)
    if (attention := attended(case, why, base)) is not None:
        return one(attention)
    state = "hidden" in case.text.tight or "h2h" in case.text.tight
    if axis == 0 and state:
        base = replace(base, details=OF_A_STATE)
    return one(base)


def over_samples(case: Case, base: Diagnosis) -> Diagnosis | None:
    """The walk stops where the largest along the samples meets what has one for each sample."""
    found, nodes = case.walk.stop, case.setup.nodes
    read = nodes[found.node].reads if found and found.node is not None else ()
    for at in (each.node for each in read):
        layer, before = nodes[at].layer, nodes[at].reads
        shape = case.walk.of(before[0]) if before else None
        if layer.kind != "reduce" or layer.says("dim") != 0 or shape is None or len(shape) != 2:
            continue
        return replace(
            base,
            title=f"{layer.written} goes along the samples: it gives one number for each class.",
            basis="",
            axis=f"Of {tell(shape)} axis 0 counts the samples, axis 1 the classes.",
            details=(
                "Along the classes, dim=1, it gives one for each sample, as there are targets: "
                f"{tell(shape[:1])}.",
            ),
        )
    return None


def sizes_differ(case: Case, first: int, second: int, axis: int) -> Diagnosis:
    """Two tensors differ along an axis: which they are, as far as the line that raised it says."""
    pair = operands(case.text.raising)
    where = "in one and {} in the other" if pair is None else f"in {pair[0]} and {{}} in {pair[1]}"
    details = [
        "If it happens in the loss, compare prediction.shape with y.shape: with (samples, "
        f"timesteps, …) on one side only, take the last step, {last_step(case)}.",
        "If it happens in forward, compare the two tensors of that line, axis by axis, from the "
        "last one.",
    ]
    if pair is not None:
        details = [f"Compare {pair[0]}.shape with {pair[1]}.shape, axis by axis, from the last."]
    small, large = sorted((first, second))
    if (
        "pad_packed_sequence(" in case.text.tight
        and axis < 2
        and "total_length" not in case.text.tight
    ):
        details.insert(0, PADDED.format(small=small, large=large))
    if axis == 2 and large == 2 * small and small > 1:
        wide, narrow = (pair or ("one", "the other"))[:: 1 if first > second else -1]
        details = [
            f"{large} = 2 × {small}: is {wide} from a bidirectional layer? It gives both "
            "directions side by side on the last axis.",
            f"Then make {narrow} for {large}, such as by a Linear of {large} outputs, or build the "
            "layer with bidirectional=False.",
            f"Is {narrow} one weight for each step? Then its last axis has size 1.",
        ]
    return Diagnosis(
        "tensor_sizes",
        "Two tensors that go together have different sizes along an axis.",
        basis="" if pair is None else BY_LINE,
        expected=f"{first} along axis {axis}",
        received=f"{second}",
        axis=f"Axis {axis}, counted from 0, has size {first} {where.format(second)}.",
        details=tuple(details),
    )


PADDED = (
    "pad_packed_sequence pads to the longest sequence of the batch alone: if that has {small} "
    "steps, total_length={large} gives as many as the other has; or cut the other, [:, :{small}]."
)
OF_A_STATE = (
    "If one of them is a state: it is made for one batch, (layers, samples, units); at each step a "
    "cell reads x[:, t] of the batch-first (samples, timesteps, features).",
    "If the class reads x[t], it wants the timesteps first: x.permute(1, 0, 2), or transpose(0, "
    "1); or its batch_first is not handed on.",
    "If it happens in the loss: a state h of several layers or directions, (layers × directions, "
    "samples, units), gives as many rows too many when a view or reshape puts its first two axes "
    "together; h[-1] is the last layer's.",
)
