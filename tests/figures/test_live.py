import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.figures.colours import THEMES
from lstmviz.figures.framing import visible_range
from lstmviz.figures.live import PastCurve, describe_live_curve, live_curve

BASELINES = {"repeat the last value": 50.0, "always the mean": 121.0}


def curves(done=7.3, count=100):
    epochs = np.linspace(0.1, done, count)
    errors = 46 + 300 * np.exp(-2 * epochs)
    return (epochs, errors), (epochs[::5], errors[::5])


def series(option, name):
    return next(each for each in option["series"] if each.get("name") == name)


def drawn(**changes):
    train, validation = curves()
    arguments = {
        "epochs": 20,
        "per_epoch": 100,
        "height": 127,
        "unit": "W",
        "baselines": BASELINES,
        "lowest": 43.0,
    }
    return live_curve(train, validation, **arguments | {"baselines": BASELINES} | changes)


def test_the_option_is_json_that_stays_the_same():
    assert json.dumps(drawn(), allow_nan=False) == json.dumps(drawn(), allow_nan=False)


def test_nothing_moves_by_itself():
    assert drawn()["animation"] is False


def test_curves_hold_the_errors_in_order():
    train, validation = curves()
    option = drawn()
    points = np.column_stack(validation)
    np.testing.assert_allclose(series(option, "validation")["data"], points, rtol=1e-5, atol=1e-4)
    assert len(series(option, "training, per batch")["data"]) == len(train[0])


def test_the_axis_fits_what_was_trained():
    assert drawn()["xAxis"]["max"] == 10
    assert drawn(epochs=8)["xAxis"]["max"] == 8
    assert drawn(epochs=5)["xAxis"]["max"] == pytest.approx(7.3)
    none = live_curve(([], []), ([], []), height=127, per_epoch=100, epochs=20)
    assert none["xAxis"]["max"] == 20


def test_before_the_first_epoch_is_complete_the_axis_counts_updates():
    begun = ([0.01, 0.02, 0.03], [90.0, 80.0, 70.0])
    option = live_curve(begun, ([], []), height=127, per_epoch=1000, epochs=20, at=0.02)
    assert option["xAxis"]["name"] == "update"
    assert option["xAxis"]["max"] == 50
    assert [x for x, _ in series(option, "training, per batch")["data"]] == [10, 20, 30]
    assert option["series"][0]["markLine"]["data"][-1]["xAxis"] == 20


def test_another_run_stays_behind_with_its_name_as_far_as_this_one_has_come():
    past = PastCurve("(N,1,3)", [1.0, 5.0, 10.0, 20.0], [80.0, 60.0, 55.0, 53.0])
    behind = series(drawn(past=[past]), "(N,1,3)")
    assert behind["data"] == [[1.0, 80.0], [5.0, 60.0], [10.0, 55.0]]
    assert behind["lineStyle"]["width"] < series(drawn(), "validation")["lineStyle"]["width"]
    high = drawn(past=[replace(past, errors=[500.0] * 4)])["yAxis"]["max"]
    assert high > 500


def test_beside_other_runs_every_label_stands_outside_on_a_line_of_its_own():
    past = [PastCurve(f"(N,{n},3)", [1.0, 5.0], [80.0, 60.0]) for n in range(3)]
    option = drawn(
        past=past, short={"repeat the last value": "last value", "always the mean": "mean"}
    )
    words = [each for each in option["series"] if "endLabel" in each]
    texts = [each["endLabel"]["formatter"] for each in words]
    assert texts[:3] == ["(N,0,3) 60.0 W", "(N,1,3) 60.0 W", "(N,2,3) 60.0 W"]
    assert {"last value 50.0 W", "mean 121 W ↑", "floor 43.0 W"} == set(texts[3:])
    assert {each["data"][-1][0] for each in words} == {option["xAxis"]["max"]}


def test_the_end_of_validation_carries_its_number():
    _, (epochs, errors) = curves()
    dot = series(drawn(), "validation")["markPoint"]
    assert dot["data"] == [{"coord": pytest.approx([epochs[-1], errors[-1]], rel=1e-5)}]
    assert f"{errors[-1]:.1f} W" in dot["label"]["formatter"]


def test_no_line_strikes_the_number_through():
    for name, theme in THEMES.items():
        label = series(drawn(theme=theme), "validation")["markPoint"]["label"]
        assert label["backgroundColor"] == theme.page, name


def test_baselines_and_lowest_error_are_levels_with_words():
    option = drawn()
    for name, number in (("repeat the last value", "50.0 W"), ("no model beats", "43.0 W")):
        level = series(option, name)
        assert level["data"][0][1] == level["data"][1][1]
        assert number in level["endLabel"]["formatter"]
        assert level["endLabel"]["formatter"].split()[0] == name.split()[0]


def test_a_baseline_above_the_picture_is_named_at_its_top():
    option = drawn()
    level = series(option, "always the mean")
    assert option["yAxis"]["max"] < 121
    assert option["yAxis"]["min"] < level["data"][0][1] < option["yAxis"]["max"]
    assert level["endLabel"]["formatter"].endswith("121 W ↑")
    assert level["lineStyle"]["width"] == 0


def test_the_first_batches_do_not_squash_the_rest():
    epochs = np.linspace(0, 10, 200)
    curve = epochs, np.where(epochs < 0.5, 5_000.0, 46.0)
    option = live_curve(curve, curve, height=127, per_epoch=100, epochs=10, baselines=BASELINES)
    assert option["yAxis"]["max"] < 100


def test_before_training_the_baselines_are_there():
    option = live_curve(
        ([], []), ([], []), height=127, per_epoch=100, epochs=20, baselines=BASELINES
    )
    assert option["yAxis"]["min"] < 50 < 121 < option["yAxis"]["max"]
    assert "markPoint" not in series(option, "validation")


def test_a_run_that_diverged_is_still_a_chart():
    broken = ([0.1, 0.2, 0.3], [60.0, np.inf, np.nan])
    option = live_curve(broken, broken, height=127, per_epoch=100, epochs=1)
    assert series(option, "validation")["data"] == [[10, 60.0]]
    json.dumps(option, allow_nan=False)


@given(st.lists(st.floats(0, 1e9), max_size=30), st.lists(st.floats(0, 1e9), max_size=2))
def test_the_range_is_never_empty_and_holds_where_validation_stands(errors, rules):
    pairs = [(float(number), error) for number, error in enumerate(errors)]
    low, high = visible_range(pairs, pairs, rules, None)
    assert low < high
    if errors:
        assert low <= errors[-1] <= high


def test_looking_back_is_a_line_in_the_colour_of_now():
    lines = drawn(at=3.5)["series"][0]["markLine"]["data"]
    assert lines[-1]["xAxis"] == 3.5
    assert lines[-1]["lineStyle"]["color"] == THEMES["light"].timesteps


def test_a_unit_cannot_speak_to_the_chart():
    option = drawn(unit="{c}%s")
    text = json.dumps(option)
    assert "{c}" not in text
    assert option["tooltip"]["valueFormatter"] == "%.4g (c)%%s"


def test_dark_wears_the_dark_colours():
    text = json.dumps(drawn(theme=THEMES["dark"]))
    assert THEMES["dark"].ink in text
    assert THEMES["light"].ink not in text


def test_the_description_says_the_numbers():
    _, validation = curves()
    text = describe_live_curve(validation, epochs=20, unit="W", baselines=BASELINES, lowest=43.0)
    assert "20 epochs" in text
    assert "Error of “repeat the last value”: 50.0 W." in text
    assert "No model can do better than 43.0 W." in text
    assert "Nothing has been trained yet" in describe_live_curve(([], []), epochs=20)


def test_words_beside_the_picture_move_apart_and_stay_near_what_they_name():
    past = [PastCurve(f"(N,{n},3)", [1.0, 5.0], [48.0, 46.0]) for n in range(2)]
    option = drawn(past=past, height=105)
    named = [each for each in option["series"] if "endLabel" in each]
    scale = (105 - 36) / (option["yAxis"]["max"] - option["yAxis"]["min"])
    places = []
    for each in named:
        asked = 12 + (option["yAxis"]["max"] - each["data"][-1][1]) * scale
        lines = 1 + each["endLabel"]["formatter"].count("\n")
        places.append((asked + each["endLabel"]["offset"][1], 14 * lines))
    places.sort()
    for (above, tall), (below, next_tall) in itertools.pairwise(places):
        assert below - above >= (tall + next_tall) / 2 - 0.2
    assert places[0][0] >= places[0][1] / 2 - 0.1
    assert places[-1][0] + places[-1][1] / 2 <= 105.1
    moved = [each["endLabel"]["offset"][1] for each in named]
    assert min(moved) < 0 < max(moved), "some go up and some go down"
