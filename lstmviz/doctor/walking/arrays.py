"""Arrays of a set-up, as far as the text tells: their shapes, and what was done to them."""

from dataclasses import dataclass, replace

from lstmviz.doctor.shapes import Role, Shape
from lstmviz.doctor.walking.sizes import Dim, Reckoned, Word


@dataclass(frozen=True)
class Taken:
    """The rows of a table that a loop takes at each of its turns.

    Args:
        table: what the text calls it.
        begin: where the loop begins, as it is written.
        start, stop: the rows, counted from the loop's variable; `stop` is the row after them.
        end: that row, as it is written.
        columns: the columns that are taken: None for all, "?" where the text does not tell.
        line: what takes them, as it is written, with "{}" in place of the rows.
    """

    table: str
    begin: str
    start: int
    stop: int
    end: str
    columns: tuple[int, ...] | str | None
    line: str


@dataclass(frozen=True)
class Overrun:
    """Items of a data set that are counted, and whose rows go beyond the last one.

    Args:
        table: the array that they read, as it is written.
        counted: how many there are, as the text says it.
        end: where an item ends in the array, as it is written: the row after its last one.
        row: whether that is a row by itself, which the item reads too.
        length: how many there may be.
    """

    table: str
    counted: str
    end: str
    row: bool
    length: str


@dataclass(frozen=True)
class Array:
    """An array as far as the text tells.

    Args:
        shape: its sizes; None where open, or None as a whole where even the axes are unknown.
        roles: what stands on each axis, as it was made: "samples", "rows", "columns", "?".
        marks: what was done to it: "shuffled" rows before windows were cut, "scaled", "overlap"
            for windows that start one row apart, "unmoved" for windows with their axis last,
            "turned" for three axes whose first was moved, "frame" for a DataFrame, "untold"
            where the code makes it of a size that the text does not tell, "ragged" for lists of
            different lengths, which make none, "one_sample" for one of three axes, "numpy" for
            NumPy's float64, "double" for a tensor of it, "whole_numbers" and "fractions" for a
            tensor of either, "words" for rows of word numbers, as an Embedding reads them.
        name: what the text calls it.
        cut_from: the shape that a reshape made this one of, with the same sizes in another order.
        dims: where a size was taken from what a node gives, as x.size(0), or is a name: which;
            else ().
        taken: the rows that each of its samples was taken from; None where no loop took them, or
            the samples were moved since.
        most: the largest of its numbers, where the text lists them; None where it was reckoned
            with since.
    """

    shape: Shape | None = None
    roles: tuple[Role, ...] = ()
    marks: frozenset[str] = frozenset()
    name: str = ""
    cut_from: Shape | None = None
    dims: tuple[Dim | Reckoned | Word | int | None, ...] = ()
    taken: Taken | None = None
    most: int | None = None

    def marked(self, *marks: str) -> "Array":
        """Add marks."""
        return replace(self, marks=self.marks | set(marks))
