"""What is predicted at the start, and what would give it away."""

import re
from collections.abc import Collection, Mapping

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.columns import find_sums, is_flag
from lstmviz.table.understanding.finding import Findings, listed
from lstmviz.table.understanding.times import PARTS, is_calendar

TARGETS = re.compile(
    r"(.*(demand|sales|consumption|passengers)|(.*[\W_])?(target|label|class|y|ot|close|close/last"
    r"|count|counts|cnt|load|price|prices|pm2\.?5|rides|volume|vol|power|output|value|quantity|qty"
    r"|units?([ _]sold)?|revenue)|(adj )?close [\w.^=-]+)$"
)
"""Names of columns that people predict."""
AROUND = re.compile(r"^\W+|\W+$")
"""What stands around a name, as in <CLOSE>."""


def choose_target(
    table: Table,
    features: list[str],
    turn: bool,
    taken: Collection[str],
    sums: Mapping[str, tuple[str, ...]],
) -> tuple[str, int]:
    """Choose what to predict: by its name, else a sum of others, else what was measured last.

    Of columns that are one thing in turn it is a class in front of them; else, where the rows are
    in time, the next row's first step, and where they are not the last step of each row.

    Args:
        table: with everything done that is done.
        features: names of the columns that are fed.
        turn: whether these are one thing in turn.
        taken: names of the columns that are the time, a counter or a series.
        sums: what follows from others, see sums_among.

    Returns:
        The column's name, and how many rows ahead it stands.
    """
    number = {name: n for n, name in enumerate(table.columns)}
    if table.aim in number:
        return table.aim, int(not turn)
    if turn:
        before = table.columns[: number[features[0]]]
        others = [name for name in before if name not in features and name not in taken]
        classes = [name for name in others if _is_class(table.values[:, number[name]])]
        if classes:
            return classes[-1], 0
        timely = table.moments is not None or table.label_name.strip().lower() in PARTS["year"]
        return (features[0], 1) if timely else (features[-1], 0)
    varied = [name for name in features if not is_flag(table.values[:, number[name]])]
    varied = [name for name in varied if not is_calendar(name)] or varied
    named = [name for name in varied if TARGETS.match(AROUND.sub("", name.lower()))]
    lower = {name.lower() for name in varied}  # with an x beside it, y is an axis, and no target
    named = [n for n in named if not (n.lower().endswith("y") and f"{n[:-1].lower()}x" in lower)]
    wholes = [name for name in varied if len(sums.get(name, ())) > 1]
    return (named or wholes or varied[::-1] or features[::-1])[0], 1


def sums_among(table: Table, features: list[str]) -> dict[str, tuple[str, ...]]:
    """Give the parts of each column that is the sum of two others, or what it is a copy of."""
    numbers = [table.columns.index(name) for name in features]
    found = find_sums(table.values, numbers)
    return {
        table.columns[whole]: tuple(table.columns[part] for part in parts)
        for whole, parts in found.items()
    }


def _is_class(values: Float[np.ndarray, " rows"]) -> bool:
    known = values[~np.isnan(values)]
    whole = bool((known == np.floor(known)).all())
    return whole and 1 < len(np.unique(known)) <= max(2, len(known) // 5)


def without_parts(
    features: list[str], target: str, sums: Mapping[str, tuple[str, ...]], findings: Findings
) -> list[str]:
    """Leave out columns whose sum is the target, and copies: they would give it away."""
    for name, names in sums.items():
        if len(names) == 2:
            gives = " Both are left out: they would give the target away." * (name == target)
            findings.say(f"sum:{name}", f"“{name}” is {listed(names)} added up.{gives}")
            if name == target:
                features = [f for f in features if f not in names]
        else:
            findings.say(f"copy:{name}", f"“{name}” is a copy of “{names[0]}”: not fed.")
            if name != target:
                features = [f for f in features if f != name]
    return features or [target]
