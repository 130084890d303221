"""What PyTorch's losses of classes say of the rows: as many predictions as targets."""

import re
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.agreeing import comes_again
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.mending import takes_last
from lstmviz.doctor.judging.states.samples import read_shape
from lstmviz.doctor.judging.torch.order import samples_as_steps
from lstmviz.doctor.judging.torch.said import last_step
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.walking.setup import Layer, Stop

ONE_NUMBER = (
    "torch.tensor(3) and y[i] have no axes, and count as none: y.reshape(1), or y[i:i+1], has the "
    "axis of the samples."
)


def no_labels(rows: int) -> Diagnosis:
    """The targets hold nothing at all, or one number without an axis, which is counted as none."""
    return Diagnosis(
        "no_labels",
        "The target counts as none: it is one number without axes, or it is empty."
        if rows == 1
        else f"There are {rows:,} predictions, and no target.",
        expected="targets (1,)" if rows == 1 else f"{rows:,} targets, one for each prediction",
        received="(), or an empty target" if rows == 1 else "0",
        axis="The axis of the samples is missing, or empty: no prediction is to be changed."
        if rows == 1
        else "The targets are empty: nothing of the predictions is to be changed.",
        details=(
            ONE_NUMBER,
            "Print the targets of this batch. Does the data set have labels, under the name that "
            "is looked for, and is none filtered or sliced away?",
        ),
    )


def reads_states(case: Case) -> int | None:
    """Find the Linear that reads the whole state h, with its axis of layers; None if none does."""
    for at, node in enumerate(case.setup.nodes):
        if node.layer.kind == "nn.Linear" and node.reads[0].part == 1:
            shape = case.walk.of(node.reads[0])
            if case.setup.nodes[node.reads[0].node].layer.recurrent and len(shape or ()) == 3:
                return at
    return None


def layers_first(case: Case, at: int, rows: int, count: int) -> Diagnosis:
    """The Linear reads all of h: the layers stand where the samples are counted."""
    h = case.walk.of(case.setup.nodes[at].reads[0]) or (None, None, None)
    last = Layer("index", MappingProxyType({"parts": (-1,)}), "h[-1]")
    return Diagnosis(
        "states_as_samples",
        "The Linear reads the whole state h, whose first axis counts layers, not samples.",
        expected=f"{count} predictions, one for each target",
        received=f"{rows}: one for each layer (and direction)",
        axis=f"h is (layers, samples, units) = {tell(h)}.",
        fix=("out = fc(h[-1])",),
        tried=case.setup.put_in(at, last),
        fed=named(h, "?", "samples", "units"),
        meant=named(h[1:], "samples", "units"),
        details=(
            "Of a bidirectional layer torch.cat([h[-2], h[-1]], dim=-1) joins both directions of "
            "the last layer; without, h[-1] is the last layer's state.",
        ),
    )


# More layers than that no state has; and what states are called.
MANY_LAYERS = 8
HELD = re.compile(r"\b(?:h_?n|hn|hidden|h)\b", re.ASCII)


def class_batch(case: Case, why: Stop) -> Judged:
    """CrossEntropyLoss: as many rows of predictions as targets."""
    rows, count = why["rows"], why["targets"]
    if rows and count == 0:
        return one(no_labels(rows))
    if (turned_ := samples_as_steps(case, rows, count)) is not None:
        return one(turned_)
    at = reads_states(case) if comes_again(case, why) else None
    if at is not None and rows and count:
        return one(layers_first(case, at, rows, count))
    base = other_rows(case, rows, count)
    if not rows or not count or rows == count:
        return one(base)
    if rows % count == 0:
        return one(several_predictions(case, base, rows, count))
    return one(several_targets(case, base, rows, count) if count % rows == 0 else base)


AGAIN = (
    "pad_packed_sequence pads to the longest sequence of the batch alone: total_length= gives as "
    "many steps as the targets have."
)
ASKS = (
    "Do predictions and targets come from the same batch, and do both leave the same steps out "
    "(pred[:, :-1], y[:, 1:])?",
    "Is a reshape between?",
)


def other_rows(case: Case, rows: int | None, count: int | None) -> Diagnosis:
    """The predictions are not as many as the targets, and neither is a multiple of the other."""
    padded = any(node.layer.kind == "padded" for node in case.setup.nodes)
    return Diagnosis(
        "class_rows",
        f"There {'is 1 prediction' if rows == 1 else f'are {rows} predictions'} for {count} "
        "targets.",
        expected=f"{count} predictions, one for each target",
        received=f"{rows}",
        axis="The first axis, the samples, differs.",
        details=(AGAIN, *ASKS) if padded else (*ASKS, AGAIN),
    )


def several_predictions(case: Case, base: Diagnosis, rows: int, count: int) -> Diagnosis:
    """Each target meets several predictions: of steps, of directions, or of joined tensors."""
    read, each = read_shape(case), rows // count
    steps_known = read is not None and each in read[:2]
    details = [
        f"If they are {each} steps: {last_step(case)} is the last step of each sequence, as many "
        "as there are targets.",
        "If a class at every step is meant, y needs one for each: y of shape (samples, timesteps), "
        "put into one row by y.reshape(-1).",
    ]
    if not steps_known:
        details.append(f"If they are {each} layers × directions of the state h, its first axis: "
                       "h[-1] is the last layer's, (samples, units).")  # fmt: skip
    if each == 2:
        details.append("A bidirectional layer gives its last state once for each direction: join "
                       "them along the units, torch.cat((h[0], h[1]), dim=-1), not by a view or a "
                       "squeeze.")  # fmt: skip
    details.append(f"If {each} tensors were joined along the samples (torch.cat without dim), join "
                   "them along the features: dim=-1.")  # fmt: skip
    return replace(
        base,
        title=f"There are {each} predictions for each target"
        + (f": one at each of {each} steps." if steps_known else "."),
        received=f"{rows} = {count} × {each}",
        axis="Another axis, such as the timesteps, was put on that of the samples, or tensors were "
        "joined along it.",
        fix=(f"out = fc({last_step(case)})",) if steps_known else (),
        tried=takes_last(case.setup),
        details=tuple(details),
    )


def several_targets(case: Case, base: Diagnosis, rows: int, count: int) -> Diagnosis:
    """Each prediction meets several targets: it is of a state, or y has an axis too many."""
    back = count // rows
    if rows == 1:
        return replace(
            base,
            axis="The predictions have an axis of size 1 where the samples are counted.",
            details=(
                "The state h of one layer is (1, samples, units): give the Linear h[-1], (samples, "
                "units).",
                f"Or the {count} targets belong to a single sample: then the model has to answer "
                "at every step.",
            ),
        )
    if rows <= MANY_LAYERS and HELD.search(case.text.plain):
        return replace(
            base,
            axis=f"The first axis of a state counts layers × directions: {rows}; its second one "
            "the samples.",
            details=(
                "The state h is (layers × directions, samples, units), and a Linear leaves the "
                "first axes as they are: give it h[-1], the last layer's state.",
                "Of a bidirectional layer torch.cat((h[-2], h[-1]), dim=-1) joins both directions. "
                "squeeze(0) takes an axis of size 1 alone.",
            ),
        )
    return replace(
        base,
        title=f"There are {back} targets for each prediction.",
        axis="The targets have an axis too many, which was put on that of the samples.",
        details=(
            If(
                f"If y is one-hot, (samples, {back} classes), the loss wants class numbers: "
                "y = y.argmax(-1), without the view(-1).",
                ("y = y.argmax(-1)",),
            ),
            f"If there is a target at each of {back} steps, the model has to answer at each: give "
            "the Linear every step, out, not the last one alone.",
        ),
    )
