"""Times in text, found by their structure: what the runs of digits and letters can stand for.

All assignments of parts to runs are tried on some words; the one wins under which the words are
moments and follow one another, row by row, as times do.
"""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Sequence as Some
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Int

from lstmviz.table.reading.time.assignments import EPOCHS, NOONS, Assignment, assignments
from lstmviz.table.reading.time.dates import DAY, NEVER, Milliseconds, Moments, read_dates
from lstmviz.table.reading.time.fields import moments_of, unpacked
from lstmviz.table.reading.time.months import learnt_months, plain
from lstmviz.table.reading.time.sequences import (
    Sequence,
    blocks_of,
    sequence_of,
    side_by_side,
)
from lstmviz.table.reading.time.skeletons import (
    Run,
    digits_of,
    main_skeleton,
    runs_of,
    taken_apart,
    tidy,
)
from lstmviz.table.reading.time.yearless import gone_on

SPREAD = 2_000
"""Words looked at besides those of the rows side by side."""
SHARED = 0.9
"""Part of the words that have one skeleton where a column is a time."""
VALID = 0.99
"""Part of those that a calendar has."""
ONE_WAY, EVEN = 0.9, 0.5
"""What the sequence must do where the parts alone do not say that they are a time."""
NEARLY, FEWEST = 0.95, 10
"""Part of the steps that go one way where days have no year, and how many there are, at least."""
CLOSER = 0.02
"""How much better the best assignment does than the next, where no doubt is left."""
ALL = 0.9999
"""Part of the words read from which nothing is left to the usual forms."""
SHORT, MOSTLY = r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$", 0.95
"""Dates of a year of two digits, and the part of such words that are dates; else, versions."""
FIRST = {"dmy": "day", "mdy": "month", "ymd": "year", "ydm": "year"}
"""What stands in front in each order of year, month and day."""
LENGTHS = {"d": 1, "j": 1, "e": 1, "w": 5, "q": 3, "m": 2, "b": 2}


@dataclass(frozen=True, eq=False)
class Induced:
    """What a column of words was read as.

    Args:
        moments: of the words.
        says: how they were read, such as day.month.year.
        sure: whether the sequence of the rows says so.
    """

    moments: Moments
    says: str
    sure: bool


@dataclass(frozen=True, eq=False)
class _Way:
    assignment: Assignment
    moments: Milliseconds
    sequence: Sequence


def induce(words: pa.StringArray, order: Int[np.ndarray, " rows"]) -> Induced | None:
    """Read words as times by their structure; None where they are none, or nothing tells which.

    Args:
        words: distinct, trimmed; gaps may be among them, as words without a digit.
        order: the word of each row.
    """
    blocks = blocks_of(len(order))
    near = np.unique(np.concatenate([order[block] for block in blocks]))
    far = np.linspace(0, len(words) - 1, min(SPREAD, len(words))).astype(np.int64)
    looked_at = np.union1d(near, far)
    some = words.take(pa.array(looked_at))
    tidied = tidy(some, some)
    filled = [word for word in tidied.to_pylist() if any(c.isdigit() for c in word)]
    if len(filled) < 3 or 2 * len(filled) < len(looked_at):
        return None
    skeleton, shared = main_skeleton(filled)
    runs = runs_of(filled, skeleton) if shared >= SHARED else ()
    if len(runs) < 1 or (len(runs) == 1 and len(runs[0].words[0]) < 6):
        return None
    small = np.full(len(words), -1, np.int64)
    small[looked_at] = np.arange(len(looked_at))
    rows = np.concatenate([small[order[block]] for block in blocks])
    places = side_by_side(blocks)
    found: dict[bool, list[_Way]] = {False: [], True: []}
    for assignment in assignments(runs):
        moments = _read(tidied, skeleton, runs, assignment, rows)
        if moments is None or _part(moments, tidied) < VALID * shared:
            continue
        of_rows = gone_on(moments[rows]) if assignment.yearless else moments[rows]
        found[assignment.yearless].append(_Way(assignment, moments, sequence_of(of_rows, places)))
    for ways in found.values():  # what leaves no year out goes first
        way, note = _best(ways, skeleton)
        if way is not None and _is_time(way, runs):
            break
    else:
        return None
    whole = tidy(words, some)
    moments = _read(whole, skeleton, runs, way.assignment, order)
    if moments is None:
        return None
    parts = way.assignment.parts
    length = next((n for part, n in LENGTHS.items() if part in parts), 4)
    lengths = np.where(moments == NEVER, 0, length).astype(np.int8)
    sure = way.sequence.one_way >= ONE_WAY and way.sequence.even >= EVEN
    return Induced(Moments(moments, lengths, note), way.assignment.says, sure)


def read_moments(words: pa.StringArray, order: Int[np.ndarray, " rows"]) -> Induced:
    """Read words as dates, by their structure or else by the usual forms, one word at a time."""
    induced = induce(words, order)
    monthly = induced is not None and induced.moments.lengths.max() == LENGTHS["m"]
    if induced is not None and not monthly and _part(induced.moments.milliseconds, words) >= ALL:
        return induced
    dates = read_dates(words, order)
    if monthly and dates.lengths.max() > LENGTHS["m"]:  # 2009:1 to 2009:4 are quarters
        return Induced(dates, "", True)
    usual = int((dates.milliseconds != NEVER).sum())
    if induced is not None and (induced.moments.milliseconds != NEVER).sum() >= usual:
        return induced
    short = pc.sum(pc.match_substring_regex(words, SHORT)).as_py() or 0
    if 2 * short > usual and _part(dates.milliseconds, words) < MOSTLY:
        dates = Moments(np.full(len(words), NEVER), np.zeros(len(words), np.int8))
    return Induced(dates, "", False)


def _part(moments: Milliseconds, words: pa.StringArray) -> float:
    """Give the part of the words with a digit that are moments."""
    digits = pc.sum(pc.match_substring_regex(words, "[0-9]")).as_py() or 1
    return float((moments != NEVER).sum()) / digits


def _read(
    words: pa.StringArray,
    skeleton: str,
    runs: Some[Run],
    assignment: Assignment,
    order: Int[np.ndarray, " rows"],
) -> Milliseconds | None:
    """Read words by an assignment; None where their months cannot be learnt."""
    known, texts = taken_apart(words, skeleton)
    result = np.full(len(words), NEVER, np.int64)
    parts: dict[str, np.ndarray] = {}
    fits = np.ones(int(known.sum()), bool)
    for run, role, text in zip(runs, assignment.roles, texts, strict=True):
        parts |= _parts_of(text, run, role, assignment)
        if len(role) > 1 or role in ("y", "Y"):
            fits &= pc.equal(pc.utf8_length(text), run.longest).to_numpy(False).astype(bool)
    names, weekdays = parts.pop("b", None), parts.pop("a", None)
    if names is not None:
        months = _learnt(names, parts, known, order)
        if months is None:
            return None
        parts["m"] = months
    moments = moments_of(parts)
    if weekdays is not None and not _agree(weekdays, moments):
        return None
    result[known] = np.where(fits, moments, NEVER)
    return result


def _parts_of(
    text: pa.StringArray, run: Run, role: str, assignment: Assignment
) -> dict[str, np.ndarray]:
    """Give the parts of times that one run of the words says; names that none knows as codes."""
    match role:
        case "":
            return {}
        case "b" if assignment.months:
            months = {plain(word): month for word, month in assignment.months.items()}
            return {"m": _named(text, months)}
        case "a" | "b":
            return {role: text.dictionary_encode().indices.to_numpy(zero_copy_only=False)}
        case "p":
            return {role: _named(text, NOONS)}
        case "f":
            return {role: digits_of(pc.utf8_slice_codeunits(pc.utf8_rpad(text, 3, "0"), 0, 3))}
        case "e":
            return {role: digits_of(text) * EPOCHS[run.longest]}
        case _ if len(role) > 1:
            return unpacked(digits_of(text), role)
        case _:
            return {role: digits_of(text)}


def _named(text: pa.StringArray, numbers: dict[str, int]) -> np.ndarray:
    """Give the numbers that words stand for, −1 for others."""
    encoded = text.dictionary_encode()
    found = [numbers.get(plain(word), -1) for word in encoded.dictionary.to_pylist()]
    return np.array(found, np.int64)[encoded.indices.to_numpy(zero_copy_only=False)]


def _learnt(
    names: np.ndarray, parts: dict[str, np.ndarray], known: np.ndarray, order: np.ndarray
) -> np.ndarray | None:
    """Number unknown months by the order in which they follow one another."""
    year = parts.get("Y", parts.get("y"))
    if year is None:
        return None
    place = np.full(len(known), -1, np.int64)
    place[known] = np.arange(int(known.sum()))
    rows = place[order]
    rows = rows[rows >= 0]
    months = learnt_months(names[rows].astype(np.int64), year[rows])
    if months is None:
        return None
    return np.array([months.get(n, -1) for n in range(int(names.max()) + 1)], np.int64)[names]


def _agree(weekdays: np.ndarray, moments: Milliseconds) -> bool:
    """Tell whether each name of a weekday stands at one day of the week."""
    known = moments != NEVER
    days = (moments[known] // DAY) % 7
    pairs = np.unique(weekdays[known] * 7 + days)
    return len(pairs) == len(np.unique(pairs // 7)) == len(np.unique(pairs % 7))


def _best(ways: list[_Way], skeleton: str) -> tuple[_Way | None, str]:
    """Choose the assignment that does best, by today's rule where day and month do equally."""
    if not ways:
        return None, ""
    ways = sorted(ways, key=lambda way: -way.sequence.score)
    best = ways[0]
    equal = [way for way in ways if best.sequence.score - way.sequence.score < CLOSER]
    best = min(equal, key=lambda way: way.sequence.uneven)
    equal = [way for way in equal if way.sequence.uneven == best.sequence.uneven]
    equal = [w for w in equal if (w.moments != best.moments).any()]
    if not equal:
        return best, ""
    orders = {_order(way): way for way in (*reversed(equal), best)}
    if orders.keys() == {"ymd", "ydm"} and all("Y" in w.assignment.parts for w in equal):
        return orders["ymd"], ""  # the day stands last where the year stands first
    usual = "mdy" if "/" in skeleton and "mdy" in orders else "dmy"
    apart = all("d" in way.assignment.roles for way in orders.values())
    if apart and usual in orders and orders.keys() <= FIRST.keys():
        fronts = sorted({FIRST[order] for order in orders})
        note = f"may have {' or '.join(fronts)} in front: read with the {FIRST[usual]} in front"
        return orders[usual], note
    return None, ""


def _order(way: _Way) -> str:
    """Give the order of year, month and day."""
    parts = way.assignment.parts.replace("b", "m").replace("Y", "y")
    return "".join(part for part in parts if part in "ymd")


def _is_time(way: _Way, runs: Some[Run]) -> bool:
    """Tell whether an assignment is a time: by its parts, or by what the rows do."""
    parts, sequence = way.assignment.parts, way.sequence
    if _counts(way):
        return False
    if way.assignment.yearless:
        told = "b" in parts or "H" in parts or sequence.even >= NEARLY
        return told and sequence.one_way >= NEARLY and sequence.steps >= FEWEST
    follows = sequence.one_way >= ONE_WAY and sequence.even >= EVEN and sequence.steps >= 3
    if way.assignment.odd or ("Y" not in parts and "b" not in parts):
        return follows
    named = "b" in parts or (len(runs) > 2 and "m" in parts and "d" in parts)
    return follows or named


def _counts(way: _Way) -> bool:
    """Tell whether digits may as well count something: 00001.csv, 00002.csv is no 1 January 2000.

    A date of a year of two digits, or behind other letters, has gone from one month to the next,
    or to the next year.
    """
    packed = next((role for role in way.assignment.roles if len(role) > 1), "")
    sure = packed[:1] in ("", "Y") and not way.assignment.odd
    if "H" in way.assignment.parts or not packed or sure:
        return False
    if way.assignment.odd and packed[0] != "Y":
        return True  # AL012021, AL022021: the storms of 2021
    unit = "datetime64[Y]" if "j" in packed else "datetime64[M]"
    days = (way.moments[way.moments != NEVER] // DAY).astype("datetime64[D]")
    return len(np.unique(days.astype(unit))) < 2
