"""Targets without an error that are spread over predictions of another shape."""

from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, Shape
from lstmviz.doctor.flow import compares_numbers
from lstmviz.doctor.setup import Case
from lstmviz.doctor.wording import (
    named,
    tell,
    with_argument,
)


def targeted(case: Case, output: Shape | None) -> tuple[Diagnosis, ...]:
    """3 to 6: targets are spread over predictions that have another shape."""
    setup = case.setup
    y = setup.y.shape if setup.y else None
    if y is None or output is None or case.torch or not compares_numbers(case):
        return ()
    x = setup.X.shape if setup.X else None
    if x and x[0] is not None and y[0] is not None and x[0] != y[0]:
        return ()
    count = x[1] if x and len(x) == 3 and len(output) == 3 and output[1] is None else None
    if count and len(output) == 3:
        output = (output[0], count, output[2])
    last = next((each for each in reversed(setup.layers) if each.recurrent), None)
    if last is None:
        return ()
    once = (with_argument(last.written, "return_sequences", False),)
    every = (with_argument(last.written, "return_sequences", True),)
    said = {"expected": f"predictions {tell(output)}", "received": f"targets {tell(y)}"}
    base = Diagnosis("", "", **said, silent=True)
    if len(output) == 3 and (output[1] or 2) > 1:
        pictures = {
            "fed": named(output, "samples", "timesteps", "units"),
            "meant": named((output[0], output[2]), "samples", "units"),
        }
        last_details = (
            "The line is the last recurrent layer, written again: one prediction per sample.",
        )
        if len(y) == 2 and y[1] == 1:
            return (
                replace(
                    base,
                    **pictures,
                    key="target_every_step",
                    title="There is one target per sample, but a prediction at every timestep.",
                    axis="The predictions have an axis of timesteps that the targets do not have.",
                    fix=once,
                    happens="The one target is spread over all timesteps: the network is asked "
                    "to say it from the first step on, before it has read the rest.",
                    details=last_details,
                ),
            )
        if len(y) == 1:
            return (
                replace(
                    base,
                    **pictures,
                    key="target_every_sample",
                    title="Each prediction is compared with the targets of all samples in the "
                    "batch.",
                    axis="The targets have one axis, the predictions three: they are matched "
                    "from the back.",
                    fix=once,
                    happens="Targets (batch,) against predictions (batch, timesteps, 1) become "
                    "(batch, timesteps, batch): everything tends to the mean of the batch.",
                    details=last_details,
                ),
            )
    if len(output) == 2 and output[1] == 1:
        if len(y) == 2 and (y[1] or 0) > 1:
            return (
                replace(
                    base,
                    key="one_output_many_targets",
                    title=f"One output is fitted to {y[1]} targets at once.",
                    axis="The last axis of the predictions has size 1, that of the targets "
                    f"{y[1]}.",
                    fix=(f"outputs = keras.layers.Dense({y[1]})",),
                    fed=named(output, "samples", "units"),
                    meant=named((output[0], y[1]), "samples", "units"),
                    happens=f"The one output is compared with each of the {y[1]} targets: the "
                    "best that it can say is their mean.",
                    details=("The line stands in place of the last Dense layer.",),
                ),
            )
        if len(y) == 3 and y[2] == 1 and (y[1] or 0) > 1:
            return (
                replace(
                    base,
                    key="last_step_all_targets",
                    title="There is a target for every timestep, but only one prediction.",
                    axis="The targets have an axis of timesteps that the predictions do not have.",
                    fix=every,
                    fed=named(output, "samples", "units"),
                    meant=named((output[0], y[1], 1), "samples", "timesteps", "units"),
                    happens=f"The last output is compared with all {y[1]} targets: the best that "
                    "it can say is their mean.",
                    details=(
                        "The line is the last recurrent layer, written again: it hands on every "
                        "timestep.",
                    ),
                ),
            )
    return ()
