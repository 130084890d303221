"""How sure it is that columns tell series apart, and which others might."""

from collections.abc import Collection
from functools import reduce

import numpy as np

from lstmviz.table.reading.cells.turn import columns_in_turn
from lstmviz.table.reading.names import MAX_NAME
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column import named
from lstmviz.table.understanding.column.columns import counts_rows
from lstmviz.table.understanding.column.named import STATES
from lstmviz.table.understanding.finding import NO_ONE, Findings, listed
from lstmviz.table.understanding.grouped.codes import Codes, both, covered, depends
from lstmviz.table.understanding.grouped.series import codes_in, series_by
from lstmviz.table.understanding.grouped.sets import MOST, filled
from lstmviz.table.understanding.grouped.telling import OWNERS, SHORTEST, Series, take_turns
from lstmviz.table.understanding.time.anew import counts_anew
from lstmviz.table.understanding.time.calendars import is_calendar
from lstmviz.wording import many, percent

COVERED, ALL_COVERED, OWN_COVERED = 0.3, 0.8, 0.1
"""Part of the times of a series at which it has a row, from which series are sure; from
which they are that a state tells apart, and a name such as “device”."""
MOSTLY = 0.9
"""Part of the rows in which numbers come as those of series that take turns do."""
MOST_OFFERED = 8
"""Columns that are offered to tell series apart, at most."""


def ask_for_series(table: Table, series: Series | None, findings: Findings) -> Series | None:
    """Ask whether windows are to be kept within the series that were found, or that are chosen."""
    if NO_ONE in findings.chosen("series"):
        findings.say("series", "There are no series, as you say.")
        return None
    chosen = [series_named(table, name) for name in findings.chosen("series")]
    if chosen and chosen[-1] is not None:
        series = chosen[-1]
        tells = f"{_tells(series)}{_nameless(table, series)}"
        findings.say("series", f"{tells}, as you say; they {_stand(table, series)}.")
        return series
    if series is None or (table.moments is None and _in_turn(table)):
        return None
    sure, why = how_sure(table, series)
    if sure:
        tells = f"{_tells(series)}{_nameless(table, series)}"
        says = f"{tells}, which {_stand(table, series)}."
        offers = "sort, and keep windows within" if series.interleaved else "keep windows within"
        done = findings.ask("series", says, offers, True)
    else:
        asks = f"{listed(series.columns)} may tell {series.count:,} series apart{why}."
        asks += " Are these series?"
        done = findings.wonder("series", asks, "series", "no series", 0.6)
    return series if done else None


def _tells(series: Series) -> str:
    verb = "tells" if len(series.columns) == 1 else "tell"
    return f"{listed(series.columns)} {verb} {series.count:,} series apart"


def _nameless(table: Table, series: Series) -> str:
    """Say how many rows lack a word that tells their series: they are one of their own."""
    lacks = [n for n in series.columns if n in table.groups and (table.groups[n] < 0).any()]
    if not lacks or (len(series.columns) == 1 and _is_filled_down(table, series)):
        return ""
    rows = many(int((table.groups[lacks[0]] < 0).sum()), "row")
    return f" (one for the {rows} without a word in “{lacks[0]}”)"


LONG_RUN = 3
"""Rows of a series in one piece from which series do not take turns."""


def _is_filled_down(table: Table, series: Series) -> bool:
    """Tell whether rows without a word are of the series above."""
    return int(series.codes.max()) == int(table.groups[series.name].max())


def _in_turn(table: Table) -> bool:
    """Tell whether each row is a series of its own, whose columns are steps."""
    return 2 * len(columns_in_turn(table.columns, table.values[:20])) > len(table.columns)


def _stand(table: Table, series: Series) -> str:
    how = "take turns" if series.interleaved else "stand one after another"
    runs = 1 + int(np.count_nonzero(np.diff(series.codes)))
    if series.interleaved and LONG_RUN * runs <= len(series.codes):
        how = f"stand in {runs:,} blocks"
    if series.interleaved and table.moments is not None and table.moments[0] > table.moments[-1]:
        how += ", the newest rows first"
    return how


def how_sure(table: Table, series: Series) -> tuple[bool, str]:
    """Tell whether series are sure; where they are not, say why, as the rest of a sentence."""
    owner = any(
        named.says(OWNERS, name) or named.says(named.OWNERS, name)
        for name in (*series.columns, *_identifiers(table, series))
    )
    state = [name for name in series.columns if named.says(STATES, name)]
    if table.moments is None:
        if state and not owner:
            return False, ", but its name says that it is a state or a kind"
        counts = any(
            counts_rows(column, name, series.codes)
            for name, column in zip(table.columns, table.values.T, strict=True)
            if name not in series.columns
        )
        counts |= counts_anew(table, np.diff(series.codes) == 0, series.columns)
        person = any(named.says(named.PERSONS, name) for name in series.columns)
        return owner or person or counts, ", but nothing else begins anew where it changes"
    if series.doubt:
        return False, series.doubt
    if series.twice:
        part = percent(series.twice / len(series.codes))
        return False, f", but {part} of the rows have the time of another one of their series"
    if series.rivals:
        others = " or ".join(listed(columns) for columns in series.rivals[:2])
        return False, f", and so may {others}"
    if not series.interleaved:
        return True, ""
    _, moment = np.unique(table.moments, return_inverse=True)
    there = covered(moment, series.codes)
    if there < (OWN_COVERED if owner else ALL_COVERED if state else COVERED):
        return False, f", but each has, on average, a row at {percent(there)} of the times"
    if owner:
        return True, ""
    rivals = [
        name
        for name in table.groups
        if name not in (*table.columns, *series.columns)
        and table.groups[name].min() >= 0
        and not depends(table.groups[name], series.codes)
        and not depends(series.codes, table.groups[name])
        and (rival := series_by(table, (name,), table.groups[name])) is not None
        and rival.interleaved
    ]
    return not rivals, f", and so may {listed(rivals)}"


def _identifiers(table: Table, series: Series) -> list[str]:
    """Name the numbers that are one to one with series: an MMSI beside the names of ships."""
    return [
        name
        for name in table.columns
        if named.says(OWNERS, name)
        and (codes := codes_in(table, name)) is not None
        and depends(codes, series.codes)
        and depends(series.codes, codes)
    ]


def series_named(table: Table, name: str) -> Series | None:
    """Take a column that somebody names, or some together, for what tells series apart."""
    columns = _columns_named(name, (*table.groups, *table.columns), MOST)
    groups = [codes for each in columns if (codes := _groups(table, each)) is not None]
    if not columns or len(groups) < len(columns):
        return None
    codes = reduce(both, groups)
    return Series(columns, codes, take_turns(codes))


def _columns_named(name: str, known: Collection[str], most: int) -> tuple[str, ...]:
    """Give the columns that a name is of, or that it joins, as a set of them is called."""
    if name in known:
        return (name,)
    for first in known if most > 1 else ():
        if name.startswith(f"{first} "):
            rest = _columns_named(name[len(first) + 1 :], known, most - 1)
            if rest:
                return (first, *rest)
    return ()


def _groups(table: Table, name: str) -> Codes | None:
    """Give the groups of a column; rows without a word are one, too."""
    return filled(table.groups[name]) if name in table.groups else codes_in(table, name)


def _stays_or_returns(table: Table, codes: Codes) -> bool:
    """Tell whether numbers stay for some rows, or come once at each time, or one after another."""
    changes = int(np.count_nonzero(np.diff(codes)))
    if SHORTEST * (changes + 1) <= len(codes):
        return True
    width = int(codes.max()) + 1
    if table.moments is None:
        return bool((codes[width:] == codes[:-width]).mean() >= MOSTLY)
    if (np.diff(table.moments) > 0).mean() > 1 / 2:
        return False  # no series take turns where most rows are later than the one before
    times, moment = np.unique(table.moments, return_inverse=True)
    pairs = np.unique(moment.astype(np.int64) * width + codes)
    many_ = len(pairs) >= COVERED * len(times) * width
    return many_ and 2 * len(times) <= len(codes) and len(pairs) >= MOSTLY * len(codes)


def may_be_series(table: Table, found: Series | None) -> tuple[str, ...]:
    """Name the columns that may tell series apart, the likeliest first; sets of them lead."""
    sets = [found.columns, *found.rivals] if found is not None else []
    together = [joined for columns in sets if len(joined := " ".join(columns)) <= MAX_NAME]
    names = []
    for name in (*table.groups, *(n for n in table.columns if n not in table.groups)):
        if is_calendar(name):
            continue
        codes = table.groups[name] if name in table.groups else codes_in(table, name)
        if codes is None or not 1 < int(codes.max()) + 1 <= len(table.values) // SHORTEST:
            continue
        said = name in table.groups and name not in table.columns
        if said or named.says(OWNERS, name) or _stays_or_returns(table, codes):
            names.append(name)
    names.sort(key=lambda name: (not named.says(OWNERS, name), name in table.columns))
    return tuple(dict.fromkeys([*together, *names]))[:MOST_OFFERED]
