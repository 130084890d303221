"""The doctor's words for axes."""

from typing import Literal

Role = Literal["samples", "timesteps", "features", "rows", "columns", "batch", "units", "?"]
Shape = tuple[int | None, ...]
