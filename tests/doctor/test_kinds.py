"""Kinds of pastes that were once answered wrongly or not at all: own short texts."""

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer

FIT = 'model.compile("adam", "{loss}")\nmodel.fit(X, y)  # X {X}, y {y}\n'


def model(*layers, loss="mse", X, y):
    return f"model = keras.Sequential([{', '.join(layers)}])\n" + FIT.format(loss=loss, X=X, y=y)


def first(text):
    found = diagnose(text).diagnoses
    return found[0] if found else None


# A loop that takes a target beside each window.
PAIRED = (
    "inputs, targets = [], []\nfor t in range(14, len(values)):\n"
    "    inputs.append(values[t - 14 : t])\n    targets.append(values[{}])\n"
    "X, y = np.array(inputs), np.array(targets)\nprint(X.shape)  # (486, 14, 5)\n"
    "model = Sequential([Input((14, 5)), GRU(8), Dense(1)])\nmodel.compile('adam', 'mse')\n"
    "model.fit(X, y)\n"
)

# Each: a name, a text, the key of the first diagnosis, and its line.
SAID = (
    (
        "a data set without batches",
        "X = np.zeros((90, 12, 4)); y = np.zeros((90, 1))\n"
        "data = tf.data.Dataset.from_tensor_slices((X, y))\n"
        "model = keras.Sequential([keras.Input((12, 4)), LSTM(8), Dense(1)])\n"
        'model.compile("adam", "mse")\nmodel.fit(data)\n',
        "unbatched",
        ".batch(32)",
    ),
    (
        "an encoder without RepeatVector",
        model("Input((9, 2))", "LSTM(8)", "LSTM(8, return_sequences=True)", "Dense(1)",
              X=(70, 9, 2), y=(70, 4, 1)),
        "no_repeat_vector",
        "RepeatVector(4)",
    ),
    (
        "a class number at every step",
        model("Input((9, 2))", "LSTM(8, return_sequences=True)", "Dense(5, activation='softmax')",
              loss="categorical_crossentropy", X=(70, 9, 2), y=(70, 9)),
        "whole_labels",
        "sparse_categorical_crossentropy",
    ),
    (
        "several numbers at every step, and one target",
        model("Input((9, 2))", "LSTM(8, return_sequences=True)", "Dense(5, activation='relu')",
              loss="binary_crossentropy", X=(70, 9, 2), y=(70, 9)),
        "target_last_axis",
        "Dense(1",
    ),
    (
        "a decoder of other units than its states",
        "e = keras.Input((9, 2)); d = keras.Input((7, 2))\n"
        "o, h, c = LSTM(16, return_state=True)(e)\n"
        "z = LSTM(8, return_sequences=True)(d, initial_state=[h, c])\n"
        "model = keras.Model([e, d], z)\n",
        "state_units",
        "LSTM(16",
    ),
    (
        "frames whose axes stand in another order",
        model("Input((5, 20, 30, 1))", "ConvLSTM2D(4, 3)", "Flatten()", "Dense(1)",
              X=(70, 20, 30, 5), y=(70, 1)),
        "turned_frames",
        "transpose(0, 3, 1, 2, 4)",
    ),
    (
        "frames go from a pooling to an LSTM",
        "model = keras.Sequential([Input((5, 8, 8, 3)), TimeDistributed(MaxPooling2D(2)), "
        "LSTM(4)])",
        "axis_added",
        "TimeDistributed(keras.layers.Flatten())",
    ),
    (
        "columns of one table, none moved",
        "data = keras.utils.timeseries_dataset_from_array(\n"
        "    df[names].values, df['load'].values, sequence_length=12)\n"
        "model = keras.Sequential([Input((12, 3)), LSTM(8), Dense(1)])\nmodel.fit(data)\n",
        "target_in_window",
        "targets[12:]",
    ),
    (
        "a reshape in place of a transpose, of a number of samples that is not told",
        "table = df[['a', 'b', 'c']].to_numpy()\n"
        "X = np.array([table[i:i + 20] for i in range(n)])\n"
        "X = X.reshape(X.shape[0], 3, 20)\n"
        "model = keras.Sequential([Input((3, 20)), LSTM(8), Dense(1)])\n",
        "reshape_mixes",
        "transpose(0, 2, 1)",
    ),
    (
        "a printed shape, and a reshape in place of a transpose",
        "wave = np.load('w.npy')\nprint(wave.shape)   # (240, 22, 750)\n"
        "wave = wave.reshape(-1, 750, 22)\n"
        "model = keras.Sequential([Input((750, 22)), GRU(8), Dense(1)])\nmodel.fit(wave, y)\n",
        "reshape_mixes",
        "wave = wave.transpose(0, 2, 1)",
    ),
    (
        "axes that a comment names",
        "# X is (patients, sensors, hours)\nX = np.zeros((80, 9, 48)); y = np.zeros((80, 1))\n"
        "model = Sequential([Input((9, 48)), LSTM(8), Dense(1)])\nmodel.compile('adam', 'mse')\n"
        "model.fit(X, y)\n",
        "swapped_axes",
        "X = X.transpose(0, 2, 1)",
    ),
    (
        "a target that is the last row of its window",
        PAIRED.format("t - 1, 2"),
        "target_in_window",
        "targets.append(values[t, 2])",
    ),
    (
        "several targets that stand in their window",
        PAIRED.format("t - 6:t, 0"),
        "target_in_window",
        "targets.append(values[t:t + 6, 0])",
    ),
    (
        "targets of a list that are the first rows of their windows",
        "a = np.zeros((620, 3))\nX = np.array([a[k:k + 20] for k in range(len(a) - 20)])\n"
        "y = np.array([a[k] for k in range(len(a) - 20)])\n"
        "model = Sequential([Input((20, 3)), LSTM(8), Dense(3)])\nmodel.compile('adam', 'mse')\n"
        "model.fit(X, y)\n",
        "target_in_window",
        "[a[k + 20] for k in",
    ),
    (
        "a batch that is fixed, and samples that are no multiple of it",
        "X = np.zeros((250, 12, 2)); y = np.zeros((250, 1))\nmodel = keras.Sequential([\n"
        "    keras.Input(batch_shape=(64, 12, 2)), LSTM(8, stateful=True), Dense(1)])\n"
        "model.compile('adam', 'mse')\nmodel.fit(X, y, batch_size=64, shuffle=False)\n",
        "batch_size",
        "model.fit(X, y, batch_size=50, shuffle=False)",
    ),
    (
        "an older Keras's word for a kernel that is too long",
        "i = Input((8, 3))\nx = Conv1D(16, 3)(i)\nx = AveragePooling1D(3)(x)\n"
        "x = Conv1D(16, 3)(x)\nz = Dense(1)(GRU(9)(x))\nValueError: Computed output size would be "
        "negative. Received `inputs shape=(None, 2, 16)`, `kernel shape=(3, 16, 16)`.\n",
        "kernel_too_long",
        "padding='same'",
    ),
    (
        "a message that is not known, with a shape that only the walk comes to",
        "i = Input((6, 2))\nx = Conv1D(8, 4)(i)\nz = LSTM(5)(MaxPooling1D(4)(x))\n"
        "ValueError: One of the dimensions is <= 0 due to downsampling. Received [None, 3, 8]\n",
        "kernel_too_long",
        "",
    ),
    (
        "an array whose last axis is empty",
        "X = np.zeros((60, 0))\nmodel = keras.Sequential([Input((4, 2)), LSTM(8), Dense(1)])\n"
        "model.fit(X, y)\n",
        "empty_array",
        "",
    ),
    (
        "one state of a bidirectional layer",
        "lstm = nn.LSTM(3, 16, batch_first=True, bidirectional=True)\nfc = nn.Linear(32, 2)\n"
        "out, (h, c) = lstm(torch.randn(8, 10, 3))\ny = fc(h[-1])\n",
        "linear_features",
        "torch.cat([h[-2], h[-1]], dim=-1)",
    ),
    (
        "channels first between a Conv1d and an LSTM",
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.conv = nn.Conv1d(3, 16, 3, padding=1)\n"
        "        self.lstm = nn.LSTM(16, 8, batch_first=True)\n"
        "    def forward(self, x):\n        out, _ = self.lstm(self.conv(x))\n"
        "        return out[:, -1]\nNet()(torch.randn(4, 3, 50))\n",
        "swapped_axes",
        "permute(0, 2, 1)",
    ),
    (
        "class numbers in a column",
        "loss = nn.CrossEntropyLoss()(out, target)  # out (8, 4), target (8, 1)\n"
        "RuntimeError: 0D or 1D target tensor expected, multi-target not supported\n",
        "class_targets",
        "target.squeeze(1)",
    ),
    (
        "the states of two layers for a prediction",
        "UserWarning: Using a target size (torch.Size([8, 1])) that is different to the input size "
        "(torch.Size([2, 8, 1])). This will likely lead to incorrect results.\n",
        "torch_loss_sizes",
        "pred[-1]",
    ),
    (
        "rows of classes by the units of the last layer",
        "model.add(Dense(6, activation='softmax'))\n"
        "model.compile(loss='sparse_categorical_crossentropy')\n"
        "ValueError: Error when checking target: expected dense_1 to have shape (1,) but got array "
        "with shape (6,)\n",
        "one_hot_labels",
        "categorical_crossentropy",
    ),
    (
        "class numbers with one step fewer",
        model("Input((12,))", "Embedding(50, 4)", "LSTM(8, return_sequences=True)",
              "Dense(50, activation='softmax')", loss="sparse_categorical_crossentropy",
              X=(70, 12), y=(70, 11, 1)),
        "target_step_count",
        "",
    ),
    (
        "a RepeatVector of another number of steps",
        model("Input((9, 2))", "LSTM(8)", "RepeatVector(9)", "LSTM(8, return_sequences=True)",
              "Dense(1)", X=(70, 9, 2), y=(70, 4, 1)),
        "target_step_count",
        "RepeatVector(4)",
    ),
    (
        "a row of numbers for steps of them",
        model("Input((9, 2))", "LSTM(8)", "Dense(12)", X=(70, 9, 2), y=(70, 4, 3)),
        "flat_targets",
        "Reshape((4, 3))",
    ),
    (
        "vectors into an Embedding",
        model("Input((9,))", "Embedding(50, 6)", "LSTM(8)", "Dense(1)", X=(70, 9, 6), y=(70, 1)),
        "vectors_as_words",
        "Input((9, 6))",
    ),
    (
        "a softmax before quantities",
        model("Input((9, 2))", "LSTM(8)", "Dense(3)", "Activation('softmax')", X=(70, 9, 2),
              y=(70, 3)),
        "shares_for_numbers",
        "Dense(3),\n])",
    ),
    (
        "lengths of samples that do not stand first",
        "x = torch.zeros(5, 30, 2)\nlengths = torch.tensor([30, 9, 8, 7, 6])\n"
        "packed = nn.utils.rnn.pack_padded_sequence(x, lengths)\n"
        "RuntimeError: Expected `len(lengths)` to be equal to batch_size, but got 5 "
        "(batch_size=30)\n",
        "torch_lengths",
        "batch_first=True",
    ),
    (
        "targets in a column, told beside",
        "loss = nn.CrossEntropyLoss()\nY torch.Size([300, 1])\n"
        "RuntimeError: 0D or 1D target tensor expected, multi-target not supported\n",
        "class_targets",
        "Y.squeeze(1)",
    ),
    (
        "the pair of states on a device",
        "    hidden = hidden.cuda()\nAttributeError: 'tuple' object has no attribute 'cuda'\n"
        "with the GRU it runs",
        "torch_pair",
        "",
    ),
    (
        "an exported model with fixed steps",
        "InvalidArgument: Got invalid dimensions for input: x for the following indices\n"
        " index: 1 Got: 12 Expected: 30\n Please fix either the inputs or the model.\n",
        "exported_axis",
        "",
    ),
    (
        "a view of the states of two directions",
        "lstm = nn.LSTM(3, 8, bidirectional=True, batch_first=True)\nfc = nn.Linear(16, 2)\n"
        "x = torch.zeros(5, 9, 3)\n_, (h, c) = lstm(x)\nout = fc(h.view(x.size(0), -1))\n",
        "states_mixed",
        "transpose(0, 1)",
    ),
    (
        "an attention whose softmax goes over one unit",
        "i = Input((9, 2)); z = LSTM(8, return_sequences=True)(i)\n"
        "a = Dense(1, activation='softmax')(z)\nm = Multiply()([z, a])\n"
        "model = Model(i, Dense(1)(LSTM(4)(m)))\n",
        "softmax_of_one",
        "Softmax(axis=1)",
    ),
    (
        "a batch that is fixed, and fit's own",
        "model = Sequential([Input(batch_shape=(1, 4, 3)), LSTM(6, stateful=True), Dense(2)])\n"
        "model.compile(loss='mse')\nmodel.fit(X, y)  # X (90, 4, 3), y (90, 2)\n"
        "ValueError: Input tensor `lstm/ReadVariableOp:0` enters the loop with shape (1, 6), but "
        "has shape (None, 6) after one iteration.\n",
        "batch_size",
        "batch_size=1",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("text", "key", "line"), [each[1:] for each in SAID],
                         ids=[each[0] for each in SAID])  # fmt: skip
def test_a_kind_is_named_with_its_line(text, key, line):
    found = first(text)
    assert found.key == key
    assert line in "\n".join(found.fix)


def test_a_model_of_several_outputs_is_not_called_right():
    text = (
        "i = keras.Input((9, 2)); z = LSTM(8)(i); a = Dense(1)(z); b = Dense(3)(z)\n"
        "model = keras.Model(i, [a, b])\nmodel.compile('adam', 'mse')\n"
    )
    assert "other outputs" in diagnose(text).unknown
    told = text + "X = np.zeros((40, 9, 2)); y = np.zeros((40, 1))\nmodel.fit(X, y)\n"
    assert first(told).key == "target_count"


def test_one_sample_that_is_predicted_is_told_from_all_samples():
    message = (
        "X.shape  # (60, 2)\nmodel.{}\n"
        'ValueError: Input 0 of layer "sequential" is incompatible with the layer: expected '
        "shape=(None, 60, 2), found shape=(32, 2)\n"
    )
    assert first(message.format("predict(X)")).key == "no_samples_axis"
    trained = diagnose(message.format("fit(X, y)"))
    assert trained.diagnoses[0].key == "one_axis_short"
    assert trained.question.key == "sample"


@pytest.mark.parametrize(
    "text",
    [
        "y_train is a matrix 800 x 1, and LSTM(8, input_shape=(24, 3)) stands before Dense(12).",
        "LSTM(8, input_shape=(10, 4)); y is 0/1/2, shape (900, 1)",
        "data = make(X, y)\nprint(a.shape)\n(64, 30)\nmodel.add(LSTM(8, input_shape=(30, 1)))",
    ],
)
def test_a_shape_behind_another_name_is_not_that_of_x(text):
    assert not any(part.startswith("X (") for part in diagnose(text).understood)


def test_inputs_of_different_lengths_are_named():
    said = first_answer(
        diagnose(
            "ValueError: Data cardinality is ambiguous:\n  x sizes: 900, 880\n  y sizes: 900\n"
            "Make sure all arrays contain the same number of samples."
        )
    )
    assert "900 and 880" in said
    assert "y[0:]" not in said


def test_predictions_at_every_step_are_told_from_windows_that_are_scaled():
    message = "ValueError: Found array with dim 3, while dim <= 2 is required by MinMaxScaler."
    assert first("X = scaler.transform(X)\n" + message).key == "scaler_axes"
    assert first("scaler.inverse_transform(model.predict(X))\n" + message).key == "metric_axes"
    assert first("mean_squared_error(y, model.predict(X))\n" + message).key == "metric_axes"


def test_a_window_of_one_series_has_one_feature():
    text = (
        "series = np.zeros(300)\nX = np.array([series[i:i + 10] for i in range(290)])\n"
        "model = keras.Sequential([Input((10, 2)), LSTM(8), Dense(1)])\nmodel.fit(X, y)\n"
    )
    found = first(text)
    assert found.key == "no_feature_axis"
    assert "[..., None]" in found.fix[0]


def test_rows_of_classes_of_another_part_do_not_change_the_model():
    found = first(
        "y_val = to_categorical(y_val)\nmodel.add(Dense(7, activation='softmax'))\n"
        "model.compile(loss='categorical_crossentropy')\n"
        "ValueError: Shapes (None, 5) and (None, 7) are incompatible\n"
    )
    assert found.key == "class_count"
    assert not found.fix
    assert any("num_classes=7" in each for each in found.details)


def test_a_state_with_its_axis_of_layers_is_told_from_targets_of_steps():
    said = first_answer(
        diagnose("ValueError: Expected input batch_size (1) to match target batch_size (8).")
    )
    assert "h[-1]" in said
    assert "argmax" not in said


def test_timesteps_that_words_count_are_held_against_the_axes():
    text = "X.shape (90, 5, 20)\n{}\nmodel = Sequential([LSTM(8, input_shape=(5, 20)), Dense(1)])"
    assert first(text.format("It has 20 timesteps of 5 sensors.")).key == "swapped_axes"
    assert "swapped" not in first_answer(diagnose(text.format("It has 5 timesteps of 20 sensors.")))


NEW_ROWS = (
    "I trained with X.reshape(X.shape[0], 1, X.shape[1]).\n{call}\n"
    'ValueError: Input 0 of layer "sequential" is incompatible with the layer: expected '
    "shape=(None, 1, 8), found shape=(32, 8)"
)


@pytest.mark.parametrize("call", ["model.predict(X_new)", "print(model.evaluate(X_new, y_new))"])
def test_rows_for_a_trained_model_get_the_one_step_of_its_training(call):
    found = diagnose(NEW_ROWS.format(call=call))
    assert found.question is None
    assert "X_new = X_new[:, None, :]" in first_answer(found)


def test_rows_that_are_fitted_may_be_windows_as_well():
    found = diagnose(NEW_ROWS.format(call="model.fit(X, y)"))
    assert found.question is not None
    assert "Windows" in first_answer(found)


def test_each_of_several_inputs_keeps_its_place():
    text = (
        "a = keras.Input((9, 2)); b = keras.Input((4,))\n"
        "z = Dense(1)(Concatenate()([LSTM(8)(a), b]))\nmodel = keras.Model([a, b], z)\n"
        "model.compile('adam', 'mse')\n{}model.fit([P, Q], t)  # Q (40, 4), t (50, 1)\n"
    )
    assert "other_data" not in [each.key for each in diagnose(text.format("")).diagnoses]
    assert "50 and 40" in first(text.format("P = np.zeros((50, 9, 2))\n")).title


def test_batches_of_batches_are_named():
    found = first(
        "X = np.zeros((90, 12, 4)); y = np.zeros((90, 1))\n"
        "data = tf.data.Dataset.from_tensor_slices((X, y)).batch(32)\n"
        "model = keras.Sequential([keras.Input((12, 4)), LSTM(8), Dense(1)])\n"
        'model.compile("adam", "mse")\nmodel.fit(data.batch(32))\n'
    )
    assert found.key == "batched_twice"


def test_a_target_that_its_window_does_not_hold_is_left_alone():
    other = PAIRED.replace("append(values[{}])", "append({})")
    labels = PAIRED.replace("values[t - 14 : t]", "values[t - 14 : t, :3]")
    for right in (
        PAIRED.format("t, 2"),
        PAIRED.format("t:t + 6, 0"),
        other.format("activity[t - 1]"),
        labels.format("t - 1, 3"),
        other.format("values[t, 0] - values[t - 1, 0]"),
    ):
        found = diagnose(right)
        assert not any(each.key == "target_in_window" for each in found.diagnoses), right
        assert found.question is None
    assert first(labels.format("t - 1, 1")).key == "target_in_window"
    assert "2 rows after" in first_answer(diagnose(PAIRED.format("t + 1, 2")))


def test_code_is_said_to_run_whatever_words_stand_beside():
    frames = model(
        "Input((6, 20, 20, 3))", "TimeDistributed(ZeroPadding2D(1))",
        "TimeDistributed(Conv2D(4, 3))", "TimeDistributed(Flatten())", "LSTM(8)", "Dense(1)",
        X=(70, 6, 20, 20, 3), y=(70, 1),
    )  # fmt: skip
    said = diagnose("Is this really the way for films?\n" + frames).unknown
    assert "What I could read runs" in said
    assert "its shapes fit" in said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "model.fit(X_train, y)   # X_train (500, 30, 4)\nlast = data[-30:]   # (30, 4)\n"
            "model = Sequential([Input((30, 4)), LSTM(8), Dense(1)])\nmodel.predict(last)\n"
            "ValueError: expected shape=(None, 30, 4), found shape=(30, 4)\n",
            "last = last[None]",
        ),
        (
            "model = Sequential([Input((48, 3)), LSTM(8), Dense(1)])\n"
            "model.fit(Xt, yt, validation_data=(Xv, yv))   # Xt (90, 48, 3) Xv (10, 3, 48)\n"
            "ValueError: expected shape=(None, 48, 3), found shape=(None, 3, 48)\n",
            "Xv = Xv.transpose(0, 2, 1)",
        ),
        (
            "model.add(tf.layers.gru({units: 8, inputShape: [12, 2]}));\n"
            "await model.fit(trainX, trainY);   // trainX [400,12,2]\n"
            "const one = tf.tensor2d(rows);     // [12,2]\nmodel.predict(one);\n"
            "Error: expected gru_input to have 3 dimension(s), but got array with shape [12,2]\n",
            "one.expandDims(0)",
        ),
        (
            "model %>% layer_lstm(units = 8, input_shape = c(10, 3))\n"
            "model %>% fit(x_train, y_train)\nnewest <- tail(m, 10)   # 10 x 3\n"
            "model %>% predict(newest)\n"
            "ValueError: Error when checking input: expected lstm_input to have 3 dimensions, "
            "but got array with shape (10, 3)\n",
            "newest <- array_reshape(newest, c(1, dim(newest)))",
        ),
    ],
)
def test_the_line_names_the_array_of_the_failing_call_in_the_language_of_the_text(text, line):
    assert first(text).fix == (line,)


def test_a_layer_is_written_in_the_language_of_the_text():
    found = first(
        "model.add(tf.layers.lstm({units: 3, inputShape: [14, 2], returnSequences: true}));\n"
        "model.add(tf.layers.reshape({targetShape: [3, 14]}));\n"
    )
    assert found.key == "reshape_mixes"
    assert found.fix == ("tf.layers.permute({dims: [2, 1]})",)
    assert not any("the name in it" in each for each in found.details)


def test_a_line_that_another_language_does_not_have_is_told_as_python():
    found = first(
        "model.add(tf.layers.lstm({units: 3, inputShape: [10, 2, 1], returnSequences: true}));\n"
        "const xs = tf.zeros([10, 2, 1]);\nError: Input 0 is incompatible with layer lstm_LSTM1: "
        "expected ndim=3, found ndim=4"
    )
    assert found.key == "samples_in_input"
    assert not found.fix
    assert found.details[0].startswith("In Python it is")
