"""Turns, places, shared results and lost workers, with workers that the test answers for."""

import gc
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from lstmviz.network.models import initial_weights
from lstmviz.samples.datasets import Dataset
from lstmviz.training import contest, queue, run, wishes, workers
from lstmviz.training import engine as engine_module
from lstmviz.training.bounds import (
    ACTIVE_RUNS,
    ATTEMPTS,
    CATCH_UP,
    GROWN_BYTES,
    ROUND_SECONDS,
    RUNS_PER_VISITOR,
    SHORTEST_SLICE_SECONDS,
    SLICE_SECONDS,
)
from lstmviz.training.contest import Contest
from lstmviz.training.dispatch import slice_seconds
from lstmviz.training.engine import Engine
from lstmviz.training.plan import Plan
from lstmviz.training.queue import Member
from lstmviz.training.record import Record
from lstmviz.training.run import Run
from lstmviz.training.state import Origin, Piece, Snapshot, TrainingState
from lstmviz.training.sweep import Sweep
from lstmviz.training.worker import SliceFailure, check
from lstmviz.training.workers import Workers
from tests.training.conftest import LONG, SPEC, ByHand, finish, look_round, wait_for

# 18 updates: a slice of eight and one of ten.
SHORT = replace(SPEC, batch_size=9, epochs=1)


@pytest.fixture
def sharing() -> Iterator[tuple[Engine, ByHand]]:
    """An engine that keeps results, and the worker by hand."""
    executor = ByHand()
    engine = Engine(lambda: executor)
    yield engine, executor
    engine.close()


def started(engine: Engine, run: Run | Contest, visitor: str = "") -> Run | Contest:
    engine.submit(run, visitor)
    run.start()
    return run


def answer_until(executor: ByHand, done: Callable[[], object]) -> int:
    """Answer slices until something is true; count them."""
    answered = 0

    def step() -> object:
        nonlocal answered
        if executor.asked:
            executor.answer()
            answered += 1
        return done()

    wait_for(step)
    return answered


def shared_by(engine: Engine, number: int) -> None:
    """Wait until so many runs wait for the one slice under way."""

    def takers() -> int:
        return sum(len(job.about.takers) for job in engine._workers.jobs)

    wait_for(lambda: takers() == number)


def updates_asked(executor: ByHand) -> int:
    """The first update of the slice under way; the only one."""
    wait_for(lambda: executor.asked)
    assert len(executor.asked) == 1
    return executor.asked[0][1][3].update


# ---- turns and places ---------------------------------------------------------------------------


def test_runs_take_turns_with_one_slice_each(by_hand, dataset: Dataset):
    engine, executor = by_hand
    for seed in range(3):
        started(engine, Run(replace(LONG, seed=seed), dataset))
    order = []
    for _ in range(15):
        order.append(executor.answer())
        assert len({arguments[0].seed for _, arguments in executor.asked}) == len(executor.asked)
    assert all(order.count(seed) == 5 for seed in range(3))


def test_visitors_take_turns_however_much_they_train(by_hand, dataset: Dataset):
    engine, executor = by_hand
    for seed in range(RUNS_PER_VISITOR):
        started(engine, Run(replace(LONG, seed=seed), dataset), "greedy")
    started(engine, Contest((dataset,), (LONG,), seeds=20), "greedy")
    started(engine, Run(replace(LONG, seed=99), dataset), "modest")
    turns = Counter(executor.answer() == 99 for _ in range(24))
    # Half of them; a turn for each run would give it six. The others began before it.
    assert 9 <= turns[True] <= 15


def test_a_second_run_stands_behind_everybodys_first(by_hand, dataset: Dataset):
    engine, _ = by_hand
    greedy = [
        started(engine, Run(replace(LONG, seed=n), dataset), "greedy")
        for n in range(RUNS_PER_VISITOR)
    ]
    others = [
        started(engine, Run(replace(LONG, seed=9 + n), dataset), f"visitor {n}")
        for n in range(ACTIVE_RUNS + 1)
    ]
    expected = [0, 3, *[0] * (ACTIVE_RUNS - 1), 1, 2]
    wait_for(lambda: [r.progress.place for r in (*greedy, *others)] == expected)
    others[0].stop()
    wait_for(lambda: others[-1].progress.place == 1)


def test_whoever_waits_has_a_turn_in_the_end(
    by_hand, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queue, "ACTIVE_RUNS", 2)
    monkeypatch.setattr(queue, "STINT_SECONDS", 0.02)
    engine, executor = by_hand
    runs = [
        started(engine, Run(replace(LONG, seed=seed), dataset), f"visitor {seed}")
        for seed in range(5)
    ]
    seen = Counter()

    def turn() -> bool:
        seen[executor.answer()] += 1
        time.sleep(0.005)
        return len(seen) == 5 and min(seen.values()) >= 2

    wait_for(turn)
    assert all(run.progress.active for run in runs), "nobody had to end for it"


def test_whoever_trains_what_others_train_comes_along(
    by_hand, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queue, "ACTIVE_RUNS", 2)
    engine, executor = by_hand
    runs = [
        started(engine, Run(replace(LONG, seed=seed), dataset), f"visitor {number}")
        for number, seed in enumerate((0, 1, 2, 1, 3, 0))
    ]
    wait_for(lambda: [run.progress.place for run in runs] == [0, 0, 1, 0, 2, 0])
    answer_until(executor, lambda: runs[3].progress.update and runs[5].progress.update)
    assert not runs[2].progress.update
    # Alone, at a pace of its own, it is one more that wants turns.
    runs[3].rate = 1000.0
    wait_for(lambda: [run.progress.place for run in runs] == [0, 0, 1, 2, 3, 0])


def test_slices_are_shorter_the_more_experiments_there_are(dataset: Dataset):
    def seconds(*runs: Run) -> float:
        for each in runs:
            each.start()
        return slice_seconds([Member(each, "") for each in runs])

    assert seconds(Run(SPEC, dataset)) == SLICE_SECONDS
    assert seconds(*(Run(SPEC, dataset) for _ in range(30))) == SLICE_SECONDS
    different = [Run(replace(SPEC, seed=seed), dataset) for seed in range(30)]
    assert seconds(*different[:5]) == ROUND_SECONDS / 5
    assert seconds(*different) == SHORTEST_SLICE_SECONDS
    different[0].rate = 1.0
    assert seconds(*different[:5]) == ROUND_SECONDS / 5


def test_with_two_workers_twice_as_much_is_under_way(dataset: Dataset):
    executor = ByHand()
    executor.workers = 2
    engine = Engine(lambda: executor)
    for seed in range(6):
        executor.parts.add(started(engine, Run(replace(LONG, seed=seed), dataset)).part.key)
    for number in (3, 1):
        wait_for(lambda: len(executor.asked) == 4)
        # Not in the order in which they were given.
        executor.asked.insert(0, executor.asked.pop(number))
        executor.answer()
    wait_for(lambda: len(executor.asked) == 4)
    engine.close()


def test_a_visitor_holds_few_runs(by_hand, dataset: Dataset):
    engine, _ = by_hand
    runs = [started(engine, Run(LONG, dataset), "greedy") for _ in range(RUNS_PER_VISITOR + 1)]
    assert runs[0].progress.status == "stopped"
    assert all(run.progress.active for run in runs[1:])


def test_runs_of_a_visitor_who_stays_away_end_and_leave_nothing(dataset: Dataset):
    executor = ByHand()
    engine = Engine(lambda: executor, grace=0.3)
    away, back = (started(engine, Run(LONG, dataset), name) for name in ("away", "back"))
    executor.answer()
    for name in ("away", "back"):
        engine.leave(name)
    engine.keep("back")
    wait_for(lambda: away.progress.status == "stopped")
    before = back.progress.update
    executor.answer()
    wait_for(lambda: back.progress.active and back.progress.update > before)
    known = weakref.ref(away)
    del away
    executor.asked.clear()
    engine.remove(back)
    wait_for(lambda: gc.collect() is None or known() is None)
    engine.close()


def test_what_a_visitor_settles_on_is_compiled_while_nobody_trains(
    by_hand, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(wishes, "SETTLED_SECONDS", -1.0)
    engine, executor = by_hand
    busy = started(engine, Run(LONG, dataset))
    for units in (5, 6, 7):
        engine.foresee(Run(replace(SPEC, units=units), dataset), "turns a knob")
    engine.foresee(Run(replace(SPEC, units=8), dataset), "left")
    engine.leave("left")
    executor.answer()
    look_round(engine)
    assert not executor.prepared
    busy.pause()
    executor.answer()
    wait_for(lambda: len(executor.prepared) == 2)
    look_round(engine)
    model = replace(SPEC, units=7), dataset.shape[1:]
    assert executor.prepared == [(*model, "updates"), (*model, "predictions")]


def test_what_is_started_waits_for_one_step_of_what_is_compiled_ahead(
    by_hand, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(wishes, "SETTLED_SECONDS", -1.0)
    engine, executor = by_hand
    executor.preparing = Future()
    looked_at = Run(replace(SPEC, units=5), dataset)
    engine.foresee(looked_at, "looks")
    wait_for(lambda: executor.prepared)
    begun = started(engine, Run(SPEC, dataset), "begins")
    executor.preparing.set_result(1)
    executor.answer()
    wait_for(lambda: begun.progress.update)
    assert [step for *_, step in executor.prepared] == ["updates"]
    # What its own visitor starts compiles for itself.
    begun.pause()
    started(engine, looked_at, "looks")
    look_round(engine)
    looked_at.pause()
    answer_until(executor, lambda: not engine._workers.jobs)
    look_round(engine)
    assert len(executor.prepared) == 1


# ---- what several runs share --------------------------------------------------------------------


def test_what_several_ask_for_is_computed_once(sharing, dataset: Dataset):
    engine, executor = sharing
    runs = [started(engine, Run(SHORT, dataset), f"visitor {n}") for n in range(3)]
    shared_by(engine, 3)
    executor.answer()
    wait_for(lambda: all(run.progress.update == 8 for run in runs))
    shared_by(engine, 3)
    assert updates_asked(executor) == 8
    # One pauses, one goes: the third is not touched.
    runs[0].pause()
    engine.remove(runs[1])
    executor.answer()
    assert finish(runs[2]).progress.status == "finished"
    assert (runs[0].progress.status, runs[0].progress.update) == ("paused", 8)
    assert (runs[1].progress.status, runs[1].progress.update) == ("stopped", 8)
    runs[0].resume()
    assert finish(runs[0]).progress.status == "finished"
    assert not executor.asked, "it was computed before"


def test_a_late_comer_sees_a_film_that_begins_at_once(
    sharing, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    engine, executor = sharing
    first = started(engine, Run(replace(SHORT, epochs=15), dataset), "first")
    slices = answer_until(executor, lambda: not first.progress.active)
    # A clock that stands still, later than that of the runs.
    now = time.monotonic() + 60
    monkeypatch.setattr(engine_module, "time", SimpleNamespace(monotonic=lambda: now))
    late = started(engine, Run(replace(SHORT, epochs=15), dataset), "late")
    seen = []
    # By hand each slice took 0.15 seconds, and is shown twice as fast.
    for _ in range(slices):
        look_round(engine)
        seen.append(late.progress.update)
        assert late.progress.active == (len(seen) < slices)
        now += 0.15 / CATCH_UP
    assert seen == sorted(set(seen)), "one slice after the other"
    assert seen[0] == 8
    assert not executor.asked
    np.testing.assert_array_equal(late.progress.train.losses, first.progress.train.losses)


def test_at_a_pace_or_in_steps_a_run_computes_its_own(sharing, dataset: Dataset):
    engine, executor = sharing
    started(engine, Run(SHORT, dataset), "quick")
    executor.answer()
    slow, steps = Run(SHORT, dataset), Run(SHORT, dataset)
    slow.rate = 1000.0
    for name, own in (("slow", slow), ("steps", steps)):
        engine.submit(own, name)
    slow.start()
    steps.step_batch()
    answered = answer_until(executor, lambda: slow.progress.update and steps.progress.update)
    assert answered >= 2, "nothing was taken from the record"
    assert (steps.progress.status, steps.progress.update) == ("paused", 1)


def test_a_failure_is_told_to_all_who_share_it(sharing, dataset: Dataset):
    engine, executor = sharing
    runs = [started(engine, Run(SPEC, dataset), f"visitor {n}") for n in range(2)]
    shared_by(engine, 2)
    executor.asked.pop()[0].set_result(SliceFailure("It rained."))
    for each in runs:
        finish(each)
        assert (each.progress.status, each.progress.message) == ("failed", "It rained.")


def test_what_is_shared_keeps_within_its_memory():
    record, spec = Record(1_000_000), SPEC
    weights = initial_weights(spec, 2)
    origins = [Origin(spec, "part", Plan(600, 10), update) for update in range(400)]
    for origin in origins:
        losses = np.zeros(1000, np.float32)
        piece = Piece(losses, (), Snapshot(1, 0.1, weights), seconds=0.1, models=1)
        record.keep(origin, TrainingState(weights, (), 1), piece)
        record.find(origins[0])
        assert record.nbytes <= 1_000_000
    held = [origin for origin in origins if record.find(origin)]
    # The weights count once in each.
    size = 4000 + sum(array.nbytes for array in weights.arrays())
    assert len(held) == 1_000_000 // size
    assert held[0] is origins[0], "used all the time"
    assert held[-1] is origins[-1]
    assert record.nbytes == len(held) * size
    record.keep(origins[-1], *record.find(origins[-1]))
    assert record.nbytes == len(held) * size
    nothing = Record(0)
    nothing.keep(origins[0], *record.find(origins[0]))
    assert (nothing.find(origins[0]), nothing.nbytes) == (None, 0)


# ---- lost workers -------------------------------------------------------------------------------


class Watched(ByHand):
    """Notes that it was ended."""

    ended = False

    def shutdown(self, wait=True, *, cancel_futures=False):
        self.ended = True


@pytest.fixture
def made() -> list[Watched]:
    """The executors of an engine, in turn."""
    return []


def making(made: list[Watched]):
    def make() -> Executor:
        made.append(Watched())
        return made[-1]

    return make


def test_a_worker_that_hangs_is_replaced_and_its_slice_asked_for_again(
    made: list[Watched], dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("lstmviz.training.dispatch.FIRST_SLICE_SECONDS", 60.0)
    engine = Engine(making(made), hung=0.2, record_bytes=0)
    runs = [started(engine, Run(SPEC, dataset), f"visitor {n}") for n in range(2)]
    wait_for(lambda: made)
    made[0].answer()
    # This model has been computed before, so it is not waited for as for a new one.
    wait_for(lambda: len(made) == 2 and made[1].asked)
    assert made[0].ended
    assert updates_asked(made[1]) == 8
    made[1].answer()
    wait_for(lambda: all(run.progress.update > 8 for run in runs))
    engine.close()


def test_a_job_that_waits_behind_another_is_not_taken_for_hung():
    executor = ByHand()
    workers = Workers(lambda: executor, lambda: None)
    workers.start()
    workers.take_done()
    assert workers.give("first", lambda: 60.0, check)
    assert workers.give("second", lambda: -1.0, check)
    assert workers.lost() is None
    executor.checks[0][0].set_result(None)
    (done,) = workers.take_done()
    assert (done.about, done.took > 0) == ("first", True)
    assert workers.lost().about == "second"
    workers.close()


def test_a_worker_that_has_compiled_or_grown_much_is_replaced_between_slices(
    made: list[Watched], dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine_module, "WEIGHED_SECONDS", 0.0)
    weighs = {}
    monkeypatch.setattr(engine_module, "weight", lambda executor: weighs.get(executor, 1e9))
    engine = Engine(making(made), most_models=0, record_bytes=0)
    run = started(engine, Run(LONG, dataset))
    wait_for(lambda: made and made[0].asked)
    made[0].answer()
    # ByHand tells of one model.
    wait_for(lambda: len(made) == 2 and made[1].asked)
    assert (made[0].ended, made[0].asked) == (True, [])
    assert updates_asked(made[1]) == run.progress.update == 8
    engine._most_models = 10
    made[1].answer()
    wait_for(lambda: made[1].asked)
    weighs[made[1]] = 1e9 + GROWN_BYTES + 1
    made[1].answer()
    wait_for(lambda: len(made) == 3 and made[2].asked)
    assert made[1].ended
    made[2].answer()
    wait_for(lambda: made[2].asked)
    assert len(made) == 3
    engine.close()


def test_a_slice_that_ends_each_worker_is_given_up(made: list[Watched], dataset: Dataset):
    engine = Engine(making(made))
    runs = [started(engine, Run(SPEC, dataset), f"visitor {n}") for n in range(2)]

    def fail() -> bool:
        if made and made[-1].asked:
            made[-1].asked.pop(0)[0].set_exception(RuntimeError("the worker is gone"))
        return not runs[0].progress.active

    wait_for(fail)
    for each in runs:
        assert finish(each).progress.status == "failed"
        assert "3 times" in each.progress.message
    assert len(made) >= 3
    engine.close()


def test_an_executor_that_is_gone_is_replaced_at_once(made: list[Watched], dataset: Dataset):
    engine = Engine(making(made), record_bytes=0)
    run = started(engine, Run(SPEC, dataset))
    wait_for(lambda: made and made[0].asked)
    made[0].gone = True
    wait_for(lambda: len(made) == 2 and made[1].asked)
    assert made[0].ended
    made[1].answer()
    wait_for(lambda: run.progress.update == 8)
    engine.close()


def test_a_scheduler_that_is_gone_is_no_lack_of_memory():
    class Gone(ByHand):
        gone = True

        def submit(self, function, *arguments):
            return Future()

    own = Workers(Gone, lambda: None)
    for _ in range(ATTEMPTS):
        own.start()
        own.replace()
    assert own.trouble == ""
    own.close()


class NoMemory(ByHand):
    """A worker that ends while it imports TensorFlow."""

    def submit(self, function, *arguments):
        future: Future = Future()
        future.set_exception(MemoryError())
        return future


def test_a_worker_that_does_not_get_as_far_as_to_train_is_told_and_tried_again(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("lstmviz.training.workers.RESTART_SECONDS", 600.0)
    tries, worker = [], ByHand()

    def make() -> Executor:
        tries.append(worker if len(tries) == ATTEMPTS else NoMemory())
        return tries[-1]

    engine = Engine(make)
    run = started(engine, Run(SPEC, dataset))
    asked = engine.check(SPEC, run.progress.latest.weights, dataset.batch(np.arange(1))[0])
    wait_for(lambda: engine.trouble)
    assert f"ended {ATTEMPTS} times" in engine.trouble
    assert "memory" in engine.trouble
    assert isinstance(asked.result(60), SliceFailure)
    assert (run.progress.status, engine.ready, len(tries)) == ("waiting", False, ATTEMPTS)
    engine._workers._start_at = 0.0
    worker.answer()
    assert finish_first(run).progress.update == 8
    assert (engine.trouble, engine.ready) == ("", True)
    engine.close()


def finish_first(run: Run) -> Run:
    wait_for(lambda: run.progress.update)
    return run


def test_a_run_without_news_says_what_it_waits_for(by_hand, dataset: Dataset, monkeypatch):
    now = time.monotonic()
    for module in (engine_module, run, workers):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now))
    engine, executor = by_hand
    own = started(engine, Run(SPEC, dataset), "own")
    other = started(engine, Run(replace(SPEC, seed=1), dataset), "other")
    wait_for(lambda: len(executor.asked) == 2)
    assert engine.waits_for(own) == ""
    now += 3
    assert engine.waits_for(own) == "compiling this model, **3 s**"
    assert engine.waits_for(other) == "compiling another model, **3 s**"
    executor.answer()
    wait_for(lambda: own.progress.update == 8 and len(executor.asked) == 2)
    assert engine.waits_for(own) == ""
    assert engine.waits_for(other) == "its turn has come"
    now += 4
    assert engine.waits_for(other) == "worker silent for **4 s**; replaced at 20 s"
    own.pause()
    assert engine.waits_for(own) == ""


@pytest.mark.parametrize("kind", ["sweep", "race"])
def test_a_sweep_and_a_race_without_news_say_what_they_wait_for(
    by_hand, dataset: Dataset, monkeypatch, kind: str
):
    now = time.monotonic()
    for module in (engine_module, run, workers, contest):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now))
    engine, executor = by_hand
    trainee = (
        Sweep(SPEC, dataset, (1, 2)) if kind == "sweep" else Contest([dataset], [SPEC], seeds=2)
    )
    engine.submit(trainee, "own")
    trainee.start()
    wait_for(lambda: executor.asked)
    assert engine.waits_for(trainee) == ""
    now += 3
    assert engine.waits_for(trainee) == "compiling this model, **3 s**"
    executor.answer()
    wait_for(lambda: engine.waits_for(trainee) == "")
    trainee.stop()
    now += 3
    assert engine.waits_for(trainee) == ""


# ---- bounds of a run ----------------------------------------------------------------------------


def test_a_run_that_would_read_too_much_says_so(dataset: Dataset, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run, "SAMPLES_READ", 155 * 12)
    largest, larger = Run(replace(SPEC, epochs=12), dataset), Run(SPEC, dataset)
    largest.start()
    assert largest.progress.status == "waiting"
    larger.start()
    assert larger.progress.status == "failed"
    assert "4,650 samples" in larger.progress.message
    assert "Choose 12 epochs or fewer" in larger.progress.message
    assert larger.due() is None


def test_a_run_that_goes_on_for_too_long_is_paused_and_loses_nothing(
    by_hand, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(run, "RUN_SECONDS", 0.0)
    engine, executor = by_hand
    own = started(engine, Run(SHORT, dataset))
    executor.answer()
    wait_for(lambda: own.progress.status == "paused")
    assert own.progress.update == 8
    assert "go on when you like" in own.progress.message
    monkeypatch.setattr(run, "RUN_SECONDS", 60.0)
    own.resume()
    assert own.progress.message == ""
    answer_until(executor, lambda: own.progress.update == 18)
    assert finish(own).progress.status == "finished"
