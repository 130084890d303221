"""PyTorch's layers and indices, where the number of axes is another one."""

from dataclasses import replace

from lstmviz.doctor.answer import Axes, Diagnosis, If
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.fed.short_arrays import EXPECTED
from lstmviz.doctor.judging.fed.tables import choose
from lstmviz.doctor.judging.mending import gives
from lstmviz.doctor.judging.torch.said import first_axis
from lstmviz.doctor.saying.wording import axes_count, in_axes, named, tell
from lstmviz.doctor.shapes import Shape, drop, product
from lstmviz.doctor.walking.setup import Stop


def other_rank(case: Case, why: Stop) -> Judged:
    """PyTorch's layer got another number of axes than it reads."""
    found, kind, stopped = why["found"], str(why["layer"]), case.walk.stop
    if stopped is not None and (stopped.kind, stopped["found"]) == (why.kind, found):
        why = replace(stopped, facts={**stopped.facts, "old": why["old"]})
        kind = str(why["layer"])
    if kind.upper().endswith("CELL"):
        return one(sequence_into_cell(case, kind, found))
    if (widened := embedded(case, found)) is not None:
        return one(widened)
    base = number_of_axes(case, found, old=bool(why["old"]))
    if found == 1:
        return one(series_told(case, base) if case.coded else series_untold(case, base))
    if found == 2:
        return two_axes(case, base, why["received"])
    return one(channel_axis(case, base, why) or axes_beyond(case, base, why))


def sequence_into_cell(case: Case, kind: str, found: int) -> Diagnosis:
    """A cell reads a single step, and got all of them."""
    cell = next((each for each in case.setup.layers if each.kind.endswith("Cell")), None)
    width = (cell.size("input_size") if cell else None) or 3
    units = (cell.size("hidden_size") if cell else None) or 32
    return Diagnosis(
        "torch_cell",
        f"{kind} reads one step at a time, and got a whole sequence.",
        expected="two axes: (samples, features)",
        received=axes_count(found),
        axis="The axis of the timesteps is one too many.",
        fix=(f"lstm = torch.nn.LSTM({width}, {units}, batch_first=True)",),
        meant=named((None, None), "samples", "features"),
        details=("LSTM loops over the steps itself. Its sizes are (features, units).",),
    )


def number_of_axes(case: Case, found: int, *, old: bool) -> Diagnosis:
    """A layer reads three axes, or two of one sample: no cure is given yet.

    Args:
        case: in hand.
        found: the axes that it got.
        old: whether this PyTorch reads three alone.
    """
    roles = first_axis(case)
    axis = "There are too many axes."
    if found < 3:
        axis = "An axis is missing."
    elif case.coded:
        axis = "There are too many axes; those after the second have to become one: features."
    told = ("rows", "columns")[:found] if found < 3 else roles if case.coded else ()
    return Diagnosis(
        "torch_axes",
        "The layer got another number of axes than it reads.",
        expected=f"{'three' if old else 'two or three'} axes; "
        f"{EXPECTED.partition(': ')[2]} with batch_first=True",
        received=axes_count(found),
        axis=axis,
        fed=named((None,) * found, *told),
        meant=Axes((None, None, None), roles),
    )


def series_untold(case: Case, base: Diagnosis) -> Diagnosis:
    """A list of numbers goes in, and nothing but the message is told."""
    x = case.x
    return replace(
        base,
        axis="Two axes are missing; which, the message does not tell.",
        details=(
            If(
                f"With batch_first=True: if it is one series, one number at each step, "
                f"{x}[None, :, None].",
                (f"{x} = {x}[None, :, None]",),
            ),
            f"If it is one step of several features: {x}[None, None]. If each number is a sample "
            f"of its own: {x}[:, None, None].",
            "To learn from a series, cut windows: X.unfold(0, 24, 1)[..., None].",
        ),
    )


def series_told(case: Case, base: Diagnosis) -> Diagnosis:
    """A list of numbers goes into a layer of the code: it is one sample of one feature."""
    x, first = case.x, first_axis(case)[0] == "samples"
    index = "[None, :, None]" if first else "[:, None, None]"
    return replace(
        base,
        axis="Two axes are missing: the samples and the features.",
        fix=(f"{x} = {x}{index}",),
        details=(
            "The line makes it one sample, one feature at each step.",
            f"With batch_first={first} the samples stand {'first' if first else 'second'}.",
            "To learn from it, cut windows: X.unfold(0, 24, 1)[..., None].",
        ),
    )


def two_axes(case: Case, base: Diagnosis, received: Shape | None) -> Judged:
    """A table goes in: its rows become windows, its columns steps, or each row one step."""
    x, received = case.x, received or case.table or (None, None)
    layer = case.setup.recurrent
    single = layer is not None and layer.size("input_size") == 1 != received[1]
    chosen, question = ("columns", None) if single else choose(case, [])
    ways = {
        "row": f"{x} = {x}[:, None, :]",
        "columns": f"{x} = {x}[:, :, None]",
        "window": f"{x} = {x}.unfold(0, {case.window()}, 1).permute(0, 2, 1)[:-1]",
    }
    details = [
        f"One sample (timesteps, features) gets its axis by {x}.unsqueeze(0); with "
        f"batch_first=True {x}[:, None, :] makes each row one step.",
        f"{x}[:, :, None] makes the columns the steps.",
    ]
    if not case.coded:
        details.append("If a layer before gave it, its steps were taken out, as by out[:, -1] or "
                       "the state h: a next layer reads all of out.")  # fmt: skip
    return one(
        replace(
            base,
            received=in_axes(received),
            fix=(ways[chosen],) if chosen else (),
            details=tuple(details),
        ),
        question,
    )


def channel_axis(case: Case, base: Diagnosis, why: Stop) -> Diagnosis | None:
    """The axis of channels of a picture, of size 1, is one too many; None where none is."""
    given: Shape = why["received"] or (case.setup.X.shape if case.setup.X else None) or ()
    if not len(given) == why["found"] == 4 or not given.count(1) == given[1:].count(1) == 1:
        return None
    x, at = case.x, given.index(1)
    left = drop(given, at)
    # A convolution's channels, which the layer reads, stand before the width: the timesteps.
    layer = case.setup.recurrent
    width = layer.size("input_size") if layer else None
    turn = ".permute(0, 2, 1)" if width == left[1] != left[2] else ""
    return replace(
        base,
        received=in_axes(given),
        axis=f"Axis {at}, counted from 0, has size 1 and is one too many."
        + (f" Of the others axis 1 holds the {width} features." if turn else ""),
        fix=(f"{x} = {x}.squeeze({at}){turn}",),
        details=("No value is lost. The axis of channels, as convolutions of pictures read it, is "
                 "none of a recurrent layer.",),
    )  # fmt: skip


def axes_beyond(case: Case, base: Diagnosis, why: Stop) -> Diagnosis:
    """There are axes beyond the second that have to become one, or one of batches in front."""
    x = case.x
    details = [
        f"{x}.flatten(2) keeps the first two axes, and makes one of the others.",
        "An axis of size 1 that is one too many is taken out by X.squeeze(axis).",
    ]
    if not case.coded:
        details.append("If the data hold batches already, a DataLoader puts another batch axis in "
                       "front: feed one batch, X[0], or join both, X.flatten(0, 1).")  # fmt: skip
    if "summary(" in case.text.tight:
        details.append("summary(model, shape) adds the axis of the samples by itself: give it the "
                       "shape of one sample.")  # fmt: skip
    if why["old"] and why["found"] == 5:
        details.append("Where the layer got four axes, an old PyTorch (1.12) says five: it counts "
                       "one more than there are.")  # fmt: skip
    return replace(
        base,
        fix=(f"{x} = {x}.flatten(2)",) if flat(case, why["received"]) else (),
        details=tuple(details),
    )


def embedded(case: Case, found: int) -> Diagnosis | None:
    """An Embedding before the layer got three axes, and makes four of them; else None."""
    stop, nodes = case.walk.stop, case.setup.nodes
    if stop is None or stop.node is None or stop.kind != "torch_axes" or found != 4:
        return None
    at = nodes[stop.node].reads[0].node
    shape = case.walk.of(nodes[at].reads[0]) if nodes[at].reads else None
    if nodes[at].layer.kind != "nn.Embedding" or shape is None or len(shape) != 3:
        return None
    one_hot = shape[-1] == nodes[at].layer.size("num_embeddings")
    entered = nodes[nodes[at].reads[0].node].layer
    x = entered.written if entered.kind == "Input" and entered.written else case.x
    cut = f"{x}.squeeze(-1)" if shape[-1] == 1 else f"{x}.argmax(-1)"
    return Diagnosis(
        "axis_added",
        "An Embedding gives each number an axis of its own: it got three axes, and makes four.",
        expected="numbers of words: (samples, timesteps)",
        received=tell(shape),
        axis=f"The last axis, of size {shape[-1]}, is one too many before the Embedding"
        + (": one-hot rows." if one_hot else "."),
        fix=(f"{x} = {cut}",) if one_hot or shape[-1] == 1 else (),
        tried=gives(case.setup, nodes[at].reads[0].node, shape[:2]),
        details=(
            "An Embedding takes the number of each word, and has its own row for it: one-hot rows "
            "are not needed before it.",
            "Measured values, (samples, timesteps, features), go into the layer without one.",
        ),
    )


def flat(case: Case, received: Shape | None) -> bool:
    """Whether the axes after the second, made one, are the features that the layer reads."""
    if received is None or None in received[2:]:
        return False
    layer = next((each for each in case.setup.layers if each.recurrent), None)
    return layer is not None and layer.size("input_size") == product(received[2:])


def lengths(case: Case, why: Stop) -> Judged:
    """pack_padded_sequence counts the samples on another axis than there are lengths."""
    got, batch = why["got"], why["batch"]
    shapes = [case.setup.X.shape] if case.setup.X and case.setup.X.shape else []
    first = any(len(shape) == 3 and shape[:2] == (got, batch) for shape in shapes)
    x = case.x
    line_ = f"nn.utils.rnn.pack_padded_sequence({x}, lengths, batch_first=True)"
    return one(
        Diagnosis(
            "torch_lengths",
            f"There are {got} lengths, and pack_padded_sequence counts {batch} samples.",
            received=f"{got} lengths, {batch} samples",
            axis=f"{tell(shapes[0])} has {got} samples: without batch_first=True the second axis, "
            f"{batch}, is taken for them."
            if first
            else "Either it counts the samples on another axis than you, or the lengths are those "
            "of another batch.",
            fix=(f"packed = torch.{line_}",) if first else (),
            details=(
                "pack_padded_sequence reads (timesteps, samples, features) unless it is told "
                f"batch_first=True, whatever the LSTM is told: {line_}. "
                "Where the timesteps really stand first, leave batch_first out.",
                "If the data are right, the lengths are of another batch, or of other samples: "
                "one length for each sample.",
                "DataParallel hands each device a part of the batch: give the lengths as a tensor, "
                "so that they are parted too.",
            ),
        )
    )
