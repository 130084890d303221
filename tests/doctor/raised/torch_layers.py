"""PyTorch: layers and states that raise one message for several reasons."""

import random

from tests.doctor.raised import Family, Raised, different


def features(rng: random.Random) -> tuple[Raised, ...]:
    """input.size(-1) must be equal to input_size."""
    n, f, g, u = different(rng, 4)
    lstm = f"lstm = nn.LSTM({f}, {u}, batch_first=True)"
    call = "out, _ = lstm(X)"
    return (
        Raised("another number of columns", f"X = torch.zeros({n}, 9, {g})\n{lstm}", call,
               f"X = X[..., :1].repeat(1, 1, {f})", r"same columns|columns of|input_size"),
        Raised("swapped", f"X = torch.zeros({n}, {f}, {g})\n{lstm}", call,
               "X = X.permute(0, 2, 1)", "swapped|permute|transpose"),
        Raised("the layer before gives others",
               f"first = nn.LSTM(6, {g}, batch_first=True)\n{lstm}\n"
               f"X, _ = first(torch.zeros({n}, 9, 6))", call,
               f"lstm = nn.LSTM({g}, {u}, batch_first=True)", "layer before"),
    )  # fmt: skip


def one_feature(rng: random.Random) -> tuple[Raised, ...]:
    """The same, where one feature is read."""
    n, g, u = different(rng, 3)
    lstm = f"lstm = nn.LSTM(1, {u}, batch_first=True)"
    call = "out, _ = lstm(X)"
    return (
        Raised("a missing axis", f"X = torch.zeros({n}, {g})\n{lstm}", call,
               "X = X[..., None]", r"\[\.\.\., None\]|unsqueeze"),
        Raised("several columns", f"X = torch.zeros({n}, 9, {g})\n{lstm}", call,
               f"lstm = nn.LSTM({g}, {u}, batch_first=True)", "input_size|columns"),
        Raised("swapped", f"X = torch.zeros({n}, 1, {g})\n{lstm}", call,
               "X = X.permute(0, 2, 1)", "swapped|permute"),
    )  # fmt: skip


def two_ways(rng: random.Random) -> tuple[Raised, ...]:
    """The same, where twice as many come."""
    n, f, u = different(rng, 3)
    lstm = f"lstm = nn.LSTM({f}, {u}, batch_first=True)"
    call = "out, _ = lstm(X)"
    return (
        Raised("a bidirectional layer before",
               f"first = nn.LSTM(6, {f}, batch_first=True, bidirectional=True)\n{lstm}\n"
               f"X, _ = first(torch.zeros({n}, 9, 6))", call,
               f"lstm = nn.LSTM({2 * f}, {u}, batch_first=True)", "bidirectional"),
        Raised("twice the columns", f"X = torch.zeros({n}, 9, {2 * f})\n{lstm}", call,
               f"X = X[..., :{f}]", "columns|input_size"),
        Raised("swapped", f"X = torch.zeros({n}, {f}, {2 * f})\n{lstm}", call,
               "X = X.permute(0, 2, 1)", "swapped|permute"),
    )  # fmt: skip


def matrices(rng: random.Random) -> tuple[Raised, ...]:
    """mat1 and mat2 shapes cannot be multiplied."""
    n, u, k, t = different(rng, 4)
    g = u * t
    call = f"out = fc(X.reshape({n}, -1))"
    fc = f"fc = nn.Linear({u}, {k})"
    return (
        Raised("all steps in one row", f"X = torch.zeros({n}, {t}, {u})\n{fc}",
               f"out = fc(X.reshape({n}, -1)) if X.ndim == 3 else fc(X)", "X = X[:, -1]",
               "step"),
        Raised("the Linear is built for others", f"X = torch.zeros({n}, {g})\n{fc}", call,
               f"fc = nn.Linear({g}, {k})", "build it|Linear"),
        Raised("other columns", f"X = torch.zeros({n}, {g})\n{fc}", call,
               f"X = X[:, :{u}]", "same columns|columns"),
    )  # fmt: skip


def matrices_twice(rng: random.Random) -> tuple[Raised, ...]:
    """The same, where twice as many come."""
    n, u, k = different(rng, 3)
    fc = f"fc = nn.Linear({u}, {k})"
    return (
        Raised("both directions", f"X = torch.zeros({n}, {2 * u})\n{fc}", "out = fc(X)",
               f"fc = nn.Linear({2 * u}, {k})", "bidirectional"),
        Raised("two steps in one row", f"X = torch.zeros({n}, 2, {u})\n{fc}",
               "out = fc(X.flatten(1)) if X.ndim == 3 else fc(X)", "X = X[:, -1]", "step"),
        Raised("other columns", f"X = torch.zeros({n}, {2 * u})\n{fc}", "out = fc(X)",
               f"X = X[:, :{u}]", "columns"),
    )  # fmt: skip


def four_axes(rng: random.Random) -> tuple[Raised, ...]:
    """LSTM: Expected input to be 2D or 3D, got 4D instead."""
    n, t, f, u = different(rng, 4)
    call = "out, _ = lstm(X)"
    return (
        Raised("a picture at each step",
               f"X = torch.zeros({n}, {t}, {f}, 2)\nlstm = nn.LSTM({2 * f}, {u}, batch_first=True)",
               call, "X = X.flatten(2)", r"flatten\(2\)"),
        Raised("an axis of size 1",
               f"X = torch.zeros({n}, 1, {t}, {f})\nlstm = nn.LSTM({f}, {u}, batch_first=True)",
               call, "X = X.squeeze(1)", "size 1|squeeze"),
        Raised("batches of batches",
               f"X = torch.zeros(7, {n}, {t}, {f})\nlstm = nn.LSTM({f}, {u}, batch_first=True)",
               call, "X = X.flatten(0, 1)", "batch"),
    )  # fmt: skip


def one_axis(rng: random.Random) -> tuple[Raised, ...]:
    """LSTM: Expected input to be 2D or 3D, got 1D instead."""
    t, u = different(rng, 2)
    call = "out, _ = lstm(X)"
    return (
        Raised("one series", f"X = torch.zeros({t})\nlstm = nn.LSTM(1, {u}, batch_first=True)",
               call, "X = X[None, :, None]", r"\[None, :, None\]|one series"),
        Raised("one step", f"X = torch.zeros({t})\nlstm = nn.LSTM({t}, {u}, batch_first=True)",
               call, "X = X[None, None]", "one step|single step"),
        Raised("samples of one number",
               f"X = torch.zeros({t})\nlstm = nn.LSTM(1, {u}, batch_first=True)",
               call, "X = X[:, None, None]", r"\[:, None, None\]|each number"),
    )  # fmt: skip


def flat_states(rng: random.Random) -> tuple[Raised, ...]:
    """For batched 3-D input, hx and cx should also be 3-D."""
    n, f, u = different(rng, 3)
    made = f"X = torch.zeros({n}, 9, {f})\nlstm = nn.LSTM({f}, {u}, batch_first=True)\n"
    call = "out, _ = lstm(X, (h, c))"
    return (
        Raised("no axis of layers", made + f"h = c = torch.zeros({n}, {u})", call,
               "h, c = h[None], c[None]", "axis of the layers"),
        Raised("no axis of samples", made + f"h = c = torch.zeros(1, {u})", call,
               f"h, c = h[:, None].repeat(1, {n}, 1), c[:, None].repeat(1, {n}, 1)",
               "of the samples"),
        Raised("one tensor for the pair",
               f"X = torch.zeros({n}, 9, {f})\n"
               f"lstm = nn.LSTM({f}, {u}, batch_first=True, num_layers=2)\n"
               f"h = torch.zeros(2, {n}, {u})", "out, _ = lstm(X, h)",
               "h = (h, torch.zeros_like(h))", r"\(h, c\)"),
    )  # fmt: skip


def deep_states(rng: random.Random) -> tuple[Raised, ...]:
    """For unbatched 2-D input, hx and cx should also be 2-D."""
    n, f, u = different(rng, 3)
    lstm = f"lstm = nn.LSTM({f}, {u}, batch_first=True)\n"
    call = "out, _ = lstm(X, (h, c))"
    return (
        Raised("one sample", f"X = torch.zeros(9, {f})\n{lstm}h = c = torch.zeros(1, 1, {u})", call,
               "X = X[None]", r"X\[None\]|unsqueeze\(0\)"),
        Raised("one step of each sample",
               f"X = torch.zeros({n}, {f})\n{lstm}h = c = torch.zeros(1, {n}, {u})", call,
               "X = X[:, None]", r"\[:, None|unsqueeze\(1\)"),
        Raised("states of a single sample",
               f"X = torch.zeros(9, {f})\n{lstm}h = c = torch.zeros(1, 1, {u})", call,
               "h, c = h[:, 0], c[:, 0]", r"h\[:, 0\]"),
    )  # fmt: skip


def state_samples(rng: random.Random) -> tuple[Raised, ...]:
    """Expected hidden[0] size: another number of samples."""
    n, m, f, u = different(rng, 4)
    call = "out, _ = lstm(X, (h, c))"
    return (
        Raised("the batch before", f"X = torch.zeros({n}, 9, {f})\n"
               f"lstm = nn.LSTM({f}, {u}, batch_first=True)\nh = c = torch.zeros(1, {m}, {u})",
               call, f"h = c = torch.zeros(1, {n}, {u})", "another batch|last one is often"),
        Raised("timesteps for samples", f"X = torch.zeros({m}, {n}, {f})\n"
               f"lstm = nn.LSTM({f}, {u})\nh = c = torch.zeros(1, {m}, {u})",
               call, "X = X.transpose(0, 1)", "batch_first"),
        Raised("samples for timesteps", f"X = torch.zeros({n}, {m}, {f})\n"
               f"lstm = nn.LSTM({f}, {u}, batch_first=True)\nh = c = torch.zeros(1, {m}, {u})",
               call, "X = X.transpose(0, 1)", "another order|swapped"),
    )  # fmt: skip


def state_layers(rng: random.Random) -> tuple[Raised, ...]:
    """Expected hidden[0] size: another first axis."""
    n, f, u = different(rng, 3)
    x = f"X = torch.zeros({n}, 9, {f})\n"
    h = f"h = c = torch.zeros(1, {n}, {u})"
    call = "out, _ = lstm(X, (h, c))"
    return (
        Raised("two layers", f"{x}lstm = nn.LSTM({f}, {u}, 2, batch_first=True)\n{h}", call,
               f"h = c = torch.zeros(2, {n}, {u})", "num_layers"),
        Raised("two directions",
               f"{x}lstm = nn.LSTM({f}, {u}, batch_first=True, bidirectional=True)\n{h}", call,
               f"h = c = torch.zeros(2, {n}, {u})", "bidirectional"),
        Raised("the encoder has one layer", f"{x}lstm = nn.LSTM({f}, {u}, 2, batch_first=True)\n"
               f"_, (h, c) = nn.LSTM({f}, {u}, batch_first=True)(X)", call,
               "h, c = h.repeat(2, 1, 1), c.repeat(2, 1, 1)", "encoder|another layer"),
    )  # fmt: skip


def state_units(rng: random.Random) -> tuple[Raised, ...]:
    """Expected hidden[0] size: other units."""
    n, f, u, v = different(rng, 4)
    x = f"X = torch.zeros({n}, 9, {f})\nlstm = nn.LSTM({f}, {u}, batch_first=True)\n"
    call = "out, _ = lstm(X, (h, c))"
    return (
        Raised("made of another size", f"{x}h = c = torch.zeros(1, {n}, {v})", call,
               f"h = c = torch.zeros(1, {n}, {u})", "hidden_size"),
        Raised("of an encoder of other units",
               f"{x}_, (h, c) = nn.LSTM({f}, {v}, batch_first=True)(X)", call,
               f"lstm = nn.LSTM({f}, {v}, batch_first=True)", "encoder|another layer"),
        Raised("the features for the units", f"{x}h = c = torch.zeros(1, {n}, {v})", call,
               f"h, c = [torch.zeros(1, {n}, {u})] * 2", "its last size|hidden_size"),
    )  # fmt: skip


def state_order(rng: random.Random) -> tuple[Raised, ...]:
    """Expected hidden[0] size: the axes in another order."""
    n, f, u = different(rng, 3)
    x = f"X = torch.zeros({n}, 9, {f})\nlstm = nn.LSTM({f}, {u}, batch_first=True)\n"
    call = "out, _ = lstm(X, (h, c))"
    return (
        Raised("samples first", f"{x}h = c = torch.zeros({n}, 1, {u})", call,
               "h, c = h.transpose(0, 1), c.transpose(0, 1)", "order is|batch_first"),
    )  # fmt: skip


def cell_state(rng: random.Random) -> tuple[Raised, ...]:
    """Input batch size doesn't match hidden0 batch size."""
    n, m, f, u = different(rng, 4)
    cell = f"cell = nn.LSTMCell({f}, {u})\n"
    return (
        Raised("the batch before", f"{cell}X = torch.zeros({n}, 9, {f})\n"
               f"h = c = torch.zeros({m}, {u})", "h, c = cell(X[:, 0], (h, c))",
               f"h = c = torch.zeros({n}, {u})", "batch"),
        Raised("samples for timesteps", f"{cell}X = torch.zeros({m}, {n}, {f})\n"
               f"h = c = torch.zeros({m}, {u})", "h, c = cell(X[0], (h, c))",
               "X = X.transpose(0, 1)", r"x\[:, t\]"),
    )  # fmt: skip


def tuples(rng: random.Random) -> tuple[Raised, ...]:
    """linear(): argument 'input' must be Tensor, not tuple."""
    n, f, u = different(rng, 3)
    fc = f"fc = nn.Linear({u}, 1)\nX = torch.zeros({n}, 9, {f})\n"
    return (
        Raised("all that an LSTM returns", f"{fc}lstm = nn.LSTM({f}, {u}, batch_first=True)\n"
               "output = lstm(X)", "out = fc(output)", "output, (h, c) = lstm(X)", "output"),
        Raised("all that a GRU returns", f"{fc}lstm = nn.GRU({f}, {u}, batch_first=True)\n"
               "output = lstm(X)", "out = fc(output)", "output, h = lstm(X)", "GRU|output"),
        Raised("the pair of states", f"{fc}lstm = nn.LSTM({f}, {u}, batch_first=True)\n"
               "_, output = lstm(X)", "out = fc(output)", "output = output[0]", r"\(h, c\)"),
    )  # fmt: skip


def pairs(rng: random.Random) -> tuple[Raised, ...]:
    """'tuple' object has no attribute 'detach'."""
    n, f, u = different(rng, 3)
    made = f"X = torch.zeros({n}, 9, {f})\nlstm = nn.LSTM({f}, {u}, batch_first=True)\n"
    return (
        Raised("the state", f"{made}out, hidden = lstm(X)", "hidden = hidden.detach()",
               "hidden = hidden[0]", r"each|both|h\.\w+\(\) for h"),
        Raised("all that it returns", f"{made}hidden = lstm(X)", "hidden = hidden.detach()",
               "hidden = hidden[0]", "output"),
    )  # fmt: skip


def one_state(rng: random.Random) -> tuple[Raised, ...]:
    """lstm_cell(): argument 'hx' must be tuple of Tensors, not Tensor."""
    n, f, u = different(rng, 3)
    return (
        Raised("one state", f"cell = nn.LSTMCell({f}, {u})\nX = torch.zeros({n}, {f})\n"
               f"h = torch.zeros({n}, {u})", "h, c = cell(X, h)",
               f"h = (h, torch.zeros({n}, {u}))", r"\(h, c\)"),
    )  # fmt: skip


def packed(rng: random.Random) -> tuple[Raised, ...]:
    """Expected `len(lengths)` to be equal to batch_size."""
    n, t = different(rng, 2)
    call = "out = nn.utils.rnn.pack_padded_sequence(X, lengths, batch_first=first)"
    lengths = f"lengths = torch.full(({n},), 2)\n"
    return (
        Raised("without batch_first", f"{lengths}first = False\nX = torch.zeros({n}, {t}, 3)", call,
               "first = True", "batch_first=True"),
        Raised("lengths of another batch", f"{lengths}first = True\nX = torch.zeros({t}, 9, 3)",
               call, f"lengths = torch.full(({t},), 2)", "another batch|other samples"),
        Raised("with batch_first too much", f"{lengths}first = True\nX = torch.zeros({t}, {n}, 3)",
               call, "first = False", "batch_first"),
    )  # fmt: skip


def channels(rng: random.Random) -> tuple[Raised, ...]:
    """Conv1d: expected input to have so many channels."""
    n, a, b = different(rng, 3)
    made = f"X = torch.zeros({n}, {b}, {a})\nconv = nn.Conv1d({a}, 8, 2)"
    return (
        Raised("features last", made, "out = conv(X)", "X = X.transpose(1, 2)", "transpose"),
        Raised("built for others", made, "out = conv(X)", f"conv = nn.Conv1d({b}, 8, 2)",
               r"in_channels|Conv1d\(\d"),
    )  # fmt: skip


def channels_other(rng: random.Random) -> tuple[Raised, ...]:
    """The same, where no axis has as many."""
    n, a, b, t = different(rng, 4)
    made = f"X = torch.zeros({n}, {b}, {t})\nconv = nn.Conv1d({a}, 8, 2)"
    return (
        Raised("built for others", made, "out = conv(X)", f"conv = nn.Conv1d({b}, 8, 2)",
               r"in_channels|Conv1d\(\d"),
        Raised("other columns", made, "out = conv(X)", f"X = X[:, :1].repeat(1, {a}, 1)",
               "columns"),
    )  # fmt: skip


LAYERS: tuple[Family, ...] = (
    features, one_feature, two_ways, matrices, matrices_twice, four_axes, one_axis, flat_states,
    deep_states, state_samples, state_layers, state_units, state_order, cell_state, tuples, pairs,
    one_state, packed, channels, channels_other,
)  # fmt: skip
