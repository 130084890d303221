"""Reshapes of NumPy and PyTorch to another number of values."""

import math

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.fed.series import several_series, within_each
from lstmviz.doctor.saying.wording import as_code, named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop


def recut(case: Case, why: Stop) -> Judged:
    """A reshape to another number of values."""
    size, shape = why["size"], why["shape"]
    if not shape:
        return one(sizes_untold(why))
    open_ = None in shape or -1 in shape
    want = math.prod(each for each in shape if each is not None and each > 0)
    spelt = ",".join(map(str, shape))
    elided = f"(-1,{spelt})" in case.text.tight and size and size % want
    if "-" in why.sentence and open_ and size and want and size % want == 0:
        return NONE  # such a reshape runs: the message is of other numbers
    if ("-" in why.sentence and open_) or elided:
        return one(not_filled(size, want))
    if len(shape) == 3 and shape[0] == 1 and size and not open_ and size < 2 * want:
        return one(one_sample(case, size, shape, want))
    rows = rows_to_cut(size, shape)
    if rows is None:
        return one(other_size(case, size, shape, want))
    series = several_series(case)
    if series is not None and rows == series.count * series.rows:
        return one(within_each(case, series, shape[2], case.x, shape[1]))
    return one(windows_meant(case, rows, size, shape, want))


def sizes_untold(why: Stop) -> Diagnosis:
    """The message tells the values, or what they have to be a multiple of, and no sizes."""
    size, total, multiple = why["size"], why["total"], why["multiple"]
    return Diagnosis(
        "reshape_size",
        "A reshape cannot make more or fewer values than there are.",
        expected=f"{total:,} values"
        if total
        else f"a multiple of {multiple:,} values"
        if multiple
        else "as many values",
        received=f"{size:,} values" if size else "",
        details=(
            "Does a Reshape or tf.reshape fix the batch? The last batch is smaller: write -1 for "
            "the samples.",
            "A window copies rows, and a reshape copies none.",
        ),
    )


def not_filled(size: int, want: int) -> Diagnosis:
    """A size is left open, and the others do not divide the values."""
    return Diagnosis(
        "reshape_size",
        "The values do not fill the sizes that the reshape fixes.",
        expected=f"a multiple of {want:,} values",
        received=f"{size:,} values",
        axis=f"{size:,} is no multiple of {want:,}.",
        details=("Print X.shape before the line; a window copies rows, and a reshape copies none.",
                 *left_over(size, want)),
    )  # fmt: skip


def rows_to_cut(size: int | None, shape: Shape) -> int | None:
    """Give the rows of the table that windows, or blocks, were to be made of; None where none."""
    if len(shape) != 3 or (shape[1] or 0) <= 1 or not size or not shape[2] or size % shape[2]:
        return None
    rows, count, window = size // shape[2], shape[0] or 0, shape[1] or 1
    # Else neither as many windows as rows, nor as many blocks as they fill: no steps are meant.
    return rows if 0 <= rows - count <= window or rows // window == count else None


def windows_meant(case: Case, rows: int, size: int, shape: Shape, want: int) -> Diagnosis:
    """Timesteps were to be added to the rows of a table, and a reshape copies none."""
    x, (count, steps, width) = case.x, shape
    window, cuts = steps or 1, rows == count
    blocks = (
        f"Blocks side by side, without overlap, are possible here: {x}.reshape(-1, {window}, "
        f"{width})."
    )
    if rows % window:
        blocks = (
            f"Blocks of {window} rows without overlap are impossible: {rows:,} rows leave "
            f"{rows % window}."
        )
    ways = (
        f"If windows of {window} rows are meant: np.lib.stride_tricks.sliding_window_view({x}, "
        f"{window}, axis=0).transpose(0, 2, 1). If each row is one step: {x}[:, None, :].",
    )
    return Diagnosis(
        "reshape_size",
        "A reshape cannot make more or fewer values than there are.",
        expected=f"{want:,} values for {tell(shape)}",
        received=f"{size:,} values",
        axis=f"{'Timesteps' if case.coded else 'Most often timesteps'} were meant to be added; "
        "but a window copies rows, and a reshape copies none.",
        fix=(
            f"{x} = np.asarray({x}).reshape(-1, {width})",
            f"{x} = np.lib.stride_tricks.sliding_window_view({x}, {window}, axis=0)"
            ".transpose(0, 2, 1)",
        )
        if cuts and case.coded
        else (),
        fed=named(case.table or (rows, width), "rows", "columns"),
        meant=three((rows - window + 1 if rows >= window else None, window, width))
        if cuts
        else three(shape),
        details=(
            *(ways if cuts and not case.coded else ()),
            f"{x} stands for the table (rows, columns).",
            blocks,
            "If a size comes from another array (train for test), take it from this one: "
            f"{x}.shape[0], or -1.",
        ),
        opens=Opening("window", window) if cuts else None,
    )


def left_over(size: int | None, want: int) -> tuple[str, ...]:
    """Say where values too many may come from, if they fill a block at all."""
    if not size or size < want:
        return ()
    return (
        "A column that is not meant, such as the date, counts too.",
        f"The first {size // want * want:,} values fill {size // want:,} blocks: leave out the "
        "rest only if it may be lost.",
    )


def other_size(case: Case, size: int | None, shape: Shape, want: int) -> Diagnosis:
    """Values that are no table of rows to be cut: one of the sizes is another."""
    first = shape[0]
    inner = math.prod(each for each in shape[1:] if each is not None and each > 0)
    ways = []
    if size and first and first > 0 and size % first == 0 and size != want:
        ways.append(f"With {first:,} kept in front, {size // first:,} values are left for the "
                    f"rest, and {as_code(shape[1:])} takes {inner:,}.")  # fmt: skip
    if size and len(shape) > 1 and inner and size % inner == 0:
        ways.append(f"With {as_code(shape[1:])} kept, there are {size // inner:,} in front of it: "
                    "-1 there is right if so many samples are meant.")  # fmt: skip
    lead = math.prod(each for each in shape[:-1] if each is not None and each > 0)
    if size and len(shape) > 2 and None not in shape and -1 not in shape and size % lead == 0:
        ways.append(f"With {as_code(shape[:-1])} kept, the last axis has {size // lead:,}, not "
                    f"{shape[-1]}.")  # fmt: skip
    return Diagnosis(
        "reshape_size",
        "A reshape cannot make more or fewer values than there are.",
        expected=f"{want:,} values for {tell(shape)}",
        received=f"{size:,} values" if size else "",
        axis="The product of the sizes has to be the number of values.",
        meant=three(shape),
        details=(
            *ways,
            "If a size comes from another array (train for test), take it from this one: "
            f"{case.x}.shape[0].",
        ),
    )


def one_sample(case: Case, size: int, shape: Shape, want: int) -> Diagnosis:
    """One window is to be read, and the values do not fill it."""
    steps_, width = shape[1], shape[2] or 1
    x, rows = case.x, size // width
    return Diagnosis(
        "reshape_size",
        f"One sample of {steps_} timesteps takes {want:,} values, and there are {size:,}.",
        expected=f"{want:,} values for {tell(shape)}",
        received=f"{size:,} values",
        axis="The axis of the timesteps cannot be filled: rows are missing, or columns."
        if size < want
        else "There are more rows than timesteps.",
        fix=(f"{x} = np.asarray({x})[-{steps_}:].reshape{as_code(shape)}",) if size > want else (),
        meant=three(shape),
        details=(
            *(
                (
                    f"If they are {steps_} rows, each has {size // steps_} of the {width} numbers "
                    "that a step takes: feed all columns, as in training.",
                )
                if steps_ and size < want and size % steps_ == 0
                else ()
            ),
            f"If they are rows of {width}: the last {steps_} rows are read, {x}[-{steps_}:]. Give "
            "at least so many"
            + (f", {steps_ - rows} more than there are." if size < want and steps_ else "."),
        ),
    )
