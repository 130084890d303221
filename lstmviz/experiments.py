"""Every choice a visitor can make, in one frozen object; to and from a link.

A link is a stranger's text: each value is checked and bounded on the way in, and what was ignored
is said. A visitor's own data never goes into a link; the link says which table to bring.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, get_args

from lstmviz.examples import EXAMPLES
from lstmviz.layouts import Axis, Layout
from lstmviz.specs import BOUNDS, Cell, Optimizer, TrainingSpec, write_number
from lstmviz.tables import Table
from lstmviz.tasks import (
    MAX_HORIZON,
    VALIDATION_FRACTIONS,
    Scaling,
    Task,
    group_runs,
    longest_piece,
    split_rows,
)

RowsAre = Literal["ordered", "unordered"]
ColumnsAre = Literal["different", "sequence"]
OWN = "own"  # the table choice that means: a table of the visitor's

MAX_WINDOW = 500
MAX_STRIDE = 1000
# Longest sequence that a browser draws and two cores train with pleasure.
MAX_TIMESTEPS = 1000
LAGS = (1, 60)
# Groups of controls that a teacher may leave out: ?hide=data&hide=model
HIDEABLE = ("data", "meaning", "layout", "model", "training")


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


@dataclass(frozen=True)
class Experiment:
    """All choices. `layout`, `task`, `spec`, `lag` and the table decide a run; the rest is a view.

    Args:
        table: key of a built-in table, or "own".
        lag: rows between cause and echo, for the table "echo".
        own: which table the visitor brought, if one.
        rows_are, columns_are: what the visitor says rows and columns mean.
        sample: the sample looked at, numbered over the whole table; None for an early one
            that is held out for validation.
        unit, layer: the unit and the recurrent layer looked at, from 0.
        hide: groups of controls that a teacher left out.
    """

    table: str = "sensors"
    lag: int = 8
    own: OwnTable | None = None
    rows_are: RowsAre = "ordered"
    columns_are: ColumnsAre = "different"
    layout: Layout = Layout()
    task: Task = Task(target="")
    spec: TrainingSpec = TrainingSpec()
    sample: int | None = None
    unit: int = 0
    layer: int = 0
    hide: tuple[str, ...] = ()

    @property
    def decides(self) -> tuple:
        """What a training run depends on: two experiments with the same share their run."""
        return self.table, self.lag, self.own, self.layout, self.task, self.spec


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
    )


def recommend(rows_are: RowsAre, columns_are: ColumnsAre) -> tuple[str, str]:
    """Recommend a layout by what rows and columns mean.

    Returns:
        A key of LAYOUTS, and one sentence why.
    """
    if columns_are == "sequence":
        return "columns", (
            "Each row is a sequence already: its columns follow one another, so they become the "
            "timesteps."
        )
    if rows_are == "ordered":
        return "window", (
            "The rows follow one another in time, so a window of rows is a sequence; the columns "
            "are what is known at each step."
        )
    return "row", (
        "Neither rows nor columns follow one another: there is no sequence. One step per row is "
        "honest; it makes the LSTM a gated dense layer."
    )


def fit_to_table(experiment: Experiment, table: Table) -> tuple[Experiment, tuple[str, ...]]:
    """Let go of choices that a table cannot have: unknown columns, a window longer than it is.

    Returns:
        The experiment, and a sentence for each choice that was changed (none for an empty target,
        which means the last column).
    """
    notices = []
    task, layout = experiment.task, experiment.layout
    if task.target not in table.columns:
        if task.target:
            notices.append(
                f"This table has no column “{task.target}” to predict; "
                f"“{table.columns[-1]}” is the target instead."
            )
        task = replace(task, target=table.columns[-1])
    unknown = [name for name in task.features if name not in table.columns]
    if unknown:
        task = replace(task, features=tuple(n for n in task.features if n in table.columns))
        notices.append(
            f"This table has no column {', '.join(f'“{name}”' for name in unknown)} to read; "
            + ("the other features remain." if task.features else "all columns are read instead.")
        )
    if task.group is not None and task.group not in table.groups:
        notices.append(f"“{task.group}” cannot group the rows of this table; rows are not grouped.")
        task = replace(task, group=None)
    if task.horizon == 0 and task.target in task.features:
        notices.append(
            f"“{task.target}” is the target of the same row, so it is left out of the features."
        )
        task = replace(task, features=tuple(n for n in task.features if n != task.target))
    readable = task.features or set(table.columns) - {task.target, task.group}
    if task.horizon == 0 and not readable:
        notices.append(
            "Beside the target there is no column to read, so the target is 1 row ahead instead."
        )
        task = replace(task, horizon=1)
    largest = largest_window(experiment, task, table)
    if layout.window > largest:
        notices.append(
            f"A window of {layout.window:,} rows does not fit; it is {largest:,} instead."
        )
        layout = replace(layout, window=largest)
    return replace(
        experiment,
        task=task,
        layout=layout,
        unit=min(experiment.unit, experiment.spec.units - 1),
        layer=min(experiment.layer, experiment.spec.layers - 1),
    ), tuple(notices)


def largest_window(experiment: Experiment, task: Task, table: Table) -> int:
    """Give the longest window that fits with its target into either side of the split (at least 1).

    Missing values are left out of account.
    """
    runs = group_runs(table, task)
    held_out = split_rows(runs, task.validation_fraction)
    pieces = longest_piece(runs, held_out), longest_piece(runs, ~held_out)
    largest = min(MAX_WINDOW, *(piece - task.horizon for piece in pieces))
    layout = experiment.layout
    if layout.rows == layout.columns == "timesteps":
        largest = min(largest, MAX_TIMESTEPS // max(len(task.features) or len(table.columns), 1))
    return max(largest, 1)


# ---- links ------------------------------------------------------------------------------------


class LinkError(ValueError):
    """A value in a link that cannot be used; its text says what was expected."""


Parse = Callable[[list[str]], object]


def whole(low: int, high: int) -> Parse:
    """Read a whole number."""

    def parse(values: list[str]) -> int:
        text = values[-1]
        if not re.fullmatch(r"-?\d{1,12}", text, re.ASCII) or not low <= int(text) <= high:
            raise LinkError(f"a whole number from {low:,} to {high:,}")
        return int(text)

    return parse


def number(low: float, high: float) -> Parse:
    """Read a number, with or without an exponent."""
    # Bounded, so that no text makes the match slow.
    pattern = r"(\d{1,9}(\.\d{0,20})?|\.\d{1,20})(e-?\d{1,2})?"

    def parse(values: list[str]) -> float:
        text = values[-1]
        if not re.fullmatch(pattern, text, re.ASCII) or not low <= float(text) <= high:
            raise LinkError(f"a number from {write_number(low)} to {write_number(high)}")
        return float(text)

    return parse


def one_of(*allowed: str) -> Parse:
    """Read one of several words."""

    def parse(values: list[str]) -> str:
        if values[-1] not in allowed:
            raise LinkError(f"one of {', '.join(allowed)}")
        return values[-1]

    return parse


def yes_no(values: list[str]) -> bool:
    """Read yes or no."""
    return one_of("yes", "no")(values) == "yes"


def some_of(*allowed: str) -> Parse:
    """Read several words, each once."""

    def parse(values: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(one_of(*allowed)([value])) for value in values))

    return parse


def text(values: list[str]) -> str:
    """Read the name of a column."""
    if not 0 < len(values[-1]) <= 60 or not values[-1].isprintable():
        raise LinkError("a name of 1 to 60 characters")
    return values[-1]


def texts(values: list[str]) -> tuple[str, ...]:
    """Read the names of several columns, each once."""
    if len(values) > 64:
        raise LinkError("at most 64 names")
    return tuple(dict.fromkeys(text([value]) for value in values))


def own_table(values: list[str]) -> OwnTable:
    """Read which table to bring, e.g. "1461x4-0f3a5b7c9d1e-weather.csv"."""
    found = re.fullmatch(
        r"(\d{1,7})x(\d{1,2})-([0-9a-f]{12})-(.{1,100})", values[-1], re.ASCII | re.DOTALL
    )
    if not found or not values[-1].isprintable():
        raise LinkError("rows, columns, fingerprint and name of a table")
    return OwnTable(found[4], int(found[1]), int(found[2]), found[3])


# Word in the link → where the choice stands in the Experiment, and how it is read.
WORDS: Mapping[str, tuple[str, Parse]] = MappingProxyType(
    {
        "table": ("table", one_of(*EXAMPLES, OWN)),
        "lag": ("lag", whole(*LAGS)),
        "own": ("own", own_table),
        "rows": ("rows_are", one_of(*get_args(RowsAre))),
        "columns": ("columns_are", one_of(*get_args(ColumnsAre))),
        "window": ("layout.window", whole(1, MAX_WINDOW)),
        "stride": ("layout.stride", whole(1, MAX_STRIDE)),
        "rows_to": ("layout.rows", one_of(*get_args(Axis))),
        "columns_to": ("layout.columns", one_of(*get_args(Axis))),
        "target": ("task.target", text),
        "feature": ("task.features", texts),
        "ahead": ("task.horizon", whole(0, MAX_HORIZON)),
        "group": ("task.group", text),
        "validation": ("task.validation_fraction", number(*VALIDATION_FRACTIONS)),
        "scaling": ("task.scaling", one_of(*get_args(Scaling))),
        "cell": ("spec.cell", one_of(*get_args(Cell))),
        "reset_after": ("spec.reset_after", yes_no),
        "units": ("spec.units", whole(*BOUNDS["units"])),
        "layers": ("spec.layers", whole(*BOUNDS["layers"])),
        "optimizer": ("spec.optimizer", one_of(*get_args(Optimizer))),
        "learning_rate": ("spec.learning_rate", number(*BOUNDS["learning_rate"])),
        "batch": ("spec.batch_size", whole(*BOUNDS["batch_size"])),
        "epochs": ("spec.epochs", whole(*BOUNDS["epochs"])),
        "seed": ("spec.seed", whole(*BOUNDS["seed"])),
        "shuffle": ("spec.shuffle", yes_no),
        "sample": ("sample", whole(0, 10**6)),
        "unit": ("unit", whole(0, BOUNDS["units"][1] - 1)),
        "layer": ("layer", whole(0, BOUNDS["layers"][1] - 1)),
        "hide": ("hide", some_of(*HIDEABLE)),
    }
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


def to_query(experiment: Experiment) -> dict[str, str | list[str]]:
    """Write the choices that differ from the table's own start into a link's query."""
    start, query = start_experiment(experiment.table), {}
    for word, (where, _) in WORDS.items():
        value = chosen(experiment, where)
        if value != chosen(start, where) or (word == "table" and value != Experiment().table):
            query[word] = written(value)
    return query


def written(value: object) -> str | list[str]:
    """Write one value as a link holds it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return repr(value)
        case tuple():
            return list(value)
        case OwnTable():
            return f"{value.rows}x{value.columns}-{value.fingerprint}-{value.name}"
    return str(value)


def quoted(text: str) -> str:
    """Shorten a stranger's text, and take out what cannot be seen or turns the text around."""
    seen = "".join(character for character in text[:200] if character.isprintable())
    return seen if len(seen) <= 40 else seen[:39] + "…"


def from_query(query: Mapping[str, Sequence[str]]) -> tuple[Experiment, tuple[str, ...]]:
    """Read an experiment from a link's query.

    Args:
        query: each word with its values (the last counts, or all for lists).

    Returns:
        The experiment, and a sentence for each part of the link that was ignored.
    """
    notices, read = [], {}
    unknown = [word for word in query if word not in WORDS]
    if unknown:
        rest = (
            f" and {len(unknown) - 1:,} more are not known here and were ignored."
            if len(unknown) > 1
            else " is not known here and was ignored."
        )
        notices.append(f"The link's “{quoted(unknown[0])}”{rest}")
    for word, (_, parse) in WORDS.items():
        if not query.get(word):
            continue
        try:
            read[word] = parse(list(query[word]))
        except LinkError as expected:
            notices.append(
                f"The link's {word} was ignored: expected {expected}, "
                f"received “{quoted(' '.join(query[word]))}”."
            )
    experiment = start_experiment(str(read.pop("table", Experiment().table)))
    for word, value in read.items():
        experiment = choose(experiment, WORDS[word][0], value)
    return experiment, tuple(notices)
