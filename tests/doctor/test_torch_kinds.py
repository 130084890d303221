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
HEAD = (
    "lstm = nn.LSTM(6, 64, batch_first=True)\nfc = {head}\nx = torch.randn(16, 30, 6)\n"
    "out, _ = lstm(x)\npred = fc(out[:, -1])\nRuntimeError: mat1 and mat2 shapes cannot be "
    "multiplied (16x64 and 32x1)"
)
STATES = (
    "lstm = {layer}\nx = torch.randn(32, 24, 3)\nh0 = {made}\nc0 = {made}\n"
    "out, (hn, cn) = lstm(x, (h0, c0))\nRuntimeError: For batched 3-D input, hx and cx should "
    "also be 3-D but got (2-D, 2-D) tensors"
)
SPREAD = (
    "self.lstm = nn.LSTM(7, 64, batch_first=True)\nself.fc = {head}\n{sizes}"
    "# forward: return self.fc(out[:, -1])\nloss = F.mse_loss(model(x), y)\n"
    "UserWarning: Using a target size (torch.Size([32, {count}])) that is different to the input "
    "size (torch.Size([32, {given}])). This will likely lead to incorrect results."
)
LOOP = (
    "def forward(self, x):    {told}\n    h = x.new_zeros(x.size(0), 64)\n"
    "    for t in range({over}):\n        h = self.cell({taken}, h)   # self.cell = "
    "nn.GRUCell(3, 64)\n    return self.fc(h)\nRuntimeError: input has inconsistent input_size: "
    "got 24 expected 3"
)
ROW = (
    "{before}x = {made}    # (64, 784)\nout, _ = self.lstm(x)    # nn.LSTM(784, 128{first})\n"
    "return self.fc(out{index})\nIndexError: too many indices for tensor of dimension 2\n"
)
STEPWISE = (
    "def forward(self, x):\n    out, _ = self.rnn(x)     {one}\n    return self.fc(out)     {two}\n"
    "loss = F.cross_entropy(model(xb), yb)     # yb: (32,)\n"
    "RuntimeError: Expected target size [32, 5], got [32]"
)
REST = (
    "train_loader = DataLoader(data, batch_size=64)   # {count} reviews\n"
    "for inputs, labels in train_loader:\n    output, h = net(inputs, h)\n"
    "RuntimeError: Expected hidden[0] size (2, 32, 256), got (2, 64, 256)"
)
ATTEND = (
    "lstm = nn.LSTM(3, 64, batch_first=True)\nattn = {attn}\nx = torch.randn(32, 24, 3)\n"
    "out, _ = lstm(x)\n{between}a = {call}\n"
)
BESIDE = (
    "encoder = {encoder}\ndecoder = nn.{kind}(3, 16, batch_first=True)\n"
    "def forward(self, src, trg):   # (32, 24, 3), (32, 12, 3)\n"
    "    _, {state} = encoder(src)\n    out, _ = decoder(trg, {state})\n    return out\n"
)
WEIGHTS = "input.size(-1) must be equal to input_size. Expected {built}, got {got}\n{words}"
JOINED = (
    "class Attention(nn.Module):\n    def forward(self, hidden, outputs):\n"
    "        # hidden {one}, outputs (32, 24, 64)\n        {line}\n"
    "        return torch.tanh(self.attn(torch.cat((hidden, outputs), dim=2)))\n"
    "RuntimeError: Sizes of tensors must match except in dimension 2. Expected size 1 but got size "
    "24 for tensor number 1 in the list."
)
SPLIT = (
    "windows, targets = make_windows(df.values, 24)   # (5000, 24, 6), (5000,)\n"
    "X_train, X_test, y_train, y_test = train_test_split(windows, targets{more})\n"
    "model = Sequential([Input((24, 6)), LSTM(64), Dense(1)])\nmodel.compile('adam', 'mse')\n"
    "model.fit(X_train, y_train, validation_data=(X_test, y_test))\n{words}"
)
HEADED = (
    "lstm = nn.LSTM(4, 16, batch_first=True)\nfc = nn.Linear(16, {units})\n"
    "out, _ = lstm(torch.randn(8, 20, 4))\nloss = nn.{loss}()({given}, {y})\n"
)
CLASSES_OF = "torch.randint(0, 3, (8,))"
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
    "a state of two directions for a decoder of one": (
        "encoder = nn.GRU(50, 128, bidirectional=True)\ndecoder = nn.GRU(50, 256)\n"
        "_, h = encoder(src)   # src (30, 16, 50)\n"
        "out, h = decoder(trg[:1], h)   # trg (20, 16, 50)\n"
        "RuntimeError: Expected hidden size (1, 16, 256), got [2, 16, 128]",
        r"^h = torch\.cat\(\(h\[0::2\], h\[1::2\]\), dim=-1\)", "torch.zeros|Likely|could not try",
    ),
    "a state of two directions for two layers": (
        "a = nn.LSTM(32, 64, 2, bidirectional=True)\nb = nn.LSTM(32, 128, 2)\n"
        "x = torch.randn(20, 16, 32)\n_, (h, c) = a(x)\nout, _ = b(x, (h, c))\n",
        r"^h, c = torch\.cat\(\(h\[0::2\], h\[1::2\]\), dim=-1\), torch\.cat", "torch.zeros",
    ),
    "a state that DataParallel cuts": (
        "rnn = nn.DataParallel(rnn, device_ids=[0, 1])\n"
        "RuntimeError: Expected hidden size (2, 24, 128), got (1L, 48L, 128L)",
        "DataParallel gives each of 2 devices 24 of the 48 samples", "last one is often smaller",
    ),
    "a state of other samples and layers": (
        "RuntimeError: Expected hidden[0] size (2, 16, 64), got [1, 32, 64]",
        r"^Layers × directions \(2, not 1\) and samples \(16, not 32\) differ", "DataParallel",
    ),
    "time first by words, and a layer of samples first": (
        "x is (24, 32, 3): 24 hours, 32 stations, 3 sensors.\nlstm = nn.LSTM(3, 64, "
        "batch_first=True)\nRuntimeError: Expected hidden[0] size (1, 24, 64), got [1, 32, 64]",
        r"takes the timesteps for samples(?s:.*)batch_first=False", r"zeros\(1, 24",
    ),
    "one window without samples, and states of one sample": (
        "model.lstm = nn.LSTM(3, 64, batch_first=True)\n"
        "window = torch.tensor(buffer[-24:], dtype=torch.float32)   # torch.Size([24, 3])\n"
        "hidden = (torch.zeros(1, 1, 64), torch.zeros(1, 1, 64))\n"
        "out, hidden = model.lstm(window, hidden)\nRuntimeError: For unbatched 2-D input, hx and "
        "cx should also be 2-D but got (3-D, 3-D) tensors",
        r"^window = window\[None\]$", r"\[:, None\]",
    ),
    "steps of several samples, and states of as many": (
        "lstm = nn.LSTM(3, 16)\nstep = torch.randn(8, 3)\nh = torch.zeros(1, 8, 16)\n"
        "out, (h, c) = lstm(step, (h, h))\n", r"^step = step\[None\]$", r"\[:, None\]",
    ),
    "padding to the longest of a batch": (
        "packed = pack_padded_sequence(emb, lens, batch_first=True)\nout, _ = self.lstm(packed)\n"
        "out, _ = pad_packed_sequence(out, batch_first=True)\nout = out * mask.unsqueeze(-1)\n"
        "RuntimeError: The size of tensor a (37) must match the size of tensor b (50) at "
        "non-singleton dimension 1", "total_length=50", "Nothing wrong",
    ),
    "a reshape whose last size is another": (
        "X = data.reshape(1000, 24, 4)\n"
        "ValueError: cannot reshape array of size 72000 into shape (1000,24,4)",
        r"\(1000, 24\) kept, the last axis has 3, not 4", "Nothing wrong",
    ),
    "counted in Russian": (
        "Мой тензор x имеет размер (64, 100, 12): 64 примера, 100 шагов, 12 признаков.\n"
        "self.lstm = nn.LSTM(100, 64, batch_first=True)\n"
        "RuntimeError: input.size(-1) must be equal to input_size. Expected 100, got 12",
        r"number of timesteps(?s:.*)input_size=12", "permute",
    ),
    "counted in Chinese": (
        "我的数据是 (64, 10, 5),64个样本,10个时间步,5个特征。nn.LSTM(10, 32, batch_first=True)\n"
        "RuntimeError: input.size(-1) must be equal to input_size. Expected 10, got 5",
        r"number of timesteps(?s:.*)input_size=5", "permute",
    ),
    "whole numbers that go into a recurrent layer": (
        "lstm = nn.LSTM(3, 8, batch_first=True)\nx = torch.arange(72).view(2, 12, 3)\nlstm(x)\n",
        r"x is int64(?s:.*)x = x\.float\(\)", "Nothing wrong",
    ),
    "whole numbers of words": (
        "emb = nn.Embedding(50, 8)\nlstm = nn.LSTM(8, 4, batch_first=True)\n"
        "x = torch.randint(0, 50, (2, 12))\nout, _ = lstm(emb(x))\n", "^Nothing wrong", "int64",
    ),
    "a layer that a comment tells": (
        "out = fc(h)   # fc: nn.Linear(128, 5)\n# h (32, 64)\n"
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x64 and 128x5)",
        "reads 128 numbers, and gets 64", "Nothing wrong",
    ),
    "something that is called and not known": (
        "x = np.zeros((64, 30, 5))\nout = lstm(x.reshape(-1, 5))\n",
        "", "Nothing wrong",
    ),
    "states joined one below the other": (
        "h = torch.cat((h_n[0], h_n[1]), dim=0)   # h_n (2, 32, 64)\nout = self.fc(h)\n"
        "self.fc = nn.Linear(128, 5)\n"
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x64 and 128x5)",
        r"torch\.cat\(\(h_n\[0\], h_n\[1\]\), dim=-1\)", r"Linear\(64",
    ),
    "the state of a layer with proj_size": (
        "lstm = nn.LSTM(8, 64, proj_size=16, batch_first=True)\nx = torch.randn(4, 10, 8)\n"
        "h0, c0 = torch.zeros(1, 4, 64), torch.zeros(1, 4, 64)\nout, _ = lstm(x, (h0, c0))\n",
        "proj_size the state h", r"h, c = torch\.zeros\(1, 4, 16\), torch\.zeros\(1, 4, 16\)",
    ),
    "Conv1d on features that stand last": (
        "conv = nn.Conv1d(3, 16, 5)\nx = torch.randn(8, 24, 3)\nz = conv(x)\n",
        r"\(8, 24, 3\)(?s:.*)x = x\.transpose\(1, 2\)", "Nothing wrong",
    ),
    "the last sample for the last step": (
        "lstm = nn.LSTM(3, 64, batch_first=True)\nfc = nn.Linear(64, 1)\n"
        "x = torch.randn(32, 24, 3)\ny = torch.randn(32, 1)\nout, _ = lstm(x)\n"
        "loss = nn.MSELoss()(fc(out[-1]), y)\n", r"out\[-1\] is the last sample", "Nothing wrong",
    ),
    "classes at every step and one target, without a message": (
        "lstm = nn.LSTM(6, 32, batch_first=True)\nfc = nn.Linear(32, 4)\n"
        "x = torch.randn(16, 50, 6)\ny = torch.randint(0, 4, (16,))\nout, _ = lstm(x)\n"
        "loss = nn.CrossEntropyLoss()(fc(out), y)\n", r"^out = out\[:, -1\]", "Nothing wrong",
    ),
    "one-hot rows before an Embedding": (
        "emb = nn.Embedding(100, 16)\nx = F.one_hot(torch.randint(0, 100, (32, 20)), 100)\n"
        "out, _ = nn.LSTM(16, 32, batch_first=True)(emb(x))\n", r"^x = x\.argmax\(-1\)", "flatten",
    ),
    "a state whose layers are taken for samples": (
        "out, (h_n, c_n) = self.lstm(x)\nreturn self.fc(h_n.squeeze(0))\n"
        "ValueError: Expected input batch_size (2) to match target batch_size (32).",
        r"h\[-1\]", "one-hot",
    ),
    "a softmax over the samples": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.fc = nn.Linear(32, 4)\n    def forward(self, x):\n"
        "        return F.softmax(self.fc(x), dim=0)\n", "goes along the samples", "Nothing wrong",
    ),
    "predictions and targets in a sentence": (
        "y_pred is (64, 1), y_true is (64,). MSELoss gives a constant value. why?",
        r"\(64, 64\)(?s:.*)unsqueeze\(-1\)", "Nothing wrong",
    ),
    "predictions and class numbers in a sentence, which is right": (
        "outputs.shape is (16, 10), labels.shape is (16,), nn.CrossEntropyLoss() ok?",
        "shapes fit", "predictions \\(\\)",
    ),
    "sizes with their names": (
        "x has shape [batch=64, channels=6, length=128]. Which permute do I need before nn.LSTM(6, "
        "32, batch_first=True)?", r"^x = x\.permute\(0, 2, 1\)", "Nothing wrong",
    ),
    "steps of a row that stand as features": (
        "Is nn.LSTM(input_size=24, hidden_size=64) right for windows of 24 hours with one value "
        "each? X is (5000, 24)", r"X = X\.unsqueeze\(-1\)", "Nothing wrong",
    ),
    "a shape that is asked for in words": (
        "60000 samples, window of 20, 7 features: how do I feed this to an LSTM?",
        r"\(60000, 20, 7\)", "Nothing wrong",
    ),
    "the first states that are asked for": (
        "input (N, L, H_in) = (8, 20, 4) with batch_first=True, num_layers=2. What must h0 be?",
        r"num_layers × directions, samples", "Nothing wrong",
    ),
    "numbers with fractions in an Embedding": (
        "x = torch.tensor([[0.1, 0.5], [0.2, 0.3]])\nemb = nn.Embedding(10, 3)\nemb(x)\n",
        "decimal point", "Nothing wrong",
    ),
    "whole numbers in an Embedding": (
        "x = torch.tensor([[1, 5], [2, 3]])\nemb = nn.Embedding(10, 3)\nemb(x)\n",
        "^Nothing wrong", "decimal point",
    ),
    "the score of one class": (
        "lstm = nn.LSTM(6, 32, batch_first=True)\nfc = nn.Linear(32, 1)\n"
        "x = torch.randn(16, 50, 6)\ny = torch.randint(0, 2, (16,))\nout, _ = lstm(x)\n"
        "loss = nn.CrossEntropyLoss()(fc(out[:, -1]), y)\n", "single class", "Nothing wrong",
    ),
    "targets on their side": (
        "pred (100, 1), y (1, 100)\nUserWarning: Using a target size (torch.Size([1, 100])) that "
        "is different to the input size (torch.Size([100, 1])).",
        r"^y = y\.transpose\(0, 1\)", "Nothing wrong",
    ),
    "the last step of what was padded again": (
        "out, (h, c) = self.lstm(packed)\nout, lens = pad_packed_sequence(out, batch_first=True)\n"
        "last = out[:, -1]\n",
        r"out\[:, -1\] is padding(?s:.*)out\[torch\.arange", "Nothing wrong",
    ),
    "a view that is asked about": (
        "x is (32, 10, 24). Is x.view(32, 24, 10) the same as x.permute(0, 2, 1)?",
        "mixes the numbers", "Nothing wrong",
    ),
    "weights that are asked about": (
        "Why has weight_ih_l0 of nn.LSTM(10, 20) the shape (80, 10)?", "4 × hidden_size",
        "one sequence|Nothing wrong",
    ),
    "other lengths that are asked about": (
        "Can an nn.LSTM trained with 24 steps take sequences of 48 steps? X_test is (100, 48, 3)",
        "any length", "Nothing wrong",
    ),
    "a second layer that reads the last step of the first": (
        "a = nn.LSTM(3, 64, batch_first=True)\nb = nn.LSTM(64, 32, batch_first=True)\n"
        "x = torch.randn(16, 30, 3)\nout, _ = a(x)\nout = out[:, -1, :]\nout, _ = b(out)\n",
        "last step of the first alone", "Nothing wrong",
    ),
    "a second layer that reads the last step, and an index behind it": (
        "a = nn.LSTM(3, 64, batch_first=True)\nb = nn.LSTM(64, 32, batch_first=True)\n"
        "x = torch.randn(16, 30, 3)\nout, _ = a(x)\nout, _ = b(out[:, -1, :])\n"
        "pred = out[:, -1, :]\nIndexError: too many indices for tensor of dimension 2",
        "last step of the first alone", r"unsqueeze\(0\)",
    ),
    "as many layers as timesteps": (
        "lstm = nn.LSTM(3, 64, 24, batch_first=True)\nx = torch.randn(32, 24, 3)\nlstm(x)\n",
        r"num_layers is 24(?s:.*)num_layers=1", "Nothing wrong",
    ),
    "sizes of a layer in the other order": (
        "lstm = nn.LSTM(input_size=64, hidden_size=3, batch_first=True)\n"
        "x = torch.randn(32, 24, 3)\nout, _ = lstm(x)\n",
        r"changed places(?s:.*)input_size=3, hidden_size=64", "Nothing wrong",
    ),
    "axes that are moved before a Linear": (
        "lstm = nn.LSTM(3, 64, batch_first=True)\nfc = nn.Linear(64, 1)\n"
        "out, _ = lstm(torch.randn(32, 24, 3))\npred = fc(out.permute(0, 2, 1))\n",
        "puts the timesteps last", r"Linear\(in_features=24",
    ),
    "a mean along the units": (
        "lstm = nn.LSTM(3, 64, batch_first=True)\nfc = nn.Linear(64, 1)\n"
        "out, _ = lstm(torch.randn(32, 24, 3))\npred = fc(out.mean(dim=2))\n",
        "goes along the units(?s:.*)dim=1", r"Linear\(in_features=24",
    ),
    "more outputs than targets": (
        "pred = self.fc(out[:, -1])     # Linear(64, 24)\n"
        "loss = nn.L1Loss()(pred, y)    # pred (32, 24), y (32, 12)\nRuntimeError: The size of "
        "tensor a (24) must match the size of tensor b (12) at non-singleton dimension 1",
        r"predictions \(32, 24\)(?s:.*)Linear\(…, 12\)", "Nothing wrong",
    ),
    "an axis of layers before a loss, and nothing beside it": (
        "loss = nn.MSELoss()(pred, y)      # pred (1, 32, 1), y (32, 1)\n"
        "UserWarning: Using a target size (torch.Size([32, 1])) that is different to the input "
        "size (torch.Size([1, 32, 1])).",
        r"pred = pred\.squeeze\(0\)", "still wrong",
    ),
    "an axis that predictions and targets do not have": (
        "self.fc = nn.Linear(64, 1)\nout = self.fc(h)      # (32, 1)\n"
        "loss = criterion(out, y)    # y (32,) of 0 and 1\nRuntimeError: The size of tensor a (3) "
        "must match the size of tensor b (64) at non-singleton dimension 2",
        "Axis 2", "Nothing wrong",
    ),
    "a head of another size, by position": (
        HEAD.format(head="nn.Linear(32, 1)"), r"^fc = nn\.Linear\(64, 1\)$", "in_features",
    ),
    "a head of another size, by position and a name": (
        HEAD.format(head="nn.Linear(32, n_out)"), r"^fc = nn\.Linear\(64, n_out\)$", "in_features",
    ),
    "a head of another size, by its arguments": (
        HEAD.format(head="nn.Linear(in_features=32, out_features=1)"),
        r"^fc = nn\.Linear\(in_features=64, out_features=1\)$", "Nothing wrong",
    ),
    "states of zeros without the axis of the layers": (
        STATES.format(layer="nn.LSTM(3, 64, batch_first=True)", made="torch.zeros(32, 64)"),
        r"^h0 = torch\.zeros\(1, 32, 64\)\nc0 = torch\.zeros\(1, 32, 64\)$", "Either",
    ),
    "states of zeros without the axis of several layers": (
        STATES.format(layer="nn.LSTM(3, 64, 2, bidirectional=True, batch_first=True)",
                      made="torch.zeros(32, 64)"),
        r"^h0 = torch\.zeros\(4, 32, 64\)$", r"Either|\(1, 32, 64\)",
    ),
    "states that are measured, without the axis of the layers": (
        STATES.format(layer="nn.LSTM(3, 64, batch_first=True)", made="torch.randn(32, 64)"),
        r"^h0, c0 = h0\[None\], c0\[None\]$", "Either",
    ),
    "states of zeros on a device, without the axis of the layers": (
        STATES.format(layer="nn.LSTM(3, 64, batch_first=True)",
                      made="torch.zeros(32, 64).to(device)"),
        r"^h0, c0 = h0\[None\], c0\[None\]$", "Either|torch.zeros",
    ),
    "one tensor for both states, without the axis of the layers": (
        "lstm = nn.LSTM(3, 64, batch_first=True)\nx = torch.randn(32, 24, 3)\n"
        "h = torch.randn(32, 64)\nout, _ = lstm(x, (h, h))\n", r"^h = h\[None\]$", "Either|h, h",
    ),
    "targets at each step, without their last axis": (
        "lstm = nn.LSTM(7, 64, batch_first=True)\nfc = nn.Linear(64, 1)\n"
        "x = torch.randn(32, 12, 7)\ny = torch.randn(32, 12)\nout, _ = lstm(x)\n"
        "loss = nn.MSELoss()(fc(out), y)\n", r"y\.unsqueeze\(-1\)", r"y\[:, None\]",
    ),
    "states without the axis of the samples": (
        STATES.format(layer="nn.LSTM(3, 64, 2, batch_first=True)", made="torch.randn(2, 64)"),
        r"^h0, c0 = h0\[:, None\]\.repeat\(1, 32, 1\), c0\[:, None\]", "Either",
    ),
    "states without an axis, with as many layers as samples": (
        STATES.format(layer="nn.LSTM(3, 64, 32, batch_first=True)", made="torch.randn(32, 64)"),
        "Either", "^h0",
    ),
    "the state of a GRU without the axis of the layers": (
        "gru = nn.GRU(3, 64, batch_first=True)\nx = torch.randn(32, 24, 3)\n"
        "h = torch.zeros(32, 64)\nout, h = gru(x, h)\nRuntimeError: For batched 3-D input, hx "
        "should also be 3-D but got 2-D tensor",
        r"^h = torch\.zeros\(1, 32, 64\)$", "Either|^h, c",
    ),
    "several targets and a head of one, in parts of code": (
        SPREAD.format(head="nn.Linear(64, 1)", sizes="", given=1, count=12),
        r"one Linear(?s:.*)nn\.Linear\(64, 12\)", r"by the message alone|squeeze|\[:, None\]",
    ),
    "several targets and a head of one, by its arguments": (
        SPREAD.format(head="nn.Linear(in_features=hidden, out_features=1)", sizes="", given=1,
                      count=12),
        r"nn\.Linear\(in_features=hidden, out_features=12\)", "by the message alone",
    ),
    "as many targets as timesteps, and a head of one": (
        SPREAD.format(head="nn.Linear(64, 1)", sizes="x = torch.randn(32, 24, 7)\n", given=1,
                      count=24),
        "target at each of 24 steps", r"^nn\.Linear",
    ),
    "one target and a head of several": (
        SPREAD.format(head="nn.Linear(64, 4)", sizes="", given=4, count=1),
        "there is one target", r"^nn\.Linear",
    ),
    "several targets and two heads of one": (
        "aux = nn.Linear(64, 1)\n"
        + SPREAD.format(head="nn.Linear(64, 1)", sizes="", given=1, count=12),
        r"Linear\(…, 12\)", "one Linear",
    ),
    "several targets and a head of one, that are spread without a word": (
        "lstm = nn.LSTM(7, 64, batch_first=True)\nfc = nn.Linear(64, 1)\n"
        "x = torch.randn(32, 48, 7)\ny = torch.randn(32, 12)\nout, _ = lstm(x)\n"
        "loss = nn.MSELoss()(fc(out[:, -1]), y)\n", r"^nn\.Linear\(64, 12\)$", "Nothing wrong",
    ),
    "several targets and a head of as many": (
        "lstm = nn.LSTM(7, 64, batch_first=True)\nfc = nn.Linear(64, 12)\n"
        "x = torch.randn(32, 48, 7)\ny = torch.randn(32, 12)\nout, _ = lstm(x)\n"
        "loss = nn.MSELoss()(fc(out[:, -1]), y)\n", "^Nothing wrong", "spreads",
    ),
    "a loop that takes a feature for a step": (
        LOOP.format(told="# x: (32, 24, 3) batch, steps, features", over="x.size(1)",
                    taken="x[:, :, t]"),
        r"takes one feature at every timestep(?s:.*)x\[:, t\]", r"GRUCell\(|message alone",
    ),
    "a loop that takes a feature for a step, by another name and as many times as there are": (
        LOOP.format(told="# x: (32, 24, 3)", over="24", taken="x[..., t]"), r"x\[:, t\]",
        r"GRUCell\(|message alone",
    ),
    "a loop that takes a feature for a step of time first": (
        LOOP.format(told="# x: (32, 24, 3)", over="x.shape[0]", taken="x[:, :, t]"), r"x\[t\]",
        r"x\[:, t\]|GRUCell\(",
    ),
    "a loop that takes a feature for a step, and no shape": (
        LOOP.format(told="", over="x.size(1)", taken="x[:, :, t]"),
        r"by the loop(?s:.*)x\[:, t\]", r"GRUCell\(",
    ),
    "a loop that takes a feature for a step of an array that is told, without a message": (
        "cell = nn.LSTMCell(3, 64)\nx = torch.randn(32, 24, 3)\nh = torch.zeros(32, 64)\n"
        "c = torch.zeros(32, 64)\nfor i in range(24):\n    h, c = cell(x[:, :, i], (h, c))\n",
        r"x\[:, i\]", r"LSTMCell\(|Nothing wrong",
    ),
    "a view that puts all of a sample into one row": (
        ROW.format(before="", made="x.view(x.size(0), -1)", first=", batch_first=True",
                   index="[:, -1, :]"),
        r"one sequence of 64 timesteps(?s:.*)^x = x\[:, None\]$", "28, 28|If the input had",
    ),
    "a view that puts all of a sample into one row, whose sizes are told": (
        ROW.format(before="# images (64, 1, 28, 28)\n", made="torch.flatten(x, 1)",
                   first=", batch_first=True", index="[:, -1, :]"),
        r"x\.view\(-1, 28, 28\), with input_size=28", "If the input had",
    ),
    "a view that puts all of a sample into one row, time first": (
        ROW.format(before="", made="x.reshape(x.shape[0], -1)", first="", index="[-1, :, :]"),
        r"^x = x\[None\]$", r"\[:, None\]|If the input had",
    ),
    "two axes that a recurrent layer reads as one sequence": (
        "lstm = nn.LSTM(7, 32, batch_first=True)\nx = torch.randn(50, 7)\nout, _ = lstm(x)\n"
        "last = out[:, -1, :]\nIndexError: too many indices for tensor of dimension 2",
        r"one sequence of 50 timesteps(?s:.*)one sample: x = x\[None\]", "Nothing wrong",
    ),
    "two axes that a recurrent layer reads as one sequence, and a flatten behind it": (
        "lstm = nn.LSTM(7, 32, batch_first=True)\nx = torch.randn(50, 7)\nout, _ = lstm(x)\n"
        "last = out[:, -1, :]\nflat = torch.flatten(last, 1)\n"
        "IndexError: too many indices for tensor of dimension 2",
        r"one sequence of 50 timesteps(?s:.*)one sample: x = x\[None\]", "leaves no axis",
    ),
    "two axes that are read as one sequence, and an index that counts the samples first": (
        "lstm = nn.LSTM(7, 32)\nx = torch.randn(50, 7)\nout, _ = lstm(x)\n"
        "last = out[:, -1, :]\nIndexError: too many indices for tensor of dimension 2",
        "two axes", r"^x = x|: x = x",
    ),
    "three axes whose last step is taken twice": (
        "lstm = nn.LSTM(7, 32, batch_first=True)\nx = torch.randn(8, 50, 7)\nout, _ = lstm(x)\n"
        "out = out[:, -1]\nlast = out[:, -1, :]\n"
        "IndexError: too many indices for tensor of dimension 2",
        "already taken", "one sequence",
    ),
    "a loop over the last axis, where the timesteps stand": (
        LOOP.format(told="# x: (32, 24, 3)", over="x.size(2)", taken="x[:, :, t]"),
        "The cell was built for 3 features", "takes one feature",
    ),
    "a loop that takes a step, and a cell of other features": (
        LOOP.format(told="# x: (32, 50, 24)", over="x.size(1)", taken="x[:, t]"),
        r"GRUCell\(", "takes one feature",
    ),
    "a class at every step and one target, by comments": (
        STEPWISE.format(one="# (32, 24, 64)", two="# (32, 24, 5)"),
        r"each of 24 timesteps(?s:.*)out\[:, -1\]", r"does not lead|transpose|message alone",
    ),
    "a class at every step and one target, by no comment": (
        STEPWISE.format(one="", two=""), r"out\[:, -1\]", "each of 24",
    ),
    "a class at every step and one target, by comments that tell other sizes": (
        STEPWISE.format(one="# (32, 24, 64)", two="# (32, 24, 6)"), "by the message alone",
        "each of 24",
    ),
    "a class at every step and one target, by comments, time first": (
        "self.rnn = nn.GRU(3, 64)\n" + STEPWISE.format(one="# (32, 24, 64)", two="# (32, 24, 5)"),
        "by the message alone", "each of 24",
    ),
    "a last batch that is smaller, by the number of all samples": (
        REST.format(count="20000"), r"drop_last=True(?s:.*)x\.size\(0\)|20,000 = 312 × 64 \+ 32",
        "counts timesteps",
    ),
    "a last batch by a number with a comma": (
        REST.format(count="20,000"), "20,000 = 312 × 64", "counts timesteps",
    ),
    "a smaller batch that no number tells": (
        REST.format(count="25000"), "If 32 counts timesteps", "The last batch has",
    ),
    "a backward pass in eval mode": (
        "model.eval()\nloss.backward()\n"
        "RuntimeError: cudnn RNN backward can only be called in training mode",
        r"model\.train\(\)", "do not know",
    ),
    "a state of three layers among four devices": (
        "rnn = nn.DataParallel(rnn).cuda()\n"
        "RuntimeError: Expected hidden size (3, 4, 12), got (1, 16, 12)",
        "DataParallel gives each of 4 devices 4 of the 16", "num_layers",
    ),
    "words whose width another model gives": (
        WEIGHTS.format(built=1024, got=768, words="we use bert-base-chinese"),
        "768 numbers for each word", "permute|transpose|swapped",
    ),
    "words whose width vectors give": (
        WEIGHTS.format(built=300, got=100, words="embeddings: glove.6B"),
        "what glove gives", "permute|base models",
    ),
    "a width that no model is named for": (
        WEIGHTS.format(built=96, got=48, words=""), "swapped", "base models",
    ),
    "BERT's two widths, though it is not named": (
        WEIGHTS.format(built=1024, got=768, words=""), "768 are BERT's(?s:.*)gives 1024", "swapped",
    ),
    "the order of a state's axes with batch_first": (
        "nn.LSTM(input_size=3, hidden_size=64, batch_first=True) on a tensor of shape (32, 24, 3). "
        "The output is (32, 24, 64), but h_n is (1, 32, 64). Why is the batch second?",
        "batch_first moves the axes", "swapped|permute",
    ),
    "a state's shape that a sentence tells is none of X": (
        "PyTorch: with batch_first=True my LSTM returns hidden states of shape (2, 16, 128) and "
        "output (16, 40, 128). Shouldn't the batch be first?",
        "batch_first moves the axes", r"X \(2, 16, 128\)",
    ),
    "all that a GRU returns, sliced": (
        "gru = nn.GRU(3, 16, batch_first=True)\nout = gru(torch.randn(8, 24, 3))\n"
        "last = out[:, -1]\nTypeError: tuple indices must be integers or slices, not tuple",
        r"the GRU returns(?s:.*)^out, _ = gru\(torch\.randn\(8, 24, 3\)\)", "LSTM|could not try",
    ),
    "all that an attention returns": (
        ATTEND.format(attn="nn.MultiheadAttention(64, 4, batch_first=True)", between="",
                      call="attn(out, out, out)") + "y = nn.Linear(64, 1)(a)\n",
        r"the MultiheadAttention returns(?s:.*)^a, _ = attn\(", "Nothing wrong",
    ),
    "an attention across the samples": (
        ATTEND.format(attn="nn.MultiheadAttention(64, 4)", between="",
                      call="attn(out, out, out)[0]"),
        r"across the samples(?s:.*)MultiheadAttention\(64, 4, batch_first=True\)(?s:.*)"
        r"\(32, 24, 24\)", "Nothing wrong|Likely",
    ),
    "an attention across the samples, by words": (
        "After an LSTM with batch_first=True I add self.attn = nn.MultiheadAttention(64, 4). The "
        "output is (32, 24, 64). attn(out, out, out) gives weights (24, 32, 32). Is that right?",
        "^Likely(?s:.*)across the samples", "Nothing wrong",
    ),
    "an encoder's layer across the samples": (
        ATTEND.format(attn="nn.TransformerEncoderLayer(64, 4)", between="out = torch.relu(out)\n",
                      call="attn(out)"), "across the samples", "Nothing wrong",
    ),
    "an attention that reads what was turned for it": (
        ATTEND.format(attn="nn.MultiheadAttention(64, 4)", between="out = out.permute(1, 0, 2)\n",
                      call="attn(out, out, out)[0]"), "^Nothing wrong", "across",
    ),
    "an attention with batch_first": (
        ATTEND.format(attn="nn.MultiheadAttention(64, 4, batch_first=True)", between="",
                      call="attn(out, out, out)[0]"), "^Nothing wrong", "across",
    ),
    "a state of two directions that a decoder adds": (
        BESIDE.format(encoder="nn.LSTM(3, 16, batch_first=True, bidirectional=True)", kind="LSTM",
                      state="(h, c)"),
        r"^h, c = h\[0::2\] \+ h\[1::2\], c\[0::2\] \+ c\[1::2\]", "torch.zeros|could not try",
    ),
    "a state of two directions, by its message": (
        BESIDE.format(encoder="nn.GRU(3, 16, batch_first=True, bidirectional=True)", kind="GRU",
                      state="h")
        + "RuntimeError: Expected hidden size (1, 32, 16), got [2, 32, 16]",
        r"^h = h\[0::2\] \+ h\[1::2\]", "torch.zeros|could not try|Likely",
    ),
    "a state of two layers for one": (
        BESIDE.format(encoder="nn.GRU(3, 16, 2, batch_first=True)", kind="GRU", state="h"),
        r"^h = h\[-1:\]", "torch.zeros|could not try",
    ),
    "one step that is joined with many": (
        JOINED.format(one="(1, 32, 64)", line="hidden = hidden.permute(1, 0, 2)"),
        r"^hidden = hidden\.expand\(-1, 24, -1\)", "Likely|could not try",
    ),
    "one step that is joined with many, by a message that the code does not give": (
        JOINED.format(one="(3, 32, 64)", line="hidden = hidden[-1:].permute(1, 0, 2, 3)"),
        r"repeated for all 24", r"hidden\.expand",
    ),
    "tensors of a data set of other lengths": (
        "X = torch.stack([data[i:i + 24] for i in range(len(data) - 24)])   # (76, 24, 3)\n"
        "y = target   # (100, 1)\nds = TensorDataset(X, y)\n"
        "AssertionError: Size mismatch between tensors", r"^y = y\[24:\]", "transpose",
    ),
    "tensors of a data set whose lengths are not told": (
        "ds = TensorDataset(X, y)\nAssertionError: Size mismatch between tensors",
        r"Print X\.shape and y\.shape", r"\[24:\]",
    ),
    "a GRU that is made and called in one line": (
        "x = torch.randn(8, 20, 5)\noutput, (h, c) = nn.GRU(5, 32, batch_first=True)(x)\n",
        r"^output, h = nn\.GRU\(5, 32, batch_first=True\)\(x\)", "Nothing wrong",
    ),
    "a GRU by its name alone": (
        "out, (hn, cn) = self.gru(x)\nValueError: too many values to unpack (expected 2)",
        r"^out, hn = self\.gru\(x\)", "do not know",
    ),
    "parts of a split": (
        "X_train, X_test = train_test_split(X, y, test_size=0.2)\n"
        "ValueError: too many values to unpack (expected 2)",
        r"^X_train, X_test, y_train, y_test = train_test_split\(X, y, test_size=0\.2\)", "LSTM",
    ),
    "turns of a loop with more parts": (
        "for x, y in train_loader:\nValueError: too many values to unpack (expected 2)",
        "each turn of train_loader", "do not know|axes",
    ),
    "turns of a loop with a number before them": (
        "for i, x, y in enumerate(loader):\n"
        "ValueError: not enough values to unpack (expected 3, got 2)",
        r"for i, \(x, y\) in", "do not know",
    ),
    "turns of a data set of X alone": (
        "for x, y in DataLoader(TensorDataset(X), batch_size=8):\n"
        "ValueError: not enough values to unpack (expected 2, got 1)",
        r"TensorDataset\(X, y\) both", "do not know",
    ),
    "values that are taken apart, by the message alone": (
        "ValueError: too many values to unpack (expected 2)",
        "^Likely(?s:.*)A line takes 2 values apart", "do not know|The LSTM",
    ),
    "rows that are features by the words, and a layer that is not called": (
        "PyTorch: my data is (12, 500) with 12 features and 500 timesteps, and nn.LSTM(12, 64, "
        "batch_first=True).", r"(?s)axes are swapped.*data\.T\[None\]", "Nothing wrong",
    ),
    "rows that are features by the words, before a message": (
        "x has shape (12, 500): 12 features, 500 timesteps. lstm = nn.LSTM(12, 64, "
        "batch_first=True); out, _ = lstm(x) gives RuntimeError: input.size(-1) must be equal to "
        "input_size. Expected 12, got 500", r"x\.T\[None\]", "input_size=500",
    ),
    "rows that are timesteps by the words": (
        "A torch tensor of shape (500, 12), 500 timesteps and 12 features, and nn.LSTM(12, 64, "
        "batch_first=True).", "could not read how the layers", "a table of two axes|swapped",
    ),
    "windows that a split deals out at random": (
        SPLIT.format(more="", words="# test error is wonderful, but on new weeks it is useless"),
        "train_test_split shuffles", "^Nothing wrong",
    ),
    "windows that a split keeps in their order": (
        SPLIT.format(more=", shuffle=False",
                     words="# test error is fine, but on new weeks it is useless"),
        "could not read|That does not answer", "train_test_split shuffles",
    ),
    "windows that a split deals out, and nobody complains": (
        SPLIT.format(more="", words=""), "Nothing wrong|could not read",
        "train_test_split shuffles",
    ),
    "a pair of states for a GRU": (
        "gru = nn.GRU(3, 8, batch_first=True)\nh0 = (torch.zeros(1, 4, 8), torch.zeros(1, 4, 8))\n"
        "o, h = gru(torch.randn(4, 9, 3), h0)\n"
        "AttributeError: 'tuple' object has no attribute 'dim'",
        r"begins with one state(?s:.*)^h0 = h0\[0\]", "explainer|could not try",
    ),
    "a pair of states for an RNN, without a message": (
        "rnn = nn.RNN(3, 8)\nh, c = torch.zeros(1, 4, 8), torch.zeros(1, 4, 8)\n"
        "o, h = rnn(torch.randn(9, 4, 3), (h, c))\n", "begins with one state", "Nothing wrong",
    ),
    "one step of a decoder, by the names of what it reads": (
        "enc = nn.GRU(5, 16, batch_first=True)\ndec = nn.GRU(1, 16, batch_first=True)\n"
        "x = torch.randn(8, 30, 5)\n_, h = enc(x)\ny = torch.zeros(8, 1)\no, h = dec(y, h)\n"
        "RuntimeError: For unbatched 2-D input, hx should also be 2-D but got 3-D tensor",
        r"^y = y\[:, None\]", "could not try|[Xx] =",
    ),
    "a sigmoid that the loss takes too": (
        HEADED.format(units=1, loss="BCEWithLogitsLoss", given="torch.sigmoid(fc(out[:, -1]))",
                      y="torch.zeros(8, 1)"), "takes the sigmoid itself", "Nothing wrong",
    ),
    "a sigmoid that the loss takes not": (
        HEADED.format(units=1, loss="BCELoss", given="torch.sigmoid(fc(out[:, -1])).squeeze(-1)",
                      y="torch.zeros(8)"), "^Nothing wrong", "sigmoid",
    ),
    "no sigmoid, and a loss of shares": (
        HEADED.format(units=1, loss="BCELoss", given="fc(out[:, -1]).squeeze(-1)",
                      y="torch.zeros(8)"), "BCELoss reads shares", "Nothing wrong",
    ),
    "shares that are cut to size": (
        HEADED.format(units=1, loss="BCELoss", given="fc(out[:, -1]).clamp(0, 1)",
                      y="torch.zeros(8, 1)"), "^Nothing wrong", "sigmoid",
    ),
    "a sigmoid before a softmax": (
        HEADED.format(units=3, loss="CrossEntropyLoss", given="fc(out[:, -1]).sigmoid()",
                      y=CLASSES_OF), "a Sigmoid stands", "Nothing wrong",
    ),
    "no logarithm of shares": (
        HEADED.format(units=3, loss="NLLLoss", given="fc(out[:, -1])", y=CLASSES_OF),
        "NLLLoss reads the logarithms", "Nothing wrong",
    ),
    "a logarithm of shares": (
        HEADED.format(units=3, loss="NLLLoss", given="F.log_softmax(fc(out[:, -1]), dim=1)",
                      y=CLASSES_OF), "^Nothing wrong", "NLLLoss",
    ),
    "a logarithm of shares, in two steps": (
        HEADED.format(units=3, loss="NLLLoss", given="torch.log(fc(out[:, -1]).softmax(-1))",
                      y=CLASSES_OF), "^Nothing wrong", "NLLLoss",
    ),
    "a mean along the samples": (
        HEADED.format(units=3, loss="CrossEntropyLoss", given="fc(out.mean(dim=0))",
                      y="torch.randint(0, 3, (20,))"), "goes along the samples", "Nothing wrong",
    ),
    "a mean along the timesteps": (
        HEADED.format(units=3, loss="CrossEntropyLoss", given="fc(out.mean(dim=1))", y=CLASSES_OF),
        "^Nothing wrong", "along the samples",
    ),
    "the last sample in place of the last step": (
        "lstm = nn.LSTM(7, 64, batch_first=True)\nx = torch.randn(32, 60, 7)\nout, _ = lstm(x)\n"
        "y = nn.Linear(64, 1)(out[-1])\n# y is (60, 1), but I have 32 targets\n",
        r"takes the last sample(?s:.*)^last = out\[:, -1\]", "Nothing wrong|second axis of X",
    ),
    "the last step of a layer that reads the timesteps first": (
        "lstm = nn.LSTM(7, 64)\nx = torch.randn(60, 32, 7)   # 60 time steps, 32 samples\n"
        "out, _ = lstm(x)\ny = nn.Linear(64, 1)(out[-1])\n", "^Nothing wrong", "last sample",
    ),
    "the last step of one sequence alone": (
        "lstm = nn.LSTM(7, 64, batch_first=True)\nx = torch.randn(9, 60, 7)[0]\n"
        "out, _ = lstm(x)\ny = nn.Linear(64, 1)(out[-1])\n", "^Nothing wrong", "last sample",
    ),
    "what a layer's own attributes tell": (
        "class Net(nn.Module):\n    def __init__(self, bi=True):\n        super().__init__()\n"
        "        self.lstm = nn.LSTM(3, 8, bidirectional=bi, batch_first=True)\n"
        "        self.fc = nn.Linear(self.lstm.hidden_size, 1)\n"
        "    def forward(self, x):\n        out, (h, c) = self.lstm(x)\n"
        "        if self.lstm.bidirectional: h = torch.cat([h[-2], h[-1]], dim=1)\n"
        "        else: h = h[-1]\n        return self.fc(h)\nNet()(torch.randn(2, 5, 3))\n",
        r"2 × 8 numbers(?s:.*)Linear\(16, 1\)", "Likely|could not",
    ),
    "the shape of a state that is asked for": (
        "What is the shape of h_n for nn.LSTM(3, 64, num_layers=2, bidirectional=True, "
        "batch_first=True) with x of (32, 24, 3)?", r"h_n \(4, 32, 64\)", "Nothing wrong",
    ),
}  # fmt: skip

PICKED = (
    "class Net(nn.Module):\n    def __init__(self, kind):\n        super().__init__()\n"
    "        self.rnn = {picked}(5, 8, batch_first=True)\n        self.fc = nn.Linear(8, 1)\n"
    "    def forward(self, x):\n        out, (h, c) = self.rnn(x)\n        return self.fc(h[-1])\n"
    "for kind in ['LSTM', 'GRU']:\n    print(kind, Net(kind)(torch.randn(4, 9, 5)).shape)\n"
    "ValueError: not enough values to unpack (expected 2, got 1)\n"
)
ALONE = r"^nn.GRU gives \(output, h\)(?s:.*)^output, h = self.rnn\(x\)"
KINDS |= {
    f"a class by {name}": (PICKED.format(picked=picked), ALONE, "Likely")
    for name, picked in {
        "its name": "getattr(nn, kind)",
        "its place among several": "{'LSTM': nn.LSTM, 'GRU': nn.GRU}[kind]",
        "a choice": "(nn.GRU if kind == 'GRU' else nn.LSTM)",
        "a call of a mapping": "dict(LSTM=nn.LSTM, GRU=nn.GRU).get(kind)",
    }.items()
}
KINDS |= {
    "a class that is handed over": (
        PICKED.format(picked="kind").replace("['LSTM', 'GRU']", "(nn.LSTM, nn.GRU)"), ALONE, "Like",
    ),
    "the second of two losses": (
        "lstm = nn.LSTM(3, 8, batch_first=True)\nfc = nn.Linear(8, 1)\n"
        "def ask(x): return fc(lstm(x)[0][:, -1])\n"
        "loss = F.mse_loss(ask(torch.randn(9, 5, 3)), torch.randn(9, 1))\n"
        "held = F.mse_loss(ask(torch.randn(4, 5, 2)), torch.randn(4, 1))\n",
        r"built for 3 features, but the data have 2", "Nothing wrong",
    ),
}  # fmt: skip
PACKED = (
    "x, lengths = torch.randn(3, 5, 4), {lengths}\nrnn = nn.GRU(4, 8, batch_first=True)\n"
    "out, h = rnn(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))\n"
    "out, _ = pad_packed_sequence(out, batch_first=True{total})\n"
)
FLAT = (
    "y = torch.randint(0, 2, (3, 5))\nfc = nn.Linear(8, 2)\n"
    "loss = F.cross_entropy(fc(out).view(-1, 2), y.view(-1))\n"
    "ValueError: Expected input batch_size (12) to match target batch_size (15).\n"
)
KINDS |= {
    "steps that packing leaves out": (
        PACKED.format(lengths="[4, 2, 3]", total=""), r"of 5 timesteps 4 come out", "Nothing wrong",
    ),
    "steps that packing leaves out, of a tensor": (
        PACKED.format(lengths="torch.tensor([4, 2, 3])", total=""), r"5 timesteps 4", "Nothing",
    ),
    "steps that padding gives again": (
        PACKED.format(lengths="[4, 2, 3]", total=", total_length=5"), "^Nothing wrong", "come out",
    ),
    "a sample as long as all steps": (
        PACKED.format(lengths="[4, 5, 3]", total=""), "^Nothing wrong", "come out",
    ),
    "targets of the steps that packing left out": (
        PACKED.format(lengths="[4, 2, 3]", total="") + FLAT,
        r"12 predictions for 15(?s:.*)^pad_packed_sequence pads to the longest", "Likely",
    ),
}  # fmt: skip
SWAP = (
    "The LSTM has the batch first. Is it right?\nout, h = self.lstm(x.view({first}, x.size(0), 5))"
)
KINDS |= {
    "shapes in words, the samples first": (
        "In PyTorch x has shape (32, 24, 3), 32 samples of 24 steps. Do I need batch_first for the "
        "LSTM?", r"takes the samples for timesteps(?s:.*)nn.LSTM\(batch_first=True\)", "Input\\(",
    ),
    "shapes in words, the timesteps second": (
        "PyTorch GRU, x is (64, 100, 8), 100 time steps. What do I do?",
        r"takes the samples for timesteps", "could not",
    ),
    "shapes in words, two axes": (
        "torch: X of shape (1000, 50), y (1000,). How do I feed it to nn.LSTM?",
        r"two axes for one sequence(?s:.*)batch_first=True", "Input\\(|could not",
    ),
    "a tensor as it is printed": (
        "What does the GRU need?\ninputs: tensor([[1, 2, 3]])  # of a batch of 1\n",
        r"three axes: \(samples, timesteps, features\)\"?(?s:.*)\(1, 3\)", "Input\\(|could not",
    ),
    "sizes as they are printed": (
        "rnn = nn.RNN(1, 4, batch_first=True)\ndef forward(self, x, hidden):\n"
        "    out, hidden = rnn(x, hidden)\n    return out, hidden\nInput size: "
        "torch.Size([1, 3, 1])\nHidden state size: torch.Size([1, 1, 4])\n",
        r"gives \(1, 3, 4\) = \(samples, timesteps, units\), every step", "could not read",
    ),
    "a view that puts the samples second": (
        SWAP.format(first="self.steps"), r"cut anew(?s:.*)x.transpose\(0, 1\)", "Nothing wrong",
    ),
    "a view that puts an axis before the samples": (SWAP.format(first="1"), "", "cut anew"),
    "batch_first of letters": (
        "Should batch_first=True be set? The input of the GRU is [B, T, D*C].",
        r"needs batch_first=True", "do not know",
    ),
    "the output and the states": (
        "What is the difference between output and h_n of my LSTM(8, 16, batch_first=True)?",
        r"every layer's h after the last(?s:.*)output\[:, -1\] equals h_n\[-1\]", "could not",
    ),
    "timesteps last, in words": (
        "My PyTorch data is (batch, channels, time). Is input_size of the LSTM the 200 of time?",
        r"reads the features last(?s:.*)permute\(0, 2, 1\)", "do not know",
    ),
    "which of two is the batch": (
        "nn.GRU(10, 20), input torch.randn(5, 3, 10): which is the batch, 5 or 3?",
        r"read \(timesteps, samples, features\)", "could not",
    ),
    "different lengths in one batch": (
        "Can I feed different sequence lengths to nn.LSTM in one batch?", "pad_sequence", "do not",
    ),
    "sizes that a trace keeps": (
        "The batch size is hardcoded when I trace the model with torch.jit.trace.",
        r"a constant from then on(?s:.*)torch.jit.script", "do not know",
    ),
    "lengths in a list, on two GPUs": (
        "model = nn.DataParallel(net)\nValueError: lengths array has incorrect size\n",
        r"another number of lengths(?s:.*)lengths over as a tensor", "do not know",
    ),
    "a name that the code does not hold": (
        "lstm = nn.LSTM(3, 2)\nlstm(torch.randn(6, 4, 5))\nNameError: name 'fn' is not defined\n",
        r"built for 3 features, but the data have 5", "fn",
    ),
    "a name that the code holds": (
        "lstm = nn.LSTM(3, 2)\nlstm(fn(torch.randn(6, 4, 5)))\n"
        "NameError: name 'fn' is not defined\n", r"Nothing is called fn", "3 features",
    ),
    "the largest along the samples": (
        "lstm = nn.LSTM(3, 8, batch_first=True)\nfc = nn.Linear(8, 5)\n"
        "X, Y = torch.randn(64, 9, 3), torch.randint(0, 5, (64,))\n"
        "for x, y in DataLoader(TensorDataset(X, Y), 32):\n    out = fc(lstm(x)[0][:, -1])\n"
        "    loss = nn.CrossEntropyLoss()(out, y)\n    _, best = torch.max(out, 0)\n"
        "    right = (best == y).sum()\nRuntimeError: The size of tensor a (5) must match the size "
        "of tensor b (32) at non-singleton dimension 0\n",
        r"^torch.max\(out, 0\) goes along the samples(?s:.*)dim=1", "Likely",
    ),
    "answers at each step in one row": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.lstm = nn.LSTM(10, 20)\n        self.fc = nn.Linear(20, 2)\n"
        "        self.flat = nn.Flatten()\n    def forward(self, x):\n"
        "        out, _ = self.lstm(x)\n        return self.flat(self.fc(out))\n"
        "UserWarning: Using a target size (torch.Size([1])) that is different to the input size "
        "(torch.Size([1, 20])). This will likely lead to incorrect results due to broadcasting.\n",
        r"20 = 10 × 2 numbers(?s:.*)out\[:, -1\]", "Likely|Linear\\(…",
    ),
    "scores of classes and their numbers": (
        "fc = nn.Linear(8, 5)\nloss = nn.BCEWithLogitsLoss()(fc(torch.randn(32, 8)), "
        "torch.zeros(32))\n", r"CrossEntropyLoss reads \(32,\)(?s:.*)F.one_hot\(y, 5\)", "Noth",
    ),
}  # fmt: skip
TAGS = (
    "def together(items):\n    xs, ys = zip(*items)\n"
    "    return pad_sequence(xs, batch_first=True), pad_sequence(ys, {pad})\n"
    "emb = nn.Embedding(50, 8)\nlstm = nn.LSTM(8, 16, batch_first=True)\nfc = nn.Linear(16, 9)\n"
    "for x, y in DataLoader(words, batch_size=16, collate_fn=together):\n"
    "    out, _ = lstm(emb(x))\n    loss = {loss}\n"
)
LOSS = "nn.CrossEntropyLoss({})(fc(out).transpose(1, 2), y)"
COUNTED = "counts the padding as class 0(?s:.*)ignore_index=0"
KINDS |= {
    "targets padded with a class": (
        TAGS.format(pad="batch_first=True", loss=LOSS.format("")), COUNTED, "could not",
    ),
    "targets padded with a class, a function": (
        TAGS.format(pad="batch_first=True", loss="F.cross_entropy(fc(out).mT, y)"), COUNTED, "coul",
    ),
    "padding that the loss leaves out": (
        TAGS.format(pad="batch_first=True", loss=LOSS.format("ignore_index=0")), "", "counts the",
    ),
    "padding that a function leaves out": (
        TAGS.format(pad="batch_first=True",
                    loss="F.cross_entropy(fc(out).mT, y, ignore_index=0)"), "", "counts the",
    ),
    "padding that is no class": (
        TAGS.format(pad="batch_first=True, padding_value=-100", loss=LOSS.format("")), "", "counts",
    ),
    "targets padded with a class, in words": (
        "Tags are padded with 0 to length 40.\nlogits = fc(out)   # (16, 40, 9)\n"
        "loss = nn.CrossEntropyLoss()(logits.transpose(1, 2), tags)\n", COUNTED, "could not",
    ),
}  # fmt: skip
CARRIED = (
    "lstm = nn.LSTM(3, 8, batch_first=True)\nfc = nn.Linear(8, 1)\nstate = {made}\n"
    "for x, y in DataLoader(TensorDataset(torch.randn(64, 9, 3), torch.randn(64, 1)), 16):\n"
    "{first}    out, state = lstm(x, state)\n    loss = F.mse_loss(fc(out[:, -1]), y)\n"
    "    loss.backward()\n{last}"
)
ZEROS = "(torch.zeros(1, 16, 8), torch.zeros(1, 16, 8))"
HELD = (
    (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.lstm = nn.LSTM(3, 8, batch_first=True)\n        self.fc = nn.Linear(8, 1)\n"
        f"        self.state = {ZEROS}\n"
        "    def forward(self, x):\n{{first}}        out, self.state = self.lstm(x, self.state)\n"
        "        return self.fc(out[:, -1])\nnet = Net()\n"
        "X, Y = torch.randn({{count}}, 9, 3), torch.randn({{count}}, 1)\n"
        "for x, y in DataLoader(TensorDataset(X, Y), 16):\n"
        "{{turn}}    F.mse_loss(net(x), y).backward()\n"
    )
    .replace("{{", "{")
    .replace("}}", "}")
)
UNDETACHED = "together with the graph(?s:.*)second backward"
KINDS |= {
    "a state that goes on with its graph": (
        CARRIED.format(made=ZEROS, first="", last=""), UNDETACHED, "Nothing wrong",
    ),
    "a state that goes on from step to step, and one way back": (
        "gru = nn.GRU(3, 8)\nfc = nn.Linear(8, 1)\nx = torch.randn(9, 4, 3)\n"
        "h = torch.zeros(1, 4, 8)\n"
        "for t in range(x.shape[0]):\n    out, h = gru(x[t:t + 1], h)\n"
        "loss = F.mse_loss(fc(out[-1]), torch.randn(4, 1))\nloss.backward()\n",
        "^Nothing wrong", "graph",
    ),
    "a state that goes on with its graph, in a function": (
        "def train(net, loader):\n    h = torch.zeros(1, 16, 8)\n    for x, y in loader:\n"
        "        out, h = net(x, h)\n        F.mse_loss(out[:, -1], y).backward()\n"
        "X, Y = torch.randn(64, 9, 3), torch.randn(64, 8)\n"
        "train(nn.GRU(3, 8, batch_first=True), DataLoader(TensorDataset(X, Y), 16))\n",
        UNDETACHED, "Nothing wrong",
    ),
    "one step at a time, with the state of the step before": (
        "lstm = nn.LSTM(3, 8, batch_first=True)\nx = torch.randn(4, 30, 3)\n"
        "h, c = torch.zeros(1, 4, 8), torch.zeros(1, 4, 8)\nfor t in range(30):\n"
        "    out, (h, c) = lstm(x[:, t:t + 1], (h, c))\n", "^Nothing wrong", "One timestep|idle",
    ),
    "a state that goes on alone": (
        CARRIED.format(made=ZEROS, first="", last="    state = [s.detach() for s in state]\n"),
        "^Nothing wrong", "graph",
    ),
    "a state that begins anew": (
        CARRIED.format(made=ZEROS, first=f"    state = {ZEROS}\n", last=""),
        "^Nothing wrong", "graph",
    ),
    "a state that a module keeps": (
        HELD.format(first="", turn="", count=64), UNDETACHED, "Nothing wrong",
    ),
    "a state that a module begins anew": (
        HELD.format(first=f"        self.state = {ZEROS}\n", turn="", count=64),
        "^Nothing wrong", "graph",
    ),
    "a state that is begun anew from outside": (
        HELD.format(first="", turn=f"    net.state = {ZEROS}\n", count=64),
        "^Nothing wrong", "graph",
    ),
    "a state of a whole batch, and fewer samples at last": (
        HELD.format(first="", turn=f"    net.state = {ZEROS}\n", count=70),
        r"last batch has 6 samples(?s:.*)70 = 4 × 16 \+ 6", "Nothing wrong",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_what_is_said_first(name):
    text, has, may_not = KINDS[name]
    said = first_answer(diagnose(text))
    assert re.search(has, said, re.MULTILINE), said
    assert not re.search(may_not, said, re.MULTILINE), said


@pytest.mark.parametrize(
    "message",
    [
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (768x40 and 20x5)",
        "ValueError: LSTM: Expected input to be 2D or 3D, got 4D instead",
    ],
)
def test_a_message_alone_draws_no_role_that_it_does_not_tell(message):
    fed = diagnose(message).diagnoses[0].fed
    assert fed is not None
    assert "samples" not in fed.names
