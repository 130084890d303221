"""Arrays that NumPy, scikit-learn or a backend cannot take: their values, or their sizes."""

import math

from lstmviz.doctor.answer import Diagnosis, Opening, Shape
from lstmviz.doctor.setup import Case
from lstmviz.doctor.wording import named, tell, three


def objects(case: Case, kind: str) -> Diagnosis:
    """The array holds lists or text instead of numbers."""
    x = case.x
    ragged = any(word in kind for word in ("ndarray", "list", "inhomogeneous", "array"))
    text = "str" in kind or kind.startswith("<u")
    fix = f'{x} = keras.utils.pad_sequences({x}, dtype="float32", padding="post")'
    if text:
        fix = f'{x} = np.asarray({x}, dtype="float32")'
    return Diagnosis(
        "ragged" if ragged else "object_values",
        "The sequences do not have one length, so they make no array of numbers."
        if ragged
        else "The array holds objects or text, not numbers.",
        expected="an array of numbers (samples, timesteps, features), dtype float32",
        received="sequences of different lengths" if ragged else f"dtype {kind or 'object'}",
        axis="The axis of the timesteps has no single size." if ragged else "",
        fix=(fix,),
        fed=named((None, None, None), "samples", "?", "features") if ragged else None,
        meant=three((None, None, None)),
        details=(
            "The line turns text that spells numbers into numbers; other text has to be encoded."
            if text
            else "Sequences of different lengths are padded to the longest; then mask the padding, "
            "with a value that no real row has.",
            "If all rows have one length, something in the table is text or missing: look at "
            f"np.asarray({x}[0]).dtype.",
        ),
    )


def not_reshaped(case: Case, size: int, shape: Shape) -> Diagnosis:
    """A reshape to another number of values."""
    want = math.prod(each or 1 for each in shape)
    table = next(
        (a.shape for a in (case.setup.table, case.setup.X) if a and a.shape and len(a.shape) == 2),
        None,
    )
    width = shape[-1]
    rows = size // width if width and size % width == 0 else None
    window = shape[1] if len(shape) == 3 and (shape[1] or 0) > 1 else case.window(rows)
    fits = bool(rows and window and rows % window == 0)
    x = case.x
    return Diagnosis(
        "reshape_size",
        "A reshape cannot make more or fewer values than there are.",
        expected=f"{want:,} values for {tell(shape)}",
        received=f"{size:,} values",
        axis="Timesteps were meant to be added; but a window copies rows, and a reshape copies "
        "none.",
        fix=(
            f"{x} = np.lib.stride_tricks.sliding_window_view({x}, {window}, axis=0)"
            ".transpose(0, 2, 1)",
        ),
        fed=named(table or (rows, width), "rows", "columns"),
        meant=three((rows - window + 1 if rows and rows >= window else None, window, width)),
        details=(
            f"{x} stands for the table (rows, columns).",
            f"Blocks side by side, without overlap, are possible here: {x}.reshape(-1, {window}, "
            f"{width})."
            if fits
            else f"Blocks of {window} rows without overlap are impossible: "
            + (f"{rows:,} rows leave {rows % window}." if rows else "they do not fill the rows."),
        ),
        opens=Opening("window", window),
    )


def scaler(case: Case, received: Shape, wanted: Shape) -> Diagnosis:
    """Predictions of one column go through a scaler of all columns."""
    width = wanted[-1]
    return Diagnosis(
        "scaler_columns",
        "The scaler was fitted on all columns, but only the target's column is scaled back.",
        expected=f"{width} columns, as when it was fitted",
        received=f"{received[-1]} column"
        + ("" if received[-1] == 1 else "s")
        + f": {tell(received)}",
        axis="The last axis, the columns, has another size than the scaler's.",
        fix=("prediction = prediction * scaler.scale_[0] + scaler.mean_[0]",),
        fed=named(received, "rows", "columns"),
        meant=named((received[0], width), "rows", "columns"),
        details=(
            "For StandardScaler, with the target in column 0. With MinMaxScaler: (prediction − "
            "scaler.min_[0]) / scaler.scale_[0].",
            "Simpler: one scaler for y alone, fitted on the training rows.",
        ),
    )


def scaler_axes(case: Case, found: int) -> Diagnosis:
    """scikit-learn wants two axes."""
    x = case.x
    if found == 1:
        fix, axis = f"{x} = {x}.reshape(-1, 1)", "The axis of the columns is missing."
    else:
        fix = f"{x} = scaler.fit_transform({x}.reshape(-1, {x}.shape[-1])).reshape({x}.shape)"
        axis = "The axis of the timesteps is one too many here."
    return Diagnosis(
        "scaler_axes",
        "scikit-learn reads tables: two axes, rows and columns.",
        expected="two axes: (rows, columns)",
        received="one axis" if found == 1 else f"{found} axes",
        axis=axis,
        fix=(fix,),
        fed=named(
            (None,) * found, *(("rows",) if found == 1 else ("samples", "timesteps", "features"))
        ),
        meant=named((None, None), "rows", "columns"),
        details=("Scale the table before windows are cut, with what the training rows say.",),
    )


def long_window(case: Case) -> Diagnosis:
    """The window is longer than the table."""
    return Diagnosis(
        "long_window",
        "The window has more rows than the table.",
        expected="a window of at most as many rows as there are",
        received=f"a window of {case.setup.window} rows"
        if case.setup.window
        else "a longer window",
        axis="Along the first axis, the rows, no window fits.",
        fix=(
            f"windows = np.lib.stride_tricks.sliding_window_view({case.x}, len({case.x}) // 3, "
            "axis=0)",
        ),
        details=("N rows give N − W + 1 windows of W rows.",),
    )


def broadcast(case: Case, first: Shape, second: Shape) -> Diagnosis:
    """Two arrays do not go together, value by value."""
    difference = next((a for a, b in zip(first, second, strict=False) if a != b), None)
    by_rows = len(first) == len(second) and first[1:] == second[1:]
    return Diagnosis(
        "two_shapes",
        "Two arrays do not have the same shape.",
        expected=tell(first),
        received=tell(second),
        axis="The first axis, the rows or samples, differs." if by_rows else "An axis differs.",
        fix=(
            "count = min(len(y), len(prediction)); y, prediction = y[-count:], prediction[-count:]",
        )
        if by_rows
        else ("print(y.shape, prediction.shape)",),
        fed=named(second, "samples"),
        meant=named(first, "samples"),
        details=("Windows leave out the first rows: the targets have to leave out the same ones.",)
        if difference is not None
        else (),
    )
