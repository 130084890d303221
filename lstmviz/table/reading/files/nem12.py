"""NEM12, in which Australia's meters are written: lines of several kinds, one of them a day's."""

import csv
import io
import re

from lstmviz.table.reading.files.files import TableError

MINUTES_OF_A_DAY = 1440


def read_nem12(text: str) -> tuple[str, tuple[str, ...], bool] | None:
    """Take the days of a NEM12 file, each with the meter that it is of; None if it is none.

    Returns:
        The rows as delimited text, the names of their columns, and that no class stands last.

    Raises:
        TableError: meters that are read at different intervals.
    """
    if not re.match(r"\s*100,NEM12\b", text):
        return None
    rows, meter, intervals = [], "", set()
    for record in csv.reader(io.StringIO(text.strip())):
        if record[:1] == ["200"] and len(record) > 8 and record[8].isdigit():
            meter = f"{record[1]} {record[3]}"  # the meter and what it measures
            intervals.add(int(record[8]))
        elif record[:1] == ["300"] and intervals:
            rows.append([meter, *record[1 : 2 + MINUTES_OF_A_DAY // (max(intervals) or 1)]])
    if len(intervals) != 1 or not rows or len(set(map(len, rows))) != 1 or 0 in intervals:
        raise TableError(
            "This is a NEM12 file of meter readings whose days (lines that begin with 300) are not "
            "alike: expected one interval for all. Keep the lines of one meter and try again."
        )
    minutes = range(0, MINUTES_OF_A_DAY, intervals.pop())
    names = ("meter", "date", *(f"{m // 60:02}:{m % 60:02}" for m in minutes))
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue(), names, False
