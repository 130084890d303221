"""With a real worker, one for all tests: Keras in it, and losses that survive its end."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstmviz.network.models import ModelWeights, initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import Layout
from lstmviz.training.bounds import CHECK_SAMPLES, CHECK_STEPS, RECORD_BYTES
from lstmviz.training.contest import Contest, Standing
from lstmviz.training.engine import Engine
from lstmviz.training.prepare import run_of
from lstmviz.training.prepared import load, save
from lstmviz.training.record import Record
from lstmviz.training.run import Run
from lstmviz.training.state import Check
from lstmviz.training.sweep import SWEEP_SPEC, Sweep
from lstmviz.training.worker import SliceFailure
from tests.training.conftest import LONG, SPEC, finish, small_dataset, wait_for, workers

LSTM = TrainingSpec(units=5)
SPECS = {
    "LSTM": LSTM,
    "LSTM, two layers": replace(LSTM, layers=2),
    "GRU": replace(LSTM, cell="gru"),
    "GRU reset before, two layers": replace(LSTM, cell="gru", reset_after=False, layers=2),
    "SimpleRNN": replace(LSTM, cell="simple_rnn"),
}


def random_x(samples: int, timesteps: int) -> np.ndarray:
    return np.random.default_rng(4).normal(size=(samples, timesteps, 3)).astype(np.float32)


def flat(contest: Contest) -> list[Standing]:
    return [standing for standings in contest.results for standing in standings]


def trained(engine: Engine, run: Run) -> Run:
    engine.submit(run)
    run.start()
    return finish(run)


@pytest.fixture(scope="module")
def reference(engine: Engine, dataset: Dataset) -> Run:
    return trained(engine, Run(SPEC, dataset))


def assert_same(run: Run, reference: Run) -> None:
    """Two runs told the same, bit by bit."""
    mine, theirs = run.progress, reference.progress
    assert (mine.status, mine.message) == ("finished", "")
    np.testing.assert_array_equal(mine.train.losses, theirs.train.losses)
    np.testing.assert_array_equal(mine.validation.losses, theirs.validation.losses)
    np.testing.assert_array_equal(mine.latest.stretch, theirs.latest.stretch)
    for one, other in zip(
        mine.latest.weights.arrays(), theirs.latest.weights.arrays(), strict=True
    ):
        np.testing.assert_array_equal(one, other)


def test_a_run_learns_and_tells_all(reference: Run):
    progress = reference.progress
    assert progress.status == "finished"
    assert progress.update == 600
    assert progress.train.losses[-1] < 0.8 * progress.train.losses[0]
    assert len(progress.validation.losses) >= 30
    marks = [0, 1, 2, 5, *range(10, 601, 10)]
    assert [snapshot.update for snapshot in reference.snapshots] == marks
    x, _ = reference.dataset.batch(reference.dataset.stretch)
    y = trace_model(progress.latest.weights, x).y[:, -1]
    np.testing.assert_allclose(progress.latest.stretch, y, atol=1e-5)


def test_the_serving_process_needs_no_tensorflow(engine: Engine):
    script = (
        "import sys\n"
        "import lstmviz.training.engine, lstmviz.training.run\n"
        "raise SystemExit(bool({'tensorflow', 'keras'} & set(sys.modules)))"
    )
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", script]) == 0


def test_interrupted_among_others_the_result_is_the_same(
    engine: Engine, dataset: Dataset, reference: Run
):
    run, other = Run(SPEC, dataset), Run(replace(LONG, seed=5), dataset)
    engine.submit(run)
    engine.submit(other)
    other.start()
    run.step_batch()
    finish(run)
    assert run.progress.update == 1
    run.step_epoch()
    finish(run)
    assert run.progress.update == 20
    # So slow that the check and the pause fall in the middle.
    run.rate = 50.0
    run.resume()
    wait_for(lambda: run.progress.update > 20)
    x, _ = dataset.batch(dataset.stretch)
    assert isinstance(engine.check(SPEC, run.progress.latest.weights, x).result(60), Check)
    run.pause()
    assert run.progress.status == "paused"
    run.rate = None
    run.resume()
    assert_same(finish(run), reference)
    other.stop()


def test_an_update_seen_is_the_workers_own(engine: Engine, dataset: Dataset):
    run = Run(SPEC, dataset)
    engine.submit(run)
    for update in range(2):
        run.step_batch()
        finish(run)
        seen = run.last_update
        assert seen.update == update
        x, y = dataset.batch(seen.samples)
        errors = trace_model(seen.before, x).y[:, -1] - y[:, 0]
        assert seen.loss == pytest.approx(np.mean(errors**2), rel=1e-4)
        assert seen.after is run.progress.latest.weights
    engine.remove(run)


def test_stop_shows_at_once_and_nothing_comes_after(engine: Engine, dataset: Dataset):
    run = Run(LONG, dataset)
    engine.submit(run)
    run.start()
    wait_for(lambda: run.progress.status == "training" and engine._workers.jobs)
    run.stop()
    stopped = run.progress
    assert stopped.status == "stopped"
    wait_for(lambda: not engine._workers.jobs)
    assert run.progress is stopped


def test_a_slow_run_keeps_its_pace_and_leaves_the_worker_to_others(
    engine: Engine, dataset: Dataset, reference: Run
):
    slow = Run(SPEC, dataset)
    slow.rate = 4.0
    engine.submit(slow)
    began = time.monotonic()
    slow.start()
    wait_for(lambda: slow.progress.update >= 1)
    assert_same(trained(engine, Run(SPEC, dataset)), reference)
    wait_for(lambda: slow.progress.update >= 5)
    # Read first: however late the test looks, so many cannot have come before their time.
    update, seconds = slow.progress.update, time.monotonic() - began
    assert update <= 1 + slow.rate * seconds
    slow.stop()


def test_an_error_in_the_worker_ends_the_run_with_a_sentence(engine: Engine):
    run = Run(SPEC, small_dataset())
    run.part = replace(run.part, key="broken", starts=run.part.starts + 10**6)
    engine.submit(run)
    run.start()
    finish(run)
    assert run.progress.status == "failed"
    assert "could not be computed" in run.progress.message
    assert "Traceback" not in run.progress.message


def test_each_network_of_a_race_learns_as_if_alone_and_a_killed_worker_changes_no_bit(
    engine: Engine, dataset: Dataset, reference: Run
):
    lags = make_dataset(dataset.table, Layout(5, 1, "features", "features"), dataset.task)
    contest = Contest((dataset, lags), (SPEC, SPEC), seeds=2)
    engine.submit(contest, "curious")
    contest.start()
    wait_for(lambda: not contest.active)
    first = flat(contest)
    assert [standing.status for standing in first] == ["finished"] * 4
    assert [standing.seed for standing in first] == [0, 1, 0, 1]
    assert len({standing.error for standing in first}) == 4
    progress, mine = reference.progress, first[0]
    np.testing.assert_array_equal(mine.validation.losses, progress.validation.losses)
    assert mine.error == np.sqrt(progress.validation.losses[-1])
    for one, other in zip(mine.weights.arrays(), progress.latest.weights.arrays(), strict=True):
        np.testing.assert_array_equal(one, other)
    assert [s.update for s in contest._runs[-1].snapshots] == [0, 600], "first and latest alone"

    run = Run(SPEC, dataset)
    # So slow that the blow falls in the middle.
    slowed = (run, *contest._runs)
    for each in slowed:
        each.rate = 100.0
    for trainee in (run, contest):
        engine.submit(trainee, "curious")
        trainee.start()
    wait_for(lambda: run.progress.update > 30 and flat(contest)[0].epoch > 0)
    (worker,) = workers(engine)
    worker.kill()
    assert contest.active, "the blow should fall in the middle"
    assert run.progress.active
    for each in slowed:
        each.rate = None
    assert_same(finish(run), reference)
    wait_for(lambda: not contest.active)
    assert workers(engine) != [worker]
    for one, other in zip(flat(contest), first, strict=True):
        assert (one.status, one.epoch, one.loss) == (other.status, other.epoch, other.loss)
        np.testing.assert_array_equal(one.validation.losses, other.validation.losses)
        for a, b in zip(one.weights.arrays(), other.weights.arrays(), strict=True):
            np.testing.assert_array_equal(a, b)


def test_runs_of_the_same_experiment_share_results_that_are_those_of_one_alone(
    engine: Engine, dataset: Dataset, reference: Run
):
    engine._turns._record, usual = Record(RECORD_BYTES), engine._turns._record
    try:
        runs = [Run(SPEC, dataset) for _ in range(3)]
        for number, run in enumerate(runs[:2]):
            engine.submit(run, f"visitor {number}")
            run.start()
        wait_for(lambda: runs[1].progress.update)
        runs[0].pause()
        # The third comes when the second is done.
        assert_same(finish(runs[1]), reference)
        engine.submit(runs[2], "late")
        runs[2].start()
        assert_same(finish(runs[2]), reference)
        runs[0].resume()
        assert_same(finish(runs[0]), reference)
        assert_same_shelves(runs[1], runs[2])
    finally:
        engine._turns._record = usual


def assert_same_shelves(one: Run, other: Run) -> None:
    """Two runs can be looked back to at the same moments."""
    updates = [[snapshot.update for snapshot in run.snapshots] for run in (one, other)]
    assert updates[0] == updates[1]


def test_a_number_of_updates_ends_with_all_samples_scored(engine: Engine, dataset: Dataset):
    contest = Contest((dataset,), (SPEC,), seeds=1, updates=30)
    engine.submit(contest, "curious")
    contest.start()
    wait_for(lambda: not contest.active)
    (standing,) = flat(contest)
    assert standing.epoch == standing.validation.epochs[-1] == 30 / 20
    x, y = dataset.batch(dataset.validation)
    errors = trace_model(standing.weights, x).y[:, -1] - y[:, 0]
    assert standing.error == pytest.approx(np.sqrt(np.mean(errors**2)), rel=1e-4)


def test_what_the_network_cannot_see_it_cannot_know(engine: Engine):
    task, lag = EXAMPLES["echo"].task, 1
    dataset = make_dataset(load_example("echo", lag), Layout(window=2), task)
    small = replace(SWEEP_SPEC, units=8, learning_rate=0.03, epochs=1)
    sweep = Sweep(small, dataset, (lag, lag + 1))
    engine.submit(sweep, "curious")
    sweep.start()
    assert sweep.active
    wait_for(lambda: not sweep.active)
    too_short, enough = sweep.results
    assert too_short.status == enough.status == "finished"
    assert (too_short.window, enough.window) == (lag, lag + 1)
    assert too_short.epoch == enough.epoch == 1
    assert too_short.error > 0.95
    assert enough.error < 0.3


def random_weights(spec: TrainingSpec, features: int) -> ModelWeights:
    """Biases too: the initial ones would hide a gate that stands in another's place."""
    random = np.random.default_rng(3)
    arrays = [
        random.normal(0, 0.5, array.shape).astype(np.float32)
        for array in initial_weights(spec, features).arrays()
    ]
    return ModelWeights.from_arrays(spec, arrays)


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_keras_computes_what_the_trace_tells(engine: Engine, spec: TrainingSpec):
    weights, x = random_weights(spec, 3), random_x(2, 7)
    trace, told = trace_model(weights, x), engine.check(spec, weights, x).result(60)
    assert isinstance(told, Check)
    assert len(told.h) == spec.layers
    for mine, theirs in zip(trace.layers, told.h, strict=True):
        np.testing.assert_allclose(mine.h, theirs, atol=1e-5)
    np.testing.assert_allclose(trace.y, told.y, atol=1e-5)


def test_a_check_would_tell_of_gates_in_each_others_place(engine: Engine):
    weights, x = random_weights(LSTM, 3), random_x(2, 7)
    kernel = weights.layers[0].kernel
    swapped = np.concatenate([kernel[:, 5:10], kernel[:, :5], kernel[:, 10:]], axis=1)
    wrong = replace(weights, layers=(replace(weights.layers[0], kernel=swapped),))
    told = engine.check(LSTM, weights, x).result(60)
    assert np.abs(trace_model(wrong, x).y - told.y).max() > 1e-2


@pytest.mark.parametrize("layers", [1, 2])
def test_of_long_samples_the_first_part_is_checked(engine: Engine, layers: int):
    spec = replace(LSTM, layers=layers)
    weights, x = random_weights(spec, 3), random_x(CHECK_SAMPLES + 3, CHECK_STEPS + 20)
    told = engine.check(spec, weights, x).result(60)
    assert told.y.shape == (CHECK_SAMPLES, CHECK_STEPS // layers)
    y = trace_model(weights, x).y[:CHECK_SAMPLES, : CHECK_STEPS // layers]
    np.testing.assert_allclose(y, told.y, atol=1e-5)


def test_weights_that_do_not_fit_are_told_in_a_sentence(engine: Engine):
    told = engine.check(LSTM, random_weights(LSTM, 2), random_x(1, 4)).result(60)
    assert isinstance(told, SliceFailure)
    assert "Keras could not run" in told.sentence


def test_training_anew_begins_as_the_prepared_run_did(engine: Engine):
    run = run_of("window")
    prepared = load(run.spec, run.dataset)
    engine.submit(run)
    run.start()
    early = next(kept for kept in prepared.snapshots if kept.stretch is not None)
    wait_for(lambda: run.progress.update >= early.update + 1)
    run.stop()
    again = {snapshot.update: snapshot for snapshot in run.snapshots}[early.update]
    # Another processor may round otherwise.
    for mine, theirs in zip(again.weights.arrays(), early.weights.arrays(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-3)
    np.testing.assert_allclose(again.stretch, early.stretch, atol=1e-3)


def test_a_run_is_read_as_it_was_written(engine: Engine, dataset: Dataset, tmp_path: Path):
    spec = TrainingSpec(units=4, batch_size=8, epochs=5)
    run = Run(spec, dataset)
    with pytest.raises(ValueError, match="ready to start"):
        save(run, tmp_path)
    engine.submit(run)
    run.start()
    finish(run)
    save(run, tmp_path)
    read = load(spec, dataset, tmp_path)
    mine, theirs = read.progress, run.progress
    for one, other in ((mine.train, theirs.train), (mine.validation, theirs.validation)):
        np.testing.assert_array_equal(one.epochs, other.epochs)
        np.testing.assert_array_equal(one.losses, other.losses)
    assert (mine.update, mine.updates_per_epoch) == (theirs.update, theirs.updates_per_epoch)
    for one, other in zip(
        mine.latest.weights.arrays(), theirs.latest.weights.arrays(), strict=True
    ):
        np.testing.assert_array_equal(one, other)
