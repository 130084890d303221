"""One mark of a drawing: a word, a bracket, an arrow.

A `FlowMark` is kind, moves, points, text, class, from: kind "t" text, "u" upright text, "l" line,
"a" arrow, "b" box between two corners (its text is the radius), "n" a number on the rail; `moves`
1 if x is relative to the carriage; `from` the moment of the motion, in ms, before which it is pale.
A coordinate is a number, or names what moves: "L0" the middle of the chosen unit's row in lane 0,
"A0" and "B0" where the lane's letter and word stand free of it, "C2" the left border of the table's
column 2, "S5" the middle of timestep 5, "Rs Re Rf Rl Rm Rg" rows of the table: start, end, the
sample's first and last, current, target; a number may be added, "C2+5".
"""

from collections.abc import Sequence

from lstmviz.diagram.scenes.sent.flow import FlowMark
from lstmviz.diagram.scenes.sent.shared import Piece

Point = tuple[float | str, float | str]
Text = str | float | list[Piece] | None


def mark(kind: str, moves: int, points: Sequence[Point], text: Text = None, style: str = "",
         start: int = 0) -> FlowMark:  # fmt: skip
    """Write one mark."""
    return kind, moves, list(points), text, style, start
