"""A bet before the start, and what became of it: who guesses first looks closer."""

import streamlit as st

from lstmviz.racing.verdict import leader
from lstmviz.ui import visit
from lstmviz.ui.bound import linked
from lstmviz.ui.race import field
from lstmviz.ui.strangers import escape

NOBODY = ""


def ask_bet() -> None:
    """Ask who will have the lowest error, until the race has begun."""
    if field.contest() is not None:
        return
    st.segmented_control(
        "Your bet: whose error will be the lowest?",
        [*field.field().names, NOBODY],
        format_func=lambda name: escape(name) if name else "no clear difference",
        **linked("bet", bet(), take),
    )


def bet() -> str | None:
    """The bet on exactly this race, if one was made."""
    made = visit.current().bet
    return made[1] if made is not None and made[0] == field.key() else None


def take(name: str | None) -> None:
    """Take a bet, or take it back."""
    visit.current().bet = None if name is None else (field.key(), name)


def judge_bet(errors: dict[str, list[float]]) -> str:
    """Say what became of the bet, once the race is over; "" without one.

    Args:
        errors: of each entrant's runs.
    """
    made = bet()
    if made is None:
        return ""
    ahead = leader(errors)
    if made == ahead:
        return "Your bet has come true."
    if not ahead:
        return f"You bet on “{escape(made)}”: the seeds do not tell who is ahead."
    if made == NOBODY:
        return f"You bet on no clear difference: “{escape(ahead)}” is ahead with every seed."
    return f"You bet on “{escape(made)}”: “{escape(ahead)}” is ahead with every seed."
