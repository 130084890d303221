"""Several series in one table, as words tell: windows stay within each."""

import numpy as np
import pytest

from lstmviz.doctor import diagnose

TOLD = (
    "I have 12 machines, each has 50 rows of 2 sensors, stacked in one table (600, 2). "
    "X = table.reshape(600, 7, 2) gives ValueError: cannot reshape array of size 1200 into shape "
    "(600,7,2)",
    "df has 600 rows and 2 columns: for 12 customers one year of consumption (50 weeks per "
    "customer). How do I make X for keras LSTM with 7 weeks look back?",
    "X (600, 2): 12 patients, for each patient 50 time points. I use\n"
    "model = Sequential([LSTM(16, input_shape=(7, 2)), Dense(1)])\nmodel.fit(X, y)\n"
    "ValueError: expected lstm_1_input to have 3 dimensions, but got array with shape (600, 2)",
    "# 12 stations one below the other, 50 hours per station\nvals = np.zeros((600, 2))\n"
    "X, y = [], []\nfor i in range(len(vals) - 7):\n"
    "    X.append(vals[i:i+7]); y.append(vals[i+7, 0])\nX, y = np.array(X), np.array(y)\n"
    "model = Sequential([Input((7, 2)), LSTM(8), Dense(1)])\nmodel.compile('adam', 'mse')\n"
    "model.fit(X, y)\n",
)


@pytest.mark.parametrize("text", TOLD)
def test_windows_stay_within_each_series(text):
    found = diagnose(text).diagnoses[0]
    assert found.key == "several_series"
    series, time = np.divmod(np.arange(600.0), 50)
    table = np.stack([time, series], axis=1)
    names = {"np": np, "table": table, "X": table, "vals": table}
    exec("\n".join(found.fix), names)
    X, y = names["X"], names["y"]
    assert X.shape == found.meant.shape == (12 * 43, 7, 2)
    assert (X[:, :, 1] == X[:, :1, 1]).all()
    assert (np.diff(X[:, :, 0], axis=1) == 1).all()
    assert (y == X[:, -1, 0] + 1).all()


@pytest.mark.parametrize(
    "text",
    [
        "One csv with 600 rows and 2 columns, hourly; each row has 2 values. X.reshape(600, 7, 2): "
        "cannot reshape array of size 1200 into shape (600,7,2)",
        "12 machines with 60 rows each, the table is (600, 2), how do I make X for an LSTM?",
        TOLD[3].replace("for i in", "for name, vals in df.groupby('station'):\n  for i in"),
    ],
)
def test_one_series_and_numbers_that_do_not_add_up_are_left_alone(text):
    assert "several_series" not in [each.key for each in diagnose(text).diagnoses]
