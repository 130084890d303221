"""The arrows of the carriage that cells have in common: in, to the weights, to a strip, and out."""

from lstmviz.diagram.scenes.geometry import Size
from lstmviz.diagram.scenes.mark import Point, mark
from lstmviz.diagram.scenes.sent.flow import FlowMark

# Moments of the motion, in ms, from which arrows are dark.
GATES, STATE, DONE = 220, 300, 420


def centre(size: Size, column: int) -> float:
    """Find the middle of a column of strips."""
    return size.columns[column] + size.cell / 2


def bus(size: Size) -> float:
    """Find the height below the upper lane at which arrows go across."""
    return size.lanes[0] + size.strip + (9 if size.width < 1000 else 14)


def enter(size: Size) -> FlowMark:
    """Let the state of the upper lane in."""
    gap = size.columns[1] - size.columns[0] - size.cell
    return mark("a", 1, [(0, "L0"), (size.columns[0] - gap + 1, "L0")], None, "arrow bold")


def meet(size: Size, lane: str) -> FlowMark:
    """Lead the h of a lane, "L0" or "L1", to the weights."""
    x, y, _, height = size.plaque
    middle = y + height / 2
    turned: list[Point] = [(0, lane), (x / 2, lane), (x / 2, middle), (x - 1, middle)]
    return mark("a", 1, turned, None, "arrow")


def rise(size: Size, column: int, shift: float = 0) -> FlowMark:
    """Lead from the weights up to a strip of the upper lane."""
    x, y, width, _ = size.plaque
    turn, across = min(centre(size, 0), x + width - 8), bus(size)
    end = centre(size, column) + shift
    points = [(turn, y), (turn, across), (end, across), (end, size.lanes[0] + size.strip + 3)]
    return mark("a", 1, points, None, "arrow", GATES)


def cross(size: Size, column: int) -> FlowMark:
    """Lead from the weights to a strip of the lower lane."""
    x, y, width, height = size.plaque
    middle, turn = y + height / 2, size.columns[column] - 12
    edge = size.columns[column] - 2
    points: list[Point] = [(x + width, middle), (turn, middle), (turn, "L1"), (edge, "L1")]
    return mark("a", 1, points, None, "arrow", GATES)


def leave(size: Size, column: int, lane: int) -> FlowMark:
    """Let the state of a lane out."""
    end = size.carriage[2] + 13
    points = [(size.columns[column] + size.cell + 2, f"L{lane}"), (end, f"L{lane}")]
    return mark("a", 1, points, None, "arrow bold", DONE)
