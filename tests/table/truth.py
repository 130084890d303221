"""Whether a sentence about the values of a table is true, computed once more, in another way."""

import re

import numpy as np

from lstmviz.table.tables import Table
from lstmviz.table.understanding.finding import Finding
from lstmviz.table.understanding.findings import Understanding

NAMES = re.compile(r"“([^”]*)”")


def column(table: Table, name: str) -> np.ndarray:
    return table.values[:, table.columns.index(name)].astype(np.float64)


def known_in(table: Table, name: str) -> np.ndarray:
    values = column(table, name)
    return values[~np.isnan(values)]


def numbers(text: str) -> list[float]:
    return [float(n.replace(",", "").replace("−", "-")) for n in re.findall(r"−?[\d,.]*\d", text)]


def inside(understood: Understanding) -> np.ndarray:
    """Tell which steps of the table as it is used lie within a series."""
    table = understood.table
    if understood.group is None:
        return np.ones(len(table.values) - 1, bool)
    return np.diff(table.groups[understood.group]) == 0


def is_true(finding: Finding, read: Table, understood: Understanding) -> bool:
    """Compute, from the table, whether a sentence is true; those that make no claim are."""
    table, says = understood.table, finding.says
    key, _, about = finding.key.partition(":")
    names = NAMES.findall(says)
    steps = {name: np.diff(column(table, name)) for name in table.columns}
    within = inside(understood)
    match key.rstrip("0123456789"):
        case "fixed":
            return all(len(np.unique(known_in(table, name))) == 1 for name in names)
        case "names":
            return all(not np.nan_to_num(steps[name][within]).any() for name in names)
        case "rare":
            parts = [part.rpartition(" nearly")[0] for part in says.split("; ")]
            pairs = [(n, p.rsplit(" ", 1)[1]) for p in parts for n in NAMES.findall(p)]
            return all((known_in(table, n) == numbers(v)[0]).mean() >= 0.98 for n, v in pairs)
        case "missing":
            value, count, cells, low, high = numbers(NAMES.sub("", says))[:5]
            known = column(read, about)
            rest = known[(known != value) & ~np.isnan(known)]
            return (count, cells) == ((known == value).sum(), len(known)) and (low, high) == (
                float(f"{rest.min():g}"),
                float(f"{rest.max():g}"),
            )
        case "sentinels":
            codes = numbers(says.split(" stand")[0])
            counted = sum(int(np.isin(column(read, name), codes).sum()) for name in names)
            return counted == numbers(NAMES.sub("", says).split(" in ")[1])[0]
        case "dates":
            moments = table.moments.astype("datetime64[ms]")
            day = moments.astype("datetime64[D]")
            parts = {
                "month": moments.astype("datetime64[M]").astype(int) % 12 + 1,
                "day": (day - day.astype("datetime64[M]")).astype(int) + 1,
                "year": moments.astype("datetime64[Y]").astype(int) + 1970,
            }
            told = re.findall(r"“([^”]*)” the (month|day|year)(?= and|,|\.)", says)
            assert told
            return all(
                np.isnan(column(table, n)[column(table, n) != parts[p]]).all() for n, p in told
            )
        case "clocks":
            known = [~np.isnan(column(table, name)) for name in names]
            pairs = zip(names, known, strict=True)
            return all(
                abs(np.corrcoef(column(table, n)[k], table.moments[k])[0, 1]) > 0.99
                for n, k in pairs
            )
        case "counters" | "ages":
            return all(counts_so(steps[name][within], says) for name in names)
        case "sum":
            whole, *parts = names
            off = np.abs(sum(column(table, n) for n in parts) - column(table, whole))
            return bool(np.nanmax(off) < 1e-3)
        case "copy":
            one, other = (column(table, name) for name in names[:2])
            off = np.nanmax(np.abs(one - other))
            return bool(off == 0 if "is a copy" in says else off <= 0.51)
        case "twice":
            moments = np.diff(table.moments)[within]
            return numbers(says)[0] == (moments == 0).sum()
        case "turned":
            return read.row_name(0) in says and read.moments[0] > read.moments[-1]
        case "series":
            return numbers(NAMES.sub("", says))[0] == len(np.unique(table.groups["station"]))
        case "rises":
            return all(np.nan_to_num(steps[name][within]).min() >= 0 for name in names)
        case "index":
            return bool(steps[about][within].min() >= 0)
        case "without" | "sparse":
            missing = int(np.isnan(column(table, names[0])).sum())
            return key == "sparse" or (f"the {missing:,} row" in says)
        case "carried":
            told = re.findall(r"([\d,]+) in “([^”]*)”", says)
            counts = [(int(np.isnan(column(table, n)).sum()), int(numbers(c)[0])) for c, n in told]
            return finding.done or all(there == said for there, said in counts)
        case "marks":
            return all(name.endswith("_qc") for name in names)
        case "angle":
            return bool(
                np.nanmin(column(table, about)) >= 0 and np.nanmax(column(table, about)) <= 360
            )
        case "time":
            return names[0] == "time" and read.row_name(0) in says
        case "begin" if not finding.done:
            used = [column(table, name) for name in understood.features]
            there = [np.flatnonzero(~np.isnan(values)) for values in used]
            first, last = max(each[0] for each in there), min(each[-1] for each in there)
            return numbers(says.split("reads")[1])[0] == len(used[0]) - (last - first + 1)
        case "absent":
            usual = np.median(np.diff(table.moments)[within])
            return usual < np.diff(table.moments)[within].max()
        case "texts":
            return all(name in table.groups for name in names[::2] if name in understood.unfed)
        case "beside":
            common, all_times = numbers(says.split(" times")[0])
            return 0 < common <= all_times == len(np.unique(read.moments))
    return key.rstrip("0123456789") in UNCLAIMED


UNCLAIMED = (
    *("read", "uneven", "untimed", "alone", "begin", "sorted", "summer"),
    *("parts", "newest", "codes", "kinds", "ids", "places", "blocks", "turn"),
)
"""Findings that these tables do not bring, or whose sentences say what is done."""


def counts_so(steps: np.ndarray, says: str) -> bool:
    steps = steps[~np.isnan(steps)]
    if "counts the rows" in says or "count the rows" in says:
        return bool((steps == 1).all() or (steps == -1).all())
    if "with holes" in says:
        return bool((steps > 0).all() or (steps < 0).all())
    told = re.search(r"by 1 in ([\d,]+) of ([\d,]+) steps", says)
    if told:
        return max((steps == 1).sum(), (steps == -1).sum()) == numbers(told[1])[0]
    return "evenly" in says
