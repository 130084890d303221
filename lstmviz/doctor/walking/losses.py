"""What a loss makes of targets and predictions: it refuses, spreads one over the other, or fits."""

from collections.abc import Sequence

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.refusals import Refusal, agree, refuse
from lstmviz.doctor.walking.setup import Layer

# Losses that compare numbers with numbers, in lower case without underscores.
NUMBERS = ("mse", "meansquarederror", "mae", "meanabsoluteerror", "huber", "rmse", "logcosh",
           "mape", "meanabsolutepercentageerror", "msle", "meansquaredlogarithmicerror",
           "mseloss", "l1loss", "smoothl1loss", "huberloss", "poisson")  # fmt: skip


def plain(loss: str) -> str:
    """Give a loss's name without its library, brackets and underscores."""
    return loss.lower().split("(")[0].rpartition(".")[2].replace("_", "")


def compares_numbers(loss: str) -> bool:
    """Whether a loss compares numbers with numbers."""
    return plain(loss) in NUMBERS


def binary(loss: str) -> bool:
    """Whether it is a loss of yes and no."""
    return plain(loss) in ("binarycrossentropy", "bce", "bceloss", "bcewithlogitsloss")


def classes(loss: str) -> str:
    """Say which loss of classes it is: "one_hot", "numbers", or "" for none."""
    return {
        "categoricalcrossentropy": "one_hot",
        "sparsecategoricalcrossentropy": "numbers",
        "crossentropyloss": "numbers",
        "nllloss": "numbers",
    }.get(plain(loss), "")


def same_rank(target: Shape, output: Shape) -> tuple[Shape, Shape]:
    """Add or take a last axis of size 1 as Keras does, where one has an axis more."""
    if len(output) == len(target) + 1 and output[-1] is None:
        output = (*output[:-1], 1)
    if len(target) == len(output) + 1 and target[-1] in (1, None):
        target = (*target[:-1], 1)
        return (target, (*output, 1)) if len(output) == 1 else (target[:-1], output)
    if len(output) == len(target) + 1 and output[-1] == 1:
        return ((*target, 1), output) if len(target) == 1 else (target, output[:-1])
    return target, output


def spread(one: Shape, two: Shape) -> Shape | None:
    """Match two shapes from the back as NumPy does; None where they do not match."""
    sizes: list[int | None] = []
    for at in range(1, max(len(one), len(two)) + 1):
        a = one[-at] if at <= len(one) else 1
        b = two[-at] if at <= len(two) else 1
        if not agree(a, b) and 1 not in (a, b):
            return None
        sizes.append(b if a == 1 else a if b in (1, None) else b)
    return tuple(reversed(sizes))


def labels_fit(target: Shape, output: Shape) -> bool:
    """Whether there is one label wherever classes stand on the last axis of the predictions."""
    labels = target[:-1] if len(target) == len(output) and target[-1] == 1 else target
    return len(labels) == len(output) - 1 and all(map(agree, labels[1:], output[1:-1]))


def numbers_meant(last: Layer, target: Shape, output: Shape) -> bool:
    """Whether the last layer tells that numbers are predicted, where no loss is named.

    One number in y for several units may be that of a class.
    """
    if labels_fit(target, output) and output[-1] != 1:
        return False
    return last.kind in ("Dense", "TimeDistributed") and last.says("activation") in (
        None, "linear", "relu", "tanh",
    )  # fmt: skip


def held(loss: str, target: Shape, output: Shape, batch: int = 2) -> None:
    """Hold Keras's loss on a small batch.

    Args:
        loss: its name.
        target: shape of the targets, the samples first.
        output: shape of the predictions.
        batch: samples that stand in for the open size: as many or a few more.

    Raises:
        Refusal: "loss", with the shapes.
    """
    while batch in target[1:] + output[1:]:
        batch += 1  # that steps are as many as the samples is no more than chance
    target, output = (batch, *target[1:]), (batch, *output[1:])
    facts = {"target": target, "output": output, "loss": loss}
    kind = classes(loss)
    if kind == "numbers":
        if not labels_fit(target, output):
            raise refuse("loss", **facts)
        return
    if kind == "one_hot" and len(output) == len(target) + 1 and output[-1] is None:
        raise refuse("loss", **facts)  # the units of classes are several, however many
    one, two = same_rank(target, output)
    if kind == "one_hot" or binary(loss):
        if len(one) != len(two) or not all(map(agree, one, two)):
            raise refuse("loss", **facts)
        return
    # Steps of an open number in the targets alone match the batch by no more than chance.
    steps = len(one) == 3 and len(two) == 2 and one[1] is None
    if compares_numbers(loss) and (steps or spread(one, two) is None):
        raise refuse("loss", **facts)


def samples(sizes: Sequence[int | None]) -> None:
    """Refuse arrays that have different numbers of samples.

    Raises:
        Refusal: "cardinality".
    """
    known = [size for size in sizes if size is not None]
    if len(set(known)) > 1:
        raise Refusal(refuse("cardinality", x=tuple(known[:-1]), y=known[-1:]).stop)
