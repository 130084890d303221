"""Which delimiter and which decimal sign a text is written with, judged by its first rows."""

import csv
import io
import itertools
import re
from collections.abc import Sequence

from lstmviz.table.reading.cells.cell import is_typed
from lstmviz.table.reading.files.files import ANSWER, MAX_FILE_COLUMNS, TableError, refuse_columns

DELIMITERS = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars"}
SAMPLE = 100_000
"""Characters looked at to find the delimiter, the header and the decimal sign."""
SAMPLE_ROWS = 200
ALIKE = 0.9
"""Part of the records that are alike where a text is delimited for certain."""
LONGEST_LINE = 2_000_000
"""Characters of one line; 2,000 long numbers take 50,000."""
LINE_END = r"\r\n|\r|\n"
DOT = re.compile(r"[+\-−]?(\d+\.\d+|\d{1,3}(,\d{2,3})+\.\d*)([eE][+-]?\d+)?$")
COMMA = re.compile(r"[+\-−]?(\d+,\d+|\d{1,3}(\.\d{3})+,\d*)([eE][+-]?\d+)?$")
FIGURES = "0123456789+-−.$€£"
"""What a cell with a number begins with, whatever unit stands behind it."""
FEWEST_THOUSANDS = 3
"""Different numbers below a thousand, and above it with a point, that tell what the point is."""
GROUPED = re.compile(r"[+\-−]?[1-9]\d{0,2}([.,]\d{3})$")


def sample(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Read the first records, and for each the number of lines read up to its end."""
    head = text[:SAMPLE]
    if len(text) > SAMPLE:
        end = max(head.rfind("\n"), head.rfind("\r"))
        if end < 0:
            head = re.split(LINE_END, text[: 20 * SAMPLE], maxsplit=1)[0]
            refuse_columns(head.count(delimiter) + 1)
        else:
            head = head[: end + 1]
    spaced = delimiter == " "
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, skipinitialspace=spaced)
    records, lines = [], []
    try:
        for record in reader:
            if spaced:
                record = [cell for cell in record if cell]
            if record:
                records.append(record)
                lines.append(reader.line_num)
            if len(records) > SAMPLE_ROWS:
                break
    except csv.Error:
        return [], []  # such as one field of more than 128 KB
    return _even(records), lines


def _even(records: list[list[str]]) -> list[list[str]]:
    """Cut empty cells off the ends of the few records that are longer than most."""
    widths = [len(record) for record in records]
    usual = max(set(widths), key=widths.count, default=0)
    return [
        record[:usual] if len(record) > usual > 1 and not any(record[usual:]) else record
        for record in records
    ]


def find_dialect(text: str) -> tuple[str, list[list[str]], list[int]]:
    """Find the delimiter under which most rows are equally wide and most cells are numbers."""
    best, choice, even = 0.0, None, False
    for delimiter in (*DELIMITERS, " "):
        if delimiter == " " and even:
            continue
        records, lines = sample(text, delimiter)
        widths = [len(record) for record in records]
        width = max(set(widths), key=lambda w: (w > 1, widths.count(w)), default=0)
        if width < 2:
            continue
        body = [record for record in records[1:] if len(record) == width]
        cells = [cell for cell in itertools.chain(*(body or records)) if cell.strip()]
        numeric = sum(map(is_typed, cells)) / max(len(cells), 1)
        ends = sum(cell.endswith((",", ";")) for cell in cells)
        if delimiter == " " and (numeric < 0.3 or 2 * ends > len(cells)):
            continue  # words, not a table; or what parts the fields stands before the blanks
        if delimiter == "," and widths == [1] + [2] * (len(widths) - 1) and numeric == 1:
            continue  # one column, with decimal commas
        score = (widths.count(width) / len(widths)) ** 2 * (0.05 + numeric)
        figures = sum(cell.strip()[0] in FIGURES for cell in cells) / max(len(cells), 1)
        even |= set(widths) == {width} and width > 2 and figures > 0.3 and _are_names(records[0])
        if score > best:
            best, choice = score, (delimiter, records, lines)
    if choice:
        return choice
    records, lines = sample(text, ";")
    if not records:
        raise TableError(
            "No rows can be told apart in this file: a quotation mark may be open, or it is one "
            f"very long line. Expected lines of at most {MAX_FILE_COLUMNS:,} fields. " + ANSWER
        )
    return ";", records, lines


def is_regular(records: Sequence[list[str]]) -> bool:
    """Tell whether records are alike, and hold numbers or dates in two columns or more."""
    widths = [len(record) for record in records]
    width = max(set(widths), key=widths.count, default=0)
    body = [record for record in records[1:] if len(record) == width]
    if width < 3 or len(body) < ALIKE * (len(records) - 1):
        return False
    typed = [sum(is_typed(row[n]) for row in body) > ALIKE * len(body) for n in range(width)]
    return sum(typed) > 1


def _are_names(record: list[str]) -> bool:
    """Tell whether cells name columns: then what parts them parts the rows below too."""
    return all(record) and len(set(record)) == len(record) and not any(map(is_typed, record))


def decimal_sign(records: list[list[str]], delimiter: str) -> str:
    """Find what stands before decimals in most cells, "." or ","."""
    cells = [cell.strip() for record in records for cell in record]
    dots = sum(bool(DOT.match(cell)) and not GROUPED.match(cell) for cell in cells)
    commas = sum(bool(COMMA.match(cell)) and not GROUPED.match(cell) for cell in cells)
    if commas == dots:
        # Only cells such as 1,234: in a file of semicolons a comma stands before decimals.
        comma = delimiter == ";" and any(GROUPED.match(c) and "," in c for c in cells)
        return "," if comma or any(map(_has_thousands, zip(*records, strict=False))) else "."
    return "," if commas > dots else "."


def _has_thousands(column: Sequence[str]) -> bool:
    """Tell whether points stand between thousands: beside 1.204 and 2.150 stand 593 and 606."""
    cells = {cell.strip() for cell in column}
    grouped = sum(bool(GROUPED.match(cell)) and "." in cell for cell in cells)
    hundreds = sum(bool(re.fullmatch(r"[1-9]\d\d", cell)) for cell in cells)
    beyond = any(re.fullmatch(r"\d{4,}", cell) for cell in cells)
    return min(grouped, hundreds) >= FEWEST_THOUSANDS and not beyond


def refuse_long_line(content: bytes) -> None:
    """Refuse a line that no table has, before it is split: each of its fields takes memory."""
    for begin in range(0, len(content) - LONGEST_LINE, LONGEST_LINE // 2):
        piece = content[begin : begin + LONGEST_LINE // 2]
        if b"\n" not in piece and b"\r" not in piece:
            commas = max(content.count(sign.encode()) for sign in DELIMITERS)
            raise TableError(
                f"A line of this file is longer than {LONGEST_LINE // 2:,} characters; the file "
                f"has {commas + 1:,} fields or fewer in it, and a table at most "
                f"{MAX_FILE_COLUMNS:,} columns. Write each row on a line of its own, or turn the "
                "table on its side."
            )
