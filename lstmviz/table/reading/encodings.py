"""Bytes → text: by the byte-order mark, else what fits; and what is no table's text."""

import codecs
import re

import charset_normalizer

from lstmviz.table.reading.files import ANSWER, TableError
from lstmviz.table.reading.foreign import refuse_foreign

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FAR = ("cp1251", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1253")
"""Encodings of other scripts than Latin; a guess between them needs some text."""
ENOUGH = 12
"""Bytes beyond ASCII below which no guess is made."""
SAMPLE = 100_000
"""Characters looked at to tell text from what is none."""


def decode(content: bytes) -> tuple[str, list[str]]:
    """Turn bytes into text.

    Returns:
        The text, and a note where its encoding is a guess.

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
            return _checked(text), []
    head = content[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        # Half of the bytes of Western text in UTF-16 are zero, always the same half.
        if head.count(0) * 3 > len(head) and zeros.count(0) == head.count(0):
            try:
                return _checked(content.decode(encoding)), []
            except UnicodeDecodeError:
                break
    try:
        return _checked(content.decode("utf-8")), []
    except UnicodeDecodeError:
        encoding = _guess(content)
    # Five bytes have no character in Windows-1252; Latin-1 gives them a control character.
    text = content.decode(encoding, errors="replace").replace("\ufffd", "\x81")
    called = "Windows-1252" if encoding == "cp1252" else encoding
    note = (
        f"The text is not UTF-8 and was read as {called}: numbers are right, accented "
        "letters in names may not be."
    )
    return _checked(text), [note]


def _guess(content: bytes) -> str:
    """Guess the encoding of text that is not UTF-8; Western European unless another script fits."""
    beyond = re.findall(rb"[^\n]{0,80}[\x80-\xff]+[^\n]{0,80}", content[:SAMPLE])[:200]
    some = b"\n".join(beyond)
    if len(re.findall(rb"[\x80-\xff]", some)) >= ENOUGH:
        best = charset_normalizer.from_bytes(some, cp_isolation=[*FAR, "cp1252"]).best()
        if best is not None and best.encoding in FAR:
            return best.encoding
    return "cp1252"


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
            "pandas.read_html(name)[0].to_csv('table.csv', index=False) does that in Python."
        )
    if re.match(r"<(!doctype|html|head|body|table|\?xml|svg|!--)", lower):
        raise TableError(
            "This is a web page or XML, not a table, whatever its name says: a download link may "
            "have led to a login page. Download the file itself, as CSV or .xlsx."
        )
    text = text.lstrip("\ufeff").rstrip("\x1a")  # 0x1A ended text files under DOS
    return re.sub(r"\Asep=.(?=[\r\n])", "", text)  # a hint to Excel; its line stays, and counts
