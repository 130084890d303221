"""Stretches of rows: each may be a measurement of its own, by its word, number or clock."""

from collections.abc import Collection

import numpy as np
from jaxtyping import Float

from lstmviz.table.reading.cells.turn import columns_in_turn
from lstmviz.table.reading.time.dates import NEVER
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.columns import is_whole
from lstmviz.table.understanding.column.named import says
from lstmviz.table.understanding.column.wanted import is_label
from lstmviz.table.understanding.finding import NO_ONE, Findings
from lstmviz.table.understanding.grouped.codes import Codes
from lstmviz.table.understanding.grouped.telling import OWNERS, Series
from lstmviz.table.understanding.time.calendars import is_calendar
from lstmviz.wording import many

SHORTEST, OWNED = 20, 4
"""Rows that stretches have on average, at least; and where a name says whose they are."""
AGAIN = 0.5
"""Part of the rows below the first stretch whose time was there before, where it begins anew."""
MOST = 0.5
"""Part of the rows above which a word that comes back is the usual one, and others interrupt it."""


def ask_for_blocks(table: Table, taken: Collection[str], findings: Findings) -> Series | None:
    """Offer to keep windows within stretches, where neither times nor series are known.

    Where times are known, it is done if they begin anew. Of several columns it is the one with most
    stretches: those of text, and numbers that never come back.

    Args:
        table: with the time that was found.
        taken: names of the columns that are the time, or count.
        findings: where it is asked.
    """
    if NO_ONE in findings.chosen("series"):
        return None
    if table.moments is not None:  # on one clock, another word is another state of the same thing
        return _ask_for_times(table, findings)
    if columns_in_turn(table.columns, table.values[:20]):
        return None
    best, name = None, ""
    for other, codes in _candidates(table, taken):
        stretches = np.concatenate([[0], np.cumsum(np.diff(codes) != 0)]).astype(np.int32)
        count = int(stretches[-1]) + 1
        back = other in table.columns and count > len(np.unique(codes))
        if count < 2 or back or count * _shortest(other) > len(codes):
            continue
        if best is None or count > best[-1] + 1:
            best, name = stretches, other
    if best is None:
        return None
    count = int(best[-1]) + 1
    says = (
        f"“{name}” stays the same for stretches of rows, {count:,} of them: another stretch may be "
        "another measurement."
    )
    says += " Is it?"
    if not findings.wonder("blocks", says, "keep windows within", "one series", 0.5):
        return None
    return Series((name, "stretch"), best, interleaved=False)


def _ask_for_times(table: Table, findings: Findings) -> Series | None:
    """Ask whether times that begin anew are each of a series: then windows are kept within."""
    assert table.moments is not None
    steps = np.diff(table.moments)
    back = steps * np.sign(np.median(steps)) < 0
    stretches = np.concatenate([[0], np.cumsum(back)]).astype(np.int32)
    count = int(stretches[-1]) + 1
    if count < 2 or count * SHORTEST > len(stretches) or (table.moments == NEVER).any():
        return None
    again = len(stretches) - len(np.unique(table.moments))
    if not (steps[~back] != 0).all() or again < AGAIN * (
        len(stretches) - np.bincount(stretches)[0]
    ):
        return None
    says = (
        f"The time begins anew {many(count - 1, 'time')}: {many(again, 'row')} have the time of a "
        f"row above. Are these {count:,} series, one after another?"
    )
    if not findings.wonder("anew", says, "keep windows within", "one series", 0.8, accepted=True):
        return None
    return Series((table.label_name, "stretch"), stretches, interleaved=False)


def _candidates(
    table: Table, taken: Collection[str]
) -> list[tuple[str, Codes | Float[np.ndarray, " rows"]]]:
    """Give the columns that may stay the same for stretches of rows."""
    texts: list = [
        (name, codes)
        for name, codes in table.groups.items()
        if name not in table.columns
        and not _interrupts(codes)
        and not _is_mark(table.levels.get(name, ()))
    ]
    numbers = [
        (name, table.values[:, n])
        for n, name in enumerate(table.columns)
        if name not in taken
        and not is_label(name)
        and np.count_nonzero(np.diff(table.values[:, n])) * _shortest(name) <= len(table.values)
        and is_whole(table.values[:, n])
    ]
    return [(name, codes) for name, codes in texts + numbers if not is_calendar(name)]


def _shortest(name: str) -> int:
    """Give the rows that the stretches of a column have on average, at least."""
    return OWNED if says(OWNERS, name) else SHORTEST


def _interrupts(codes: Codes) -> bool:
    """Tell whether one word fills most rows and comes back, as a mark of good quality does."""
    usual = codes == np.bincount(codes - codes.min()).argmax() + codes.min()
    begins = int(usual[0]) + np.count_nonzero(np.diff(usual.astype(np.int8)) == 1)
    return bool(usual.mean() > MOST and begins > 1)


def _is_mark(words: tuple[str, ...]) -> bool:
    """Tell whether words are single letters, as marks of quality are."""
    return bool(words) and all(len(word.strip()) <= 1 for word in words)
