"""Checks against Keras's own layers: equal to NumPy's trace, in turns with slices, never lost."""

from concurrent.futures import Future
from dataclasses import replace

import numpy as np

from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.training.bounds import CHECKS_WAITING
from lstmviz.training.checks import LOST, TOO_MANY
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run
from lstmviz.training.state import Check
from lstmviz.training.worker import SliceFailure, warm_up
from tests.training.conftest import LONG, ByHand, look_round, wait_for

LSTM = TrainingSpec(units=5)


def random_x(samples: int, timesteps: int) -> np.ndarray:
    return np.random.default_rng(4).normal(size=(samples, timesteps, 3)).astype(np.float32)


def ask(engine: Engine, seed: int = 0):
    spec = replace(LSTM, seed=seed)
    return engine.check(spec, initial_weights(spec, 3), random_x(1, 2))


def test_a_model_is_saved_in_the_line_of_checks(by_hand):
    engine, executor = by_hand
    check, file = ask(engine), engine.save(LSTM, initial_weights(LSTM, 3), (7, 3))
    for future, answer in ((check, ANSWER), (file, b"PK")):
        wait_for(lambda: executor.checks)
        executor.checks.pop()[0].set_result(answer)
        assert future.result(60) is answer
    lost = engine.save(LSTM, initial_weights(LSTM, 3), (7, 3))
    wait_for(lambda: executor.checks)
    executor.checks.pop()[0].set_exception(RuntimeError("the worker is gone"))
    assert lost.result(60) == SliceFailure(LOST)


ANSWER = Check((np.zeros((1, 2, 5), np.float32),), np.zeros((1, 2), np.float32))


def test_a_check_in_a_lost_worker_is_told_and_the_next_one_works(by_hand):
    engine, executor = by_hand
    lost, later = ask(engine), ask(engine)
    wait_for(lambda: executor.checks)
    executor.checks.pop()[0].set_exception(RuntimeError("the worker is gone"))
    assert lost.result(60) == SliceFailure(LOST)
    wait_for(lambda: executor.checks)
    executor.checks.pop()[0].set_result(ANSWER)
    assert later.result(60) is ANSWER


def test_checks_and_slices_take_turns(by_hand, dataset: Dataset):
    engine, executor = by_hand
    run = Run(LONG, dataset)
    engine.submit(run)
    run.start()
    asked = [ask(engine) for _ in range(3)]
    for number in range(3):
        wait_for(lambda: executor.checks and executor.asked)
        assert len(executor.checks) == 1
        executor.checks.pop()[0].set_result(ANSWER)
        assert asked[number].result(60) is ANSWER
        before = run.progress.update
        executor.answer()
        wait_for(lambda before=before: run.progress.update > before)


def test_of_too_many_checks_the_oldest_are_given_up(by_hand):
    engine, executor = by_hand
    asked = [ask(engine)]
    wait_for(lambda: executor.checks)
    asked += [ask(engine) for _ in range(CHECKS_WAITING + 2)]
    assert [future.result(60) for future in asked[1:3]] == [SliceFailure(TOO_MANY)] * 2
    assert not asked[0].done()
    assert not asked[3].done()
    engine.close()
    assert asked[3].result(60) == SliceFailure(LOST)


def test_a_check_that_was_called_off_is_not_done(by_hand):
    engine, executor = by_hand
    first, off, last = (ask(engine, seed) for seed in range(3))
    assert off.cancel()
    for future in (first, last):
        wait_for(lambda: executor.checks)
        executor.checks.pop()[0].set_result(ANSWER)
        future.result(60)
    assert off.cancelled()


def test_a_check_waits_for_the_worker_to_warm_up():
    class Cold(ByHand):
        def submit(self, function, *arguments):
            return self.warming if function is warm_up else super().submit(function, *arguments)

    executor = Cold()
    executor.warming = Future()
    engine = Engine(lambda: executor)
    asked = ask(engine)
    look_round(engine)
    assert not executor.checks
    executor.warming.set_result(None)
    wait_for(lambda: executor.checks)
    executor.checks[0][0].set_result(ANSWER)
    assert asked.result(60) is ANSWER
    engine.close()
