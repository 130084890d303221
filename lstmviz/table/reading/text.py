"""Text that holds a table: its delimiter, its head, its columns."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import csv
import io
import itertools
import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from lstmviz.table.reading.abreast import records_apart
from lstmviz.table.reading.blocks import read_blocks
from lstmviz.table.reading.dialect import (
    LINE_END,
    SAMPLE,
    decimal_sign,
    find_dialect,
    refuse_long_line,
    sample,
)
from lstmviz.table.reading.encodings import decode
from lstmviz.table.reading.files import (
    ANSWER,
    TableError,
    refuse_columns,
    refuse_rows,
)
from lstmviz.table.reading.keys import names_in_cells, without_names
from lstmviz.table.reading.lengths import fill_up, say_ragged
from lstmviz.table.reading.logs import read_log
from lstmviz.table.reading.nem12 import read_nem12
from lstmviz.table.reading.outline import Outline, is_typed, outline
from lstmviz.table.reading.places import tabs_for_spaces, touching
from lstmviz.table.reading.remarks import (
    names_in_comments,
    read_arff,
    read_ts,
    with_dates_quoted,
    without_comments,
    without_ends,
    without_footer,
    without_rules,
)
from lstmviz.table.reading.rows import Cells
from lstmviz.table.reading.stacked import find_stacked
from lstmviz.wording import many

MISSING = frozenset(
    {
        "",
        "--:--",
        "--:--:--",
        "na",
        "n/a",
        "nan",
        "-nan",
        "null",
        "none",
        "nil",
        "nat",
        "<na>",
        "missing",
        "undefined",
    }
    | {"-", "–", "—", "−", "--", "---", "?", ":", ".", "…", "..", "...", "#n/a", "#n/a n/a", "#na"}
    | {"#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "(null)", "no data", "n.a."}
)
"""What people write where a number is missing, in lower case."""


def read_text(content: bytes, wanted: str = "") -> Cells:
    """Take a delimited text file apart into columns.

    Args:
        content: the file.
        wanted: the name of a table, where several stand one below another; "" for the longest.

    Raises:
        TableError: not text, not a table, or a row whose number of fields differs (the sentence
            names the line, the number of fields expected and the number received).
    """
    refuse_long_line(content)
    text, notes = decode(content)
    del content
    tables, table = (), ""
    if text.isspace() or not text:
        raise TableError(f"This file is empty: it holds white space and no row. {ANSWER}")
    for read, note in (
        (read_ts, "A .ts file: each row is a series."),
        (read_nem12, "A NEM12 file: each row is a meter’s day, of a line that begins with 300."),
        (read_arff, "An ARFF file: its attributes name the columns."),
    ):
        taken = read(text)
        if taken is not None:
            rows, names, is_class = taken
            outlined = Outline(0, len(names))
            cells = _columns_of([rows], 0, ",", names, outlined, ".", [*notes, note])
            return replace(cells, last_is_class=is_class)
    blocks = read_blocks(text)
    if blocks is not None:
        rows, names, count, given = blocks
        notes.append(
            f"{many(count, 'block')} of rows, each below a line about it: what that says stands in "
            f"the first {many(given, 'column')}."
        )
        width = rows.partition("\n")[0].count("\t") + 1
        return _columns_of([rows], 0, "\t", names, Outline(0, width), ".", notes)
    remarks = without_comments(text)
    above, notes = remarks.above, [*notes, *remarks.notes]
    text, rules = without_rules(remarks.text)
    del remarks  # it holds the whole text
    text = with_dates_quoted(without_ends(text))
    if rules:
        notes.append(f"Left out: {many(rules, 'line')} of dashes that rule the table off.")
    delimiter, records, lines = find_dialect(text)
    line = next((line for line in text[:SAMPLE].splitlines() if line.strip()), "")
    comments = (above, line, delimiter)
    written, spaced = text, delimiter == " "
    if spaced:
        text, placed, parted = _tabs_for_spaces(text)
        if placed:
            notes.append(f"Columns of fixed width: {many(placed, 'line')} with empty cells.")
        if parted:
            notes.append(f"Numbers touched in {many(parted, 'line')}: parted where others end.")
        delimiter, records, lines = "\t", *sample(text, "\t")
    stacked = find_stacked(text, delimiter, wanted)
    if stacked is not None:
        text, tables, table = stacked.text, stacked.names, stacked.name
        notes += stacked.notes
        records, lines = sample(text, delimiter)
    keys = names_in_cells(records)
    log = read_log(written, known=sum(map(bool, keys)))
    if log is not None:
        rows, header, others = log
        notes.append("A log: the names of the columns stand before their numbers.")
        if others:
            notes.append(f"Left out: {many(others, 'line')} with other names.")
        return _columns_of([rows], 0, ",", header, Outline(0, len(header)), ".", notes)
    if keys:
        text = without_names(text, keys, delimiter)
        records, lines = sample(text, delimiter)
        notes.append("The names of the columns stand in their cells.")
    if max(map(len, records), default=0) == 1 and not any(is_typed(row[0]) for row in records):
        says = touching(re.split(LINE_END, written))
        if says:
            raise TableError(says)
    found = Outline(0, len(keys), None, keys) if keys else outline(records)
    refuse_columns(found.width)
    header = found.header
    named = names_in_comments(*comments, found.width) if header is None else None
    if named:
        header, found = named[0], replace(found, units=named[1])
    titles = found.start if found.names is None else found.names
    if titles:
        notes.append(f"Left out: {many(lines[titles - 1], 'line')} before the table.")
    notes += found.left_out
    same = [record for record in records[found.start :] if len(record) == found.width]
    decimal = decimal_sign(same, delimiter)
    if decimal != ".":
        notes.append("Decimal commas were read as decimal points.")
    start = lines[found.start - 1] if found.start else 0
    texts, written = [text], written if spaced else ""
    del text
    try:
        cells = _columns_of(texts, start, delimiter, header, found, decimal, notes)
        return replace(cells, sheets=tables, sheet=table)
    except TableError as error:
        if not spaced:
            raise
        says = str(error).replace("told apart by tabs", "told apart by white space")
        raise TableError(touching(re.split(LINE_END, written)) or says) from error


def _columns_of(
    texts: list[str],
    start: int,
    delimiter: str,
    header: tuple[str, ...] | None,
    found: Outline,
    decimal: str,
    notes: list[str],
) -> Cells:
    """Parse the body, which begins after `start` lines, and take what stands below it away.

    The text is taken out of its list: while 43 MB of it are parsed nothing should hold it twice.
    """
    body, footers = without_footer(_after_lines(texts.pop(), start), delimiter, found.width)
    if not re.search(r"[^\r\n]", body):
        raise TableError(
            f"This table has a header ({', '.join(header or ())[:80]}) and no rows. Expected at "
            "least one row of numbers below it, received 0. Check that the file is complete."
        )
    if footers:
        notes.append(f"Left out: {many(footers, 'line')} below the table.")
    if '"' not in body:
        refuse_rows(max(body.count("\n"), body.count("\r")) - 1)
    content = body.encode()
    del body
    try:
        table = _parse(content, delimiter, found.width, decimal, start)
    except TableError:
        body = content.decode()
        apart = records_apart(body, delimiter, found.width, header)
        if apart is not None:
            text, width, lines = apart
            notes.append(f"{many(lines, 'line')} with several records: each on a line of its own.")
            header = None if header is None else header[:width]
            found = replace(found, width=width, units=found.units[:width])
            return _columns_of([text], 0, delimiter, header, found, decimal, notes)
        filled = fill_up(body, delimiter, found.width, header is not None)
        if filled is None or any(map(is_typed, header or ())):
            raise
        body, width, short = filled
        refuse_columns(width)
        notes.append(f"{many(short, 'row')} shorter than the others: read as missing at the end.")
        table = _parse(body.encode(), delimiter, width, decimal, start)
    table = _without_headers(table, header, notes)
    refuse_rows(table.num_rows)
    return Cells(tuple(table.columns), header, decimal, found.units, tuple(notes))


def _tabs_for_spaces(text: str) -> tuple[str, int, int]:
    """Write a table that white space tells apart with tabs; what is quoted keeps its spaces.

    Returns:
        The text, in how many lines the places of the columns told which cells are empty, and in
        how many they parted numbers that touched.
    """
    if '"' not in text:
        lines, placed, parted = tabs_for_spaces(re.split(LINE_END, text))
        return "\n".join(lines), placed, parted
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=" ", skipinitialspace=True)
    target = io.StringIO()
    writer = csv.writer(target, delimiter="\t", lineterminator="\n")
    try:
        for record in reader:
            while record and not record[-1]:
                record.pop()
            writer.writerow(record)
    except csv.Error as error:
        raise TableError(say_ragged("", " ", 0, 0)) from error
    return target.getvalue(), 0, 0


def _after_lines(text: str, lines: int) -> str:
    ends = itertools.islice(re.finditer(LINE_END, text), lines)
    last = [end.end() for end in ends][lines - 1 :] if lines else [0]
    return text[last[0] :] if last else ""


def _parse(body: bytes, delimiter: str, width: int, decimal: str, start: int) -> pa.Table:
    if body.count(b'"') % 2 and _open_quote(body.decode(), delimiter):
        raise TableError(say_ragged("", delimiter, width, start))
    content, quoted = pa.py_buffer(body), b'"' in body
    try:
        table = _arrow(content, delimiter, width, decimal, quoted, {})
        clocks = [
            f.name
            for f in table.schema
            if pa.types.is_time(f.type) or (pa.types.is_timestamp(f.type) and f.type.tz)
        ]
        if clocks:
            # Arrow takes 05:10 a kilometre for a time of day, and turns clocks to that of
            # Greenwich; as text they stay as written.
            kinds = dict.fromkeys(clocks, pa.string())
            table = _arrow(content, delimiter, width, decimal, quoted, kinds)
    except (pa.ArrowException, UnicodeError, OverflowError) as error:
        raise TableError(say_ragged(body.decode(), delimiter, width, start)) from error
    return table


def _arrow(
    content: pa.Buffer,
    delimiter: str,
    width: int,
    decimal: str,
    quoted: bool,
    kinds: dict[str, pa.DataType],
) -> pa.Table:
    gaps = {form for word in MISSING for form in (word, word.upper(), word.capitalize())}
    return arrow_csv.read_csv(
        pa.BufferReader(content),
        # A block must hold a whole row; threads each hold one.
        arrow_csv.ReadOptions(column_names=[str(n) for n in range(width)], block_size=8_000_000),
        arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=quoted),
        arrow_csv.ConvertOptions(
            column_types=kinds,
            decimal_point=decimal,
            null_values=sorted(gaps | {"NaN", "NaT"}),
        ),
    )


def _without_headers(table: pa.Table, header: tuple[str, ...] | None, notes: list[str]) -> pa.Table:
    """Leave out rows that only repeat the names of the columns, as in files that were joined."""
    strings = [n for n, f in enumerate(table.schema) if pa.types.is_string(f.type)]
    if header is None or len(strings) < 2 or not table.num_rows:
        return table
    same = pc.equal(table.column(strings[0]), header[strings[0]])
    for number in strings[1:]:
        same = pc.and_(same, pc.equal(table.column(number), header[number]))
    same = pc.fill_null(same, False)
    count = pc.sum(same).as_py()
    if not count or count == table.num_rows:
        return table
    notes.append(f"Left out: {many(count, 'row')} of the column names again.")
    return table.filter(pc.invert(same))


def _open_quote(body: str, delimiter: str) -> bool:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
