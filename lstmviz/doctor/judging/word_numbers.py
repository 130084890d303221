"""Rows of word numbers that no Embedding reads."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.saying.wording import named, tell, three
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
