"""Input layouts: how the cells of a table become a tensor (samples, timesteps, features).

A sample is `window` consecutive rows of the table with all their columns. A layout answers two
questions: to which axis do the rows go, and to which axis do the columns go?
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from jaxtyping import Shaped
from numpy.lib.stride_tricks import sliding_window_view

Axis = Literal["timesteps", "features"]

# einops' notation: n samples of w rows and c columns.
PATTERNS: Mapping[tuple[Axis, Axis], str] = MappingProxyType(
    {
        ("timesteps", "features"): "n w c -> n w c",
        ("features", "features"): "n w c -> n 1 (w c)",
        ("timesteps", "timesteps"): "n w c -> n (w c) 1",
        ("features", "timesteps"): "n w c -> n c w",
    }
)


class LayoutError(ValueError):
    """A layout that the table cannot have; its text is a sentence for the person."""


@dataclass(frozen=True)
class Layout:
    """A window of rows and the axes that rows and columns go to.

    Args:
        window: consecutive rows in one sample, at least 1.
        stride: rows between the starts of successive samples, at least 1.
        rows: the axis that the rows of a sample go to.
        columns: the axis that the columns go to.
    """

    window: int = 24
    stride: int = 1
    rows: Axis = "timesteps"
    columns: Axis = "features"

    def __post_init__(self) -> None:
        for name, value in (("window", self.window), ("stride", self.stride)):
            if value < 1:
                received = f"{value:,}".replace("-", "−")
                raise LayoutError(f"The {name} must be at least 1 row; received {received}.")
        if (self.rows, self.columns) not in PATTERNS:
            raise LayoutError(
                "Rows and columns each go to “timesteps” or “features”; "
                f"received “{self.rows}” and “{self.columns}”."
            )

    @property
    def pattern(self) -> str:
        """The rearrangement of (samples, window, columns) in einops' notation."""
        return PATTERNS[self.rows, self.columns]

    def reach(self, horizon: int = 0) -> str:
        """Say what one sample reaches over, e.g. "window of 24 rows and a target 1 ahead"."""
        ahead = f" and a target {horizon:,} ahead" if horizon else ""
        return f"window of {count_rows(self.window)}{ahead}"

    def samples(self, rows: int, horizon: int = 0) -> int:
        """Count the samples: ⌊(rows − window − horizon) / stride⌋ + 1.

        Args:
            rows: rows of the table.
            horizon: rows kept free after each window for its target.

        Raises:
            LayoutError: window and horizon need more rows than there are; says both numbers.

        >>> Layout(window=24).samples(53_394, horizon=1)
        53370
        """
        need = self.window + horizon
        if need > rows:
            if rows > horizon:
                todo = f"Choose a window of {rows - horizon:,} or fewer."
            elif rows > 1:
                todo = f"Choose a target at most {rows - 1:,} ahead, or a longer table."
            else:
                todo = "Choose a longer table."
            raise LayoutError(
                f"A {self.reach(horizon)} needs at least {count_rows(need)}; "
                f"this table has {rows:,}. {todo}"
            )
        return (rows - need) // self.stride + 1

    def shape(self, rows: int, columns: int, horizon: int = 0) -> tuple[int, int, int]:
        """Give the tensor's shape (samples, timesteps, features).

        >>> Layout(window=1, rows="features", columns="timesteps").shape(53_394, 3)
        (53394, 3, 1)
        """
        sizes = {"timesteps": 1, "features": 1}
        sizes[self.rows] *= self.window
        sizes[self.columns] *= columns
        return self.samples(rows, horizon), sizes["timesteps"], sizes["features"]

    def arrange(
        self, cells: Shaped[np.ndarray, "rows columns"], horizon: int = 0
    ) -> Shaped[np.ndarray, "samples timesteps features"]:
        """Arrange a table's cells; applied to cell numbers it tells where each value came from.

        Args:
            cells: anything that stands in a table: values, or cell numbers. C-contiguous, else
                rows and columns on one axis would need a copy, which NumPy refuses.
            horizon: rows kept free after each window for its target.

        Returns:
            A read-only view (samples, timesteps, features); nothing is copied. Rows after the last
            whole stride are left out.

        Raises:
            LayoutError: window and horizon need more rows than there are; says both numbers.

        >>> Layout(window=3).arrange(np.array([[1, 10], [2, 20], [3, 30], [4, 40]]))[1].tolist()
        [[2, 20], [3, 30], [4, 40]]
        """
        count = self.samples(len(cells), horizon)
        windows = sliding_window_view(cells, self.window, axis=0)
        windows = windows[:: self.stride][:count].transpose(0, 2, 1)  # samples, window, columns
        if self.rows == self.columns:
            shape = self.shape(len(cells), cells.shape[1], horizon)
            return windows.reshape(shape, copy=False)
        return windows if self.columns == "features" else windows.transpose(0, 2, 1)


def count_rows(rows: int) -> str:
    """Say a number of rows, e.g. "1,200 rows"."""
    return f"{rows:,} row" if rows == 1 else f"{rows:,} rows"


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "window": Layout(),
        "columns": Layout(window=1, rows="features", columns="timesteps"),
        "row": Layout(window=1),
    }
)
