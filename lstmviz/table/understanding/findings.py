"""What was found in a table, what is done about it, and what is offered instead.

`understand` is pure: the same table and the same answers give the same findings. An answer turns a
finding around: what would be done is left, what was offered is done.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lstmviz.table.reading.cells.turn import LOOKED_AT, columns_in_turn
from lstmviz.table.tables import Table
from lstmviz.table.understanding.blocks import ask_for_blocks
from lstmviz.table.understanding.column.blank import without_blank, without_halves
from lstmviz.table.understanding.column.carrying import tell_gaps, with_gaps, with_steps
from lstmviz.table.understanding.column.features import (
    changing,
    clocks_of,
    names_of_series,
    with_angles,
    without_counters,
    without_indices,
)
from lstmviz.table.understanding.column.gaps import series_of, where_all_have_values, without_sparse
from lstmviz.table.understanding.column.kinds import without_kinds
from lstmviz.table.understanding.column.marks import without_marks
from lstmviz.table.understanding.column.parts import sums_among, without_parts
from lstmviz.table.understanding.column.repeats import repeats_of
from lstmviz.table.understanding.column.rises import counters_of, parts_of, with_differences
from lstmviz.table.understanding.column.sentinels import without_sentinels
from lstmviz.table.understanding.column.targets import Choice, Target, choose_target
from lstmviz.table.understanding.column.texts import with_texts
from lstmviz.table.understanding.column.twins import without_twins
from lstmviz.table.understanding.finding import Finding, Findings
from lstmviz.table.understanding.following import ask_for_alone, codes_of, without_ids
from lstmviz.table.understanding.grouped.grouping import group_by
from lstmviz.table.understanding.grouped.series import find_series
from lstmviz.table.understanding.grouped.sureness import ask_for_series, may_be_series
from lstmviz.table.understanding.grouped.telling import Series
from lstmviz.table.understanding.grouped.widening import put_beside, widen
from lstmviz.table.understanding.time.beside import without_fillers
from lstmviz.table.understanding.time.clockwork import clockwork_of
from lstmviz.table.understanding.time.copies import without_copies
from lstmviz.table.understanding.time.leaps import series_between_leaps
from lstmviz.table.understanding.time.order import in_order, say_order
from lstmviz.table.understanding.time.timing import Taken, may_be_time, take_time, tell_time


@dataclass(frozen=True, eq=False)
class Understanding:
    """A table as it is used, with what was found in it.

    Args:
        table: with everything done that is done.
        findings: in the order in which they were found.
        features: names of the columns that feed the network at the start.
        target: name of the column that is predicted at the start.
        horizon: rows from the window's last to the target; 0 where each row is a case of its own.
        group: name of the column that tells series apart, if any.
        in_turn: whether the columns fed are one thing in turn.
        unfed: each column that is not fed, numbers and text, and why.
        aim: why that target, and which others there are.
        rows_left: how many rows are left out.
        times: names of the columns that are the time, or hold it in their labels.
        may_be_time, may_be_series: names of the columns that may be it too, the likeliest first.
    """

    table: Table
    findings: tuple[Finding, ...]
    features: tuple[str, ...]
    target: str
    horizon: int
    group: str | None
    in_turn: bool
    unfed: Mapping[str, str]
    aim: Target
    rows_left: int
    times: tuple[str, ...]
    may_be_time: tuple[str, ...]
    may_be_series: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Parted:
    """What tells the series of a table apart, and which columns it leaves.

    Args:
        unfed: names of columns that are not fed.
        counters: names of columns that count up.
        series: what tells the series apart; None where all rows are one.
        doubted: what may tell them apart, whether or not it is taken.
        candidates: names of the columns that may tell series apart.
    """

    unfed: set[str]
    counters: set[str]
    series: Series | None
    doubted: Series | None
    candidates: Sequence[str]

    @property
    def group(self) -> str | None:
        """Name of the group that numbers the series, if any."""
        return self.series.name if self.series else None

    @property
    def apart(self) -> tuple[str, ...]:
        """Names of what tells the series apart: the columns, and the group made of them."""
        return (*self.series.columns, self.series.name) if self.series else ()


@dataclass(frozen=True, eq=False)
class _Fed:
    """What of a table is fed.

    Args:
        features: names of the columns that are fed.
        turn: whether these are one thing in turn.
        unfed: names of columns that are not.
        naming: names of those that name or count the rows.
    """

    features: list[str]
    turn: bool
    unfed: set[str]
    naming: list[str]


def understand(table: Table, answers: Collection[str] = ()) -> Understanding:
    """Find out what a table's rows and columns are.

    Args:
        table: as it was read.
        answers: keys of the findings that somebody turned around, and what they chose.
    """
    findings = Findings(answers)
    as_read = table
    table, taken = take_time(without_fillers(table, findings), findings)
    table = without_copies(table, findings)
    table, parted = _parted(table, taken, findings)
    made = set(table.columns) - set(as_read.columns)  # values of a parameter that a number names
    table, fed = _fed(table, parted, made, taken, findings)
    group, turn = parted.group, fed.turn
    table = _with_rows(table, fed, group, findings)
    tell_time(table, series_of(table, group), taken, findings)
    say_order(table, group, taken.clock, findings)
    doubted = parted.doubted.name if parted.doubted else ""
    kinds = group or (doubted if doubted in table.groups else None)
    alone = not turn and ask_for_alone(table, fed.features, kinds, fed.naming, findings)
    table, measured, features = _with_columns(table, fed, parted, alone, findings)
    sums = {} if turn else sums_among(table, features)
    among = Choice(table, measured, turn, fed.unfed, group, doubted, sums, parted.counters)
    aim = choose_target(among, findings.chosen("target"))
    horizon = 0 if alone and len(features) > 1 else aim.horizon
    features = without_parts(table, features, aim.name, horizon, sums, findings)
    if not turn:
        features = without_twins(table, features, aim.name, horizon, group, findings)
    features = _as_chosen(table, features, findings)
    if not turn:
        tell_gaps(table, features, aim.name, findings)
    if horizon == 0:
        features = [name for name in features if name != aim.name] or features
        findings.leave([aim.name], "the target")
    no_series = {group, *taken.columns, *(features if turn else ())}
    return Understanding(
        table,
        tuple(findings.found),
        tuple(features),
        aim.name,
        horizon,
        group,
        in_turn=turn,
        unfed=_why_unfed(table, features, parted.series, "no step" * turn, findings),
        aim=aim,
        rows_left=sum(findings.rows_left),
        times=taken.columns,
        may_be_time=may_be_time(as_read, taken),
        may_be_series=tuple(name for name in parted.candidates if name not in no_series),
    )


def _parted(table: Table, taken: Taken, findings: Findings) -> tuple[Table, _Parted]:
    """Tell series apart, or put them side by side."""
    unfed = set(taken.columns)
    table, owners = widen(table, unfed, findings)
    for number, note in enumerate(table.notes):
        if _tells(note):
            findings.say(f"read{number}", note)
    if taken.clock is None:  # what a calendar knows
        unfed |= clocks_of(table, unfed, findings)
        unfed |= repeats_of(table, unfed, findings)
    table = without_sentinels(table, unfed, findings)
    counters = counters_of(table, unfed)
    series = (
        owners or series_between_leaps(table) or find_series(table, frozenset(unfed | counters))
    )
    candidates = may_be_series(table, series)
    beside = None
    if series is not None and owners is None:
        beside = put_beside(table, series, unfed | counters, findings)
    if beside is not None:
        table, series, unfed = beside, None, unfed & set(beside.columns)
        counters = counters_of(table, unfed)
    doubted, series = series, ask_for_series(table, series, findings)
    series = series or ask_for_blocks(table, unfed | counters, findings)
    if series is not None:
        table = group_by(table, series)
        unfed |= names_of_series(table, series, findings)
        counters |= counters_of(table, unfed, series.name)
    return table, _Parted(unfed, counters, series, doubted, candidates)


def _fed(
    table: Table, parted: _Parted, made: set[str], taken: Taken, findings: Findings
) -> tuple[Table, _Fed]:
    """Leave out the columns that measure nothing, put the rows in order, and choose what is fed."""
    counters, group = parted.counters, parted.group
    ids = without_ids(table, parted.unfed | counters, findings)
    unfed = parted.unfed | ids
    unfed |= codes_of(table, unfed | counters | made, findings)
    unfed |= parts_of(table, unfed | counters, group, findings)
    measured = [name for name in table.columns if name not in unfed | counters]
    table = in_order(table, group, measured, taken.clock, findings)
    unfed |= clockwork_of(table, unfed | counters, group, findings)
    restart = group is not None and table.moments is None
    unfed |= without_counters(table, counters, group, restart, findings)
    features, turn = _features(table, unfed, counters, group, findings)
    if not turn:
        table = without_halves(table, features, group, findings)
    features = without_sparse(table, features, turn, counters, group, findings)
    return table, _Fed(features, turn, unfed, sorted({*counters, *ids}))


def _with_rows(table: Table, fed: _Fed, group: str | None, findings: Findings) -> Table:
    """Leave out the rows that hold too little of what is fed."""
    if fed.turn:
        return table
    table = without_blank(table, fed.features, group, findings)
    return table if group is not None else where_all_have_values(table, fed.features, findings)


def _with_columns(
    table: Table, fed: _Fed, parted: _Parted, alone: bool, findings: Findings
) -> tuple[Table, list[str], list[str]]:
    """Make the columns that are fed besides those that are there: of texts, angles, counters, gaps.

    Returns:
        The table, and the columns that are fed: without marks of what was missing, which are no
        targets, and with them.
    """
    features, group, apart = fed.features, parted.group, parted.apart
    findings.leave([n for n in table.groups if n not in (*table.columns, *apart)], "text")
    if fed.turn:
        table, features = with_angles(table, features, findings)
        return with_steps(table, features, findings), features, features
    table, features = with_texts(table, features, apart, findings)
    table, features = with_angles(table, features, findings)
    table, features = with_differences(table, features, parted.counters, group, findings)
    table, marked = with_gaps(table, features, group, alone, findings)
    return table, features, marked


def _why_unfed(
    table: Table, fed: Collection[str], series: Series | None, otherwise: str, findings: Findings
) -> dict[str, str]:
    """Say why each column is not fed; a group made of several columns is none."""
    made = series.name if series is not None and len(series.columns) > 1 else None
    names = dict.fromkeys((*table.columns, *table.groups))
    return {n: findings.unfed.get(n, otherwise) for n in names if n not in fed and n != made}


def _as_chosen(table: Table, features: list[str], findings: Findings) -> list[str]:
    """Feed the columns that somebody chose, and leave others out, as long as one is left."""
    left, more = findings.chosen("leave"), findings.chosen("feed")
    fed = [name for name in features if name not in left or name in more]
    fed += [name for name in more if name in table.columns and name not in fed]
    findings.leave(set(features) - set(fed), "you left it out")
    return fed or features


def _features(
    table: Table,
    unfed: Collection[str],
    counters: Collection[str],
    group: str | None,
    findings: Findings,
) -> tuple[list[str], bool]:
    """Choose the columns that are fed, and tell whether they are one thing in turn."""
    free = [n for n, name in enumerate(table.columns) if name not in unfed]
    some = table.values[:: len(table.values) // LOOKED_AT or 1][:, free]
    steps = columns_in_turn([table.columns[n] for n in free], some)
    steps = [table.columns[free[n]] for n in steps]
    turn = len(steps) > 1 and len(steps) * 2 > len(table.columns)
    turn = turn and findings.ask(
        "turn",
        f"“{steps[0]}” … “{steps[-1]}” are {len(steps):,} columns of one thing in turn: steps, not "
        "features.",
        "read as steps",
        True,
    )
    features = steps
    if not turn:
        features = [table.columns[n] for n in free]
        features = without_marks(table, changing(table, features, findings), findings)
        features = without_indices(table, features, counters, group, findings)
        features = without_kinds(table, features, counters, findings)
    return features or list(table.columns), turn


def _tells(note: str) -> bool:
    """Tell whether a note of the reading says what no finding says again."""
    if note.endswith((": it can group rows.", "counts the rows: it names the rows.")):
        return False
    if re.search(" holds (dates|seasons|durations)", note) and note.endswith(
        ": it names the rows."
    ):
        return False
    return not note.startswith("Missing values:") and "tell" not in note.split(":")[-1]
