"""Text whose lines, but for a few around them, are the rows of a table."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lstmviz.table.reading.body.abreast import say_several
from lstmviz.table.reading.body.delimited import columns_of, tabs_for_white_space
from lstmviz.table.reading.body.dialect import (
    LINE_END,
    SAMPLE,
    decimal_sign,
    find_dialect,
    is_regular,
    sample,
)
from lstmviz.table.reading.body.habits import (
    months_beside_years,
    names_by_another_sign,
    with_arrows_parted,
    with_clocks_joined,
    with_names_joined,
)
from lstmviz.table.reading.body.outline import Outline, outline
from lstmviz.table.reading.body.places import touching
from lstmviz.table.reading.body.regular import Part, first_alike
from lstmviz.table.reading.body.remarks import (
    names_in_comments,
    names_over,
    with_dates_quoted,
    with_units_placed,
    without_comments,
    without_ends,
    without_rules,
    without_words_behind,
)
from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.body.stacked import find_stacked
from lstmviz.table.reading.cells.cell import is_typed
from lstmviz.table.reading.files.files import TableError, refuse_columns
from lstmviz.table.reading.files.keys import names_in_cells, without_names
from lstmviz.table.reading.files.logs import Log, read_log
from lstmviz.wording import many


@dataclass(frozen=True, eq=False)
class _Split:
    """A text whose fields are told apart.

    Args:
        text: the text, with the delimiter between its fields.
        delimiter: a tab where white space told the fields apart.
        records: the first ones.
        lines: for each the number of lines up to its end.
        written: the text as it was before.
        spaced: whether white space tells its fields apart.
    """

    text: str
    delimiter: str
    records: Sequence[list[str]]
    lines: Sequence[int]
    written: str
    spaced: bool = False

    def with_text(self, text: str) -> "_Split":
        """Go on with another text, whose fields are told apart the same way."""
        records, lines = sample(text, self.delimiter)
        return replace(self, text=text, records=records, lines=lines)


def read_whole(
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
    said = len(notes)
    text, above, comments = _bare(texts.pop(), notes)
    split = _split(text, part.split if part else "\t" * tabbed, notes)
    del text
    regular = not split.spaced and is_regular(split.records)
    stacked = find_stacked(split.text, split.delimiter, wanted)
    if stacked is not None:
        notes += stacked.notes
        split = split.with_text(stacked.text)
    keys = names_in_cells(split.records)
    log = None if regular else read_log(split.written, sum(map(bool, keys)), wanted)
    if log is not None:
        return _of_log(log, comments, notes)
    if keys:
        notes.append("The names of the columns stand in their cells.")
        split = split.with_text(without_names(split.text, keys, split.delimiter))
    _refuse_touching(split)
    if split.delimiter == ",":
        split = replace(split, records=with_names_joined(split.records))
    found = _outline_of(split, part, keys)
    refuse_columns(found.width)
    rows = [record for record in split.records[found.start :] if len(record) == found.width]
    found, named = _named(split, found, above, rows, notes)
    if comments > named:
        notes.insert(said, f"Left out: {many(comments - named, 'comment line')}.")
    titles = found.start if found.names is None else found.names
    before = (part.top if part else 0) + (split.lines[titles - 1] if titles else 0)
    if before:
        notes.append(f"Left out: {many(before, 'line')} before the table.")
    notes += found.left_out
    decimal = decimal_sign(rows, split.delimiter)
    if decimal != ".":
        notes.append("Decimal commas were read as decimal points.")
    texts = [split.text]
    split = replace(split, text="", written=split.written if split.spaced else "")
    cells = _columns(texts, split, found, decimal, notes, part is None)
    return cells if stacked is None else replace(cells, sheets=stacked.names, sheet=stacked.name)


def _bare(text: str, notes: list[str]) -> tuple[str, tuple[str, ...], int]:
    """Take off what is no row: comments, lines that rule the table off, ends of lines, arrows.

    Returns:
        The text, the comment lines directly above the table, and how many there were in all.
    """
    remarks = without_comments(text)
    above, comments = remarks.above, remarks.count
    text, rules = without_rules(remarks.text)
    del remarks  # it holds the whole text
    text, several = without_ends(text)
    if several:
        notes.append(say_several(several))
    text = with_arrows_parted(with_dates_quoted(text))
    if rules:
        notes.append(f"Left out: {many(rules, 'line')} of dashes that rule the table off.")
    return text, above, comments


def _split(text: str, known: str, notes: list[str]) -> _Split:
    """Tell the fields of a text apart.

    Args:
        text: without comments.
        known: what tells them apart, if that is known; else "".
        notes: what was said so far.
    """
    delimiter, records, lines = (known, *sample(text, known)) if known else find_dialect(text)
    if delimiter != " ":
        return _Split(text, delimiter, records, lines, text)
    written = text = with_clocks_joined(text)
    text, placed, parted = tabs_for_white_space(text)
    if placed:
        notes.append(f"Columns of fixed width: {many(placed, 'line')} with empty cells.")
    if parted:
        notes.append(f"Numbers touched in {many(parted, 'line')}: parted where others end.")
    text, behind_rows = without_words_behind(text)
    if behind_rows:
        notes.append(f"Left out: a word behind the last column in {many(behind_rows, 'row')}.")
    records, lines = sample(text, "\t")
    return _Split(text, "\t", with_units_placed(records, written, lines), lines, written, True)


def _of_log(log: Log, comments: int, notes: list[str]) -> Cells:
    """Read the lines of a log."""
    notes.append("A log: the names of the columns stand before their numbers.")
    if log.others:
        notes.append(f"Left out: {many(log.others, 'line')} with other names.")
    if comments:
        notes.append(f"Left out: {many(comments, 'comment line')}.")
    found = Outline(0, len(log.names))
    cells = columns_of([log.rows], 0, ",", log.names, found, ".", notes)
    return replace(cells, sheets=log.ways, sheet=log.way)


def _refuse_touching(split: _Split) -> None:
    """Refuse a text of one column of words, if its lines are of a fixed width."""
    alone = max(map(len, split.records), default=0) == 1
    if not alone or any(is_typed(row[0]) for row in split.records):
        return
    says = touching(re.split(LINE_END, split.written))
    if says:
        raise TableError(says)


def _outline_of(split: _Split, part: Part | None, keys: tuple[str, ...]) -> Outline:
    """Tell the body from what stands above it, which names in the cells or a part may tell, too."""
    if keys:
        return Outline(0, len(keys), None, keys)
    if part is not None:
        return outline(split.records, bisect_right(split.lines, part.begin - part.top))
    found = outline(split.records)
    if len(set(map(len, split.records))) > 1:
        return found
    # Every line has as many fields, also those about the table.
    alike = first_alike(split.records)
    return outline(split.records, alike) if alike and alike > found.start else found


def _named(
    split: _Split,
    found: Outline,
    above: tuple[str, ...],
    rows: Sequence[Sequence[str]],
    notes: list[str],
) -> tuple[Outline, int]:
    """Name the columns that no row names, or not all of them.

    Args:
        split: the text.
        found: where its body begins, and what stands above it.
        above: the comment lines directly above the table.
        rows: some of the body.
        notes: what was said so far.

    Returns:
        The outline with the names, and how many comment lines told them.
    """
    named = found.names
    if split.spaced and named is not None and len(split.records[named]) < found.width:
        # Fewer names than columns: each belongs to the column that it stands over.
        header = names_over(split.written, split.lines, found.start, found.width)
        return replace(found, header=header or found.header), 0
    if found.header is not None:
        return found, 0
    lines = split.written[:SAMPLE].splitlines()
    line = next((line for line in lines if line.strip()), "")
    delimiter = " " if split.spaced else split.delimiter
    told = names_in_comments(above, line, delimiter, found.width)
    if told:
        header, units, count = told
        return replace(found, header=header, units=units), count
    above_rows = lines[split.lines[found.start - 1] - 1] if found.start else ""
    header = names_by_another_sign(above_rows, found.width)
    if header is not None:
        return replace(found, header=header, names=found.start - 1), 0
    months = months_beside_years(rows)
    if months is not None:
        notes.append("No names stand above 12 columns beside years: they are taken for the months.")
    return replace(found, header=months), 0


def _columns(
    texts: list[str],
    split: _Split,
    found: Outline,
    decimal: str,
    notes: list[str],
    around: bool,
) -> Cells:
    """Parse the columns of a text, which is taken out of its list; see `columns_of`."""
    start = split.lines[found.start - 1] if found.start else 0
    try:
        return columns_of(
            texts, start, split.delimiter, found.header, found, decimal, notes, around
        )
    except TableError as error:
        if not split.spaced:
            raise
        says = str(error).replace("told apart by tabs", "told apart by white space")
        raise TableError(touching(re.split(LINE_END, split.written)) or says) from error
