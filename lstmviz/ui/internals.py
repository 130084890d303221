"""All that the app uses of Streamlit beside its documented interface, with a test for each name.

Source: Streamlit 1.67: `ScriptRunContext`, `ThreadState`, `FragmentStorage`,
`AppSession.request_rerun`, `.handle_backmsg`, `.page_script_hash` and `._fragment_storage`,
`SessionState.query_params._query_params`, `.get_widget_states`, `.get_widget_id_from_key`,
`._widget_changed` and `._current_interaction_widget_states`, `ScriptRunner._run_script`,
`SafeSessionState.on_script_will_rerun` and `._state`,
`ScriptRequests.on_scriptrunner_yield` and `_ready`, `ForwardMsgQueue.clear` and `._queue`,
`Runtime._get_async_objs`, `Runtime.uploaded_file_mgr`, `Runtime.media_file_mgr`,
`MediaFileManager._files_by_session_and_coord`,
`MemoryUploadedFileManager.file_storage`, and the address that files are sent to.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import wraps
from threading import Lock
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.fragment import FragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import ScriptRunContext, ScriptRunner, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

# What a widget says once, when a person acts, and not until it is changed.
ACTS = ("trigger_value", "json_trigger_value")
# One act comes twice within so long, in seconds; no person is as fast.
TWICE_WITHIN = 0.1
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


def keep_callbacks_whole() -> None:
    """Have what a person did taken in wholly, whatever else the browser asks for meanwhile.

    Streamlit looks for a newer request whenever the session's state is touched, in callbacks too,
    and leaves the older one for it: a click on Train that a report of the drawing followed at once
    did nothing. The newer request now waits until the callbacks are through; one for the page,
    which is answered in another thread, for its turn with the session's state.
    """
    take_in = SafeSessionState.on_script_will_rerun
    take_in = getattr(take_in, "__wrapped__", take_in)
    # What holds a session's fragments lives as long as the session.
    turns: WeakKeyDictionary[FragmentStorage, Lock] = WeakKeyDictionary()

    @wraps(take_in)
    def whole(*args, **kwargs) -> None:
        context = run_context()
        requests = context.script_requests
        assert requests is not None  # a script is about to run
        with turns.setdefault(context.fragment_storage, Lock()):
            requests.on_scriptrunner_yield = lambda: None
            try:
                take_in(*args, **kwargs)
            finally:
                del requests.on_scriptrunner_yield

    SafeSessionState.on_script_will_rerun = whole


def take_each_act_once() -> None:
    """Have one click answered once.

    The browser sends a click in a moment, and whatever else it sends until then, such as a live
    part's next tick, brings the click as well: Train was followed by Pause in the same instant.
    And a request for the page ends the run that a click in one of its parts waits for, since
    `runner.fastReruns` is on: then it takes the click along.
    """
    request = AppSession.request_rerun
    request = getattr(request, "__wrapped__", request)
    latest: WeakKeyDictionary[AppSession, tuple[float, set[bytes]]] = WeakKeyDictionary()

    @wraps(request)
    def once(self: AppSession, client_state: ClientState | None) -> None:
        if client_state is not None:
            widgets, now = client_state.widget_states.widgets, time.monotonic()
            then, known = latest.get(self, (0.0, set()))
            acts = [each for each in widgets if each.WhichOneof("value") in ACTS]
            latest[self] = now, {each.SerializeToString() for each in acts}
            if now - then < TWICE_WITHIN:
                for each in acts:
                    if each.SerializeToString() in known:
                        widgets.remove(each)
            if not client_state.fragment_id:
                widgets.extend(_take_waiting_acts(self))
        request(self, client_state)

    AppSession.request_rerun = once


def _take_waiting_acts(session: AppSession) -> list[WidgetState]:
    """Take the acts out of the request that a session's run was to go on with, and end that run."""
    runner = session._scriptrunner
    if runner is None:
        return []
    waiting = runner._requests.on_scriptrunner_ready()
    if waiting.type is not ScriptRequestType.RERUN or waiting.rerun_data.widget_states is None:
        return []
    return [w for w in waiting.rerun_data.widget_states.widgets if w.WhichOneof("value") in ACTS]


def leave_pages_for_good() -> None:
    """Have nobody turned back by what the page that is being left still asks for.

    Until it hears of the new page the browser names the old one, and its address, in all it sends.
    A tick or a drawing's report of those moments took the place of the request for the new page, or
    was answered after it, as a part of a page that was gone. Now it goes with the page and the
    address asked for last; parts that are not on that page are left out.
    """
    handle = AppSession.handle_backmsg
    handle = getattr(handle, "__wrapped__", handle)
    run = ScriptRunner._run_script
    run = getattr(run, "__wrapped__", run)
    # The page of each session that was asked for last, and its address until it begins to be drawn.
    # What holds a session's fragments lives as long as the session.
    latest: WeakKeyDictionary[FragmentStorage, tuple[str, str | None]] = WeakKeyDictionary()

    @wraps(handle)
    def heard(self: AppSession, msg: BackMsg) -> None:
        if msg.WhichOneof("type") == "rerun_script":
            state, session = msg.rerun_script, self._fragment_storage
            if _is_of_a_part(state):
                page, address = latest.get(session, ("", None))
                # The first request names its page by the address: then the browser knows best.
                state.page_script_hash = page or state.page_script_hash
                state.query_string = _address(self.session_state) if address is None else address
            else:
                latest[session] = state.page_script_hash, state.query_string
        handle(self, msg)

    @wraps(run)
    def on_the_page(self: ScriptRunner, rerun_data: RerunData) -> None:
        page = run_context().page_script_hash
        if not rerun_data.fragment_id_queue:
            latest[self._fragment_storage] = rerun_data.page_script_hash, None
        elif page:
            address = _address(self._session_state._state)
            rerun_data = replace(rerun_data, page_script_hash=page, query_string=address)
        run(self, rerun_data)

    AppSession.handle_backmsg = heard
    ScriptRunner._run_script = on_the_page


def keep_places_for_files() -> None:
    """Have a browser that asks where to send a file hear of it, whatever begins meanwhile.

    A run of the page that begins sweeps away what was not sent yet, and the answer with it: the
    browser waited for it for ever, and the file that a person had chosen never came.
    """
    clear = ForwardMsgQueue.clear
    clear = getattr(clear, "__wrapped__", clear)

    @wraps(clear)
    def but_places(
        self: ForwardMsgQueue,
        retain_lifecycle_msgs: bool = False,
        fragment_ids_this_run: list[str] | None = None,
    ) -> None:
        waiting = self._queue
        clear(self, retain_lifecycle_msgs, fragment_ids_this_run)
        # A part's run sweeps nothing of this away; without the first word all was sent.
        if retain_lifecycle_msgs and fragment_ids_this_run is None:
            places = [each for each in waiting if each.WhichOneof("type") == "file_urls_response"]
            self._queue[:0] = places

    ForwardMsgQueue.clear = but_places


def _address(state: SessionState) -> str:
    """Write a session's address as its page has it by now: the browser may not know it yet."""
    return urlencode(state.query_params._query_params.copy(), doseq=True)


def _is_of_a_part(request: ClientState) -> bool:
    """Whether a request is a part's own, or brings what a drawing reports."""
    values = (each.WhichOneof("value") for each in request.widget_states.widgets)
    return bool(request.fragment_id) or "json_trigger_value" in values


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
