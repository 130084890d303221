"""Several inputs or outputs, and lists that are taken for them."""

import re
from dataclasses import replace
from itertools import permutations

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.saying.wording import named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Array, Stop
from lstmviz.doctor.walking.walk import walk

# A list of more arrays than this is no list of inputs, or of outputs.
MANY_ARRAYS = 8
# Where a list of samples may be fed, other than as the first of fit.
FED_TOO = re.compile(
    r"(?:\bvalidation_data ?= ?\(|\.(?:predict|evaluate)\() ?([A-Za-z_]\w{0,40})\b"
)
# Layers that read several tensors.
JOINING = frozenset({"Add", "Average", "Concatenate", "Dot", "Maximum", "Multiply", "Subtract"})


def python_list(case: Case, why: Stop) -> Judged:
    """A list or a tuple stands where one array or tensor is wanted: whose it is, the code tells."""
    if "comma" in case.setup.marks:
        return one(comma())
    if joins_in_chain(case):
        return one(joined_in_chain())
    x = case.x
    return one(
        Diagnosis(
            "no_python_list",
            "A Python list or tuple stands where an array or a tensor is wanted.",
            expected="an array",
            received="a list or a tuple",
            details=(
                f"If {x} is a list of arrays, {x} = np.asarray({x}) makes one of them, if all have "
                "one length; else pad them first.",
                "If it is what a layer gave, take the part that is meant: a layer with its states "
                "gives several. A comma at the end of a line makes a tuple too.",
            ),
        )
    )


def joins_in_chain(case: Case) -> bool:
    """Whether a joining layer stands in a chain, where it reads one tensor alone."""
    return any(node.layer.kind in JOINING and len(node.reads) < 2 for node in case.setup.nodes)


def comma() -> Diagnosis:
    """A comma ends a line that calls a layer: the name stands for a tuple of one tensor."""
    return Diagnosis(
        "comma",
        "A comma at the end of a line makes a tuple of what the layer gives.",
        expected="a tensor",
        received="a tuple of one tensor",
        details=("Leave the commas behind the closing brackets out: x = LSTM(32)(inputs).",),
    )


def joined_in_chain() -> Diagnosis:
    """A joining layer stands in a Sequential model, and its branches in its own brackets."""
    return Diagnosis(
        "joined_in_chain",
        "A Sequential model is one chain: a layer in it cannot join branches.",
        expected="a layer that is called on the outputs of the branches",
        received="a list of models in the brackets of the layer",
        fix=(
            "joined = keras.layers.concatenate([first.outputs[0], second.outputs[0]])",
            "outputs = keras.layers.Dense(1)(joined)",
            "model = keras.Model([first.inputs[0], second.inputs[0]], outputs)",
        ),
        details=(
            "first and second stand for your branches, each a model with keras.Input first; what "
            "followed the joining layer is called on joined, one layer after another.",
            "fit then takes a list of as many arrays as there are inputs.",
        ),
    )


def other_order(case: Case) -> Diagnosis | None:
    """The inputs of a model are fed in another order than it has them in."""
    setup = case.setup
    if not 1 < len(setup.fed) == len(setup.inputs) < 5:
        return None
    for fed in permutations(setup.fed):
        if walk(tried := replace(setup, fed=fed)).stop is not None:
            continue
        pairs = [
            f"{setup.nodes[at].layer.written or 'an input'} takes {called(x)}"
            for at, x in zip(setup.inputs, fed, strict=True)
        ]
        return Diagnosis(
            "inputs_order",
            "The inputs are fed in another order than the model has them in.",
            expected="; ".join(pairs),
            received=", ".join(map(called, setup.fed)),
            axis="Each array goes to the input of its place in keras.Model([…], …).",
            tried=tried,
            details=(
                'A dictionary needs no order: keras.Input(shape, name="text"), and fit({"text": '
                "…}, y).",
            ),
        )
    return None


def called(array: Array) -> str:
    """Give what the text calls an array, with its shape if that is told."""
    return f"{array.name or 'X'} {tell(array.shape) if array.shape else ''}".strip()


def target_count(case: Case, why: Stop) -> Judged:
    """A model of several outputs gets one array of targets."""
    return one(
        Diagnosis(
            "target_count",
            f"The model has several outputs, and {case.y} is the target of one.",
            expected="an array of targets for each output",
            received=f"one array of targets: {case.y}",
            details=(
                "fit takes them as a list in the order of the outputs, or as a dict by their "
                "names: model.fit(X, [y_one, y_two]); a loss for each of them in compile.",
                "If only this output is to be trained, build the model with it alone: "
                "keras.Model(inputs, output).",
            ),
        )
    )


def list_of_targets(case: Case, count: int) -> Diagnosis:
    """The targets are a list of single numbers or arrays."""
    y = case.y
    return Diagnosis(
        "list_of_targets",
        f"{y} is a Python list: Keras takes each of its elements for a target array of its own.",
        expected=f"one array of {count:,} targets",
        received="a list of arrays of size 1",
        axis="The axis of the samples is a Python list, not an axis.",
        fix=(f"{y} = np.asarray({y})",),
        fed=named((1,), "samples"),
        meant=named((count,), "samples"),
        details=("A list means several outputs; np.asarray makes one array of it.",),
    )


def uneven_inputs(sizes: tuple[int, ...], others: int) -> Diagnosis:
    """Several inputs, of which not all have as many samples."""
    told = " and ".join([", ".join(f"{size:,}" for size in sizes[:8][:-1]), f"{sizes[:8][-1]:,}"])
    return Diagnosis(
        "sample_count",
        f"The inputs do not have the same number of samples: {told}.",
        expected="as many samples in each input, and as many targets",
        received=f"{told} samples, {others:,} targets",
        axis="The first axis, the samples, differs between the inputs.",
        details=(
            "Sample i of each input and y[i] make one sample: leave the same rows out of all of "
            "them.",
            "Where one was cut into windows and another was not, the other has to lose as many "
            "rows at its beginning.",
        ),
    )


def inputs_side_by_side(case: Case, sizes: tuple[int, ...], others: int) -> Diagnosis:
    """Several inputs are read side by side, and the targets are those of all, one below another."""
    return Diagnosis(
        "sample_count",
        f"The {len(sizes)} inputs have {sizes[0]:,} samples each; there are {others:,} targets.",
        expected=f"{sizes[0]:,} targets: sample i of each input makes one sample",
        received=f"{others:,} = {len(sizes)} × {sizes[0]:,} targets",
        axis="The first axis, the samples, differs.",
        fed=named((others,), "samples"),
        meant=named((sizes[0],), "samples"),
        details=(
            "If the inputs are meant one below another, they are one input: "
            "np.concatenate([first, second]).",
            "If they belong together, each pair has one target.",
        ),
    )


def list_of_arrays(case: Case, each: Shape, arrays: int) -> Diagnosis:
    """X is a list of arrays.

    Args:
        case: in hand.
        each: the shape of one of them; () where it is not told.
        arrays: how many there are.
    """
    x, sample = case.x, case.setup.sample
    if not grown(case, x):
        # The message does not say which: it is the one that the code makes a list of.
        x = next((name for name in FED_TOO.findall(case.text.plain) if grown(case, name)), x)
    series = len(each) == 1 and sample is not None and len(sample) == 2 and sample[-1] == 1
    return Diagnosis(
        "list_of_arrays",
        f"{x} is a Python list: Keras takes each array in it for an input of its own.",
        expected="one array: (samples, timesteps, features)",
        received=f"a list of {arrays:,} arrays",
        axis="The axis of the samples is a Python list, not an axis.",
        fix=(f"{x} = np.stack({x})" + ("[..., None]" if series else ""),),
        fed=named(each, *("timesteps", "features")[: len(each)]) if each else None,
        meant=three((arrays, each[0] if each else None, None)),
        details=(
            "Stacking needs arrays of one length; others have to be padded first.",
            *([f"A list of targets is stacked as well: np.asarray({case.y})."] * (x == case.x)),
        ),
    )


def grown(case: Case, name: str) -> bool:
    """Tell whether the code makes a list of this name, and appends to it."""
    made = re.search(rf"(?m)^[ \t]*{re.escape(name)} ?= ?(?:\[\]|list\(\))", case.text.plain)
    return made is not None and f"{name}.append(" in case.text.plain
