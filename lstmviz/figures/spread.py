"""The errors of a race as a distribution: a dot for each seed, against honest baselines.

An ECharts option, because that chart keeps its DOM node while the data change.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from lstmviz.figures.axes import (
    FIXED_GRID,
    LONGEST_RULE,
    label,
    quantity,
    rounded,
    tick_texts,
    ticks,
)
from lstmviz.figures.beside import LINE, wrapped
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.figures.contenders import Mark, frame, levels, marks, written
from lstmviz.figures.live import level_sentences
from lstmviz.wording import capital

Errors = Sequence[float | None]

ROW, FLAG = 46, 17  # px of one entrant, and of the words of one baseline
TOP, BOTTOM = 6, 26  # px
# Parts of a row: where the dots stand, and how far they are strewn up and down.
DOTS, STREWN = 0.30, 0.26
GOLDEN = 0.618034  # neighbours in this sequence are far apart


def spread_figure(
    errors: Mapping[str, Errors],
    *,
    unit: str = "",
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
    theme: Theme = THEMES["light"],
) -> dict:
    """Draw where the seeds of each entrant stand, as an ECharts option.

    Args:
        errors: name → root-mean-square error of each seed, from seed 0 on, in the table's unit;
            None for one without a result yet, not finite for one that diverged.
        unit: of the errors; "" if the table names none.
        baselines: what each rule scores, by what it does; vertical lines.
        lowest: error that no model can beat, where it is known.
        theme: the colours of the page.

    Returns:
        An option for `st.echarts_chart`, to be shown `spread_height` px high. A seed further off
        than the picture reaches is an arrow at its right edge.
    """
    named = levels(baselines, lowest)
    known = [error for seeds in errors.values() for error in seeds if error is not None]
    low, high = frame(known, baselines, lowest)
    # The vertical axis counts rows from the bottom; the words of the baselines stand above them.
    top = len(errors) + sum(map(flag_height, named)) / ROW
    series = [upright_lines(low, high, unit, theme)]
    series += flags(named, len(errors), low, high, unit, theme)
    looks = marks(errors, theme)
    for number, (mark, seeds) in enumerate(zip(looks, errors.values(), strict=True)):
        series += row(mark, seeds, len(errors) - 1 - number, low, high, unit, theme)
    hidden = {"show": False}
    bare = {"axisLabel": hidden, "axisLine": hidden, "axisTick": hidden, "splitLine": hidden}
    return {
        "animation": False,
        "grid": {"left": 14, "right": 22, "top": TOP, "bottom": BOTTOM} | FIXED_GRID,
        "xAxis": {"type": "value", "min": low, "max": high} | bare,
        "yAxis": {"type": "value", "min": 0, "max": top} | bare,
        "tooltip": {"trigger": "item", "confine": True, "formatter": "{b}"},
        "series": series,
    }


def spread_height(
    errors: Mapping[str, Errors],
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
) -> int:
    """Give the height in px of the picture for these entrants and baselines."""
    above = sum(map(flag_height, levels(baselines, lowest)))
    return TOP + BOTTOM + ROW * len(errors) + above


def flag_words(named: tuple[str, float, str]) -> tuple[str, ...]:
    """Write the name of a baseline, on two lines where it is long."""
    return wrapped(label(named[0], LONGEST_RULE))


def flag_height(named: tuple[str, float, str]) -> int:
    """Give the px that the words of a baseline take."""
    return FLAG + LINE * (len(flag_words(named)) - 1)


def describe_spread(
    errors: Mapping[str, Errors],
    *,
    unit: str = "",
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
) -> str:
    """Say in words where the seeds stand, for those who do not see it.

    >>> describe_spread({"24-row window": [46.0, 48.0, 47.5, None], "one row": [120.0]}, unit="W")
    '24-row window: 3 seeds from 46.0 W to 48.0 W, median 47.5 W. One row: 1 seed at 120 W.'
    """
    sentences = []
    for mark, seeds in zip(marks(errors, THEMES["light"]), errors.values(), strict=True):
        known = sorted(counted(seeds))
        name = capital(mark.name)
        if not known:
            sentences.append(f"{name}: no result yet.")
            continue
        best, middle, worst = (
            written(value, unit) for value in (known[0], float(np.median(known)), known[-1])
        )
        diverged = known.count(math.inf)
        many = f"{len(known)} seeds from {best} to {worst}, median {middle}"
        if diverged:
            many = f"{len(known)} seeds, median {middle}, of which {diverged} diverged"
        sentences.append(f"{name}: {many if len(known) > 1 else f'1 seed at {best}'}.")
    sentences += level_sentences(baselines, lowest, unit)
    return " ".join(sentences)


def counted(seeds: Errors) -> list[float]:
    """Give the results there are; one that diverged is infinitely far off."""
    known = [float(error) for error in seeds if error is not None]
    return [error if math.isfinite(error) else math.inf for error in known]


def row(
    mark: Mark, seeds: Errors, bottom: int, low: float, high: float, unit: str, theme: Theme
) -> list[dict]:
    """Draw one entrant: its name and median in words, a dot for each seed, the median's tick."""
    known = counted(seeds)
    middle = float(np.median(known)) if known else math.inf
    words = {
        "show": True,
        "color": mark.text,
        "fontSize": 12,
        "fontWeight": 600,
        "backgroundColor": theme.page,
        "padding": [3, 4, 3, 0],
    }
    nowhere = {
        "type": "scatter",
        "silent": True,
        "symbolSize": 0,
        "itemStyle": {"opacity": 1},
        "tooltip": {"show": False},
        "z": 3,
    }
    dots = []
    for number, error in enumerate(seeds):
        if error is None:
            continue
        strewn = STREWN * ((0.5 + number * GOLDEN) % 1 - 0.5)
        off = not error <= high
        dots.append(
            {
                "name": f"{mark.name}, seed {number}: {written(float(error), unit)}",
                "value": [high if off else float(rounded([error])[0]), bottom + DOTS + strewn],
            }
            | ({"symbol": "triangle", "symbolRotate": -90} if off else {})
        )
    line = {
        "type": "line",
        "silent": True,
        "symbol": "none",
        "tooltip": {"show": False},
        "lineStyle": {"color": theme.hair, "width": 1},
    }
    return [
        line | {"data": [[low, bottom + DOTS], [high, bottom + DOTS]], "z": 1},
        nowhere
        | {
            "data": [[low, bottom + 0.78]],
            "label": words
            | {"position": "right", "distance": 0, "formatter": f"{mark.letter} {mark.name}"},
        },
        nowhere
        | {
            "data": [[high, bottom + 0.78]] if known else [],
            "label": words
            | {"position": "left", "distance": 0, "formatter": written(middle, unit)},
        },
        line
        | {
            "data": [[middle, bottom + DOTS - 0.24], [middle, bottom + DOTS + 0.24]]
            if middle <= high and len(known) > 1
            else [],
            "lineStyle": {"color": theme.ink, "width": 3, "cap": "round"},
            "z": 5,
        },
        {
            "type": "scatter",
            "name": mark.name,
            "data": dots,
            "symbol": mark.symbol,
            "symbolSize": 10,
            "color": mark.colour,
            "itemStyle": {"borderColor": theme.page, "borderWidth": 1, "opacity": 0.9},
            "z": 4,
        },
    ]


def flags(
    named: Sequence[tuple[str, float, str]],
    rows: int,
    low: float,
    high: float,
    unit: str,
    theme: Theme,
) -> list[dict]:
    """Draw the baselines as upright lines, each up to its own line of words above the rows.

    The nearer to the middle, the lower its words: they are written towards the middle, where the
    lines of the others have ended.
    """
    middle, series, foot = (low + high) / 2, [], float(rows)
    order = sorted(named, key=lambda level: abs(min(level[1], high) - middle))
    for each in order:
        _, value, style = each
        off, tall = value > high, flag_height(each) / ROW
        x, y, foot = min(value, high), foot + tall / 2, foot + tall
        words = "\n".join(flag_words(each))
        text = f"{words} {quantity(value, unit)}{' →' if off else ''}"
        series.append(
            {
                "type": "line",
                "silent": True,
                "symbol": "circle",
                "symbolSize": 0,
                "data": [
                    [x, 0],
                    {
                        "value": [x, y],
                        "label": {
                            "show": True,
                            "formatter": text,
                            "position": "left" if x > middle else "right",
                            "distance": 4,
                        },
                    },
                ],
                "label": {
                    "color": theme.muted,
                    "fontSize": 12,
                    "lineHeight": LINE,
                    # The line of another, further off, may cross a long one.
                    "backgroundColor": theme.page,
                },
                "color": theme.muted,
                "lineStyle": {"width": 0 if off else 1.5, "type": style},
                "tooltip": {"show": False},
                "z": 2,
            }
        )
    return series


def upright_lines(low: float, high: float, unit: str, theme: Theme) -> dict:
    """Draw the horizontal axis as an empty series: a hairline and a label at each round value."""
    values = ticks(low, high)
    return {
        "type": "line",
        "data": [],
        "silent": True,
        "markLine": {
            "data": [
                {"xAxis": value, "label": {"formatter": text}}
                for value, text in zip(values, tick_texts(values, unit), strict=True)
            ],
            "symbol": "none",
            "animation": False,
            "z": 0,
            "lineStyle": {"color": theme.hair, "width": 1, "type": "solid"},
            "label": {"position": "start", "color": theme.muted, "fontSize": 12},
        },
    }
