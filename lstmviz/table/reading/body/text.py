"""Text that holds a table: its encoding, its kind, and which of its lines are the table."""

from dataclasses import replace

from lstmviz.table.reading.body.blocks import read_blocks
from lstmviz.table.reading.body.delimited import columns_of
from lstmviz.table.reading.body.dialect import refuse_long_line
from lstmviz.table.reading.body.habits import (
    with_lines_unquoted,
    without_formulas,
    without_stray_ends,
)
from lstmviz.table.reading.body.lengths import fill_up_to_names
from lstmviz.table.reading.body.outline import Outline
from lstmviz.table.reading.body.places import columns_by_place
from lstmviz.table.reading.body.regular import Part, left_over, regular_parts
from lstmviz.table.reading.body.remarks import read_arff, read_ts, without_rules
from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.body.whole import read_whole
from lstmviz.table.reading.files.badc import read_badc
from lstmviz.table.reading.files.encodings import behind, decode
from lstmviz.table.reading.files.files import ANSWER, TableError
from lstmviz.table.reading.files.lettered import without_letters
from lstmviz.table.reading.files.logs import read_access
from lstmviz.table.reading.files.nem12 import read_nem12
from lstmviz.wording import many

LARGE = 4_000_000
"""Characters of a text up to which its regular part is looked for where not all of it is one."""


def read_text(content: bytes, wanted: str = "") -> Cells:
    """Take a delimited text file apart into columns.

    Args:
        content: the file.
        wanted: one of the ways to read it: a table, where several stand one below another, or an
            encoding, where several make sense, or both; "" for the best.

    Raises:
        TableError: not text, not a table, or a row whose number of fields differs (the sentence
            names the line, the number of fields expected and the number received).
    """
    refuse_long_line(content)
    decoded = decode(content, wanted)
    del content
    text = without_stray_ends(decoded.text.replace("\n\ufeff", "\n"))  # files that were joined
    text = with_lines_unquoted(without_formulas(text))
    if text.isspace() or not text:
        raise TableError(f"This file is empty: it holds white space and no row. {ANSWER}")
    ways, way, notes = decoded.ways, decoded.way, list(decoded.notes)
    # Another table is read in the encoding that was chosen.
    end = behind(way) if ways and way != ways[0] else ""
    wanted = wanted.removesuffix(end)
    del decoded
    lettered = without_letters(text)
    if lettered is not None:
        text, says = lettered
        notes.append(says)
    cells = _of_a_kind(text, notes)
    if cells is None:
        filled = fill_up_to_names(text)
        if filled is not None:
            text, short, above = filled
            notes += [f"Left out: {many(above, 'line')} before the table."] * bool(above)
            rows = f"{many(short, 'row')} shorter than the names"
            notes.append(f"{rows}: read as missing at the end.")
            del filled  # it holds the whole text
        texts = [text]
        del text
        cells = _table_of(texts, notes, wanted)
    if not ways:
        return cells
    several = (*(f"{sheet}{end}" for sheet in cells.sheets), *ways)
    return replace(cells, sheets=several, sheet=f"{cells.sheet}{end}" if cells.sheet else way)


def _of_a_kind(text: str, notes: list[str]) -> Cells | None:
    """Read a file of a kind that has rules of its own; None where it is none of these."""
    for read, note in (
        (read_ts, "A .ts file: each row is a series."),
        (read_nem12, "A NEM12 file: each row is a meter’s day, of a line that begins with 300."),
        (read_badc, "A BADC-CSV file: its rows stand between “data” and “end data”."),
        (read_arff, "An ARFF file: its attributes name the columns."),
        (read_access, "A web server’s log: each row is a request."),
    ):
        taken = read(text)
        if taken is not None:
            rows, names, is_class = taken
            found = Outline(0, len(names))
            cells = columns_of([rows], 0, ",", names, found, ".", [*notes, note])
            return replace(cells, last_is_class=is_class)
    blocks = read_blocks(text)
    if blocks is None:
        return None
    rows, names, says = blocks
    notes.append(says)
    width = rows.partition("\n")[0].count("\t") + 1
    return columns_of([rows], 0, "\t", names, Outline(0, width), ".", notes)


def _table_of(texts: list[str], notes: list[str], wanted: str) -> Cells:
    """Read the table of a text, or its regular part where not all of it is one.

    The text is taken out of its list: while a large one is parsed nothing should hold it twice.
    """
    text = texts.pop()
    spare = text if len(text) < LARGE else ""
    texts.append(text)
    del text
    try:
        return read_whole(texts, [*notes], wanted)
    except TableError:
        parts = regular_parts(spare)
        if parts and parts[0].prevails:
            return _part_of(spare, parts, notes, wanted)
        placed = columns_by_place(without_rules(spare)[0].splitlines())
        if placed is None:
            raise
        says = "Columns of fixed width: told apart by the places where no line has a letter."
        return read_whole([placed], [*notes, says], "", tabbed=True)


def _part_of(text: str, parts: list[Part], notes: list[str], wanted: str) -> Cells:
    """Read one of the regular parts of a text: the wanted one, or the first."""
    part = next((part for part in parts if part.name == wanted), parts[0])
    notes = [*notes, *left_over(part, parts, text)]
    cells = read_whole([part.text(text.splitlines())], notes, "", part)
    names = tuple(each.name for each in parts) if len(parts) > 1 else ()
    return replace(cells, sheets=names, sheet=part.name if names else "")
