"""The one place that offers a file for download, under a name that is of this content alone."""

import hashlib
from collections.abc import Callable
from typing import Literal

import streamlit as st


def download(
    label: str,
    content: str | bytes,
    name: str,
    mime: str,
    key: str,
    on_click: Callable[[], None] | Literal["ignore"] = "ignore",
    width: Literal["content", "stretch"] = "content",
) -> None:
    """Offer a file that is there.

    Streamlit serves a file beyond 1 MiB under a name made of its length, three samples, type and
    file name: of two visitors' files that differ elsewhere, the second would get the first one's.
    All of the content stands in the type, as a parameter that browsers leave alone.

    Args:
        label: what the button says, as markdown.
        content: of the file.
        name: of the file.
        mime: its type.
        key: of the button.
        on_click: is called when it is taken.
        width: of the button: that of its words, or of its place.
    """
    content = content.encode() if isinstance(content, str) else content
    st.download_button(
        label,
        content,
        name,
        f"{mime}; content={hashlib.sha256(content).hexdigest()}",
        key=key,
        icon=":material/download:",
        on_click=on_click,
        width=width,
    )
