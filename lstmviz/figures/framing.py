"""What part of learning curves is seen: the errors worth seeing, over the epochs trained."""

import math
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from lstmviz.figures.axes import rounded

# Two curves have their own lengths, so the axis is not bound by name.
Values = Sequence[float] | Float[np.ndarray, " _points"]
Curve = tuple[Values, Values]
# Below one epoch the axis counts updates, at least so many.
LEAST_UPDATES = 10
# The first batches are far off; this part of a curve may leave the picture at the top.
SETTLING = 0.15
# Part of the picture's height that a baseline far above the curves may claim.
HEADROOM = 0.6


def points(curve: Curve) -> list[list[float]]:
    """Pair epochs with errors, without those that are not finite (a run that diverged)."""
    epochs, errors = np.round(curve[0], 4), rounded(curve[1])
    return np.column_stack([epochs, errors])[np.isfinite(errors)].tolist()


def visible_range(
    train: Sequence[Sequence[float]],
    validation: Sequence[Sequence[float]],
    rules: Sequence[float],
    lowest: float | None,
    past: Sequence[float] = (),
) -> tuple[float, float]:
    """Choose the errors worth seeing: the settled part of the curves, and the nearest baseline.

    What other runs came to is always in the picture.

    The first batches leave the picture at the top, so that they do not squash the rest; a further
    baseline is in the picture if it leaves the curves at least the lower 40 % of it.
    """
    settled = [y for _, y in validation[math.ceil(len(validation) * SETTLING) :]]
    settled += [y for _, y in validation[-1:]]
    settled += past
    batches = sorted(y for _, y in train[math.ceil(len(train) * SETTLING) :])
    if batches:
        settled += [batches[round(part * (len(batches) - 1))] for part in (0.02, 0.98)]
    return framed(settled, rules, lowest)


def framed(
    errors: Sequence[float], rules: Sequence[float], lowest: float | None
) -> tuple[float, float]:
    """Frame these errors and the nearest baseline; a further one if it leaves them enough room."""
    levels = sorted(value for value in rules if math.isfinite(value))
    shown = [*errors, *levels[:1], *([float(lowest)] if lowest is not None else [])]
    if not shown:
        return 0.0, 1.0
    low, high = min(shown), max(shown)
    headroom = HEADROOM if len(errors) else 1.0
    for value in levels[1:]:
        if (value - high) <= headroom * (value - low):
            high = max(high, value)
    margin = 0.08 * (high - low) or 0.1 * abs(high) or 0.1
    return max(0.0, low - margin), high + margin


def right_end(reached: float, epochs: int, per_epoch: int) -> float:
    """Choose the right end of the axis, in epochs: a round number just beyond what was trained.

    >>> [right_end(n, 20, 1335) for n in (0, 1.2, 7.3, 19)]
    [20.0, 2.0, 10.0, 20.0]
    >>> round(right_end(0.01, 20, 1335) * 1335)
    20
    """
    if not reached:
        return float(epochs)
    if reached < 1:
        return min(round_above(max(reached * per_epoch, LEAST_UPDATES)) / per_epoch, 1.0)
    return max(min(round_above(reached), float(epochs)), reached)


def round_above(number: float) -> float:
    """Give 1, 2 or 5 · 10ⁿ, the next from this number on."""
    power = 10.0 ** math.floor(math.log10(number))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= number * (1 - 1e-9))
