"""What rows and columns can mean, in words: asked on the way in, in a lesson, in the Playground."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lstmviz.choices.experiments import ColumnsAre, RowsAre


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
