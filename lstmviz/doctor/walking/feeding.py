"""An array is fed to an input of Keras: what it makes of it, and what it refuses."""

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.refusals import agree, refuse
from lstmviz.doctor.walking.setup import Setup


def enter(setup: Setup, fed: Shape | None, built: object) -> Shape | None:
    """Feed an array to an input, as Keras does: a last axis of size 1 may come and go.

    Raises:
        Refusal: "input".
    """
    if fed is None or not isinstance(built, tuple):
        return fed
    adapted = fed
    if "exact" in setup.marks:
        pass  # an older Keras, and TensorFlow.js, take no axis away and add none
    elif len(fed) == len(built) + 1 and fed[-1] == 1:
        adapted = fed[:-1]
    elif len(fed) == len(built) - 1 and built[-1] == 1 and fed:
        adapted = (*fed, 1)
    differ = len(adapted) != len(built) or (
        not setup.sequential and not all(map(agree, adapted[1:], built[1:]))
    )
    if differ or turned_frames(adapted, built):
        raise refuse("input", expected=built, received=fed)
    told = zip(adapted[1:], built[1:], strict=True)
    return (built[0], *(ours if ours is not None else theirs for ours, theirs in told))


def turned_frames(fed: Shape, built: Shape) -> bool:
    """Whether frames have the very sizes that a model was built for, in another order."""
    if len(fed) < 4 or None in fed[1:] + built[1:] or fed[1:] == built[1:]:
        return False
    return sorted(map(str, fed[1:])) == sorted(map(str, built[1:]))


def batched(setup: Setup, fed: Shape | None, built: object) -> None:
    """Refuse samples one by one, and batches of batches, as a data set may give them.

    Raises:
        Refusal: "input".
    """
    if fed is None or not isinstance(built, tuple):
        return
    if "unbatched" in setup.marks and len(fed) <= len(built):
        raise refuse("input", expected=built, received=fed[1:])
    if "batched_twice" in setup.marks and len(fed) == len(built):
        raise refuse("input", expected=built, received=(None, *fed))
