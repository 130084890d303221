"""The answer as a card, which stays beside the page that shows it."""

from html import escape as escape_html

import streamlit as st

from lstmviz.lessons import LESSONS
from lstmviz.lessons.answers import lesson_of
from lstmviz.questions import QUESTIONS, Answer, Question
from lstmviz.ui import visit
from lstmviz.ui.ask.look import LOOK
from lstmviz.ui.belongings import Before
from lstmviz.ui.lessons.link import lesson_link
from lstmviz.ui.strangers import escape
from lstmviz.ui.veil import uncovered


def show_card() -> None:
    """Draw the answer that is open, if one is."""
    name = visit.experiment().ask
    if not name:
        return
    question = QUESTIONS.get(name)
    st.html(f"<style>{LOOK}</style>")
    with st.container(key="answer"):
        with st.container(horizontal=True, wrap=False, key="answer_head"):
            title = "This answer is not here" if question is None else question.title
            st.html(
                f'<h2 tabindex="-1" data-answer="{escape_html(name)}">{escape_html(title)}</h2>'
            )
            st.button(
                "Close",
                key="answer close",
                type="tertiary",
                icon=":material/close:",
                on_click=visit.adopt_choice,
                args=("ask", ""),
            )
        if question is None:
            st.markdown(f"The link asks for “{escape(name)}”. Ask in the field above instead.")
        else:
            uncovered("answer", lambda: show_answer(question))


def show_answer(question: Question) -> None:
    """Draw an answer: the sentence, the numbers, and folded what is behind it."""
    choices, dataset = visit.experiment(), visit.dataset()
    answer = question.answer(dataset, choices.spec, escape)
    st.markdown(f"**{bold(answer)}**")
    st.markdown(answer.here)
    for title, text in (("Why", answer.why), ("Often said, but wrong", answer.wrong)):
        if text:
            with st.expander(title):
                st.markdown(text)
    show_ways(question)


def bold(answer: Answer) -> str:
    """Write the sentence to stand in bold, in which nothing else is bold."""
    return answer.short.replace("**", "")


def show_ways(question: Question) -> None:
    """Lead to what shows the answer, back from there, and to the lesson on it."""
    if question.show is not None:
        st.button(
            question.show_label,
            key="answer show",
            icon=":material/visibility:",
            type="primary",
            on_click=demonstrate,
            args=(question,),
        )
    before = before_of(question)
    if before is not None:
        st.button(
            "Back to what I had",
            key="answer back",
            icon=":material/undo:",
            on_click=restore,
            args=(before,),
        )
    lesson = lesson_of(question.id)
    if lesson is not None:
        page, query = lesson_link(lesson)
        st.page_link(
            page,
            label=f"Take the lesson: {LESSONS[lesson].title}",
            icon=":material/school:",
            query_params=query,
        )


def before_of(question: Question) -> Before | None:
    """What was in view before this answer was shown; None where it was not shown yet."""
    before = visit.current().before
    return before if before is not None and before.answer == question.id else None


def demonstrate(question: Question) -> None:
    """Make the choices that show an answer, and keep those that they replace."""
    now = visit.experiment()
    if before_of(question) is None:
        visit.current().before = Before(question.id, now, visit.current().page)
    assert question.show is not None  # the button is drawn for no other
    visit.adopt(question.show(now, visit.dataset().table))
    visit.current().goes_to = question.place


def restore(before: Before) -> None:
    """Return to the choices before an answer was shown; the answer stays open."""
    visit.current().before = None
    visit.adopt(before.experiment)
    visit.current().goes_to = before.page
