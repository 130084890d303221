"""Set-ups at random, right ones and ones with a mistake put in, as code that a learner writes."""

import os
import random
from dataclasses import dataclass

# How many set-ups are made of each kind; thousands by LSTMVIZ_SETUPS=3000.
COUNT = int(os.environ.get("LSTMVIZ_SETUPS", "40"))


@dataclass(frozen=True)
class Made:
    """A set-up as code, and what is wrong with it.

    Args:
        code: what a learner pastes.
        key: keys of the diagnoses that name the mistake; empty where there is none.
    """

    code: str
    keys: tuple[str, ...] = ()


def keras_layers(rng, steps, width):
    """Choose layers from (steps, width) to one row; give them with where the last recurrent is."""
    layers = []
    if rng.random() < 0.3 and steps >= 8:
        layers.append(f"keras.layers.Conv1D({rng.choice([8, 16])}, 3, padding='same')")
    if rng.random() < 0.3:
        layers.append(f"keras.layers.Dense({rng.choice([6, 10])}, activation='relu')")
    for _ in range(rng.choice([0, 0, 1, 2])):
        kind, units = rng.choice(["LSTM", "GRU", "SimpleRNN"]), rng.choice([5, 9, 20])
        inner = f"{kind}({units}, return_sequences=True)"
        two = rng.random() < 0.25
        layers.append(f"keras.layers.Bidirectional(keras.layers.{inner})" if two
                      else f"keras.layers.{inner}")  # fmt: skip
        if rng.random() < 0.4:
            layers.append("keras.layers.Dropout(0.2)")
    last = len(layers)
    layers.append(f"keras.layers.{rng.choice(['LSTM', 'GRU'])}({rng.choice([7, 12, 32])})")
    return layers, last


def keras_code(X, y, sample, layers, loss="mse"):
    """Write a Keras program."""
    body = "".join(f"    {each},\n" for each in [f"keras.Input({sample})", *layers])
    return (
        f"X = np.zeros({X})\ny = np.zeros({y})\nmodel = keras.Sequential([\n{body}])\n"
        f'model.compile("adam", "{loss}")\nmodel.fit(X, y)\n'
    )


def keras_pair(seed):
    """Make a right set-up of Keras, and the same with one mistake."""
    rng = random.Random(seed)
    rows, steps, width = rng.randint(200, 900), rng.randint(4, 40), rng.randint(2, 9)
    width += width == steps
    units = rng.choice([1, 1, 3])
    layers, last = keras_layers(rng, steps, width)
    layers = [*layers, f"keras.layers.Dense({units})"]
    X, y, sample = (rows, steps, width), (rows, units), (steps, width)
    right = Made(keras_code(X, y, sample, layers))
    mistake = rng.choice(list(MISTAKES))
    return right, mistake, MISTAKES[mistake](rng, X, y, sample, layers, last)


def no_sequences(rng, X, y, sample, layers, last):
    more = list(layers)
    more.insert(last + 1, "keras.layers.LSTM(6)")
    return Made(keras_code(X, y, sample, more), ("return_sequences",))


def flattened(rng, X, y, sample, layers, last):
    more = list(layers)
    more.insert(last, "keras.layers.Flatten()")
    return Made(keras_code(X, y, sample, more), ("steps_taken",))


def pooled(rng, X, y, sample, layers, last):
    more = list(layers)
    more.insert(last, "keras.layers.GlobalMaxPooling1D()")
    return Made(keras_code(X, y, sample, more), ("steps_taken",))


def table_fed(rng, X, y, sample, layers, last):
    return Made(keras_code((X[0], X[2]), y, sample, layers), ("no_time_axis",))


def swapped(rng, X, y, sample, layers, last):
    return Made(keras_code(X, y, sample[::-1], layers), ("swapped_axes",))


def other_width(rng, X, y, sample, layers, last):
    return Made(keras_code(X, y, (sample[0], sample[1] + 1), layers), ("feature_count",))


def samples_typed(rng, X, y, sample, layers, last):
    return Made(keras_code(X, y, X, layers), ("samples_in_input", "too_many_axes"))


def every_step(rng, X, y, sample, layers, last):
    more = list(layers)
    more[last] = more[last][:-1] + ", return_sequences=True)"
    keys = ("target_every_step", "target_every_sample", "target_shape", "target_steps")
    return Made(keras_code(X, y, sample, more), keys)


def many_targets(rng, X, y, sample, layers, last):
    keys = ("one_output_many_targets", "target_shape")
    return Made(keras_code(X, (X[0], y[1] + 4), sample, layers), keys)


def step_targets(rng, X, y, sample, layers, last):
    keys = ("last_step_all_targets", "target_steps")
    return Made(keras_code(X, (X[0], X[1], y[1]), sample, layers), keys)


def lost_target(rng, X, y, sample, layers, last):
    return Made(keras_code(X, (X[0] + 5, y[1]), sample, layers), ("sample_count",))


def long_kernel(rng, X, y, sample, layers, last):
    more = [f"keras.layers.Conv1D(4, {sample[0] + 2})", *layers]
    return Made(keras_code(X, y, sample, more), ("kernel_too_long",))


def softmax_of_one(rng, X, y, sample, layers, last):
    more = [*layers[:-1], "keras.layers.Dense(1, activation='softmax')"]
    return Made(keras_code(X, (X[0], 1), sample, more), ("softmax_of_one",))


MISTAKES = {
    each.__name__: each
    for each in (
        no_sequences, flattened, pooled, table_fed, swapped, other_width, samples_typed,
        every_step, many_targets, step_targets, lost_target, long_kernel, softmax_of_one,
    )
}  # fmt: skip


def torch_code(X, y, lstm, take, linear, loss="nn.MSELoss()"):
    """Write a PyTorch program."""
    return (
        "import torch\nfrom torch import nn\n"
        f"X = torch.zeros{X}\ny = torch.zeros{y}\n"
        f"lstm = nn.{lstm}\nfc = nn.Linear({linear})\nout, _ = lstm(X)\n"
        f"prediction = fc({take})\nloss = {loss}(prediction, y)\n"
    )


def torch_pair(seed):
    """Make a right set-up of PyTorch, and the same with one mistake."""
    rng = random.Random(seed)
    rows, steps, width = rng.randint(16, 60), rng.randint(4, 15), rng.randint(2, 9)
    width += width == steps
    hidden, units = rng.choice([5, 8, 13]), rng.choice([1, 3])
    two = rng.random() < 0.4
    given = f"{width}, {hidden}, batch_first=True" + (", bidirectional=True" if two else "")
    lstm = f"{rng.choice(['LSTM', 'GRU'])}({given})"
    wide = hidden * (2 if two else 1)
    X, y = (rows, steps, width), (rows, units)
    right = Made(torch_code(X, y, lstm, "out[:, -1]", f"{wide}, {units}"))
    wrong = {
        "features": Made(
            torch_code((rows, steps, width + 1), y, lstm, "out[:, -1]", f"{wide}, {units}"),
            ("feature_count", "swapped_axes"),
        ),
        "linear": Made(
            torch_code(X, y, lstm, "out[:, -1]", f"{wide + 1}, {units}"), ("linear_features",)
        ),
        "flat": Made(
            torch_code(X, y, lstm, "out.flatten(1)", f"{wide}, {units}"), ("steps_flattened",)
        ),
        "last_axis": Made(
            torch_code(X, (rows,), lstm, "out[:, -1]", f"{wide}, 1"), ("torch_loss_sizes",)
        ),
        "sizes": Made(
            torch_code(X, (rows, 7), lstm, "out[:, -1]", f"{wide}, 3"), ("torch_loss_sizes",)
        ),
        "tuple": Made(torch_code(X, y, lstm, "lstm(X)", f"{wide}, {units}"), ("torch_tuple",)),
    }
    mistake = rng.choice(sorted(wrong))
    return right, mistake, wrong[mistake]
