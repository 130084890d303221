"""Text around a table: comment lines, and what they say; the head of an ARFF file; footers."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lstmviz.table.reading.body.units import is_unit, row_kind, units_of
from lstmviz.table.reading.cells.cell import is_blank, is_typed
from lstmviz.table.reading.files.files import TableError

SIGNS = ("#", "%", "//", "!", "'")
"""What a line begins with that is a comment."""
QUOTED = r"(?m)(?:^|(?<=[,;\t]))'([^'\"\r\n]*)'(?=[,;\t\r\n]|$)"
"""A cell in single quotes."""
LAST = 40
"""Lines at the end of a file among which a footer is looked for."""
LOOKED_AT = 100_000
"""Characters looked at to find what ends every line, or rules off a table's head."""
RULE = re.compile(r'(?m)^["+|: \t]*[-=]{3}[-=+|:", \t]*(?=\r?\n)')
"""A line of ---- + ----, also in quotes."""
MOST_RULES = 3
"""Such lines around a table; where there are more they stand between its rows."""
UNQUOTED = re.compile(
    r"(?m)^((?:[^\W\d_]{3,9}, )?[^\W\d_]{3,9}\.? \d{1,2}, (?:1[6-9]|2[01])\d\d)(?=[,;\t])"
)
"""A line that begins with a date that holds commas."""
ALIGNED = 20
"""Lines of a table by which it is told whether they stand one below another."""
HEAD = 20
"""Records at the beginning of a text among which its names stand."""
MOST_TYPED = 0.5
"""Part of a row's cells that are numbers or dates where a word behind them is no cell."""
MOST = 0.9
FEW_INSIDE = 0.1
"""Part of the lines that hold a second record where semicolons end the records, at most."""
TS = re.compile(r"(?im)^\s*@(?:problemname|timestamps|univariate|equallength|frequency)\b")
"""What no ARFF file says, and a .ts or .tsf file does."""
DATA = re.compile(r"(?im)^\s*@data[^\r\n]*")
"""The line below which rows stand, in both."""
ATTRIBUTE = re.compile(r"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Remarks:
    """A text without its comments.

    Args:
        text: with an empty line where a comment stood, so that lines keep their numbers.
        above: the comment lines directly above the table, without their sign, as they stand.
        count: how many comment lines there were.
    """

    text: str
    above: tuple[str, ...] = ()
    count: int = 0


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
    above = [line.replace(sign, " " * len(sign), 1) for line in above]
    above = [line for line in above if line.strip()]
    bare, count = re.subn(rf"(?m)^{comment}$", "", text.replace("\r\n", "\n"))
    return Remarks(bare, tuple(above[-3:]), count)


def names_in_comments(
    above: Sequence[str], body: str, delimiter: str, width: int
) -> tuple[tuple[str, ...], tuple[str, ...], int] | None:
    """Find the columns' names in the comment lines directly above a table without a header.

    Args:
        above: these lines; a name may stand on two of them.
        body: the first line of the table, as it stands.
        delimiter: a space where columns are told apart by white space.
        width: how many columns there are.

    Returns:
        One name for each column, "" where none stands over it; their units, empty where there is
        no row of them; and in how many lines these stand. None where nothing fits.
    """
    if not above:
        return None
    lines = [_cells(line, delimiter) for line in above]
    if len(lines[-1]) == width:
        units = row_kind(lines[-1]) in ("units", "brackets")
        if len(lines) > 1 and len(lines[-2]) == width and units:
            return lines[-2], units_of(lines[-1]), 2
        return lines[-1], (), 1
    if delimiter != " ":
        return None
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
    return (tuple(names), (), len(above[-2:])) if 2 * sum(map(bool, names)) >= width else None


def names_over(text: str, lines: Sequence[int], start: int, width: int) -> tuple[str, ...] | None:
    """Find the names that stand over the columns of a table, in up to two lines directly above.

    Args:
        text: of columns told apart by white space.
        lines: for each record the number of lines up to its end.
        start: number of the first record of the body.
        width: how many columns there are.

    Returns:
        One name for each column, "" where none stands over it; None where the lines of the body
        do not stand one below another, or a name stands over none; or quotes tell fields apart.
    """
    some = [line.expandtabs() for line in text[:LOOKED_AT].splitlines()]
    body = [line for line in some[lines[start] - 1 :][:ALIGNED] if line.strip()]
    ends = {tuple(word.end() for word in re.finditer(r"\S+", line)) for line in body}
    begins = {tuple(word.start() for word in re.finditer(r"\S+", line)) for line in body}
    if len(body) < ALIGNED / 2 or min(len(ends), len(begins)) > len(body) / 3:
        return None
    at = lines[start] - 1
    while at and not some[at - 1].strip():
        at -= 1
    above = [line for line in some[max(at - 2, 0) : at] if line.strip()]
    if any('"' in line for line in (*above, *body)):
        return None
    found = names_in_comments(above, body[0], " ", width)
    return found[0] if found and len(above[-1].split()) != width else None


def without_words_behind(text: str) -> tuple[str, int]:
    """Cut a word off that stands behind the last column of some rows, as "Provisional".

    Args:
        text: with tabs between its fields.

    Returns:
        The text without them, and in how many rows one stood.
    """
    lines, count = text.split("\n"), 0
    usual = Counter(line.count("\t") for line in lines if line).most_common(1)
    for at, line in enumerate(lines):
        cells, _, word = line.rpartition("\t")
        if not usual or cells.count("\t") != usual[0][0] or not cells or not word.isalpha():
            continue
        if sum(map(is_typed, cells.split("\t"))) > MOST_TYPED * (usual[0][0] + 1):
            lines[at], count = cells, count + 1
    return ("\n".join(lines), count) if count else (text, 0)


def with_units_placed(
    records: Sequence[list[str]], text: str, lines: Sequence[int]
) -> Sequence[list[str]]:
    """Put units that not every column has under the names that they stand under.

    Args:
        records: the first ones of a text whose columns are told apart by white space.
        text: as it is written.
        lines: for each record the number of lines up to its end.
    """
    written = text[:LOOKED_AT].splitlines()
    for at, (names, units) in enumerate(itertools.pairwise(records[:HEAD]), 1):
        if not 0 < len(units) < len(names) or any(map(is_typed, names)):
            continue
        if not all(map(is_unit, units)) or lines[at] > len(written):
            continue
        over, under = (
            [word.end() for word in re.finditer(r"\S+", written[lines[n] - 1].expandtabs())]
            for n in (at - 1, at)
        )
        places = [min(range(len(over)), key=lambda n: abs(over[n] - end)) for end in under]
        if len(set(places)) == len(units) and len(over) == len(names):
            placed = dict(zip(places, units, strict=True))
            row = [placed.get(n, "") for n in range(len(names))]
            return [*records[:at], row, *records[at + 1 :]]
    return records


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    if delimiter == " ":
        return tuple(line.split())
    return tuple(cell.strip() for cell in next(csv.reader([line.strip()], delimiter=delimiter), []))


def without_rules(text: str) -> tuple[str, int]:
    """Empty the lines that only rule off a table's head, as databases and Markdown draw them.

    Returns:
        The text without them, and how many there were.
    """
    head, count = RULE.subn("", text[:LOOKED_AT])
    if count > MOST_RULES:
        return RULE.subn("", text)
    return (head + text[LOOKED_AT:] if count else text), count


def with_dates_quoted(text: str) -> str:
    """Quote dates such as Mar 15, 2015, whose comma would part them, where they begin lines."""
    lines = [line for line in text[:LOOKED_AT].splitlines()[1:-1] if line.strip()]
    if not lines or sum(bool(UNQUOTED.match(line)) for line in lines) <= MOST * len(lines):
        return text
    return UNQUOTED.sub(r'"\1"', text)


def without_ends(text: str) -> tuple[str, int]:
    """Take the semicolon off the ends of lines whose fields something else tells apart.

    Returns:
        The text, with each record on a line of its own, and how many lines held several.
    """
    lines = [line for line in text[:LOOKED_AT].splitlines()[:-1] if line.strip()]
    if len(lines) < 2 or not all(line.rstrip().endswith(";") for line in lines[1:]):
        return text, 0
    inside = sum(";" in line.rstrip()[:-1] for line in lines)
    if inside > FEW_INSIDE * len(lines):
        return text, 0
    text = re.sub(r";(?=[ \t]*(?:[\r\n]|\Z))", "", text)
    several = sum(";" in line for line in text.splitlines()) if inside else 0
    return (text.replace(";", "\n") if inside else text), several


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
        few = count > 0 and 2 * len(filled) < width  # a number among the words below a table
        if filled and all(map(is_typed, filled)) and not few:
            break
        count, end = count + bool(filled), start
    return body[:end], count


def _lines(text: str) -> Iterator[str]:
    """Give the lines of a text one after another, trimmed, without splitting all of it."""
    return (match[0].strip() for match in re.finditer(r"[^\r\n]+", text))


def read_arff(text: str) -> tuple[str, tuple[str, ...], bool] | None:
    """Take an ARFF file's names and its rows apart; None if it is none.

    Returns:
        The rows as delimited text, the names, and whether the last column is a class.
    """
    first = next((line for line in _lines(text) if line and not line.startswith("%")), "")
    if not re.match(r"@relation\b", first, re.IGNORECASE):
        return None
    head = DATA.search(text)
    if head is None:
        raise TableError(
            "This ARFF file has no @data line. Expected rows below it. Download it again."
        )
    rows = re.sub(r"(?m)^%[^\r\n]*", "", text[head.end() :])
    if rows.lstrip().startswith("{"):
        raise TableError(
            "This is a sparse ARFF file: its rows name the columns that are not 0. Save it as CSV "
            "in the program that made it (in Weka: the filter SparseToNonSparse, then save)."
        )
    names = [name.strip("'\"") for name in ATTRIBUTE.findall(text[: head.start()])]
    listed = re.findall(r"(?im)^\s*@attribute\b.*$", text[: head.start()])
    return rows.lstrip("\r\n"), tuple(names), bool(listed) and listed[-1].rstrip().endswith("}")


def read_ts(text: str) -> tuple[str, tuple[str, ...], bool] | None:
    """Take a .ts file's series apart, each a row of steps; None if it is none.

    Returns:
        The rows as delimited text, the names of their steps, and whether a class stands last.

    Raises:
        TableError: more than one series a row, series with times, or of different lengths.
    """
    data = DATA.search(text) if re.match(r"\s*[#%@]", text) else None
    if data is None or not TS.search(text, 0, data.start()):
        return None
    rows = [line for line in text[data.end() :].splitlines() if line.strip()]
    classed = bool(re.search(r"(?im)^\s*@(?:class|target)label\s+true", text[: data.start()]))
    steps = {line.count(",") + 1 for line in rows}
    if len(steps) != 1 or {line.count(":") for line in rows} != {int(classed)}:
        raise TableError(
            "This is a .ts or .tsf file whose rows are several series, have times, or differ in "
            "length: not one table. In Python, sktime.datasets.load_from_tsfile(name, "
            "return_data_type='pd-multiindex')[0].to_csv('table.csv') makes one of a .ts file, "
            "load_tsf_to_dataframe(name)[0].to_csv('table.csv') of a .tsf file."
        )
    names = tuple(f"step {step}" for step in range(1, steps.pop() + 1))
    return "\n".join(rows).replace(":", ","), names + ("class",) * classed, classed
