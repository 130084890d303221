"""A message beside the line of code that raised it: which tensor, which axis, and a cure."""

import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.texts.text import read_text

FRAMES = 'Traceback (most recent call last):\n  File "train.py", line 8, in <module>\n    run()\n'
LIBRARY = (
    '  File "/env/lib/python3.9/site-packages/torch/nn/modules/module.py", line 5, in __call__\n'
    "    result = self.forward(*input)\n"
)


def raised(line, message):
    """Write a traceback that ends in a line of one's own, and goes on in a library."""
    return f'{FRAMES}  File "model.py", line 30, in forward\n    {line}\n{LIBRARY}{message}\n'


def first(text):
    return diagnose(text).diagnoses[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (raised("y = self.fc(x)", "RuntimeError: no"), "y = self.fc(x)"),
        (
            "/tmp/ipykernel_17/37.py in build(n)\n      4     a = 1\n----> 5     b = LSTM(8)(a)\n"
            "/opt/lib/python3.8/site-packages/keras/layers.py in call(self)\n---> 9     check(x)\n",
            "b = LSTM(8)(a)",
        ),
        ("Cell In[3], line 2\n      1 a = 1\n----> 2 model(a)\n", "model(a)"),
        ("the error happens in this line x = torch.tanh(a + b)\n", "x = torch.tanh(a + b)"),
        ('  File "model.py", line 3, in <module>\nValueError: no line of code here\n', ""),
        ("model.add(LSTM(8, input_shape=(3, 2)))\n", ""),
    ],
)
def test_the_last_line_of_ones_own_is_read(text, line):
    assert read_text(text).raising == line


def test_outputs_in_the_place_of_a_state_are_told_and_brought_to_its_shape():
    torch = pytest.importorskip("torch")
    gru = torch.nn.GRU(3, 5, batch_first=True)
    space = {"torch": torch, "x": torch.zeros(4, 1, 3), "seen": torch.zeros(4, 30, 7)}
    with pytest.raises(RuntimeError) as caught:
        gru(space["x"], space["seen"])
    message = f"RuntimeError: {str(caught.value).splitlines()[0]}"
    found = first(raised("output, hidden = self.rnn(x, seen)", message))
    assert found.key == "outputs_as_state"
    assert "timesteps" in found.title
    exec("\n".join(found.fix), space)
    assert gru(space["x"], space["h"])[0].shape == (4, 1, 5)


def test_a_state_of_several_layers_on_its_side_is_no_output():
    found = first("RuntimeError: Expected hidden size (2, 4, 5), got (4, 2, 5)")
    assert found.key == "torch_state_size"


def test_a_state_that_meets_the_outputs_of_all_steps_is_told():
    torch = pytest.importorskip("torch")
    outputs, hidden = torch.nn.LSTM(3, 6, num_layers=2, batch_first=True)(torch.zeros(4, 9, 3))
    space = {"torch": torch, "hidden": hidden, "encoder_outputs": outputs}
    line = "e = torch.tanh(hidden[0] + encoder_outputs)"
    with pytest.raises(RuntimeError) as caught:
        exec(line, space)
    found = first(raised(line, f"RuntimeError: {caught.value}") + "self.lstm = nn.LSTM(…)")
    assert "timesteps" in found.title
    exec("\n".join(found.fix), space)
    assert space["e"].shape == (4, 9, 6)


def test_both_sides_of_a_product_are_named():
    message = "RuntimeError: The size of tensor a (60) must match the size of tensor b (30) at "
    found = first(raised("z = seen * weights", message + "non-singleton dimension 2"))
    assert "60 in seen and 30 in weights" in found.axis
    assert "bidirectional" in found.said[0]


def test_a_cell_reads_two_axes():
    torch = pytest.importorskip("torch")
    with pytest.raises(RuntimeError) as caught:
        torch.nn.GRUCell(5, 4)(torch.zeros(2, 9))
    old = "RuntimeError: input has inconsistent input_size: got 9, expected 5"
    for message in (f"RuntimeError: {caught.value}", old):
        found = first(raised("s = self.cell(step, s)", message))
        assert found.meant.names == ("samples", "features")
        assert "permute" not in " ".join(found.said)


@pytest.mark.parametrize("kind", ["torch.IntTensor", "torch.cuda.IntTensor", "CPUIntTensor"])
def test_whole_numbers_are_called_no_floats(kind):
    found = first(
        "RuntimeError: Expected tensor for argument #1 'indices' to have scalar type Long; but got "
        f"{kind} instead (while checking arguments for embedding)"
    )
    assert "float" not in " ".join((found.title, found.received, *found.said))


def test_a_layer_that_has_the_name_in_the_message_refuses_itself():
    text = (
        "sentence_layer = SentenceEmbedding()\nseen = sentence_layer(words)\n"
        "rnn = GRU(units, name='gru')\nout = rnn(seen)\n"
        "Input 0 is incompatible with layer gru: expected ndim=3, found ndim=2"
    )
    found = first(text)
    assert "SentenceEmbedding gives two axes" in found.title
    assert "hands on only its last state" not in found.title


SIZES = (
    "ValueError: Target size (torch.Size([{}])) must be the same as input size (torch.Size([{}]))"
)


@pytest.mark.parametrize(
    ("target", "output", "line"),
    [
        ((1, 1, 7), (1, 7), "y = y.squeeze(1)"),
        ((5, 1, 7), (5, 7), "y = y.squeeze(1)"),
        ((1, 7), (7,), "y = y.squeeze(0)"),
        ((5, 7), (5, 1, 7), "pred = pred.squeeze(1)"),
        ((3, 4, 7), (12, 7), "pred = pred.view(3, 4, -1)"),
    ],
)
def test_an_axis_of_size_one_between_targets_and_predictions_is_taken_out(target, output, line):
    torch = pytest.importorskip("torch")
    found = first(SIZES.format(*(", ".join(map(str, each)) for each in (target, output))))
    assert found.fix == (line,)
    space = {"y": torch.zeros(target), "pred": torch.zeros(output)}
    exec(line, space)
    assert space["y"].shape == space["pred"].shape


def test_steps_that_are_a_multiple_of_the_targets_hold_another_axis():
    text = (
        "ValueError: Error when checking target: expected out to have shape (600, 1) but got array "
        "with shape (60, 1)"
    )
    assert "600 = 10 × 60" in first(text).said[0]


def test_a_message_whose_last_line_is_cut_off_is_told_by_what_the_traceback_shows():
    text = raised("out, h = self.rnn(x, h)", "").replace(
        LIBRARY, "    raise RuntimeError(msg.format('Expected hidden[0] size {}, got {}'))\n"
    )
    assert first(text).key == "state_size"
    told = first(text + "RuntimeError: Expected hidden[0] size (1, 8, 4), got [1, 5, 4]")
    assert told.key == "torch_state_size"


def test_the_one_step_of_a_decoder_is_told():
    found = first("RuntimeError: Expected hidden[0] size (2, 1, 6), got [2, 9, 6]")
    assert "unsqueeze(0)" in found.said[0]


def test_features_and_states_that_do_not_fit_are_both_told():
    torch = pytest.importorskip("torch")
    text = (
        "lstm = nn.LSTM(3, 2)\nh = (torch.zeros(3, 2), torch.zeros(3, 2))\n"
        "x = torch.zeros(6, 4, 5)\nlstm(x, h)\n"
    )
    assert "(1, 4, 2)" in first(text).said[0]
    torch.nn.LSTM(5, 2)(torch.zeros(6, 4, 5), (torch.zeros(1, 4, 2), torch.zeros(1, 4, 2)))


def test_states_go_with_the_axis_of_the_samples():
    text = (
        "class M(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.lstm = nn.LSTM(3, 8)\n    def forward(self, x):\n"
        "        h = torch.zeros(1, x.size(1), 8)\n        c = torch.zeros(1, x.size(1), 8)\n"
        "        out, _ = self.lstm(x, (h, c))\n        return out[:, -1]\n"
        "X = torch.zeros(64, 9, 3)  # (samples, timesteps, features)\nout = M()(X)\n"
    )
    found = next(each for each in diagnose(text).diagnoses if each.key == "batch_is_time")
    assert "x.size(0) the samples" in found.said[-1]


MANY = "ValueError: too many values to unpack (expected 2)"


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("x, _ = pack_padded_sequence(x, n)", MANY, "x = pack_padded_sequence(x, n).data"),
        ("seen, batch_sizes = seen", MANY, "seen, batch_sizes, *_ = seen"),
        (
            "out, h, c = self.lstm(x)",
            "ValueError: not enough values to unpack (expected 3, got 2)",
            "out, (h, c) = self.lstm(x)",
        ),
    ],
)
def test_what_a_line_takes_apart_is_told_by_the_line(line, message, fix):
    assert first(raised(line, message)).fix == (fix,)


def test_words_without_their_lengths_are_told_by_the_line():
    found = first(f'the error "{MANY[12:]}" occurs in "words, lengths = batch.text". ValueError')
    assert found.key == "lengths_missing"


def test_a_loss_of_nan_hides_no_other_fault():
    text = (
        "model = Sequential([Input((9, 2)), LSTM(8), Dense(1)])\nmodel.compile(loss='mse')\n"
        "model.fit(X, y)  # X (70, 9, 2), y (70, 9, 1)\nloss: nan\n"
    )
    assert [each.key for each in diagnose(text).diagnoses] == ["nan_loss", "last_step_all_targets"]


@pytest.mark.parametrize("state", [(40, 3, 5), (2, 7, 5)])
def test_a_state_that_the_text_makes_is_no_output(state):
    text = f"gru = nn.GRU(4, 5, 2)\nx = torch.zeros(10, 3, 4)\nh = torch.zeros{state}\ngru(x, h)\n"
    assert first(text).key == "torch_state_size"


def test_a_state_of_another_batch_is_no_output():
    found = first("RuntimeError: Expected hidden[0] size (1, 1, 30), got [1, 100, 30]")
    assert found.key == "torch_state_size"


def test_one_state_is_told_by_the_call_of_the_library():
    text = raised(
        "out, h = self.lstm(x, hidden)",
        "TypeError: lstm() received an invalid combination of arguments - got (Tensor, Tensor, "
        "list, bool, int, float, bool, bool, bool), but expected one of:",
    )
    assert first(text).key == "one_state"


def test_branches_in_a_chain_are_told_by_the_code_and_joined():
    keras = pytest.importorskip("keras")
    text = (
        "a = Sequential()\na.add(LSTM(8, input_shape=(5, 3)))\nb = Sequential()\n"
        "b.add(LSTM(8, input_shape=(5, 3)))\nm = Sequential()\nm.add(Concatenate([a, b]))\n"
        "m.add(Dense(1))\nValueError: The first layer in a Sequential model must get an "
        "`input_shape` argument.\n"
    )
    found = first(text)
    assert found.key == "joined_in_chain"
    branch = [keras.Input((5, 3)), keras.layers.LSTM(8)]
    space = {"keras": keras, "first": keras.Sequential(branch)}
    space["second"] = keras.Sequential([keras.Input((5, 3)), keras.layers.LSTM(4)])
    exec("\n".join(found.fix), space)
    assert space["model"].output_shape == (None, 1)
