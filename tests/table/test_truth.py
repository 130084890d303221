"""Every sentence about a table is true of it: tables made at random, held against what is said."""

import re

import numpy as np
import pytest

from lstmviz.choices.values import answers as read_answers
from lstmviz.table.tables import Table, read_table
from lstmviz.table.understanding.finding import SURE, Finding
from lstmviz.table.understanding.findings import Understanding, understand

SEEDS = range(80)
NAMES = re.compile(r"“([^”]*)”")


def made(seed: int) -> Table:
    """Make a table of some columns of all kinds, in series or not, in time or not, with a mess."""
    chance = np.random.default_rng(seed)
    count = int(chance.integers(1, 4))
    rows = int(chance.integers(60, 160))
    timed, interleaved = bool(chance.integers(4)), bool(chance.integers(2))
    series = np.repeat(np.arange(count), rows)
    step = np.tile(np.arange(rows), count)
    order = np.lexsort((series, step)) if interleaved else np.arange(rows * count)
    hours = np.datetime64("2021-02-20T00") + step * int(chance.choice([1, 24]))
    day = hours.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    wave = np.round(20 + 8 * np.sin(step / 12 + series) + chance.normal(0, 1, len(step)), 2)
    other = np.round(chance.gamma(2, 10, len(step)), int(chance.integers(3)))
    kinds = {
        "flow": wave,
        "heat": other,
        "row_no": np.arange(len(step)),
        "age": step,
        "tick": step // 2 * 2,
        "fixed": np.full(len(step), 7),
        "flag": (wave > 22).astype(int),
        "flow_qc": chance.choice([0, 0, 0, 1, 2], len(step)),
        "total": wave + other,
        "again": wave,
        "rounded": np.round(wave),
        "month": month.astype(int) % 12 + 1,
        "day": (day - month).astype(int) + 1,
        "lat": 50.5 + series,
        "size": 100 * (series + 1),
        "meter": 1000 + np.cumsum(np.abs(other)),
        "wind_dir": np.round(chance.uniform(0, 360, len(step))),
        "index_like": 3 * np.arange(len(step)) + chance.integers(0, 2, len(step)),
        "load": np.where(chance.random(len(step)) < 0.6, 0, 90 + other / 100),
        "ceiling": np.where(chance.random(len(step)) < 0.6, 22000, 150 + 10 * other),
        "code": np.where(chance.random(len(step)) < 0.1, -999, wave),
        "celsius": np.round(chance.normal(3, 2, len(step))),
        "rare": (chance.random(len(step)) < 0.01).astype(int),
    }
    names = ["flow", *chance.permutation(list(kinds)[1:])[: int(chance.integers(2, 9))]]
    chance.shuffle(names)
    cells = {name: [f"{value:.6g}" for value in kinds[name]] for name in names}
    holed = names[int(chance.integers(len(names)))]
    first, last = np.sort(chance.integers(0, len(step), 2)) if seed % 3 else (0, 0)
    cells[holed][first:last] = [""] * int(last - first)
    if count > 1:
        cells = {"station": [f"S{n}" for n in series], **cells}
    if timed:
        cells = {"time": [str(hour).replace("T", " ") for hour in hours], **cells}
    lines = [",".join(cells), *(",".join(row) for row in zip(*cells.values(), strict=True))]
    lines[1:] = [lines[1 + n] for n in order]
    if timed and seed % 5 == 0:
        lines[1:] = lines[:0:-1]
    return read_table("\n".join(lines).encode(), "made.csv")


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
            pairs = re.findall(r"“([^”]*)” is ([^ ]+) nearly", says)
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


@pytest.mark.parametrize("seed", SEEDS)
def test_every_sentence_is_true_and_every_column_has_its_place(seed):
    read = made(seed)
    understood = understand(read)
    wrong = [f.says for f in understood.findings if not is_true(f, read, understood)]
    assert not wrong
    left = {*understood.table.columns, *understood.table.groups} - {*understood.features}
    assert left == set(understood.unfed)
    assert all(understood.unfed.values())


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_what_is_not_sure_is_asked_and_each_answer_stands_in_a_link(seed):
    read = made(seed)
    for finding in understand(read).findings:
        assert bool(finding.keeps) == (finding.sure < SURE)
        if finding.offers:
            assert read_answers([finding.key, f"-{finding.key}"])
        if finding.keeps:
            yes, no = (
                next(f for f in understand(read, {answer}).findings if f.key == finding.key)
                for answer in (finding.key, f"-{finding.key}")
            )
            assert (yes.done, no.done) == (not finding.accepted, finding.accepted)
            assert yes.answered
            assert no.answered
            assert not finding.answered
