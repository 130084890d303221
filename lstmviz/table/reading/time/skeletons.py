"""Words that hold digits → their skeleton: runs of digits and of letters, and what is between.

“27. März 2015 13:05” has the skeleton “0. a 0 0:0”.
"""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Int64

TOKEN = re.compile(r"(?P<digits>[0-9]+)|(?P<letters>[^\W\d_]+)|(?P<sign>[\W_]+)")
MOST_TOKENS = 24
"""Runs of a word that may be a time, at most."""
TIDY = (
    (r"[\x{00a0}\x{202f}\x{2009}\s]+", " "),
    (r"([AaPp])\.\s?([Mm])\.?", r"\1\2"),  # 1:05 p. m.
    (r"(\pL{2,})\.(\s|\d|$)", r"\1\2"),  # Sept. 2015
    (r"\b([0-9]{1,2})(?:st|nd|rd|th)\b", r"\1"),  # March 1st
    (r"(?i)^(.*[0-9][:h][0-9]{2}.*?)\s?(?:z|(?:utc|gmt)?\s?[+-][0-9]{1,2}(?::?[0-9]{2})?)$", r"\1"),
    (r"\s?[(\[][A-Z]{2,5}[)\]]$", ""),
)
"""What is written in several ways, or says nothing of the file's own clock, such as an offset."""
NAMES_OF_ZONES = (
    "utc gmt cet cest mez mesz est edt cst cdt mst mdt pst pdt bst wet west eet eest jst ist aest "
    "aedt msk brt art kst hkt sast nzst nzdt trt"
)
ZONES = frozenset(NAMES_OF_ZONES.split())


@dataclass(frozen=True)
class Run:
    """A run of digits or letters that each word has at one place.

    Args:
        digits: whether it is one of digits.
        before: the sign that stands before it.
        shortest, longest: how many characters it has.
        words: what the run is in some words, in their order.
    """

    digits: bool
    before: str
    shortest: int
    longest: int
    words: tuple[str, ...]


def tidy(words: pa.StringArray, some: pa.StringArray) -> pa.StringArray:
    """Write alike what differs from word to word and says nothing, as far as some words do."""
    if not pc.all(pc.string_is_ascii(words)).as_py():
        words, some = (pc.utf8_normalize(each, form="NFKC") for each in (words, some))
    for pattern, instead in TIDY:
        if pc.any(pc.match_substring_regex(some, pattern)).as_py():
            words = pc.replace_substring_regex(words, pattern, instead)
            some = pc.replace_substring_regex(some, pattern, instead)
    return pc.utf8_trim_whitespace(words)


def skeleton_of(word: str) -> str:
    """Write 0 for each run of digits and a for each run of letters.

    >>> skeleton_of("27. März 2015 13:05")
    '0. a 0 0:0'
    """
    runs = TOKEN.finditer(word)
    return "".join({"digits": "0", "letters": "a"}.get(run.lastgroup or "", run[0]) for run in runs)


def main_skeleton(words: list[str]) -> tuple[str, float]:
    """Find the skeleton that most words share, and the part of them that have it."""
    counts = Counter(map(skeleton_of, words))
    best, count = counts.most_common(1)[0]
    return best, count / len(words)


def runs_of(words: list[str], skeleton: str) -> tuple[Run, ...]:
    """Give the runs of the words that have a skeleton."""
    split = [TOKEN.findall(word) for word in words if skeleton_of(word) == skeleton]
    if len(split[0]) > MOST_TOKENS:
        return ()
    runs, before = [], ""
    for place, (digits, _, sign) in enumerate(split[0]):
        if sign:
            before = sign
            continue
        texts = tuple(parts[place][0] or parts[place][1] for parts in split)
        sizes = set(map(len, texts))
        runs.append(Run(bool(digits), before, min(sizes), max(sizes), texts))
        before = ""
    return tuple(runs)


def pattern_of(skeleton: str) -> str:
    """Write the regular expression of a skeleton, with a group for each run."""
    groups, number = [], 0
    for sign in re.findall(r"[0a]|[^0a]+", skeleton):
        if sign in ("0", "a"):
            digits = "[0-9]+" if sign == "0" else r"\pL+"
            groups.append(f"(?P<g{number}>{digits})")
            number += 1
        else:
            groups.append(re.escape(sign))
    return f"^{''.join(groups)}$"


def digits_of(texts: pa.StringArray) -> Int64[np.ndarray, " words"]:
    """Read runs of digits as numbers; −1 where they are too long for one."""
    fits = pc.less_equal(pc.utf8_length(texts), 18)
    return pc.if_else(fits, texts, "-1").cast(pa.int64()).to_numpy(zero_copy_only=False)


def taken_apart(
    words: pa.StringArray, skeleton: str
) -> tuple[Bool[np.ndarray, " words"], list[pa.StringArray]]:
    """Tell which words have a skeleton, and give the runs of those."""
    parts = pc.extract_regex(words, pattern_of(skeleton))
    known = pc.is_valid(parts)
    parts = parts.filter(known)
    runs = [pc.struct_field(parts, [number]) for number in range(parts.type.num_fields)]
    return known.to_numpy(zero_copy_only=False).astype(bool), runs
