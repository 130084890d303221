"""PyTorch: a table whose rows are the features, and its columns the timesteps, by the words."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.worded import roles_by_words
from lstmviz.doctor.saying.wording import features, named, steps, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer

TURNED = ("features", "timesteps")


def turned_series(case: Case, layer: Layer | None, shape: Shape | None) -> Diagnosis | None:
    """Say how such a table goes in; None where the words count its axes otherwise."""
    if shape is None or len(shape) != 2 or layer is None or None in shape:
        return None
    if roles_by_words(case.text.plain, shape) != TURNED:
        return None
    width, count = shape
    x, built = case.x, layer.size("input_size")
    sized = edited(edited(replace(layer, written=""), "input_size", width), "batch_first", True)
    return Diagnosis(
        "turned_table",
        f"By your words each of the {width} rows is a feature, and the {count} columns are "
        "timesteps: the axes are swapped.",
        expected=f"(timesteps, features) = {tell((count, width))}, or with the samples before them",
        received=f"two axes: {tell(shape)}",
        axis="A recurrent layer reads the features on the last axis"
        + (f"; this one was built for {built}." if built != width else "."),
        fix=(f"{x} = {x}.T[None]", *((f"lstm = {line(sized)}",) if built != width else ())),
        fed=named(shape, "features", "timesteps"),
        meant=three((1, count, width)),
        happens=f"It runs, and reads {steps(width)} of {features(count)}."
        if built == count
        else "",
        details=(
            f"{x}.T[None] is one sample of {steps(count)}, {tell((1, count, width))}, for "
            "batch_first=True; a reshape to these sizes would mix the features.",
            f"To learn from one long series, cut windows of it: {x}.T.unfold(0, 24, 1).permute(0, "
            f"2, 1) gives (samples, 24, {width}).",
        ),
        silent=built == count,
    )
