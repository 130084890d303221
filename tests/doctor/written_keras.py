"""Models of Keras at random, written as people write them, with the shapes that Keras gives."""

import random
from dataclasses import dataclass, field

import keras
from keras import layers

Shape = tuple[int | None, ...]


@dataclass
class Writer:
    """A model in the making: the layers' lines, and the tensor that they come to.

    Args:
        dice: what decides.
        x: the symbolic tensor so far.
        lines: each layer as it is written, or a line of its own that calls some.
        shapes: what left each layer, by its class.
        chained: whether it may be written as a Sequential.
    """

    dice: random.Random
    x: keras.KerasTensor
    lines: list[str] = field(default_factory=list)
    shapes: list[tuple[str, Shape]] = field(default_factory=list)
    chained: bool = True

    def layer(self, made: keras.Layer, written: str) -> None:
        """Put a layer in."""
        self.lines.append(written)
        self.x = made(self.x)
        self.shapes.append((type(made).__name__, tuple(self.x.shape)))

    def called(self, line: str, made: keras.Layer, *given: keras.KerasTensor) -> keras.KerasTensor:
        """Put in a line that calls a layer."""
        self.chained = False
        self.lines.append(line)
        out = made(list(given) if len(given) > 1 else given[0])
        self.shapes.append((type(made).__name__, tuple(out.shape)))
        return out


def recurrent(to: Writer) -> None:
    """Put in a recurrent layer, perhaps in both directions."""
    if len(to.x.shape) != 3:
        return
    kind, units = to.dice.choice(["LSTM", "GRU", "SimpleRNN"]), to.dice.randint(1, 6)
    every = to.dice.random() < 0.6
    words = f"{units}{', return_sequences=True' if every else ''}"
    made = getattr(layers, kind)(units, return_sequences=every)
    if to.dice.random() < 0.3:
        to.layer(layers.Bidirectional(made), f"Bidirectional({kind}({words}))")
    else:
        to.layer(made, f"{kind}({words})")


def dense(to: Writer) -> None:
    """Put in a Dense, perhaps at every step."""
    units = to.dice.randint(1, 6)
    if len(to.x.shape) == 3 and to.dice.random() < 0.3:
        to.layer(layers.TimeDistributed(layers.Dense(units)), f"TimeDistributed(Dense({units}))")
    else:
        to.layer(layers.Dense(units), f"Dense({units}, activation='relu')")


def convolution(to: Writer) -> None:
    """Put in a Conv1D, and a pooling behind it."""
    if len(to.x.shape) != 3 or (to.x.shape[1] or 9) < 4:
        return
    filters, kernel = to.dice.randint(1, 5), to.dice.randint(1, 3)
    padding, strides = to.dice.choice(["valid", "same", "causal"]), to.dice.randint(1, 2)
    to.layer(
        layers.Conv1D(filters, kernel, strides=strides, padding=padding),
        f"Conv1D({filters}, {kernel}, strides={strides}, padding='{padding}')",
    )
    if (to.x.shape[1] or 9) >= 2 and to.dice.random() < 0.5:
        to.layer(layers.MaxPooling1D(2), "MaxPooling1D(2)")


def other(to: Writer) -> None:
    """Put in a layer that keeps, flattens, pools, repeats or turns."""
    axes, open_ = len(to.x.shape), None in to.x.shape[1:]
    many = [
        (layers.Dropout(0.1), "Dropout(0.1)"),
        (layers.BatchNormalization(), "BatchNormalization()"),
        (layers.Activation("tanh"), "Activation('tanh')"),
    ]
    if axes == 3:
        many += [
            (layers.GlobalMaxPooling1D(), "GlobalMaxPooling1D()"),
            (layers.GlobalAveragePooling1D(), "GlobalAveragePooling1D()"),
            (layers.Permute((2, 1)), "Permute((2, 1))") if not open_ else many[0],
            (layers.Flatten(), "Flatten()") if not open_ else many[1],
            (layers.Lambda(lambda t: t[:, -1, :]), "Lambda(lambda t: t[:, -1, :])"),
            (layers.UpSampling1D(2), "UpSampling1D(2)") if not open_ else many[2],
        ]
    if axes == 2:
        n = to.dice.randint(1, 5)
        many += [(layers.RepeatVector(n), f"RepeatVector({n})")] * 2
        if not open_:
            many.append((layers.Reshape((-1, 1)), "Reshape((-1, 1))"))
    to.layer(*to.dice.choice(many))


def joined(to: Writer) -> None:
    """Put two layers side by side, and join what they give."""
    one, two = to.dice.randint(1, 5), to.dice.randint(1, 5)
    to.chained = False
    a = to.called(f"a = Dense({one})(x)", layers.Dense(one), to.x)
    b = to.called(f"b = Dense({two})(x)", layers.Dense(two), to.x)
    line = to.dice.choice(["x = Concatenate()([a, b])", "x = concatenate([a, b])",
                           "x = layers.concatenate([a, b], axis=-1)"])  # fmt: skip
    to.x = to.called(line, layers.Concatenate(), a, b)


def residual(to: Writer) -> None:
    """Add what a layer gives to what went in."""
    width = to.x.shape[-1]
    if width is None:
        return
    a = to.called(f"a = Dense({width})(x)", layers.Dense(width), to.x)
    to.x = to.called(
        to.dice.choice(["x = Add()([x, a])", "x = add([x, a])"]), layers.Add(), to.x, a
    )


def loop(to: Writer) -> None:
    """Put in the same layer for each of a list of units."""
    units = [to.dice.randint(1, 6) for _ in range(to.dice.randint(1, 3))]
    to.lines.append(f"for units in {units}:\n    Dense(units)")
    for each in units:
        to.x = layers.Dense(each)(to.x)
        to.shapes.append(("Dense", tuple(to.x.shape)))


def block(to: Writer) -> None:
    """Put in what a function of the text makes."""
    units = to.dice.randint(1, 6)
    to.chained = False
    to.lines.append(f"x = block(x, {units})")
    for made in (layers.Dense(units), layers.Dropout(0.2)):
        to.x = made(to.x)
        to.shapes.append((type(made).__name__, tuple(to.x.shape)))


PARTS = (recurrent, recurrent, recurrent, dense, convolution, other, other, joined, residual, loop,
         block)  # fmt: skip
HEAD = (
    "from tensorflow import keras\nfrom tensorflow.keras import layers\n"
    "from tensorflow.keras.layers import *\n\n"
)
BLOCK = "def block(t, units):\n    t = Dense(units)(t)\n    return Dropout(0.2)(t)\n\n"


@dataclass(frozen=True)
class Written:
    """A text, and what Keras gives for it."""

    text: str
    shapes: tuple[tuple[str, Shape], ...]


def write(seed: int) -> Written:
    """Write a model at random."""
    dice = random.Random(seed)
    shape = (dice.choice([dice.randint(4, 12), None]), dice.randint(1, 5))
    to = Writer(dice, keras.Input(shape))
    for _ in range(dice.randint(1, 6)):
        dice.choice(PARTS)(to)
    if not to.shapes:
        dense(to)
    return Written(laid_out(to, shape), tuple(to.shapes))


def laid_out(to: Writer, shape: Shape) -> str:
    """Lay the lines out as a text."""
    style = to.dice.choice(["list", "add", "called", "class"] if to.chained else ["called"])
    loops = any(line.startswith("for ") for line in to.lines)
    if style == "list" and not loops:
        return HEAD + f"model = keras.Sequential([keras.Input({shape}), {', '.join(to.lines)}])\n"
    if style in ("list", "add"):
        text = HEAD + f"model = keras.Sequential()\nmodel.add(Input(shape={shape}))\n"
        for line in to.lines:
            if line.startswith("for "):
                text += line.replace("    Dense(units)", "    model.add(Dense(units))") + "\n"
            else:
                text += f"model.add({line})\n"
        return text
    if style == "class" and not loops:
        parts = "".join(f"        self.p{at} = {line}\n" for at, line in enumerate(to.lines))
        calls = "".join(f"        x = self.p{at}(x)\n" for at in range(len(to.lines)))
        return (
            HEAD + "class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
            + parts + "\n    def call(self, x):\n" + calls + "        return x\n\n"
            + f"inputs = keras.Input({shape})\nmodel = Net()\nout = model(inputs)\n"
        )  # fmt: skip
    text = HEAD + BLOCK + f"inputs = Input(shape={shape})\nx = inputs\n"
    for line in to.lines:
        if line.startswith("for "):
            text += line.replace("    Dense(units)", "    x = Dense(units)(x)") + "\n"
        else:
            text += (line if line[:4] in ("a = ", "b = ", "x = ") else f"x = {line}(x)") + "\n"
    return text + "model = keras.Model(inputs, x)\n"
