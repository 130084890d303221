"""Mistakes that raise no error: conditions on a walk that ran, each with its evidence."""

from lstmviz.doctor.answer import Diagnosis, Question
from lstmviz.doctor.judging.case import Case, Judged
from lstmviz.doctor.judging.silent.heads import heads
from lstmviz.doctor.judging.silent.inputs import fed, next_question, one_step
from lstmviz.doctor.judging.silent.recut import recut
from lstmviz.doctor.judging.silent.states import masked, stateful, whole_batches
from lstmviz.doctor.judging.silent.targets import targeted
from lstmviz.doctor.judging.silent.torch import spread_loss, torch_axes
from lstmviz.doctor.judging.silent.windows import rows_mixed, told_turned, windowed

CONDITIONS = (
    recut,
    fed,
    spread_loss,
    torch_axes,
    windowed,
    told_turned,
    rows_mixed,
    targeted,
    heads,
    one_step,
    whole_batches,
    stateful,
    masked,
)


def find_silent(case: Case) -> Judged:
    """Find what runs without an error and means something else.

    Returns:
        The diagnoses, and the next question that would decide another.
    """
    found: list[Diagnosis] = []
    asked: Question | None = None
    for condition in CONDITIONS:
        diagnoses, question = condition(case)
        found += diagnoses
        asked = asked or question
    if not found and not asked:
        asked = next_question(case)
    return tuple(found), asked
