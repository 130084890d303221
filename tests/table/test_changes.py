"""A table that a person or a program writes in another way is understood as before."""

import json
from datetime import datetime, timedelta

import numpy as np
import pytest

from lstmviz.choices.experiments import OwnTable
from lstmviz.choices.start import start_of
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import make_dataset
from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from lstmviz.ui.facts import what_is_left_out

ROWS = 120
NAMES = ("pressure", "wind_speed", "rain")


def cells() -> list[list[str]]:
    random = np.random.default_rng(3)
    walks = random.normal(0, 1, (ROWS, 3)).cumsum(axis=0)
    return [[f"{value:.3f}" for value in row] for row in np.abs(walks + np.array([320, 0.7, 40]))]


CELLS = cells()
HOURS = [datetime(2021, 3, 1, 6) + timedelta(hours=n) for n in range(ROWS)]
MONTHS = [datetime(1958 + n // 12, 1 + n % 12, 1) for n in range(ROWS)]
UNEVEN = [datetime(2021, 3, 1) + timedelta(minutes=n * n // 8) for n in range(ROWS)]
SECONDS = [datetime(2015, 12, 28, 10) + timedelta(seconds=n) for n in range(ROWS)]
MINUTES = [datetime(2021, 12, 28, 8, 7) + timedelta(minutes=n) for n in range(ROWS)]


def lines(times: list[str], sign: str = ",", head: str = "time", rows: list | None = None) -> str:
    body = [
        sign.join([time, *row])
        for time, row in zip(times, CELLS if rows is None else rows, strict=True)
    ]
    return "\n".join([sign.join([head, *NAMES]), *body, ""])


def iso(moments: list[datetime], sign: str = " ") -> list[str]:
    return [moment.isoformat(sign) for moment in moments]


def same(understood: Understanding, moments: list[datetime], names=NAMES) -> None:
    """Check that a table came as it is: rows, times, columns, values, one series."""
    table = understood.table
    assert understood.features == tuple(names)
    picked = [table.columns.index(name) for name in names]
    np.testing.assert_allclose(table.values[:, picked], np.array(CELLS, float), rtol=1e-6)
    assert table.moments is not None
    assert table.moments.astype("datetime64[ms]").tolist() == moments
    assert understood.group is None


def of(text: str | bytes) -> Understanding:
    return understand(read_table(text if isinstance(text, bytes) else text.encode(), "a.csv"))


def r_table() -> str:
    head = " ".join(f'"{name}"' for name in ("time", *NAMES))
    rows = (
        f'"{n}" "{t}" {" ".join(r)}'
        for n, (t, r) in enumerate(zip(iso(HOURS, "T"), CELLS, strict=True), 1)
    )
    return "\n".join([head, *rows, ""])


def printed(numbered: bool) -> str:
    head = " " * 30 + "".join(name.rjust(14) for name in NAMES)
    head = head[:20] + "time" + head[24:]
    rows = zip(iso(HOURS), CELLS, strict=True)
    body = (
        f"{n if numbered else '':<5}{t:>22}{''.join(c.rjust(14) for c in r)}"
        for n, (t, r) in enumerate(rows)
    )
    return "\n".join([head, *body, ""])


def ruled() -> str:
    text = lines(iso(HOURS), " | ").splitlines()
    rule = "+" + "-" * 900 + "+"
    return rule + "\n" + "".join(f"| {line} |\n{rule}\n" for line in text)


def named_beside(described: bool) -> str:
    rows = [[t, *map(float, r)] for t, r in zip(iso(HOURS), CELLS, strict=True)]
    names = ["time", *NAMES]
    if described:
        return json.dumps({"meta": {"fields": [{"name": name} for name in names]}, "data": rows})
    return json.dumps({"columns": names, "index": list(range(ROWS)), "data": rows})


def records() -> str:
    rows = (
        {"time": t, **dict(zip(NAMES, map(float, r), strict=True))}
        for t, r in zip(iso(HOURS), CELLS, strict=True)
    )
    return json.dumps({str(n): row for n, row in enumerate(rows)})


def commas() -> str:
    rows = [[f'"{cell.replace(".", ",")}"' for cell in row] for row in CELLS]
    return lines(iso(HOURS), rows=rows)


def parted() -> str:
    return lines([f"{m:%Y%m%d},{m:%H%M}" for m in MINUTES], head="date,time")


BEGIN = datetime(1970, 1, 1)
SPELT = {
    "R": (r_table(), HOURS),
    "printed by pandas": (printed(numbered=True), HOURS),
    "printed without numbers": (printed(numbered=False), HOURS),
    "a rule between all rows": (ruled(), HOURS),
    "names beside lists": (named_beside(described=False), HOURS),
    "names described": (named_beside(described=True), HOURS),
    "records by their numbers": (records(), HOURS),
    "decimal commas in quotes": (commas(), HOURS),
    "one day and a clock of four digits": (parted(), MINUTES),
    "ctime of a day": (lines([f"{m:%a %b %d %H:%M:%S %Y}" for m in SECONDS]), SECONDS),
    "years of two digits": (lines([f"{m:%d-%b-%y}".upper() for m in MONTHS]), MONTHS),
    "months of short years": (lines([f"{m:%b-%y}" for m in MONTHS]), MONTHS),
    "months before their years": (lines([f"{m:%m.%Y}" for m in MONTHS]), MONTHS),
    "seconds before 1970": (lines([f"{(m - BEGIN).days * 86_400}" for m in MONTHS]), MONTHS),
    "ms before 1970": (lines([f"{(m - BEGIN).days * 86_400_000}" for m in MONTHS]), MONTHS),
    "MATLAB's days": (
        lines([f"{719_529 + (m - BEGIN) / timedelta(days=1):.6f}" for m in UNEVEN]),
        UNEVEN,
    ),
    "a spreadsheet's days": (
        lines([f"{25_569 + (m - BEGIN).days}" for m in MONTHS], head="month"),
        MONTHS,
    ),
}


@pytest.mark.parametrize("spelling", SPELT)
def test_another_spelling_is_understood_as_before(spelling):
    text, moments = SPELT[spelling]
    same(of(text), moments)


@pytest.mark.parametrize(
    ("name", "mixed"), [("year", True), ("Datum", False), ("Fecha", False), ("日期", False)]
)
def test_years_are_the_time_in_whatever_order_and_language(name, mixed):
    text = lines([f"{1880 + n}" for n in range(ROWS)], head=name).splitlines()
    if mixed:
        text[11:30] = text[29:10:-1]
    found = of("\n".join(text))
    assert (found.features, found.table.row_name(0)) == (NAMES, "1880")


@pytest.mark.parametrize("sign", [" / °C", " (°C)", " [°C]", ", °C"])
def test_a_unit_is_no_part_of_the_name(sign):
    text = lines(iso(HOURS), ";").replace("rain", f"rain{sign}")
    found = of(text)
    assert (found.features, found.table.units[-1]) == (NAMES, "°C")


@pytest.mark.parametrize("name", ["Sales / day", "EUR / USD"])
def test_what_is_counted_per_day_or_in_a_currency_keeps_its_name(name):
    assert name in of(lines(iso(HOURS), ";").replace("rain", name)).features


def test_names_in_gbk_are_no_kana():
    text = lines(iso(HOURS)).replace("rain", "温度").replace("wind_speed", "湿度")
    same(of(text.encode("gbk")), HOURS, ("pressure", "湿度", "温度"))


@pytest.mark.parametrize("times", [2, 3])
def test_rows_that_are_there_again_are_left_out(times):
    head, *rows = lines(iso(HOURS)).splitlines()
    found = of("\n".join([head, *(row for row in rows for _ in range(times))]))
    same(found, HOURS)
    count = (times - 1) * ROWS
    says = f"{count} rows repeat another, with the same time and the same values."
    assert says in [f.says for f in found.findings]


def test_exports_that_overlap_are_joined():
    head, *rows = lines(iso(HOURS)).splitlines()
    same(of("\n".join([head, *rows[:80], *rows[60:]])), HOURS)


def test_equal_rows_among_others_of_one_time_are_only_offered():
    head, *rows = lines(iso(HOURS)).splitlines()
    again = [row for n, row in enumerate(rows) for row in (row, row if n % 9 else f"{row}1")]
    found = of("\n".join([head, *again]))
    copies = next(f for f in found.findings if f.key == "copies")
    assert (copies.done, len(found.table.values)) == (False, 2 * ROWS)


def test_the_hour_that_autumn_repeats_is_no_copy():
    night = [datetime(2021, 10, 31) + timedelta(hours=n) for n in (0, 1, 2, 2, 3, 4, 5, 6, 7, 8)]
    rows = [f"{moment},{5 + n // 9}.5" for n, moment in enumerate(night)]
    found = of("\n".join(["time,power", *rows]))
    assert len(found.table.values) == len(rows)


def test_two_series_without_a_name_are_kept_apart():
    other = [[f"{float(cell) + 5:.3f}" for cell in row] for row in reversed(CELLS)]
    text = lines(iso(HOURS)) + lines(iso(HOURS), rows=other).partition("\n")[2]
    found = of(text)
    codes = found.table.groups[found.group or ""]
    assert np.flatnonzero(np.diff(codes)).tolist() == [ROWS - 1]
    asked = next(f for f in found.findings if f.key == "anew")
    assert asked.says.startswith(
        "The time begins anew 1 time: 120 rows have the time of a row above."
    )
    assert understand(read_table(text.encode(), "a.csv"), {"anew"}).group is None


@pytest.mark.parametrize("code", ["-99", "-99.0", "1e20", "-999"])
def test_what_no_column_measures_is_missing(code):
    rows = [f"{t},{code if n in (7, 30, 31) else 10 + 25 * n}" for n, t in enumerate(iso(HOURS))]
    values = of("\n".join(["time,load", *rows])).table.values[:, 0]
    assert np.flatnonzero(np.isnan(values)).tolist() == [7, 30, 31]


def test_a_flag_beside_millions_is_no_part_of_a_sum():
    rows = [
        f"{t},{1e6 + 9_000 * float(c[0]):.2f},{n % 11 == 3:d},{c[1]}"
        for n, (t, c) in enumerate(zip(iso(HOURS), CELLS, strict=True))
    ]
    rows = [f"{row},{row.split(',')[1]}" for row in rows]
    found = of("\n".join(["time,sales,holiday,wind,again", *rows]))
    assert found.features == ("sales", "holiday", "wind")
    assert not any(f.key == "sum" for f in found.findings)


def test_rows_that_are_left_out_are_a_fact():
    head, *rows = lines(iso(HOURS)).splitlines()
    text = "\n".join([head, *rows, *rows[50:]])
    found = of(text)
    assert found.rows_left == 70
    assert understand(read_table(text.encode(), "a.csv"), {"copies"}).rows_left == 0
    start = start_of(found, OwnTable.of(read_table(text.encode(), "a.csv")), TrainingSpec())
    dataset = make_dataset(found.table, start.layout, start.task)
    assert what_is_left_out(found, dataset).startswith("70 rows · ")


@pytest.mark.parametrize("shape", ["%Y-%m", "%b-%Y", "%Y-%m-%d", "%m/%d/%Y"])
@pytest.mark.parametrize("beside", ["", "cm,"])
def test_times_across_a_few_rows_are_turned(shape, beside):
    across = [f"{month:{shape}}" for month in MONTHS]
    head = ",".join(["name", *beside.split(",")[:-1], *across])
    rows = [
        f"{name},{beside}{','.join(c)}"
        for name, c in zip(NAMES, zip(*CELLS, strict=True), strict=True)
    ]
    found = of("\n".join([head, *rows]))
    same(found, MONTHS, [f"{name} {beside[:-1]}".strip() for name in NAMES])
    assert "Times stand across: turned, 120 rows of 3 columns." in found.table.notes


def test_times_across_many_rows_are_steps_of_each():
    rows = [f"case {n},{','.join(c[0] for c in CELLS[n : n + 24])}" for n in range(40)]
    head = ",".join(["name", *(f"{month:%Y-%m}" for month in MONTHS[:24])])
    assert of("\n".join([head, *rows])).in_turn


def test_midnights_without_a_clock_begin_no_blocks():
    times = [f"{m:%-m/%-d/%Y}" + f" {m:%-H:%M}" * bool(m.hour) for m in HOURS]
    head, *rows = lines(times).splitlines()
    skies = [f"{word}_at_all_stations_of_the_valley_and_beyond_it" for word in ("calm", "windy")]
    rows = [f"{row},{skies[n % 7 % 2]}" for n, row in enumerate(rows)]
    same(of("\n".join([f"{head},sky", *rows])), HOURS)
