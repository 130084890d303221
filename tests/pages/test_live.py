"""The ticks of many pages: one after the other, rarer in a crowd, never waited for in vain."""

import threading

import pytest

from lstmviz.ui import live
from lstmviz.ui.live import PAGES_AT_FULL_TICK, Stage


def test_the_more_pages_tick_the_rarer(monkeypatch: pytest.MonkeyPatch):
    stage, now = Stage(), 100.0
    monkeypatch.setattr(live.time, "monotonic", lambda: now)
    for number in range(PAGES_AT_FULL_TICK):
        assert stage.crowding(f"visitor {number}") == 1
    assert stage.crowding("one more") == 2
    assert stage.crowding("visitor 0") == 2
    for number in range(30):
        crowding = stage.crowding(f"visitor {number}")
    assert crowding == 4
    now += live.SILENT + 1
    assert stage.crowding() == 1


def test_pages_are_drawn_anew_one_after_the_other(monkeypatch: pytest.MonkeyPatch):
    stage, now = Stage(), 100.0
    monkeypatch.setattr(live.time, "monotonic", lambda: now)
    assert [stage.may_run() for _ in range(3)] == [True, False, False]
    now += live.BETWEEN_RUNS
    assert stage.may_run()


def test_one_tick_draws_at_a_time_and_none_waits_for_one_that_stays(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(live, "LONGEST_WAIT", 0.05)
    stage, drawn = Stage(), []

    def tick() -> None:
        with stage.alone():
            drawn.append(stage.lock.locked())

    with stage.alone():
        other = threading.Thread(target=tick)
        other.start()
        other.join(5)
        assert drawn == [True]
        assert stage.lock.locked(), "the other has not let go of what it did not hold"
    assert not stage.lock.locked()
    with pytest.raises(ValueError, match="drawn"), stage.alone():
        raise ValueError("not drawn")
    assert not stage.lock.locked()
