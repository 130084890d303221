"""A reshape where axes were meant to be moved: it runs, and mixes the values."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged
from lstmviz.doctor.reading.data.arrays import turned_by_cut
from lstmviz.doctor.saying.wording import as_code, named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Setup
from lstmviz.doctor.walking.sizes import Symbol

# X.reshape(X.shape[0], X.shape[2], X.shape[1]), whatever its sizes are.
SWAPPED = re.compile(
    r"(?:np|numpy)\.reshape\((?P<of>\w{1,40}), ?\(?(?P=of)\.shape\[0\], ?(?P=of)\.shape\[2\], ?"
    r"(?P=of)\.shape\[1\]|(?P<own>\w{1,40})\.reshape\(\(?(?P=own)\.shape\[0\], ?"
    r"(?P=own)\.shape\[2\], ?(?P=own)\.shape\[1\]"
)

MIXED = Diagnosis(
    "reshape_mixes",
    "A reshape does not move axes: it cuts the same values anew, and mixes them.",
    axis="Values of different samples and timesteps now stand in one row.",
    happens="It runs, since the sizes fit; but a sequence holds pieces of several samples.",
    details=("The line stands in place of the reshape (or view).",),
    silent=True,
)
# The same of the two axes of a sample.
OF_STEPS = replace(
    MIXED,
    axis="Values of different timesteps and features now stand in one row.",
    happens="It runs, since the sizes fit; but a step holds pieces of several.",
)


def recut(case: Case) -> Judged:
    """Judge reshapes of an array, and within a model, to the same sizes in another order."""
    x = case.setup.X
    swapped = SWAPPED.search(case.text.plain)
    sizes = ((x and x.shape) or (None,))[1:] + (case.setup.sample or ())
    if swapped is not None and 1 not in sizes and (x is None or x.cut_from is None):
        name = swapped["of"] or swapped["own"]
        return (sizes_swapped(name, case.setup),), None
    for array in (x, *(each for each in case.setup.fed if each is not x)):
        if array is not None and array.cut_from is not None and array.shape is not None:
            found = mixed(array.name or "X", array.cut_from, array.shape, case.torch,
                          rows=array.cut_from == array.laid)  # fmt: skip
            return (replace(found, tried=case.setup),), None  # its shapes stay as they are
    for node in case.setup.nodes:
        if node.layer.kind == "Input" and (before := node.layer.says("cut_from")):
            name = node.layer.written or "X"
            found = mixed(name, before, node.layer.says("whole"), case.torch,
                          rows=node.layer.says("laid") == before)  # fmt: skip
            return (replace(found, tried=case.setup),), None
    for at, node in enumerate(case.setup.nodes):
        if node.layer.kind == "reshape" and (before := states_of_two(case, at)):
            return (states_mixed(case, at, before),), None
        if node.layer.kind == "reshape" and (before := states_as_rows(case, at)):
            return (states_stacked(case, at, before),), None
        if node.layer.kind not in ("reshape", "Reshape") or at >= len(case.walk.shapes):
            continue
        before, after = laid(case, node.reads[0]), case.walk.shapes[at]
        if before is not None and isinstance(after, tuple) and turned_by_cut(before, after):
            rows = before != case.walk.of(node.reads[0])
            found = mixed("x", before, after, case.torch, rows=rows)
            if node.layer.kind == "Reshape":
                found = replace(
                    found,
                    axis=OF_STEPS.axis,
                    happens=OF_STEPS.happens,
                    fix=permuted(before, after),
                    tried=case.setup.changed(at, Layer("Permute", {"dims": (2, 1)})),
                    details=("The line stands in place of the Reshape layer.", *found.details[1:]),
                )
            return (found,), None
    return by_names(case)


def laid(case: Case, read: Symbol) -> Shape | None:
    """Give the shape of what is cut; of what was repeated along its first axis both its parts."""
    node, shape = case.setup.nodes[read.node], case.walk.of(read)
    sizes = node.layer.says("sizes") if node.layer.kind == "repeat" else None
    if not isinstance(sizes, tuple) or not isinstance(sizes[0], int) or not set(sizes[1:]) <= {1}:
        return shape
    first = case.walk.of(node.reads[0])
    return (sizes[0], *first) if first and len(sizes) == len(first) else shape


# x.view(units, x.size(0), features): the samples, that stand first, put second.
PUT_SECOND = re.compile(
    r"\b(?P<x>[A-Za-z_]\w{0,40})\.(?:view|reshape)\("
    r"(?P<first>[^,()\n]{1,40}(?:\([^()\n]{0,20}\))?), ?(?P=x)\.(?:size\(0\)|shape\[0\]) ?[,)]"
)


def by_names(case: Case) -> Judged:
    """Judge a view that puts the size of the first axis on the second, as axes are swapped."""
    found = PUT_SECOND.search(case.text.plain)
    if found is None or found["first"].strip() in ("1", "-1"):
        return NONE
    x = found["x"]
    return (
        replace(
            MIXED,
            expected=f"{x} with its first two axes moved",
            received=f"{x} cut anew, {x}.size(0) of the first axis put on the second",
            fix=(f"{x} = {x}.transpose(0, 1)",),
            tried=case.setup,
            details=(
                *MIXED.details,
                "A layer with batch_first=True reads the samples first, and needs neither.",
            ),
        ),
    ), None


def sizes_swapped(name: str, setup: Setup) -> Diagnosis:
    """The last two sizes of an array change places by a reshape; what they are is not told."""
    return replace(
        OF_STEPS,
        expected=f"{name} with its last two axes swapped",
        received=f"{name}, cut anew to its own sizes in another order",
        fix=(f"{name} = {name}.transpose(0, 2, 1)",),
        tried=setup,  # its shapes stay as they are
        details=(
            *MIXED.details,
            "Only where one of the two axes has size 1 does a reshape leave all as it is.",
        ),
    )


def states_of_two(case: Case, at: int) -> Shape | None:
    """Give the shape of a state of several layers or directions that a view cuts into samples."""
    read = case.setup.nodes[at].reads[0]
    layer = case.setup.nodes[read.node].layer
    before, after = case.walk.of(read), case.walk.of(Symbol(at))
    if not layer.recurrent or not read.part or before is None or after is None:
        return None
    several = len(before) == 3 and before[0] not in (None, 1) and before[1] != 1
    return before if several and len(after) == 2 and after[0] in (before[1], None) else None


def states_as_rows(case: Case, at: int) -> Shape | None:
    """Give the shape of a state whose layers a view puts below one another, as samples."""
    node = case.setup.nodes[at]
    read, sizes = node.reads[0], node.layer.says("sizes")
    before, after = case.walk.of(read), case.walk.of(Symbol(at))
    if not case.setup.nodes[read.node].layer.recurrent or not read.part or not before or not after:
        return None
    rows = len(before) == 3 and len(after) == 2 and before[0] not in (None, 1)
    same = before[2:] == after[1:] and isinstance(sizes, tuple) and sizes[0] == -1
    return before if rows and same else None


def states_stacked(case: Case, at: int, before: Shape) -> Diagnosis:
    """A view makes a row of each layer's state: more rows than there are samples."""
    return Diagnosis(
        "states_stacked",
        f"The view makes {before[0]} rows of each sample: the states of {before[0]} layers or "
        "directions.",
        expected="one row for each sample",
        received=f"{tell(before)} cut anew by {case.setup.nodes[at].layer.written}",
        axis=f"The first axis of a state counts layers × directions ({before[0]}), the second the "
        "samples: a view puts them one below the other.",
        fix=("h = h[-1]",),
        tried=case.setup.changed(at, Layer("index", {"parts": (-1,)})),
        happens=f"The predictions are {before[0]} times as many as the samples; with one layer it "
        "would be right.",
        details=(
            "h stands for the state; the line stands in place of the view, and takes the last "
            "layer's state.",
            "Of a bidirectional layer torch.cat([h[-2], h[-1]], dim=-1) joins both directions.",
        ),
        silent=True,
    )


def states_mixed(case: Case, at: int, before: Shape) -> Diagnosis:
    """A view puts the states of several samples into one row."""
    return Diagnosis(
        "states_mixed",
        "The view mixes the states of different samples.",
        expected="for each sample its own states side by side",
        received=f"{tell(before)} cut anew by {case.setup.nodes[at].layer.written}",
        axis=f"The first axis of a state counts layers × directions ({before[0]}), the second the "
        "samples: a view does not move them.",
        fix=("h = h.transpose(0, 1).reshape(h.size(1), -1)",),
        tried=case.setup.put_in(at, Layer("transpose", {"dims": (0, 1)})),
        happens="It runs, since the sizes fit; but a row holds the states of several samples, and "
        "none its own two.",
        details=(
            "h stands for the state; the line stands in place of the view.",
            "Of a bidirectional layer torch.cat([h[-2], h[-1]], dim=-1) joins both directions of "
            "the last layer; without, h[-1] is the last layer's state.",
        ),
        silent=True,
    )


def permuted(before: Shape, after: Shape) -> tuple[str, ...]:
    """Write the layer that swaps the two axes of a sample; () where it is not two."""
    return ("keras.layers.Permute((2, 1))",) if before[1:] == after[:0:-1] != () else ()


def mixed(name: str, before: Shape, after: Shape, torch: bool, *, rows: bool = False) -> Diagnosis:
    """Say that values were mixed, and which axes have to be moved.

    Args:
        name: of the array.
        before: its shape before the reshape.
        after: its shape behind it.
        torch: whether it is a tensor.
        rows: whether the first two axes were one: rows that were repeated.
    """
    left, order = list(enumerate(before)), []
    for size in [*after, *([1] * (before.count(1) - after.count(1)))]:
        if size == 1 and all(each != 1 for _, each in left):
            continue
        at = next(each for each in left if each[1] == size)
        left.remove(at)
        order.append(at[0])
    move = f".{'permute' if torch else 'transpose'}({', '.join(map(str, order))})"
    if 1 in (*before, *after) and tuple(before[at] for at in order) != after:
        move += f".reshape{as_code(after)}"
    if rows:
        move = f".reshape{as_code(before)}{move}"
    return replace(
        MIXED,
        expected=f"{tell(before)} with its axes moved: {tell(after)}",
        received=f"{tell(before)} cut anew into {tell(after)}",
        fix=(f"{name} = {name}{move}",),
        fed=named(before),
        meant=named(after),
        details=(
            f"All {before[1]} rows are repeated {before[0]} times one after another; the line "
            "stands in place of the reshape that follows."
            if rows
            else MIXED.details[0],
            "A reshape is right where sizes are split or joined in their order, as (samples, "
            "timesteps × features) into (samples, timesteps, features).",
        ),
    )
