"""A run of a page ends only after what it sent is on its way."""

import asyncio
import threading
import time
from types import SimpleNamespace

import pytest
from streamlit.runtime import Runtime

from lstmviz.ui import delivery, internals
from lstmviz.ui.delivery import deliver, let_go


@pytest.fixture
def loop(monkeypatch):
    """A server's event loop at work."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    runtime = SimpleNamespace(_get_async_objs=lambda: SimpleNamespace(eventloop=loop))
    monkeypatch.setattr(Runtime, "_instance", runtime)
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_it_waits_for_a_loop_that_lags_behind(loop, monkeypatch):
    monkeypatch.setattr(delivery, "LONGEST", 300.0)
    taken_over = []
    loop.call_soon_threadsafe(time.sleep, 0.1)
    for message in range(50):
        loop.call_soon_threadsafe(taken_over.append, message)
    assert not taken_over
    deliver()
    assert taken_over == list(range(50))


def test_it_does_not_wait_for_a_loop_that_is_closed(loop, monkeypatch):
    closed = asyncio.new_event_loop()
    closed.close()
    runtime = SimpleNamespace(_get_async_objs=lambda: SimpleNamespace(eventloop=closed))
    monkeypatch.setattr(Runtime, "_instance", runtime)
    deliver()


@pytest.mark.parametrize(("full", "looks"), [((True, True, False), 3), ((True,) * 999, None)])
def test_it_waits_for_the_queue_to_be_emptied_but_not_for_ever(loop, monkeypatch, full, looks):
    seen = []
    queue = SimpleNamespace(is_empty=lambda: seen.append(1) or not full[len(seen) - 1])
    session = SimpleNamespace(session=SimpleNamespace(_browser_queue=queue))
    manager = SimpleNamespace(get_active_session_info={"tab": session}.get)
    monkeypatch.setattr(Runtime.instance(), "_session_mgr", manager, raising=False)
    monkeypatch.setattr(internals, "run_context", lambda: SimpleNamespace(session_id="tab"))
    monkeypatch.setattr(delivery, "LONGEST", 300.0 if looks else 0.1)
    let_go()
    assert len(seen) == looks or (looks is None and 1 < len(seen) < len(full))


def test_it_does_not_wait_for_a_session_whose_connection_is_gone(loop, monkeypatch):
    manager = SimpleNamespace(get_active_session_info=lambda session: None)
    monkeypatch.setattr(Runtime.instance(), "_session_mgr", manager, raising=False)
    monkeypatch.setattr(internals, "run_context", lambda: SimpleNamespace(session_id="tab"))
    monkeypatch.setattr(delivery, "LONGEST", 300.0)
    began = time.monotonic()
    let_go()
    assert time.monotonic() - began < delivery.LONGEST
