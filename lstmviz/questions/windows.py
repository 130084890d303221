"""Questions about windows and targets: which rows make a sample, and what it is to predict."""

import math

from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import Answer, Escape, code, memory, sliding, table_size, write_rows
from lstmviz.samples.counting import count_samples, divisors, write_factors
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import Layout
from lstmviz.wording import count_rows, many


def sample(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """One sequence that starts from a zero state."""
    rows, columns = table_size(dataset)
    layout = dataset.layout
    samples, timesteps, features = dataset.shape
    most = most_samples_of_a_row(layout, layout.samples(rows, dataset.task.horizon))
    row = (
        "is one row here, because the window is 1"
        if layout.window == 1
        else f"is {layout.window:,} rows here; one row can stand in up to {many(most, 'sample')}"
    )
    return Answer(
        "A sample is one sequence that is read on its own.",
        f"A sample {row}. With {many(columns, 'column')} that makes "
        f"{many(timesteps, 'step')} of {many(features, 'number')}, and there are "
        f"{many(samples, 'sample')}.",
        "The state is zero before its first step and forgotten after its last.",
    )


def window_or_reshape(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Windows repeat rows; a reshape cannot."""
    rows, columns = table_size(dataset)
    layout = sliding(dataset)
    samples, window, _ = layout.shape(rows, columns)
    most = most_samples_of_a_row(layout, samples)
    return Answer(
        "Windows repeat rows; a reshape only cuts the same numbers at other places.",
        f"Sample i is `table[i:i + {window}]`, so one row stands in up to {many(most, 'sample')}. "
        f"All windows together, {code((samples, window, columns))}, are {samples * window:,} "
        f"copies of rows: {memory(samples * window * columns)} as float32, where the table has "
        f"{memory(rows * columns)}.",
        f"After a reshape each of the {many(rows * columns, 'number')} stands in one sample only. "
        "`sliding_window_view` shows the windows without copying; only the batch in use has to be "
        "copied.",
    )


def blocks(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Only blocks that do not overlap, if their length divides the rows."""
    rows, columns = table_size(dataset)
    window = sliding(dataset).window
    whole, left = divmod(rows, window)
    lengths = divisors(rows)[1:-1]
    law = f"`cannot reshape array of size {rows * columns} into shape ({rows},{window},{columns})`."
    if not left:
        end = (
            f"What fits are blocks that do not overlap: {window:,} divides {rows:,}, so "
            f"{code((whole, window, columns))}."
        )
    elif lengths:
        best = max((length for length in lengths if length <= window), default=lengths[0])
        shown = ", ".join(f"{length:,}" for length in lengths[:8])
        shown += " …" if len(lengths) > 8 else ""
        end = (
            "What fits are blocks that do not overlap, of a length that divides "
            f"{write_factors(rows)} ({shown}), such as {code((rows // best, best, columns))}; "
            f"blocks of {count_rows(window)} would leave {left:,} over."
        )
    else:
        end = (
            f"Not even blocks that do not overlap fit: {write_factors(rows)}, and blocks of "
            f"{count_rows(window)} would leave {left:,} over."
        )
    return Answer(
        "No, a reshape neither makes nor loses numbers.",
        f"NumPy answers {law} {end}",
        "And no block reads across the edge between two of them, as the windows that begin in "
        "between do.",
    )


def how_many(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """N − W − h + 1, every s-th of them, less those left out."""
    rows, _ = table_size(dataset)
    counts = dataset.counts
    counting = count_samples(rows, dataset.layout, dataset.task.horizon)
    text = f"Here {counting.without_target:,} without a target, and with it {counting.filled}."
    lost = [
        f"{number:,} {why}"
        for number, why in (
            (counts.lost_missing, "for a missing value"),
            (counts.lost_group, "for a group's border"),
            (counts.lost_border, "for the border between training and validation"),
        )
        if number
    ]
    if lost:
        text += f" Left out: {', '.join(lost)}; {counts.train + counts.validation:,} remain."
    return Answer(
        "N rows give N − W + 1 windows of W, less the horizon.",
        text,
        "A target h rows ahead costs h windows, a stride of s keeps every s-th (rounded up), and "
        "with rows r apart inside the window (W − 1) · r takes the place of W − 1.",
        "Often copied, but wrong: `range(len(data) - W - 1)`, with the next row as the target. It "
        "forgets the last window.",
    )


def at_the_border(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """A window and its target must stand on one side of the split."""
    counts, task = dataset.counts, dataset.task
    reach = dataset.layout.span - 1 + task.horizon
    here = (
        f"Here {many(counts.lost_border, 'sample')} would hold rows of both sides: a sample "
        f"reaches {many(reach, 'row')} beyond its first, down to its target."
        if counts.lost_border
        else "Here no sample holds rows of both sides, so none is left out."
    )
    return Answer(
        "A sample that reaches across the split belongs to neither side.",
        f"{here} {counts.train:,} are left to train, {counts.validation:,} to validate.",
        "The rows are split in time first. A sample with training rows and a validation target, "
        "or the other way round, would let the one side know of the other.",
    )


def rate_or_stride(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Distance inside a window, and between windows."""
    layout = dataset.layout
    worked = Layout(window=10, dilation=3)
    rows_of = [
        write_rows(range(start, start + layout.span, layout.dilation))
        for start in (0, layout.stride)
    ]
    second = (
        f", window 1 reads {rows_of[1]}"
        if layout.samples(len(dataset.table.values), dataset.task.horizon) > 1
        else ""
    )
    return Answer(
        "`sampling_rate` spaces the rows inside a window, `sequence_stride` the windows.",
        f"Here the rate is {layout.dilation:,} and the stride {layout.stride:,}: window 0 reads "
        f"{rows_of[0]}{second}.",
        "With rate 3 and length 10 the first window reads "
        f"{write_rows(range(0, worked.span, 3))}, and 100 rows give 100 − 9 · 3 = "
        f"{worked.samples(100):,} windows. (Keras's documentation ends that list with "
        "`data[i + sequence_length]`; the last row is i + (length − 1) · rate.)",
    )


def most_samples_of_a_row(layout: Layout, samples: int) -> int:
    """Give the largest number of samples that one row of a table can stand in.

    Windows that share a row start multiples of the least common multiple of stride and dilation
    apart.

    >>> most_samples_of_a_row(Layout(window=24), 53_370)
    24
    """
    common = math.lcm(layout.stride, layout.dilation)
    return min(-(-samples * layout.stride // common), -(-layout.window * layout.dilation // common))
