"""Calls that a version of Keras or TensorFlow does not take, or takes otherwise."""

import re

from lstmviz.doctor.answer import Diagnosis, Shape
from lstmviz.doctor.setup import Case
from lstmviz.doctor.wording import named, tell, three, with_argument, without


def unknown_argument(case: Case, layer: str, given: str) -> Diagnosis:
    """A layer does not know a keyword argument.

    Args:
        case: the set-up.
        layer: the layer's class, in lower case.
        given: the arguments as the message lists them, without quotes and spaces.
    """
    name = re.match(r"[a-z_]{0,40}", given)[0]
    sizes = re.match(r"[a-z_]{1,40}:\(([^)]{0,60})\)", given)
    number = re.match(r"[a-z_]{1,40}:(\d{1,9})", given)
    width = next(
        (x[-1] for x in (case.setup.input, case.setup.X and case.setup.X.shape) if x), None
    )
    length = int(number[1]) if number else None
    steps = case.timesteps or length
    fed = meant = None
    if name in {"batch_input_shape", "batch_shape"}:
        shape: Shape = read_sizes(sizes[1]) if sizes else (None, steps, width)
        fix = f"inputs = keras.Input(batch_shape={tell(shape)})"
        why = "Keras 3 takes the shape, with the batch, in Input."
        meant = three(shape)
    elif name in {"input_length", "batch_size", "input_dim"}:
        batch = f", batch_size={length or 1}" if name == "batch_size" else ""
        steps = case.timesteps if name == "batch_size" else steps
        fix = f"inputs = keras.Input(({steps}, {width or 1}){batch})"
        why = "Keras 3 takes sizes in Input, which stands before the first layer."
        if width is None:
            why += " Write your own number of features in place of the 1."
        meant = named((length if batch else None, steps, width), "samples", "timesteps", "features")
    elif name == "time_major":
        fix = f"{case.x} = np.swapaxes({case.x}, 0, 1)"
        why = "Keras 3 always has the samples first: (samples, timesteps, features)."
        fed = named((None, None, width), "timesteps", "samples", "features")
        meant = named((None, None, width), "samples", "timesteps", "features")
    elif name == "weights":
        fix = "layer.set_weights(weights)"
        why = "Keras 3 sets weights after the layer is built."
    elif name == "return_sequence":
        written = next((x.written for x in case.setup.layers if name in x.arguments), "")
        written = without(written, name) or "keras.layers.LSTM(32)"
        fix = with_argument(written, "return_sequences", True)
        why = "The argument is called return_sequences, with an s."
    else:
        written = next((x.written for x in case.setup.layers if name in x.arguments), "")
        fix = without(written, name) if written else f"help(keras.layers.{shown(layer)})"
        why = f"Leave {name} out, or look up what it is called in your version."
    return Diagnosis(
        "unknown_argument",
        f"{shown(layer)} does not take the argument {name}.",
        expected=f"an argument that {shown(layer)} knows",
        received=name,
        axis="It fixes the first axis, samples, which only Input knows."
        if name in {"batch_input_shape", "batch_shape", "batch_size"}
        else "Keras has no layout with the timesteps first."
        if name == "time_major"
        else "",
        fix=(fix,),
        fed=fed,
        meant=meant,
        details=(why,),
    )


def shown(layer: str) -> str:
    """Write a layer's class as Keras spells it."""
    known = ("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "Dense", "Conv1D", "Embedding")
    return next(
        (name for name in known if name.lower() == layer.replace("_", "")), layer or "The layer"
    )


def read_sizes(text: str) -> Shape:
    """Read sizes of a message: numbers, and None, null, ? or nothing where open."""
    parts = text.strip(",").split(",")[:8]
    return tuple(int(part) if re.fullmatch(r"\d{1,12}", part, re.ASCII) else None for part in parts)


def input_warning(case: Case) -> Diagnosis:
    """Keras 3 warns of `input_shape` and `input_dim` in a layer."""
    for layer in case.setup.layers:
        width = layer.says("input_dim")
        if isinstance(width, int):
            first = layer.says("input_length")
            sizes: Shape = (first if isinstance(first, int) else None, width)
            return Diagnosis(
                "input_dim",
                "input_dim alone means samples of one axis in Keras 3: there are no timesteps.",
                expected="Input(shape) with (timesteps, features)",
                received=f"input_dim={width}, so samples of shape ({width},)",
                axis="The axis of the timesteps is missing.",
                fix=(f"inputs = keras.Input({tell(sizes)})",),
                fed=named((None, width), "samples", "features"),
                meant=three((None, *sizes)),
                details=("None stands for any number of timesteps.",),
            )
    shape = case.setup.input or (None, 1)
    return Diagnosis(
        "input_warning",
        "Only a warning: Keras 3 wants the shape in Input, before the first layer.",
        expected="Input(shape) as the first layer",
        received="input_shape or input_dim in a layer",
        fix=(f"inputs = keras.Input({tell(shape)})",),
        meant=three((None, *shape)),
        details=(
            "input_shape still works.",
            "input_dim=3 now means samples of shape (3,): a recurrent layer then misses its "
            "timesteps.",
        ),
    )


def bare_number(case: Case, number: str) -> Diagnosis:
    """`Input(1)`: a number where a shape is wanted."""
    size = int(number) if re.fullmatch(r"\d{1,9}", number, re.ASCII) else None
    x = case.setup.X
    sizes = x.shape[1:] if x and x.shape and len(x.shape) == 3 else (None, size or 1)
    return Diagnosis(
        "bare_number",
        "Input wants a shape, not a number; and a sequence has two sizes.",
        expected="a tuple (timesteps, features)",
        received=number,
        axis="Of timesteps and features only one size is given.",
        fix=(f"inputs = keras.Input({tell(sizes)})",),
        fed=named((None, size), "samples", "?"),
        meant=three((None, *sizes)),
        details=(f"({number}) is the number {number} in brackets; a tuple of one is ({number},).",),
    )


def open_batch(case: Case) -> Diagnosis:
    """A stateful layer does not know its batch size."""
    steps, width = (
        (case.setup.input or (None, None))[:2]
        if len(case.setup.input or ()) == 2
        else (
            None,
            None,
        )
    )
    return Diagnosis(
        "stateful_batch",
        "A stateful layer has to know its batch size: it keeps one state per sample.",
        expected="a fixed batch size",
        received="None",
        axis="The first axis, the samples of a batch, is open.",
        fix=(f"inputs = keras.Input(batch_shape=(1, {steps or 24}, {width or 3}))",),
        fed=three((None, steps, width)),
        meant=named((1, steps, width), "batch", "timesteps", "features"),
        details=("Write your own sizes: (batch, timesteps, features).",),
    )


def open_steps(case: Case, shape: Shape | None) -> Diagnosis:
    """Flatten and Dense after an open number of timesteps."""
    width = (case.setup.input or (None, 3))[-1]
    return Diagnosis(
        "open_size",
        "A layer cannot make its weights, because a size is open (None).",
        expected="known sizes",
        received=tell(shape) if shape else "None",
        axis="The axis of the timesteps is open, and Flatten makes it part of the features.",
        fix=(f"inputs = keras.Input(({case.window()}, {width or 3}))",),
        fed=three((None, None, width)),
        meant=three((None, case.window(), width)),
        details=(
            "Fix the number of timesteps in Input, or use GlobalAveragePooling1D() in place of "
            "Flatten: it reads any number of steps.",
        ),
    )


def states_returned(case: Case, count: int) -> Diagnosis:
    """With return_state a layer gives its states too, and the next one gets them all."""
    layer = case.setup.recurrent
    fix = with_argument(layer.written, "return_state", False) if layer and layer.written else ""
    return Diagnosis(
        "states_returned",
        f"The layer before hands on {count} tensors: its output, and its states.",
        expected="one tensor",
        received=f"{count} tensors",
        fix=(fix or "outputs, h, c = keras.layers.LSTM(32, return_state=True)(X)",),
        details=(
            "return_state=True is for functional models, which take output and states apart.",
        ),
    )


def no_tensor(case: Case) -> Diagnosis:
    """A Python list was fed."""
    return Diagnosis(
        "python_list",
        "A Python list was fed where Keras wants an array.",
        expected="an array (samples, timesteps, features)",
        received="a list of numbers or of lists",
        fix=(f'{case.x} = np.asarray({case.x}, dtype="float32")',),
        details=(f"Then look at {case.x}.shape.",),
    )


def whole_labels(case: Case, target: Shape, output: Shape) -> Diagnosis:
    """A loss of classes wants one-hot targets, and got their numbers."""
    return Diagnosis(
        "whole_labels",
        "The loss wants a row of classes for each target, and got one number.",
        expected=f"targets of the shape of the predictions {tell(output)}",
        received=f"targets {tell(target)}",
        axis="The targets miss the last axis, one place for each class.",
        fix=('model.compile("adam", "sparse_categorical_crossentropy")',),
        fed=named(target, "samples"),
        meant=named(output, "samples", "units"),
        details=(
            "The sparse loss takes the class by its number. To predict a quantity, end with "
            'Dense(1) and use "mse".',
        ),
    )
