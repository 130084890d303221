"""X and y hold different numbers of samples: in lists, on other axes, or by rows that are lost."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.code.arrays import no_samples
from lstmviz.doctor.judging.mending import input_line
from lstmviz.doctor.judging.several import (
    MANY_ARRAYS,
    inputs_side_by_side,
    list_of_arrays,
    list_of_targets,
    uneven_inputs,
)
from lstmviz.doctor.saying.wording import named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Array, Stop

# The share of the samples that a cut has to leave: a window takes few rows of a table.
KEPT = 0.5
PARTS = (
    "If X and y come from different parts of a split (X_train with y_test), no cut helps: use the "
    "targets of the same part."
)


def counted(array: Array | None) -> tuple[int, ...]:
    """Count the samples of an array by its shape; () where that is not told."""
    first = (array.shape or (None,))[0] if array is not None else None
    return () if first is None else (first,)


def cardinality(case: Case, why: Stop) -> Judged:
    """X and y have different numbers of samples."""
    sizes, targets = why["x"] or counted(case.setup.X), why["y"] or counted(case.setup.y)
    if not sizes or not targets or sizes == targets:
        return (), None
    count, others = sizes[0], targets[0]
    if 0 in sizes:
        return one(no_samples(case, (0,)))
    return one(
        in_lists(case, sizes, targets, several=bool(why["more"]))
        or on_other_axes(case, count, others)
        or other_rows(case, count, others)
    )


def in_lists(
    case: Case, sizes: tuple[int, ...], targets: tuple[int, ...], *, several: bool
) -> Diagnosis | None:
    """X is a list of samples or of inputs, or y one of targets; None where each is one array.

    Args:
        case: in hand.
        sizes: the samples of each array of X.
        targets: those of each array of y.
        several: whether the message leaves further sizes out.
    """
    count, others = sizes[0], targets[0]
    if len(sizes) > 1 and len(targets) == 1 and (len(sizes) == others or several):
        return list_of_arrays(case, (count,), others)
    if len(targets) > MANY_ARRAYS and set(targets) == {1}:
        return list_of_targets(case, count)
    if len(sizes) > 1 and len(set(sizes)) == 1 and others == sum(sizes):
        return inputs_side_by_side(case, sizes, others)
    return uneven_inputs(sizes, others) if len(set(sizes)) > 1 else None


def on_other_axes(case: Case, count: int, others: int) -> Diagnosis | None:
    """The samples stand on the second axis, or all rows in one sample; None where not."""
    shape, sample = case.setup.X.shape if case.setup.X else None, case.setup.sample
    third = shape is not None and len(shape) == 3 and sample in (None, (shape[0], shape[2]))
    if shape and third and shape[0] == count > 1 and shape[1] == others != count:
        return samples_second(case, shape)
    if count == 1 and others > 1:
        return whole_table(case, others, shape)
    return None


def other_rows(case: Case, count: int, others: int) -> Diagnosis:
    """Rows are missing in X or in y: those of a window, of a cut, or of another part."""
    x, y = case.x, case.y
    base = Diagnosis(
        "sample_count",
        "X and y do not have the same number of samples.",
        expected=f"as many targets as samples: {count:,}",
        received=f"{others:,} targets",
        axis="The first axis, the samples, differs between X and y.",
        fed=named((others,), "samples"),
        meant=named((count,), "samples"),
        opens=Opening("window", case.window()),
    )
    lost = others - count
    window = case.setup.window or case.timesteps or 0
    if min(count, others) < KEPT * max(count, others):
        return other_parts(case, base, count, others)
    if lost < 0:
        return replace(
            base,
            details=(
                f"If y was cut at its end, the last windows have no target after them: {x} = "
                f"{x}[: len({y})].",
                f"If y was cut at its beginning, leave out the first windows: {x} = "
                f"{x}[-len({y}):].",
                PARTS,
            ),
        )
    if lost == window and 1 < window <= others // 2:
        return replace(
            base,
            fix=(f"{y} = {y}[{window}:]",),
            details=(f"{y}[i] is then the row after the window X[i] of {window} rows.",),
        )
    return replace(
        base,
        details=(
            f"If X holds windows, {lost:,} rows have no window of their own, and y has to lose as "
            f"many at its beginning: {y} = {y}[{lost}:]. {y}[i] is then the last row of X[i] if a "
            f"window has {lost + 1} rows, the row after it if it has {lost}.",
            PARTS,
        ),
    )


def samples_second(case: Case, x: Shape) -> Diagnosis:
    """The samples stand on the second axis, where Keras reads the timesteps."""
    return Diagnosis(
        "samples_second",
        f"The samples, {x[1]:,} as in y, stand on the second axis of X.",
        expected=f"samples first: {tell((x[1], x[0], x[2]))}",
        received=tell(x),
        axis="The axes of the samples and of the timesteps are swapped.",
        fix=(f"{case.x} = {case.x}.transpose(1, 0, 2)",),
        fed=three(x),
        meant=three((x[1], x[0], x[2])),
        details=("transpose moves the axes; a reshape would mix the samples.",),
    )


# What stands several times in one sample, and is its timesteps.
STEPS = r"(?:frames?|images?|pictures?|time ?steps?|steps?|rows?|days?|hours?|readings?)\b"


def other_parts(case: Case, base: Diagnosis, count: int, others: int) -> Diagnosis:
    """So many samples are lost neither by a window nor by a shift."""
    if min(count, others) < MANY_ARRAYS:
        return replace(
            base,
            details=(
                "Print X.shape and y.shape: the first axis of both has to count the samples. A "
                "list of numbers for one sample is read as that many samples.",
            ),
        )
    each = count // others if count % others == 0 else 0
    told = each and re.search(rf"\b{each} {STEPS}", case.text.plain, re.IGNORECASE)
    width = width_told(case, count)
    cut = f"{case.x}.reshape({others}, {each}, {width or -1})"
    return replace(
        base,
        fix=(f"{case.x} = {cut}", *((input_line((each, width)),) if width else ())) if told else (),
        details=(
            *(
                (
                    f"{count:,} = {others:,} × {each}: if {each} rows that follow one another "
                    f"belong to one target, they are its timesteps: {cut}.",
                )
                if each
                else ()
            ),
            PARTS,
            f"{others:,} = {count:,} × {others // count}: if X was cut into blocks of "
            f"{others // count} rows, and y has a target for each row, either cut windows that "
            f"begin at every row (N rows give N − W + 1) and take the row after each as its "
            f"target; or keep the last target of each block: {case.y}[{others // count - 1}::"
            f"{others // count}]."
            if others % count == 0 and blocks_of(case) in (None, others // count)
            else "If a reshape put another axis on that of the samples, name their number first in "
            "it, and let it stay.",
        ),
    )


def blocks_of(case: Case) -> int | None:
    """Give the timesteps of X, where its shape is told."""
    x = case.setup.X.shape if case.setup.X else None
    return x[1] if x is not None and len(x) == 3 else None


def width_told(case: Case, count: int) -> int | None:
    """Give the features of a table of so many rows, where they are told."""
    shapes = (each.shape for each in (case.setup.X, case.setup.table) if each and each.shape)
    return next((x[1] for x in shapes if len(x) == 2 and x[0] == count), None)


def whole_table(case: Case, others: int, shape: Shape | None) -> Diagnosis:
    """The whole table was made one sample."""
    x, window = case.x, 24
    steps, width = shape[1:] if shape and len(shape) == 3 else (None, None)
    return Diagnosis(
        "one_sample",
        f"X holds one sample, and y has {others:,} targets.",
        expected="as many samples as targets",
        received=f"1 sample{': ' + tell(shape) if shape else ''}, {others:,} targets",
        axis=f"All {steps:,} rows stand on the axis of the timesteps; the first axis has size 1."
        if steps == others
        else "The first axis of X, the samples, has size 1.",
        fed=three(shape) or named((1, others), "samples", "timesteps"),
        meant=three((others - window if others > window else None, window, width)),
        details=(
            f"If X[0] is the whole table, windows are most often meant: {x}[0] is the table again; "
            f"np.lib.stride_tricks.sliding_window_view({x}[0], {window}, axis=0)"
            f".transpose(0, 2, 1)[:-1], with y[{window}:].",
            "If the table is one sequence with a target at every step: return_sequences=True, and "
            f"y[None, :, None], of shape (1, {others}, 1).",
            f"If each row stands alone, one step each: {x}.transpose(1, 0, 2).",
        ),
        opens=Opening("window", window),
    )
