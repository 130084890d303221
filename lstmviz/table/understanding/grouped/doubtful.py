"""Text that may tell series apart, where times hardly say so: it is asked about."""

import re

import numpy as np
from jaxtyping import Bool, Int

from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.reading.time.sequences import sequence_of
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.named import CODES, STATES, says
from lstmviz.table.understanding.grouped.codes import count, numbered
from lstmviz.table.understanding.grouped.sets import filled
from lstmviz.table.understanding.grouped.telling import OWNERS, SHORTEST, Codes, Series, take_turns

BANDS = re.compile(
    r"(band|passband|bandpass|filter|channel|wavelength|polari[sz]ation)s?(code|id|name)?"
)
"""Words in the name of a text that says through what a row was measured."""
EVEN, OFTEN, LEAPS = 0.9, 0.25, 4
"""Part of the steps that are the usual one where times are even; part of the rows that another word
follows; and how many times as far as from row to row of one word it is to a row of another."""
LOOKED_AT = 20_000
"""Rows by which it is told what goes on and what leaps."""
BY_CHANCE = 1e-3
"""Chance that words tell apart all rows of one time and mean nothing, at most."""


def by_seldom(table: Table, texts: list[tuple[str, Codes]]) -> Series | None:
    """Take a text that tells apart the few rows which share their time with another one."""
    if table.moments is None or (table.moments == NEVER).any():
        return None
    _, moment, rows = np.unique(table.moments, return_inverse=True, return_counts=True)
    twice = int((rows - 1).sum())
    for name, codes in texts:
        words = filled(codes)
        share = np.bincount(words) / len(words)
        # By chance the words of two rows differ so often; of so many, they hardly all would.
        chance = (1 - float((share**2).sum())) ** twice
        pairs = count(moment.astype(np.int64) * (int(words.max()) + 1) + words)
        alone = ~_never_alone(words, rows[moment] > 1)[words]
        kept = len(np.unique(moment[alone])) == int(alone.sum()) < len(words)
        if (
            kept
            and pairs == len(words)
            and chance < BY_CHANCE
            and len(share) * SHORTEST <= len(words)
        ):
            several = int((rows > 1).sum())
            has = "has" if several == 1 else "have"
            doubt = f", but only {several:,} of {len(rows):,} times {has} more than one row"
            return Series((name,), words, take_turns(words), doubt=doubt)
    return None


def _never_alone(
    words: Int[np.ndarray, " rows"], shared: Bool[np.ndarray, " rows"]
) -> Bool[np.ndarray, " words"]:
    """Tell which words have no row without another one of its time, as a second auction has none.

    A state, such as the weather, has.
    """
    return np.bincount(words, shared) == np.bincount(words)


def owned(table: Table, texts: list[tuple[str, Codes]]) -> Series | None:
    """Take a text that says whose each row is, and whose rows stand together."""
    for name, codes in texts:
        together = codes.min() >= 0 and 0 < codes.max() == np.count_nonzero(np.diff(codes))
        if together and says(OWNERS, name) and not says(STATES, name):
            doubt = ", but the time does not begin anew where it changes"
            return Series((name,), codes, interleaved=False, doubt=doubt)
    return None


def levelled(table: Table, texts: list[tuple[str, Codes]]) -> Series | None:
    """Take words, or numbers that name, which take turns while something goes on within each.

    Such as ships at uneven times: from each message to the next of any ship, the place leaps.
    """
    if table.moments is None or (table.moments == NEVER).any():
        return None
    if sequence_of(table.moments).even >= EVEN:
        return None
    named = [
        (name, numbered(values))
        for name, values in zip(table.columns, table.values.T, strict=True)
        if (says(CODES, name) or says(OWNERS, name)) and not np.isnan(values).any()
    ]
    for name, codes in (*texts, *named):
        words = filled(codes)
        some = words[:LOOKED_AT]
        turns = np.diff(some) != 0
        if says(STATES, name) or not _may_turn(words, turns):
            continue
        order = np.argsort(some, kind="stable")
        inside = np.diff(some[order]) == 0
        for number, column in enumerate(table.columns):
            if column == name:
                continue
            values = table.values[:LOOKED_AT, number].astype(np.float64)
            on, over = np.abs(np.diff(values[order]))[inside], np.abs(np.diff(values))[turns]
            on, over = on[~np.isnan(on)], over[~np.isnan(over)]
            if len(on) and len(over) and np.median(on) * LEAPS < np.median(over) and np.ptp(on):
                doubt = f", as “{column}” goes on within each and leaps between them"
                return Series((name,), words, interleaved=True, doubt=doubt)
    return None


def _may_turn(words: Codes, turns: Bool[np.ndarray, " steps"]) -> bool:
    """Tell whether words stand in some rows each, and change as often as those of series do."""
    rows = np.bincount(words)
    return len(rows) > 1 and int(np.median(rows)) >= SHORTEST and bool(turns.mean() > OFTEN)


def banded(texts: list[tuple[str, Codes]]) -> Series | None:
    """Take a text that by its name says through what was measured, where its words take turns."""
    for name, codes in texts:
        words = filled(codes)
        long = np.bincount(words).min() >= SHORTEST
        if long and says(BANDS, name) and take_turns(words):
            doubt = ", as by name it says through what a row was measured"
            return Series((name,), words, interleaved=True, doubt=doubt)
    return None
