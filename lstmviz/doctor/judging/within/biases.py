"""Saved weights whose biases alone differ: another kind of the same recurrent layer."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.saying.wording import tell
from lstmviz.doctor.shapes import Shape, product
from lstmviz.doctor.walking.kinds import GATES
from lstmviz.doctor.walking.setup import Stop


def biases(case: Case, why: Stop) -> Judged:
    """The kernels agreed, and of the biases one side has twice as many as the other."""
    built: Shape = why["built"] or ()
    given: Shape = why["given"] or ()
    if {len(built), len(given)} == {1, 2}:
        rows, row = sorted((built, given), key=len, reverse=True)
        count = product(row)
        fits = rows == (2, *row) and count is not None and count % GATES["GRU"] == 0
        return one(reset_after(built, given)) if fits and "gru" in case.text.tight else NONE
    sizes = [each for each in (*built, *given) if each is not None]
    if len(built) != 1 or len(given) != 1 or len(sizes) != 2:
        return NONE
    less, more = sorted(sizes)
    kind = kind_of_half(case, less) if more == 2 * less else ""
    if not kind:
        return NONE
    gates, units = GATES[kind], less // GATES[kind]
    saved = f"CuDNN{kind}" if given[0] == more else kind
    return one(
        Diagnosis(
            "cudnn_biases",
            f"A CuDNN{kind} keeps two biases where {kind} keeps one: the weights are those of the "
            "other layer.",
            expected=f"biases {tell(built)}, as the model is built",
            received=f"biases {tell(given)}, as {saved} saved them",
            axis=f"{less} = {gates} × {units} units is {kind}, {more} = {2 * gates} × {units} is "
            f"CuDNN{kind}.",
            details=(
                f"Build the model with {saved}({units}) to load them"
                + (", which needs a GPU." if saved != kind else "."),
                "A later Keras 2 turns the one into the other when load_weights reads an .h5 file; "
                "set_weights and older releases do not.",
                "No array of data is at fault.",
            ),
        )
    )


def kind_of_half(case: Case, less: int) -> str:
    """Give the layer whose biases are so many, by its units or by its name; "" for none."""
    for layer in case.setup.layers:
        inner = layer.inner or layer
        gates = GATES.get(inner.kind)
        if gates and inner.size("units") and less == gates * (inner.size("units") or 0):
            return inner.kind
    for kind, gates in GATES.items():
        if f"cudnn{kind.lower()}" in case.text.tight and less % gates == 0:
            return kind
    return ""


def reset_after(built: Shape, given: Shape) -> Diagnosis:
    """A GRU keeps its biases in two rows, or in one: by reset_after."""
    now, then = len(built) == 2, len(given) == 2
    return Diagnosis(
        "reset_after",
        f"The GRU is built with reset_after={now}, and the weights were saved with {then}.",
        expected=f"biases {tell(built)}, as the model is built",
        received=f"biases {tell(given)}, as they were saved",
        axis="reset_after=True keeps two rows of biases, (2, 3 × units); False one, (3 × units,).",
        details=(
            f"Build the layer as it was saved: reset_after={then}. TensorFlow 2 and Keras 3 take "
            "True where nothing is said, Keras 2 and TensorFlow 1 took False.",
        ),
    )
