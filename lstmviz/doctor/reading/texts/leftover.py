"""What of a text was read neither as code nor as shapes: words that may complain or ask."""

import re

from lstmviz.doctor.reading.code import chunks, opened, parse
from lstmviz.doctor.reading.texts.prose import SUMMARY
from lstmviz.doctor.reading.texts.roles import BETWEEN, role_of
from lstmviz.doctor.reading.texts.translating import translate
from lstmviz.doctor.reading.texts.written import NAME, ROWS, SHAPE, TIMES

# Words that hold nothing to judge: greetings, what introduces code, the word that no error came.
HARMLESS = re.compile(
    r"\b(?:hi|hello|hey|thanks?(?: you)?(?: in advance)?|please help|"
    r"(?:here|this|below) is (?:my|the|a) (?:code|model|network|snippet|script)|"
    r"(?:this is )?(?:the |my )?(?:code|model|network)(?: is| looks like)?|"
    r"(?:is )?(?:there )?(?:anything|something) wrong(?: with (?:my|this|the) \w{1,20})?|"
    r"what(?:'s| is| am i doing| did i do) wrong(?: here)?|"
    r"(?:is|are) (?:(?! or )[^?.,\n()\d]){1,60} (?:right|correct|ok|okay|fine)(?= {0,2}[?!]|$)|"
    r"(?:i (?:get|have|see)|there (?:is|are)|it gives|with(?:out)?) (?:no|any) errors?|"
    r"(?:val_)?(?:loss|acc|accuracy)(?: is)? [\w.]{1,40}|"
    r"(?:it )?(?:works|trains|runs)(?: fine)?)\b",
    re.IGNORECASE,
)
# What a function or a class says of itself below its head.
SAID_BELOW = re.compile(
    r"(?P<head>:[ \t]{0,9}(?:#[^\n]{0,200})?\n\s{0,200}[rR]?)(?P<quotes>\"{3}|'{3})"
    r"(?:(?!(?P=quotes))[\s\S]){0,6000}(?P=quotes)"
)
# Comments, and what in them says that something goes wrong.
COMMENT = re.compile(r"(?:^|\s)(?:#|//)+ ?([^\n]{3,300})")
COMPLAINS = re.compile(
    r"\b(?:fail|crash|error|exception|break|broke|raise|complain|stuck|stays? |never|always|wrong|"
    r"bad\b|nan\b|suspicious|too good|why\b|strange|weird|problem|help|(?:do(?:es)?|did|ca|wo|can)"
    r"(?:n'?t| ?not)\b|no(?:t|thing) (?:work|learn|run)|fehler|geht nicht|falla|erreur)|"
    r"\?{2}|:-?\(",
    re.IGNORECASE,
)
NO_ERROR = re.compile(
    r"\b(?:no|without|not an?|any) (?:errors?|exceptions?|problems?)\b", re.IGNORECASE
)
INSIDE = r"[^()\n]{0,120}"
CALLED = rf"{NAME}(?:\.{NAME}){{0,4}}\((?:{INSIDE}\({INSIDE}\)){{0,4}}{INSIDE}\)"
TOKENS = re.compile(rf"{CALLED}|{ROWS}|{SHAPE}|{TIMES}", re.ASCII)
# A shape of which a size is a name.
PARTLY = re.compile(
    r"(?<![\w.])\((?=[^()]{0,60}\d)[^()]{0,60}[A-Za-z_]\w{1,40}[^()]{0,60}\)", re.ASCII
)
# What a model's summary prints around its layers.
ABOUT_SUMMARY = re.compile(
    r"\s{0,8}(?:Layer \(type\)|Model: |(?:Total|Trainable|Non-trainable) params)"
)
# Words beside names, sizes and shapes that a sentence may have and still tell nothing else.
FEW = 1
MAX_TOLD = 80


def leftover(text: str) -> tuple[str, ...]:
    """Give the sentences of a text that are neither code nor shapes, in order.

    Args:
        text: as `read_text` makes it plain.
    """
    return tuple(map(shortened, sentences(text)))


def sentences(text: str) -> tuple[str, ...]:
    """Give the lines of a text that are neither code nor shapes, whole."""
    found: list[str] = []
    for chunk in chunks(translate(SAID_BELOW.sub(r"\g<head>''", text))):
        found += [line.strip() for line in lines_of(chunk) if says_more(line)]
    return tuple(found)


def complaints(text: str) -> tuple[str, ...]:
    """Give the comments of code that say that something goes wrong."""
    found = (each.strip() for each in COMMENT.findall(text))
    return tuple(shortened(each) for each in found if COMPLAINS.search(NO_ERROR.sub(" ", each)))


def shortened(line: str) -> str:
    """Cut what is quoted."""
    return line if len(line) <= MAX_TOLD else line[:MAX_TOLD] + "…"


def lines_of(chunk: str) -> list[str]:
    """Give the lines that are no code."""
    if is_code(chunk):
        return []
    lines = chunk.split("\n")
    if not opened(chunk):
        return [line for line in lines if not is_code(line)]
    rest = [line for part in chunks("\n".join(lines[1:])) for line in lines_of(part)]
    return [*([] if is_code(lines[0]) else lines[:1]), *rest] if len(lines) > 1 else lines


def is_code(text: str) -> bool:
    """Whether a text is a statement of Python."""
    try:
        parse(text)
    except SyntaxError:
        return False
    return True


def says_more(line: str) -> bool:
    """Whether a line says more than names and shapes."""
    if SUMMARY.match(line) or ABOUT_SUMMARY.match(line):
        return False
    if PARTLY.search(TOKENS.sub(" ", line)):
        return True
    words = re.findall(NAME, HARMLESS.sub(" ", TOKENS.sub(" ", line)))
    plain = [word for word in words if word.lower() not in BETWEEN and not role_of(word)]
    return len(plain) > FEW
