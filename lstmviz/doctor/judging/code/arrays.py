"""Arrays that NumPy, pandas or a data set cannot take: empty, of several lengths, of other axes."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.saying.wording import axes_count, named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop


def no_samples(case: Case, received: Shape) -> Diagnosis:
    """What is fed holds nothing."""
    at = received.index(0)
    window, rows = case.setup.window, (case.table or (None,))[0]
    none_fits = window is not None and rows is not None and rows <= window and at == 0
    return Diagnosis(
        "empty_array",
        "The array that is fed holds no numbers at all."
        if at
        else "The array that is fed holds no samples at all.",
        expected="sizes of at least 1" if at else "at least one sample",
        received=tell(received),
        axis=f"Axis {at}, counted from 0, has size 0."
        if at
        else f"A window and its target take more than {window} rows, and there are {rows}: not one "
        "fits."
        if none_fits
        else "The first axis, the samples, has size 0.",
        fed=named(received, "samples"),
        details=(
            f"Let a test part begin {window} rows earlier, as table[start - {window}:], so that "
            "its first window has rows to read; or choose a shorter window.",
        )
        if none_fits
        else (
            "A file that was not found or read, a filter or dropna that leaves nothing, a window "
            f"longer than the table, or a split of few rows: print len({case.x}) after each step.",
        ),
    )


def misplaced(received: Shape, target: Shape) -> Diagnosis:
    """An array is put into a place, or beside others, that have other axes or other columns."""
    ranks = len(received) != len(target)
    told = axes_count(len(received)) if ranks else f"{received[-1]} on its last axis"
    wanted = axes_count(len(target)) if ranks else str(target[-1])
    single = (len(target) if ranks else target[-1]) == 1
    return Diagnosis(
        "place_axes" if ranks else "place_columns",
        f"An array {'of' if ranks else 'with'} {told} does not go where {wanted} "
        f"{'is' if single else 'are'} wanted.",
        expected=tell(target),
        received=tell(received),
        axis="The numbers of axes differ."
        if ranks
        else "The last axis, most often the features, differs; the others agree.",
        fed=named(received, "?"),
        meant=named(target, "?"),
        details=(
            "Make the array that is filled with all axes, as np.zeros((samples, *x.shape)); or "
            "take out of the other what belongs there: one column, x[:, 0].",
            "If a list of arrays is turned into one, they do not all have one shape: print them.",
        )
        if ranks
        else (
            "Take out of it what belongs there, as x[..., :1] or x[..., 0:3]; or make the array "
            "that is filled with as many columns.",
            "In np.array of a list they are samples with different columns: print the shape of "
            "each.",
        ),
    )


def ragged(case: Case, why: Stop) -> Judged:
    """Arrays of different lengths are put into one."""
    received, target = why["received"], why["target"]
    if received and target and 0 in (*received, *target):
        return NONE  # a slice that holds no rows
    # np.array of a list says the same, so the line that writes into a place has to be there.
    written = "]=" in case.text.tight.replace("]==", "")
    if received and target:
        columns = len(received) == len(target) > 1 and received[:-1] == target[:-1]
        if columns or (len(received) != len(target) and written):
            return one(misplaced(received, target))
    return one(
        Diagnosis(
            "ragged",
            "The windows or sequences do not all have one length, so they make no array.",
            expected="one length for all: (samples, timesteps, features)",
            received=f"one of shape {tell(received)} where another size is wanted"
            if received
            else "different lengths",
            axis="The axis of the timesteps has no single size.",
            fed=named(received, "timesteps", "features") if received and target else None,
            details=(
                "In windows that are cut in a loop, the last ones are shorter: stop one window "
                "before the end. np.array of equal slices makes three axes.",
                f"Sequences that really differ are padded, keras.utils.pad_sequences({case.x}, "
                'dtype="float32"), and then masked.',
            ),
        )
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
            expected=f"all as the first: {tell(tuple(first))}" if first else "all of one length",
            received=f"{tell(tuple(second))} at entry {why['entry']}" if second else "different",
            axis="Their one axis differs."
            if len(first) == 1
            else "The first axis of a sample differs, most often its timesteps (rows of a window)."
            if first[1:] == second[1:]
            else "An axis differs.",
            fed=named(second, "timesteps", "features") if second else None,
            meant=named(first, "timesteps", "features") if first else None,
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
    if not re.search(r"pandas|\bdf\b|frame|\.i?loc\b|read_csv", case.text.plain):
        return (), None
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


# A size that a line reads of a shape: X.shape[2], x.get_shape()[1].
SIZE_READ = re.compile(r"(?P<name>\w{1,40})\.(?:get_)?shape(?:\(\))?\[(?P<axis>[1-5])\]")


def shape_index(case: Case, why: Stop) -> Judged:
    """A line reads the size of an axis that is not there."""
    for each in (case.setup.X, case.setup.test):
        if each is not None and each.shape is not None and 0 in each.shape:
            return one(no_samples(case, each.shape))
    lines = case.text.raising or case.text.plain
    reads = list(SIZE_READ.finditer(lines))
    known = len({found["name"] for found in reads}) == 1
    read = max(reads, key=lambda found: int(found["axis"])) if known else None
    name, axis = (read["name"], int(read["axis"])) if read else (case.x, 2)
    most = axes_count(axis)
    return one(
        Diagnosis(
            "shape_index",
            f"{name}.shape[{axis}] is not there: {name} has fewer axes."
            if read
            else "A shape has fewer axes than the line asks for, as X.shape[2] of a table.",
            expected=axes_count(axis + 1) if read else "an axis more",
            received=f"{most} at most" if read else "a shorter shape",
            axis="Axes are counted from 0: a table (rows, columns) has the axes 0 and 1 alone.",
            fix=(f"print({name}.shape)",),
            details=(
                "A list that no window was put into makes an array of shape (0,): are there more "
                "rows than a window takes? Windows of different lengths make one axis too, and so "
                "does a single column.",
                f"Of a single column, {name}.reshape(-1, 1) makes (rows, 1); windows are cut then.",
            )
            if axis == 1
            else (
                "A table has two axes: cut windows first, (samples, timesteps, features), or "
                f"make each row one step, {name}[:, None, :].",
            ),
        )
    )


# A loss of classes, which reads (samples, classes).
OF_CLASSES = re.compile(r"cross_?entropy|nll_?loss", re.IGNORECASE)


def axis_range(case: Case, why: Stop) -> Judged:
    """An axis that is not there."""
    found = why["found"]
    torch = "dimensionoutofrange" in case.text.tight
    details: tuple[str, ...] = ("Print X.shape just before the line.",)
    if torch:
        details = ("A recurrent layer of PyTorch on two axes gives two: (timesteps, units). One "
                   "sample needs X.unsqueeze(0).", *details)  # fmt: skip
    if torch and found == 1 and OF_CLASSES.search(case.text.raising or case.text.plain):
        details = ("CrossEntropyLoss reads predictions (samples, classes) and targets "
                   "(samples,): of one sample output.unsqueeze(0) and y.view(1).",
                   *details)  # fmt: skip
    return one(
        Diagnosis(
            "axis_range",
            f"The tensor has {axes_count(found)}, and the line asks for one that is not there."
            if found is not None
            else "The line asks for an axis that is not there.",
            received=axes_count(found) if found is not None else "",
            axis="Either an axis is missing (samples, timesteps or features), or the line counts "
            "from 1: axes are counted from 0.",
            details=details,
        )
    )
