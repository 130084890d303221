"""Marks where numbers stand: what is missing, a trace, or beyond what can be measured."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Int64

from lstmviz.table.reading.cells.letters import shortest
from lstmviz.wording import many

KINDS = (
    ("which says that nothing is known", r"^(?i:m|mm|miss|msg|no ?data|ns|not sampled)$"),
    ("which says that nothing was found, or none is known", r"^(?i:n\.?d\.?)$"),
    ("a trace, too little to measure", r"^(?i:t|tr|trace|traces)\.?$"),
    ("below what can be measured",
     r"^(?:<\s?[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?\s?[\pLµ%/]{0,8}"
     r"|(?i:b\.?d\.?l?\.?|b?lod|b?loq|mdl|bql|bmdl|<\s?(?:lod|loq|m?dl|rl|mrl|bdl)))$"),
    ("above what can be measured", r"^>\s?[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?\s?[\pLµ%/]{0,8}$"),
)  # fmt: skip
"""What a mark says → how it is written."""


def find_marks(words: pa.StringArray) -> tuple[Bool[np.ndarray, " words"], list[str]]:
    """Tell which words are marks, and what each says: "" for what is none.

    Args:
        words: distinct, trimmed.
    """
    meanings = np.full(len(words), "", object)
    for meaning, pattern in KINDS:
        found = pc.match_substring_regex(words, shortest(pattern, words))
        found = found.to_numpy(zero_copy_only=False)
        meanings[found.astype(bool)] = meaning
    return meanings != "", meanings.tolist()


def says_unknown(words: pa.StringArray) -> Bool[np.ndarray, " words"]:
    """Tell which words say that nothing is known, and are hardly a word of anything else."""
    found = pc.match_substring_regex(words, r"^(?i:mm|msg|no ?data|not sampled)$")
    return found.to_numpy(zero_copy_only=False).astype(bool)


def say_marks(
    title: str, words: pa.StringArray, meanings: list[str], times: Int64[np.ndarray, " words"]
) -> list[str]:
    """Say what the marks of a column mean and in how many rows they stand, one sentence a kind."""
    notes = []
    for meaning, _ in KINDS:
        here = [n for n, each in enumerate(meanings) if each == meaning]
        if here:
            rows = int(times[here].sum())
            often = words[max(here, key=lambda n: times[n])].as_py()[:30]
            where = f"marks in {many(rows, 'row')}, such as “{often}”, {meaning}"
            notes.append(f"Column “{title}” holds {where}: read as missing.")
    return notes
