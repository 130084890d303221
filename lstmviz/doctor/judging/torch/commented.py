"""PyTorch: what the comments of a forward tell of shapes, where the code itself tells none."""

import re
from itertools import pairwise

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.mending import takes_last
from lstmviz.doctor.judging.torch.said import last_step
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape

BESIDE = "Likely, by the comment beside it."
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


# A comment that tells the samples first, on the line that makes what a recurrent layer reads next:
# "x = x.reshape(…)  # (batch, seq_len, features)", "out, _ = self.lstm(x)".
SAMPLES_FIRST = re.compile(
    r"^[ \t]*(?P<name>\w{1,40}) ?= ?[^\n#]{1,200}#[^\n(]{0,60}\((?:b|bs|n|batch\w{0,8}|samples), ?"
    r"\w{0,20}(?:seq|time|step|len|window)\w{0,20}, ?[^,()\n]{1,60}\)[ \t]*\n"
    r"(?:[ \t]*(?:#[^\n]*)?\n){0,4}"
    r"[^\n#(]{1,60}\b\w{0,20}(?:lstm|gru|rnn)\w{0,20}\((?P=name)[,)]",
    re.IGNORECASE | re.MULTILINE,
)


def samples_first(case: Case) -> Judged:
    """By a comment the samples stand first, and the layer is not told batch_first."""
    layer = case.setup.recurrent
    found = SAMPLES_FIRST.search(case.text.plain)
    if not case.torch or layer is None or not found or "batch_first" in case.text.tight:
        return NONE
    return one(
        Diagnosis(
            "batch_is_time",
            f"{found['name']} has the samples first, and {layer.kind} without batch_first=True "
            "takes the first axis for the timesteps.",
            basis=BESIDE,
            expected="(timesteps, samples, features)",
            received="(samples, timesteps, features), as the comment says",
            axis="Samples and timesteps have changed places.",
            happens="It runs, and the state goes from one sample on to the next.",
            details=(
                "batch_first=True, where the layer is made, lets it read the samples first. The "
                "states h and c stay (layers × directions, samples, units).",
            ),
            silent=True,
        )
    )
