"""What all cards of the page have in common: a file to be downloaded, made when it is asked for."""

from collections.abc import Callable

import streamlit as st

from lstmviz.ui import runs, visit


def download(
    label: str, data: str | bytes | Callable[[], str | bytes], name: str, mime: str, key: str
) -> None:
    """Offer a file.

    Args:
        label: of the button.
        data: the file, or what makes it once the button is pressed.
        name: of the file.
        mime: its type.
        key: of the button on this page.
    """
    st.download_button(
        label,
        data,
        name,
        mime,
        key=f"home {key}",
        icon=":material/download:",
        on_click="ignore",
    )


def moment_words(view: runs.View) -> str:
    """Say which weights are in view."""
    snapshot = view.snapshot
    if not snapshot.update:
        return f"initial weights, drawn from seed {visit.experiment().spec.seed}, not trained yet"
    prepared = ", of a run prepared beforehand" if view.progress.prepared else ""
    return f"after epoch {snapshot.epoch:.1f}, update {snapshot.update:,}{prepared}"
