"""Streamlit has every name that the app uses beside its documented interface, and means it so."""

import inspect
import re
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import get_type_hints

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime import AsyncObjects
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, ThreadState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web.server.starlette import starlette_routes

from lstmviz.ui import internals
from lstmviz.ui.internals import UPLOADS, files_offered, hold_files

ROOT = Path(__file__).parents[2]
INNER = [ROOT / "lstmviz/ui" / name for name in ("forged.py", "internals.py", "mended.py")]


def test_no_other_file_uses_what_is_not_documented():
    inner = re.compile(r"streamlit\.(?:runtime|proto)\b|get_script_run_ctx")
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "lstmviz").rglob("*.py")]
    users = [file for file in files if inner.search(file.read_text("utf-8"))]
    assert sorted(users) == INNER


def test_the_context_of_a_run_tells_what_is_asked():
    names = {field.name for field in fields(ScriptRunContext)}
    assert {"session_id", "fragment_ids_this_run", "is_history_navigation"} <= names
    assert callable(ScriptRunContext.enqueue)


def test_a_fragment_may_be_told_to_come_more_rarely():
    kept = get_type_hints(ThreadState.get)["return"]
    assert "fragment_id" in {field.name for field in fields(kept)}
    message = ForwardMsg()
    message.auto_rerun.interval = 0.5
    message.auto_rerun.fragment_id = "a"
    assert message.WhichOneof("type") == "auto_rerun"


def test_the_server_has_the_loop_and_the_queue_that_are_looked_into():
    assert "eventloop" in AsyncObjects._fields
    assert callable(Runtime._get_async_objs)
    assert callable(WebsocketSessionManager.get_active_session_info)
    assert callable(ForwardMsgQueue.is_empty)
    assert "_browser_queue" in inspect.unwrap(AppSession.flush_browser_queue).__code__.co_names
    assert "_session_mgr" in Runtime._loop_coroutine.__code__.co_names


def test_files_are_held_where_they_are_counted():
    uploads = MemoryUploadedFileManager("")
    uploads.add_file("ann", UploadedFileRec("1", "a.csv", "text/csv", b"abc"))
    assert [len(f.data) for files in uploads.file_storage.values() for f in files.values()] == [3]
    assert any(f"{UPLOADS}{{session_id" in route for route in _routes())
    assert "uploaded_file_mgr" in {field.name for field in fields(ScriptRunContext)}


def test_a_file_is_held_until_the_page_after_the_next(monkeypatch):
    """Dropped it is as soon as scripts have ended twice, whoever's they are."""
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(Runtime, "instance", lambda: SimpleNamespace(media_file_mgr=manager))
    monkeypatch.setattr(internals, "run_context", lambda: SimpleNamespace(session_id="dontcare"))

    def run(offers, before):
        manager.clear_session_refs()
        hold_files(before)
        for content in offers:
            manager.add(content, "text/csv", content.decode(), "a.csv", True)
        for _ in range(3):
            manager.remove_orphaned_files()
        return files_offered()

    def there(name):
        return manager.read_file(name) is not None

    (first,) = run([b"first"], frozenset())
    (second,) = run([b"second"], frozenset([first]))
    assert there(first)
    run([], frozenset([second]))
    assert (there(first), there(second)) == (False, True)


def _routes():
    routes = starlette_routes.create_upload_routes(None, MemoryUploadedFileManager(""), None)
    return [route.path for route in routes]
