"""What each recurrent cell tells about itself: its names, its equations and its counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from jaxtyping import Float32

Array = np.ndarray


@dataclass(frozen=True)
class Torch:
    """A cell's layer in PyTorch, or the nearest to it.

    Args:
        name: of the layer.
        blocks: which of Keras's blocks stands at each place of PyTorch's kernels; none where it is
            another network, which the cell's weights do not fit.
        words: the blocks' letters in both, as a comment says it.
    """

    name: str
    blocks: tuple[int, ...]
    words: str


@dataclass(frozen=True, eq=False)
class Gradients:
    """How the loss changes with everything in one layer.

    Args:
        x: ∂loss/∂xₜ.
        h: ∂loss/∂hₜ, on every way: to the layer above, and through all later timesteps.
        c: ∂loss/∂cₜ, on every way, if the cell has a c.
        pre: ∂loss/∂ of the sums before σ and tanh, blocks in the order of the trace's `pre`.
        weights: ∂loss/∂ of each weight, in the shapes of the weights.
    """

    x: Float32[Array, "batch timesteps features"]
    h: Float32[Array, "batch timesteps units"]
    c: Float32[Array, "batch timesteps units"] | None
    pre: Float32[Array, "batch timesteps blocks units"]
    weights: Any


@dataclass(frozen=True, eq=False)
class Terms:
    """The terms whose sum goes into σ or tanh, for one block of one unit at one timestep.

    Args:
        block: name of the gate or candidate.
        x: each feature's term, W·xₜ.
        h: each unit's term, U·hₜ₋₁; for h̃ of a GRU with the reset gate in it: r·(U·hₜ₋₁), or
            U·(r·hₜ₋₁) without `reset_after`.
        bias: b; of a GRU with `reset_after` b + b′, for h̃ b + r·b′.
        total: the sum, as the trace has it.
    """

    block: str
    x: Float32[Array, " features"]
    h: Float32[Array, " units"]
    bias: float
    total: float


def plain_terms(
    blocks: Sequence[str], weights: Any, trace: Any, sample: int, timestep: int, unit: int
) -> tuple[Terms, ...]:
    """Take a unit's sums W·xₜ + U·hₜ₋₁ + b apart, block by block.

    Args:
        blocks: their names, as they stand side by side in the kernel.
        weights: those that the trace was made with.
        trace: what the layer computed.
        sample: number in the trace's batch.
        timestep: from 0.
        unit: whose gates.
    """
    x = trace.x[sample, timestep]
    h = trace.h[sample, timestep - 1] if timestep else trace.h0[sample]
    columns = [number * len(h) + unit for number in range(len(blocks))]
    return tuple(
        Terms(
            name,
            x * weights.kernel[:, column],
            h * weights.recurrent_kernel[:, column],
            float(np.atleast_2d(weights.bias)[:, column].sum()),
            float(trace.pre[sample, timestep, number, unit]),
        )
        for number, (name, column) in enumerate(zip(blocks, columns, strict=True))
    )


@dataclass(frozen=True, eq=False)
class RecurrentCell:
    """A recurrent cell; its module reads like the page of a textbook.

    Args:
        name: as Keras calls the layer.
        blocks: gates and candidate, as they stand side by side in Keras's kernel.
        states: what one timestep hands to the next, in Keras's order.
        memory: the state that remembers, and the gate that keeps it, "" if none does.
        weights: the class of a layer's arrays, named and ordered as Keras has them.
        traces: the class of what a layer computes.
        trace: (weights, x, *states before the first timestep) → every sum, gate and state.
        gradients: (weights, trace, ∂loss/∂h from above) → Gradients.
        terms: (blocks, weights, trace, sample, timestep, unit) → Terms of each block.
        first_weights: (seed, features, units, reset_after) → what training starts from.
        count: (features, units, reset_after) → number of weights.
        torch: the layer in PyTorch.
        decides: what each gate decides, in a few words.
        one_step: h after a single step from zeros, as an equation.
        cudnn: whether Keras runs it on a GPU in a kernel of cuDNN's.
        layer: code that defines its Keras layer by its name, "" where Keras has it.
        resets: whether a reset gate may stand before or after the recurrent product, after it with
            a second bias: Keras's `reset_after`.
    """

    name: str
    blocks: tuple[str, ...]
    states: tuple[str, ...]
    memory: tuple[str, str]
    weights: type
    traces: type
    trace: Callable[..., Any]
    gradients: Callable[..., Gradients]
    terms: Callable[..., tuple[Terms, ...]]
    first_weights: Callable[..., Any]
    count: Callable[..., int]
    torch: Torch
    decides: str
    one_step: str
    cudnn: bool = True
    layer: str = ""
    resets: bool = False

    @property
    def has_c(self) -> bool:
        """Whether a memory c goes from step to step beside h."""
        return "c" in self.states

    @property
    def letters(self) -> tuple[str, ...]:
        """The blocks' names as they are written in equations: c̃ for c_tilde."""
        return tuple(map(letter, self.blocks))

    @property
    def arrays(self) -> tuple[str, ...]:
        """The names of a layer's arrays, in the order of Keras's `get_weights()`."""
        return tuple(field.name for field in fields(self.weights))


def letter(block: str) -> str:
    """Write a block's name as in equations: c̃ for c_tilde."""
    return block.replace("_tilde", "\N{COMBINING TILDE}")
