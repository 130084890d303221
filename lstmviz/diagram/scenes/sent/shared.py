"""What all drawings are sent."""

from typing import TypedDict

from lstmviz.network.cells import Cell

CellName = Cell
Place = tuple[float, float]
Box = tuple[float, float, float, float]
Piece = tuple[str, str]


class Packed(TypedDict):
    """Numbers as integers of one scale, in base64."""

    shape: list[int]
    scale: float
    bits: int
    data: str


class Theme(TypedDict):
    """The colours of a mode."""

    ink: dict[str, str]
    css: str
    names: tuple[str, ...]
    white: dict[str, float]
    signed: str


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
