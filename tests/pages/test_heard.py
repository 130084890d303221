"""What a person chooses is heard, whatever part of the page asks in the same moment."""

import asyncio
import json
import re

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmarks.visitor import Visitor
from tests.conftest import PATIENCE
from tests.serving import complete, serve


class Reader(Visitor):
    """A tab that reads the line of shapes, and counts what the buttons' own requests draw."""

    samples, drawn, chips = "", 0, ("", "")

    def look(self, message):
        super().look(message)
        element = message.delta.new_element
        said = re.search(r"X&nbsp;.*?<b>([\d,]+)</b>", element.html.body, re.DOTALL)
        self.samples = said[1] if said else self.samples
        self.drawn += message.delta.fragment_id == self.fragments.get("Train", "none")
        group = element.button_group
        if group.label == "Layout" and not self.chips[0]:
            self.chips = group.id, group.options[0].content


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


async def choose_before_the_tab_has_heard(address):
    """Choose by the list and by the chips; the tab has the chips as they were, and says more.

    What it says of the chips is news only when it says nothing else.
    """
    tab = Reader(address, "table=sensors&window=5")
    await tab.open()
    columns, row = tab.options["Layout"][1:]
    still = WidgetState(id=tab.chips[0])
    still.string_array_value.data.append(tab.chips[1])

    async def ask(*states):
        answers = len(tab.answers)
        tab.cached.clear()  # so that all is sent again
        await tab.rerun(*states)
        while len(tab.answers) == answers:
            await asyncio.sleep(0.01)
        return tab.samples

    said = []
    opened = WidgetState(id=tab.widgets["Type"], bool_value=True)
    for listed, more in [(columns, ()), (columns, (opened,)), (columns, (opened,)), (row, ())]:
        chosen = WidgetState(id=tab.widgets["Layout"], string_value=listed)
        said.append(await ask(chosen, still, *more))
    await tab.close()
    return said


# What any drawing of a page reports.
REPORT = WidgetState(id="any", json_trigger_value="{}")


def report(drawing, event, value):
    """Say what one drawing reports, by its id."""
    told = json.dumps({"event": event, "value": value})
    return WidgetState(id=_make_trigger_id(drawing, "events"), json_trigger_value=told)


class Walker(Visitor):
    """A tab that notes the pages it is shown, whole or in part, and what the last one draws."""

    def __init__(self, address, *place):
        super().__init__(address, *place)
        self.shown, self.pages, self.drawings, self.said = [], {}, {}, ""

    def hear(self, message):
        super().hear(message)
        self.cached.clear()  # so that all is sent again
        match message.WhichOneof("type"):
            case "new_session":
                self.shown.append(self.hash)
                self.drawings.clear()
            case "navigation":
                pages = message.navigation.app_pages
                self.pages = {each.url_pathname: each.page_script_hash for each in pages}
            case "page_info_changed":
                self.said = message.page_info_changed.query_string
            case "delta":
                drawing = message.delta.new_element.bidi_component
                self.drawings[drawing.component_name] = drawing.id

    async def be_answered(self):
        while self.asked:
            await asyncio.sleep(0.01)


async def leave_while_it_asks(address):
    """Ask for a page, while a part of the old one and a drawing of it do not know of it yet."""
    tab = Walker(address, "table=sensors")
    await tab.open()
    part, kept = tab.fragments["Train"], []
    for page, fragment, *reported in [
        ("Input_layouts", part),
        ("Race", "", REPORT),
        ("Input_layouts", "", REPORT),
        ("Race", part),
    ] * 3:
        left, tab.hash, tab.shown = tab.hash, tab.pages[page], []
        await tab.rerun()
        tab.hash = left
        await tab.rerun(*reported, fragment=fragment)
        await tab.be_answered()
        # Whatever waits behind the page is answered before it is asked for once more.
        await tab.rerun()
        await tab.be_answered()
        kept.append({*tab.shown} == {tab.pages[page]})
    await tab.close()
    return kept


class Returner(Visitor):
    """A tab that is loaded once more: it asks for its visit as soon as the page can be asked."""

    asks = failed = False

    def hear(self, message):
        super().hear(message)
        if message.WhichOneof("type") == "navigation":
            self.hash = message.navigation.page_script_hash
        element = message.delta.new_element
        self.failed |= element.WhichOneof("type") == "exception"
        if element.bidi_component.component_name == "lstmviz_name" and not self.asks:
            self.asks = True
            state = report(element.bidi_component.id, "asked", "nobody's")
            self.first = asyncio.create_task(self.rerun(state))


async def come_back_to(address, page):
    tab = Returner(address, "table=sensors&lesson=row&step=1", page)
    await tab.open()
    await tab.first
    while tab.asked:
        await asyncio.sleep(0.01)
    await tab.close()
    return not tab.failed


class Reloaded(Walker):
    """A tab that notes the name of its visit, and everything that is said on the page."""

    name, words = "", ""

    def hear(self, message):
        super().hear(message)
        if message.WhichOneof("type") == "navigation":
            self.hash = message.navigation.page_script_hash

    def look(self, message):
        super().look(message)
        element = message.delta.new_element
        self.words += element.markdown.body
        if element.bidi_component.component_name == "lstmviz_name":
            self.name = json.loads(element.bidi_component.json)["name"]


async def answer_before_the_tab_asks(address):
    """Answer a lesson's question after a reload, just before the tab asks for its visit."""
    there = "table=sensors&lesson=one_step&step=1", "Lessons"
    before, after = Reloaded(address, *there), Reloaded(address, *there)
    await before.open()
    await before.close()
    await after.open()
    await after.rerun(WidgetState(id=after.widgets["I don't know yet"], trigger_value=True))
    await after.be_answered()
    own, after.words = after.name, ""
    await after.rerun(report(after.drawings["lstmviz_name"], "asked", before.name))
    await after.be_answered()
    await after.close()
    return own != after.name == before.name, "weights stay hatched" in after.words


async def begin_anew_while_it_asks(address):
    """Go to the way in, on the app's bare address; a drawing of the Playground still reports."""
    tab = Walker(address, "table=sensors")
    await tab.open()
    back = WidgetState(id=tab.widgets["Start here"], trigger_value=True)
    for _ in range(3):
        await tab.rerun(back)
        await tab.rerun(REPORT)
        await tab.be_answered()
        while "lstmviz_start" not in tab.drawings:  # the run that turns to it may be answered first
            await asyncio.sleep(0.01)
        await tab.rerun()
        await tab.be_answered()
    await tab.close()


async def report_after_the_drawing_has_gone(address):
    """Ask something in the field, while the way in is drawn, which has no field."""
    there = "table=sensors"
    tab = Walker(address, there)
    await tab.open()
    field = tab.drawings["lstmviz_ask"]
    tab.query = f"{there}&beats=yes"
    await tab.rerun()
    await tab.be_answered()
    tab.query = there
    await tab.rerun(report(field, "answer", "units"))
    await tab.be_answered()
    await tab.rerun()
    await tab.be_answered()
    await tab.close()
    return tab.said


@pytest.fixture(scope="module")
def address():
    with serve() as server:
        yield server.address


def within_patience(work):
    return complete(asyncio.wait_for(work, PATIENCE / 1000))


def test_a_choice_that_a_parts_request_takes_along_is_heard(address):
    assert within_patience(choose_while_a_part_asks(address)) == ("53,389", "53,393")


def test_a_choice_stays_when_a_tab_that_has_not_heard_of_it_says_more(address):
    said = within_patience(choose_before_the_tab_has_heard(address))
    assert said == ["53,393", "53,393", "53,389", "53,393"]


def test_a_page_that_was_asked_for_comes_whatever_the_old_one_asks(address):
    assert all(within_patience(leave_while_it_asks(address)))


def test_a_drawing_is_heard_while_its_page_is_drawn_for_the_first_time(address):
    assert within_patience(come_back_to(address, "Lessons"))


def test_an_answer_stays_when_the_tab_asks_for_its_visit_after_it(address):
    assert within_patience(answer_before_the_tab_asks(address)) == (True, True)


def test_the_way_in_comes_whatever_the_playground_reports(address):
    within_patience(begin_anew_while_it_asks(address))


def test_what_is_asked_is_heard_when_its_drawing_is_gone(address):
    assert "ask=units" in within_patience(report_after_the_drawing_has_gone(address))
