"""The pages of many visitors: one draws at a time, ticks are rarer, nobody waits in vain."""

import math
import threading
import time

import pytest

from lstmviz.ui import crowd
from lstmviz.ui.crowd import PAGES_AT_FULL_TICK, Crowd


def test_the_more_pages_tick_the_rarer(monkeypatch: pytest.MonkeyPatch):
    many, now = Crowd(), 100.0
    monkeypatch.setattr(crowd.time, "monotonic", lambda: now)
    for number in range(PAGES_AT_FULL_TICK):
        assert many.rarer(f"visitor {number}") == 1
    assert many.rarer("one more") == 2
    assert many.rarer("visitor 0") == 2
    for number in range(30):
        times = many.rarer(f"visitor {number}")
    assert times == 4
    now += crowd.SILENT + 1
    assert many.rarer() == 1


def test_pages_are_drawn_anew_one_after_the_other(monkeypatch: pytest.MonkeyPatch):
    many, now = Crowd(), 100.0
    monkeypatch.setattr(crowd.time, "monotonic", lambda: now)
    assert [many.may_run() for _ in range(3)] == [True, False, False]
    now += crowd.BETWEEN_RUNS
    assert many.may_run()


def test_one_draws_at_a_time(monkeypatch: pytest.MonkeyPatch):
    # On a busy machine one may draw for long.
    monkeypatch.setattr(crowd, "LONGEST_TURN", 300.0)
    many, drawing, most = Crowd(), 0, 0

    def draw() -> None:
        nonlocal drawing, most
        with many.turn():
            drawing += 1
            most = max(most, drawing)
            time.sleep(0.01)
            drawing -= 1

    others = [threading.Thread(target=draw) for _ in range(8)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert most == 1
    assert not many.lock.locked()


@pytest.mark.parametrize("patience", [0.05, math.inf])
def test_nobody_waits_for_one_that_stays(monkeypatch: pytest.MonkeyPatch, patience: float):
    monkeypatch.setattr(crowd, "LONGEST_TURN", 0.1)
    many, drawn = Crowd(), []

    def draw() -> None:
        with many.turn(patience):
            drawn.append(many.lock.locked())

    with many.turn():
        other = threading.Thread(target=draw)
        other.start()
        other.join()
        assert drawn == [True]
        assert many.lock.locked(), "the other has not let go of what it did not hold"
    assert not many.lock.locked()


def test_a_turn_ends_with_an_error_too():
    many = Crowd()
    with pytest.raises(ValueError, match="drawn"), many.turn():
        raise ValueError("not drawn")
    assert not many.lock.locked()
