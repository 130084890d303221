"""Text that holds a table: its delimiter, its head, its columns."""

import re
from bisect import bisect_right
from dataclasses import replace

from lstmviz.table.reading.abreast import say_several
from lstmviz.table.reading.badc import read_badc
from lstmviz.table.reading.blocks import read_blocks
from lstmviz.table.reading.cells import is_typed
from lstmviz.table.reading.delimited import columns_of, tabs_for_white_space
from lstmviz.table.reading.dialect import (
    DELIMITERS,
    LINE_END,
    SAMPLE,
    decimal_sign,
    find_dialect,
    is_regular,
    refuse_long_line,
    sample,
)
from lstmviz.table.reading.encodings import behind, decode
from lstmviz.table.reading.files import ANSWER, TableError, refuse_columns
from lstmviz.table.reading.habits import (
    months_beside_years,
    with_arrows_parted,
    with_lines_unquoted,
    with_names_joined,
)
from lstmviz.table.reading.keys import names_in_cells, without_names
from lstmviz.table.reading.lengths import fill_up_to_names
from lstmviz.table.reading.lettered import without_letters
from lstmviz.table.reading.logs import read_access, read_log
from lstmviz.table.reading.nem12 import read_nem12
from lstmviz.table.reading.outline import Outline, outline
from lstmviz.table.reading.places import columns_by_place, touching
from lstmviz.table.reading.regular import Part, first_alike, left_over, regular_parts
from lstmviz.table.reading.remarks import (
    names_in_comments,
    names_over,
    read_arff,
    read_ts,
    with_dates_quoted,
    with_units_placed,
    without_comments,
    without_ends,
    without_rules,
    without_words_behind,
)
from lstmviz.table.reading.rows import Cells
from lstmviz.table.reading.stacked import find_stacked
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
    text = with_lines_unquoted(decoded.text.replace("\n\ufeff", "\n"))  # files that were joined
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
    rows, names, count, given = blocks
    notes.append(
        f"{many(count, 'block')} of rows, each below a line about it: what that says stands in "
        f"the first {many(given, 'column')}."
    )
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
        return _whole(texts, [*notes], wanted)
    except TableError:
        parts = regular_parts(spare)
        if parts and parts[0].prevails:
            return _part_of(spare, parts, notes, wanted)
        placed = columns_by_place(without_rules(spare)[0].splitlines())
        if placed is None:
            raise
        says = "Columns of fixed width: told apart by the places where no line has a letter."
        return _whole([placed], [*notes, says], "", tabbed=True)


def _part_of(text: str, parts: list[Part], notes: list[str], wanted: str) -> Cells:
    """Read one of the regular parts of a text: the wanted one, or the first."""
    part = next((part for part in parts if part.name == wanted), parts[0])
    notes = [*notes, *left_over(part, parts, text)]
    cells = _whole([part.text(text.splitlines())], notes, "", part)
    names = tuple(each.name for each in parts) if len(parts) > 1 else ()
    return replace(cells, sheets=names, sheet=part.name if names else "")


def _whole(
    texts: list[str],
    notes: list[str],
    wanted: str,
    part: Part | None = None,
    tabbed: bool = False,
) -> Cells:
    """Read a text whose lines, but for a few around them, are the rows of a table.

    Args:
        texts: the lines, which are taken out.
        notes: what was said so far.
        wanted: a way to read it.
        part: which part of a text it is, where it is one.
        tabbed: whether tabs are known to tell the fields apart.
    """
    tables, table, said = (), "", len(notes)
    remarks = without_comments(texts.pop())
    above, comments = remarks.above, remarks.count
    text, rules = without_rules(remarks.text)
    del remarks  # it holds the whole text
    text, several = without_ends(text)
    if several:
        notes.append(say_several(several))
    text = with_arrows_parted(with_dates_quoted(text))
    if rules:
        notes.append(f"Left out: {many(rules, 'line')} of dashes that rule the table off.")
    split = part.split if part else "\t" if tabbed else ""
    delimiter, records, lines = (split, *sample(text, split)) if split else find_dialect(text)
    line = next((line for line in text[:SAMPLE].splitlines() if line.strip()), "")
    over = (above, line, delimiter)
    written, spaced = text, delimiter == " "
    regular = delimiter in DELIMITERS and is_regular(records)
    if spaced:
        text, placed, parted = tabs_for_white_space(text)
        if placed:
            notes.append(f"Columns of fixed width: {many(placed, 'line')} with empty cells.")
        if parted:
            notes.append(f"Numbers touched in {many(parted, 'line')}: parted where others end.")
        text, behind_rows = without_words_behind(text)
        if behind_rows:
            notes.append(f"Left out: a word behind the last column in {many(behind_rows, 'row')}.")
        delimiter, records, lines = "\t", *sample(text, "\t")
        records = with_units_placed(records, written, lines)
    stacked = find_stacked(text, delimiter, wanted)
    if stacked is not None:
        text, tables, table = stacked.text, stacked.names, stacked.name
        notes += stacked.notes
        records, lines = sample(text, delimiter)
    keys = names_in_cells(records)
    log = None if regular else read_log(written, sum(map(bool, keys)), wanted)
    if log is not None:
        notes.append("A log: the names of the columns stand before their numbers.")
        if log.others:
            notes.append(f"Left out: {many(log.others, 'line')} with other names.")
        notes += [f"Left out: {many(comments, 'comment line')}."] * bool(comments)
        found = Outline(0, len(log.names))
        cells = columns_of([log.rows], 0, ",", log.names, found, ".", notes)
        return replace(cells, sheets=log.ways, sheet=log.way)
    if keys:
        text = without_names(text, keys, delimiter)
        records, lines = sample(text, delimiter)
        notes.append("The names of the columns stand in their cells.")
    if max(map(len, records), default=0) == 1 and not any(is_typed(row[0]) for row in records):
        says = touching(re.split(LINE_END, written))
        if says:
            raise TableError(says)
    records = with_names_joined(records) if delimiter == "," else records
    first = None if part is None else bisect_right(lines, part.begin - part.top)
    found = Outline(0, len(keys), None, keys) if keys else outline(records, first)
    if part is None and not keys and len(set(map(len, records))) == 1:
        # Every line has as many fields, also those about the table.
        alike = first_alike(records)
        found = outline(records, alike) if alike and alike > found.start else found
    refuse_columns(found.width)
    header = found.header
    if spaced and found.names is not None and len(records[found.names]) < found.width:
        # Fewer names than columns: each belongs to the column that it stands over.
        header = names_over(written, lines, found.start, found.width) or header
    named = names_in_comments(*over, found.width) if header is None else None
    if named:
        header, found = named[0], replace(found, units=named[1])
        comments -= named[2]
    if comments:
        notes.insert(said, f"Left out: {many(comments, 'comment line')}.")
    same = [record for record in records[found.start :] if len(record) == found.width]
    if header is None and (months := months_beside_years(same)) is not None:
        header = months
        notes.append("No names stand above 12 columns beside years: they are taken for the months.")
    titles = found.start if found.names is None else found.names
    before = (part.top if part else 0) + (lines[titles - 1] if titles else 0)
    if before:
        notes.append(f"Left out: {many(before, 'line')} before the table.")
    notes += found.left_out
    decimal = decimal_sign(same, delimiter)
    if decimal != ".":
        notes.append("Decimal commas were read as decimal points.")
    start = lines[found.start - 1] if found.start else 0
    texts, written = [text], written if spaced else ""
    del text
    try:
        cells = columns_of(texts, start, delimiter, header, found, decimal, notes, part is None)
        return replace(cells, sheets=tables, sheet=table)
    except TableError as error:
        if not spaced:
            raise
        says = str(error).replace("told apart by tabs", "told apart by white space")
        raise TableError(touching(re.split(LINE_END, written)) or says) from error
