"""A Reshape layer gets more or fewer numbers than it makes."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Cure, Judged, one
from lstmviz.doctor.judging.mending import change, edited, line, resized
from lstmviz.doctor.judging.trying import best
from lstmviz.doctor.reading.network.models import KEEPING
from lstmviz.doctor.saying.wording import as_code, tell
from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.setup import Stop
from lstmviz.doctor.walking.sizes import Symbol


def reshapes(case: Case, why: Stop) -> Judged:
    """A Reshape layer gets another number of values than it makes."""
    stop = case.walk.stop
    if why["received"] is None and stop is not None and stop.kind == "reshape":
        why = stop  # an old message tells no shape; the code does
    received: Shape = why["received"] or ()
    target = why["target"] or ()
    if steps_left(received, target):
        return one(of_one_step(case, received, target))
    at = reshape_at(case, target)
    if at is not None and len(received) == 1:
        before, made = case.setup.nodes[sized_before(case, at)].layer, product(target) or 0
        if before.recurrent:
            return one(of_last_state(case, at, received, target))
        if before.kind == "Dense" and before.says("units") in (None, received[0]) and made > 0:
            return one(of_few_units(case, at, received, target))
    shape = case.walk.of(case.setup.output) if case.setup.output else None
    steps = target[0] if target else "n"
    details = ["Multiply the sizes of both: the products have to be the same."]
    if len(received) < 2 and target[1:] in ((), received):
        details.append(f"To give the one vector to {steps} steps: RepeatVector({steps}).")
    if len(received) == 1 and not case.coded:
        details.append(
            "If a recurrent layer before it hands on its last state alone, "
            "return_sequences=True keeps the steps, and no Reshape is needed."
        )
    if shape:
        details.append(f"The model gives {tell(shape)}.")
    return one(uneven(received, target, "The numbers of one sample differ.", *details))


def reshape_at(case: Case, target: Shape) -> int | None:
    """Find the Reshape that a stop is of: where the walk stops, else the only one."""
    stop, nodes = case.walk.stop, case.setup.nodes
    if case.torch:
        return None
    if stop is not None and stop.kind == "reshape":
        return stop.node
    found = [
        at
        for at, node in enumerate(nodes)
        if node.layer.kind == "Reshape" and node.layer.says("target_shape") in (None, target)
    ]
    return found[0] if len(found) == 1 else None


def sized_before(case: Case, at: int) -> int:
    """Find who made the size that a layer reads: those between hand on the shape that they read."""
    nodes = case.setup.nodes
    at = nodes[at].reads[0].node
    while nodes[at].layer.kind in KEEPING:
        at = nodes[at].reads[0].node
    return at


def uneven(received: Shape, target: Shape, axis: str, *details: str) -> Diagnosis:
    """The product of what a Reshape reads is not that of what it makes."""
    count = f" ({received[0]} numbers)" if len(received) == 1 else ""
    made = f"{' × '.join(map(str, target))} numbers for {as_code(target)}"
    return Diagnosis(
        "reshape_layer",
        "Reshape cannot make more or fewer numbers than it gets.",
        expected=made if target else "",
        received=f"{tell(received)}{count}" if received else "",
        axis=axis,
        details=details,
    )


def of_last_state(case: Case, at: int, received: Shape, target: Shape) -> Diagnosis:
    """A recurrent layer hands on its last state, and the Reshape is to give its steps again."""
    setup, read = case.setup, sized_before(case, at)
    layer = edited(setup.nodes[read].layer, "return_sequences", True)
    cure = best(setup, Cure((line(layer),), setup.changed(read, layer).left_out(at)))
    said = uneven(
        received,
        target,
        "The layer before handed on its last state alone, so the timesteps are gone.",
        "With return_sequences=True the timesteps are still there, and no Reshape is needed: leave "
        "it out.",
    )
    return replace(said, fix=cure.lines, tried=cure.setup) if cure else said


def of_few_units(case: Case, at: int, received: Shape, target: Shape) -> Diagnosis:
    """A Dense before gives another number of values than the Reshape makes of them."""
    setup, read, made = case.setup, sized_before(case, at), product(target) or 0
    layer = resized(setup.nodes[read].layer, made)
    cure = best(setup, change(setup, read, layer)) or Cure((line(layer),))
    said = uneven(
        received,
        target,
        "The numbers of one sample differ.",
        f"The Dense before has to give them all: {' × '.join(map(str, target))} = {made} units.",
    )
    return replace(said, fix=cure.lines, tried=cure.setup)


def steps_left(received: Shape, target: Shape) -> bool:
    """Whether a Reshape makes of several steps what the numbers of one alone would fill."""
    first = received[0] if len(received) > 1 and -1 not in target else None
    made = product(target)
    if not first or not made or first == 1:
        return False
    return product(received) == first * made


def of_one_step(case: Case, received: Shape, target: Shape) -> Diagnosis:
    """A Reshape is made for one step, and the layer before hands on all of them."""
    setup, count = case.setup, received[0]
    reshape = next((at for at, node in enumerate(setup.nodes) if node.layer.kind == "Reshape"
                    and node.layer.says("target_shape") == target), None)  # fmt: skip
    at = reshape
    while at is not None and setup.nodes[at].layer.says("return_sequences") is not True:
        at = setup.nodes[at].reads[0].node if setup.nodes[at].reads else None
    gives = case.walk.of(Symbol(at)) if at is not None else None
    if gives is not None and gives[1:2] != (count,):
        at = None  # what stands between changed the axis
    cure = None
    if at is not None:
        layer = edited(setup.nodes[at].layer, "return_sequences", False)
        cure = best(setup, change(setup, at, layer)) or Cure((line(layer),))
    keeps = at is not None and setup.nodes[at].layer.kind
    return Diagnosis(
        "reshape_layer",
        f"Reshape gets {count} times the numbers that it makes.",
        expected=f"{' × '.join(map(str, target))} numbers for {as_code(target)}",
        received=tell(received),
        axis=f"{keeps} with return_sequences=True hands on all {count} timesteps, and the numbers "
        "of Reshape are those of one."
        if keeps
        else f"The first axis, of size {count}, is still there.",
        fix=cure.lines if cure else (),
        tried=cure.setup if cure else None,
        details=(
            "With return_sequences=False the layer hands on its last timestep alone.",
            f"To keep all {count}: keras.layers.TimeDistributed(keras.layers.Reshape("
            f"{as_code(target)})), and layers that read the timesteps behind it.",
        )
        if keeps
        else (
            "Most often it counts timesteps: return_sequences=False in the recurrent layer before "
            "keeps the last alone, keras.layers.TimeDistributed(keras.layers.Reshape("
            f"{as_code(target)})) keeps all.",
            "Else its numbers are a sample's too: the product of both shapes has to be the same.",
        ),
    )


def sample_reshape(case: Case, why: Stop) -> Judged:
    """A function of Keras is given the sizes of one sample; it takes those of all axes."""
    at = case.walk.stop.node if case.walk.stop else None
    layer = case.setup.nodes[at].layer if at is not None else None
    sizes = (-1, *why["sizes"])
    old, new = as_code(tuple(why["sizes"])), as_code(sizes)
    written = layer.written.replace(old, new) if layer is not None else ""
    return one(
        Diagnosis(
            "sample_reshape",
            "This reshape takes the sizes of all axes, the samples too.",
            expected=new,
            received=old,
            axis=f"{tell(why['received'])} has as many numbers in each sample as {old}: the axis "
            "of the samples is left out.",
            fix=(f"x = {written}",) if new in written else (),
            tried=case.setup.changed(at, layer.with_argument("sizes", sizes))
            if at is not None and layer is not None
            else None,
            details=(
                "keras.layers.Reshape takes the sizes of one sample; keras.ops.reshape and "
                "tf.reshape those of the whole batch.",
            ),
        )
    )
