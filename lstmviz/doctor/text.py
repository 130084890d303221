"""A stranger's text, made ready for reading: bounded, without what terminals and forums add."""

import html
import re
import unicodedata
from dataclasses import dataclass

MAX_TEXT = 20_000

# Colours of a terminal, and the frames that some tracebacks are drawn in.
COLOURS = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]|\[[0-9;]{1,8}m")
FRAMES = re.compile(r"[│┃║╭╮╰╯─━]")
QUOTES = re.compile(r"[\"'`´‘’‚‛“”„‟‹›«»′″]")
SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("−–—", "-"),
        **dict.fromkeys("×✕", "x"),
    }
)
# A margin that mail and forums put before each line.
QUOTED = re.compile(r"^[ \t]{0,80}(?:[>|] ?){1,9}", re.MULTILINE)
# What stands before a line of code in a console, a notebook's traceback or a quotation.
PROMPT = re.compile(
    r"^[ \t]{0,80}(?:>>>|\.\.\.|In \[\d{0,5}\]:|-{2,8}> ?\d{0,5}|>(?= )|\d{1,5}(?= ))"
)


@dataclass(frozen=True)
class Text:
    """A text in the two forms that it is read in.

    Args:
        plain: lines with straight quotes, without colours, frames and prompts.
        tight: lower case, without quotes and without any space, so that no line wrap matters.
        cut: whether the text was too long, and only its end is read.
    """

    plain: str
    tight: str
    cut: bool


def read_text(text: str) -> Text:
    """Make a text ready; of one that is too long the end counts, where a traceback says why."""
    cut = len(text) > MAX_TEXT
    text = html.unescape(text[-MAX_TEXT:])[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    text = FRAMES.sub(" ", COLOURS.sub("", text))
    seen = "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
    )
    plain = "\n".join(unprompt(line) for line in seen.translate(SIGNS).split("\n"))
    # A pasted "\n" is a line break as well.
    loose = QUOTED.sub("", seen.translate(SIGNS)).replace("\\n", " ")
    tight = re.sub(r"\s+", "", QUOTES.sub("", loose)).lower()
    return Text(plain, tight, cut)


def unprompt(line: str) -> str:
    """Take a console's or a notebook's prompt from a line, leaving its indentation."""
    found = PROMPT.match(line)
    return line[found.end() :] if found else line
