"""Arguments that a version of Keras does not take, or takes elsewhere."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.reading.messages.matching import shape_of
from lstmviz.doctor.saying.wording import (
    as_code,
    in_full,
    named,
    three,
    without,
)
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


def unknown_argument(case: Case, why: Stop) -> Judged:
    """A layer does not know a keyword argument."""
    layer, given = str(why["layer"] or ""), str(why["given"] or "")
    name = re.sub(r"[^a-z_].*", "", given, flags=re.DOTALL)[:40]
    # The text without its spaces runs on into the next line: the quotes tell where a name ends.
    quoted = re.search(r"keyword argument '(\w{1,40})'", case.text.plain)
    name = quoted[1] if quoted and name.startswith(quoted[1].lower()) else name
    sizes = re.match(r"[a-z_]{1,40}:[(\[]([^)\]]{0,60})[)\]]", given)
    number = re.match(r"[a-z_]{1,40}:(\d{1,9})", given)
    sample = case.setup.sample
    width = sample[-1] if sample else None
    if width is None and case.setup.X and case.setup.X.shape:
        width = case.setup.X.shape[-1]
    length = int(number[1]) if number else None
    steps = case.timesteps or length
    meant = None
    fix = ""
    if name in {"batch_input_shape", "batch_shape"}:
        shape: Shape = (shape_of(sizes[1]) if sizes else None) or (None, steps, width)
        fix = f"inputs = keras.Input(batch_shape={as_code(shape)})"
        text = "Keras 3 takes the shape, with the batch, in Input."
        meant = three(shape)
    elif name in {"input_length", "batch_size", "input_dim"}:
        batch = f", batch_size={length or 1}" if name == "batch_size" else ""
        steps = case.timesteps if name == "batch_size" else steps
        if name == "input_dim":
            steps, width = None, length or width
        fix = f"inputs = keras.Input(({steps}, {width or 1}){batch})"
        text = "Keras 3 takes sizes in Input, which stands before the first layer."
        if width is None:
            text += " Write your own number of features in place of the 1."
        if layer == "embedding":
            fix, text = "", "Keras 3 needs no input_length in Embedding: leave it out."
        meant = named((length if batch else None, steps, width), "samples", "timesteps", "features")
    elif "load_model" in case.text.plain:
        fix, meant = "", None
        text = (
            f"The saved model holds {name}: another version of Keras wrote it. Load it with that "
            "one; for a file of Keras 2, install tf_keras and set TF_USE_LEGACY_KERAS=1 before "
            "TensorFlow is imported. No array is to be changed."
        )
    elif name == "time_major":
        text = (
            "Keras 3 always has the samples first, (samples, timesteps, features): leave it out. "
            "Only where time_major=True was meant, and the data have the timesteps first, "
            f"np.swapaxes({case.x}, 0, 1) turns them."
        )
    elif name == "weights":
        fix = "layer.set_weights(weights)"
        text = "Keras 3 sets weights after the layer is built."
    elif name in ("lr", "decay"):
        fix = "optimizer = keras.optimizers.Adam(learning_rate=0.001)" if name == "lr" else ""
        text = "The argument is called learning_rate." if name == "lr" else (
            "Keras 3 has no decay here: use a learning-rate schedule.")  # fmt: skip
    elif right := why["meant"] or spelt(name):
        fix = respelt(case, name, right)
        text = f"The argument is called {right}."
    else:
        written = next((x.written for x in case.setup.layers if name in x.arguments), "")
        fix = in_full(without(written, name)) if written else ""
        text = f"Leave {name} out, or look up what it is called in your version."
    if name in ("input_size", "hidden_size", "num_layers", "batch_first"):
        text = f"{name} is PyTorch's. Keras's layers take units alone, and find the features."
    plain = layer.removeprefix("nn.").replace("_", "")
    who = next((k for k in KNOWN if k.lower() == plain), "") or "The layer"
    saved = name in SAVED and not case.coded and "load_model" not in case.text.plain
    fixes_batch = name in {"batch_input_shape", "batch_shape", "batch_size"}
    return one(
        Diagnosis(
            "unknown_argument",
            f"{who} does not take the argument {name}.",
            expected=f"an argument that {who} knows",
            received=name,
            axis="It fixes the first axis, samples, which only Input knows."
            if fixes_batch
            else "Keras has no layout with the timesteps first."
            if name == "time_major"
            else "",
            fix=(fix,) if fix and (case.coded or name not in SAVED) else (),
            meant=meant,
            details=(
                text,
                *((f"Typed so it is {fix.partition(' = ')[2]}.",) if saved and fix else ()),
                *((SAVED_SO,) if saved else ()),
            ),
        )
    )
