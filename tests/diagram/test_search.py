"""What learners ask finds its answer: browser/search.js in the browser that runs it."""

import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.messages import MESSAGES
from lstmviz.questions import HEADINGS, QUESTIONS
from lstmviz.ui.ask.field import entries
from lstmviz.ui.doctor.symptoms import SYMPTOMS
from tests.questions.aloud import ALOUD
from tests.questions.blind import FIRST, SECOND, THIRD
from tests.questions.fresh import FRESH
from tests.questions.heard import HEARD
from tests.questions.lately import LATELY
from tests.questions.later import LATER
from tests.questions.strange import STRANGE
from tests.questions.threads import HELD, MENDED
from tests.questions.typed import TYPED, TYPED_AFTER
from tests.questions.unseen import UNSEEN

FIND = """(({ entries, texts }) => {
  const index = m.makeIndex(entries);
  const first = (text) => m.find(index, text).entries.slice(0, 3);
  return texts.map((text) => first(text).map(({ kind, id }) => [kind, id]));
})(given)"""

FITS = """(({ entries, texts }) => {
  const index = m.makeIndex(entries);
  return texts.map((text) => m.find(index, text).fits);
})(given)"""


@pytest.fixture(scope="module")
def find(javascript):
    """Give the first three of what each of several texts finds: kind and id."""
    return lambda texts: javascript("search", FIND, {"entries": entries(), "texts": list(texts)})


def missed(find, asked):
    """Give what does not find one of its answers among the first three."""
    asked = list(asked)
    found = find([text for text, _ in asked])
    return [
        (text, first)
        for (text, names), first in zip(asked, found, strict=True)
        if not {("answer", name) for name in names.split()} & {tuple(each) for each in first}
    ]


def test_ten_questions_are_heard_under_each_heading():
    assert list(HEARD) == list(HEADINGS)
    assert all(len(asked) == 10 for asked in HEARD.values())
    assert {name for asked in HEARD.values() for _, names in asked for name in names.split()} <= {
        *QUESTIONS
    }


@pytest.mark.parametrize("heading", HEARD)
def test_what_is_heard_finds_its_answer_among_three(find, heading):
    assert not missed(find, HEARD[heading])


def test_what_was_never_tuned_for_finds_its_answer_too(find):
    assert len(missed(find, LATER)) <= 0.1 * len(LATER)


SINCE = {
    "aloud": ALOUD,
    "fresh": FRESH,
    "unseen": UNSEEN,
    "typed": TYPED,
    "typed after": TYPED_AFTER,
    "threads": MENDED,
    "lately": LATELY,
}


@pytest.mark.parametrize("asked", SINCE.values(), ids=SINCE)
def test_what_was_heard_since_finds_its_answer(find, asked):
    assert not missed(find, asked)


@pytest.mark.parametrize(("asked", "most"), [(FIRST, 1), (SECOND, 2), (THIRD, 2), (HELD, 3)])
def test_what_was_asked_blindly_is_found_as_often_as_before(find, asked, most):
    assert len(missed(find, asked)) <= most


def test_it_is_said_where_no_answer_fits(javascript):
    known = [text for asked in (*SINCE.values(), FIRST, SECOND, THIRD) for text, _ in asked]
    texts = [f"{text} " for text in (*STRANGE, *known)]
    fits = javascript("search", FITS, {"entries": entries(), "texts": texts})
    strange, heard = fits[: len(STRANGE)], fits[len(STRANGE) :]
    assert sum(strange) <= 0.1 * len(strange)
    assert sum(heard) >= 0.98 * len(heard)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("(len(dataX), 3, 1) or (len(dataX), 1, 3)", "difference"),
        ("(batch, 1, 7) vs (batch, 7, 1)", "difference"),
        ("feed the past 20 rows", "window"),
        ("what comes in the next 30 days", "several"),
        ("every forecast is 47.96572 whatever I feed", "flat"),
    ],
)
def test_shapes_and_numbers_do_not_mislead(find, text, answer):
    assert ["answer", answer] in find([text])[0]


def test_titles_find_themselves_even_mistyped(find):
    titles = {question.title: name for name, question in QUESTIONS.items()}
    assert not missed(find, titles.items())
    typed = {"wich taget belogns to a windwo": "target", "vaildation eror rises": "worse"}
    assert not missed(find, typed.items())


def entry(name, title, words=""):
    return {"kind": "answer", "id": name, "title": title, "words": words, "heading": ""}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        # What is said once in a phrase that is much like the question, and not in many others.
        ("cut the state", ("state of a row; state of a step; state of a batch", "cut the state")),
        # What is said again and again counts, but less and less.
        ("rows and steps", ("rows here; rows there; more rows; all rows", "rows; steps")),
        # A rare word tells more than a common one.
        ("a common peak", ("common", "common; peak")),
    ],
)
def test_the_likeliest_comes_first(javascript, text, others):
    filler = [entry(f"f{n}", "Something else", "state; rows; common") for n in range(5)]
    given = [entry(str(n), "Title", words) for n, words in enumerate(others)] + filler
    found = javascript("search", FIND, {"entries": given, "texts": [text]})
    assert found[0][0] == ["answer", "1"]


def test_symptoms_and_messages_are_found(find):
    for kind, texts in (
        ("symptom", {key: words for key, (words, _) in SYMPTOMS.items()}),
        ("message", {str(n): text for n, text in enumerate(MESSAGES)}),
    ):
        for (name, text), first in zip(texts.items(), find(texts.values()), strict=True):
            assert [kind, name] in first, text


@pytest.mark.parametrize("message", MESSAGES)
def test_the_doctor_knows_each_message(message):
    assert diagnose(message).diagnoses


def test_every_word_while_it_is_typed(find):
    assert ["answer", "stateful"] in find(["statef"])[0]
    assert ["answer", "sequences"] in find(["return_seq"])[0]


@pytest.mark.parametrize(
    ("text", "doctor"),
    [
        ("ValueError: Input 0 of layer is incompatible", True),
        ("X is (53394, 3), y is (53394,)", True),
        ("model.add(LSTM(32))\nmodel.fit(X, y)", True),
        ("keras.layers.LSTM(32)", True),
        ("what is (N, 3, 1)", False),
        ("why is my forecast one step late?", False),
        ("model = ?", False),
        ("what is units=32", False),
        ("why (53394, 3, 1) and not (53394, 1, 3)", False),
        ("why ValueError: expected ndim=3, found ndim=2?", True),
        ("expected dense_1 to have 3 dimensions but got array with shape (3000, 97)", True),
        ("X = [[1, 2], [3, 4]] what are the rows", False),
        ("y, h, c = LSTM(4, return_state=True)(x), which one is the cell state", False),
    ],
)
def test_code_and_errors_are_told_from_words(javascript, text, doctor):
    assert javascript("search", "m.isForDoctor(given)", text) == doctor
