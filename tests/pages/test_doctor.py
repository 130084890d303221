"""The page of the shape doctor, by Streamlit's own test runner."""

import re
from types import MappingProxyType

import pytest

from lstmviz.doctor import EXAMPLES, Answer, Axes, Diagnosis, Opening, Question
from lstmviz.experiments import start_experiment
from lstmviz.links import to_query
from lstmviz.ui.doctor import case
from tests.pages.visit import experiment, opened, said, upload, widget, words

PAGE = "pages/4_Shape_doctor.py"
HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](javascript:alert(1)) $x$ :red[x] `c`\n# h\n- l"
ERROR = (
    'ValueError: Input 0 of layer "lstm" is incompatible with the layer: expected ndim=3, '
    "found ndim=2. Full shape received: (None, 3)"
)
ASKED = Question("rows", "What are the rows?", MappingProxyType({"a": "Moments", "b": "Things"}))


def doctor(**query):
    """Open the page by a link."""
    page = opened(**query).switch_page(PAGE).run()
    assert not page.exception, page.exception
    return page


def ask(page, text):
    page.main.text_area[0].set_value(text).run()
    assert not page.exception, page.exception
    return page


def click(page, label):
    widget(page.main.button, label).click().run()
    assert not page.exception, page.exception
    return page


def html(page):
    return " ".join(each.proto.body for each in page.main.get("html"))


def labels(page):
    return [each.label for each in page.main.button]


@pytest.fixture
def says(monkeypatch):
    """Let the doctor say what a test wants to see on the page; keep what it was asked."""
    asked = []

    def say(reply):
        def diagnose(text, answers):
            asked.append((text, dict(answers)))
            return reply(text, answers) if callable(reply) else reply

        monkeypatch.setattr(case, "diagnose", diagnose)
        return asked

    return say


def test_an_error_is_answered_with_a_line_of_code_and_a_picture():
    page = ask(doctor(), ERROR)
    assert page.main.code
    picture = html(page)
    assert "What was fed" in picture
    assert "What was meant" in picture
    assert "missing" in picture
    # A pasted text stays in the session.
    assert "ndim" not in str(page.query_params)
    click(page, "Clear")
    assert "No error, but" in words(page)
    assert "What was fed" not in html(page)


def test_every_example_and_symptom_opens_with_one_click():
    page = doctor()
    for label in labels(page)[1:]:
        click(click(page, label), "Clear")
    click(page, next(title for title, _ in EXAMPLES.values()))
    assert page.main.text_area[0].value == next(text for _, text in EXAMPLES.values())


def test_a_question_is_answered_at_once_and_forgotten_with_its_text(says):
    asked = says(
        lambda text, answers: Answer(
            (), (Diagnosis("k", f"Rows {answers.get('rows')}"),), None if answers else ASKED
        )
    )
    page = ask(doctor(), "one")
    assert "What are the rows?" in words(page)
    click(page, "Things")
    assert asked[-1] == ("one", {"rows": "b"})
    assert "Rows b" in words(page)
    assert "Moments" not in labels(page)
    click(page, "Ask me again")
    assert asked[-1] == ("one", {})
    click(page, "Moments")
    ask(page, "two")
    assert asked[-1] == ("two", {})
    # What was said stays for the session, and comes back with the page.
    page.switch_page("app.py").run().switch_page(PAGE).run()
    assert page.main.text_area[0].value == "two"


def test_a_strangers_text_stays_text(says):
    axes = Axes((None, 3), ("samples", "features"))
    one = Diagnosis("k", *(HOSTILE,) * 4, (HOSTILE,), axes, axes, HOSTILE, (HOSTILE,), True)
    question = Question("rows", HOSTILE, MappingProxyType({"a": HOSTILE}))
    says(Answer((HOSTILE,), (one, one), question, HOSTILE))
    page = ask(doctor(), HOSTILE)
    shown = [each.value for each in [*page.main.markdown, *page.info]]
    shown += [each.label for each in [*page.main.expander, *page.main.button]]
    for text in shown:
        assert not re.search(r"(?<!\\)(<img|\*\*bold|\]\(java|:red\[x|`c|\$x|\n# h)", text)
    assert "<img" not in html(page)
    # Code is shown as it is.
    assert page.main.code[0].value == HOSTILE


@pytest.mark.parametrize(
    "text", ["Segmentation fault (core dumped)", HOSTILE, "(None, 3) " * 10**5]
)
def test_what_is_unknown_or_long_gets_words(text):
    page = ask(doctor(), text)
    assert page.info or page.main.get("html")
    assert "No error, but" not in words(page)


def test_the_layout_opens_in_the_playground_on_the_visitors_own_experiment(says):
    opens = [Opening("row", 1)]
    says(lambda text, answers: Answer((), (Diagnosis("k", "Title", opens=opens[0]),)))
    page = ask(doctor(table="elnino", units="7", window="5"), "x")
    before = experiment(page)
    page.main.button(key="open 0").click().run()
    assert not page.exception
    after = experiment(page)
    assert (after.layout.window, after.layout.columns) == (1, "features")
    assert (after.table, after.spec, after.task) == (before.table, before.spec, before.task)
    assert not said(page)


def test_a_table_that_cannot_have_the_layout_gives_way_to_the_built_in_one(says):
    says(Answer((), (Diagnosis("k", "Title", opens=Opening("window", 60)),)))
    # Each window of 60 rows has a missing value.
    page = upload(opened(), "t.csv", b"a,b\n" + (b"1,2\n" * 39 + b",2\n") * 6)
    assert experiment(page).table == "own"
    page.switch_page(PAGE).run()
    ask(page, "x").main.button(key="open 0").click().run()
    assert not page.exception
    assert experiment(page).table == start_experiment("sensors").table
    assert experiment(page).layout.window == 60
    assert "built-in table" in said(page)
    assert to_query(experiment(page))
