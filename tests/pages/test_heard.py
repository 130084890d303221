"""What a person chooses is heard, whatever part of the page asks in the same moment."""

import asyncio
import re

from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmarks.visitor import Visitor
from tests.conftest import PATIENCE
from tests.serving import serve


class Reader(Visitor):
    """A tab that reads the line of shapes, and counts what the buttons' own requests draw."""

    samples, drawn = "", 0

    def look(self, message):
        super().look(message)
        element = message.delta.new_element
        said = re.search(r"X&nbsp;.*?<b>([\d,]+)</b>", element.html.body, re.DOTALL)
        self.samples = said[1] if said else self.samples
        self.drawn += message.delta.fragment_id == self.fragments.get("Train", "none")


async def choose_while_a_part_asks(address):
    """Choose the columns as steps; a part's request takes the choice along, ahead of the page's."""
    tab = Reader(address, "table=sensors&window=5")
    await tab.open()
    before = tab.samples
    chosen = WidgetState(id=tab.widgets["Layout"], string_value=tab.options["Layout"][1])
    drawn, answers = tab.drawn, len(tab.answers)
    await tab.rerun(chosen, fragment=tab.fragments["Train"])
    while tab.drawn == drawn:
        await asyncio.sleep(0.01)
    await tab.rerun(chosen)
    while len(tab.answers) == answers:
        await asyncio.sleep(0.01)
    await tab.close()
    return before, tab.samples


def test_a_choice_that_a_parts_request_takes_along_is_heard():
    with serve() as server:
        seen = asyncio.run(
            asyncio.wait_for(choose_while_a_part_asks(server.address), PATIENCE / 1000)
        )
    assert seen == ("53,389", "53,393")
