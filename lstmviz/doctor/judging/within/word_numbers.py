"""Rows of word numbers that no Embedding reads, and an Embedding that reads something else."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, cured, refed, with_input
from lstmviz.doctor.judging.fed.tabular import TABLE
from lstmviz.doctor.judging.mending import input_line
from lstmviz.doctor.saying.wording import as_code, in_axes, named, tell, three
from lstmviz.doctor.shapes import Shape

# Words that call rows the numbers of letters or words.
NUMBERED = re.compile(
    r"\b(?:characters?|letters|words|tokens|nucleotides|amino acids)\b[^.\n]{0,40}"
    r"\b(?:(?:en)?coded|mapped|converted|turned|represented|tokenized)\b[^.\n]{0,20}"
    r"\b(?:integers?|indices|ids|numbers)\b|"
    r"\binteger[- ]encoded (?:characters|letters|words|tokens|texts?|sentences)\b",
    re.IGNORECASE,
)


def of_words(case: Case) -> bool:
    """Whether what goes in are rows of word numbers: of pad_sequences, or by the text's words."""
    X = case.setup.X
    if X is None or any(each.kind == "Embedding" for each in case.setup.layers):
        return False
    if "words" in X.marks:
        return True
    text = case.text.plain  # a table may have a column of words
    return not case.torch and bool(NUMBERED.search(text)) and not TABLE.search(text)


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
    if one_hot(case, received[-1]):
        return one_hot_words(case, received, built)
    at = next((at for at, each in enumerate(setup.nodes) if each.layer.kind == "Embedding"), None)
    lines: tuple[str, ...] = ()
    left = None
    # Of several inputs it is not told which one is fed so.
    if at is not None and None not in received[1:] and len(setup.inputs) == 1:
        left = with_input(setup.left_out(at), received[1:])
        lines = (input_line(received[1:]), "# and no Embedding behind it") if cured(left) else ()
    return Diagnosis(
        "vectors_as_words",
        f"An Embedding reads one whole number for each word, and {case.x} has {received[-1]} "
        "numbers at each place.",
        expected=in_axes(built),
        received=in_axes(received),
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


def one_hot(case: Case, width: int | None) -> bool:
    """Whether rows are as wide as an Embedding has words, or as the text's one-hot rows are."""
    words = {each.says("input_dim") for each in case.setup.layers if each.kind == "Embedding"}
    made = rf"(?:tocategorical|onehot)\([^()\n]{{1,80}}[,=]{width}\)"
    return width is not None and (
        width in words or re.search(made, case.text.tight.replace("_", "")) is not None
    )


def one_hot_words(case: Case, received: Shape, built: Shape) -> Diagnosis:
    """One-hot rows go where an Embedding reads the number of each word."""
    indexed = refed(case.setup, received[:-1])
    return Diagnosis(
        "vectors_as_words",
        f"An Embedding reads the number of each word, and {case.x} has a one-hot row of "
        f"{received[-1]} for each.",
        expected=in_axes(built),
        received=in_axes(received),
        axis="The last axis is the one-hot row: one number takes its place.",
        fix=(f"{case.x} = {case.x}.argmax(-1)",),
        tried=indexed if cured(indexed) else None,
        fed=named(received, "samples", "timesteps", "features"),
        details=(
            "Or leave to_categorical out for what goes in: one-hot rows are for the targets alone, "
            "with categorical_crossentropy.",
        ),
    )
