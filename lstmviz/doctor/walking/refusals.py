"""What a rule gives, and how it says that a layer does not take a shape."""

from collections.abc import Callable, Sequence

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.named import differ
from lstmviz.doctor.walking.setup import Layer, Stop, stop


class Refusal(Exception):  # noqa: N818
    """A layer does not take a shape; `stop` says why."""

    def __init__(self, why: Stop) -> None:
        super().__init__(why.kind)
        self.stop = why


def refuse(kind: str, **facts: object) -> Refusal:
    """Make a refusal of its facts."""
    return Refusal(stop(kind, **facts))


# One output, several of them, or None where nothing can be told.
Output = Shape | tuple[Shape, ...] | None


Rule = Callable[[Layer, Sequence[Shape]], Output]


# Arguments that decide which axes leave a layer.
DECIDE = frozenset({"axis", "batch_first", "bidirectional", "keepdims", "merge_mode", "padding",
                    "return_sequences", "return_state"})  # fmt: skip


def undecided(layer: Layer) -> bool:
    """Whether the text does not tell an argument that decides which axes leave a layer."""
    return bool(layer.unread & DECIDE) or (layer.inner is not None and undecided(layer.inner))


def agree(one: int | None, two: int | None) -> bool:
    """Whether two sizes may be the same."""
    return one is None or two is None or not differ(one, two)


def place(axis: object, axes: int) -> int:
    """Give an axis's place, counted from the front.

    Raises:
        Refusal: there is no such axis.
    """
    if not isinstance(axis, int) or isinstance(axis, bool):
        raise refuse("unread")
    if not -axes <= axis < axes:
        raise refuse("axis", axis=axis, found=axes)
    return axis % axes
