"""NumPy code to paste: it makes the very X and y that are shown.

`table` stands for the whole table, an array (rows, columns) of plain, unscaled numbers.
"""

from collections.abc import Sequence

from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import Layout, layout_name


def numpy_lines(dataset: Dataset) -> tuple[str, ...]:
    """Write the NumPy code that makes X and y of a dataset, unscaled, with all its losses."""
    layout, task, counts = dataset.layout, dataset.task, dataset.counts
    rows, columns = dataset.table.values.shape
    reach = layout.span - 1 + task.horizon
    groups, gaps = counts.lost_group > 0, counts.lost_missing > 0

    lines = [f"# table: array ({rows}, {columns})"]
    if groups:
        lines.append(f"# group: the group of each row, array ({rows},)")
    if groups or gaps:
        lines.append("import numpy as np")
    if layout.window > 1:
        lines.append("from numpy.lib.stride_tricks import sliding_window_view")
    lines.append("")
    shape = f"  # X: ({', '.join(map(str, dataset.shape))})"
    x, y = f"X = {tensor(dataset, layout)}", f"y = {truth(dataset)}"
    if not groups and not gaps:
        lines += [x + shape, y]
    else:
        lines += [x, y]
        if groups:
            lines.append("run = np.append(0, np.cumsum(group[1:] != group[:-1]))")
        first, last = every(0, reach, layout.stride), every(reach, 0, layout.stride)
        conditions = [f"(run[{first}] == run[{last}])"] if groups else []
        conditions += ["~np.isnan(X).any(axis=(1, 2))", "~np.isnan(y)"] if gaps else []
        lines.append(f"kept = {' & '.join(conditions)}")
        lines.append(f"X, y = X[kept], y[kept]{shape}")
    return tuple(lines)


def same_lines(dataset: Dataset) -> tuple[str, ...]:
    """Write three spellings of the same (N, C, 1); none for another layout.

    Where rows are left out for their gaps or groups, that follows in `numpy_lines`.
    """
    layout, features = dataset.layout, len(dataset.features)
    if layout_name(layout) != "columns":
        return ()
    rows = every(0, dataset.task.horizon, layout.stride)
    picked = pick_columns(dataset.features.tolist(), len(dataset.table.columns))
    parts = [rows] * (rows != ":" or picked != ":") + [picked] * (picked != ":")
    cells = f"table[{', '.join(parts)}]" if parts else "table"
    return (
        f"X = np.expand_dims({cells}, axis=-1)",
        f"X = {cells}[..., None]",
        f"X = {cells}.reshape(-1, {features}, 1)",
    )


def tensor(dataset: Dataset, layout: Layout) -> str:
    """Write the expression that arranges a dataset's table in a layout, before gaps are left out.

    Args:
        dataset: its table, features and horizon.
        layout: its own or another one.
    """
    rows = every(0, dataset.task.horizon, layout.stride)
    picked = pick_columns(dataset.features.tolist(), len(dataset.table.columns))
    if layout.window == 1:
        after = f"None, {picked}" if layout.columns == "features" else f"{picked}, None"
        return f"table[{rows}, {after}]"
    cells = "table" if picked == ":" else f"table[:, {picked}]"
    windows = f"sliding_window_view({cells}, {layout.span}, axis=0)"  # samples, columns, span
    if layout.dilation > 1:
        windows += f"[{rows}, :, ::{layout.dilation}]"
    elif rows != ":":
        windows += f"[{rows}]"
    if layout.rows != layout.columns:
        return windows if layout.columns == "timesteps" else f"{windows}.transpose(0, 2, 1)"
    size = layout.window * len(dataset.features)
    shape = f"-1, 1, {size}" if layout.rows == "features" else f"-1, {size}, 1"
    return f"{windows}.transpose(0, 2, 1).reshape({shape})"


def truth(dataset: Dataset) -> str:
    """Write the expression that takes each window's target, before gaps are left out."""
    reach = dataset.layout.span - 1 + dataset.task.horizon
    return f"table[{every(reach, 0, dataset.layout.stride)}, {dataset.target}]"


def every(first: int, without: int, stride: int) -> str:
    """Write a slice from a row on, without the last so many, by strides.

    >>> every(0, 1, 1), every(24, 0, 2), every(0, 0, 1)
    (':-1', '24::2', ':')
    """
    stop = f"-{without}" if without else ""
    step = f":{stride}" if stride > 1 else ""
    return f"{first or ''}:{stop}{step}"


def pick_columns(numbers: Sequence[int], columns: int) -> str:
    """Write the index that picks some of the columns, as a slice where they are neighbours.

    >>> pick_columns([0, 1, 2], 3), pick_columns([1, 2], 4), pick_columns([2, 0], 3)
    (':', '1:3', '[2, 0]')
    """
    first = numbers[0]
    end = first + len(numbers)
    if numbers != list(range(first, end)):
        return str(numbers)
    return f"{first or ''}:{end if end < columns else ''}"
