"""How many samples a layout cuts from a table, with the formula filled in, and what it leaves over.

The cost depends on the window and the stride, not on the number of rows.
"""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt

import numpy as np
from jaxtyping import Int

from lstmviz.samples.layouts import Layout
from lstmviz.wording import count_rows

SHOWN = 3  # unread ranges told from the start; one more from the end


@dataclass(frozen=True)
class Counting:
    """The samples of a table and where they end; rows are numbered from 0.

    Args:
        samples: their number.
        formula: in words, "⌊(rows − window − ahead) ÷ stride⌋ + 1".
        filled: with the numbers, and what it gives.
        without_target: how many windows fit when no target is asked for.
        targets: a sentence that compares both counts.
        last: the rows that the last window reads.
        last_target: the row of the last window's target.
        unread: ranges of rows (first, last) that no window reads, ascending: the first three and
            the last.
        unread_rows: number of all such rows.
        why: sentences that say why no window reads them.
    """

    samples: int
    formula: str
    filled: str
    without_target: int
    targets: str
    last: tuple[int, ...]
    last_target: int
    unread: tuple[tuple[int, int], ...]
    unread_rows: int
    why: str


def count_samples(rows: int, layout: Layout, horizon: int) -> Counting:
    """Count the samples of a table and say what is left over.

    Args:
        rows: rows of the table.
        layout: window, stride and dilation.
        horizon: rows from a window's last row to its target.

    Raises:
        LayoutError: not a single window fits; says which window and which target would.

    >>> count_samples(53_394, Layout(24), 1).filled
    '⌊(53,394 − 24 − 1) ÷ 1⌋ + 1 = 53,370'
    """
    samples, without = layout.samples(rows, horizon), layout.samples(rows)
    start = (samples - 1) * layout.stride
    ranges, unread = unread_ranges(rows, layout, samples)
    span = f"{layout.window:,}"
    if layout.dilation > 1:
        span = f"(({layout.window:,} − 1) · {layout.dilation:,} + 1)"
    return Counting(
        samples=samples,
        formula="⌊(rows − window − ahead) ÷ stride⌋ + 1"
        if layout.dilation == 1
        else "⌊(rows − ((window − 1) · dilation + 1) − ahead) ÷ stride⌋ + 1",
        filled=f"⌊({rows:,} − {span} − {horizon:,}) ÷ {layout.stride:,}⌋ + 1 = {samples:,}",
        without_target=without,
        targets=compare_targets(rows, layout, horizon, samples, without),
        last=tuple(range(start, start + layout.span, layout.dilation)),
        last_target=start + layout.span - 1 + horizon,
        unread=ranges if len(ranges) <= SHOWN else (*ranges[:SHOWN], ranges[-1]),
        unread_rows=unread,
        why=explain_unread(rows, layout, horizon, samples, unread),
    )


def compare_targets(rows: int, layout: Layout, horizon: int, samples: int, without: int) -> str:
    """Say what asking for a target costs."""
    fit = f"{without:,} window{' fits' if without == 1 else 's fit'} into {count_rows(rows)}"
    if layout.stride == layout.dilation == 1:
        fit = f"N − W + 1 = {fit}"
    if not horizon:
        return f"{fit}. The target stands in the window's last row, so it costs none."
    left = f"{samples:,} {'is' if samples == 1 else 'are'} left"
    if layout.stride == layout.dilation == 1:
        left = f"N − W − h + 1 = {left}"
    return f"{fit}; with a target {count_rows(horizon)} ahead {left}."


def unread_ranges(
    rows: int, layout: Layout, samples: int
) -> tuple[tuple[tuple[int, int], ...], int]:
    """Find the ranges of rows that no window reads, and count their rows.

    Away from the ends the pattern repeats with every stride, so all but a few of the strides in
    the middle are left out; ranges in the middle are then missing, but not in the count.
    """
    stride, span, dilation = layout.stride, layout.span, layout.dilation
    few = min(samples, span // stride + SHOWN + 2)
    length = (few - 1) * stride + span
    starts = np.zeros(-(-length // dilation) * dilation, np.int64)
    starts[: few * stride : stride][:few] = 1
    # Windows whose row 0, 1, 2 … is this row: all starts that lie so many dilations before it …
    lanes = starts.reshape(-1, dilation).cumsum(axis=0)
    # … without those that lie further back than the window is long.
    lanes[layout.window :] -= lanes[: -layout.window].copy()
    read = lanes.ravel()[:length] > 0
    edges = np.flatnonzero(np.diff(read, prepend=True, append=True)).reshape(-1, 2)

    left_out = (samples - few) * stride
    cut = (few - 2) * stride
    ranges = [
        (first + shift, end - 1 + shift)
        for first, end in edges.tolist()
        for shift in [left_out if first >= cut else 0]
    ]
    residues = len(np.unique(np.arange(layout.window) * dilation % stride))
    unread = int(np.count_nonzero(~read)) + (samples - few) * (stride - residues)
    end = (samples - 1) * stride + span
    if end < rows:
        ranges.append((end, rows - 1))
    return tuple(ranges), unread + rows - end


def explain_unread(rows: int, layout: Layout, horizon: int, samples: int, unread: int) -> str:
    """Say in sentences why some rows are read by no window."""
    if not unread:
        return "Every row is read by at least one window."
    stride, why = layout.stride, []
    beyond = rows - (samples - 1) * stride - layout.span
    left_over = beyond - horizon
    if unread > beyond:
        if layout.dilation == 1 or layout.window == 1:
            skipped = count_rows(stride - layout.window)
            why.append(f"Between two windows the stride of {stride:,} skips {skipped}.")
        else:
            why.append(
                f"The rows of a window lie {layout.dilation:,} apart and windows begin "
                f"{count_rows(stride)} apart, so {count_rows(unread - beyond)} between them "
                f"{'is' if unread - beyond == 1 else 'are'} never read."
            )
    if horizon == 1:
        why.append("The row of the last target is read by no window.")
    elif horizon:
        why.append(f"The {horizon:,} rows up to the last target are read by no window.")
    if left_over:
        are = "is" if left_over == 1 else "are"
        why.append(
            f"At the end {count_rows(left_over)} {are} left over, fewer than the stride of "
            f"{stride:,}."
        )
    return " ".join(why)


# ---- blocks that do not overlap ---------------------------------------------------------------


@dataclass(frozen=True)
class Blocks:
    """What `table.reshape(-1, window, columns)` does.

    Args:
        blocks: whole blocks in the table.
        left_over: rows that do not fill another one.
        error: NumPy's own message, None where the reshape works.
        below, above: the nearest windows that divide the rows, None where there is none.
        factors: the rows as a product of prime numbers.
    """

    blocks: int
    left_over: int
    error: str | None
    below: int | None
    above: int | None
    factors: str


def cut_blocks(rows: int, columns: int, window: int) -> Blocks:
    """Reshape a table of so many rows and columns into blocks, and tell what NumPy says.

    >>> cut_blocks(53_394, 3, 10).error
    'cannot reshape array of size 160182 into shape (10,3)'
    """
    error = None
    try:
        # Every cell of this table is one and the same number, so it needs no memory.
        np.broadcast_to(np.float32(0), (rows, columns)).reshape(-1, window, columns)
    except ValueError as refusal:
        error = str(refusal)
    sizes = divisors(rows)
    place = bisect(sizes, window)
    smaller = [size for size in sizes[:place] if size < window]
    return Blocks(
        blocks=rows // window,
        left_over=rows % window,
        error=error,
        below=smaller[-1] if smaller else None,
        above=sizes[place] if place < len(sizes) else None,
        factors=write_factors(rows),
    )


def divisors(number: int) -> tuple[int, ...]:
    """List all whole numbers that divide a number, ascending.

    >>> divisors(12)
    (1, 2, 3, 4, 6, 12)
    """
    low = [divisor for divisor in range(1, isqrt(number) + 1) if number % divisor == 0]
    return (*low, *(number // d for d in reversed(low) if d * d != number))


def write_factors(number: int) -> str:
    """Write a number as a product of prime numbers.

    >>> write_factors(53_394)
    '53,394 = 2·3·11·809'
    >>> write_factors(53_381)
    '53,381 is a prime number'
    """
    factors = list(prime_factors(number))
    if factors == [number]:
        return f"{number:,} is a prime number"
    return f"{number:,} = {'·'.join(f'{factor:,}' for factor in factors) or 1}"


def prime_factors(number: int) -> Iterator[int]:
    """Divide out the smallest prime number again and again."""
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor:
            divisor += 1
        else:
            yield divisor
            number //= divisor
    if number > 1:
        yield number


def evenly(samples: Int[np.ndarray, " samples"], most: int) -> Int[np.ndarray, " chosen"]:
    """Choose so many samples at most, from the first to the last.

    >>> evenly(np.arange(10, 20), 4).tolist(), evenly(np.arange(3), 4).tolist()
    ([10, 13, 16, 19], [0, 1, 2])
    """
    return samples[np.linspace(0, len(samples) - 1, min(most, len(samples))).astype(int)]
