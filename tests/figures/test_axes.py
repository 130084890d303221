import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.figures.axes import label, quantity, tick_texts, ticks

finite = st.floats(-1e6, 1e6)


@given(finite, st.floats(1e-3, 1e6))
def test_ticks_are_few_and_inside(low, span):
    found = ticks(low, low + span)
    assert 1 <= len(found) <= 5
    assert all(low - 1e-6 * span <= value <= low + span * (1 + 1e-6) for value in found)


@given(st.floats(-1e3, 1e3), st.floats(0.01, 1e3))
def test_ticks_are_evenly_spaced_and_their_texts_differ(low, span):
    found = ticks(low, low + span)
    steps = [b - a for a, b in itertools.pairwise(found)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)
    assert len(set(tick_texts(found))) == len(found)


@given(st.floats(-12, 15), st.floats(-4, 0), st.floats(-1, 1))
def test_an_axis_of_any_size_has_texts_that_are_its_values(size, narrow, low):
    """From 1e-12 to 1e15, and down to a ten-thousandth of it from one end to the other."""
    span = 10.0 ** (size + narrow)
    low *= 10.0**size
    found = ticks(low, low + span)
    texts = tick_texts(found)
    assert len(found) >= 2
    assert len(set(texts)) == len(texts)
    for value, text in zip(found, texts, strict=True):
        read = float(text.replace("−", "-").replace(",", ""))
        assert read == pytest.approx(value, rel=1e-9, abs=span / 1e3)
        assert len(text) <= 11


@given(st.floats(1e-12, 1e15) | st.floats(-1e15, -1e-12))
def test_a_quantity_of_any_size_has_three_digits(value):
    text = quantity(value)
    read = float(text.replace("−", "-").replace(",", ""))
    assert read == pytest.approx(value, rel=5.01e-3)
    assert len(text) <= 12


def test_ticks_of_an_empty_range_is_its_one_value():
    assert ticks(3.0, 3.0) == [3.0]


@pytest.mark.parametrize(
    ("values", "unit", "texts"),
    [
        ([0.0, 200.0, 400.0], "W", ["0", "200", "400 W"]),
        ([-0.5, 0.0, 0.5], "", ["−0.5", "0.0", "0.5"]),
        ([0.0, 50_000.0], "kWh", ["0", "50,000 kWh"]),
        ([0.0, 1.0], "kilograms per year", ["0", "1"]),
        ([0.0, 5e-6, 1e-5], "m", ["0", "0.5e−5", "1.0e−5 m"]),
        ([1.2e6, 1.201e6], "", ["1.200e6", "1.201e6"]),
        ([-1e12, 0.0, 1e12], "", ["−1e12", "0", "1e12"]),
        ([3e-6], "", ["3e−6"]),
        ([], "W", []),
    ],
)
def test_tick_texts(values, unit, texts):
    assert tick_texts(values, unit) == texts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0 W"),
        (46.27, "46.3 W"),
        (-1234.4, "−1,234 W"),
        (0.00012, "0.000120 W"),
        (1.62e12, "1.62e12 W"),
        (7e-6, "7.00e−6 W"),
        (9.996, "10.0 W"),
        (math.nan, "no number"),
    ],
)
def test_quantity(value, text):
    assert quantity(value, "W") == text


def test_a_strangers_text_is_one_short_line_without_braces():
    assert label("  {a}\n{style|b} ") == "(a) (style|b)"
    assert len(label("x" * 1_000)) == 24


def test_letters_that_run_to_the_left_are_kept_apart():
    assert label("ab\u202e \u05e9\u05dc {5}") == "ab \u2068\u05e9\u05dc\u2069 (5)"
