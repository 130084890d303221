"""A model of PyTorch gives another number of values for each sample than there are targets."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.agreeing import read_by_loss
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.saying.wording import tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.sizes import Symbol

BY_HEAD = "Likely, by the message and the one Linear of the code that gives as many numbers."


def flat_steps(case: Case, base: Diagnosis, output: Shape) -> Diagnosis | None:
    """A flatten puts what the model answers at each step into one row; None where none does."""
    setup, end = case.setup, case.setup.output
    read = setup.nodes[end.node].reads[:1] if end is not None else ()
    at = read[0].node if read and case.walk.of(end) in ((), None) else end.node if end else None
    node = setup.nodes[at] if at is not None and case.walk.of(Symbol(at)) == output else None
    before = case.walk.of(node.reads[0]) if node is not None and node.reads else None
    flat = node is not None and node.layer.kind in ("flatten", "nn.Flatten", "reshape")
    if not flat or before is None or len(before) != 3 or before[0] != output[0]:
        return None
    return replace(
        base,
        title="The model answers at every timestep, and a flatten puts the answers into one row.",
        axis=f"The last axis holds {output[1]} = {before[1]} × {before[2]} numbers: {before[2]} "
        f"for each of {before[1]} steps.",
        details=(
            "For one answer to each sample take the last step before the Linear, and leave the "
            "flatten out: out[:, -1] with batch_first=True, out[-1] without.",
            *base.details,
        ),
    )


def other_count(case: Case, base: Diagnosis, output: Shape, target: Shape) -> Diagnosis | None:
    """The model gives another number of values for each sample than there are; None where not."""
    rows = len(output) == 2 and output[:1] == target[:1] and len(target) < 3
    if not rows or (output[1] == 1 and len(target) == 1):
        return None
    if (flat := flat_steps(case, base, output)) is not None:
        return flat
    count, gives = target[1] if len(target) == 2 else 1, output[1]
    heads = [each for each in case.setup.layers if each.size("out_features") == gives]
    head = line(edited(heads[0], "out_features", count)) if len(heads) == 1 else ""
    shown = head or f"Linear(…, {count})"
    told = case.setup.x_shape
    # As many as samples or timesteps may be an axis of those, and no count of what is predicted.
    steps = bool(told and len(told) == 3 and count in told[:2]) and count != output[0]
    sure = bool(head) and count not in (1, output[0]) and not steps
    found = replace(
        base,
        axis=f"The last axis differs: the model gives {gives} "
        f"number{'s' if gives != 1 else ''} for each sample, and there "
        f"{'is one target' if count == 1 else f'are {count} targets'}.",
        basis=BY_HEAD if sure and not comes_to(case, output, target) else "",
        fix=(head,) if sure else (),
        details=(
            f"The last layer needs as many outputs as are predicted: {shown}. "
            f"If {'one is' if gives == 1 else f'{gives} are'} predicted, y needs "
            f"{'one column' if gives == 1 else 'as many columns'}.",
            *(
                (f"Are the {gives} the scores of classes, and the targets their numbers? "
                 f"CrossEntropyLoss reads {tell(target)} as they are; BCEWithLogitsLoss wants a "
                 f"column for each class: F.one_hot(y, {gives}).float().",)
                if len(target) == 1 and (gives or 0) > 1
                else ()
            ),
            *base.details,
        ),
    )  # fmt: skip
    if not steps or gives != 1:
        return found
    said = (f"Where there is a target at each of {count} steps, the Linear reads every step, out, "
            "not the last one alone.",)  # fmt: skip
    return replace(found, details=(*said, *found.details))


def comes_to(case: Case, output: Shape, target: Shape) -> bool:
    """Whether the walk itself comes to these predictions and targets."""
    return read_by_loss(case) == [output, target]
