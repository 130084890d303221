"""What was found in a table, what is done about it, and what is offered instead.

`understand` is pure: the same table and the same answers give the same findings. An answer turns a
finding around: what would be done is left, what was offered is done.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float, Int64

from lstmviz.table.reading.dates import DAY, NEVER
from lstmviz.table.reading.turn import columns_in_turn
from lstmviz.table.tables import Table
from lstmviz.table.understanding.columns import (
    counts_rows,
    find_sentinel,
    find_sums,
    is_angle,
    is_constant,
    is_flag,
)
from lstmviz.table.understanding.series import find_series, group_by, take_rows
from lstmviz.table.understanding.times import find_time, label_by
from lstmviz.wording import many

TARGETS = re.compile(
    r"(target|label|class|y|ot|close|close/last|adj\.? ?close|count|cnt|sales|demand|load|price"
    r"|pm2\.?5|consumption|passengers|rides|traffic_volume|power|output|value)$"
)
"""Names of columns that people predict."""
NEARLY = 0.98
"""Part of the rows with one value from which a column hardly changes."""
MOSTLY = 0.3
"""Part of its rows missing from which a column is left out: windows of it hardly fit."""
NAMED = 4
UNITS_OF_TIME = ((DAY, "day"), (DAY // 24, "hour"), (60_000, "minute"), (1000, "second"))


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Args:
        key: names it in a link.
        says: the evidence, a sentence.
        offers: what can be done, a few words; "" where it is only said.
        accepted: whether it is done unless somebody objects.
        done: whether it is done now.
    """

    key: str
    says: str
    offers: str = ""
    accepted: bool = False
    done: bool = False


@dataclass(frozen=True, eq=False)
class Understanding:
    """A table as it is used, with what was found in it.

    Args:
        table: with everything done that is done.
        findings: in the order in which they were found.
        features: names of the columns that feed the network at the start.
        target: name of the column that is predicted at the start.
        horizon: rows from the window's last to the target.
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
    found = [Finding(f"read{n}", note) for n, note in enumerate(table.notes) if _tells(note)]

    def ask(key: str, says: str, offers: str, accepted: bool) -> bool:
        done = accepted != (key in answers)
        found.append(Finding(key, says, offers, accepted, done))
        return done

    unfed: set[str] = set()
    time = find_time(table)
    if time is not None:
        says = f"{_listed(time.columns)} {time.says}: the first row is "
        labelled = label_by(table, time)
        if ask("time", f"{says}{labelled.row_name(0)}.", "take as time", True):
            table, unfed = labelled, unfed | set(time.columns)
    table = _without_sentinels(table, unfed, ask)
    counters = _counters(table, unfed, found)
    series = find_series(table, frozenset(unfed | counters))
    group = None
    if series is not None:
        how = "take turns" if series.interleaved else "stand one after another"
        says = f"“{series.column}” tells {series.count:,} series apart, which {how}."
        offers = "sort, and keep windows within" if series.interleaved else "keep windows within"
        if ask("series", says, offers, True):
            table, group = group_by(table, series), series.column
            unfed.add(group)
    table = _in_order(table, group, ask, found)
    restart = series is not None and time is None and table.moments is None
    unfed |= {name for name in counters if not restart or _is_named_counter(name)}
    run = columns_in_turn(table.columns, table.values)
    turn = len(run) > 1 and len(run) * 2 > len(table.columns)
    features = [name for name in table.columns if name not in unfed]
    if turn and ask(
        "turn",
        f"“{table.columns[run[0]]}” … “{table.columns[run[-1]]}” are {len(run):,} columns of one "
        "thing in turn: steps, not features.",
        "read as steps",
        True,
    ):
        features = [table.columns[n] for n in run]
    else:
        turn = False
        features = _changing(table, features, found)
        features = _measured(table, features, ask)
    features = features or [name for name in table.columns if name not in unfed]
    features = features or list(table.columns)
    table = _angles_and_gaps(table, features, ask)
    target, horizon = _target(table, features, turn)
    features = _without_parts(table, features, target, turn, found)
    if horizon == 0:
        features = [name for name in features if name != target]
    return Understanding(table, tuple(found), tuple(features), target, horizon, group, in_turn=turn)


def _tells(note: str) -> bool:
    """Tell whether a note of the reading says what no finding says again."""
    return not note.startswith("Missing values:") and "tell" not in note.split(":")[-1]


def _listed(names: Collection[str]) -> str:
    shown = [f"“{name}”" for name in names][:NAMED]
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(shown) + more


def _without_sentinels(table: Table, taken: set[str], ask) -> Table:
    codes = {
        n: code
        for n, name in enumerate(table.columns)
        if name not in taken and (code := find_sentinel(table.values[:, n])) is not None
    }
    if not codes:
        return table
    marks = {n: table.values[:, n] == np.asarray(c, table.values.dtype) for n, c in codes.items()}
    cells = sum(int(mark.sum()) for mark in marks.values())
    values = ", ".join(f"{code:g}".replace("-", "−") for code in sorted(set(codes.values())))
    says = (
        f"{values} stands for a missing value in {cells:,} cells of "
        f"{_listed([table.columns[n] for n in codes])}."
    )
    if not ask("sentinels", says, "read as missing", True):
        return table
    changed = np.array(table.values)
    for number, mark in marks.items():
        if not mark.all():
            changed[mark, number] = np.nan
    return replace(table, values=changed)


def _counters(table: Table, taken: set[str], found: list[Finding]) -> set[str]:
    counters = {
        name
        for n, name in enumerate(table.columns)
        if name not in taken and counts_rows(table.values[:, n], name)
    }
    if counters and len(counters) < len(table.columns):
        verb = "counts" if len(counters) == 1 else "count"
        found.append(Finding("counters", f"{_listed(sorted(counters))} {verb} the rows: not fed."))
        return counters
    return set()


def _is_named_counter(name: str) -> bool:
    return counts_rows(np.array([1.0, 3.0, 4.0, 9.0]), name)


def _in_order(table: Table, group: str | None, ask, found: list[Finding]) -> Table:
    """Turn a table round whose newest row is first; say what else its times tell."""
    moments = table.moments
    if moments is None or len(moments) < 3:
        return table
    inside = np.ones(len(moments) - 1, bool)
    if group is not None:
        inside = np.diff(table.groups[group]) == 0
    inside &= (moments[1:] != NEVER) & (moments[:-1] != NEVER)
    steps = np.diff(moments)[inside]
    if not len(steps) or not steps.any():
        return table
    if (steps < 0).mean() > 0.5:
        first = table.row_name(0)
        if ask("turned", f"The newest row is first ({first}).", "turn round", True):
            table = take_rows(table, np.arange(len(moments))[::-1])
            steps = -steps[::-1]
    back = int((steps < 0).sum())
    if back:
        says = f"{back:,} {'step goes' if back == 1 else 'steps go'} back in time."
        if ask("sorted", says, "sort by time", False):
            codes = table.groups[group] if group else np.zeros(len(moments), np.int32)
            return take_rows(table, np.lexsort((table.moments, codes)))
    twice = int((steps == 0).sum())
    if twice:
        verb = "has" if twice == 1 else "have"
        found.append(
            Finding("twice", f"{many(twice, 'row')} {verb} the same time as the row before.")
        )
    _say_absent(table, group, steps, found)
    return table


def _say_absent(
    table: Table, group: str | None, steps: Int64[np.ndarray, " steps"], found: list[Finding]
) -> None:
    """Say where stretches of time are absent: a window would bridge each as one step."""
    forward = steps[steps > 0]
    usual = float(np.median(forward)) if len(forward) else 0
    # Weekends alone, and months of different lengths, are no news.
    wide = forward[forward > max(2.5 * usual, 4 * DAY if usual == DAY else 0)]
    if not len(wide) or not usual:
        return
    absent = int(wide.max() - usual)
    size, unit = next((s, u) for s, u in UNITS_OF_TIME if absent >= s or s == 1000)
    moments = table.moments
    after = table.row_name(int(np.argmax(np.diff(moments) == wide.max()))) if group is None else ""
    says = (
        f"{many(round(absent / size), unit)} are absent{f' after {after}' * bool(after)}: a window "
        "bridges them as one step."
    )
    if len(wide) > 1:
        says += f" So it is with {many(len(wide) - 1, 'shorter stretch')}."
    found.append(Finding("absent", says))


def _changing(table: Table, features: list[str], found: list[Finding]) -> list[str]:
    """Leave out what never changes, and say what hardly does."""
    number = {name: n for n, name in enumerate(table.columns)}
    fixed = [name for name in features if is_constant(table.values[:, number[name]])]
    if fixed and len(fixed) < len(features):
        verb = "changes" if len(fixed) == 1 else "change"
        found.append(Finding("fixed", f"{_listed(fixed)} never {verb}: not fed."))
        features = [name for name in features if name not in fixed]
    rare = []
    for name in features:
        known = table.values[:, number[name]]
        known = known[~np.isnan(known)]
        if len(known) and not is_constant(known) and (known == np.median(known)).mean() >= NEARLY:
            rare.append(f"“{name}” is {np.median(known):g} nearly always")
    if rare:
        found.append(Finding("rare", f"{'; '.join(rare[:NAMED])}."))
    return features


def _measured(table: Table, features: list[str], ask) -> list[str]:
    """Leave out columns in which most is missing: they would cost most samples."""
    number = {name: n for n, name in enumerate(table.columns)}
    shares = {name: np.isnan(table.values[:, number[name]]).mean() for name in features}
    sparse = [name for name, share in shares.items() if share > MOSTLY]
    if not sparse or len(sparse) == len(features):
        return features
    missing = ", ".join(f"{shares[name]:.0%} of “{name}”" for name in sparse[:NAMED])
    if ask("sparse", f"Missing are {missing}.", "leave out", True):
        return [name for name in features if name not in sparse]
    return features


def _angles_and_gaps(table: Table, features: list[str], ask) -> Table:
    """Offer sine and cosine for directions, and carrying values over gaps."""
    for name in list(features):
        n = table.columns.index(name)
        unit = table.units[n] if table.units else ""
        if is_angle(table.values[:, n], name, unit):
            says = f"“{name}” is an angle: 359° and 1° are neighbours, as numbers they are not."
            if ask(f"angle:{name}", says, "feed its sine and cosine", False):
                turn = np.deg2rad(table.values[:, n].astype(np.float64))
                table = _with(table, f"{name} sine", np.sin(turn))
                table = _with(table, f"{name} cosine", np.cos(turn))
                features.remove(name)
                features += table.columns[-2:]
    gaps = [name for name in features if np.isnan(table.values[:, table.columns.index(name)]).any()]
    if not gaps:
        return table
    counts = [int(np.isnan(table.values[:, table.columns.index(n)]).sum()) for n in gaps]
    said = ", ".join(f"{count:,} in “{name}”" for count, name in zip(counts, gaps, strict=True))
    if len(gaps) > NAMED:
        said = f"{sum(counts):,} in {len(gaps):,} columns"
    says = f"Missing values: {said}. Samples that read one are lost."
    if ask("carried", says, "carry the last value forward, and say so in a column", False):
        for name in gaps:
            n = table.columns.index(name)
            missing = np.isnan(table.values[:, n])
            known = np.maximum.accumulate(np.where(missing, -1, np.arange(len(missing))))
            filled = np.where(known >= 0, table.values[known, n], np.nan)
            table = _with(table, f"{name} was missing", missing.astype(np.float64))
            values = np.array(table.values)
            values[:, n] = filled
            table = replace(table, values=values)
            features.append(table.columns[-1])
    return table


def _with(table: Table, name: str, column: Float[np.ndarray, " rows"]) -> Table:
    """Add a column, under a name that the table does not have yet."""
    values = np.column_stack([table.values, column.astype(table.values.dtype)])
    while name in table.columns:
        name += "′"
    units = (*table.units, "") if table.units else ()
    return replace(table, values=values, columns=(*table.columns, name), units=units)


def _target(table: Table, features: list[str], turn: bool) -> tuple[str, int]:
    """Choose what to predict: by its name, else the last measured column that varies."""
    number = {name: n for n, name in enumerate(table.columns)}
    if turn:
        others = [name for name in table.columns[: number[features[0]]] if name not in features]
        classes = [name for name in others if _is_class(table.values[:, number[name]])]
        if classes:
            return classes[-1], 0
        return features[0], 1
    if table.aim in number:
        return table.aim, 1
    varied = [name for name in features if not is_flag(table.values[:, number[name]])]
    named = [name for name in varied if TARGETS.match(name.strip().lower())]
    return (named or varied[::-1] or features[::-1])[0], 1


def _is_class(values: Float[np.ndarray, " rows"]) -> bool:
    known = values[~np.isnan(values)]
    whole = bool((known == np.floor(known)).all())
    return whole and 1 < len(np.unique(known)) <= max(2, len(known) // 5)


def _without_parts(
    table: Table, features: list[str], target: str, turn: bool, found: list[Finding]
) -> list[str]:
    """Leave out columns whose sum is the target, and copies: they would give it away."""
    if turn or len(features) < 2:
        return features
    number = {name: n for n, name in enumerate(table.columns)}
    sums = find_sums(table.values, [number[name] for name in features])
    for whole, parts in sums.items():
        names = [table.columns[n] for n in parts]
        name = table.columns[whole]
        if len(parts) == 2:
            found.append(Finding(f"sum:{name}", f"“{name}” is {_listed(names)} added up."))
            if target == name:
                features = [f for f in features if f not in names]
        else:
            found.append(Finding(f"copy:{name}", f"“{name}” is a copy of “{names[0]}”: not fed."))
            if name != target:
                features = [f for f in features if f != name]
    return features or [target]
