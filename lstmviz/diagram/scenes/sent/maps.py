"""What maps and wiring are sent."""

from typing import TypedDict

from lstmviz.diagram.scenes.sent.shared import Corner, Drawn, Palette, Piece, Place


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


class Halves(TypedDict):
    """Numbers as halves of one scale, in base64."""

    data: str
    scale: float


class MapNumbers(Halves):
    """The numbers of a map."""

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


# First row, end, first column, end.
MapRegion = tuple[int, int, int, int]


class MapsFilm(TypedDict):
    """A picture of a film."""

    title: str
    caption: str
    ms: int
    shown: list[MapRegion | None]


class Described(TypedDict):
    """What maps are but their numbers and places."""

    axes: list[MapAxis]
    panels: list[MapPanel]
    of: list[tuple[int, int]]


class MapsScene(Described):
    """All of maps but their numbers."""

    id: str
    title: str
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


class WiringScene(Described):
    """All of the wiring but its weights."""

    id: str
    sentences: WiringSentences
    frames: dict[str, WiringFrame]
    palette: Palette
