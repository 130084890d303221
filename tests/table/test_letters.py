"""A pattern of any letters finds the same in words of ASCII when it has but those of ASCII."""

import random
import string

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from lstmviz.table.reading.cells.letters import shortest
from lstmviz.table.reading.cells.marks import KINDS
from lstmviz.table.reading.cells.numbers import PARTS
from lstmviz.table.reading.time.dates import PATTERNS

WRITTEN = """2021-03-01|2021 Mar 1|1 March 2021 06:00|3/1/21 6:00 PM|March 3, 2021|15MAR27|2015Mar27
Mar 27 15:30:00 UTC 2015|2015-074|20210301T0600|20210301 6:00|2021-Mar|03/2021|Mar. 2021|Mar21
2021Q1|Q1 2021|I 2021|2021 II|2021H1|1Q21|2021|2021-W05-1|W05 2021|12.5 kg|$1,234|USD 5|(3 m3/h)
5 %|R$ 7|1e5 mg/l|<0.5 mg/l|> 3 m|no data|n.d.|tr.|25 kilometres an hour"""
SIGNS = string.ascii_letters + string.digits + string.punctuation + " "
FOUND = [*PATTERNS, PARTS, *(pattern for _, pattern in KINDS)]


def changed(signs: str) -> pa.StringArray:
    """Change some signs of what is written, by chance."""
    draw, words = random.Random(0), WRITTEN.replace("\n", "|").split("|")
    changed = []
    for word in 100 * words:
        for _ in range(draw.randint(0, 2)):
            place, gone = draw.randint(0, len(word)), draw.randint(0, 1)
            new = draw.choice(signs) * draw.randint(0, 2)
            word = word[:place] + new + word[place + gone :]
        changed.append(word)
    return pa.array(words + changed)


@pytest.mark.parametrize("pattern", FOUND)
def test_the_same_is_found_in_words_of_ascii(pattern):
    words = changed(SIGNS)
    short = shortest(pattern, words)
    assert r"\p" not in short
    found = pc.match_substring_regex(words, pattern)
    assert pc.any(found).as_py()
    assert pc.match_substring_regex(words, short).equals(found)
    if "?P<" in pattern:
        assert pc.extract_regex(words, short).equals(pc.extract_regex(words, pattern))


@pytest.mark.parametrize("sign", "é€мµ")
def test_words_beyond_ascii_are_looked_through_for_any_letter(sign):
    assert all(shortest(pattern, changed(sign)) == pattern for pattern in FOUND)


def test_gaps_are_no_words():
    assert shortest(r"\pL", pa.array([None, "a"])) == "[A-Za-z]"
