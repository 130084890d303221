"""PyTorch: gradients that add up from one batch to the next."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one

# Lines of a loop that go back and step, whole: where "..." stands something is left out.
STEPS = re.compile(
    r"^[ \t]*for\b(?:(?!\.\.\.|%).){0,4000}?\.backward\((?:(?!\.\.\.|%).){0,400}?"
    r"\b(?P<optimizer>opt\w{0,20})\.step\(",
    re.DOTALL | re.MULTILINE,
)
# What takes the gradients of the batch before away, or says that they are to add up.
CLEARED = re.compile(r"zero_grad|\.grad ?= ?None|\.grad\.zero_|accumul", re.IGNORECASE)


def gradients_kept(case: Case) -> Judged:
    """A loop goes back and steps, and nothing sets the gradients to zero."""
    found = STEPS.search(case.text.plain) if case.torch else None
    if found is None or CLEARED.search(case.text.plain):
        return NONE
    line = f"{found['optimizer']}.zero_grad()"
    return one(
        Diagnosis(
            "gradients_kept",
            "The gradients are never set to zero: each step adds those of all steps before.",
            expected=f"{line} in the loop, before backward()",
            received="backward() and step() alone",
            axis="No axis is wrong.",
            fix=(line,),
            happens="It runs; the steps grow too large, and the network learns badly or not at "
            "all.",
            details=("The line stands at the beginning of each turn of the loop.",),
            silent=True,
        )
    )
