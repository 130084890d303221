"""What a layout reads, what it never sees, and when it fits: the chosen one first."""

from lstmviz.choices.experiments import ColumnsAre, RowsAre, recommend
from lstmviz.samples.layouts import Layout, layout_name
from lstmviz.wording import count_rows, many

NAMES = {"row": "one row at once", "columns": "columns as steps", "window": "a window"}
"""What fits, by its key in LAYOUTS."""
BECAUSE = {
    "row": "neither follow one another",
    "columns": "each row is a sequence already",
    "window": "the rows follow one another",
}


def say_layout(layout: Layout, columns: int) -> tuple[str, str, str]:
    """Say what a layout reads, what it never sees, and when it fits.

    Args:
        layout: any.
        columns: feature columns of the table.

    >>> say_layout(Layout(window=24), 3)[0]
    'Reads 24 rows, one a step, all 3 columns of it at once.'
    """
    rows, of_row = count_rows(layout.window), f"the {many(columns, 'column')} of one row"
    values = many(layout.window * columns, "value")
    outside = "Never sees a row outside its window."
    match layout_name(layout):
        case "row":
            return (
                f"Reads {of_row} at once, in a single step.",
                "Never sees another row.",
                "Fits when neither rows nor columns follow one another.",
            )
        case "columns":
            return (
                f"Reads {of_row} one after another, one a step.",
                "Never sees another row.",
                "Fits when the columns are one thing, in turn.",
            )
        case "window":
            return (
                f"Reads {rows}, one a step, all {many(columns, 'column')} of it at once.",
                outside,
                "Fits when the rows are in time order.",
            )
        case "lags":
            return (
                f"Reads {rows} at once: {values} in a single step.",
                f"{outside} Nothing is carried from step to step.",
                "Fits when a dense layer would do.",
            )
        case "serial":
            return (
                f"Reads {rows} value by value: {values}, one a step.",
                outside,
                "Fits when all columns measure the same thing.",
            )
        case _:
            return (
                f"Reads the {many(columns, 'column')} one after another, each with {rows} of it.",
                outside,
                "Fits when the columns are one thing, in turn, and earlier rows matter.",
            )


def say_fit(layout: Layout, rows_are: RowsAre, columns_are: ColumnsAre) -> str:
    """Say whether the chosen layout fits what rows and columns mean, and else which one does.

    >>> say_fit(Layout(), "ordered", "different")
    'Yours: it fits, since the rows follow one another.'
    """
    fits, _ = recommend(rows_are, columns_are)
    which = "it" if layout_name(layout) == fits else NAMES[fits]
    return f"Yours: {which} fits, since {BECAUSE[fits]}."
