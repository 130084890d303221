"""Modules of PyTorch at random, written as people write them, with the shapes that they give."""

import random
from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn import functional


@dataclass
class Writer:
    """A module in the making: its lines, and the tensor that they come to.

    Args:
        dice: what decides.
        x: the tensor so far.
        parts: lines of __init__.
        steps: lines of forward.
        shapes: of each layer that was called, its kind and what left it.
        sizes: names of sizes, each with its value.
        spelt: how sizes are written: "numbers", "arguments", "constants" or "self".
    """

    dice: random.Random
    x: torch.Tensor
    spelt: str
    parts: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    shapes: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    def size(self, value: int) -> str:
        """Write a size as this module writes them."""
        if self.spelt == "numbers":
            return str(value)
        name = next((name for name, held in self.sizes.items() if held == value), "")
        name = name or f"n{len(self.sizes)}"
        self.sizes[name] = value
        return f"self.{name}" if self.spelt == "self" else name

    def layer(self, made: nn.Module, written: str, call: str = "{}(x)") -> None:
        """Put a layer in, and call it."""
        name = f"l{len(self.parts)}"
        self.parts.append(f"self.{name} = {written}")
        self.steps.append("x = " + call.format(f"self.{name}"))
        with torch.no_grad():
            self.x = made.eval()(self.x)
        self.shapes.append((type(made).__name__, tuple(self.x.shape)))

    def step(self, line: str, x: torch.Tensor) -> None:
        """Put in an operation."""
        self.steps.append(line)
        self.x = x


def recurrent(to: Writer) -> None:
    """Put in an LSTM, GRU or RNN, and take what it gives at one step or at all."""
    if to.x.dim() != 3:
        return
    dice, kind = to.dice, to.dice.choice(["LSTM", "GRU", "RNN"])
    width, units, two = to.x.shape[-1], dice.randint(2, 7), dice.random() < 0.4
    first, count = dice.random() < 0.7, dice.choice([1, 1, 2])
    words = [f"{to.size(width)}, {to.size(units)}"]
    words += [f"num_layers={to.size(count)}"] if count > 1 else []
    words += ["batch_first=True"] if first else []
    words += ["bidirectional=True"] if two else []
    layer = getattr(nn, kind)(width, units, count, batch_first=first, bidirectional=two)
    name = f"l{len(to.parts)}"
    to.parts.append(f"self.{name} = nn.{kind}({', '.join(words)})")
    with torch.no_grad():
        out, state = layer(to.x)
    to.shapes.append((kind, tuple(out.shape)))
    hidden = state[0] if kind == "LSTM" else state
    pair = "(h, c)" if kind == "LSTM" else "h"
    given = "x"
    if dice.random() < 0.3:
        axis, ways = 0 if first else 1, 2 if two else 1
        zeros = f"torch.zeros({count * ways}, x.size({axis}), {to.size(units)})"
        to.steps.append(f"h0 = {zeros}")
        to.steps += [f"c0 = {zeros}"] if kind == "LSTM" else []
        given += ", (h0, c0)" if kind == "LSTM" else ", h0"
    if dice.random() < 0.3:
        to.steps.append(f"out = self.{name}({given})")
        to.step("x = out[0]", out)
        return
    to.steps.append(f"x, {pair} = self.{name}({given})")
    to.x = out
    at = dice.randint(0, 5)
    if at == 0:
        to.step("x = h[-1]", hidden[-1])
    elif at == 1 and two:
        to.step("x = torch.cat((h[-2], h[-1]), dim=1)", torch.cat((hidden[-2], hidden[-1]), 1))
    elif at == 2:
        to.step("x = x[:, -1, :]", out[:, -1, :])
    elif at == 3:
        to.step("x = h.permute(1, 0, 2).reshape(h.size(1), -1)",
                hidden.permute(1, 0, 2).reshape(hidden.size(1), -1))  # fmt: skip


def linear(to: Writer) -> None:
    """Put in a Linear, perhaps with an activation behind it."""
    if to.x.dim() < 2:
        return
    units = to.dice.randint(2, 9)
    made = nn.Linear(to.x.shape[-1], units)
    written = f"nn.Linear({to.size(to.x.shape[-1])}, {to.size(units)})"
    at = to.dice.randint(0, 3)
    if at == 0:
        to.layer(made, written, "torch.relu({}(x))")
    elif at == 1:
        to.layer(made, written, "F.relu({}(x))")
    else:
        to.layer(made, written)


def sequential(to: Writer) -> None:
    """Put in a Sequential of Linears."""
    if to.x.dim() < 2:
        return
    a, b = to.dice.randint(2, 9), to.dice.randint(2, 9)
    made = nn.Sequential(nn.Linear(to.x.shape[-1], a), nn.ReLU(), nn.Linear(a, b))
    name = f"l{len(to.parts)}"
    to.parts.append(
        f"self.{name} = nn.Sequential(nn.Linear({to.size(to.x.shape[-1])}, {to.size(a)}), "
        f"nn.ReLU(), nn.Linear({to.size(a)}, {to.size(b)}))"
    )
    to.steps.append(f"x = self.{name}(x)")
    with torch.no_grad():
        for part in made:
            to.x = part(to.x)
            to.shapes.append((type(part).__name__, tuple(to.x.shape)))


def stack(to: Writer) -> None:
    """Put in a ModuleList that a loop goes through."""
    if to.x.dim() < 2:
        return
    width, count = to.x.shape[-1], to.dice.randint(1, 3)
    name, w = f"l{len(to.parts)}", to.size(width)
    if to.dice.random() < 0.5:
        to.parts.append(
            f"self.{name} = nn.ModuleList([nn.Linear({w}, {w}) for _ in range({count})])"
        )
    else:
        to.parts.append(f"self.{name} = nn.ModuleList()")
        to.parts.append(f"for i in range({count}):\n    self.{name}.append(nn.Linear({w}, {w}))")
    if to.dice.random() < 0.5:
        to.steps.append(f"for layer in self.{name}:\n    x = layer(x)")
    else:
        to.steps.append(f"for i in range(len(self.{name})):\n    x = torch.tanh(self.{name}[i](x))")
    to.shapes += [("Linear", tuple(to.x.shape))] * count


def convolution(to: Writer) -> None:
    """Put in a Conv1d with its axes turned before and after."""
    if to.x.dim() != 3 or to.x.shape[1] < 3:
        return
    dice, units = to.dice, to.dice.randint(2, 6)
    kernel, padding, stride = dice.randint(1, 3), dice.randint(0, 1), dice.randint(1, 2)
    made = nn.Conv1d(to.x.shape[-1], units, kernel, stride=stride, padding=padding)
    words = f"{to.size(to.x.shape[-1])}, {to.size(units)}, kernel_size={kernel}"
    words += f", stride={stride}" if stride > 1 else ""
    words += f", padding={padding}" if padding else ""
    turn = dice.choice(["x.permute(0, 2, 1)", "x.transpose(1, 2)", "torch.transpose(x, 1, 2)"])
    to.step(f"x = {turn}", to.x.permute(0, 2, 1))
    to.layer(made, f"nn.Conv1d({words})")
    if to.x.shape[-1] > 1 and dice.random() < 0.5:
        if dice.random() < 0.5:
            to.layer(nn.MaxPool1d(2), "nn.MaxPool1d(2)")
        else:
            to.step("x = F.max_pool1d(x, 2)", functional.max_pool1d(to.x, 2))
            to.shapes.append(("MaxPool1d", tuple(to.x.shape)))
    to.step("x = x.permute(0, 2, 1)", to.x.permute(0, 2, 1))


def keeping(to: Writer) -> None:
    """Put in a layer that keeps the shape."""
    made, written = to.dice.choice([
        (nn.Dropout(0.2), "nn.Dropout(0.2)"), (nn.ReLU(), "nn.ReLU()"), (nn.GELU(), "nn.GELU()"),
        (nn.LayerNorm(to.x.shape[-1]) if to.x.dim() else nn.Tanh(),
         f"nn.LayerNorm({to.size(to.x.shape[-1])})" if to.x.dim() else "nn.Tanh()"),
    ])  # fmt: skip
    to.layer(made, written)


def residual(to: Writer) -> None:
    """Add what a Linear gives to what went in."""
    if to.x.dim() < 2:
        return
    width = to.x.shape[-1]
    to.steps.append("before = x")
    to.layer(nn.Linear(width, width), f"nn.Linear({to.size(width)}, {to.size(width)})")
    to.steps.append(to.dice.choice(["x = x + before", "x += before", "x = torch.add(x, before)"]))


def operation(to: Writer) -> None:
    """Put in an operation on the tensor alone."""
    x, dice = to.x, to.dice
    axis = dice.randrange(-x.dim(), x.dim()) if x.dim() else 0
    many = [
        (f"x = x.unsqueeze({axis})", lambda: x.unsqueeze(axis)),
        (f"x = torch.unsqueeze(x, dim={axis})", lambda: x.unsqueeze(axis)),
        (f"x = x.squeeze({axis})", lambda: x.squeeze(axis)),
        (f"x = x.mean(dim={axis})", lambda: x.mean(dim=axis)),
        (f"x, _ = torch.max(x, {axis})", lambda: x.max(axis)[0]),
        (f"x = x.sum({axis}, keepdim=True)", lambda: x.sum(axis, keepdim=True)),
        (f"x = torch.flip(x, [{axis}])", lambda: x),
        (f"x = torch.softmax(x, dim={axis})", lambda: x),
        (f"x = torch.stack([x, x], dim={axis})", lambda: torch.stack([x, x], dim=axis)),
        (f"x = torch.cat([x, x], {axis})", lambda: torch.cat([x, x], axis)),
    ]
    if x.dim() >= 2:
        many += [
            ("x = x.view(x.size(0), -1)", lambda: x.reshape(x.size(0), -1)),
            ("x = torch.flatten(x, 1)", lambda: x.flatten(1)),
            ("b, n = x.shape[0], x.shape[1]\nx = x.reshape(b * n, -1)",
             lambda: x.reshape(x.shape[0] * x.shape[1], -1)),
            ("x = x.transpose(0, 1)", lambda: x.transpose(0, 1)),
            ("x = torch.matmul(x, x.transpose(-1, -2))", lambda: x @ x.transpose(-1, -2)),
            ("x = x @ x.transpose(-2, -1)", lambda: x @ x.transpose(-1, -2)),
            ("x = x[:, 0]", lambda: x[:, 0]),
            ("x = x[:, -1:]", lambda: x[:, -1:]),
            ("x = x[..., None]", lambda: x[..., None]),
        ]  # fmt: skip
    if x.dim() and x.shape[axis] >= 2:
        many.append(
            (f"x, rest = torch.chunk(x, 2, dim={axis})", lambda: torch.chunk(x, 2, dim=axis)[0])
        )
    line, run = dice.choice(many)
    made = run()
    if made.dim() <= 4 and made.numel() < 4000:
        to.step(line, made)


PARTS = (recurrent, recurrent, linear, linear, sequential, stack, convolution, keeping, residual,
         operation, operation, operation)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A text, and what PyTorch gives for it."""

    text: str
    shapes: tuple[tuple[str, tuple[int, ...]], ...]
    output: tuple[int, ...]


def write(seed: int) -> Written:
    """Write a module at random."""
    dice = random.Random(seed)
    start = [dice.randint(2, 4), dice.randint(3, 9), dice.randint(1, 6)]
    shape = start if dice.random() < 0.85 else start[1:]
    spelt = dice.choice(["numbers", "arguments", "constants", "self"])
    to = Writer(dice, torch.zeros(shape), spelt)
    for _ in range(dice.randint(1, 6)):
        dice.choice(PARTS)(to)
    if not to.shapes:
        linear(to)
    return Written(laid_out(to, shape), tuple(to.shapes), tuple(to.x.shape))


def indented(lines: list[str], by: int) -> str:
    """Indent lines."""
    return "".join(" " * by + line + "\n" for each in lines for line in each.split("\n"))


def laid_out(to: Writer, shape: list[int]) -> str:
    """Lay the lines out as a text: a class, perhaps within another, and its call."""
    dice, spelt = to.dice, to.spelt
    words = ", ".join(to.sizes) if spelt in ("arguments", "self") else ""
    named = ", ".join(f"{name}={value}" for name, value in to.sizes.items())
    given = named if words else ""
    if words and dice.random() < 0.3:
        words, given = named, ""
    head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\n"
    if spelt == "constants":
        head += indented([f"{name} = {value}" for name, value in to.sizes.items()], 0)
    kept = [f"self.{name} = {name}" for name in to.sizes] if spelt == "self" else []
    body = (
        f"class Net(nn.Module):\n    def __init__(self{', ' if words else ''}{words}):\n"
        "        super().__init__()\n" + indented([*kept, *to.parts], 8)
        + "\n    def forward(self, x):\n" + indented(to.steps, 8) + "        return x\n\n"
    )  # fmt: skip
    make = f"Net({given})"
    if dice.random() < 0.25:
        body += (
            "class Whole(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            f"        self.inner = {make}\n\n    def forward(self, inputs):\n"
            "        return self.inner(inputs)\n\n"
        )
        make = "Whole()"
    made = f"x = torch.randn({', '.join(map(str, shape))})\nmodel = {make}\n"
    made += dice.choice([
        "out = model(x)\n",
        "model.eval()\nwith torch.no_grad():\n    out = model(x)\n",
        "model = model.to(device)\nout = model(x.to(device))\n",
    ])  # fmt: skip
    text = head + body + made
    if dice.random() < 0.1:
        text = "".join(
            f"{'...' if line[:1] == ' ' else '>>>'} {line}\n" for line in text.split("\n") if line
        )
    return text
