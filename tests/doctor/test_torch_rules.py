"""The table of PyTorch's layers, held against PyTorch itself."""

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.walking import operations
from lstmviz.doctor.walking.refusals import Refusal
from lstmviz.doctor.walking.setup import Layer
from lstmviz.doctor.walking.torch import after
from lstmviz.doctor.walking.walk import walk

SIZE = st.integers(1, 5)
SHAPE = st.lists(SIZE, min_size=1, max_size=4).map(tuple)
FLAG = st.booleans()


def by_table(rule, *given_):
    """Give what the table says leaves a layer; None where it refuses."""
    try:
        return rule(*given_)
    except Refusal:
        return None


def by_torch(run):
    """Give the shape of what PyTorch makes, or shapes; None where it refuses."""
    try:
        made = run()
    except (RuntimeError, ValueError, IndexError, TypeError):
        return None
    return shapes(made)


def shapes(made):
    """Give a tensor's shape; of an LSTM's output all three."""
    if isinstance(made, torch.Tensor):
        return tuple(made.shape)
    flat = [part for each in made for part in (each if isinstance(each, tuple) else (each,))]
    return tuple(tuple(each.shape) for each in flat)


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(["LSTM", "GRU", "RNN"]), shape=SHAPE, width=SIZE, units=SIZE,
    count=st.integers(1, 2), first=FLAG, two=FLAG, state=st.none() | SHAPE,
)  # fmt: skip
def test_recurrent_layers(kind, shape, width, units, count, first, two, state):
    words = {"input_size": width, "hidden_size": units, "num_layers": count,
             "batch_first": first, "bidirectional": two}  # fmt: skip
    real = getattr(torch.nn, kind)(**words)
    held = None if state is None else torch.zeros(state)
    pair = (held, held) if kind == "LSTM" and held is not None else held
    given_ = [shape, *([state] if state else []) * (2 if kind == "LSTM" else 1)]
    told = by_table(after, Layer(f"nn.{kind}", words), given_)
    assert told == by_torch(lambda: real(torch.zeros(shape), pair))


@settings(max_examples=80, deadline=None)
@given(shape=SHAPE, width=SIZE, units=SIZE)
def test_linear(shape, width, units):
    told = by_table(after, Layer("nn.Linear", {"in_features": width, "out_features": units}),
                    [shape])  # fmt: skip
    assert told == by_torch(lambda: torch.nn.Linear(width, units)(torch.zeros(shape)))


@settings(max_examples=120, deadline=None)
@given(shape=SHAPE, width=SIZE, units=SIZE, kernel=SIZE, stride=st.integers(1, 3),
       padding=st.integers(0, 2))  # fmt: skip
def test_convolutions_and_pools(shape, width, units, kernel, stride, padding):
    words = {"in_channels": width, "out_channels": units, "kernel_size": kernel,
             "stride": stride, "padding": padding}  # fmt: skip
    told = by_table(after, Layer("nn.Conv1d", words), [shape])
    assert told == by_torch(lambda: torch.nn.Conv1d(**words)(torch.zeros(shape)))
    if len(shape) in (2, 3):
        sizes = {"kernel_size": kernel, "stride": stride}
        told = by_table(after, Layer("nn.MaxPool1d", sizes), [shape])
        assert told == by_torch(lambda: torch.nn.MaxPool1d(**sizes)(torch.zeros(shape)))


@settings(max_examples=80, deadline=None)
@given(shape=SHAPE, width=SIZE)
def test_batch_norm_and_flatten(shape, width):
    norm = torch.nn.BatchNorm1d(width).eval()
    told = by_table(after, Layer("nn.BatchNorm1d", {"num_features": width}), [shape])
    assert told == by_torch(lambda: norm(torch.zeros(shape)))
    told = by_table(after, Layer("nn.Flatten"), [shape])
    assert told == by_torch(lambda: torch.nn.Flatten()(torch.zeros(shape)))


@settings(max_examples=80, deadline=None)
@given(batch=SIZE, steps=SIZE, keys=SIZE, width=SIZE, wrong=FLAG, first=FLAG, alone=FLAG)
def test_attention(batch, steps, keys, width, wrong, first, alone):
    def shape(count):
        rows = () if alone else (batch,)
        return (*rows, count, width) if first else (count, *rows, width)

    words = {"embed_dim": width + wrong, "num_heads": 1, "batch_first": first}
    told = by_table(after, Layer("nn.MultiheadAttention", words), [shape(steps), shape(keys)])
    query, key = torch.zeros(shape(steps)), torch.zeros(shape(keys))

    def run():
        try:
            return torch.nn.MultiheadAttention(**words)(query, key, key)
        except AssertionError as refusal:
            raise ValueError from refusal

    assert told == by_torch(run)


@settings(max_examples=80, deadline=None)
@given(kind=st.sampled_from(["LSTMCell", "GRUCell", "RNNCell"]), shape=SHAPE, width=SIZE,
       units=SIZE)  # fmt: skip
def test_cells(kind, shape, width, units):
    words = {"input_size": width, "hidden_size": units}
    told = by_table(after, Layer(f"nn.{kind}", words), [shape])
    assert told == by_torch(lambda: getattr(torch.nn, kind)(**words)(torch.zeros(shape)))


@settings(max_examples=120, deadline=None)
@given(kind=st.sampled_from(["LSTMCell", "GRUCell", "RNNCell"]), shape=SHAPE, state=SHAPE)
def test_states_of_cells(kind, shape, state):
    # Beside data of one axis, a state of two is not refused but read along the wrong axis: a simple
    # cell's may fit by chance, and an LSTM's may crash.
    assume(not (len(shape) == 1 and len(state) == 2))
    words = {"input_size": shape[-1] if shape else 3, "hidden_size": 3}
    zeros = torch.zeros(state)
    given_ = (zeros, zeros) if kind == "LSTMCell" else zeros
    count = 2 if kind == "LSTMCell" else 1
    told = by_table(after, Layer(f"nn.{kind}", words), [shape, *[state] * count])
    real = by_torch(lambda: getattr(torch.nn, kind)(**words)(torch.zeros(shape), given_))
    assert told == real


@settings(max_examples=120, deadline=None)
@given(output=SHAPE, target=SHAPE, kind=st.sampled_from(["MSELoss", "BCEWithLogitsLoss"]))
def test_losses_of_numbers(output, target, kind):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        real = by_torch(lambda: getattr(torch.nn, kind)()(torch.zeros(output), torch.zeros(target)))
    told = by_table(after, Layer(f"nn.{kind}"), [output, target])
    assert (told is None) == (real is None)


@settings(max_examples=120, deadline=None)
@given(output=SHAPE, target=SHAPE)
def test_the_loss_of_classes(output, target):
    y = torch.zeros(target, dtype=torch.long)
    real = by_torch(lambda: torch.nn.CrossEntropyLoss()(torch.zeros(output), y))
    told = by_table(after, Layer("nn.CrossEntropyLoss"), [output, target])
    # Targets of the predictions' own shape may be shares of the classes: then they are floats.
    assert (told is None) == (real is None) or output == target


@settings(max_examples=120, deadline=None)
@given(shape=SHAPE, data=st.data())
def test_operations_on_tensors(shape, data):
    x, axes = torch.zeros(shape), st.integers(-4, 4)
    one, two = data.draw(axes), data.draw(axes)
    pairs = [
        (Layer("transpose", {"dims": (one, two)}), lambda: x.transpose(one, two)),
        (Layer("unsqueeze", {"dim": one}), lambda: x.unsqueeze(one)),
        (Layer("squeeze", {"dim": one}), lambda: x.squeeze(one)),
        (Layer("squeeze", {"dim": None}), lambda: x.squeeze()),
        (Layer("flatten", {"start_dim": one}), lambda: x.flatten(one)),
        (Layer("reduce", {"dim": one, "keepdim": True}), lambda: x.sum(one, keepdim=True)),
        (Layer("index", {"parts": (slice(None), -1)}), lambda: x[:, -1]),
        (Layer("reshape", {"sizes": (shape[0], -1)}), lambda: x.reshape(shape[0], -1)),
    ]
    for layer, run in pairs:
        assert by_table(operations.after, layer, [shape]) == by_torch(run), layer


FORMS = ["x.expand(2, 5, -1)", "x.expand(3, 2, -1, 4)", "x.repeat(1, 5, 2)", "x.movedim(0, 2)",
         "x.unbind(2)[1]", "x.topk(3, dim=-1)[0]", "x.sort(dim=2)[0]", "x.mT.contiguous()",
         "x.swapaxes(0, 2)",
         "F.adaptive_avg_pool1d(x, 2)", "nn.AdaptiveMaxPool1d(3)(x)", "nn.Unflatten(2, (2, 2))(x)",
         "F.one_hot(x.argmax(-1), 4)", "torch.stack(x.split([1, 3], dim=2)[1:], dim=1)",
         "x.chunk(2, dim=-1)[1]", "x[:, :, None].squeeze(2)"]  # fmt: skip


@pytest.mark.parametrize("written", FORMS)
def test_other_forms_of_a_tensor(written):
    setup = read_setup(f"layer = nn.Linear(4, 4)\nx = layer(torch.randn(2, 1, 4))\ny = {written}")
    names = {"x": torch.randn(2, 1, 4), "nn": torch.nn, "F": torch.nn.functional, "torch": torch}
    assert walk(setup).of(setup.output) == tuple(eval(written, names).shape)
