"""Values that stand for missing ones: those that leave no doubt, and those that are asked about."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import DIRECTION, FEW, some_of
from lstmviz.table.understanding.column.named import parted
from lstmviz.table.understanding.finding import SURE, Findings, listed
from lstmviz.wording import many

CODE = re.compile(r"-?(9{2,7}(\.9{1,4}|\.0)?|9\.9{1,3}|0\.9{2,3}|[1-9]0{2,4}|32768|32767)$")
"""How people write a number that stands for a missing one."""
NINES = re.compile(r"9{3,7}(\.9{1,4}|\.0)?|9{2}\.9{2,3}|32768|32767|1e\+(20|3\d)|9\.96921e\+36")
"""Those of them that hardly anything is measured as."""
BELOW = re.compile(r"9{2}(\.0|\.9)?")
"""What is one of them only below numbers of which none is negative."""
ALL_ROUND = 360
TENTH = 10
"""Above it, numbers that end below 100 may be percents, of which 99 is one."""
SEVERAL = 3
"""Columns that hold the same value below 0 in one row, from which it counts as repeated."""
MOST_CODES = 4
"""Values of one column that stand for missing ones, at most."""
RARE, OFTEN = 0.05, 0.3
"""Part of the rows up to which a code is rare, and from which it may be an ordinary top value."""
MOST_ASKED = 3
"""Columns about whose values it is asked, at most."""


@dataclass(frozen=True)
class Code:
    """A value that may stand for a missing one.

    Args:
        value: itself.
        count: cells that hold it.
        low, high: between which all other known cells of its column lie.
        sure: from 0 to 1.
    """

    value: float
    count: int
    low: float
    high: float
    sure: float


def find_code(values: Float[np.ndarray, " rows"], name: str = "", beside: int = 0) -> Code | None:
    """Find a value that may stand for a missing one: at an end, repeated, far from the others.

    Of a direction it may lie nearer: above 360 degrees there is none.

    Args:
        values: of a column.
        name: of it.
        beside: how many columns hold its only value below 0 in the same row.
    """
    known = values[~np.isnan(values)].astype(np.float64)
    if len(known) < 5:
        return None
    top = known.max()
    if top > ALL_ROUND and DIRECTION.search(parted(name).lower()):
        rest = known[known < top]
        if len(rest) and rest.min() >= 0 and rest.max() <= ALL_ROUND and len(known) > len(rest) + 1:
            return Code(
                float(top), len(known) - len(rest), float(rest.min()), float(rest.max()), 0.95
            )
    ends = (known.min(), known.max())
    found = [code for end in ends if (code := _code_at(known, end, beside * bool(end < 0)))]
    return max(found, key=lambda code: code.sure, default=None)


def _code_at(known: Float[np.ndarray, " known"], value: float, beside: int) -> Code | None:
    at = known == value
    count, rest = int(at.sum()), known[~at]
    often = max(count, beside)
    if not len(rest):
        return None
    low, high = float(rest.min()), float(rest.max())
    gap, width = abs(value - (low if value < low else high)), high - low
    nines = bool(NINES.fullmatch(f"{abs(value):.6g}") or BELOW.fullmatch(f"{-value:.6g}"))
    if gap <= 0.25 * width and value != -1 and not (nines and value < 0 <= low and often > 1):
        return None
    middle = float(np.subtract(*np.percentile(some_of(rest), [90, 10]))) or width
    written = nines or bool(CODE.match(f"{abs(value):.6g}"))
    written &= nines or value < 0 or f"{value:g}".startswith("9")
    far = gap > 1.5 * middle and gap > 0.25 * width and (often > 1 or gap > 3 * width)
    varied = len(np.unique(rest[:FEW])) > 4
    share = count / len(known)
    sure = 0.0
    if written and far:
        percent = low >= 0 and high > TENTH and value <= 100
        plain = value == np.floor(value)
        top = value > 0 and ((plain and share > OFTEN) or percent or count == 1)
        sure = 0.6 if top else 0.98
    elif nines and value < 0 <= low and often > 1:
        sure = 0.98
    elif value == -1 and often > 1 and (low > 0 or (low == 0 and varied)) and high > 1:
        # Below whole numbers it may be one more of them, as −1 degree below 0 is.
        sure = 0.6 if (rest == np.floor(rest)).all() and low <= 1 else 0.92
    elif often > 2 and gap > 3 * width > 0 and varied:
        fractions = bool((rest != np.floor(rest)).any())
        sure = 0.92 if fractions and share <= RARE and value != 0 else 0.6
    return Code(float(value), count, low, high, sure) if sure else None


def _beside(values: Float[np.ndarray, "rows columns"]) -> dict[int, int]:
    """Give the columns whose only value below 0 others hold in the same row, and how many do.

    Columns that are the same throughout count as one.
    """
    alike: dict[tuple[int, float], list[int]] = {}
    for number in np.flatnonzero((values < 0).sum(axis=0) == 1).tolist():
        row = int((values[:, number] < 0).argmax())
        alike.setdefault((row, float(values[row, number])), []).append(number)
    counts = [(each, len({values[:, n].tobytes() for n in each})) for each in alike.values()]
    return {n: count for each, count in counts if count >= SEVERAL for n in each}


def without_sentinels(table: Table, taken: Collection[str], findings: Findings) -> Table:
    """Read values that stand for missing ones as missing, or ask whether they do."""
    table = _without_chosen(table, taken, findings)
    values = np.array(table.values)
    sure: list[tuple[int, Code]] = []
    asked: list[tuple[int, Code]] = []
    beside = _beside(values)
    for number, name in enumerate(table.columns):
        for _ in range(MOST_CODES if name not in taken else 0):
            code = find_code(values[:, number], name, beside.get(number, 0))
            if code is None:
                break
            if code.sure < SURE:
                asked.append((number, code))
                break
            sure.append((number, code))
            values[values[:, number] == np.asarray(code.value, values.dtype), number] = np.nan
    asked, more = _by_company(table, asked, sure)
    for number, code in more:
        values[values[:, number] == np.asarray(code.value, values.dtype), number] = np.nan
    sure = sorted([*sure, *more], key=lambda each: each[0])
    if sure and findings.ask(
        "sentinels", _says(table, sure), "read as missing", True, min(c.sure for _, c in sure)
    ):
        table = replace(table, values=values)
    asked.sort(key=lambda each: -each[1].count)
    for number, code in asked[:MOST_ASKED]:
        name, value = table.columns[number], written(code.value)
        asks = (
            f"{value} stands in {code.count:,} of {len(table.values):,} cells of “{name}”; the "
            f"others lie between {written(code.low)} and {written(code.high)}. Is {value} "
            "measured, or missing?"
        )
        if findings.wonder(f"missing:{name}", asks, "missing", f"measured {value}", code.sure):
            table = _without(table, [number], code.value)
    return table


def _by_company(
    table: Table, asked: list[tuple[int, Code]], sure: list[tuple[int, Code]]
) -> tuple[list[tuple[int, Code]], list[tuple[int, Code]]]:
    """Part the values that leave no doubt since they do in another column, or in the same rows."""
    left, more = [], []
    for number, code in asked:
        at = table.values[:, number] == np.asarray(code.value, table.values.dtype)
        others = [other for n, other in (*sure, *asked) if n != number]
        same = any(code.value == other.value and other.sure > SURE for other in others)
        if CODE.match(f"{abs(code.value):.6g}") and f"{code.value:g}".startswith("9"):
            same |= any(code.value == other.value for other in others)
        if NINES.fullmatch(f"{code.value:.6g}"):  # where other columns have nines, too
            same |= any(NINES.fullmatch(f"{abs(o.value):.6g}") and o.sure > SURE for o in others)
        beside = any(
            code.value < 0 and not (at & (table.values[:, n] != np.asarray(other.value))).any()
            for n, other in sure
        )
        if code.value and (same or beside):
            more.append((number, replace(code, sure=0.92)))
        else:
            left.append((number, code))
    return left, more


def _without_chosen(table: Table, taken: Collection[str], findings: Findings) -> Table:
    """Read a value as missing that somebody says is."""
    for word in findings.chosen("code"):
        try:
            value = float(word)
        except ValueError:
            continue
        numbers = [n for n, name in enumerate(table.columns) if name not in taken]
        cells = int((table.values[:, numbers] == np.asarray(value, table.values.dtype)).sum())
        says = f"{written(value)} stands for a missing value, as you say: {many(cells, 'cell')}."
        findings.ask(f"code:{word}", says, "read as missing", accepted=False)
        table = _without(table, numbers, value)
    return table


def _without(table: Table, numbers: list[int], value: float) -> Table:
    """Read a value of some columns as missing, but where nothing else stands in them."""
    values = np.array(table.values)
    for number in numbers:
        at = values[:, number] == np.asarray(value, values.dtype)
        if not at.all():
            values[at, number] = np.nan
    return replace(table, values=values)


def _says(table: Table, codes: list[tuple[int, Code]]) -> str:
    """Say which values stand apart from all else."""
    found = [code for _, code in codes]
    values = ", ".join(written(value) for value in sorted({code.value for code in found}))
    names = listed(list(dict.fromkeys(table.columns[n] for n, _ in codes)))
    cells = sum(code.count for code in found)
    verb = "stands" if len({code.value for code in found}) == 1 else "stand"
    return f"{values} {verb} in {many(cells, 'cell')} of {names}, apart from all else there."


def written(value: float) -> str:
    """Write a value with the sign that texts have."""
    digits = next(d for d in (6, 7, 9, 17) if _is_same(float(f"{value:.{d}g}"), value))
    return f"{value:.{digits}g}".replace("-", "−")


def _is_same(one: float, other: float) -> bool:
    """Tell whether two numbers are one, to the precision in which a table may hold them."""
    return one == other or float(np.float32(one)) == other
