"""Sizes by their names: what stops, or fits, whatever the numbers are, does so in PyTorch."""

import re

import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.walking.by_name import by_name, fits
from lstmviz.doctor.walking.named import MAX_TERMS, Named, differ, solved
from lstmviz.doctor.walking.sizes import Word
from tests.doctor.written_torch import write

COUNT = 140
A, B = (Named.of({(Word(name),): 1}) for name in ("a", "b"))


def texts():
    """Give modules whose sizes are arguments: the class alone, and the whole text."""
    for seed in range(COUNT):
        text = write(seed).text
        head, found, rest = text.partition("x = torch.randn(")
        named = re.search(r"def __init__\(self, n\d+[,)]", head)
        if found and named and ">>>" not in text and "Whole" not in text:
            yield seed, head, found + rest


MISTAKES = [
    (r"(self\.l[1-9] = .*nn\.Linear\()((?:self\.)?n\d)", r"\1\2 * 2"),
    (r"(self\.l[1-9] = .*nn\.Linear\()((?:self\.)?n\d)", r"\1\2 + 1"),
    (r"(self\.l[1-9] = nn\.(?:LSTM|GRU|RNN)\()((?:self\.)?n\d)", r"\g<1>2 * \2"),
    (r"batch_first=True\)", "batch_first=True, bidirectional=True)"),
    (r", bidirectional=True\)", ")"),
    (r"torch\.zeros\((\d)", r"torch.zeros(3 * \1"),
]


def mistaken(head):
    """Put a mistake in, each in turn: another width of a layer, or another number of directions."""
    made = {re.sub(*each, head, count=1) for each in MISTAKES}
    return sorted(made - {head})


def runs(text):
    """Whether PyTorch runs a text."""
    text = text.replace(".to(device)", "")
    numbers = {name: int(size) for name, size in re.findall(r"\b(n\d+)=(\d+)", text)}
    try:
        exec(compile(text, "text", "exec"), numbers)
    except (RuntimeError, IndexError, ValueError):
        return False
    return True


def read(text):
    """Read a text's set-up."""
    return read_setup(read_text(text).plain)


def test_no_module_that_runs_stops_by_its_names():
    counted = 0
    for seed, head, _ in texts():
        assert by_name(read(head), ()) is None, f"{seed}: {head}"
        counted += fits(read(head))
    assert counted > 1


def test_what_stops_by_its_names_stops_in_pytorch_and_what_fits_runs():
    stopped = fitting = 0
    for seed, wrong, rest in ((s, w, rest) for s, head, rest in texts() for w in mistaken(head)):
        setup = read(wrong)
        if by_name(setup, ()) is not None:
            stopped += 1
            assert not runs(wrong + rest), f"{seed}: {wrong}{rest}"
        elif fits(setup):
            fitting += 1
            assert runs(wrong + rest), f"{seed}: {wrong}{rest}"
    assert stopped > 4
    assert fitting > 1


@pytest.mark.parametrize(
    ("one", "two", "surely"),
    [
        (2 * A, A, True), (A, B, False), (A + B, A, True), (A, 64, False), (2 * A, 1, True),
        (A * B, A, False), (A, A, False), (A - 1, A, True), (2 * A // 2, A, False),
        (2 * (A // 2), A, False), (4 * A * B, 2 * A * B, True), (3, 4, True),
    ],
)  # fmt: skip
def test_names_differ_only_where_they_do_whatever_they_are(one, two, surely):
    assert differ(one, two) is surely
    assert differ(two, one) is surely


def test_a_message_tells_the_number_of_a_name():
    assert solved(2 * A, 256) == {Word("a"): 128}
    assert solved(2 * A, 255) is None
    assert solved(A + B, 8) is None
    assert solved(A - 1, 8) == {Word("a"): 9}


@pytest.mark.parametrize("size", [A, 2 * A, A + B, A - 1, A // 2, 2 * A * B])
def test_a_size_is_written_as_code(size):
    numbers = {"a": 7, "b": 5}
    assert eval(str(size), {}, numbers) == eval(f"{size:,}", {}, numbers)


TAGGER = """class Tagger(nn.Module):
    def __init__(self, vocab, embed, hidden, tags):
        super().__init__()
        self.hidden = hidden
        self.emb = nn.Embedding(vocab, embed)
        self.lstm = nn.LSTM(embed, self.hidden, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(hidden, tags)

    def forward(self, words):
        out, _ = self.lstm(self.emb(words))
        return self.fc(out[:, -1])
"""


def test_a_class_without_a_number_is_judged():
    found = diagnose(TAGGER)
    first = found.diagnoses[0]
    assert first.key == "linear_features"
    assert first.fix == ("self.fc = nn.Linear(2 * hidden, tags)",)
    assert str([station.shape for station in found.walk][2]) == "(None, None, 2 * hidden)"


def test_the_numbers_of_a_message_are_put_in_for_the_names():
    text = f"{TAGGER}\nRuntimeError: mat1 and mat2 shapes cannot be multiplied (32x256 and 128x4)"
    first = diagnose(text).diagnoses[0]
    assert first.basis == ""
    assert first.fix == ("self.fc = nn.Linear(256, tags)",)


def test_a_message_that_the_names_cannot_give_is_not_led_to():
    text = f"{TAGGER}\nRuntimeError: mat1 and mat2 shapes cannot be multiplied (32x300 and 128x4)"
    assert "does not lead to it" in diagnose(text).diagnoses[0].basis


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What another class calls so, and what is given another value, is another size.
        ("self.fc = nn.Linear(hidden, tags)", "hidden = hidden * 2\n"
         "        self.fc = nn.Linear(hidden, tags)"),
        ("self.fc = nn.Linear(hidden, tags)", "if tags > 2:\n            hidden = 2 * hidden\n"
         "        self.fc = nn.Linear(hidden, tags)"),
        ("self.fc = nn.Linear(hidden, tags)", "for i in range(tags):\n"
         "            hidden = 2 * hidden\n        self.fc = nn.Linear(hidden, tags)"),
        ("nn.Linear(hidden, tags)", "nn.Linear(width, tags)"),
        ("nn.Linear(hidden, tags)", "nn.Linear(self.double(hidden), tags)"),
    ],
)  # fmt: skip
def test_a_name_is_itself_only_as_long_as_it_keeps_its_value(before, after):
    text = TAGGER.replace(before, after)
    assert text != TAGGER
    assert not diagnose(text).diagnoses


def test_what_a_model_gives_beside_its_output_is_walked():
    text = TAGGER.replace("return self.fc(out[:, -1])", "return out, self.fc(out[:, -1])")
    assert diagnose(text).diagnoses[0].key == "linear_features"


def test_where_all_fits_whatever_the_numbers_are_it_is_said():
    text = TAGGER.replace("nn.Linear(hidden", "nn.Linear(2 * hidden")
    assert "the shapes fit from layer to layer" in diagnose(text).unknown
    # Two names that have to be of one number are not known to fit.
    assert (
        "the shapes fit" not in diagnose(TAGGER.replace("nn.Linear(hidden", "nn.Linear(w")).unknown
    )


CELL = """lstm = nn.LSTMCell(2 * embed, hidden)
for t in range(x.size(1)):
    h = torch.zeros(1, x.size(1), hidden)
    c = torch.zeros(x.size(1), 1, hidden)
    h, c = lstm(x[:, t], (h, c))
"""


def test_the_state_of_a_cell_has_no_axis_of_layers():
    first = diagnose(CELL).diagnoses[0]
    assert first.key == "cell_state"
    assert "three" not in first.expected
    right = CELL.replace("zeros(1, x.size(1)", "zeros(x.size(0)")
    right = right.replace("zeros(x.size(1), 1", "zeros(x.size(0)")
    assert not diagnose(right).diagnoses
    assert diagnose(right.replace("x.size(0), hidden", "x.size(0), 2 * hidden")).diagnoses


def test_sizes_stay_bounded_however_long_a_text_makes_them():
    lines = ["x = self.l(x)"] + ["x = torch.matmul(x, x.transpose(-1, -2))",
             "x = torch.cat([x, x.transpose(0, 1)], 0)", "x = x.view(-1, 1)"] * 60  # fmt: skip
    text = "class Net(nn.Module):\n    def __init__(self, a, b):\n        super().__init__()\n"
    text += "        self.l = nn.Linear(a, b)\n    def forward(self, x):\n"
    text += "".join(f"        {line}\n" for line in lines) + "        return x\n"
    assert not diagnose(text).diagnoses
    size = A
    for _ in range(200):
        size = (size + B) * (size + 1)
    assert len(size.terms) <= MAX_TERMS
    assert not differ(size, size)


ATTENDING = """class Decoder(nn.Module):
    def __init__(self, embed, hidden, vocab):
        super().__init__()
        self.emb = nn.Embedding(vocab, embed)
        self.gru = nn.GRU(embed, hidden, batch_first=True)

    def forward(self, word, context):
        x = torch.cat((self.emb(word), context), dim=2)
        out, h = self.gru(x)
        return out
"""


def test_what_is_joined_to_the_input_makes_it_wider():
    assert diagnose(ATTENDING).diagnoses[0].key == "feature_count"
    wider = ATTENDING.replace("nn.GRU(embed,", "nn.GRU(embed + hidden,")
    assert not diagnose(wider).diagnoses


def test_a_way_that_goes_on_is_not_left_out():
    # What Other gives is not known: with three axes the Linear may get another width.
    text = ATTENDING.replace("nn.GRU(embed,", "nn.GRU(width,")
    text = text.replace("out, h = self.gru(x)", "out, h = self.gru(Other()(x))")
    assert not diagnose(text).diagnoses
