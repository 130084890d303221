"""Columns that tell another once more: in another unit, all but the same, or one row later."""

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import is_flag
from lstmviz.table.understanding.column.gaps import column_of, series_of
from lstmviz.table.understanding.finding import Findings
from lstmviz.wording import many

Values = Float[np.ndarray, " rows"]

FEWEST, SOME = 50, 2_000
"""Rows by which it is told, and some that show that most columns tell something else."""
CLOSE, STEPS_TOO = 0.999, 0.99
"""Correlation with the target from which a column is nearly it: of its values, and of its steps.

Two meters that only rise go along as closely, but not from row to row.
"""
SAME = 0.95
"""Part of the rows in which a column holds what the target does, where it is all but a copy."""
ONE = 1e-3
"""By how much a factor may be off one that is none."""
DECIMALS = range(7)
"""Decimals that a column may be written with."""


def without_twins(
    table: Table,
    features: list[str],
    target: str,
    horizon: int,
    group: str | None,
    findings: Findings,
) -> list[str]:
    """Say which columns tell the target once more, and offer to leave them out.

    Where each row is a case of its own they are left out: there they give it away.
    """
    inside = np.diff(series_of(table, group)) == 0
    for name, other in one_row_before(table, features, group).items():
        values, before = column_of(table, name)[1:], column_of(table, other)[:-1]
        unlike = int(((values != before) & ~np.isnan(values) & inside).sum())
        if unlike > (1 - SAME) * inside.sum():
            continue
        says = f"“{name}” is “{other}” of the row before, which a window reads anyway."
        says = f"But for {many(unlike, 'row')}, {says}" if unlike else says
        if horizon and name != target and findings.ask(f"before:{name}", says, "leave out", False):
            features = [each for each in features if each != name]
            findings.leave([name], f"“{other}” of the row before")
    aim = column_of(table, target).astype(np.float64)
    end = "in one row it gives the target away" if horizon == 0 else "it tells the target once more"
    for name in [name for name in features if name != target]:
        how = _told(column_of(table, name).astype(np.float64), aim, inside)
        if not how or len({*features} - {name}) < 2 - horizon:
            continue
        says = f"“{name}” {how.format(f'“{target}”')}: {end}."
        if findings.ask(f"twin:{name}", says, "leave out", horizon == 0):
            features = [each for each in features if each != name]
            findings.leave([name], "tells the target once more")
    return features


def first_of_twins(table: Table, names: list[str]) -> str:
    """Give the first of some columns of which the last one is a copy in another unit, or that one.

    What was measured stands first, and what was made of it behind.
    """
    aim = column_of(table, names[-1]).astype(np.float64)
    first = (n for n in names[:-1] if _once_more(column_of(table, n).astype(np.float64), aim))
    return next(first, names[-1])


def one_row_before(table: Table, names: list[str], group: str | None) -> dict[str, str]:
    """Find columns that hold what another held in the row before, as a previous close does.

    Returns:
        Name of each → the name of the other.
    """
    inside = (np.diff(series_of(table, group)) == 0)[:SOME]
    columns = {name: column_of(table, name)[: SOME + 1] for name in names}
    columns = {name: values for name, values in columns.items() if not is_flag(values)}
    found: dict[str, str] = {}
    for name, values in columns.items():
        later = values[1:][inside]
        if len(later) < FEWEST or np.isnan(later).all() or _still(later):
            continue
        for other, earlier in columns.items():
            if other != name and (earlier[:-1][inside] == later).mean() >= SAME:
                found[name] = other
    return found


def _still(values: Values) -> bool:
    """Tell whether a column seldom changes: then it is also what it was in the row before."""
    return bool((np.diff(values) == 0).mean() > 1 - SAME)


def _told(values: Values, aim: Values, inside: np.ndarray) -> str:
    """Tell how a column follows from the target, or goes along with it; "" where it does not."""
    known = ~np.isnan(values) & ~np.isnan(aim)
    if not _may_be_one(values[known], aim[known]):
        return ""
    once_more = _once_more(values, aim)
    if once_more:
        return once_more
    both = known[1:] & known[:-1] & inside
    close = _correlation(aim[known], values[known])
    steps = _correlation(np.diff(aim)[both], np.diff(values)[both])
    if abs(close) >= CLOSE and abs(steps) >= STEPS_TOO:
        return f"goes along with {{}} all but exactly (correlation {close:.4f})"
    return ""


def _once_more(values: Values, aim: Values) -> str:
    """Tell how a column is the target in another unit, or in nearly all rows; "" where neither."""
    known = ~np.isnan(values) & ~np.isnan(aim)
    x, y = aim[known], values[known]
    if not _may_be_one(y, x):
        return ""
    slope = float(np.cov(x, y)[0, 1] / x.var(ddof=1))
    begin = float(y.mean() - slope * x.mean())
    off = float(np.abs(y - slope * x - begin).max())
    if off <= 1.01 * (_rounding(y) + abs(slope) * _rounding(x)) and off < y.std() / 20:
        return _follows(slope, begin, _rounding(y))
    same = int((x == y).sum())
    return f"is the same as {{}} in {same:,} of {len(x):,} rows" if same >= SAME * len(x) else ""


def _may_be_one(values: Values, aim: Values) -> bool:
    """Tell by some rows whether two columns without gaps may be one: most cannot."""
    some = slice(None, None, max(1, len(aim) // SOME))
    few = len(aim[some]) < FEWEST
    return not few and abs(_correlation(values[some], aim[some])) >= CLOSE - 0.1


def _follows(slope: float, begin: float, near: float) -> str:
    """Say how a column follows from another."""
    size = abs(slope)
    times = f" times {size:,.6g}" if size >= 1 else f" divided by {1 / size:,.6g}"
    times = times if abs(size - 1) > ONE else ""
    turned = "minus " * (slope < 0)
    more = f"{',' * bool(times)} {'plus' if begin > 0 else 'minus'} {abs(begin):,.4g}"
    more = more if abs(begin) > max(2 * near, 1e-9) else ""
    return f"is {turned}{{}}{times}{more}, but for rounding"


def _correlation(a: Values, b: Values) -> float:
    """Give the correlation of two columns; 0 where one never changes."""
    if len(a) < FEWEST or not np.ptp(a) or not np.ptp(b):
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _rounding(values: Values) -> float:
    """Give half a unit of the last decimal that a column is written with."""
    some = values[:: max(1, len(values) // SOME)]
    size = 1e-6 * float(np.abs(some).max())
    digits = (d for d in DECIMALS if (np.abs(some - np.round(some, d)) <= size).all())
    return next((0.5 * 10.0**-d for d in digits), size)
