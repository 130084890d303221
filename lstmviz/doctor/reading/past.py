"""An error message that is told of the past, and was mended since: it is not what is asked."""

import re

# A message, as far as its line or its quotation goes.
MESSAGE = re.compile(
    r"[A-Z]\w{0,40}(?:Error|Exception)\b ?:|expected n?dim|to have \d dimensions|"
    r"expected shape|shapes? (?:mismatch|cannot)",
)
# The word that it is mended; "how can it be fixed" and "not solved" are none.
MENDED = re.compile(
    r"\b(?:I|we|which|that|it|this|was|is|got|have|has|already|now)(?:'ve)? "
    r"(?:(?:was|is|have|has|had|got|then|already|now|finally|could) ){0,2}"
    r"(?:fixed|solved|resolved|got rid of|gone)\b|\bwent away\b",
    re.IGNORECASE,
)
NOT_YET = re.compile(
    r"\b(?:not|never|n't|can|could|to|be|how|please|hope|if)\b[^.;]{0,25}$", re.IGNORECASE
)
# How far behind its message the word may stand.
NEAR = 240


def without_past(text: str) -> str:
    """Leave out messages of which the text says that they are mended, with the sentence.

    >>> without_past("I had ValueError: expected ndim=3, found ndim=2, but I fixed it. Now nan.")
    ' Now nan.'
    """
    for found in MENDED.finditer(text):
        told = list(MESSAGE.finditer(text, max(0, found.start() - NEAR), found.start()))
        before = text[max(0, found.start() - 30) : found.start()]
        if not told or NOT_YET.search(before + found[0].rsplit(" ", 1)[0]):
            continue
        begin = sentence(text, told[0].start())
        end = re.compile(r"[.!\n]").search(text, found.end())
        return text[:begin] + without_past(text[end.end() if end else len(text) :])
    return text


def sentence(text: str, at: int) -> int:
    """Give where the sentence begins in which a message stands."""
    ends = [each.end() for each in re.finditer(r"[.!?](?= [A-Z])|\n", text[:at])]
    return ends[-1] if ends else 0
