"""Text that holds a table: its encoding, its delimiter, its header, its columns."""

import codecs
import csv
import io
import itertools
import re

import pyarrow as pa
import pyarrow.csv

from lstmviz.table.reading.files import (
    ANSWER,
    MAX_FILE_COLUMNS,
    TableError,
    refuse_columns,
    refuse_rows,
)
from lstmviz.table.reading.rows import Cells, find_header

DELIMITERS = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars"}
SAMPLE = 100_000
"""Characters looked at to find the delimiter, the header and the decimal sign."""
SAMPLE_ROWS = 200

MISSING = frozenset(
    {"", "na", "n/a", "nan", "-nan", "null", "none", "nil", "nat", "<na>", "missing", "undefined"}
    | {"-", "–", "—", "−", "--", "---", "?", ".", "…", "..", "...", "#n/a", "#n/a n/a", "#na"}
    | {"#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "(null)"}
)
"""What people write where a number is missing, in lower case."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

LINE_END = r"\r\n|\r|\n"
DOT = re.compile(r"[+\-−]?(\d+\.\d+|\d{1,3}(,\d{3})+\.\d*)([eE][+-]?\d+)?$")
COMMA = re.compile(r"[+\-−]?(\d+,\d+|\d{1,3}(\.\d{3})+,\d*)([eE][+-]?\d+)?$")
NUMBERLIKE = re.compile(r"[+\-−]?[\d.,'’ \u00a0\u202f]*\d[\d.,]*([eE][+-]?\d+)?\s?[%€$]?$")
GROUPED = re.compile(r"[+\-−]?\d{1,3}([.,]\d{3})$")


def read_text(content: bytes) -> Cells:
    """Take a delimited text file apart into columns.

    Raises:
        TableError: not text, not a table, or a row whose number of fields differs (the sentence
            names the line, the number of fields expected and the number received).
    """
    text, notes = decode(content)
    if not text.strip():
        raise TableError(f"This file is empty: it holds white space and no row. {ANSWER}")
    delimiter, records, lines = _find_dialect(text)
    if delimiter == " ":
        text = "\n".join("\t".join(line.split()) for line in re.split(LINE_END, text))
        delimiter, records, lines = "\t", *_sample(text, "\t")
    skipped = _preamble(records)
    if skipped:
        notes.append(f"The first {lines[skipped - 1]} line(s), before the table, were skipped.")
    records, start = records[skipped:], lines[skipped - 1] if skipped else 0
    width = len(records[0])
    refuse_columns(width)
    same = [record for record in records if len(record) == width]
    header = find_header(same)
    if header is not None:
        start = lines[skipped]
    decimal = _decimal_sign(same, delimiter)
    if decimal != ".":
        notes.append("Decimal commas were read as decimal points.")
    body = _after_lines(text, start)
    if not body.strip("\r\n"):
        raise TableError(
            f"This table has a header ({', '.join(header or ())[:80]}) and no rows. Expected at "
            "least one row of numbers below it, received 0. Check that the file is complete."
        )
    if '"' not in body:
        refuse_rows(max(body.count("\n"), body.count("\r")) - 1)
    table = _parse(body, delimiter, width, decimal, start)
    refuse_rows(table.num_rows)
    return Cells(tuple(table.columns), header, decimal, tuple(notes))


def decode(content: bytes) -> tuple[str, list[str]]:
    """Turn bytes into text: by their byte-order mark, else UTF-8, UTF-16, Windows-1252."""
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
        # Five bytes have no character in Windows-1252; Latin-1 gives them a control character.
        text = content.decode("cp1252", errors="replace").replace("\ufffd", "\x81")
        note = (
            "The text is not UTF-8 and was read as Windows-1252: numbers are right, accented "
            "letters in names may not be."
        )
        return _checked(text), [note]


def _checked(text: str) -> str:
    """Refuse what decodes but is no table: binary, a web page, JSON."""
    head = text[:SAMPLE].lstrip("\ufeff")
    control = sum((c < " " and c not in "\t\r\n\f\x1a") or "\x7f" <= c <= "\x9f" for c in head)
    if "\0" in text or control > 3 + len(head) / 100:
        raise TableError(
            "This file is not text: it holds bytes that no table has. Expected rows of numbers, "
            "received binary data. " + ANSWER
        )
    lower = head.lstrip().lower()
    if re.match(r"<(!doctype|html|head|body|table|\?xml|svg|!--)", lower):
        raise TableError(
            "This is a web page or XML, not a table, whatever its name says: a download link may "
            "have led to a login page. Download the file itself, as CSV or .xlsx."
        )
    if re.match(r"(\{|\[)\s*[\[{\"]", lower):
        raise TableError("This is JSON, not a table of rows and columns. Save it as CSV.")
    text = text.lstrip("\ufeff").rstrip("\x1a")  # 0x1A ended text files under DOS
    return re.sub(r"\Asep=.(?=[\r\n])", "", text)  # a hint to Excel; its line stays, and counts


def _sample(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Read the first records, and for each the number of lines read up to its end."""
    head = text[:SAMPLE]
    if len(text) > SAMPLE:
        end = max(head.rfind("\n"), head.rfind("\r"))
        if end < 0:
            head = re.split(LINE_END, text[: 20 * SAMPLE], maxsplit=1)[0]
            refuse_columns(head.count(delimiter) + 1)
        else:
            head = head[: end + 1]
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    records, lines = [], []
    try:
        for record in reader:
            if record:
                records.append(record)
                lines.append(reader.line_num)
            if len(records) > SAMPLE_ROWS:
                break
    except csv.Error:
        return [], []  # such as one field of more than 128 KB
    return records, lines


def _find_dialect(text: str) -> tuple[str, list[list[str]], list[int]]:
    """Find the delimiter under which most rows are equally wide and most cells are numbers."""
    best, choice = 0.0, None
    for delimiter in (*DELIMITERS, " "):
        records, lines = _sample(text, delimiter)
        if delimiter == " ":
            records = [[cell for cell in record if cell] for record in records]
        widths = [len(record) for record in records]
        width = max(set(widths), key=lambda w: (w > 1, widths.count(w)), default=0)
        if width < 2:
            continue
        body = [record for record in records[1:] if len(record) == width]
        cells = [cell for record in body or records for cell in record]
        numeric = sum(_is_numberlike(cell) for cell in cells) / len(cells)
        if delimiter == " " and numeric < 0.3:
            continue  # words, not a table
        if delimiter == "," and widths == [1] + [2] * (len(widths) - 1) and numeric == 1:
            continue  # one column, with decimal commas
        score = (widths.count(width) / len(widths)) ** 2 * (0.05 + numeric)
        if score > best:
            best, choice = score, (delimiter, records, lines)
    if choice:
        return choice
    records, lines = _sample(text, ";")
    if not records:
        raise TableError(
            "No rows can be told apart in this file: a quotation mark may be open, or it is one "
            f"very long line. Expected lines of at most {MAX_FILE_COLUMNS:,} fields. " + ANSWER
        )
    return ";", records, lines


def _is_numberlike(cell: str) -> bool:
    # Long cells are text; on them the pattern's time would grow with the square of their length.
    return len(cell) < 50 and bool(NUMBERLIKE.match(cell.strip()))


def _preamble(records: list[list[str]]) -> int:
    """How many records stand before the table: titles and comments of a single field."""
    wide = [len(record) > 1 for record in records]
    if True not in wide:
        return 0
    first = wide.index(True)
    return first if len(records) - first > 1 and sum(wide[first:]) > len(wide[first:]) / 2 else 0


def _decimal_sign(records: list[list[str]], delimiter: str) -> str:
    cells = [cell.strip() for record in records for cell in record]
    dots = sum(bool(DOT.match(cell)) and not GROUPED.match(cell) for cell in cells)
    commas = sum(bool(COMMA.match(cell)) and not GROUPED.match(cell) for cell in cells)
    if commas == dots:
        # Only cells such as 1,234: in a file of semicolons a comma stands before decimals.
        return (
            "," if delimiter == ";" and any(GROUPED.match(c) and "," in c for c in cells) else "."
        )
    return "," if commas > dots else "."


def _after_lines(text: str, lines: int) -> str:
    ends = itertools.islice(re.finditer(LINE_END, text), lines)
    last = [end.end() for end in ends][lines - 1 :] if lines else [0]
    return text[last[0] :] if last else ""


def _parse(body: str, delimiter: str, width: int, decimal: str, start: int) -> pa.Table:
    names = [str(number) for number in range(width)]
    if body.count('"') % 2 and _open_quote(body, delimiter):
        raise TableError(_ragged("", delimiter, width, start))
    gaps = {form for word in MISSING for form in (word, word.upper(), word.capitalize())}
    try:
        return pa.csv.read_csv(
            pa.BufferReader(body.encode()),
            # A block must hold a whole row; threads each hold one.
            pa.csv.ReadOptions(column_names=names, block_size=8_000_000),
            pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values='"' in body),
            pa.csv.ConvertOptions(decimal_point=decimal, null_values=sorted(gaps | {"NaN", "NaT"})),
        )
    except (pa.ArrowException, UnicodeError, OverflowError) as error:
        raise TableError(_ragged(body, delimiter, width, start)) from error


def _open_quote(body: str, delimiter: str) -> bool:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _ragged(body: str, delimiter: str, width: int, start: int) -> str:
    """Write the sentence for rows that do not fit together: the first such line, and its fields."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    name = DELIMITERS.get(delimiter, "spaces")
    try:
        for record in reader:
            if record and len(record) != width:
                return (
                    f"Line {start + reader.line_num:,} has {len(record):,} field(s) where "
                    f"{width:,} were expected (fields are told apart by {name}). Every row needs "
                    "as many fields as the first one: put text that holds the delimiter in "
                    "quotation marks, and remove totals and remarks around the table."
                )
    except csv.Error:
        pass
    return (
        "The rows of this file cannot be told apart: a quotation mark may be open, or a field is "
        f"longer than any table's. Expected {width:,} field(s) a row. Save the table again as CSV."
    )
