"""What all cards of the page have in common: a file is made when it is asked for, then offered.

Streamlit can make a file at the very click of its download, but forgets it as soon as scripts have
ended twice, whoever's they are: among visitors who train, before the browser has fetched it.
"""

from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager

import streamlit as st

from lstmviz.ui import runs, visit
from lstmviz.ui.belongings import Made
from lstmviz.ui.download import download

# Bytes of made files that a visitor keeps beside the latest one.
KEPT = 8_000_000


def tray() -> dict[str, Made]:
    """Give the visitor's files by name, the oldest first."""
    return visit.current().made


def keep(name: str, made: Made) -> None:
    """Keep a file, and drop the oldest others where they are too large together."""
    held = tray()
    held.pop(name, None)
    held[name] = made
    while sum(len(each.content) for each in held.values()) > KEPT + len(made.content):
        held.pop(next(iter(held)))


def offer(
    name: str,
    mime: str,
    make: Callable[[], bytes],
    of: Hashable,
    at: str = "earlier choices",
    key: str = "",
) -> None:
    """Offer to make a file, and once it is made the file.

    Args:
        name: of the file.
        mime: its type.
        make: makes it.
        of: what it is made of: as long as it stays the same, so does the file.
        at: the same in words, for a file that is still there when it does not.
        key: tells apart two places of the page that offer the same file.
    """
    which, asked = f"{name}{key}", visit.current().asked_for
    with place_of(which):
        place = st.empty()
    if which in asked:
        with place:
            show_writing(f"Writing {name} …", which)
        # What makes it looks at the visit, where Streamlit may begin the page anew: then it is made
        # there. Only what cannot be made is not asked for again.
        try:
            keep(name, Made(of, at, make()))
        except Exception:
            asked.remove(which)
            raise
        asked.remove(which)
    with place:
        # In a callback: the card may be drawn anew before it has come to its button.
        show_file(name, mime, of, lambda: asked.add(which), key)


def place_of(which: str) -> AbstractContextManager:
    """Keep a place for what stands for one file.

    It is one button high in each state, and while one comes for another: Streamlit shows both of
    them until a run has ended. So nothing moves beside it or below.
    """
    return st.container(key=f"offer {which}")


def show_writing(words: str, key: str) -> None:
    """Say in the place of a file that it is being made."""
    st.button(
        words,
        key=f"home writing {key}",
        icon=":material/hourglass_top:",
        disabled=True,
        width="stretch",
    )


def show_file(name: str, mime: str, of: Hashable, ask: Callable[[], None], key: str = "") -> None:
    """Offer a file that was made, or to make it; where it was made of something else, both.

    Args:
        name: of the file, as for `offer`.
        mime: its type.
        of: what it is to be made of.
        ask: has it made.
        key: as for `offer`.
    """
    held = tray().get(name)
    if held is None:
        st.button(
            f"Make {name}",
            key=f"home make {name}{key}",
            icon=":material/build:",
            on_click=ask,
            width="stretch",
        )
        return
    with st.container(horizontal=True, wrap=False, gap="xsmall"):
        label = name if held.of == of else f"{name} of {held.at}"
        download(label, held.content, name, mime, f"home {name}{key}", width="stretch")
        if held.of != of:
            st.button(
                f"Make {name} anew",
                key=f"home anew {name}{key}",
                icon=":material/refresh:",
                on_click=ask,
                help=f"Make {name} anew, from what is in view now",
            )


def moment_words(view: runs.View) -> str:
    """Say which weights are in view."""
    snapshot = view.snapshot
    if not snapshot.update:
        return f"initial weights, drawn from seed {visit.experiment().spec.seed}, not trained yet"
    prepared = ", of a run prepared beforehand" if view.progress.prepared else ""
    return f"after epoch {snapshot.epoch:.1f}, update {snapshot.update:,}{prepared}"


def update_words(view: runs.View) -> str:
    """Say in two words which weights are in view, for the label of a file."""
    return f"update {view.snapshot.update:,}"


def weights_in_view(view: runs.View) -> Hashable:
    """Name the weights in view: the same name means the same weights."""
    return visit.experiment().decides, view.snapshot.update
