"""The charts of a race as plain data."""

import json
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.figures.axes import quantity
from lstmviz.figures.beside import spread_out, wrapped
from lstmviz.figures.colours import THEMES
from lstmviz.figures.contenders import POINTS, course, frame, marks, short_names
from lstmviz.figures.race import describe_race, race_curve, race_height
from lstmviz.figures.spread import describe_spread, spread_figure, spread_height

BASELINES = {"repeat the last value": 50.0, "linear regression": 47.1, "always say the mean": 121.0}
RULES = {"baselines": BASELINES, "lowest": 43.0}
NAMES = ("columns as timesteps, (N, 3, 1)", "one row, (N, 1, 3)", "24-row window, (N, 24, 3)")
EPOCHS = [0.25, 0.5, 0.75, 1.0, 2.0, 3.0]
ENDS = (112.0, 109.0, 46.0)
INF, NAN = math.inf, math.nan


def seeds(end, count=5, done=3.0):
    """Curves that fall to an error; seed 0 ends 2 below it, the last 2 above."""
    epochs = np.array([epoch for epoch in EPOCHS if epoch <= done])
    offsets = np.linspace(-2, 2, count) if count > 1 else [0]
    return [(epochs, end + offset + 300 * np.exp(-9 * epochs)) for offset in offsets]


def raced(done=3.0):
    return {name: seeds(end, done=done) for name, end in zip(NAMES, ENDS, strict=True)}


def drawn(curves=None, **changes):
    return race_curve(raced() if curves is None else curves, epochs=3, unit="W", **RULES | changes)


def series(option, name):
    return next(each for each in option["series"] if each.get("name") == name)


def label_of(option, number):
    """A label beside the picture and its height."""
    lead = next(each for each in option["series"] if each.get("id") == f"label {number}")
    last = lead["data"][-1]
    return last["label"]["formatter"], last["value"][1]


def values(line):
    return [point["value"] if isinstance(point, dict) else point for point in line["data"]]


# ---- the seeds together ---------------------------------------------------------------------


def test_the_median_and_the_spread_are_those_of_the_seeds():
    together = course([([1.0, 2.0], [9.0, 3.0]), ([1.0, 2.0], [5.0, 4.0]), ([1.0], [6.0])][:2])
    np.testing.assert_array_equal(together.epochs, [1, 2])
    np.testing.assert_array_equal(together.median, [7, 3.5])
    np.testing.assert_array_equal(together.lowest, [5, 3])
    np.testing.assert_array_equal(together.highest, [9, 4])


def test_a_seed_that_is_behind_holds_the_median_back():
    together = course([([1.0, 2.0, 3.0], [9.0, 3.0, 1.0]), ([1.0, 2.0], [5.0, 4.0]), ([], [])])
    np.testing.assert_array_equal(together.epochs, [1, 2])
    assert together.begun == 2


def test_a_seed_that_diverged_is_infinitely_far_off_and_holds_nobody_back():
    lost = ([1.0, 2.0], [9.0, NAN])
    together = course([lost, ([1.0, 2.0, 3.0], [5.0, 4.0, 3.0])])
    np.testing.assert_array_equal(together.epochs, [1, 2, 3])
    np.testing.assert_array_equal(together.highest, [9, INF, INF])
    np.testing.assert_array_equal(together.lowest, [5, 4, 3])
    assert together.diverged == 1
    np.testing.assert_array_equal(course([([1.0], [INF])]).median, [INF])


def test_epochs_that_differ_are_interpolated():
    together = course([([1.0, 3.0], [10.0, 20.0]), ([1.0, 2.0, 3.0], [0.0, 0.0, 0.0])])
    np.testing.assert_array_equal(together.highest, [10, 15, 20])


def test_a_long_curve_is_thinned_between_its_ends():
    epochs = np.linspace(1, 50, 1_000)
    together = course([(epochs, epochs)])
    assert len(together.epochs) == POINTS
    assert together.median[[0, -1]].tolist() == [1, 50]


# ---- the curves -----------------------------------------------------------------------------


def test_the_option_is_json_that_stays_the_same():
    assert json.dumps(drawn(), allow_nan=False) == json.dumps(drawn(), allow_nan=False)
    assert drawn()["animation"] is False


def test_each_entrant_is_the_median_of_its_seeds():
    option = drawn()
    for name, end in zip(NAMES, ENDS, strict=True):
        points = values(series(option, name))
        assert [x for x, _ in points] == EPOCHS
        assert points[-1][1] == pytest.approx(end, rel=1e-5)


def test_a_band_reaches_from_the_best_seed_to_the_worst():
    stacks = [each for each in drawn()["series"] if each.get("stack") == "band 2"]
    floor, height = stacks
    assert floor["data"][-1] == [3, pytest.approx(44)]
    assert height["data"][-1] == [3, pytest.approx(4)]
    assert "areaStyle" in height
    assert "areaStyle" not in floor


def test_one_seed_has_no_band():
    option = drawn({"alone": seeds(46.0, count=1)})
    assert not [each for each in option["series"] if "stack" in each]


def test_entrants_differ_in_colour_symbol_and_letter():
    looks = marks([f"entrant {number}" for number in range(6)], THEMES["light"])
    for what in ("name", "colour", "text", "symbol", "letter"):
        assert len({getattr(look, what) for look in looks}) == 6
    lines = [series(drawn(), name) for name in NAMES]
    assert len({line["symbol"] for line in lines}) == 3
    assert [line["color"] for line in lines] == list(THEMES["light"].columns[:3])


def test_labels_say_the_numbers_and_stand_in_the_order_of_the_errors():
    labels = [label_of(drawn(), number) for number in range(7)]
    for (text, _), number in zip(labels, ENDS, strict=False):
        assert f" {quantity(number, 'W')}}}" in text
    order = sorted(labels, key=lambda label: label[1])
    errors = [float(text.split("|")[1].lstrip("●■▲ ").split()[0]) for text, _ in order]
    assert errors == sorted(errors)
    assert "24-row window,\n(N,\u00a024,\u00a03)" in labels[2][0]


def boxes_of(option, labels, room):
    """Top and bottom of each label beside the picture, in px from the picture's top."""
    low, high = option["yAxis"]["min"], option["yAxis"]["max"]
    boxes = []
    for each in labels:
        last = each["data"][-1]
        middle = (high - last["value"][1]) / (high - low) * room
        half = 14 * len(last["label"]["formatter"].split("\n")) / 2
        boxes.append((middle - half, middle + half))
    return sorted(boxes)


@pytest.mark.parametrize("narrow", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("entrants", [3, 6])
def test_labels_do_not_overlap_and_stay_in_the_picture(entrants, narrow):
    curves = {f"columns as timesteps, ({n}, 3, 1)": seeds(40.0 + n) for n in range(entrants)}
    option = drawn(curves)
    (phone,) = option["media"]
    grid = option["grid"] | (phone["option"]["grid"] if narrow else {})
    room = race_height(curves, **RULES) - grid["top"] - grid["bottom"]
    labels = [each for each in option["series"] if each.get("id", "").startswith("label")]
    boxes = boxes_of(option, phone["option"]["series"] if narrow else labels, room)
    assert len(boxes) == entrants + 4
    assert boxes[0][0] >= -0.01
    assert boxes[-1][1] <= room + 0.01
    assert all(above[1] < below[0] for above, below in pairwise(boxes))


def test_baselines_are_dashed_and_the_lowest_error_is_dotted():
    option = drawn()
    linear = series(option, "linear regression 47.1 W")
    assert linear["data"] == [[0, 47.1], [3, 47.1]]
    assert linear["lineStyle"]["type"] == "dashed"
    assert series(option, "no model beats 43.0 W")["lineStyle"]["type"] == "dotted"


def test_a_baseline_above_the_picture_is_named_at_its_top():
    close = {name: seeds(46.0) for name in NAMES}
    option = drawn(close)
    assert option["yAxis"]["max"] < 121
    assert series(option, "always say the mean 121 W")["data"] == []
    text, y = label_of(option, 5)
    assert "121 W ↑" in text
    assert y == max(label_of(option, number)[1] for number in range(7))


def test_a_baseline_that_is_no_number_is_not_drawn():
    json.dumps([drawn(baselines={"rule": NAN}), spread_figure({}, baselines={"rule": NAN})])
    names = [each.get("name", "") for each in drawn(baselines={"rule": NAN})["series"]]
    assert not [name for name in names if name.startswith("rule")]


def test_the_first_epochs_do_not_squash_the_rest():
    fell = {"fell": [(EPOCHS, [140.0, 130.0, 125.0, 47.0, 46.5, 46.0])]}
    assert drawn(fell)["yAxis"]["max"] < 100


def test_what_has_learned_nothing_does_not_squash_the_rest():
    flat = [([1.0, 2.0, 3.0], [9e6, 9e6, 9e6])]
    option = drawn({"good": seeds(46.0), "bad": flat})
    assert option["yAxis"]["max"] < 130
    text, _ = label_of(option, 1)
    assert "9,000,000 W ↑" in text


def test_a_diverged_entrant_is_still_a_chart():
    some = {"bad": [([1.0, 2.0], [60.0, NAN]), ([1.0, 2.0], [60.0, INF])]}
    one = {"good": [([1.0, 2.0], [60.0, NAN]), *seeds(46.0, done=2.0)]}
    option = drawn(some | one)
    json.dumps(option, allow_nan=False)
    assert [each["data"][-1][0] for each in option["series"] if "stack" in each] == [1, 1]
    assert "diverged ↑" in label_of(option, 0)[0]
    assert label_of(option, 1)[0] == "{number|■ 46.5 W}\ngood\n1 of 6 diverged"
    assert values(series(option, "bad")) == [[1, 60]]


def test_before_the_start_the_baselines_are_there():
    option = drawn(dict.fromkeys(NAMES, ()))
    assert option["yAxis"]["min"] < 43 < 121 < option["yAxis"]["max"]
    assert drawn({}, baselines={}, lowest=None)["yAxis"] == {**option["yAxis"], "min": 0, "max": 1}


def test_on_a_phone_the_names_stand_below_and_the_labels_keep_their_numbers():
    (phone,) = drawn()["media"]
    option = phone["option"]
    names = [each if isinstance(each, str) else each["name"] for each in option["legend"]["data"]]
    levels = ["repeat the last value 50.0 W", "linear regression 47.1 W"]
    assert names == [*NAMES, *levels, "always say the mean 121 W", "no model beats 43.0 W"]
    assert set(names) <= {each.get("name") for each in drawn()["series"]}
    texts = [each["data"][-1]["label"]["formatter"] for each in option["series"]]
    assert texts[2] == "{number|▲ 46.0 W}"
    assert option["grid"]["bottom"] + 80 < race_height(raced(), **RULES)


def test_a_long_curve_has_few_symbols_and_one_at_its_end():
    epochs = np.linspace(0.1, 3, 101)
    data = series(drawn({"long": [(epochs, 50 + epochs)]}), "long")["data"]
    assert sum(isinstance(point, list) for point in data) <= 12
    assert isinstance(data[-1], list)


def test_a_stranger_cannot_speak_to_the_charts():
    option = drawn({"{c}" * 40: seeds(46.0)}, baselines={"{b}": 50.0})
    spread = spread_figure({"{c}": [46.0]}, unit="{c}%s", baselines={"{d}": 50.0})
    text = json.dumps([option, spread["series"]])
    assert "{c}" not in text
    assert "{d}" not in text
    percent = race_curve(raced(), epochs=3, unit="%s")
    assert percent["tooltip"]["valueFormatter"] == "%.4g %%s"


def test_long_names_stay_apart():
    long = "x" * 100
    assert short_names([long + ", GRU"])[0].endswith("xx, GRU")
    assert len(set(short_names([long, long + ", GRU", long + ", LSTM", "x" * 90]))) == 4
    assert max(map(len, wrapped(long))) <= 24


def test_dark_wears_the_dark_colours():
    errors = {"one": [46.0, 47.0]}
    dark = THEMES["dark"]
    text = json.dumps([drawn(theme=dark), spread_figure(errors, **RULES, theme=dark)])
    for colour in ("muted", "hair", "page"):
        assert getattr(dark, colour) in text
        assert getattr(THEMES["light"], colour) not in text


def test_the_description_of_a_race_says_the_numbers():
    text = describe_race(raced(done=2.0), epochs=3, unit="W", **RULES)
    assert "24-row window, (N, 24, 3): 46.0 W at epoch 2, the median of 5 seeds from 44.0 W" in text
    assert "Error of “linear regression”: 47.1 W." in text
    assert "nothing has been trained yet" in describe_race({"one": []}, epochs=3)
    lost = describe_race({"one": [([1.0], [NAN]), ([1.0], [4.0]), ([1.0], [5.0])]}, epochs=3)
    assert "5.00 at epoch 1, the median of 3 seeds of which 1 diverged" in lost


@given(st.lists(st.floats(0, 1e9), max_size=9), st.lists(st.floats(0, 1e9), max_size=3))
def test_the_frame_is_never_empty(errors, rules):
    low, high = frame(errors, {str(number): rule for number, rule in enumerate(rules)}, None)
    assert low < high


@given(st.lists(st.floats(-100, 500), max_size=9))
def test_labels_are_moved_apart_in_order(places):
    heights = [30.0 + number for number in range(len(places))]
    middles = spread_out(places, heights, 400)
    boxes = sorted(
        (middle - height / 2, middle + height / 2, place)
        for middle, height, place in zip(middles, heights, places, strict=True)
    )
    for above, below in pairwise(boxes):
        assert above[1] <= below[0] + 1e-6
        assert above[2] <= below[2]
    assert all(top >= -1e-6 and bottom <= 400 + 1e-6 for top, bottom, _ in boxes)


# ---- where the seeds stand ------------------------------------------------------------------


def dots(option, name):
    return series(option, name)["data"]


def test_each_seed_is_a_dot_with_its_number():
    option = spread_figure({"one": [46.0, None, 48.0]}, unit="W", **RULES)
    assert [dot["value"][0] for dot in dots(option, "one")] == [46, 48]
    assert len(dots(spread_figure({"one": [0.0]}), "one")) == 1
    assert dots(option, "one")[1]["name"] == "one, seed 2: 48.0 W"
    json.dumps(option, allow_nan=False)


def test_dots_stand_in_the_row_of_their_entrant():
    errors = {name: [end] * 20 for name, end in zip(NAMES, ENDS, strict=True)}
    option = spread_figure(errors, **RULES)
    for row, name in zip((2, 1, 0), NAMES, strict=True):
        heights = [dot["value"][1] for dot in dots(option, name)]
        assert row < min(heights) < max(heights) < row + 0.5
        assert len(set(heights)) == 20


def ticks_of(option):
    """Where the thick upright ticks stand."""
    ink = THEMES["light"].ink
    return [
        each["data"][0][0]
        for each in option["series"]
        if each.get("lineStyle", {}).get("color") == ink and each["data"]
    ]


def test_the_median_of_several_seeds_is_a_tick_and_a_number():
    option = spread_figure({"some": [46.0, 49.0, 47.0], "one": [48.0]}, unit="W", **RULES)
    assert ticks_of(option) == [47]
    words = [
        each["label"]["formatter"]
        for each in option["series"]
        if each.get("symbolSize") == 0 and "formatter" in each.get("label", {})
    ]
    assert words == ["● some", "47.0 W", "■ one", "48.0 W"]


def test_a_seed_beyond_the_picture_is_an_arrow_at_its_edge():
    option = spread_figure({"one": [46.0, 9e6, INF, NAN]}, **RULES)
    high = option["xAxis"]["max"]
    assert high < 130
    inside, *beyond = dots(option, "one")
    assert "symbol" not in inside
    assert [dot["value"][0] for dot in beyond] == [high] * 3
    assert {dot["symbol"] for dot in beyond} == {"triangle"}
    assert beyond[1]["name"] == "one, seed 2: diverged"
    assert ticks_of(option) == []


def flags_of(option):
    """Words → place, height and side of the upright lines."""
    found = {}
    for each in option["series"]:
        if each["type"] == "line" and len(each["data"]) == 2 and isinstance(each["data"][1], dict):
            top = each["data"][1]
            found[top["label"]["formatter"]] = (*top["value"], top["label"]["position"])
    return found


def test_baselines_are_upright_lines_with_words_above_the_rows():
    option = spread_figure(
        dict(zip(NAMES, [[112.0], [109.0], [46.0]], strict=True)), unit="W", **RULES
    )
    found = flags_of(option)
    assert found["linear regression 47.1 W"][0] == 47.1
    assert found["no model beats 43.0 W"][2] == "right"
    assert found["always say the mean 121 W"][2] == "left"
    heights = [height for _, height, _ in found.values()]
    assert 3 < min(heights) < max(heights) < option["yAxis"]["max"]
    assert len(set(heights)) == 4
    # Written to the right: a line further right has ended below.
    assert found["no model beats 43.0 W"][1] > found["repeat the last value 50.0 W"][1]


def test_a_baseline_beyond_the_picture_is_named_at_its_edge():
    option = spread_figure({"one": [46.0, 47.0]}, unit="W", **RULES)
    x, _, side = flags_of(option)["always say the mean 121 W →"]
    assert x == option["xAxis"]["max"] < 121
    assert side == "left"


def test_heights_grow_with_what_is_shown():
    errors = {name: [46.0] for name in NAMES}
    assert spread_height(errors, **RULES) > spread_height(errors) > spread_height({"one": [1.0]})
    assert race_height(raced(), **RULES) >= race_height({}) == race_height({}, {}, None)


def test_no_seed_yet_is_still_a_chart():
    option = spread_figure({"one": [None, None]}, **RULES)
    assert dots(option, "one") == []
    json.dumps(option, allow_nan=False)
    assert "One: no result yet." in describe_spread({"one": [None]})


def test_an_error_of_zero_is_a_result():
    assert describe_spread({"one": [0.0, 0.0]}) == "One: 2 seeds from 0 to 0, median 0."


def test_the_description_of_the_spread_says_the_numbers():
    text = describe_spread({"one": [46.0, INF, 48.0]}, unit="W", **RULES)
    assert text.startswith("One: 3 seeds, median 48.0 W, of which 1 diverged.")
    assert "Error of “repeat the last value”: 50.0 W. " in text
    assert text.endswith("No model can do better than 43.0 W.")
