"""What missing values cost: columns that begin late, end early or have holes may be left out."""

from collections.abc import Collection

import numpy as np
from jaxtyping import Bool, Float, Int32

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.wanted import ASKED_FOR, wish
from lstmviz.table.understanding.finding import NAMED, Findings, listed
from lstmviz.table.understanding.grouped.grouping import leave_rows
from lstmviz.wording import many, percent

MOSTLY = 0.3
"""Part of its rows missing from which a column is left out: windows of it hardly fit."""
SOME = 0.01
"""Part of its rows missing from which it is offered to leave a column out."""
ENDS_EARLY = 0.1
"""Part of the rows below the end of a column from which they are left out: they would validate."""
USUAL = 24
"""Rows of the windows by which it is told what a column's gaps cost."""
A_QUARTER = 0.25
"""Part of its rows missing below which it is asked whether a column is left out."""
MOST_LOST, WINS = 1 / 2, 0.25
"""Part of the windows that gaps may cost; part that a column must win back by being left out."""
WORTH = 0.1
"""Part of a column's missing rows that lack nothing else, above which it is offered to leave it."""
AT_ENDS = 0.9
"""Part of a column's missing rows that lie before its first value, or after its last."""


def series_of(table: Table, group: str | None) -> Int32[np.ndarray, " rows"]:
    """Give the series of each row; all 0 without any."""
    return table.groups[group] if group else np.zeros(len(table.values), np.int32)


def without_sparse(
    table: Table,
    features: list[str],
    in_turn: bool,
    counters: Collection[str],
    group: str | None,
    findings: Findings,
) -> list[str]:
    """Leave out columns in which most is missing, and those that cost most of the samples.

    Where it is so in all but those that count, the fullest stays. Of columns that are no steps,
    those that cost something are offered to be left out.
    """
    shares = {name: float(np.isnan(column_of(table, name)).mean()) for name in features}
    measured = [share for name, share in shares.items() if name not in counters]
    most = max(MOSTLY, min(measured or shares.values()))
    sparse = [name for name, share in shares.items() if share > most]
    if sparse:
        alike: dict[tuple[str, str], list[str]] = {}
        for name in sparse[:NAMED]:
            words = _extent(table, name, group), percent(shares[name])
            alike.setdefault(words, []).append(name)
        first = [
            f"{listed(names)} {_extent(table, names[0], group, len(names))} ({part} missing)"
            for (_, part), names in alike.items()
        ]
        more = _and_more([shares[name] for name in sparse[NAMED:]])
        if findings.ask("sparse", f"{'; '.join(first)}{more}.", "leave out", True):
            features = [name for name in features if name not in sparse]
            for name in sparse:
                findings.leave([name], f"{percent(shares[name])} missing")
    if in_turn:
        return features
    costly = _costly(table, features, group)
    dear = [n for n in (*costly, *_ending_early(table, features)) if n not in sparse]
    offered = sorted(features, key=lambda name: -shares[name])[: NAMED - 1]
    for name in dict.fromkeys([*dear, *offered]):
        if shares[name] < SOME or len(features) < 2:
            continue
        if name not in dear and not _lacks_alone(table, name, features):
            continue
        count = round(shares[name] * len(table.values))
        words = _gap(table, name, group, findings)
        key, offers = f"without:{name}", f"leave “{name}” out"
        if name in costly and 0 < shares[name] < A_QUARTER:
            now, then, width = costly[name]
            windows = f"windows of {many(width, 'row')}"
            words += f" Without the column {percent(then)} of the {windows} are whole"
            words += f", not {percent(now)}."
            done = findings.wonder(key, f"{words} Leave it out?", "leave it out", "feed it", 0.7)
        else:
            done = findings.ask(key, words, offers, name in dear)
        if done:
            features = [other for other in features if other != name]
            findings.leave([name], f"{many(count, 'row')} missing, which cost samples")
    return features


def _lacks_alone(table: Table, name: str, features: list[str]) -> bool:
    """Tell whether a good part of a column's gaps are where all others have values.

    Left out, it would win back no others. Those before another begins, or below its end, are lost
    anyway, and not counted.
    """
    others = [other for other in features if other != name]
    rows = slice(*common_rows(table, others)[:2])
    known = ~np.isnan(table.values[rows][:, [table.columns.index(other) for other in others]])
    missing = np.isnan(column_of(table, name)[rows])
    return bool((missing & known.all(axis=1)).sum() > WORTH * missing.sum())


def _and_more(shares: list[float]) -> str:
    """Say of how many more columns how much is missing, as the rest of a sentence."""
    if not shares:
        return ""
    low, high = percent(min(shares)), percent(max(shares))
    part = low if low == high else f"{low} to {high}"
    return f"; {part} is missing in {many(len(shares), 'further column')}"


def _gap(table: Table, name: str, group: str | None, findings: Findings) -> str:
    """Say where a column has no values, and what that costs."""
    count = many(int(np.isnan(column_of(table, name)).sum()), "row")
    extent = f"“{name}” {_extent(table, name, group)}"
    if "carried" in findings.answers:  # then what stands before is read in their place
        return f"{extent}: {count} without a value of its own."
    return f"{extent}: no window reads the {count} without it."


def _costly(
    table: Table, features: list[str], group: str | None
) -> dict[str, tuple[float, float, int]]:
    """Find columns whose gaps alone cost windows that all others together leave.

    Returns:
        Name of each such column → part of the windows that are whole, without those before it:
        with it, and without it; and how many rows these have.
    """
    width, inside, hit = windows_hit(table, features, group)
    if not inside.any():
        return {}
    found: dict[str, tuple[float, float, int]] = {}
    while hit and len(features) - len(found) > 2:
        count = np.sum(list(hit.values()), axis=0, dtype=np.int32)
        lost = float((count > 0).sum() / inside.sum())
        if lost <= MOST_LOST:
            break
        wins = {n: float((at & (count == 1)).sum() / inside.sum()) for n, at in hit.items()}
        name = max(wins, key=lambda each: wins[each])
        if wins[name] < WINS or wish(name) >= ASKED_FOR:
            break
        found[name] = 1 - lost, 1 - lost + wins[name], width
        del hit[name]
    return found


def windows_hit(
    table: Table, features: list[str], group: str | None
) -> tuple[int, Bool[np.ndarray, " windows"], dict[str, Bool[np.ndarray, " windows"]]]:
    """Give the rows of a usual window, which windows lie within a series, and which gaps hit."""
    border = np.flatnonzero(np.diff(series_of(table, group))) + 1
    width = max(min(USUAL, len(table.values) // (len(border) + 1) // 4), 1)
    inside = np.ones(len(table.values) - width + 1, bool)
    for begin in border:
        inside[max(begin - width + 1, 0) : begin] = False
    hit = {}
    for name in features:
        missing = np.concatenate([[0], np.cumsum(np.isnan(column_of(table, name)))])
        if missing[-1]:
            hit[name] = (missing[width:] - missing[:-width] > 0) & inside
    return width, inside, hit


def _ending_early(table: Table, features: list[str]) -> list[str]:
    """Find columns that end long before most others: the newest rows would be lost for them."""
    ends = {name: _end(column_of(table, name)) for name in features}
    usual = np.median(list(ends.values()))
    early = [name for name, end in ends.items() if usual - end > ENDS_EARLY * len(table.values)]
    return early if 2 * len(early) < len(features) else []


def _end(values: Float[np.ndarray, " rows"]) -> int:
    return len(values) - int(np.argmin(np.isnan(values[::-1])))


def column_of(table: Table, name: str) -> Float[np.ndarray, " rows"]:
    """Give a column by its name."""
    return table.values[:, table.columns.index(name)]


def _extent(table: Table, name: str, group: str | None, columns: int = 1) -> str:
    """Say where a column has values, as the rest of a sentence; of series, that it lacks some."""
    missing = np.isnan(column_of(table, name))
    first, last = int(np.argmin(missing)), len(missing) - 1 - int(np.argmin(missing[::-1]))
    before, after = first, len(missing) - 1 - last
    if group is not None or before + after < AT_ENDS * missing.sum():
        return "has holes" if columns == 1 else "have holes"
    verb = "s" * (columns == 1)
    begins = f"begin{verb} at {_row(table, first)}" if before else ""
    ends = f"end{verb} at {_row(table, last)}" if after else ""
    return " and ".join(filter(None, (begins, ends)))


def _row(table: Table, row: int) -> str:
    return table.row_name(row) if table.labels is not None else f"row {row:,}"


def where_all_have_values(table: Table, features: list[str], findings: Findings) -> Table:
    """Keep the rows from where all columns have begun to where the first one ends.

    The others enter no sample. Those at the end would take the place of the rows that validate.
    """
    begin, end, says = common_rows(table, features)
    if not says:
        return table
    early = len(table.values) - end > ENDS_EARLY * len(table.values)
    if not findings.ask("begin", says, "leave these rows out", early):
        return table
    table = leave_rows(table, np.arange(begin, end), findings)
    retell_gaps(table, findings, None)
    return table


def retell_gaps(table: Table, findings: Findings, group: str | None) -> None:
    """Say what the gaps of columns cost in a table of fewer rows."""
    for f in [f for f in findings.found if f.key.startswith("without:") and not f.done]:
        name = f.key.partition(":")[2]
        few = np.isnan(column_of(table, name)).mean() < SOME
        asks = " Leave it out?" * bool(f.keeps)
        findings.retell(f.key, "" if few else _gap(table, name, group, findings) + asks)


def common_rows(table: Table, features: list[str]) -> tuple[int, int, str]:
    """Tell from which row to which all columns have values, and say it where others cost much."""
    missing = np.isnan(table.values[:, [table.columns.index(name) for name in features]])
    if missing.all(axis=0).any():
        return 0, len(missing), ""
    begin = int(np.argmin(missing, axis=0).max())
    end = len(missing) - int(np.argmin(missing[::-1], axis=0).max())
    rest = len(missing) - max(end - begin, 0)
    if rest < max(SOME * len(missing), 2) or begin >= end:
        return begin, end, ""
    says = (
        f"All columns fed have values from {_row(table, begin)} to {_row(table, end - 1)} only: "
        f"no window reads {many(rest, 'other row')}."
    )
    return begin, end, says
