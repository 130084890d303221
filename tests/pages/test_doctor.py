"""The page of the shape doctor, by Streamlit's own test runner."""

import re
from types import MappingProxyType

import pytest

from lstmviz.choices.experiments import Experiment
from lstmviz.doctor import EXAMPLES, Answer, Axes, Diagnosis, Opening, Question, diagnose
from lstmviz.ui.belongings import Case
from lstmviz.ui.doctor import case
from lstmviz.ui.doctor.symptoms import SYMPTOMS
from tests.pages.visit import experiment, held, opened, said, upload, widget, words

PAGE = "pages/4_Shape_doctor.py"
HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](javascript:alert(1)) $x$ :red[x] `c`\n# h\n- l"
ERROR = (
    'Invalid input shape for input Tensor("data:0", shape=(32, 3)). '
    "Expected shape (None, 1, 3), but input has incompatible shape (32, 3)"
)
CODE = """X.shape (53394, 3), y (53394,)
model = keras.Sequential([keras.layers.LSTM(32), keras.layers.LSTM(8), keras.layers.Dense(1)])
model.fit(X[:, :, None], y)"""
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
        def diagnose(text, answers, build):
            asked.append((text, dict(answers)))
            return reply(text, answers) if callable(reply) else reply

        monkeypatch.setattr(case, "diagnose", diagnose)
        return asked

    return say


def test_what_is_pasted_gets_code_and_a_picture_or_honest_words():
    page = ask(doctor(), CODE)
    assert page.main.code
    ask(page, ERROR)
    for drawn in ("What was fed", "What was meant", "missing"):
        assert drawn in html(page)
    # A pasted text stays in the session.
    assert "ndim" not in str(page.query_params)
    ask(page, "Segmentation fault (core dumped)")
    assert "I do not know this one" in page.info[0].value.replace("\\", "")
    ask(page, "(None, 3) " * 10**5)
    assert "the first and the last" in html(page)
    click(page, "Clear")
    assert "No error, but" in words(page)
    assert "I read" not in html(page)
    assert not page.info
    title, text = next(iter(EXAMPLES.values()))
    click(page, title)
    assert page.main.text_area[0].value == text


def test_every_example_and_symptom_is_answered():
    page = doctor()
    for key, (noticed, text) in [*EXAMPLES.items(), *SYMPTOMS.items()]:
        held(page).case = Case(text)
        page.run()
        assert not page.exception, page.exception
        _, found = held(page).kept["answer"]
        assert found.diagnoses, noticed
        asked = found.question.choices if found.question else ()
        answers = [diagnose(text, {found.question.key: choice}) for choice in asked]
        assert key in EXAMPLES or key in {each.diagnoses[0].key for each in [found, *answers]}
    assert len(SYMPTOMS) == 14


def test_a_question_is_answered_at_once_and_forgotten_with_its_text(says):
    asked = says(
        lambda text, answers: Answer(
            (),
            (Diagnosis("k", f"Rows {answers.get('rows')}", evidence="walk"),),
            None if answers else ASKED,
        )
    )
    page = ask(doctor(), "one")
    assert "What are the rows?" in words(page)
    click(page, "Things")
    assert asked[-1] == ("one", {"rows": "b"})
    assert page.main.subheader[0].value == "Rows b"
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
    one = Diagnosis("k", *(HOSTILE,) * 4, (HOSTILE,), axes, axes, HOSTILE, (HOSTILE,), True,
                    evidence="walk")  # fmt: skip
    question = Question("rows", HOSTILE, MappingProxyType({"a": HOSTILE}))
    says(Answer((HOSTILE,), (one, one), question, HOSTILE))
    page = ask(doctor(), HOSTILE)
    shown = [each.value for each in [*page.main.markdown, *page.main.subheader, *page.info]]
    shown += [each.label for each in [*page.main.expander, *page.main.button]]
    for text in shown:
        assert not re.search(r"(?<!\\)(<img|\*\*bold|\]\(java|:red\[x|`c|\$x|\n# h)", text)
    assert "<img" not in html(page)
    # Code is shown as it is.
    assert page.main.code[0].value == HOSTILE


def test_the_layout_opens_in_the_playground_on_the_visitors_own_experiment(says):
    opens = [Opening("row", 1), Opening("window", 60)]

    def title(text):
        return Diagnosis("k", "Title", opens=opens[int(text)], evidence="walk")

    says(lambda text, answers: Answer((), (title(text),)))
    page = ask(doctor(table="elnino", units="7", window="5"), "0")
    before = experiment(page)
    page.main.button(key="open 0").click().run()
    assert not page.exception
    after = experiment(page)
    assert (after.layout.window, after.layout.columns) == (1, "features")
    assert (after.table, after.spec, after.task) == (before.table, before.spec, before.task)
    assert not said(page)
    # Each window of 60 rows of this table has a missing value: the built-in one takes its place.
    page = upload(page, "t.csv", b"a,b\n" + (b"1,2\n" * 39 + b",2\n") * 6)
    assert experiment(page).table == "own"
    ask(page.switch_page(PAGE).run(), "1").main.button(key="open 0").click().run()
    assert not page.exception
    assert experiment(page).table == Experiment().table
    assert experiment(page).layout.window == 60
    assert "built-in table" in said(page)


def test_what_is_likely_says_so_above_its_answer_and_its_line(says):
    one = Diagnosis("k", "Rows are missing.", fix=("X = X[None]",), basis="Likely, by hearsay",
                    evidence="stated")  # fmt: skip
    says(Answer((), (one,)))
    captions = [each.value for each in ask(doctor(), "x").main.caption]
    assert "Likely, by hearsay" in captions
    assert "If so, this mends it:" in captions
