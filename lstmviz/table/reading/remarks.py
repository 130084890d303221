"""Text around a table: comment lines, and what they say; the head of an ARFF file; footers."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lstmviz.table.reading.files import TableError
from lstmviz.table.reading.outline import is_blank, is_typed

SIGNS = ("#", "%", "//", "!", "'")
"""What a line begins with that is a comment."""
QUOTED = r"(?m)(?:^|(?<=[,;\t]))'([^'\"\r\n]*)'(?=[,;\t\r\n]|$)"
"""A cell in single quotes."""
LAST = 40
"""Lines at the end of a file among which a footer is looked for."""
ATTRIBUTE = re.compile(r"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Remarks:
    """A text without its comments.

    Args:
        text: with an empty line where a comment stood, so that lines keep their numbers.
        above: the comment lines directly above the table, without their sign, as they stand.
        notes: what was left out, as sentences.
    """

    text: str
    above: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def without_comments(text: str) -> Remarks:
    """Take comment lines out of a text that begins with one."""
    if re.match(QUOTED, text):
        return Remarks(re.sub(QUOTED, r'"\1"', text))
    first = re.match(r"\s*(.*)", text)
    sign = next((sign for sign in SIGNS if first and first[1].startswith(sign)), None)
    if sign is None:
        return Remarks(text)
    comment = rf"[ \t]*{re.escape(sign)}[^\r\n]*"
    head = re.match(rf"(?:(?:{comment}|[ \t]*)(?:\r\n|\r|\n))*", text)
    above = head[0].splitlines() if head else []
    above = [line.replace(sign, " " * len(sign), 1) for line in above if line.strip()]
    bare, count = re.subn(rf"(?m)^{comment}$", "", text.replace("\r\n", "\n"))
    return Remarks(bare, tuple(above[-3:]), (f"{count:,} comment line(s) were left out.",))


def names_in_comments(
    above: Sequence[str], body: str, delimiter: str, width: int
) -> tuple[str, ...] | None:
    """Find the columns' names in the comment lines directly above a table without a header.

    Args:
        above: these lines; a name may stand on two of them.
        body: the first line of the table, as it stands.
        delimiter: a space where columns are told apart by white space.
        width: how many columns there are.

    Returns:
        One name for each column, "" where none stands over it; None where nothing fits.
    """
    if not above:
        return None
    if delimiter != " ":
        last = next(csv.reader([above[-1].strip()], delimiter=delimiter), [])
        return tuple(cell.strip() for cell in last) if len(last) == width else None
    words = above[-1].split()
    if len(words) == width:
        return tuple(words)
    # A word belongs to the column whose text it stands over.
    places = [match.span() for match in re.finditer(r"\S+", body)]
    if len(places) != width:
        return None
    names = [""] * width
    for line in above[-2:]:
        for word in re.finditer(r"\S+", line):
            middle = (word.start() + word.end()) / 2
            nearest = min(range(width), key=lambda n: abs(sum(places[n]) / 2 - middle))
            names[nearest] = f"{names[nearest]} {word[0]}".strip()
    return tuple(names) if 2 * sum(map(bool, names)) >= width else None


def without_footer(body: str, delimiter: str, width: int) -> tuple[str, int]:
    """Cut off the lines of words below a table.

    A line of too few numbers is none: it is a row that was cut short.

    Returns:
        The body without them, and how many there were.
    """
    if width == 1:
        return body, 0
    count, end = 0, len(body)
    for _ in range(LAST):
        start = max(body.rfind("\n", 0, end - 1), body.rfind("\r", 0, end - 1)) + 1
        line = body[start:end].strip("\r\n")
        if not start or len(line) > 10_000:
            break
        fields = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
        filled = [field for field in fields if not is_blank(field)]
        if (line.strip() and not filled) or len(fields) == width:
            break
        if filled and all(map(is_typed, filled)):
            break
        count, end = count + bool(filled), start
    return body[:end], count


def read_arff(text: str) -> tuple[str, tuple[str, ...], bool] | None:
    """Take an ARFF file's names and its rows apart; None if it is none.

    Returns:
        The rows as delimited text, the names, and whether the last column is a class.
    """
    if not re.match(r"(?:\s*(?:%[^\r\n]*)?[\r\n]+)*\s*@relation\b", text, re.IGNORECASE):
        return None
    head = re.search(r"(?im)^\s*@data[^\r\n]*$", text)
    if head is None:
        raise TableError(
            "This ARFF file has no @data line. Expected rows below it. Download it again."
        )
    rows = re.sub(r"(?m)^%[^\r\n]*$", "", text[head.end() :])
    if rows.lstrip().startswith("{"):
        raise TableError(
            "This is a sparse ARFF file: its rows name the columns that are not 0. Save it as CSV "
            "in the program that made it (in Weka: the filter SparseToNonSparse, then save)."
        )
    names = [name.strip("'\"") for name in ATTRIBUTE.findall(text[: head.start()])]
    listed = re.findall(r"(?im)^\s*@attribute\b.*$", text[: head.start()])
    return rows.lstrip("\r\n"), tuple(names), bool(listed) and listed[-1].rstrip().endswith("}")
