"""What the names of a text stand for, beside arrays and what layers give."""

from dataclasses import dataclass, field

from lstmviz.doctor.walking.setup import Array, Layer
from lstmviz.doctor.walking.sizes import Symbol

UNKNOWN = object()


@dataclass(frozen=True)
class Open:
    """What a model is called with beside its first input, where the text does not tell it."""

    name: str


@dataclass(frozen=True)
class Kind:
    """A class of layers, or of the text's own, as a value: who holds it is called as the class is.

    Args:
        written: a call of it, with the arguments that it has already: "layers.LSTM()".
    """

    written: str


@dataclass(eq=False)
class Model:
    """A model by its layers; of a functional one its inputs and its output.

    Args:
        layers: of a Sequential, in order.
        inputs, output: of a functional model or a class.
        within: whether it is a part of another model, or another is begun under its name.
        begun: whether the text begins it, and does not only add to it.
        loss: what it was compiled with; "" if unsaid.
        accuracy: whether it was compiled with accuracy; None if it was not compiled.
    """

    layers: list[Layer] = field(default_factory=list)
    inputs: tuple[Symbol, ...] = ()
    output: Symbol | None = None
    within: bool = False
    begun: bool = True
    loss: str = ""
    accuracy: bool | None = None


class Many(tuple[object, ...]):
    """A list that a loop makes longer, by how much the text does not tell."""


@dataclass(frozen=True)
class Data:
    """A data set of X and y.

    Args:
        X, y: the arrays, or what a batch has of them.
        batched: whether it gives batches; else one sample after another.
        beside: what each sample has beside X and y, as its length.
        bare: whether an item is X by itself, and no tuple.
    """

    X: Array
    y: Array | None = None
    batched: bool = False
    beside: tuple[Array | None, ...] = ()
    bare: bool = False


class Batch(Data):
    """One batch of a data set: its parts, one after another."""

    @property
    def parts(self) -> tuple[object, ...]:
        """X, y and what is beside them, as far as there are such."""
        return tuple(each for each in (self.X, self.y, *self.beside) if each is not None)


class Parts(dict[str, object]):
    """What each sample of a data set has, by its names; or a batch of it."""


class Listed(Parts):
    """Such samples in a list, one after another."""


def parts_of(value: object) -> tuple[object, ...]:
    """Give the parts of a tuple, or the value alone."""
    return value if isinstance(value, tuple) else (value,)
