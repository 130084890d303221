"""Tables as people bring them, and a few that nobody would make up: text, as a file holds it."""

import math
from datetime import datetime, timedelta

import numpy as np


def csv(columns, index=None):
    """Write columns by their names; before them moments, an hour apart, under a name."""
    names = [*([index] if index else []), *columns]
    begin = datetime(2023, 3, 1)
    lines = [";".join(names)]
    for row, values in enumerate(zip(*columns.values(), strict=True)):
        moment = [f"{begin + timedelta(hours=row):%Y-%m-%d %H:%M}"] if index else []
        lines.append(";".join([*moment, *map(str, values)]))
    return "\n".join(lines)


def waves(rows, seed=0, size=1.0, offset=0.0):
    """Make a day's wave with noise, in as many digits as a meter gives."""
    rng = np.random.default_rng(seed)
    wave = np.sin(np.arange(rows) * 2 * math.pi / 24) + 0.2 * rng.normal(size=rows)
    return [f"{offset + size * value:.5g}" for value in wave]


def many_columns(rows, count, index=None):
    return csv({f"sensor {number}": waves(rows, number) for number in range(count)}, index)


def with_gaps(rows, every):
    columns = {"rain (mm)": waves(rows, 1), "level (m)": waves(rows, 2)}
    for number, values in enumerate(columns.values()):
        for row in range(3 + number, rows, every):
            values[row] = ""
    return csv(columns, "time")


def of_places(rows):
    """Write several series below one another."""
    places = [f"{['north', 'south', 'east', 'west'][row * 4 // rows]}" for row in range(rows)]
    columns = {"place": places, "wind [m/s]": waves(rows, 3), "power [kW]": waves(rows, 4, 900)}
    return csv(columns)


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LONG = "average temperature of the water at the mouth of the river near the old mill"
ODD = ("*bold* _it_ [link](x)", "<b>ΔT</b> °C", "水位 `m`", "$a$:smile: -> www.x.org")

TABLES = {
    "a river, by the hour": csv(
        {
            "rain (mm)": waves(300, 1, 2, 3),
            "inflow (m³/s)": waves(300, 2, 40, 180),
            "temperature (°C)": waves(300, 3, 4, 11),
            "level (m)": waves(300, 4, 0.3, 2.1),
        },
        "time",
    ),
    "long names": csv({LONG: waves(60, 1), LONG[8:]: waves(60, 2, 30, 400)}),
    "odd names": csv({name: waves(90, n) for n, name in enumerate(ODD)}, "Zeit"),
    "one series with its time": csv({"passengers": waves(144, 1, 50, 300)}, "month"),
    "one series": csv({"y": waves(40, 1)}),
    "forty columns": many_columns(200, 40),
    "as many columns as units": many_columns(120, 8, "time"),
    "as many columns as rows in a window": many_columns(160, 24, "time"),
    "ten columns, ten rows in a window": many_columns(60, 10),
    "a tiny unit": csv({"current (A)": waves(80, 1, 3e-9), "charge (C)": waves(80, 2, 2e-12)}),
    "a huge unit": csv({"people": waves(80, 1, 4e6, 8e9), "dollars": waves(80, 2, 3e12, 9e13)}),
    "values missing": with_gaps(200, 17),
    "many values missing": with_gaps(80, 5),
    "a column that never changes": csv({"on": [1] * 70, "load": waves(70, 1), "off": [0] * 70}),
    "a target that never changes": csv({"load": waves(70, 1), "state": [5] * 70}, "time"),
    "several series": of_places(240),
    "months as columns": csv({month: waves(61, n, 3, 24) for n, month in enumerate(MONTHS)}),
    "whole numbers": csv({"a": range(50), "b": [n % 7 for n in range(50)], "c": [3, 4] * 25}),
    "as many rows as a block divides": csv({"a": waves(100, 1), "b": waves(100, 2)}),
    "a batch of rows": csv({"a": waves(34, 1), "b": waves(34, 2), "c": waves(34, 3)}),
    **{f"{rows} rows": csv({"a": waves(rows, 1), "b": waves(rows, 2)}) for rows in (4, 7, 11, 16)},
    **{f"{rows} rows of one": csv({"a": waves(rows, 1)}) for rows in (6, 13)},
}
