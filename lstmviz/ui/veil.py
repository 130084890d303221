"""Readouts that wait until the person has predicted them: what is veiled is not sent at all."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from lstmviz.ui import visit

BOX = '<div class="veil" style="min-height:{height}px"><span>your prediction first</span></div>'


def veiled(*readouts: str) -> bool:
    """Whether one of these readouts is covered: by a link, or by the open question of a lesson."""
    covered = {*visit.experiment().veil, *st.session_state.get("asking", ())}
    return not covered.isdisjoint(readouts)


def unless_veiled(*readouts: str, draw: Callable[[], None], height: int = 60) -> None:
    """Draw something, or a dotted box in its place.

    Args:
        readouts: that it shows.
        draw: draws it.
        height: of the box, in px.
    """
    if not veiled(*readouts):
        draw()
        return
    with st.container(key=f"veil {'-'.join(readouts)} {draw.__name__}"):
        st.html(BOX.format(height=height))
        by_link = [name for name in readouts if name in visit.experiment().veil]
        if by_link:
            st.button(
                "I have my prediction: show it",
                key=f"unveil {'-'.join(readouts)} {draw.__name__}",
                on_click=unveil,
                args=(by_link,),
            )


def unveil(readouts: list[str]) -> None:
    """Show what a link had covered."""
    left = tuple(name for name in visit.experiment().veil if name not in readouts)
    visit.adopt(replace(visit.experiment(), veil=left))
