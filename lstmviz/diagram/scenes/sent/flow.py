"""What the flow is sent."""

from typing import Literal, TypedDict

from lstmviz.diagram.scenes.sent.shared import (
    CellName,
    Corner,
    Drawn,
    Lens,
    Moments,
    Packed,
    Palette,
    Piece,
)


class FlowStrip(TypedDict):
    """A strip of units in the carriage."""

    name: str
    letter: str
    word: str
    lane: int
    column: int
    kind: Literal["gate", "value"]
    colour: str
    equation: list[str]
    note: str
    when: int


class FlowTable(TypedDict):
    """The rows of the table that are shown."""

    rows: list[int]
    names: list[str]
    text: list[list[str]]
    tint: Packed


class FlowColumn(TypedDict):
    """A column of the table that is shown."""

    name: str
    names: list[str]
    unit: str
    column: int
    colour: int
    feature: bool
    target: bool


class FlowShown(TypedDict):
    """A sample's rows of the table, as places among those shown."""

    rows: list[int]
    inside: list[int]
    target: int


class FlowTarget(TypedDict):
    """A sample's target."""

    row: int
    value: float
    text: str


class FlowAxes(TypedDict):
    """To which axes rows and columns go, each with words."""

    rows: tuple[str, str]
    columns: tuple[str, str]


class FlowSentences(TypedDict):
    """What is said at a step."""

    first: str
    middle: str
    last: str
    only: str


class FlowWeights(TypedDict):
    """How many weights there are, and which can learn."""

    count: str
    learn: str | None
    alive: str | None


class TablePlace(TypedDict):
    """Where the table stands."""

    x: float
    y: float
    width: float
    height: float
    enough: float


class LanePlace(TypedDict):
    """Where the lanes stand."""

    left: float
    right: float
    tops: list[float]
    height: float


class Ribbon(TypedDict):
    """Where values go from the table to the carriage."""

    gutter: float
    top: float


class Neighbour(TypedDict):
    """A step of the sample before or after."""

    t: int
    x: float


class FilmPlace(TypedDict):
    """Where walls, zeros and steps stand."""

    before: list[Neighbour]
    after: list[Neighbour]
    walls: list[float]
    zero: float
    left: float
    right: float
    narrow: float
    y: float
    height: float


class InputPlace(TypedDict):
    """Where x stands in the carriage."""

    x: float
    y: float
    width: float
    height: float
    row: float
    lane: tuple[float, float]


class StripsPlace(TypedDict):
    """Where the strips stand in the carriage."""

    x: list[float]
    width: float


class GuessPlace(TypedDict):
    """Where predictions stand."""

    y: float
    height: float
    left: float
    right: float


# Kind, moves, points, text, class, from.
FlowMark = tuple[
    str, int, list[tuple[float | str, float | str]], str | float | list[Piece] | None, str, int
]


class FlowFrame(Drawn):
    """The positions of one drawing of the flow."""

    timesteps: int
    inputs: int
    phone: bool
    number: float
    text: float
    table: TablePlace
    rows: Lens
    columns: Lens
    steps: Lens
    units: Lens
    lane: LanePlace
    ribbon: Ribbon
    film: FilmPlace
    rail: tuple[float, float]
    carriage: Corner
    x: InputPlace
    strips: StripsPlace
    plaque: Corner
    guess: GuessPlace
    zero: float
    wall: float
    marks: list[FlowMark]


class FlowScene(TypedDict):
    """What stays of the flow while weights change."""

    id: str
    choice: str
    first: int
    of: list[int | str]
    cell: CellName
    layer: int
    layers: int
    T: int
    F: int
    features: int
    U: int
    samples: list[int]
    total: int
    reach: tuple[int, int]
    frames: dict[str, FlowFrame]
    columns: list[FlowColumn]
    table_columns: int
    axes: FlowAxes
    table: FlowTable
    shown: list[FlowShown]
    x: str
    cells: str
    targets: list[FlowTarget]
    steps: list[list[tuple[str, str]]]
    strips: list[FlowStrip]
    lanes: list[tuple[str, str, bool]]
    sentences: FlowSentences
    tips: dict[str, list[str]]
    weights: FlowWeights
    palette: Palette


class FlowGuess(TypedDict):
    """The predictions of each step."""

    text: list[list[str]]
    at: list[list[float]]
    goal: list[float]
    error: list[str]


class FlowPulled(TypedDict):
    """A pulled value of the table, and what it changed."""

    cell: list[int]
    notches: int
    text: str
    changed: Packed
    told: list[str]


class FlowValues(Moments):
    """The numbers of the flow with the current weights."""

    of: list[int | str]
    sums: dict[str, Packed]
    state: Packed
    x: Packed | None
    guess: FlowGuess
    max: dict[str, float]
    weights: Packed
    pulled: FlowPulled | None


class OfflineLayer(TypedDict):
    """A layer in a file: its scene, and its numbers at each moment."""

    scene: FlowScene
    values: list[FlowValues]


class OfflineData(TypedDict):
    """What a file holds, and what it begins with."""

    layers: list[OfflineLayer]
    layer: int
    moment: int
