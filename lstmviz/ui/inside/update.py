"""One real update in slow motion: forward, the loss, backward, and what becomes of the weights."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from lstmviz.diagram.scenes.maps import Frame, weight_panels
from lstmviz.diagram.scenes.panels import Panel, timesteps_axis, units_axis
from lstmviz.network.cells import CellWeights
from lstmviz.network.gradients import ModelGradients, gradients_model
from lstmviz.network.models import trace_model
from lstmviz.network.specs import OPTIMIZER_NAMES
from lstmviz.training.state import UpdateSeen
from lstmviz.ui import runs, visit
from lstmviz.ui.inside.maps import mount
from lstmviz.ui.inside.stage import keep_up
from lstmviz.wording import many

# Values that the trace of a batch may take; of longer sequences fewer samples are traced.
BATCH_VALUES = 4_000_000
FRAMES = 24  # of each direction at most


def show_update() -> None:
    """Ask for one more batch, and film the last one that was taken by itself."""
    progress, seen = runs.run().progress, runs.run().last_update
    done = progress.status in ("finished", "stopped", "failed")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Next batch",
            icon=":material/skip_next:",
            type="primary",
            on_click=step,
            disabled=done,
        )
        st.markdown(
            "One update of the run in view, by the worker that trains it: watch what it does."
            if seen is None
            else describe(seen)
        )
    if seen is not None:
        film(seen)
    keep_up()


def step() -> None:
    """Take one more batch, unless one is being taken."""
    # A button that rests meanwhile would lose the keyboard's focus.
    if not runs.run().progress.active:
        runs.step_batch()


def describe(seen: UpdateSeen) -> str:
    """Say which update it was."""
    shown = ", ".join(f"{sample:,}" for sample in seen.samples[:4].tolist())
    more = ", …" if len(seen.samples) > 4 else ""
    return (
        f"**Update {seen.update + 1:,}**: {many(len(seen.samples), 'sample')} ({shown}{more}), "
        f"loss {seen.loss:.4g}."
    )


def film(seen: UpdateSeen) -> None:
    """Draw the film of an update for its first sample and the layer in view."""
    choices, dataset = visit.experiment(), visit.dataset()
    layer, units = choices.layer, choices.spec.units
    most = max(BATCH_VALUES // (dataset.shape[1] * 4 * units), 1)
    traced = seen.samples[:most]
    x, y = dataset.batch(traced)
    trace = trace_model(seen.before, x)
    found = gradients_model(seen.before, trace, y[:, 0])
    h = trace.layers[layer].h[0]
    # The loss is a mean over the whole batch, even where only a part of it is traced.
    back = found.layers[layer].h[0] * np.float32(len(traced) / len(seen.samples))
    change = difference(seen.before.layers[layer], seen.after.layers[layer])
    steps, axis = timesteps_axis(len(h)), units_axis(units)
    sample = f"sample {int(traced[0]):,}"
    panels = [
        Panel(f"h of {sample}", h.T, axis, steps, note="forward", limit=1.0),
        Panel(f"∂loss/∂h of {sample}", back.T, axis, steps, note="backward"),
        *weight_panels(change, dataset, layer, "change of {array}", dead=change),
    ]
    frames = [*forward(h), at_the_loss(seen, found, traced), *backward(back), at_the_end(change)]
    if len(h) == 1:
        # Of a single timestep there is little to be seen of the way: the weights come first.
        panels = weights_first(panels)
        frames = [replace(frame, shown=tuple(weights_first(frame.shown))) for frame in frames]
    mount("update", panels, "One update in slow motion", across=2, frames=frames)


def weights_first(each: Sequence[Any]) -> list[Any]:
    """Put what belongs to the weights before what belongs to h and its gradient."""
    return [*each[2:], *each[:2]]


def difference(before: CellWeights, after: CellWeights) -> CellWeights:
    """What an update changed."""
    return type(before)(
        after.kernel - before.kernel,
        after.recurrent_kernel - before.recurrent_kernel,
        after.bias - before.bias,
    )


def stops(timesteps: int) -> list[int]:
    """The timesteps at which the film stops: all, or some of many."""
    return np.unique(np.linspace(1, timesteps, min(timesteps, FRAMES)).round()).astype(int).tolist()


def forward(h: np.ndarray) -> Iterator[Frame]:
    """Fill h from the first timestep on."""
    units, timesteps = h.shape[1], len(h)
    for t in stops(timesteps):
        size = float(np.linalg.norm(h[t - 1]))
        meets = "the zeros it starts from" if t == 1 else f"h of timestep {t - 1:,}"
        yield Frame(
            f"Forward, timestep {t:,} of {timesteps:,}.",
            f"x meets {meets}. |h| = {size:.3f}.",
            (((0, units), (0, t)), None, None, None, None),
        )


def at_the_loss(seen: UpdateSeen, found: ModelGradients, traced: np.ndarray) -> Frame:
    """Stop at the loss."""
    samples = len(seen.samples)
    check = f"; NumPy finds {found.loss:.6g}" if len(traced) == samples else ""
    return Frame(
        "The loss.",
        f"The mean of {many(samples, 'squared error')} is {seen.loss:.6g} in the worker{check}. "
        "Now the way back.",
        ("all", None, None, None, None),
        seconds=2.5,
    )


def backward(back: np.ndarray) -> Iterator[Frame]:
    """Fill ∂loss/∂h from the last timestep back."""
    units, timesteps = back.shape[1], len(back)
    for t in reversed(stops(timesteps)):
        size = float(np.linalg.norm(back[t - 1]))
        yield Frame(
            f"Backward, timestep {t:,} of {timesteps:,}.",
            f"|∂loss/∂h| = {size:.2g}.",
            ("all", ((0, units), (t - 1, timesteps)), None, None, None),
        )


def at_the_end(change: CellWeights) -> Frame:
    """Show what the optimizer made of it."""
    arrays = (change.kernel, change.recurrent_kernel, change.bias)
    largest = max(float(np.abs(array).max()) for array in arrays)
    moved, size = sum(map(np.count_nonzero, arrays)), sum(array.size for array in arrays)
    name = OPTIMIZER_NAMES[visit.experiment().spec.optimizer]
    return Frame(
        "The weights.",
        f"{name} changes {moved:,} of the layer's {size:,} weights, by {largest:.2g} at most; the "
        "next batch meets the new ones.",
        ("all",) * 5,
        seconds=4,
    )
