"""Whether the chosen layout fits what rows and columns mean, and else which one does."""

from lstmviz.choices.experiments import ColumnsAre, RowsAre
from lstmviz.choices.meaning import recommend
from lstmviz.samples.layouts import Layout, layout_name

NAMES = {"row": "one row at once", "columns": "columns as steps", "window": "a window"}
"""What fits, by its key in LAYOUTS."""
BECAUSE = {
    "row": "neither follow one another",
    "columns": "each row is a sequence already",
    "window": "the rows follow one another",
}


def say_fit(layout: Layout, rows_are: RowsAre, columns_are: ColumnsAre) -> str:
    """Say whether the chosen layout fits what rows and columns mean, and else which one does.

    >>> say_fit(Layout(), "ordered", "different")
    'Yours: it fits, since the rows follow one another.'
    """
    fits, _ = recommend(rows_are, columns_are)
    which = "it" if layout_name(layout) == fits else NAMES[fits]
    return f"Yours: {which} fits, since {BECAUSE[fits]}."
