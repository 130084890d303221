"""What is predicted at the start: what a person would forecast; and what is a copy of another."""

import io

import numpy as np
import pytest

from lstmviz.table.tables import read_table
from lstmviz.table.understanding.findings import Understanding, understand
from tests.table.test_understanding import said

ROWS = 240
TIMES = [str(np.datetime64("2024-01-01T00") + n).replace("T", " ") for n in range(ROWS)]


def wave(seed: int, middle: float = 20) -> np.ndarray:
    """A day's swing with some noise."""
    noise = np.random.default_rng(seed).normal(0, 0.3, ROWS)
    return np.round(middle + 5 * np.sin(np.arange(ROWS) / 24 * 2 * np.pi + seed) + noise, 3)


def noise(seed: int, low: float = 0, high: float = 50) -> np.ndarray:
    return np.round(np.random.default_rng(seed).uniform(low, high, ROWS), 4)


def holed(values: np.ndarray) -> np.ndarray:
    return np.where(np.arange(ROWS) % 5 == 2, np.nan, values)


def of(**columns: np.ndarray) -> Understanding:
    text = io.StringIO()
    text.write(",".join(["time", *columns]) + "\n")
    for time, *row in zip(TIMES, *columns.values(), strict=True):
        text.write(",".join([time, *("" if np.isnan(v) else f"{v:.6g}" for v in row)]) + "\n")
    return understand(read_table(text.getvalue().encode(), "a.csv"))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("random_b", noise(7)),
        ("wind_dir", noise(1, 0, 360)),
        ("lon", wave(5, 11)),
        ("battery_v", wave(6, 3)),
        ("weather_code", np.round(wave(8))),
        ("snow", holed(wave(9))),
        ("air_upper", wave(2) + 1 + noise(3, 0, 0.1)),
        ("air_raw", np.round(wave(2), 2)),
        ("air_copy", wave(2)),
    ],
)
def test_the_last_measured_column_is_predicted_but_not_what_people_never_do(name, values):
    understood = of(humidity=wave(1, 60), air=wave(2), **{name: values})
    assert understood.target == "air"


@pytest.mark.parametrize("lacks", [1, 3, 12])
def test_what_follows_from_rows_before_is_not_predicted(lacks):
    air = wave(2)
    mean = np.array([air[max(n - lacks, 0) : n + 1].mean() for n in range(ROWS)])
    mean[:lacks] = np.nan
    assert of(humidity=wave(1, 60), air=air, mean_of_some=mean).target == "air"


@pytest.mark.parametrize(
    "name", ["house_load_kw", "price_eur", "Umsatz", "energy Wh", "hg/ha_yield", "mag"]
)
def test_a_word_that_people_forecast_goes_before_the_last_column(name):
    assert of(**{name: wave(1), "visitors": wave(2)}).target == name


@pytest.mark.parametrize("name", ["load_forecast", "Planned load", "DayAheadLoad", "Prognose MW"])
def test_what_somebody_else_predicted_is_not_predicted_beside_what_was_measured(name):
    assert of(measured=wave(1), **{name: wave(2)}).target == "measured"


def test_the_files_own_label_is_predicted_be_it_a_flag():
    assert of(air=wave(1), EventLabel=(wave(3) > 22).astype(float), load=wave(2)).target == (
        "EventLabel"
    )


@pytest.mark.parametrize(
    ("name", "fed"),
    [("cycle", False), ("SegmentIndex", False), ("Step", False), ("uv_index", True)],
)
def test_numbers_of_parts_are_left_out_and_said(name, fed):
    part = np.arange(ROWS) // 60
    part = part % 3 + 1 if name in ("Step", "uv_index") else part
    understood = of(air=wave(1), **{name: part.astype(float)}, flow=wave(2))
    assert (name in understood.features) == fed
    assert (f"“{name}” tells which part" in said(understood)) != fed


def test_a_meter_is_said_and_its_steps_can_be_fed_instead():
    used = np.round(noise(5, 0.1, 2), 2)
    understood = of(air=wave(1), meter=900 + np.cumsum(used))
    assert "“meter” never falls" in said(understood)
    steps = understand(understood.table, {"rises"})
    assert steps.features == ("air", "meter added")
    np.testing.assert_allclose(steps.table.values[1:, -1], used[1:], atol=0.01)


@pytest.mark.parametrize(
    ("copy", "says"),
    [
        (lambda air: air, "“b” is a copy of “air”: not fed."),
        (lambda air: np.round(air, 2), "“b” is “air” but for rounding: not fed."),
    ],
)
def test_a_copy_is_not_fed_and_the_words_say_which(copy, says):
    understood = of(air=wave(2), b=copy(wave(2)), humidity=wave(1, 60))
    assert understood.features == ("air", "humidity")
    assert says in said(understood)


def test_of_the_target_and_its_copy_the_target_stays():
    understood = of(x7=wave(2), temp=wave(1), load=wave(2))
    assert understood.target == "load"
    assert understood.features == ("temp", "load")
    assert "“x7” is a copy of “load”: not fed." in said(understood)


def test_what_only_nearly_goes_along_is_no_copy():
    assert of(air=wave(2), other=wave(2) + noise(4, 0, 0.5)).features == ("air", "other")


@pytest.mark.parametrize("y", ["G(y)", "acc_y", "Acceleration Y [g]"])
def test_an_axis_is_no_target_by_its_name(y):
    x = y.replace("y)", "x)").replace("_y", "_x").replace("Y ", "X ")
    rows = "".join(f"{n},{n % 7 / 3:.3f},{n % 5 / 3:.3f},{n % 11}\n" for n in range(90))
    understood = understand(read_table(f"n,{x},{y},rpm\n{rows}".encode(), "a"))
    assert understood.aim.why != "by its name"


@pytest.mark.parametrize("name", ["value", "f_count", "Load"])
def test_what_only_rises_is_no_target_by_its_name(name):
    gone = np.cumsum(1 + np.arange(ROWS) % 3 + np.arange(ROWS) // 50 % 2)
    found = of(height=wave(1), width=wave(2), **{name: gone})
    assert (found.target, found.aim.sure) == ("width", False)


@pytest.mark.parametrize(
    ("name", "begin"),
    [("X_Value", 0), ("x", 0), ("value", 0), ("x", -30), ("X [s]", 20), ("Index (ms)", 7)],
)
def test_a_first_column_in_even_steps_from_0_or_in_a_unit_of_time_is_the_time(name, begin):
    waves = zip(wave(1), wave(2), strict=True)
    rows = (f"{(n + begin) / 50},{a},{b}" for n, (a, b) in enumerate(waves))
    found = understand(read_table("\n".join([f"{name},force,width", *rows]).encode(), "a.csv"))
    assert (found.table.label_name, found.features) == (name.split()[0], ("force", "width"))
    assert "runs on as a clock does, in steps of 0.02" in said(found)


def test_a_first_column_without_a_name_in_equal_steps_is_the_time():
    rows = [
        f"{8.38 + n / 100:.2f} {a} {b}"
        for n, (a, b) in enumerate(zip(wave(1), wave(2), strict=True))
    ]
    found = understand(read_table("\n".join(rows).encode(), "a.dat"))
    assert (found.times, found.features) == (("column 1",), ("column 2", "column 3"))


def test_a_count_of_rows_of_which_some_are_sent_twice_is_a_count():
    rows = [f"{time},{n + 900},{wave(1)[n]}" for n, time in enumerate(TIMES[:200])]
    rows = [row for n, row in enumerate(rows) for _ in range(1 + (n % 8 == 3))]
    table = read_table("\n".join(["time,frames,moist", *rows]).encode(), "a.csv")
    found = understand(table, {"copies"})
    assert found.features == ("moist",)
    assert "“frames” counts on" in said(found)
    assert len(found.table.values) == 225
    assert len(understand(table).table.values) == 200


@pytest.mark.parametrize(
    "name",
    [
        *("Consommation_MW", "Netzlast", "Stromverbrauch kWh", "demanda real", "Preis", "vendas"),
        *("prezzo", "prijs", "zapotrzebowanie", "tuketim", "Fiyatı", "Потребление", "用电负荷(MW)"),
        *("需要", "Latest", "Last", "Kapanış", "fechamento", "Último", "SOH", "pm2.5"),
    ],
)
def test_the_one_column_that_is_asked_for_by_name_is_sure_in_many_languages(name):
    found = of(**{name: wave(1), "Temperatur": wave(3), "air": wave(2)})
    assert (found.target, found.aim.sure) == (found.table.columns[0], True)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *(("load", "price"), ("nsw_demand", "vic_demand"), ("power", "air"), ("Flow", "Speed")),
        *(("energy", "voltage"), ("temperatura", "ruido"), ("débit", "niveau"), ("Open", "Volume")),
    ],
)
def test_where_two_are_about_as_good_or_a_word_says_little_it_is_asked(name, other):
    found = of(**{name: wave(1), other: wave(2), "humid": wave(3)})
    assert (found.target, found.aim.sure) in {(name, False), (other, False)}


def test_a_price_goes_before_the_volume_beside_it():
    prices = {name: wave(1) + n for n, name in enumerate(("Open", "High", "Low", "Latest"))}
    found = of(**prices, Volume=noise(3, 100, 900))
    assert (found.target, found.aim.sure) == ("Latest", True)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Load Uncertainty", wave(3, 2)),
        ("load_std", wave(3, 2)),
        ("load samples", np.round(wave(3))),
        ("load_lag1", np.concatenate([[0], wave(1)[:-1]])),
        ("Load Energy", np.cumsum(np.maximum(wave(3) - 23, 0))),
        ("load_class", np.arange(ROWS) % 3.0),
    ],
)
def test_what_tells_how_good_or_stands_still_or_is_a_code_is_no_rival(name, values):
    found = of(**{"load": wave(1), name: values, "air": wave(2)})
    assert (found.target, found.aim.sure) == ("load", True)
    alone = of(air=wave(2), **{name: values})
    assert (alone.target, alone.aim.sure) == ("air", False)


def test_nothing_is_sure_where_every_column_is_one_that_people_never_predict():
    gone = np.cumsum(1 + np.arange(ROWS) % 3 + np.arange(ROWS) // 50 % 2)
    found = of(battery=wave(1), load=gone, weather_code=np.round(wave(2)))
    assert not found.aim.sure


def test_the_only_column_is_sure():
    assert of(abc=wave(1)).aim.sure


@pytest.mark.parametrize(("total", "sure"), [("all sites", True), ("outer", False)])
def test_a_sum_of_others_is_sure_if_its_name_says_that_it_is_all(total, sure):
    found = of(**{"north": wave(1), total: wave(1) + wave(2), "south": wave(2)})
    assert (found.target, found.aim.sure) == (total, sure)


def test_a_total_of_parts_that_come_and_go_is_asked_about_before_they_are():
    """It is no sum of these, since some are not in the file."""
    found = of(total=wave(1, 300), S1=wave(2), S2=wave(3), S3=wave(4))
    assert (found.target, found.aim.sure) == ("total", False)


def test_a_code_that_never_changes_within_what_may_be_series_is_no_class_of_steps():
    rng, swing = np.random.default_rng(1), np.sin(np.arange(48) / 8)
    rows = [
        f"road {place},{place % 3},{38991 + day}.0104,"
        + ",".join(f"{n:.0f}" for n in 400 + (90 + 9 * place) * swing + rng.integers(0, 20, 48))
        for place in range(12)
        for day in range(20)
    ]
    table = read_table("\n".join(rows).encode(), "a.csv")
    found = understand(table, {"series", "anew"})  # windows may cross their borders
    assert (found.group, found.in_turn, found.target) == (None, True, "column 4")


@pytest.mark.parametrize("name", ["RUL", "Remaining Useful Life", "engine_label"])
def test_what_is_left_of_a_life_is_predicted_though_it_counts_down(name):
    found = of(**{name: 900.0 - np.arange(ROWS), "load": wave(1), "RULWeek": wave(2)})
    assert (found.target, found.aim.sure) == (name, True)
    assert name not in found.features
