"""Delimited rows → columns: what stands below them, rows of several lengths, and Arrow's parser."""

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

from lstmviz.table.reading.body.abreast import records_apart, say_several
from lstmviz.table.reading.body.dialect import LINE_END
from lstmviz.table.reading.body.lengths import fill_up, say_ragged
from lstmviz.table.reading.body.outline import Outline
from lstmviz.table.reading.body.places import tabs_for_spaces
from lstmviz.table.reading.body.regular import regular_parts
from lstmviz.table.reading.body.remarks import without_footer
from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.cells.cell import MISSING, is_typed
from lstmviz.table.reading.files.files import TableError, refuse_columns, refuse_rows
from lstmviz.wording import many


def columns_of(
    texts: list[str],
    start: int,
    delimiter: str,
    header: tuple[str, ...] | None,
    found: Outline,
    decimal: str,
    notes: list[str],
    around: bool = False,
) -> Cells:
    """Parse the body, which begins after `start` lines, and take what stands below it away.

    With `around` rows are not filled up where most are alike and others stand around them. The
    text is taken out of its list: while 43 MB of it are parsed nothing should hold it twice.
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
            notes.append(say_several(lines))
            header = None if header is None else header[:width]
            found = replace(found, width=width, units=found.units[:width])
            return columns_of([text], 0, delimiter, header, found, decimal, notes)
        if around and any(part.prevails for part in regular_parts(body)[:1]):
            raise
        filled = fill_up(body, delimiter, found.width, header is not None)
        if filled is None or any(map(is_typed, header or ())):
            raise
        body, width, short = filled
        refuse_columns(width)
        notes.append(f"{many(short, 'row')} shorter than the others: read as missing at the end.")
        table = _parse(body.encode(), delimiter, width, decimal, start)
    table = _without_headers(table, header, notes)
    refuse_rows(table.num_rows)
    columns = table.columns
    del table
    for number, column in enumerate(columns):
        # NumPy reads where it lies what is in one piece; each column's pieces go before the next.
        columns[number] = pa.chunked_array([column.combine_chunks()])
    return Cells(tuple(columns), header, decimal, found.units, tuple(notes))


def tabs_for_white_space(text: str) -> tuple[str, int, int]:
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
    settings = (
        # A block must hold a whole row; threads each hold one.
        arrow_csv.ReadOptions(column_names=[str(n) for n in range(width)], block_size=8_000_000),
        arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=quoted),
        arrow_csv.ConvertOptions(
            column_types=kinds,
            decimal_point=decimal,
            null_values=sorted(gaps | {"NaN", "NaT"}),
        ),
    )
    try:
        # As the first block says, each block let go of when it is read;
        return arrow_csv.open_csv(pa.BufferReader(content), *settings).read_all()
    except pa.ArrowInvalid:
        # where a later one says otherwise all blocks stay until it is known what each column is.
        return arrow_csv.read_csv(pa.BufferReader(content), *settings)


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
