"""A stranger's text, made ready for reading: bounded, without what terminals and forums add."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lstmviz.doctor.reading.texts.past import without_past
from lstmviz.doctor.reading.texts.raising import raising

# Characters that are looked at, and those that are read: the beginning and the end.
MAX_PASTE = 4_000_000
MAX_TEXT = 20_000
HEAD = 6_000

# Colours of a terminal, and the frames that some tracebacks are drawn in.
COLOURS = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]|\[[0-9;]{1,24}m")
FRAMES = re.compile(r"[│┃║╭╮╰╯─━]")
QUOTES = re.compile(r"[\"'`´‘’‚‛“”„‟‹›«»′″]")
SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("−–—", "-"),
        **dict.fromkeys("×✕", "x"),
        "\N{IDEOGRAPHIC COMMA}": ",",
        "…": "...",
        "\N{IDEOGRAPHIC FULL STOP}": ".",
    }
)
# What training prints at every batch, and what a log puts before each line.
PROGRESS = re.compile(
    r"^[^\n]{0,40}?\d{1,9}/(?:\d{1,9}|Unknown) ?(?:\[[=>.\- ]{3,60}\]|━).{0,300}$|"
    r"^Epoch \d{1,9}/\d{1,9}(?: *| ?- .{0,300})$|"
    r"^ ?- ?\d{1,6}s(?: \d{1,6}m?s/\w{1,6})? - loss: .{0,300}$"
)
LOGGED = re.compile(
    r"^[ \t]{0,80}(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d+Z:]{0,16}\]?|"
    r"[IWEF]\d{4} [\d:.]{8,20})"
    r"[ \t:|-]{0,4}(?:\d{1,8} )?(?:[\w.]{1,40}:\d{1,6}\] ?)?"
    r"(?:\[?(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL|stderr|stdout)\]?)?[ \t:|-]{0,4}"
    r"(?:[\w.]{1,40}: )?|"
    r"^(?:\[rank\d{1,4}\]|(?:ERROR|WARNING|INFO):[\w.]{1,40}):[ ]?"
)
BREAKS = re.compile(r"</?(?:br|div|li|p|pre|tr)(?: [^<>]{0,200})? ?/?>")
TAGS = re.compile(r"</?(?:a|b|code|em|i|span|strong|td|ul)(?: [^<>]{0,200})?/?>")
MAGIC = re.compile(r"^[ \t]{0,80}(?:%{1,2}\w|!\w|\?{1,2}\w|```|~~~).{0,200}$")
# A line that calls something or gives a name a value, and how often it may stand in a row.
CODED = re.compile(r"[ \t]{0,80}(?:>>> ?|\.\.\. ?)?[ \t]{0,80}[A-Za-z_][\w.]{0,80} ?(?:=(?!=)|\()")
MAX_SAME = 6
# A margin that mail and forums put before each line.
QUOTED = re.compile(r"^[ \t]{0,80}(?:[>|] ?){1,9}", re.MULTILINE)
# A line that stands alone between backticks.
TICKED = re.compile(r"^[ \t]{0,8}`([^`\n]{1,300})`[ \t]{0,8}$", re.MULTILINE)
# A fence on the line that the code begins or ends on.
FENCED = re.compile(
    r"^[ \t]{0,8}```(?=[A-Za-z_][\w.]{0,80} ?(?:[=,(]|\.))|(?<=[)\]\w'\"])```[ \t]*$"
)
# _ValueError: …_ in italics: an underscore is a letter of the error's name else.
SLANTED = re.compile(r"^([ \t>]{0,8})_(?=[A-Z]\w{2,40}(?:Error|Exception)\b)([^\n]{1,2000}?)_?$",
                     re.MULTILINE)  # fmt: skip
# **words** in bold, which some write around a part of a message.
EMPHASIS = re.compile(r"(?<![\w*)])\*\*(\w[^*\n]{0,300}[^*\s])\*\*(?![\w*(])")
# A notebook's JSON, or a part of it: what its cells hold, each a string or a list of them.
CELL = re.compile(
    r'^\s{0,80}[{[][^\n]{0,200}\n?\s{0,80}"cells"|"cell_type": ?"code"|"output_type": ?"'
)
STRING = re.compile(r'"(?:[^"\\\n]|\\.){0,4000}"')
FIELD = re.compile(
    rf'"(?P<name>source|ename|evalue|text)": ?(?P<value>\[\s{{0,80}}(?:{STRING.pattern},?'
    rf"\s{{0,80}}){{0,500}}|{STRING.pattern})"
)
# What stands before a line of code in a console, a notebook's traceback or a quotation.
PROMPT = re.compile(
    r"^[ \t]{0,80}(?:>>>|\.\.\.:?|(?:In |Out ?)\[\d{0,5}\]:|-{2,8}> ?\d{0,5}|>(?= )|\d{1,5}(?= ))"
)
# "500 samples of 24 steps": a number that counts something, and is none of a line of code.
COUNTS = re.compile(
    r"[ \t]{0,80}\d{1,5} (?!(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|"
    r"except|finally|for|from|global|if|import|in|is|lambda|not|or|pass|print|raise|return|try|while|"
    r"with|yield)\b)(?:[a-z]{3,20}(?=[ ,;]+(?![=+*/-]|in\b))|[^\x00-\x7f])"
)
# Lines of code as a traceback shows them: numbered, or below the name of their file.
NUMBERED = re.compile(r"^[ \t]{0,80}(?:-{2,8}> ?)?\d{1,5} [ \t]*(?=[A-Za-z_])")
FILED = re.compile(
    r'^[ \t>]{0,80}(?:File "[^"\n]{1,300}", line \d|\S{1,200}\.py:\d{1,6}: \w{1,40}Warning)'
)
# What a notebook gives back; asked for by its name, or its shape, it is the array's.
OUT = re.compile(
    r"(?P<asked>^(?:In \[\d{0,5}\]:)? ?\w{1,40}(?:\.shape)?\n)?^Out ?\[\d{0,5}\]:[^\n]{0,400}$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Text:
    """A text in the two forms that it is read in.

    Args:
        plain: lines with straight quotes, without colours, frames and prompts.
        tight: lower case, without quotes and without any space, so that no line wrap matters.
        cut: whether the text was too long, and only its end is read.
        raising: the line of the learner's own code that a traceback ends in; "" if none is told.
        trained: the last line that Keras printed of a training; "" if none.
    """

    plain: str
    tight: str
    cut: bool
    raising: str = ""
    trained: str = ""


def read_text(text: str) -> Text:
    """Make a text ready; of one that is too long the beginning and the end count."""
    text = of_notebook(text[:MAX_PASTE])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept: list[str] = []
    trained = ""
    for line in text.split("\n"):
        # A line of code that stands twice is run twice; what a program prints says nothing new.
        often = MAX_SAME if CODED.match(line) else 1
        repeats = line and kept[-often:] == [line] * often
        if PROGRESS.match(line[:400]) and "nan" not in line:
            trained = line[:400] if "loss" in line[:400] else trained
        elif not repeats:
            kept.append(line)
    text = "\n".join(kept)
    cut = len(text) > MAX_TEXT
    if cut:
        text = text[:HEAD] + "\n...\n" + text[HEAD - MAX_TEXT :]
    text = (
        TAGS.sub(" ", BREAKS.sub("\n", html.unescape(text))) if "&" in text or "<" in text else text
    )
    text = "\n".join(map(unticked, SLANTED.sub(r"\1\2", TICKED.sub(r"\1", text)).split("\n")))
    text = without_past(text)
    text = FRAMES.sub(" ", COLOURS.sub("", text)).translate(SIGNS)
    text = unicodedata.normalize("NFKC", text[: 2 * MAX_TEXT])[:MAX_TEXT].translate(SIGNS)
    seen = "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
    )
    lines = after_change([LOGGED.sub("", line) for line in seen.split("\n")])
    shown = OUT.sub(lambda found: found[0] if found["asked"] else "", "\n".join(lines))
    plain = "\n".join(unprompt(line) for line in once(shown.split("\n")) if not MAGIC.match(line))
    # A pasted "\n" is a line break as well.
    loose = QUOTED.sub("", "\n".join(lines)).replace("\\n", " ")
    loose = EMPHASIS.sub(r"\1", loose)
    tight = re.sub(r"\s+", "", QUOTES.sub("", loose)).lower()
    # Python 2 wrote whole numbers as 32L.
    tight = re.sub(r"(?<=\d)l(?=[,)\]])", "", tight)
    return Text(plain, tight, cut, raising("\n".join(lines)), trained)


# A line of a change as git shows it: taken out, or put in.
CHANGED = re.compile(r"([-+])(?![-+]{2})[ \t]{0,40}(?=[A-Za-z_][\w.]{0,60} ?(?:=(?!=)|\())")


def after_change(lines: list[str]) -> list[str]:
    """Leave what a change takes out away, and the sign from what it puts in."""
    signs = [found[1] if (found := CHANGED.match(line)) else "" for line in lines]
    if not {"-", "+"} <= set(signs):
        return lines
    kept = zip(lines, signs, strict=True)
    return [" " + line[1:] if sign else line for line, sign in kept if sign != "-"]


def once(lines: list[str]) -> list[str]:
    """Leave out the lines of a traceback that the text holds anyway: they are not run again."""
    kept: list[str] = []
    before = {line.strip() for at, line in enumerate(lines) if not traced(lines, at)}
    for at, line in enumerate(lines):
        code = unprompt(line).strip()
        if traced(lines, at) and CODED.match(code):
            # Two numbers are two lines; the line of an outer call stands there for each error.
            told = line.strip().lstrip("-> ")
            if code in before or told in before:
                continue
            before.add(told)
        kept.append(line)
    return kept


def traced(lines: list[str], at: int) -> bool:
    """Whether a line is one that a traceback shows: with its number, or below its file's name."""
    numbered = NUMBERED.match(lines[at]) is not None
    return numbered or (at > 0 and FILED.match(lines[at - 1]) is not None)


def unticked(line: str) -> str:
    """Take the backtick from a line where code between two of them begins or ends, or a fence."""
    if "```" in line:
        return FENCED.sub("", line)
    if line.count("`") % 2 == 0:
        return line
    code = re.sub(r"^([ \t]{0,8})`", r"\1", line)
    return code if code != line else re.sub(r"`([ \t]*)$", r"\1", line)


def of_notebook(text: str) -> str:
    """Give the cells of a notebook and what they printed, where a text is its JSON."""
    if not CELL.search(text):
        return text
    try:
        cells = json.loads(text)["cells"]
        parts: list[object] = []
        for cell in cells:
            parts.append(cell.get("source", ""))
            for output in cell.get("outputs", ()):
                printed = output.get("traceback") or output.get("text") or of_error(output)
                parts.append(printed or output.get("data", {}).get("text/plain", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        parts = list(of_cells(text))
    return "\n".join(
        "".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts
    )


def of_error(output: Mapping[str, object]) -> str:
    """Give the message of an output without its traceback; "" where there is none."""
    return f"{output['ename']}: {output.get('evalue', '')}" if output.get("ename") else ""


def of_cells(text: str) -> Iterator[str]:
    """Give what stands in a part of a notebook's JSON: its lines of code, then what it printed."""
    held: dict[str, list[str]] = {"source": [], "ename": [], "evalue": [], "text": []}
    for found in FIELD.finditer(text):
        lines = STRING.findall(found["value"])
        held[found["name"]].append("".join(map(unescaped, lines)))
    yield from held["source"]
    yield from held["text"]
    names = held["ename"] + ["Error"] * len(held["evalue"])
    yield from (f"{name}: {said}" for name, said in zip(names, held["evalue"], strict=False))


def unescaped(string: str) -> str:
    """Read a string of JSON; as it stands where it is none."""
    try:
        return str(json.loads(string, strict=False))
    except (ValueError, RecursionError):
        return string.strip('"')


def unprompt(line: str) -> str:
    """Take a console's or a notebook's prompt from a line, leaving its indentation."""
    found = None if line.strip() == "..." or COUNTS.match(line) else PROMPT.match(line)
    return line[found.end() :] if found else line
