"""When a network has settled: the rule by which each network of a race ends at its own time."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True)
class Settling:
    """A network has settled once its error has stopped falling.

    Args:
        epochs: over so many, whole ones, it has to have fallen.
        share: by more than this part of the lowest error before them.
    """

    epochs: int
    share: float


def has_settled(
    epochs: Float[np.ndarray, " points"], errors: Float[np.ndarray, " points"], rule: Settling
) -> bool:
    """Tell whether an error has not fallen by more than a share over the last epochs.

    Args:
        epochs: at which it is known, ascending.
        errors: on the validation samples, at least 0.
        rule: over how many epochs, and by which share.

    >>> has_settled(np.array([1.0, 2, 3, 4]), np.array([9.0, 5, 4.98, 4.99]), Settling(2, 0.01))
    True
    >>> has_settled(np.array([1.0, 2, 3, 4]), np.array([9.0, 5, 4.98, 4.9]), Settling(2, 0.01))
    False
    """
    before = epochs <= epochs[-1:] - rule.epochs
    return bool(before.any() and errors[~before].min() >= errors[before].min() * (1 - rule.share))
