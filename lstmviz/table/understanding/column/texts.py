"""Text that is not fed: it is named, and offered as columns of 0 and 1."""

from collections.abc import Collection

import numpy as np

from lstmviz.table.reading.files.files import MAX_COLUMNS
from lstmviz.table.reading.names import clean_name
from lstmviz.table.tables import Table
from lstmviz.table.understanding.column.features import with_column
from lstmviz.table.understanding.finding import NAMED, Findings
from lstmviz.wording import many, percent

MOST = 0.5
"""Part of the rows above which a word is the usual one."""
MOST_WORDS = 12
"""Words of a text up to which each can have a column of its own."""


def with_texts(
    table: Table, features: list[str], taken: Collection[str], findings: Findings
) -> tuple[Table, list[str]]:
    """Say which columns of text are not fed; offer a column of 0 and 1 for each of a few words.

    Args:
        table: with everything done that is done.
        features: names of the columns that are fed.
        taken: names of the columns that tell series apart.
        findings: where it is said.
    """
    texts = {
        name: len(np.unique(codes[codes >= 0]))
        for name, codes in table.groups.items()
        if name not in taken and name not in table.columns
    }
    texts = {name: count for name, count in texts.items() if count > 1}
    if not texts:
        return table, features
    named = [
        f"“{name}” ({many(count, 'word')}{_usual(table, name)})" for name, count in texts.items()
    ]
    more = f" and {len(named) - NAMED:,} more" if len(named) > NAMED else ""
    says = f"Text is not fed: {', '.join(named[:NAMED])}{more}."
    few, room = [], MAX_COLUMNS - len(table.columns)
    for name, count in sorted(texts.items(), key=lambda text: text[1]):
        if name in table.levels and 1 < count <= min(MOST_WORDS, room):
            few.append(name)
            room -= count
    if not few:
        findings.say("texts", says)
        return table, features
    offers = "feed those of few words as 0 and 1" if len(few) < len(texts) else "feed as 0 and 1"
    if not findings.ask("texts", says, offers, False):
        return table, features
    before = len(table.columns)
    for name in few:
        codes = table.groups[name]
        for number in np.unique(codes[codes >= 0]).tolist():
            word = table.levels[name][number]
            told = np.where(codes < 0, np.nan, codes == number)
            table = with_column(table, f"{name} {word}"[:60], told)
    return table, [*features, *table.columns[before:]]


def _usual(table: Table, name: str) -> str:
    """Say which word stands in most rows, as one that tells a state does."""
    codes, words = table.groups[name], table.levels.get(name, ())
    counts = np.bincount(codes[codes >= 0], minlength=1)
    share = float(counts.max()) / len(codes)
    if share <= MOST or len(words) < 2:
        return ""
    return f", “{clean_name(words[int(counts.argmax())])}” in {percent(share)} of the rows"
