"""What the doctor says: the likeliest mistake first, its picture, and one line that mends it."""

from dataclasses import replace

import streamlit as st

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.diagram.axes import draw, fed_sides, meant_sides
from lstmviz.doctor import Diagnosis, Opening, Question
from lstmviz.samples.layouts import with_size
from lstmviz.ui import visit
from lstmviz.ui.doctor.case import answer, bring, case, reply
from lstmviz.ui.doctor.row import draw_row
from lstmviz.ui.doctor.symptoms import show_symptoms
from lstmviz.ui.strangers import escape


def show_answer() -> None:
    """Draw the answer to the case in hand; where there is none, what can be asked."""
    if not case().text.strip():
        show_symptoms()
        return
    found = answer()
    show_talk(found.question)
    if row := draw_row(found):
        st.html(row)
    if found.unknown:
        st.info(plain(found.unknown), icon=":material/help:")
    for place, diagnosis in enumerate(found.diagnoses):
        if place == 0:
            with st.container(border=True, key="diagnosis"):
                show_diagnosis(diagnosis, place)
        else:
            with st.expander(f"Also: {plain(diagnosis.title)}"):
                show_diagnosis(diagnosis, place)


def show_talk(question: Question | None) -> None:
    """Ask the one question that decides next; say what was answered before."""
    said = case().words
    if said:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="said"):
            st.markdown(f":gray[You said:] {plain(' · '.join(said))}", width="content")
            st.button("Ask me again", type="tertiary", on_click=bring, args=(case().text,))
    if question is not None:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="talk"):
            st.markdown(f"**{plain(question.words)}**", width="content")
            for key, words in question.choices.items():
                st.button(
                    plain(words),
                    key=f"reply {question.key} {key}",
                    wrap=True,
                    on_click=reply,
                    args=(question, key),
                )


def show_diagnosis(diagnosis: Diagnosis, place: int) -> None:
    """Draw one diagnosis: what is wrong, what mends it, and the picture of both."""
    if diagnosis.basis:
        st.caption(plain(diagnosis.basis))
    mark = " :orange-badge[runs without an error]" if diagnosis.silent else ""
    st.subheader(f"{plain(diagnosis.title)}{mark}", anchor=False)
    mends = diagnosis.fix or diagnosis.opens is not None
    words, mend = st.columns([6, 5], gap="medium") if mends else (st.container(), None)
    with words:
        told = {"Expected": diagnosis.expected, "Received": diagnosis.received}
        lines = [f":gray[{word}] {plain(said)}" for word, said in told.items() if said]
        lines += [plain(said) for said in (diagnosis.axis, diagnosis.happens) if said]
        st.markdown("  \n".join(lines))
    if mend is not None:
        with mend:
            show_mend(diagnosis, place)
    if diagnosis.fed is not None or diagnosis.meant is not None:
        st.html(picture(diagnosis))
    if diagnosis.said:
        with st.expander("More on this"):
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in diagnosis.said))


def show_mend(diagnosis: Diagnosis, place: int) -> None:
    """Draw the code that mends it, and the way into the Playground."""
    if diagnosis.fix:
        if diagnosis.basis:
            st.caption("If so, this mends it:")
        st.code("\n".join(diagnosis.fix), language=diagnosis.language, wrap_lines=True)
    if diagnosis.opens is not None:
        st.button(
            "Open this layout in the Playground",
            key=f"open {place}",
            icon=":material/open_in_new:",
            on_click=open_layout,
            args=(diagnosis.opens,),
        )


def picture(diagnosis: Diagnosis) -> str:
    """Draw what was fed beside what was meant, as HTML."""
    fed, meant = diagnosis.fed, diagnosis.meant
    drawn = []
    if fed is not None:
        drawn.append(draw("What was fed", fed_sides(fed, meant)))
    if meant is not None:
        drawn.append(draw("What was meant", meant_sides(meant, fed)))
    return f'<div class="both">{"".join(drawn)}</div>'


def open_layout(opening: Opening) -> None:
    """Arrange the visitor's own table so; where that cannot be, the table that all start with."""
    before = visit.experiment()
    layout = with_size(opening.layout, replace(before.layout, window=opening.window))
    visit.adopt(replace(before, layout=layout))
    if visit.experiment() is before:
        start = start_experiment(Experiment().table)
        refusal = visit.notices()
        visit.adopt(replace(start, layout=layout, spec=before.spec, hide=before.hide))
        visit.notify(*refusal, "So here is the built-in table instead.")
    visit.current().goes_to = "playground"


def plain(text: str) -> str:
    """Write a text on one line, as it is, in markdown."""
    return escape(" ".join(text.split()))
