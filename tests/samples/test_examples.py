"""The built-in tables are what they say they are."""

# ruff: noqa: PD011 (the values of a Table, not of a DataFrame)

import time
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest

from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, LONGEST_LAG, Example, load_example
from lstmviz.table.tables import Table


@pytest.fixture(scope="module")
def sensors() -> Table:
    return load_example("sensors")


def mean_of_past(column: np.ndarray, rows: int) -> np.ndarray:
    """Mean of the `rows` rows before each row; NaN where there are fewer."""
    past = np.lib.stride_tricks.sliding_window_view(column, rows).mean(axis=1)
    return np.concatenate([np.full(rows, np.nan), past[:-1]])


def linear_error(table: Table, window: int) -> float:
    """RMSE, over the last fifth, of least squares on all columns of `window` past rows."""
    x = np.lib.stride_tricks.sliding_window_view(table.values, window, axis=0)[:-1]
    x = np.column_stack([x.reshape(len(x), -1), np.ones(len(x))]).astype(np.float64)
    y = table.values[window:, 2].astype(np.float64)
    border = len(y) * 4 // 5
    weights = np.linalg.solve(x[:border].T @ x[:border], x[:border].T @ y[:border])
    return float(np.sqrt(np.mean((x[border:] @ weights - y[border:]) ** 2)))


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_example_says_what_it_is_and_can_be_trained(example: Example):
    assert all((example.title, example.meaning, example.source, example.licence))
    table = load_example(example.key)
    assert table.name == example.title
    assert len(table.units) == len(table.columns)
    assert not np.isnan(table.values).any()
    dataset = make_dataset(table, example.layout, example.task)
    x, y = dataset.batch(dataset.train[:2])
    assert len(x) == len(y) == 2
    # The Chalkboard is there to be looked at; it says why it cannot be trained on.
    assert bool(dataset.lacks) == (example.key == "chalkboard") == (not len(dataset.validation))


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_same_table_every_time(key: str):
    assert load_example(key).fingerprint == load_example(key).fingerprint


@pytest.mark.parametrize(
    ("key", "shape"),
    [
        ("sensors", (53_394, 3)),
        ("chalkboard", (6, 3)),
        ("echo", (5_000, 3)),
        ("elnino", (61, 12)),
        ("weather", (1_461, 4)),
    ],
)
def test_shape(key: str, shape: tuple[int, int]):
    assert load_example(key).values.shape == shape


def test_tensors_of_the_question(sensors: Table):
    example = EXAMPLES["sensors"]
    assert make_dataset(sensors, example.layout, example.task).shape == (53_370, 24, 3)


def test_sensors_are_physical(sensors: Table):
    assert (sensors.columns, sensors.units) == (
        ("temperature", "humidity", "power"),
        ("°C", "%", "W"),
    )
    low, high = sensors.values.min(axis=0), sensors.values.max(axis=0)
    assert (low > [15, 35, 50]).all()
    assert (high < [25, 65, 700]).all()
    assert sensors.row_name(0) == "2024-01-01 00:00"
    assert sensors.row_name(53_393) == "2025-01-05 18:50"


def test_sensors_can_be_predicted_to_their_lowest_error(sensors: Table):
    """The equation of the docstring, written once more, leaves noise of 15 W and nothing else."""
    temperature, humidity, power = sensors.values.T.astype(np.float64)
    heater = np.clip(0.5 + (20 - mean_of_past(temperature, 6)) / 0.8, 0, 1)
    fan = np.clip(0.5 + (mean_of_past(humidity, 12) - 50) / 3, 0, 1)
    rest = (power - (120 + 360 * heater + 100 * fan))[12:]
    assert rest.std() == pytest.approx(EXAMPLES["sensors"].lowest_error, rel=0.01)
    assert abs(rest.mean()) < 0.3
    # White: no row's rest tells the next, so nothing is left to learn.
    assert abs(np.corrcoef(rest[1:], rest[:-1])[0, 1]) < 0.01
    # Normal, so that the root-mean-square error is the whole story.
    assert np.mean(np.abs(rest) > 2 * 15) == pytest.approx(0.0455, abs=0.005)


def test_sensors_need_several_past_rows(sensors: Table):
    """Least squares alone shows it; what a network reaches stands between it and 15 W."""
    power = sensors.values[len(sensors.values) * 4 // 5 :, 2].astype(np.float64)
    last_value = np.sqrt(np.mean(np.diff(power) ** 2))
    errors = {window: linear_error(sensors, window) for window in (1, 3, 12, 24)}
    assert errors[24] < errors[12] < errors[3] < errors[1] < last_value < power.std()
    assert errors[24] < 0.75 * errors[1]


def test_sensors_load_at_once():
    load_example("sensors")
    fastest = min(_seconds("sensors") for _ in range(5))
    assert fastest < 0.1


def _seconds(key: str) -> float:
    start = time.process_time()
    load_example(key)
    return time.process_time() - start


@pytest.mark.parametrize("lag", [0, 1, 8, 60, LONGEST_LAG])
def test_echo_repeats_exactly(lag: int):
    a, b, echo = load_example("echo", lag).values.T
    np.testing.assert_array_equal(echo[lag:], a[: len(a) - lag])
    np.testing.assert_array_equal(a, load_example("echo").values[:, 0])  # the same noise
    if lag:  # nothing nearer tells anything
        assert abs(np.corrcoef(echo, a)[0, 1]) < 0.05
    assert abs(np.corrcoef(echo, b)[0, 1]) < 0.05
    assert echo.std() == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("lag", [-1, LONGEST_LAG + 1])
def test_echo_refuses_a_lag_out_of_range(lag: int):
    with pytest.raises(ValueError, match="must be 0 to 1,000 rows; received"):
        load_example("echo", lag)


def test_elnino_is_the_file_of_statsmodels():
    datasets = pytest.importorskip("statsmodels.datasets")
    theirs = datasets.elnino.load_pandas().data
    table = load_example("elnino")
    np.testing.assert_array_equal(table.values, theirs.iloc[:, 1:].to_numpy(np.float32))
    assert [name.upper() for name in table.columns] == list(theirs.columns[1:])
    assert list(table.labels) == [str(int(year)) for year in theirs["YEAR"]]
    assert set(table.units) == {"°C"}


def test_weather_is_the_file_of_vega_datasets():
    vega = pytest.importorskip("vega_datasets")
    theirs = pd.read_csv(vega.data.seattle_weather.filepath)
    table = load_example("weather")
    np.testing.assert_array_equal(table.values, theirs[list(table.columns)].to_numpy(np.float32))
    assert table.columns == ("precipitation", "temp_max", "temp_min", "wind")
    assert table.units == ("mm", "°C", "°C", "m/s")
    assert list(table.labels) == list(theirs["date"].str.replace("/", "-"))
    np.testing.assert_array_equal(table.groups["weather"], pd.factorize(theirs["weather"])[0])


def test_every_data_file_has_its_statement():
    folder = files("lstmviz") / "data"
    statement = (folder / "SOURCES.md").read_text(encoding="utf-8")
    for file in folder.iterdir():
        if file.name.endswith(".csv"):
            assert f"## {file.name}" in statement
