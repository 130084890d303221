"""The head of a page: what it is for, as its real heading, and one sentence."""

from html import escape

import streamlit as st

from lstmviz.ui.chapters import Chapter

APP = "How does my table get into an LSTM?"


def show_heading(chapter: Chapter, heading: str = "", says: str = "") -> None:
    """Write the heading and the sentence, and name the browser's tab.

    Args:
        chapter: the page.
        heading: another one than the page's, of what is open on it; a stranger's text.
        says: the sentence that belongs to it.
    """
    st.set_page_config(page_title=f"{heading or chapter.heading} · {APP}")
    name, said = ("", says) if heading else (f"<b>{chapter.title}.</b> ", chapter.says)
    st.html(
        f'<header class="head"><h1>{escape(heading or chapter.heading)}</h1>'
        f"<p>{name}{escape(said)}</p></header>"
    )
