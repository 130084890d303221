"""How a SimpleRNN is drawn: h in the upper lane, the sum that it is made of below it."""

from lstmviz.diagram.scenes.cells.arrows import GATES, bus, centre, cross, leave, meet
from lstmviz.diagram.scenes.cells.drawn import MEETS, DrawnCell, strip
from lstmviz.diagram.scenes.geometry import Size
from lstmviz.diagram.scenes.mark import mark
from lstmviz.diagram.scenes.sent.flow import FlowMark, FlowStrip


def strips(reset_after: bool) -> tuple[FlowStrip, ...]:
    """Describe h above and the sum a below."""
    return (
        strip("h", "h{t}", "", 0, 3, "value", "ink", ("tanh a", "tanh({a}) = {h}"),
              "Memory and output in one; all of it is written anew at every step.", 2),
        strip("a", "a", "sum", 1, 2, "value", "c_tilde",
              ("W·x{t} + U·h{p} + b", "{a}"), MEETS.replace("gate of this unit", "unit")),
    )  # fmt: skip


def arrows(size: Size) -> list[FlowMark]:
    """Lead the sum up to h."""
    top, low = size.lanes
    start, end, across = centre(size, 2), centre(size, 3), bus(size)
    up = [
        (start, low - size.least - 8),
        (start, across),
        (end, across),
        (end, top + size.strip + 3),
    ]
    tanh = mark("t", 1, [(start - 6, across)], "tanh", "r least muted")
    return [
        meet(size, "L0"), cross(size, 2), mark("a", 1, up, None, "arrow", GATES), tanh,
        leave(size, 3, 0),
    ]  # fmt: skip


DRAWN = DrawnCell(
    sums=("a",),
    strips=strips,
    signs=(),
    lanes=(("h", "state", True), ("a", "sum", False)),
    first="h₀ is 0: h₁ comes from x₁ alone.",
    middle="No gate decides what stays: all of h is written anew from x and h{p}, and goes on to "
    "step {next}.",
    brief="All of h is written anew, and goes on to step {next}.",
    only="One step, and the state is thrown away. From h₀ = 0 nothing comes back.",
    plaque=("h",),
    arrows=arrows,
    panel=({"name": "h", "letter": "h{t}", "parts": []},),
    equation="h{t} = tanh(sum)",
    sentences=(
        "h₀ is 0: all comes from x₁. Unit {unit} adds it up to {a}: h₁ = tanh({a}) = {h}.",
        "No gate decides what stays. Unit {unit} adds all up to {a}: h{t} = tanh({a}) = {h}.",
    ),
)
