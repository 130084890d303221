"""What the browser is sent: every key of every scene, and of the numbers that go with it.

`python -m lstmviz.diagram.browser.declare` writes these types for the drawings' code, as
browser/scenes.d.ts. What a key means is told where it is made.
"""

from typing import Literal, NotRequired, TypedDict

from lstmviz.network.cells import Cell

CellName = Cell
Place = tuple[float, float]
Box = tuple[float, float, float, float]
Piece = tuple[str, str]

# ---- What all drawings share ------------------------------------------------------------------


class Packed(TypedDict):
    """Numbers as integers of one scale, in base64."""

    shape: list[int]
    scale: float
    bits: int
    data: str


class Theme(TypedDict):
    """The colours of a mode."""

    tokens: dict[str, str]
    css: str
    names: tuple[str, ...]
    scale: str


class Palette(TypedDict):
    """The colours of both modes."""

    light: Theme
    dark: Theme
    fills: tuple[str, ...]


class Drawn(TypedDict):
    """The size of a drawing, and its font sizes."""

    width: float
    height: float
    style: str


class Lens(TypedDict):
    """The arguments of `spread`."""

    length: float
    lens: float
    near: float
    before: int
    after: int
    cap: float


class Corner(TypedDict):
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float


class Moments(TypedDict):
    """Which weights these are, and which one may look back to."""

    label: str
    moments: list[float]
    moment: int


# ---- The flow ---------------------------------------------------------------------------------


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


# ---- One step of one unit -----------------------------------------------------------------------


class CellBlock(TypedDict):
    """A gate or a candidate."""

    name: str
    letter: str
    word: str
    colour: str
    curve: Literal["σ", "tanh"]


class CellPart(TypedDict):
    """A quantity beside the gates: of a gate's, what it lets through; or a total, and its parts."""

    name: str
    letter: str
    of: NotRequired[str]
    by: NotRequired[str]
    gate: NotRequired[str]
    colour: NotRequired[str]
    word: NotRequired[str]
    start: NotRequired[str]
    parts: NotRequired[list[str]]


class CellTable(TypedDict):
    """The table's cells that the sample reads."""

    names: list[str]
    text: list[list[str]]
    units: list[str]
    tint: Packed
    numbers: list[int]


class CellColumn(TypedDict):
    """A column that the sample reads."""

    names: list[str]
    colour: int


class RowsPlace(TypedDict):
    """Where the rows of terms stand, and which there are."""

    y: float
    h: float
    n: int
    x: int
    xs: bool
    hs: bool
    named: int


class CurvePlace(TypedDict):
    """Where the curves stand."""

    y: float
    h: float


class PanelPlace(TypedDict):
    """Where the quantities stand."""

    x: float
    y: float
    w: float
    part: float
    line: bool


class UnitsPlace(Corner):
    """Where the strips of all units stand."""

    gap: float


class RailPlace(Corner):
    """Where the curves over time stand."""

    every: int


class CellFrame(Drawn):
    """The positions of one drawing of a step."""

    phone: bool
    text: float
    least: float
    number: float
    rows: RowsPlace
    left: float
    names: float
    chip: tuple[float, float]
    columns: list[float]
    bars: float
    column: float
    curve: CurvePlace
    panel: PanelPlace
    strips: UnitsPlace
    rail: RailPlace


class CellScene(TypedDict):
    """What stays of the drawing of a step while weights change."""

    id: str
    of: list[int | str | bool]
    cell: CellName
    after: bool
    layer: int
    layers: int
    total: int
    T: int
    F: int
    U: int
    frames: dict[str, CellFrame]
    blocks: list[CellBlock]
    panel: list[CellPart]
    equation: str
    legend: tuple[str, ...]
    lines: list[str]
    columns: list[CellColumn]
    table: CellTable
    cells: str
    steps: list[tuple[str, str]]
    sentences: tuple[str, str]
    tips: dict[str, list[str]]
    palette: Palette


class CellValues(Moments):
    """A layer's weights, and one sample's way through it."""

    of: list[int | str | bool]
    x: Packed
    h: Packed
    c: Packed | None
    kernel: Packed
    recurrent: Packed
    bias: Packed
    most: float


# ---- The film of the layouts --------------------------------------------------------------------

# Timestep, feature, x, y, width, height, row, column.
FilmCell = tuple[int, int, float, float, float, float, int, int]
# Row, y, height.
FilmRow = tuple[int, float, float]
# Column, x, width.
FilmAcross = tuple[int, float, float]
# Where rows or columns are left out: start, size, and how many.
FilmSkip = tuple[float, float, int]
# Kind, points, text, class.
FilmMark = tuple[str, list[Place], str | None, str]


class FilmBlock(Corner):
    """A sample of X."""

    label: Place
    cells: list[FilmCell]
    skips: list[Box]


class FilmFrame(Drawn):
    """The positions of one drawing of the film."""

    rows: list[FilmRow]
    skips: list[FilmSkip]
    columns: list[FilmAcross]
    across: list[FilmSkip]
    end: float
    blocks: list[FilmBlock]
    aligned: bool
    stacked: bool
    text: float
    table: float
    side: float
    marks: list[FilmMark]


class FilmColumn(TypedDict):
    """A column of the table that is shown."""

    name: str
    names: list[str]
    column: int
    colour: int
    feature: bool
    target: bool


class FilmTable(TypedDict):
    """The cells that are shown."""

    rows: list[int]
    names: list[str]
    text: list[list[str]]
    units: list[str]
    scaled: list[list[str]]
    tint: Packed
    held: list[bool]


class FilmScene(TypedDict):
    """The film of some samples."""

    id: str
    choice: str
    first: int
    border: int
    samples: list[int]
    total: int
    frames: dict[str, FilmFrame]
    columns: list[FilmColumn]
    table: FilmTable
    goes: list[list[str]]
    targets: list[int]
    leak: bool
    side: tuple[str, str]
    captions: list[str]
    palette: Palette


class FilmCard(TypedDict):
    """A layout to choose; its picture is lines of [colour, strength]."""

    key: str
    title: str
    samples: str
    timesteps: str
    features: str
    pattern: str
    chosen: bool
    picture: list[list[tuple[int, float]]]


class FilmData(TypedDict):
    """What the film is mounted with."""

    scene: FilmScene
    cards: list[FilmCard]
    bare: bool
    pick: tuple[int, int] | None


# ---- Maps and wiring --------------------------------------------------------------------------


class MapGroup(TypedDict):
    """Neighbouring places of an axis that belong together."""

    name: str
    first: int
    last: int
    token: str
    word: str


class MapAxis(TypedDict):
    """One side of a map."""

    kind: str
    names: list[str]
    word: str
    ticks: list[str]
    groups: list[MapGroup]
    colours: list[int]


class MapPanel(TypedDict):
    """A map, but for its numbers."""

    title: str
    tip: str
    why: str
    rows: int
    columns: int
    marked: tuple[list[int], list[int]]


# Row, column, rows, columns.
MapDead = tuple[int, int, int, int]


class MapNumbers(TypedDict):
    """The numbers of a map, as halves of one scale."""

    data: str
    scale: float
    limit: tuple[float, str]
    note: str
    dead: list[MapDead]


class MapsValues(TypedDict):
    """The numbers of all maps."""

    of: list[tuple[int, int]]
    panels: list[MapNumbers]


# Kind, points or boxes, text, class.
MapMark = tuple[str, list[list[float]], str | int | list[Piece] | None, str]


class MapBox(Corner):
    """Where a map stands, its title, its legend, and its note: x, y, letters that fit."""

    title: Place
    legend: tuple[float, float, bool]
    note: tuple[float, float, int] | None


class MapsFrame(Drawn):
    """The positions of one drawing of maps."""

    text: float
    gap: float
    panels: list[MapBox]
    marks: list[MapMark]


class MapsFilm(TypedDict):
    """A picture of a film."""

    title: str
    caption: str
    ms: int
    shown: list[tuple[int, int, int, int] | None]


class MapsScene(TypedDict):
    """All of maps but their numbers."""

    id: str
    title: str
    axes: list[MapAxis]
    panels: list[MapPanel]
    of: list[tuple[int, int]]
    film: list[MapsFilm]
    frames: dict[str, MapsFrame]
    palette: Palette


class WiresPlace(TypedDict):
    """Where inputs and gates stand."""

    inputs: Place
    gates: Place
    feature: Place
    unit: Place
    names: list[str]


class WiringFrame(MapsFrame):
    """The positions of one drawing of the wiring."""

    wires: WiresPlace


class WiringSentences(TypedDict):
    """What is said of a unit, of a feature and of a previous unit."""

    unit: str
    feature: str
    previous: str


class WiringScene(TypedDict):
    """All of the wiring but its weights."""

    id: str
    axes: list[MapAxis]
    panels: list[MapPanel]
    of: list[tuple[int, int]]
    sentences: WiringSentences
    frames: dict[str, WiringFrame]
    palette: Palette


# ---- The way in ---------------------------------------------------------------------------------

Fed = Literal["columns", "row", "window"]


class Lane(TypedDict):
    """One way to feed the rows.

    `samples`: for each its timesteps, for each of these the cells that it reads, as row · columns
    + column. `kernel`, `recurrent`, `bias`, `head`: the weights, in Keras's order, row by row.
    """

    key: Fed
    shape: list[str]
    samples: list[list[list[int]]]
    kernel: list[float]
    recurrent: list[float]
    bias: list[float]
    head: list[float]
    head_bias: float


class Curve(TypedDict):
    """How the error of a network fell, in the target's unit."""

    key: Fed
    shape: list[str]
    epochs: list[float]
    errors: list[float]


class Proof(TypedDict):
    """The three trained networks, and what they are measured by, in the target's unit."""

    rows: int
    target: str
    unit: str
    units: int
    epochs: int
    last_value: float
    lowest: float
    curves: list[Curve]


class Answer(TypedDict):
    """What the meaning of rows and columns asks for."""

    layout: Fed
    why: str


class StartScene(TypedDict):
    """All that the way in shows.

    `rows`: the values of the first rows, the last of which holds the target; `offset`, `scale`: of
    each column, scaled = (value − offset) / scale; `answers`: by "rows columns".
    """

    id: str
    columns: list[str]
    rows: list[list[int]]
    target: int
    pulled: int
    units: int
    offset: list[float]
    scale: list[float]
    lanes: list[Lane]
    proof: Proof
    answers: dict[str, Answer]
    palette: Palette
