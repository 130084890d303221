"""Input layouts: how the cells of a table become a tensor (samples, timesteps, features).

A sample is a window of rows of the table with all their columns. A layout answers two questions:
to which axis do the rows go, and to which axis do the columns go?
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from jaxtyping import Shaped
from numpy.lib.stride_tricks import sliding_window_view

from lstmviz.wording import count_rows

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
        window: rows in one sample, at least 1.
        stride: rows from the start of one sample to the start of the next, at least 1.
        rows: the axis that the rows of a sample go to.
        columns: the axis that the columns go to.
        dilation: rows from one row of a window to its next, at least 1; Keras's `sampling_rate`.
    """

    window: int = 24
    stride: int = 1
    rows: Axis = "timesteps"
    columns: Axis = "features"
    dilation: int = 1

    def __post_init__(self) -> None:
        for name in ("window", "stride", "dilation"):
            value = getattr(self, name)
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

    @property
    def span(self) -> int:
        """Rows of the table from a window's first to its last: (window − 1) · dilation + 1.

        >>> Layout(window=10, dilation=3).span
        28
        """
        return (self.window - 1) * self.dilation + 1

    def reach(self, horizon: int = 0) -> str:
        """Say what one sample reaches over, e.g. "window of 24 rows and a target 1 row ahead"."""
        apart = f", {self.dilation:,} apart," if self.span > self.window else ""
        ahead = f" and a target {count_rows(horizon)} ahead" if horizon else ""
        return f"window of {count_rows(self.window)}{apart}{ahead}"

    def largest_window(self, rows: int, horizon: int = 0) -> int:
        """Give the longest window that fits into so many rows with its target; below 1 if none."""
        return (rows - horizon - 1) // self.dilation + 1

    def samples(self, rows: int, horizon: int = 0) -> int:
        """Count the samples: ⌊(rows − span − horizon) / stride⌋ + 1.

        Args:
            rows: rows of the table.
            horizon: rows kept free after each window for its target.

        Raises:
            LayoutError: window and horizon need more rows than there are; says both numbers.

        >>> Layout(window=24).samples(53_394, horizon=1)
        53370
        """
        need = self.span + horizon
        if need > rows:
            todo = []
            if rows > horizon:
                todo.append(f"a window of {self.largest_window(rows, horizon):,} or fewer")
            if rows >= self.span:
                ahead = f"at most {rows - self.span:,} ahead"
                todo.append(f"a target {ahead if rows > self.span else 'in its last row'}")
            if not todo and rows > 1:
                todo.append(f"a window of 1 row and a target at most {rows - 1:,} ahead")
            raise LayoutError(
                f"A {self.reach(horizon)} needs at least {count_rows(need)}; "
                f"this table has {rows:,}. Choose {', or '.join(todo or ['a longer table'])}."
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

    def windows(
        self, cells: Shaped[np.ndarray, "rows columns"]
    ) -> Shaped[np.ndarray, "starts window columns"]:
        """View the window that begins at each row of a table, whatever the stride; no copy."""
        windows = sliding_window_view(cells, self.span, axis=0)  # starts, columns, span
        return windows[..., :: self.dilation].transpose(0, 2, 1)

    def place(
        self, windows: Shaped[np.ndarray, "samples window columns"], copy: bool | None = None
    ) -> Shaped[np.ndarray, "samples timesteps features"]:
        """Put the rows and columns of windows on their axes; `copy` as in `numpy.reshape`."""
        if self.rows != self.columns:
            return windows if self.columns == "features" else windows.transpose(0, 2, 1)
        samples, window, columns = windows.shape
        size = window * columns
        shape = (samples, 1, size) if self.rows == "features" else (samples, size, 1)
        return windows.reshape(shape, copy=copy)

    def arrange(
        self, cells: Shaped[np.ndarray, "rows columns"], horizon: int = 0
    ) -> Shaped[np.ndarray, "samples timesteps features"]:
        """Arrange a table's cells; applied to cell numbers it tells where each value came from.

        Args:
            cells: anything that stands in a table: values, or cell numbers. C-contiguous, else
                rows and columns on one axis would need a copy, which NumPy refuses.
            horizon: rows kept free after each window for its target.

        Returns:
            A read-only view (samples, timesteps, features); nothing is copied, unless with a
            dilation rows and columns go to one axis, for which there is no view. Rows after the
            last whole stride are left out.

        Raises:
            LayoutError: window and horizon need more rows than there are; says both numbers.

        >>> Layout(window=3).arrange(np.array([[1, 10], [2, 20], [3, 30], [4, 40]]))[1].tolist()
        [[2, 20], [3, 30], [4, 40]]
        """
        count = self.samples(len(cells), horizon)
        windows = self.windows(cells)[:: self.stride][:count]
        return self.place(windows, copy=None if self.dilation > 1 else False)


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "row": Layout(window=1),
        "columns": Layout(window=1, rows="features", columns="timesteps"),
        "window": Layout(),
        "lags": Layout(rows="features", columns="features"),
        "serial": Layout(rows="timesteps", columns="timesteps"),
        "inside": Layout(rows="features", columns="timesteps"),
    }
)


def layout_name(layout: Layout) -> str:
    """Give the key of LAYOUTS that arranges as a layout does.

    >>> layout_name(Layout(window=1, rows="timesteps", columns="timesteps"))
    'columns'
    """
    if layout.window == 1:
        # A single row leaves nothing on its axis: the tensor tells.
        return "row" if layout.columns == "features" else "columns"
    axes = layout.rows, layout.columns
    return next(
        name
        for name, known in LAYOUTS.items()
        if (known.rows, known.columns) == axes and known.window > 1
    )


def with_size(name: str, layout: Layout) -> Layout:
    """Give a named arrangement the size of a layout: its window, stride and dilation.

    Args:
        name: key of LAYOUTS. A row or its columns as steps stay at one row, whatever the size;
            the others take their own window where the layout's is a single row.
        layout: whose size to take.

    >>> with_size("lags", Layout(window=6, stride=2))
    Layout(window=6, stride=2, rows='features', columns='features', dilation=1)
    """
    named = LAYOUTS[name]
    if named.window == 1:
        return replace(named, stride=layout.stride)
    window = layout.window if layout.window > 1 else named.window
    return replace(named, window=window, stride=layout.stride, dilation=layout.dilation)
