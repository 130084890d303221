"""What the layouts side by side are sent."""

from typing import TypedDict

from lstmviz.diagram.scenes.sent.shared import (
    Box,
    Drawn,
    Lens,
    Moments,
    Packed,
    Palette,
    Place,
)


class SideColumn(TypedDict):
    """A column of the table that is shown; `names`: ever shorter ones."""

    name: str
    names: list[str]
    unit: str
    colour: int


class SideLane(TypedDict):
    """One layout, and the samples that it makes of the rows.

    `cells`: for each tick of its samples what it reads, as place of the row · columns + place of
    the column, int32 (ticks, features) in base64. `targets`, `goals`: of each sample, as text and
    as a number. `note` is said when it has ended before the others; `cut` where it reads the last
    rows alone, else "".
    """

    key: str
    words: str
    shape: list[str]
    timesteps: int
    features: int
    samples: list[int]
    cells: str
    targets: list[str]
    goals: list[float]
    note: str
    cut: str


class SideFrame(Drawn):
    """Where everything stands; of a lane from its top.

    `table`: the rows, None where there is no room; `x`, `strips`, `guess`: y and height of what
    enters, of each state and of the predictions; `head`: where a lane's name stands, and where
    what came out of it ends.
    """

    table: Box | None
    rail: float
    left: float
    right: float
    tops: list[float]
    lane: float
    head: tuple[Place, Place]
    x: Place
    strips: list[Place]
    guess: Place
    steps: Lens
    units: Lens


class SideScene(TypedDict):
    """Rows of the table, the layouts that they are fed in, and where all is drawn.

    `text`, `tint`: the table's cells (rows × columns); `goal`: place of the target's row and
    column; `states`: names of what the cell hands on; `sample`, `last`: the sample in view, and
    the last that may be asked for.
    """

    of: str
    rows: list[int]
    columns: list[SideColumn]
    text: list[list[str]]
    tint: Packed
    goal: tuple[int, int]
    states: list[str]
    units: int
    lanes: list[SideLane]
    frames: dict[str, SideFrame]
    sample: int
    last: int
    palette: Palette


class SideNumbers(TypedDict):
    """What one network makes of a lane: its states at each tick, and what it says at each end.

    `states`: packed (ticks, units), in the order of the scene's names; `max`: ends of their colour
    scales; `error`: on validation rows, "" where it is not known.
    """

    label: str
    live: bool
    error: str
    states: list[Packed]
    max: list[float]
    guesses: list[str]
    y: list[float]


class SideValues(Moments):
    """The numbers of some lanes, by their keys, at a moment; those of the others stay."""

    of: str
    lanes: dict[str, SideNumbers]
