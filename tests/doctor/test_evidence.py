"""Kinds of pastes whose answer once said more than the text gave: own short texts."""

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer


def first(text):
    return diagnose(text).diagnoses[0]


def test_sizes_of_a_message_are_read_without_samples_where_the_code_says_so():
    model = (
        "model = Sequential([LSTM(8, input_shape=(9, 3)), RepeatVector(14), "
        "LSTM(8, return_sequences=True), TimeDistributed(Dense(6))])\n"
    )
    message = "expected time_distributed to have shape (14, 6) but got array with shape (14, 1)"
    found = first(f"{model}ValueError: Error when checking target: {message}")
    assert "(N, 14, 6)" in found.expected
    assert not any("(N, 6)" in each for each in (found.expected, found.received))
    assert "the code" not in found.basis


def test_an_input_with_too_few_sizes_does_not_take_the_axes_of_x_away():
    found = first(
        "X = np.zeros((70, 9, 2))\nmodel = Sequential()\n"
        "model.add(Dense(4, input_shape=(2,)))\nmodel.add(LSTM(8))\nmodel.fit(X, y)\n"
    )
    assert found.key == "short_input"
    assert "(9, 2)" in found.fix[0]


def test_steps_are_lost_only_where_a_layer_takes_them():
    text = (
        "X = np.zeros((70, 9, 2)); y = np.zeros((70, 7, 1))\n"
        "model = Sequential([Input((9, 2)), {}LSTM(8, return_sequences=True), Dense(1)])\n"
        "model.compile(loss='mse')\nmodel.fit(X, y)\n"
    )
    assert "Conv1D" not in first_answer(diagnose(text.format("")))
    assert "Conv1D" in first_answer(diagnose(text.format("Conv1D(4, 2), ")))


def test_a_list_is_no_array_for_sure():
    message = "AttributeError: 'list' object has no attribute 'shape'\n"
    assert not first(message).fix
    assert "np.asarray(X)" in first_answer(diagnose(message))
    chain = "model = Sequential()\nmodel.add(Concatenate([one, two]))\nmodel.add(Dense(1))\n"
    found = first(chain + message)
    assert found.key == "joined_in_chain"
    assert not found.basis
    assert not first("model = Sequential([Input((9, 2)), LSTM(8)])\n" + message).fix


def test_a_comma_behind_a_layer_is_seen():
    text = "a = Input((9, 2))\nb = LSTM(8)(a),\nmodel = Model(a, Dense(1)(b))\n"
    assert first(text).key == "comma"
    assert "comma" not in first_answer(diagnose(text.replace("(a),", "(a)")))


def test_samples_that_stand_twice_are_seen_in_the_sizes():
    message = "expected lstm_input to have 3 dimensions, but got array with shape (70, 70, 2, 1)"
    assert "stand twice" in first_answer(diagnose(f"Error when checking input: {message}"))


def test_frames_before_a_picture_layer_are_read_one_by_one():
    message = 'Input 0 of layer "conv2d" is incompatible with the layer: expected ndim=4, found '
    said = first_answer(diagnose(f"{message}ndim=5. Full shape received: (4, 6, 20, 20, 1)"))
    assert "TimeDistributed" in said


def test_one_hot_targets_are_named_to_a_loss_of_class_numbers():
    assert "argmax" in first_answer(diagnose("RuntimeError: multi-target not supported"))


def test_several_numbers_of_one_declaration_are_read():
    found = diagnose(
        "const steps = 9, width = 2;\nconst xs = tf.zeros([70, 9, 2]);\n"
        "const model = tf.sequential();\n"
        "model.add(tf.layers.lstm({units: 8, inputShape: [steps, width]}));\n"
    )
    assert "Input((9, 2))" in found.understood


def test_data_that_the_text_makes_and_that_were_not_read_leave_the_judgement_open():
    model = "model = Sequential([Input((9, 2)), LSTM(8), Dense(1)])\nmodel.compile(loss='mse')\n"
    assert first(model).key == "nothing_seen"
    text = model + "model.fit(X, y)\n"
    assert "the shape of X, which is not there" in diagnose(text).unknown
    found = diagnose("X = cut_in_pieces(table, 9)\n" + text)
    assert not found.diagnoses
    assert "what makes X" in found.unknown


def test_one_tensor_is_no_state_of_an_lstm():
    lstm = "lstm = nn.LSTM(3, 8, batch_first=True)\nx = torch.zeros(4, 9, 3)\n"
    h = "h = torch.zeros(1, 4, 8)\n"
    assert first(f"import torch\n{lstm}{h}out, s = lstm(x, h)\n").key == "one_state"
    assert first(f"import torch\n{lstm}{h}out, s = lstm(x, (h, h))\n").key != "one_state"
    gru = lstm.replace("LSTM", "GRU")
    assert first(f"import torch\n{gru}{h}out, s = lstm(x, h)\n").key != "one_state"


def test_a_batch_that_a_name_fixes_is_not_open():
    text = "model = Sequential()\nmodel.add(LSTM(8, stateful=True, {}))\nmodel.add(Dense(1))\n"
    said = first_answer(diagnose(text.format("batch_input_shape=(size, steps, 1)")))
    assert "has to know its batch" not in said
    assert "has to know its batch" in first_answer(diagnose(text.format("input_shape=(9, 1)")))


def test_many_targets_of_a_sample_are_not_called_one():
    text = (
        "X = np.zeros((70, 9, 2)); y = np.zeros((70, {}))\n"
        "model = Sequential([Input(({}, 2)), LSTM(8, return_sequences=True), Dense(5)])\n"
        "model.compile(loss='categorical_crossentropy')\nmodel.fit(X, y)\n"
    )
    assert "one target for each sample" in first_answer(diagnose(text.format(5, 9)))
    assert "RepeatVector(7)" in first_answer(diagnose(text.format(7, 9)))


def test_weights_of_timesteps_are_told_from_weights_of_samples():
    said = first_answer(diagnose("class_weight not supported for 3+ dimensional targets."))
    assert "(samples, timesteps)" in said
    message = 'Timestep-wise sample weighting (use of sample_weight_mode="temporal") is restricted '
    assert "[..., None]" in first_answer(diagnose(message + "to outputs that are at least 3D"))


def test_a_state_is_no_input_of_the_walk():
    lstm = "import torch\nlstm = nn.GRU(5, 20, batch_first=True)\nx = torch.zeros(8, 30, 5)\n"
    walk = diagnose(lstm + "h0 = torch.zeros(1, 8, 20)\nout, h = lstm(x, h0)\n").walk
    assert [(each.label, each.roles) for each in walk[:2]] == [
        ("x", ("samples", "timesteps", "features")),
        ("h0", ("?", "samples", "units")),
    ]
    assert [(each.label, each.beside) for each in walk] == [
        ("x", False), ("h0", True), ("nn.GRU", False),
    ]  # fmt: skip


def test_arrays_as_printed_and_matrices_of_r_are_read():
    printed = (
        "print(X)\n[[1 2 3]\n [4 5 6]]\nmodel = Sequential([Input((1, 3)), LSTM(8), Dense(1)])"
    )
    assert "X (2, 3)" in diagnose(printed).understood
    r = "X <- array_reshape(matrix(0, nrow = 90, ncol = 4), c(90, 4, 1))\nmodel %>% layer_lstm(8)\n"
    assert "X (90, 4, 1)" in diagnose(r).understood


def test_a_state_that_is_handed_on_is_named():
    text = (
        "i = keras.Input((12, 4))\n"
        "o, h, c = LSTM(8, return_sequences=True, return_state=True)(i)\n"
        "model = keras.Model(i, Dense(1)(LSTM(8)(h)))\n"
    )
    assert first(text).key == "state_given"
