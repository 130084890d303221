"""Small habits of text files: clocks before an arrow, names with commas, dates beside clocks."""

import itertools
import re
from collections.abc import Sequence

from lstmviz.table.reading.body.dialect import DELIMITERS
from lstmviz.table.reading.cells.cell import is_typed

ARROW = re.compile(r"(?m)^(\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,6})?)[ \t]+->[ \t]+")
"""The time at which a line came in over a serial port, as a monitor writes it before the line."""
FORMULA = re.compile(r'(?m)(?:(?<=[,;\t])|^)(?:="([^"\n]*)"|"=""([^"\n]*)""")(?=[,;\t\r\n]|$)')
"""A cell that is a formula of a text alone, also in quotes."""
MOMENT = re.compile(r"\b(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}) (?=\d{1,2}:\d\d)")
"""A date whose clock stands behind a blank."""
QUOTED = re.compile(r"""(?m)^"((?:[^"\n]|"")*[,;\t](?:[^"\n]|"")*)"(?=\r?$)""")
"""A line in quotes that holds several fields."""
LOOKED_AT = 100_000
MOST = 0.9
"""Part of the lines that begin so, at least."""
HEAD = 20
"""Records at the beginning of a text among which its names stand."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FEWEST = 4
"""Years that count up one by one where twelve columns without names are their months."""


def with_arrows_parted(text: str) -> str:
    """Part the times that stand before an arrow from what the lines say, as another field is."""
    lines = [line for line in text[:LOOKED_AT].splitlines()[:-1] if line.strip()]
    begun = sum(bool(ARROW.match(line)) for line in lines)
    if not lines or begun <= MOST * len(lines):
        return text
    sign = max("\t;, ", key=lambda each: sum(each in ARROW.sub("", line) for line in lines))
    return ARROW.sub(rf"\1{sign}", text)


def with_clocks_joined(text: str) -> str:
    """Join dates and clocks of rows that white space tells apart, where one name stands over both.

    So R and pandas print them: behind the number of the row, which has no name either.
    """
    lines = [line for line in text[:LOOKED_AT].splitlines()[:-1] if line.strip()]
    widths = {len(line.split()) - len(MOMENT.findall(line)) for line in lines[1:]}
    if len(widths) != 1 or any(MOMENT.search(line) is None for line in lines[1:]):
        return text
    names = len(lines[0].split())
    return MOMENT.sub(r"\1T", text) if widths <= {names, names + 1} else text


def without_formulas(text: str) -> str:
    """Take the signs off cells that are formulas, ="0123", to keep Excel from reading them."""
    if text[:LOOKED_AT].count('="') < FEWEST:
        return text
    return FORMULA.sub(r'"\1\2"', text)


def without_stray_ends(text: str) -> str:
    """Take out what ends lines elsewhere, where all lines end otherwise and some hold it."""
    both = text.count("\r\n")
    stray = both == text.count("\n") > 0 and text.count("\r") > both
    return re.sub(r"\r(?!\n)", "", text) if stray else text


def with_lines_unquoted(text: str) -> str:
    """Take the quotes off lines that stand in them as a whole, with all their fields."""
    lines = [line for line in text[:LOOKED_AT].splitlines()[:-1] if line.strip()]
    quoted = all(QUOTED.fullmatch(line.strip()) for line in lines)
    return re.sub(QUOTED, r"\1", text).replace('""', '"') if lines and quoted else text


def with_names_joined(records: Sequence[list[str]]) -> list[list[str]]:
    """Join names that hold a comma: “Country, area” among others that have no blank in front.

    Args:
        records: the first ones of a text.
    """
    widths = [len(record) for record in records]
    usual = max(set(widths), key=widths.count, default=0)
    joined = list(records)
    for at, record in enumerate(records[:HEAD]):
        more = [n for n, cell in enumerate(record) if n and cell[:1] == " "]
        if len(record) - usual != len(more) or not more or any(map(is_typed, record)):
            continue
        if all(cell.strip() for cell in record):
            names: list[str] = []
            for n, cell in enumerate(record):
                if n in more:
                    names[-1] += f",{cell}"
                else:
                    names.append(cell)
            joined[at] = names
    return joined


def names_by_another_sign(line: str, width: int) -> tuple[str, ...] | None:
    """Part the names above a table that another delimiter tells apart than its rows."""
    for sign in DELIMITERS:
        names = tuple(name.strip() for name in line.split(sign))
        words = all(names) and not any(map(is_typed, names))
        if 1 < width == len(names) == len(set(names)) and words:
            return names
    return None


def months_beside_years(records: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """Name twelve columns without names behind years that count up; None where they are others.

    Args:
        records: rows of the table.
    """
    if len(records) < FEWEST or any(len(record) != len(MONTHS) + 1 for record in records):
        return None
    years = [record[0].strip() for record in records]
    if not all(re.fullmatch(r"1[6-9]\d\d|20\d\d", year) for year in years):
        return None
    steps = {int(after) - int(before) for before, after in itertools.pairwise(years)}
    return ("Year", *MONTHS) if steps == {1} else None
