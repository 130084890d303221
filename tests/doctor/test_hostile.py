"""Texts of any kind: no exception, no hang, nothing executed."""

import random
import re
import time

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.test_cases import CASES

PASTES = [case["paste"] for case in CASES]

PIECES = [
    "LSTM(", ")", "(", "[", "]", "{", "\n", "    ", "expected ndim=3, found ndim=", "-1", "None",
    "X = X[:, None]", "self.", "lstm(lstm)",
    "import os; os.system('exit 3')", "0/0", "**", "lambda",
    "model.add(", "Input((", "," * 50, "9" * 40, "\x00", "\u202e", "<script>", "X.shape[", "%>%",
    "layer_lstm(", "tf.layers.lstm({", "{\"cells\": [", "def forward(self, x):", "x.size(9)",
    "torch.cat((x, x), 7)", "Reshape((0, -1))", "Permute((9,))", "Dense(0)", "Embedding(-1, -1)",
]  # fmt: skip


def test_two_hundred_hostile_texts_raise_nothing_and_take_no_time():
    rng = random.Random(1)
    for _ in range(200):
        parts = [rng.choice(PIECES) for _ in range(rng.randint(1, 60))]
        cut = rng.choice(PASTES)
        parts.append(cut[rng.randint(0, len(cut)) :])
        rng.shuffle(parts)
        began = time.process_time()
        diagnose("".join(parts))
        assert time.process_time() - began < 1.0


NUMBER = re.compile(r"(?<![\w.])\d{1,7}(?![\w.])")
NAME = re.compile(r"\b[A-Za-z_]\w*\b")
SIZES = re.compile(r"(?<=[(\[])[^()\[\]\n]{1,60}(?=[)\]])")
MARK = re.compile(r"[()\[\]{},:=.]")
ODD = ("0", "0", "1", "-1", "2", "None", "1.5", "'a'", "9" * 20)


def put(text, found, new):
    """Put other words in the place of a match."""
    return text[: found.start()] + new + text[found.end() :]


def renumbered(text, other, rng):
    """A number becomes another one, in one place or in all."""
    numbers = NUMBER.findall(text)
    old, new = rng.choice(numbers or ["1"]), rng.choice([*ODD, *numbers])
    spots = [each for each in NUMBER.finditer(text) if each[0] == old]
    for found in reversed(rng.choice([spots, spots[:1]])):
        text = put(text, found, new)
    return text


def resized(text, other, rng):
    """A bracket holds nothing, a size fewer or more, or sizes in another order."""
    if not (spots := list(SIZES.finditer(text))):
        return text
    found = rng.choice(spots)
    sizes = found[0].split(",")
    new = rng.choice([[], sizes[:1], sizes[:-1], [*sizes, "1"], sizes[::-1], ["0"] * len(sizes)])
    return put(text, found, ",".join(new))


def renamed(text, other, rng):
    """A name stands in the place of another."""
    spots = list(NAME.finditer(text))
    return put(text, rng.choice(spots), rng.choice(spots)[0]) if spots else text


def unclosed(text, other, rng):
    """A bracket or another mark is lost, or stands twice."""
    spots = list(MARK.finditer(text))
    return put(text, found := rng.choice(spots), found[0] * rng.choice([0, 2])) if spots else text


def relined(text, other, rng):
    """A line is lost, stands twice or elsewhere, or comes from another paste."""
    lines = text.split("\n")
    at, to = rng.randrange(len(lines)), rng.randrange(len(lines))
    new = rng.choice([[], [lines[at]] * 2, [lines[to]], [rng.choice(other.split("\n"))]])
    return "\n".join([*lines[:at], *new, *lines[at + 1 :]])


def beside(text, other, rng):
    """The message of another paste, or the whole of it, stands below."""
    told = [line for line in other.split("\n") if re.search(r"Error|[Ee]xpected", line)]
    return text + "\n\n" + rng.choice(["\n".join(told), other])


CHANGES = (renumbered, renumbered, renumbered, resized, resized, renamed, unclosed, relined, beside)


def test_pastes_that_are_changed_at_random_raise_nothing_and_take_no_time():
    rng = random.Random(1)
    for _ in range(1000):
        text, other = rng.sample(PASTES, 2)
        for change in rng.choices(CHANGES, k=rng.randint(1, 3)):
            text = change(text, other, rng)
        answers, began = {}, time.process_time()
        while (asked := diagnose(text, answers).question) and asked.key not in answers:
            answers[asked.key] = rng.choice(list(asked.choices))
        assert time.process_time() - began < 1.0, text


@pytest.mark.parametrize(
    "text",
    [
        "Expected hidden[0] size (1, 0, 256), got [1, 3, 256]",
        "Input 0 of layer sequential is incompatible with the layer: expected ndim=0, found ndim=2."
        " Full shape received: (57, 1)",
        "Error when checking input: expected lstm_1_input to have 0 dimensions, but got array with "
        "shape (3, 30)",
        "Input 0 of layer sequential is incompatible with the layer: expected ndim=1, found ndim=2."
        " Full shape received: (3, 3)",
        "Input 0 of layer sequential is incompatible with the layer: expected ndim=3, "
        "found ndim=0. Full shape received: ()",
        "Input 0 is incompatible with layer repeat_vector_2: expected ndim=2, found ndim=0",
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        self.lstm = nn.LSTM(20, 8)\n"
        "    def forward(self, x):\n"
        "        h0 = torch.zeros(1, x.size(4), 8)\n"
        "        return self.lstm(x, (h0, h0))\n"
        "Net()(torch.randn(8, 70, 20))",
        "model.add(tf.layers.lstm({units: 32, inputShape: [1, 73]}));\n"
        "await model.fit(tf.zeros([1606, 73]), ys);\n"
        "Error when checking input: expected lstm_LSTM1_input to have 2 dimension(s). but got "
        "array with shape 1606,73",
        "expected dense_input_1 to have shape (None, 9999999999999) but got array with shape "
        "(9999999999999, 1)",
        "X = torch.zeros(100, 10, 3)\n"
        "for xb, yb in DataLoader(TensorDataset(X, X), batch_size=-1):\n"
        "    loss = nn.L1Loss()(net(xb[:, 1:]), yb)",
        "out = nn.Sequential(nn.Conv1d(3, 8, 3), nn.MaxPool1d(0))(torch.zeros(4, 3, 10))",
        "Using a target size (torch.Size([])) that is different to the input size "
        "(torch.Size([3]))",
        "net = nn.Sequential(nn.LSTM(4, 16), nn.Linear(16, 1))\nnet(torch.full())",
        "model = Sequential([Input(12), LSTM(3)])\n"
        "model.fit(np.zeros((3, 12)), y)\n"
        "Expected hidden[0] size (416, 82), got (416, 100, 50)",
        "Using a target size (torch.Size([])) that is different to the input size (torch.Size([]))",
        "X = pd.concat(np.zeros(3), axis=1)\nmodel = Sequential([LSTM(8)])\nmodel.fit(X, y)",
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        self.lstm = nn.LSTM(3, 8)\n"
        "        class Head(nn.Module):\n"
        "            def forward(self, x):\n"
        "                return x",
    ],
)
def test_sizes_and_axes_that_cannot_be_raise_nothing(text):
    diagnose(text)


def test_texts_of_two_megabytes_are_answered_within_a_second():
    for piece in ("(", "((1, 2), ", "LSTM(8)(", "a" * 50 + " ", "expected ", "x = [\n", "é", "[1m"):
        began = time.process_time()
        diagnose(piece * (2_000_000 // len(piece)))
        assert time.process_time() - began < 2.0, piece


def test_no_line_of_a_paste_is_executed(tmp_path):
    target = tmp_path / "made"
    diagnose(
        f"X = open({str(target)!r}, 'w')\nmodel = Sequential([LSTM(open({str(target)!r}, 'w'))])"
    )
    assert not target.exists()
