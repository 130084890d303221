"""An experiment to and from the query of a link.

A link is a stranger's text: each value is checked and bounded on the way in, and what was ignored
is said. A visitor's own data never goes into a link; the link says which table to bring.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import get_args

from lstmviz.choices.experiments import (
    HAND,
    HIDEABLE,
    LAGS,
    MAX_CHANGE,
    MAX_DILATION,
    MAX_HAND,
    MAX_LAPS,
    MAX_MOMENT,
    MAX_RACE_UPDATES,
    MAX_SEEDS,
    MAX_STRIDE,
    MAX_TIMESTEPS,
    MAX_WINDOW,
    OWN,
    VEILABLE,
    CellView,
    ColumnsAre,
    Equal,
    Experiment,
    LessonName,
    RaceView,
    RowsAre,
    Section,
    StepName,
    choose,
    chosen,
    start_experiment,
)
from lstmviz.choices.values import (
    LinkError,
    Parse,
    answers,
    entrants,
    name,
    number,
    numbers,
    one_of,
    own_table,
    some_of,
    text,
    texts,
    whole,
    word,
    written,
    yes_no,
)
from lstmviz.network.cells import CELLS
from lstmviz.network.specs import BOUNDS, RATES, Optimizer
from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.layouts import LAYOUTS, Axis
from lstmviz.samples.mistakes import MistakeKey
from lstmviz.samples.tasks import MAX_HORIZON, VALIDATION_FRACTIONS, Scaling
from lstmviz.table.tables import MAX_COLUMNS

# Every step of every lesson, as a done-mark names it.
DONE = tuple(f"{lesson}.{step}" for lesson in get_args(LessonName) for step in get_args(StepName))

# Word in the link → where the choice stands in the Experiment, and how it is read.
WORDS: Mapping[str, tuple[str, Parse[object]]] = MappingProxyType(
    {
        "table": ("table", one_of(*EXAMPLES, OWN)),
        "lag": ("lag", whole(*LAGS)),
        "own": ("own", own_table),
        "sheet": ("sheet", text),
        "rows": ("rows_are", one_of(*get_args(RowsAre))),
        "columns": ("columns_are", one_of(*get_args(ColumnsAre))),
        "window": ("layout.window", whole(1, MAX_WINDOW)),
        "stride": ("layout.stride", whole(1, MAX_STRIDE)),
        "dilation": ("layout.dilation", whole(1, MAX_DILATION)),
        "rows_to": ("layout.rows", one_of(*get_args(Axis))),
        "columns_to": ("layout.columns", one_of(*get_args(Axis))),
        "target": ("task.target", text),
        "feature": ("task.features", texts),
        "ahead": ("task.horizon", whole(0, MAX_HORIZON)),
        "group": ("task.group", text),
        "validation": ("task.validation_fraction", number(*VALIDATION_FRACTIONS)),
        "scaling": ("task.scaling", one_of(*get_args(Scaling))),
        "cell": ("spec.cell", one_of(*CELLS)),
        "reset_after": ("spec.reset_after", yes_no),
        "units": ("spec.units", whole(*BOUNDS["units"])),
        "layers": ("spec.layers", whole(*BOUNDS["layers"])),
        "optimizer": ("spec.optimizer", one_of(*get_args(Optimizer))),
        "learning_rate": ("spec.learning_rate", number(*RATES)),
        "batch": ("spec.batch_size", whole(*BOUNDS["batch_size"])),
        "epochs": ("spec.epochs", whole(*BOUNDS["epochs"])),
        "seed": ("spec.seed", whole(*BOUNDS["seed"])),
        "shuffle": ("spec.shuffle", yes_no),
        "sample": ("sample", whole(0, 10**6)),
        "timestep": ("timestep", whole(0, MAX_TIMESTEPS - 1)),
        "input": ("feature", whole(0, MAX_WINDOW * MAX_COLUMNS - 1)),
        "unit": ("unit", whole(0, BOUNDS["units"][1] - 1)),
        "layer": ("layer", whole(0, BOUNDS["layers"][1] - 1)),
        "section": ("section", one_of(*get_args(Section))),
        "view": ("view", one_of(*get_args(CellView))),
        "change": ("change", number(-MAX_CHANGE, MAX_CHANGE)),
        "stateful": ("stateful", yes_no),
        "hand": ("hand", numbers(len(HAND), -MAX_HAND, MAX_HAND)),
        "hand_steps": ("hand_steps", yes_no),
        "entrant": ("entrants", entrants),
        "seeds": ("seeds", whole(1, MAX_SEEDS)),
        "laps": ("laps", whole(1, MAX_LAPS)),
        "equal": ("equal", one_of(*get_args(Equal))),
        "race_updates": ("race_updates", whole(1, MAX_RACE_UPDATES)),
        "most_laps": ("most_laps", whole(1, MAX_LAPS)),
        "lap": ("lap", one_of(*get_args(RaceView))),
        "turn": ("turn", one_of(*get_args(MistakeKey))),
        "against": ("against", one_of(*LAYOUTS)),
        "row_word": ("words.row", word),
        "column_word": ("words.column", word),
        "table_word": ("words.table", word),
        "hide": ("hide", some_of(*HIDEABLE)),
        "answer": ("answers", answers),
        "veil": ("veil", some_of(*VEILABLE)),
        "lesson": ("lesson", one_of(*get_args(LessonName))),
        "step": ("step", one_of(*get_args(StepName))),
        "done": ("done", some_of(*DONE)),
        "moment": ("moment", whole(0, MAX_MOMENT)),
        "present": ("present", yes_no),
        "beats": ("beats", yes_no),
        "side": ("side", yes_no),
        "ask": ("ask", name),
    }
)


def to_query(experiment: Experiment) -> dict[str, str | list[str]]:
    """Write the table, and the choices that differ from its own start, into a link's query.

    It is never empty: the address without any choice is that of the way in.
    """
    start, query = start_experiment(experiment.table), {}
    for key, (where, _) in WORDS.items():
        value = chosen(experiment, where)
        if value != chosen(start, where) or key == "table":
            query[key] = written(value)
    return query


def laid_over(start: Experiment, asked: Experiment) -> Experiment:
    """Lay what a link asks for over the choices that its table starts with."""
    plain = start_experiment(asked.table)
    for where, _ in WORDS.values():
        if chosen(asked, where) != chosen(plain, where):
            start = choose(start, where, chosen(asked, where))
    return start


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
    unknown = [key for key in query if key not in WORDS]
    if unknown:
        rest = (
            f" and {len(unknown) - 1:,} more are not known here and were ignored."
            if len(unknown) > 1
            else " is not known here and was ignored."
        )
        notices.append(f"The link's “{quoted(unknown[0])}”{rest}")
    for key, (_, parse) in WORDS.items():
        if not query.get(key):
            continue
        try:
            read[key] = parse(list(query[key]))
        except LinkError as expected:
            rest = " in part" if expected.usable else ""
            notices.append(
                f"The link's {key} was ignored{rest}: expected {expected}, "
                f"received “{quoted(' '.join(query[key]))}”."
            )
            if expected.usable:
                read[key] = expected.usable
    experiment = start_experiment(str(read.pop("table", Experiment().table)))
    for key, value in read.items():
        experiment = choose(experiment, WORDS[key][0], value)
    return experiment, tuple(notices)
