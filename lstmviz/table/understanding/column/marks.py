"""Marks of quality: columns that say how another was measured. They are not fed."""

import re

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import is_whole
from lstmviz.table.understanding.finding import Findings, listed

MARK = re.compile(
    r"(qc|qf|qa|mq|ind(icator)?|flg|(qc|quality)?[ _.\-]?(flag|code|control)s?|quality|status|cd"
    r"|attributes?)"
)
"""What stands before or behind a column's name in the name of the column with its marks."""
ALONE = re.compile(
    r"(^|[\W_])(qc|qf|qa|qn|mq|ind|flg|quality[\W_]?(flag|code|control)s?)([\W_]*\d*)$"
)
"""Names of marks of no column, or of all."""
MOST_KINDS = 20
"""Different marks that there are, at most."""
SHORTEST = 2
"""Letters of a column's name that has marks, at least."""


def marks_of(table: Table, features: list[str]) -> list[str]:
    """Find the columns of marks, by their names and by how few whole numbers they hold.

    A name alone that says “flag” may be what is to be predicted: it must be that of another column.
    """
    lower = {name.lower(): name for name in (*table.columns, *table.groups)}
    return [
        name
        for name in features
        if (_marks_another(name.lower(), lower) or ALONE.search(name.lower()))
        and _holds_kinds(table.values[:, table.columns.index(name)])
    ]


def _marks_another(name: str, names: dict[str, str]) -> bool:
    for other in names:
        if len(other) < SHORTEST or other == name:
            continue
        rest = ""
        if name.startswith(other):
            rest = name[len(other) :]
        elif name.endswith(other):
            rest = name[: -len(other)]
        if rest and MARK.fullmatch(rest.strip(" _.-()[]")):
            return True
    return False


def _holds_kinds(values: Float[np.ndarray, " rows"]) -> bool:
    return is_whole(values) and len(np.unique(values[~np.isnan(values)])) <= MOST_KINDS


def without_marks(table: Table, features: list[str], findings: Findings) -> list[str]:
    """Leave out what says how another column was measured, such as “O3_flag”."""
    marks = marks_of(table, features)
    if not marks or len(marks) == len(features):
        return features
    verb = "is named as a mark" if len(marks) == 1 else "are named as marks"
    says = f"{listed(marks)} {verb} of quality: how something was measured, not how much."
    if findings.ask("marks", says, "leave out", True, 0.95):
        findings.leave(marks, "a mark of quality")
        return [name for name in features if name not in marks]
    return features
