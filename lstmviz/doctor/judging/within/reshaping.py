"""A Reshape layer gets more or fewer numbers than it makes."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Cure, Judged, one
from lstmviz.doctor.judging.mending import change, edited, line
from lstmviz.doctor.judging.trying import best
from lstmviz.doctor.saying.wording import as_code, tell
from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.setup import Stop
from lstmviz.doctor.walking.sizes import Symbol


def reshapes(case: Case, why: Stop) -> Judged:
    """A Reshape layer gets another number of values than it makes."""
    received: Shape = why["received"] or ()
    target = why["target"] or ()
    if steps_left(received, target):
        return one(of_one_step(case, received, target))
    found = case.walk.stop if case.walk.stop and case.walk.stop.kind == "reshape" else None
    setup, cures = case.setup, []
    wanted = target[0] if target else None
    if found and found.node is not None and not case.torch:
        read = setup.nodes[found.node].reads[0].node
        before = setup.nodes[read].layer
        if before.recurrent and len(received) == 1:
            every = setup.changed(read, edited(before, "return_sequences", True)).left_out(
                found.node
            )
            cures.append(Cure((line(edited(before, "return_sequences", True)),), every))
    shape = case.walk.of(setup.output) if setup.output else None
    cure = best(setup, *cures)
    count = "" if len(received) != 1 else f" ({received[0]} numbers)"
    return one(
        Diagnosis(
            "reshape_layer",
            "Reshape cannot make more or fewer numbers than it gets.",
            expected=f"{' × '.join(map(str, target))} numbers for {as_code(tuple(target))}",
            received=f"{tell(received)}{count}",
            axis="The layer before handed on its last state alone, so the timesteps are gone."
            if cures
            else "The numbers of one sample differ.",
            fix=cure.lines if cure else (),
            tried=cure.setup if cure else None,
            details=(
                "With return_sequences=True the timesteps are still there, and no Reshape is "
                "needed: leave it out."
                if cures
                else "Multiply the sizes of both: the products have to be the same.",
                *(
                    (f"To give the one vector to {wanted or 'n'} steps: "
                     f"RepeatVector({wanted or 'n'}).",)
                    if len(received) < 2
                    else ()
                ),
                *(
                    ()
                    if case.coded or len(received) != 1
                    else (
                        "If a recurrent layer before it hands on its last state alone, "
                        "return_sequences=True keeps the steps, and no Reshape is needed.",
                    )
                ),
            )
            + ((f"The model gives {tell(shape)}.",) if shape and not cures else ()),
        )
    )  # fmt: skip


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
