"""PyTorch: a convolution got another number of channels than it was built for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis, If
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.walking.setup import Stop


@dataclass(frozen=True)
class Convolution:
    """What a convolution reads.

    Args:
        axes: how many, the samples among them.
        behind: the axes behind the channels.
        turned: what moves the channels from the end to axis 1.
    """

    axes: int
    behind: str
    turned: str


CONVOLUTIONS: Mapping[str, Convolution] = MappingProxyType(
    {
        "Conv1d": Convolution(3, "timesteps", "transpose(1, 2)"),
        "Conv2d": Convolution(4, "rows, columns", "permute(0, 3, 1, 2)"),
        "Conv3d": Convolution(5, "frames, rows, columns", "permute(0, 4, 1, 2, 3)"),
    }
)
CELL = (
    "The cell of a ConvLSTM convolves x and its state h, joined along the channels: both numbers "
    "count those of x and of h together, and h has as many as the layer has hidden channels."
)


def channels(case: Case, why: Stop) -> Judged:
    """Say where a convolution looks for its channels, and how many are there."""
    built, got = why["built"], why["got"]
    shape = why["shape"] or why["received"] or ()
    by_axes = (kind for kind, each in CONVOLUTIONS.items() if each.axes == len(shape))
    kind = why["layer"] or next(by_axes, "Conv1d")
    reads = CONVOLUTIONS[kind]
    at = 1 if len(shape) == reads.axes else 0  # one sample alone has no axis before them
    last = at == 1 and shape[-1:] == (built,)
    back = "giventransposed=1" in case.text.tight
    name = kind.replace("Conv", "ConvTranspose") if back else kind
    line = f"{case.x} = {case.x}.{reads.turned}"
    known = any(each.kind == f"nn.{kind}" for each in case.setup.layers)
    return one(
        Diagnosis(
            "torch_channels",
            f"{name} was built for {built} channels, and axis {at} has {got}.",
            expected=f"(samples, channels, {reads.behind}) with {built} channels",
            received=tell(shape),
            axis=f"Axis {at} is where a {name} looks for the channels (features)."
            + (f" The last axis has {built}." if last else ""),
            fix=(line,) if last and known else (),
            fed=named(shape, "samples" if at else "?"),
            details=(
                *((stand_last(kind, line),) if last else ()),
                *((CELL,) if "convlstm" in case.text.tight else ()),
                f"If the {got} are the features (channels): in_channels={got}, or the same columns "
                "as in training.",
            ),
        )
    )


def stand_last(kind: str, line: str) -> If:
    """Say what moves the channels, if they stand at the end."""
    if kind != "Conv1d":
        return If("If the channels stand last, as Keras has them: {} before the layer.", (line,))
    return If(
        "If the features stand last, as an LSTM reads them: {} before the Conv1d, and back before "
        "an LSTM with batch_first=True.",
        (line,),
    )
