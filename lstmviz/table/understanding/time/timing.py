"""Which column is the time: the one that was found, another that somebody chooses, or none."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Float, Int32

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.yearless import is_yearless
from lstmviz.table.tables import RowLabels, Table
from lstmviz.table.understanding.column.columns import is_even, is_whole
from lstmviz.table.understanding.column.named import CLOCKS, parted, says
from lstmviz.table.understanding.finding import NO_ONE, NOT, Findings, listed
from lstmviz.table.understanding.grouped.standing import clock_that_stands
from lstmviz.table.understanding.time.calendars import PARTS
from lstmviz.table.understanding.time.leaps import clock_that_leaps
from lstmviz.table.understanding.time.pace import Clock, holds_in_each, pace_of, told
from lstmviz.table.understanding.time.single import Time
from lstmviz.table.understanding.time.times import find_time, label_by
from lstmviz.table.understanding.time.written import hints_time
from lstmviz.table.understanding.time.yearless import LONGER, find_yearless

MOST_OFFERED = 8
"""Columns that are offered as the time, at most."""
NAMING = re.compile(
    r"^Column “(?P<name>.+?)” (?P<how>holds (?:dates|seasons|times of day|durations).*)"
    r": it names the rows\.$"
)
"""How the reading notes which dates name the rows."""
ELAPSED = re.compile(r"^(t|(test.?)?time(.?stamp)?|elapsed)([\W_]|$)")
COUNTED = re.compile(
    r"^(uptime|utc|gmt|seconds?|secs?|minutes?|hours?|days?|doy|jday|julian.?day)([\W_]*(s|ms|h))?$"
)
FEWEST = 10
"""Names of what counts the time since a beginning; steps from which it is told that it does."""
SECONDS = re.compile(r"s|secs?|seconds?|[mµun]s|min(ute)?s?|h|hrs?|hours?|d|days?")
"""Units of time."""
FINE = 50
"""Steps are equal that differ by a fiftieth at most, as rounded ones do."""
FINEST, LARGEST = 10**6, 2.0**50
"""Parts of a clock's unit that are kept at most, and the largest number that still is one of
milliseconds."""
SELDOM = 0.02
"""Part of the steps in which numbers that may be the time change, at least."""
ONE_WAY, NAMED_ONE_WAY = 0.9, 0.75
"""Part of the steps that go one way where a column may be the time: of any name, and of a clock's,
which may begin anew."""


@dataclass(frozen=True)
class Taken:
    """The time that is used.

    Args:
        columns: of numbers, that are the time; none where dates are, or nothing is.
        how: it was read, a sentence without its end; "" where rows have no time.
        clock: the column, where no calendar knows its units.
    """

    columns: tuple[str, ...] = ()
    how: str = ""
    clock: Clock | None = None


def take_time(table: Table, findings: Findings) -> tuple[Table, Taken]:
    """Name the rows by the time that was found or chosen, and tell which columns it is."""
    found = _chosen(table, findings)
    if found is None:
        found = _found(table)
        if found is None:
            return _settled(table), Taken()
        taken = found[1]
        if not findings.ask("time", f"{taken.how}.", "take as time", True):
            # Dates that name the rows are no time then; where numbers were offered they stay one.
            return _settled(table if taken.columns else replace(table, moments=None)), Taken()
        findings.leave(taken.columns, "the time")
    timed, taken = found
    return _settled(timed), taken


def _chosen(table: Table, findings: Findings) -> tuple[Table, Taken] | None:
    """Take the column that somebody chose, or none; None where nobody chose or it is no time."""
    chosen = [name for name in findings.chosen("time") if name]
    chosen += [NO_ONE] * (f"{NOT}time" in findings.answers)
    if not chosen:
        return None
    name = chosen[-1]
    if name == NO_ONE:
        findings.say("time", "Rows are in the file's order, as you say.")
        return replace(table, moments=None), Taken()
    time, clock = _time_in(table, name)
    if time is None:
        findings.say("untaken", f"“{name}” {_why_not(table, name)}: it cannot be the time.")
        return None
    how = f"“{name}” is the time, as you say"
    findings.say("time", f"{how}.")
    findings.leave(time.columns, "the time")
    columns = (name,) if name in table.columns else ()
    return _labelled(table, time, clock), Taken(columns, how, clock)


def _found(table: Table) -> tuple[Table, Taken] | None:
    """Find the time: numbers that a calendar knows, dates, days without a year, or a clock."""
    time = find_time(table) or _years_of_labels(table)
    if time is not None:
        return label_by(table, time), Taken(time.columns, f"{listed(time.columns)} {time.says}")
    if table.moments is not None:
        yearless = is_yearless(table.moments)
        how = f"“{table.label_name}” {_read_as(table)}{', without a year' * yearless}"
        return table, Taken(how=how, clock=Clock(table.label_name, ticks=0) if yearless else None)
    yearless = find_yearless(table)
    if yearless is not None:
        time, texts = yearless
        how, name = f"{listed(time.columns)} {time.says}", " ".join(time.columns)
        timed = replace(table, labels=RowLabels(texts), label_name=name, moments=time.moments)
        return timed, Taken(time.columns, how, Clock(name, ticks=0))
    name = _elapsed(table) or clock_that_leaps(table) or clock_that_stands(table)
    name = name or _from_zero(table)
    time, clock = (None, None) if name is None else _time_in(table, name)
    if name is None or time is None:
        return None
    return _labelled(table, time, clock), Taken((name,), f"“{name}” runs on as a clock does", clock)


def _settled(table: Table) -> Table:
    """Let go of the other dates; a table without them stays the very one that is held."""
    return replace(table, dates=()) if table.dates else table


def _elapsed(table: Table) -> str | None:
    """Find the one column that is called a time, and goes up in every row."""
    named = [name for name in table.columns if ELAPSED.search(parted(name).lower())]
    longer = any(name.strip().lower() in LONGER or "date" in name.lower() for name in table.columns)
    if not named and not longer:
        named = [name for name in table.columns if COUNTED.search(parted(name).lower())]
    steps = {name: np.diff(table.values[:, table.columns.index(name)]) for name in named}
    found = [name for name, each in steps.items() if len(each) >= FEWEST and (each > 0).all()]
    return found[0] if len(found) == 1 else None


def _from_zero(table: Table) -> str | None:
    """Name the first whole column where it goes in even steps through 0, or in a unit of time.

    The very first may go from anywhere where nothing names it. By steps of one it counts rows.
    """
    whole = np.flatnonzero(~np.isnan(table.values).any(axis=0)).tolist()
    if len(whole) < 2 or len(table.values) <= FEWEST:
        return None
    values = table.values[:, whole[0]].astype(np.float64)
    steps = np.diff(values)
    timely = table.units and SECONDS.fullmatch(table.units[whole[0]].lower())
    equal = np.ptp(steps) <= np.median(steps) / FINE and table.columns[whole[0]] == "column 1"
    goes = bool(timely or equal or values[0] <= 0 <= values[-1]) and bool((steps > 0).all())
    return table.columns[whole[0]] if goes and is_even(steps) and np.median(steps) != 1 else None


def tell_time(
    table: Table, codes: Int32[np.ndarray, " rows"], taken: Taken, findings: Findings
) -> None:
    """Say of the time how it goes on, and from when to when, in the table as it is used.

    Args:
        table: with its rows in the order that is used.
        codes: the series of each row.
        taken: the time.
        findings: where it is said.
    """
    if not taken.how or table.moments is None or (table.moments == NEVER).all():
        return
    known = np.flatnonzero(table.moments != NEVER)
    moments = table.moments[known]
    first, last = (table.row_name(int(known[n])) for n in (moments.argmin(), moments.argmax()))
    pace = pace_of(table.moments, codes)
    words = told(pace, taken.clock)
    if words and codes.any() and len(pace.paces) == 1 and "uneven" not in words:
        words += " in each series" if holds_in_each(pace, taken.clock) else " in most series"
    findings.retell("time", f"{taken.how}{', ' * bool(words)}{words}: {first} … {last}.")


def _years_of_labels(table: Table) -> Time | None:
    """Read the years that name the rows, where they count up and nothing else is a time."""
    named = table.label_name.strip().lower() in PARTS["year"]
    if table.moments is not None or not named or not isinstance(table.labels, RowLabels):
        return None
    texts = table.labels.texts
    if not pc.all(pc.match_substring_regex(texts, r"^[12]\d{3}$")).as_py() or texts.null_count:
        return None
    years = texts.cast(pa.int64()).to_numpy(zero_copy_only=False)
    begins = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return Time((table.label_name,), begins * DAY, "counts the years")


def _read_as(table: Table) -> str:
    """Say how the dates that name the rows were read, as the reading has noted it."""
    for found in filter(None, map(NAMING.match, table.notes)):
        if table.label_name.startswith(found["name"]):
            return found["how"]
    return "holds dates"


def _time_in(table: Table, name: str) -> tuple[Time | None, Clock | None]:
    """Take a column that somebody chooses as the time: a date, or a clock of whatever unit."""
    for other, moments in table.dates:
        if name == other:
            return Time((name,), moments, "holds dates"), None
    if name == table.label_name and table.moments is not None:
        return Time((name,), table.moments, "holds dates"), None
    if name not in table.columns:
        return None, None
    column = table.values[:, [table.columns.index(name)]]
    alone = replace(table, values=column, columns=(name,), units=(), moments=None)
    found = find_time(alone)
    if found is not None:
        return found, None
    values = column[:, 0].astype(np.float64)
    known = ~np.isnan(values)
    if known.sum() < 2 or not np.ptp(values[known]) or np.abs(values[known]).max() > LARGEST:
        return None, None
    # To the last digit that the table's precision keeps.
    ticks, most = FINEST, 1e7 if column.dtype == np.float32 else LARGEST
    while ticks > 1 and np.abs(values[known]).max() * ticks > most:
        ticks //= 10
    moments = np.round(np.where(known, values, 0) * ticks).astype(np.int64)
    time = Time((name,), np.where(known, moments, NEVER), "goes on as the time does")
    return time, Clock(name, ticks)


def _why_not(table: Table, name: str) -> str:
    """Say why a column cannot be the time, as the rest of a sentence."""
    if name in table.columns:
        return "never changes, or its numbers are too large"
    known = name in table.groups or name == table.label_name
    return (
        "holds text, and no dates that are known" if known else "is no column of numbers or dates"
    )


def _labelled(table: Table, time: Time, clock: Clock | None) -> Table:
    """Name the rows by a time that somebody chose."""
    if time.columns == (table.label_name,):
        return table
    notes = tuple(n for n in table.notes if not n.startswith(f"Column “{time.columns[0]}” holds"))
    table = replace(table, moments=None, label_name="", notes=notes)
    if clock is None:
        return label_by(table, time)
    values = table.values[:, table.columns.index(clock.name)]
    digits = 7 if values.dtype == np.float32 else 10
    whole = values.dtype != np.float32 and is_whole(values)
    written = ".0f" if whole else f".{digits}g"
    texts = pa.array([f"{value:{written}}" for value in values.tolist()], pa.string())
    return replace(table, labels=RowLabels(texts), label_name=clock.name, moments=time.moments)


def may_be_time(table: Table, taken: Taken) -> tuple[str, ...]:
    """Name the columns that may be the time: dates first, then numbers, the likeliest first.

    Args:
        table: as it was read.
        taken: the time that is used.
    """
    dates = [name for name, _ in table.dates]
    if table.moments is not None and taken.columns:
        dates.insert(0, table.label_name)
    names = [
        name
        for n, name in enumerate(table.columns)
        if name not in taken.columns and _may_be(table.values[:, n], name)
    ]
    names.sort(key=lambda name: not says_time(name))
    return tuple([*dates, *names][:MOST_OFFERED])


def says_time(name: str) -> bool:
    """Tell whether a column's name says that it is a time of some kind."""
    return says(CLOCKS, name) or hints_time(name)


def _may_be(values: Float[np.ndarray, " rows"], name: str) -> bool:
    known = values[~np.isnan(values)]
    if len(known) < 3:
        return False
    steps = np.diff(known)
    moved = steps[steps != 0]
    if len(moved) < SELDOM * len(steps):
        return False
    one_way = max((moved > 0).mean(), (moved < 0).mean())
    if says_time(name):
        return bool(one_way >= NAMED_ONE_WAY)
    return bool(one_way >= ONE_WAY and len(moved) > len(steps) / 2)
