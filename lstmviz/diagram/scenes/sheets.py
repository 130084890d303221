"""The measures of the film's drawings.

`big`, `small` and `phone` as for the flow, and `half` for two side by side.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Sheet:
    """The measures of one drawing, in px at scale 1.

    Args:
        width, height: of the whole drawing.
        text, least: font sizes.
        side: x of the bracket beside the rows' numbers.
        table: x of the table; `column` the greatest width of one of its columns.
        top, bottom: y of the first row, and how far the last may reach.
        row: greatest and smallest height of a row.
        gutter: between the table and X.
        gap: between two samples.
        cell: smallest width of a cell in X.
        columns: columns shown at most.
    """

    width: float
    height: float
    text: float
    least: float
    side: float
    table: float
    column: float
    top: float
    bottom: float
    row: tuple[float, float]
    gutter: float
    gap: float
    cell: float
    columns: int


SHEETS = {
    "big": Sheet(
        width=1200, height=420, text=13, least=11.5, side=22, table=98, column=58, top=62,
        bottom=410, row=(30, 19), gutter=78, gap=16, cell=30, columns=6,
    ),
    "small": Sheet(
        width=966, height=312, text=11.5, least=11.4, side=16, table=80, column=46, top=50,
        bottom=304, row=(24, 15.5), gutter=64, gap=13, cell=26, columns=6,
    ),
    "half": Sheet(
        width=476, height=270, text=11.5, least=11.2, side=12, table=64, column=40, top=46,
        bottom=262, row=(22, 15), gutter=58, gap=10, cell=23, columns=4,
    ),
    "phone": Sheet(
        width=390, height=330, text=11.8, least=11.8, side=8, table=48, column=38, top=46,
        bottom=322, row=(26, 16), gutter=54, gap=8, cell=22, columns=4,
    ),
}  # fmt: skip
DIGIT = 0.53  # width of a digit, in its font size


def with_numbers(sheet: Sheet, largest: int) -> Sheet:
    """Leave room for the numbers of the rows, between their bracket and the table."""
    room = 20 + DIGIT * sheet.text * len(f"{largest:,}")
    return replace(sheet, table=max(sheet.table, sheet.side + room))
