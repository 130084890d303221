"""Every choice a visitor can make, in one frozen object."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, get_args

from lstmviz.network.specs import TrainingSpec
from lstmviz.racing.entrants import Entrant
from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.layouts import Layout
from lstmviz.samples.mistakes import MistakeKey
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.wording import plural

RowsAre = Literal["ordered", "unordered"]
ColumnsAre = Literal["different", "sequence"]
Section = Literal[
    "find", "count", "targets", "compare", "turns", "code", "words"
]  # fmt: skip
CellView = Literal[
    "wiring", "wiggle", "states", "parameters", "gradient", "update", "memory", "hand"
]  # fmt: skip
RaceView = Literal["entrants", "order", "reach", "states", "results"]
Equal = Literal["epochs", "updates", "settled"]
LessonName = Literal[
    "row", "units", "state", "one_step", "window", "count", "reach", "race", "code", "quiz"
]  # fmt: skip
StepName = Literal["recall", "1", "2", "3", "4", "5", "6", "goal"]
OWN = "own"  # the table choice that means: a table of the visitor's

MAX_WINDOW = 500
MAX_STRIDE = 1000
MAX_DILATION = 100
# Longest sequence that a browser draws and two cores train with pleasure.
MAX_TIMESTEPS = 1000
LAGS = (1, 60)
MAX_WORD = 20
# Largest change of a value and largest number of the network worked by hand, either way.
MAX_CHANGE = 5.0
MAX_HAND = 10.0
# That network has one unit: kernel, recurrent kernel and bias of i, f, c̃, o; then its row.
HAND = (0.5, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1, 0.1, 0.0, 1.0, 0.0, 0.0, 1.0, 2.0, 3.0)
# Entrants, seeds of each, epochs and updates of a race, at most.
MAX_ENTRANTS = 6
MAX_SEEDS = 20
MAX_LAPS = 100
MAX_RACE_UPDATES = 100_000
# Updates of the longest run there is.
MAX_MOMENT = 10**7
# What a teacher may leave out: ?hide=data,model,race,inside.hand
GROUPS = ("data", "meaning", "layout", "model", "training")
PARTS = MappingProxyType(
    {
        "start": (),
        "playground": ("flow", "live", "prediction", "table"),
        "lessons": (),
        "layouts": ("film", "strip", *get_args(Section)),
        "inside": ("stage", *get_args(CellView)),
        "race": ("track", *get_args(RaceView)),
        "doctor": (),
        "home": (),
    }
)
"""The pages by their names, each with its cards and tabs."""
HIDEABLE = (*GROUPS, *PARTS, *(f"{page}.{part}" for page in PARTS for part in PARTS[page]))
"""Groups of controls, pages, and the parts of pages."""
# Readouts that may be covered until the person has predicted them: ?veil=shape&veil=verdict
VEILABLE = (
    "shape", "fits", "counts", "learnable", "state", "target", "baselines", "verdict", "prediction",
)  # fmt: skip


@dataclass(frozen=True)
class OwnTable:
    """Which table a link was made with, so that the same one can be brought again."""

    name: str
    rows: int
    columns: int
    fingerprint: str

    @classmethod
    def of(cls, table: Table) -> "OwnTable":
        """Describe a table, without its data."""
        rows, columns = table.values.shape
        return cls(table.name, rows, columns, table.fingerprint)


class WordError(ValueError):
    """A word that cannot stand for a row, a column or a table; its text is a sentence."""


@dataclass(frozen=True)
class Words:
    """What the visitor calls a row, a column and the table, e.g. word, feature and sentence."""

    row: str = "row"
    column: str = "column"
    table: str = "table"

    def __post_init__(self) -> None:
        for name in ("row", "column", "table"):
            word = getattr(self, name)
            if not 0 < len(word) <= MAX_WORD or not word.isprintable() or word != word.strip():
                raise WordError(
                    f"The word for a {name} must have 1 to {MAX_WORD} characters that can be seen; "
                    f"received {len(word):,}."
                )

    @property
    def rows(self) -> str:
        """The word for several rows."""
        return plural(self.row)

    @property
    def columns(self) -> str:
        """The word for several columns."""
        return plural(self.column)


@dataclass(frozen=True)
class Experiment:
    """All choices. `layout`, `task`, `spec`, `lag` and the table decide a run; the rest is a view.

    Args:
        table: key of a built-in table, or "own".
        lag: rows between cause and echo, for the table "echo".
        own: which table the visitor brought, if one.
        sheet: which sheet of the workbook it is, if it is of one.
        rows_are, columns_are: what the visitor says rows and columns mean.
        sample: the sample looked at, numbered over the whole table; None for an early one
            that is held out for validation.
        timestep, feature: the value X[sample, timestep, feature] looked at; None for no one yet.
        unit, layer: the unit (None: the diagram chooses) and the recurrent layer looked at, from 0.
        section: the part of the page on layouts that is open.
        view: the part of the page on the cell that is open.
        change: what is added there to one scaled value, to see what it reaches.
        stateful: whether the states shown there go on from batch to batch.
        hand, hand_steps: the network worked by hand, and whether its row is three timesteps of
            one feature instead of one timestep of three.
        entrants: layouts and models that race, () for those of the question; what else their specs
            hold is this `spec`'s.
        seeds, laps: initial weights that each entrant is trained from, and for how many epochs.
        equal, race_updates, most_laps: whether all train for these epochs, for so many updates, or
            each until it has settled, within so many epochs.
        lap: the part of the page on the race that is open.
        turn: the wrong turn or shuffle that is shown there, "" for the right way.
        against: key of the layout that is compared with, "" for none.
        words: what the visitor calls a row, a column and the table.
        hide: groups of controls, pages and parts of pages that a teacher left out.
        answers: findings about the visitor's table that were turned around, by their keys, and what
            was chosen for its facts.
        veil: readouts that are covered until the person has predicted them.
        lesson, step: the lesson that is open, "" for none, and its step.
        done: steps of lessons that were completed, such as "row.1".
        moment: update of the run that is looked back to; None for the latest.
        present: whether the page fills the screen, for a projector.
        beats: whether a link opens the way in first.
        side: whether the Playground shows the layouts side by side.
        ask: the answer to a question that is open, by its name, "" for none.
    """

    table: str = "sensors"
    lag: int = 8
    own: OwnTable | None = None
    sheet: str = ""
    rows_are: RowsAre = "ordered"
    columns_are: ColumnsAre = "different"
    layout: Layout = Layout()
    task: Task = Task(target="")
    spec: TrainingSpec = TrainingSpec()
    sample: int | None = None
    timestep: int | None = None
    feature: int | None = None
    unit: int | None = None
    layer: int = 0
    section: Section = "find"
    view: CellView = "wiring"
    change: float = 1.0
    stateful: bool = False
    hand: tuple[float, ...] = HAND
    hand_steps: bool = True
    entrants: tuple[Entrant, ...] = ()
    seeds: int = 5
    laps: int = 3
    equal: Equal = "epochs"
    race_updates: int = 3000
    most_laps: int = 20
    lap: RaceView = "entrants"
    turn: Literal[MistakeKey, ""] = ""
    against: str = ""
    words: Words = Words()
    hide: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    veil: tuple[str, ...] = ()
    lesson: Literal[LessonName, ""] = ""
    step: StepName = "1"
    done: tuple[str, ...] = ()
    moment: int | None = None
    present: bool = False
    beats: bool = False
    side: bool = False
    ask: str = ""

    @property
    def decides(self) -> tuple:
        """What a training run depends on; the lag and the own table only where they are used."""
        # A question that was answered by leaving all as it is has changed nothing.
        turned = tuple(answer for answer in self.answers if not answer.startswith("-"))
        of_table = {OWN: (self.own, turned), "echo": self.lag}.get(self.table)
        return self.table, of_table, self.layout, self.task, self.spec


def start_experiment(table: str) -> Experiment:
    """Give the choices that a table starts with: the example's own, or for "own" the usual ones."""
    if table not in EXAMPLES:
        return Experiment(table=OWN)
    example = EXAMPLES[table]
    return Experiment(
        table=table,
        rows_are=example.rows_are,
        columns_are=example.columns_are,
        layout=example.layout,
        task=example.task,
        spec=example.spec,
    )


def choose(experiment: Experiment, where: str, value: object) -> Experiment:
    """Replace one choice, e.g. "layout.window"."""
    part, _, field = where.rpartition(".")
    if not part:
        return replace(experiment, **{field: value})
    return replace(experiment, **{part: replace(getattr(experiment, part), **{field: value})})


def chosen(experiment: Experiment, where: str) -> object:
    """Look up one choice, e.g. "layout.window"."""
    for field in where.split("."):
        experiment = getattr(experiment, field)
    return experiment
