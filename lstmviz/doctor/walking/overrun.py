"""The rows of a table that a loop takes, and a data set that counts more items than they give."""

from dataclasses import dataclass


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
