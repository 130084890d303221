"""What the app reads of Streamlit beside its documented interface, with a test for each name.

What it has Streamlit do otherwise stands in `mended` and `forged`; no other file uses what is not
documented.
Source: Streamlit 1.67: `ScriptRunContext`, `ThreadState`, `SafeSessionState._state`,
`SessionState.get_widget_states`, `.get_widget_id_from_key`, `.is_new_state_value`,
`._widget_changed` and `._current_interaction_widget_states`, `Runtime._get_async_objs`,
`Runtime.uploaded_file_mgr`, `Runtime.media_file_mgr`,
`MediaFileManager._files_by_session_and_coord`, `MemoryUploadedFileManager.file_storage`, and the
address that files are sent to.
"""

import asyncio
from collections.abc import Mapping

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

# What a widget says once, when a person acts, and not until it is changed.
ACTS = ("trigger_value", "json_trigger_value")
# What a file is held by, in the place of a button's.
HELD = "held "
UPLOADS = "/_stcore/upload_file/"
"""Part of the address that a browser sends a file to; the session and the file's id follow."""


def is_back_or_forward() -> bool:
    """Whether the browser's Back or Forward asked for this run of the page."""
    return getattr(get_script_run_ctx(), "is_history_navigation", False)


def is_drawn_alone() -> bool:
    """Whether what is drawn now is a part of a page, and not all of it."""
    return bool(run_context().fragment_ids_this_run)


def said_by_widgets() -> dict[str, bytes]:
    """Give what the request that is answered says of each widget, by its id.

    It is asked for before the page draws the first of them.
    """
    states = run_context().session_state._state.get_widget_states()
    return {each.id: each.SerializeToString() for each in states}


def is_echo(key: str, before: Mapping[str, bytes]) -> bool:
    """Whether a widget but repeats itself, in a request by which a person did something else.

    It is asked from within what a change of it calls.

    Args:
        key: of the widget.
        before: what the last request for the page said of each, by its id.
    """
    state = run_context().session_state._state
    request = state._current_interaction_widget_states
    assert request is not None  # a change is being taken in
    said = {each.id: each for each in request.widgets}

    def repeats(widget: str) -> bool:
        return before.get(widget) == said[widget].SerializeToString()

    def is_news(widget: str) -> bool:
        acted = any(getattr(said[widget], act) for act in ACTS)
        return acted or (not repeats(widget) and state._widget_changed(widget))

    widget = state.get_widget_id_from_key(key)
    return widget in said and repeats(widget) and any(map(is_news, said))


def is_known(key: str, said: Mapping[str, bytes]) -> bool:
    """Whether the browser shows a widget as the session has it: it has said so by itself.

    Args:
        key: of the widget.
        said: what the request that is answered says of each, by its id.
    """
    state = run_context().session_state._state
    return state.get_widget_id_from_key(key) in said and not state.is_new_state_value(key)


def tick_every(seconds: float) -> None:
    """From within a fragment, have it drawn more or less often from now on.

    Streamlit says so to the browser at full runs alone, and thirty of them would cost seconds.
    """
    message = ForwardMsg()
    message.auto_rerun.interval = seconds
    fragment = ThreadState.get().fragment_id
    assert fragment is not None  # called from within one
    message.auto_rerun.fragment_id = fragment
    run_context().enqueue(message)


def is_waiting() -> bool:
    """Whether something for this session's browser is still in its queue."""
    if event_loop() is None:
        return False
    sessions = Runtime.instance()._session_mgr
    connected = sessions.get_active_session_info(run_context().session_id)
    return connected is not None and not connected.session._browser_queue.is_empty()


def event_loop() -> asyncio.AbstractEventLoop | None:
    """The server's event loop, if it runs; Streamlit's test runner has a runtime that is none."""
    loop = Runtime.instance()._get_async_objs().eventloop if Runtime.exists() else None
    return loop if isinstance(loop, asyncio.AbstractEventLoop) and loop.is_running() else None


def files_offered() -> frozenset[str]:
    """Name the files that this session's page offers for download."""
    return frozenset(name for place, name in _files().items() if not place.startswith(HELD))


def hold_files(names: frozenset[str]) -> None:
    """Hold files that the page before has offered, until the next page is drawn.

    The browser asks for each file once by itself, as soon as its button stands, to see whether it
    is there: whoever leaves a page at once finds that the server has dropped it.
    """
    _files().update({HELD + name: name for name in names})


def _files() -> dict[str, str]:
    """Give the names of a session's files by the places that they are offered at."""
    manager = Runtime.instance().media_file_mgr
    return manager._files_by_session_and_coord[run_context().session_id]


def uploaded_bytes(but: str) -> int:
    """Count the bytes of all files that Streamlit holds, without those of one session."""
    stored = _uploads().file_storage
    return sum(
        len(file.data)
        for session, files in list(stored.items())
        if session != but
        for file in list(files.values())
    )


def put_upload(session: str, file: str, kind: str) -> None:
    """Let a session find an empty file of some kind in the place of its others."""
    _uploads().remove_session_files(session)
    _uploads().add_file(session, UploadedFileRec(file, "refused", kind, b""))


def _uploads() -> MemoryUploadedFileManager:
    uploads = Runtime.instance().uploaded_file_mgr
    assert isinstance(uploads, MemoryUploadedFileManager)  # what the server is made with
    return uploads


def drop_uploads() -> None:
    """Let go of the files that this session brought."""
    context = run_context()
    context.uploaded_file_mgr.remove_session_files(context.session_id)


def run_context() -> ScriptRunContext:
    """Give what Streamlit holds of the run of a page that is under way."""
    context = get_script_run_ctx()
    assert context is not None  # a page is being drawn
    return context
