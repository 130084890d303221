"""What is predicted at the start, and what would give it away."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int32

from lstmviz.table.reading.body.units import is_unit
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import is_angle, is_flag, some_of
from lstmviz.table.understanding.column.gaps import series_of
from lstmviz.table.understanding.column.named import CLOCKS, LABELS, TARGETS, parted, says
from lstmviz.table.understanding.column.rises import only_rises
from lstmviz.table.understanding.column.sums import find_sums
from lstmviz.table.understanding.column.twins import first_of_twins, one_row_before
from lstmviz.table.understanding.finding import Findings, listed
from lstmviz.table.understanding.following import follow, goes_on
from lstmviz.table.understanding.time.calendars import PARTS, is_calendar

WITHIN = re.compile(
    r"(^|[\W_])(price|demand|sales|load|consumption|usage|energy|power|revenue|turnover|appliances"
    r"|umsatz|absatz|verbrauch|bedarf|preis|preise|ventas|consumo|demanda|precio|precios|ventes|chiffre"
    r"|consommation|demande|dépenses?|prix|prezzo|prezzi|vendite|consumi|preço|vendas|verbruik|omzet"
    r"|prijs|cena|sprzedaż|zużycie|production|flow|discharge|abfluss|level|pegel|yield|magnitude|mag)([\W_]|$)"
)
"""Words in the names of columns that people predict, where no name is one of those."""
FORECAST = re.compile(
    r"forecast|predict|fcst|prognos|vorhersage|(^|[\W_])(planned|scheduled|plan|pred)([\W_]|$)"
    r"|day.?ahead(?!.*pri[cs])"
)
"""Words in the names of columns that somebody else predicted."""
BESIDE = re.compile(
    r"(^|[\W_])(lat|latitude|lon|lng|long|longitude|altitude|battery|batt|vbat|rssi|snr|lqi|signal"
    r"|confidence|quality|accuracy|precision|uncertainty|uptime|volts?|error|change|code|id|flag|status|type|mode"
    r"|category|port|version|week|random|noise)([\W_]|$)"
)
"""Words in the names of columns that say how or where something was measured, or are codes."""
BOUND = re.compile(
    r"[\W_]*(low(er)?|lo|high(er)?|hi|upper?|lwr|upr|min|max|lcl|ucl|ci|std|se|sd|err(or)?)"
    r"([\W_]*(bound|limit|ci|95|bd))*"
)
"""What follows a column's name in the names of its bounds."""
MOST_KINDS, LOOKED_AT = 6, 20_000
"""Whole numbers up to which a column may hold kinds; rows in which they are counted."""
MOST_ALIKE = 0.75
"""Part of the rows with one value up to which a column is as good to predict as others."""
FULL = 0.05
"""Part of the rows missing up to which a column is as good to predict as others."""
MEASURED_LAST, MOST_OFFERED = "a guess, as no name says it", 64
VOLUME = re.compile(r"vol(ume)?s?")
"""Words that say how much was traded, which is predicted less often than its price."""
PRICE = re.compile(
    r"(latest|last|settle(ment)?|ltp|letzter|schlusskurs|dernier|cierre|último)( price)?"
)
"""What a price is called beside the highest and the lowest one."""
AXIS = re.compile(r"y(?=\W*$)")
"""The end of an axis' name, as of “G(y)”."""
AROUND = re.compile(r"^\W+|\W+$")
"""What stands around a name, as in <CLOSE>."""


@dataclass(frozen=True)
class Target:
    """What is predicted at the start.

    Args:
        name: of the column.
        horizon: how many rows ahead it stands.
        why: it was chosen, a few words.
        others: names of the columns that may be it too, the likeliest first.
        sure: whether the file says so, or somebody.
    """

    name: str
    horizon: int
    why: str
    others: tuple[str, ...]
    sure: bool


def choose_target(
    table: Table,
    features: list[str],
    turn: bool,
    taken: Collection[str],
    group: str | None,
    sums: Mapping[str, tuple[str, ...]],
    counters: Collection[str],
    chosen: Collection[str] = (),
) -> Target:
    """Choose what to predict: by its name, else a sum of others, else what was measured last.

    Of columns that are one thing in turn it is a class in front of them; else, where the rows are
    in time, the next row's first step, and where they are not the last step of each row.

    Args:
        table: with everything done that is done.
        features: names of the columns that are fed.
        turn: whether these are one thing in turn.
        taken: names of the columns that are the time, a counter or a series.
        group: name of the column that tells series apart, if any.
        sums: what follows from others, see sums_among.
        counters: names of the columns that count rows, fed or not.
        chosen: names that somebody chose; the last one that the table has counts.
    """
    number = {name: n for n, name in enumerate(table.columns)}
    ranked, horizon, why = _ranked(table, features, turn, taken, group, sums, counters)
    ranked = list(dict.fromkeys([*ranked, *features, *table.columns]))
    asked = [name for name in chosen if name in number]
    if asked:
        name, why = asked[-1], "as you say"
        horizon = horizon if not turn or name == ranked[0] else int(name in features)
    else:
        name = ranked[0]
    others = tuple(each for each in ranked if each != name and each not in taken)
    return Target(name, horizon, why, others[:MOST_OFFERED], why != MEASURED_LAST)


def _ranked(
    table: Table,
    features: list[str],
    turn: bool,
    taken: Collection[str],
    group: str | None,
    sums: Mapping[str, tuple[str, ...]],
    counters: Collection[str],
) -> tuple[list[str], int, str]:
    """Give the columns that may be predicted, the likeliest first, the horizon, and why."""
    number = {name: n for n, name in enumerate(table.columns)}
    if table.aim in number:
        return [table.aim], int(not turn), "the file says so"
    if turn:
        timely = table.moments is not None or table.label_name.strip().lower() in PARTS["year"]
        before = table.columns[: number[features[0]]]
        behind = [
            name
            for name in table.columns[number[features[-1]] + 1 :]
            if not timely or LABELS.match(name.lower())
        ]
        classes = [
            name
            for name in (*behind[::-1], *before)
            if name not in features
            and name not in taken
            and not is_calendar(name)
            and _is_class(table.values[:, number[name]])
        ]
        if classes:
            return classes[::-1], 0, "it holds classes"
        if timely:
            return features[:1], 1, "the first step of the next row"
        return features[-1:], 0, "the last step"
    own = [name for name in features if LABELS.match(parted(AROUND.sub("", name)).lower())]
    if own:
        return own[::-1], 1, "its name says so"
    features = [name for name in features if name not in counters] or features
    varied = [name for name in features if not is_flag(table.values[:, number[name]])]
    varied = [name for name in varied if not is_calendar(name)] or varied
    varied = [name for name in varied if not FORECAST.search(parted(name).lower())] or varied
    before = one_row_before(table, varied, group)
    varied = [name for name in varied if name not in before] or varied
    named = [name for name in varied if TARGETS.match(_bare(name))]
    lower = {name.lower() for name in varied}  # with an x beside it, y is an axis, and no target
    named = [n for n in named if AXIS.sub("x", n.lower()) not in lower - {n.lower()}]
    wholes = [name for name in varied if len(sums.get(name, ())) > 1]
    best = _best(table, varied, group, sums)
    words = [name for name in best if WITHIN.search(name.lower())]
    if {"high", "low"} <= lower:
        named += [name for name in varied if PRICE.fullmatch(_bare(name)) and name not in named]
    named.sort(key=lambda name: says(VOLUME, name))
    # A count or a clock may be called by any name.
    named, words = ([n for n in some if not _rises(table, n, group)] for some in (named, words))
    if best and table.moments is not None:
        best = [*best, first_of_twins(table, best)]
    ranked = [*named, *wholes, *words, *best[::-1], *features[::-1]]
    if named or (words and not wholes):
        return ranked, 1, "by its name"
    return ranked, 1, "the sum of others" if wholes else MEASURED_LAST


def _bare(name: str) -> str:
    """Give the words of a name, without what stands around them and the unit behind them."""
    words = parted(AROUND.sub("", name)).lower()
    head, _, last = re.sub(r"[\W_]", " ", words).rpartition(" ")
    return words[: len(head)] if head and len(last) > 1 and is_unit(last) else words


def _best(
    table: Table, names: list[str], group: str | None, sums: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Leave out what people seldom predict, as long as something else is there."""
    lower = {name.lower() for name in names}
    for wanted in (
        lambda name: len(sums.get(name, ())) != 1,
        lambda name: not _is_angle(table, name),
        lambda name: not (says(CLOCKS, name) and goes_on(table, name, series_of(table, group))),
        lambda name: not _rises(table, name, group),
        lambda name: not BESIDE.search(parted(name).lower()),
        lambda name: _usual(_column(table, name)) <= MOST_ALIKE,
        lambda name: not _is_kind(_column(table, name)),
        lambda name: not _is_bound(name.lower(), lower),
        lambda name: bool(np.isnan(_column(table, name)).mean() <= FULL),
        lambda name: not _follows_rows_before(_column(table, name), series_of(table, group)),
        lambda name: follow(table, [name], series_of(table, group)),
    ):
        names = list(filter(wanted, names)) or names
    return names


def _rises(table: Table, name: str, group: str | None) -> bool:
    return only_rises(_column(table, name), np.diff(series_of(table, group)) == 0)


def _is_kind(values: Float[np.ndarray, " rows"]) -> bool:
    """Tell whether a column holds a few whole numbers, as one of stages or grades does."""
    known = values[~np.isnan(values)][:LOOKED_AT]
    return len(np.unique(known)) <= MOST_KINDS and bool((known == np.floor(known)).all())


def _follows_rows_before(
    values: Float[np.ndarray, " rows"], series: Int32[np.ndarray, " rows"]
) -> bool:
    """Tell whether a column lacks nothing but the first rows of each series, as a mean of some."""
    missing = np.isnan(values)
    begins = np.diff(series, prepend=-1) != 0
    within = missing[1:] & ~missing[:-1] & ~begins[1:]
    return bool(missing[begins].all() and not within.any())


def _usual(values: Float[np.ndarray, " rows"]) -> float:
    """Give the part of the known cells that hold the value that stands there most often."""
    some = some_of(values)
    return np.unique(some, return_counts=True)[1].max() / len(some) if len(some) else 1.0


def _column(table: Table, name: str) -> Float[np.ndarray, " rows"]:
    return table.values[:, table.columns.index(name)]


def _is_angle(table: Table, name: str) -> bool:
    number = table.columns.index(name)
    return is_angle(table.values[:, number], name, table.units[number] if table.units else "")


def _is_bound(name: str, names: set[str]) -> bool:
    """Tell whether a column's name is another's with the word for a bound behind it."""
    return any(
        name.startswith(other) and BOUND.fullmatch(name[len(other) :]) for other in names - {name}
    )


def sums_among(table: Table, features: list[str]) -> dict[str, tuple[str, ...]]:
    """Give the parts of each column that is the sum of two others, or what it is a copy of."""
    numbers = [table.columns.index(name) for name in features]
    found = find_sums(table.values, numbers)
    return {
        table.columns[whole]: tuple(table.columns[part] for part in parts)
        for whole, parts in found.items()
    }


def _is_class(values: Float[np.ndarray, " rows"]) -> bool:
    known = values[~np.isnan(values)]
    whole = bool((known == np.floor(known)).all())
    return whole and 1 < len(np.unique(known)) <= max(2, len(known) // 5)


def without_parts(
    table: Table,
    features: list[str],
    target: str,
    horizon: int,
    sums: Mapping[str, tuple[str, ...]],
    findings: Findings,
) -> list[str]:
    """Leave out columns whose sum is the target, and copies.

    Of the target and what it is a copy of, the target stays.
    """
    for name, names in sums.items():
        first = names[0]
        if len(names) > 1:
            says = f"“{name}” is {listed(names)} added up."
            if name != target:
                findings.say(f"sum:{name}", says)
                continue
            says += " In one row they give the target away." * (horizon == 0)
            # Of earlier rows they tell something: where nothing else is fed, they stay.
            leave = horizon == 0 or bool({*features} - {name, *names})
            if findings.ask(f"sum:{name}", says, "leave its parts out", leave):
                features = [f for f in features if f not in names]
                findings.leave(names, "a part of the target")
        else:
            kept, left = (name, first) if name == target else (first, name)
            says = _copied(_column(table, left), _column(table, kept), kept)
            findings.say(f"copy:{left}", f"“{left}” {says}: not fed.")
            features = [f for f in features if f != left]
            findings.leave([left], says)
    return features or [target]


def _copied(left: Float[np.ndarray, " rows"], kept: Float[np.ndarray, " rows"], name: str) -> str:
    """Say how a column follows from the one that it is a copy of."""
    if np.array_equal(left, kept, equal_nan=True):
        return f"is a copy of “{name}”"
    both = ~np.isnan(left) & ~np.isnan(kept)
    if np.array_equal(left[both], kept[both]):
        return f"is a copy of “{name}” where both have values"
    whole = left.astype(np.float64) + kept
    if np.nanmax(whole) - np.nanmin(whole) < (np.nanmax(left) - np.nanmin(left)) / 2:
        return f"is {np.nanmedian(whole):.6g} minus “{name}”, one thing with it"
    return f"is “{name}” but for rounding"
