"""A message beside the line of code that raised it: which tensor, which axis, and a cure."""

import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.text import read_text

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
