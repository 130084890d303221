"""Arguments that a version of Keras does not take, or takes elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lstmviz.doctor.answer import Axes, Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.reading.messages.matching import shape_of
from lstmviz.doctor.saying.wording import as_code, in_full, named, three, without
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Stop
from lstmviz.doctor.walking.words import KERAS, meant, strange

# What files of Keras 2 hold and Keras 3 does not take.
SAVED = frozenset({"batch_input_shape", "batch_shape", "implementation", "time_major"})
SAVED_SO = (
    "If a saved model is loaded, Keras 2 wrote it: load it with tf_keras "
    "(TF_USE_LEGACY_KERAS=1 before TensorFlow is imported). No array is to be changed then."
)
# Who takes arguments, as it is called in a message.
KNOWN = ("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "Dense", "Conv1D", "Embedding")


def spelt(name: str) -> str:
    """Give the argument of a layer of Keras that a name stands for, which is nearly its own."""
    return "" if name in KERAS else meant(Layer("LSTM"), name)


def respelt(case: Case, name: str, right: str) -> str:
    """Write the layer that has a misspelt argument with the right one; "" where it is not there."""
    layer = next((each for each in case.setup.layers if name in strange(each)), None)
    if layer is None:
        return ""
    written = re.sub(rf"\b{name}(?= ?=)", right, layer.written)
    return (
        re.sub(r"^(?:torch\.)?(?:nn\.)?", "torch.nn.", written) if case.torch else in_full(written)
    )


@dataclass(frozen=True)
class Instead:
    """What takes the place of an argument.

    Args:
        text: that, in words.
        fix: the line that does it; "" where none does.
        meant: the axes that the argument tells; None where it tells none.
    """

    text: str
    fix: str = ""
    meant: Axes | None = None


def unknown_argument(case: Case, why: Stop) -> Judged:
    """A layer does not know a keyword argument."""
    layer, given = str(why["layer"] or ""), str(why["given"] or "")
    name = argument_named(case, given)
    found = instead(case, why, name)
    plain = layer.removeprefix("nn.").replace("_", "")
    who = next((k for k in KNOWN if k.lower() == plain), "") or "The layer"
    saved = name in SAVED and not case.coded and "load_model" not in case.text.plain
    fix = found.fix
    return one(
        Diagnosis(
            "unknown_argument",
            f"{who} does not take the argument {name}.",
            expected=f"an argument that {who} knows",
            received=name,
            axis=AXES.get(name, ""),
            fix=(fix,) if fix and (case.coded or name not in SAVED) else (),
            meant=found.meant,
            details=(
                found.text,
                *((f"Typed so it is {fix.partition(' = ')[2]}.",) if saved and fix else ()),
                *((SAVED_SO,) if saved else ()),
            ),
        )
    )


def argument_named(case: Case, given: str) -> str:
    """Give the name of an argument that a message tells, perhaps with its value."""
    name = re.sub(r"[^a-z_].*", "", given, flags=re.DOTALL)[:40]
    # The text without its spaces runs on into the next line: the quotes tell where a name ends.
    quoted = re.search(r"keyword argument '(\w{1,40})'", case.text.plain)
    return quoted[1] if quoted and name.startswith(quoted[1].lower()) else name


def instead(case: Case, why: Stop, name: str) -> Instead:
    """Tell what takes an argument's place: a shape or a size, an older or another name, nothing."""
    if name in SHAPES:
        return shape_in_input(case, why)
    if name in SIZES:
        return size_in_input(case, why, name)
    if "load_model" in case.text.plain:
        return Instead(
            f"The saved model holds {name}: another version of Keras wrote it. Load it with that "
            "one; for a file of Keras 2, install tf_keras and set TF_USE_LEGACY_KERAS=1 before "
            "TensorFlow is imported. No array is to be changed."
        )
    if name == "time_major":
        return Instead(
            "Keras 3 always has the samples first, (samples, timesteps, features): leave it out. "
            "Only where time_major=True was meant, and the data have the timesteps first, "
            f"np.swapaxes({case.x}, 0, 1) turns them."
        )
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    if right := why["meant"] or spelt(name):
        return Instead(f"The argument is called {right}.", respelt(case, name, right))
    written = next((x.written for x in case.setup.layers if name in x.arguments), "")
    return Instead(
        f"Leave {name} out, or look up what it is called in your version.",
        in_full(without(written, name)) if written else "",
    )


def shape_in_input(case: Case, why: Stop) -> Instead:
    """The shape with the batch, which a first layer took once."""
    sizes = re.match(r"[a-z_]{1,40}:[(\[]([^)\]]{0,60})[)\]]", str(why["given"] or ""))
    told = shape_of(sizes[1]) if sizes else None
    shape: Shape = told or (None, case.timesteps or number_given(why), width_known(case))
    return Instead(
        "Keras 3 takes the shape, with the batch, in Input.",
        f"inputs = keras.Input(batch_shape={as_code(shape)})",
        three(shape),
    )


def size_in_input(case: Case, why: Stop, name: str) -> Instead:
    """One size, which a first layer took once: of the batch, the timesteps or the features."""
    number, of_batch = number_given(why), name == "batch_size"
    steps, width = case.timesteps or (None if of_batch else number), width_known(case)
    if name == "input_dim":
        steps, width = None, number or width
    meant = named((number if of_batch else None, steps, width), "samples", "timesteps", "features")
    if why["layer"] == "embedding":
        text = "Keras 3 needs no input_length in Embedding: leave it out."
        return Instead(text, meant=meant)
    batch = f", batch_size={number or 1}" if of_batch else ""
    own = "" if width is not None else " Write your own number of features in place of the 1."
    return Instead(
        "Keras 3 takes sizes in Input, which stands before the first layer." + own,
        f"inputs = keras.Input(({steps}, {width or 1}){batch})",
        meant,
    )


def number_given(why: Stop) -> int | None:
    """Give the number that a message tells as the value of an argument; None where it does not."""
    found = re.match(r"[a-z_]{1,40}:(\d{1,9})", str(why["given"] or ""))
    return int(found[1]) if found else None


def width_known(case: Case) -> int | None:
    """Give the features that the model was built for, or else those of X."""
    sample, x = case.setup.sample, case.setup.X.shape if case.setup.X else None
    width = sample[-1] if sample else None
    return x[-1] if width is None and x else width


# The shape with the batch, and single sizes, which Input takes today.
SHAPES = frozenset({"batch_input_shape", "batch_shape"})
SIZES = frozenset({"input_length", "batch_size", "input_dim"})
# What is told elsewhere today, or not at all.
ELSEWHERE: Mapping[str, Instead] = MappingProxyType(
    {
        "weights": Instead(
            "Keras 3 sets weights after the layer is built.", "layer.set_weights(weights)"
        ),
        "lr": Instead(
            "The argument is called learning_rate.",
            "optimizer = keras.optimizers.Adam(learning_rate=0.001)",
        ),
        "decay": Instead("Keras 3 has no decay here: use a learning-rate schedule."),
    }
)
# What an argument says of the axes.
AXES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (*SHAPES, "batch_size"), "It fixes the first axis, samples, which only Input knows."
        ),
        "time_major": "Keras has no layout with the timesteps first.",
    }
)
