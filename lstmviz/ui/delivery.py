"""What a run of a page has sent is taken over by the server before the run ends.

A run hands its messages to the server's event loop one by one. If the browser asks for the next
tick after the run has ended and before the loop has come to its last message, Streamlit begins a
new runner and drops what is left of the old one's: the page stays in pieces, or breaks. On a busy
machine this happens several times a minute.

Source: `AppSession.request_rerun` of Streamlit 1.67 tells of it in a comment.
"""

import asyncio
import threading

from streamlit.runtime import Runtime

LONGEST = 2.0  # seconds


def deliver() -> None:
    """Wait until the event loop has taken over what this run has sent so far: first in, first out.

    It takes well below a millisecond where the loop is idle.
    """
    loop = Runtime.instance()._get_async_objs().eventloop if Runtime.exists() else None
    # Streamlit's test runner has a runtime that is none.
    if isinstance(loop, asyncio.AbstractEventLoop) and loop.is_running():
        taken_over = threading.Event()
        loop.call_soon_threadsafe(taken_over.set)
        taken_over.wait(LONGEST)
