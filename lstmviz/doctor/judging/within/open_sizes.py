"""Sizes that are left open, and have to be known: a stateful layer's batch, a layer's features."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Cure, Judged, first_that_runs, one, with_input
from lstmviz.doctor.judging.mending import change, input_line
from lstmviz.doctor.saying.wording import named, tell, three
from lstmviz.doctor.walking.setup import Layer, Stop


def open_batch(case: Case, why: Stop) -> Judged:
    """A stateful layer does not know its batch size."""
    sample = case.setup.sample
    steps, width = sample if sample is not None and len(sample) == 2 else (None, None)
    batch = case.setup.batch or 1
    return one(
        Diagnosis(
            "stateful_batch",
            "A stateful layer has to know its batch size: it keeps one state per sample.",
            expected="a fixed batch size",
            received="None",
            axis="The first axis, the samples of a batch, is open.",
            fix=(f"inputs = keras.Input(batch_shape=({batch}, {steps}, {width}))",)
            if width
            else (),
            fed=three((None, steps, width)),
            meant=named((batch, steps, width), "batch", "timesteps", "features"),
            details=(
                "Input(batch_shape=(batch, timesteps, features)), with your own sizes.",
                "If the state need not go on from batch to batch, leave stateful out.",
            ),
        )
    )


def open_size(case: Case, why: Stop) -> Judged:
    """Flatten and Dense after an open number of timesteps."""
    width = (case.setup.sample or (None,))[-1]
    setup = case.setup
    flats = [at for at, node in enumerate(setup.nodes) if node.layer.kind == "Flatten"]
    cures = [change(setup, at, Layer("GlobalAveragePooling1D")) for at in flats]
    if width and case.setup.sample is not None and len(case.setup.sample) == 2:
        sized = (case.window(), width)
        cures.insert(0, Cure((input_line(sized),), with_input(setup, sized)))
    cure = first_that_runs(*cures)
    return one(
        Diagnosis(
            "open_size",
            "A layer cannot make its weights, because a size is open (None).",
            expected="known sizes",
            received=tell(why["received"])
            if why["received"] and (flats or not case.coded)
            else "None",
            axis="The axis of the timesteps is open, and Flatten makes it part of the features."
            if flats
            else "The last axis, the features, is open."
            if case.coded
            else "Either the timesteps are open and Flatten makes them part of the features, or "
            "Input leaves the features open.",
            fix=cure.lines if cure else (),
            tried=cure.setup if cure else None,
            fed=three((None, None, width)),
            details=("The features have to be told: Input((None, features)).",)
            if case.coded and not flats
            else (
                "Fix the number of timesteps in Input, or use GlobalAveragePooling1D() in place "
                "of Flatten: it reads any number of steps.",
                *(
                    ()
                    if case.coded
                    else ("The features have to be told: Input((None, features)).",)
                ),
            ),
        )
    )
