"""All that the app uses of Streamlit beside its documented interface, with a test for each name.

Source: Streamlit 1.67: `ScriptRunContext`, `ThreadState`, `AppSession.request_rerun`,
`ForwardMsgQueue.clear`, `Runtime._get_async_objs`.
"""

import asyncio

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState


def is_back_or_forward() -> bool:
    """Whether the browser's Back or Forward asked for this run of the page."""
    return getattr(get_script_run_ctx(), "is_history_navigation", False)


def is_drawn_alone() -> bool:
    """Whether what is drawn now is a part of a page, and not all of it."""
    return bool(get_script_run_ctx().fragment_ids_this_run)


def tick_every(seconds: float) -> None:
    """From within a fragment, have it drawn more or less often from now on.

    Streamlit says so to the browser at full runs alone, and thirty of them would cost seconds.
    """
    message = ForwardMsg()
    message.auto_rerun.interval = seconds
    message.auto_rerun.fragment_id = ThreadState.get().fragment_id
    get_script_run_ctx().enqueue(message)


def is_waiting() -> bool:
    """Whether something for this session's browser is still in its queue."""
    if event_loop() is None:
        return False
    sessions, context = Runtime.instance()._session_mgr, get_script_run_ctx()
    connected = sessions.get_active_session_info(context.session_id)
    return connected is not None and not connected.session._browser_queue.is_empty()


def event_loop() -> asyncio.AbstractEventLoop | None:
    """The server's event loop, if it runs; Streamlit's test runner has a runtime that is none."""
    loop = Runtime.instance()._get_async_objs().eventloop if Runtime.exists() else None
    return loop if isinstance(loop, asyncio.AbstractEventLoop) and loop.is_running() else None
