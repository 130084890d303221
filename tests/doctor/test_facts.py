"""What the doctor says of the libraries in general, held against the libraries themselves.

`sentences.json` names for each such sentence the test here that shows it.
"""

import warnings

import numpy as np
import pytest

# Each library has its own error for what it does not take: that it has one is what is shown.
REFUSED = (Exception,)


@pytest.fixture(scope="module")
def keras():
    return pytest.importorskip("keras")


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch")


def shape_after(keras, sample, *layers):
    return keras.Sequential([keras.Input(sample), *layers]).output_shape


def test_keras_steps(keras):
    layers = keras.layers
    assert shape_after(keras, (9, 2), layers.LSTM(8)) == (None, 8)
    every = layers.LSTM(8, return_sequences=True)
    assert shape_after(keras, (9, 2), every) == (None, 9, 8)
    twice = layers.Bidirectional(layers.LSTM(8, return_sequences=True))
    assert shape_after(keras, (9, 2), twice) == (None, 9, 16)
    added = layers.Bidirectional(layers.LSTM(8), merge_mode="sum")
    assert shape_after(keras, (9, 2), added) == (None, 8)
    with pytest.raises(ValueError, match="merge mode"):
        layers.Bidirectional(layers.LSTM(8), merge_mode="add")
    with pytest.raises(ValueError, match="expected ndim=3, found ndim=2"):
        shape_after(keras, (9, 2), layers.LSTM(8), layers.LSTM(8))
    decoder = (layers.RepeatVector(3), layers.LSTM(4, return_sequences=True), layers.Dense(5))
    assert shape_after(keras, (9, 2), layers.LSTM(8), *decoder) == (None, 3, 5)
    with pytest.raises(ValueError, match="expected ndim=2, found ndim=3"):
        shape_after(keras, (9, 2), layers.RepeatVector(3))
    for taken in (layers.Flatten(), layers.GlobalMaxPooling1D(), layers.GlobalAveragePooling1D()):
        assert len(shape_after(keras, (9, 2), taken)) == 2
    assert shape_after(keras, (9, 2), layers.MaxPooling1D(2)) == (None, 4, 2)
    assert shape_after(keras, (9, 2), layers.Conv1D(4, 3)) == (None, 7, 4)
    assert shape_after(keras, (9, 2), layers.Conv1D(4, 3, padding="same")) == (None, 9, 4)
    assert shape_after(keras, (9, 2), layers.Dense(5)) == (None, 9, 5)
    each = layers.TimeDistributed(layers.Dense(5))
    assert shape_after(keras, (9, 2), each) == (None, 9, 5)
    with pytest.raises(ValueError, match=r"timesteps|3 dimensions|ndim|rank"):
        shape_after(keras, (9,), layers.TimeDistributed(layers.Dense(5)))
    assert shape_after(keras, (9,), layers.Embedding(50, 6)) == (None, 9, 6)
    assert shape_after(keras, (20, 1), layers.Dense(5), layers.LSTM(8)) == (None, 8)
    row = (layers.Dense(5), layers.RepeatVector(9), layers.LSTM(8, return_sequences=True))
    assert shape_after(keras, (1,), *row) == (None, 9, 8)
    frames = layers.TimeDistributed(layers.Conv2D(4, 3))
    assert shape_after(keras, (5, 8, 8, 1), frames) == (None, 5, 6, 6, 4)
    cut = layers.TimeDistributed(layers.Reshape((2, 4)))
    assert shape_after(keras, (9, 2), every, cut) == (None, 9, 2, 4)
    film = layers.ConvLSTM2D(4, 3)
    assert shape_after(keras, (5, 8, 8, 1), film) == (None, 6, 6, 4)


def test_keras_each_step(keras):
    x, dense = np.random.default_rng(3).normal(size=(4, 9, 2)), keras.layers.Dense(5)
    assert np.allclose(dense(x), keras.layers.TimeDistributed(dense)(x))
    for kind, gates in (("LSTM", 4), ("GRU", 3)):
        layer = getattr(keras.layers, kind)(6)
        layer.build((None, 9, 2))
        assert [weight.shape for weight in layer.weights[:2]] == [(2, 6 * gates), (6, 6 * gates)]


def test_keras_metrics(keras):
    numbers, rows = np.array([0, 1, 2, 1]), np.eye(3)[[0, 1, 2, 1]]
    model = keras.Sequential(
        [keras.Input((9, 2)), keras.layers.LSTM(4), keras.layers.Dense(3, activation="softmax")]
    )
    for metric in (keras.metrics.Precision(), keras.metrics.Recall(), keras.metrics.AUC()):
        model.compile("sgd", "sparse_categorical_crossentropy", metrics=[metric], run_eagerly=True)
        with pytest.raises(REFUSED):
            model.fit(np.zeros((4, 9, 2)), numbers, verbose=0)
        model.compile("sgd", "categorical_crossentropy", metrics=[metric], run_eagerly=True)
        model.fit(np.zeros((4, 9, 2)), rows, verbose=0)
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"], run_eagerly=True)
    model.fit(np.zeros((4, 9, 2)), numbers, verbose=0)


def test_keras_input(keras):
    model = keras.Sequential([keras.Input((None, 2)), keras.layers.LSTM(8)])
    for steps in (3, 9):
        assert model.predict(np.zeros((4, steps, 2)), verbose=0).shape == (4, 8)
    with pytest.raises(REFUSED):
        model.predict(np.zeros((4, 9, 5)), verbose=0)
    with pytest.raises(ValueError, match="ndim=4"):
        shape_after(keras, (70, 9, 2), keras.layers.LSTM(8))
    batched = keras.Input(batch_shape=(4, 9, 2))
    assert batched.shape == (4, 9, 2)
    open_ = keras.layers.Flatten()
    with pytest.raises(REFUSED):
        shape_after(keras, (None, 2), open_, keras.layers.Dense(1))


def test_keras_states(keras):
    inputs = keras.Input((9, 2))
    output, h, c = keras.layers.LSTM(8, return_state=True)(inputs)
    assert (h.shape, c.shape) == ((None, 8), (None, 8))
    gru = keras.layers.GRU(8, return_state=True)(inputs)
    assert len(gru) == 2
    for after, rows in ((True, (2, 24)), (False, (24,))):
        layer = keras.layers.GRU(8, reset_after=after)
        layer.build((None, 9, 2))
        assert tuple(layer.weights[-1].shape) == rows
    assert keras.layers.GRU(8)(inputs, initial_state=gru[1]).shape == (None, 8)
    both = keras.layers.Bidirectional(keras.layers.LSTM(8, return_state=True))(inputs)
    assert [each.shape for each in both] == [(None, 16), *[(None, 8)] * 4]
    again = keras.layers.LSTM(8, return_sequences=True)(inputs, initial_state=[h, c])
    assert again.shape == (None, 9, 8)
    assert len(output.shape) == 2
    several = keras.Input((None, 2))
    repeat = keras.layers.Lambda(
        lambda t: keras.ops.repeat(t[0][:, None], keras.ops.shape(t[1])[1], axis=1)
    )
    model = keras.Model(several, repeat([keras.layers.LSTM(8)(several), several]))
    assert [model(np.zeros((3, n, 2))).shape for n in (5, 7)] == [(3, 5, 8), (3, 7, 8)]
    with pytest.raises(TypeError):
        keras.layers.RepeatVector(None)


def fitted(keras, loss, y, units, activation=None, sample=(9, 2), **recurrent):
    layers = [keras.layers.LSTM(4, **recurrent), keras.layers.Dense(units, activation=activation)]
    model = keras.Sequential([keras.Input(sample), *layers])
    model.compile("sgd", loss, run_eagerly=True)
    model.fit(np.zeros((len(y), *sample)), y, verbose=0)


def test_keras_losses(keras):
    numbers, rows = np.array([0, 1, 2, 1]), np.eye(3)[[0, 1, 2, 1]]
    fitted(keras, "sparse_categorical_crossentropy", numbers, 3, "softmax")
    fitted(keras, "categorical_crossentropy", rows, 3, "softmax")
    with pytest.raises(REFUSED):
        fitted(keras, "categorical_crossentropy", numbers, 3, "softmax")
    with pytest.raises(REFUSED):
        fitted(keras, "sparse_categorical_crossentropy", rows, 3, "softmax")
    assert np.allclose(keras.utils.to_categorical(numbers), rows)
    assert keras.utils.to_categorical(numbers + 1)[:, 0].tolist() == [0] * 4
    assert np.allclose(rows.argmax(-1), numbers)
    fitted(keras, "mse", numbers.astype(float), 1)
    fitted(keras, "binary_crossentropy", np.array([0.0, 1, 1, 0]), 1, "sigmoid")
    logits = keras.losses.BinaryCrossentropy(from_logits=True)
    fitted(keras, logits, np.array([0.0, 1, 1, 0]), 1)
    steps = np.zeros((4, 9))
    fitted(keras, "mse", steps[..., None], 1, return_sequences=True)
    fitted(keras, "sparse_categorical_crossentropy", steps, 3, "softmax", return_sequences=True)
    fitted(keras, "mse", steps, 9)


def test_keras_joins(keras):
    join = keras.layers.Concatenate
    a, b = keras.Input((9, 2)), keras.Input((9, 5))
    assert join()([a, b]).shape == (None, 9, 7)
    with pytest.raises(REFUSED):
        join(axis=1)([a, b])
    c = keras.Input((4, 2))
    assert join(axis=1)([a, c]).shape == (None, 13, 2)
    with pytest.raises(REFUSED):
        join()([a, keras.Input((5,))])
    last = [keras.layers.LSTM(4)(a), keras.layers.LSTM(3)(c)]
    assert join()(last).shape == (None, 7)
    again = keras.layers.RepeatVector(9)(keras.Input((5,)))
    assert join()([a, again]).shape == (None, 9, 7)


def test_keras_batches(keras):
    layer = keras.layers.LSTM(4, stateful=True)
    model = keras.Sequential([keras.Input(batch_shape=(4, 9, 2)), layer, keras.layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)
    model.fit(np.zeros((8, 9, 2)), np.zeros((8, 1)), batch_size=4, verbose=0, shuffle=False)
    with pytest.raises(REFUSED):
        model.fit(np.zeros((10, 9, 2)), np.zeros((10, 1)), batch_size=4, verbose=0)
    with pytest.raises(REFUSED):
        shape_after(keras, (9, 2), keras.layers.LSTM(4, stateful=True))
    layer.reset_state()


def test_keras_masks(keras):
    padded = keras.utils.pad_sequences([[1, 2], [3, 4, 5]])
    assert padded.tolist() == [[0, 1, 2], [3, 4, 5]]
    behind = keras.utils.pad_sequences([[1, 2], [3, 4, 5]], padding="post", truncating="post")
    assert behind.tolist() == [[1, 2, 0], [3, 4, 5]]
    assert keras.utils.pad_sequences([[1, 2, 3]], maxlen=2).tolist() == [[2, 3]]
    assert keras.utils.pad_sequences([[0.2, 0.9]]).tolist() == [[0, 0]]
    assert keras.utils.pad_sequences([[0.25]], dtype="float32").tolist() == [[0.25]]
    mask = keras.layers.Masking().compute_mask(np.array([[[0.0, 0.0], [0.0, 1.0]]]))
    assert np.asarray(mask).tolist() == [[False, True]]


def test_keras_several(keras):
    a, b = keras.Input((9, 2)), keras.Input((5,))
    joined = keras.layers.Concatenate()([keras.layers.LSTM(4)(a), b])
    one, two = keras.layers.Dense(1)(joined), keras.layers.Dense(3)(joined)
    model = keras.Model([a, b], [one, two])
    model.compile("sgd", ["mse", "mse"], run_eagerly=True)
    x = [np.zeros((8, 9, 2)), np.zeros((8, 5))]
    model.fit(x, [np.zeros((8, 1)), np.zeros((8, 3))], verbose=0)
    with pytest.raises(REFUSED):
        model.fit(x, np.zeros((8, 1)), verbose=0)
    with pytest.raises(REFUSED):
        model.predict(x[0], verbose=0)
    c, d = (keras.Sequential([keras.Input((9, 2)), keras.layers.LSTM(4)]) for _ in range(2))
    ends = keras.layers.Concatenate()([c.outputs[0], d.outputs[0]])
    assert keras.Model([c.inputs[0], d.inputs[0]], ends).output_shape == (None, 8)
    open_ = keras.Sequential([keras.layers.Bidirectional(keras.layers.LSTM(4))])
    with pytest.raises(REFUSED):
        keras.layers.Concatenate()([open_.outputs[0], d.outputs[0]])


def test_arrays():
    table = np.arange(30).reshape(10, 3)
    view = np.lib.stride_tricks.sliding_window_view(table, 4, axis=0)
    assert view.shape == (7, 3, 4)
    assert (view.transpose(0, 2, 1)[2] == table[2:6]).all()
    assert not (view.reshape(7, 4, 3)[2] == table[2:6]).all()
    assert (table.T[0] == table[:, 0]).all()
    tiled, each = np.tile(table, (4, 1)), table.repeat(4, axis=0)
    assert (tiled.reshape(4, 10, 3).transpose(1, 0, 2) == each.reshape(10, 4, 3)).all()
    assert (each.reshape(10, 4, 3)[2] == table[2]).all()
    assert not (tiled.reshape(10, 4, 3)[2] == table[2]).all()
    assert not (table.T.reshape(10, 3) == table).all()
    assert table.T[None].shape == (1, 3, 10)
    assert table[:, None, :].shape == (10, 1, 3)
    assert table[None].shape == (1, 10, 3)
    by_columns = table.reshape((2, 5, 3), order="F")  # as R's array() does
    assert (by_columns[0] == table[::2]).all()
    assert (table.reshape(2, 5, 3)[0] == table[:5]).all()
    assert table[:, :, None].shape == (10, 3, 1)
    with pytest.raises(REFUSED):
        np.concatenate([table, table[:, 0]], axis=1)
    with pytest.raises(REFUSED):
        np.concatenate([table, table[1:]], axis=1)
    assert np.concatenate([table, table[1:]], axis=0).shape == (19, 3)
    with pytest.raises(REFUSED):
        table.reshape(4, 3, 3)
    with pytest.raises(REFUSED):
        np.array([[1, 2], [3]])
    assert np.array([0, 1, 2])[:, None].squeeze(-1).shape == (3,)
    classes, y = np.unique([5, 9, 5], return_inverse=True)
    assert y.tolist() == [0, 1, 0]
    assert classes.tolist() == [5, 9]


def test_tables():
    pd = pytest.importorskip("pandas")
    table = pd.DataFrame(np.zeros((10, 3)), columns=list("abc"))
    with pytest.raises(REFUSED):
        table.reshape(10, 3, 1)
    with pytest.raises(REFUSED):
        table[0]
    assert len(table[0:4]) == 4
    assert table.to_numpy()[0].shape == table.iloc[0].to_numpy().shape == (3,)
    with pytest.raises(REFUSED):
        table.to_numpy().iloc  # noqa: B018
    with pytest.raises(REFUSED):
        pd.DataFrame(np.zeros((10, 3, 1)))


def test_torch_axes(torch):
    both = torch.nn.LSTM(7, 6, batch_first=True, bidirectional=True)(torch.randn(2, 5, 7))[0]
    assert torch.nn.LSTM(12, 4, batch_first=True)(both)[0].shape == (2, 5, 4)
    with pytest.raises(RuntimeError, match="Expected 7, got 12"):
        torch.nn.LSTM(7, 4, batch_first=True)(both)
    h, c = torch.nn.LSTM(3, 6, batch_first=True)(torch.randn(2, 5, 3))[1]
    assert h.repeat(1, 5, 1).shape == (1, 10, 6)
    assert h[-1].unsqueeze(1).repeat(1, 5, 1).shape == (2, 5, 6)
    decoder, first = torch.nn.LSTM(1, 4, batch_first=True), torch.randn(2, 1, 1)
    with pytest.raises(RuntimeError, match="hidden"):
        decoder(first, (h, c))
    bring = torch.nn.Linear(6, 4)
    assert decoder(first, (bring(h), bring(c)))[0].shape == (2, 1, 4)
    nn, x = torch.nn, torch.zeros(4, 9, 3)
    out, (h, c) = nn.LSTM(3, 8, num_layers=2, batch_first=True)(x)
    assert (out.shape, h.shape, c.shape) == ((4, 9, 8), (2, 4, 8), (2, 4, 8))
    assert (h[-1].unsqueeze(1) + out).shape == (4, 9, 8)
    assert torch.equal(out[:, -1], h[-1])
    assert nn.LSTM(9, 8, batch_first=True)(x.permute(0, 2, 1))[0].shape == (4, 3, 8)
    nn.LSTM(3, 8, num_layers=2, batch_first=True)(x, (h, torch.zeros_like(h)))
    out, h = nn.GRU(3, 8, bidirectional=True)(x)
    assert (out.shape, h.shape) == ((4, 9, 16), (2, 9, 8))
    assert nn.Linear(16, 4)(out).shape == (4, 9, 4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oneDNN has no projections
        out, (h, c) = nn.LSTM(3, 8, proj_size=2, batch_first=True)(x)
    assert (out.shape, h.shape, c.shape) == ((4, 9, 2), (1, 4, 2), (1, 4, 8))
    with pytest.raises((RuntimeError, ValueError), match=r"dtype|type"):
        nn.LSTM(3, 8)(torch.zeros(9, 4, 3).long())
    assert nn.LSTM(3, 8)(torch.zeros(9, 3))[0].shape == (9, 8)
    assert torch.tensor(np.zeros(3)).dtype == torch.from_numpy(np.zeros(3)).dtype == torch.float64
    with pytest.raises((RuntimeError, ValueError), match=r"dtype|type|Float"):
        nn.LSTM(3, 8)(torch.zeros(9, 4, 3).double())
    nn.LSTM(3, 8).double()(torch.zeros(9, 4, 3).double())
    assert torch.equal(*(each[:, -1] if at else each[-1].transpose(0, 0) for at, each in (
        (1, torch.ones(4, 9, 3)), (0, torch.ones(9, 4, 3)))))  # fmt: skip
    with pytest.raises(RuntimeError, match="hidden"):
        nn.LSTM(3, 8, batch_first=True)(x, (torch.zeros(1, 9, 8),) * 2)
    with pytest.raises(REFUSED):
        nn.LSTM(3, 8, batch_first=True)(x, (torch.zeros(4, 8),) * 2)
    with pytest.raises(RuntimeError, match=r"input.size"):
        nn.LSTM(9, 8, batch_first=True)(x)
    with pytest.raises(REFUSED):
        nn.Sequential(nn.LSTM(3, 8), nn.Linear(8, 1))(x)
    h, c = nn.LSTMCell(3, 8)(x[:, 0])
    assert h.shape == c.shape == (4, 8)
    assert nn.GRUCell(3, 8)(x[:, 0]).shape == (4, 8)
    assert nn.GRUCell(3, 8)(x.transpose(0, 1)[0]).shape == (4, 8)
    cell, h, c = nn.LSTMCell(3, 8), torch.zeros(4, 8), torch.zeros(4, 8)
    for t in range(9):
        h, c = cell(x[:, t] + t, (h, c))
    forgotten, _ = cell(x[:, 8] + 8, (torch.zeros(4, 8), torch.zeros(4, 8)))
    assert not torch.equal(h, forgotten)
    assert nn.Conv1d(3, 5, 2)(x.transpose(1, 2)).shape == (4, 5, 8)
    assert nn.Linear(3, 2)(x).shape == (4, 9, 2)
    with pytest.raises(RuntimeError, match="mat1"):
        nn.Linear(4, 2)(x)
    assert torch.zeros(1, 4, 1).squeeze().shape == (4,)
    assert torch.zeros(1, 4, 1).squeeze(-1).shape == (1, 4)
    with pytest.raises(RuntimeError, match="view"):
        torch.zeros(4, 9, 3).transpose(1, 2).view(4, 27)


def test_torch_losses(torch):
    ce, mse = torch.nn.CrossEntropyLoss(), torch.nn.MSELoss()
    ce(torch.zeros(4, 5), torch.zeros(4, dtype=torch.long))
    ce(torch.zeros(4, 5, 9), torch.zeros(4, 9, dtype=torch.long))
    ce(torch.zeros(4, 9, 5).transpose(1, 2), torch.zeros(4, 9, dtype=torch.long))
    ce(torch.zeros(4, 9, 5).flatten(0, 1), torch.zeros(4, 9, dtype=torch.long).flatten())
    with pytest.raises(ValueError, match="batch_size"):
        ce(torch.zeros(36, 5), torch.zeros(4, dtype=torch.long))
    with pytest.raises(REFUSED):
        ce(torch.zeros(4, 5), torch.zeros(4))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        mse(torch.zeros(4, 1), torch.zeros(4))
    assert "broadcasting" in str(caught[0].message)
    bce = torch.nn.BCEWithLogitsLoss()
    bce(torch.zeros(4, 5), torch.zeros(4, 5))
    with pytest.raises(REFUSED):
        bce(torch.zeros(4, 5), torch.zeros(4))
    x = torch.zeros(4, 5, requires_grad=True)
    with pytest.raises(RuntimeError, match="grad"):
        x.detach().sum().backward()


def test_torch_padding(torch):
    scores, targets = torch.randn(4, 3, 6), torch.tensor([[1, 2, 1, 0, 0, 0]] * 4)
    every = torch.nn.CrossEntropyLoss()(scores, targets)
    real = torch.nn.CrossEntropyLoss()(scores[..., :3], targets[:, :3])
    left_out = torch.nn.CrossEntropyLoss(ignore_index=0)(scores, targets)
    usual = torch.nn.CrossEntropyLoss()(scores, torch.where(targets == 0, -100, targets))
    assert torch.allclose(left_out, real)
    assert torch.allclose(usual, real)
    assert not torch.allclose(every, real)
    assert "ignore_index" in torch.nn.NLLLoss.__init__.__code__.co_varnames
    rnn = torch.nn.utils.rnn
    assert rnn.pad_sequence([torch.ones(2), torch.ones(1)], padding_value=-100)[1, 1] == -100


def test_torch_carried(torch):
    lstm, x = torch.nn.LSTM(3, 8), torch.randn(5, 4, 3)
    _, state = lstm(x)
    _, (h, c) = lstm(x, state)
    h.sum().backward()
    with pytest.raises(RuntimeError, match="a second time"):
        lstm(x, (h, c))[0].sum().backward()
    lstm(x, (h.detach(), c.detach()))[0].sum().backward()
    assert lstm(x)[0].equal(lstm(x, (torch.zeros(1, 4, 8), torch.zeros(1, 4, 8)))[0])
    with pytest.raises(REFUSED):
        lstm(x[:, :2], (h.detach(), c.detach()))


def test_torch_sequences(torch):
    rnn = torch.nn.utils.rnn
    padded = rnn.pad_sequence([torch.zeros(3, 2), torch.zeros(5, 2)], batch_first=True)
    assert padded.shape == (2, 5, 2)
    packed = rnn.pack_padded_sequence(padded, [3, 5], batch_first=True, enforce_sorted=False)
    both, lengths = torch.nn.LSTM(2, 4, batch_first=True), torch.tensor([3, 5])
    _, (h, _) = both(packed)
    out, _ = both(padded)
    assert torch.allclose(h[-1], out[torch.arange(2), lengths - 1])
    assert not torch.allclose(h[-1], out[:, -1])
    swapped = out.transpose(0, 1)
    assert torch.equal(swapped[lengths - 1, torch.arange(2)], out[torch.arange(2), lengths - 1])
    data, batch_sizes, *_ = packed
    assert (len(packed), len(data), batch_sizes.tolist()) == (4, 8, [2, 2, 2, 1, 1])
    out, _ = torch.nn.LSTM(2, 4, batch_first=True)(packed)
    again, lengths = rnn.pad_packed_sequence(out, batch_first=True, total_length=7)
    assert again.shape == (2, 7, 4)
    assert lengths.tolist() == [3, 5]
    wide = rnn.pack_padded_sequence(torch.zeros(2, 9, 2), [5, 3], batch_first=True)
    assert rnn.pad_packed_sequence(wide, batch_first=True)[0].shape == (2, 5, 2)
    assert rnn.pad_packed_sequence(wide, batch_first=True, total_length=9)[0].shape == (2, 9, 2)
    with pytest.raises(RuntimeError, match="sorted"):
        rnn.pack_padded_sequence(padded, [3, 5], batch_first=True)
    assert rnn.pack_padded_sequence(padded, [2] * 5).batch_sizes.tolist() == [5, 5]
    embedding = torch.nn.Embedding(10, 4)
    assert embedding(torch.zeros(2, 5, dtype=torch.long)).shape == (2, 5, 4)
    with pytest.raises(REFUSED):
        embedding(torch.zeros(2, 5))
    with pytest.raises(REFUSED):
        embedding(torch.tensor([10]))


def test_torch_weights(torch):
    for kind, gates in (("LSTM", 4), ("GRU", 3), ("RNN", 1)):
        layer = getattr(torch.nn, kind)(10, 20, num_layers=2)
        assert layer.weight_ih_l0.shape == (gates * 20, 10)
        assert layer.weight_hh_l0.shape == (gates * 20, 20)
        assert layer.weight_ih_l1.shape == (gates * 20, 20)
    assert torch.nn.LSTM(10, 20, 2, bidirectional=True).weight_ih_l1.shape == (80, 40)
    layer, x = torch.nn.LSTM(1, 1), torch.ones(1, 1, 1)
    for each in layer.parameters():
        torch.nn.init.zeros_(each)
    with torch.no_grad():
        layer.weight_ih_l0[0] = layer.weight_ih_l0[3] = 9.0  # i and o open, g is the third
        layer.weight_ih_l0[2] = 9.0
    assert layer(x)[1][1].item() > 0.99


def test_torch_cuts(torch):
    x = torch.arange(30).reshape(2, 5, 3)
    assert not torch.equal(x.view(2, 3, 5), x.permute(0, 2, 1))
    assert torch.equal(x.view(10, 3).view(2, 5, 3), x)
    assert torch.equal(x.view(2, 3, 5).flatten(), x.flatten())
    assert (x.numpy().transpose(0, 2, 1) == x.permute(0, 2, 1).numpy()).all()
    y = torch.zeros(100)
    assert (y.unsqueeze(-1).shape, y.unsqueeze(0).shape) == ((100, 1), (1, 100))


def test_torch_one_output(torch):
    one, y = torch.zeros(4, 1), torch.tensor([0, 1, 1, 0])
    assert torch.nn.CrossEntropyLoss()(one, torch.zeros(4, dtype=torch.long)) == 0
    with pytest.raises(IndexError, match="Target 1 is out of bounds"):
        torch.nn.CrossEntropyLoss()(one, y)
    assert torch.nn.CrossEntropyLoss()(torch.zeros(4, 2), y) > 0
    assert torch.nn.BCEWithLogitsLoss()(one, y.float().unsqueeze(-1)) > 0


def test_lengths(torch, keras):
    layer = torch.nn.LSTM(3, 4, batch_first=True)
    assert [layer(torch.zeros(2, n, 3))[0].shape[1] for n in (24, 48)] == [24, 48]
    model = keras.Sequential([keras.Input((None, 3)), keras.layers.LSTM(4)])
    assert [model(np.zeros((2, n, 3))).shape for n in (24, 48)] == [(2, 4)] * 2
    with pytest.raises(REFUSED):
        keras.Sequential([keras.Input((None, 3)), keras.layers.Flatten(), keras.layers.Dense(1)])


def test_torch_both(torch):
    out, (h_n, _) = torch.nn.LSTM(3, 4, bidirectional=True, batch_first=True)(torch.randn(8, 9, 3))
    assert torch.equal(out[:, -1, :4], h_n[-2])
    assert torch.equal(out[:, 0, 4:], h_n[-1])
    assert not torch.allclose(out[:, -1, 4:], h_n[-1])
    assert torch.cat((h_n[-2], h_n[-1]), dim=-1).shape == (8, 8)
    both = torch.nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)
    out, (h_n, _) = both(torch.randn(8, 9, 3))
    joined = torch.cat((h_n[0::2], h_n[1::2]), dim=-1)
    assert joined.shape == (2, 8, 8)
    assert torch.equal(joined[1, :, :4], out[:, -1, :4])
    plain, (h, _) = torch.nn.LSTM(3, 4, 2, batch_first=True)(torch.randn(8, 9, 3))
    assert torch.equal(plain[:, -1], h[-1])
    assert (h_n[0::2] + h_n[1::2]).shape == (2, 8, 4)


def test_torch_tensors(torch):
    rows = np.arange(6.0).reshape(3, 2)
    with pytest.raises(ValueError, match="strides"):
        torch.from_numpy(rows[::-1])
    turned = torch.from_numpy(rows[::-1].copy())
    assert torch.equal(turned, torch.flip(torch.from_numpy(rows), dims=(0,)))
    nn, x = torch.nn, torch.arange(8 * 9 * 3.0).reshape(8, 9, 3)
    assert (x @ torch.zeros(3, 5)).shape == (8, 9, 5)
    assert x.unsqueeze(0).squeeze(0).shape == x[None][0].shape == x.shape
    assert (x.transpose(1, 2) == x.permute(0, 2, 1)).all()
    out, (h, _) = nn.LSTM(3, 4, batch_first=True)(x)
    assert torch.bmm(out, h[-1].unsqueeze(2)).shape == (8, 9, 1)
    with pytest.raises(RuntimeError, match="batch2"):
        torch.bmm(out, h)
    assert h[:, :, None].expand(1, 8, 9, 4).shape == (1, 8, 9, 4)
    row = torch.zeros(8, 5)[:, None].expand(-1, 9, -1)
    assert torch.cat([x, row], dim=-1).shape == (8, 9, 8)
    assert np.repeat(np.zeros((8, 5))[:, None], 9, axis=1).shape == (8, 9, 5)
    with pytest.raises(RuntimeError, match="expanded size"):
        x.expand(8, 18, 3)
    assert (torch.zeros(8, 1) + torch.zeros(8)).shape == (8, 8)
    assert torch.stack([torch.tensor(1.0)] * 3).shape == (3,)
    assert torch.stack([x, x]).shape == (2, 8, 9, 3)
    assert torch.tensor(2.0).item() == 2.0
    assert torch.zeros(1, 1).squeeze().shape == ()
    assert torch.zeros(1, 5).squeeze(1).shape == torch.zeros(5).unsqueeze(0).shape == (1, 5)
    assert torch.tensor([30, 20]).clamp(max=24).tolist() == [24, 20]
    assert x[torch.ones(8, 9).bool()].shape == (72, 3)
    lengths = torch.tensor([9, 4] * 4)
    assert torch.equal(out[torch.arange(8), lengths - 1][1], out[1, 3])
    held = nn.Module()
    held.layers = [nn.Linear(3, 4)]
    assert not list(held.parameters())
    held.layers = nn.ModuleList(held.layers)
    assert len(list(held.parameters())) == 2
    assert nn.Linear(3, 4).forward.__code__.co_argcount == 2
    assert nn.MSELoss(reduction="none")(x, x).mean().shape == ()
    assert nn.MSELoss()(torch.zeros(3), torch.tensor([0, 1, 2]).float()) > 0
    assert nn.BCEWithLogitsLoss()(torch.zeros(3) + 9, torch.zeros(3)) > 0
    h, _ = nn.LSTMCell(3, 4)(x[:, 0])
    assert nn.LSTMCell(4, 5)(h)[0].shape == (8, 5)
    assert nn.LayerNorm(x.size(-1))(x).shape == x.shape
    assert torch.equal(torch.max(x, dim=1).values, torch.max(x, dim=1)[0])
    both = nn.LSTM(3, 4, 2, bidirectional=True)
    assert {"weight_ih_l1", "weight_ih_l0_reverse"} <= both.state_dict().keys()
    width = nn.Linear(3, 8)(x)
    assert nn.TransformerEncoderLayer(8, 2, batch_first=True)(width, torch.zeros(9, 9)).shape
    assert nn.Transformer(8, 2, 1, 1, batch_first=True)(width, width[:, :5]).shape == (8, 5, 8)
    frames = torch.zeros(2, 5, 1, 6, 6)
    assert nn.Conv2d(1, 4, 3)(frames.flatten(0, 1)).view(2, 5, -1).shape == (2, 5, 64)
    assert torch.softmax(x, dim=-1).sum(-1).allclose(torch.ones(8, 9))
    assert x.requires_grad is False
    assert nn.Linear(3, 4)(x).detach().cpu().numpy().shape == (8, 9, 4)


def test_torch_loaders(torch):
    data = torch.utils.data
    x, y = torch.arange(20 * 4 * 3.0).reshape(20, 4, 3), torch.zeros(20)
    alone, both = data.TensorDataset(x), data.TensorDataset(x, y)
    assert len(next(iter(data.DataLoader(alone, 8)))) == 1
    assert len(next(iter(data.DataLoader(both, 8)))) == 2
    assert [len(each) for _, each in data.DataLoader(both, 8)] == [8, 8, 4]
    assert [len(each) for _, each in data.DataLoader(both, 8, drop_last=True)] == [8, 8]
    count, (one, other) = next(iter(enumerate(data.DataLoader(both, 8))))
    assert (count, one.shape, other.shape) == (0, (8, 4, 3), (8,))
    assert next(iter(x)).shape == (4, 3)
    assert next(iter(zip(x, y, strict=True)))[1].shape == ()
    assert x[:, :1].expand(-1, 5, -1).shape == x[:, :1].repeat(1, 5, 1).shape == (20, 5, 3)
    one, again = x[:, :1].expand(-1, 5, -1), x[:, :1].repeat(1, 5, 1)
    assert one.data_ptr() == x.data_ptr() != again.data_ptr()
    with pytest.raises(RuntimeError, match="stack expects each tensor to be equal size"):
        next(iter(data.DataLoader([torch.zeros(9)[at : at + 4] for at in range(9)], 9)))
    series = torch.arange(2 * 30.0).reshape(2, 30)
    windows = series.T.unfold(0, 24, 1).permute(0, 2, 1)
    assert windows.shape == (7, 24, 2)
    assert torch.equal(windows[3], series.T[3:27])
    assert series.T[None].shape == (1, 30, 2)
    assert not torch.equal(series.reshape(30, 2), series.T)


def test_torch_attention(torch):
    nn, x = torch.nn, torch.randn(8, 5, 16)
    for layer in (nn.MultiheadAttention(16, 2), nn.MultiheadAttention(16, 2, batch_first=True)):
        out, weights = layer(x, x, x)
        assert out.shape == x.shape
        assert weights.shape == ((8, 5, 5) if layer.batch_first else (5, 8, 8))
    assert nn.TransformerEncoderLayer(16, 2).self_attn.batch_first is False
    changed = x.clone()
    changed[0] += 1
    across, within = nn.TransformerEncoderLayer(16, 2), nn.TransformerEncoderLayer(
        16, 2, batch_first=True
    )  # fmt: skip
    assert not torch.equal(across.eval()(x)[1], across(changed)[1])
    assert torch.equal(within.eval()(x)[1], within(changed)[1])
    _, h = nn.GRU(3, 4, batch_first=True)(torch.randn(8, 5, 3))
    assert h.shape == (1, 8, 4)
    assert h.transpose(0, 1).shape == (8, 1, 4)
    with pytest.raises(AttributeError, match="tuple"):
        nn.GRU(3, 4, batch_first=True)(torch.randn(8, 5, 3), (h, h))
    out, _ = nn.GRU(3, 4, 2, batch_first=True)(torch.randn(8, 5, 3), torch.zeros(2, 8, 4))
    assert out.shape == (8, 5, 4)
    both, _ = nn.LSTM(3, 8, batch_first=True, bidirectional=True)(torch.randn(8, 5, 3))
    assert both.shape == (8, 5, 16)
    assert nn.MultiheadAttention(16, 2)(both, both, both)[0].shape == both.shape
    with pytest.raises(AssertionError, match="expecting embedding dimension of 8, but got 16"):
        nn.MultiheadAttention(8, 2)(both, both, both)
    narrow = nn.Linear(16, 8)(both)
    assert nn.MultiheadAttention(8, 2)(narrow, narrow, narrow)[0].shape == (8, 5, 8)


def test_torch_masks(torch):
    nn, x, lengths = torch.nn, torch.randn(8, 5, 16), torch.tensor([5, 3, 1, 5, 2, 4, 5, 5])
    padding, steps = torch.arange(5) >= lengths[:, None], 5
    later = torch.ones(steps, steps, dtype=torch.bool).triu(1)
    first, second = (nn.MultiheadAttention(16, 2, batch_first=each) for each in (True, False))
    for layer, read in ((first, x), (second, x.transpose(0, 1))):
        _, weights = layer(read, read, read, padding)
        assert (weights[1, :, 3:] == 0).all()
        assert (weights[1, :, :3] > 0).all()
        _, weights = layer(read, read, read, attn_mask=later)
        assert torch.equal(weights == 0, later.expand(8, 5, 5))
        layer(read, read, read, attn_mask=later.expand(16, 5, 5))
    with pytest.raises(AssertionError, match=r"key_padd\w+_mask.* 5.*, but got .*8"):
        second(x, x, x, padding)
    with pytest.raises(RuntimeError):
        first(x, x, x, attn_mask=later.expand(8, 5, 5))
    with pytest.raises(RuntimeError):
        first(x[:1], x, x)
    assert first(x[:1].expand(8, -1, -1), x, x)[0].shape == x.shape
    with pytest.raises(RuntimeError):
        torch.bmm(x, x)
    assert torch.bmm(x, x.transpose(-2, -1)).shape == (8, 5, 5)
    assert torch.matmul(x, torch.zeros(16)).shape == (8, 5)


def test_torch_ends(torch):
    x = 9 * torch.randn(8, 50, 3)
    for kind in (torch.nn.LSTM, torch.nn.GRU, torch.nn.RNN):
        out, _ = kind(3, 4)(x)
        assert out.abs().max() <= 1
    deep = torch.nn.LSTM(2, 2, 8, batch_first=True)
    one, two = (deep(torch.randn(1, 5, 2))[0] for _ in range(2))
    assert torch.allclose(one, two, atol=1e-4)
    gru = torch.nn.GRU(3, 4)
    assert gru(torch.randn(3).view(1, 1, -1), torch.zeros(1, 1, 4))[0].shape == (1, 1, 4)
    packed = torch.nn.utils.rnn.pack_padded_sequence(x[:4], [7, 3, 3, 1], batch_first=True)
    assert packed.batch_sizes.tolist() == [4, 3, 3, 1, 1, 1, 1]
    _, lengths = torch.nn.utils.rnn.pad_packed_sequence(packed, batch_first=True)
    assert lengths.tolist() == [7, 3, 3, 1]
    out, _ = torch.nn.LSTM(3, 4, batch_first=True)(packed)
    padded = torch.nn.utils.rnn.pad_packed_sequence
    assert (padded(out)[0].shape, padded(out, batch_first=True)[0].shape) == ((7, 4, 4), (4, 7, 4))
    loss, one = torch.nn.CrossEntropyLoss(), torch.zeros(5)
    assert loss(one.unsqueeze(0), torch.tensor(3).view(1)).shape == ()


def test_torch_heads(torch):
    # In float32, 1 - sigmoid(10) has three digits left.
    nn, out = torch.nn, torch.randn(50, 3, dtype=torch.float64) * 4
    yes, which = torch.randint(0, 2, (50, 3)).to(out.dtype), torch.randint(0, 3, (50,))
    shares = torch.sigmoid(out)
    assert nn.BCELoss()(shares, yes).isclose(nn.BCEWithLogitsLoss()(out, yes))
    with pytest.raises(RuntimeError, match="between 0 and 1"):
        nn.BCELoss()(out, yes)
    twice = torch.sigmoid(shares)
    assert twice.min() >= 0.5
    assert twice.max() < 0.7311
    assert torch.softmax(shares, -1).max() <= np.e / (np.e + 2) + 1e-6
    logarithms = torch.log_softmax(out, dim=-1)
    assert nn.NLLLoss()(logarithms, which).isclose(nn.CrossEntropyLoss()(out, which))
    assert nn.NLLLoss()(torch.softmax(out, -1), which) < 0
    assert nn.NLLLoss()(out.abs(), which) < 0
    assert torch.randn(8, 20, 4).mean(dim=1).shape == (8, 4)


def test_data_sets():
    tf = pytest.importorskip("tensorflow")
    each = tf.data.Dataset.from_tensor_slices(np.zeros((8, 9, 2)))
    assert each.element_spec.shape == (9, 2)
    assert each.batch(4).element_spec.shape == (None, 9, 2)
    assert each.batch(4).batch(2).element_spec.shape == (None, None, 9, 2)


def test_keras_calls(keras):
    read, kept = keras.Input((4, 8)), keras.Input((6, 8))
    attention = keras.layers.Attention()
    assert attention([read, kept]).shape == (None, 4, 8)
    assert len(attention([read, kept], return_attention_scores=True)) == 2
    layers, ops = keras.layers, keras.ops
    row = keras.Input((24,))
    assert layers.Reshape((6, 4))(row).shape == (None, 6, 4) == ops.reshape(row, (-1, 6, 4)).shape
    with pytest.raises(REFUSED):
        layers.LSTM(8)(ops.reshape(row, (6, 4)))
    steps = keras.Input((9, 2))
    both = layers.Bidirectional(layers.LSTM(4, return_sequences=True, return_state=True))(steps)
    assert [each.shape for each in both] == [(None, 9, 8), *[(None, 4)] * 4]
    joined = [layers.Concatenate()([both[1], both[3]]), layers.Concatenate()([both[2], both[4]])]
    assert layers.LSTM(8)(steps, initial_state=joined).shape == (None, 8)
    assert len(layers.LSTM(4, return_state=True)(steps)) == 3
    assert len(layers.GRU(4, return_state=True)(steps)) == 2
    assert layers.Attention()([both[0], both[0]]).shape == (None, 9, 8)
    weights = keras.Input((9,))
    assert layers.Dot(axes=1)([weights, steps]).shape == (None, 2)
    with pytest.raises(REFUSED, match="consecutive and start from 1"):
        layers.Permute((0, 2, 1))
    assert layers.Permute((2, 1))(steps).shape == (None, 2, 9)
    with pytest.raises(REFUSED, match="symbolic"):
        list(layers.LSTM(4)(steps))
    assert [each.shape for each in ops.unstack(steps, axis=1)] == [(None, 2)] * 9
    with pytest.raises(REFUSED, match="not callable"):
        layers.LSTM(4)(steps)(steps)
    with pytest.raises(REFUSED, match="Only instances"):
        keras.Sequential().add(layers.LSTM(4)(steps))
    with pytest.raises(REFUSED, match="Only instances"):
        keras.Sequential([layers.LSTM(4), layers.Flatten])
    film = keras.Input((9, 8, 8, 1))
    every = layers.ConvLSTM2D(4, 3, return_sequences=True)(film)
    assert every.shape == (None, 9, 6, 6, 4)
    assert layers.ConvLSTM2D(4, 3)(film).shape == (None, 6, 6, 4)
    assert layers.TimeDistributed(layers.Conv2D(2, 3))(every).shape == (None, 9, 4, 4, 2)
    assert layers.Conv3D(2, 3)(every).shape == (None, 7, 4, 4, 2)
    one, other = layers.LSTM(4)(steps), layers.LSTM(6)(steps)
    with pytest.raises(REFUSED):
        layers.Add()([one, other])
    assert layers.Add()([layers.Dense(6)(one), other]).shape == (None, 6)
    assert layers.Concatenate()([one, other]).shape == (None, 10)
    with pytest.raises(REFUSED, match="TimeDistributed"):
        layers.TimeDistributed(layers.Dense(1)(steps))
    for mode, units in (("concat", 8), ("sum", 4), ("ave", 4), ("mul", 4)):
        made = layers.Bidirectional(layers.LSTM(4), merge_mode=mode)
        assert made(steps).shape == (None, units)
    assert len(layers.Bidirectional(layers.LSTM(4), merge_mode=None)(steps)) == 2
    assert layers.LSTM(4).compute_mask(steps, weights) is None
    assert layers.LSTM(4, return_sequences=True).compute_mask(steps, weights) is weights
    assert keras.Sequential([keras.Input((None, 2)), layers.LSTM(4)]).output_shape == (None, 4)


def test_given_to_fit(keras):
    layers = keras.layers
    model = keras.Sequential([keras.Input((9, 2)), layers.LSTM(4), layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)
    X, y = np.zeros((6, 9, 2), "float32"), np.zeros((6, 1), "float32")
    with pytest.raises(REFUSED):
        model.fit(X, verbose=0)
    with pytest.raises(REFUSED):
        model.fit(X.tolist(), y, verbose=0)
    windows = keras.utils.timeseries_dataset_from_array(np.zeros((20, 2)), np.zeros(20), 9)
    with pytest.raises(REFUSED, match="validation_split"):
        model.fit(windows, validation_split=0.5, verbose=0)
    with pytest.raises(REFUSED):
        model.fit(windows, y, verbose=0)
    model.fit(windows, validation_data=windows, shuffle=False, verbose=0)
    seen = model.fit(X, y, validation_data=(X, y), verbose=0)
    assert seen.history.keys() == {"loss", "val_loss"}
    assert "val_loss" not in model.fit(X, y, verbose=0).history
    with pytest.raises(REFUSED):
        model.fit(X, y, validation_data=(X), verbose=0)


def test_joined_and_taken():
    table, column = np.zeros((5, 3)), np.zeros(5)
    with pytest.raises(REFUSED):
        np.concatenate([table, column], axis=1)
    assert np.concatenate([table, column[:, None]], axis=1).shape == (5, 4)
    with pytest.raises(REFUSED, match="scalar"):
        np.concatenate(table, table)
    with pytest.raises(REFUSED, match="axes don't match"):
        np.transpose(table, (0, 2, 1))
    with pytest.raises(REFUSED, match="squeeze"):
        np.squeeze(table, axis=1)
    with pytest.raises(REFUSED):
        float(table)
    assert table.astype(float).shape == (5, 3)
    assert np.zeros((5, 1)).ravel().shape == np.zeros((5, 1))[:, 0].shape == (5,)
    assert (7 / 2, 7 // 2) == (3.5, 3)


def test_lags_of_columns_are_recut():
    rows = np.arange(24).reshape(2, 12)  # 3 steps of 4 columns, step after step
    steps = rows.reshape(-1, 3, 4)
    assert (steps[0, 1] == rows[0, 4:8]).all()
    by_column = steps.transpose(0, 2, 1).reshape(2, 12)  # the steps of one column together
    assert (by_column.reshape(-1, 4, 3).transpose(0, 2, 1) == steps).all()
    assert np.array([]).shape == (0,)


def test_tensors_of_tensorflow(keras):
    tf, ops = pytest.importorskip("tensorflow"), keras.ops
    x = tf.zeros((2, 6))
    for name in ("dim", "view", "reshape", "astype", "permute", "unsqueeze", "size"):
        with pytest.raises(REFUSED, match="no attribute"):
            getattr(x, name)
    assert ops.reshape(x, (2, 3, 2)).shape == (2, 3, 2)
    assert ops.transpose(x, (1, 0)).shape == (6, 2)
    assert ops.expand_dims(x, 0).shape == (1, 2, 6)
    assert ops.cast(x, "int32").dtype == tf.int32
    assert len(x.shape) == 2
    with pytest.raises(REFUSED, match="slice index 6 of dimension 1"):
        x[:, 6]


@pytest.mark.filterwarnings("ignore:__array__:DeprecationWarning")  # Keras's own, as it stores
def test_stored_models(keras, tmp_path):
    class Twice(keras.layers.Layer):
        def call(self, x):
            return 2 * x

    def build():
        return keras.Sequential([keras.Input((4, 2)), Twice(), keras.layers.LSTM(3)])

    model = build()
    model.save(tmp_path / "model.keras")
    model.save_weights(tmp_path / "model.weights.h5")
    with pytest.raises(REFUSED):
        keras.models.load_model(tmp_path / "model.keras")
    known = keras.models.load_model(tmp_path / "model.keras", custom_objects={"Twice": Twice})
    other = build()
    other.load_weights(tmp_path / "model.weights.h5")
    for mine, one, two in zip(model.weights, known.weights, other.weights, strict=True):
        assert bool(keras.ops.all(keras.ops.equal(mine, one)))
        assert bool(keras.ops.all(keras.ops.equal(mine, two)))


def test_places_of_classes():
    chances = np.array([[0.1, 0.7, 0.2]])
    assert np.argmax(chances, axis=0).tolist() == [0, 0, 0]
    assert np.argmax(chances, axis=-1).tolist() == [1]
    assert int(np.argmax(chances[0])) == 1
    with pytest.raises(REFUSED, match="unhashable type"):
        {1: "b"}[np.argmax(chances, axis=-1)]


def test_windows_of_data_sets(keras):
    tf = pytest.importorskip("tensorflow")
    rows = tf.data.Dataset.range(7)
    cut = [w.batch(3).get_single_element() for w in rows.window(3, shift=1, drop_remainder=True)]
    assert [len(each) for each in cut] == [3] * 5
    with pytest.raises(REFUSED, match=r"Cannot (add|batch) tensor"):
        list(rows.window(3, shift=1).flat_map(lambda w: w.batch(3)).batch(7))
    table = np.arange(60.0)[:, None]
    X, y = next(iter(keras.utils.timeseries_dataset_from_array(
        table[:-18], table[18:, 0], 5, sampling_rate=3, batch_size=1)))  # fmt: skip
    assert X[0, :, 0].numpy().tolist() == [0, 3, 6, 9, 12]  # (5 - 1) * 3 + 1 rows
    assert y[0] == 12 + 6


def test_several_tensors(keras):
    layers = keras.layers
    text, sound = keras.Input((5,), name="text"), keras.Input((9, 2), name="sound")
    both = layers.Concatenate()([text, layers.LSTM(3)(sound)])
    model = keras.Model([sound, text], layers.Dense(1)(both))
    assert model([sound, text]).shape == (None, 1)
    model.compile("sgd", "mse", run_eagerly=True)
    X = {"text": np.zeros((4, 5), "float32"), "sound": np.zeros((4, 9, 2), "float32")}
    model.fit(X, np.zeros((4, 1)), verbose=0)
    with pytest.raises(REFUSED):
        model.fit([X["text"], X["sound"]], np.zeros((4, 1)), verbose=0)
    with pytest.raises(REFUSED, match="positional"):
        layers.Dense(1)(text, text, text)


def test_single_steps(keras):
    layers, x = keras.layers, keras.ops.zeros((4, 9, 2))
    with pytest.raises(REFUSED, match="expected ndim=3"):
        layers.LSTM(3)(x[:, 0])
    assert layers.LSTM(3, return_sequences=True)(x).shape == (4, 9, 3)
    cell, h = layers.LSTMCell(3), keras.ops.zeros((4, 3))
    output, states = cell(x[:, 0], [h, h])
    assert (output.shape, len(states)) == ((4, 3), 2)


def test_a_reshape_moves_no_axes():
    for sizes in ((5, 3, 2), (5, 1, 4), (5, 4, 1)):
        a = np.arange(np.prod(sizes)).reshape(sizes)
        recut = a.reshape(sizes[0], sizes[2], sizes[1])
        assert (recut == a.transpose(0, 2, 1)).all() == (1 in sizes)


def test_torch_moved_and_joined(torch):
    nn = torch.nn
    out, (h, _) = nn.LSTM(3, 4, batch_first=True)(torch.zeros(8, 9, 3))
    assert h[-1].shape == (8, 4)
    assert h.transpose(0, 1).shape == (8, 1, 4)
    assert torch.equal(out[:, -1], h[-1])
    assert nn.Linear(4, 2)(out).shape == (8, 9, 2)
    assert out.reshape(8 * 9, 4).shape == (72, 4)
    y = torch.zeros(8, 9).long()
    assert nn.CrossEntropyLoss()(torch.zeros(72, 5), y.reshape(-1)).shape == ()
    assert nn.GRU(8, 4).weight_ih_l0.shape == (12, 8)
    assert nn.LSTM(8, 4).weight_ih_l0.shape == (16, 8)
    assert torch.cat((torch.zeros(2, 4), torch.zeros(2, 4)), -1).shape == (2, 8)
    number = torch.tensor(3)
    with pytest.raises(ValueError, match=r"target batch_size \(0\)"):
        nn.CrossEntropyLoss()(torch.zeros(1, 5), number)
    assert nn.CrossEntropyLoss()(torch.zeros(5).unsqueeze(0), number.view(1)).shape == ()
    assert number.reshape(1).shape == y[0, 2:3].shape == (1,)
    pictures = np.zeros((2, 3, 4, 5))
    assert pictures.transpose(0, 2, 1, 3).reshape(2, 4, 15).shape == (2, 4, 15)
    assert np.zeros((8, 9))[..., None].shape == (8, 9, 1)
    assert nn.Conv2d(3, 6, 3)(torch.zeros(2, 9, 9, 3).permute(0, 3, 1, 2)).shape == (2, 6, 7, 7)
