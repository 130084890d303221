"""A loss meets other rows than targets: the line of the model that makes them so, by its code."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.silent.necks import sample_for_step
from lstmviz.doctor.judging.silent.recut import recut
from lstmviz.doctor.walking.by_name import shown
from lstmviz.doctor.walking.setup import Stop

BY_CODE = "By the code, whatever its sizes are: this line changes how many rows there are."
# What a loss says of rows, and what changes them.
OF_ROWS = frozenset({"class_batch", "torch_loss", "torch_sizes"})
CHANGES = frozenset({"sample_for_step", "samples_joined", "states_stacked"})


def rows_changed(case: Case, why: Stop) -> Diagnosis | None:
    """Find the line that takes or adds rows, where predictions and targets are not as many."""
    output, target = why["output"] or (why["rows"],), why["target"] or (why["targets"],)
    if why.kind not in OF_ROWS or not case.torch or output[:1] == target[:1]:
        return None
    named = shown(case.setup)
    whole = replace(case, setup=named[0], walk=named[1]) if named is not None else case
    found = (each for judge in (sample_for_step, recut) for each in judge(whole)[0])
    each = next((each for each in found if each.key in CHANGES), None)
    if each is None:
        return None
    happens = "" if each.happens.startswith("It runs") else each.happens
    return replace(each, basis=BY_CODE, happens=happens, silent=False)
