"""What rows and columns can mean, and which layout that recommends.

It is asked on the way in, in a lesson, in the Playground.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from lstmviz.choices.experiments import ColumnsAre, RowsAre

# The three layouts that people argue about.
Fed = Literal["columns", "row", "window"]


@dataclass(frozen=True)
class Meaning:
    """What rows or columns can be, in a few words, and an example."""

    words: str
    example: str


ROWS: Mapping[RowsAre, Meaning] = MappingProxyType(
    {
        "ordered": Meaning("in time order", "9:00, 9:10, 9:20"),
        "unordered": Meaning("not ordered", "Ann, Bo, Cy"),
    }
)
COLUMNS: Mapping[ColumnsAre, Meaning] = MappingProxyType(
    {
        "different": Meaning("different things", "temperature, humidity, power"),
        "sequence": Meaning("one thing, in turn", "Monday, Tuesday, Wednesday"),
    }
)


def recommend(rows_are: RowsAre, columns_are: ColumnsAre) -> tuple[Fed, str]:
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
