import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.training.bounds import CURVE_POINTS, SNAPSHOT_BYTES, SNAPSHOTS
from lstmviz.training.curves import LossCurve, SnapshotShelf
from lstmviz.training.plan import Plan
from lstmviz.training.state import Snapshot

SMALL = initial_weights(TrainingSpec(units=2), 1)


def losses(count: int) -> np.ndarray:
    return np.random.default_rng(count).random(count).astype(np.float32)


@given(st.lists(st.integers(1, 700), min_size=1, max_size=12))
def test_a_curve_depends_on_the_losses_alone(lengths: list[int]):
    whole, pieces, values = LossCurve(), LossCurve(), losses(sum(lengths))
    whole.add(values)
    for piece in np.split(values, np.cumsum(lengths)[:-1]):
        pieces.add(piece)
    one, other = whole.curve(10), pieces.curve(10)
    np.testing.assert_array_equal(one.losses, other.losses)
    np.testing.assert_array_equal(one.epochs, other.epochs)
    assert len(one.losses) < CURVE_POINTS


def test_a_point_is_the_mean_of_its_bin_at_its_end():
    curve, values = LossCurve(), losses(1000)
    curve.add(values)
    points = curve.curve(updates_per_epoch=100)
    width = 8
    np.testing.assert_allclose(
        points.losses, values.reshape(-1, width).mean(axis=1, dtype=float), rtol=1e-6
    )
    np.testing.assert_allclose(points.epochs, np.arange(1, 126) * width / 100)


def shelf_of(updates: list[int], mark_interval: int = 100) -> SnapshotShelf:
    shelf = SnapshotShelf(Snapshot(0, 0.0, SMALL), Plan(60 * mark_interval, mark_interval))
    for update in updates:
        shelf.add(Snapshot(update, update / 10, SMALL))
    return shelf


@given(st.lists(st.integers(1, 40), min_size=1, max_size=400))
def test_snapshots_are_few_even_and_keep_both_ends(steps: list[int]):
    updates = np.cumsum(steps).tolist()
    shelf = shelf_of(updates)
    kept = [snapshot.update for snapshot in shelf.snapshots()]
    assert kept == sorted(set(kept))
    assert kept[0] == 0
    assert kept[-1] == updates[-1]
    assert len(kept) <= SNAPSHOTS
    gaps = np.diff(kept)[:-1]
    assert (gaps < 2 * shelf.interval + max(steps)).all()


def test_marks_stay_when_there_is_no_room_for_more():
    shelf = shelf_of(list(range(1, 60 * 445 + 1)), mark_interval=445)
    assert [snapshot.update for snapshot in shelf.snapshots()] == list(range(0, 60 * 445 + 1, 445))


def test_early_moments_stay_beside_the_marks():
    plan = Plan(60 * 445, 445, early=True)
    shelf = SnapshotShelf(Snapshot(0, 0.0, SMALL), plan)
    for update in range(1, plan.updates + 1):
        shelf.add(Snapshot(update, update / 1335, SMALL))
    kept = [snapshot.update for snapshot in shelf.snapshots()]
    assert kept == [0, 1, 2, 5, 10, 20, 50, 100, 200, *range(445, plan.updates + 1, 445)]


def test_the_latest_is_followed_without_being_kept():
    shelf = shelf_of([100])
    for update in (150, 170):
        shelf.follow(Snapshot(update, update / 10, SMALL))
        assert [snapshot.update for snapshot in shelf.snapshots()] == [0, 100, update]


def test_few_snapshots_are_all_kept_and_none_twice():
    kept = shelf_of([1, 2, 2, 5]).snapshots()
    assert [snapshot.update for snapshot in kept] == [0, 1, 2, 5]


def test_large_weights_are_kept_in_bounded_memory():
    large = initial_weights(TrainingSpec(units=128, layers=2), 3)
    shelf = SnapshotShelf(Snapshot(0, 0.0, large), Plan(400, 200, early=True))
    for update in range(1, 200):
        shelf.add(Snapshot(update, float(update), large))
    size = sum(array.nbytes for array in large.arrays())
    assert len(shelf.snapshots()) * size <= SNAPSHOT_BYTES
