"""Values and numbers that a layer or a loss cannot take: out of range, nan, no shape."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.saying.wording import as_code, named, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import binary
from lstmviz.doctor.walking.setup import Stop


def index_range(case: Case, why: Stop) -> Judged:
    """A number that Embedding has no row for."""
    index, size = why["index"], why["size"]
    embedding = "embedding" in case.text.tight or any(
        each.kind == "Embedding" for each in case.setup.layers
    )
    width = next(
        (each.size("output_dim") for each in case.setup.layers if each.kind == "Embedding"), None
    )
    if not embedding:
        return (), None
    if re.search(r"loss[^{}\[\]]{0,60}/embedding_lookup", case.text.tight):
        return one(looked_up_in_loss(index, size))
    swapped = swapped_sizes(case, index, size)
    if swapped is not None:
        return one(swapped)
    return one(
        Diagnosis(
            "embedding_range",
            f"Embedding has rows for the numbers 0 to {size - 1}, and got {index}.",
            expected=f"whole numbers from 0 to {size - 1}",
            received=str(index),
            axis="Not an axis: a value of X is out of range.",
            fix=(f"keras.layers.Embedding({index + 1}, {width})",)
            if index >= size and width
            else (),
            details=(
                "input_dim is the largest number plus one, padding and unknown words included: "
                "vocabulary + 1 or + 2.",
                f"{index + 1} serves if {index} is the largest: look at X.max().",
            )
            if index >= size
            else ("Negative numbers have no row: numbers begin at 0.",),
        )
    )


def looked_up_in_loss(index: int, size: int) -> Diagnosis:
    """A loss looks rows up by number, as an Embedding does: no layer is meant."""
    return Diagnosis(
        "loss_range",
        f"The loss looks up row {index}, and there are {size}.",
        expected=f"whole numbers from 0 to {size - 1}",
        received=str(index),
        axis="Not an axis: a value of y, or a row that the loss computes, is out of range.",
        details=(
            "The message names a node of the loss, not an Embedding of the model: y.max() should "
            "stay below the number of rows that the loss holds.",
            "A loss of your own that gathers rows is the place to look at.",
        ),
    )


def swapped_sizes(case: Case, index: int, size: int) -> Diagnosis | None:
    """The two sizes of an Embedding have changed places; None where they have not."""
    sizes = [
        (each.size("input_dim"), each.size("output_dim"))
        for each in case.setup.layers
        if each.kind == "Embedding"
    ]
    width = next((width for rows, width in sizes if rows == size and (width or 0) > index), None)
    if width is None or index < size:
        return None
    return Diagnosis(
        "embedding_range",
        f"Embedding has rows for the numbers 0 to {size - 1}, and got {index}.",
        expected=f"whole numbers from 0 to {size - 1}",
        received=str(index),
        axis=f"Its two sizes have changed places: input_dim is {size}, output_dim {width}.",
        fix=(f"keras.layers.Embedding({width}, {size})",),
        details=(
            "input_dim is the vocabulary, how many words there are; output_dim how many numbers "
            "each word becomes.",
        ),
    )


def not_a_number(case: Case, why: Stop) -> Judged:
    """The loss is nan."""
    setup = case.setup
    last = setup.layers[-1] if setup.layers else None
    details = [
        "Does X or y hold missing values (nan)? np.isnan counts them, and one is enough.",
        "If the numbers have grown without bound: scale X and y, try a smaller learning rate.",
    ]
    relu = next((each for each in setup.layers
                 if each.recurrent and each.says("activation") == "relu"), None)  # fmt: skip
    if relu is not None:
        details.insert(0, 'activation="relu" lets the state grow from step to step: keep tanh.')
    if (
        last is not None
        and last.kind == "Dense"
        and binary(setup.loss)
        and last.says("activation") in (None, "linear")
        and "from_logits" not in case.text.plain
    ):
        details.insert(0, "Binary cross-entropy reads probabilities, and the last Dense has no "
                       'activation="sigmoid": its numbers leave [0, 1].')  # fmt: skip
    return one(
        Diagnosis(
            "nan_loss",
            "The loss is not a number.",
            expected="numbers",
            received="nan",
            fix=(
                f"print(np.isnan({case.x}).sum(), np.isnan({case.y}).sum(), "
                f"np.abs({case.x}).max())",
            ),
            details=tuple(details),
        )
    )


def product(case: Case, why: Stop) -> Judged:
    """A matrix product: the inner sizes differ."""
    pair: tuple[Shape, ...] = why["received"] or ()
    turned = len(pair) == 2 and len(pair[1]) > 1 and pair[1][-1] == pair[0][-1]
    axis = "(rows, a) @ (a, columns): the a of both has to be the same."
    details = (
        "Keras's kernels are (features, 4 × units): x @ kernel. PyTorch's weights are "
        "(4 × units, features): x @ W.T.",
        "If the data have other features than the weights, feed the same columns as in training.",
    )
    if pair:
        axis = f"{tell(pair[0])} @ {tell(pair[1])}: the last size of the first has to be " + (
            "that of the vector." if len(pair[1]) == 1 else "the second's last but one."
        )
        details = ("The second turned on its last two axes fits: b.transpose(-2, -1).",)
    return one(
        Diagnosis(
            "product_sizes",
            "The two matrices cannot be multiplied: the inner sizes differ."
            if not pair or len(pair[1]) > 1
            else "The vector does not have as many numbers as the last axis that it is multiplied "
            "with.",
            expected=f"size {why['built']}",
            received=f"size {why['got']}",
            axis=axis,
            details=details if turned or not pair else (),
        )
    )


def zero_size(case: Case, why: Stop) -> Judged:
    """A layer is made of a size of 0 or below."""
    name, value = why["name"], why["value"]
    return one(
        Diagnosis(
            "zero_size",
            f"{name} is {value} in {why['layer']}: it has to be 1 at least.",
            expected=f"{name} of 1 or more",
            received=f"{value}",
            details=("Where it is reckoned, as window // 8, the whole number below may be 0: print "
                     "it before the layer is made.",),
        )
    )  # fmt: skip


def bare_number(case: Case, why: Stop) -> Judged:
    """`Input(1)`: a number where a shape is wanted."""
    number = str(why["number"])
    size = int(number) if re.fullmatch(r"\d{1,9}", number, re.ASCII) else None
    x = case.setup.X
    sizes: Shape = x.shape[1:] if x and x.shape and len(x.shape) == 3 else (None, size or 1)
    return one(
        Diagnosis(
            "bare_number",
            "Input wants a shape, not a number; and a sequence has two sizes.",
            expected="a tuple, of a sequence (timesteps, features)",
            received=number,
            axis="Of timesteps and features only one size is given.",
            fix=(f"inputs = keras.Input({as_code(sizes)})",) if x and x.shape else (),
            fed=named((None, size), "samples", "?"),
            meant=three((None, *sizes)) if x and x.shape else None,
            details=(
                f"If {number} are timesteps of one feature: Input(({number}, 1)). If they are "
                f"features: Input((None, {number})), None standing for any number of timesteps.",
                f"For rows without timesteps, which a Dense reads: Input(({number},)). ({number}) "
                f"is the number {number} in brackets; a tuple of one is ({number},).",
            ),
        )
    )
