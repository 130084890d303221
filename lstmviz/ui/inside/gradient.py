"""What the gradient sees: back through the timesteps, and which weights it never reaches."""

import numpy as np
import streamlit as st

from lstmviz.diagram.scenes.maps import weight_panels
from lstmviz.diagram.scenes.panels import Panel, features_axis, timesteps_axis, units_axis
from lstmviz.network.cells import CellWeights
from lstmviz.network.cells.cell import Gradients, letter
from lstmviz.network.gradients import block_gradients, dead, gradients_model
from lstmviz.network.models import trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.training.plan import batch_samples
from lstmviz.ui import runs, visit
from lstmviz.ui.inside.maps import show_maps
from lstmviz.wording import many, percent

# Values that the trace of a batch may take; of longer sequences fewer samples are taken.
BATCH_VALUES = 2_000_000


def show_gradient() -> None:
    """Draw the gradients of the sample in view, and those of a batch's weights."""
    st.markdown(
        "**Back through time** :gray[— how the loss changes with each value, for the sample in "
        "view]"
    )
    show_maps("gradient", panels, "Gradients through time, and of the weights", say=say)


def batch(view: runs.View) -> np.ndarray:
    """The samples of the next update of the run in view."""
    spec, dataset = visit.experiment().spec, visit.dataset()
    most = max(BATCH_VALUES // (dataset.shape[1] * 4 * spec.units), 1)
    return batch_samples(spec, dataset.train, view.snapshot.update)[:most]


def gradients_of(view: runs.View, samples: np.ndarray) -> Gradients:
    """Go back through the timesteps of some samples, in the layer in view."""
    x, y = visit.dataset().batch(samples)
    found = gradients_model(view.weights, trace_model(view.weights, x), y[:, 0])
    return found.layers[visit.experiment().layer]


def of_sample(view: runs.View) -> Gradients:
    """The gradients of the sample in view alone."""
    what = (view.snapshot, visit.dataset(), visit.sample(), visit.experiment().layer)
    sample = np.array([visit.sample()])
    return visit.kept("gradients of a sample", what, lambda: gradients_of(view, sample))


def of_batch(view: runs.View) -> CellWeights:
    """The gradients of the weights, for a batch."""
    what = (view.snapshot, visit.dataset(), visit.experiment().layer)
    return visit.kept("gradients of a batch", what, lambda: gradients_of(view, batch(view)).weights)


def panels(view: runs.View) -> list[Panel]:
    """Lay out ∂loss/∂x, ∂loss/∂h and ∂loss/∂c by timestep, then the weights' gradients.

    Of a single timestep there is no way back to be seen: the weights come first.
    """
    choices, dataset = visit.experiment(), visit.dataset()
    sample, weights = of_sample(view), of_batch(view)
    steps = timesteps_axis(sample.x.shape[1])
    units = units_axis(choices.spec.units)
    inputs = (
        units_axis(choices.spec.units, " of layer 1") if choices.layer else features_axis(dataset)
    )
    made = [
        Panel(f"∂loss/∂{letter} at each timestep", values[0].T, rows, steps)
        for letter, values, rows in (
            ("x", sample.x, inputs), ("h", sample.h, units), ("c", sample.c, units)
        )
        if values is not None
    ]  # fmt: skip
    arrays = [*weight_panels(weights, dataset, choices.layer, "∂loss/∂{array}", dead=weights)]
    return made + arrays if len(steps.names) > 1 else arrays + made


def say(view: runs.View) -> None:
    """Say how far back the gradient reaches, and count the weights that it does not."""
    weights = of_batch(view)
    left, right = st.columns(2, gap="large")
    left.markdown(reach(of_sample(view)))
    left.markdown(count_dead(weights, len(batch(view)), of_sample(view).x.shape[1]))
    right.markdown(norms(weights))


def reach(sample: Gradients) -> str:
    """Say how much of the gradient is left at the first timestep."""
    sizes = np.linalg.norm(sample.h[0], axis=1)
    if len(sizes) == 1:
        return (
            "There is **one timestep**: no way back, so the network cannot learn to carry anything."
        )
    if not sizes[-1]:
        return "The prediction is exact: there is no gradient."
    return (
        f"|∂loss/∂h| is {sizes[-1]:.2g} at the last timestep and {sizes[0]:.2g} at the first, "
        f"{len(sizes) - 1:,} steps back: **{percent(float(sizes[0] / sizes[-1]), 2)}** of it. It "
        f"cannot reach beyond the first timestep: the {len(sizes):,} timesteps of a sample are how "
        "far back this network can learn."
    )


def count_dead(weights: CellWeights, samples: int, timesteps: int) -> str:
    """Count the weights of a layer whose gradient is exactly zero."""
    sizes = sum(block.size for block in block_gradients(weights))
    zeros = dead(weights)
    if not zeros:
        return (
            f"In this batch of {many(samples, 'sample')} **none of the {sizes:,} weights** has a "
            "gradient of exactly 0: each of them can learn."
        )
    why = why_dead(visit.experiment().spec, timesteps)
    return (
        f"**{zeros:,} of the {sizes:,} weights get a gradient of exactly 0** in this batch of "
        f"{many(samples, 'sample')}; they are hatched. {why}"
    )


def why_dead(spec: TrainingSpec, timesteps: int) -> str:
    """Say why weights get no gradient."""
    if timesteps > 1:
        return "What such a weight multiplies, or what it would change, is 0 in the whole batch."
    start = (
        "With one timestep and a state that starts at zero there is nothing for the recurrent "
        "kernel to multiply"
    )
    if spec.kind.has_c:
        return (
            f"{start} and nothing for the forget gate to forget: they stay what chance made them."
        )
    if not spec.kind.resets:
        return f"{start}: it stays what chance made it."
    if not spec.reset_after:
        return f"{start} and nothing for the reset gate to reset: they stay what chance made them."
    return (
        f"{start}: it stays what chance made it. All that the reset gate resets here is the "
        "recurrent bias of h̃; as soon as that is not 0, the gate learns."
    )


def norms(weights: CellWeights) -> str:
    """List the size of the gradient by array and block, in a table."""
    blocks = block_gradients(weights)
    names = list(dict.fromkeys(block.block for block in blocks))
    lines = [
        "| size of ∂loss/∂ | " + " | ".join(letter(name) for name in names) + " |",
        "|---|" + "---:|" * len(names),
    ]
    for array in dict.fromkeys(block.array for block in blocks):
        sizes = [block.norm for block in blocks if block.array == array]
        shown = (f"{size:.2g}" if size else "**0**" for size in sizes)
        lines.append(f"| {array.replace('_', ' ')} | " + " | ".join(shown) + " |")
    return "\n".join(lines)
