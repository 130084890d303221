"""What tells series apart: columns, the series of each row, and how sure that is."""

import re
from dataclasses import dataclass

import numpy as np
from jaxtyping import Int32

SHORTEST = 4
"""Rows that the series of a table have on average, at least."""
OWNERS = re.compile(
    r"(device|sensor|station|node|mote|meter|machine|pump|turbine|inverter|vehicle|bus|truck|store"
    r"|shop|plant|site|room|house|household|patient|subject|customer|country|ticker|symbol"
    r"|location|id|imei|mmsi|icao24|serial|mac)s?"
)
"""Words in the name of a text that says whose measurement it is, at whatever times."""

Codes = Int32[np.ndarray, " rows"]


@dataclass(frozen=True, eq=False)
class Series:
    """The columns that tell series apart: one, or two together, such as store and department.

    Args:
        columns: their names.
        codes: the series of each row.
        interleaved: whether the series take turns, row by row.
        rivals: other sets of columns that may tell them apart as well.
        twice: rows whose time and series another row before has, where that is much.
        doubt: why it is not sure that these are series, as the rest of a sentence.
    """

    columns: tuple[str, ...]
    codes: Codes
    interleaved: bool
    rivals: tuple[tuple[str, ...], ...] = ()
    twice: int = 0
    doubt: str = ""

    @property
    def name(self) -> str:
        """What the table's groups call it."""
        return " ".join(self.columns)

    @property
    def count(self) -> int:
        """How many series there are."""
        return int(self.codes.max()) + 1


def take_turns(codes: Codes) -> bool:
    """Tell whether some series stand in several pieces."""
    return bool(np.count_nonzero(np.diff(codes)) > int(codes.max()))
