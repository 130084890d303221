"""Rows of word numbers that no Embedding reads, and an Embedding that reads something else."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, cured, with_input
from lstmviz.doctor.judging.mending import input_line
from lstmviz.doctor.saying.wording import as_code, axes_count, named, tell, three
from lstmviz.doctor.shapes import Shape


def of_words(case: Case) -> bool:
    """Whether what goes in are rows of word numbers, as pad_sequences gives them."""
    embedded = any(each.kind == "Embedding" for each in case.setup.layers)
    return not embedded and case.setup.X is not None and "words" in case.setup.X.marks


def without_embedding(case: Case, received: Shape) -> Diagnosis:
    """Rows of word numbers go into a recurrent layer."""
    return Diagnosis(
        "no_embedding",
        "Rows of word numbers have no axis of features: an Embedding makes it.",
        expected="three axes: (samples, timesteps, features)",
        received=f"two axes: {tell(received)}",
        axis="The last axis is missing: the rows are texts, and their columns the timesteps.",
        fed=named(received, "samples", "timesteps"),
        meant=three((*received, None)),
        details=(
            f"keras.layers.Embedding(vocabulary + 1, 64) as the first layer makes "
            f"{tell((None, received[1], 64))} of them; the LSTM behind it takes no input_shape. "
            "Padding is 0: mask_zero=True leaves it out.",
            f"If {case.x} holds measured numbers, not words, {case.x}[:, :, None] makes each one "
            "timestep of one feature.",
        ),
    )


def reads_words(case: Case) -> bool:
    """Whether an Embedding stands first: what is fed are the numbers of words."""
    layers = [each for each in case.setup.layers if each.kind not in ("Input", "InputLayer")]
    if layers:
        return layers[0].kind == "Embedding"
    return bool(re.search(r"expectedembedding\w{0,40}_input", case.text.tight))


def vectors_as_words(case: Case, received: Shape, built: Shape) -> Diagnosis:
    """What is fed has features already, and an Embedding reads the number of each word."""
    setup = case.setup
    at = next((at for at, each in enumerate(setup.nodes) if each.layer.kind == "Embedding"), None)
    lines: tuple[str, ...] = ()
    left = None
    if at is not None and None not in received[1:]:
        left = with_input(setup.left_out(at), received[1:])
        lines = (input_line(received[1:]), "# and no Embedding behind it") if cured(left) else ()
    return Diagnosis(
        "vectors_as_words",
        f"An Embedding reads one whole number for each word, and {case.x} has {received[-1]} "
        "numbers at each place.",
        expected=f"{axes_count(len(built))}: {tell(built)}",
        received=f"{axes_count(len(received))}: {tell(received)}",
        axis="Embedding adds the axis of the features, and it is there already.",
        fix=lines,
        tried=left if lines else None,
        fed=named(received, "samples", "timesteps", "features"),
        details=(
            "If the words are vectors or one-hot rows already, leave the Embedding out: "
            f"Input({as_code(received[1:])}) straight into the recurrent layer.",
            f"To use the Embedding, feed the numbers of the words: {tell(built)}; of one-hot rows "
            f"{case.x}.argmax(-1).",
        ),
    )
