"""The answers about PyTorch and versions against PyTorch and Keras themselves."""

import inspect
import math

import keras
import numpy as np
import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.layouts import Layout
from tests.questions.test_cell_questions import TORCH, said
from tests.questions.test_questions import ask, numbers

TABLE = numbers(200, 3)


def test_packed_sequences_end_at_their_own_end():
    layer = torch.nn.LSTM(3, 4, batch_first=True)
    x, lengths = torch.randn(2, 10, 3), [4, 10]
    with pytest.raises(RuntimeError, match="enforce_sorted"):
        pack_padded_sequence(x, lengths, batch_first=True)
    with pytest.raises(RuntimeError, match="greater than 0"):
        pack_padded_sequence(x, [0, 10], batch_first=True, enforce_sorted=False)
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    output, (h, _) = layer(packed)
    padded, _ = pad_packed_sequence(output, batch_first=True)
    assert torch.allclose(h[-1, 0], layer(x[:1, :4])[1][0][-1, 0], atol=1e-6)
    assert not padded[0, 4:].any()
    spec = TrainingSpec(units=4, batch_size=2)
    said(ask("packed", TABLE, Layout(10), spec=spec), "`(2, 10, 3)`", "2 lengths", "1 to 10")


@pytest.mark.parametrize("cell", TORCH)
def test_two_biases_get_the_same_gradient(cell):
    layer = TORCH[cell](3, 4, batch_first=True)
    output, _ = layer(torch.randn(2, 10, 3))
    (output**2).sum().backward()
    ih, hh = layer.bias_ih_l0, layer.bias_hh_l0
    answer = ask("biases", TABLE, spec=TrainingSpec(cell, units=4))
    said(answer, f"{len(ih)} numbers each")
    same = torch.isclose(ih.grad, hh.grad, atol=1e-6)
    # Of the GRU's third block the reset gate multiplies the second one.
    assert same[: 8 if cell == "gru" else None].all()
    assert same.all() == (cell != "gru")


def test_what_keras_3_no_longer_takes():
    answer = ask("keywords", TABLE, Layout(10))
    for word in ("batch_input_shape", "input_length", "batch_size", "time_major", "weights"):
        with pytest.raises(ValueError, match="Unrecognized keyword arguments passed to LSTM"):
            keras.layers.LSTM(4, **{word: 3})
        said(answer, f"`{word}`")
    with pytest.warns(UserWarning, match="Do not pass an `input_shape`"):
        layer = keras.layers.LSTM(4, input_dim=3)
    assert layer._build_shapes_dict is None
    said(answer, "`keras.Input(shape=(10, 3))`", "`keras.Input(batch_shape=(32, 10, 3))`")
    turned = np.zeros((10, 32, 3)).transpose(1, 0, 2).shape
    said(ask("major", TABLE, Layout(10)), f"`{turned}`", "'time_major': True")


# Keras 3.15.1 with NumPy 2, on writing HDF5.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_weights_alone_are_read_from_an_old_file(tmp_path):
    def made():
        layers = [keras.Input((10, 3)), keras.layers.LSTM(4), keras.layers.Dense(1)]
        return keras.Sequential(layers)

    old, new, path = made(), made(), tmp_path / "model.h5"
    old.save(path)
    new.load_weights(path)
    assert all(map(np.array_equal, old.get_weights(), new.get_weights()))
    spec = TrainingSpec(units=4)
    said(ask("old", TABLE, Layout(10), spec=spec), f"{old.count_params()} weights")


@pytest.mark.parametrize("cell", TORCH)
def test_frameworks_start_differently(cell):
    layer = TORCH[cell](3, 4)
    widest = max(float(each.detach().abs().max()) for each in layer.parameters())
    assert 0.8 / math.sqrt(4) < widest <= 1 / math.sqrt(4)
    answer = ask("frameworks", TABLE, spec=TrainingSpec(cell, units=4))
    said(answer, f"= ±{4**-0.5:.3f}", type(layer).__name__)
    assert keras.optimizers.Adam().epsilon == 1e-7
    assert inspect.signature(torch.optim.Adam).parameters["eps"].default == 1e-8
