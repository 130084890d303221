"""Rows of different lengths: the columns end one after another, or each row is a series."""

import csv
import io
from collections import Counter
from itertools import pairwise, takewhile

from lstmviz.table.reading.body.about import units_among
from lstmviz.table.reading.body.dialect import DELIMITERS, SAMPLE
from lstmviz.table.reading.cells.cell import is_blank, is_typed
from lstmviz.wording import many

FEWEST = 0.1
"""Part of the rows that are shorter than others, where that is no accident."""
LOOKED_AT = 200
FEWEST_ROWS = 3
"""Rows below names that are longer than these, at least."""
MANY_LENGTHS = 4
"""So many lengths of rows are no accident."""


def fill_up(body: str, delimiter: str, width: int, named: bool) -> tuple[str, int, int] | None:
    """Fill shorter rows of numbers up at their ends; None where something else is wrong.

    Args:
        body: the rows as delimited text.
        delimiter: what tells their fields apart.
        width: how many fields most have.
        named: whether so many columns are named.

    Returns:
        The rows, how many fields each has now, and how many rows were filled up.
    """
    lines = [line for line in body.splitlines() if line.strip()]
    if '"' in body or delimiter == " " or not lines:
        return None
    lengths = [line.count(delimiter) + 1 for line in lines]
    most = width if named else max(lengths)
    short = [line for line, length in zip(lines, lengths, strict=True) if length < most]
    falling = all(after <= before for before, after in pairwise(lengths))
    if max(lengths) > most or len(short) < max(FEWEST * len(lines), 2):
        return None
    if len(Counter(lengths)) < 3 and not falling:
        return None
    some = short[:: -(-len(short) // LOOKED_AT)]
    if not all(is_typed(c) or is_blank(c) for line in some for c in line.split(delimiter)[1:]):
        return None
    filled = [
        line + delimiter * (most - length) for line, length in zip(lines, lengths, strict=True)
    ]
    return "\n".join(filled) + "\n", most, len(short)


def fill_up_to_names(text: str) -> tuple[str, int, int] | None:
    """Fill rows up that end before the names do, as where remarks are seldom written.

    Names are words directly above the numbers; below them no line has more fields, and most have
    fewer.

    Args:
        text: all of it, with what stands above the names.

    Returns:
        The names and the rows, how many rows were filled up, and how many lines stood above; None
        where no row is to be.
    """
    first = text[:SAMPLE].splitlines()[:LOOKED_AT]
    for delimiter in DELIMITERS:
        fields = [line.split(delimiter) for line in first]
        over = (n for n, two in enumerate(pairwise(fields)) if _stand_over(*two))
        # Below others another table, with names of its own, may stand.
        typed = (n for n in over if all(is_typed(row[0]) for row in fields[n + 1 :] if any(row)))
        at = next(typed, None)
        if at is None:
            continue
        width = len(fields[at])
        rows = [row for row in fields[at + 1 :] if any(row)]
        usual = Counter(map(len, rows)).most_common(1)[0][0]
        if usual == width or usual > len(_words(fields[at])):
            continue
        while at and len(fields[at - 1]) == width and _are_words(fields[at - 1]):
            at -= 1  # units, or what tells names apart, stand below the names
        lines = [line for line in text.splitlines()[at:] if line.strip()]
        lengths = [line.count(delimiter) + 1 for line in lines]
        short = sum(length < width for length in lengths)
        if '"' in text or max(lengths) > width or min(lengths) < usual or short < FEWEST_ROWS:
            continue
        filled = [
            f"{line}{delimiter * (width - n)}" for line, n in zip(lines, lengths, strict=True)
        ]
        units = units_among(fields[:at], width)
        if any(units):  # in brackets, as under the names any words are units
            filled.insert(1, delimiter.join(f"[{unit}]" if unit else "" for unit in units))
        return "\n".join(filled) + "\n", short, at
    return None


def _stand_over(names: list[str], row: list[str]) -> bool:
    """Tell whether fields are words, and most of those below them numbers or dates."""
    typed = sum(map(is_typed, row))
    return (
        1 < len(row) <= len(names)
        and _are_words(names)
        and is_typed(row[0])
        and 2 * typed >= len(row)
    )


def _are_words(fields: list[str]) -> bool:
    """Tell whether fields are different words, and each is whole.

    One that ends with a colon stands before the names; a bracket may hold what parts the others.
    """
    words = _words(fields)
    whole = all(word.count("(") == word.count(")") for word in words)
    different = len(set(words)) == len(words) > 1 and not any(map(is_typed, words))
    return whole and different and not words[0].endswith(":")


def _words(fields: list[str]) -> list[str]:
    """Give the words up to the first field without one: behind it remarks may stand."""
    return list(takewhile(bool, map(str.strip, fields)))


def say_ragged(body: str, delimiter: str, width: int, start: int) -> str:
    """Write the sentence for rows that do not fit together: the first such line, and its fields."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    name = DELIMITERS.get(delimiter, "spaces")
    try:
        for record in reader:
            if record and len(record) != width:
                line = reader.line_num
                rest = [len(record), *(len(other) for other in reader if other)]
                if len(set(rest)) > MANY_LENGTHS:
                    return (
                        f"The rows of this file have different lengths, from {min(rest):,} to "
                        f"{max(rest):,} fields (told apart by {name}). If each row is a series of "
                        "its own, fill the shorter ones up with empty fields, so that all have "
                        f"{max(width, *rest):,}, and name the columns in a first line."
                    )
                alike = rest.count(len(record)) - 1
                if alike > 1 and len(record) > 1:
                    return (
                        f"Line {start + line:,} has {many(len(record), 'field')} and so have "
                        f"{alike:,} lines more; the others have {width:,} (told apart by {name}). "
                        "If such lines stand above the rows that they are about, write what they "
                        "say, such as a name, into a column of each row below, and remove them."
                    )
                return (
                    f"Line {start + line:,} has {many(len(record), 'field')} where "
                    f"{width:,} were expected (fields are told apart by {name}). Every row needs "
                    "as many fields as the first one: put text that holds the delimiter in "
                    "quotation marks, and remove totals and remarks around the table."
                )
    except csv.Error:
        pass
    return (
        "The rows of this file cannot be told apart: a quotation mark may be open, or a field is "
        f"longer than any table's. Expected {many(width, 'field')} a row. Save the table again as "
        "CSV."
    )
