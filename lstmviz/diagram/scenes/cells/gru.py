"""How a GRU is drawn: h in the upper lane, the reset gate below it."""

from lstmviz.diagram.scenes.cells.arrows import GATES, centre, cross, enter, leave, meet, rise
from lstmviz.diagram.scenes.cells.drawn import DrawnCell, candidate, gate, strip, valve
from lstmviz.diagram.scenes.geometry import Size
from lstmviz.diagram.scenes.mark import mark
from lstmviz.diagram.scenes.sent.flow import FlowMark, FlowStrip


def strips(reset_after: bool) -> tuple[FlowStrip, ...]:
    """Describe z, 1 − z, h̃ and h above, r below; r resets after the product or before it."""
    heard = "b + r × (U·h{p} + b′)" if reset_after else "U·(r × h{p}) + b"
    return (
        gate("z", "update", 0, 0, "f", "How much of h{p} is kept."),
        strip("keep", "1 − z", "", 0, 1, "gate", "f", ("1 − z", "1 − {z} = {keep}"),
              "How much of the candidate is taken: what is not kept."),
        candidate("h_tilde", "h̃", 2, f"tanh(W·x{{t}} + {heard})"),
        strip("h", "h{t}", "", 0, 3, "value", "ink",
              ("z × h{p} + (1 − z) × h̃", "{z} × {h-} + {keep} × {h_tilde} = {h}"),
              "Memory and output in one, handed on to the next step.", 2),
        gate("r", "reset", 1, 2, "o", "How much of h{p} the candidate hears."),
    )  # fmt: skip


def arrows(size: Size) -> list[FlowMark]:
    """Lead h along the upper lane, and r up to the candidate."""
    top, low = size.lanes
    beside = centre(size, 2) + 8
    up = [(beside, low - size.least - 8), (beside, top + size.strip + 3)]
    return [
        enter(size), meet(size, "L0"), rise(size, 0), rise(size, 2, -8), cross(size, 2),
        mark("a", 1, up, None, "arrow", GATES), leave(size, 3, 0),
    ]  # fmt: skip


DRAWN = DrawnCell(
    sums=("z", "r", "h_tilde"),
    strips=strips,
    signs=(("×", 0, 0), ("+", 0, 1), ("×", 0, 2), ("=", 0, 3)),
    lanes=(("h", "state", True), ("r", "reset gate", False)),
    first="h₀ is 0: there is nothing to keep; {m.keep} of the candidate becomes h₁.",
    middle="On average the update gate keeps {m.z} of h and takes {m.keep} of the candidate; "
    "the new h goes on to step {next}.",
    brief="On average z keeps {m.z} of h; the new h goes on to step {next}.",
    only="One step, and the state is thrown away. From h₀ = 0 the old state adds nothing: "
    "z × 0 = 0.",
    plaque=("z", "r", "h_tilde"),
    # U·(r × h₀) = 0; after the product r has the recurrent bias to reset.
    arrows=arrows,
    panel=(
        valve("kept", "h-", "h{p}", "z", "z", "f", "kept"),
        valve("fresh", "h_tilde", "h̃", "keep", "(1 − z)", "f", "added", start="kept"),
        {"name": "h", "letter": "h{t}", "parts": ["kept", "fresh"]},
    ),
    equation="h{t} = z × h{p} + (1 − z) × h̃",
    sentences=(
        "h₀ is 0: nothing to keep. Unit {unit} takes {%keep} of h̃ = {h_tilde}: h₁ = {h}.",
        "Unit {unit} keeps {%z} of h{p} = {h-} and takes {%keep} of h̃ = {h_tilde}: h{t} = {h}.",
    ),
)
