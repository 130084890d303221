"""A run of a page ends only after the server has taken over what it sent."""

import asyncio
import threading
import time
from types import SimpleNamespace

import pytest
from streamlit.runtime import Runtime
from streamlit.runtime.runtime import AsyncObjects

from lstmviz.ui.delivery import deliver


@pytest.fixture
def loop(monkeypatch):
    """A server's event loop at work."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    # As Streamlit has it: the test would not notice if that changed.
    assert "eventloop" in AsyncObjects._fields
    assert callable(Runtime._get_async_objs)
    runtime = SimpleNamespace(_get_async_objs=lambda: SimpleNamespace(eventloop=loop))
    monkeypatch.setattr(Runtime, "_instance", runtime)
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_it_waits_for_a_loop_that_lags_behind(loop):
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
