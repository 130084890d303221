"""Whether a sentence about the times of a table is true, and so each other one."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.finding import Finding
from lstmviz.table.understanding.findings import Understanding
from lstmviz.table.understanding.time.summer import may_repeat
from tests.table.truth import NAMES, column, is_true, known_in, numbers

LENGTHS = {"ms": 1, "second": 1000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000}
DAY, WEEK = LENGTHS["day"], 7 * LENGTHS["day"]
CALENDAR = {"month": (28, 31), "quarter": (89, 92), "year": (365, 366), "week": (7, 7)}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTED = re.compile(r"([\d,]+) (weekday|week|month|quarter|year)s? (?:is|are) absent")
LENGTH = re.compile(r"(about )?([\d,.]+) (ms|second|minute|hour|day)s?")


def codes_of(understood: Understanding) -> np.ndarray:
    """Give the series of each row, in the order that is used."""
    table = understood.table
    return table.groups[understood.group] if understood.group else np.zeros(len(table.values), int)


def steps_in(understood: Understanding) -> list[tuple[int, int, int]]:
    """Give each step between times that follow one another in a series, and both ends."""
    table = understood.table
    assert table.moments is not None
    codes, found = codes_of(understood), []
    for code in np.unique(codes):
        times = sorted({int(t) for t in table.moments[codes == code] if t != NEVER})
        found += [(b - a, a, b) for a, b in pairwise(times)]
    return found


def pairs(understood: Understanding) -> list[tuple[float, int]]:
    """Give the series and the time of each row, in the order that is used."""
    table = understood.table
    return list(zip(codes_of(understood).tolist(), table.moments.tolist(), strict=True))


def is_long(said: str, true: float, clock: bool) -> bool:
    """Tell whether a length in a sentence is the true one, exactly or about it."""
    if clock:
        return abs(numbers(said)[0] - true) <= 1e-5 * true
    about, count, unit = LENGTH.search(said).groups()
    told = float(count.replace(",", "")) * LENGTHS[unit]
    return abs(told - true) <= 0.006 * true if about else told == true


def ticks(understood: Understanding) -> float:
    """Give how many of the table's milliseconds stand for one unit of a clock of its own."""
    name = understood.times[0]
    values = column(understood.table, name)
    known = ~np.isnan(values)
    far = (
        np.flatnonzero(known)[values[known].argmax()],
        np.flatnonzero(known)[values[known].argmin()],
    )
    moments = understood.table.moments
    return float((moments[far[0]] - moments[far[1]]) / (values[far[0]] - values[far[1]]))


def series_steps(understood: Understanding) -> list[np.ndarray]:
    """Give the steps between the times of each series."""
    table, codes = understood.table, codes_of(understood)
    assert table.moments is not None
    known = table.moments != NEVER
    times = (np.unique(table.moments[known & (codes == code)]) for code in np.unique(codes))
    return [np.diff(each) for each in times if len(each) > 1]


def own_paces(understood: Understanding) -> list[np.ndarray]:
    """Give, about each step, the usual one of the 33 around it, of each series."""
    return [
        np.array([np.median(of[max(n - 16, 0) : n + 17]) for n in range(len(of))])
        for of in series_steps(understood)
    ]


def go_on_in_parts(words: str, understood: Understanding) -> bool:
    """Tell whether some parts go on at each pace that is said, and most steps at one of them."""
    of, usual = (np.concatenate(f(understood)) for f in (series_steps, own_paces))
    hits = [
        hits_of(part, of) for part in re.findall(r"(?:about )?every [^,]*?(?=,| and |$)", words)
    ]
    local = [hits_of(part, usual) for part in re.findall(r"every [^,]*?(?=,| and |$)", words)]
    exact = np.any(hits, axis=0)
    assert ("mostly" in words) == (not exact.all()) or "about" in words
    return all(each.sum() >= 3 for each in local) and bool(exact.mean() >= 0.5)


def hits_of(words: str, lengths: np.ndarray) -> np.ndarray:
    """Tell which steps are as long as it is said."""
    length = re.search(r"every (?:([\d,.]+) )?(\w+?)s?$", words)
    count, unit = float((length[1] or "1").replace(",", "")), length[2]
    if unit in CALENDAR:
        low, high = (n * DAY for n in CALENDAR[unit])
        return (lengths >= low) & (lengths <= high)
    true = count * LENGTHS["ms" if unit == "m" else unit]
    return np.abs(lengths - true) <= (0.2 * true if "about" in words else 0)


def goes_on_so(words: str, understood: Understanding) -> bool:
    """Tell whether times go on as it is said."""
    if "in parts" in words:
        return go_on_in_parts(words, understood)
    if told := re.search(r"change from part to part, from (.*) to (.*)$", words):
        usual = np.concatenate(own_paces(understood))
        return all(
            any(is_long(t, float(u), False) for u in np.unique(usual)) for t in told.groups()
        )
    if words.endswith(" in each series") and "uneven" not in words:
        each = words.removesuffix(" in each series").removeprefix("mostly ")
        steps = series_steps(understood)
        if not re.search("week|day from|days of|in steps", each):
            assert all(hits_of(each, of).mean() >= 0.5 for of in steps if len(of))
    words = re.sub(r" in (each|most) series$", "", words)
    steps = steps_in(understood)
    lengths = np.array([step for step, _, _ in steps])
    usual = float(np.median(lengths))
    if "uneven" in words:
        weekly = usual == DAY
        return weekly or (np.abs(lengths - usual) <= usual / 8).mean() < 0.5
    if told := re.search(r"in steps of (about )?([\d,.e+-]+)", words):
        unit = ticks(understood)
        true = np.isclose(
            lengths / unit, float(told[2].replace(",", "")), rtol=0.05 if told[1] else 1e-4
        )
        near = (np.abs(lengths - usual) <= usual / 8).mean() >= 0.5
        return bool(near if told[1] else true.mean() >= 0.5 if "mostly" in words else true.all())
    if told := re.search(r"every weekday|every day from (\w+) to (\w+)|on (\d) days", words):
        days = {datetime.fromtimestamp(b / 1000, UTC).weekday() for _, _, b in steps}
        allowed = set(range(5))
        if told[1]:
            first, last = DAYS.index(told[1]), DAYS.index(told[2])
            allowed = {(first + n) % 7 for n in range((last - first) % 7 + 1)}
        if told[3]:
            return len(days) >= int(told[3])
        rule = all(
            not allowed
            & {
                (datetime.fromtimestamp(a / 1000, UTC).weekday() + n) % 7
                for n in range(1, s // DAY)
            }
            for s, a, _ in steps
            if s < WEEK
        )
        return "mostly" in words or (days == allowed and rule)
    hit = hits_of(words, lengths)
    return bool(hit.all() if re.match("every", words) else hit.mean() >= 0.5)


def gap_holds(key: str, says: str, understood: Understanding) -> bool:
    """Tell whether what is absent is so by the pace of its part."""
    steps, usual = (np.concatenate(f(understood)) for f in (series_steps, own_paces))
    if told := COUNTED.match(says):
        spans = {counted(a, b, says, []) for s, a, b in steps_in(understood)}
        return int(told[1].replace(",", "")) in spans
    far = steps > 1.5 * usual
    if key == "longer":
        longest = says.rpartition("up to ")[2].partition(": a window")[0]
        count, total = numbers(says)[:2]
        lengths = map(float, np.unique(steps[steps > usual.min()]))
        return 0 < count < total == len(steps) and any(is_long(longest, n, False) for n in lengths)
    lacks = (steps - usual)[far]
    return key == "absent" and any(is_long(says, float(each), False) for each in lacks)


def counted(begin: int, end: int, says: str, of_time: list[str]) -> int:
    """Count what lies between two times: weekdays, months … where these are told, else ms."""
    told = COUNTED.match(says)
    one, other = (np.datetime64(at, "ms") for at in (begin, end))
    months = int(other.astype("M8[M]").astype(int) - one.astype("M8[M]").astype(int))
    if told and told[2] != "weekday":
        weeks = (end - begin) // WEEK
        return {"week": weeks, "month": months, "quarter": months // 3}.get(
            told[2], months // 12
        ) - 1
    span = re.search(r"day from (\w+) to (\w+)", " ".join(of_time))
    first, last = map(DAYS.index, span.groups()) if span else (0, 4)
    allowed = {(first + n) % 7 for n in range((last - first) % 7 + 1)}
    between = range(begin // DAY + 1, end // DAY)
    rows = sum((day + 3) % 7 in allowed for day in between)
    if told:
        return rows
    return rows * DAY if span else end - begin


def is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?(e[+-]\d+)?", text))


def rises_or_is_even(steps: np.ndarray) -> bool:
    known = steps[~np.isnan(steps) & (steps != 0)]
    usual = np.median(known[known > 0])
    return bool((known > 0).all() or (np.abs(known - usual) <= usual / 8).mean() >= 0.9)


def holds(finding: Finding, read: Table, understood: Understanding) -> bool:
    """Compute, from the table, whether a sentence is true."""
    table, says = understood.table, finding.says
    key = finding.key.partition(":")[0].rstrip("0123456789")
    names = NAMES.findall(says)
    there = {*table.columns, *table.groups, *read.columns, table.label_name}
    if any(f.key == "beside" and f.done for f in understood.findings):
        there -= {*read.columns} - {*table.columns}  # each has become several
        if not {*understood.times} <= {*table.columns}:
            return True
    if key != "read" and not {*understood.times} <= {*table.columns, table.label_name}:
        return True
    if key not in ("time", "untaken", "series", "texts", "beside") and not {*names} <= there:
        return True
    of_time = [f.says for f in understood.findings if f.key == "time"]
    chosen = any("as you say" in told or "as a clock does" in told for told in of_time)
    clock = chosen and {*understood.times[:1]} <= {*table.columns} and is_number(table.row_name(0))
    clock = clock and bool(understood.times)
    clock = clock and float(table.row_name(0)) == float(
        f"{column(table, understood.times[0])[0]:.7g}"
    )
    unit = ticks(understood) if clock else 1.0
    parts = any("part" in told for told in of_time)  # then each has a usual step of its own
    match key:
        case "uneven" | "longer" | "absent" if parts:
            return gap_holds(key, says, understood)
        case "time" if finding.done or not finding.offers:
            if "file's order" in says:
                return table.moments is None
            known = [n for n, at in enumerate(table.moments) if at != NEVER]
            first = min(known, key=lambda n: table.moments[n])
            last = max(known, key=lambda n: (table.moments[n], -n))
            head, _, ends = says.rpartition(": ")
            if ":" in table.row_name(first):
                assert says.endswith(f"{table.row_name(first)} … {table.row_name(last)}.")
                head = says[: says.rindex(f": {table.row_name(first)}")]
            else:
                assert ends == f"{table.row_name(first)} … {table.row_name(last)}."
            pace = re.search(
                r"(mostly |about )*(every .*|in (uneven )?steps.*|on \d days.*|at paces.*)$", head
            )
            few = len(steps_in(understood)) < 3
            return few if pace is None else goes_on_so(pace[0], understood)
        case "clockwork" if "anew" in says:
            back = np.diff(column(table, names[0])) < 0
            return numbers(says.rpartition("anew ")[2])[0] == back.sum()
        case "clockwork":
            codes, values = codes_of(understood), column(table, names[0])
            rises = np.concatenate([np.diff(values[codes == c]) for c in np.unique(codes)])
            rises = rises[~np.isnan(rises) & (rises != 0)]
            return (rises == numbers(says.partition(" by ")[2])[0]).mean() >= 0.95
        case "twin":
            one, other = (column(table, name) for name in names[:2])
            there = ~np.isnan(one) & ~np.isnan(other)
            if "is the same" in says:
                return numbers(says)[0] == (one == other)[there].sum()
            close = abs(np.corrcoef(one[there], other[there])[0, 1])
            return bool(close > (0.999 if "goes along" in says else 0.99))
        case "untaken":
            return names[0] not in understood.times
        case "copies":
            cells = [*read.groups.values(), *np.nan_to_num(read.values.T, nan=9e9)]
            clocks = [read.labels, *(when for _, when in read.dates)]
            clocks = [clock for clock in clocks if clock is not None] or cells[:1]
            rows = [set(zip(clock, *cells, strict=True)) for clock in clocks]
            return numbers(says)[0] in {len(read.values) - len(each) for each in rows}
        case "twice":
            rows = pairs(understood)
            if "row before" in says:
                autumn = any(finding.key == "summer" for finding in understood.findings)
                again = [b[1] for a, b in pairwise(rows) if a == b]
                return numbers(says)[0] == sum(
                    not (autumn and may_repeat(np.array([moment]))[0]) for moment in again
                )
            return numbers(says)[0] == len(rows) - len(set(rows))
        case "uneven":
            lengths = np.array([s for s, _, _ in steps_in(understood)])
            short, long = says.partition("from ")[2].split(" to ")[:2]
            low, high = np.percentile(lengths, 5), np.percentile(lengths, 95)
            near = np.abs(lengths - np.median(lengths)) <= np.median(lengths) / 4
            return (
                near.mean() < 0.5
                and is_long(short, low / unit, clock)
                and is_long(long, high / unit, clock)
            )
        case "longer":
            lengths = np.array([s for s, _, _ in steps_in(understood)])
            usual = float(np.median(lengths))
            count, total, times = numbers(says)[:3]
            told, longest = says.partition("usual ")[2].split(", up to ")
            beyond = (lengths > times * usual).sum()
            weekly = any("day from" in told or "weekday" in told for told in of_time)
            assert total == len(lengths)
            assert count <= beyond if weekly else count == beyond
            at_most = is_long(longest.partition(": a window")[0], lengths.max() / unit, clock)
            return at_most and is_long(told, usual / unit, clock)
        case "absent":
            steps = steps_in(understood)
            usual = float(np.median([s for s, _, _ in steps]))
            lacks = [counted(a, b, says, of_time) for _, a, b in steps]
            longest = max(lacks)
            if after := re.search(r"after (.*?)(: a window|\. The|\.$)", says):
                at = steps[lacks.index(longest)][1]
                assert table.row_name(int(np.flatnonzero(table.moments == at)[0])) == after[1]
            rows = pairs(understood)
            back = any(a[0] == b[0] and a[1] > b[1] for a, b in pairwise(rows))
            assert ("bridges" in says) != back
            if told := COUNTED.match(says):
                return int(told[1].replace(",", "")) == longest
            weekly = any(" on " in told or "day from" in told for told in of_time)
            return is_long(says, (longest if weekly else longest - usual) / unit, clock)
        case "sorted" if understood.group is None:
            moments = (
                [m for m in read.moments.tolist() if m != NEVER] if read.moments is not None else []
            )
            back = sum(a > b for a, b in pairwise(moments))
            forth = sum(a < b for a, b in pairwise(moments))
            return chosen or not moments or numbers(says)[0] in (back, forth)
        case "flags":
            return all(len(np.unique(known_in(table, name))) == 2 for name in names)
        case "modes" | "few":
            values = [np.unique(known_in(table, name)) for name in names]
            return all(len(v) <= 12 and (v == np.floor(v)).all() for v in values)
        case "repeats":
            days = table.moments // DAY
            parts = (
                days % 7,
                table.moments % DAY,
                days.astype("datetime64[D]").astype("datetime64[M]"),
            )
            parts += (parts[2].astype(int) % 12, parts[2].astype("datetime64[Y]"), days)
            return all(
                any(
                    len(set(zip(part.tolist(), column(table, n).tolist(), strict=True)))
                    <= 1.05 * len(set(part.tolist()))
                    for part in parts
                )
                for n in names
            )
        case "ids":
            return all(len(np.unique(known_in(table, n))) == len(known_in(table, n)) for n in names)
        case "alone":
            lacks = says.split(",")[0].split(":")[0].rstrip(".")
            if lacks == "No column tells a time":
                return table.moments is None
            return table.moments is not None
        case "untimed":
            return (
                table.moments is None or "share" in says or "order of" in says or "uneven" in says
            )
        case "newest":
            before = table.moments < table.moments.max()
            return all(len(np.unique(column(table, n)[before])) == 1 for n in names)
        case "parts":
            return says.startswith("By name, ")
        case "codes" | "kinds":
            return says.startswith("By name, ")
        case "counters" if "new beginning" in says:
            anew = int(numbers(says.rpartition(" with ")[2])[0])
            inside = np.diff(codes_of(understood)) == 0
            return all((np.diff(column(table, n))[inside] < 0).sum() == anew for n in names)
        case "counters" if "in the file's order" in says:
            return bool(understood.findings)  # of the order that was left
        case "counters" | "ages" if "as a clock does" in says:
            inside = np.diff(codes_of(understood)) == 0
            return all(rises_or_is_even(np.diff(column(table, n))[inside]) for n in names)
        case "series" if "no series" in says:
            return understood.group is None
        case "series":
            apart = NAMES.findall(says.partition(", as ")[0])
            of = [table.groups[n] if n in table.groups else column(read, n) for n in apart]
            told = len(set(zip(*(each.tolist() for each in of), strict=True)))
            assert ("they" in says) == ("as you say" in says)
            return numbers(NAMES.sub("", says))[0] == told or "−1" in says
        case "beside":
            common, every = numbers(says.split(" times")[0])
            return 0 < common <= every == len({at for at in table.moments.tolist() if at != NEVER})
        case "without" if "of its own" in says:
            mark = f"{names[0]} was missing"
            carried = mark in table.columns
            missing = column(table, mark) if carried else np.isnan(column(table, names[0]))
            return numbers(says.rpartition(": ")[2])[0] == missing.sum()
        case "copy" if " minus " in says:
            whole = column(table, names[0]) + column(table, names[1])
            return bool(np.nanmax(whole) - np.nanmin(whole) < 1e-3)
        case "dates":
            moments = table.moments.astype("datetime64[ms]").tolist()
            told = re.findall(r"“([^”]*)” the (month|day|year|hour|minute)(?= and|,|\.)", says)
            return bool(told) and all(
                [getattr(at, part) for at in moments] == column(table, n).tolist()
                for n, part in told
            )
        case "blocks":
            there = table.groups.get(names[0])
            there = column(table, names[0]) if there is None else there
            return numbers(NAMES.sub("", says))[0] == 1 + np.count_nonzero(np.diff(there))
        case "summer" | "read" | "means" | "turned" | "sorted" | "time":
            return True
    return is_true(finding, read, understood)
