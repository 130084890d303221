"""A visitor without a browser: one Streamlit session over a websocket, which does as a tab does.

It asks for the page, presses its widgets, and asks for its live fragments again and again for as
long as the server wishes.
"""

import asyncio
import re
import time
import urllib.request
from collections import deque

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

# The live panel's title, beside which the state stands; what the diagram is fed: which weights
# these are.
TITLE = "<b>Live training</b>"
LABEL = re.compile(r"update ([\d,]+) (?:·|\\u00b7) live")
PLACE = re.compile(r"in line: (\d+) before you")


class Visitor:
    """One tab.

    Args:
        address: of the server, "http://…".
        query: of the page's address, without the question mark.
        page: its name in the address; "" for the main page.
    """

    def __init__(self, address: str, query: str = "", page: str = "") -> None:
        self.address = address
        self.stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        self.query = query
        self.page = page
        self.session = ""
        self.hash = ""
        self.state = ""
        self.titled = False
        self.finished: float | None = None
        self.widgets: dict[str, str] = {}
        self.fragments: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self.cached: set[str] = set()
        self.places_for_files: asyncio.Queue[FileURLs] = asyncio.Queue()
        self.updates: list[tuple[float, int]] = []
        self.places: list[int] = []
        self.answers: list[float] = []
        self.asked: deque[float] = deque()
        self.connection: ClientConnection | None = None
        self.reader: asyncio.Task | None = None
        self.repeats: dict[str, tuple[float, asyncio.Task]] = {}

    async def open(self) -> None:
        """Connect, as the session of before if there was one, and wait for the page."""
        protocols = ["streamlit", "anonymous", *([self.session] if self.session else [])]
        self.connection = await connect(
            self.stream, subprotocols=protocols, max_size=None, open_timeout=60
        )
        self.reader = asyncio.create_task(self.read())
        seen = len(self.answers)
        await self.rerun()
        while len(self.answers) == seen:
            await asyncio.sleep(0.02)

    async def warm(self) -> None:
        """Wait until the worker can train.

        Raises:
            RuntimeError: the page does not say how training stands.
        """
        if not self.state:
            raise RuntimeError("The page does not say how training stands.")
        while "warming" in self.state:
            await asyncio.sleep(0.5)

    async def close(self) -> None:
        """Close the tab, or lose the connection: for the server these are the same."""
        for _, task in self.repeats.values():
            task.cancel()
        self.repeats.clear()
        self.reader.cancel()
        await self.connection.close()

    async def press(self, label: str) -> None:
        """Press a button."""
        state = WidgetState(id=self.widgets[label], trigger_value=True)
        await self.rerun(state, fragment=self.fragments[label])

    async def choose(self, label: str, option: str) -> None:
        """Choose one of a widget's options, by the words that the page shows."""
        await self.rerun(WidgetState(id=self.widgets[label], string_value=option))

    async def unfold(self, label: str) -> None:
        """Open a part of the page that is shut, such as a popover."""
        await self.rerun(WidgetState(id=self.widgets[label], bool_value=True))

    async def upload(self, label: str, name: str, content: bytes) -> None:
        """Bring a file to a widget that takes one."""
        asking = BackMsg()
        asking.file_urls_request.request_id = name
        asking.file_urls_request.file_names.append(name)
        asking.file_urls_request.session_id = self.session
        await self.connection.send(asking.SerializeToString())
        place = await self.places_for_files.get()
        await asyncio.to_thread(put, self.address, place.upload_url, name, content)
        info = UploadedFileInfo(
            file_id=place.file_id, name=name, size=len(content), file_urls=place
        )
        state = WidgetState(id=self.widgets[label])
        state.file_uploader_state_value.uploaded_file_info.append(info)
        await self.rerun(state)

    async def rerun(self, *states: WidgetState, fragment: str = "", clock: bool = False) -> None:
        """Have the page drawn again, or one fragment of it, perhaps by the clock."""
        message = BackMsg()
        script = message.rerun_script
        script.query_string, script.page_name, script.page_script_hash = (
            self.query,
            self.page,
            self.hash,
        )
        script.widget_states.widgets.extend(states)
        script.fragment_id, script.is_auto_rerun = fragment, clock
        script.cached_message_hashes.extend(self.cached)
        if not fragment:
            self.asked.append(time.monotonic())
        await self.connection.send(message.SerializeToString())

    async def read(self) -> None:
        """Take in what the server sends."""
        async for data in self.connection:
            self.hear(ForwardMsg.FromString(data))

    def hear(self, message: ForwardMsg) -> None:
        """Take in one message."""
        if message.metadata.cacheable:
            self.cached.add(message.hash)
        match message.WhichOneof("type"):
            case "new_session":
                self.session = message.new_session.initialize.session_id
                self.hash = message.new_session.page_script_hash
                if not message.metadata.run.fragment_ids:
                    # A page that is drawn anew says again what is to be repeated.
                    for fragment in [*self.repeats]:
                        self.forget(fragment)
            case "script_finished":
                # A run that was overtaken by the next one is answered by that one.
                if not message.metadata.run.fragment_ids and message.script_finished == 0:
                    now = time.monotonic()
                    self.answers.extend(now - asked for asked in self.asked)
                    self.asked.clear()
            case "file_urls_response":
                for place in message.file_urls_response.file_urls:
                    self.places_for_files.put_nowait(place)
            case "auto_rerun":
                self.repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            case "stop_auto_rerun":
                for fragment in message.stop_auto_rerun.fragment_ids:
                    self.forget(fragment)
            case "delta":
                self.look(message)

    def look(self, message: ForwardMsg) -> None:
        """Note what a person would see in a new element."""
        shut = message.delta.add_block.popover
        if shut.id:
            self.widgets[shut.label] = shut.id
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in ("button", "radio", "file_uploader"):
            widget = getattr(element, kind)
            self.widgets[widget.label] = widget.id
            self.fragments[widget.label] = message.delta.fragment_id
            self.options[widget.label] = list(getattr(widget, "options", ()))
        elif kind == "html":
            self.titled = TITLE in element.html.body
        elif kind == "markdown" and self.titled:
            self.titled, said = False, element.markdown.body
            if "finished" in said and "finished" not in self.state:
                self.finished = time.monotonic()
            self.state = said
            if place := PLACE.search(self.state):
                self.places.append(int(place[1]))
        elif kind == "bidi_component" and (told := LABEL.search(element.bidi_component.json)):
            update = int(told[1].replace(",", ""))
            if not self.updates or update > self.updates[-1][1]:
                self.updates.append((time.monotonic(), update))

    def repeat(self, fragment: str, interval: float) -> None:
        """Ask for a fragment by the clock from now on, as the browser does."""
        if fragment in self.repeats and self.repeats[fragment][0] == interval:
            return
        self.forget(fragment)

        async def ask() -> None:
            while True:
                await asyncio.sleep(interval)
                await self.rerun(fragment=fragment, clock=True)

        self.repeats[fragment] = interval, asyncio.create_task(ask())

    def forget(self, fragment: str) -> None:
        """Ask for a fragment no more."""
        if fragment in self.repeats:
            self.repeats.pop(fragment)[1].cancel()


def put(address: str, url: str, name: str, content: bytes) -> None:
    """Send a file where the server wants it, as a form does."""
    with urllib.request.urlopen(f"{address}/_stcore/health") as reply:
        cookie = reply.headers["Set-Cookie"].split(";")[0]
    edge = "edge"
    body = (
        (
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\n'
        ).encode()
        + content
        + f"\r\n--{edge}--\r\n".encode()
    )
    request = urllib.request.Request(f"{address}{url}", body, method="PUT")
    request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
    request.add_header("Cookie", cookie)
    request.add_header("X-Xsrftoken", cookie.split("=", 1)[1])
    urllib.request.urlopen(request).close()
