"""Saved weights that do not go into the model that is built: which axis, and what it counts."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.within.biases import GATES, biases
from lstmviz.doctor.saying.wording import as_code, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Stop

NO_DATA = (
    "No array of data is to be changed, but for its columns if they are others than in training."
)


def weights(case: Case, why: Stop) -> Judged:
    """Judge weights by the shapes that the model has built and that are given."""
    built: Shape = why["built"] or ()
    given: Shape = why["given"] or ()
    found = biases(case, why)
    if found[0]:
        return found
    given_words = any(
        each.kind == "Embedding" and "weights" in each.written for each in case.setup.layers
    )
    if "embedding" in why.sentence or given_words:
        return one(other_words(built, given))
    if len(built) == 2 == len(given) and built[1:] == given[1:]:
        return one(other_inputs(case, built, given))
    return one(
        base(
            built,
            given,
            "The weights that are set have other sizes than the model that is built.",
            "Build the model with the sizes that the weights were made for: features, units, "
            "classes.",
            *units_of(case, built, given),
            "The kernel of an LSTM is (features, 4 × units), its recurrent kernel (units, 4 × "
            "units), of a GRU 3 ×.",
        )
    )


def base(built: Shape, given: Shape, title: str, axis: str, *details: str) -> Diagnosis:
    """Say that the weights of a model and those that are given differ."""
    return Diagnosis(
        "saved_weights",
        title,
        expected=f"weights {tell(built)}, as the model is built" if built else "other weights",
        received=f"weights {tell(given)}, as they are given" if given else "",
        axis=axis,
        details=(*details, NO_DATA),
    )


def other_inputs(case: Case, built: Shape, given: Shape) -> Diagnosis:
    """The units agree, and what the layer reads at each step is of another number."""
    sample = case.setup.sample
    first = sample is not None and len(sample) == 2 and sample[-1] == built[0]
    of = "features" if first else "numbers: features, or units of the layer before"
    again = (
        f"Build it with keras.Input({as_code((sample[0], given[0]))}), and feed the {given[0]} "
        "columns of the training, in their order."
        if first and sample is not None
        else f"Build it so that the layer reads {given[0]}, as in training."
    )
    return base(
        built,
        given,
        f"The weights are of a layer that reads {given[0]} {of}; the model is built for "
        f"{built[0]}.",
        "The first axis of a kernel is what the layer reads, the second its units, 4 × in an LSTM "
        "and 3 × in a GRU.",
        again,
    )


def other_words(built: Shape, given: Shape) -> Diagnosis:
    """The matrix that is given to an Embedding has other rows or units."""
    return Diagnosis(
        "given_weights",
        f"The matrix that the Embedding is given is {tell(given)}; the layer is built as "
        f"{tell(built)}.",
        expected=f"weights {tell(built)}, as the layer is built",
        received=f"weights {tell(given)}, as they are given",
        axis="The first size of an Embedding's weights is its input_dim, the second its units.",
        details=(
            "An Embedding takes its sizes from the matrix: Embedding(*matrix.shape). Words are "
            "numbered from 1 and padding is 0, so its rows are len(word_index) + 1, in the layer "
            "and in the matrix.",
        ),
    )


def units_of(case: Case, built: Shape, given: Shape) -> tuple[str, ...]:
    """Say how many units weights were made with, where a layer of the text has those built."""
    wide, other = (built or (None,))[-1], (given or (None,))[-1]
    for layer in (each.inner or each for each in case.setup.layers):
        gates, units = GATES.get(layer.kind, 1), layer.size("units")
        if units and wide == gates * units and other and other != wide and other % gates == 0:
            return (
                f"They were made with {other // gates} units: {line_of(layer, other // gates)}.",
            )
    return ()


def line_of(layer: Layer, units: int) -> str:
    """Write a layer with another number of units, briefly."""
    return f"{layer.kind}({units})"
