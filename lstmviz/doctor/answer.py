"""What the doctor says: plain data, and all its texts are plain text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lstmviz.doctor.reading.texts.translating import Language
from lstmviz.doctor.shapes import Role, Shape
from lstmviz.doctor.walking.setup import Setup

# On what a finding rests: the walk of the set-up as it was read stops there, and gives the message
# again where there is one; a set-up that was supposed gives it; the message itself says it; it is
# a condition on a walk that runs; or a question in words was asked. "" is no evidence.
Evidence = Literal["", "walk", "supposed", "stated", "silent", "asked"]


@dataclass(frozen=True)
class Axes:
    """A tensor's axes with their roles.

    Args:
        shape: their sizes; None where the size is open, as Keras writes the batch.
        names: the role of each, as many as there are sizes.
    """

    shape: Shape
    names: tuple[Role, ...]

    def __post_init__(self) -> None:
        if len(self.shape) != len(self.names):
            raise ValueError(f"{len(self.shape)} sizes need as many roles; got {self.names}.")


@dataclass(frozen=True)
class If:
    """A sentence that holds on a condition: the gate tries its lines, and drops it if they fail.

    Args:
        words: the sentence; "{}" stands for the first of the lines.
        lines: the code that it names, each line whole; on the set-up they get past what stops it.
    """

    words: str
    lines: tuple[str, ...]

    @property
    def told(self) -> str:
        """The sentence as it is said."""
        return self.words.replace("{}", self.lines[0])


@dataclass(frozen=True)
class Opening:
    """The arrangement that the Playground opens with.

    Args:
        layout: key of LAYOUTS.
        window: rows in one sample.
    """

    layout: str
    window: int


@dataclass(frozen=True)
class Diagnosis:
    """One thing that is wrong, or the honest word that nothing is.

    Args:
        key: its name in tests, e.g. "no_time_axis".
        title: what is wrong, in one sentence.
        basis: on what it rests, where no walk comes to it, so it is likely, not proved; else "".
        expected: what the layer expected; "" where nothing is said.
        received: what it got; "" where nothing is said.
        axis: which axis is missing or mixed up, in one sentence; "" where none is.
        fix: normally one line of Python that runs as it stands.
        fed: the axes as they were fed, each with the role that the layer gives it.
        meant: the axes as they were meant.
        happens: what really happens, where no error says so; else "".
        details: further sentences; those on a condition are tried by the gate, which leaves the
            words alone.
        silent: whether Keras or PyTorch runs on without an error.
        opens: what the Playground shows of it; None where it shows nothing of the kind.
        language: what the lines of the fix are written in.
        tried: the set-up with the fix made, which a walk has gone through; None where there is
            none to walk.
        evidence: on what it rests; who judges leaves it open, and the gate alone says it.
    """

    key: str
    title: str
    expected: str = ""
    received: str = ""
    axis: str = ""
    fix: tuple[str, ...] = ()
    fed: Axes | None = None
    meant: Axes | None = None
    happens: str = ""
    details: tuple[str | If, ...] = ()
    silent: bool = False
    opens: Opening | None = None
    tried: Setup | None = None
    basis: str = ""
    language: Language = "python"
    evidence: Evidence = ""

    @property
    def said(self) -> tuple[str, ...]:
        """The further sentences in words: one on a condition is none until the gate tried it."""
        return tuple(each for each in self.details if isinstance(each, str))


@dataclass(frozen=True)
class Question:
    """What the doctor asks next.

    Args:
        key: its key in the answers.
        words: the question.
        choices: each answer's key with its words.
    """

    key: str
    words: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Station:
    """One place on the walk through a model.

    Args:
        label: the layer's class, or the name of what goes in.
        written: the layer as the text writes it.
        shape: what leaves it, samples first; None where it cannot be told.
        roles: what stands on each of its axes, as far as the layers tell.
        stops: whether the walk ends here.
        target: whether it is the targets, which no layer gives.
        beside: whether it goes in beside what stands before it, and does not come out of it: a
            state that the next layer starts from, or a further input.
    """

    label: str
    written: str
    shape: Shape | None
    roles: tuple[Role, ...] = ()
    stops: bool = False
    target: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Answer:
    """What the doctor makes of a text.

    Args:
        understood: what was read out of it, e.g. "X (53394, 3)", "Input((1, 3))", "LSTM(32)".
        diagnoses: most likely first.
        question: the next thing to ask, only if it decides something.
        unknown: where nothing is known: that, the nearest cause, and what to look at; else "".
        walk: the walk through the model, from what goes in to the targets.
        real: whether Keras itself built it; else it is by the table of rules.
        sentence: what Keras itself says where it stops; "" where it does not, or was not asked.
    """

    understood: tuple[str, ...]
    diagnoses: tuple[Diagnosis, ...]
    question: Question | None = None
    unknown: str = ""
    walk: tuple[Station, ...] = ()
    real: bool = False
    sentence: str = ""

    def __post_init__(self) -> None:
        if any(not each.evidence for each in self.diagnoses):
            raise ValueError("A finding without evidence is not said.")
        if any(isinstance(said, If) for each in self.diagnoses for said in each.details):
            raise ValueError("A sentence on a condition is not said untried.")
