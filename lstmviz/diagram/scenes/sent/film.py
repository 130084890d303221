"""What the film of the layouts is sent."""

from typing import TypedDict

from lstmviz.diagram.scenes.sent.shared import Box, Corner, Drawn, Packed, Palette, Place

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


class FilmTaken(TypedDict):
    """A value of the table to be pulled, as text and as the network sees it, notch after notch."""

    cell: tuple[int, int]
    name: str
    unit: str
    text: list[str]
    scaled: list[str]
    told: str


class FilmCard(TypedDict):
    """A layout to choose; its picture is lines of [colour, strength]."""

    key: str
    title: str
    samples: str
    timesteps: str
    features: str
    chosen: bool
    picture: list[list[tuple[int, float]]]


class FilmData(TypedDict):
    """What the film is mounted with."""

    scene: FilmScene
    cards: list[FilmCard]
    bare: bool
    pick: tuple[int, int] | None
    taken: FilmTaken | None
