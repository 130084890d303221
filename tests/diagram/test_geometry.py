from itertools import pairwise, product

import pytest

from lstmviz.diagram.scenes.geometry import SIZES, every, frame, slots, with_row_numbers
from lstmviz.diagram.scenes.marks import lane_words

NUMBERS = ("{sample}", "{before}", "{after}")


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("timesteps", [1, 2, 5, 6, 24, 200])
@pytest.mark.parametrize("inputs", [1, 4, 128])
@pytest.mark.parametrize("units", [1, 32, 128])
def test_everything_stands_inside_the_drawing_and_nothing_on_another(
    name, timesteps, inputs, units
):
    size = with_row_numbers(SIZES[name], len("1,000,000"))
    at = frame(size, timesteps, inputs, 3, units)
    width, height = at["width"], at["height"]
    table, carriage, lane = at["table"], at["carriage"], at["lane"]
    assert table["x"] >= 0
    assert table["x"] + table["width"] <= (width if at["phone"] else lane["left"])
    assert table["y"] + table["height"] <= height
    # Lanes below each other: x, the two strips, ŷ.
    tops = [at["x"]["y"], *lane["tops"], at["guess"]["y"]]
    heights = [at["x"]["height"], lane["height"], lane["height"], at["guess"]["height"]]
    ends = [top + h for top, h in zip(tops, heights, strict=True)]
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))
    assert ends[-1] <= height
    # A number beside the highest guess does not touch the carriage above it.
    assert tops[-1] - size.number / 2 >= carriage["y"] + carriage["h"]
    # Inside the carriage: strips beside each other, the plaque beside the strips of its lane.
    columns, cell = at["strips"]["x"], at["strips"]["width"]
    assert all(a + cell < b for a, b in pairwise(columns))
    assert columns[-1] + cell < carriage["w"]
    assert at["plaque"]["x"] + at["plaque"]["w"] < columns[2]
    assert at["x"]["x"] + at["x"]["width"] < carriage["w"]


def test_the_carriage_rides_between_the_lanes_and_the_chosen_unit_can_hold_a_number(javascript):
    cases = []
    for name, timesteps, units in product(SIZES, (1, 2, 5, 6, 24, 200), (1, 32, 128)):
        at = frame(with_row_numbers(SIZES[name], 9), timesteps, 4, 3, units)
        for t in {0, timesteps // 2, timesteps - 1}:
            cases.append((at, timesteps, t, units))
    body = "given.map((each) => m.spread(...each))"
    steps, rows = (
        javascript("arithmetic", body, [*calls])
        for calls in (
            [[timesteps, t, at["steps"]] for at, timesteps, t, _ in cases],
            [[units, units // 2, at["units"]] for at, _, _, units in cases],
        )
    )
    for (at, _, t, units), borders, edges in zip(cases, steps, rows, strict=True):
        lane, film = at["lane"], at["film"]
        assert film["left"] + borders[-1] <= film["right"] + 1e-3
        if not at["phone"]:
            assert borders[t + 1] - borders[t] == pytest.approx(at["carriage"]["w"])
        assert lane["left"] <= film["left"] - (0 if at["phone"] else at["zero"])
        assert film["right"] <= lane["right"] <= at["width"]
        assert edges[units // 2 + 1] - edges[units // 2] >= 17
        assert edges[-1] <= lane["height"] + 1e-3


@pytest.mark.parametrize("name", ["big", "small"])
@pytest.mark.parametrize("timesteps", [1, 3, 24])
def test_no_arrow_crosses_a_wall(name, timesteps):
    size = SIZES[name]
    at = slots(size, timesteps)
    left, right = at["walls"]
    assert left + size.wall <= at["zero"]
    assert at["zero"] + size.zero <= at["left"]
    assert at["right"] <= right
    columns = [(c["x"], size.zero if c["t"] == 0 else at["narrow"]) for c in at["before"]]
    assert all(x >= size.lane_left and x + w <= left for x, w in columns)
    columns = [(c["x"], size.zero if c["t"] == 0 else at["narrow"]) for c in at["after"]]
    assert all(x >= right + size.wall and x + w <= size.lane_right for x, w in columns)


@pytest.mark.parametrize("name", ["big", "small"])
@pytest.mark.parametrize("timesteps", [1, 3, 24])
def test_the_numbers_of_samples_stand_clear_of_the_lanes_letters_and_of_one_another(
    name, timesteps
):
    size = SIZES[name]
    film = slots(size, timesteps)
    marks = lane_words(size, "lstm", film, 0, 32)
    ends = {words: places[0][0] for _, _, places, words, *_ in marks if str(words) in NUMBERS}
    wide = 3 * size.text  # five digits and a comma
    ends = sorted(ends.values())
    assert ends[0] - wide > size.lane_left - 9
    assert all(b - a > wide for a, b in pairwise(ends))


def test_words_beside_a_guess_are_clear_of_the_targets_line(javascript):
    calls = [[y, goal, 15, covered] for y in range(31) for goal in range(31) for covered in (0, 1)]
    stand = javascript("flow/room", "given.map((each) => m.beside(...each))", calls)
    for (y, goal, _, covered), at in zip(calls, stand, strict=True):
        assert abs(at - goal) > 8
        # Those that make way for the line stay in the lane, below what is above it.
        assert covered or at == y or 6 <= at <= 26
        assert not covered or abs(at - y) > 8


def test_a_number_is_written_smaller_before_it_is_left_out_and_names_do_not_touch(javascript):
    assert javascript("flow/room", "m.sizeFor(given, '15.20', 31)", [13.5, 11.5]) == 11.5
    # Of bold letters of 11.5 px m and w take 0.85 em, the others half an em.
    for name, wide in (("power", 31), ("state", 31), ("humid.", 42)):
        fits = javascript("flow/room", f"m.nameFor(given, 11.5, {wide})", [name, "…"])
        assert fits == (name if name != "power" else "…")


def test_neighbouring_samples_are_seen_whole_where_a_sample_is_one_step():
    at = slots(SIZES["small"], 1)
    assert [c["t"] for c in at["before"]] == [0, 1] == [c["t"] for c in at["after"]]
    assert slots(SIZES["small"], 24)["before"] == []


def test_numbers_on_the_rail_are_thinned_until_they_have_room():
    assert every(24, 11) == 2
    assert every(3, 74) == 1
    assert every(200, 1.3) == 20
