"""PyTorch: what the comments of a forward tell of shapes, where the code itself tells none."""

import re
from itertools import pairwise

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.mending import takes_last
from lstmviz.doctor.judging.torch.said import last_step
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape

BY_COMMENT = "Likely, by the message and the shapes that the comments tell."
THREE_AXES = re.compile(r"#[^\n]{0,120}?\((\d{1,6}, ?\d{1,6}, ?\d{1,6})\)")


def steps_by_comments(case: Case, expected: Shape, target: Shape) -> Diagnosis | None:
    """A class at every timestep, by the comments, and one class number for each sample; or None."""
    told, last = predicted(case, expected), last_step(case)
    if told is None or not case.coded or last != "out[:, -1]" or told[:1] != target:
        return None
    return Diagnosis(
        "class_targets",
        f"The model answers at each of {told[1]} timesteps, and there is one class number for each "
        "sample.",
        basis=BY_COMMENT,
        expected=f"predictions {tell(expected)}",
        received=f"predictions {tell(told)}, targets {tell(target)}",
        axis="The predictions have an axis of timesteps that the targets do not have.",
        fed=named(told, "samples", "timesteps", "units"),
        meant=named(expected, "samples", "units"),
        fix=(f"out = fc({last})",),
        tried=takes_last(case.setup),
        details=(f"{last} is the last step alone: (samples, units).",),
    )


def predicted(case: Case, expected: Shape) -> Shape | None:
    """Give the predictions (samples, timesteps, classes) as comments tell them; None if unsure.

    The comment before tells the same samples and timesteps, with the units of a recurrent layer.
    """
    written = THREE_AXES.findall(case.text.plain)
    told: list[Shape] = [tuple(map(int, each.split(","))) for each in written]
    found = {
        after
        for before, after in pairwise(told)
        if before[:2] == after[:2] and (after[0], after[2]) == expected and after[1] != after[2]
    }
    return found.pop() if len(found) == 1 else None
