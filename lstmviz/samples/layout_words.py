"""What is said of each layout: its names, what a sample reads, what it never sees, when it fits.

Every text is a pattern; `sizes` gives what stands for the words in braces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lstmviz.samples.layouts import Layout, layout_name
from lstmviz.wording import count_rows, many

OUTSIDE = "Never sees a row outside its window."
FROM_ZEROS = "{unseen}. The memory starts from zeros with every window."


@dataclass(frozen=True)
class LayoutWords:
    """What is said of a layout.

    Args:
        title: its name in the controls.
        short: its name in a race.
        reads: what a sample reads.
        never: what it never sees.
        fits: when it fits.
        sees: what a sample shows to the network, beside that of another layout.
        cannot: what it does not show; only said where there is more than one step.
        cannot_of_one: the same of a table with a single column, where that differs.
    """

    title: str
    short: str
    reads: str
    never: str
    fits: str
    sees: str
    cannot: str = FROM_ZEROS
    cannot_of_one: str = ""


LAYOUT_WORDS: Mapping[str, LayoutWords] = MappingProxyType(
    {
        "row": LayoutWords(
            title="one row, one step",
            short="one row",
            reads="Reads {row} at once, in a single step.",
            never="Never sees another row.",
            fits="Fits when neither rows nor columns follow one another.",
            sees="One row, with {each}{all_at_once}.",
        ),
        "columns": LayoutWords(
            title="columns as steps",
            short="columns as steps",
            reads="Reads {row} one after another, one a step.",
            never="Never sees another row.",
            fits="Fits when the columns are one thing, in turn.",
            sees="One row, with {each}{in_turn}.",
            cannot="{unseen}: the memory starts from zeros with every row. At no step do two of "
            "its values enter together.",
        ),
        "window": LayoutWords(
            title="sliding window",
            short="{window}-row window",
            reads="Reads {rows}, one a step, all {columns} of it at once.",
            never=OUTSIDE,
            fits="Fits when the rows are in time order.",
            sees="{apart}, one after another, each with {each}{at_once}.",
        ),
        "lags": LayoutWords(
            title="lags as features",
            short="{rows} as lags",
            reads="Reads {rows} at once: {values} in a single step.",
            never=f"{OUTSIDE} Nothing is carried from step to step.",
            fits="Fits when a dense layer would do.",
            sees="{apart}, all at once: {numbers} numbers in a single step.",
        ),
        "serial": LayoutWords(
            title="everything in turn",
            short="{rows} number by number",
            reads="Reads {rows} value by value: {values}, one a step.",
            never=OUTSIDE,
            fits="Fits when all columns measure the same thing.",
            sees="{apart}, number after number: {numbers} steps, row by row.",
            cannot="{unseen}. One number enters at a step, and nothing but its place says from "
            "which column.",
            cannot_of_one=FROM_ZEROS,
        ),
        "inside": LayoutWords(
            title="columns, lags inside",
            short="{rows} column by column",
            reads="Reads the {columns} one after another, each with {rows} of it.",
            never=OUTSIDE,
            fits="Fits when the columns are one thing, in turn, and earlier rows matter.",
            sees="{apart}, column by column: {each_step} column with its {window} values.",
            cannot="{unseen}. The memory runs over the columns, not over the rows.",
        ),
    }
)
"""By the keys of LAYOUTS."""


def sizes(layout: Layout, columns: int) -> dict[str, str]:
    """Give what stands for the words in braces.

    Args:
        layout: any.
        columns: feature columns of the table.

    >>> said = sizes(Layout(window=24, dilation=2), 3)
    >>> said["rows"], said["apart"], said["row"], said["values"]
    ('24 rows', '24 rows, 2 apart', 'the 3 columns of one row', '72 values')
    """
    window, several = layout.window, columns > 1
    unseen = "No other row" if window == 1 else "Nothing before the window's first row"
    between = layout.span > window
    return {
        "window": f"{window:,}",
        "rows": count_rows(window),
        "apart": count_rows(window) + (f", {layout.dilation:,} apart" if between else ""),
        "columns": many(columns, "column"),
        "row": f"the {many(columns, 'column')} of one row",
        "values": many(window * columns, "value"),
        "numbers": f"{window * columns:,}",
        "each": f"its {columns:,} values" if several else "its value",
        "each_step": f"{columns:,} steps, each a" if several else "a single step, the",
        "at_once": " at once" if several else "",
        "all_at_once": " all at once" if several else "",
        "in_turn": " one after another" if several else "",
        "unseen": unseen + (", and none of the rows between those it reads" if between else ""),
    }


def short_words(layout: Layout) -> str:
    """Say in a few words how rows and columns enter.

    >>> short_words(Layout(window=24))
    '24-row window'
    """
    words = LAYOUT_WORDS[layout_name(layout)]
    return words.short.format(window=f"{layout.window:,}", rows=count_rows(layout.window))


def say_layout(layout: Layout, columns: int) -> tuple[str, str, str]:
    """Say what a layout reads, what it never sees, and when it fits.

    >>> say_layout(Layout(window=24), 3)[0]
    'Reads 24 rows, one a step, all 3 columns of it at once.'
    """
    words = LAYOUT_WORDS[layout_name(layout)]
    return words.reads.format(**sizes(layout, columns)), words.never, words.fits


def what_it_sees(layout: Layout, columns: int) -> tuple[str, str]:
    """Say what one sample shows to the network, and what it does not.

    >>> what_it_sees(Layout(window=24), 3)[0]
    '24 rows, one after another, each with its 3 values at once.'
    """
    words, said = LAYOUT_WORDS[layout_name(layout)], sizes(layout, columns)
    _, steps, _ = layout.shape(layout.span, columns)
    cannot = words.cannot
    if steps == 1:
        cannot = "{unseen}. There is a single step, so no memory is ever used."
    elif columns == 1 and words.cannot_of_one:
        cannot = words.cannot_of_one
    return words.sees.format(**said), cannot.format(**said)
