"""Data sets of PyTorch as classes: the batch that reaches the model is what it is."""

import re

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer

WINDOWS = """class Windows(Dataset):
    def __init__(self, data, n=24):
        self.data, self.n = data, n
    def __len__(self):
        return len(self.data) - self.n
    def __getitem__(self, i):
        return {item}
"""
USED = """loader = DataLoader(Windows({data}), batch_size=32, shuffle=True)
lstm = {lstm}
fc = nn.Linear(64, 1)
for x, y in loader:
    out, _ = lstm(x)
    loss = F.mse_loss({pred}, y)
"""
ROWS = "self.data[i:i + self.n], self.data[i + self.n, 0]"
FIRST, LAST = "nn.LSTM(3, 64, batch_first=True)", "fc(out[:, -1]).squeeze(-1)"
DATA = "torch.randn(1000, 3)"


IN_LINE = (
    "class Pairs(Dataset):\n    def __init__(self, x, y): self.x, self.y = x, y\n"
    "    def __getitem__(self, i): return self.x[i], self.y[i]\n"
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.lstm = nn.LSTM(3, 64{first})\n        self.fc = nn.Linear(64, 1)\n"
    "    def forward(self, x): return self.fc(self.lstm(x)[0][:, -1])\nnet = Net()\n"
    "for x, y in DataLoader(Pairs(torch.randn(99, 24, 3), torch.randn(99, 1)), 32): p = net(x)\n"
)


PADS = (
    "def together(items):\n    xs, ys = zip(*items)\n    return pad_sequence({pad}), "
    "torch.stack(ys)\nclass Many(Dataset):\n    def __getitem__(self, i): return {item}\n"
    "lstm = nn.LSTM(3, 64{first})\nfc = nn.Linear(64, 1)\n"
    "for x, y in DataLoader(Many(), batch_size=32, collate_fn=together):\n"
    "    _, (h, _) = lstm(x)\n    loss = F.mse_loss(fc(h[-1]), y)\n"
)
LIT = (
    "class Net(pl.LightningModule):\n    def __init__(self):\n        super().__init__()\n"
    "        self.gru = nn.GRU(3, 8, batch_first=True)\n        self.fc = nn.Linear(8, 1)\n"
    "    def forward(self, x):\n        return self.fc(self.gru(x)[1][-1])\n"
    "    def training_step(self, batch, at):\n        x, y = batch\n"
    "        return F.mse_loss(self(x), y)\n"
)


def windows(item=ROWS, data=DATA, lstm=FIRST, pred=LAST):
    return WINDOWS.format(item=item) + USED.format(data=data, lstm=lstm, pred=pred)


NAMED = "end = i + self.n\n        return self.data[i:end], self.data[end, 0]"
KINDS = {
    "right": (windows(), r"^Nothing wrong(?s:.*)predictions \(32,\)", "could not read"),
    "right, with the end of a window by its name": (
        windows().replace("return " + ROWS, NAMED), r"^Nothing wrong(?s:.*)\(32,\)", "could not",
    ),
    "samples first, timesteps read": (
        windows(lstm="nn.LSTM(3, 64)"), r"\(32, 24, 3\)(?s:.*)batch_first=True", "Nothing wrong",
    ),
    "another number of columns": (
        windows(item="self.data[i:i + self.n, 1:], self.data[i + self.n, 0]"),
        r"2 features: \(32, 24, 2\)(?s:.*)input_size=2", "Nothing wrong",
    ),
    "one number at each step, and its axis missing": (
        windows(item="self.data[i:i + self.n], self.data[i + self.n]", data="torch.randn(1000)",
                lstm="nn.LSTM(1, 64, batch_first=True)"),
        r"\(32, 24\)(?s:.*)x\.unsqueeze\(-1\)", "Nothing wrong|permute",
    ),
    "targets spread over predictions": (
        windows(pred="fc(out[:, -1])"), r"predictions \(32, 1\)\ntargets \(32,\)", "Nothing",
    ),
    "float64 of NumPy": (windows(data="np.random.randn(1000, 3)"), "float64", "Nothing wrong"),
    "three parts, of which the second is a length": (
        windows(item="self.data[i:i + self.n], self.n, self.data[i + self.n, 0]")
        .replace("for x, y in", "for x, length, y in"),
        r"^Nothing wrong(?s:.*)\(32,\)", "could not read",
    ),
    "parts by their names": (
        windows(item='{"x": self.data[i:i + self.n], "y": self.data[i + self.n, 0]}',
                lstm="nn.LSTM(3, 64)")
        .replace("for x, y in loader:", "for b in loader:\n    x, y = b['x'], b['y']"),
        r"\(32, 24, 3\)(?s:.*)batch_first=True", "Nothing wrong",
    ),
    "a part of it": (
        windows().replace("loader = DataLoader(Windows(torch.randn(1000, 3))",
                          "train, rest = random_split(Windows(torch.randn(1000, 3)), [800, 176])\n"
                          "loader = DataLoader(train"),
        r"^Nothing wrong(?s:.*)\(32,\)", "could not read",
    ),
    "an item that is X by itself": (
        windows(item="self.data[i:i + self.n]", lstm="nn.LSTM(3, 64)").replace(
            "for x, y in", "for x in").replace(", y)", ", torch.zeros(32))"),
        r"\(32, 24, 3\)(?s:.*)batch_first=True", "could not read",
    ),
    "an item that is a batch": (
        windows(item="self.data[i * 8:(i + 1) * 8]", data="torch.randn(80, 24, 3)").replace(
            "for x, y in", "for x in").replace("batch_size=32", "batch_size=None"),
        r"could not read|Nothing wrong", "axes|batch_first",
    ),
    "a function of its own that puts the samples together": (
        windows().replace("shuffle=True", "collate_fn=lambda items: (torch.stack([x for x, _ in "
                          "items], dim=1), torch.stack([y for _, y in items]))"),
        r"\(24, 32, 3\)|axes|batch_first", "Nothing wrong|could not read",
    ),
    "samples of many lengths that a function pads": (
        PADS.format(item="(torch.randn(random.randint(5, 30), 3), torch.zeros(1))",
                    first="", pad="xs, batch_first=True"),
        r"\(32, N, 3\)|batch_first=True", "Nothing wrong|could not read",
    ),
    "samples of many lengths, padded as the layer reads them": (
        PADS.format(item="(torch.randn(random.randint(5, 30), 3), torch.zeros(1))",
                    first=", batch_first=True", pad="xs, batch_first=True"),
        r"^Nothing wrong(?s:.*)\(32, 1\)", "could not read",
    ),
    "a list of pairs": (
        "X, y = torch.randn(500, 24, 3), torch.randn(500)\n"
        + USED.format(data="", lstm="nn.LSTM(3, 64, batch_first=True)", pred="fc(out[:, -1])")
        .replace("Windows()", "[(X[i], y[i]) for i in range(len(X))]"),
        r"predictions \(32, 1\)\ntargets \(32,\)", "number of samples|could not",
    ),
    "pairs of a zip": (
        "X, y = torch.randn(500, 24, 3), torch.randn(500, 1)\n"
        + USED.format(data="", lstm=FIRST, pred="fc(out[:, -1])")
        .replace("Windows()", "list(zip(X, y))"),
        r"^Nothing wrong(?s:.*)\(32, 1\)", "number of samples|could not",
    ),
    "tensors that a loop over their batches gives their own names": (
        "x, y = torch.randn(500, 24, 3), torch.randn(500, 1)\n"
        + USED.format(data="", lstm=FIRST, pred="fc(out[:, -1])")
        .replace("Windows()", "TensorDataset(x, y)"),
        r"^Nothing wrong(?s:.*)\(32, 1\)", "number of samples|could not",
    ),
    "what a generator gives, in a list": (
        "def samples(a, n):\n    for i in range(len(a) - n): yield a[i:i + n], a[i + n, :1]\n"
        + USED.format(data="", lstm="nn.LSTM(4, 64, batch_first=True)", pred="fc(out[:, -1])")
        .replace("Windows()", "list(samples(torch.randn(99, 3), 24))"),
        r"built for 4 features(?s:.*)\(32, 24, 3\)", "could not",
    ),
    "a data set that gives its samples one after another": (
        WINDOWS.replace("__getitem__(self, i)", "__iter__(self)")
        .replace("return {item}", "for i in range(99):\n            yield " + ROWS)
        .replace("    def __len__(self):\n        return len(self.data) - self.n\n", "")
        + USED.format(data=DATA, lstm="nn.LSTM(4, 64, batch_first=True)", pred=LAST),
        r"built for 4 features(?s:.*)\(32, 24, 3\)", "could not",
    ),
    "a data module": (
        LIT + "class Held(pl.LightningDataModule):\n    def __init__(self, X, y):\n"
        "        self.X, self.y = X, y\n    def train_dataloader(self):\n"
        "        return DataLoader(TensorDataset(self.X, self.y), batch_size=16)\n"
        "pl.Trainer().fit(Net(), datamodule=Held(torch.randn(99, 24, 3), torch.randn(99)))\n",
        r"predictions \(16, 1\)\ntargets \(16,\)", "could not",
    ),
    "a batch whose parts go to a device": (
        windows(lstm="nn.LSTM(3, 64)").replace(
            "for x, y in loader:",
            "for batch in loader:\n    x, y = (t.to(device) for t in batch)"),
        r"\(32, 24, 3\)(?s:.*)batch_first=True", "Nothing wrong|could not",
    ),
    "a batch that is turned into a tuple": (
        windows(lstm="nn.LSTM(3, 64)").replace(
            "for x, y in loader:", "for batch in loader:\n    batch = tuple(t.to(device) for t in "
            "batch)\n    x, y = batch"),
        r"\(32, 24, 3\)(?s:.*)batch_first=True", "Nothing wrong|could not",
    ),
    "tensors of a number each": (
        "pairs = [(torch.randn(24, 3), torch.tensor(n % 2)) for n in range(99)]\n"
        + USED.format(data="", lstm=FIRST, pred="fc(out[:, -1])").replace("Windows()", "pairs"),
        r"predictions \(32, 1\)\ntargets \(32,\)", "could not",
    ),
    "a function that trains, and nothing else of the text's own": (
        "def train(net, loader, fc, crit):\n    for x, y in loader:\n"
        "        loss = crit(fc(net(x)[0][:, -1]), y)\n        loss.backward()\n"
        "X, Y = torch.randn(64, 9, 3), torch.randn(64, 1)\n"
        "train(nn.GRU(3, 8, batch_first=True), DataLoader(TensorDataset(X, Y), 16), "
        "nn.Linear(8, 1), nn.MSELoss())\n", r"^Nothing wrong(?s:.*)\(16, 1\)", "could not",
    ),
    "samples that a function that is not told puts together": (
        windows(lstm="nn.LSTM(3, 64)").replace("shuffle=True", "collate_fn=joined"),
        "could not read", "Nothing wrong|Without batch_first",
    ),
    "methods of one line": (
        IN_LINE.format(first=", batch_first=True"), r"^Nothing wrong(?s:.*)\(32, 1\)", "could not",
    ),
    "methods of one line, samples first": (
        IN_LINE.format(first=""), r"\(32, 24, 3\)(?s:.*)batch_first=True", "Nothing wrong",
    ),
    "one item alone, which is one sequence": (
        WINDOWS.format(item=ROWS) + "x, y = Windows(torch.randn(99, 3))[0]\n"
        "out, _ = nn.LSTM(3, 64, batch_first=True)(x)\n",
        r"^Nothing wrong(?s:.*)\(24, 64\)", "table of two axes",
    ),
    "one sample after another, without a loader": (
        "lstm = nn.LSTM(3, 16, batch_first=True)\nfc = nn.Linear(16, 1)\n"
        "for x, y in TensorDataset(torch.randn(50, 24, 3), torch.randn(50, 1)):\n"
        "    out, _ = lstm(x)\n    loss = F.mse_loss(fc(out[-1]), y)\n",
        r"^Nothing wrong", "table of two axes|number of samples",
    ),
    "Keras's own, whose items are batches": (
        "class Batches(keras.utils.Sequence):\n    def __init__(self, X, y, size):\n"
        "        self.X, self.y, self.b = X, y, size\n    def __getitem__(self, i):\n"
        "        return (self.X[i * self.b:(i + 1) * self.b],\n"
        "                self.y[i * self.b:(i + 1) * self.b])\n"
        "X = np.random.rand(500, 24, 3); y = np.random.rand(500)\n"
        "model = keras.Sequential([keras.Input((24, 3)), keras.layers.LSTM(8), "
        "keras.layers.Dense(1)])\nmodel.compile('adam', 'mse')\nmodel.fit(Batches(X, y, 32))\n",
        r"^Nothing wrong", "axes",
    ),
}  # fmt: skip


COUNTED = WINDOWS.replace("len(self.data) - self.n", "{count}") + "{message}"
BOUNDS = "IndexError: index 100 is out of bounds for axis 0 with size 100"
STACK = (
    "RuntimeError: stack expects each tensor to be equal size, but got [24, 3] at entry 0 and "
    "[23, 3] at entry 5"
)
PLACES = {
    "a row behind each window": (ROWS, "len(self.data)", BOUNDS, "len(self.data) - self.n"),
    "one row too many": (ROWS, "len(self.data) - self.n + 1", BOUNDS, "len(self.data) - self.n"),
    "windows alone": (
        "self.data[i:i + self.n]", "len(self.data)", STACK, "len(self.data) - self.n + 1",
    ),
    "a horizon": (
        "self.data[i:i + self.n], self.data[i + self.n:i + self.n + self.h]",
        "self.data.shape[0] - self.n", STACK, "len(self.data) - (self.n + self.h) + 1",
    ),
    "no message": (ROWS, "len(self.data)", "", "len(self.data) - self.n"),
    "as many as there are": (ROWS, "len(self.data) - self.n", STACK, ""),
    "fewer than there are": (ROWS, "len(self.data) - self.n - 5", STACK, ""),
    "windows alone, as many as there are": (
        "self.data[i:i + self.n]", "len(self.data) - self.n + 1", STACK, "",
    ),
    "windows side by side": (
        "self.data[i * self.n:(i + 1) * self.n]", "len(self.data) // self.n", STACK, "",
    ),
    "another array": (ROWS, "len(self.labels)", STACK, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_items_that_reach_beyond_the_rows_are_counted(name):
    item, count, message, length = PLACES[name]
    said = first_answer(diagnose(COUNTED.format(item=item, count=count, message=message)))
    assert ("__len__ counts" in said) == bool(length), said
    assert not length or f"\nreturn {length}\n" in said, said


@pytest.mark.parametrize("name", KINDS)
def test_the_batch_that_reaches_the_model(name):
    text, has, may_not = KINDS[name]
    said = first_answer(diagnose(text))
    assert re.search(has, said, re.MULTILINE), said
    assert not re.search(may_not, said, re.MULTILINE), said


def test_such_a_batch_is_what_pytorch_makes():
    torch = pytest.importorskip("torch")

    class Windows(torch.utils.data.Dataset):
        def __init__(self, data, n=24):
            self.data, self.n = data, n

        def __len__(self):
            return len(self.data) - self.n

        def __getitem__(self, i):
            return self.data[i : i + self.n], self.n, self.data[i + self.n, 0]

    data = Windows(torch.randn(99, 3))
    x, length, y = next(iter(torch.utils.data.DataLoader(data, 32)))
    assert (x.shape, length.shape, y.shape) == ((32, 24, 3), (32,), (32,))
    pairs = [data[i] for i in range(len(data))]
    assert next(iter(torch.utils.data.DataLoader(pairs, 8)))[0].shape == (8, 24, 3)


OF_TYPES = """import torch, torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(5, 8, batch_first=True)
        self.fc = nn.Linear(8, {classes})
    def forward(self, x):
        return {gives}
model = Net()
x = torch.randn(6, 9, 5)
y = {y}
loss = nn.{loss}()(model(x), y)
"""
SCORES, STATE = "self.fc(self.rnn(x)[0][:, -1])", "self.rnn(x)[0][:, -1]"
TYPES = [
    ("BCEWithLogitsLoss", SCORES, 1, "torch.randint(0, 2, (6, 1))", "float_targets"),
    ("CrossEntropyLoss", SCORES, 3, "torch.rand(6)", "torch_long"),
    ("CrossEntropyLoss", SCORES, 3, "torch.randint(0, 3, (6, 3))", "class_shares"),
    ("BCELoss", STATE, 1, "torch.rand(6, 8)", "no_sigmoid"),
]


@pytest.mark.parametrize(("loss", "gives", "classes", "y", "key"), TYPES)
def test_what_a_loss_refuses_for_its_type_or_range_is_told_by_the_code_alone(
    loss, gives, classes, y, key
):
    torch = pytest.importorskip("torch")
    text = OF_TYPES.format(loss=loss, gives=gives, classes=classes, y=y)
    torch.manual_seed(1)
    with pytest.raises(RuntimeError):
        exec(text, {"__name__": "pasted"})
    found = diagnose(text).diagnoses[0]
    assert (found.key, found.silent) == (key, False)
    for line in found.fix:
        exec(text.replace("\nloss", f"\n{line}\nloss"), {"__name__": "pasted"})


@pytest.mark.parametrize(
    ("loss", "classes", "y"),
    [
        ("BCEWithLogitsLoss", 1, "torch.randint(0, 2, (6, 1)).float()"),
        ("CrossEntropyLoss", 3, "torch.rand(6).long()"),
        ("CrossEntropyLoss", 3, "torch.rand(6, 3)"),
        ("CrossEntropyLoss", 3, "torch.randint(0, 3, (6,))"),
    ],
)
def test_targets_of_the_type_that_a_loss_reads_are_right(loss, classes, y):
    text = OF_TYPES.format(loss=loss, gives=SCORES, classes=classes, y=y)
    exec(text, {"__name__": "pasted"})
    assert [each.key for each in diagnose(text).diagnoses] == ["nothing_seen"]


def test_the_type_of_word_numbers_is_known_behind_a_turn():
    text = (
        "import torch, torch.nn as nn\nemb = nn.Embedding(50, 8)\nx = torch.randn(6, 9)\n"
        "rnn = nn.GRU(8, 4)\nout, h = rnn(emb(x.T))\n"
    )
    with pytest.raises(RuntimeError):
        exec(text, {})
    assert diagnose(text).diagnoses[0].key == "torch_index_dtype"


def test_a_head_that_no_loss_reads_stops_all_the_same():
    text = (
        "import torch, torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.rnn = nn.GRU(5, 8, batch_first=True)\n"
        "        self.mean, self.spread = nn.Linear(8, 2), nn.Linear(16, 2)\n"
        "    def forward(self, x):\n        last = self.rnn(x)[0][:, -1]\n"
        "        return self.mean(last), self.spread(last)\n"
        "mean, spread = Net()(torch.randn(6, 9, 5))\nloss = nn.MSELoss()(mean, torch.rand(6, 2))\n"
    )
    with pytest.raises(RuntimeError):
        exec(text, {"__name__": "pasted"})
    found = diagnose(text).diagnoses[0]
    assert found.key == "linear_features"
    right = text.replace("nn.Linear(16", found.fix[0].partition("(")[0] + "(8")
    exec(right, {"__name__": "pasted"})
    assert [each.key for each in diagnose(right).diagnoses] == ["nothing_seen"]


def test_lengths_are_told_with_the_name_of_what_is_packed():
    torch = pytest.importorskip("torch")
    text = (
        "import torch, torch.nn as nn\nfrom torch.nn.utils.rnn import pack_padded_sequence\n"
        "emb, rnn = nn.Embedding(50, 8), nn.GRU(8, 4)\nx = torch.randint(0, 50, (12, 9))\n"
        "lengths = torch.full((12,), 9)\nseen = emb(x)\n"
        "packed = pack_padded_sequence(seen, lengths)\nout, h = rnn(packed)\n"
    )
    space = {}
    with pytest.raises(RuntimeError):
        exec(text, space)
    exec("\n".join(diagnose(text).diagnoses[0].fix), space)
    assert isinstance(space["packed"], torch.nn.utils.rnn.PackedSequence)
