"""Mistakes made in real Keras, PyTorch and NumPy; their own words are diagnosed, the fix is run."""

import warnings
from types import SimpleNamespace

import keras
import numpy as np
import pytest
import torch
from keras import Input, Sequential, layers

from lstmviz.doctor import diagnose


def normal(*shape):
    return np.random.default_rng(0).normal(size=shape).astype("float32")


def said(mistake):
    """Give the text of the error that a mistake raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011
        mistake()
    return f"{type(caught.value).__name__}: {caught.value}"


def judge(mistake, code="", **answers):
    """Diagnose what a mistake raises, perhaps with the code beside it."""
    return diagnose(f"{code}\n{said(mistake)}", answers).diagnoses[0]


def mend(diagnosis, **names):
    """Run the fix where the names stand that it uses."""
    space = {"np": np, "keras": keras, "layers": layers, **names}
    exec("\n".join(diagnosis.fix), space)
    return SimpleNamespace(**{name: value for name, value in space.items() if name.isidentifier()})


def last(diagnosis, **names):
    """Evaluate a fix that is a layer."""
    return eval(diagnosis.fix[0], {"keras": keras, "layers": layers, **names})


def read(inputs, *stack):
    """Build a model, functionally."""
    outputs = inputs
    for layer in stack:
        outputs = layer(outputs)
    return keras.Model(inputs, outputs)


def test_input_without_timesteps():
    first = judge(lambda: Sequential([Input((3,)), layers.LSTM(2)]), before="first")
    assert (first.key, first.fed.shape, first.meant.shape) == (
        "no_time_axis", (None, 3), (None, 1, 3)
    )  # fmt: skip
    assert first.axis.startswith("The axis of the timesteps is missing")
    mended = mend(first, X=normal(8, 3))
    assert read(mended.inputs, layers.LSTM(2))(mended.X).shape == (8, 2)


def test_a_table_for_a_model_of_windows():
    model = Sequential([Input((5, 3)), layers.LSTM(2)])
    first = judge(lambda: model(normal(20, 3)))
    assert first.key == "no_time_axis"
    assert (first.opens.layout, first.opens.window) == ("window", 5)
    mended = mend(first, X=normal(20, 3), y=normal(20))
    assert model(mended.X).shape == (15, 2)
    np.testing.assert_array_equal(mended.X[3], normal(20, 3)[3:8])
    assert len(mended.y) == 15


def test_one_sample_alone():
    model = Sequential([Input((5, 3)), layers.LSTM(2)])
    first = judge(lambda: model(normal(5, 3)))
    assert first.key == "no_samples_axis"
    assert model(mend(first, X=normal(5, 3)).X).shape == (1, 2)


def test_a_single_row_of_numbers():
    first = judge(lambda: layers.LSTM(2)(normal(30)))
    assert first.key == "one_axis"
    mended = mend(first, X=normal(30), y=normal(30))
    assert layers.LSTM(2)(mended.X).shape[0] == len(mended.y)
    dense = judge(lambda: layers.Dense(2)(normal(8)))
    assert dense.key == "no_features_axis"
    assert layers.Dense(2)(mend(dense, X=normal(8)).X).shape == (8, 2)


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "SimpleRNN"])
def test_two_recurrent_layers(kind):
    code = (
        f"model = Sequential([Input((5, 3)), layers.{kind}(4), layers.Dropout(0.1), "
        f"layers.{kind}(2)])"
    )
    first = judge(lambda: eval(code.partition("= ")[2]), code)
    assert first.key == "return_sequences"
    assert "lost" in first.axis
    model = Sequential([Input((5, 3)), last(first), getattr(layers, kind)(2)])
    assert model.output_shape == (None, 2)


def test_bidirectional_layers_in_a_row():
    def build(layer):
        return Sequential([Input((5, 3)), layer, layers.Bidirectional(layers.GRU(2))])

    wrapped = "layers.Bidirectional(layers.GRU(4))"
    code = f"Sequential([Input((5, 3)), {wrapped}, layers.Bidirectional(layers.GRU(2))])"
    first = judge(lambda: build(eval(wrapped)), code)
    assert first.key == "return_sequences"
    assert build(last(first)).output_shape == (None, 4)


def test_the_batch_size_typed_into_input():
    first = judge(lambda: Sequential([Input((8, 5, 3)), layers.LSTM(2)]))
    assert first.key == "too_many_axes"
    assert "8 is one too many" in first.axis
    assert read(mend(first).inputs, layers.LSTM(2)).input_shape == (None, 5, 3)


def test_pictures():
    first = judge(lambda: layers.LSTM(2)(normal(4, 5, 8, 8, 3)))
    assert first.key == "too_many_axes"
    assert layers.LSTM(2)(mend(first, X=normal(4, 5, 8, 8, 3)).X).shape == (4, 2)


def test_timesteps_and_features_swapped():
    model = Sequential([Input((3, 1)), layers.LSTM(2)])
    first = judge(lambda: model(normal(8, 1, 3)))
    assert first.key == "swapped_axes"
    assert model(mend(first, X=normal(8, 1, 3)).X).shape == (8, 2)


def test_a_functional_model_says_both_shapes():
    model = read(Input((5, 3)), layers.LSTM(2))
    first = judge(lambda: model(normal(8, 3, 5)))
    assert (first.key, first.fed.shape[1:], first.meant.shape[1:]) == (
        "swapped_axes", (3, 5), (5, 3)
    )  # fmt: skip
    assert judge(lambda: model(normal(8, 6, 3))).key == "step_count"
    assert judge(lambda: model(normal(8, 5, 4))).key == "feature_count"
    mended = mend(judge(lambda: model(normal(8, 6, 3))))
    assert read(mended.inputs, layers.LSTM(2))(normal(8, 6, 3)).shape == (8, 2)


def test_another_number_of_features():
    model = Sequential([Input((5, 3)), layers.LSTM(2)])
    first = judge(lambda: model(normal(8, 5, 4)))
    assert first.key == "feature_count"
    assert (first.expected, first.received) == ("3 features", "4 features")
    assert read(mend(first).inputs, layers.LSTM(2))(normal(8, 5, 4)).shape == (8, 2)


def test_x_and_y_of_different_length():
    model = Sequential([Input((5, 3)), layers.LSTM(2), layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)

    def fit(X, y):
        model.fit(X, y, batch_size=8, verbose=0)

    first = judge(lambda: fit(normal(8, 5, 3), normal(7)))
    assert first.key == "sample_count"
    mended = mend(first, X=normal(8, 5, 3), y=normal(7))
    fit(mended.X, mended.y)
    second = judge(lambda: fit(normal(6, 5, 3), normal(10)), "Input((5, 3)), LSTM(2), Dense(1)")
    mended = mend(second, X=normal(6, 5, 3), y=np.arange(10))
    # Windows of 5 over 10 rows: window i ends with row i + 4, its target is row i + 5.
    assert mended.y.tolist() == [5, 6, 7, 8, 9]
    assert len(mended.X) == 5
    listed = judge(lambda: fit([normal(5, 3)] * 4, normal(4)))
    assert listed.key == "list_of_arrays"
    fit(mend(listed, X=[normal(5, 3)] * 4).X, normal(4))


def test_targets_of_another_width():
    model = Sequential([Input((5, 3)), layers.LSTM(2), layers.Dense(4)])
    model.compile("sgd", "mse", run_eagerly=True)
    first = judge(lambda: model.train_on_batch(normal(8, 5, 3), normal(8, 3)))
    assert first.key == "target_shape"
    assert mend(first).outputs.units == 3


@pytest.mark.parametrize(
    ("arguments", "mends"),
    [
        ({"batch_input_shape": (1, 5, 3)}, (1, 5, 3)),
        ({"batch_shape": (1, 5, 3)}, (1, 5, 3)),
        ({"input_length": 5}, (None, 5, 1)),
        ({"batch_size": 4}, (4, None, 1)),
    ],
)
def test_arguments_that_keras_3_does_not_take(arguments, mends):
    first = judge(lambda: layers.LSTM(2, **arguments))
    assert first.key == "unknown_argument"
    assert mend(first).inputs.shape == mends


def test_a_slip_of_the_pen():
    code = "layers.GRU(7, return_sequence=True)"
    first = judge(lambda: eval(code), code)
    assert first.fix == ("layers.GRU(7, return_sequences=True)",)
    assert last(first).units == 7


def test_states_that_are_handed_on_and_lists_and_labels():
    code = "Sequential([Input((5, 3)), layers.LSTM(2, return_state=True), layers.Dense(1)])"
    first = judge(lambda: eval(code), code)
    assert first.key == "states_returned"
    assert Sequential([Input((5, 3)), last(first), layers.Dense(1)]).output_shape == (None, 1)
    listed = judge(lambda: layers.LSTM(2)([[[1, 2], [3, 4]]]))
    assert listed.key == "python_list"
    assert layers.LSTM(2)(mend(listed, X=[[[1, 2], [3, 4]]]).X).shape == (1, 2)
    model = Sequential([Input((5, 3)), layers.LSTM(2), layers.Dense(4, activation="softmax")])
    model.compile("sgd", "categorical_crossentropy", run_eagerly=True)
    classes = judge(lambda: model.train_on_batch(normal(8, 5, 3), np.arange(8) % 4))
    assert classes.key == "whole_labels"
    mend(classes, model=model)
    model.run_eagerly = True
    assert model.evaluate(normal(8, 5, 3), np.arange(8) % 4, verbose=0) > 0


def test_time_major():
    first = judge(lambda: layers.LSTM(2, time_major=True))
    assert first.key == "unknown_argument"
    assert mend(first, X=normal(5, 8, 3)).X.shape == (8, 5, 3)


def test_a_number_for_a_shape():
    first = judge(lambda: Input(1))
    assert first.key == "bare_number"
    assert mend(first).inputs.shape == (None, None, 1)
    known = judge(lambda: Input(1), "X = np.zeros((8, 5, 3))")
    assert mend(known).inputs.shape == (None, 5, 3)


def test_input_dim():
    code = "Sequential([layers.LSTM(2, input_dim=3)])"
    with pytest.warns(UserWarning, match="input_dim") as caught:
        message = said(lambda: eval(code))
    answer = diagnose(f"{code}\n{caught[0].message}\n{message}")
    assert {"no_time_axis", "input_dim"} == {each.key for each in answer.diagnoses}
    dim = next(each for each in answer.diagnoses if each.key == "input_dim")
    assert read(mend(dim).inputs, layers.LSTM(2)).input_shape == (None, None, 3)
    with pytest.warns(UserWarning, match="input_shape") as caught:
        layers.LSTM(2, input_shape=(5, 3))
    assert diagnose(str(caught[0].message)).diagnoses[0].key == "input_warning"


def test_a_remainder_for_a_stateful_layer():
    model = Sequential([Input(batch_shape=(4, 5, 3)), layers.LSTM(2, stateful=True)])
    first = judge(lambda: model(normal(3, 5, 3)))
    assert first.key == "batch_size"
    mended = mend(first, X=normal(11, 5, 3), y=normal(11))
    assert len(mended.X) == len(mended.y) == 8
    assert model(mended.X[:4]).shape == (4, 2)
    opened = judge(lambda: Sequential([Input((5, 3)), layers.LSTM(2, stateful=True)]))
    assert opened.key == "stateful_batch"
    assert read(mend(opened).inputs, layers.LSTM(2, stateful=True)).output_shape == (1, 2)


def test_no_reset_states():
    model = Sequential([Input(batch_shape=(4, 5, 3)), layers.LSTM(2, stateful=True)])
    model(normal(4, 5, 3))
    first = judge(lambda: model.reset_states())
    assert first.key == "reset_states"
    mend(first, model=model)
    assert not any(np.any(state) for state in model.layers[0].states)


def test_sequences_of_different_lengths():
    ragged = np.array([normal(2, 3), normal(4, 3)], dtype=object)
    model = Sequential([Input((None, 3)), layers.LSTM(2)])
    model.compile("sgd", "mse", run_eagerly=True)
    first = judge(lambda: model.train_on_batch(ragged, normal(2, 2)))
    assert first.key in {"object_values", "ragged"}
    assert model(mend(first, X=ragged).X).shape == (2, 2)
    numbers = np.array([[["1", "2.5", "3"]]] * 4)
    text = judge(lambda: model.train_on_batch(numbers, normal(4, 2)))
    assert text.key == "object_values"
    assert model(mend(text, X=numbers).X).shape == (4, 2)
    listed = judge(lambda: np.array([[1, 2], [1, 2, 3]]))
    assert listed.key == "ragged"
    assert mend(listed, X=[[1, 2], [1, 2, 3]]).X.tolist() == [[1, 2, 0], [1, 2, 3]]


def test_repeat_vector_and_time_distributed():
    code = (
        "Sequential([Input((5, 3)), layers.LSTM(2, return_sequences=True), layers.RepeatVector(3)])"
    )
    first = judge(lambda: eval(code), code)
    assert first.key == "one_vector"
    assert Sequential([Input((5, 3)), last(first), layers.RepeatVector(3)]).output_shape == (
        None,
        3,
        2,
    )
    code = "Sequential([Input((5, 3)), layers.LSTM(2), layers.TimeDistributed(layers.Dense(1))])"
    first = judge(lambda: eval(code), code)
    assert first.key == "time_distributed"
    model = Sequential([Input((5, 3)), last(first), layers.TimeDistributed(layers.Dense(1))])
    assert model.output_shape == (None, 5, 1)


def test_open_sizes_and_cudnn():
    def flat(inputs):
        stack = layers.LSTM(2, return_sequences=True), layers.Flatten(), layers.Dense(1)
        return read(inputs, *stack)

    first = judge(lambda: flat(Input((None, 3))))
    assert first.key == "open_size"
    assert flat(mend(first).inputs).output_shape == (None, 1)
    wanted = judge(lambda: layers.LSTM(2, use_cudnn=True, activation="relu")(normal(2, 5, 3)))
    assert wanted.key == "cudnn"
    assert mend(wanted).layer(normal(2, 5, 3)).shape == (2, 32)


def test_an_initial_state_of_one_tensor():
    first = judge(lambda: layers.LSTM(2)(normal(8, 5, 3), initial_state=normal(8, 2)))
    assert first.key == "initial_state"
    mended = mend(first, X=normal(8, 5, 3), h=normal(8, 2), c=normal(8, 2))
    assert mended.outputs.shape == (8, 2)


def test_windows_by_keras():
    make = keras.utils.timeseries_dataset_from_array
    first = judge(lambda: make(np.arange(50), None, 3, end_index=50))
    assert first.key == "end_index"
    assert next(iter(mend(first, data=np.arange(50)).dataset)).shape == (27, 24)
    start = judge(lambda: list(make(np.arange(100), np.arange(10, 100), 10, start_index=50)))
    assert start.key == "start_index"
    x, y = next(iter(mend(start, data=np.arange(100)).dataset))
    assert (x[0].numpy()[[0, -1]].tolist(), y[0]) == ([50, 73], 74)
    gone = judge(lambda: keras.preprocessing.sequence.TimeseriesGenerator)
    assert gone.key == "generator"
    x, y = next(iter(mend(gone, data=np.arange(100)).dataset))
    assert (x[0].numpy()[[0, -1]].tolist(), y[0]) == ([0, 23], 24)
    model = Sequential([Input((5, 3)), layers.LSTM(2)])
    model.compile("sgd", "mse", run_eagerly=True)
    with pytest.warns(UserWarning, match="ran out") as caught:
        history = model.fit(np.zeros((0, 5, 3)), np.zeros((0, 2)), verbose=0)
    assert history.history == {}
    assert diagnose(str(caught[0].message)).diagnoses[0].key == "no_windows"


def test_arrays_that_numpy_refuses():
    table = normal(60, 3)
    first = judge(lambda: table.reshape(60, 10, 3), "table = np.zeros((60, 3))")
    assert first.key == "reshape_size"
    assert mend(first, X=table).X.shape == (51, 10, 3) == first.meant.shape
    assert "60 rows" not in first.details[1]
    many = judge(lambda: np.zeros((53394, 3)).reshape(53394, 10, 3))
    assert "53,394 rows leave 4" in many.details[1]
    long = judge(lambda: np.lib.stride_tricks.sliding_window_view(table, 99, axis=0))
    assert long.key == "long_window"
    assert mend(long, X=table).windows.shape == (41, 3, 20)
    lengths = judge(lambda: np.zeros(8) - np.zeros(7))
    assert lengths.key == "two_shapes"
    mended = mend(lengths, y=np.zeros(8), prediction=np.zeros(7))
    assert mended.y.shape == mended.prediction.shape
    # What inverse_transform does: a column times the scales of all columns, in place.
    column, scales = np.ones((5, 1)), np.arange(1.0, 10)
    scaler = judge(lambda: np.multiply(column, scales, out=column))
    assert scaler.key == "scaler_columns"
    fitted = SimpleNamespace(scale_=scales, mean_=scales + 1)
    assert np.all(mend(scaler, prediction=column, scaler=fitted).prediction == 1 * 1 + 2)
    product = judge(lambda: np.zeros((8, 4)) @ np.zeros((3, 16)))
    assert (product.key, product.received) == ("feature_count", "4 features")


def test_torch_axes_and_sizes():
    lstm, draw = torch.nn.LSTM(3, 4, batch_first=True), torch.randn
    first = judge(lambda: lstm(draw(2, 3, 4, 3)))
    assert first.key == "torch_axes"
    assert mend(first, X=draw(2, 5, 3, 1)).X.shape == (2, 5, 3)
    code = "lstm = nn.LSTM(3, 4, batch_first=True)"
    first = judge(lambda: lstm(draw(8, 5, 7)), code)
    assert first.key == "feature_count"
    assert mend(first, torch=torch).lstm(draw(8, 5, 7))[0].shape == (8, 5, 4)
    cell = judge(lambda: torch.nn.LSTMCell(3, 4)(draw(8, 5, 3)))
    assert cell.key == "torch_cell"
    assert mend(cell, torch=torch).lstm(draw(8, 5, 3))[0].shape == (8, 5, 32)
    linear = judge(lambda: torch.nn.Linear(16, 1)(draw(8, 5, 4)))
    assert linear.key == "feature_count"
    assert mend(linear, torch=torch).layer(draw(8, 5, 4)).shape == (8, 5, 1)
    units = judge(lambda: torch.nn.LSTM(units=3))
    assert units.key == "torch_sizes"
    assert mend(units, torch=torch).lstm(draw(8, 5, 3))[0].shape == (8, 5, 32)


def test_torch_states():
    lstm, X = torch.nn.LSTM(3, 4, batch_first=True), torch.randn(8, 5, 3)
    h = torch.randn(1, 4)
    first = judge(lambda: lstm(X, (h, h)))
    assert first.key == "torch_state_axes"
    mended = mend(first, X=X, h=h, c=h)
    assert lstm(X, (mended.h, mended.c))[0].shape == (8, 5, 4)
    first = judge(lambda: lstm(X, (torch.zeros(1, 5, 4),) * 2))
    assert first.key == "torch_state_size"
    assert "samples" in first.axis
    mended = mend(first, torch=torch)
    assert lstm(X, (mended.h, mended.c))[0].shape == (8, 5, 4)
    single = judge(lambda: lstm(X[0], (torch.zeros(1, 1, 4),) * 2))
    assert single.key == "torch_state_axes"
    alone = mend(single, X=X[0]).X
    assert lstm(alone, (torch.zeros(1, 1, 4),) * 2)[0].shape == (1, 5, 4)


def test_torch_values_and_what_comes_back():
    lstm = torch.nn.LSTM(3, 4, batch_first=True)
    X = torch.from_numpy(np.zeros((8, 5, 3)))
    first = judge(lambda: lstm(X))
    assert first.key == "torch_dtype"
    assert lstm(mend(first, X=X).X)[0].shape == (8, 5, 4)
    array = judge(lambda: lstm(np.zeros((8, 5, 3))))
    assert array.key == "torch_tensor"
    assert lstm(mend(array, X=np.zeros((8, 5, 3)), torch=torch).X)[0].shape == (8, 5, 4)
    pair = judge(lambda: torch.nn.Sequential(lstm, torch.nn.Linear(4, 1))(X.float()))
    assert pair.key == "torch_tuple"
    assert mend(pair, lstm=lstm, X=X.float()).output.shape == (8, 5, 4)
    reshaped = judge(lambda: torch.zeros(60, 3).reshape(60, 10, 3))
    assert reshaped.key == "reshape_size"


def test_torch_packing_and_training():
    pack = torch.nn.utils.rnn.pack_padded_sequence
    X, lengths = torch.randn(3, 5, 2), torch.tensor([2, 5, 3])
    first = judge(lambda: pack(X, lengths, batch_first=True))
    assert first.key == "torch_sorted"
    assert mend(first, torch=torch, X=X, lengths=lengths).packed.data.shape == (10, 2)
    empty = torch.tensor([5, 3, 0])
    first = judge(lambda: pack(X, empty, batch_first=True))
    assert first.key == "torch_empty"
    assert len(mend(first, X=X, lengths=empty).X) == 2
    h = torch.ones(2, requires_grad=True) ** 2
    h.sum().backward(retain_graph=False)
    first = judge(lambda: (h**2).sum().backward())
    assert first.key == "torch_backward"
    assert not mend(first, h=h, c=h).h.requires_grad


def test_a_loss_of_two_shapes():
    output, y = torch.randn(8, 1), torch.randn(8)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        torch.nn.MSELoss()(output, y)
    first = diagnose(str(caught[0].message)).diagnoses[0]
    assert (first.key, first.silent) == ("torch_loss_sizes", True)
    assert "(8, 8)" in first.happens
    assert (output - y).shape == (8, 8)
    assert mend(first, y=y).y.shape == output.shape
