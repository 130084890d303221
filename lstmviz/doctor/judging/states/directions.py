"""PyTorch: a state that is cut in two: by the directions of a layer, or among devices."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Node, Setup

# Of a bidirectional encoder, for a decoder of one direction.
ADDED = (
    "h[0::2] are the forward states of a bidirectional layer and h[1::2] the backward ones: "
    "h[0::2] + h[1::2] makes one of two.",
)
PARALLEL = re.compile(r"DataParallel|device_ids")


def both_directions(
    case: Case, base: Diagnosis, expected: Shape, received: Shape, lstm: bool
) -> Diagnosis | None:
    """The state is as large as is asked for, cut otherwise: in directions, or among devices."""
    (layers, batch, units), (held, samples, width) = expected, received
    if None in (*expected, *received) or not layers or not batch or not units:
        return None
    if (held, batch, units) == (2 * layers, samples, 2 * (width or 0)):
        joined = "torch.cat(({0}[0::2], {0}[1::2]), dim=-1)"
        names = ("h", "c") if lstm else ("h",)
        told_ = ", ".join(joined.format(name) for name in names)
        return replace(
            base,
            title=f"The state has a vector of {width} for each direction, and the layer reads one "
            f"of {units}.",
            axis="A bidirectional layer keeps its two directions on the first axis of the state: "
            f"{held} = 2 × {layers}. They are joined along the last one.",
            fix=(f"{', '.join(names)} = {told_}",),
            tried=started_from(case, expected),
            details=(
                "h[0::2] are the forward states of the layers, h[1::2] the backward ones. The line "
                "stands between the two layers.",
            ),
        )
    parts = samples // batch if samples and samples % batch == 0 else 1
    # Three layers among four devices: one each, and none for the last.
    shared = parts > 1 and width == units and held in (layers, -(-layers // parts))
    if not shared or not PARALLEL.search(case.text.plain):
        return None
    return replace(
        base,
        title=f"DataParallel gives each of {parts} devices {batch} of the {samples} samples, and "
        "cuts the state along another axis.",
        axis="It cuts every argument along its first axis: of the data that is the samples, of a "
        "state (layers, samples, units) it is the layers.",
        fix=(),
        details=(
            f"Make the state inside forward, from what this device got: torch.zeros({layers}, "
            f"x.size(0), {units}, device=x.device) with batch_first=True. Without a state the "
            "layer begins with zeros by itself.",
            "Or hand it over with the samples first, and turn it in forward: h.transpose(0, "
            "1).contiguous().",
        ),
    )


def started_from(case: Case, wanted: Shape) -> Setup | None:
    """Give the layer that the walk stops at states of another shape, made of what it is given."""
    stop = case.walk.stop
    if stop is None or stop.kind != "hidden" or stop.node is None:
        return None
    setup, reads = case.setup, case.setup.nodes[stop.node].reads
    for at in range(1, len(reads)):
        shape = case.walk.of(reads[at])
        if shape is None or len(shape) != 3 or None in wanted:
            return None
        nodes = list(setup.nodes)
        nodes[reads[at].node] = Node(Layer("given", {"shape": wanted}), nodes[reads[at].node].reads)
        setup = replace(setup, nodes=tuple(nodes))
    return setup
