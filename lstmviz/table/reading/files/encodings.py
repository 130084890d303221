"""Bytes → text: by the byte-order mark, else what fits; and what is no table's text."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from lstmviz.table.reading.files.files import ANSWER, TableError
from lstmviz.table.reading.files.foreign import refuse_foreign
from lstmviz.table.reading.files.scripts import Reading, readings_of

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = Reading("cp1252", "Windows-1252", "", 0.0)
LINES, LOOKED_AT = 80, 20_000
"""Lines and bytes of them by whose letters the encoding is told."""
GOOD, LEAST_SCORE, CLEAR = 0.6, 0.35, 0.1
"""Scores: of what is taken, of what is offered beside it, and between two where one is sure."""
MOST_WAYS, SHOWN = 6, 4
ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
BEYOND, ENDS = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\r\n,;\t]")
LONGEST = 2_000
"""Bytes of a line that are looked at from its first letter beyond ASCII on."""
SAMPLE = 100_000
"""Characters looked at to tell text from what is none."""


@dataclass(frozen=True)
class Decoded:
    """Bytes as text.

    Args:
        text: the text.
        notes: that it is not UTF-8, and whether its encoding is a guess.
        ways: the encodings that make sense, each with what it makes of the names; none where only
            one does.
        way: the one that was taken.
    """

    text: str
    notes: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    way: str = ""


def decode(content: bytes, wanted: str = "") -> Decoded:
    """Turn bytes into text.

    Args:
        content: the file.
        wanted: one of the ways to read it; "" for the best.

    Raises:
        TableError: no text, or text that is no table: a web page, JSON.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError as error:
                raise TableError(
                    f"This file says it is {encoding.upper()} text, but byte {error.start:,} is "
                    "not. Expected text in one encoding. Save it again as “CSV UTF-8”."
                ) from error
            return Decoded(_checked(text))
    head = content[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        # Half of the bytes of Western text in UTF-16 are zero, always the same half.
        if head.count(0) * 3 > len(head) and zeros.count(0) == head.count(0):
            try:
                return Decoded(_checked(content.decode(encoding)))
            except UnicodeDecodeError:
                break
    try:
        return Decoded(_checked(content.decode("utf-8")))
    except UnicodeDecodeError:
        return _guess(content, wanted)


def _guess(content: bytes, wanted: str) -> Decoded:
    """Read text that is not UTF-8 under the encoding that makes most sense, or the one wanted."""
    distinct: dict[str, Reading] = {}
    for reading in readings_of(_lines_beyond(content)):
        distinct.setdefault(reading.text, reading)  # of those that agree, the usual one
    found = list(distinct.values())
    if not found or found[0].score < GOOD:  # no letters that tell: Western European
        found.sort(key=lambda reading: reading.codec != WESTERN.codec)
        found = found if found and found[0].codec == WESTERN.codec else [WESTERN, *found]
    likely = [found[0], *(each for each in found[1:MOST_WAYS] if each.score > LEAST_SCORE)]
    ways = tuple(f"As {each.called}: {_preview(each.text)}" for each in likely)
    meant = [n for n, way in enumerate(ways) if wanted == way or wanted.endswith(behind(way))]
    chosen = bool(meant)
    best = likely[meant[0] if chosen else 0]
    # Five bytes have no character in Windows-1252; Latin-1 gives them a control character.
    text = content.decode(best.codec, errors="replace").replace("\ufffd", "\x81")
    sure = chosen or len(likely) == 1 or best.score - likely[1].score > CLEAR
    note = f"The text is not UTF-8: it was read as {best.called}."
    if not sure:
        note = f"{note[:-1]}, which is a guess. Choose another encoding if its names look better."
    several = len(ways) > 1
    way = ways[likely.index(best)]
    return Decoded(_checked(text), (note,), ways if several else (), way if several else "")


def behind(way: str) -> str:
    """Name an encoding behind the name of a table that is to be read in it.

    >>> behind("As Shift-JIS: 気温, 湿度")
    ' · Shift-JIS'
    """
    return f" · {way.partition(':')[0].removeprefix('As ')}"


def _lines_beyond(content: bytes) -> bytes:
    """Take some whole lines that hold bytes beyond ASCII."""
    lines: list[bytes] = []
    at = 0
    while len(lines) < LINES and sum(map(len, lines)) < LOOKED_AT:
        first = BEYOND.search(content, at)
        if first is None:
            break
        begin = max(content.rfind(sign, at, first.start()) for sign in (b"\n", b"\r", b",", b";"))
        ends = ENDS.search(content, min(first.start() + LONGEST, len(content)))
        end = content.find(b"\n", first.start(), first.start() + LONGEST)
        at = end if end >= 0 else ends.start() if ends else len(content)
        lines.append(content[begin + 1 if begin >= 0 else max(first.start() - LONGEST, 0) : at])
    return b"\n".join(lines)


def _preview(text: str) -> str:
    """Show what an encoding makes of names: the words beyond ASCII, each once."""
    words = dict.fromkeys(re.findall(r"[^\W\d_]*[^\x00-\x7f]+[^\W\d_]*", text))
    return ", ".join(list(words)[:SHOWN])[:60]


def _checked(text: str) -> str:
    """Refuse what decodes but is no table: binary, a web page."""
    head = text[:SAMPLE].lstrip("\ufeff")
    control = sum((c < " " and c not in "\t\r\n\f\x1a") or "\x7f" <= c <= "\x9f" for c in head)
    if "\0" in text or control > 3 + len(head) / 100:
        raise TableError(
            "This file is not text: it holds bytes that no table has. Expected rows of numbers, "
            "received binary data. " + ANSWER
        )
    refuse_foreign(head)
    lower = head.lstrip().lower()
    if lower.startswith("<") and ("<table" in lower or "office:spreadsheet" in lower):
        raise TableError(
            "This is a web page or XML that holds a table, whatever its name says. Open it in your "
            "spreadsheet program and save it as .xlsx or CSV; of a web page, "
            "pandas.read_html(name, thousands=None)[0].to_csv('table.csv', index=False) does that "
            "in Python."
        )
    if re.match(r"<(\?xml|!doctype (?!html)|[\w:-]+ ?[^>]*xmlns)", lower) and "<html" not in lower:
        element, count = Counter(ELEMENT.findall(head)).most_common(1)[0]
        raise TableError(
            f"This is XML, not a table, whatever its name says; “{element}” stands most often in "
            f"it, {count:,} times at its beginning. In Python, pandas.read_xml(name, "
            f"xpath='.//{{*}}{element}', parser='etree').to_csv('table.csv', index=False) makes "
            "a table with a row for each."
        )
    if re.match(r"<(!doctype|html|head|body|table|svg|!--)", lower):
        raise TableError(
            "This is a web page or XML, not a table, whatever its name says: a download link may "
            "have led to a login page. Download the file itself, as CSV or .xlsx."
        )
    text = text.lstrip("\ufeff").rstrip("\x1a")  # 0x1A ended text files under DOS
    return re.sub(r"\Asep=.(?=[\r\n])", "", text)  # a hint to Excel; its line stays, and counts
