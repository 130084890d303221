"""What each cell tells about its drawings: its strips, its lanes, its arrows and its sentences.

Texts are templates; the browser fills in the numbers of the weights it has. In braces: a name is
the value in the chosen unit (`f`), `name-` that of the step before, `%name` the value in percent,
`z.name` the sum before σ or tanh, `m.name` the mean over the units in percent; `t` and `p` are
this step and the one before as subscripts, `step` and `next` as numbers, `y`, `target`, `error` in
the table's unit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from lstmviz.diagram.scenes.geometry import Size
from lstmviz.diagram.scenes.sent.cell import CellPart
from lstmviz.diagram.scenes.sent.flow import FlowMark, FlowStrip

MEETS = "{inputs} of x{t} and {units} of h{p} go into every gate of this unit."


@dataclass(frozen=True, eq=False)
class DrawnCell:
    """A recurrent cell as the flow and the drawing of one step show it.

    Args:
        sums: names of the sums before σ and tanh, in the order of a trace's `pre`.
        strips: (reset_after) → the strips of units.
        signs: between columns of strips: sign, lane, column it stands before.
        lanes: what the two lanes keep: letter, words, is it a state that is handed on and wiped.
        first, middle, only: the sentence of the first, a middle and the only step of a sample.
        brief: that of a middle step where much enters at once.
        plaque: the blocks in the weights' picture, as drawn.
        arrows: (size) → what goes where inside the carriage, and the states out of it.
        panel: quantities beside the gates, from top to bottom; of a total the parts it is added
            up from.
        equation: stands above them.
        sentences: about one unit, at the first step and at a later one.
    """

    sums: tuple[str, ...]
    strips: Callable[[bool], tuple[FlowStrip, ...]]
    signs: tuple[tuple[str, int, int], ...]
    lanes: tuple[tuple[str, str, bool], ...]
    first: str
    middle: str
    only: str
    brief: str
    plaque: tuple[str, ...]
    arrows: Callable[[Size], list[FlowMark]]
    panel: tuple[CellPart, ...]
    equation: str
    sentences: tuple[str, str]


def strip(
    name: str, letter: str, word: str, lane: int, column: int,
    kind: Literal["gate", "value"], colour: str,
    equation: Sequence[str], note: str = "", when: int = 0,
) -> FlowStrip:  # fmt: skip
    """Describe one strip of units.

    Args:
        name: of the values.
        letter: written above it.
        word: follows the letter, smaller.
        lane: 0 the upper, 1 the lower.
        column: 0–4, its place in the carriage.
        kind: "gate" (0 shut … 1 open) or "value" (− … +).
        colour: token of its letter.
        equation: lines of the equation, the last with numbers.
        note: a sentence below it.
        when: the part of the motion it appears in, 0 gates, 1 c, 2 h.
    """
    return {
        "name": name, "letter": letter, "word": word, "lane": lane, "column": column,
        "kind": kind, "colour": colour, "equation": list(equation), "note": note, "when": when,
    }  # fmt: skip


def gate(name: str, word: str, lane: int, column: int, colour: str, note: str) -> FlowStrip:
    """Describe a gate that reads x and h."""
    lines = ("σ(W·x{t} + U·h{p} + b)", f"σ({{z.{name}}}) = {{{name}}}")
    return strip(name, name, word, lane, column, "gate", colour, lines, f"{note} {MEETS}")


def candidate(name: str, letter: str, column: int, first: str) -> FlowStrip:
    """Describe the candidate: a value, not a gate."""
    return strip(name, letter, "candidate", 0, column, "value", "c_tilde",
                 (first, f"tanh({{z.{name}}}) = {{{name}}}"), MEETS)  # fmt: skip


def valve(
    name: str, of: str, letter: str, by: str, gate: str, colour: str, word: str, start: str = ""
) -> CellPart:
    """Describe a quantity that a gate lets through in part.

    Args:
        name: of the part that comes through; the tip about it has the gate's name.
        of: name of the whole quantity, with its `letter`.
        letter: template of what the quantity is called.
        by: name of the gate.
        gate: what the gate is called.
        colour: token of the gate.
        word: template of what is said before the part's number.
        start: name of the part that this one is added to.
    """
    return {"name": name, "of": of, "letter": letter, "by": by, "gate": gate, "colour": colour,
            "word": word, "start": start}  # fmt: skip
