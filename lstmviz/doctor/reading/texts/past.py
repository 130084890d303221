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
# What stands before a message that is told of the past: "# old error, fixed:".
FORMER = re.compile(
    r"(?:\b(?:old|former|earlier|previous) (?:error|exception|message|traceback|problem)|"
    r"(?<!not )(?<!n't )\b(?:fixed|solved|resolved)(?: (?:error|exception|problem))?)\b"
    r"[^\n.;]{0,40}?[:=] ?[\"'`]?$",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?](?= [A-Z])|\n")
NOT_YET = re.compile(
    r"\b(?:not|never|n't|can|could|to|be|how|please|hope|if)\b[^.;]{0,25}$", re.IGNORECASE
)
# How far behind its message the word may stand.
NEAR = 240


def without_past(text: str) -> str:
    """Leave out messages of which the text says that they are mended, with the sentence.

    >>> without_past("I had ValueError: expected ndim=3, found ndim=2, but I fixed it. Now nan.")
    ' Now nan.'
    >>> without_past('fit(X, y)  # old error, fixed: "expected ndim=3, found ndim=2"')
    'fit(X, y)  '
    """
    text = without_former(text)
    for found in MENDED.finditer(text):
        told = list(MESSAGE.finditer(text, max(0, found.start() - NEAR), found.start()))
        before = text[max(0, found.start() - 30) : found.start()]
        if not told or NOT_YET.search(before + found[0].rsplit(" ", 1)[0]):
            continue
        begin = sentence(text, told[0].start())
        end = re.compile(r"[.!\n]").search(text, found.end())
        return text[:begin] + without_past(text[end.end() if end else len(text) :])
    return text


def without_former(text: str) -> str:
    """Leave out messages that the words before them call former ones, with their sentence."""
    for found in MESSAGE.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        former = FORMER.search(text, start, found.start())
        if former is not None:
            comment = text.find("#", start, former.start())
            begin = comment if comment >= 0 else former.start()
            end = SENTENCE.search(text, found.end())
            return text[:begin] + without_former(text[end.start() :] if end else "")
    return text


def sentence(text: str, at: int) -> int:
    """Give where the sentence begins in which a message stands."""
    ends = [each.end() for each in SENTENCE.finditer(text, 0, at)]
    return ends[-1] if ends else 0
