"""How an LSTM is drawn: c in the upper lane, what is shown of it in the lower one."""

from lstmviz.diagram.scenes.cells.arrows import STATE, centre, cross, enter, leave, meet, rise
from lstmviz.diagram.scenes.cells.drawn import DrawnCell, candidate, gate, strip, valve
from lstmviz.diagram.scenes.geometry import Size
from lstmviz.diagram.scenes.mark import mark
from lstmviz.diagram.scenes.sent.flow import FlowMark, FlowStrip


def strips(reset_after: bool) -> tuple[FlowStrip, ...]:
    """Describe f, i, c̃ and c above, o, tanh c and h below."""
    return (
        gate("f", "forget", 0, 0, "f", "How much of c{p} is kept."),
        gate("i", "input", 0, 1, "i", "How much of c̃ is let in."),
        candidate("c_tilde", "c̃", 2, "tanh(W·x{t} + U·h{p} + b)"),
        strip("c", "c{t}", "", 0, 3, "value", "ink",
              ("f × c{p} + i × c̃", "{f} × {c-} + {i} × {c_tilde} = {c}"),
              "f = σ({z.f}) = {f}, i = σ({z.i}) = {i}. The memory, handed on to the next step.",
              1),
        gate("o", "output", 1, 2, "o", "How much of tanh c is shown as h."),
        strip("tanh_c", "tanh c{t}", "", 1, 3, "value", "plain",
              ("tanh c{t}", "tanh({c}) = {tanh_c}"), "Between −1 and 1.", 2),
        strip("h", "h{t}", "", 1, 4, "value", "ink",
              ("o × tanh c{t}", "{o} × {tanh_c} = {h}"),
              "The output: read by the prediction and by every gate of the next step.", 2),
    )  # fmt: skip


def arrows(size: Size) -> list[FlowMark]:
    """Lead c along the upper lane and down to h."""
    top, low = size.lanes
    middle = centre(size, 3)
    down = [(middle, top + size.strip + 3), (middle, low - size.least - 9)]
    return [
        enter(size), meet(size, "L1"), rise(size, 0), rise(size, 1), rise(size, 2), cross(size, 2),
        mark("a", 1, down, None, "arrow", STATE), leave(size, 3, 0), leave(size, 4, 1),
    ]  # fmt: skip


DRAWN = DrawnCell(
    sums=("i", "f", "c_tilde", "o"),
    strips=strips,
    signs=(("×", 0, 0), ("+", 0, 1), ("×", 0, 2), ("=", 0, 3), ("×", 1, 3), ("=", 1, 4)),
    lanes=(("c", "memory", True), ("h", "output", True)),
    first="h₀ and c₀ are 0: there is nothing to forget; the input gate lets {m.i} of the "
    "candidate in.",
    middle="On average the forget gate keeps {m.f} of c and the input gate lets {m.i} of the "
    "candidate in; the new c and h go on to step {next}.",
    brief="On average f keeps {m.f} of c and i lets {m.i} of c̃ in; c and h go on to step {next}.",
    only="One step, and the state is thrown away. From h₀ = c₀ = 0 the old memory adds nothing: "
    "f × 0 = 0.",
    plaque=("f", "i", "c_tilde", "o"),
    arrows=arrows,
    panel=(
        valve("kept", "c-", "c{p}", "f", "f", "f", "kept"),
        valve("fresh", "c_tilde", "c̃", "i", "i", "i", "added", start="kept"),
        {"name": "c", "letter": "c{t}", "parts": ["kept", "fresh"]},
        valve("h", "tanh_c", "tanh c{t}", "o", "o", "o", "h{t} ="),
    ),
    equation="c{t} = f × c{p} + i × c̃",
    sentences=(
        "c₀ and h₀ are 0: nothing to keep. Unit {unit} adds {%i} of c̃ = {c_tilde}, "
        "so c₁ = {c}; it shows {%o} of tanh c₁: h₁ = {h}.",
        "Unit {unit} keeps {%f} of c{p} = {c-} and adds {%i} of c̃ = {c_tilde}, "
        "so c{t} = {c}; it shows {%o} of tanh c{t}: h{t} = {h}.",
    ),
)
