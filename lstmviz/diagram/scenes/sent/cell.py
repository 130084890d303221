"""What one step of one unit is sent."""

from typing import Literal, NotRequired, TypedDict

from lstmviz.diagram.scenes.sent.shared import CellName, Corner, Drawn, Moments, Packed, Palette


class CellBlock(TypedDict):
    """A gate or a candidate."""

    name: str
    letter: str
    word: str
    colour: str
    curve: Literal["σ", "tanh"]
    sum: str  # the strip that tells how its sum is made


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
