"""The walk as a row of stations: what goes in, each layer with the shape that leaves it, y."""

from lstmviz.doctor.answer import Station
from lstmviz.doctor.shapes import Role, Shape
from lstmviz.doctor.walking.setup import Setup, Walk, part_of

MAX_STATIONS = 24
# How the layer is written that is supposed where the text tells none.
SUPPOSED = "LSTM"


def stations(setup: Setup, found: Walk, *, truly: bool = True) -> tuple[Station, ...]:
    """Give the walk as a row: what goes in, each layer with the shape that leaves it, y.

    Args:
        setup: the set-up.
        found: the walk through it.
        truly: whether the text itself stops where the walk does; else the row ends unread there.
    """
    if len(setup.nodes) < 2 or not found.shapes or setup.several:
        return ()
    row: list[Station] = []
    stop = found.stop.node if found.stop else None
    lost = None if found.stop else first_lost(setup, found)
    for at in ordered(setup)[:MAX_STATIONS]:
        node = setup.nodes[at]
        shape = opened(part_of(found.shapes[at], None) if at < len(found.shapes) else None)
        named = node.layer.kind not in ("", "given")
        label = node.layer.kind if named else node.layer.written
        label = node.layer.says("called", label)
        state = bool(node.layer.says("state"))
        if node.layer.written == SUPPOSED:
            label = f"any {SUPPOSED}"
        if state:
            label = node.layer.written or "state"
        elif node.layer.kind == "Input":
            own = node.layer.written if "whole" in node.layer.arguments else ""
            first = setup.X.name if setup.X and not row else ""
            label = first or (own if own.isidentifier() else "input")
        roles = roles_of(setup, shape, state=state)
        beside = bool(row) and node.layer.kind == "Input"
        row.append(
            Station(
                label, node.layer.written, shape, roles, stops=truly and at == stop, beside=beside
            )
        )
        if at in (stop, lost):
            break
    y = setup.y_shape
    # PyTorch's loss is a station, and reads its targets before it.
    end = setup.nodes[setup.output.node] if setup.output is not None else None
    if end is not None and end.layer.kind.endswith("Loss") and len(end.reads) > 1:
        return tuple(row)
    if y is not None and lost is None and (stop is None or stop >= len(setup.nodes)):
        open_ = (None, *y[1:])
        roles = roles_of(setup, open_, state=False)
        stops = truly and stop == len(setup.nodes)
        row.append(Station("y", "", open_, roles, stops=stops, target=True))
    return tuple(row)


def opened(shape: Shape | None) -> Shape | None:
    """Leave a size open that is but called after the axis it stands on, as x.size(0)."""
    return shape and tuple(None if ".size(" in str(size) else size for size in shape)


def first_lost(setup: Setup, found: Walk) -> int | None:
    """Find the first layer behind which no shape is known: the row does not go past it."""
    for at, node in enumerate(setup.nodes[: len(found.shapes)]):
        if node.layer.kind != "Input" and found.shapes[at] is None:
            return at
    return None


def ordered(setup: Setup) -> list[int]:
    """Give the nodes in the order in which they are drawn: a state just before who reads it."""
    states = {at for at in setup.inputs if setup.nodes[at].layer.says("state")}
    order: list[int] = []
    for at, node in enumerate(setup.nodes):
        if at not in states:
            read = (each.node for each in node.reads)
            order += [*(one for one in read if one in states and one not in order), at]
    return order


def roles_of(setup: Setup, shape: Shape | None, *, state: bool) -> tuple[Role, ...]:
    """Say what stands on the axes of what leaves a station; "?" where nothing tells."""
    axes = len(shape or ())
    if state:
        return ("?", "samples", "units")[-axes:] if axes in (2, 3) else ("?",) * axes
    layer = setup.recurrent
    if axes != 3:
        rest: tuple[Role, ...] = ("?",) * axes
        return ("samples", *rest)[:axes]
    first = not setup.torch or layer is None or layer.says("batch_first") is True
    return ("samples", "timesteps", "features") if first else ("timesteps", "samples", "features")
