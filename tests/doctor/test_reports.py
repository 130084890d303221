"""What reports from public trackers told, and was said without ground, or not at all."""

import re

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer

TRAINED = (
    "model = Sequential([Input((10, 3)), LSTM(50), Dense({units}{end})])\n"
    "model.compile('adam', '{loss}')\nmodel.fit(X, y, epochs=50)   # X (400, 10, 3), y (400,)\n"
)
ATTENDS = (
    "import torch, torch.nn as nn\nattn = nn.MultiheadAttention(16, 4{first})\n"
    "x = torch.randn(20, 6, 16)\n{mask}\nout, weights = attn({given})\n"
)
BOUNDED = (
    "import torch, torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self, width=5):\n"
    "        super().__init__()\n        self.lstm = nn.{layer}\n"
    "    def forward(self, x):\n        out, _ = self.lstm(x)\n        return out\n"
    "{at}model = Net(5)\n{at}x = torch.rand(32, 9, 5)\n{at}y = 2 * x{more}\n"
    "{at}loss = nn.MSELoss()(model(x), y)\n"
)
STEPS = (
    "inputs = Input(shape=({steps}, 24))\nx = LSTM(50, return_sequences=True)(inputs)\n"
    "outputs = TimeDistributed(Dense(1))(x)\nmodel = Model(inputs, outputs)\n"
    "model.compile('adam', 'mse')\nValueError: Error when checking target: expected "
    "time_distributed_1 to have 3 dimensions, but got array with shape (1822, 1)\n"
)
SUMMARY = (
    "Layer (type)                 Output Shape              Param #   \n"
    "{layer} (None, 500, 128)          {weights}     \n"
    "time_distributed_1 (TimeDist (None, 500, 1)            129       \n"
)
FORWARD = (
    "import torch, torch.nn as nn, torch.nn.functional as F\nclass Net(nn.Module):\n"
    "    def __init__(self):\n        super().__init__()\n"
    "        self.lstm = nn.LSTM(8, 32, batch_first=True)\n"
    "        self.w = nn.Parameter(torch.zeros({width}))\n        self.fc = nn.Linear(32, 1)\n"
    "    def forward(self, x):\n{lines}        return self.fc(out)\n"
    "net = Net()\nout = net(torch.randn(16, 24, 8))\n"
)
WEIGHTED = (
    "        out, _ = self.lstm(x)\n"
    "        a = F.softmax(torch.matmul(torch.tanh(out), self.w), 1)\n"
    "        out = torch.sum(out * a.unsqueeze(-1), 1)\n"
)
FED = "model = Sequential([Input((24, 3)), LSTM(32)])\nmodel.fit(X, y)\n"
REPEATED = (
    "data = np.random.rand(100, 6)\nX = {made}.reshape(100, 24, 6)\n"
    "model = Sequential([Input((24, 6)), LSTM(8), Dense(1)])\nmodel.compile('adam', 'mse')\n"
    "model.fit(X, np.zeros((100, 1)))\n"
)
RESHAPED = (
    "inputs = keras.Input((24,))\nx = keras.layers.Dense({units})(inputs)\n"
    "x = keras.ops.reshape(x, {sizes})\noutputs = keras.layers.LSTM(8)(x)\n"
    "model = keras.Model(inputs, outputs)\n"
)
ROWS = (
    "class Net(nn.Module):\n    def __init__(self, width, units, layers):\n"
    "        super().__init__()\n        self.units = units\n"
    "        self.lstm = nn.LSTM(width, units, layers, batch_first=True)\n"
    "        self.fc = nn.Linear(units, 4)\n    def forward(self, x):\n"
    "        out, (h, _) = self.lstm(x)\n        return self.fc({read})\n{message}\n"
)
MORE = "ValueError: Expected input batch_size (16) to match target batch_size (8)."
AGAIN = (
    "x = torch.randn(10, 20, 30)\nlens = list(range(20, 0, -2))\n"
    "x = pack_padded_sequence(x, lens, batch_first=True)\n"
    "packed, (h, c) = nn.LSTM(30, 50, batch_first=True)(x)\n"
    "out, _ = pad_packed_sequence(packed{first})\n{more}"
)
OLDER = (
    "RuntimeError: inconsistent tensor size, expected r_ [5 x 25], t [5 x 25] and src [2 x 25] to "
    "have the same number of elements, but got 125, 125 and 50 elements respectively\n{more}"
)
HEAD = (
    "model = Sequential([Input((24, 3)), LSTM(8), Dense(5, activation='{head}')])\n"
    "model.compile('adam', '{loss}')\n{more}\n"
)
CASES = {
    "types that the code tells, whatever the message speaks of": (
        "lstm = nn.LSTM(1, 200, 2, batch_first=True)\nx = torch.zeros(20, 36, 1).long()\n"
        "out, _ = lstm(x)\nRuntimeError: expected scalar type Long but found Float\n",
        r"^x is int64(?s:.*)^x = x\.float\(\)", "class numbers",
    ),
    "types of targets": (
        "RuntimeError: expected scalar type Long but found Float\n", "class numbers", "x is",
    ),
    "one sigmoid for each of several classes": (
        HEAD.format(head="sigmoid", loss="categorical_crossentropy", more="Samples have multiple "
                    "labels at once."),
        "(?s)yes or no for each class.*binary_crossentropy\"\\)", "^Nothing wrong",
    ),
    "one sigmoid for each of one class": (
        HEAD.format(head="sigmoid", loss="sparse_categorical_crossentropy", more=""),
        r"(?s)yes or no for each class.*Dense\(5, activation='softmax'\)", "^Nothing wrong",
    ),
    "sigmoids with their own loss": (
        HEAD.format(head="sigmoid", loss="binary_crossentropy", more=""), "^Nothing wrong",
        "yes or",
    ),
    "a softmax within a recurrent layer": (
        "model = Sequential([Input((24, 3)), LSTM(300, activation='softmax'), Dense(2)])\n"
        "model.compile('adam', 'mse')\n",
        r"about 1 / 300 each(?s:.*)^keras\.layers\.LSTM\(300\)", "^Nothing wrong",
    ),
    "a masking that comes late": (
        "model = Sequential([Input((24, 3)), BatchNormalization(), Masking(0.), LSTM(8)])\n",
        "no step is masked", "^Nothing wrong",
    ),
    "a masking that comes first": (
        "model = Sequential([Input((24, 3)), Masking(0.), BatchNormalization(), LSTM(8)])\n",
        "", "no step is masked",
    ),
    "the same output for all inputs": (
        "Output from LSTM not changing for different inputs\nlstm = nn.LSTM(2, 2, 8, "
        "batch_first=True)\nout, _ = lstm(torch.randn(1, 5, 2))\n",
        "num_layers of 1 or 2", "Nothing wrong",
    ),
    "an output as long as its input": (
        "I want the output of the LSTM to have the same length as each of the input sequences.\n"
        "lstm = nn.LSTM(2, 2, 8, batch_first=True)\nout, _ = lstm(torch.randn(1, 5, 2))\n",
        "", "num_layers of 1 or 2",
    ),
    "the same label for all samples": (
        "When I predict I'm getting same labels for all the videos in the training data.\n"
        "model = Sequential([Input((24, 3)), LSTM(8), Dense(5, activation='softmax')])\n",
        "^The same output for all inputs", "^Nothing wrong",
    ),
    "the state of a layer in the words of an older PyTorch": (
        OLDER.format(more=""), r"torch\.zeros\(layers, 5, 25\)", "None|do not know",
    ),
    "the state of a layer, as the text tells all of it": (
        OLDER.format(more="hidden is [5, 2, 25]\no, hidden = rnn(x, hidden)\n"),
        r"\(2, 5, 25\)(?s:.*)another: batch_first", "None|do not know",
    ),
    "a matrix that misses an axis": (
        "A GRU gets (1, 8).\nRuntimeError: matrices expected, got 1D, 2D tensors at /py/TH.c:1232",
        r"x\.view\(1, 1, -1\)", "do not know",
    ),
    "what is padded with the timesteps first": (
        AGAIN.format(first="", more="print(out.size())\n"),
        r"gives the timesteps first(?s:.*)pad_packed_sequence\(packed, batch_first=True\)",
        "^Nothing wrong",
    ),
    "what is padded with the timesteps first, and read so": (
        AGAIN.format(first="", more="out = out.transpose(0, 1)\n"), "",
        "gives the timesteps first",
    ),
    "what is padded with the samples first": (
        AGAIN.format(first=", batch_first=True", more=""), "", "gives the timesteps first",
    ),
    "a kernel of no size": (
        "out = nn.MaxPool1d(0)(torch.randn(8, 4, 24))", "kernel_size is 0", "Nothing wrong",
    ),
    "a layer of no units": (
        "window = 6\nmodel = Sequential([Input((24, 3)), LSTM(window // 8), Dense(1)])",
        r"units is 0 in LSTM", "Nothing wrong",
    ),
    "predictions without samples": (
        "criterion = nn.CrossEntropyLoss()\nloss = criterion(outputs, label)\nIndexError: "
        "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
        r"output\.unsqueeze\(0\) and y\.view\(1\)", "Nothing wrong",
    ),
    "an axis that is not there, without a loss": (
        "IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)",
        "counts from 1", "CrossEntropy",
    ),
    "the steps of the last sample for samples, by names": (
        ROWS.format(read="out[-1, :, :]", message=MORE),
        r"^By the code(?s:.*)takes the last sample(?s:.*)out\[:, -1\]", "It runs|alone",
    ),
    "states of layers for samples, by names": (
        ROWS.format(read="h.view(-1, self.units)", message=(
            "RuntimeError: input and target have different number of elements: input[828 x 4] has "
            "3312 elements, while target[414 x 4] has 1656 elements"
        )),
        r"^By the code(?s:.*)layers rows of each sample(?s:.*)^h = h\[-1\]", "message alone",
    ),
    "rows that the code does not make": (
        ROWS.format(read="out[:, -1]", message=MORE), "by the message alone", "By the code",
    ),
    "a product with weights by names": (
        FORWARD.format(width="[2 * units, 7]", lines=(
            "        out, _ = self.lstm(x)\n        out = torch.mm(out[:, -1], self.w)\n"
        )).replace("8, 32", "8, units").replace("32, 1", "7, 1"),
        "inner sizes differ", "could not read",
    ),
    "types in the words of an older PyTorch": (
        "RuntimeError: Expected object of scalar type Double but got scalar type Float for "
        "argument #2 'mat2'", r"\.float\(\)", "do not know",
    ),
    "types of tensors in the words of an older PyTorch": (
        "RuntimeError: expected Double tensor (got Float tensor)", r"\.float\(\)", "do not know",
    ),
    "rows that are repeated one after another, and cut as samples": (
        REPEATED.format(made="np.tile(data, (24, 1))"),
        r"^X = X\.reshape\(24, 100, 6\)\.transpose\(1, 0, 2\)(?s:.*)All 100 rows", "^Nothing wrong",
    ),
    "rows that are each repeated in their place": (
        REPEATED.format(made="data.repeat(24, axis=0)"), "^Nothing wrong", "reshape",
    ),
    "rows that are each repeated in their place, and cut as steps": (
        REPEATED.format(made="np.repeat(data, 100, axis=0)").replace("(100, 6)", "(24, 6)"),
        r"X\.reshape\(24, 100, 6\)", "^Nothing wrong",
    ),
    "a tensor that is repeated one after another": (
        "x = torch.randn(32, 6)\nx = x.repeat(24, 1).view(32, 24, 6)\n"
        "out, _ = torch.nn.LSTM(6, 8, batch_first=True)(x)\n",
        r"^x = x\.reshape\(24, 32, 6\)\.permute\(1, 0, 2\)", "^Nothing wrong",
    ),
    "a tensor whose columns are repeated": (
        "x = torch.randn(32, 6)\nx = x.repeat(1, 24).view(32, 24, 6)\n"
        "out, _ = torch.nn.LSTM(6, 8, batch_first=True)(x)\n",
        "^Nothing wrong", "reshape|could not read",
    ),
    "a state that is repeated one after another": (
        FORWARD.format(width=1, lines=(
            "        _, (h, _) = self.lstm(x)\n"
            "        out = h[-1].repeat(24, 1).reshape(16, 24, 32)\n"
        )),
        "All 16 rows are repeated 24 times", "^Nothing wrong",
    ),
    "a function that takes the sizes of all axes": (
        RESHAPED.format(units=24, sizes="(6, 4)"),
        r"^x = keras\.ops\.reshape\(x, \(-1, 6, 4\)\)", "no time axis|could not try",
    ),
    "a function that is given them": (
        RESHAPED.format(units=24, sizes="(-1, 6, 4)"), "^Nothing wrong", "samples too",
    ),
    "an array that is scaled and given its own shape again, whatever it is": (
        "X = np.load('X.npz')['arr_0']\n"
        "X = scaler.transform(X.reshape(-1, 1)).reshape(X.shape)\n" + FED,
        "what makes X", "one long row",
    ),
    "accuracy of another model": (
        "model = Sequential([Input((24, 3)), LSTM(32), Dense(1, activation='sigmoid')])\n"
        "model.compile('adam', 'binary_crossentropy', metrics=['acc'])\nmodel.fit(A, b)\n"
        "model = Sequential([Input((24, 3)), LSTM(32), Dense(1)])\n"
        "model.compile('adam', 'mae')\nmodel.fit(X, y)\n",
        "", "Accuracy counts",
    ),
    "accuracy of the model that is trained": (
        "model = Sequential([Input((24, 3)), LSTM(32), Dense(1)])\n"
        "model.compile('adam', 'mae', metrics=['acc'])\nmodel.fit(X, y)\n",
        "Accuracy counts", "^Nothing wrong",
    ),
    "a float32 of NumPy": (
        "x = torch.from_numpy(np.linspace(0, 6, 10, dtype=np.float32)[None, :, None])\n"
        "out, h = nn.RNN(1, 32, batch_first=True)(x)\n",
        "", "float64",
    ),
    "a float64 of NumPy": (
        "x = torch.from_numpy(np.linspace(0, 6, 10)[None, :, None])\n"
        "out, h = nn.RNN(1, 32, batch_first=True)(x)\n",
        "float64", "^Nothing wrong",
    ),
    "a function of TF-Slim": (
        "gates = layers.conv2d(x, 128, [5, 5], stride=1, activation_fn=None, scope='Gates')\n",
        "", "does not take",
    ),
    "a last step, with what would pad in a comment": (
        "lstm = nn.LSTM(3, 8, batch_first=True)\nout, _ = lstm(torch.randn(4, 24, 3))\n"
        "last = out[:, -1]\n# out, _ = nn.utils.rnn.pad_packed_sequence(out, batch_first=True)\n",
        "", "is padding",
    ),
    "what a function is documented with": (
        "class Net(nn.Module):\n    \"\"\"This model predicts targets that are lagged by a step.\n"
        "    \"\"\"\n    def forward(self, x):\n        return x\n",
        "", "repeats the last value",
    ),
    "poolings by their short names": (
        "model = Sequential([Input((24, 3)), MaxPool1D(2), LSTM(8, return_sequences=True), "
        "GlobalAvgPool1D(), Dense(1)])\nmodel.compile('adam', 'mse')\nmodel.fit(X, y)   "
        "# X (100, 24, 3), y (100, 2)\n",
        r"\(N, 1\)(?s:.*)\(100, 2\)", "could not read",
    ),
    "states that are made of a tensor": (
        FORWARD.format(width=32, lines=(
            "        h = x.new_zeros(1, x.size(1), 32)\n        out, _ = self.lstm(x, (h, h))\n"
        )),
        r"\(1, 16, 32\)(?s:.*)\(1, 24, 32\)", "could not read",
    ),
    "a vector of weights that fits": (
        FORWARD.format(width=32, lines=WEIGHTED), "^Nothing wrong", "could not read",
    ),
    "a vector of weights that does not fit": (
        FORWARD.format(width=64, lines=WEIGHTED),
        r"^The vector does not have(?s:.*)\(16, 24, 32\) @ \(64,\)", "Reshape|branch",
    ),
    "a product whose second is turned": (
        FORWARD.format(width=64, lines=(
            "        out, _ = self.lstm(x)\n        out = torch.bmm(out, out)\n"
        )),
        r"inner sizes differ(?s:.*)b\.transpose\(-2, -1\)", "Reshape|branch",
    ),
    "sizes of a message that share a 1 alone": (
        "ValueError: Error when checking input: expected lstm_1_input to have shape (372, 1) but "
        "got array with shape (1, 28)",
        "372 timesteps of 1 feature", "counts samples",
    ),
    "sizes of a message that share the timesteps": (
        "ValueError: Error when checking input: expected lstm_1_input to have shape (372, 28) but "
        "got array with shape (28, 1)",
        "372 counts samples", "372 timesteps",
    ),
    "the values of one sample": (
        "A sentence (X_train[0]) looks like [124, 345, 56]\n"
        "model = Sequential([Input((None, 1)), LSTM(8)])", "", "124|56",
    ),
    "more numbers than an array holds": (
        "X_train looks like [124, 345, 567, 234, 33]\n"
        "model = Sequential([Input((None, 1)), LSTM(8)])", "", "five axes",
    ),
    "the shape of one sample": (
        "X_train[0] has the shape [50, 3]\nmodel = Sequential([Input((50, 1)), LSTM(8)])",
        r"\(50, 3\)", "Nothing wrong",
    ),
    "a summary that does not tell the features": (
        SUMMARY.format(layer="bidirectional_1 (Bidirection", weights="33792"),
        "could not read", "size is open",
    ),
    "one target of a sequence whose length is open": (
        STEPS.format(steps="None"), "one target for each sample", r"\[\.\.\., None\]",
    ),
    "one target of a sequence of one step": (
        STEPS.format(steps=1), r"\[\.\.\., None\]", "for each sample",
    ),
    "a loss below 0": (
        TRAINED.format(units=1, end=", activation='sigmoid'", loss="binary_crossentropy")
        + "31168/47226 [===========>...........] - ETA: 2142s - loss: -8.0915 - acc: 1.0\n",
        "not from 0 to 1(?s:.*)-8.0915(?s:.*)sparse_categorical", "Nothing wrong",
    ),
    "a loss of large targets": (
        TRAINED.format(units=1, end="", loss="mse")
        + "Epoch 50/50 - loss: 4123459072.0000 - val_loss: 3.9e9\n",
        "about 64,214 in their unit(?s:.*)Scale y too", "Nothing wrong|your words",
    ),
    "a loss of large targets, in words": (
        TRAINED.format(units=1, end="", loss="mae") + "The loss stays around 2 million.",
        "about 2,000,000 in their unit", "Nothing wrong",
    ),
    "a loss of small targets": (
        TRAINED.format(units=1, end="", loss="mse")
        + "Epoch 50/50 - 3s - loss: 12.5 - val_loss: 0.03\n", "", "large numbers|your words",
    ),
    "queries and keys of other samples": (
        ATTENDS.format(first=", batch_first=True", mask="q = torch.randn(1, 3, 16)",
                       given="q, x, x"),
        r"another number of samples(?s:.*)expand\(", "Nothing wrong",
    ),
    "queries of other steps": (
        ATTENDS.format(first=", batch_first=True", mask="q = torch.randn(20, 3, 16)",
                       given="q, x, x"),
        "^Nothing wrong", "another number",
    ),
    "a mask of padding for samples that stand second": (
        ATTENDS.format(first="", mask="m = torch.zeros(20, 6).bool()",
                       given="x, x, x, key_padding_mask=m"),
        r"one entry for each key(?s:.*)^attn = nn.MultiheadAttention\(16, 4, batch_first=True\)",
        "Nothing wrong|could not try",
    ),
    "a mask of padding, by its message": (
        "AssertionError: expecting key_padding_mask shape of (6, 20), but got torch.Size([20, 6])",
        "batch_first=True", "do not know",
    ),
    "a mask of padding that fits": (
        ATTENDS.format(first=", batch_first=True", mask="m = torch.zeros(20, 6).bool()",
                       given="x, x, x, m, need_weights=False"),
        "^Nothing wrong", "one entry",
    ),
    "a mask of pairs for each sample, without its heads": (
        ATTENDS.format(first=", batch_first=True", mask="m = torch.zeros(20, 6, 6).bool()",
                       given="x, x, x, attn_mask=m"),
        "a row for each query", "Nothing wrong",
    ),
    "a mask of pairs for each sample and head": (
        ATTENDS.format(first=", batch_first=True", mask="m = torch.zeros(80, 6, 6).bool()",
                       given="x, x, x, attn_mask=m"),
        "^Nothing wrong", "a row for each",
    ),
    "queries of another width": (
        ATTENDS.format(first=", batch_first=True", mask="q = torch.randn(20, 3, 32)",
                       given="q, x, x"),
        "another width, embed_dim", "Nothing wrong",
    ),
    "targets that an LSTM alone cannot reach": (
        BOUNDED.format(layer="LSTM(width, 5, batch_first=True)", at="", more=""),
        "between -1 and 1(?s:.*)a Linear behind it", "^Nothing wrong",
    ),
    "code that a paste has moved into the class": (
        BOUNDED.format(layer="LSTM(width, 5, batch_first=True)", at="    ", more=""),
        "between -1 and 1", "could not read",
    ),
    "targets that are scaled": (
        BOUNDED.format(layer="LSTM(width, 5, batch_first=True)", at="", more="   # scaled"),
        "^Nothing wrong", "between -1",
    ),
    "a layer that is not bounded": (
        BOUNDED.format(layer="RNN(width, 5, nonlinearity='relu', batch_first=True)", at="",
                       more=""),
        "^Nothing wrong", "between -1",
    ),
    "a stored model that does not know its input": (
        "ValueError: You are trying to load a weight file containing 3 layers into a model with 0 "
        "layers.",
        r"LSTM\(32\), input_shape=", "of another model",
    ),
    "a stored model of other layers": (
        "ValueError: You are trying to load a weight file containing 3 layers into a model with 2 "
        "layers.",
        "of another model", "input_shape",
    ),
    "what batch_sizes counts": (
        "x = torch.randn(3, 4, 5)\nx = pack_padded_sequence(x, [4, 3, 2], batch_first=True)\n"
        "Why is batch_sizes [3, 3, 2, 1] and not the lengths?",
        "for each timestep, the samples that still have one", "Nothing wrong",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), CASES.values(), ids=CASES.keys())
def test_a_report_is_answered_by_what_it_tells(text, right, wrong):
    said = first_answer(diagnose(text))
    assert re.search(right, said, re.MULTILINE), said
    assert not re.search(wrong, said, re.MULTILINE), said


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            "test_X = []\nfor row in rows:\n    test_X.append(code(row))\n",
            "test_X is a Python list",
        ),
        ("train_X = []\nfor row in rows:\n    train_X.append(row)\n", "train_X is a Python list"),
    ],
)
def test_list_of_samples_is_named(made: str, told: str) -> None:
    """The list of many arrays is the one that the code grows, in a message cut short too."""
    text = made + (
        "model = Sequential([LSTM(8, input_shape=(maxlen, words)), Dense(2)])\n"
        "model.fit(train_X, train_Y, validation_data=(test_X, test_Y))\n"
        "Error when checking model input: the list of Numpy arrays that you are passing to your "
        "model is not the size the model expected. Expected to see 1 array(s), but instead got "
        "the following list of 12331"
    )
    assert told in first_answer(diagnose(text))


def test_input_dim_beside_one_size_has_timesteps() -> None:
    """A recurrent layer of an older Keras makes its input of input_dim before input_shape."""
    text = (
        "model = Sequential()\nmodel.add(LSTM(input_shape=(emb,), input_dim=emb, output_dim=50, "
        "return_sequences=True))\nmodel.add(TimeDistributedDense(output_dim=4))\n"
        "model.compile(loss='mse', optimizer='adam')\n"
    )
    assert "timesteps" not in first_answer(diagnose(text))
