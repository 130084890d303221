"""BADC-CSV, as archives of the atmosphere write it: lines about the columns, data, end data."""

import csv
import re
from itertools import islice

from lstmviz.table.reading.files.files import TableError

FIRST = re.compile(r'\s*"?conventions"?,\s*"?G"?,\s*"?BADC-CSV', re.IGNORECASE)
DATA = re.compile(r"(?im)^[ \t]*data[ \t,]*(?=\r?$)")
END = re.compile(r"(?im)^[ \t]*end[ _]data\b")
LONGEST_UNIT = 12


def read_badc(text: str) -> tuple[str, tuple[str, ...], bool] | None:
    """Take the rows of a BADC-CSV file and the names of its columns; None if it is none.

    Columns that are only numbered get their long name.

    Returns:
        The rows as delimited text, the names with their units, and that none is a class.

    Raises:
        TableError: no line that says data.
    """
    if not FIRST.match(text):
        return None
    begin = DATA.search(text)
    if begin is None:
        raise TableError(
            "This BADC-CSV file has no line “data”. Expected the names of the columns and their "
            "rows below it. Download it again."
        )
    names, units = {}, {}
    for fields in csv.reader(text[: begin.start()].splitlines()):
        told = [field.strip() for field in fields]
        if len(told) > 2 and told[0].lower() == "long_name":
            names[told[1]] = told[2]
            unit = told[3] if len(told) > 3 else ""
            units[told[1]] = unit if len(unit) <= LONGEST_UNIT and unit != "1" else ""
    head, _, rows = text[begin.end() :].lstrip("\r\n").partition("\n")
    refs = [field.strip() for field in next(islice(csv.reader([head]), 1), [])]
    numbered = all(ref.isdigit() for ref in refs)
    called = [names.get(ref, ref) if numbered else ref for ref in refs]
    called = [
        f"{name} [{units[ref]}]" if units.get(ref) and "[" not in name else name
        for name, ref in zip(called, refs, strict=True)
    ]
    end = END.search(rows)
    return rows[: end.start() if end else None], tuple(called), False
