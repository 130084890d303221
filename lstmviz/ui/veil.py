"""Readouts that wait until the person has predicted them: what is veiled is not sent at all."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from lstmviz.choices.experiments import VEILABLE
from lstmviz.ui import visit

BOX = '<div class="veil" style="min-height:{height}px"><span>your prediction first</span></div>'
HEIGHT = 120  # of the box of a drawing, in px

# What a drawing or a part of a page shows, by its name; each is covered whole.
SHOWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "flow": ("shape", "learnable", "state", "target", "prediction"),
        "stage": ("state", "target", "prediction"),
        "film": ("shape", "counts", "target"),
        "strip": ("shape", "target"),
        "live": ("baselines",),
        "prediction": ("prediction", "target"),
        "track": ("verdict",),
        "find": ("shape",),
        "look_up": ("shape",),
        "count": ("shape", "counts"),
        "sizes": ("shape", "counts"),
        "blocks": ("shape", "counts"),
        "targets": ("target", "counts"),
        "compare": ("shape", "counts", "learnable"),
        "turns": ("shape",),
        "code": ("shape", "target"),
        "answer": VEILABLE,
        "wiring": ("learnable",),
        "wiggle": ("state",),
        "changed": ("state",),
        "across": ("state",),
        "painted": ("state",),
        "states": ("state",),
        "parameters": ("counts", "learnable"),
        "cells": ("counts", "learnable"),
        "gradient": ("learnable", "state"),
        "update": ("learnable", "state"),
        "memory": ("state",),
        "hand": ("state",),
        "order": ("verdict",),
        "reach": ("verdict",),
        "results": ("verdict", "baselines"),
        "program": ("shape", "target"),
        "edge": ("verdict",),
        "outlook": ("prediction", "state"),
        "ranked": ("verdict", "baselines"),
        "late": ("prediction", "target"),
    }
)


def veiled(*readouts: str) -> bool:
    """Whether one of these readouts is covered: by a link, or by the open question of a lesson."""
    covered = {*visit.experiment().veil, *visit.current().learning.asking}
    return not covered.isdisjoint(readouts)


def is_covered(name: str) -> bool:
    """Whether a drawing or a part of a page is covered: a key of SHOWS, or what shows nothing."""
    return veiled(*SHOWS.get(name, ()))


def is_left_out(name: str) -> bool:
    """Whether a class's link leaves out a card or a tab of this page."""
    return f"{visit.current().page}.{name}" in visit.experiment().hide


def uncovered(name: str, draw: Callable[[], None]) -> None:
    """Draw something, or a dotted box in its place; nothing where a class's link leaves it out."""
    if is_left_out(name):
        return
    if is_covered(name):
        show_box(name, SHOWS[name])
    else:
        draw()


def show_box(name: str, readouts: tuple[str, ...], height: int = HEIGHT) -> None:
    """Draw the box; the person says when to take it away.

    Where a link has covered it, with a prediction of their own; where the open question of a lesson
    has, on another page, by leaving the question.

    Args:
        name: of what is covered.
        readouts: that it shows.
        height: of the box, in px.
    """
    st.html(BOX.format(height=height))
    by_link = [each for each in readouts if each in visit.experiment().veil]
    if by_link:
        st.button(
            "I have my prediction: show it",
            key=f"unveil {name}",
            icon=":material/visibility:",
            on_click=unveil,
            args=(by_link,),
        )
    elif visit.current().page != "lessons":
        st.button(
            "Show it: I leave the open question of the lesson",
            key=f"leave {name}",
            icon=":material/visibility:",
            on_click=leave,
        )


def leave() -> None:
    """Cover nothing for the open question of a lesson, until it is opened again."""
    visit.current().learning.asking = ()


def unveil(readouts: list[str]) -> None:
    """Show what a link had covered."""
    left = tuple(name for name in visit.experiment().veil if name not in readouts)
    visit.adopt(replace(visit.experiment(), veil=left))
