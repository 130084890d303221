"""What learners ask, answered with the numbers of the table in view."""

from collections.abc import Sequence

import streamlit as st

from lstmviz.lessons import LESSONS
from lstmviz.lessons.answers import lesson_of
from lstmviz.questions import Question
from lstmviz.ui import visit
from lstmviz.ui.bound import key_of
from lstmviz.ui.lessons.link import lesson_link
from lstmviz.ui.visit import escape


def show_questions(questions: Sequence[Question]) -> None:
    """Draw a list of questions, the answer to one, and a button that shows it."""
    titles = {question.id: question.title for question in questions}
    left, right = st.columns([2, 3], gap="large")
    with left.container(height=300, border=False, key="questions"):
        asked = st.radio(
            "Questions",
            list(titles),
            format_func=titles.get,
            key=key_of("question"),
            label_visibility="collapsed",
        )
    question = next(question for question in questions if question.id == asked)
    choices, dataset = visit.experiment(), visit.dataset()
    with right:
        st.markdown(f"**{question.title}**")
        st.markdown(question.answer(dataset, choices.spec, escape))
        show = question.show
        if show is not None:
            st.button(
                question.show_label,
                icon=":material/visibility:",
                on_click=lambda: visit.adopt(show(choices, dataset.table)),
            )
        lesson = lesson_of(question.id)
        if lesson is not None:
            page, query = lesson_link(lesson)
            st.page_link(
                page,
                label=f"Find it out: {LESSONS[lesson].title}",
                icon=":material/school:",
                query_params=query,
            )
