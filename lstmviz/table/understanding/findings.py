"""What was found in a table, what is done about it, and what is offered instead.

`understand` is pure: the same table and the same answers give the same findings. An answer turns a
finding around: what would be done is left, what was offered is done.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lstmviz.table.reading.turn import LOOKED_AT, columns_in_turn
from lstmviz.table.tables import Table
from lstmviz.table.understanding.blank import without_blank, without_halves
from lstmviz.table.understanding.blocks import ask_for_blocks
from lstmviz.table.understanding.carrying import tell_gaps, with_gaps, with_steps
from lstmviz.table.understanding.clockwork import clockwork_of
from lstmviz.table.understanding.features import (
    changing,
    clocks_of,
    names_of_series,
    with_angles,
    without_counters,
    without_indices,
)
from lstmviz.table.understanding.finding import Finding, Findings
from lstmviz.table.understanding.following import ask_for_alone, codes_of, without_ids
from lstmviz.table.understanding.gaps import series_of, where_all_have_values, without_sparse
from lstmviz.table.understanding.grouping import group_by
from lstmviz.table.understanding.kinds import without_kinds
from lstmviz.table.understanding.leaps import series_between_leaps
from lstmviz.table.understanding.marks import without_marks
from lstmviz.table.understanding.order import in_order, say_order
from lstmviz.table.understanding.repeats import repeats_of
from lstmviz.table.understanding.rises import counters_of, parts_of, with_differences
from lstmviz.table.understanding.sentinels import without_sentinels
from lstmviz.table.understanding.series import find_series
from lstmviz.table.understanding.sureness import ask_for_series, may_be_series
from lstmviz.table.understanding.targets import Target, choose_target, sums_among, without_parts
from lstmviz.table.understanding.texts import with_texts
from lstmviz.table.understanding.timing import may_be_time, take_time, tell_time
from lstmviz.table.understanding.twins import without_twins
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
        unfed: each column that is not fed, numbers and text, and why.
        aim: why that target, and which others there are.
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
    times: tuple[str, ...]
    may_be_time: tuple[str, ...]
    may_be_series: tuple[str, ...]


def understand(table: Table, answers: Collection[str] = ()) -> Understanding:
    """Find out what a table's rows and columns are.

    Args:
        table: as it was read.
        answers: keys of the findings that somebody turned around, and what they chose.
    """
    findings = Findings(answers)
    as_read = table
    table, taken = take_time(table, findings)
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
    group = series.name if series else None
    if series is not None:
        table = group_by(table, series)
        unfed |= names_of_series(table, series, findings)
        counters |= counters_of(table, unfed, group)
    ids = without_ids(table, unfed | counters, findings)
    unfed |= ids
    made = set(table.columns) - set(as_read.columns)  # values of a parameter that a number names
    unfed |= codes_of(table, unfed | counters | made, findings)
    unfed |= parts_of(table, unfed | counters, group, findings)
    measured = [name for name in table.columns if name not in unfed | counters]
    table = in_order(table, group, measured, taken.clock, findings)
    unfed |= clockwork_of(table, unfed | counters, group, findings)
    restart = series is not None and table.moments is None
    unfed |= without_counters(table, counters, group, restart, findings)
    features, turn = _fed(table, unfed, counters, group, findings)
    if not turn:
        table = without_halves(table, features, group, findings)
    features = without_sparse(table, features, turn, counters, group, findings)
    if not turn:
        table = without_blank(table, features, group, findings)
    if group is None and not turn:
        table = where_all_have_values(table, features, findings)
    tell_time(table, series_of(table, group), taken, findings)
    say_order(table, group, taken.clock, findings)
    named = sorted({*counters, *ids})
    kinds = doubted.name if doubted and doubted.name in table.groups else None
    alone = not turn and ask_for_alone(table, features, group or kinds, named, findings)
    apart = (*series.columns, series.name) if series else ()
    findings.leave([n for n in table.groups if n not in (*table.columns, *apart)], "text")
    if not turn:
        table, features = with_texts(table, features, apart, findings)
    table, features = with_angles(table, features, findings)
    if not turn:
        table, features = with_differences(table, features, counters, group, findings)
    before = features  # marks of what was missing are no targets
    if turn:
        table = with_steps(table, features, findings)
    else:
        table, features = with_gaps(table, features, group, alone, findings)
    sums = {} if turn else sums_among(table, features)
    chosen = findings.chosen("target")
    aim = choose_target(table, before, turn, unfed, group, sums, counters, chosen)
    horizon = 0 if alone and len(features) > 1 else aim.horizon
    features = without_parts(table, features, aim.name, horizon, sums, findings)
    if not turn:
        features = without_twins(table, features, aim.name, horizon, group, findings)
    features = _as_chosen(table, features, findings)
    if not turn:
        tell_gaps(table, features, aim.name, findings)
    if horizon == 0:
        features = [name for name in features if name != aim.name] or features
    joint = group if series is not None and len(series.columns) > 1 else None
    names = dict.fromkeys((*table.columns, *table.groups))
    left = [name for name in names if name not in features and name != joint]
    why = {aim.name: "the target"} if horizon == 0 else {}
    no_series = {group, *taken.columns, *(features if turn else ())}
    return Understanding(
        table,
        tuple(findings.found),
        tuple(features),
        aim.name,
        horizon,
        group,
        in_turn=turn,
        unfed={n: why.get(n) or findings.unfed.get(n, "no step" if turn else "") for n in left},
        aim=aim,
        times=taken.columns,
        may_be_time=may_be_time(as_read, taken),
        may_be_series=tuple(name for name in candidates if name not in no_series),
    )


def _as_chosen(table: Table, features: list[str], findings: Findings) -> list[str]:
    """Feed the columns that somebody chose, and leave others out, as long as one is left."""
    left, more = findings.chosen("leave"), findings.chosen("feed")
    fed = [name for name in features if name not in left or name in more]
    fed += [name for name in more if name in table.columns and name not in fed]
    findings.leave(set(features) - set(fed), "you left it out")
    return fed or features


def _fed(
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
