"""Two charts of memory: a pulse that fades, and the window from which on a network can know.

ECharts options, because those charts keep their DOM nodes while training changes the numbers.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from jaxtyping import Float

from lstmviz.figures.axes import FIXED_GRID, grid_lines, label, quantity, rounded, value_axis
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.racing.baselines import SAY_THE_MEAN
from lstmviz.wording import count_rows, many

Line = Sequence[float] | Float[np.ndarray, " timesteps"]


def fade_curve(lines: Mapping[str, Line], *, theme: Theme = THEMES["light"]) -> dict:
    """Draw how much of a pulse is left, timestep by timestep, as an ECharts option.

    Args:
        lines: name → values from the timestep of the pulse on; the first is what happens, drawn
            thick, the others are what it is compared with, drawn dashed.
        theme: the colours of the page.
    """
    values = np.concatenate([np.asarray(line, np.float64) for line in lines.values()])
    low, high = min(0.0, values.min()), max(values.max(), 1e-6)
    margin = 0.05 * (high - low)
    steps = max(map(len, lines.values()))
    inks = (theme.ink, theme.timesteps, theme.muted)
    series = [grid_lines(low - margin, high + margin, "", theme)]
    for number, (name, line) in enumerate(lines.items()):
        series.append(
            {
                "type": "line",
                "name": label(name),
                "data": [[t, y] for t, y in enumerate(rounded(line).tolist(), start=1)],
                "showSymbol": not number,
                "symbolSize": 5,
                "lineStyle": {
                    "color": inks[number % 3],
                    "width": 1.5 if number else 3,
                    "type": "dashed" if number else "solid",
                },
                "itemStyle": {"color": inks[number % 3]},
            }
        )
    return {
        "animation": False,
        "grid": {"left": 52, "right": 16, "top": 30, "bottom": 34} | FIXED_GRID,
        "legend": {"top": 0, "left": 44, "textStyle": {"color": theme.text}},
        "xAxis": step_axis("timestep", 1, steps, theme),
        "yAxis": value_axis(low - margin, high + margin),
        "tooltip": {"trigger": "axis", "confine": True, "valueFormatter": "%.4g"},
        "series": series,
    }


def edge_curve(
    reached: Mapping[int, float],
    lag: int,
    largest: int,
    *,
    expected: Sequence[float] = (),
    theme: Theme = THEMES["light"],
) -> dict:
    """Draw the error that was reached with each window, as an ECharts option.

    Args:
        reached: rows of the window → error on the validation samples, as a part of the target's
            standard deviation: 1 is what the mean scores, 0 is exact.
        lag: rows between cause and echo; a window of lag + 1 rows holds both.
        largest: rows of the largest window that is tried.
        expected: errors that somebody sketched, for windows of 1 row, 2 rows …
        theme: the colours of the page.
    """
    points = [[window, round(error, 4)] for window, error in sorted(reached.items())]
    high = max(1.1, *(1.05 * error for _, error in points)) if points else 1.1
    series = [
        grid_lines(0, high, "", theme),
        {
            "type": "line",
            "name": "error reached",
            "data": points,
            "symbolSize": 9,
            "lineStyle": {"color": theme.ink, "width": 2},
            "itemStyle": {"color": theme.ink},
            "markLine": {
                "symbol": "none",
                "animation": False,
                "silent": True,
                "data": [
                    {
                        "xAxis": lag + 1,
                        "label": {"formatter": f"lag + 1 = {lag + 1}", "color": theme.timesteps},
                        "lineStyle": {"color": theme.timesteps, "width": 2, "type": "dashed"},
                    },
                    {
                        "yAxis": 1,
                        "label": {
                            "formatter": SAY_THE_MEAN,
                            # Short windows err as much as the mean: their points stand at the left.
                            "position": "insideEndTop",
                            "color": theme.muted,
                        },
                        "lineStyle": {"color": theme.muted, "type": "dashed"},
                    },
                ],
            },
        },
    ]
    if expected:
        series.append(
            {
                "type": "line",
                "name": "what you sketched",
                "data": [[window, error] for window, error in enumerate(expected, 1)],
                "symbol": "none",
                "silent": True,
                "lineStyle": {"color": theme.timesteps, "width": 5, "opacity": 0.35},
                "endLabel": {"show": True, "formatter": "your sketch", "color": theme.timesteps},
            }
        )
    return {
        "animation": False,
        "grid": {"left": 52, "right": 22, "top": 26, "bottom": 34} | FIXED_GRID,
        "xAxis": step_axis("rows of the window", 0, largest + 1, theme),
        "yAxis": value_axis(0, high),
        "tooltip": {"trigger": "axis", "confine": True, "valueFormatter": "%.3g"},
        "series": series,
    }


def step_axis(name: str, low: int, high: int, theme: Theme) -> dict:
    """Draw a horizontal axis of whole numbers."""
    return {
        "type": "value",
        "min": low,
        "max": max(high, low + 1),
        "minInterval": 1,
        "name": name,
        "nameLocation": "middle",
        "nameGap": 20,
        "nameTextStyle": {"color": theme.muted},
        "axisLabel": {"color": theme.muted},
        "axisLine": {"lineStyle": {"color": theme.line}},
        "splitLine": {"show": False},
    }


def describe_fade(lines: Mapping[str, Line]) -> str:
    """Say in words what the chart of a pulse shows, for those who do not see it.

    >>> describe_fade({"c of unit 0": [0.5, 0.25, 0.1], "by f alone": [0.5, 0.3, 0.2]})
    'A pulse over 3 timesteps. c of unit 0: from 0.500 to 0.100. By f alone: from 0.500 to 0.200.'
    """
    sentences = [f"A pulse over {many(max(map(len, lines.values())), 'timestep')}."]
    sentences += [
        f"{name[0].upper() if number else name[0]}{name[1:]}: "
        f"from {quantity(float(line[0]))} to {quantity(float(line[-1]))}."
        for number, (name, line) in enumerate(lines.items())
    ]
    return " ".join(sentences)


def describe_edge(reached: Mapping[int, float], lag: int) -> str:
    """Say in words what the chart of windows shows, for those who do not see it.

    >>> describe_edge({5: 1.01, 6: 0.05}, 5)
    'Error by rows of the window, where 1 is what the mean scores: 5 rows 1.01, 6 rows 0.0500. \
A window of 6 rows holds cause and echo.'
    """
    errors = ", ".join(
        f"{count_rows(window)} {quantity(error)}" for window, error in sorted(reached.items())
    )
    return (
        f"Error by rows of the window, where 1 is what the mean scores: {errors or 'none yet'}. "
        f"A window of {count_rows(lag + 1)} holds cause and echo."
    )
