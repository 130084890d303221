"""How far back the entrants of a race look: the size of each one's gradient by timestep.

An ECharts option, because that chart keeps its DOM node while training changes the numbers.
"""

import math
from collections.abc import Mapping

import numpy as np
from jaxtyping import Float64

from lstmviz.figures.axes import FIXED_GRID, rounded
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.figures.contenders import marks
from lstmviz.figures.memory import step_axis
from lstmviz.wording import capital, many

Shares = Float64[np.ndarray, " timesteps"]

# Shares below this, in percent, are not drawn: they say nothing but "next to nothing".
LEAST = 1e-3
# The scale goes down to this at least, in percent, and further only where a line does.
FLOOR = 1.0
LINE = 20  # px of an entrant's line in the legend
PLOT = 210  # px


def reach_figure(shares: Mapping[str, Shares], *, theme: Theme = THEMES["light"]) -> dict:
    """Draw a line for each entrant on a logarithmic scale, as an ECharts option.

    Args:
        shares: name → share of its gradient at each timestep, the last timestep first.
        theme: the colours of the page.

    Returns:
        An option for `st.echarts_chart`, to be shown `reach_height` px high.
    """
    named = list(zip(marks(shares, theme), shares.values(), strict=True))
    longest = max(map(len, shares.values()))
    percent = 100 * np.concatenate(list(shares.values()))
    lowest = percent[percent >= LEAST].min(initial=FLOOR)
    return {
        "animation": False,
        "grid": {"left": 58, "right": 18, "top": 10 + LINE * len(named), "bottom": 38} | FIXED_GRID,
        "legend": {
            "top": 0,
            "left": 8,
            "orient": "vertical",
            "itemGap": 4,
            "textStyle": {"color": theme.text},
        },
        "xAxis": step_axis("timesteps back from the last one", 0, longest - 1, theme),
        "yAxis": {
            "type": "log",
            "min": 10.0 ** math.floor(math.log10(lowest)),
            "max": 100,
            "axisLabel": {"color": theme.muted, "formatter": "{value} %"},
            "splitLine": {"lineStyle": {"color": theme.hair}},
        },
        "tooltip": {"trigger": "axis", "confine": True, "valueFormatter": "%.3g %%"},
        "series": [
            {
                "type": "line",
                "name": mark.name,
                # A logarithm has no place for 0.
                "data": [
                    [back, share]
                    for back, share in enumerate(rounded(100 * each).tolist())
                    if share >= LEAST
                ],
                "symbol": mark.symbol,
                "symbolSize": 7,
                "color": mark.colour,
                "lineStyle": {"width": 2},
                "emphasis": {"disabled": True},
            }
            for mark, each in named
        ],
    }


def reach_height(shares: Mapping[str, Shares]) -> int:
    """Give the height in px."""
    return PLOT + LINE * len(shares)


def describe_reach(shares: Mapping[str, Shares]) -> str:
    """Say in words what the chart shows, for those who do not see it.

    >>> describe_reach({"2-row window": np.array([0.9, 0.1])})
    'Share of the gradient by timesteps back. 2-row window: 90 % at the last of 2 timesteps, 10 % \
at the first.'
    """
    sentences = ["Share of the gradient by timesteps back."]
    for name, each in shares.items():
        first = f", {100 * each[-1]:.2g} % at the first" if len(each) > 1 else ""
        sentences.append(
            f"{capital(name)}: {100 * each[0]:.3g} % at the last of "
            f"{many(len(each), 'timestep')}{first}."
        )
    return " ".join(sentences)
