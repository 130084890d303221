"""What a run remembers, in bounded memory: its losses and its weights over training time."""

import numpy as np
from jaxtyping import Float32

from lstmviz.network.models import ModelWeights
from lstmviz.training.bounds import CURVE_POINTS, SNAPSHOT_BYTES, SNAPSHOTS
from lstmviz.training.plan import Plan
from lstmviz.training.settling import has_settled
from lstmviz.training.state import Curve, Piece, Snapshot

# The early moments may take at most one part in so many of the room.
PART_EARLY = 4


class LossCurve:
    """The training losses as means over bins of equal width, at most CURVE_POINTS of them.

    When the points run out, neighbours are merged; so the curve depends on the losses alone, not
    on how they arrived.
    """

    def __init__(self) -> None:
        self.width = 1
        self.means: list[float] = []
        self.rest: list[float] = []

    def add(self, losses: Float32[np.ndarray, " updates"]) -> None:
        """Add the losses of the next updates."""
        self.rest.extend(losses.tolist())
        while len(self.rest) >= self.width:
            bins = min(len(self.rest) // self.width, CURVE_POINTS - len(self.means))
            taken = np.array(self.rest[: bins * self.width]).reshape(bins, self.width)
            self.means.extend(taken.mean(axis=1).tolist())
            del self.rest[: bins * self.width]
            if len(self.means) == CURVE_POINTS:
                self.means = np.array(self.means).reshape(-1, 2).mean(axis=1).tolist()
                self.width *= 2

    def curve(self, updates_per_epoch: int) -> Curve:
        """Give the points, each at its bin's end."""
        ends = self.width * np.arange(1, len(self.means) + 1)
        return Curve(ends / updates_per_epoch, np.array(self.means, dtype=np.float64))


class SnapshotShelf:
    """Weights at intervals for scrubbing back: the first, the latest, and evenly some between.

    Args:
        first: the initial weights.
        plan: of the run: its marks are made in any case; thinning, the interval doubles up to
            theirs and then from it, so that they stay. So do the early moments before the first
            one, unless there is room for few.
    """

    def __init__(self, first: Snapshot, plan: Plan) -> None:
        size = sum(array.nbytes for array in first.weights.arrays())
        self.most = max(8, min(SNAPSHOTS, SNAPSHOT_BYTES // size)) - 2
        self.mark_interval = plan.interval
        early = plan.moments_before_marks
        self.early = frozenset(early if PART_EARLY * len(early) <= self.most else ())
        self.interval = 1
        self.first = first
        self.latest = first
        self.between: list[Snapshot] = []

    def add(self, snapshot: Snapshot) -> None:
        """Keep a later snapshot, if its interval has none yet."""
        if snapshot.update <= self.latest.update:
            return
        self.latest = snapshot
        self.between.append(snapshot)
        self.thin()
        while len(self.between) > self.most:
            below = self.interval < self.mark_interval < 2 * self.interval
            self.interval = self.mark_interval if below else 2 * self.interval
            self.thin()

    def follow(self, snapshot: Snapshot) -> None:
        """Take a snapshot as the latest only."""
        if snapshot.update > self.latest.update:
            self.latest = snapshot

    def thin(self) -> None:
        """Leave the first of each interval, early moments, and marks while there is room."""
        kept, seen = [], {0}
        for snapshot in self.between:
            number = snapshot.update // self.interval
            at_mark = snapshot.update % self.mark_interval == 0
            stays = snapshot.update in self.early
            if number not in seen or stays or (at_mark and self.interval < self.mark_interval):
                seen.add(number)
                kept.append(snapshot)
        self.between = kept

    def snapshots(self) -> tuple[Snapshot, ...]:
        """List what is kept, in order of updates."""
        kept = [self.first, *self.between]
        return (*kept, self.latest) if self.latest.update > kept[-1].update else tuple(kept)


class Past:
    """All that a run remembers.

    Args:
        weights: the initial ones.
        plan: of the run.
    """

    def __init__(self, weights: ModelWeights, plan: Plan) -> None:
        self.plan = plan
        self.latest = Snapshot(0, 0.0, weights)
        self.losses = LossCurve()
        self._validation: list[tuple[float, float]] = []
        self._shelf = SnapshotShelf(self.latest, plan)
        self._moments = frozenset(plan.moments_before_marks)

    def add(self, piece: Piece, each: bool) -> None:
        """Add what a slice tells.

        Args:
            piece: what it tells.
            each: whether its last weights are kept too; else the marks are enough, and the same in
                every run.
        """
        self.latest = piece.latest
        self.losses.add(piece.losses)
        for mark in piece.marks:
            if mark.update in self._moments or mark.update % self.plan.interval == 0:
                self._shelf.add(mark)
            if mark.validation_loss is not None:
                self._validation.append((mark.epoch, mark.validation_loss))
        (self._shelf.add if each else self._shelf.follow)(piece.latest)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """List the weights that are kept, in order of updates."""
        return self._shelf.snapshots()

    @property
    def validation(self) -> Curve:
        """The validation losses so far."""
        return Curve(*np.array(self._validation, np.float64).reshape(-1, 2).T)

    def has_settled(self) -> bool:
        """Tell whether it has, where the plan says by which rule."""
        rule, curve = self.plan.settling, self.validation
        return rule is not None and has_settled(curve.epochs, np.sqrt(curve.losses), rule)
