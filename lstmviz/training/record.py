"""What was computed once is not computed again: slices, for every run of the same experiment.

A run is a deterministic fold: where a slice begins decides its result, whoever asks for it.
"""

from collections import OrderedDict

import numpy as np

from lstmviz.training.state import Origin, Piece, TrainingState


class Record:
    """Results of slices by where they begin, the least recently used dropped first.

    Args:
        most: memory that they may take, in bytes.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Origin, tuple[TrainingState, Piece]] = OrderedDict()
        self._sizes: dict[Origin, int] = {}
        self.nbytes = 0

    def keep(self, origin: Origin, state: TrainingState, piece: Piece) -> None:
        """Keep a slice's result."""
        self._drop(origin)
        self._kept[origin] = state, piece
        self._sizes[origin] = size(state, piece)
        self.nbytes += self._sizes[origin]
        while self.nbytes > self._most:
            self._drop(next(iter(self._kept)))

    def find(self, origin: Origin) -> tuple[TrainingState, Piece] | None:
        """Find the result of a slice, if it is kept."""
        if origin in self._kept:
            self._kept.move_to_end(origin)
        return self._kept.get(origin)

    def _drop(self, origin: Origin) -> None:
        if self._kept.pop(origin, None) is not None:
            self.nbytes -= self._sizes.pop(origin)


def size(state: TrainingState, piece: Piece) -> int:
    """Add up the arrays of a slice's result, in bytes; those that it holds twice count once."""
    arrays = [*state.weights.arrays(), *state.optimizer, piece.losses]
    for snapshot in (*piece.marks, piece.latest):
        arrays += snapshot.weights.arrays()
        arrays += [] if snapshot.stretch is None else [snapshot.stretch]
    held: dict[int, np.ndarray] = {id(array): array for array in arrays}
    return sum(array.nbytes for array in held.values())
