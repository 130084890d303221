"""The visits of those who left a moment ago: whoever knows a visit's name gets it back.

A name is 122 random bits that the visitor's own tab keeps.
"""

import time
from dataclasses import dataclass, field

import streamlit as st

from lstmviz.training.bounds import GRACE_SECONDS
from lstmviz.ui.visit import Visit


@dataclass(eq=False)
class Shelf:
    """The visits of this server by their names.

    Args:
        visits: of those who are here, and of those who left a moment ago.
        left: when they left, on the monotonic clock.
    """

    visits: dict[str, Visit] = field(default_factory=dict)
    left: dict[str, float] = field(default_factory=dict)

    def keep(self, name: str, kept: Visit) -> None:
        """Somebody is here with a visit; those who left for good are let go."""
        now = time.monotonic()
        for gone in [n for n, when in list(self.left.items()) if now - when > GRACE_SECONDS]:
            self.left.pop(gone, None)
            self.visits.pop(gone, None)
        self.visits[name] = kept
        self.left.pop(name, None)

    def leave(self, name: str) -> None:
        """The tab is gone, or about to be back."""
        if name in self.visits:
            self.left[name] = time.monotonic()

    def take(self, name: str) -> Visit | None:
        """Give back a visit that nobody is at; None for another's, an old or an unknown one."""
        if time.monotonic() - self.left.pop(name, -GRACE_SECONDS) > GRACE_SECONDS:
            return None
        return self.visits.get(name)


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """The one shelf of this server."""
    return Shelf()
