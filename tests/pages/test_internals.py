"""Streamlit has every name that the app uses beside its documented interface, and means it so."""

import re
import threading
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import get_type_hints

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime import AsyncObjects
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, ThreadState
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette import starlette_routes

from lstmviz.ui import internals
from lstmviz.ui.internals import UPLOADS, files_offered, hold_files

ROOT = Path(__file__).parents[2]
INTERNALS = ROOT / "lstmviz/ui/internals.py"


def test_no_other_file_uses_what_is_not_documented():
    inner = re.compile(r"streamlit\.(?:runtime|proto)\b|get_script_run_ctx")
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "lstmviz").rglob("*.py")]
    users = [file for file in files if inner.search(file.read_text("utf-8"))]
    assert users == [INTERNALS]


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
    assert "_browser_queue" in AppSession.flush_browser_queue.__code__.co_names
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


def test_what_a_person_did_is_taken_in_wholly():
    """A newer request that comes in the midst of a callback waits for its end."""

    def page():
        import streamlit as st
        from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

        from lstmviz.ui.internals import keep_callbacks_whole

        keep_callbacks_whole()

        def begin():
            get_script_run_ctx().script_requests.request_rerun(RerunData())
            st.session_state["half"] = True
            st.session_state["whole"] = True

        st.button("Train", on_click=begin)
        st.text("begun" if st.session_state.get("whole") else "waits")

    app = AppTest.from_function(page, default_timeout=30).run()
    assert app.text[0].value == "waits"
    app.button[0].click().run()
    assert app.text[0].value == "begun"


def test_a_newer_run_waits_until_the_older_one_has_taken_in_what_a_person_did(monkeypatch):
    """And a run of another session waits for neither."""
    ann, bob = MemoryFragmentStorage(), MemoryFragmentStorage()
    held = {"older": ann, "newer": ann, "other": bob}
    asks, taken_in = threading.Event(), []

    def context():
        storage = held[threading.current_thread().name]
        return SimpleNamespace(script_requests=SimpleNamespace(), fragment_storage=storage)

    def take_in():
        name = threading.current_thread().name
        taken_in.append(f"{name} begins")
        if name == "older":
            runs["newer"].start()
            asks.wait(30)
            runs["other"].start()
            runs["other"].join(30)
        taken_in.append(f"{name} ends")

    def run():
        if threading.current_thread().name == "newer":
            asks.set()
        SafeSessionState.on_script_will_rerun()

    monkeypatch.setattr(internals, "run_context", context)
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", take_in)
    internals.keep_callbacks_whole()
    runs = {name: threading.Thread(target=run, name=name) for name in held}
    runs["older"].start()
    runs["older"].join(30)
    runs["newer"].join(30)
    turns = ["older begins", "other begins", "other ends", "older ends"]
    assert taken_in == [*turns, "newer begins", "newer ends"]


def test_one_click_is_answered_once(monkeypatch):
    came, clock = [], [100.0]

    def request(session, client_state):
        came.append([widget.id for widget in client_state.widget_states.widgets])

    def send(session, after, *clicked):
        state = ClientState()
        state.widget_states.widgets.add(id="slider", int_value=3)
        for name in clicked:
            state.widget_states.widgets.add(id=name, trigger_value=True)
        clock[0] += after
        AppSession.request_rerun(session, state)

    monkeypatch.setattr(AppSession, "__del__", lambda self: None)
    monkeypatch.setattr(AppSession, "request_rerun", request)
    monkeypatch.setattr(internals.time, "monotonic", lambda: clock[0])
    internals.take_each_act_once()
    monkeypatch.setattr(AppSession, "_scriptrunner", None, raising=False)
    ann, bob = (AppSession.__new__(AppSession) for _ in range(2))
    send(ann, 1, "train")  # a tick took it along,
    send(bob, 0, "train")
    send(ann, 0.03, "train")  # a report too,
    send(ann, 0.03, "train", "stop")  # and then came the click itself
    send(ann, 1, "train")  # once more, by a person
    assert came == [
        ["slider", "train"],
        ["slider", "train"],
        ["slider"],
        ["slider", "stop"],
        ["slider", "train"],
    ]


def test_a_request_for_the_page_takes_along_the_click_that_waits(monkeypatch):
    came = []

    def request(session, client_state):
        came.append([widget.id for widget in client_state.widget_states.widgets])

    monkeypatch.setattr(AppSession, "request_rerun", request)
    monkeypatch.setattr(AppSession, "__del__", lambda self: None)
    internals.take_each_act_once()
    ann = AppSession.__new__(AppSession)
    requests = ScriptRequests()
    ann._scriptrunner = SimpleNamespace(_requests=requests)
    clicked = WidgetStates()
    clicked.widgets.add(id="slider", int_value=2)
    clicked.widgets.add(id="train", trigger_value=True)
    requests.request_rerun(RerunData(widget_states=clicked, fragment_id="buttons"))
    reported = ClientState()
    reported.widget_states.widgets.add(id="slider", int_value=3)
    AppSession.request_rerun(ann, reported)
    assert came == [["slider", "train"]]
    assert requests.on_scriptrunner_ready().type is ScriptRequestType.STOP


def test_a_run_that_begins_leaves_a_file_its_place(monkeypatch):
    """Without, Streamlit forgets to say where to: not in a part's run, nor once all was sent."""
    monkeypatch.setattr(ForwardMsgQueue, "clear", ForwardMsgQueue.clear)
    internals.keep_places_for_files()

    def left(begin):
        queue, place, drawn = ForwardMsgQueue(), ForwardMsg(), ForwardMsg()
        place.file_urls_response.response_id = "1"
        drawn.delta.new_element.text.body = "old"
        for message in (drawn, place):
            queue.enqueue(message)
        begin(queue)
        return [message.WhichOneof("type") for message in queue.flush()]

    places = "file_urls_response"
    assert left(lambda queue: queue.clear(retain_lifecycle_msgs=True)) == [places]
    part = {"retain_lifecycle_msgs": True, "fragment_ids_this_run": ["part"]}
    assert left(lambda queue: queue.clear(**part)).count(places) == 1
    assert left(lambda queue: queue.flush()) == []
