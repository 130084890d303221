"""All that the app uses of Streamlit beside its documented interface, with a test for each name.

Source: Streamlit 1.67: `ScriptRunContext`, `ThreadState`, `AppSession.request_rerun`,
`ForwardMsgQueue.clear`, `Runtime._get_async_objs`, `Runtime.uploaded_file_mgr`,
`MemoryUploadedFileManager.file_storage`, and the address that files are sent to.
"""

import asyncio

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

UPLOADS = "/_stcore/upload_file/"
"""Part of the address that a browser sends a file to; the session and the file's id follow."""


def is_back_or_forward() -> bool:
    """Whether the browser's Back or Forward asked for this run of the page."""
    return getattr(get_script_run_ctx(), "is_history_navigation", False)


def is_drawn_alone() -> bool:
    """Whether what is drawn now is a part of a page, and not all of it."""
    return bool(run_context().fragment_ids_this_run)


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
