"""What a text holds that is no set-up yet: said where there is nothing to judge by."""

import re

from lstmviz.doctor.reading.texts.leftover import ABOUT_SUMMARY, is_code
from lstmviz.doctor.reading.texts.text import Text
from lstmviz.doctor.saying.languages import spoken
from lstmviz.doctor.saying.wording import listed

IN_R = re.compile(r"<-|%>%|\blibrary\(|\blayer_\w+\(")
IN_SCRIPT = re.compile(r"\b(?:const|let|var) \w+ ?=|\btf\.(?:layers|sequential|tensor)|=>")
# A line that calls something or gives a name a value.
CODED = re.compile(
    r"^[ \t]{0,40}([A-Za-z_][\w.\[\]]{0,60} ?(?:=(?!=)|\()[^\n]{1,300})$", re.MULTILINE
)
TRACED = re.compile(
    r'\bTraceback\b|^\s*File "[^"\n]+", line \d|\.pyc? in \w|\bError in \w[\w.]{0,40}\(',
    re.MULTILINE,
)
SUMMARY = re.compile(ABOUT_SUMMARY.pattern, re.MULTILINE)

WORDS_ALONE = (
    "I do not know this one: these are words, and I judge messages, code and shapes. A question in "
    "words is for the field Ask; for me add X.shape, y.shape and the lines that build the model."
)
HOLDS = (
    "I do not know this one. I recognise {}, but neither layers nor shapes that I could judge: add "
    "{}. A question in words is for the field Ask."
)
MISSING = "X.shape, y.shape and the lines that build the model"
LAST_LINE = "the last line of the message"


def nothing_to_judge(read: Text) -> str:
    """Say what was recognised, and what is missing; of words alone that they are words."""
    held = recognised(read)
    if not held:
        return WORDS_ALONE
    missing = [LAST_LINE] if "part of an error message" in held else []
    return HOLDS.format(listed(held), listed([*missing, MISSING]))


def recognised(read: Text) -> list[str]:
    """Name what a text holds besides words."""
    text = read.plain
    found = []
    if TRACED.search(text) or read.raising:
        found.append("part of an error message")
    if SUMMARY.search(text):
        found.append("a model's summary")
    language = spoken(text)
    if language == "r" and IN_R.search(text):
        found.append("code in R")
    elif language == "javascript" and IN_SCRIPT.search(text):
        found.append("code in JavaScript")
    elif any(is_code(line) for line in CODED.findall(text)):
        found.append("code")
    return found
