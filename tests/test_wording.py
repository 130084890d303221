"""How numbers are written, in Python and in the browser."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.wording import fixed, narrow, scientific, significant, two
from tests.diagram.conftest import javascript  # noqa: F401, the same fixture

SIZES = st.floats(1e-12, 1e15)
FINITE = st.one_of(
    st.just(0.0), SIZES, SIZES.map(lambda v: -v), st.integers(-4000, 4000).map(lambda n: n / 8)
)


@given(st.lists(FINITE, min_size=1, max_size=40), st.integers(0, 6))
def test_python_and_the_browser_write_alike(javascript, values, decimals):  # noqa: F811
    body = """given[0].map((v) => [m.fixed(v, given[1]), v ? m.scientific(v) : "", m.significant(v),
      m.significant(v, 2), m.two(v)])"""
    written = javascript("numerals", body, [values, decimals])
    for value, texts in zip(values, written, strict=True):
        assert texts == [
            fixed(value, decimals), scientific(value) if value else "", significant(value),
            significant(value, 2), two(value),
        ]  # fmt: skip


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_a_dash(javascript, value):  # noqa: F811
    assert narrow(value) == two(value) == "–"
    assert significant(value) == "no number"
    assert javascript("numerals", "[m.significant(1 / given), m.two(1 / given)]", 0) == [
        "no number",
        "–",
    ]


def read(text):
    """Read a number back as a person does."""
    letters = {"k": 10**3, "M": 10**6, "G": 10**9}
    factor = letters.get(text[-1], 1)
    return float(Decimal(text.rstrip("kMG").replace(",", "").replace("−", "-")) * factor)


@given(SIZES.flatmap(lambda v: st.sampled_from([v, -v])))
def test_three_digits_are_read_back_right(value):
    assert read(significant(value)) == pytest.approx(value, rel=5.01e-3)
    assert read(scientific(value)) == pytest.approx(value, rel=5.01e-3)
    if abs(value) >= 1e5:
        assert read(narrow(value)) == pytest.approx(value, rel=5.01e-3)
        assert len(narrow(value)) <= 8


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (17.36, 1, "17.4"), (-0.5, 0, "−0.5"), (53394.0, 0, "53,394"), (123456.0, 0, "123k"),
        (-2.5e9, 0, "−2.5G"), (1.62e12, 0, "1.62e12"), (3e20, 0, "3.00e20"), (2e-7, 5, "2e−7"),
        (7e-6, 5, "7e−6"), (7e-6, 8, "7.00e−6"), (0.0, 8, "0"),
        (999_999.6, 0, "1M"), (float("nan"), 2, "–"),
    ],
)  # fmt: skip
def test_numbers_fit_a_narrow_cell(value, decimals, text):
    assert narrow(value, decimals) == text
    assert len(text) <= 7
