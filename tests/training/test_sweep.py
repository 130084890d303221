"""The edge of memory: a step where the window begins to see, and a fair share of the worker."""

from dataclasses import replace

import pytest

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.training.bounds import RUNS_PER_VISITOR
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run
from lstmviz.training.sweep import (
    LONGEST_WINDOW,
    SWEEP_LAGS,
    Sweep,
    echo_sweep,
    windows_around,
)
from lstmviz.training.worker import PartMissing
from tests.training.conftest import LONG, SPEC, ByHand, wait_for

LAGS = range(SWEEP_LAGS[0], SWEEP_LAGS[1] + 1)
# Four updates, which a worker by hand answers in one slice.
SHORT = replace(SPEC, batch_size=50, epochs=1)


@pytest.fixture
def sweep(dataset: Dataset) -> Sweep:
    return Sweep(SHORT, dataset, (1, 3, 5))


def statuses(sweep: Sweep) -> list[str]:
    return [reached.status for reached in sweep.results]


@pytest.mark.parametrize("lag", LAGS)
def test_windows_stand_on_both_sides_of_the_edge(lag: int):
    windows = windows_around(lag)
    assert {lag, lag + 1} < set(windows)
    assert list(windows) == sorted(set(windows))
    assert windows[0] >= 1
    assert lag + 1 < windows[-1] <= LONGEST_WINDOW
    assert len(windows) <= 6


@pytest.mark.parametrize("lag", [0, SWEEP_LAGS[1] + 1])
def test_a_lag_out_of_range_is_told(lag: int):
    with pytest.raises(ValueError, match=f"received {lag}"):
        echo_sweep(lag)


def test_one_window_after_the_other(by_hand: tuple[Engine, ByHand], sweep: Sweep):
    engine, executor = by_hand
    engine.submit(sweep, "curious")
    assert not sweep.active
    assert statuses(sweep) == ["ready to start"] * 3
    sweep.start()
    for number in range(3):
        wait_for(lambda: executor.asked)
        assert len(executor.asked) == 1
        done = ["finished"] * number
        assert statuses(sweep) == [*done, "waiting", *["ready to start"] * (2 - number)]
        executor.answer()
        wait_for(lambda number=number: statuses(sweep)[number] == "finished")
    assert not sweep.active
    sweep.start()
    assert statuses(sweep) == ["waiting", "ready to start", "ready to start"]


def test_a_sweep_takes_the_turns_of_one_run(by_hand: tuple[Engine, ByHand], dataset: Dataset):
    engine, executor = by_hand
    sweep = Sweep(replace(LONG, seed=1), dataset, (1, 3, 5))
    run = Run(LONG, dataset)
    for trainee in (run, sweep):
        engine.submit(trainee, "curious")
        trainee.start()
    order = [executor.answer() for _ in range(10)]
    assert order.count(0) == order.count(1) == 5


def test_a_sweep_stops_and_goes_on_where_it_was(by_hand: tuple[Engine, ByHand], sweep: Sweep):
    engine, executor = by_hand
    engine.submit(sweep, "curious")
    sweep.start()
    executor.answer()
    wait_for(lambda: executor.asked)
    sweep.stop()
    assert not sweep.active
    assert statuses(sweep) == ["finished", "stopped", "ready to start"]
    late, (_, key, *_) = executor.asked.pop()
    late.set_result(PartMissing(key))
    sweep.start()
    for number in (1, 2):
        executor.answer()
        wait_for(lambda number=number: statuses(sweep)[number] == "finished")
    assert not sweep.active


def test_a_visitors_sweep_is_apart_from_their_runs(dataset: Dataset, sweep: Sweep):
    engine = Engine(ByHand)
    runs = [Run(LONG, dataset) for _ in range(RUNS_PER_VISITOR)]
    for trainee in (*runs, sweep):
        engine.submit(trainee, "curious")
        trainee.start()
    assert all(run.progress.active for run in runs)
    another = Sweep(TrainingSpec(units=2), dataset, (1, 2))
    engine.submit(another, "curious")
    another.start()
    assert not sweep.active
    assert all(run.progress.active for run in runs)
    engine._grace = 0
    engine.leave("curious")
    wait_for(lambda: not any([another.active, *(run.progress.active for run in runs)]))
    engine.close()


def test_a_failure_ends_the_sweep_with_its_sentence(sweep: Sweep):
    sweep.start()
    sweep.fail("It rained.")
    assert not sweep.active
    assert sweep.message == "It rained."
    assert statuses(sweep) == ["failed", "ready to start", "ready to start"]
