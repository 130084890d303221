"""Clocks that jump between numbered parts of a day, names of ships, and closing prices."""

from datetime import date, timedelta

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.world import waves


def of(head: str, rows: list[str]) -> Understanding:
    """Understand a table of these lines."""
    return understand(read_table("\n".join([head, *rows, ""]).encode(), "t.csv"))


@pytest.mark.parametrize(
    ("changes", "parts", "count", "at"),
    [
        (date(2023, 3, 26), 48, 46, 1),
        (date(2023, 10, 29), 48, 50, 1),
        (date(2023, 3, 12), 96, 92, 2),
    ],
)
def test_where_a_clock_jumps_parts_of_a_day_go_on_from_that_hour(changes, parts, count, at):
    level, rows, expected = iter(waves(50 * 100, 3)), [], []
    for n in range(-20, 20):
        day = changes + timedelta(n)
        for part in range(count if not n else parts):
            rows.append(f"{day},{part + 1},{next(level)}")
            hour = 24 * part / parts
            shift = (parts - count) * 24 // parts if not n else 0
            hour += shift if hour >= at + (shift < 0) else 0
            expected.append(int(np.datetime64(day, "ms").astype(int) + hour * 3_600_000))
    understood = of("date,period,level", rows)
    assert understood.table.moments.tolist() == expected
    said = " ".join(f.says for f in understood.findings)
    assert "The clock jumps by an hour 1 time" in said
    assert "absent" not in said


def test_numbers_of_ships_that_are_one_to_one_with_their_names_are_sure():
    level, rows = iter(waves(3000, 5)), []
    for ship in range(5):
        for second in range(11 * ship, 18_000, 60 + 7 * ship):
            clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
            rows.append(f"2023-01-01T{clock},{538006575 + 977 * ship},{next(level)},SHIP {ship}")
    understood = of("BaseDateTime,MMSI,speed,VesselName", sorted(rows))
    assert understood.group == "VesselName"


@pytest.mark.parametrize("first", ["close", "volume"])
def test_a_price_goes_before_the_volume_that_was_traded(first):
    other = {"close": "volume", "volume": "close"}[first]
    pairs = zip(waves(300, 1), waves(300, 2), strict=True)
    rows = [f"{date(2020, 1, 1) + timedelta(n)},{a},{b}" for n, (a, b) in enumerate(pairs)]
    assert of(f"date,{first},{other}", rows).target == "close"
