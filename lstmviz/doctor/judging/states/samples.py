"""PyTorch: a state that was made for another number of samples than the layer reads."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, cured, one
from lstmviz.doctor.judging.mending import edited, line
from lstmviz.doctor.judging.states.axes import ORDER, zeros
from lstmviz.doctor.judging.worded import counted, roles_by_words
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Setup


def samples_of_state(case: Case, base: Diagnosis, expected: Shape, received: Shape) -> Judged:
    """The state was made for another number of samples than the layer reads."""
    layer = case.setup.recurrent
    wanted, held = expected[1], received[1]
    total = all_samples(case, wanted, held)
    if total is not None and wanted is not None and held is not None:
        return one(last_batch(base, total, wanted, held))
    if layer is None:
        return by_what_counts(case, base, expected, received)
    first, x = layer.says("batch_first") is True, read_shape(case)
    base = replace(
        base,
        title="The state was made for another number of samples than the batch has.",
        axis=f"The second axis of the state, the samples of the batch: {wanted}, not {held}.",
    )
    steps_first = x is not None and roles_by_words(case.text.plain, x)[0] == "timesteps"
    if first and x is not None and held == x[1] and steps_first:
        return one(steps_come_first(case, base, layer, x))
    if not first and (x is None or held == x[0]):
        return batch_first_left_out(case, base, layer, expected, received)
    return one(of_the_batch(case, base, expected, received))


def steps_come_first(case: Case, base: Diagnosis, layer: Layer, x: Shape) -> Diagnosis:
    """By the text's own words the timesteps come first, and the layer has batch_first=True."""
    other = edited(layer, "batch_first", False)
    return replace(
        base,
        title="With batch_first=True PyTorch takes the timesteps for samples.",
        axis=f"By your words {tell(x)} is (timesteps, samples, features): the state for {x[1]} "
        "samples is right, and batch_first=True is not.",
        fix=(f"lstm = {line(other)}",),
        tried=with_layer(case, other),
        details=(
            f"Or keep it, and turn the data: {case.x}.permute(1, 0, 2). The state stays as it is.",
        ),
    )


def with_layer(case: Case, layer: Layer) -> Setup:
    """Put another layer in the place of the first that reads steps."""
    at = case.recurrent_at
    return case.setup if at is None else case.setup.changed(at, layer)


def batch_first_left_out(
    case: Case, base: Diagnosis, layer: Layer, expected: Shape, received: Shape
) -> Judged:
    """The state is for the first axis of X, and a layer without batch_first counts the second."""
    wanted, held = expected[1], received[1]
    if case.says("axes", "timesteps"):
        return one(replace(base, details=("Take it from the batch: x.size(1).", ORDER)))
    turned = edited(layer, "batch_first", True)
    told = case.says("axes", "samples")
    mends = told and (read_shape(case) is None or cured(with_layer(case, turned)))
    found = replace(
        base,
        axis=f"Without batch_first=True the second axis of X counts the samples: {wanted}. The "
        f"state was made for {held}.",
        fix=(f"lstm = {line(turned)}",) if mends else (),
        details=(
            "If X is (samples, timesteps, features), the layer needs batch_first=True: then "
            f"{wanted} are the timesteps, and {held} the samples.",
            "If X is (timesteps, samples, features), make the state for x.size(1) samples.",
            ORDER,
        ),
    )
    return one(found, None if mends else QUESTIONS["axes"])


def of_the_batch(case: Case, base: Diagnosis, expected: Shape, received: Shape) -> Diagnosis:
    """The state has to be made for the samples of each batch: for the timesteps, or another one."""
    layer, x, held = case.setup.recurrent, read_shape(case), received[1]
    first = layer is not None and layer.says("batch_first") is True
    by_steps = bool(x and held == x[1 if first else 0])
    by_steps = by_steps or (first and "x.size(1)" in case.text.plain)
    size = "x.size(0)" if first else "x.size(1)"
    counts = (
        "; with batch_first=True x.size(0) counts the samples, x.size(1) the timesteps."
        if first
        else "; without batch_first x.size(1) counts the samples, with it x.size(0) = x.shape[0] "
        "does."
    )
    return replace(
        base,
        details=(
            f"Take it from the batch: torch.zeros({expected[0] or 'layers'}, {size}, {expected[2]})"
            + counts,
            ORDER,
            f"{held} is the number of timesteps here."
            if by_steps
            else "Is the last batch smaller? drop_last=True in the DataLoader, or a state made for "
            "each batch.",
        ),
    )


def by_what_counts(case: Case, base: Diagnosis, expected: Shape, received: Shape) -> Judged:
    """Nothing tells the layer: the batch is another, or timesteps are taken for samples."""
    x, wanted, held = case.x, expected[1], received[1]
    base = replace(
        base,
        title=f"The state was made for {held} samples, and the layer reads {wanted}.",
        axis=f"The second axis of the state counts the samples of the batch: {wanted}, not {held}.",
    )
    if case.says("counted", "samples"):
        return one(
            replace(
                base,
                details=(
                    "A state that is made anew takes its size from each batch, since the last one "
                    "is often smaller; or drop_last=True in the DataLoader.",
                    "The state of an encoder belongs to the samples that the encoder read: give "
                    "the decoder the same ones.",
                    ORDER,
                ),
            )
        )
    turned = replace(
        base,
        title="Timesteps stand where the layer looks for the samples.",
        axis=f"The layer takes {wanted} for its samples: the first two axes of {x} are swapped.",
        fix=(f"{x} = {x}.transpose(0, 1)",),
        fed=None,
        meant=None,
        details=(
            "Or build the layer for the order that you have: batch_first=True reads (samples, "
            "timesteps, features), without it (timesteps, samples, features).",
            ORDER,
        ),
    )
    if case.says("counted", "timesteps"):
        return one(turned)
    return one(
        replace(
            base,
            fix=(),
            details=(
                *(one_step_of(held) if wanted == 1 and held is not None else ()),
                f"If {wanted} counts the samples of this batch, the state is of another batch: the "
                "last one is often smaller (drop_last=True in the DataLoader leaves it out), and "
                "prediction often takes 1. Made anew for this one it is "
                f"{zeros(expected)}.",
                f"If {wanted} counts timesteps, the layer reads another order than {x} has: "
                "batch_first=True reads (samples, timesteps, features), without it (timesteps, "
                "samples, features).",
                ORDER,
            ),
        ),
        QUESTIONS["counted"],
    )


def one_step_of(held: int) -> tuple[str, ...]:
    """Say how the one step of a decoder has to lie, where its axis stands for the samples."""
    return (
        f"Is 1 the single step that a decoder reads? Without batch_first=True one step of {held} "
        f"samples is (1, {held}, features), x.unsqueeze(0); with it ({held}, 1, features), "
        "x.unsqueeze(1).",
    )


def read_shape(case: Case) -> Shape | None:
    """Give the shape that the recurrent layer reads; None where it is not told."""
    setup, at, shape = case.setup, case.recurrent_at, case.read
    if at is None or not setup.nodes[at].reads:
        shape = setup.X.shape if setup.X else None
    return shape if shape is not None and len(shape) == 3 else None


# Whole numbers, also written as 20,000 or 20_000.
WHOLE = re.compile(r"(?<![\w.,])\d{1,3}(?:[,_]\d{3})+(?![\w,.]*\d)|(?<![\w.,])\d{1,9}(?![\w.]*\d)")


def all_samples(case: Case, wanted: int | None, held: int | None) -> int | None:
    """Give a number in the text that batches of the state's size leave such a rest of, if any."""
    if not wanted or not held or wanted >= held:
        return None
    x = case.setup.X.shape if case.setup.X else None
    if x and x[0] and "dataloader" in case.setup.marks and x[0] % held == wanted:
        return x[0]
    if counted(case.text.plain).get(held) != "samples":
        return None
    told = {int(re.sub(r"[,_]", "", each)) for each in WHOLE.findall(case.text.plain)}
    return next((each for each in sorted(told) if each > 2 * held and each % held == wanted), None)


def last_batch(base: Diagnosis, total: int, wanted: int, held: int) -> Diagnosis:
    """The number of all samples tells that the last batch is smaller."""
    return replace(
        base,
        title=f"The last batch has {wanted} samples, and the state was made for {held}.",
        axis=f"The second axis of the state counts the samples of the batch. {total:,} = "
        f"{total // held:,} × {held} + {wanted}: {wanted} are left for the last one.",
        fix=(),
        details=(
            "drop_last=True in the DataLoader leaves that batch out.",
            "Or make the state for each batch, of its own size: x.size(0) with batch_first=True, "
            "x.size(1) without. With no state at all the layer begins with zeros.",
            ORDER,
        ),
    )
