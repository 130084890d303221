"""Which columns are fed at the start, and what is done to their cells."""

import re
from collections.abc import Collection
from dataclasses import replace

import numpy as np
from jaxtyping import Bool, Float, Int32

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import (
    CLOCK,
    begins_anew,
    how_it_counts,
    is_angle,
    is_constant,
    is_even,
    is_named_counter,
    is_whole,
    part_of_date,
    runs_with_time,
    some_of,
    tells_years,
    turns_round,
)
from lstmviz.table.understanding.column.named import (
    AMOUNTS,
    CODES,
    QUANTITIES,
    VALUES,
    parted,
    says,
)
from lstmviz.table.understanding.column.sentinels import written
from lstmviz.table.understanding.finding import NAMED, Findings, listed
from lstmviz.table.understanding.grouped.telling import Series
from lstmviz.table.understanding.time.written import read_written
from lstmviz.wording import many, percent

LASTS = re.compile(rf"{CLOCK.pattern}|sec|minute|hour|day|week|month|year|^t$|^ms$")
"""Names of what goes on evenly as time does, and counts no rows."""
NEARLY = 0.98
"""Part of the rows with one value from which a column hardly changes."""
FEWEST = 10
"""Rows from which what changes in the newest alone is told."""
PLACES = re.compile(
    r"(^|[\W_])(lat|latitude|lon|lng|long|longitude|alt|altitude|elev|elevation)([\W_]|$)"
)
MOVED = 0.01
"""Names of places; part of the steps in which they change where a station was moved."""
INDEXED, NEAR_LINE = 50, 0.02
"""Rows from which a column is nearly an index, and how far it is off a line, of its range."""


def clocks_of(table: Table, taken: Collection[str], findings: Findings) -> set[str]:
    """Find columns that tell once more when each row was measured, in another way."""
    if table.moments is None:
        return set()
    free = {name: table.values[:, n] for n, name in enumerate(table.columns) if name not in taken}
    parts = {n: part for n, v in free.items() if (part := part_of_date(v, table.moments))}
    clocks = [
        name
        for name, values in free.items()
        if name not in parts
        and (
            runs_with_time(values, table.moments, name)
            or tells_years(values, table.moments, name)
            or read_written(values, name)
        )
    ]
    if (not clocks and not parts) or len({*clocks, *parts, *taken}) >= len(table.columns):
        return set()
    if clocks:
        verb = "tells" if len(clocks) == 1 else "tell"
        findings.say("clocks", f"{listed(sorted(clocks))} {verb} the time too: not fed.")
        findings.leave(clocks, "tells the time too")
    if parts:
        told = ", ".join(f"“{name}” the {part}" for name, part in list(parts.items())[:NAMED])
        more = f" and {len(parts) - NAMED:,} more" if len(parts) > NAMED else ""
        findings.say("dates", f"The time tells these too: {told}{more}. Not fed.")
        findings.leave(parts, "a part of the time")
    return {*clocks, *parts}


def without_counters(
    table: Table,
    counters: Collection[str],
    group: str | None,
    restart: bool,
    findings: Findings,
) -> set[str]:
    """Name the counters that are not fed: one that begins anew with each series tells its age."""
    codes = np.zeros(len(table.values), np.int32) if group is None else table.groups[group]
    ages = {
        name
        for name in counters
        if restart
        and not is_named_counter(name)
        and not says(CODES, name)
        and _begins_alike(table.values[:, table.columns.index(name)], codes)
    }
    unfed = set(counters) - ages
    inside = np.diff(codes) == 0
    ways: dict[tuple[str, str], list[str]] = {}
    for name in sorted(unfed):
        way = _how_it_goes(table.values[:, table.columns.index(name)], name, inside)
        ways.setdefault(way, []).append(name)
    for number, ((verb, how), names) in enumerate(ways.items()):
        goes = f"{verb}{'s' * (len(names) == 1)} {how}"
        findings.say(f"counters{number}", f"{listed(names)} {goes}: not fed.")
        findings.leave(names, f"{verb}s {how}")
    for name in sorted(ages):
        verb, how = _how_it_goes(table.values[:, table.columns.index(name)], name, inside)
        how = "the rows of each series" if how == "the rows" else f"{how}, in each series"
        findings.say(f"ages:{name}", f"“{name}” {verb}s {how}.")
    return unfed


def _begins_alike(values: Float[np.ndarray, " rows"], codes: Int32[np.ndarray, " rows"]) -> bool:
    """Tell whether a count begins with the same number in most series, as an age does."""
    begins = values[np.unique(codes, return_index=True)[1]]
    return bool(np.unique(begins, return_counts=True)[1].max() > len(begins) / 2)


def _how_it_goes(
    values: Float[np.ndarray, " rows"], name: str, inside: Bool[np.ndarray, " steps"]
) -> tuple[str, str]:
    """Say what a counter does, as a verb and the rest of a sentence: a clock counts no rows."""
    steps = np.diff(values)[inside]
    onwards = bool((steps > 0).all())
    known = steps[~np.isnan(steps)]
    if not onwards and len(known) and np.median(known) != 1 and begins_anew(known):
        anew = many(int((known < 0).sum()), "new beginning")
        lasts = bool(LASTS.search(parted(name).lower()))
        return (
            ("run", f"on as a clock does, with {anew}") if lasts else ("count", f"on, with {anew}")
        )
    if not is_whole(values) or (onwards and LASTS.search(name.lower())):
        in_order = onwards or bool((known < 0).all()) or is_even(known)
        return "run", "on as a clock does" + ", in the file's order" * (not in_order)
    return "count", how_it_counts(values, inside)


def without_indices(
    table: Table,
    features: list[str],
    counters: Collection[str],
    group: str | None,
    findings: Findings,
) -> list[str]:
    """Ask about whole numbers that go up nearly with the row number: they count, or rise.

    Where it is so in many columns they rise, as the rows may stand in that order.
    """
    inside = np.ones(len(table.values) - 1, bool)
    if group is not None:
        inside = np.diff(table.groups[group]) == 0
    near = {}
    for name in features:
        measured = any(says(words, name) for words in (AMOUNTS, VALUES))
        measured |= bool(table.units and table.units[table.columns.index(name)])
        if not measured and not QUANTITIES.search(name.lower()) and name not in counters:
            near[name] = _off_line(table.values[:, table.columns.index(name)], inside)
    near = {name: off for name, off in near.items() if off is not None}
    if len(near) * 3 > len(features):
        return features
    for name, off in near.items():
        asks = (
            f"“{name}” never falls, and lies within {percent(off)} of its range around a straight "
            "line over the rows. Does it count, or was it measured?"
        )
        if findings.wonder(f"index:{name}", asks, "it counts", "measured", 0.7, accepted=True):
            features = [each for each in features if each != name]
            findings.leave([name], "seems to count the rows")
    return features


def _off_line(
    values: Float[np.ndarray, " rows"], inside: Bool[np.ndarray, " steps"]
) -> float | None:
    """Say how far whole numbers that only rise are off a line; None where they are something else.

    Args:
        values: of the column.
        inside: which steps lie within a series.
    """
    if len(values) < INDEXED or not inside.all() or np.isnan(values).any():
        return None
    steps = np.diff(values)
    if (steps < 0).any() or not steps.any() or not is_whole(values):
        return None
    if (steps > 0).mean() < 1 / 2:
        return None
    line = np.linspace(float(values[0]), float(values[-1]), len(values))
    off = float(np.abs(values - line).max() / (float(values[-1]) - float(values[0])))
    return off if off <= NEAR_LINE else None


def changing(table: Table, features: list[str], findings: Findings) -> list[str]:
    """Leave out what never changes, and say what hardly does."""
    number = {name: n for n, name in enumerate(table.columns)}
    fixed = [name for name in features if is_constant(table.values[:, number[name]])]
    if fixed and len(fixed) < len(features):
        features = [name for name in features if name not in fixed]
        verb = "changes" if len(fixed) == 1 else "change"
        findings.say("fixed", f"{listed(fixed)} never {verb}: not fed.")
        findings.leave(fixed, "never changes")
    features = without_newest(table, features, findings)
    rare: dict[str, list[str]] = {}
    for name in features:
        values = table.values[:, number[name]]
        some = some_of(values)
        usual = np.median(some) if len(some) else np.nan
        if not len(some) or (some == usual).mean() < NEARLY - 0.01 or is_constant(values):
            continue
        known = values[~np.isnan(values)]
        if (known == usual).mean() >= NEARLY:
            rare.setdefault(written(float(usual)), []).append(name)
    if rare:
        says = (
            f"{listed(names)} {'is' if len(names) == 1 else 'are'} {value} nearly always"
            for value, names in rare.items()
        )
        findings.say("rare", f"{'; '.join(says)}.")
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
    findings.leave(marks, "changes in the newest rows alone")
    return [name for name in features if name not in marks]


def names_of_series(table: Table, series: Series, findings: Findings) -> set[str]:
    """Find numbers that stay as they are within each series, like those that tell them apart.

    A place that hardly ever changes there, as of a station that was moved, is one too.
    """
    codes = table.groups[series.name]
    order = np.argsort(codes, kind="stable")
    names = set(series.columns) & set(table.columns)
    moved: set[str] = set()
    for number, name in enumerate(table.columns):
        values, of = table.values[order, number], codes[order]
        known = ~np.isnan(values)
        inside = np.diff(values[known])[np.diff(of[known]) == 0]
        if not known.any() or not np.ptp(values[known]):
            continue
        if not inside.any():
            names.add(name)
        elif PLACES.search(name.lower()) and (inside != 0).mean() < MOVED:
            moved.add(name)
    others = [name for name in table.columns if name in names - set(series.columns)]
    for key, those, how in (("names", others, "never"), ("places", sorted(moved), "hardly ever")):
        if those:
            verb = "changes" if len(those) == 1 else "change"
            findings.say(key, f"{listed(those)} {how} {verb} within a series: not fed.")
            findings.leave(those, f"{how} changes within a series")
    findings.leave(series.columns, "tells series apart")
    return names | moved


def with_angles(table: Table, features: list[str], findings: Findings) -> tuple[Table, list[str]]:
    """Offer sine and cosine for directions."""
    fed = list(features)
    for name in features:
        n = table.columns.index(name)
        unit = table.units[n] if table.units else ""
        values, offers = table.values[:, n], "feed its sine and cosine"
        if is_angle(values, name, unit):
            says = f"“{name}” is an angle: 359° and 1° are neighbours, as numbers they are not."
            done = findings.ask(f"angle:{name}", says, offers, False)
        elif turns_round(values):
            asks = (
                f"“{name}” lies between 0 and 360, and jumps from one end to the other. Is it an "
                "angle?"
            )
            done = findings.wonder(f"angle:{name}", asks, offers, "a number", 0.7)
        else:
            continue
        if done:
            turn = np.deg2rad(table.values[:, n].astype(np.float64))
            table = with_column(table, f"{name} sine", np.sin(turn))
            table = with_column(table, f"{name} cosine", np.cos(turn))
            fed.remove(name)
            fed += table.columns[-2:]
            findings.leave([name], "its sine and cosine are fed")
    return table, fed


def with_column(table: Table, name: str, column: Float[np.ndarray, " rows"]) -> Table:
    """Add a column, under a name that the table does not have yet."""
    values = np.column_stack([table.values, column.astype(table.values.dtype)])
    while name in table.columns:
        name += "′"
    units = (*table.units, "") if table.units else ()
    return replace(table, values=values, columns=(*table.columns, name), units=units)
