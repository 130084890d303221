"""R's array() fills column by column: a table's rows do not stay together in its samples."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged
from lstmviz.doctor.reading.texts.translating import language

SIZE = r"[A-Za-z_]\w{0,30}|\d{1,9}L?"
ARRAY = re.compile(
    r"(?P<to>[\w.]{1,40}) ?(?:<-|=) ?array\( ?(?:data ?= ?)?(?P<table>[A-Za-z][\w.]{0,40}) ?, ?"
    rf"(?:dim ?= ?)?c\( ?(?P<first>{SIZE}) ?, ?(?P<steps>{SIZE}) ?, ?(?P<width>\d{{1,5}})L? ?\)"
)
NAMED = re.compile(r"\[ ?, ?c\(((?: ?[\"'][^\"'\n]{1,40}[\"'] ?,?){2,60})\) ?\]")


def filled_by_columns(case: Case) -> Judged:
    """Find a table (rows, columns) that array() cuts into (samples, timesteps, columns)."""
    text = case.text.plain
    if language(text) != "r":
        return NONE
    for found in ARRAY.finditer(text):
        first, steps_, width = (found[name].rstrip("L") for name in ("first", "steps", "width"))
        if "1" in (first, steps_, width) or columns(text, found["table"]) != int(width):
            continue
        sizes = f"c({first}, {steps_}, {width})"
        return (
            Diagnosis(
                "filled_by_columns",
                "R's array() fills column by column: the rows of a sample do not follow one "
                "another.",
                expected=f"each sample {steps_} successive rows of {found['table']}",
                received=f"rows that lie {first} apart",
                axis="The first size, the samples, is counted up first, then the timesteps.",
                happens="It runs, since the sizes fit; but every sample holds pieces of all times.",
                details=(
                    f"{found['to']} <- array_reshape({found['table']}, {sizes}) fills row by row, "
                    "as Keras reads it.",
                ),
                silent=True,
            ),
        ), None
    return NONE


def columns(text: str, table: str) -> int | None:
    """Count a table's columns by the line that makes it; None where it does not tell."""
    made = re.search(rf"^[ \t]*{re.escape(table)} ?(?:<-|=) ?([^\n]{{1,300}})", text, re.MULTILINE)
    if made is None:
        return None
    named = NAMED.search(made[1])
    return len(re.findall(r"[\"'][^\"'\n]+[\"']", named[1])) if named else None
