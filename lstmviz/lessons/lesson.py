"""What a lesson is: steps of one thing to do each, and questions about the table in view.

No number stands in a lesson: what is asked, what is right and what each wrong idea would answer is
worked out for the person's own table and model, by the code that draws them.
"""

import hashlib
from collections.abc import Callable, Container, Hashable
from dataclasses import dataclass, replace
from typing import Literal

from lstmviz.choices.experiments import Experiment, LessonName, StepName
from lstmviz.diagram.scenes.numbers import decimals, unit, with_unit
from lstmviz.lessons.ideas import IDEAS, Idea
from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Escape, Show
from lstmviz.samples.datasets import Dataset
from lstmviz.table.tables import Table
from lstmviz.wording import narrow

Kind = Literal["ask", "rank", "paint", "sketch", "do", "see", "check"]
RIGHT = ""  # the idea of what is right
UNKNOWN = "I don't know yet"
MOST_OPTIONS = 5


@dataclass(frozen=True, eq=False)
class Case:
    """What a question is asked about.

    Args:
        choices: of the person, as the step shows them.
        dataset: the samples in view.
        escape: writes a stranger's text, such as a column's name, as markdown.
        draw: how often the question was drawn again: each time with other numbers, where it asks
            for numbers.
    """

    choices: Experiment
    dataset: Dataset
    escape: Escape
    draw: int = 0

    @property
    def spec(self) -> TrainingSpec:
        """The model in view."""
        return self.choices.spec

    @property
    def rows(self) -> int:
        """Rows of the table."""
        return len(self.dataset.table.values)

    @property
    def columns(self) -> int:
        """Columns that the network reads."""
        return len(self.dataset.features)

    @property
    def window(self) -> int:
        """Rows of a sample."""
        return self.dataset.layout.window

    @property
    def numbers(self) -> int:
        """Numbers of a sample: those of a row, or of some rows of one column."""
        return self.window * self.columns

    @property
    def of_one(self) -> bool:
        """Whether one column is read: a row then has a single number."""
        return self.columns == 1

    @property
    def cell(self) -> str:
        """The recurrent layer and its units, e.g. "LSTM(32)"."""
        return f"{self.spec.kind.name}({self.spec.units:,})"

    def name(self, feature: int) -> str:
        """Name a feature's column."""
        return self.escape(self.dataset.table.columns[int(self.dataset.features[feature])])

    def value(self, row: int, feature: int) -> str:
        """Write the value of a feature in a row, with its unit."""
        table, column = self.dataset.table, int(self.dataset.features[feature])
        text = narrow(float(table.values[row, column]), decimals(table.values[:, column]))
        return self.escape(with_unit(text, unit(table, column)))


@dataclass(frozen=True)
class Option:
    """One answer to a question.

    Args:
        text: what is offered, as markdown; without the idea behind it.
        idea: key of IDEAS whose holder answers so; RIGHT for what is right.
        seen: what the drawing shows instead, or for the right one why it is right.
        means: what it comes to, where other words may come to the same; None where its text tells.
    """

    text: str
    idea: str = RIGHT
    seen: str = ""
    means: Hashable = None

    @property
    def behind(self) -> Idea:
        """The idea of a wrong answer."""
        return IDEAS[self.idea]


@dataclass(frozen=True)
class Asked:
    """A question as it is put for one case: what is right stands among the options once."""

    title: str
    options: tuple[Option, ...]

    @property
    def right(self) -> Option:
        """What is right."""
        return next(option for option in self.options if option.idea == RIGHT)


@dataclass(frozen=True)
class Question:
    """A question: its name in links and tests, and what it asks of a case."""

    id: str
    ask: Callable[[Case], Asked]

    def put(self, case: Case) -> Asked:
        """Ask it of a case: options of one meaning only once, in an order that the name decides.

        What is right stays where a wrong idea happens to come to the same.
        """
        asked = self.ask(case)
        told: dict[Hashable, Option] = {}
        for option in sorted(asked.options, key=lambda option: option.idea != RIGHT):
            told.setdefault(option.text if option.means is None else option.means, option)
        # The order is the same for a whole class, and what is right does not always come first.
        order = sorted(told.values(), key=lambda option: mixed(f"{self.id} {option.idea}"))
        return replace(asked, options=tuple(order[:MOST_OPTIONS]))


def mixed(text: str) -> str:
    """Turn a name into one that sorts anyhow, always the same."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Bet:
    """A question whose answer nobody knows before the race on the person's table is run.

    Args:
        id: its name in links and tests.
        title: the question.
        options: key → what is offered.
        judge: errors of the entrants' seeds, error of repeating the last value → the right key.
    """

    id: str
    title: Callable[[Case], str]
    options: Callable[[Case], dict[str, str]]
    judge: Callable[["Raced"], str]


@dataclass(frozen=True)
class Ranking:
    """A bet on an order: repeating the last value and the entrants of a race, by their errors.

    Args:
        id: its name in links and tests.
        title: what is to be put in order.
        items: their names for a case: that of repeating the last value, then of the entrants.
    """

    id: str
    title: str
    items: Callable[[Case], tuple[str, ...]]


@dataclass(frozen=True)
class Raced:
    """What a race came to: each entrant's errors by seed, and that of repeating the last value."""

    errors: tuple[tuple[float, ...], ...]
    last_value: float


@dataclass(frozen=True)
class Seen:
    """What the person has done since a step was opened.

    Args:
        choices: every state of the experiment, the first as the step was opened.
        events: what drawings and workers reported, such as "end" or "race".
    """

    choices: tuple[Experiment, ...]
    events: Container[str] = frozenset()


Done = Callable[[Seen], bool]


def reported(event: str) -> Done:
    """Complete a step when a drawing or a worker reports an event."""
    return lambda seen: event in seen.events


def reached(holds: Callable[[Experiment], bool]) -> Done:
    """Complete a step when the person's choices come to something that did not hold before."""
    return lambda seen: any(map(holds, seen.choices[1:]))


def never(seen: Seen) -> bool:
    """Leave a step's completion to its question."""
    return False


def stay(experiment: Experiment, table: Table) -> Experiment:
    """Change no choice."""
    return experiment


@dataclass(frozen=True, eq=False)
class Step:
    """One thing to do.

    Args:
        id: its name in links.
        kind: what the person does.
        text: what to do, as markdown.
        show: makes the choices that the step is about, out of the person's own.
        part: what is drawn: key of the page's parts.
        before: what is drawn until the question is answered.
        veil: readouts that would answer it.
        question: what is asked.
        done: whether the person has done it; for a question, answering it is enough.
        aim: the sample, timestep and feature that it looks at first; None for no one.
        turn: changes the choices to what a question asks about that was drawn again.
        after: changes the choices to what shows the answer, once one is given.
        sum_up: one sentence said when it is done.
    """

    id: StepName
    kind: Kind
    text: Callable[[Case], str]
    show: Show = stay
    part: str = "rows"
    before: str = "rows"
    veil: tuple[str, ...] = ()
    question: Question | Bet | Ranking | None = None
    done: Done = never
    aim: Callable[[Case], tuple[int, int, int]] | None = None
    turn: Callable[[Case, Experiment], Experiment] = lambda case, choices: choices
    after: Callable[[Case, Experiment], Experiment] = lambda case, choices: choices
    sum_up: Callable[[Case], str] = lambda case: ""


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson.

    Args:
        id: its name in links.
        title: its name for people.
        asks: the question that it answers, in a line.
        steps: in order; the last is the open goal.
        recap: what was learned, in five sentences.
        table: key of the built-in table that it is about; "" for the person's own.
        pointless: says why the person's table cannot show it; "" where it can.
    """

    id: LessonName
    title: str
    asks: str
    steps: tuple[Step, ...]
    recap: tuple[str, ...]
    table: str = ""
    pointless: Callable[[Dataset], str] = lambda dataset: ""

    def step(self, name: str) -> Step:
        """Find a step by its id; the first where there is none of this name."""
        return next((step for step in self.steps if step.id == name), self.steps[0])


def again(step: Step) -> Step:
    """Take a step of an earlier lesson as the first of a later one."""
    return replace(step, id="recall", kind="check")
