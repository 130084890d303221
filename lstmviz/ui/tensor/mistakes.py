"""Wrong turns, each one click from the right one: what the network would be fed."""

import streamlit as st

from lstmviz.samples.mistakes import MISTAKES, Mistake
from lstmviz.ui import visit
from lstmviz.ui.bound import bound
from lstmviz.ui.strangers import escape
from lstmviz.ui.tensor.targets import SHUFFLES

RIGHT = "the right way"


def show_turns() -> None:
    """Choose a turn; its code and the right one, and what its values mean."""
    dataset, shown = visit.dataset(), visit.experiment().turn
    wrong = [key for key in MISTAKES if key not in SHUFFLES]
    st.segmented_control(
        "Turn",
        ["", *wrong],
        format_func=lambda key: MISTAKES[key].title if key else RIGHT,
        required=True,
        label_visibility="collapsed",
        **bound("turn", shown if shown in wrong else "", of="turns"),
    )
    if not shown or shown not in wrong:
        st.markdown(
            "Three wrong turns give a tensor whose shape fits, raise no error, and mean something "
            "else. Choose one and watch where the values of the table go."
        )
        return
    turn = MISTAKES[shown]
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(":material/close: **What was written**")
        st.code("\n".join(turn.wrong(dataset)), language="python", wrap_lines=True)
    with right:
        st.markdown(":material/check: **What was meant**")
        st.code("\n".join(turn.right(dataset)), language="python", wrap_lines=True)
    st.markdown(escape(turn.sentence(dataset)))


def turn_in_view() -> Mistake | None:
    """The turn that the film shows: a wrong one, or a shuffle; None for the right way."""
    choices = visit.experiment()
    shuffle = choices.turn in SHUFFLES
    fits = {"turns": not shuffle, "targets": shuffle}.get(choices.section, False)
    return MISTAKES[choices.turn] if choices.turn and fits else None
