"""What is known of a learner's set-up: arrays, layers, and how they were made."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from lstmviz.doctor.answer import Role, Shape

Framework = Literal["keras", "torch", ""]
RECURRENT = frozenset({"lstm", "gru", "simplernn", "rnn"})


@dataclass(frozen=True)
class Array:
    """An array as far as the text tells.

    Args:
        shape: its sizes; None where open, or None as a whole where even the axes are unknown.
        roles: what stands on each axis, as it was made: "samples", "rows", "columns", "?".
        marks: what was done to it: "shuffled" rows before windows were cut, "scaled", "overlap"
            for windows that start one row apart, "unmoved" for windows with their axis last,
            "turned" for three axes whose first was moved.
    """

    shape: Shape | None = None
    roles: tuple[Role, ...] = ()
    marks: frozenset[str] = frozenset()

    def marked(self, *marks: str) -> "Array":
        """Add marks."""
        return replace(self, marks=self.marks | set(marks))


@dataclass(frozen=True)
class Layer:
    """One layer of a model.

    Args:
        kind: its class in lower case without underscores, e.g. "lstm"; of a wrapper, its own.
        units: its first argument, or `units`, `filters`, `n`; None if unknown.
        written: how the text writes it.
        arguments: the keyword arguments whose values stand in the text.
        inner: the layer inside a wrapper.
    """

    kind: str
    units: int | None = None
    written: str = ""
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    inner: "Layer | None" = None

    @property
    def recurrent(self) -> bool:
        """Whether it reads steps one after another and keeps a state."""
        return self.kind in RECURRENT or (
            self.kind == "bidirectional" and (self.inner is None or self.inner.recurrent)
        )

    def says(self, name: str) -> object:
        """Give the value of an argument, of the layer inside a wrapper too; None if unsaid."""
        value = self.arguments.get(name)
        return self.inner.says(name) if value is None and self.inner else value

    @property
    def width(self) -> int | None:
        """Give the numbers that leave it at each step."""
        if self.kind == "bidirectional" and self.inner:
            wide = self.arguments.get("merge_mode", "concat") == "concat"
            return self.inner.units and self.inner.units * (2 if wide else 1)
        if self.kind == "timedistributed":
            return self.inner.width if self.inner else None
        return self.units


@dataclass(frozen=True)
class Setup:
    """Everything that a text tells of a set-up.

    Args:
        framework: whose layers they are.
        X, y, table: the arrays; None where nothing is said.
        x_name, y_name: what the text calls them.
        input: the shape of one sample, as given to `Input` or `input_shape`.
        batch: the batch size, where the model fixes it.
        layers: in the order in which they stand.
        loss: its name, if any.
        functional: whether the model is built by calling layers.
        marks: what else was seen, e.g. "targets_are_data", "dataloader".
        several: whether there is more than one model or input, so that nothing follows.
    """

    framework: Framework = ""
    X: Array | None = None
    y: Array | None = None
    table: Array | None = None
    x_name: str = "X"
    y_name: str = "y"
    input: Shape | None = None
    batch: int | None = None
    layers: tuple[Layer, ...] = ()
    loss: str = ""
    functional: bool = False
    marks: frozenset[str] = frozenset()
    window: int | None = None
    several: bool = False

    @property
    def recurrent(self) -> Layer | None:
        """The first layer that reads steps; None if there is none."""
        return next((layer for layer in self.layers if layer.recurrent), None)


@dataclass(frozen=True)
class Case:
    """A set-up, and what the learner has answered so far."""

    setup: Setup
    answers: Mapping[str, str]

    @property
    def x(self) -> str:
        """What the text calls X."""
        return self.setup.x_name

    @property
    def y(self) -> str:
        """What the text calls y."""
        return self.setup.y_name

    @property
    def torch(self) -> bool:
        """Whether the layers are PyTorch's."""
        return self.setup.framework == "torch"

    @property
    def timesteps(self) -> int | None:
        """The timesteps that the model was built for."""
        sample = self.setup.input
        return sample[0] if sample is not None and len(sample) == 2 else None

    @property
    def shape(self) -> Shape | None:
        """The shape of X: as told, else as the model was built."""
        x, sample = self.setup.X, self.setup.input
        if x and x.shape:
            return x.shape
        return (None, *sample) if sample is not None else None

    def says(self, question: str, choice: str) -> bool:
        """Whether a question was answered so."""
        return self.answers.get(question) == choice

    def window(self, rows: int | None = None) -> int:
        """Choose the rows of a window: as in the text, else 24, or fewer for a short table."""
        known = self.setup.window
        if known is None and self.setup.input and len(self.setup.input) == 2:
            known = self.setup.input[0]
        if known and known > 1:
            return known
        return self.usual_window(rows)

    def usual_window(self, rows: int | None = None) -> int:
        """Choose the rows of a window as the text does, whatever the model was built for."""
        if self.setup.window:
            return self.setup.window
        return 24 if rows is None or rows >= 72 else max(2, rows // 3)
