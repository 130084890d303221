"""What PyTorch says, from the walk or from the numbers of a message."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.fed.sizes import feature_count
from lstmviz.doctor.judging.mending import edited, gives, line, takes_last
from lstmviz.doctor.saying.wording import features, named, tell
from lstmviz.doctor.shapes import Role
from lstmviz.doctor.walking.setup import Stop


def first_axis(case: Case) -> tuple[Role, Role, Role]:
    """Give the roles of the three axes, as `batch_first` says."""
    layer = case.setup.recurrent
    first = bool(layer and layer.says("batch_first"))
    return ("samples", "timesteps", "features") if first else ("timesteps", "samples", "features")


def last_step(case: Case) -> str:
    """Write the slice of the last step, as `batch_first` says."""
    layer = case.setup.recurrent
    batch_first = layer is None or layer.says("batch_first") is True
    return "out[:, -1]" if batch_first else "out[-1]"


def node_of(case: Case, kind: str) -> int | None:
    """Give the node at which the walk stops with a kind; None where it does not."""
    found = case.walk.stop
    return found.node if found and found.kind == kind else None


def linear(case: Case, why: Stop) -> Judged:
    """Two matrices that cannot be multiplied: data × the weights of a Linear, or of an RNN."""
    got, built, columns = why["got"], why["built"], why["columns"]
    setup, found = case.setup, case.walk.stop
    if setup.framework == "keras" or "keras" in case.text.tight:
        return one(feature_count(case, got, built))
    node = None
    if found and found.kind == "torch_matmul" and (found["got"], found["built"]) == (got, built):
        node = found.node
    base = other_width(why, walked=node is not None)
    known = (
        both_directions(case, base, why, node)
        or steps_flattened(case, base, why, node)
        or one_direction(case, base, why, node)
        or joined_below(case, base, got, built)
        or other_axis(case, base, node, built)
    )
    if known is not None:
        return one(known)
    if node is None or not setup.torch:
        return several_products(case, base, got, built, columns)
    head = edited(setup.nodes[node].layer, "in_features", got)
    return one(
        replace(
            base,
            fix=(line(head),),
            tried=setup.changed(node, head),
            details=("The line is that Linear, built for what the layer before gives.",),
        )
    )


def other_width(why: Stop, *, walked: bool) -> Diagnosis:
    """A layer gets another number of features: no cure is given yet.

    Args:
        why: the message.
        walked: whether the walk comes to it: of a message alone the rows may be samples, or
            samples × timesteps.
    """
    got, built, rows = why["got"], why["built"], why["rows"]
    first: Role = "samples" if walked else "?"
    return Diagnosis(
        "linear_features",
        f"A layer reads {built} numbers, and gets {got}.",
        expected=f"{features(built)} on the last axis",
        received=features(got) + (f": a matrix of {rows} × {got}" if rows else ""),
        axis="The last axis has another size than the weights.",
        fed=named((rows, got), first, "features"),
        meant=named((rows, built), first, "features"),
    )


def both_directions(case: Case, base: Diagnosis, why: Stop, node: int | None) -> Diagnosis | None:
    """The Linear reads one direction of a layer that gives both; None where it does not."""
    got, built = why["got"], why["built"]
    two_ways = next((each for each in case.setup.layers if each.recurrent
                     and each.says("bidirectional") is True
                     and got == 2 * (each.size("hidden_size") or 0)), None)  # fmt: skip
    if two_ways is None or got != 2 * (built or 0):
        return None
    head = None if node is None else edited(case.setup.nodes[node].layer, "in_features", got)
    return replace(
        base,
        title=f"A bidirectional layer gives 2 × {built} numbers, and the Linear reads {built}.",
        axis="The last axis holds both directions: forward and backward.",
        fix=(line(head),) if head else (f"fc = torch.nn.Linear({got}, {why['columns']})",),
        tried=case.setup.changed(node, head) if head and node is not None else None,
        details=(
            "2 × hidden_size: the states of both directions stand side by side.",
            "Without batch_first=True the first axis is the timesteps: out[:, -1] is then the last "
            "sample, out[-1] the last step."
            if two_ways.says("batch_first") is not True
            else f"{last_step(case)} has read the sequence forward to its end, but backward only "
            "one step.",
        ),
    )


def steps_flattened(case: Case, base: Diagnosis, why: Stop, node: int | None) -> Diagnosis | None:
    """All timesteps were put into one row before the Linear; None where they were not."""
    got, built = why["got"], why["built"]
    hidden = built in [each.size("hidden_size") for each in case.setup.layers if each.recurrent]
    hidden = hidden and bool(built)
    whole = bool(got and built) and got % built == 0
    flat = whole and flattened(case, node, got, built)
    # What stands before the Linear tells; where no walk comes to it, the numbers alone.
    likely = node is None and hidden and whole and got // built > 2
    if not flat and not likely:
        return None
    count, last = got // built, last_step(case)
    return replace(
        base,
        key="steps_flattened",
        title=f"All timesteps were put into one row: {count} × {built} = {got} numbers.",
        axis="The axis of the timesteps has become part of the features.",
        fix=(f"pred = fc({last})",),
        tried=takes_last(case.setup),
        details=(
            f"{last} is the last step: {built} numbers for each sample, which the Linear reads.",
            f"If all {count} steps are meant to go in, the Linear has to read them: "
            f"torch.nn.Linear({got}, {why['columns']}).",
        ),
    )


def one_direction(case: Case, base: Diagnosis, why: Stop, node: int | None) -> Diagnosis | None:
    """The Linear reads both directions, and gets the state of one; None where it does not."""
    got, built, setup = why["got"], why["built"], case.setup
    if node is None or built != 2 * (got or 0) or not reads_one_state(case, node):
        return None
    return replace(
        base,
        title=f"The Linear reads both directions, {built} numbers, and gets one: {got}.",
        axis="The first axis of h counts layers and directions: h[-1] is the backward state alone, "
        "h[-2] the forward one.",
        fix=("last = torch.cat([h[-2], h[-1]], dim=-1)",),
        tried=gives(setup, setup.nodes[node].reads[0].node, (why["rows"], built)),
        details=("h is the state as forward returns it beside the output; the Linear reads last.",),
    )


def other_axis(
    case: Case, base: Diagnosis, node: int | None, built: int | None
) -> Diagnosis | None:
    """An operation before a Linear leaves the timesteps where it reads the units; else None."""
    if node is None:
        return None
    setup = case.setup
    at = setup.nodes[node].reads[0].node
    before, layer = setup.nodes[at], setup.nodes[at].layer
    shape = case.walk.of(before.reads[0]) if before.reads else None
    if shape is None or len(shape) != 3 or shape[-1] != built or shape[1] == built:
        return None
    if layer.kind in ("permute", "transpose"):
        return replace(
            base,
            title=f"{layer.written} puts the timesteps last, where the Linear reads {built} "
            "numbers.",
            axis="A Linear works on the last axis, whatever stands before it.",
            tried=setup.left_out(at),
            details=(f"Leave it out: of {tell(shape)} the Linear reads the last axis.",),
        )
    if layer.kind == "reduce" and layer.says("dim") in (2, -1):
        return replace(
            base,
            title=f"{layer.written} goes along the units, and leaves one number for each timestep.",
            axis="Axis 1 counts the timesteps, axis 2 the units.",
            details=(f"Along the timesteps it is dim=1: of {tell(shape)} it leaves {built} numbers "
                     "for each sample.",),
        )  # fmt: skip
    return None


# torch.cat along the samples, which it does by itself.
JOINS = re.compile(
    r"^[^\n#]{0,80}\bcat\((?P<parts>[\[(][^\n#]{1,80}[\])])(?:, ?(?:dim ?= ?|axis ?= ?)?0)?\)",
    re.MULTILINE,
)


def joined_below(
    case: Case, base: Diagnosis, got: int | None, built: int | None
) -> Diagnosis | None:
    """Say that tensors were joined along the samples where a Linear reads them side by side."""
    found = JOINS.search(case.text.plain)
    if found is None or not got or not built or built % got or built == got:
        return None
    return replace(
        base,
        title=f"{built // got} tensors of {got} are read side by side, {built} numbers, and were "
        "joined one below the other.",
        axis="Without dim, or with dim=0, cat joins along the first axis: there are more rows.",
        details=(
            f"Join them along the last axis: torch.cat({found['parts']}, dim=-1) gives {built} "
            "numbers for each sample.",
        ),
    )


def reads_one_state(case: Case, node: int) -> bool:
    """Whether a Linear reads a single one of the states of a bidirectional layer."""
    nodes = case.setup.nodes
    picked = nodes[nodes[node].reads[0].node]
    if picked.layer.kind != "index" or not picked.reads or not picked.reads[0].part:
        return False
    return nodes[picked.reads[0].node].layer.says("bidirectional") is True


def flattened(case: Case, node: int | None, got: int | None, built: int | None) -> bool:
    """Whether a reshape before a Linear put the steps into one row."""
    if node is None:
        return False
    before = case.setup.nodes[case.setup.nodes[node].reads[0].node]
    shape = case.walk.of(before.reads[0]) if before.reads else None
    return before.layer.kind in ("reshape", "flatten", "nn.Flatten") and bool(
        shape and len(shape) == 3 and shape[-1] == built and got
    )


def several_products(
    case: Case, base: Diagnosis, got: int | None, built: int | None, columns: int | None
) -> Judged:
    """Several set-ups say the same: a Linear or the input of the recurrent layer."""
    ways = []
    if got and built and got == 2 * built:
        ways.append("2 × as many: is the recurrent layer before it bidirectional? Then the Linear "
                    f"reads {got}.")  # fmt: skip
    elif got and built and got % built == 0:
        ways.append(f"{got} = {got // built} × {built}: were {got // built} timesteps put into one "
                    f"row (reshape, flatten)? Take the last step, {last_step(case)}.")  # fmt: skip
    ways.append(f"If a Linear stops, build it for what it gets: torch.nn.Linear({got}, {columns}).")
    ways.append(
        f"If the first layer stops, the data have {got} features and it was built for {built}: "
        "the same columns as in training, in the same order; or timesteps and features are "
        "swapped."
    )
    return one(replace(base, details=tuple(ways)))
