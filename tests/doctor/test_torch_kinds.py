"""Pastes of PyTorch, a kind each: what has to stand in the first answer, and what may not."""

import re

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer

INIT = (
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.lstm = nn.LSTM({sizes}, batch_first=True)\n        self.fc = nn.Linear(64, 1)\n"
    "X.shape  # torch.Size([1200, 60, 7])\n"
)
CLASSES = (
    "lstm = nn.LSTM(3, 64)\nfc = nn.Linear(64, 5)\nx = torch.randn(32, 24, 3)\n"
    "y = torch.randint(0, 5, (32,))\nout, _ = lstm(x)\n"
    "loss = nn.CrossEntropyLoss()(fc(out[-1]), y)\n"
    "ValueError: Expected input batch_size (24) to match target batch_size (32).\n"
)
DOUBLE = "lstm = nn.LSTM(5, 16, batch_first=True)\nx = {made}\nout, _ = lstm(x)\n"
KINDS = {
    "samples read as timesteps before a loss": (
        CLASSES, r"x = x\.permute\(1, 0, 2\)", "Linear",
    ),
    "time first, which is right": (
        "rnn = nn.GRU(3, 64)\nhead = nn.Linear(64, 1)\nx = torch.randn(24, 32, 3)\n"
        "y = torch.randn(32, 1)\nout, h = rnn(x)\nloss = nn.MSELoss()(head(out[-1]), y)\n",
        "^Nothing wrong", "number of samples",
    ),
    "float64 of NumPy": (
        DOUBLE.format(made="torch.from_numpy(np.random.randn(8, 10, 5))"), r"x\.float\(\)",
        "Nothing wrong",
    ),
    "float64 in torch.Tensor, which makes float32": (
        DOUBLE.format(made="torch.Tensor(np.random.randn(8, 10, 5))"), "^Nothing wrong", "float64",
    ),
    "float64 that was made float32": (
        DOUBLE.format(made="torch.tensor(np.zeros((8, 10, 5)), dtype=torch.float32)"),
        "^Nothing wrong", "float64",
    ),
    "float32 of NumPy": (
        DOUBLE.format(made="torch.tensor(np.zeros((8, 10, 5), dtype=np.float32))"),
        "^Nothing wrong", "float64",
    ),
    "a chain with a recurrent layer, fed with nothing that is told": (
        "model = nn.Sequential(nn.LSTM(3, 64, batch_first=True), nn.Linear(64, 1))\n",
        "all that the LSTM returns", "could not read",
    ),
    "input_size is the number of samples": (
        INIT.format(sizes="1200, 64"), r"number of samples(?s:.*)input_size=7", "permute",
    ),
    "input_size is the number of timesteps, by a comment": (
        INIT.format(sizes="60, 64") + "# 60 timesteps", r"number of timesteps(?s:.*)input_size=7",
        "permute",
    ),
    "input_size is as many as there are timesteps": (
        INIT.format(sizes="60, 64"), "as many as X has timesteps", "^Nothing wrong",
    ),
    "layers that are not called, and fit": (
        INIT.format(sizes="7, 64"), "how the layers are called", "Likely|Nothing wrong|built for",
    ),
    "a question with sizes in other words": (
        "Tengo un tensor x de forma (128, 50, 6): 128 muestras, 50 pasos de tiempo, 6 variables. "
        "Ahora uso nn.LSTM(50, 32) y no funciona.",
        r"input_size=6, hidden_size=32, batch_first=True", "permute",
    ),
    "the order of axes, told by words": (
        "I have a window size of 20 and 60000 samples with 7 features, as (20, 60000, 7).\n"
        "lstm = nn.LSTM(7, 64, batch_first=True)\n", r"X\.permute\(1, 0, 2\)", "Nothing wrong",
    ),
    "a picture with its axis of channels": (
        "rnn = nn.LSTM(28, 128, batch_first=True)\nimages, labels = next(iter(loader))\n"
        "print(images.shape)   # torch.Size([64, 1, 28, 28])\nout, _ = rnn(images)\n"
        "ValueError: LSTM: Expected input to be 2D or 3D, got 4D instead",
        r"images = images\.squeeze\(1\)", r"flatten\(2\)",
    ),
    "a pair of states that a GRU does not have": (
        "self.rnn = nn.GRU(40, 32, batch_first=True)\ndef forward(self, x):\n"
        "    out, (h, c) = self.rnn(x)\n    return self.fc(h[-1])\n"
        "ValueError: not enough values to unpack (expected 2, got 1)",
        r"there is no c(?s:.*)output, h = self\.rnn\(x\)", "unsqueeze",
    ),
    "the last step of a bidirectional layer": (
        "bidirectional nn.LSTM with batch_first=True: out is (32, 24, 128), h_n is (2, 32, 64). Is "
        "out[:, -1] right for classification?",
        r"backward(?s:.*)torch\.cat\(\(h_n\[-2\], h_n\[-1\]\)", "Nothing wrong",
    ),
    "the shape of a state that is asked for": (
        "What is the shape of h_n for nn.LSTM(3, 64, num_layers=2, bidirectional=True, "
        "batch_first=True) with x of (32, 24, 3)?", r"h_n \(4, 32, 64\)", "Nothing wrong",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_what_is_said_first(name):
    text, has, may_not = KINDS[name]
    said = first_answer(diagnose(text))
    assert re.search(has, said, re.MULTILINE), said
    assert not re.search(may_not, said, re.MULTILINE), said
