"""How many tensors a recurrent layer of Keras gives, and how many a line takes."""

import ast
import re
from collections.abc import Iterator

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.reading.texts.raising import read_line
from lstmviz.doctor.walking.kinds import GATES
from lstmviz.doctor.walking.rules import states
from lstmviz.doctor.walking.setup import Layer

# Of a line that is read as code.
LONGEST = 400


def by_states(case: Case, wanted: int, found: int | None) -> Diagnosis | None:
    """Say how many tensors a layer of Keras gives, where a line takes another number."""
    several = [each for each in case.setup.layers if each.recurrent and each.written]
    if not several or case.torch:
        return None
    taken = several[0] if len(several) == 1 and tensors(several[0]) != 1 else None
    if taken is None:
        lines = (each for each in states_taken(case) if each[0] == wanted)
        taken = next((layer for _, layer in lines if tensors(layer) != wanted), None)
    gives = tensors(taken) if taken is not None else None
    if taken is None or gives is None or gives == wanted:
        return None
    if gives > 1 and found not in (None, gives):
        return None  # of one tensor a line takes the samples, as many as there are
    return states_count(taken, gives, wanted)


def states_miscounted(case: Case) -> Judged:
    """A line of the code takes more or fewer tensors than its layer with return_state gives."""
    for wanted, layer in () if case.torch else states_taken(case):
        gives = tensors(layer)
        if gives is not None and gives != wanted:
            return one(states_count(layer, gives, wanted))
    return NONE


def tensors(layer: Layer) -> int | None:
    """Count what a recurrent layer of Keras gives; None for one that is not known."""
    inner = layer.inner.kind if layer.inner else layer.kind
    apart = layer.says("merge_mode", "concat") is None or "return_state" in layer.unread
    if layer.says("return_state") is not True and not apart:
        return 1
    return None if inner not in GATES or apart else 1 + states(layer)


def states_taken(case: Case) -> Iterator[tuple[int, Layer]]:
    """Give the lines that take a layer's tensors apart: how many names, and the layer."""
    layers = {
        squeezed(each.written): each
        for each in case.setup.layers
        if each.recurrent and each.written
    }
    made: dict[str, ast.expr] = {}
    for each in case.text.plain.split("\n") if layers else ():
        statement = read_line(each) if len(each) <= LONGEST else None
        if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Call):
            continue
        target, call = statement.targets[0], statement.value
        if isinstance(target, ast.Tuple | ast.List):
            maker = made.get(call.func.id) if isinstance(call.func, ast.Name) else call.func
            layer = layers.get(squeezed(ast.unparse(maker))) if maker is not None else None
            if layer is not None and all(isinstance(each, ast.Name) for each in target.elts):
                yield len(target.elts), layer
        else:
            made[ast.unparse(target)] = call


def squeezed(written: str) -> str:
    """Give a call as it is compared: without spaces, one kind of quotes."""
    return re.sub(r"\s", "", written).replace('"', "'")


def states_count(layer: Layer, gives: int, wanted: int) -> Diagnosis:
    """Say which tensors a layer gives, and in which order."""
    if gives == 1:
        return no_states(layer, wanted)
    two = layer.kind == "Bidirectional"
    both = two and gives == 5
    count = {2: "two", 3: "three", 5: "five"}[gives]
    names = (
        "out, h, c, back_h, back_c"
        if both
        else "out, h, back_h"
        if two
        else ", ".join(("out", "h", "c")[:gives])
    )
    return Diagnosis(
        "states_count",
        f"{layer.kind} with return_state=True gives {count} tensors, and the line takes {wanted}.",
        expected=f"{gives} names: {names}",
        received=f"{wanted} names",
        axis="Each direction has states of its own, forward first: h and c of both."
        if both
        else "The output comes first, then the states.",
        details=(
            "A decoder starts from both directions joined: h = keras.layers.Concatenate()([h, "
            "back_h]), c in the same way; it then has twice the units.",
        )
        if both
        else ("It has one state and no c: a decoder starts from it alone, initial_state=h.",)
        if gives == 2
        else (),
    )


def no_states(layer: Layer, wanted: int) -> Diagnosis:
    """A layer that gives its output alone is taken apart."""
    return Diagnosis(
        "states_count",
        f"{layer.kind} gives one tensor, its output, and the line takes {wanted}.",
        expected="one name; or return_state=True, which gives the states behind the output",
        received=f"{wanted} names",
        axis="A tensor is taken apart along its first axis, the samples.",
        fix=(line(edited(layer, "return_state", True)),),
    )
