"""The engine with a real worker: turns, losses that survive a lost worker, visitors."""

import os
import signal
import sys
import time
from concurrent.futures import Executor
from dataclasses import replace

import numpy as np
import psutil
import pytest

from lstmviz.cells import trace_model
from lstmviz.datasets import Dataset
from lstmviz.training.bounds import ACTIVE_RUNS, RUNS_PER_VISITOR, SETTLED_SECONDS
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run
from lstmviz.training.state import Check
from lstmviz.training.worker import SliceFailure
from tests.training.conftest import LONG, SPEC, ByHand, finish, small_dataset, wait_for, workers


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
    assert [snapshot.update for snapshot in reference.snapshots] == list(range(0, 601, 10))
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
    wait_for(lambda: run.progress.status == "training")
    began = time.perf_counter()
    run.stop()
    assert run.progress.status == "stopped"
    assert time.perf_counter() - began < 0.05
    stopped = run.progress
    time.sleep(0.4)
    assert run.progress is stopped


def test_a_slow_run_keeps_its_pace_and_leaves_the_worker_to_others(
    engine: Engine, dataset: Dataset, reference: Run
):
    slow = Run(SPEC, dataset)
    slow.rate = 4.0
    engine.submit(slow)
    slow.start()
    wait_for(lambda: slow.progress.update >= 1)
    began = time.perf_counter()
    assert_same(trained(engine, Run(SPEC, dataset)), reference)
    wait_for(lambda: slow.progress.update >= 5)
    # Four updates more at 4 a second.
    assert time.perf_counter() - began > 0.7
    slow.stop()


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hung"])
def test_a_lost_worker_changes_no_bit(
    engine: Engine, dataset: Dataset, reference: Run, blow: signal.Signals
):
    run = Run(SPEC, dataset)
    # So slow that the blow falls in the middle.
    run.rate = 100.0
    engine.submit(run)
    run.start()
    wait_for(lambda: run.progress.update > 30)
    (worker,) = workers(engine)
    engine._hung, usual = 2, engine._hung
    try:
        worker.send_signal(blow)
        seen = run.progress.update
        # What was on its way may still come in; then nothing, until there is a new worker.
        wait_for(lambda: workers(engine) not in ([worker], []))
        run.rate = None
        wait_for(lambda: run.progress.update > seen + 50)
        assert_same(finish(run), reference)
        assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
    finally:
        engine._hung = usual


def test_runs_of_a_visitor_who_stays_away_end(engine: Engine, dataset: Dataset):
    engine._grace, usual = 0.3, engine._grace
    try:
        away, back = Run(LONG, dataset), Run(LONG, dataset)
        for run in (away, back):
            run.rate = 5.0
        engine.submit(away, "away")
        engine.submit(back, "back")
        away.start()
        back.start()
        engine.leave("away")
        engine.leave("back")
        engine.keep("back")
        wait_for(lambda: away.progress.status == "stopped", 5)
        time.sleep(0.5)
        assert back.progress.active
        engine.remove(back)
        assert back.progress.status == "stopped"
    finally:
        engine._grace = usual


def test_a_visitor_holds_few_runs(engine: Engine, dataset: Dataset):
    runs = [Run(LONG, dataset) for _ in range(RUNS_PER_VISITOR + 1)]
    for run in runs:
        run.rate = 1.0
        engine.submit(run, "greedy")
        run.start()
    assert runs[0].progress.status == "stopped"
    assert all(run.progress.active for run in runs[1:])
    for run in runs:
        engine.remove(run)


def test_a_worker_that_has_compiled_much_is_replaced(engine: Engine, dataset: Dataset):
    (before,) = workers(engine)
    run = Run(replace(LONG, epochs=10), dataset)
    run.rate = 50.0
    engine.submit(run)
    run.start()
    wait_for(lambda: run.progress.update > 5)
    engine._worn = True
    wait_for(lambda: workers(engine) not in ([before], []))
    run.rate = None
    finish(run)
    assert run.progress.status == "finished"
    (after,) = workers(engine)
    assert after.pid != before.pid


def test_an_error_in_the_worker_ends_the_run_with_a_sentence(engine: Engine):
    run = Run(SPEC, small_dataset())
    run.part = replace(run.part, key="broken", starts=run.part.starts + 10**6)
    engine.submit(run)
    run.start()
    finish(run)
    assert run.progress.status == "failed"
    assert "could not be computed" in run.progress.message
    assert "Traceback" not in run.progress.message


def test_runs_take_turns_with_one_slice_each(by_hand, dataset: Dataset):
    engine, executor = by_hand
    runs = [Run(replace(LONG, seed=seed), dataset) for seed in range(3)]
    for run in runs:
        engine.submit(run)
        run.start()
    order = []
    for _ in range(15):
        order.append(executor.answer())
        assert len({arguments[0].seed for _, arguments in executor.asked}) == len(executor.asked)
    assert all(order.count(seed) == 5 for seed in range(3))


def test_what_a_visitor_settles_on_is_compiled_while_nobody_trains(by_hand, dataset: Dataset):
    engine, executor = by_hand
    busy = Run(LONG, dataset)
    engine.submit(busy)
    busy.start()
    for units in (5, 6, 7):
        engine.foresee(Run(replace(SPEC, units=units), dataset), "turns a knob")
    engine.foresee(Run(replace(SPEC, units=8), dataset), "left")
    engine.leave("left")
    time.sleep(SETTLED_SECONDS + 0.2)
    executor.answer()
    wait_for(lambda: executor.asked, 5)
    assert not executor.prepared
    busy.pause()
    executor.answer()
    wait_for(lambda: executor.prepared, 5)
    time.sleep(0.1)
    assert executor.prepared == [(replace(SPEC, units=7), dataset.shape[1:])]


def test_runs_beyond_the_bound_wait_in_line(by_hand, dataset: Dataset):
    engine, _ = by_hand
    runs = [Run(replace(LONG, seed=seed), dataset) for seed in range(ACTIVE_RUNS + 2)]
    for run in runs:
        engine.submit(run)
        run.start()
    wait_for(lambda: [run.progress.place for run in runs[-3:]] == [0, 1, 2], 5)
    runs[0].stop()
    wait_for(lambda: [run.progress.place for run in runs[-3:]] == [0, 0, 1], 5)


def test_a_slice_that_ends_each_worker_is_given_up(dataset: Dataset):
    class Deadly(ByHand):
        def answer(self):
            future, _ = self.asked.pop(0)
            future.set_exception(RuntimeError("the worker is gone"))

    made = []

    def make() -> Executor:
        made.append(Deadly())
        return made[-1]

    engine = Engine(make)
    run = Run(SPEC, dataset)
    engine.submit(run)
    run.start()
    while run.progress.active:
        wait_for(lambda: made[-1].asked or not run.progress.active, 5)
        if made[-1].asked:
            made[-1].answer()
    engine.close()
    assert run.progress.status == "failed"
    assert "3 times" in run.progress.message
    assert len(made) >= 3


def test_a_failure_told_by_the_worker_is_the_runs_message(by_hand, dataset: Dataset):
    engine, executor = by_hand
    run = Run(SPEC, dataset)
    engine.submit(run)
    run.start()
    wait_for(lambda: executor.asked, 5)
    executor.asked.pop()[0].set_result(SliceFailure("It rained."))
    finish(run, 5)
    assert (run.progress.status, run.progress.message) == ("failed", "It rained.")
