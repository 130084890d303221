"""What Streamlit is made to do otherwise: each of it loses or doubles something without."""

import math
import random
import threading
from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1 import AppTest

from lstmviz.ui import mended
from lstmviz.ui.forged import hear_only_what_widgets_say


def test_what_a_person_did_is_taken_in_wholly():
    """A newer request that comes in the midst of a callback waits for its end."""

    def page():
        import streamlit as st
        from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

        from lstmviz.ui.mended import keep_callbacks_whole

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

    monkeypatch.setattr(mended, "run_context", context)
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", take_in)
    mended.keep_callbacks_whole()
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
    monkeypatch.setattr(mended.time, "monotonic", lambda: clock[0])
    mended.take_each_act_once()
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
    mended.take_each_act_once()
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
    mended.keep_places_for_files()

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


class Browser:
    """What a browser keeps of large messages, as Streamlit's own part there goes."""

    def __init__(self):
        self.ended, self.kept, self.missed = 0, {}, []

    def hear(self, message):
        kind, name = message.WhichOneof("type"), message.hash
        if kind == "ref_hash":
            self.missed += [message.ref_hash] * (message.ref_hash not in self.kept)
            self.kept[message.ref_hash] = self.ended, self.kept.get(message.ref_hash, (0, ""))[1]
        elif message.metadata.cacheable:
            part = self.kept[name][1] if name in self.kept else message.delta.fragment_id
            self.kept[name] = self.ended, part
        elif kind == "script_finished":
            self.ended += 1
            parts = list(message.metadata.run.fragment_ids)
            self.kept = {
                name: (when, part)
                for name, (when, part) in self.kept.items()
                if (parts and part not in parts) or self.ended - when <= 2
            }


class Session(AppSession):
    """A session without a runtime."""

    def __init__(self):
        self.queue = ForwardMsgQueue()

    def __del__(self):
        """Nothing of it is to be shut down."""


def large(name, part=""):
    """Make a message that a browser keeps."""
    message = ForwardMsg(hash=name)
    message.metadata.cacheable = True
    message.delta.fragment_id = part
    message.delta.new_element.text.body = name
    return message


def end(*parts):
    """Make the last word of a run of the page, or of parts of it."""
    how = "FINISHED_FRAGMENT_RUN_SUCCESSFULLY" if parts else "FINISHED_SUCCESSFULLY"
    message = ForwardMsg(script_finished=ForwardMsg.ScriptFinishedStatus.Value(how))
    message.metadata.run.fragment_ids.extend(parts)
    return message


@pytest.fixture
def session(monkeypatch):
    """A session that takes requests, and whose messages are put into its queue by a test."""
    monkeypatch.setattr(AppSession, "_handle_rerun_script_request", lambda self, state: None)
    monkeypatch.setattr(AppSession, "flush_browser_queue", lambda self: self.queue.flush())
    mended.name_only_what_is_there()
    return Session()


def told(session, *messages):
    """Give what a browser is told of some messages."""
    for message in messages:
        session.queue._queue.append(message)
    return session.flush_browser_queue()


def test_a_message_that_is_there_is_named_alone(session):
    told(session, large("a"), end(), end("part"), end("part"), end("part"))
    state = ClientState(cached_message_hashes=["a"])
    session._handle_rerun_script_request(state)
    assert not state.cached_message_hashes
    assert [each.ref_hash for each in told(session, large("a"))] == ["a"]


def test_a_message_that_a_browser_forgets_meanwhile_is_sent_again(session):
    """It is named in the request, and three runs end before it is drawn again."""
    told(session, large("a"), end())
    session._handle_rerun_script_request(ClientState(cached_message_hashes=["a"]))
    told(session, end(), end())
    assert [each.ref_hash for each in told(session, large("a"))] == [""]


def test_what_a_browser_never_heard_is_sent_again(session):
    told(session, large("a"))
    session._handle_rerun_script_request(ClientState())
    assert [each.ref_hash for each in told(session, large("a"))] == [""]


@pytest.mark.parametrize("seed", range(20))
def test_no_browser_misses_a_message_however_late_it_hears_of_it(session, seed):
    chance, browser, way, named = random.Random(seed), Browser(), [], 0
    for _ in range(2_000):
        match chance.choice(("draw", "draw", "draw", "end", "ask", "hear", "hear")):
            case "draw":
                part = chance.choice(("", "", "live"))
                way += told(session, large(f"{part}{chance.randrange(6)}", part))
                named += way[-1].WhichOneof("type") == "ref_hash"
            case "end":
                way += told(session, end(*chance.choice(((), ("live",), ("live",)))))
            case "ask":
                state = ClientState(cached_message_hashes=[*browser.kept])
                session._handle_rerun_script_request(state)
            case "hear" if way:
                browser.hear(way.pop(0))
    assert not browser.missed
    assert named > 100


def forged():
    """Write by hand what widgets of a page would say, of each kind of value."""
    for kind, value in (("int_value", 7), ("double_value", math.nan), ("string_value", "forged")):
        yield WidgetState(**{kind: value})
    yield WidgetState(bool_value=True)
    for many in ("string_array_value", "double_array_value", "int_array_value"):
        said = WidgetState()
        getattr(said, many).data.extend(["a"] if many.startswith("string") else [3])
        yield said


def test_what_a_widget_cannot_say_is_not_heard(monkeypatch):
    def page():
        import streamlit as st

        st.number_input("A", 1, 9, 2)
        st.selectbox("B", ["b", "c"])
        st.toggle("C")
        st.slider("D", 1, 5, 3)
        st.segmented_control("E", ["e", "f"], default="e")

    monkeypatch.setattr(SessionState, "set_widgets_from_proto", SessionState.set_widgets_from_proto)
    hear_only_what_widgets_say()
    app = AppTest.from_function(page, default_timeout=30).run()
    kinds = ("number_input", "selectbox", "toggle", "slider", "segmented_control")

    def widgets():
        return [widget for kind in kinds for widget in app.get(kind)]

    shown = [widget.value for widget in widgets()]
    assert len(shown) == len(kinds)
    usual = {each.id: each.WhichOneof("value") for each in app._tree.get_widget_states().widgets}
    for said in forged():
        states = WidgetStates()
        for widget, kind in usual.items():
            alike = {kind, said.WhichOneof("value")} == {"int_value", "double_value"}
            # Words of the right kind are none of the options.
            wrong = said.WhichOneof("value") != kind or kind.startswith("string")
            if wrong and not (alike and said.int_value):
                states.widgets.add().CopyFrom(said)
                states.widgets[-1].id = widget
        app._run(states)
        assert not app.exception
        assert [widget.value for widget in widgets()] == shown
    # A browser says whole numbers of what its page calls a number.
    states = WidgetStates()
    states.widgets.add(id=app.number_input[0].id, int_value=7)
    app._run(states)
    assert app.number_input[0].value == 7
