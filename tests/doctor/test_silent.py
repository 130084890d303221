"""Mistakes without an error: each is run, seen to mean something else, and found."""

import keras
import numpy as np
import pytest
import torch
from keras import Input, Sequential, layers
from numpy.lib.stride_tricks import sliding_window_view

from lstmviz.doctor import diagnose
from tests.doctor.test_real import last, mend, normal, read


def find(text, key, **answers):
    """Give the silent diagnosis of a kind."""
    answer = diagnose(text, answers)
    found = [each for each in answer.diagnoses if each.key == key]
    assert found, (answer.diagnoses, answer.question)
    assert found[0].silent
    assert found[0].happens
    return found[0]


def loss_of(predictions, targets):
    """Give Keras's mean squared error."""
    return float(keras.losses.MeanSquaredError()(targets, predictions))


def test_1_the_last_axis_is_added():
    first = find("X is (30, 3), y is (30,), Input((3, 1)), LSTM(2), Dense(1)", "last_axis_added")
    model = Sequential([Input((3, 1)), layers.LSTM(2), layers.Dense(1)])
    X = normal(30, 3)
    np.testing.assert_allclose(model(X), model(X[:, :, None]), rtol=1e-6)
    assert first.fed.shape == (30, 3, 1)
    mended = mend(first, X=X, y=np.arange(30))
    assert read(mended.inputs, layers.LSTM(2))(mended.X).shape[0] == len(mended.y)
    # If the columns are steps, nothing is wrong.
    answers = {"columns": "sequence"}
    text = "X is (30, 3), y is (30,), Input((3, 1)), LSTM(2), Dense(1)"
    assert [each.key for each in diagnose(text, answers).diagnoses] == ["nothing_seen"]


def test_2_all_steps_are_read():
    model = Sequential([Input((5, 3)), layers.LSTM(2)])
    X = normal(8, 6, 3)
    first = find("X is (8, 6, 3); Sequential([Input((5, 3)), LSTM(2)])", "all_steps_read")
    changed = X.copy()
    changed[:, 0] += 1
    assert not np.allclose(model(X), model(changed))
    assert read(mend(first).inputs, layers.LSTM(2))(X).shape == (8, 2)
    # A functional model refuses: then it is no silent mistake.
    with pytest.raises(ValueError, match="expected shape"):
        read(Input((5, 3)), layers.LSTM(2))(X)
    code = "X = np.zeros((8, 6, 3))\ni = Input((5, 3))\nx = LSTM(2)(i)\nm = Model(i, x)"
    (only,) = diagnose(code).diagnoses
    assert (only.key, only.silent) == ("step_count", False)


SEQUENCES = "Input((5, 3)), LSTM(2, return_sequences=True), Dense(1), loss='mse', X is (8, 5, 3)"


def test_3_one_target_for_every_step():
    first = find(f"{SEQUENCES}, y is (8, 1)", "target_every_step")
    predictions, y = normal(8, 5, 1), normal(8, 1) * 2
    assert loss_of(predictions, y) == pytest.approx(
        np.mean((predictions[:, :, 0] - y) ** 2), rel=1e-5
    )
    assert Sequential([Input((5, 3)), last(first, LSTM=layers.LSTM)]).output_shape == (None, 2)


def test_4_every_prediction_against_every_target():
    first = find(f"{SEQUENCES}, y is (8,)", "target_every_sample")
    predictions, y = normal(8, 5, 1), normal(8) * 2
    spread = (predictions - y).shape
    assert spread == (8, 5, 8)
    assert loss_of(predictions, y) == pytest.approx(np.mean((predictions - y) ** 2), rel=1e-5)
    assert last(first, LSTM=layers.LSTM).return_sequences is False


def test_5_one_output_for_many_targets():
    text = "X is (8, 5, 3), y is (8, 4), Input((5, 3)), LSTM(2), Dense(1)"
    first = find(text, "one_output_many_targets")
    y = normal(8, 4)
    best = y.mean(axis=1, keepdims=True)
    assert loss_of(best, y) == pytest.approx(np.mean((best - y) ** 2), rel=1e-5)
    assert loss_of(best, y) < min(loss_of(best + 0.1, y), loss_of(best - 0.1, y))
    assert mend(first).outputs.units == 4


def test_6_the_last_output_against_all_targets():
    text = "X is (8, 5, 3), y is (8, 5, 1), Input((5, 3)), LSTM(2), Dense(1)"
    first = find(text, "last_step_all_targets")
    predictions, y = normal(8, 1), normal(8, 5, 1) * 2
    assert loss_of(predictions, y) == pytest.approx(
        np.mean((predictions - y[:, :, 0]) ** 2), rel=1e-5
    )
    assert last(first, LSTM=layers.LSTM).return_sequences is True


def test_7_the_target_is_in_the_window():
    code = "dataset = keras.utils.timeseries_dataset_from_array(data, data, 10)"
    first = find(code, "target_in_window")
    data = np.arange(100.0)
    windows, targets = next(iter(keras.utils.timeseries_dataset_from_array(data, data, 10)))
    np.testing.assert_array_equal(targets, windows[:, 0])
    windows, targets = next(iter(mend(first, data=data).dataset))
    np.testing.assert_array_equal(targets, windows[:, -1] + 1)
    named = "timeseries_dataset_from_array(data=table, targets=table, sequence_length=24)"
    assert find(named, "target_in_window").opens.window == 24
    right = "timeseries_dataset_from_array(data[:-10], data[10:], 10)"
    assert "target_in_window" not in [each.key for each in diagnose(right).diagnoses]
    asked = {"made": "moved", "order": "windows", "target": "first"}
    find("X is (90, 10, 3), Input((10, 3)), LSTM(2)", "target_in_window", **asked)


def test_8_a_table_is_one_sequence():
    first = find("X = torch.randn(60, 3)\nlstm = nn.LSTM(3, 4)\nlstm(X)", "one_long_sequence")
    lstm, X = torch.nn.LSTM(3, 4), torch.randn(60, 3)
    together, _ = lstm(X)
    torch.testing.assert_close(together, lstm(X[:, None])[0][:, 0])
    changed = X.clone()
    changed[0] += 1
    assert not torch.allclose(lstm(changed)[0][1], together[1])
    assert mend(first, X=X).X.shape == (60, 1, 3)
    windows = find("X = torch.randn(60, 3)\nlstm = nn.LSTM(3, 4)", first.key, rows="ordered")
    mended = mend(windows, X=X, y=torch.arange(60))
    torch.testing.assert_close(mended.X[2], X[2 : 2 + mended.X.shape[1]])
    assert len(mended.X) == len(mended.y)


def test_9_the_batch_is_time():
    code = "X = torch.randn(8, 5, 3)\nlstm = nn.LSTM(3, 4)\nout, _ = lstm(X)"
    assert diagnose(code).question.key == "axes"
    first = find(code, "batch_is_time", axes="samples")
    lstm, X = torch.nn.LSTM(3, 4), torch.randn(8, 5, 3)
    changed = X.clone()
    changed[0] += 1
    assert not torch.allclose(lstm(X)[0][1], lstm(changed)[0][1])
    right = mend(first, torch=torch, nn=torch.nn).lstm
    torch.testing.assert_close(right(X)[0][1], right(changed)[0][1])
    assert not [d for d in diagnose(code, {"axes": "timesteps"}).diagnoses if d.silent]
    # With targets, or a DataLoader, nothing has to be asked.
    find(f"y is (8,)\n{code}", "batch_is_time")
    find(f"loader = DataLoader(data, batch_size=4)\n{code}", "batch_is_time")


def test_10_the_window_axis_stands_last():
    code = (
        "table = np.zeros((60, 3))\n"
        "X = sliding_window_view(table, 5, axis=0)\n"
        "model = Sequential([Input(X.shape[1:]), LSTM(2)])"
    )
    first = find(code, "window_axis_last")
    table = np.arange(180.0).reshape(60, 3)
    X = sliding_window_view(table, 5, axis=0)
    assert X.shape == first.fed.shape == (56, 3, 5)
    # A tick holds one column's five rows, not one row's three columns.
    np.testing.assert_array_equal(X[0, 0], table[:5, 0])
    assert Sequential([Input(X.shape[1:]), layers.LSTM(2)])(X).shape == (56, 2)
    np.testing.assert_array_equal(mend(first, X=X).X[4], table[4:9])
    find("X is (56, 3, 5), Input((3, 5)), LSTM(2)", "window_axis_last", made="view")
    unfolded = (
        "table = torch.zeros(60, 3)\nX = table.unfold(0, 5, 1)\n"
        "lstm = nn.LSTM(5, 2, batch_first=True)\nlstm(X)"
    )
    found = find(unfolded, "window_axis_last")
    assert mend(found, X=torch.zeros(60, 3).unfold(0, 5, 1)).X.shape == (56, 5, 3)
    assert diagnose(code.replace("axis=0)", "axis=0).transpose(0, 2, 1)")).diagnoses[0].key == (
        "nothing_seen"
    )


def test_11_overlapping_windows_are_replayed_into_the_state():
    code = (
        "X = sliding_window_view(table, 5, axis=0).transpose(0, 2, 1)\n"
        "Sequential([Input(batch_shape=(1, 5, 3)), LSTM(2, stateful=True)])"
    )
    first = find(code, "rows_replayed")
    table = normal(20, 3)
    layer = layers.LSTM(2, stateful=True)
    model = Sequential([Input(batch_shape=(1, 5, 3)), layer])
    model(table[None, :5])
    on = np.asarray(model(table[None, 5:10]))
    layer.reset_state()
    model(table[None, :5])
    replayed = np.asarray(model(table[None, 1:6]))
    plain = layers.LSTM(2)
    plain.build((None, None, 3))
    plain.set_weights(layer.get_weights())
    np.testing.assert_allclose(on, plain(table[None, :10]), atol=1e-6)
    # The state has read rows 1 to 4 twice.
    twice = np.concatenate([table[:5], table[1:6]])
    np.testing.assert_allclose(replayed, plain(twice[None]), atol=1e-6)
    windows = sliding_window_view(table, 5, axis=0).transpose(0, 2, 1)
    np.testing.assert_array_equal(np.concatenate(mend(first, X=windows).X), table[:20])
    # In batches of 5, sample i begins where sample i of the batch before has ended.
    continued = code.replace("(1, 5, 3)", "(5, 5, 3)")
    assert "rows_replayed" not in [each.key for each in diagnose(continued).diagnoses]
    np.testing.assert_array_equal(windows[5], table[5:10])
    told = "X is (16, 5, 3), Input(batch_shape=(1, 5, 3)), LSTM(2, stateful=True)"
    assert diagnose(told).question.key == "apart"
    find(told, "rows_replayed", apart="one")
    apart = code.replace("(0, 2, 1)", "(0, 2, 1)[::5]")
    assert "rows_replayed" not in [each.key for each in diagnose(apart).diagnoses]


def test_12_real_zeros_are_masked():
    told = "X is (8, 5, 3), Input((5, 3)), Masking(0.0), LSTM(2)"
    assert diagnose(told).question.key == "zeros"
    first = find(told, "zeros_masked", zeros="yes")
    X = normal(8, 5, 3)
    X[:, 2] = 0
    model = Sequential([Input((5, 3)), layers.Masking(0.0), layers.LSTM(2)])
    shorter = np.delete(X, 2, axis=1)
    np.testing.assert_allclose(model(X), model.layers[-1](shorter), atol=1e-6)
    assert not np.allclose(model(X), model.layers[-1](X))
    assert mend(first).layer.mask_value == -10
    scaled = f"X = scaler.fit_transform(X)\n{told}"
    find(scaled, "zeros_masked")
    assert "zeros_masked" not in [d.key for d in diagnose(told, {"zeros": "no"}).diagnoses]
    elsewhere = diagnose(told.replace("Masking(0.0)", "Masking(-10.0)"))
    assert elsewhere.question.key != "zeros"


def test_13_rows_shuffled_before_windows():
    code = (
        "data = np.random.rand(500, 1)\n"
        "np.random.shuffle(data)\n"
        "X = sliding_window_view(data, 5, axis=0).transpose(0, 2, 1)\n"
        "Sequential([Input((5, 1)), LSTM(2)])"
    )
    first = find(code, "rows_shuffled")
    # A wave can be told from two rows before; of shuffled rows nothing can be told.
    wave = np.sin(np.arange(500) * 0.3)[:, None]
    mixed = np.random.default_rng(0).permutation(wave)

    def unexplained(table):
        X, y = sliding_window_view(table[:, 0], 5)[:-1], table[5:, 0]
        weights, *_ = np.linalg.lstsq(X[:250], y[:250])
        return np.mean((X[250:] @ weights - y[250:]) ** 2) / y.var()

    assert unexplained(wave) < 1e-9
    assert unexplained(mixed) > 0.9
    mended = mend(first, table=wave, X=None, y=None)
    assert len(mended.X) == len(mended.y)
    find("X is (90, 10, 3), Input((10, 3)), LSTM(2)", first.key, made="moved", order="rows")
    for way in ("df = df.sample(frac=1)", "train, df = train_test_split(df)"):
        find(f"df = pd.read_csv('t.csv')\n{way}\nX = [df[i:i+5] for i in range(90)]\n"
             "Sequential([Input((5, 3)), LSTM(2)])", first.key)  # fmt: skip
    kept = code.replace(
        "np.random.shuffle(data)", "a, data = train_test_split(data, shuffle=False)"
    )
    assert "rows_shuffled" not in [each.key for each in diagnose(kept).diagnoses]


def test_14_one_step_leaves_the_recurrence_idle():
    text = "X is (53394, 1, 3), y is (53394,), Input((1, 3)), LSTM(32), Dense(1)"
    first = find(text, "one_step")
    assert diagnose(text).question.key == "rows"
    assert "4,224 of the LSTM's 4,608 weights (91.7 %)" in first.happens
    model = Sequential([Input((1, 3)), layers.LSTM(32), layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)
    before = [weight.copy() for weight in model.layers[0].get_weights()]
    model.train_on_batch(normal(8, 1, 3), normal(8) + 9)
    same = sum(
        int((old == new).sum())
        for old, new in zip(before, model.layers[0].get_weights(), strict=True)
    )
    assert same == 4_224
    rows = np.arange(53394 * 3).reshape(-1, 1, 3)
    mended = mend(first, X=rows, y=np.arange(53394))
    assert mended.X.shape == (53370, 24, 3)
    assert mended.X[0, 0].tolist() == [0, 1, 2]
    alone = find(text, "one_step", rows="unordered")
    assert last(alone)(normal(8, 3)).shape == (8, 32)
    # A stateful layer carries its state into the next batch.
    stateful = "Input(batch_shape=(1, 1, 3)), LSTM(2, stateful=True)"
    assert "one_step" not in [each.key for each in diagnose(stateful).diagnoses]


@pytest.mark.parametrize("kind", ["GRU", "RNN"])
def test_other_cells_in_torch(kind):
    code = f"X = torch.zeros(8, 5, 3)\nrnn = nn.{kind}(3, 4, batch_first=True)\nrnn(X)"
    assert [each.key for each in diagnose(code).diagnoses] == ["nothing_seen"]
    found = find(code.replace(", batch_first=True", ""), "batch_is_time", axes="samples")
    assert f"nn.{kind}(3, 4, batch_first=True)" in found.fix[0]
