"""Each column on its scale, fitted on the training rows alone: scaled = (x − offset) / scale."""

import numpy as np
from jaxtyping import Bool, Float, Float32, Float64

from lstmviz.samples.tasks import Scaling

Array = np.ndarray

# Rows scaled at a time: they fit a processor's cache, and in float64 take little memory.
AT_ONCE = 2**15


def fit_scaler(
    values: Float[Array, "rows columns"], held_out: Bool[Array, " rows"], scaling: Scaling
) -> tuple[Float64[Array, " columns"], Float64[Array, " columns"], Bool[Array, " columns"]]:
    """Fit offset and scale of each column on the training rows: scaled = (x − offset) / scale.

    Returns:
        offset, scale, and whether the column is constant (or empty) in the training rows; the
        scale of such a column is 1.
    """
    columns = values.shape[1]
    offset, scale, constant = np.zeros(columns), np.ones(columns), np.zeros(columns, bool)
    train = np.flatnonzero(~held_out)
    for number in range(columns):
        column = values[train, number].astype(np.float64)
        missing = np.isnan(column)
        if missing.any():
            column = column[~missing]
        constant[number] = not len(column) or column.min() == column.max()
        if scaling == "none" or not len(column):
            continue
        offset[number] = column.mean() if scaling == "standardise" else column.min()
        if not constant[number]:
            scale[number] = column.std() if scaling == "standardise" else np.ptp(column)
    return offset, scale, constant


def apply_scaler(
    values: Float[Array, "rows columns"],
    offset: Float64[Array, " columns"],
    scale: Float64[Array, " columns"],
) -> Float32[Array, "rows columns"]:
    """Scale a table."""
    scaled = np.empty(values.shape, np.float32)
    for row in range(0, len(scaled), AT_ONCE):
        # In float64, so that `in_units` gives back a value that is large beside its spread.
        scaled[row : row + AT_ONCE] = (values[row : row + AT_ONCE] - offset) / scale
    return scaled
