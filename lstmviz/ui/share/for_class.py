"""What a teacher leaves out for a class, and what is covered until it is predicted: tick boxes."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from lstmviz.choices.experiments import PARTS
from lstmviz.ui import visit
from lstmviz.ui.chapters import CHAPTERS
from lstmviz.ui.inside import sections as inside
from lstmviz.ui.race import sections as race
from lstmviz.ui.tensor import sections as tensor

GROUP_WORDS = MappingProxyType(
    {
        "data": "Data",
        "meaning": "Meaning, target",
        "layout": "Layout",
        "model": "Model",
        "training": "Training",
    }
)
CARD_WORDS = MappingProxyType(
    {
        "flow": "the drawing",
        "live": "live curves",
        "prediction": "prediction",
        "table": "the table",
        "film": "the film",
        "strip": "code line",
        "stage": "the drawing",
        "track": "the track",
    }
)
VEIL_WORDS = MappingProxyType(
    {
        "shape": "shapes",
        "fits": "which layout fits",
        "counts": "counts",
        "learnable": "weights that learn",
        "state": "h and c",
        "target": "target",
        "baselines": "baselines",
        "verdict": "verdicts",
        "prediction": "predictions",
    }
)
TABS = MappingProxyType(
    {"layouts": tensor.SECTIONS, "inside": inside.SECTIONS, "race": race.SECTIONS}
)


def pick_hidden(where: str, page: str) -> tuple[str, ...]:
    """Ask what is left out: groups of controls, pages, and parts of the page that is opened.

    Args:
        where: part of the names of the boxes.
        page: that the link opens; it cannot be left out itself.
    """
    hide = visit.experiment().hide
    st.markdown("**Leave out these controls**")
    hidden = boxes(where, GROUP_WORDS, hide)
    st.markdown("**these pages**")
    pages = {name: chapter.task for name, chapter in CHAPTERS.items() if name != page}
    hidden += boxes(where, {"start": "Start here"} | pages, hide)
    if PARTS[page]:
        st.markdown(f"**and these parts of “{CHAPTERS[page].task}”**")
        parts = {f"{page}.{part}": part_words(page, part) for part in PARTS[page]}
        hidden += boxes(where, parts, hide)
    return hidden


def pick_veiled(where: str) -> tuple[str, ...]:
    """Ask what waits until it is predicted."""
    st.markdown("**Cover until they have predicted it**")
    return boxes(f"{where} veil", VEIL_WORDS, visit.experiment().veil)


def part_words(page: str, part: str) -> str:
    """Name a card or a tab of a page."""
    return CARD_WORDS[part] if part in CARD_WORDS else str(TABS[page][part][0])


def boxes(where: str, words: Mapping[str, str], ticked: tuple[str, ...]) -> tuple[str, ...]:
    """Draw tick boxes; give the keys of those that are ticked.

    Args:
        where: part of their names.
        words: of each, by its key.
        ticked: those that are ticked at first.
    """
    with st.container(horizontal=True, gap="small", key=f"{where} {next(iter(words))} boxes"):
        return tuple(
            [
                key
                for key, said in words.items()
                if st.checkbox(said, key in ticked, key=f"{where} box {key}", width=150)
            ]
        )
