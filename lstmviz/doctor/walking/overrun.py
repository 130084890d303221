"""A data set that counts more items than its rows give."""

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
