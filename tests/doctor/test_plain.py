"""Plain pastes, message and code of one piece, as anybody would try them first."""

import pytest

from lstmviz.doctor import diagnose

TORCH = (
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.lstm = nn.LSTM(10, 64, batch_first=True)\n        self.fc = nn.Linear(64, 3)\n"
    "    def forward(self, x):\n        out, (h, c) = self.lstm(x)\n        return self.fc(out)\n"
    "x = torch.randn(8, 20, 10)\n"
)
STATES = (
    "lstm = nn.LSTM(4, 8{first})\nh0 = torch.zeros(1, {samples}, 8)\nc0 = torch.zeros(1, "
    "{samples}, 8)\nx = torch.randn(12, 4)\nout, (h, c) = lstm(x, (h0, c0))\n"
    "RuntimeError: For unbatched 2-D input, hx and cx should also be 2-D but got (3-D, 3-D) tensors"
)


def model(*layers, loss="mse"):
    return (
        f"model = Sequential([{', '.join(layers)}])\nmodel.compile(loss='{loss}', "
        "optimizer='adam')\nmodel.fit(X, y)\n"
    )


# Each: a text, the key of its diagnosis, a line or sentence that has to stand in it.
PLAIN = {
    "targets of one axis, as an older Keras tells them": (
        "X.shape = (1000, 28, 28)\ny.shape = (1000,)\n"
        + model(
            "LSTM(128, input_shape=(28, 28))",
            "Dense(10, activation='softmax')",
            loss="categorical_crossentropy",
        )
        + "ValueError: Shapes (None, 1) and (None, 10) are incompatible",
        "whole_labels",
        "sparse_categorical_crossentropy",
    ),
    "features that another Keras compares sooner": (
        'ValueError: Input 0 of layer "lstm" is incompatible with the layer: expected '
        "shape=(None, None, 3), found shape=(None, 24, 1)\n"
        + model("LSTM(32, input_shape=(24, 3))", "Dense(1)")
        + "# X.shape is (53370, 24, 1)",
        "feature_count",
        "keras.Input((24, 1))",
    ),
    "one sample that predict is given": (
        model("LSTM(32, input_shape=(24, 3))", "Dense(1)").replace("X,", "X_train,")
        + "# X_train (53370, 24, 3)\nmodel.predict(X_test[0])\nValueError: Input 0 of layer "
        '"sequential" is incompatible with the layer: expected shape=(None, 24, 3), found '
        "shape=(24, 3)",
        "no_samples_axis",
        "model.predict(X_test[0][None])",
    ),
    "words with an axis of features": (
        "X.shape  # (1000, 50, 1)\n"
        + model("Embedding(5000, 64, input_length=50)", "LSTM(32)", "Dense(1)")
        + 'ValueError: Input 0 of layer "lstm" is incompatible with the layer: expected ndim=3, '
        "found ndim=4. Full shape received: (None, 50, 1, 64)",
        "axis_added",
        "X = X[..., 0]",
    ),
    "class numbers for predictions at every step": (
        TORCH + "y = torch.randint(0, 3, (8,))\nloss = nn.CrossEntropyLoss()(Net()(x), y)\n"
        "RuntimeError: Expected target size [8, 3], got [8]",
        "class_targets",
        "return self.fc(out[:, -1])",
    ),
    "frames of all clips below one another, as words count them": (
        "features has shape (2400, 7, 7, 64): 80 clips of 30 frames each. How do I reshape it for "
        "an LSTM?",
        "steps_among_samples",
        "features = features.reshape(80, 30, -1)",
    ),
    "a network's width behind a picture's channels": (
        "feat = cnn(img)   # (16, 32, 1, 40)\nout, _ = nn.LSTM(32, 64, batch_first=True)(feat)\n"
        "ValueError: LSTM: Expected input to be 2D or 3D, got 4D instead",
        "torch_axes",
        "squeeze(2).permute(0, 2, 1)",
    ),
    "a state with its axis of layers": (
        TORCH.replace("fc(out)", "fc(h)").replace("batch_first", "num_layers=2, batch_first")
        + "y = torch.randint(0, 3, (8,))\nloss = nn.CrossEntropyLoss()(Net()(x), y)\n"
        "ValueError: Expected input batch_size (2) to match target batch_size (8).",
        "states_as_samples",
        "out = fc(h[-1])",
    ),
    "a state with its axis of layers, and no line with the loss": (
        TORCH.replace("fc(out)", "fc(h)").replace("batch_first", "num_layers=2, batch_first")
        + "# x (8, 20, 10), target (8, 3)\nUserWarning: Using a target size (torch.Size([8, 3])) "
        "that is different to the input size (torch.Size([2, 8, 3])).",
        "states_as_samples",
        "out = fc(h[-1])",
    ),
    "columns that an older Keras refuses": (
        model("LSTM(32, input_shape=(3, 1))", "Dense(1)")
        + "# X (53394, 3)\nValueError: Error when checking input: expected lstm_1_input to have 3 "
        "dimensions, but got array with shape (53394, 3)",
        "no_time_axis",
        "",
    ),
    "frames without channels": (
        "X.shape == (100, 10, 64, 64)\nmodel = Sequential()\nmodel.add(ConvLSTM2D(16, (3, 3), "
        'input_shape=(10, 64, 64, 1)))\nValueError: Input 0 of layer "conv_lstm2d" is '
        "incompatible with the layer: expected ndim=5, found ndim=4. Full shape received: (None, "
        "10, 64, 64)",
        "no_single_axis",
        "X = X[..., None]",
    ),
    "classes that stand last": (
        TORCH + "y = torch.randint(0, 3, (8, 20))\nloss = nn.CrossEntropyLoss()(Net()(x), y)\n"
        "RuntimeError: Expected target size [8, 3], got [8, 20]",
        "class_axis",
        "logits.transpose(1, 2)",
    ),
    "rows of classes": (
        "out = torch.randn(32, 5)\ny = torch.zeros(32, 5)\nloss = nn.CrossEntropyLoss()(out, "
        "y.long())\nRuntimeError: 0D or 1D target tensor expected, multi-target not supported",
        "class_targets",
        "",
    ),
    "a scaler of other columns": (
        "data = scaler.fit_transform(df)  # (5000, 3)\npred = scaler.inverse_transform(pred)\n"
        "ValueError: non-broadcastable output operand with shape (1000,1) doesn't match the "
        "broadcast shape (1000,3)",
        "scaler_columns",
        "",
    ),
    "the question that this all began with": (
        "I have a table of shape (53394, 3). Should I reshape to (53394, 3, 1) or (53394, 1, 3) "
        "for LSTM(32)?",
        "no_time_axis",
        "",
    ),
    "a warning of PyTorch": (
        "criterion = nn.MSELoss()\npred = model(x)  # torch.Size([64, 1])\n"
        "loss = criterion(pred, y)  # y: torch.Size([64])\n"
        "UserWarning: Using a target size (torch.Size([64])) that is different to the input size "
        "(torch.Size([64, 1])). This will likely lead to incorrect results due to broadcasting.",
        "torch_loss_sizes",
        "y = y.unsqueeze(-1)",
    ),
}


@pytest.mark.parametrize(("text", "key", "line"), PLAIN.values(), ids=PLAIN)
def test_what_the_code_leads_to_is_said_for_sure_and_with_its_line(text, key, line):
    found = diagnose(text).diagnoses[0]
    assert (found.key, found.basis) == (key, "")
    assert line in "\n".join(found.fix)


@pytest.mark.parametrize("call", ["randint(0, 2, 300)", "random.normal(0.0, 1.0, 300)"])
def test_the_bounds_of_random_numbers_are_no_sizes(call):
    text = (
        f"X = np.random.rand(300, 12, 4)\ny = np.random.{call.removeprefix('random.')}\n"
        + model(
            "LSTM(20, input_shape=(12, 4))",
            "Dense(1, activation='softmax')",
            loss="binary_crossentropy",
        )
    )
    answer = diagnose(text)
    assert "y (300,)" in answer.understood
    assert answer.diagnoses[0].key == "softmax_of_one"


def test_a_stateful_layer_gets_the_batch_that_fit_is_given():
    text = model("LSTM(32, stateful=True, input_shape=(10, 1))", "Dense(1)").replace(
        "fit(X, y)", "fit(X, y, batch_size=32)"
    )
    assert diagnose(text).diagnoses[0].fix == ("inputs = keras.Input(batch_shape=(32, 10, 1))",)


@pytest.mark.parametrize(
    ("first", "samples", "said"),
    [
        ("", 1, "If its rows are the timesteps of one sample: x = x[:, None]."),
        (", batch_first=True", 1, "If its rows are the timesteps of one sample: x = x[None]."),
        ("", 12, "as of a decoder: x = x[None]."),
        (", batch_first=True", 12, "as of a decoder: x = x[:, None]."),
    ],
)
def test_the_axis_that_data_miss_is_told_by_the_order_of_the_layer(first, samples, said):
    details = diagnose(STATES.format(first=first, samples=samples)).diagnoses[0].details
    assert [each for each in details if "x = x[" in each and each.endswith(said)]
    assert len([each for each in details if "x = x[" in each]) == 1


def test_a_loss_of_pytorch_is_read_after_its_targets():
    text = TORCH + "y = torch.randint(0, 3, (8,))\nloss = nn.CrossEntropyLoss()(Net()(x), y)\n"
    assert [each.label for each in diagnose(text).walk][-2:] == ["y", "nn.CrossEntropyLoss"]
    right = text.replace("fc(out)", "fc(out[:, -1])")
    assert [each.label for each in diagnose(right).walk][-2:] == ["y", "nn.CrossEntropyLoss"]


@pytest.mark.parametrize("softmax", ["torch.softmax(out, dim=1)", "F.softmax(out, 1)"])
def test_a_softmax_that_is_called_is_seen_before_the_loss(softmax):
    text = TORCH.replace(
        "return self.fc(out)", f"out = self.fc(out[:, -1])\n        return {softmax}"
    )
    text += "y = torch.randint(0, 3, (8,))\nloss = nn.CrossEntropyLoss()(Net()(x), y)\n"
    assert diagnose(text).diagnoses[0].key == "softmax_twice"


def test_a_softmax_within_the_model_is_none_before_the_loss():
    text = TORCH.replace(
        "return self.fc(out)",
        "w = torch.softmax(out.sum(-1, keepdim=True), dim=1)\n"
        "        return self.fc((w * out).sum(1))",
    )
    text += "y = torch.randint(0, 3, (8,))\nloss = nn.CrossEntropyLoss()(Net()(x), y)\n"
    assert [each.key for each in diagnose(text).diagnoses] == ["nothing_seen"]


def test_windows_that_are_split_at_random_are_no_shuffled_rows():
    text = (
        "X, y = [], []\nfor i in range(len(data) - 24):\n    X.append(data[i : i + 24])\n"
        "    y.append(data[i + 24, 0])\nX, y = np.array(X), np.array(y)\n"
        "X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)\n"
        + model("LSTM(32, input_shape=(24, 3))", "Dense(1)").replace("X, y", "X_train, y_train")
    )
    assert "rows_shuffled" not in [each.key for each in diagnose(text).diagnoses]


@pytest.mark.parametrize("comment", ["# (batch, seq, feat)", "# x: what goes in", "# :"])
def test_a_comment_behind_the_head_of_a_block_hides_nothing_of_it(comment):
    text = TORCH.replace("x):", f"x):  {comment}").replace(
        "out, (h", "x = x.view(x.size(1), x.size(0), -1)\n        out, (h"
    )
    answer = diagnose(text + "Net()(x)\n")
    assert [each.label for each in answer.walk] == ["x", "reshape", "nn.LSTM", "nn.Linear"]
    assert answer.diagnoses[0].key == "reshape_mixes"


def test_numbers_of_a_dictionary_or_of_the_next_line_are_no_shape_of_an_array():
    searched = "p = {'rate': (2, 9, 40)}\nmodel.add(GRU(8, input_shape=(None, x_train.shape[1])))\n"
    assert not [each for each in diagnose(searched).understood if "(2, 9, 40)" in each]
    lines = (
        "X_train = (9000, 5, 2) # [samples, steps, features]\ny_train = (9000, 5, 1)\n"
        "X_test = (300, 5, 2)\ny_test = (300, 5, 1)\n"
        + model("LSTM(5, input_shape=(5, 2), return_sequences=True)", "Dense(1)").replace(
            "X, y", "X_train, y_train"
        )
    )
    assert {"X_train (9000, 5, 2)", "y_train (9000, 5, 1)"} <= set(diagnose(lines).understood)


def test_what_a_sentence_counts_is_no_array():
    text = "The input is [150, 4], each row with 4 features, and my target is [150, 3].\n"
    answer = diagnose(text + model("LSTM(8)", "Dense(3)"))
    assert not [each for each in answer.understood if each.startswith("features")]
    asked = "I have a window size of 20 and 60000 samples. Is (20, 60000, 7) the shape for an LSTM?"
    assert "(samples, timesteps, features)" not in diagnose(asked).unknown


def test_a_message_alone_draws_no_axes_that_it_does_not_tell():
    text = "RuntimeError: input.size(-1) must be equal to input_size. Expected 4, got 7"
    found = diagnose(text).diagnoses[0]
    assert (found.fed, found.meant) == (None, None)
    assert not [each for each in found.details if "[..., None]" in each]


def test_features_that_are_many_times_those_of_a_step_may_be_steps_in_one_row():
    text = "RuntimeError: input.size(-1) must be equal to input_size. Expected 28, got {}"
    found = diagnose(text.format(784)).diagnoses[0]
    assert any("784 = 28 × 28" in each and "reshape(-1, 28, 28)" in each for each in found.said)
    assert not any("reshape" in each for each in diagnose(text.format(100)).diagnoses[0].said)


def test_a_view_tells_the_shape_of_whatever_it_is_of():
    shown = diagnose(
        "lstm = nn.LSTM(27, 100, batch_first=True)\nimages = images.view(-1, 28, 28)\n"
        "out, _ = lstm(images)\n"
    )
    assert [each.key for each in shown.diagnoses] == ["feature_count"]


def test_a_model_of_the_first_keras_is_written_so_that_it_runs_today():
    text = (
        "model = Sequential()\nmodel.add(LSTM(2, 150, return_sequences=False))\n"
        "model.add(Dense(150, 2))\nmodel.add(Activation('softmax'))\n"
        "model.compile(loss='mean_squared_error', optimizer='rmsprop')\nmodel.fit(X, y)\n"
    )
    lines = " ".join(diagnose(text).diagnoses[0].fix)
    assert "LSTM(150, return_sequences=False)" in lines
    assert "Dense(2)" in lines


def test_a_comment_may_tell_of_what_its_line_reads():
    found = diagnose(
        "x = torch.tensor(X, dtype=torch.float32)   # X: (500, 30, 5)\nrnn = nn.RNN(5, 16)\n"
        "out, h = rnn(x)\npred = nn.Linear(16, 1)(out[:, -1])\n"
    ).diagnoses[0]
    assert "(500, 30, 5)" in found.received


def test_whole_numbers_made_floats_are_no_words():
    code = (
        "words = nn.Embedding(5000, 64)\ngru = nn.GRU(64, 128, batch_first=True)\n"
        "x = torch.randint(0, 5000, (32, 20)){}\nout, h = gru(words(x))\n"
    )
    assert diagnose(code.format(".float()")).diagnoses[0].key == "torch_index_dtype"
    assert diagnose(code.format("")).diagnoses[0].key == "nothing_seen"


def test_a_message_of_a_reshape_without_numbers_shows_none():
    found = diagnose("ValueError: total size of new array must be unchanged").diagnoses[0]
    assert (found.key, found.expected, found.received) == ("reshape_layer", "", "")


def test_a_dense_that_reads_an_open_size_is_told_for_it():
    text = "expected axis -1 of input shape to have value 640, but received input with shape {}"
    for shape in ("(None, None)", "[None, None]"):
        assert diagnose("ValueError: " + text.format(shape)).diagnoses[0].key == "open_size"
    assert diagnose("ValueError: " + text.format("(None, 320)")).diagnoses[0].key != "open_size"


def test_a_loss_that_holds_rows_against_rows_is_no_sparse_one():
    text = (
        "ValueError: logits and labels must have the same shape, received ((None, 1) vs (None, 10))"
    )
    for answers in ({}, {"row": "classes"}):
        said = " ".join(diagnose(text, answers).diagnoses[0].said)
        assert 'Dense(10, activation="softmax")' in said
        assert "sparse" not in said


def test_weights_of_other_sizes_are_of_another_model():
    text = "Received incompatible tensor with shape (64, 128) when attempting to restore variable"
    assert diagnose(f"ValueError: {text} with shape (32, 128)").diagnoses[0].key == "stored_layers"


FITTED = (
    "X, y = np.zeros((900, 50, 7)), np.zeros((900,))\n"
    "X_val, y_val = np.zeros({}), np.zeros((90,))\n"
    "model = Sequential([LSTM(64, input_shape=(50, 7)), Dense(1)])\nmodel.compile('adam', 'mse')\n"
    "model.fit(X, y, validation_data=(X_val, y_val))\n"
)


@pytest.mark.parametrize(
    ("shape", "axis"), [("(90, 7)", "reads three axes"), ("(90, 50, 6)", "Axis 2")]
)
def test_what_is_validated_with_has_to_fit_as_well(shape, axis):
    found = diagnose(FITTED.format(shape)).diagnoses[0]
    assert (found.key, found.fix) == ("other_beside", ())
    assert axis in found.axis
    assert diagnose(FITTED.format("(90, 50, 7)")).diagnoses[0].key == "nothing_seen"


def test_a_generator_cuts_no_windows_for_what_is_validated_with():
    code = (
        FITTED.format("(90, 7)")
        .replace("(900, 50, 7)", "(900, 7)")
        .replace("fit(X, y,", "fit(TimeseriesGenerator(X, y, length=50),")
    )
    found = diagnose(code).diagnoses[0]
    assert found.key == "other_beside"
    assert any("generator of its own" in each for each in found.said)


@pytest.mark.parametrize(("axis", "key"), [(0, "weights_of_samples"), (1, "nothing_seen")])
def test_an_attention_weighs_timesteps_not_samples(axis, key):
    code = (
        "lstm = nn.LSTM(4, 16, batch_first=True)\nscore = nn.Linear(16, 1)\n"
        "out, _ = lstm(torch.randn(32, 50, 4))\n"
        f"weights = torch.softmax(score(out), dim={axis})\n"
    )
    assert diagnose(code).diagnoses[0].key == key


def test_a_message_of_unequal_samples_that_is_cut_off_is_that_of_the_code():
    message = "ValueError: Data cardinality is ambiguous"
    code = (
        "X, y = np.zeros((365, 24, 3)), np.zeros((8736,))\n"
        "model = Sequential([LSTM(64, input_shape=(24, 3)), Dense(1)])\nmodel.fit(X, y)\n"
    )
    found = diagnose(code + message).diagnoses[0]
    assert found.received == "8,736 targets"
    assert diagnose(message).diagnoses[0].key == "cardinality_alone"


def test_features_joined_side_by_side_are_no_timesteps_in_one_row():
    found = diagnose(
        "lstm = nn.LSTM(100, 64, bidirectional=True, batch_first=True)\n"
        "out, _ = lstm(torch.randn(8, 30, 100))\nmost, _ = torch.max(out, 1)\n"
        "both = torch.cat((torch.mean(out, 1), most), 1)\npred = nn.Linear(64, 16)(both)\n"
    ).diagnoses[0]
    assert found.fix == ("nn.Linear(256, 16)",)
    assert "timesteps" not in found.title


def test_a_state_repeated_along_its_samples_is_told_by_their_product():
    found = diagnose(
        "x = torch.randn(32, 20, 8)\nenc = nn.LSTM(8, 3, batch_first=True)\n"
        "dec = nn.LSTM(3, 8, batch_first=True)\n_, (h, _) = enc(x)\n"
        "y, _ = dec(h.repeat(1, x.shape[1], 1))\nloss = nn.MSELoss()(y, x)\n"
    ).diagnoses[0]
    assert "640 = 32 × 20" in found.axis
    assert "h[-1].unsqueeze(1).repeat(1, 20, 1)" in found.said[0]


JOINED = (
    "enc = nn.GRU(8, 20, bidirectional=True, batch_first=True)\n"
    "dec = nn.GRU(8, 20, batch_first=True)\nx = torch.randn(4, 10, 8)\n_, h = enc(x)\n{}\n"
)


@pytest.mark.parametrize(
    "lines",
    [
        "h = torch.cat([h[0:h.size(0):2], h[1:h.size(0):2]], 2)\nout, _ = dec(x, h)",
        "h = torch.cat([h[0], h[1]], 1)\nout, _ = dec(x, h.unsqueeze(0))",
    ],
)
def test_joined_directions_of_an_encoder_are_not_thrown_away(lines):
    found = diagnose(JOINED.format(lines)).diagnoses[0]
    assert (found.key, found.fix) == ("torch_state_size", ())
    assert found.said[0] == "Build this layer with hidden_size=40."
    assert "zeros" not in " ".join(found.said)


LOOP = (
    "lstm, fc = nn.LSTM(1, 8, batch_first=True), nn.Linear(8, 1)\n"
    "optimizer = torch.optim.Adam([*lstm.parameters(), *fc.parameters()])\n"
    "x, y = torch.zeros(4, 9, 1), torch.zeros(4, 1)\nfor epoch in range(9):\n{}"
    "    out, _ = lstm(x)\n    loss = nn.MSELoss()(fc(out[:, -1]), y)\n    loss.backward()\n"
    "    optimizer.step()\n"
)


@pytest.mark.parametrize(
    ("line", "kept"), [("", True), ("    optimizer.zero_grad()\n", False), ("    ...\n", False)]
)
def test_gradients_that_are_never_set_to_zero_add_up(line, kept):
    told = [each.key for each in diagnose(LOOP.format(line)).diagnoses]
    assert ("gradients_kept" in told) == kept


def test_a_single_number_is_not_spread():
    code = "loss = nn.MSELoss()(torch.zeros(1), torch.zeros({}))\n"
    assert not any(e.key == "torch_loss_sizes" for e in diagnose(code.format("1")).diagnoses)
    code = LOOP.format("    optimizer.zero_grad()\n").replace("zeros(4, 1)", "zeros(())")
    code = code.replace("fc(out[:, -1])", "fc(out[0, -1])")
    assert not any(e.key == "torch_loss_sizes" for e in diagnose(code).diagnoses)


def test_words_as_targets_of_a_named_loss_are_made_rows_of_classes():
    found = diagnose(
        "X.shape = (100, 148)\ny.shape = (100, 148)\nmodel = Sequential()\n"
        "model.add(Embedding(900, 150))\nmodel.add(LSTM(150, return_sequences=True))\n"
        "model.add(AttentionDecoder(150, 900))\n"
        "model.compile(loss='categorical_crossentropy', optimizer='adam')\nmodel.fit(X, y)\n"
        "ValueError: Error when checking target: expected AttentionDecoder to have 3 dimensions, "
        "but got array with shape (100, 148)"
    ).diagnoses[0]
    assert "sparse_categorical_crossentropy" in found.fix[0]
    assert "[..., None]" not in " ".join((*found.fix, *found.said))


def test_an_older_pytorch_tells_an_index_out_of_range_by_its_file():
    text = (
        "    return torch.embedding(weight, input, padding_idx, scale_grad_by_freq, sparse)\n"
        "RuntimeError: index out of range at /opt/work/aten/src/TH/generic/THTensorMath.cpp:352"
    )
    assert diagnose(text).diagnoses[0].key == "torch_embedding_range"


def test_a_relu_in_a_recurrent_layer_is_named_where_the_loss_is_nan():
    text = (
        "loss: nan from the first epoch\nmodel = Sequential()\n"
        "model.add(LSTM(64, activation='{}', input_shape=(60, 5)))\nmodel.add(Dense(1))\n"
    )
    named = [
        any("keep tanh" in each for each in diagnose(text.format(name)).diagnoses[0].said)
        for name in ("relu", "tanh")
    ]
    assert named == [True, False]


def test_swapped_sizes_of_an_embedding_are_told_by_the_number_that_it_got():
    found = diagnose(
        "model = Sequential()\nmodel.add(Embedding(128, 10000))\nmodel.add(LSTM(8))\n"
        "model.add(Dense(1))\nInvalidArgumentError: indices[3,17] = 5021 is not in [0, 128) "
        "[[node sequential/embedding/embedding_lookup]]"
    ).diagnoses[0]
    assert found.fix == ("keras.layers.Embedding(10000, 128)",)
    assert "changed places" in found.axis
