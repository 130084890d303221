"""What the app has Streamlit do otherwise: nothing that a person does is lost, or done twice.

Source: Streamlit 1.67: `AppSession.request_rerun`, `._handle_rerun_script_request`,
`.handle_backmsg`, `.flush_browser_queue`, `.page_script_hash` and `._fragment_storage`,
`FragmentStorage`, `SessionState.query_params._query_params`, `ScriptRunner._run_script`,
`SafeSessionState.on_script_will_rerun` and `._state`, `create_reference_msg`,
`ScriptRequests.on_scriptrunner_yield` and `_ready`, `ForwardMsgQueue.clear` and `._queue`, and of
the browser's part `ForwardMsgCache`.
"""

import time
from collections.abc import Iterable
from dataclasses import replace
from functools import wraps
from threading import Lock
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.fragment import FragmentStorage
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequestType
from streamlit.runtime.state import SafeSessionState, SessionState

from lstmviz.ui.forged import hear_only_what_widgets_say
from lstmviz.ui.internals import ACTS, run_context

# One act comes twice within so long, in seconds; no person is as fast.
TWICE_WITHIN = 0.1
# The browser keeps a large message until three runs have ended without it (global.
# maxCachedMessageAge is 2); here it is taken for gone a run earlier.
KEPT_FOR = 1
# How a run ends that the browser counts.
ENDED = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


def mend() -> None:
    """Have Streamlit do otherwise from now on; once more changes nothing."""
    keep_callbacks_whole()
    take_each_act_once()
    leave_pages_for_good()
    keep_places_for_files()
    name_only_what_is_there()
    hear_only_what_widgets_say()


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


class There:
    """What a browser keeps of the large messages that it was sent, as its own cache goes."""

    def __init__(self) -> None:
        self.ended = 0
        # By a message's name: how many runs had ended when it was used last, and its part.
        self.used: dict[str, tuple[int, str]] = {}

    def say(self, names: Iterable[str]) -> None:
        """Take the browser's word for what it lacks: what it has not heard yet is sent again."""
        said = set(names)
        self.used = {name: used for name, used in self.used.items() if name in said}

    def send(self, message: ForwardMsg) -> ForwardMsg:
        """Give what is to be sent for a message, in the order in which the browser hears of it."""
        kind = message.WhichOneof("type")
        if kind == "script_finished" and message.script_finished in ENDED:
            self._end(message.metadata.run.fragment_ids)
        if not message.metadata.cacheable:
            return message
        known = self.used.get(message.hash)
        self.used[message.hash] = self.ended, known[1] if known else message.delta.fragment_id
        return create_reference_msg(message) if known else message

    def _end(self, parts: Iterable[str]) -> None:
        """A run of the page, or of parts of it, has ended."""
        self.ended += 1
        of = set(parts)
        self.used = {
            name: (when, part)
            for name, (when, part) in self.used.items()
            if (of and part not in of) or self.ended - when <= KEPT_FOR
        }


def name_only_what_is_there() -> None:
    """Have the browser told the name alone of a message only while it has the message.

    Streamlit sends a large message once, and then its name to whoever says to have it. But the
    browser forgets what some runs have not used, and may have done so by the time that the answer
    comes: after some quick keys on a slider it missed one, and the page was dead. Here it is
    followed, in the order in which it hears of them, what it has.
    """
    ask = AppSession._handle_rerun_script_request
    ask = getattr(ask, "__wrapped__", ask)
    flush = AppSession.flush_browser_queue
    flush = getattr(flush, "__wrapped__", flush)
    browsers: WeakKeyDictionary[AppSession, There] = WeakKeyDictionary()

    @wraps(ask)
    def asked(self: AppSession, client_state: ClientState | None = None) -> None:
        if client_state is not None:
            browsers.setdefault(self, There()).say(client_state.cached_message_hashes)
            client_state.ClearField("cached_message_hashes")
        ask(self, client_state)

    @wraps(flush)
    def sent(self: AppSession) -> list[ForwardMsg]:
        there = browsers.setdefault(self, There())
        return [there.send(message) for message in flush(self)]

    AppSession._handle_rerun_script_request = asked
    AppSession.flush_browser_queue = sent


def _address(state: SessionState) -> str:
    """Write a session's address as its page has it by now: the browser may not know it yet."""
    return urlencode(state.query_params._query_params.copy(), doseq=True)


def _is_of_a_part(request: ClientState) -> bool:
    """Whether a request is a part's own, or brings what a drawing reports."""
    values = (each.WhichOneof("value") for each in request.widget_states.widgets)
    return bool(request.fragment_id) or "json_trigger_value" in values
