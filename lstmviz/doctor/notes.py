"""What is noted while code is read, and the set-up that it adds up to."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lstmviz.doctor.answer import Shape
from lstmviz.doctor.arrays import NOTHING, fresh, whole
from lstmviz.doctor.prose import is_generic, role_of
from lstmviz.doctor.setup import Array, Framework, Layer, Setup

UNKNOWN = object()


@dataclass(frozen=True)
class Symbol:
    """What a layer gives in a functional model; `place` counts them."""

    place: int


@dataclass
class Notes:
    """Names, layers and whatever else was seen, in the order of the code.

    Args:
        told: the shapes that sentences tell: role → name and shape.
        names: what each name stands for; attributes of self as "self.name".
        layers: all layers so far.
        inputs: shapes of one sample that were given.
        fed: what is fed to a model: "X" or "y" → its name, and the array.
        marks: what else was seen.
        symbols: how many outputs of layers there are in a functional model.
        slices: expressions that names stand for, for slices that a loop appends.
        models: how many models were begun.
        batch, loss, framework, window: as in Setup.
    """

    told: Mapping[str, tuple[str, Shape]]
    names: dict[str, object] = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)
    inputs: list[Shape] = field(default_factory=list)
    fed: dict[str, tuple[str, Array]] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    slices: dict[str, ast.Subscript] = field(default_factory=dict)
    symbols: int = 0
    models: int = 0
    batch: int | None = None
    loss: str = ""
    framework: Framework = ""
    window: int | None = None

    def sample(self, shape: Sequence[object], *, batch: bool) -> None:
        """Note the shape of one sample, given to `Input` or to the first layer."""
        sizes = tuple(size if whole(size) and size > 0 else None for size in shape)
        if batch and sizes:
            self.batch, sizes = sizes[0], sizes[1:]
        self.inputs.append(sizes)
        self.keras()

    def keras(self) -> None:
        """Take the layers for Keras's, unless PyTorch was seen."""
        self.framework = self.framework or "keras"

    def symbol(self, *given: object) -> Symbol:
        """Note the output of a layer; one that does not follow on the last is a branch."""
        follows = given in ((Symbol(self.symbols),), ()) or not self.symbols
        if not follows:
            self.marks.add("branched")
        self.symbols += 1
        return Symbol(self.symbols)

    def cut(self, window: object) -> None:
        """Note the rows of a window."""
        if whole(window) and window > 0:
            self.window = window

    def arrays(self) -> dict[str, tuple[str, Array]]:
        """Say which array is X, which y, and which the table: role → its name, and the array."""
        found = {role: (name, fresh(shape)) for role, (name, shape) in self.told.items()}
        for name, value in self.names.items():
            role = role_of(name)
            if is_generic(name):
                # "data" in code is the table, unless it is what is fed.
                role = "table"
            if not role or not isinstance(value, Array):
                continue
            old, known = found.get(role, ("", NOTHING))
            # "X" before "data": the nearer name counts.
            nearer = old == name or not old.lower().startswith(role.lower())
            if known.shape is None or (value.shape is not None and nearer):
                found[role] = (name, value)
        for role, (name, value) in self.fed.items():
            if value.shape is not None or role not in found:
                found[role] = (name, value)
        return found

    def setup(self) -> Setup:
        """Give everything that was read."""
        arrays = self.arrays()
        x, y, table = (arrays.get(role, ("", None)) for role in ("X", "y", "table"))
        return Setup(
            framework=self.framework,
            X=x[1],
            y=y[1],
            table=table[1],
            x_name=x[0] or "X",
            y_name=y[0] or "y",
            input=self.inputs[0] if self.inputs else None,
            batch=self.batch,
            layers=tuple(self.layers),
            loss=self.loss,
            functional="functional" in self.marks and "sequential" not in self.marks,
            marks=frozenset(self.marks),
            window=self.window,
            several=len(self.inputs) > 1 or self.models > 1,
        )


@dataclass(frozen=True)
class Call:
    """A call, its arguments worked out.

    Args:
        node: as it is written.
        name: of the function or method.
        of: what the method belongs to; UNKNOWN for a function.
        given: arguments by position.
        named: arguments by name.
    """

    node: ast.Call
    name: str
    of: object
    given: tuple[object, ...]
    named: Mapping[str, object]

    def get(self, word: str, place: int, default: object = None) -> object:
        """Give an argument by name or by position."""
        return self.named.get(word, self.given[place] if len(self.given) > place else default)

    def spelt(self, word: str, place: int) -> str:
        """Give the name of a variable that was given as an argument; "" for anything else."""
        by_name = [each.value for each in self.node.keywords if each.arg == word]
        node = next(iter([*by_name, *self.node.args[place : place + 1]]), None)
        return node.id if isinstance(node, ast.Name) else ""

    def written(self, word: str, place: int) -> str:
        """Give an argument as it is written; "" if it is not given."""
        by_name = [each.value for each in self.node.keywords if each.arg == word]
        node = next(iter([*by_name, *self.node.args[place : place + 1]]), None)
        return ast.unparse(node) if node is not None else ""
