"""PyTorch: recurrent layers on one another, and how many of them."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.saying.wording import named, steps, tell

# More layers than that nobody stacks: such a number counts something else.
MANY_LAYERS = 8


def layers_for_steps(case: Case) -> Judged:
    """Judge a layer of as many layers as X has timesteps."""
    layer, setup = case.setup.recurrent, case.setup
    count = layer.size("num_layers") if layer is not None and case.torch else None
    node = next((each for each in setup.nodes if each.layer is layer and each.reads), None)
    shape = case.walk.of(node.reads[0]) if node is not None else None
    if layer is None or count is None or count <= MANY_LAYERS or count not in (shape or ())[:2]:
        return NONE
    return one(
        Diagnosis(
            "layers_for_steps",
            f"num_layers is {count}: as many layers stand on one another as X has timesteps.",
            expected="num_layers of 1 or 2",
            received=f"num_layers={count}, X {tell(shape or ())}",
            axis="The timesteps are told nowhere: the layer reads as many as X has.",
            happens="It runs, slowly, and so deep a stack hardly learns.",
            details=("The third number of nn.LSTM(input_size, hidden_size, num_layers) counts "
                     f"layers: {line(edited(replace(layer, written=''), 'num_layers', 1))}.",),
            silent=True,
        )
    )  # fmt: skip


def steps_taken(case: Case) -> Judged:
    """Judge a recurrent layer that reads the last step of another as a sequence of samples."""
    nodes = case.setup.nodes
    for node in nodes if case.torch else ():
        index = nodes[node.reads[0].node] if node.layer.recurrent and node.reads else None
        if index is None or index.layer.kind != "index" or not index.reads:
            continue
        before = nodes[index.reads[0].node].layer
        shape = case.walk.of(node.reads[0])
        if not before.recurrent or index.reads[0].part or shape is None or len(shape) != 2:
            continue
        at = node.reads[0].node
        return one(
            Diagnosis(
                "steps_taken",
                "The second recurrent layer gets the last step of the first alone, and reads its "
                "samples as timesteps.",
                expected="every step: three axes",
                received=f"two axes: {tell(shape)}",
                axis=f"{index.layer.written} takes the axis of the timesteps away between the two.",
                tried=case.setup.left_out(at),
                fed=named(shape, "samples", "units"),
                happens=f"It runs as one sequence of {steps(shape[0])}: one sample into the next.",
                details=(f"Leave {index.layer.written} out between the two layers; behind the last "
                         "one it takes the last step.",),
                silent=True,
            )
        )  # fmt: skip
    return NONE
