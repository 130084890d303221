"""What a model gets beside X: arrays to validate with, or to predict from."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.silent.inputs import predicted
from lstmviz.doctor.saying.wording import axes_count, named, tell, three, which_differ
from lstmviz.doctor.walking.walk import walk


def refused_beside(case: Case) -> Case | None:
    """Give the case of the first array at which a model stops that runs with X; None if none is.

    One window without its axis of samples is left to who knows it.
    """
    setup = case.setup
    if (
        case.torch
        or setup.several
        or case.walk.stop
        or len(setup.inputs) != 1
        or predicted(case)[0]
    ):
        return None
    own = {each.name for each in setup.fed}
    for given in setup.given:
        if given.shape is None or given.name in own or given.shape[1:] == setup.sample:
            continue
        alone = replace(setup, fed=(given,), y=None, table=None, given=())
        found = walk(alone)
        if found.stop is not None:
            return replace(case, setup=alone, walk=found)
    return None


def made_otherwise(other: Case) -> Diagnosis:
    """The model takes X, and not this array: no cure of the model helps."""
    x, sample = other.shape or (), other.setup.sample or ()
    built = (None, *sample)
    alike = len(x) == len(built)
    generated = "generator" in other.setup.marks
    return Diagnosis(
        "other_beside",
        f"{other.x} is made otherwise than X, and the model does not take it.",
        expected=tell(built) if sample else "the shape that X has",
        received=tell(x),
        axis=which_differ(x, built)
        if alike
        else f"The model reads {axes_count(len(built))}, and {other.x} has {len(x)}.",
        fed=three(x) or named(x, "samples", "features"),
        meant=three(built),
        details=(
            "Make it as X was made: the same windows, the same columns in the same order, the same "
            "scaler.",
            *(
                ("The generator cuts windows of X alone: give this one a generator of its own.",)
                if generated
                else ()
            ),
        ),
    )
