"""The drawing of what was fed beside what was meant, as data and as HTML."""

import re

import pytest

from lstmviz.diagram.axes import draw, fed_sides, meant_sides, reading
from lstmviz.doctor import Axes

S, T, F = "samples", "timesteps", "features"
WINDOW = Axes((None, 24, 3), (S, T, F))


def marks(sides):
    return {side.role: side.mark for side in sides if side.mark}


def text(html):
    """What a screen reader is given: all but the drawing."""
    read = re.sub(r'<div class="blocks" aria-hidden="true">.*</div>(?=<p>)', " ", html)
    return " ".join(re.sub(r"<[^>]*>", " ", read).split())


def test_a_missing_axis_has_its_place_and_says_so_without_a_colour():
    fed = Axes((53_394, 3), (S, F))
    sides = fed_sides(fed, WINDOW)
    assert [side.role for side in sides] == [S, T, F]
    assert marks(sides) == {T: "missing"}
    assert marks(meant_sides(WINDOW, fed)) == {T: "added"}
    html = draw("What was fed", sides)
    assert reading(sides) == "Each sample: 3 features, and no step to read them at."
    assert "( 53,394 samples , missing ? timesteps , 3 features )" in text(html)
    assert "no timesteps" in html


def test_sizes_that_changed_places_are_both_marked():
    fed = Axes((7, 3, 4), (S, T, F))
    sides = fed_sides(fed, Axes((7, 4, 3), (S, T, F)))
    assert marks(sides) == {T: "other", F: "other"}
    assert [side.remark for side in sides] == ["", "meant: 4", "meant: 3"]
    assert not marks(meant_sides(Axes((7, 4, 3), (S, T, F)), fed))


def test_the_number_of_samples_is_news_only_where_the_axes_are_the_same():
    eight, seven = Axes((8,), (S,)), Axes((7,), (S,))
    assert marks(fed_sides(eight, seven)) == {S: "other"}
    windows = Axes((53_371, 24, 3), (S, T, F))
    assert marks(fed_sides(Axes((53_394, 3), (S, F)), windows)) == {T: "missing"}
    assert not marks(fed_sides(Axes((None, 24, 3), (S, T, F)), windows))


def test_an_axis_that_nobody_meant_goes_around_the_others():
    sides = fed_sides(Axes((None, 8, 24, 3), ("?", S, T, F)), WINDOW)
    assert marks(sides) == {"?": "extra"}
    assert [side.way for side in sides] == ["around", "beside", "down", "right"]
    twice = fed_sides(Axes((None, 8, 24, 3), (S, T, T, F)), WINDOW)
    assert [side.way for side in twice] == ["beside", "around", "down", "right"]
    assert [side.way for side in fed_sides(Axes((9, 24, 3), (S, "?", "?")), None)] == [
        "beside", "down", "right",
    ]  # fmt: skip
    five = draw("", fed_sides(Axes((9, 8, 7, 24, 3), (S, "?", "?", T, F)), None))
    assert '<span class="unknown">axis of 8</span><span class="unknown">axis of 7</span>' in five


def test_a_tables_rows_and_columns_belong_to_samples_and_features():
    table = Axes((1000, 12), ("rows", "columns"))
    sides = fed_sides(table, WINDOW)
    assert [side.words for side in sides] == ["1,000 rows", "no timesteps", "12 columns"]
    assert marks(sides) == {T: "missing", "columns": "other"}
    assert marks(meant_sides(WINDOW, table)) == {T: "added"}
    assert reading(sides) == "Each row: 12 columns, and no step to read them at."
    # A table beside nothing is drawn as one.
    assert [side.way for side in fed_sides(table, None)] == ["down", "right"]


def test_without_a_role_in_common_nothing_is_marked():
    kernel = Axes((3, 128), ("?", "units"))
    assert not marks(fed_sides(kernel, WINDOW))
    assert not marks(meant_sides(WINDOW, kernel))


@pytest.mark.parametrize(
    ("shape", "names", "words"),
    [
        ((None, 1, 3), (S, T, F), "Each sample: 1 timestep, 3 features at each (framed)."),
        ((9, 3), (S, F), ""),
        ((9, 3), (T, F), "A single sequence: 9 timesteps, 3 features at each (framed)."),
        ((9,), (S,), ""),
        ((9, 9, 5, 3), (S, S, T, F), ""),
    ],
)
def test_how_a_layer_reads_it(shape, names, words):
    assert reading(fed_sides(Axes(shape, names), None)) == words


def test_few_values_are_drawn_of_any_size_and_none_of_none():
    huge = draw("", fed_sides(Axes((10**12,) * 4, ("?", S, T, F)), None))
    assert len(huge) < 9_000
    assert huge.count("<i") == 2 * 2 * 6 * 6  # 3 first, a gap and 2 last each way
    assert "<i" not in draw("", fed_sides(Axes((0, 24, 3), (S, T, F)), None))
    assert draw("", fed_sides(Axes((2, 24, 3), (S, T, F)), None)).count("<b>…</b>") == 0


def test_a_title_is_text():
    assert "<img" not in draw("<img src=x>", fed_sides(WINDOW, None))
