"""The whole table at a glance: one small panel per column, as a plotly figure."""

import html

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float, Float64, Int

from lstmviz.figures.colours import THEMES, Theme
from lstmviz.table.reading.names import isolate
from lstmviz.table.tables import Table
from lstmviz.wording import many

# Points drawn per column: a lowest and a highest value for each of 500 stretches of rows.
STRETCHES = 500
PANEL = 64  # px
GAP = 14  # px
# A part of the rows in which the word "validation" has no room, on a phone.
SHORT = 0.16
MARGIN = {"l": 56, "r": 12, "t": 26, "b": 34}


def table_figure(
    table: Table,
    *,
    border: int | None = None,
    sample_rows: tuple[int, int] | None = None,
    target: int | None = None,
    target_row: int | None = None,
    theme: Theme = THEMES["light"],
) -> go.Figure:
    """Draw every column of a table over its rows, one panel below the other.

    Args:
        table: of any length; each column is drawn with at most 1,000 points.
        border: first row held out for validation, if the table is split at one row.
        sample_rows: first and last row that the shown sample reads; drawn as a band.
        target: number of the target column; its name says so.
        target_row: row of the shown sample's target; drawn as a ring.
        theme: the colours of the page.

    Returns:
        A figure whose JSON is the same for the same arguments.
    """
    panels = len(table.columns)
    height = panels * (PANEL + GAP)
    traces, layout = [], page(height, len(table.values), theme)
    for column in range(panels):
        top = 1 - column * (PANEL + GAP) / height
        axis = f"yaxis{column + 1}"
        layout[axis] = panel_axis(top - PANEL / height, top, theme)
        rows, values = outline(table.values[:, column])
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": plain(table.columns[column]),
                "x": rows,
                "y": values,
                "yaxis": f"y{column + 1}",
                "line": {"color": theme.column(column), "width": 1},
                "hovertemplate": "row %{x:,}: %{y:.4~g}<extra>%{fullData.name}</extra>",
            }
        )
        layout["annotations"].append(
            heading(table, column, top + 1 / height, column == target, theme)
        )
    if target is not None and target_row is not None:
        traces.append(ring(table, target, target_row, theme))
    if sample_rows is not None:
        layout["shapes"].append(band(*sample_rows, theme))
    if border is not None:
        layout["shapes"].append(upright(border, theme))
        layout["annotations"] += sides(border, len(table.values), theme)
    return go.Figure(traces, layout)


def describe_table(table: Table, border: int | None = None) -> str:
    """Say in words what the figure shows, for those who do not see it."""
    ranges = []
    for number, name in enumerate(table.columns):
        column = table.values[:, number]
        column = column[~np.isnan(column)]
        unit = f" {table.units[number]}" if table.units and table.units[number] else ""
        ranges.append(
            f"{name} from {column.min():.4g} to {column.max():.4g}{unit}"
            if len(column)
            else f"{name} without a value"
        )
    split = "" if border is None else f" Rows from {border:,} on are kept for validation."
    return (
        f"{table.name}, {many(len(table.values), 'row')} × {many(len(table.columns), 'column')}: "
        f"{'; '.join(ranges)}.{split}"
    )


def plain(text: str) -> str:
    """Make a stranger's text mean nothing to plotly: no tags, no entities, no %{…}."""
    return html.escape(isolate(text), quote=False).replace("%{", "%&#123;")


def outline(
    values: Float[np.ndarray, " rows"],
) -> tuple[Int[np.ndarray, " points"], Float64[np.ndarray, " points"]]:
    """Keep what a column looks like: the lowest and highest value of each stretch of rows.

    Returns:
        rows and values, at most 1,000 points in the order of the rows; a stretch without any
        value is one NaN, so that the line breaks there. Up to 1,000 rows come back as they are.
    """
    if len(values) <= 2 * STRETCHES:
        return np.arange(len(values)), values.astype(np.float64)
    edges = np.linspace(0, len(values), STRETCHES + 1).astype(np.int64)[:-1]
    size = int(np.diff(edges, append=len(values)).max())
    inside = edges[:, None] + np.arange(size)
    ends = np.append(edges[1:], len(values))
    cells = values[np.minimum(inside, len(values) - 1)]
    missing = (inside >= ends[:, None]) | np.isnan(cells)
    lowest = edges + np.where(missing, np.inf, cells).argmin(axis=1)
    highest = edges + np.where(missing, -np.inf, cells).argmax(axis=1)
    rows = np.sort(np.stack([lowest, highest], axis=1), axis=1)
    # A stretch whose lowest value is its highest is one point.
    kept = np.stack([np.ones(STRETCHES, bool), rows[:, 0] != rows[:, 1]], axis=1)
    rows = rows[kept]
    return rows, values[rows].astype(np.float64)


def page(height: int, rows: int, theme: Theme) -> dict:
    """Lay out the panels' common parts."""
    return {
        "height": height + MARGIN["t"] + MARGIN["b"],
        "margin": MARGIN,
        "showlegend": False,
        "hovermode": "x",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": theme.muted, "size": 12},
        "xaxis": {
            "range": [0, max(rows - 1, 1)],
            "title": {"text": "row"},
            "tickformat": ",d",
            "tickfont": {"size": 12},
            "showgrid": False,
            "zeroline": False,
            "anchor": "free",
            "position": 0,
        },
        "shapes": [],
        "annotations": [],
    }


def panel_axis(bottom: float, top: float, theme: Theme) -> dict:
    """Give one panel its place, in parts of the figure's height."""
    return {
        "domain": [max(0.0, round(bottom, 6)), round(top, 6)],
        "nticks": 3,
        "tickfont": {"size": 12},
        "exponentformat": "power",
        "gridcolor": theme.hair,
        "zeroline": False,
        "fixedrange": True,
    }


def heading(table: Table, column: int, height: float, is_target: bool, theme: Theme) -> dict:
    """Write a column's name, unit and part above its panel."""
    unit = table.units[column] if table.units else ""
    text = f"<b>{plain(table.columns[column])}</b>"
    text += f", {plain(unit)}" if unit else ""
    text += " · target" if is_target else ""
    return {
        "text": text,
        "x": 0,
        "y": round(height, 6),
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": theme.column_text(column), "size": 12},
    }


def ring(table: Table, target: int, row: int, theme: Theme) -> dict:
    """Mark the shown sample's target in its column's panel."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row],
        "y": [float(table.values[row, target])],
        "yaxis": f"y{target + 1}",
        "marker": {
            "size": 10,
            "color": theme.page,
            "line": {"color": theme.column_text(target), "width": 2},
        },
        "hovertemplate": "target, row %{x:,}: %{y:.4~g}<extra></extra>",
    }


def band(first: int, last: int, theme: Theme) -> dict:
    """Mark the rows of the shown sample; at least a line where they are few among many."""
    return {
        "type": "rect",
        "x0": first - 0.5,
        "x1": last + 0.5,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "fillcolor": theme.timesteps,
        "opacity": 0.25,
        "line": {"color": theme.timesteps, "width": 1},
    }


def upright(border: int, theme: Theme) -> dict:
    """Draw the border between training and validation."""
    return {
        "type": "line",
        "x0": border - 0.5,
        "x1": border - 0.5,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": theme.ink, "width": 1.5, "dash": "dash"},
    }


def sides(border: int, rows: int, theme: Theme) -> list[dict]:
    """Name both sides of the border, above the panels; in one line where the right one is short."""
    common = {
        "x": border - 0.5,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": theme.muted, "size": 12},
    }
    if rows - border - 0.5 < SHORT * (rows - 1):
        return [common | {"x": rows - 1, "text": "training | validation", "xanchor": "right"}]
    return [
        common | {"text": "training ", "xanchor": "right"},
        common | {"text": " validation", "xanchor": "left"},
    ]
