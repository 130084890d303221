"""What no rule can be sure of is said, and done with a click: text, stretches, columns beside."""

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said
from tests.table.world import times, waves

ROWS = 120


def taken(lines: list[str], answers: tuple[str, ...] = ()) -> Understanding:
    return understand(read_table("\n".join(lines).encode(), "a.csv"), answers)


def weather() -> list[str]:
    sky = ["" if n == 7 else ("Rain", "Fog", "Clear")[n // 2 % 3] for n in range(ROWS)]
    names = [f"Street {n * n % 50}" for n in range(ROWS)]
    days = times(ROWS, 1440, "%Y-%m-%d")
    rows = zip(days, sky, names, waves(ROWS, 1), waves(ROWS, 2), strict=True)
    return ["date,sky,place,heat,load", *(",".join(map(str, row)) for row in rows)]


def test_text_is_said_not_to_be_fed_and_few_words_are_offered_as_columns():
    understood = taken(weather())
    assert understood.features == ("heat", "load")
    assert "Text is not fed: “sky” (3 words), “place” (" in said(understood)
    assert "group rows" not in said(understood)
    fed = taken(weather(), ("texts",))
    assert fed.features == ("heat", "load", "sky Rain", "sky Fog", "sky Clear")
    column = fed.table.values[:, fed.table.columns.index("sky Fog")]
    assert column[:3].tolist() == [0, 0, 1]
    assert np.isnan(column[7])


def stacked(sizes: tuple[float, ...], turns: bool) -> list[str]:
    """A price and its parts at the same hours."""
    hours = times(ROWS, 60, "%Y-%m-%d %H:%M")
    rows = [
        (hour, kind, size * value)
        for kind, size, seed in zip(("LMP", "MCC", "MCE"), sizes, range(3), strict=False)
        for hour, value in zip(hours, waves(ROWS, seed), strict=True)
    ]
    if turns:
        rows.sort(key=lambda row: row[0])
    return ["hour,LMP_TYPE,MW", *(f"{hour},{kind},{mw:.3f}" for hour, kind, mw in rows)]


@pytest.mark.parametrize("turns", [False, True])
def test_series_at_the_same_times_are_offered_side_by_side(turns):
    lines = stacked((1, 0.02, 1), turns)
    understood = taken(lines)
    assert (understood.group, understood.features) == ("LMP_TYPE", ("MW",))
    assert (
        "At 120 of 120 times each of “LMP”, “MCC”, “MCE” is measured. They are of different sizes"
        in (said(understood))
    )
    beside = taken(lines, ("beside",))
    assert (beside.group, beside.features) == (None, ("LMP", "MCC", "MCE"))
    assert len(beside.table.values) == ROWS


def test_series_of_one_size_are_not_said_to_differ():
    assert "different sizes" not in said(taken(stacked((1, 1, 1), turns=True)))


def test_stretches_of_one_word_without_a_clock_are_offered_as_series():
    rows = [
        f"{a},{w},{v};"
        for k, a in enumerate(("Jogging", "Walking", "Upstairs", "Jogging"))
        for w, v in zip(waves(ROWS, k), waves(ROWS, k + 5), strict=True)
    ]
    understood = taken(rows)
    assert understood.group is None
    assert "“column 1” stays the same for stretches of rows, 4 of them" in said(understood)
    kept = taken(rows, ("blocks",))
    assert kept.group is not None
    assert len(set(kept.table.groups[kept.group].tolist())) == 4


def test_uneven_times_are_said_once_and_not_as_absent_stretches():
    chance = np.random.default_rng(3)
    steps = chance.exponential(3000, ROWS).cumsum().astype("timedelta64[s]")
    moments = np.datetime64("2024-05-01T00:00:00") + steps
    rows = [f"{m},{w}" for m, w in zip(moments, waves(ROWS, 1), strict=True)]
    words = said(taken(["time,level", *rows]))
    assert "Steps in time are uneven, mostly from " in words
    assert "absent" not in words


def test_series_of_which_many_times_are_not_common_are_not_said_to_share_them():
    days = times(ROWS, 1440, "%Y-%m-%d")
    begins = (("a", 0), ("b", 0), ("c", ROWS // 2))
    rows = [
        f"{d},{k},{w}" for k, b in begins for d, w in zip(days[b:], waves(ROWS, 1), strict=False)
    ]
    understood = taken(["date,store,sold", *rows])
    assert understood.group == "store"
    assert "times each of" not in said(understood)


def test_marks_that_interrupt_what_is_usual_are_no_stretches_of_their_own():
    marks = ["A"] * 60 + ["M"] * 25 + ["A"] * 60 + ["E"] * 20 + ["A"] * 60
    rows = [f"{m},{v},{w}" for m, v, w in zip(marks, waves(225, 1), waves(225, 2), strict=True)]
    assert "stays the same for stretches" not in said(taken(["quality,heat,load", *rows]))
