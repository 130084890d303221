"""Layers between which words choose: one of them is meant at a time, and they are no chain."""

import re

CALL = r"(?:LSTM|GRU|SimpleRNN|Dense)\([^()\n]{0,80}\)"
# Two of them side by side, and the word that parts them.
EITHER = re.compile(
    rf"((?<![\w.(])`?{CALL}`?),? (?:or|vs\.?|versus|and not|instead of|rather than|oder|statt|ou|o|"
    rf"au lieu de) (?:with |by |of )?`?{CALL}`?"
)
# The same layer with another number, further on in a sentence that compares the two: "LSTM(24)
# runs, but LSTM(128) also runs". One that hands on its steps is followed by the next.
MORE = r"(?:,[^()\n]{0,60}(?:\([^()\n]{0,40}\)[^()\n]{0,40})?)?"
COMPARED = re.compile(
    rf"(?P<first>(?<![\w.(])`?(?P<kind>LSTM|GRU|SimpleRNN|Dense)\(\d{{1,5}}{MORE}\)`?)"
    rf"(?P<between>[^\n=]{{1,240}}?(?<![\w.(]))`?(?P=kind)\(\d{{1,5}}{MORE}\)`?"
    r"(?P<after>[^\n=]{0,60})",
)
COMPARES = re.compile(
    r"\b(?:also|too|tried|try|either|both|same|different|better|worse|alike|whether|should)\b",
    re.IGNORECASE,
)
CHAINED = re.compile(
    r"\b(?:then|follow\w{0,3}|after|before|next|stack\w{0,3}|second|on top|into|feeds?)\b|->|→",
    re.IGNORECASE,
)


def without_others(text: str) -> str:
    """Keep the first of several layers of which a sentence says that one or the other is meant.

    >>> without_others("LSTM(24) works, but LSTM(128) also runs.")
    'LSTM(24) works, but it also runs.'
    """
    return COMPARED.sub(first_alone, EITHER.sub(r"\1", text))


def first_alone(found: re.Match[str]) -> str:
    """Leave the second layer of a comparison out; a chain as it is."""
    words = found["between"] + found["after"]
    if CHAINED.search(found["between"]) or not COMPARES.search(words):
        return found[0]
    return f"{found['first']}{found['between']}it{found['after']}"
