"""The figures to keep: plotly's twins of the live charts, and one HTML file that holds them all.

The pages' live charts are ECharts options, which need Streamlit to be drawn; these are drawn from
the same numbers, and the file carries plotly's own code, so it works offline.
"""

import html
import math
from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float, Int, Shaped
from plotly.offline import get_plotlyjs

from lstmviz.figures.axes import quantity
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.figures.framing import Curve, points, visible_range
from lstmviz.figures.prediction import spanned
from lstmviz.figures.table import plain
from lstmviz.table.reading.names import isolate

Array = np.ndarray

# Plotly draws points and lines without evaluating text as code, so that stays forbidden.
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: blob:;
  style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ margin: 0; background: {theme.page}; color: {theme.text}; color-scheme: {mode};
  font: 15px/1.5 system-ui, sans-serif; }}
main {{ max-width: 1200px; margin: auto; padding: 14px 18px; }}
h1 {{ margin: 0; font-size: 21px; }}
h2 {{ margin: 22px 0 0; font-size: 17px; }}
p {{ margin: 4px 0; }}
</style>
<script>{plotly}</script>
</head>
<body><main>
<h1>{title}</h1>
{told}
{figures}
</main></body>
</html>
"""
SETTINGS = {"responsive": True, "displaylogo": False, "showSendToCloud": False}


def learning_figure(
    train: Curve,
    validation: Curve,
    *,
    epochs: int,
    unit: str = "",
    baselines: Mapping[str, float],
    lowest: float | None = None,
    theme: Theme = THEMES["light"],
) -> go.Figure:
    """Draw error over epochs: what `live_curve` draws, with the same arguments."""
    trained, validated = points(train), points(validation)
    levels = [(name, value, "dash") for name, value in baselines.items()]
    if lowest is not None:
        levels.append(("no model beats", lowest, "dot"))
    traces = [
        line("training, per batch", *lying(trained), theme.hatch, 1),
        line("validation", *lying(validated), theme.ink, 3),
    ]
    for name, value, dash in levels:
        if math.isfinite(value):
            words = f"{name}: {quantity(value, unit)}"
            drawn = line(words, np.array([0, epochs]), np.full(2, value), theme.muted, 1.5)
            traces.append(drawn | {"line": drawn["line"] | {"dash": dash}, "hoverinfo": "skip"})
    low, high = visible_range(trained, validated, list(baselines.values()), lowest)
    layout = frame(theme) | {
        "xaxis": axis("epoch", theme) | {"range": [0, epochs]},
        "yaxis": axis("root-mean-square error", theme, unit) | {"range": [low, high]},
    }
    return go.Figure(traces, layout)


def prediction_figure(
    rows: Int[Array, " stretch"],
    truth: Float[Array, " stretch"],
    prediction: Float[Array, " stretch"],
    *,
    target: str,
    column: int,
    unit: str = "",
    names: Sequence[str],
    theme: Theme = THEMES["light"],
) -> go.Figure:
    """Draw truth and prediction over rows: what `prediction_curve` draws, with its arguments."""
    low, high = spanned(truth, prediction)
    texts = [plain(name) for name in names]
    traces = [
        line(plain(target), rows, truth, theme.column(column), 4),
        line("prediction", rows, prediction, theme.ink, 2),
    ]
    for trace in traces:
        trace |= {"customdata": texts, "hovertemplate": "%{customdata}: %{y:.4~g}"}
    layout = frame(theme) | {
        "xaxis": axis("row", theme) | {"tickformat": ",d"},
        "yaxis": axis(plain(target), theme, unit) | {"range": [low, high]},
    }
    return go.Figure(traces, layout)


def lying(
    pairs: Sequence[Sequence[float]],
) -> tuple[Float[Array, " points"], Float[Array, " points"]]:
    """Turn pairs of x and y, if there are any, into a row of x and a row of y."""
    x, y = np.array(pairs, np.float64).reshape(-1, 2).T
    return x, y


def line(
    name: str, x: Shaped[Array, " points"], y: Float[Array, " points"], colour: str, width: float
) -> dict:
    """Draw one line."""
    style = {"color": colour, "width": width}
    return {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": style}


def axis(title: str, theme: Theme, unit: str = "") -> dict:
    """Draw an axis with its name and unit."""
    words = f"{title}, {plain(unit)}" if unit else title
    return {
        "title": {"text": words},
        "exponentformat": "power",
        "gridcolor": theme.hair,
        "linecolor": theme.line,
        "zeroline": False,
    }


def frame(theme: Theme) -> dict:
    """Lay out a figure for a slide."""
    return {
        "height": 420,
        "margin": {"l": 70, "r": 16, "t": 12, "b": 50},
        "hovermode": "x unified",
        "paper_bgcolor": theme.page,
        "plot_bgcolor": theme.page,
        "font": {"color": theme.text, "size": 14},
        "hoverlabel": {"bgcolor": theme.page},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    }


def figures_page(
    figures: Mapping[str, tuple[go.Figure, str]],
    title: str,
    told: Sequence[str],
    theme: Theme = THEMES["light"],
) -> str:
    """Write figures as one HTML document that needs nothing but a browser, about 5 MB.

    Args:
        figures: heading → figure, and its description in words.
        title: of the document.
        told: sentences above the figures.
        theme: the colours of the page.
    """
    parts = []
    for number, (heading, (figure, words)) in enumerate(figures.items()):
        drawn = figure.to_html(
            full_html=False, include_plotlyjs=False, config=SETTINGS, div_id=f"figure_{number}"
        )
        parts.append(
            f"<h2>{html.escape(heading)}</h2>\n<p>{html.escape(isolate(words))}</p>\n{drawn}"
        )
    return PAGE.format(
        title=html.escape(isolate(title)),
        told="\n".join(f"<p>{html.escape(isolate(sentence))}</p>" for sentence in told),
        figures="\n".join(parts),
        plotly=get_plotlyjs(),
        theme=theme,
        mode="dark" if theme is THEMES["dark"] else "light",
    )
