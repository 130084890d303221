"""What the way in is sent."""

from typing import TypedDict

from lstmviz.choices.meaning import Fed
from lstmviz.diagram.scenes.sent.shared import Palette


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


class StartOption(TypedDict):
    """An answer, and what is said to it in words without marks: "" where nothing is."""

    text: str
    seen: str
    expected: str
    law: str


class StartAsked(TypedDict):
    """A question of the lessons' kind."""

    title: str
    options: list[StartOption]


class MeaningWords(TypedDict):
    """What rows or columns can be, and an example."""

    words: str
    example: str


class Meanings(TypedDict):
    """What is asked about rows or columns; the options by their keys."""

    question: str
    options: dict[str, MeaningWords]


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
    asked: StartAsked
    proof: Proof
    meanings: dict[str, Meanings]
    answers: dict[str, Answer]
    palette: Palette
