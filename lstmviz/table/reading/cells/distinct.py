"""The distinct words of a column of text, and which of them stand for a missing value."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Int, Int64

from lstmviz.table.reading.cells.cell import MISSING
from lstmviz.table.reading.cells.column import where_it_holds

SAMPLE = 1_000
NAMED = {"Na": r"[A-Za-z][A-Za-z0-9_]*", "NA|NE": r"[A-Z]{2}", "NAN|NIL": r"[A-Z]{3}"}
"""A word for a missing value → what the other words are like where it is a name."""
FEWEST_NAMES, NEARLY = 3, 0.9


@dataclass(frozen=True, eq=False)
class Words:
    """The distinct words of a column of text: a million rows often hold a few hundred.

    Args:
        texts: the words, trimmed.
        of_row: number of each row's word.
        times: how many rows hold each.
        gap: which stand for a missing value.
        there: rows that hold one of the others.
    """

    texts: pa.StringArray
    of_row: Int[np.ndarray, " rows"]
    times: Int64[np.ndarray, " words"]
    gap: Bool[np.ndarray, " words"]
    there: int

    @property
    def repeat(self) -> bool:
        """Whether they repeat so often that they do not tell rows apart."""
        return bool(2 * (~self.gap).sum() <= len(self.of_row))

    def filled(self) -> pa.StringArray:
        """Give the words that stand for no missing value."""
        return self.texts.filter(pa.array(~self.gap))

    def rows_of(self, some: Bool[np.ndarray, " words"]) -> int:
        """Count the rows that hold one of some words."""
        return int(self.times[some].sum())

    def show(self, pattern: str) -> bool:
        """Tell whether one of a sample of the words has a form."""
        numbers = np.linspace(0, len(self.texts) - 1, min(SAMPLE, len(self.texts))).astype(int)
        return pc.any(pc.match_substring_regex(self.texts.take(numbers), pattern)).as_py()

    def hold(self, what: str) -> str:
        """Say what they are, and in how many rows, as the rest of the sentence “Column x …”."""
        return f"holds {what}{where_it_holds(self.there, len(self.of_row))}"


def words_of(column: pa.ChunkedArray) -> Words:
    """Find the distinct words of a column, and where each stands."""
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(column, "")).combine_chunks()
    encoded = trimmed.dictionary_encode()
    texts, of_row = encoded.dictionary, encoded.indices.to_numpy()
    times = np.bincount(of_row, minlength=len(texts))
    gap = _are_gaps(texts)
    gap &= ~_are_names(texts, gap)
    return Words(texts, of_row, times, gap, there=int(times[~gap].sum()))


def _are_gaps(words: pa.StringArray) -> Bool[np.ndarray, " words"]:
    """Tell which words stand for a missing value, such as NA, – or ***."""
    known = pc.is_in(pc.utf8_lower(words), pa.array(sorted(MISSING)))
    stars = pc.match_substring_regex(words, r"^[*x.]{2,}$|^\*$")
    return pc.or_(known, stars).to_numpy(zero_copy_only=False).astype(bool)


def _are_names(
    words: pa.StringArray, gap: Bool[np.ndarray, " words"]
) -> Bool[np.ndarray, " words"]:
    """Tell which words for a missing value name something here: Na among K and Mg, NA among DE."""
    texts = words.to_pylist()
    others = [word for word, missing in zip(texts, gap, strict=True) if not missing]
    named = np.zeros(len(texts), bool)
    for pattern, like in NAMED.items():
        alike = sum(bool(re.fullmatch(like, word)) for word in others[:SAMPLE])
        if len(others) >= FEWEST_NAMES and alike >= NEARLY * min(len(others), SAMPLE):
            named |= np.array([bool(re.fullmatch(pattern, word)) for word in texts], bool) & gap
    return named
