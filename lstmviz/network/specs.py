"""What is trained and how: the model's and the optimizer's settings, plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from lstmviz.network.cells import CELLS, Cell, RecurrentCell

Optimizer = Literal["adam", "rmsprop", "sgd"]

OPTIMIZER_NAMES: Mapping[Optimizer, str] = MappingProxyType(
    {"adam": "Adam", "rmsprop": "RMSprop", "sgd": "SGD"}
)

# Largest values a visitor may ask for; two cores serve a whole class.
BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "units": (1, 128),
        "layers": (1, 2),
        "batch_size": (1, 1024),
        "epochs": (1, 200),
        "seed": (0, 2**31 - 1),
    }
)
RATES = (1e-6, 1.0)  # learning rates


class SpecError(ValueError):
    """A setting out of its bounds; its text is a sentence for the person."""


@dataclass(frozen=True)
class TrainingSpec:
    """One recurrent model, its Dense(1) head on the last step, and how it is trained on MSE.

    Args:
        cell: the recurrent layer.
        reset_after: GRU only: apply the reset gate after the recurrent product (Keras's default).
        units: length of h in each layer, 1–128.
        layers: stacked recurrent layers, 1–2.
        optimizer: with Keras's own default settings but for the learning rate.
        learning_rate: 1e-6–1.
        batch_size: samples per update, 1–1024.
        epochs: passes over the training samples, 1–200.
        seed: of the initial weights and of the shuffling.
        shuffle: whether the training samples are shuffled anew each epoch.
        stateful: whether sample i of a batch goes on with the state that sample i of the batch
            before ended with, from zero at each epoch; such samples are never shuffled.
    """

    cell: Cell = "lstm"
    reset_after: bool = True
    units: int = 32
    layers: int = 1
    optimizer: Optimizer = "adam"
    learning_rate: float = 1e-3
    batch_size: int = 32
    epochs: int = 20
    seed: int = 0
    shuffle: bool = True
    stateful: bool = False

    def __post_init__(self) -> None:
        for name, allowed in (("cell", CELLS), ("optimizer", OPTIMIZER_NAMES)):
            if getattr(self, name) not in allowed:
                raise SpecError(
                    f"The {name} must be one of {', '.join(allowed)}; "
                    f"received “{getattr(self, name)}”."
                )
        for name, (low, high) in (*BOUNDS.items(), ("learning_rate", RATES)):
            value = getattr(self, name)
            if not low <= value <= high:
                title = name.replace("_", " ").capitalize()
                raise SpecError(
                    f"{title} must lie between {write_number(low)} and {write_number(high)}; "
                    f"received {write_number(value)}."
                )
        if self.stateful and self.shuffle:
            raise SpecError(
                "A stateful model reads its samples in order: choose shuffle off, or stateless."
            )

    @property
    def kind(self) -> RecurrentCell:
        """The recurrent cell: its names, equations and counts."""
        return CELLS[self.cell]

    @property
    def biases(self) -> int:
        """Rows of a layer's bias: two of a GRU that resets after the product, else one.

        What a block of one unit has besides a weight for one x and one for one h.
        """
        return self.kind.count(1, 1, self.reset_after) // len(self.kind.blocks) - 2


def write_number(value: int | float) -> str:
    """Write a number in full: 2,147,483,647; 0.000001; −1."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.10f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def count_parameters(spec: TrainingSpec, features: int) -> tuple[int, ...]:
    """Count the weights of each recurrent layer: blocks · ((F + U) · U + U).

    A GRU with `reset_after` has a second bias: 3 · ((F + U) · U + 2U).

    >>> count_parameters(TrainingSpec(units=32), features=3)
    (4608,)
    """
    inputs = [features, *[spec.units] * (spec.layers - 1)]
    return tuple(spec.kind.count(each, spec.units, spec.reset_after) for each in inputs)
