"""Every layout has words of its own, and they are whole sentences at every size."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.samples.layout_words import LAYOUT_WORDS, say_layout, short_words, what_it_sees
from lstmviz.samples.layouts import LAYOUTS
from tests.samples.test_layouts import LAYOUT


def test_no_layout_is_without_words():
    assert list(LAYOUT_WORDS) == list(LAYOUTS)


@pytest.mark.parametrize("part", ["title", "short", "reads", "fits", "sees"])
def test_no_two_layouts_are_called_the_same(part):
    assert len({getattr(words, part) for words in LAYOUT_WORDS.values()}) == len(LAYOUTS)


@given(LAYOUT, st.integers(1, 5))
def test_sentences_are_whole(layout, columns):
    for said in (*say_layout(layout, columns), *what_it_sees(layout, columns)):
        assert said.endswith(".")
        assert not {*said} & {*"{}"}
    assert not {*short_words(layout)} & {*"{}"}


@pytest.mark.parametrize("words", LAYOUT_WORDS.values(), ids=LAYOUT_WORDS)
def test_no_text_is_empty_but_the_one_that_few_need(words):
    *needed, _ = astuple(words)
    assert all(needed)
