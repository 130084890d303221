"""Gaps that may be filled: the last value is carried forward; and what is said of those left."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from jaxtyping import Bool, Float, Int

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.features import with_column
from lstmviz.table.understanding.column.gaps import (
    MOST_LOST,
    column_of,
    common_rows,
    series_of,
    windows_hit,
)
from lstmviz.table.understanding.finding import NAMED, Findings
from lstmviz.wording import many, percent

LOST = "Samples that read one are lost."
WHOLE = 0.005
"""Part of the windows that is called none."""
NONE_WHOLE = "No two rows in succession have all: every sample would be lost."


def held(
    values: Float[np.ndarray, "rows columns"], series: Int[np.ndarray, " rows"]
) -> Float[np.ndarray, "rows columns"]:
    """Carry the last known value of each column forward, within each series."""
    result, rows = np.array(values), np.arange(len(values))
    begins = np.maximum.accumulate(np.where(np.diff(series, prepend=-1) != 0, rows, 0))
    for column in result.T:
        known = np.maximum.accumulate(np.where(np.isnan(column), -1, rows))
        column[:] = np.where(known >= begins, column[known], np.nan)
    return result


def with_steps(table: Table, features: list[str], findings: Findings) -> Table:
    """Offer to carry the last known step of each row over its gaps, not those of other rows."""
    numbers = [table.columns.index(name) for name in features]
    steps = table.values[:, numbers]
    missing = np.isnan(steps)
    if not missing[:, 1:].any():
        return table
    count = many(int(missing.any(axis=0).sum()), "column")
    says = f"Missing values: {missing.sum():,} in {count}. Samples that read one are lost."
    if not findings.ask("carried", says, "carry the step before forward, within its row", False):
        return table
    known = np.maximum.accumulate(np.where(missing, 0, np.arange(steps.shape[1])), axis=1)
    values = np.array(table.values)
    values[:, numbers] = np.take_along_axis(steps, known, axis=1)
    return replace(table, values=values)


def with_gaps(
    table: Table, features: list[str], group: str | None, alone: bool, findings: Findings
) -> tuple[Table, list[str]]:
    """Offer to carry the last value over gaps, within each series.

    Where no row and its next are whole it is done, as not a single sample would be left.
    """
    gaps = _holes(table, features)
    if not gaps:
        return table, features
    says = _lost(_missing(table, features))
    fed = table.values[:, [table.columns.index(name) for name in features]]
    whole = np.all(~np.isnan(fed), axis=1)
    inside = np.diff(series_of(table, group)) == 0
    none = not alone and not (whole[1:] & whole[:-1] & inside).any()
    says = says.replace(LOST, NONE_WHOLE) if none else says
    whole, width = _part_whole(table, features, group)
    asked = any(f.key.startswith("without:") and f.keeps for f in findings.found)
    if none or alone or asked or whole > 1 - MOST_LOST:
        done = findings.ask("carried", says, "carry forward, and mark it in a column", none)
    else:
        part = "no window" if whole < WHOLE else f"{percent(whole)} of the windows"
        asks = f"Missing values leave {part} of {many(width, 'row')} whole. Fill and mark them?"
        done = findings.wonder("carried", asks, "carry forward", "lose them", 0.7)
    if not done:
        return table, features
    values, numbers = np.array(table.values), [table.columns.index(name) for name in gaps]
    values[:, numbers] = held(values[:, numbers], series_of(table, group))
    table = replace(table, values=values)
    for name, missing in gaps.items():
        table = with_column(table, f"{name} was missing", missing.astype(np.float64))
    return table, [*features, *table.columns[-len(gaps) :]]


def tell_gaps(table: Table, features: list[str], target: str, findings: Findings) -> None:
    """Say what missing values cost of the columns that are used in the end, copies left out."""
    for f in [f for f in findings.found if not f.done]:
        key, _, name = f.key.partition(":")
        if key == "without" and name not in features:
            findings.retell(f.key, "")
        elif key == "begin":
            findings.retell(f.key, common_rows(table, features)[2])
        elif key == "carried":
            used = list(dict.fromkeys([*features, target]))
            lost = f.says if f.keeps else _lost(_missing(table, used))
            findings.retell(f.key, lost if _holes(table, used) else "")


def _part_whole(table: Table, features: list[str], group: str | None) -> tuple[float, int]:
    """Give the part of the usual windows that no gap hits, and how many rows these have."""
    width, inside, hit = windows_hit(table, features, group)
    lost = np.any(list(hit.values()), axis=0)
    return 1 - float(lost.sum() / max(inside.sum(), 1)), width


def _holes(table: Table, features: list[str]) -> dict[str, Bool[np.ndarray, " rows"]]:
    """Give where each column lacks values that could be carried on."""
    columns = {name: column_of(table, name) for name in features}
    return {name: np.isnan(values) for name, values in columns.items() if _has_holes(values)}


def _missing(table: Table, features: list[str]) -> dict[str, Bool[np.ndarray, " rows"]]:
    """Give where each column lacks values, also before its first one."""
    missing = {name: np.isnan(column_of(table, name)) for name in features}
    return {name: at for name, at in missing.items() if at.any()}


def _lost(gaps: Mapping[str, Bool[np.ndarray, " rows"]]) -> str:
    """Say how many values are missing, and in which columns."""
    said = ", ".join(f"{missing.sum():,} in “{name}”" for name, missing in gaps.items())
    if len(gaps) > NAMED:
        said = f"{sum(int(m.sum()) for m in gaps.values()):,} in {len(gaps):,} columns"
    return f"Missing values: {said}. {LOST}"


def _has_holes(values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether a column lacks a value below one that could be carried on."""
    missing = np.isnan(values)
    return bool(missing[int(np.argmin(missing)) :].any()) and not missing.all()
