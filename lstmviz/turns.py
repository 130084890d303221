"""Wrong turns on the way from a table to a tensor, and shuffles, as what the network is fed."""

from typing import Literal

TurnKey = Literal["reshape", "window_last", "swapped", "shuffle_windows", "shuffle_rows"]
