"""What a visitor has had made, has asked for or has brought to the doctor: plain data."""

from collections.abc import Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from lstmviz.choices.experiments import Experiment
from lstmviz.network.specs import TrainingSpec
from lstmviz.table.tables import Table
from lstmviz.training.prepared import PreparedRun
from lstmviz.training.run import Run
from lstmviz.training.state import Snapshot


@dataclass(frozen=True)
class Held:
    """A run and what belongs to it.

    Args:
        experiment: whose run it is.
        run: the run itself.
        prepared: the same run worked out beforehand, if any.
        own: the visitor's table, as it was read, at that time.
    """

    experiment: Experiment
    run: Run
    prepared: PreparedRun | None
    own: Table | None


@dataclass(frozen=True, eq=False)
class Checking:
    """What was given to Keras's own layers, and where their answer is awaited."""

    of: tuple
    sample: int
    spec: TrainingSpec
    snapshot: Snapshot
    x: np.ndarray
    answer: Future


@dataclass(frozen=True, eq=False)
class Made:
    """A file that was made.

    Args:
        of: what it was made of; another file is to be made of anything else.
        at: the same in words.
        content: of the file.
    """

    of: Hashable
    at: str
    content: bytes


@dataclass(frozen=True, eq=False)
class Saving:
    """Weights that the worker was given to save.

    Args:
        of, at: which they are, as of a `Made`.
        answer: a future of the file, or of a `SliceFailure`.
    """

    of: Hashable
    at: str
    answer: Future


@dataclass(frozen=True)
class Before:
    """What was in view before an answer was shown.

    Args:
        answer: its name.
        experiment: the choices.
        page: the name of the page.
    """

    answer: str
    experiment: Experiment
    page: str


@dataclass(frozen=True)
class Case:
    """What was brought to the doctor.

    Args:
        text: as it was pasted.
        answers: key of each question answered → key of the choice.
        words: those of the choices, in the order of the questions.
    """

    text: str = ""
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    words: tuple[str, ...] = ()
