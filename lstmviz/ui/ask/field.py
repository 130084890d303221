"""The field: finds answers, symptoms and error messages while one types, in the browser alone."""

from functools import cache

import streamlit as st
from streamlit.components.v2 import component

from lstmviz.diagram.code import markup, script, style
from lstmviz.doctor.messages import MESSAGES
from lstmviz.questions import HEADINGS
from lstmviz.ui import visit
from lstmviz.ui.bound import hand_over
from lstmviz.ui.doctor.case import bring
from lstmviz.ui.doctor.symptoms import SYMPTOMS
from lstmviz.ui.readings import several, word

KEY = "asking"

_field = component("lstmviz_ask", html=markup("ask"), css=style("ask"), js=script("ask"))


@cache
def entries() -> tuple[dict[str, str], ...]:
    """Everything that the field finds: its kind, name, title, other words and heading."""
    answers = [
        entry("answer", question.id, question.title, question.words, heading)
        for heading, questions in HEADINGS.items()
        for question in questions
    ]
    symptoms = [entry("symptom", key, f"… {words}") for key, (words, _) in SYMPTOMS.items()]
    messages = [entry("message", str(n), text) for n, text in enumerate(MESSAGES)]
    return (*answers, *symptoms, *messages)


def entry(kind: str, name: str, title: str, words: str = "", heading: str = "") -> dict[str, str]:
    """Describe one thing to find."""
    return {"kind": kind, "id": name, "title": title, "words": words, "heading": heading}


def show_field() -> None:
    """Draw the field; what is asked in it opens an answer here, or goes to the shape doctor.

    It also hears what is asked elsewhere: a click on anything with `data-ask`, the name of an
    answer, or the event "ask" on the drawings' bus; with an empty name the field itself opens.
    """
    with st.container(key="ask_field"):
        _field(
            key=KEY,
            data={"entries": list(entries()), "open": visit.experiment().ask},
            on_answer_change=lambda: hand_over(KEY, "answer", word, open_answer),
            on_doctor_change=lambda: hand_over(KEY, "doctor", word, consult),
            on_entry_change=lambda: hand_over(KEY, "entry", entry_of, consult),
        )


def entry_of(said: object) -> str:
    """Read which entry was chosen, and give what the doctor is to read of it."""
    return case_of(*several(word, word)(said))


def case_of(kind: str, name: str) -> str:
    """Give what the doctor is to read: of a symptom its case, of a message the message."""
    if kind == "symptom":
        return SYMPTOMS[name][1]
    return MESSAGES[int(name)]


def open_answer(name: str) -> None:
    """Open an answer."""
    visit.adopt_choice("ask", name)


def consult(text: str) -> None:
    """Bring a text to the shape doctor."""
    bring(text)
    visit.current().goes_to = "doctor"
