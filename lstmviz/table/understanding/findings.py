"""What was found in a table, what is done about it, and what is offered instead.

`understand` is pure: the same table and the same answers give the same findings. An answer turns a
finding around: what would be done is left, what was offered is done.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from jaxtyping import Int64

from lstmviz.table.reading.sequences import pace_of
from lstmviz.table.reading.turn import LOOKED_AT, columns_in_turn
from lstmviz.table.tables import Table
from lstmviz.table.understanding.blocks import ask_for_blocks
from lstmviz.table.understanding.features import (
    changing,
    clocks_of,
    counters_of,
    with_angles,
    without_counters,
    without_marks,
    without_sentinels,
)
from lstmviz.table.understanding.finding import Finding, Findings, listed
from lstmviz.table.understanding.following import ask_for_alone, codes_of, without_ids
from lstmviz.table.understanding.gaps import (
    where_all_have_values,
    with_gaps,
    with_steps,
    without_sparse,
)
from lstmviz.table.understanding.order import in_order
from lstmviz.table.understanding.repeats import repeats_of
from lstmviz.table.understanding.rises import parts_of, with_differences
from lstmviz.table.understanding.series import Series, find_series, group_by, names_of_series
from lstmviz.table.understanding.targets import choose_target, sums_among, without_parts
from lstmviz.table.understanding.texts import with_texts
from lstmviz.table.understanding.times import find_time, label_by
from lstmviz.table.understanding.widening import put_beside, widen


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
    """

    table: Table
    findings: tuple[Finding, ...]
    features: tuple[str, ...]
    target: str
    horizon: int
    group: str | None
    in_turn: bool


def understand(table: Table, answers: Collection[str] = ()) -> Understanding:
    """Find out what a table's rows and columns are.

    Args:
        table: as it was read.
        answers: keys of the findings that somebody turned around.
    """
    findings = Findings(answers)
    time = find_time(table)
    unfed: set[str] = set()
    if time is not None:
        pace = pace_of(time.moments)
        how = ", ".join(filter(None, (time.says, pace)))
        says = f"{listed(time.columns)} {how}: the first row is "
        labelled = label_by(table, time)
        if findings.ask("time", f"{says}{labelled.row_name(0)}.", "take as time", True):
            table, unfed = labelled, unfed | set(time.columns)
    table, owners = widen(table, unfed, findings)
    for number, note in enumerate(table.notes):
        if _tells(note, named_by_time=time is not None):
            findings.say(f"read{number}", note)
    unfed |= clocks_of(table, unfed, findings)
    unfed |= repeats_of(table, unfed, findings)
    table = without_sentinels(table, unfed, findings)
    counters = counters_of(table, unfed)
    series = owners or find_series(table, frozenset(unfed | counters))
    beside = None
    if series is not None and owners is None:
        beside = put_beside(table, series, unfed | counters, findings)
    if beside is not None:
        table, series, unfed = beside, None, unfed & set(beside.columns)
        counters = counters_of(table, unfed)
    series = _ask_for_series(series, table.moments, findings)
    series = series or ask_for_blocks(table, unfed | counters, findings)
    group = series.name if series else None
    if series is not None:
        table = group_by(table, series)
        unfed |= names_of_series(table, series, findings)
        counters |= counters_of(table, unfed, group)
    ids = without_ids(table, unfed | counters, findings)
    unfed |= ids
    unfed |= codes_of(table, unfed | counters, findings)
    unfed |= parts_of(table, unfed | counters, group, findings)
    measured = [name for name in table.columns if name not in unfed | counters]
    table = in_order(table, group, measured, findings)
    restart = series is not None and time is None and table.moments is None
    unfed |= without_counters(table, counters, restart, group, findings)
    features, turn = _fed(table, unfed, counters, findings)
    if group is None and not turn:
        table = where_all_have_values(table, features, findings)
    named = sorted({*counters, *ids})
    alone = not turn and ask_for_alone(table, features, group, named, findings)
    if not turn:
        apart = (*series.columns, series.name) if series else ()
        table, features = with_texts(table, features, apart, findings)
    table, features = with_angles(table, features, findings)
    if turn:
        table = with_steps(table, features, findings)
    else:
        table, features = with_differences(table, features, counters, group, findings)
        table, features = with_gaps(table, features, group, findings)
    sums = {} if turn else sums_among(table, features)
    target, horizon = choose_target(table, features, turn, unfed, group, sums, counters)
    features = without_parts(table, features, target, sums, findings)
    if alone and len(features) > 1:
        horizon = 0
    if horizon == 0:
        features = [name for name in features if name != target]
    return Understanding(
        table, tuple(findings.found), tuple(features), target, horizon, group, in_turn=turn
    )


def _fed(
    table: Table, unfed: Collection[str], counters: Collection[str], findings: Findings
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
    fed = features or list(table.columns)
    return without_sparse(table, fed, turn, counters, findings), turn


def _tells(note: str, named_by_time: bool) -> bool:
    """Tell whether a note of the reading says what no finding says again."""
    if named_by_time and note.endswith("counts the rows: it names the rows."):
        return False
    if note.endswith(": it can group rows."):
        return False
    return not note.startswith("Missing values:") and "tell" not in note.split(":")[-1]


def _ask_for_series(
    series: Series | None, moments: Int64[np.ndarray, " rows"] | None, findings: Findings
) -> Series | None:
    """Ask whether windows are to be kept within the series that were found."""
    if series is None:
        return None
    how = "take turns" if series.interleaved else "stand one after another"
    if series.interleaved and moments is not None and moments[0] > moments[-1]:
        how += ", the newest rows first"
    verb = "tells" if len(series.columns) == 1 else "tell"
    says = f"{listed(series.columns)} {verb} {series.count:,} series apart, which {how}."
    offers = "sort, and keep windows within" if series.interleaved else "keep windows within"
    return series if findings.ask("series", says, offers, True) else None
