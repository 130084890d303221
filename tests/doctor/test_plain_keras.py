"""Plain pastes around Keras, as anybody would try them: each with its kind of fault."""

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer

FIT = "model.compile('adam', 'mse')\nmodel.fit(X, y)\n"
DATA = "X = np.zeros((500, 48, 2)); y = np.zeros((500, 1))\n"
ADDED = "model = Sequential()\nmodel.add(LSTM(50, input_shape=(60, 1)))\nmodel.add(Dense(1))\n"
CELL = """  {{
   "cell_type": "code",
   "execution_count": 31,
   "outputs": [
    {{
     "ename": "ValueError",
     "evalue": "{0}",
     "output_type": "error"
    }}
   ],
   "source": [
    "model = Sequential()\\n",
    "model.add(Embedding(5000, 64, input_length=75))\\n",
    "model.add(LSTM(32))\\n",
    "model.add(TimeDistributed(Dense(9, activation='softmax')))"
   ]
  }},
"""
CLASSES = (
    "model = Sequential()\nmodel.add(LSTM(64, input_shape=(20, 4)))\n"
    "model.add(Dense(6, activation='softmax'))\n"
    "model.compile(loss='sparse_categorical_crossentropy', optimizer='adam')\n"
)
ROWS = (
    "ValueError: `labels.shape` must equal `logits.shape` except for the last dimension. Received: "
    "labels.shape=({},) and logits.shape=(32, 6)"
)
ASSIGNED = (
    "ValueError: Dimension 0 in both shapes must be equal, but are 400 and 800. Shapes are [400] "
    "and [800]. for 'Assign_2' (op: 'Assign') with input shapes: [400], [800]."
)
LISTED = (
    "Exception: Error when checking model {}: the list of Numpy arrays that you are passing to "
    "your model is not the size the model expected. Expected to see 1 arrays but instead got the "
    "following list of {} arrays: [array([ 0.41, ..."
)
OF_R = (
    'm <- as.matrix(df[, c("temp", "hum", "load")])\nx_train <- {}\n'
    "model <- keras_model_sequential() %>%\n  layer_lstm(units = 32, input_shape = c(24, 3)) %>%\n"
    "  layer_dense(units = 1)\nmodel %>% fit(x_train, y_train, epochs = 50)\n"
)

# Each: a text, the key of its diagnosis, what has to stand in the answer, what must not.
PLAIN = {
    "a metric that words name": (
        "LSTM(50), Dense(1), loss='mse', metrics=['accuracy']; X is (500, 24, 3), y (500, 1). The "
        "accuracy is 0.0 in every epoch. What is wrong?",
        "accuracy_of_quantities",
        'metrics=["mae"]',
        "predictions (N, 1)",
    ),
    "a forecast that runs late": (
        "X (800, 48, 2), y (800,): the prediction is like the real curve, but lags one day. Why?",
        "one_late",
        "the last value itself",
        "predict reads",
    ),
    "two layers of which one is a colleague's": (
        "Does the number of units have to be that of the timesteps? I wrote GRU(20, input_shape=(20"
        ", 4)). Somebody else uses GRU(100) on the same data.",
        "units_not_steps",
        "nothing to do with the timesteps",
        "return_sequences=True)",
    ),
    "a layer's own transpose of four axes": (
        "InvalidArgumentError: transpose expects a vector of size 4. But input(1) is a vector of "
        "size 3\n\t [[node sequential/gru_2/transpose_1 (defined at <ipython-input-3>:1) ]]",
        "too_many_axes",
        "three axes: (samples, timesteps, features)",
        "(0, 2, 1)",
    ),
    "a message whose shapes stand on lines of their own": (
        "model = Sequential([Input((20, 2)), GRU(16), RepeatVector(5), GRU(16, "
        "return_sequences=True), Dense(1)])\nmodel.compile('adam', 'mse')\nValueError: Dimensions "
        "must be equal, but are 20 and 5 for '{{node\ncompile_loss/mse/sub}} = Sub[T=DT_FLOAT]("
        "data_1,\nadd)' with input shapes: [?,20,1],\n[?,5,1].",
        "target_step_count",
        "RepeatVector(20)",
        "features",
    ),
    "a part of a notebook's JSON": (
        CELL.format(
            "`TimeDistributed` Layer should be passed an `input_shape ` with at least 3 "
            "dimensions, received: [None, 32]"
        ),
        "time_distributed",
        "LSTM(32, return_sequences=True)",
        "[:, None",
    ),
    "one window for predict, as a message tells it": (
        ADDED.replace("model = Sequential()\n", "") + "...\nlast = scaled[-60:]   # shape (60, 1)\n"
        'model.predict(last)\n\nValueError: Input 0 of layer "sequential_2" is incompatible with '
        "the layer: expected shape=(None, 60, 1), found shape=(None, 1)",
        "no_samples_axis",
        "last = last[None]",
        "Input((1, 1))",
    ),
    "one window for predict, without a message": (
        ADDED + "model.compile('adam', 'mse')\nmodel.fit(X, y)     # X (900, 60, 1), y (900,)\n"
        "window = prices[-60:].reshape(60, 1)\nmodel.predict(window).shape\n",
        "no_samples_axis",
        "window = window[None]",
        "return_sequences",
    ),
    "one window whose steps are samples": (
        ADDED + "x_new = np.array(last).reshape(60, 1, 1)\nmodel.predict(x_new)\nValueError: Error "
        "when checking input: expected lstm_3_input to have shape (60, 1) but got array with shape "
        "(1, 1)",
        "steps_as_samples",
        "x_new.reshape(1, 60, 1)",
        "Input((1, 1))",
    ),
    "a loop that makes no turn": (
        "test = scaled[n:, :]      # (45, 1)\nx_test = []\nfor i in range(60, len(test)):\n    "
        "x_test.append(test[i-60:i, 0])\nx_test = np.array(x_test)\nx_test = np.reshape(x_test, "
        "(x_test.shape[0], x_test.shape[1], 1))\nIndexError: tuple index out of range",
        "empty_array",
        "60 rows",
        "Input(",
    ),
    "an axis that a shape does not have": (
        "X = X.reshape(X.shape[0], X.shape[1], 1)\nIndexError: tuple index out of range",
        "shape_index",
        "one axis at most",
        "",
    ),
    "every step before RepeatVector": (
        "model = Sequential()\nmodel.add(LSTM(100, input_shape=(30, 4), return_sequences=True))\n"
        "model.add(RepeatVector(7))\nValueError: Input 0 is incompatible with layer "
        "repeat_vector_1: expected ndim=2, found ndim=3",
        "one_vector",
        "return_sequences=False",
        "reads three axes, and got three",
    ),
    "five tensors of both directions": (
        "x = Input(shape=(80, 20))\nencoder = Bidirectional(LSTM(300, return_sequences=True, "
        "return_state=True))\nout, h, c = encoder(x)\nValueError: too many values to unpack "
        "(expected 3)",
        "states_count",
        "back_h",
        "",
    ),
    "output and states under one name": (
        "inp = Input((20, 4))\nx = LSTM(32, return_state=True)(inp)\nout = Dense(1)(x)\n"
        "model = Model(inp, out)\n",
        "states_returned",
        "x, h, c = ",
        "Nothing wrong",
    ),
    "layers between which a sentence chooses": (
        "My samples have 30 timesteps. Tutorials write LSTM(50) or LSTM(100). Must that number "
        "equal my 30 timesteps?",
        "units_not_steps",
        "yours to choose",
        "return_sequences=True)",
    ),
    "blocks of rows, and a target for each row": (
        "ValueError: Data cardinality is ambiguous:\n  x sizes: 40\n  y sizes: 1200\nMake sure all "
        "arrays contain the same number of samples.",
        "sample_count",
        "y[29::30]",
        "",
    ),
    "a model compiled after another was fitted": (
        DATA + "a = Sequential([Input((48, 2)), LSTM(16), Dense(1)])\na.compile('adam', 'mse')\n"
        "a.fit(X, y)\nb = Sequential([Input((48, 2)), LSTM(16), Dense(4, activation='softmax')])\n"
        "b.compile('adam', 'categorical_crossentropy')\n",
        "nothing_seen",
        "",
        "",
    ),
    "a model begun after another was fitted": (
        ADDED + FIT + "second = Sequential()\nsecond.add(LSTM(32, input_shape=(10, 3)))\n"
        'second.add(LSTM(16))\nValueError: Input 0 of layer "lstm_3" is incompatible with the '
        "layer: expected ndim=3, found ndim=2. Full shape received: (None, 32)",
        "return_sequences",
        "LSTM(32, input_shape=(10, 3), return_sequences=True)",
        "",
    ),
    "lines of the first Keras": (
        "model = Sequential()\nmodel.add(LSTM(2, 150, return_sequences=True))\nmodel.add(LSTM(150, "
        "100, inner_init='uniform'))\nmodel.add(Dense(100, 2))\n"
        + FIT
        + "# X (1000, 20, 2), y (1000, 20, 2)\n",
        "target_steps",
        "keras.layers.LSTM(100, recurrent_initializer='uniform', return_sequences=True)",
        "150, 100",
    ),
    "last states that are joined": (
        "a = Input((24, 3)); b = Input((24, 2))\nx = Concatenate()([LSTM(16)(a), LSTM(8)(b)])\n"
        'x = LSTM(8)(x)\nValueError: Input 0 of layer "lstm_2" is incompatible with the layer: '
        "expected ndim=3, found ndim=2. Full shape received: (None, 24)",
        "return_sequences",
        "what Concatenate joins are last states",
        "the layer before hands on",
    ),
    "flat steps for parts": (
        DATA + "model = Sequential()\nmodel.add(TimeDistributed(Conv1D(64, 3), input_shape=(None, "
        "6, 2)))\nmodel.add(TimeDistributed(Flatten()))\nmodel.add(LSTM(50))\nmodel.add(Dense(1))\n"
        + FIT,
        "sub_sequences",
        "X.reshape(-1, 8, 6, 2)",
        "one step alone",
    ),
    "lags that are told": (
        "My table is (8756, 36): 3 lags of 12 columns. Do I reshape it to (8756, 36, 1), (8756, 1, "
        "36) or (8756, 3, 12) for an LSTM?",
        "flat_steps",
        "reshape(-1, 3, 12)",
        "Input((36, 1))",
    ),
    "columns ahead": (
        "I have 30 days of 5 columns and want the next 7 days of 3 of the columns. What shape must "
        "y have, and what is the last layer?",
        "steps_ahead",
        "(samples, 7, 3)",
        "Dense(5)",
    ),
    "an attention's steps": (
        "attn = Attention()([encoder_outputs, decoder_outputs])\nboth = Concatenate(axis=-1)(["
        "decoder_outputs, attn])\nValueError: A `Concatenate` layer requires inputs with matching "
        "shapes except for the concatenation axis. Received: input_shape=[(None, 7, 300), (None, "
        "30, 300)]",
        "joined_sizes",
        "Attention()([decoder_outputs, encoder_outputs])",
        "the last states",
    ),
    "TensorFlow.js's targets": (
        "Error: target expected a batch of elements where each example has shape [1] (i.e.,tensor "
        "shape [*,1]) but the target received an input with 120 examples, each with shape [7] "
        "(tensor shape [120,7])",
        "target_shape",
        "",
        "",
    ),
    "what Chinese calls X and y": (
        "训练集维度(1637, 60, 4)，标签维度(1637, 1)。\nmodel = Sequential([SimpleRNN(80, "
        "return_sequences=True), SimpleRNN(100, return_sequences=True), Dense(1)])\n" + FIT,
        "target_every_step",
        "return_sequences=False",
        "",
    ),
    "R's dim in a comment": (
        "# dim(x): 1000 3\nmodel <- keras_model_sequential() %>%\n  layer_lstm(units = 32, "
        "input_shape = c(3, 1)) %>%\n  layer_dense(units = 1)\nmodel %>% fit(x, y, epochs = 10)\n",
        "last_axis_added",
        "(1000, 3)",
        "",
    ),
    "a window told in words": (
        "My data has 1000 rows and 5 columns, I want to predict the 6th value from the previous 5 "
        "rows. What should the input shape be?",
        "no_time_axis",
        "Input((5, 5))",
        "24",
    ),
    "as many targets as timesteps": (
        "X = X.reshape(1, 1000, 3)\ny = y.reshape(1, 1000)\nmodel = Sequential()\n"
        "model.add(LSTM(32, input_shape=(1000, 3)))\nmodel.add(Dense(1))\nmodel.fit(X, y)\n",
        "one_output_many_targets",
        "return_sequences=True",
        "",
    ),
    "the batch in Input, of data from a generator": (
        "generator = TimeseriesGenerator(data, data[:, 0], length=24, batch_size=32)\n"
        "model = Sequential([LSTM(32, input_shape=(32, 24, 3)), Dense(1)])\nmodel.fit(generator)\n",
        "samples_in_input",
        "Input((24, 3))",
        "None)",
    ),
    "a message cut off, whose sizes are those of predictions and targets": (
        "X_train: (700, 30, 4), y_train: (700, 5)\nmodel = Sequential()\n"
        "model.add(LSTM(64, input_shape=(30, 4), return_sequences=True))\n"
        "model.add(TimeDistributed(Dense(5)))\nmodel.compile('adam', 'mse')\n"
        "model.fit(X_train, y_train)\nValueError: Dimensions must be equal, but are 5 and 30",
        "target_shape",
        "targets (N, 5)",
        "",
    ),
    "one-hot rows of labels that are not told, and a sparse loss": (
        "y_train = to_categorical(y_train, 3)\nX_train = X_train.values.reshape(-1, 10, 13)\n"
        "model = Sequential([LSTM(64, input_shape=(10, 13)), Dense(3, activation='softmax')])\n"
        "model.compile(loss='sparse_categorical_crossentropy', optimizer='adam')\n"
        "model.fit(X_train, y_train)\n",
        "one_hot_labels",
        'model.compile("adam", "categorical_crossentropy")',
        "",
    ),
    "a Reshape of which an old message tells no numbers": (
        "model = Sequential()\nmodel.add(LSTM(64, input_shape=(48, 3)))\nmodel.add(Dense(24))\n"
        "model.add(Reshape((24, 3)))\nValueError: total size of new array must be unchanged",
        "reshape_layer",
        "Dense(72)",
        "()",
    ),
    "a loss of several classes over one unit": (
        "X, y = np.zeros((900, 24, 3)), np.zeros((900, 1))\nmodel = Sequential([LSTM(8, "
        "input_shape=(24, 3)), Dense(1, activation='sigmoid')])\n"
        "model.compile('adam', 'categorical_crossentropy')\nmodel.fit(X, y)\n",
        "classes_of_one",
        "binary_crossentropy",
        "Nothing wrong",
    ),
    "more units than targets, without a loss": (
        DATA + "model = Sequential([Input((48, 2)), LSTM(32), Dense(24)])\nmodel.fit(X, y)\n",
        "units_for_one",
        "Dense(1)",
        "Nothing wrong",
    ),
    "accuracy of quantities": (
        DATA + "model = Sequential([Input((48, 2)), LSTM(32), Dense(1)])\nmodel.compile(loss='mse',"
        " optimizer='adam', metrics=['accuracy'])\nmodel.fit(X, y)\n",
        "accuracy_of_quantities",
        "mae",
        "",
    ),
    "targets beyond the head": (
        "y_train[:5]\narray([105.3, 98.1, 110.2, 101.7, 99.5])\n"
        + ADDED.replace("Dense(1)", "Dense(1, activation='tanh')")
        + FIT.replace("y", "y_train"),
        "out_of_reach",
        "keras.layers.Dense(1)",
        "",
    ),
    "one sample by its number for predict": (
        ADDED + "model.fit(x_train, y_train)\nmodel.predict(x_test[0])\nValueError: Input 0 of "
        "layer "
        "sequential_1 is incompatible with the layer: expected ndim=3, found ndim=2. Full shape "
        "received: [None, 1]",
        "no_samples_axis",
        "model.predict(x_test[0][None])",
        "Windows of",
    ),
    "one window as plain numbers for predict": (
        ADDED.replace("60", "3") + "model.predict(array([70, 80, 90]))\nValueError: Input 0 of "
        "layer "
        '"sequential" is incompatible with the layer: expected shape=(None, 3, 1), found '
        "shape=(None,)",
        "one_axis",
        "reshape(1, 3, 1)",
        "",
    ),
    "one window of a tensor for predict in JavaScript": (
        "const model = tf.sequential();\nmodel.add(tf.layers.lstm({units: 20, inputShape: [10, "
        "4]}));"
        "\nmodel.predict(tf.tensor2d(last)).print();\nError: Error when checking : expected "
        "lstm_LSTM1_input to have 3 dimension(s), but got array with shape [10,4]",
        "no_samples_axis",
        "expandDims(0)",
        "",
    ),
    "an axis of size 1 within": (
        "model = Sequential([ConvLSTM2D(16, (1, 3), input_shape=(10, 1, 32, 1)), Flatten(), "
        "Dense(1)])\nValueError: Input 0 of layer sequential is incompatible with the layer: "
        "expected ndim=5, found ndim=4. Full shape received: (None, 10, 32, 1)",
        "no_single_axis",
        "X[:, :, None]",
        "",
    ),
    "an axis of size 1 behind a picture": (
        "x_train = x_train.reshape(60000, 28, 28, 1)\nmodel = Sequential()\nmodel.add(LSTM(128, "
        "input_shape=(28, 28, 1)))\nValueError: Input 0 is incompatible with layer lstm_1: "
        "expected "
        "ndim=3, found ndim=4",
        "too_many_axes",
        "x_train = x_train[..., 0]",
        "have to become one",
    ),
    "branches added up": (
        "x = Add()([a, b])\nInvalidArgumentError: Incompatible shapes: [64,30,100] vs. "
        "[64,20,100]\n"
        "[[node model/add_1/add (defined at a.py:1) ]]",
        "joined_sizes",
        "number by number",
        "axis=1",
    ),
    "samples on the second axis": (
        "model.fit(X, y)\nX.shape -> (12, 800, 5), y.shape -> (800,)\nLSTM(32, input_shape=(12, 5))"
        "\nValueError: Data cardinality is ambiguous. 'x' sizes: 12 'y' sizes: 800",
        "samples_second",
        "X.transpose(1, 0, 2)",
        "",
    ),
    "counts in brackets": (
        "Is it a problem that LSTM(100) has more units than I have timesteps (12) and features "
        "(3)? "
        "X is (4000, 12, 3), Input((12, 3)), y is (4000, 1), Dense(1).",
        "units_not_steps",
        "",
        "one long row",
    ),
    "X and y in German": (
        "X mit shape (2000, 15, 4), y mit shape (2000, 3), Modell LSTM(32) dann Dense(1) mit mse.",
        "one_output_many_targets",
        "Dense(3)",
        "",
    ),
    "a last axis of the targets too many": (
        "keras says the last dense wants 2 dimensions but I give it an array (400, 12, 1). It "
        "is an "
        "LSTM(64) and then Dense(12). what now?",
        "target_last_axis",
        "y = y[..., 0]",
        "return_sequences",
    ),
    "features read off the wrong axis": (
        "X_train = X_train.values.reshape(X_train.shape[0], 1, "
        "X_train.shape[1])\nmodel.add(LSTM(100, "
        "input_shape=(X_train.shape[1], X_train.shape[1])))\nValueError: Error when checking "
        "input: "
        "expected lstm_1_input to have shape (1, 1) but got array with shape (1, 12)",
        "feature_count",
        "keras.Input((1, 12))",
        "from X_train itself",
    ),
    "what an older Keras stumbles over": (
        "inp = Input(shape=(50, 300))\nx = LSTM(64)(inp)\nout = TimeDistributed(Dense(17))(x)\n"
        "model = Model(inp, out)\nIndexError: list index out of range",
        "time_distributed",
        "LSTM(64, return_sequences=True)",
        "",
    ),
    "states of an unknown input": (
        "out, h = Bidirectional(GRU(8, return_state=True))(x)\nValueError: too many values to "
        "unpack "
        "(expected 2)",
        "states_count",
        "out, h, back_h",
        "",
    ),
    "steps and features swapped beside as many samples": (
        "X = np.zeros((10, 3, 10))\nmodel = Sequential([LSTM(32, input_shape=(10, 3))])\n"
        'model.fit(X, y)\nValueError: Input 0 of layer "sequential" is incompatible with the '
        "layer: "
        "expected shape=(None, 10, 3), found shape=(None, 3, 10)",
        "swapped_axes",
        "",
        "holds the samples",
    ),
    "measured values as words": (
        "X = scaler.fit_transform(table)   # (5000, 3)\nmodel = Sequential([Embedding(1000, 32), "
        "LSTM(32), Dense(1)])\n" + FIT,
        "measured_words",
        "Leave the Embedding out",
        "",
    ),
    "as many labels as one-hot rows hold": (
        "y_train = to_categorical(y_train, 6)\n" + CLASSES + ROWS.format(192),
        "one_hot_labels",
        "categorical_crossentropy reads rows",
        "ahead",
    ),
    "as many labels as classes, of rows made elsewhere": (
        CLASSES + ROWS.format(192),
        "one_hot_labels",
        "y.argmax(-1)",
        "return_sequences",
    ),
    "one-hot rows of more places than the last layer has units": (
        "y = pd.get_dummies(df['kind']).values\n" + CLASSES + ROWS.format(224),
        "one_hot_labels",
        "A row has 7 places, and the last layer 6 units",
        "ahead",
    ),
    "one-hot rows at every step, and one answer": (
        "y_train = to_categorical(y_train)\n" + CLASSES + ROWS.format(3840),
        "one_hot_labels",
        "120 = 20 × 6",
        "ahead",
    ),
    "as many labels as steps are labels of steps": (
        CLASSES + ROWS.format(640),
        "target_steps",
        "return_sequences=True",
        "one-hot",
    ),
    "a Reshape of one frame behind all frames": (
        "x = ConvLSTM2D(8, (3, 3), padding='same', return_sequences=True)(inp)   # inp (16, 28, 28,"
        " 1)\nx = Reshape((28, 28, 8))(x)\nx = Conv2D(16, (3, 3))(x)\n\nValueError: Exception "
        'encountered when calling layer "reshape" (type Reshape).\n\ntotal size of new array must '
        "be unchanged, input_shape = [16, 28, 28, 8], output_shape = [28, 28, 8]",
        "reshape_layer",
        "hands on all 16 timesteps",
        "RepeatVector",
    ),
    "a Reshape of one step, by code alone": (
        "model = Sequential([Input((20, 4)), LSTM(32, return_sequences=True), Dense(80), "
        "Reshape((10, 8)), LSTM(8), Dense(1)])",
        "reshape_layer",
        "LSTM(32, return_sequences=False)",
        "RepeatVector",
    ),
    "a Reshape of one step, by the message alone": (
        "ValueError: The total size of the tensor must be unchanged. Received: input_shape=(20, "
        "80), target_shape=(10, 8)",
        "reshape_layer",
        "TimeDistributed(keras.layers.Reshape((10, 8)))",
        "RepeatVector",
    ),
    "three names for a GRU with its state, in a fence on the same lines": (
        "since I swapped the LSTM for a GRU\n```enc_out, state_h, state_c = GRU(256, "
        "return_sequences=True, return_state=True)(enc_emb)\ndec_out, _, _ = GRU(256, "
        "return_sequences=True, return_state=True)(dec_emb, initial_state=[state_h, state_c])```\n"
        "> ValueError: not enough values to unpack (expected 3, got 2)",
        "states_count",
        "one state and no c",
        "",
    ),
    "two names for the first of two layers with states": (
        "encoder = LSTM(256, return_state=True)\nout, h = encoder(x)\ndecoder = LSTM(256, "
        "return_sequences=True, return_state=True)\nd, _, _ = decoder(y, initial_state=[h])\n"
        "ValueError: too many values to unpack (expected 2)",
        "states_count",
        "out, h, c",
        "",
    ),
    "three names for a GRU with its state, without a message": (
        "inp = Input((10, 3))\nout, h, c = GRU(256, return_state=True)(inp)\n",
        "states_count",
        "2 names: out, h",
        "Nothing wrong",
    ),
    "sensors on the first axis by the words": (
        "I have an array of shape (12, 50000): 12 sensors, 50000 time points. How do I bring this "
        "into the form an LSTM wants, with windows of 100?",
        "turned_table",
        "sliding_window_view(X, 100, axis=0)",
        "[:, None",
    ),
    "features on the first axis by a comment, and a model": (
        "X = np.load('a.npy')   # (8, 3000): 8 features, 3000 timesteps\n"
        "model = Sequential([LSTM(32, input_shape=(50, 8)), Dense(1)])\nmodel.fit(X, y)\n",
        "turned_table",
        "X = X.T",
        "Input((50, 3000))",
    ),
    "patients on the first axis by the words": (
        "X.shape (40, 3000): 40 patients, 3000 timesteps. What shape does the LSTM need?",
        "no_time_axis",
        "X[:, :, None]",
        "X.T",
    ),
    "weights of a CuDNNLSTM in an LSTM": (
        "model = Sequential()\nmodel.add(LSTM(100, input_shape=(100, 10)))\nmodel.add(Dense(1))\n"
        "model.load_weights('gpu.h5')\n" + ASSIGNED,
        "cudnn_biases",
        "as CuDNNLSTM saved them",
        "features: another",
    ),
    "weights of a GRU in a CuDNNGRU": (
        "model.add(CuDNNGRU(64, input_shape=(100, 10)))\nInvalidArgumentError: Assign requires "
        "shapes of both tensors to match. lhs shape= [384] rhs shape= [192]",
        "cudnn_biases",
        "with GRU(64)",
        "GPU",
    ),
    "biases of a GRU in one row": (
        "model.add(GRU(64, input_shape=(100, 10)))\nValueError: Layer gru weight shape (2, 192) is "
        "not compatible with provided weight shape (192,).",
        "reset_after",
        "reset_after=False",
        "Embedding",
    ),
    "biases of any other layer": (
        "model.add(Dense(400, input_shape=(100, 10)))\n" + ASSIGNED,
        "saved_weights",
        "",
        "CuDNN",
    ),
    "an array of R, filled by columns": (
        OF_R.format("array(m, dim = c(500, 24, 3))"),
        "filled_by_columns",
        "x_train <- array_reshape(m, c(500, 24, 3))",
        "Nothing wrong",
    ),
    "an array of R, of one step": (
        OF_R.format("array(m, dim = c(12000, 1, 3))"),
        "all_steps_read",
        "",
        "column by column",
    ),
    "sequences of several lengths, asked in words": (
        "My sequences have between 5 and 80 steps, 3 features each. Do they all have to be cut to "
        "the same length, and what do I write into Input?",
        "other_lengths",
        "pad and mask",
        "",
    ),
    "a former message in a comment": (
        "model = keras.Sequential([keras.Input((40, 6)), LSTM(32, return_sequences=True), "
        "Dense(2)])\n"
        + FIT.replace("fit(X, y)", 'fit(X, y)  # old error, fixed: "expected ndim=3, found ndim=2"')
        + "# X (800, 40, 6), y (800, 40, 2)\n",
        "nothing_seen",
        "predictions (N, 40, 2)",
        "[:, None",
    ),
    "a former message, and the one that counts": (
        "My earlier error was: expected ndim=3, found ndim=2. Now I get expected shape=(None, 20, "
        "3), found shape=(None, 3, 20).",
        "swapped_axes",
        "20 timesteps of 3 features",
        "[:, None",
    ),
    "one layer with two numbers of units, compared in words": (
        "My X is (200, 16, 2). GRU(16) works, but GRU(32) also works: must the units be the same "
        "as the number of timesteps?",
        "units_not_steps",
        "nothing to do with the timesteps",
        "return_sequences=True",
    ),
    "two layers that words put one after another": (
        "I have GRU(16), followed by a second GRU(32), my X is (200, 16, 2).",
        "return_sequences",
        "GRU(16, return_sequences=True)",
        "Nothing wrong",
    ),
    "several numbers ahead, and an answer at every step, without a loss": (
        "X is (8000, 60, 5) and y is (8000, 7). GRU(64, return_sequences=True), then Dense(7).",
        "target_shape",
        "GRU(64, return_sequences=False)",
        "Nothing wrong",
    ),
    "class numbers at every step, without a loss": (
        "X is (8000, 60, 5) and y is (8000, 60). GRU(64, return_sequences=True), then Dense(7).",
        "nothing_seen",
        "predictions (N, 60, 7)",
        "return_sequences=False",
    ),
    "a list of windows, counted by an old Keras": (
        "x = [np.random.rand(12) for v in range(90)]\nmodel.add(GRU(8, input_shape=(12, 1)))\n"
        "model.fit(x, y)\n" + LISTED.format("input", 90),
        "list_of_arrays",
        "a list of 90 arrays",
        "stack your",
    ),
    "a list of windows, counted by TensorFlow 2": (
        'ValueError: Layer "sequential" expects 1 input(s), but it received 500 input tensors.',
        "list_of_arrays",
        "X = np.stack(X)",
        "",
    ),
    "a list of targets": (
        LISTED.format("target", 2500),
        "list_of_targets",
        "y = np.asarray(y)",
        "several outputs, and",
    ),
    "weights of a layer that read fewer features": (
        "model = Sequential()\nmodel.add(GRU(50, input_shape=(24, 8)))\nmodel.add(Dense(1))\n"
        "model.load_weights('best.h5')\nValueError: Layer #0 (named \"gru_1\"), weight "
        "<tf.Variable 'gru_1/kernel:0' shape=(8, 150) dtype=float32> has shape (8, 150), "
        "but the saved weight has shape (7, 150).",
        "saved_weights",
        "keras.Input((24, 7))",
        "two axes",
    ),
    "weights of other units": (
        "model = Sequential([Input((10, 8)), LSTM(50), Dense(1)])\nmodel.load_weights('x.h5')\n"
        "ValueError: Cannot assign value to variable 'lstm/lstm_cell/kernel:0': Shape mismatch. "
        "The variable shape (8, 200), and the assigned value shape (8, 256) are incompatible.",
        "saved_weights",
        "64 units: LSTM(64)",
        "reads 8",
    ),
    "a metric that counts at each place": (
        "model.compile(loss='sparse_categorical_crossentropy', metrics=[keras.metrics.Recall()])\n"
        "ValueError: Dimensions must be equal, but are 16 and 112 for '{{node LogicalAnd_1}} = "
        "LogicalAnd[](Tile_2, Greater)' with input shapes: [1,16], [1,112].",
        "metric_places",
        "Recall wants a yes or no in y for each number of the output",
        "return_sequences",
    ),
    "the accuracy stops where the loss would": (
        CLASSES + "y = to_categorical(labels)   # (900, 6)\nmodel.fit(X, y)   # X (900, 20, 4)\n"
        "InvalidArgumentError: Incompatible shapes: [32,6] vs. [32]\n [[{{node metrics/Equal}}]]",
        "one_hot_labels",
        "y = y.argmax(-1)",
        "Likely",
    ),
    "the accuracy alone": (
        "InvalidArgumentError: required broadcastable shapes [[{{node Equal}}]] [Op:__inference_t",
        "accuracy_shapes",
        "class numbers with sparse_categorical_crossentropy",
        "batch_size",
    ),
    "class numbers for rows of classes, as Keras 1 says it": (
        "model.add(LSTM(64, input_shape=(20, 4)))\nmodel.add(Dense(6, activation='softmax'))\n"
        "ValueError: You are passing a target array of shape (80, 1) while using as loss "
        "`categorical_crossentropy`. `categorical_crossentropy` expects targets to be binary "
        "matrices (1s and 0s) of shape (samples, classes).",
        "whole_labels",
        "sparse_categorical_crossentropy",
        "Dense(1",
    ),
    "three axes for a scaler, by its name": (
        "X = MinMaxScaler().fit_transform(windows)\nValueError: Found array with dim 3. "
        "MinMaxScaler expected <= 2.",
        "scaler_axes",
        "MinMaxScaler reads tables",
        "[:, None",
    ),
    "Dense or TimeDistributed, asked in words": (
        "Should I use TimeDistributed(Dense(1)) or Dense(1) after my GRU(20, "
        "return_sequences=True)?  X (300, 12, 2)",
        "dense_each_step",
        "do the same",
        "return_sequences=False",
    ),
    "one new row for a model of windows, asked in words": (
        "In production one new row of 4 sensor values arrives every minute. My GRU was trained on "
        "X (5000, 60, 4). How do I feed it to predict?",
        "live_window",
        "(1, 60, 4): the last 60 rows",
        "(1, 1, 4)",
    ),
    "lists of several lengths, asked in words": (
        "My reviews have different lengths (3 to 200 words); np.array(reviews) has dtype object. "
        "How do I feed them to an LSTM?",
        "uneven_lists",
        "pad_sequences",
        "sliding_window_view",
    ),
    "whether an order is right, asked of a set-up that is": (
        DATA
        + "model = Sequential([Input((48, 2)), GRU(8), Dense(1)])\n"
        + FIT
        + "is the order of my layers right??",
        "nothing_seen",
        "predictions (N, 1)",
        "field Ask",
    ),
    "a number in brackets as a shape, without a message": (
        "model = Sequential()\nmodel.add(LSTM(32, input_shape=(10)))\nmodel.add(Dense(1))\n",
        "bare_number",
        "Input((10, 1))",
        "What I could read runs",
    ),
    "a number in brackets as a shape, in an older Keras": (
        "model = Sequential([GRU(8, input_shape=(7)), Dense(1)])\nTypeError: 'int' object is not "
        "iterable",
        "bare_number",
        "Input((None, 7))",
        "I do not know",
    ),
    "a series that is indexed as a table, in an old NumPy": (
        "def windows(dataset):\n    for i in range(60):\n        X.append(dataset[i:(i + back), 0])"
        "\nIndexError: too many indices for array",
        "indices",
        "dataset = dataset.reshape(-1, 1)",
        "X.shape[2]",
    ),
    "a series that is indexed as a table": (
        "data = df['price'].values\nX = data[:, 0:3]\nIndexError: too many indices for array: "
        "array is 1-dimensional, but 2 were indexed",
        "indices",
        "data is a series of one axis",
        "X.shape[2]",
    ),
    "rows by number, of an old pandas": (
        "y.append(df[[i]])\nKeyError: \"None of [Int64Index([4], dtype='int64')] are in the "
        '[columns]"',
        "frame_key",
        ".iloc for rows by number",
        "",
    ),
    "a reshape within TensorFlow": (
        "ValueError: Cannot reshape a tensor with 3200 elements to shape [32,10,20] (6400 "
        "elements) for 'reshape/Reshape' (op: 'Reshape') with input shapes: [32,100], [3].",
        "reshape_size",
        "6,400 values for (32, 10, 20)",
        "",
    ),
    "one text in place of a list of texts": (
        "seq = tok.texts_to_sequences('a very good film')\nX = pad_sequences(seq, maxlen=20)\n"
        "model.predict(X)    # gives 16 predictions instead of one\n",
        "letters",
        "texts_to_sequences([text])",
        "[:, None",
    ),
    "one text by its name, and a model": (
        "text = 'a very good film'\nx = pad_sequences(tok.texts_to_sequences(text), maxlen=20)\n"
        "print(x.shape)   # (16, 20)\nmodel = Sequential([Embedding(500, 8), GRU(4), Dense(1)])\n"
        "model.predict(x)\n",
        "letters",
        "each letter for a text",
        "[:, None",
    ),
    "a name before its line": (
        "inputs = Input(shape=(10, 3))\nout = Dense(1)(h)\nh = LSTM(32)(inputs)\n"
        "model = Model(inputs, out)\nNameError: name 'h' is not defined",
        "undefined",
        "Move the line above the first use of h: h = LSTM(32)(inputs)",
        "I do not know",
    ),
    "a misspelt name": (
        "y_train = df['price'].values\nmodel.fit(X_train, y_trian)\n"
        "NameError: name 'y_trian' is not defined",
        "undefined",
        "the text makes y_train",
        "I do not know",
    ),
    "a layer that was not imported": (
        "from keras.layers import Dense\nmodel.add(LSTM(8, input_shape=(10, 3)))\n"
        "NameError: name 'LSTM' is not defined",
        "undefined",
        "from keras.layers import LSTM",
        "misspelt",
    ),
    "a reshape that a sentence tells": (
        "x_train shape is (1000, 20). I do x_train = x_train.reshape(1000, 20, 1). Model: LSTM(10, "
        "input_shape=(20,)). error: expected ndim=3, found ndim=2",
        "short_input",
        "keras.Input((20, 1))",
        "[:, None",
    ),
    "a validation that is no pair": (
        "model.fit(X_train, y_train, validation_data=(X_test))\n"
        "ValueError: not enough values to unpack (expected 2, got 1)",
        "validation_alone",
        "got X_test alone",
        "I do not know",
    ),
    "three axes for a plot": (
        "plt.plot(y_pred)\nValueError: x and y can be no greater than 2D, but have shapes (100,) "
        "and (100, 24, 1)",
        "drawn_axes",
        "pred[:, -1, 0]",
        "I do not know",
    ),
    "why three axes come out, asked in words": (
        "Why does my LSTM(64, return_sequences=True) give (None, 30, 64)? I expected (None, 64).",
        "every_step_given",
        "return_sequences=False",
        "field Ask",
    ),
    "whether anything is wrong, asked of a set-up that is right": (
        DATA
        + "model = Sequential([Input((48, 2)), GRU(8), Dense(1)])\n"
        + FIT
        + "works, loss 0.02. Anything wrong?",
        "nothing_seen",
        "predictions (N, 1)",
        "field Ask",
    ),
    "one window whose steps are samples, and nothing else": (
        "model = Sequential([Input((24, 1)), LSTM(32), Dense(1)])\nx = series[-24:]     # (24,)\n"
        "model.predict(x.reshape(-1, 1, 1))\n",
        "steps_as_samples",
        "x = x.reshape(1, 24, 1)",
        "Input((1, 1))",
    ),
    "class numbers of several classes, and a loss of yes and no": (
        "model.add(LSTM(64, input_shape=(20, 3)))\nmodel.add(Dense(3, activation='softmax'))\n"
        "model.compile(loss='binary_crossentropy', optimizer='adam')\n"
        "model.fit(X, y)  # X (5000, 20, 3), y (5000,) with 0, 1, 2\n",
        "whole_labels",
        "sparse_categorical_crossentropy",
        "Dense(1",
    ),
    "one answer for each sample, wished for in words": (
        "model.add(LSTM(50, return_sequences=True, input_shape=(60, 5)))\nmodel.add(LSTM(50, "
        "return_sequences=True))\nmodel.add(Dense(1))\nI only want one prediction per sample",
        "one_answer",
        "return_sequences=False",
        "field Ask",
    ),
    "word numbers without an Embedding": (
        "X = pad_sequences(sequences, maxlen=100)     # (2500, 100)\nmodel = Sequential()\n"
        "model.add(LSTM(64, input_shape=(100,)))\nmodel.add(Dense(1, activation='sigmoid'))\n"
        'ValueError: Input 0 of layer "lstm" is incompatible with the layer: expected ndim=3, '
        "found ndim=2. Full shape received: (None, 100)",
        "no_embedding",
        "Embedding(vocabulary + 1, 64)",
        "[:, None, :]",
    ),
    "word numbers as quantities": (
        "X = pad_sequences(sequences, maxlen=80)\nmodel = Sequential([GRU(64, input_shape=(80, "
        "1)), Dense(1, activation='sigmoid')])\nmodel.compile('adam', 'binary_crossentropy')\n"
        "model.fit(X, y)\n",
        "no_embedding",
        "the numbers of words as quantities",
        "windows",
    ),
}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_pastes(name):
    text, key, held, never = PLAIN[name]
    found = diagnose(text)
    said = first_answer(found)
    assert [each.key for each in found.diagnoses[:1]] == [key], said
    assert held in said
    assert not never or never not in said


RIGHT = (
    OF_R.format("array_reshape(m, c(500, 24, 3))"),
    "inp = Input((10, 3))\nout, h, c = LSTM(8, return_state=True)(inp)\nmore = LSTM(8, "
    "return_sequences=True)(RepeatVector(5)(out), initial_state=[h, c])\n"
    "model = Model(inp, Dense(1)(more))\n",
    DATA + "model = Sequential([Input((48, 2)), LSTM(32), Dense(1, activation='sigmoid')])\n"
    "model.compile(loss='mse', optimizer='adam', metrics=['accuracy'])\nmodel.fit(X, y)\n",
    "y = scaler.fit_transform(y)  # 120.5, 133.2\n"
    + ADDED.replace("Dense(1)", "Dense(1, activation='sigmoid')")
    + FIT,
    DATA + "inp = Input((48, 2))\nout, h, c = LSTM(32, return_state=True)(inp)\nmodel = Model(inp, "
    "Dense(1)(out))\n" + FIT,
    DATA
    + "model = Sequential([Input((48, 2)), LSTM(32), Dense(1)])\n"
    + FIT
    + "model.predict(X[:1])\n",
)


@pytest.mark.parametrize("text", RIGHT)
def test_right_ones_are_not_blamed(text):
    assert {each.key for each in diagnose(text).diagnoses} <= {"nothing_seen"}


# Messages alone, each with the notice or the finding that it has.
MESSAGES = {
    "Layer lstm_1 was called with an input that isn't a symbolic tensor.": "no_tensor_called",
    "The added layer must be an instance of class Layer. Found: Tensor(\"a:0\")": "tensor_added",
    "The added layer must be an instance of class Layer. Found: <class 'keras.layers.Flatten'>":
        "other_keras",
    "'KerasTensor' object is not callable": "tensor_called",
    "Iterating over a symbolic KerasTensor is not supported.": "tensor_unpacked",
    "'Tensor' object has no attribute '_keras_history'": "outside_layers",
    "__init__() missing 1 required positional argument: 'units'": "argument_missing",
    "Expected int32, got 64.0 of type 'float' instead.": "broken_size",
    "Layer flatten_1 does not support masking, but was passed an input_mask": "no_mask_read",
    '"input_length" is 10, but received input has shape (None, 12)': "input_length",
    "Output of generator should be a tuple `(x, y)`. Found: None": "generator_pairs",
    "`validation_split` is only supported for Tensors or NumPy arrays": "split_of_dataset",
    "No gradients provided for any variable": "no_gradients",
    "Can not squeeze dim[1], expected a dimension of 1, got 10": "squeezed_classes",
    "Rank mismatch: Rank of labels (received 2) should equal rank of logits minus 1 (received 2).":
        "labels_rank",
    "Shape must be rank 2 but is rank 3 for 'MatMul' (op: 'MatMul')": "matrix_axes",
    "Shape (50, 1) must have rank at least 3": "two_axes",
    "logits and labels must be broadcastable: logits_size=[320,10] labels_size=[32,10]":
        "target_shape",
    "logits and labels must be same size: logits_size=[32,10] labels_size=[32,5]": "class_count",
    "shapes (10,3) and (4,5) not aligned: 3 (dim 1) != 4 (dim 0)": "product_sizes",
    "ConcatOp : Dimensions of inputs should match: shape[0] = [32,10] vs. shape[1] = [16,10]":
        "joined_samples",
    "One of the dimensions in the output is <= 0 due to downsampling in conv1d. Consider "
    "increasing the input size. Received input shape [None, 1, 20]": "kernel_too_long",
    "axis 2 is out of bounds for array of dimension 2": "axis_range",
    "Layer embedding_1 weight shape (5000, 100) is not compatible with provided weight shape "
    "(5001, 100).": "given_weights",
    "'_VariantDataset' object is not subscriptable": "nested_windows",
    "Cannot set tensor: Dimension mismatch. Got 32 but expected 1 for dimension 0 of input 0.":
        "lite_axis",
    "could not broadcast input array from shape (24,3) into shape (24,1)": "place_columns",
    "All input arrays (x) should have the same number of samples. Got array shapes: [(100, 10, 3), "
    "(90, 5)]": "sample_count",
    "Based on the provided shape, [10,3], the tensor should have 30 values but has 20":
        "reshape_size",
}  # fmt: skip


@pytest.mark.parametrize("message", MESSAGES)
def test_messages_alone(message):
    found = diagnose("ValueError: " + message)
    assert [each.key for each in found.diagnoses[:1]] == [MESSAGES[message]], first_answer(found)


@pytest.mark.parametrize(
    ("made", "words"), [("X = to_categorical(X, num_classes=27)\n", 500), ("", 27)]
)
def test_one_hot_rows_before_an_embedding_become_numbers_again(made, words):
    found = diagnose(
        f"{made}print(X.shape)  # (800, 12, 27)\nmodel = keras.Sequential([keras.Input((12,)), "
        f"keras.layers.Embedding({words}, 64), keras.layers.LSTM(32)])\nmodel.fit(X, y)\n"
    ).diagnoses[0]
    assert found.fix == ("X = X.argmax(-1)",)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The letters are mapped to integers", "no_embedding"),
        ("The column of words is encoded as numbers, beside 39 sensors", "no_time_axis"),
    ],
)
def test_the_words_tell_letters_from_a_table(words, kind):
    found = diagnose(
        f"{words}: x_train has the shape (5000, 40).\nmodel = Sequential()\n"
        "model.add(LSTM(32, input_shape=(24, 40)))\nError when checking input: expected "
        "lstm_1_input to have 3 dimensions, but got array with shape (5000, 40)\n"
    ).diagnoses[0]
    assert found.key == kind


@pytest.mark.parametrize(
    ("given", "more", "cut"),
    [
        ("padding='pre'", "", True),
        ("dtype='float32'", "", False),
        ("padding='pre'", "X = to_categorical(X, 2)\n", False),
    ],
)
def test_scaled_rows_are_padded_as_whole_numbers(given, more, cut):
    found = diagnose(
        "runs = [g[['temp', 'load']].values for _, g in df.groupby('machine')]  # scaled\n"
        f"X = pad_sequences(runs, maxlen=120, {given})\n{more}print(X.shape)  # (240, 120, 2)\n"
        "model = Sequential([Input((120, 2)), LSTM(32), Dense(1, activation='sigmoid')])\n"
        "model.compile(loss='binary_crossentropy')\nmodel.fit(X, y)\n"
    ).diagnoses
    assert any(each.key == "cut_to_whole" for each in found) == cut
