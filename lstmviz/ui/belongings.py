"""What a visitor's session holds: runs, lessons, what was made or brought. Plain data."""

import uuid
from collections.abc import Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np

from lstmviz.choices.experiments import Experiment
from lstmviz.lessons.quiz import Sitting
from lstmviz.lessons.work import Work
from lstmviz.network.specs import TrainingSpec
from lstmviz.table.tables import Table
from lstmviz.training.prepared import PreparedRun
from lstmviz.training.run import Run
from lstmviz.training.state import Snapshot

Pace = Literal["watch", "step", "finish"]


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


@dataclass(eq=False)
class Training:
    """A visitor's runs.

    Args:
        visitor: names the session for the engine.
        held: the run of the experiment in view.
        left: runs that were paused because a choice changed, the latest last.
        commanded: the run that was given a command last.
        pace: how a run is given.
        replayed: since when its moments are shown once more, on the monotonic clock.
        drawn_active: whether the page was drawn with its run going on.
    """

    visitor: str = field(default_factory=lambda: uuid.uuid4().hex)
    held: Held | None = None
    left: tuple[Held, ...] = ()
    commanded: Run | None = None
    pace: Pace = "watch"
    replayed: float | None = None
    drawn_active: bool = False


@dataclass(eq=False)
class Learning:
    """Where a visitor stands in the lessons.

    Args:
        base: the person's own choices, which every step is made of.
        left: the choices to come back to after a lesson that is taken on another table.
        opened: the lesson and the step that are open.
        asking: readouts that are covered until the open question is answered.
        works: what was done, by lesson and step.
        case: what the doctor had in hand when the step was opened.
        sitting: what was answered of the test, if it was begun.
        goes_on: whether its second form was begun.
    """

    base: Experiment | None = None
    left: Experiment | None = None
    opened: tuple[str, str] | None = None
    asking: tuple[str, ...] = ()
    works: dict[tuple[str, str], Work] = field(default_factory=dict)
    case: Case | None = None
    sitting: Sitting | None = None
    goes_on: bool = False

    def go_on_with(self, since: "Learning") -> None:
        """Add what was done in the lessons since, in a visit that gives way to this one."""
        self.works |= {place: work for place, work in since.works.items() if work.begun}
        if since.sitting is not None:
            self.sitting, self.goes_on = since.sitting, since.goes_on
