"""A case in hand: what was read, its walk, what was answered; and cures, which are tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis, Question
from lstmviz.doctor.reading.texts.text import Text
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import compares_numbers, same_rank
from lstmviz.doctor.walking.setup import Array, Layer, Setup, Stop, Walk, part_of
from lstmviz.doctor.walking.walk import walk

# What was found, and the question that would decide more.
Judged = tuple[tuple[Diagnosis, ...], Question | None]
NONE: Judged = ((), None)


@dataclass(frozen=True)
class Case:
    """What the doctor has to go on.

    Args:
        setup: as it was read.
        walk: through it.
        reports: the messages in the text, the last one first.
        answers: to questions asked so far.
        text: as it was made ready.
    """

    setup: Setup
    walk: Walk = field(default_factory=Walk)
    reports: tuple[Stop, ...] = ()
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    text: Text = field(default_factory=lambda: Text("", "", cut=False))

    @property
    def x(self) -> str:
        """What the text calls X."""
        name = self.setup.X.name if self.setup.X else ""
        if not name and self.torch:
            entered = (self.setup.nodes[at].layer for at in self.setup.inputs)
            name = next((e.written for e in entered if e.written.isidentifier()), "") or "X"
        return name or (self.setup.table.name if self.setup.table else "") or "X"

    @property
    def y(self) -> str:
        """What the text calls y."""
        return (self.setup.y.name if self.setup.y else "") or "y"

    @property
    def torch(self) -> bool:
        """Whether the layers are PyTorch's."""
        return self.setup.torch

    @property
    def coded(self) -> bool:
        """Whether the text itself tells layers; one that is only supposed is written "LSTM"."""
        return any(layer.written not in ("", "LSTM") for layer in self.setup.layers)

    @property
    def timesteps(self) -> int | None:
        """The timesteps that the model was built for."""
        sample = self.setup.sample
        return sample[0] if sample is not None and len(sample) == 2 else None

    @property
    def recurrent_at(self) -> int | None:
        """The place of the first layer that reads steps; None if there is none."""
        return next((at for at, node in enumerate(self.setup.nodes) if node.layer.recurrent), None)

    @property
    def read(self) -> Shape | None:
        """The shape that this layer reads, by the walk; None where it is not told."""
        at = self.recurrent_at
        reads = () if at is None else self.setup.nodes[at].reads
        return self.walk.of(reads[0]) if reads else None

    @property
    def shape(self) -> Shape | None:
        """The shape of X: as told, else as the model was built."""
        x, sample = self.setup.X, self.setup.sample
        if x and x.shape:
            return x.shape
        return (None, *sample) if sample is not None else None

    @property
    def table(self) -> Shape | None:
        """The shape (rows, columns) of X or of the table; None where neither has two axes."""
        for array in (self.setup.X, self.setup.table):
            if array and array.shape and len(array.shape) == 2:
                return array.shape
        return None

    def on(self, setup: Setup) -> "Case":
        """Take another set-up in hand, with its walk."""
        return replace(self, setup=setup, walk=walk(setup))

    def says(self, question: str, choice: str) -> bool:
        """Whether a question was answered so."""
        return self.answers.get(question) == choice

    def window(self, rows: int | None = None) -> int:
        """Choose the rows of a window: as in the text, else 24, or fewer for a short table."""
        known = self.setup.window
        if known is None and self.setup.sample and len(self.setup.sample) == 2:
            known = self.setup.sample[0]
        return known if known and known > 1 else self.usual_window(rows)

    def usual_window(self, rows: int | None = None) -> int:
        """Choose the rows of a window as the text does, whatever the model was built for."""
        if self.setup.window and self.setup.window > 1:
            return self.setup.window
        return 24 if rows is None or rows >= 72 else max(2, rows // 3)


@dataclass(frozen=True)
class Cure:
    """A change that may mend a set-up.

    Args:
        lines: the code that makes it.
        setup: the set-up with it made; None where nothing can be walked.
    """

    lines: tuple[str, ...]
    setup: Setup | None = None


def first_that_runs(*cures: Cure) -> Cure | None:
    """Try cures in order by walking through what they make; give the first that runs."""
    return next((cure for cure in cures if cure.setup and cured(cure.setup)), None)


def cured(setup: Setup) -> bool:
    """Whether a set-up runs to its end, keeps samples and fits its targets."""
    found = walk(setup)
    if found.stop:
        return False
    flat = [
        part_of(shape, None)
        for node, shape in zip(setup.nodes, found.shapes, strict=False)
        if not node.layer.kind.endswith("Loss")
    ]
    if any(shape == () or 0 in (shape or ()) for shape in flat) or softmax_of_one(setup):
        return False
    output, y = found.of(setup.output), setup.y
    if output is None or y is None or y.shape is None or setup.torch:
        return True
    if setup.loss and not compares_numbers(setup.loss):
        return True
    one, two = same_rank((None, *y.shape[1:]), (None, *output[1:]))
    return len(one) == len(two) and all(
        a is None or b is None or a == b for a, b in zip(one, two, strict=True)
    )


def softmax_of_one(setup: Setup) -> bool:
    """Whether a softmax goes over a single unit: it gives 1, whatever it reads."""
    sized = [layer for layer in setup.layers if layer.says("units") is not None]
    last = setup.layers[-1] if setup.layers else None
    return (
        last is not None
        and last.says("activation") == "softmax"
        and sized[-1:] != []
        and sized[-1].says("units") == 1
    )


def refed(setup: Setup, shape: Shape, *, sample: Shape | None = None) -> Setup:
    """Feed another shape, and build the input for it if `sample` is given."""
    array = replace(setup.X or Array(name="X"), shape=shape, roles=("?",) * len(shape))
    setup = replace(setup, fed=(array, *setup.fed[1:]))
    at = next(iter(setup.inputs), None)
    if at is not None and setup.nodes[at].layer.says("whole") is not None:
        setup = setup.changed(at, Layer("Input", MappingProxyType({"whole": shape})))
    return with_input(setup, sample) if sample is not None else setup


def with_input(setup: Setup, sample: Shape) -> Setup:
    """Build the first input for another shape of one sample."""
    at = next(iter(setup.inputs), None)
    if at is None:
        return setup
    old = setup.nodes[at].layer
    kept = {k: v for k, v in old.arguments.items() if k == "batch_size"}
    # A size that the text calls by a name is not open: it has a number there.
    unread = old.unread & {"shape"} if None in sample else frozenset()
    layer = Layer("Input", MappingProxyType({**kept, "shape": sample}), unread=unread)
    return setup.changed(at, layer)


def retargeted(setup: Setup, shape: Shape) -> Setup:
    """Give the targets another shape."""
    array = replace(setup.y or Array(name="y"), shape=shape, roles=("?",) * len(shape))
    return replace(setup, y=array)


Handler = Callable[[Case, Stop], Judged]


def one(diagnosis: Diagnosis, question: Question | None = None) -> Judged:
    """Give one diagnosis, perhaps with a question: while it is open no cure is shown."""
    if question is not None:
        diagnosis = replace(diagnosis, fix=(), tried=None)
    return (diagnosis,), question
