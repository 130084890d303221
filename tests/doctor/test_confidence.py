"""What a text holds and the walk does not know is said, and never passed over: own short texts."""

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer

CHAIN = "model = Sequential([Input((9, 2)), {}, Dense(1)])\nmodel.compile(loss='mse')\n"


def said(text):
    return first_answer(diagnose(text))


def key(text):
    found = diagnose(text)
    return found.diagnoses[0].key if found.diagnoses else ""


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("LSTM(8, return_sequence=True), LSTM(4)", "LSTM(8, return_sequences=True)"),
        ("Bidirectional(LSTM(8, return_sequencess=True))", "return_sequences=True"),
        ("Dense(4, activaton='relu')", "activation='relu'"),
    ],
)
def test_a_misspelt_argument_is_named_and_no_line_keeps_it(written, right):
    found = diagnose(CHAIN.format(written)).diagnoses[0]
    assert found.key == "unknown_argument"
    assert right in found.fix[0]


def test_a_misspelt_argument_of_pytorch_is_named():
    text = "import torch\nlstm = torch.nn.LSTM(3, 8, batch_firs=True)\n"
    text += "out, _ = lstm(torch.zeros(4, 9, 3))\n"
    found = diagnose(text).diagnoses[0]
    assert found.fix == ("torch.nn.LSTM(3, 8, batch_first=True)",)


def test_an_argument_that_no_layer_has_leaves_the_judgement_open():
    assert key(CHAIN.format("LSTM(8, use_bias=False)")) == "nothing_seen"
    assert "ponder_cost" in said(CHAIN.format("LSTM(8, ponder_cost=0.1)"))


def test_a_mask_is_held_against_the_steps():
    text = (
        "x = tf.random.normal([4, 6, 4])\nlstm = tf.keras.layers.LSTM(3)\n"
        "mask = tf.sequence_mask([1, 2, 3, 4], maxlen={})\nout = lstm(x, mask=mask)\n"
    )
    assert key(text.format(5)) == "mask_steps"
    assert key(text.format(6)) == "nothing_seen"
    assert "the mask of" in said(text.format(6).replace("tf.sequence_mask", "own_mask"))


@pytest.mark.parametrize(("count", "wrong"), [(2, True), (4, False)])
def test_the_states_of_both_directions_are_counted(count, wrong):
    text = (
        "x = tf.zeros((5, 9, 3))\nlayer = layers.Bidirectional(layers.LSTM(8))\n"
        f"layer(x, initial_state=[{', '.join(['tf.zeros((5, 8))'] * count)}])\n"
    )
    assert (key(text) == "initial_state") is wrong
    assert ("4 states" in said(text)) is wrong


# ---- What is read out of a text, and what is not its array --------------------------------------


def test_what_a_console_of_r_prints_is_no_shape():
    text = (
        'class(train_x)\n[1] "array"\ndim(train_x) # 70 9 2\n'
        "model <- keras_model_sequential() %>% layer_lstm(8, input_shape = c(9, 2))\n"
    )
    assert "train_x (70, 9, 2)" in diagnose(text).understood
    assert "train_x (1,)" not in diagnose(text.replace("dim(train_x) # 70 9 2\n", "")).understood


def test_shapes_of_weights_are_no_arrays():
    text = (
        "ValueError: Dimension 1 in both shapes must be equal, but are 32 and 64. Shapes are "
        "[1,32] and [1,64]. for 'Assign' (op: 'Assign') with input shapes: [1,32], [1,64]."
    )
    assert key(text) == "saved_weights"
    assert not any(each.startswith("X ") for each in diagnose(text).understood)


def test_code_between_single_backticks_is_code():
    text = "`model = Sequential()\nmodel.add(LSTM(8, input_shape=(9, 2)))\nmodel.add(LSTM(4))`"
    assert key(text) == "return_sequences"


def test_an_error_in_italics_is_an_error():
    text = CHAIN.format("LSTM(8)") + "_TypeError: Expected int32, got <Variable>_"
    assert "runs" not in said(text)
    assert "runs" not in said(CHAIN.format("LSTM(8)") + "Error in py_call(a, b) : \n no Matrix")


@pytest.mark.parametrize(
    ("told", "past"),
    [
        ("First I had {}, but I fixed it with a reshape.", True),
        ("I got {}\nI solved that by return_sequences.", True),
        ("I get {}. How can it be fixed?", False),
        ("I get {}, and it is not solved by a reshape.", False),
    ],
)
def test_a_message_that_is_mended_is_not_answered(told, past):
    message = "ValueError: Input 0 of layer lstm: expected ndim=3, found ndim=2"
    text = CHAIN.format("LSTM(8)") + told.format(message)
    assert (key(text) == "nothing_seen") is past


def test_a_layer_that_a_message_names_is_the_one():
    text = (
        "X = np.zeros((70, 9))\nmodel = Sequential([Input((9, 9)), LSTM(8), Flatten(), Dense(1)])\n"
        "model.fit(X, y)\nValueError: Input 0 is incompatible with layer flatten_1: expected "
        "min_ndim=3, found ndim=2"
    )
    assert key(text) == "already_flat"
    assert key(text.replace("flatten_1", "lstm_1").replace("min_", "")) != "already_flat"


def test_shapes_with_a_label_are_those_of_x_and_y():
    text = "{} shape = (70, 9, 2)\n{} shape = (70, 9, 4)\nWhich network fits?"
    assert "return_sequences=True, and a Dense(4)" in said(text.format("Input", "Output"))
    assert "Dense(4)" not in said(text.format("Kernel", "Output"))


def test_lines_in_a_lambda_are_walked():
    text = (
        "i = Input((9, 2))\nx = LSTM(8, return_sequences=True)(i)\nx = Lambda({})(x)\n"
        "model = Model(i, LSTM(4)(x))\n"
    )
    assert key(text.format("lambda t: K.mean(t, axis=1)")) == "steps_taken"
    assert key(text.format("lambda t: t[:, 2:]")) == "nothing_seen"
    assert "could not read Lambda" in said(text.format("own_function"))


# ---- Details that would not be true of this case -------------------------------------------------


def test_targets_on_their_side_are_no_targets_of_one_sample():
    text = (
        "X = np.zeros((54, 5, 1)); y = np.zeros((1, 54))\n"
        "model = Sequential([Input((5, 1)), LSTM(4, return_sequences=True), Dense(1)])\n"
        "model.compile(loss='mse')\nmodel.fit(X, y)\nValueError: Error when checking model target: "
        "expected dense_9 to have 3 dimensions, but got array with shape (1, 54)"
    )
    found = diagnose(text).diagnoses[0]
    assert found.key == "turned_targets"
    assert found.fix == (
        "y = y.reshape(54, 1)",
        "keras.layers.LSTM(4, return_sequences=False)",
    )


def test_a_join_at_the_end_has_no_units_of_its_own():
    text = (
        "X = np.zeros((70, 9)); y = np.zeros((70, 4))\na = Input((9,))\n"
        "b = Concatenate()([Dense(4)(a), Dense(4)(a)])\nmodel = Model(a, b)\n"
        "model.compile(loss='categorical_crossentropy')\nmodel.fit(X, y)\n"
    )
    assert "4 + 4 = 8" in said(text)
    assert "to_categorical" not in said(text)


def test_more_axes_in_predictions_are_not_answers_at_every_step():
    text = "Error when checking target: expected lambda_2 to have 4 dimensions, but got array with "
    assert "as the targets do" not in said(text + "shape (200, 1)")


def test_states_of_two_layers_are_no_samples():
    text = (
        "import torch\nlstm = torch.nn.LSTM(1, 4, num_layers={}, batch_first=True)\n"
        "x = torch.zeros(30, 9, 1)\nout, (h, c) = lstm(x)\nrows = h.view(-1, 4)\n"
        "y = torch.nn.Linear(4, 1)(rows)\n"
    )
    assert key(text.format(2)) == "states_stacked"
    assert key(text.format(1)) != "states_stacked"


def test_a_step_that_is_left_over_is_no_other_number_of_steps():
    text = (
        "model = Sequential([Input((9, 2)), Conv1D(8, 3, padding='same'), MaxPooling1D(9), "
        "Dense(5)])\nmodel.compile(loss='sparse_categorical_crossentropy')\n"
        "ValueError: Error when checking model target: expected dense_1 to have 3 dimensions, but "
        "got array with shape (70, 5)"
    )
    assert key(text) == "one_step_left"
    assert "transpose" not in said(text)


def test_class_numbers_are_no_targets_of_steps():
    text = CHAIN.replace("Dense(1)", "Dense(4)").replace("mse", "sparse_categorical_crossentropy")
    text = (
        text.format("LSTM(8)") + "Error when checking target: expected dense to have shape (None, "
    )
    assert key(text + "4) but got array with shape (70, 1)") == "other_loss"


def test_no_shape_is_put_into_a_line_that_the_text_does_not_tell():
    message = "The first layer in a Sequential model must get an `input_shape`"
    assert not diagnose("model.add(LSTM(8))\nException: " + message).diagnoses[0].fix


@pytest.mark.parametrize(
    ("message", "right"),
    [
        ("ValueError: Masking is not supported for CuDNN RNNs.", "cudnn_no_mask"),
        ("TypeError: cat(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor",
         "cat_of_one"),
        ("RuntimeError: Number of dimensions of repeat dims can not be smaller than number of "
         "dimensions of tensor", "repeat_axes"),
        ("OutOfRangeError: Tried to read from index 5 but array size is: 5", "step_beyond"),
        ("TypeError: slice indices must be integers or None or have an __index__ method",
         "r_whole_number"),
        ("InvalidArgumentError (see above): Assign requires shapes of both tensors to match. lhs "
         "shape= [32] rhs shape= [64]", "saved_weights"),
        ("ValueError: `generator` yielded an element of shape () where an element of shape (None, "
         "None) was expected.", "generator_shape"),
        ("ValueError: In a stateful network, you should only pass inputs with a number of samples "
         "that can be divided by the batch size. Found: 70 samples", "whole_batches"),
        ("ValueError: Expected input batch_size (64) to match target batch_size (0).", "no_labels"),
        ("shape mismatch: logits are (8, 9, 3) and labels are (8, 9, 2)", "class_count"),
    ],
)  # fmt: skip
def test_a_message_is_known(message, right):
    assert key(message) == right


def test_maps_of_classes_are_told_from_a_channel():
    warning = (
        "UserWarning: Using a target size (torch.Size([2, 1, 16, 16])) that is different to the "
        "input size (torch.Size([2, 9, 16, 16]))."
    )
    assert "squeeze(1)" in said(warning)


# ---- Where two cures run and mean different things, no line is given ----------------------------


def test_swapped_axes_are_not_turned_while_the_model_can_be_built_otherwise():
    text = (
        "X = np.zeros((70, 9, 2)); y = np.zeros((70, 1))\n"
        "model = Sequential([Input((2, 9)), LSTM(8), Dense(1)])\nmodel.compile(loss='mse')\n"
    )
    found = diagnose(text + "model.fit(X, y)\n").diagnoses[0]
    assert found.key == "swapped_axes"
    assert not found.fix
    assert "keras.Input((9, 2))" in "\n".join(found.details)


def test_a_size_that_counts_timesteps_is_not_taken_for_turned_data():
    text = (
        "import torch\nlstm = torch.nn.LSTM(10, 32, batch_first=True)\n"
        "x = torch.zeros(64, 10, 8)\nout, _ = lstm(x)\n"
    )
    found = diagnose(text).diagnoses[0]
    assert not found.fix
    assert "input_size is 8" in first_answer(diagnose(text))


def test_rows_of_a_series_miss_their_last_axis_in_pytorch():
    text = (
        "import torch\nlstm = torch.nn.LSTM(1, 32, batch_first=True)\n"
        "x = torch.zeros(64, 24)\nout, _ = lstm(x)\n"
    )
    assert key(text) == "no_feature_axis"
    assert "unsqueeze(-1)" in said(text)


@pytest.mark.parametrize(
    ("message", "right"),
    [
        ("RuntimeError: input_lengths must be of size batch_size", "ctc_lengths"),
        ("TypeError: __init__() takes 2 positional arguments but 3 were given", "sizes_one_by_one"),
        ("RuntimeError: Predictions and targets are expected to have the same shape, but got "
         "torch.Size([32, 1, 48]) and torch.Size([32, 48, 1]).", "torch_loss_sizes"),
    ],
)  # fmt: skip
def test_further_messages_are_known(message, right):
    assert key(message) == right


def test_a_fourth_axis_of_size_one_is_seen():
    text = CHAIN.format("LSTM(8)") + "model.fit(X, y)\n# X (70, 9, 2, 1), y (70, 1)\n"
    found = diagnose(text).diagnoses[0]
    assert found.key == "last_axis_dropped"
    assert found.fix == ("X = X[..., 0]",)


def test_shapes_that_are_printed_by_another_name_are_read():
    text = (
        "shapes = (X_train.shape, y_train.shape)\nprint(shapes)\n\n((70, 9), (70,))\n"
        "model = Sequential([LSTM(8, input_shape=(9, 1)), Dense(1)])\n"
    )
    assert "X_train (70, 9)" in diagnose(text).understood


def test_a_first_layer_may_leave_the_shape_to_the_next_one():
    text = "model = Sequential()\nmodel.add(Masking(0.0))\nmodel.add(LSTM(8, input_shape=(9, 2)))\n"
    assert "Input((9, 2))" in diagnose(text + "model.add(Dense(1))\n").understood


def test_what_a_layer_of_keras_1_is_made_of_is_no_mistake_of_the_text():
    from lstmviz.training.building import build

    text = (
        "model = Sequential([LSTM(8, input_shape=(9, 2), return_sequences=True), "
        "TimeDistributedDense(output_dim=1, activation='linear')])\nmodel.compile(loss='mse')\n"
    )
    assert diagnose(text, build=build).diagnoses[0].key == "nothing_seen"


# ---- Sizes that nobody told are in no answer -----------------------------------------------------


def test_a_size_that_stands_in_for_an_open_one_is_not_told():
    from lstmviz.training.building import build

    text = (
        "def cut(rows, back, ahead):\n    X, y = list(), list()\n    for i in range(len(rows)):\n"
        "        end = i + back\n        out = end + ahead\n"
        "        one, two = rows[i:end, :], rows[end:out, :]\n"
        "        X.append(one)\n        y.append(two)\n    return array(X), array(y)\n\n"
        "table = np.random.rand(200, 3)\nX, y = cut(table, 9, ahead)\n"
        "model = Sequential([Input((9, 3)), LSTM(8), Dense(3)])\nmodel.compile(loss='mse')\n"
        "model.fit(X, y)\n"
    )
    found = diagnose(text, build=build)
    assert "(N, 3, 3)" not in first_answer(found)
    assert "How many steps the targets have, I could not read" in first_answer(found)


def test_classes_at_every_step_want_rows_even_where_their_number_is_open():
    text = (
        "X = np.zeros((70, 9, 2)); y = np.zeros((70, 9))\nmodel = Sequential([Input((9, 2)), "
        "LSTM(8, return_sequences=True), Dense(tags, activation='softmax')])\n"
        "model.compile(loss='categorical_crossentropy')\nmodel.fit(X, y)\n"
    )
    assert key(text) == "target_shape"
    sparse = text.replace("'categorical", "'sparse_categorical")
    assert key(sparse) not in ("target_shape", "target_steps")


def test_a_layer_that_reads_no_input_speaks_of_targets():
    message = "expected {} to have 3 dimensions, but got array with shape (102, 1)"
    assert "one target for each sample" in said(message.format("time_distributed_9"))
    assert "target" not in said(message.format("lstm_9_input"))


def test_lines_say_in_which_language_they_are():
    text = (
        "X <- array(0, dim = c(54, 5, 1))\ny <- array(0, dim = c(1, 54))\n"
        "model <- keras_model_sequential()\nmodel %>% layer_lstm(4, input_shape = c(5, 1), "
        "return_sequences = TRUE) %>%\n  layer_dense(1)\nmodel %>% compile(loss = 'mse')\n"
        "model %>% fit(X, y)\nValueError: Error when checking model target: expected dense_9 to "
        "have 3 dimensions, but got array with shape (1, 54)"
    )
    found = diagnose(text).diagnoses[0]
    assert found.fix[0] == "y <- array_reshape(y, c(54, 1))"
    assert found.fix[1].startswith("layer_lstm(")
    assert found.fix[1].endswith("return_sequences = FALSE)")
    assert found.language == "r"
    assert first_language(CHAIN.format("LSTM(8, return_sequence=True)")) == "python"


def first_language(text):
    return diagnose(text).diagnoses[0].language


def test_frames_in_the_targets_are_told_from_one_picture():
    text = "Error when checking target: expected activation_1 to have 4 dimensions, but got array "
    assert key(text + "with shape (1, 5, 64, 64, 3)") == "one_picture"


def test_the_batch_in_an_input_shape_is_named():
    text = (
        "model.add(LSTM(5, input_shape=(batch_size, width)))\n"
        "ValueError: Error when checking input: expected lstm_1_input to have 3 dimensions, but "
        "got array with shape (30, 60)"
    )
    assert "batch_size does not belong" in said(text)


# ---- What a hint and an answer may rest on: a message, a sentence, and no word of code -----------


def test_a_message_that_is_not_known_is_quoted_and_its_words_are_not_read():
    code = CHAIN.format("LSTM(8)") + "labels = table.astype('float32')\nmodel.fit(X, labels)\n"
    cut = "TypeError        Traceback (most recent call last)\n"
    assert "which says what is wrong, is not in the text" in said(code + cut)
    for message in ("no luck with this shape", "cannot cast this type to float64 here"):
        answer = said(f"{code}OddError: {message}")
        assert f"I do not know this one: “{message}”" in answer
        assert "It speaks of" not in answer


@pytest.mark.parametrize(
    "text",
    [
        "import torch\nlstm = torch.nn.LSTM(1, 4, batch_first=True)\n"
        "for name in dir(lstm):\n    if name.startswith('weight_ih'):\n        init(name)\n"
        "out, _ = lstm(torch.zeros(8, 9, 1))\nIs this the correct way of multiplying losses?",
        "My series are long. Is it right?\n"
        + CHAIN.format("Conv1D(8, 3, padding='same'), LSTM(8)"),
        CHAIN.format("LSTM(8)") + "# the irregular verbs\nIs the loss of these words right?",
    ],
)
def test_a_word_in_code_asks_nothing(text):
    assert key(text) not in ("weights_product", "stretches", "irregular")


def test_a_question_in_a_sentence_is_answered():
    assert key("How is weight_ih_l0 multiplied with x?") == "weights_product"
    assert key("Two series end on other days. May I concatenate them?") == "stretches"
    assert key("Our rows come at irregular times. What now?") == "irregular"


def test_a_notice_fires_on_its_message_and_not_on_code_that_names_the_like():
    guarded = "try:\n    model.fit(X, y)\nexcept tf.errors.ResourceExhaustedError:\n    pass\n"
    assert key(CHAIN.format("LSTM(8)") + guarded) != "memory"
    assert key(CHAIN.format("LSTM(8)") + "# windows, without running out of memory\n") != "memory"
    assert key(CHAIN.format("LSTM(8)") + "is_text = y.dtype == numpy.object_\n") != "object_values"
    assert key("RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB") == "memory"
    assert key("ResourceExhaustedError: failed to allocate memory") == "memory"


PAIR = "InvalidArgumentError: Incompatible shapes: [1,6000] vs. [1,{}]"


@pytest.mark.parametrize("answers", [{}, {"which": "first"}, {"which": "second"}])
def test_no_layer_is_offered_for_a_model_that_is_not_there(answers):
    found = diagnose(PAIR.format(120), answers)
    assert not found.diagnoses[0].fix
    assert "Dense(" not in first_answer(found)
    assert "6,000 = 50 × 120" in first_answer(found)
    assert "Add the lines that build the model" in first_answer(found)
    left = "timesteps are left over" in first_answer(found)
    assert left is (answers.get("which") != "first")
    assert "timesteps" not in first_answer(diagnose(PAIR.format(121), answers))


# ---- Lines that look on while a model is trained are no gap --------------------------------------

FITTED = (
    "X = np.zeros((70, 9, 2)); y = np.zeros((70, 1))\n"
    "model = Sequential([Input((9, 2)), LSTM(8, return_sequences=True), Dense(1)])\n"
    "model.compile(loss='mse')\n{}model.fit(X, y)\n"
)
LOOKS_ON = (
    "class Watch(keras.callbacks.Callback):\n    def on_epoch_end(self, epoch, logs=None):\n"
    "        ...\n        self.model.predict(other)\n"
)


@pytest.mark.parametrize(
    "text",
    [
        FITTED.format("") + "...\n",
        FITTED.format("") + "...\nplt.plot(history.history['loss'])\nprint(model.predict(Z))\n",
        FITTED.format("") + "print(model.predict(X[:1],",
        FITTED.format(LOOKS_ON),
    ],
)
def test_lines_that_only_look_on_are_no_gap(text):
    assert "left out" not in said(text)
    assert key(text) == "target_every_step"


def test_lines_that_were_left_out_before_fit_or_before_another_model_are_a_gap():
    assert "left out" in said(FITTED.format("...\n"))
    other = "...\nmodel = Sequential([LSTM(4)])\nmodel.fit(X, y)\n"
    assert key(FITTED.format("") + other) != "target_every_step"


def test_what_follows_a_fit_in_javascript_is_no_gap():
    text = (
        "const xs = tf.zeros([4, 2, 1]);\nconst ys = tf.zeros([4, 1, 1]);\n"
        "const model = tf.sequential();\nmodel.add(tf.layers.lstm({units: 3, returnSequences: "
        "true, inputShape: [2, 1]}));\nmodel.add(tf.layers.dense({units: 1}));\n"
        "model.compile({loss: 'meanSquaredError', optimizer: 'sgd'});\n"
        "model.fit(xs, ys, {epochs: 9}).then((history) => {\n  model.predict(xs).print();\n"
    )
    found = diagnose(text)
    assert [each.key for each in found.diagnoses] == ["target_every_step"]
    assert not found.diagnoses[0].silent
    assert "TensorFlow.js stops" in found.diagnoses[0].happens


# ---- TimeDistributed takes the timesteps away from what goes along them --------------------------

WRAPPED = "model = Sequential([Input((9, 2)), {}])\nmodel.compile(loss='mse')\n"


@pytest.mark.parametrize(
    ("layer", "alone"),
    [
        ("Conv1D(8, 3), LSTM(4)", "Conv1D(8, 3)"),
        ("MaxPooling1D(2), LSTM(4)", "MaxPooling1D(2)"),
        ("GlobalAveragePooling1D(), Dense(4)", "GlobalAveragePooling1D()"),
        ("LSTM(4), Dense(1)", "LSTM(4)"),
        ("Bidirectional(LSTM(4)), Dense(1)", "Bidirectional(keras.layers.LSTM(4))"),
    ],
)
def test_a_layer_within_time_distributed_sees_one_step(layer, alone):
    held, _, rest = layer.partition("), ")
    text = WRAPPED.format(f"TimeDistributed({held})), {rest}")
    found = diagnose(text).diagnoses[0]
    assert found.key == "sub_sequences"
    assert "sees one step alone" in found.title
    assert "(N, 9, 2); at each step (N, 2)" in found.received
    assert f"    keras.layers.{alone}," in found.fix
    assert "no time axis" not in first_answer(diagnose(text))


def test_all_that_time_distributed_holds_is_taken_out_of_it():
    text = WRAPPED.format(
        "TimeDistributed(Conv1D(8, 3)), TimeDistributed(MaxPooling1D(2)), "
        "TimeDistributed(Flatten()), LSTM(4)"
    )
    assert not [each for each in diagnose(text).diagnoses[0].fix if "TimeDistributed" in each]


def test_time_distributed_with_an_input_of_four_axes_is_fed_three():
    text = (
        "X = np.zeros((70, 9, 2)); y = np.zeros((70, 1))\nmodel = Sequential([TimeDistributed("
        "Conv1D(8, 3, padding='same'), input_shape=(9, 1, 2)), "
        "TimeDistributed(Flatten()), LSTM(4), Dense(1)])\n"
        "model.compile(loss='mse')\nmodel.fit(X, y)\n"
    )
    assert key(text) == "sub_sequences"
    assert "X[..., None], with Input((9, 2, 1))" in said(text)
    assert "X.shape[1:]" not in said(text)


def test_time_distributed_around_frames_and_around_itself_is_told():
    assert "five axes" in said(WRAPPED.format("TimeDistributed(Conv2D(8, 3)), Dense(1)"))
    twice = WRAPPED.format("TimeDistributed(TimeDistributed(Dense(4))), LSTM(4)")
    assert "One TimeDistributed is enough" in said(twice)
    assert "(N, 9, 2); at each step (N, 2)" in said(twice)
    assert key(WRAPPED.format("TimeDistributed(Dense(4)), LSTM(4)")) == "nothing_seen"


# ---- Of this very layer, and of states -----------------------------------------------------------


def test_a_line_against_cudnn_names_the_layer_of_the_text():
    text = CHAIN.format("Masking(), Bidirectional(GRU(50))") + "Unknown: CUDNN_STATUS_BAD_PARAM"
    assert "GRU(50, use_cudnn=False)" in said(text)
    assert "LSTM(" not in said(text)


def test_a_loss_that_is_cut_off_is_told_beside_the_axis_that_was_mended():
    text = (
        "I used y_pred.squeeze().detach() and get RuntimeError: element 0 of tensors does not "
        "require grad and does not have a grad_fn"
    )
    assert key(text) == "torch_cut_off"
    assert "squeeze(-1) alone" in said(text)


ENCODED = (
    "encoder = LSTM(units=WIDTH{}, return_state=True)(x)\n"
    "decoder = LSTM(units=WIDTH, return_sequences=True)(encoder[0], initial_state=encoder[{}])\n"
)


def test_what_an_encoder_hands_on_is_followed_while_its_input_is_open():
    text = ENCODED.format("", "1:")
    found = diagnose(text).diagnoses[0]
    assert found.key == "return_sequences"
    assert "two axes" in found.received
    assert "RepeatVector" in said(text)
    assert "return_sequences" not in key(ENCODED.format(", return_sequences=True", "1:"))
    assert key(ENCODED.format(", return_sequences=True", ":")) == "initial_state"


STATES = (
    "import torch\nlstm = torch.nn.LSTM(8, 12, batch_first={})\nx = torch.rand([32, 9, 8])\n"
    "_, (h_n, _) = lstm(x)\nprint(h_n.shape)\nI would expect the batch to stand first there\n"
)


def test_states_are_told_to_lie_as_they_do_whatever_batch_first_says():
    assert "(layers × directions, batch, hidden) always" in said(STATES.format("True"))
    assert "always" not in said(STATES.format("False"))
    assert "always" not in said(STATES.format("True").replace("h_n.", "x."))


def test_what_keras_says_of_a_size_that_is_open_is_not_shown():
    from lstmviz.training.building import build

    text = (
        "X (6, 4, 16)\nmodel = Sequential()\nmodel.add(TimeDistributed(Conv1D(filters=32, "
        "kernel_size=3, padding='same', input_shape=(blocks, 1, width))))\n"
    )
    found = diagnose(text, build=build)
    assert "NoneType" not in found.sentence
    assert found.diagnoses[0].key == "sub_sequences"


LISTED = (
    "import torch\nimport torch.nn as nn\nlayers = []\nl = nn.Linear(8, {})\nlayers.append(l)\n"
    "layers.append(nn.ReLU())\n{}layers.append(nn.Linear(4, 1))\n"
    "model = nn.Sequential(*layers)\nout = model(torch.zeros(5, 8))\n"
)


def test_a_list_that_layers_are_put_on_is_followed():
    assert "nn.ReLU()" in diagnose(LISTED.format(4, "")).understood
    assert "could not read" not in said(LISTED.format(4, ""))
    assert diagnose(LISTED.format(6, "")).diagnoses[0].key == "linear_features"
    looped = LISTED.format(4, "for i in range(n):\n    layers.append(nn.Linear(4, 4))\n")
    assert "could not read nn.Linear(4, 4)" in said(looped)


def test_an_input_that_is_not_told_is_named_and_not_the_layer_behind_it():
    text = (
        "import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        "
        "self.lstm = nn.LSTM(1, 4, batch_first=True)\n    def forward(self, x):\n"
        "        out, _ = self.lstm(x)\n        return out\n"
    )
    assert "could not read the shape that goes in" in said(text)
