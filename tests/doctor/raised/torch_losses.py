"""PyTorch: losses and tensors that raise one message for several reasons."""

import random

from tests.doctor.raised import Family, Raised, different


def loss_axis(rng: random.Random) -> tuple[Raised, ...]:
    """Using a target size that is different: an axis of size 1."""
    n, f = different(rng, 2)
    return (
        Raised("targets in one row", f"y = torch.zeros({n})\npred = nn.Linear({f}, 1)("
               f"torch.zeros({n}, {f}))", "loss = warned(pred, y)", "y = y[:, None]", "unsqueeze"),
        Raised("the same, mended at the other end", f"y = torch.zeros({n})\npred = nn.Linear({f}, 1"
               f")(torch.zeros({n}, {f}))", "loss = warned(pred, y)", "pred = pred[:, 0]",
               "squeeze"),
    )  # fmt: skip


def loss_steps(rng: random.Random) -> tuple[Raised, ...]:
    """Using a target size that is different: an axis of timesteps."""
    n, t = different(rng, 2)
    made = f"y = torch.zeros({n}, 1)\npred = torch.zeros({n}, {t}, 1)"
    return (
        Raised("every step", made, "loss = warned(pred, y)", "pred = pred[:, -1]", "last step"),
        Raised("a target at every step", made, "loss = warned(pred, y)",
               f"y = torch.zeros({n}, {t}, 1)", "every step|each of them"),
    )  # fmt: skip


def class_axis(rng: random.Random) -> tuple[Raised, ...]:
    """Expected target size [n, c], got [n, t]."""
    n, c, t, k = different(rng, 4)
    y = f"y = torch.zeros({n}, {t}, dtype=torch.long)\n"
    call = "loss = nn.functional.cross_entropy(pred, y)"
    return (
        Raised("classes last", f"{y}pred = torch.zeros({n}, {t}, {c})", call,
               "pred = pred.transpose(1, 2)", r"transpose\(1, 2\)"),
        Raised("other steps", f"{y}pred = torch.zeros({n}, {k + 2}, {c})", call,
               f"y = y[:, :1].repeat(1, {c})", "as many steps|other number of steps|steps differ"),
    )  # fmt: skip


def class_rows(rng: random.Random) -> tuple[Raised, ...]:
    """0D or 1D target tensor expected."""
    n, c = different(rng, 2)
    pred = f"pred = torch.zeros({n}, {c})\n"
    call = "loss = nn.functional.cross_entropy(pred, y)"
    return (
        Raised("a column", f"{pred}y = torch.zeros({n}, 1, dtype=torch.long)", call,
               "y = y.squeeze(1)", "squeeze"),
        Raised("one-hot", f"{pred}y = torch.zeros({n}, {c + 1}, dtype=torch.long)", call,
               "y = y.argmax(-1) * 0", "argmax"),
        Raised("a class at every step", f"{pred}y = torch.zeros({n}, 9, dtype=torch.long)", call,
               "y = y[:, -1]", "every step|each step"),
    )  # fmt: skip


def class_batch(rng: random.Random) -> tuple[Raised, ...]:
    """Expected input batch_size to match target batch_size."""
    n, c, t = different(rng, 3)
    y = f"y = torch.zeros({n}, dtype=torch.long)\n"
    call = "loss = nn.functional.cross_entropy(pred, y)"
    return (
        Raised("steps on the samples' axis", f"{y}pred = torch.zeros({n}, {t}, {c}).view(-1, {c})",
               call, f"pred = pred.view({n}, {t}, {c})[:, -1]", "last step"),
        Raised("a class at every step", f"{y}pred = torch.zeros({n * t}, {c})", call,
               f"y = y.repeat({t})", "every step"),
        Raised("layers of the state", f"{y}pred = torch.zeros({t}, {n}, {c}).view(-1, {c})",
               call, f"pred = pred.view({t}, {n}, {c})[-1]", r"layers|direction|h\[-1\]"),
    )  # fmt: skip


def tensors(rng: random.Random) -> tuple[Raised, ...]:
    """The size of tensor a must match the size of tensor b."""
    n, a, b = different(rng, 3)
    return (
        Raised("a loss", f"pred = torch.zeros({n}, {a})\ny = torch.zeros({n}, {b})",
               "loss = ((pred - y) ** 2).mean()", f"y = y[:, :1].repeat(1, {a})", "loss"),
        Raised("a sum in forward", f"pred = torch.zeros({n}, {a})\ny = torch.zeros({n}, {b})",
               "out = pred + y", f"y = y[:, :1].repeat(1, {a})", "forward"),
    )  # fmt: skip


def indices(rng: random.Random) -> tuple[Raised, ...]:
    """too many indices for tensor of dimension 2."""
    n, f, u = different(rng, 3)
    lstm = f"lstm = nn.LSTM({f}, {u}, batch_first=True)\n"
    return (
        Raised("the input had two axes", f"{lstm}out, _ = lstm(torch.zeros({n}, {f}))",
               "last = out[:, -1, :]", "out = out[None]", r"unsqueeze\(0\)|two axes"),
        Raised("the last step was taken",
               f"{lstm}out, _ = lstm(torch.zeros({n}, 9, {f}))\nout = out[:, -1]",
               "last = out[:, -1, :]", "out = out[:, None]", "already"),
    )  # fmt: skip


def dimension(rng: random.Random) -> tuple[Raised, ...]:
    """Dimension out of range."""
    n, u = different(rng, 2)
    return (
        Raised("an axis is missing", f"X = torch.zeros({n}, {u})", "out = X.transpose(1, 2)",
               "X = X[None]", r"unsqueeze|missing"),
        Raised("counted from 1", f"X = torch.zeros({n}, {u})", "out = X.sum(dim=2)",
               "X = X[..., None]", "counted from 0"),
    )  # fmt: skip


def doubles(rng: random.Random) -> tuple[Raised, ...]:
    """mat1 and mat2 must have the same dtype, but got Float and Double."""
    n, f = different(rng, 2)
    return (
        Raised("the model was made double", f"X = torch.zeros({n}, {f})\n"
               f"fc = nn.Linear({f}, 2).double()", "out = fc(X)", "X = X.double()",
               r"\.double\(\)"),
        Raised("the same, mended at the other end", f"X = torch.zeros({n}, {f})\n"
               f"fc = nn.Linear({f}, 2).double()", "out = fc(X)", "fc = fc.float()",
               r"float\(\)"),
    )  # fmt: skip


def embedded(rng: random.Random) -> tuple[Raised, ...]:
    """Embedding got numbers that are no whole ones."""
    n, v = different(rng, 2)
    emb = f"emb = nn.Embedding({v}, 4)\n"
    return (
        Raised("word numbers as floats", f"{emb}X = torch.zeros({n}, 9)", "out = emb(X)",
               "X = X.long()", r"\.long\(\)"),
        Raised("measured values", f"{emb}X = torch.zeros({n}, 9)", "out = emb(X)",
               "emb = nn.Identity()", "leave (?:it|the Embedding) out|no Embedding"),
    )  # fmt: skip


def labels(rng: random.Random) -> tuple[Raised, ...]:
    """Target is out of bounds."""
    n, c = different(rng, 2)
    made = f"pred = torch.zeros({n}, {c})\ny = torch.full(({n},), {c})\n"
    call = "loss = nn.functional.cross_entropy(pred, y)"
    return (
        Raised("counted from 1", made, call, "y = y - 1", "from 1"),
        Raised("a unit too few", made, call, f"pred = torch.zeros({n}, {c + 1})", "units"),
        Raised("padding", made, call, "y[:] = -100", "padding|ignore_index"),
    )  # fmt: skip


def backward(rng: random.Random) -> tuple[Raised, ...]:
    """Trying to backward through the graph a second time."""
    return (
        Raised("a state that goes on",
               "lstm = nn.LSTM(3, 4, batch_first=True)\nX = torch.zeros(2, 5, 3)\n"
               "out, (h, c) = lstm(X)\nout.sum().backward()",
               "out, (h2, c2) = lstm(X, (h, c))\nout.sum().backward()",
               "h, c = h.detach(), c.detach()", "detach"),
        Raised("backward twice", "w = torch.ones(3, requires_grad=True)\nloss = (w ** 2).sum()\n"
               "loss.backward()", "loss.backward()", "loss = (w ** 2).sum()", "twice"),
        Raised("made before the loop",
               "w = torch.ones(3, requires_grad=True)\nz = torch.exp(w)\nz.sum().backward()",
               "(z * 2).sum().backward()", "z = torch.exp(w)", "before the loop"),
    )  # fmt: skip


def ragged(rng: random.Random) -> tuple[Raised, ...]:
    """expected sequence of length … at dim 1."""
    a, b = sorted(different(rng, 2), reverse=True)
    call = "out = torch.tensor(X) if isinstance(X, list) else X"
    return (
        Raised("sequences of different lengths", f"X = [[1.0] * {a}, [1.0] * {b}]", call,
               "X = nn.utils.rnn.pad_sequence([torch.as_tensor(x) for x in X], batch_first=True)",
               "pad"),
        Raised("the last windows are short",
               f"rows = [1.0] * {a + b}\nX = [rows[i:i + {a}] for i in (0, {a})]", call,
               f"X = [x for x in X if len(x) == {a}]", "window"),
    )  # fmt: skip


def stacked(rng: random.Random) -> tuple[Raised, ...]:
    """stack expects each tensor to be equal size."""
    a, b, f = different(rng, 3)
    call = "out = torch.stack(X) if isinstance(X, list) else X"
    return (
        Raised("sequences of different lengths",
               f"X = [torch.zeros({a}, {f}), torch.zeros({b}, {f})]", call,
               "X = nn.utils.rnn.pad_sequence(X, batch_first=True)", "pad_sequence"),
        Raised("a window beyond the end",
               f"X = [torch.zeros({a}, {f}), torch.zeros({b}, {f})]", call,
               "X = X[:1]", "beyond the last row"),
    )  # fmt: skip


def recut(rng: random.Random) -> tuple[Raised, ...]:
    """shape '[…]' is invalid for input of size."""
    n, m, t, f = different(rng, 4)
    call = "out = X.view(shape)"
    return (
        Raised("a smaller batch", f"X = torch.zeros({m}, {t * f})\nshape = ({n}, {t}, {f})", call,
               f"shape = (-1, {t}, {f})", "-1"),
        Raised("other sizes of the rest",
               f"X = torch.zeros({m}, {t}, {f})\nshape = ({n}, {t}, {f})", call,
               f"shape = ({m}, {t}, {f})", "size comes from|-1"),
    )  # fmt: skip


def joined(rng: random.Random) -> tuple[Raised, ...]:
    """Sizes of tensors must match except in dimension."""
    n, t, f = different(rng, 3)
    made = f"X = torch.zeros({n}, {t}, {f})\ns = torch.zeros({n}, 1, 2)"
    call = "out = torch.cat([X, s], dim=2)"
    return (
        Raised("a row for every step", made, call, f"s = s.expand(-1, {t}, -1)", "repeated|expand"),
        Raised("the step alone", made, call, "X = X[:, -1:]", "shapes"),
    )  # fmt: skip


LOSSES: tuple[Family, ...] = (
    loss_axis, loss_steps, class_axis, class_rows, class_batch, tensors, indices, dimension,
    doubles, embedded, labels, backward, ragged, stacked, recut,
    joined,
)  # fmt: skip
