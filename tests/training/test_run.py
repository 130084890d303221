"""A run by itself: what its commands make of it, with slices made up by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.training import run as run_module
from lstmviz.training.plan import batch_samples
from lstmviz.training.run import Run
from lstmviz.training.state import Piece, SliceRequest, Snapshot, TrainingState

# 155 training samples in batches of 31: 5 updates an epoch, 15 planned.
SPEC = TrainingSpec(units=2, batch_size=31, epochs=3)


@pytest.fixture
def run(dataset: Dataset) -> Run:
    return Run(SPEC, dataset)


def answer(run: Run, request: SliceRequest, loss: float = 0.5) -> None:
    """Give a slice's result, as the worker would."""
    update = request.state.update + request.updates
    latest = Snapshot(update, update / 5, request.state.weights, None, 0.25)
    losses = np.full(request.updates, loss, np.float32)
    run.receive(
        request,
        TrainingState(request.state.weights, (), update),
        Piece(losses, (latest,), latest, seconds=0.01, models=1),
    )


def serve(run: Run) -> None:
    """Give it slices until it wants no more."""
    while (request := run.request()) is not None:
        answer(run, request)


def test_a_new_run_shows_the_initial_weights(run: Run):
    progress = run.progress
    assert progress.status == "ready to start"
    assert (progress.epoch, progress.update, progress.updates) == (0, 0, 15)
    mine, first = progress.latest.weights.arrays(), initial_weights(SPEC, 2).arrays()
    assert all(np.array_equal(a, b) for a, b in zip(mine, first, strict=True))
    assert [snapshot.update for snapshot in run.snapshots] == [0]
    assert run.due() is None


def test_start_waits_trains_and_finishes(run: Run):
    run.start()
    assert run.progress.status == "waiting"
    answer(run, run.request())
    assert run.progress.status == "training"
    serve(run)
    progress = run.progress
    assert progress.status == "finished"
    assert (progress.update, progress.epoch) == (15, 3)
    assert len(progress.train.losses) == 15
    assert progress.validation.epochs[-1] == 3
    assert run.due() is None


def test_pause_shows_at_once_and_discards_the_slice_under_way(run: Run):
    run.start()
    answer(run, run.request())
    under_way, before = run.request(), run.progress.update
    run.pause()
    assert run.progress.status == "paused"
    answer(run, under_way)
    assert run.progress.status == "paused"
    assert run.progress.update == before
    run.resume()
    again = run.request()
    assert again.state.update == under_way.state.update
    answer(run, under_way)
    assert run.progress.update == before, "a slice taken back must not come in after resume"
    answer(run, again)
    assert run.progress.update > before


def test_a_batch_and_an_epoch_at_a_time(run: Run):
    run.step_batch()
    serve(run)
    assert (run.progress.status, run.progress.update) == ("paused", 1)
    run.step_epoch()
    serve(run)
    assert (run.progress.status, run.progress.update) == ("paused", 5)
    run.step_epoch()
    serve(run)
    assert run.progress.update == 10
    run.step_batch()
    run.step_batch()
    run.step_batch()
    serve(run)
    assert run.progress.update == 13
    run.step_epoch()
    serve(run)
    assert (run.progress.status, run.progress.update) == ("finished", 15)
    run.step_batch()
    assert run.progress.status == "finished"


def test_stepping_while_training_pauses_after_it(run: Run):
    run.start()
    answer(run, run.request())
    before = run.progress.update
    run.step_batch()
    serve(run)
    assert (run.progress.status, run.progress.update) == ("paused", before + 1)


def test_stop_keeps_what_there_is_and_start_begins_anew(run: Run):
    run.start()
    answer(run, run.request())
    run.stop()
    assert run.progress.status == "stopped"
    assert run.progress.update == len(run.progress.train.losses) > 0
    run.resume()
    run.step_batch()
    assert run.progress.status == "stopped"
    run.start()
    assert run.progress.status == "waiting"
    assert run.progress.update == 0
    assert run.request().state.optimizer == ()


def test_reset_goes_back_to_the_initial_weights(run: Run):
    run.start()
    serve(run)
    run.reset()
    assert run.progress.status == "ready to start"
    assert run.progress.update == 0
    assert not len(run.progress.train.losses)
    assert [snapshot.update for snapshot in run.snapshots] == [0]


def test_a_slice_from_before_a_reset_does_not_come_in(run: Run):
    run.start()
    old = run.request()
    run.reset()
    run.start()
    answer(run, old)
    assert run.progress.update == 0


def test_a_chosen_speed_spaces_the_slices(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run_module, "time", SimpleNamespace(monotonic=lambda: 100.0))
    run.rate = 2.0
    run.start()
    request = run.request()
    assert request.updates == 1
    assert run.due() == 100.5
    run.rate = None
    assert run.due() == 100.0
    run.rate = 20.0
    assert run.request().updates == 5


def test_a_watched_run_is_given_by_its_schedule(run: Run, monkeypatch: pytest.MonkeyPatch):
    now = 100.0
    monkeypatch.setattr(run_module, "time", SimpleNamespace(monotonic=lambda: now))
    run.watched = True
    run.start()
    first = run.request()
    assert first.updates == 1
    assert first.origin is not None, "what is watched is computed once for all who watch"
    while run.due() is not None:
        now = max(now, run.due())
        answer(run, run.request())
        # As in the film of it afterwards, which begins before the first update.
        shown = run.schedule.second(run.progress.update + 1) - run.schedule.second(1)
        assert run.due() is None or run.due() - 100.0 == pytest.approx(shown)
    assert run.progress.status == "finished"
    assert now - 100.0 < run.schedule.seconds


def test_a_single_step_of_a_watched_run_waits_for_nothing(run: Run):
    run.watched = True
    run.step_epoch()
    assert run.request().updates == run.per_epoch


def test_a_loss_that_is_no_number_fails_with_a_sentence(run: Run):
    run.start()
    answer(run, run.request())
    before = run.progress
    answer(run, run.request(), loss=np.nan)
    progress = run.progress
    assert progress.status == "failed"
    assert f"update {before.update + 1}" in progress.message
    assert "learning rate" in progress.message
    assert progress.latest is before.latest, "the last weights that are numbers stay"
    assert run.due() is None


def test_the_speed_and_the_time_left_are_measured(run: Run, monkeypatch: pytest.MonkeyPatch):
    now = 100.0
    monkeypatch.setattr(run_module, "time", SimpleNamespace(monotonic=lambda: now))
    run.rate = 10.0
    run.start()
    answer(run, run.request())
    now += 0.9
    answer(run, run.request())
    assert run.progress.updates_per_second is None, "it is not known yet"
    now += 0.2
    answer(run, run.request())
    assert run.progress.updates_per_second
    assert run.progress.seconds_left is None, "what is slowed down says nothing of its end"
    now += 0.9
    request = run.request()
    run.rate = None
    answer(run, request)
    progress = run.progress
    assert progress.updates_per_second == pytest.approx(3 * request.updates / 2.0)
    left = (progress.updates - progress.update) / progress.updates_per_second
    assert progress.seconds_left == pytest.approx(left)


def test_progress_is_a_new_object_only_when_something_changed(run: Run):
    before = run.progress
    assert run.progress is before
    run.start()
    assert run.progress is not before


def test_a_batch_done_by_itself_can_be_watched(run: Run):
    run.step_epoch()
    serve(run)
    assert run.last_update is None, "five updates came in one slice"
    run.step_batch()
    request = run.request()
    after = initial_weights(replace(SPEC, seed=9), 2)
    piece = Piece(np.float32([0.25]), (), Snapshot(6, 1.2, after), seconds=0.01, models=1)
    run.receive(request, TrainingState(after, (), 6), piece)
    seen = run.last_update
    assert (seen.update, seen.loss) == (5, 0.25)
    assert seen.before is request.state.weights
    assert seen.after is after
    np.testing.assert_array_equal(seen.samples, batch_samples(SPEC, run.part.train, 5))
    run.resume()
    serve(run)
    assert run.last_update is seen
    run.reset()
    assert run.last_update is None


def test_at_a_slow_pace_each_batch_can_be_watched(run: Run):
    run.rate = 1.0
    run.start()
    for update in range(3):
        answer(run, run.request())
        assert run.last_update.update == update
