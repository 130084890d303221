"""Code is read as PyTorch runs it: each shape that the walk tells is what PyTorch gives."""

import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.walking.setup import part_of
from tests.doctor.real_shapes import agrees, share_read, walked
from tests.doctor.written_torch import write

COUNT = 120


def misread(made):
    """Say what is read wrongly of a module, and whether it was read whole."""
    setup, found = walked(made.text)
    if found.stop is not None:
        return f"stops: {found.stop}", False
    told = [
        (node.layer.kind[3:], part_of(found.shapes[at], None))
        for at, node in enumerate(setup.nodes)
        if node.layer.kind.startswith("nn.")
    ]
    if [kind for kind, _ in told] != [kind for kind, _ in made.shapes]:
        # A layer whose output nothing reads is none of the model's.
        left = iter(made.shapes)
        if not all(any(agrees(shape, real) and kind == one for one, real in left)
                   for kind, shape in told):  # fmt: skip
            return f"{told} for {made.shapes}", False
    elif not all(agrees(a[1], b[1]) for a, b in zip(told, made.shapes, strict=True)):
        return f"{told} for {made.shapes}", False
    output = found.of(setup.output)
    if not agrees(output, made.output):
        return f"{output} for {made.output}", False
    return "", output is not None and None not in output


def test_every_shape_that_is_read_is_the_real_one():
    assert share_read(misread, write, COUNT) > 0.98


CELLS = """class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.LSTMCell(1, 51)
        self.linear = nn.Linear(51, 1)
    def forward(self, x):
        outputs = []
        h = torch.zeros(x.size(0), 51)
        c = torch.zeros(x.size(0), 51)
        for step in x.split(1, dim=1):
            h, c = self.cell(step, (h, c))
            outputs += [self.linear(h)]
        return torch.cat(outputs, dim=1)
y = Model()(torch.zeros(97, 999))
"""
LIGHTNING = """class Lit(pl.LightningModule):
    def __init__(self, features=5, hidden=64):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, 1)
    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return self.head(h[-1])
    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.mse_loss(self(x), y)
loader = DataLoader(TensorDataset(torch.randn(99, 30, 5), torch.randn(99, 1)), batch_size=32)
pl.Trainer(max_epochs=5).fit(Lit(), loader)
"""
SHOWN = """Net(
  (lstm): LSTM(12, 64, num_layers=2, batch_first=True)
  (fc): Linear(in_features=64, out_features=3, bias=True)
)
class Net(nn.Module):
    def __init__(self, inputs, hidden, layers, classes):
        super().__init__()
        self.lstm = nn.LSTM(inputs, hidden, layers, batch_first=True)
        self.fc = nn.Linear(hidden, classes)
    def forward(self, x):
        out, _ = self.lstm(x)
        return self.fc(out[:, -1])
# x (32, 50, 12)
"""
OPTIONS = """parser.add_argument('--hidden-size', type=int, default=128)
args = parser.parse_args()
class Config:
    classes = 3
class Net(nn.Module):
    def __init__(self, args, config):
        super().__init__()
        self.rnn = nn.LSTM(10, args.hidden_size, batch_first=True)
        self.fc = nn.Linear(args.hidden_size, config.classes)
    def forward(self, x):
        return self.fc(self.rnn(x)[0][:, -1])
out = Net(args, Config())(torch.randn(4, 9, 10))
"""
PACKED = """lstm = nn.LSTM(3, 8, batch_first=True)
x = torch.randn(4, 7, 3)
packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
out, _ = lstm(packed)
out, _ = nn.utils.rnn.pad_packed_sequence(out)
"""


@pytest.mark.parametrize(
    ("text", "layer", "shape"),
    [
        (CELLS, "cat", (97, None)),
        (CELLS, "nn.Linear", (97, 1)),
        (LIGHTNING, "nn.Linear", (32, 1)),
        (SHOWN, "nn.Linear", (32, 3)),
        (OPTIONS, "nn.Linear", (4, 3)),
        (PACKED, "padded", (None, 4, 8)),
    ],
)
def test_what_stands_around_a_module_is_read(text, layer, shape):
    setup, found = walked(text)
    at = max(at for at, node in enumerate(setup.nodes) if node.layer.kind == layer)
    assert found.stop is None
    assert found.shapes[at] == shape


def test_a_class_of_the_text_is_none_of_pytorch_though_it_is_called_rnn():
    text = "import torch\ntest_rnn = RNN(input_size=1, output_size=1, hidden_dim=10, n_layers=2)\n"
    assert not walked(text)[0].layers


def test_a_line_that_stands_twice_is_run_twice():
    text = (
        "lstm = nn.LSTM(3, 8, batch_first=True)\nx = torch.randn(4, 7, 3)\nout, _ = lstm(x)\n"
        "out = out[:, -1]\nout = out.unsqueeze(0)\nout = out.unsqueeze(0)\n"
    )
    setup, found = walked(text)
    assert found.of(setup.output) == (1, 1, 4, 8)


def test_lengths_that_are_none_of_the_samples_are_not_said_to_run():
    text = (
        "import torch\nx = torch.randn(3, 5, 3)\nlengths = [4, 2, 3]\n"
        "packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths)\n"
    )
    assert [each.key for each in diagnose(text).diagnoses] == ["torch_lengths"]


def test_sizes_that_the_text_does_not_tell_are_named():
    text = (
        "class Net(nn.Module):\n    def __init__(self, features, hidden):\n"
        "        super().__init__()\n        self.lstm = nn.LSTM(features, hidden)\n"
        "    def forward(self, x):\n        return self.lstm(x)[0]\n"
    )
    assert "the numbers of features, hidden, which are not in the text" in diagnose(text).unknown
