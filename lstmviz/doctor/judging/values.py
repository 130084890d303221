"""Arrays that NumPy, pandas, scikit-learn or a loss cannot take: their values, or their sizes."""

import math
import re

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.saying.wording import axes_count, named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import binary
from lstmviz.doctor.walking.setup import Stop


def recut(case: Case, why: Stop) -> Judged:
    """A reshape to another number of values."""
    size, shape = why["size"], why["shape"]
    if not shape:
        return one(
            Diagnosis(
                "reshape_size",
                "A reshape cannot make more or fewer values than there are.",
                expected=f"{why['total']:,} values" if why["total"] else "as many values",
                received=f"{size:,} values" if size else "",
                details=(
                    "Does a Reshape or tf.reshape fix the batch? The last batch is smaller: write "
                    "-1 for the samples.",
                    "A window copies rows, and a reshape copies none.",
                ),
            )
        )
    open_ = None in shape or -1 in shape
    want = math.prod(each for each in shape if each is not None and each > 0)
    table = case.table
    width = shape[-1]
    if "-" in why.sentence and open_:
        return one(
            Diagnosis(
                "reshape_size",
                "The values do not fill the sizes that the reshape fixes.",
                expected=f"a multiple of {want:,} values",
                received=f"{size:,} values",
                axis=f"{size:,} is no multiple of {want:,}.",
                details=("Print X.shape before the line; a window copies rows, and a reshape "
                         "copies none.",),
            )
        )  # fmt: skip
    if len(shape) == 3 and shape[0] == 1 and size and not open_ and size < 2 * want:
        return one(one_sample(case, size, shape, want))
    if len(shape) != 3 or (shape[1] or 0) <= 1 or not size:
        return one(other_size(case, size, shape, want))
    rows = size // width if width and size % width == 0 else None
    window = shape[1] or 1
    fits = bool(rows and rows % window == 0)
    x = case.x
    cuts = rows == shape[0]
    return one(
        Diagnosis(
            "reshape_size",
            "A reshape cannot make more or fewer values than there are.",
            expected=f"{want:,} values for {tell(shape)}",
            received=f"{size:,} values",
            axis="Timesteps were meant to be added; but a window copies rows, and a reshape copies "
            "none.",
            fix=(
                f"{x} = np.lib.stride_tricks.sliding_window_view({x}, {window}, axis=0)"
                ".transpose(0, 2, 1)",
            )
            if cuts
            else (),
            fed=named(table or (rows, width), "rows", "columns"),
            meant=three((rows - window + 1 if rows and rows >= window else None, window, width))
            if cuts
            else three(shape),
            details=(
                f"{x} stands for the table (rows, columns).",
                f"Blocks side by side, without overlap, are possible here: {x}.reshape(-1, "
                f"{window}, {width})."
                if fits
                else f"Blocks of {window} rows without overlap are impossible: "
                + (f"{rows:,} rows leave {rows % window}." if rows else "they do not fill the "
                   "rows."),
                "If a size comes from another array (train for test), take it from this one: "
                f"{x}.shape[0], or -1.",
            ),
            opens=Opening("window", window) if cuts else None,
        )
    )  # fmt: skip


def other_size(case: Case, size: int | None, shape: Shape, want: int) -> Diagnosis:
    """Values that are no table of rows to be cut: one of the sizes is another."""
    first = shape[0]
    inner = math.prod(each for each in shape[1:] if each is not None and each > 0)
    ways = []
    if size and first and first > 0 and size % first == 0 and size != want:
        ways.append(f"With {first:,} kept in front, {size // first:,} values are left for the "
                    f"rest, and {tell(shape[1:])} takes {inner:,}.")  # fmt: skip
    if size and inner and size % inner == 0:
        ways.append(f"With {tell(shape[1:])} kept, there are {size // inner:,} in front of it: -1 "
                    "there is right if so many samples are meant.")  # fmt: skip
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


def no_samples(case: Case, received: Shape) -> Diagnosis:
    """What is fed holds nothing."""
    return Diagnosis(
        "empty_array",
        "The array that is fed holds no samples at all.",
        expected="at least one sample",
        received=tell(received),
        axis="The first axis, the samples, has size 0.",
        fed=named(received, "samples"),
        details=(
            "A file that was not found or read, a filter or dropna that leaves nothing, a window "
            f"longer than the table, or a split of few rows: print len({case.x}) after each step.",
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
        axis="The axis of the timesteps cannot be filled: rows are missing."
        if size < want
        else "There are more rows than timesteps.",
        fix=(f"{x} = np.asarray({x})[-{steps_}:].reshape{tell(shape)}",) if size > want else (),
        meant=three(shape),
        details=(
            f"The last {steps_} rows are read: {x}[-{steps_}:]. Give at least so many"
            + (f", {steps_ - rows} more than there are." if size < want and steps_ else "."),
        ),
    )


def scaler(case: Case, why: Stop) -> Judged:
    """Another number of columns than a scaler was fitted on."""
    got = why["got"] if why["got"] is not None else (why["first"] or (None,))[-1]
    width = why["wanted"] if why["wanted"] is not None else (why["second"] or (None,))[-1]
    return one(scaler_columns(got, width))


def scaler_columns(got: int | None, width: int | None) -> Diagnosis:
    """Say that columns and scaler differ."""
    single = got == 1
    return Diagnosis(
        "scaler_columns",
        "The scaler was fitted on all columns, but only the target's column is scaled back."
        if single
        else f"The scaler was fitted on {width} columns, and gets {got}.",
        expected=f"{width} columns, as when it was fitted",
        received=f"{got} column{'' if single else 's'}",
        axis="The last axis, the columns, has another size than the scaler's.",
        fix=("prediction = prediction * scaler.scale_[0] + scaler.mean_[0]",) if single else (),
        fed=named((None, got), "rows", "columns"),
        meant=named((None, width), "rows", "columns"),
        details=(
            "For StandardScaler, with the target in column 0. With MinMaxScaler: (prediction − "
            "scaler.min_[0]) / scaler.scale_[0]."
            if single
            else "Give it the same columns as when it was fitted, in the same order.",
            "Simpler: one scaler for the target alone, y_scaler, fitted on the training rows.",
        ),
    )


def scaler_axes(case: Case, why: Stop) -> Judged:
    """scikit-learn wants two axes."""
    x, found = case.x, why["found"]
    if found == 1:
        fix, axis = f"{x} = {x}.reshape(-1, 1)", "The axis of the columns is missing."
    else:
        fix = f"{x} = {x}.reshape(-1, {x}.shape[-1])"
        axis = "The axis of the timesteps is one too many here."
    return one(
        Diagnosis(
            "scaler_axes",
            "scikit-learn reads tables: two axes, rows and columns.",
            expected="two axes: (rows, columns)",
            received="one axis" if found == 1 else f"{found} axes",
            axis=axis,
            fix=(fix,),
            fed=named(
                (None,) * found,
                *(("rows",) if found == 1 else ("samples", "timesteps", "features")),
            ),
            meant=named((None, None), "rows", "columns"),
            details=(
                "Scale the table before windows are cut, with what the training rows say; the "
                "line puts the steps of all samples below one another, and reshaping back to the "
                "old shape gives them their place again.",
            ),
        )
    )


def operands(case: Case, why: Stop) -> Judged:
    """Two arrays do not go together, value by value."""
    first, second = why["first"], why["second"]
    if not first or not second:
        return (), None
    text = case.text.tight
    scaling = any(word in text for word in ("inverse_transform", "scale_", "scaler", "data_min_"))
    if len(second) == 1 and scaling and first[-1] != second[0]:
        return one(scaler_columns(first[-1], second[0]))
    by_rows = len(first) == len(second) and first[1:] == second[1:]
    return one(
        Diagnosis(
            "two_shapes",
            "Two arrays do not have the same shape.",
            expected=tell(first),
            received=tell(second),
            axis="The first axis, the rows or samples, differs." if by_rows else "An axis differs.",
            fed=named(second, "samples"),
            meant=named(first, "samples"),
            details=(
                "Windows leave out the first rows: what is compared with their predictions has to "
                "leave out the same ones, y[-len(prediction):], if both end with the same row.",
            )
            if by_rows
            else ("Arrays are matched from their last axis; sizes have to be equal, or 1.",),
        )
    )


def ragged(case: Case, why: Stop) -> Judged:
    """Arrays of different lengths are put into one."""
    received, target = why["received"], why["target"]
    if received and target and 0 in (*received, *target):
        return one(empty_slice(received, target))
    return one(
        Diagnosis(
            "ragged",
            "The windows or sequences do not all have one length, so they make no array.",
            expected="one length for all: (samples, timesteps, features)",
            received=f"one of shape {tell(received)} where another size is wanted"
            if received
            else "different lengths",
            axis="The axis of the timesteps has no single size.",
            fix=(f'{case.x} = keras.utils.pad_sequences({case.x}, dtype="float32")',),
            fed=named(received, "timesteps", "features") if received and target else None,
            details=(
                "In windows that are cut in a loop, the last ones are shorter: stop one window "
                "before the end. np.array of equal slices makes three axes.",
                "Sequences that really differ are padded, as in the line, and then masked.",
            ),
        )
    )


def empty_slice(received: Shape, target: Shape) -> Diagnosis:
    """A slice that is read or written to holds no rows."""
    read = 0 in received
    return Diagnosis(
        "empty_slice",
        "The slice that is read is empty: it lies beyond the rows, or its ends are swapped."
        if read
        else "The slice that is written to is empty: its offsets lie beyond the rows.",
        expected=tell(target),
        received=tell(received),
        axis="The first axis, the rows, has size 0 in one of them.",
        fed=named(received, "rows", "columns"),
        meant=named(target, "rows", "columns"),
        details=(
            "Print the ends of the slice and len(array) before the line: from may not reach to, "
            "nor the length.",
            "Are the numbers made for another data set, as a fixed count of rows?"
            if read
            else "Windows leave rows out: predictions belong on the last rows, "
            "array[-len(prediction):] = prediction.",
        ),
    )


def unequal(case: Case, why: Stop) -> Judged:
    """A DataLoader puts samples of different lengths into one batch."""
    first, second = why["first"] or (), why["second"] or ()
    empty = bool(second) and 0 in second
    return one(
        Diagnosis(
            "unequal_samples",
            "The samples of one batch do not have the same length: one has no rows at all."
            if empty
            else "The samples of one batch do not have the same shape.",
            expected=f"all as the first: {tell(tuple(first))}",
            received=f"{tell(tuple(second))} at entry {why['entry']}",
            axis="The axis of the timesteps (rows of the window) differs."
            if first[1:] == second[1:]
            else "An axis differs.",
            fed=named(second, "timesteps", "features"),
            meant=named(first, "timesteps", "features"),
            details=(
                "A window that reaches beyond the last row is cut short: the data set's length has "
                "to be rows − window − horizon + 1.",
                "Sequences that really differ in length need a collate_fn: "
                "torch.nn.utils.rnn.pad_sequence(batch, batch_first=True).",
            ),
        )
    )


def concatenated(case: Case, why: Stop) -> Judged:
    """Arrays that are joined differ in rows."""
    axis, first, second = why["axis"], why["first"], why["second"]
    rows = axis == 0
    return one(
        Diagnosis(
            "joined_arrays",
            f"The arrays that are joined have {first:,} and {second:,} "
            + ("rows." if rows else f"places along axis {axis}."),
            expected=f"{first:,} along axis {axis}",
            received=f"{second:,}",
            axis="Joined column by column (axis=1), both need the same rows, the first axis."
            if rows
            else f"Axis {axis} differs.",
            fed=named((second, None), "rows", "columns") if rows else None,
            meant=named((first, None), "rows", "columns") if rows else None,
            details=(
                "Which rows are missing? Differences (diff), windows and dropna leave rows out at "
                "the beginning or within: join by the date (pd.concat(…, axis=1, join='inner')) "
                "instead of by place.",
                "To put them below one another: axis=0.",
            ),
        )
    )


def frame_key(case: Case, why: Stop) -> Judged:
    """`frame[10]` asks pandas for a column that is called 10."""
    row = why["row"]
    return one(
        Diagnosis(
            "frame_key",
            f"pandas looks for a column or an index label {row}, not for row number {row}.",
            expected="an array, or .iloc for rows by number",
            received=f"KeyError: {row}",
            axis="[…] of a DataFrame reads columns; rows are read by .iloc.",
            fix=("values = table.to_numpy()",),
            details=(
                f"`table` stands for your DataFrame: values[{row}] is then its row number {row}; "
                "values[i - W : i] and values[i] work in the loop.",
                f"Or table.iloc[{row}]. Slices such as table[0:10] do read rows, which hides it.",
            ),
        )
    )


def frame_axes(case: Case, why: Stop) -> Judged:
    """Pandas got an array of three axes."""
    received = why["received"]
    return one(
        Diagnosis(
            "frame_axes",
            "pandas holds tables of two axes, and got an array of another number.",
            expected="two axes: (rows, columns)",
            received=tell(received) if received else "",
            axis="A DataFrame has no axis of timesteps.",
            fed=named(received, "samples", "timesteps", "features") if received else None,
            details=(
                "np.reshape on a DataFrame tries to make a DataFrame again: take its numbers "
                "first, X.to_numpy().reshape(…) (or X.values).",
                "Predictions go back into a table as two axes: prediction[:, 0].",
            ),
        )
    )


def unpack(case: Case, why: Stop) -> Judged:
    """A shape has another number of axes than names."""
    wanted, found = why["expected"], why["found"]
    if not ("size()" in case.text.tight or "shape" in case.text.tight):
        return (), None
    few = found is not None and found < wanted
    ask = "(batch or samples, timesteps, features)" if wanted == 3 else f"{axes_count(wanted)}"
    return one(
        Diagnosis(
            "unpacked_axes",
            f"The line reads {wanted} axes out of a shape that has "
            f"{found if found is not None else 'more'}.",
            expected=f"{axes_count(wanted)}: {ask}" if wanted == 3 else axes_count(wanted),
            received=axes_count(found) if found is not None else "more axes",
            axis="An axis is missing: the samples, the timesteps or the features."
            if few
            else "There is an axis more than names for it.",
            fed=named((None,) * found, "?") if found is not None else None,
            details=(
                "One sample alone (timesteps, features): x.unsqueeze(0), or x[None], is a batch "
                "of 1.",
                "Samples of one feature (samples, timesteps): x.unsqueeze(-1). Rows that are one "
                "step each (samples, features): x[:, None, :].",
            )
            if few
            else ("Print x.shape just before the line.",),
        )
    )


def index_range(case: Case, why: Stop) -> Judged:
    """A number that Embedding has no row for; or a start index beyond the targets."""
    index, size = why["index"], why["size"]
    if "timeseries" in case.text.tight or "start_index" in case.text.tight:
        return one(
            Diagnosis(
                "start_index",
                "Keras counts more windows than there are targets.",
                expected="a target for each window",
                received="a row beyond the last target",
                fix=("dataset = keras.utils.timeseries_dataset_from_array("
                     "data[50:], data[74:], 24)",),
                details=(
                    "In Keras 3.15.1 start_index with shorter targets goes wrong: slice both "
                    "arrays yourself. Here: from row 50 on, windows of 24, the row after each as "
                    "its target.",
                ),
            )
        )  # fmt: skip
    embedding = "embedding" in case.text.tight or any(
        each.kind == "Embedding" for each in case.setup.layers
    )
    width = next(
        (each.size("output_dim") for each in case.setup.layers if each.kind == "Embedding"), None
    )
    if not embedding:
        return (), None
    return one(
        Diagnosis(
            "embedding_range",
            f"Embedding has rows for the numbers 0 to {size - 1}, and got {index}.",
            expected=f"whole numbers from 0 to {size - 1}",
            received=str(index),
            axis="Not an axis: a value of X is out of range.",
            fix=(f"keras.layers.Embedding({index + 1}, {width or 32})",) if index >= size else (),
            details=(
                "input_dim is the largest number plus one, padding and unknown words included: "
                "vocabulary + 1 or + 2.",
                f"{index + 1} serves if {index} is the largest: look at X.max().",
            )
            if index >= size
            else ("Negative numbers have no row: numbers begin at 0.",),
        )
    )


def long_window(case: Case, why: Stop) -> Judged:
    """TimeseriesGenerator's window is longer than its rows."""
    needed, last = why["needed"], why["last"]
    return one(
        Diagnosis(
            "long_window",
            "The window is longer than the table: not one sample fits.",
            expected=f"more than {needed} rows for a window (length) of {needed} and its target",
            received=f"{last + 1} rows",
            axis="Along the first axis, the rows, no window fits.",
            details=(
                f"Give more rows, or choose a window of at most {max(last, 1)} rows.",
                "For a test set, take the last window of the training rows along: "
                f"data[-(len(x_test) + {needed}):].",
            ),
        )
    )


def not_a_number(case: Case, why: Stop) -> Judged:
    """The loss is nan."""
    setup = case.setup
    last = setup.layers[-1] if setup.layers else None
    details = [
        "X or y holds missing values (nan): np.isnan counts them. One is enough.",
        "The numbers have grown without bound: scale X and y, try a smaller learning rate.",
    ]
    relu = next((each for each in setup.layers
                 if each.recurrent and each.says("activation") == "relu"), None)  # fmt: skip
    if relu is not None:
        details.insert(0, 'activation="relu" lets the state grow from step to step: keep tanh.')
    if (
        last is not None
        and last.kind == "Dense"
        and binary(setup.loss)
        and last.says("activation") in (None, "linear")
        and "from_logits" not in case.text.plain
    ):
        details.insert(0, "Binary cross-entropy reads probabilities, and the last Dense has no "
                       'activation="sigmoid": its numbers leave [0, 1].')  # fmt: skip
    return one(
        Diagnosis(
            "nan_loss",
            "The loss is not a number.",
            expected="numbers",
            received="nan",
            fix=(
                f"print(np.isnan({case.x}).sum(), np.isnan({case.y}).sum(), "
                f"np.abs({case.x}).max())",
            ),
            details=tuple(details),
        )
    )


def product(case: Case, why: Stop) -> Judged:
    """NumPy's matmul: the inner sizes differ."""
    return one(
        Diagnosis(
            "product_sizes",
            "The two matrices cannot be multiplied: the inner sizes differ.",
            expected=f"size {why['built']}",
            received=f"size {why['got']}",
            axis="(rows, a) @ (a, columns): the a of both has to be the same.",
            details=(
                "Keras's kernels are (features, 4 × units): x @ kernel. PyTorch's weights are "
                "(4 × units, features): x @ W.T.",
            ),
        )
    )


def bare_number(case: Case, why: Stop) -> Judged:
    """`Input(1)`: a number where a shape is wanted."""
    number = str(why["number"])
    size = int(number) if re.fullmatch(r"\d{1,9}", number, re.ASCII) else None
    x = case.setup.X
    sizes: Shape = x.shape[1:] if x and x.shape and len(x.shape) == 3 else (None, size or 1)
    return one(
        Diagnosis(
            "bare_number",
            "Input wants a shape, not a number; and a sequence has two sizes.",
            expected="a tuple (timesteps, features)",
            received=number,
            axis="Of timesteps and features only one size is given.",
            fix=(f"inputs = keras.Input({tell(sizes)})",),
            fed=named((None, size), "samples", "?"),
            meant=three((None, *sizes)),
            details=(
                f"({number}) is the number {number} in brackets; a tuple of one is ({number},).",
                "None stands for any number of timesteps.",
            ),
        )
    )


def axis_range(case: Case, why: Stop) -> Judged:
    """An axis that is not there."""
    found = why["found"]
    return one(
        Diagnosis(
            "axis_range",
            f"The tensor has {axes_count(found)}, and the line asks for one that is not there."
            if found is not None
            else "The line asks for an axis that is not there.",
            received=axes_count(found) if found is not None else "",
            axis="The samples, the timesteps or the features are missing.",
            details=(
                "A recurrent layer of PyTorch on two axes gives two: (timesteps, units). One "
                "sample needs X.unsqueeze(0).",
                "Print X.shape just before the line.",
            ),
        )
    )
