"""Which columns are fed at the start, and what is done to their cells."""

import itertools
import re
from collections.abc import Collection
from dataclasses import replace

import numpy as np
from jaxtyping import Bool, Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.columns import (
    CLOCK,
    counts_evenly,
    counts_rows,
    find_sentinel,
    is_angle,
    is_constant,
    is_named_counter,
    is_whole,
    runs_with_time,
    some_of,
    tells_years,
)
from lstmviz.table.understanding.finding import NAMED, Findings, listed
from lstmviz.table.understanding.named import CODES, says
from lstmviz.table.understanding.written import read_written

MARK = re.compile(r"[ _.\-]*(qc|qf|qa|(qc|quality)?[ _.\-]?(flag|code|control)s?|quality|status)")
"""What follows a column's name in the name of the column with its marks."""
LASTS = re.compile(rf"{CLOCK.pattern}|sec|minute|hour|day|week|month|year|^t$|^ms$")
"""Names of what goes on evenly as time does, and counts no rows."""
NEARLY = 0.98
"""Part of the rows with one value from which a column hardly changes."""
FEWEST = 10
"""Rows from which what changes in the newest alone is told."""


def without_sentinels(table: Table, taken: Collection[str], findings: Findings) -> Table:
    """Read values that stand for missing ones as missing."""
    codes = {
        n: code
        for n, name in enumerate(table.columns)
        if name not in taken and (code := find_sentinel(table.values[:, n])) is not None
    }
    if not codes:
        return table
    marks = {n: table.values[:, n] == np.asarray(c, table.values.dtype) for n, c in codes.items()}
    cells = sum(int(mark.sum()) for mark in marks.values())
    values = ", ".join(f"{code:g}".replace("-", "−") for code in sorted(set(codes.values())))
    verb = "stands" if len(set(codes.values())) == 1 else "stand"
    says = (
        f"{values} {verb} for a missing value in {cells:,} cells of "
        f"{listed([table.columns[n] for n in codes])}."
    )
    if not findings.ask("sentinels", says, "read as missing", True):
        return table
    changed = np.array(table.values)
    for number, mark in marks.items():
        if not mark.all():
            changed[mark, number] = np.nan
    return replace(table, values=changed)


def clocks_of(table: Table, taken: Collection[str], findings: Findings) -> set[str]:
    """Find columns that tell once more when each row was measured, in another way."""
    if table.moments is None:
        return set()
    clocks = {
        name
        for n, name in enumerate(table.columns)
        if name not in taken
        and (
            runs_with_time(table.values[:, n], table.moments, name)
            or tells_years(table.values[:, n], table.moments, name)
            or read_written(table.values[:, n], name)
        )
    }
    if not clocks or len(clocks) + len(taken) >= len(table.columns):
        return set()
    verb = "tells" if len(clocks) == 1 else "tell"
    findings.say("clocks", f"{listed(sorted(clocks))} {verb} the time too: not fed.")
    return clocks


def counters_of(table: Table, taken: Collection[str], group: str | None = None) -> set[str]:
    """Find the columns that count the rows, or those of each series of a group, unless all do."""
    series = None if group is None else table.groups[group]
    counters = {
        name
        for n, name in enumerate(table.columns)
        if name not in taken and counts_rows(table.values[:, n], name, series)
    }
    return counters if len(counters) < len(table.columns) else set()


def without_counters(
    table: Table,
    counters: Collection[str],
    restart: bool,
    group: str | None,
    findings: Findings,
) -> set[str]:
    """Name the counters that are not fed: one that begins anew with each series tells its age."""
    ages = {
        name
        for name in counters
        if restart and not is_named_counter(name) and not says(CODES, name)
    }
    unfed = set(counters) - ages
    inside = np.ones(len(table.values) - 1, bool)
    if group is not None:
        inside = np.diff(table.groups[group]) == 0
    for key, names, which in (("counters", unfed, ""), ("ages", ages, " of each series")):
        said: dict[tuple[str, str], list[str]] = {}
        for name in sorted(names):
            values = table.values[:, table.columns.index(name)]
            verb, rest = _how_it_counts(values, name, inside)
            said.setdefault((verb, rest.format(which)), []).append(name)
        end = ": not fed." if key == "counters" else "."
        parts = [
            f"{listed(named)} {verb}{'s' * (len(named) == 1)} {rest}{end}"
            for (verb, rest), named in said.items()
        ]
        if parts:
            findings.say(key, " ".join(parts))
    return unfed


def _how_it_counts(
    values: Float[np.ndarray, " rows"], name: str, inside: Bool[np.ndarray, " steps"]
) -> tuple[str, str]:
    """Say what a counter does, as a verb and the rest of a sentence: a clock counts no rows."""
    evenly = counts_evenly(values, inside)
    onwards = evenly or bool((np.diff(values)[inside] > 0).all())
    if not is_whole(values) or (onwards and LASTS.search(name.lower())):
        return "run", "on as a clock does"
    return ("count", "the rows{}") if evenly else ("number", "the rows{}, unevenly")


def changing(table: Table, features: list[str], findings: Findings) -> list[str]:
    """Leave out what never changes, and say what hardly does."""
    number = {name: n for n, name in enumerate(table.columns)}
    fixed = [name for name in features if is_constant(table.values[:, number[name]])]
    if fixed and len(fixed) < len(features):
        verb = "changes" if len(fixed) == 1 else "change"
        findings.say("fixed", f"{listed(fixed)} never {verb}: not fed.")
        features = [name for name in features if name not in fixed]
    features = without_newest(table, features, findings)
    rare = []
    for name in features:
        values = table.values[:, number[name]]
        some = some_of(values)
        usual = np.median(some) if len(some) else np.nan
        if not len(some) or (some == usual).mean() < NEARLY - 0.01 or is_constant(values):
            continue
        known = values[~np.isnan(values)]
        if (known == usual).mean() >= NEARLY:
            rare.append(f"“{name}” is {usual:g} nearly always")
    if rare:
        findings.say("rare", f"{'; '.join(rare[:NAMED])}.")
    return features


def without_newest(table: Table, features: list[str], findings: Findings) -> list[str]:
    """Leave out what changes in the newest rows alone, such as a mark of the latest year."""
    if table.moments is None or len(table.moments) < FEWEST:
        return features
    before = table.moments < table.moments.max()
    marks = [
        name for name in features if is_constant(table.values[before, table.columns.index(name)])
    ]
    if not marks or len(marks) == len(features):
        return features
    verb = "changes" if len(marks) == 1 else "change"
    findings.say("newest", f"{listed(marks)} {verb} in the newest rows alone: not fed.")
    return [name for name in features if name not in marks]


def without_marks(table: Table, features: list[str], findings: Findings) -> list[str]:
    """Offer to leave out what says how the column before was measured, such as “O3_flag”."""
    marks = [
        name
        for before, name in itertools.pairwise(table.columns)
        if name in features
        and name.lower().startswith(before.lower())
        and MARK.fullmatch(name.lower()[len(before) :])
    ]
    if not marks or len(marks) == len(features):
        return features
    verb = "says" if len(marks) == 1 else "say"
    says = f"{listed(marks)} {verb} how the column before was measured."
    if findings.ask("marks", says, "leave out", False):
        return [name for name in features if name not in marks]
    return features


def with_angles(table: Table, features: list[str], findings: Findings) -> tuple[Table, list[str]]:
    """Offer sine and cosine for directions."""
    fed = list(features)
    for name in features:
        n = table.columns.index(name)
        unit = table.units[n] if table.units else ""
        if not is_angle(table.values[:, n], name, unit):
            continue
        says = f"“{name}” is an angle: 359° and 1° are neighbours, as numbers they are not."
        if findings.ask(f"angle:{name}", says, "feed its sine and cosine", False):
            turn = np.deg2rad(table.values[:, n].astype(np.float64))
            table = with_column(table, f"{name} sine", np.sin(turn))
            table = with_column(table, f"{name} cosine", np.cos(turn))
            fed.remove(name)
            fed += table.columns[-2:]
    return table, fed


def with_column(table: Table, name: str, column: Float[np.ndarray, " rows"]) -> Table:
    """Add a column, under a name that the table does not have yet."""
    values = np.column_stack([table.values, column.astype(table.values.dtype)])
    while name in table.columns:
        name += "′"
    units = (*table.units, "") if table.units else ()
    return replace(table, values=values, columns=(*table.columns, name), units=units)
