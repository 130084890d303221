"""Columns that are sums or copies of others, and what of them gives the target away."""

from collections.abc import Mapping

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.gaps import column_of
from lstmviz.table.understanding.column.sums import find_sums
from lstmviz.table.understanding.finding import Findings, listed


def sums_among(table: Table, features: list[str]) -> dict[str, tuple[str, ...]]:
    """Give the parts of each column that is the sum of two others, or what it is a copy of."""
    numbers = [table.columns.index(name) for name in features]
    found = find_sums(table.values, numbers)
    return {
        table.columns[whole]: tuple(table.columns[part] for part in parts)
        for whole, parts in found.items()
    }


def without_parts(
    table: Table,
    features: list[str],
    target: str,
    horizon: int,
    sums: Mapping[str, tuple[str, ...]],
    findings: Findings,
) -> list[str]:
    """Leave out columns whose sum is the target, and copies.

    Of the target and what it is a copy of, the target stays.
    """
    for name, names in sums.items():
        first = names[0]
        if len(names) > 1:
            says = f"“{name}” is {listed(names)} added up."
            if name != target:
                findings.say(f"sum:{name}", says)
                continue
            says += " In one row they give the target away." * (horizon == 0)
            # Of earlier rows they tell something: where nothing else is fed, they stay.
            leave = horizon == 0 or bool({*features} - {name, *names})
            if findings.ask(f"sum:{name}", says, "leave its parts out", leave):
                features = [f for f in features if f not in names]
                findings.leave(names, "a part of the target")
        else:
            kept, left = (name, first) if name == target else (first, name)
            says = _copied(column_of(table, left), column_of(table, kept), kept)
            findings.say(f"copy:{left}", f"“{left}” {says}: not fed.")
            features = [f for f in features if f != left]
            findings.leave([left], says)
    return features or [target]


def _copied(left: Float[np.ndarray, " rows"], kept: Float[np.ndarray, " rows"], name: str) -> str:
    """Say how a column follows from the one that it is a copy of."""
    if np.array_equal(left, kept, equal_nan=True):
        return f"is a copy of “{name}”"
    both = ~np.isnan(left) & ~np.isnan(kept)
    if np.array_equal(left[both], kept[both]):
        return f"is a copy of “{name}” where both have values"
    whole = left.astype(np.float64) + kept
    if np.nanmax(whole) - np.nanmin(whole) < (np.nanmax(left) - np.nanmin(left)) / 2:
        return f"is {np.nanmedian(whole):.6g} minus “{name}”, one thing with it"
    return f"is “{name}” but for rounding"
