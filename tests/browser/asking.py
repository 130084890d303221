"""What a page asks of its server, and whether that has answered: read off the wire between them."""

from base64 import b64decode
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.conftest import PATIENCE
from tests.serving import wait_until

LOOK = 5  # ms from one look at the wire to the next


class Wire:
    """What goes over the wire between a page and its server while somebody listens."""

    def __init__(self):
        self.asked, self.begun, self.answered = 0, False, True

    def hear_page(self, frame):
        """Note what a person's act asks; what a page asks by itself, as time goes by, is none."""
        said = BackMsg.FromString(b64decode(frame["response"]["payloadData"]))
        if said.WhichOneof("type") == "rerun_script" and not said.rerun_script.is_auto_rerun:
            self.asked += 1
            self.begun = self.answered = False

    def hear_server(self, frame):
        """Note that a run that was asked for has begun, or has ended by itself."""
        said = ForwardMsg.FromString(b64decode(frame["response"]["payloadData"]))
        kind = said.WhichOneof("type")
        if kind == "new_session":
            self.begun = True
        elif kind == "script_finished":
            early = said.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            self.answered |= self.begun and not early


@contextmanager
def answered(page, *, asks=False):
    """Wait at the end until the server has answered what was asked of it in between.

    Args:
        page: the browser's.
        asks: whether something is asked for sure, if not at once.
    """
    wire, session = Wire(), page.context.new_cdp_session(page)
    session.on("Network.webSocketFrameSent", wire.hear_page)
    session.on("Network.webSocketFrameReceived", wire.hear_server)
    session.send("Network.enable")

    def done():
        page.wait_for_timeout(LOOK)
        return wire.answered and (wire.asked or not asks)

    yield wire
    session.send("Network.enable")  # its answer comes after all that was said before
    wait_until(done, PATIENCE / 1000, "the server has not answered")
    session.detach()
