"""The prediction: truth and what the network says over a stretch of validation rows.

An ECharts option, because that chart keeps its DOM node while the data change.
"""

import math
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float, Int

from lstmviz.figures.axes import (
    FIXED_GRID,
    grid_lines,
    label,
    left_margin,
    quantity,
    rounded,
    value_axis,
)
from lstmviz.figures.colours import THEMES, Theme

Array = np.ndarray

# Letters that stand side by side under a chart of 380 px.
LETTERS_BELOW = 56


def prediction_curve(
    rows: Int[Array, " stretch"],
    truth: Float[Array, " stretch"],
    prediction: Float[Array, " stretch"],
    *,
    target: str,
    column: int,
    unit: str = "",
    names: Sequence[str] | None = None,
    sample_rows: tuple[int, int] | None = None,
    sample_name: str = "sample",
    target_row: int | None = None,
    theme: Theme = THEMES["light"],
) -> dict:
    """Draw truth and prediction side by side, as an ECharts option.

    Args:
        rows: rows of the table that the targets stand in, ascending.
        truth: the target column's values in those rows, in its unit.
        prediction: what the network says for those rows, in that unit.
        target: name of the target column.
        column: its number in the table, which decides its colour.
        unit: its unit; "" if the table names none.
        names: what each of `rows` is called, as labels, if it has a better name than its number.
        sample_rows: first and last row that the shown sample reads; drawn as a band.
        sample_name: what stands above that band ("sample 17").
        target_row: row of that sample's target; drawn as a ring.
        theme: the colours of the page.

    Returns:
        An option for `st.echarts_chart`. Values that are not finite leave a gap.
    """
    low, high = spanned(truth, prediction)
    colour = theme.column(column)
    truth_line = curve(label(target), truth, colour, 4)
    if sample_rows is not None and (band := places(rows, *sample_rows)):
        truth_line["markArea"] = {
            "silent": True,
            "animation": False,
            "itemStyle": {"color": theme.timesteps, "opacity": 0.12},
            "label": {"position": "top", "distance": 3, "color": theme.samples, "fontSize": 12},
            "data": [[{"name": sample_name, "xAxis": band[0]}, {"xAxis": band[1]}]],
        }
    if target_row is not None and (spot := places(rows, target_row, target_row)):
        truth_line["markPoint"] = {
            "data": [{"coord": [spot[0], truth_line["data"][spot[0]]]}],
            "symbol": "circle",
            "symbolSize": 11,
            "animation": False,
            "itemStyle": {
                "color": theme.page,
                "borderColor": theme.column_text(column),
                "borderWidth": 2,
            },
            "label": {"show": False},
        }
    return {
        "animation": False,
        "grid": {"left": left_margin(low, high, unit, 50), "right": 14, "top": 20, "bottom": 24}
        | FIXED_GRID,
        "xAxis": row_axis(rows, names, theme),
        "yAxis": value_axis(low, high),
        "tooltip": {
            "trigger": "axis",
            "confine": True,
            "valueFormatter": "%.4g " + label(unit).replace("%", "%%"),
        },
        "series": [
            grid_lines(low, high, unit, theme),
            truth_line,
            curve("prediction", prediction, theme.ink, 2),
        ],
    }


def describe_prediction(
    rows: Int[Array, " stretch"],
    truth: Float[Array, " stretch"],
    prediction: Float[Array, " stretch"],
    *,
    target: str,
    unit: str = "",
) -> str:
    """Say in words what the prediction shows, for those who do not see it.

    >>> two = np.array([1.0, 3.0])
    >>> describe_prediction(np.array([40, 41]), two, two + 1, target="power", unit="W")
    'power in rows 40 to 41: truth from 1.00 W to 3.00 W, prediction from 2.00 W to 4.00 W; they \
differ by 1.00 W (root mean square).'
    """
    if not len(rows):
        return f"{label(target)}: no row to show."
    if not np.isfinite(prediction).any() or not np.isfinite(truth).any():
        return f"{label(target)} in rows {rows[0]:,} to {rows[-1]:,}: there is no prediction."
    error = math.sqrt(float(np.nanmean((prediction.astype(np.float64) - truth) ** 2)))
    ranges = [
        f"{name} from {quantity(float(np.nanmin(values)), unit)} to "
        f"{quantity(float(np.nanmax(values)), unit)}"
        for name, values in (("truth", truth), ("prediction", prediction))
    ]
    return (
        f"{label(target)} in rows {rows[0]:,} to {rows[-1]:,}: {', '.join(ranges)}; "
        f"they differ by {quantity(error, unit)} (root mean square)."
    )


def gaps(values: Float[Array, " stretch"]) -> list[float | None]:
    """List values as JSON knows them: None where they are not finite."""
    if np.isfinite(values).all():
        return rounded(values).tolist()
    return [value if math.isfinite(value) else None for value in rounded(values).tolist()]


def curve(name: str, values: Float[Array, " stretch"], colour: str, width: int) -> dict:
    """Draw one of the two curves; the places are counted, the rows named below."""
    return {
        "type": "line",
        "name": name,
        "data": gaps(values),
        "showSymbol": False,
        "color": colour,
        "lineStyle": {"width": width, "join": "round"},
        "emphasis": {"disabled": True},
    }


def places(rows: Int[Array, " stretch"], first: int, last: int) -> tuple[int, int] | None:
    """Find the places in the stretch that stand for the rows first … last; None if none does."""
    low = int(np.searchsorted(rows, first, side="left"))
    high = int(np.searchsorted(rows, last, side="right")) - 1
    return (low, high) if low <= high else None


def spanned(*values: Float[Array, " stretch"]) -> tuple[float, float]:
    """Span every finite value, with a little air."""
    together = np.concatenate(values)
    together = together[np.isfinite(together)]
    if not len(together):
        return 0.0, 1.0
    low, high = float(together.min()), float(together.max())
    margin = 0.06 * (high - low) or 0.1 * abs(high) or 1.0
    # Zero is worth seeing where it is near, and no margin should go below it for nothing.
    floor = 0.0 if 0 <= low < 0.25 * high else low - margin
    return floor, high + margin


def row_axis(rows: Int[Array, " stretch"], names: Sequence[str] | None, theme: Theme) -> dict:
    """Draw the horizontal axis: rows by name where they have one, else by number."""
    texts = [f"{row:,}" for row in rows] if names is None else list(names)
    longest = max(map(len, texts), default=1) + 4
    every = max(1, math.ceil(len(texts) / max(1, LETTERS_BELOW // longest)))
    # Steps that people count in: hours of a day, halves and quarters of it.
    every = next((step for step in (1, 2, 3, 6, 12, 24, 36, 48, 72) if step >= every), 144)
    if names is None and texts:
        texts[0] = f"row {texts[0]}"
    hidden = {"show": False}
    return {
        "type": "category",
        "data": texts,
        "boundaryGap": False,
        "axisLine": hidden,
        "axisTick": hidden,
        "axisLabel": {
            "interval": every - 1,
            "color": theme.muted,
            "fontSize": 12,
            "hideOverlap": True,
            "showMinLabel": True,
            "alignMinLabel": "left",
            "alignMaxLabel": "right",
        },
    }
