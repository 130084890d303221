"""The live curves of a race: for each entrant the median of its seeds and their spread.

An ECharts option, because that chart keeps its DOM node while the data change.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from jaxtyping import Float

from lstmviz.figures.axes import (
    FIXED_GRID,
    LONGEST_RULE,
    epoch_axis,
    grid_lines,
    label,
    left_margin,
    quantity,
    rounded,
    value_axis,
)
from lstmviz.figures.beside import Tag, leaders, room_for, wrapped
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.figures.contenders import (
    Course,
    Mark,
    course,
    frame,
    levels,
    marks,
    written,
)
from lstmviz.figures.framing import Curve
from lstmviz.figures.live import level_sentences
from lstmviz.wording import capital

TOP, BOTTOM = 14, 26  # px
LEAST_HEIGHT = 320  # px
LABELS_WIDTH = 160  # px, beside the curves
LEADER = 0.02  # part of the horizontal axis that leads from the last epoch to the labels
MOST_SYMBOLS = 12  # on one curve
# The picture is framed for the epochs after this part; before it, curves may leave it at the top.
SETTLED = 1 / 3
# On a phone the names stand below the picture, a line of so many px for each.
NARROW, NUMBERS_WIDTH, LEGEND_LINE = 560, 84, 16


def race_curve(
    curves: Mapping[str, Sequence[Curve]],
    *,
    epochs: float,
    unit: str = "",
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
    theme: Theme = THEMES["light"],
) -> dict:
    """Draw how far each entrant has come, as an ECharts option.

    Args:
        curves: name → one curve for each seed: epochs and root-mean-square errors on the
            validation samples, in the table's unit. Six entrants have colours of their own.
        epochs: epochs planned, the right end of the horizontal axis.
        unit: of the errors; "" if the table names none.
        baselines: what each rule scores, by what it does ("repeat the last value"); drawn dashed.
        lowest: error that no model can beat, where it is known; drawn dotted.
        theme: the colours of the page.

    Returns:
        An option for `st.echarts_chart`, to be shown `race_height` px high. What lies above the
        picture is named at its top.
    """
    looks, courses = marks(curves, theme), [course(seeds) for seeds in curves.values()]
    rules = levels(baselines, lowest)
    low, high = frame(
        [error for each in courses for error in settled(each).tolist()], baselines, lowest
    )
    ends = [float(each.epochs[-1]) for each in courses if len(each.epochs)]
    right = max(float(epochs), *ends, 1e-9)
    edges = right, right * (1 + LEADER)
    tags = [
        now(mark, each, unit) for mark, each in zip(looks, courses, strict=True) if len(each.epochs)
    ]
    tags += [
        Tag(right, value, quantity(value, unit), words, theme.muted, theme.muted)
        for name, value, _ in rules
        for words in [wrapped(label(name, LONGEST_RULE))]
    ]
    against = [level(*rule, high, right, unit, theme) for rule in rules]
    room = race_height(curves, baselines, lowest) - TOP - BOTTOM
    axis = epoch_axis(right, theme)
    entrants = list(zip(looks, courses, strict=True))
    return {
        "animation": False,
        "grid": {
            "left": left_margin(low, high, unit, 46),
            "right": LABELS_WIDTH,
            "top": TOP,
            "bottom": BOTTOM,
        }
        | FIXED_GRID,
        "xAxis": axis | {"max": edges[1], "axisLabel": axis["axisLabel"] | {"showMaxLabel": False}},
        "yAxis": value_axis(low, high),
        "tooltip": {
            "trigger": "axis",
            "confine": True,
            "valueFormatter": "%.4g " + label(unit).replace("%", "%%"),
        },
        "legend": {"show": False},
        "series": [
            grid_lines(low, high, unit, theme),
            *(
                area
                for number, one in enumerate(entrants)
                for area in band(number, *one, low, high)
            ),
            *against,
            *leaders(tags, low, high, edges, room),
            *(median(*one, theme) for one in entrants),
        ],
        "media": [
            narrow(
                [mark.name for mark in looks],
                [each["name"] for each in against],
                partial(leaders, tags, low, high, edges, short=True),
                room,
                theme,
            )
        ],
    }


def race_height(
    curves: Mapping[str, Sequence[Curve]],
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
) -> int:
    """Give the height in px at which every label of the race has its place."""
    lines = [3] * len(curves) + [2] * len(levels(baselines, lowest))
    return max(LEAST_HEIGHT, TOP + BOTTOM + room_for(lines))


def describe_race(
    curves: Mapping[str, Sequence[Curve]],
    *,
    epochs: float,
    unit: str = "",
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
) -> str:
    """Say in words what the curves of a race show, for those who do not see them.

    >>> two = [([1.0, 2.0], [60.0, 46.0]), ([1.0, 2.0], [70.0, 48.0])]
    >>> describe_race({"24-row window": two}, epochs=3, unit="W")
    'Root-mean-square error in W on the validation rows over 3 epochs. 24-row window: 47.0 W at \
epoch 2, the median of 2 seeds from 46.0 W to 48.0 W.'
    """
    of_unit = f" in {label(unit)}" if unit else ""
    length = f"{epochs:,g} {'epoch' if epochs == 1 else 'epochs'}"
    sentences = [f"Root-mean-square error{of_unit} on the validation rows over {length}."]
    for mark, seeds in zip(marks(curves, THEMES["light"]), curves.values(), strict=True):
        each = course(seeds)
        name = capital(mark.name)
        if not len(each.epochs):
            sentences.append(f"{name}: nothing has been trained yet.")
            continue
        now, best, worst = (
            written(float(errors[-1]), unit) for errors in (each.median, each.lowest, each.highest)
        )
        spread = ""
        if each.begun > 1:
            ends = (
                f"of which {each.diverged} diverged" if each.diverged else f"from {best} to {worst}"
            )
            spread = f", the median of {each.begun} seeds {ends}"
        sentences.append(f"{name}: {now} at epoch {each.epochs[-1]:.3g}{spread}.")
    sentences += level_sentences(baselines, lowest, unit)
    return " ".join(sentences)


def settled(each: Course) -> Float[np.ndarray, " errors"]:
    """Give the errors worth seeing: the first epochs may leave the picture at the top."""
    later = each.epochs >= SETTLED * each.epochs[-1:]
    return np.concatenate([each.lowest[later], each.median[later], each.highest[later]])


def now(mark: Mark, each: Course, unit: str) -> Tag:
    """Label an entrant with where its median stands."""
    error = float(each.median[-1])
    words = wrapped(mark.name)
    if each.diverged and np.isfinite(error):
        words = (*words[:1], f"{each.diverged} of {each.begun} diverged")
    number = written(error, unit)
    return Tag(float(each.epochs[-1]), error, number, words, mark.colour, mark.text, mark.letter)


def band(number: int, mark: Mark, each: Course, low: float, high: float) -> list[dict]:
    """Fill from the best seed to the worst: an unseen line, and what is stacked on it."""
    if not np.any(each.highest > each.lowest):
        return []
    # It ends where a seed diverges, and what is far off leaves the picture.
    seen = np.isfinite(each.highest)
    floor, ceiling = (
        np.minimum(errors[seen], 2 * high - low) for errors in (each.lowest, each.highest)
    )
    unseen = {
        "type": "line",
        "stack": f"band {number}",
        "symbol": "none",
        "lineStyle": {"width": 0},
        "emphasis": {"disabled": True},
        "tooltip": {"show": False},
        "silent": True,
        "z": 1,
    }
    edges = (floor, ceiling - floor)
    areas = ({}, {"areaStyle": {"color": mark.colour, "opacity": 0.22}})
    return [
        unseen
        | area
        | {"data": np.column_stack([np.round(each.epochs[seen], 4), rounded(edge)]).tolist()}
        for edge, area in zip(edges, areas, strict=True)
    ]


def median(mark: Mark, each: Course, theme: Theme) -> dict:
    """Draw the median of the seeds, with a few symbols on it."""
    seen = np.isfinite(each.median)
    points = np.column_stack([np.round(each.epochs, 4), rounded(np.where(seen, each.median, 0))])
    data = points[seen].tolist()
    apart = -(-len(data) // MOST_SYMBOLS)
    return {
        "type": "line",
        "name": mark.name,
        # Counted from the end, so that the latest point has one.
        "data": [
            {"value": point, "symbol": "none"} if (len(data) - 1 - place) % apart else point
            for place, point in enumerate(data)
        ],
        "symbol": mark.symbol,
        "symbolSize": 9,
        "color": mark.colour,
        "itemStyle": {"borderColor": theme.page, "borderWidth": 1},
        "lineStyle": {"width": 3},
        "emphasis": {"disabled": True},
        "z": 4,
    }


def level(
    name: str, value: float, style: str, high: float, right: float, unit: str, theme: Theme
) -> dict:
    """Draw one error that the entrants are measured against, if it is in the picture."""
    return {
        "type": "line",
        "name": f"{label(name, LONGEST_RULE)} {quantity(value, unit)}",
        "data": [[0, value], [right, value]] if value <= high else [],
        "symbol": "none",
        "color": theme.muted,
        "lineStyle": {"width": 1.5, "type": style},
        "silent": True,
        "emphasis": {"disabled": True},
        "tooltip": {"show": False},
        "z": 2,
    }


def narrow(
    names: Sequence[str],
    rules: Sequence[str],
    labelled: Callable[[float], list[dict]],
    room: float,
    theme: Theme,
) -> dict:
    """On a phone the labels keep their numbers, and the names go below the picture."""
    below = 8 + LEGEND_LINE * (len(names) + len(rules))
    return {
        "query": {"maxWidth": NARROW},
        "option": {
            "grid": {"right": NUMBERS_WIDTH, "bottom": BOTTOM + below},
            "legend": {
                "show": True,
                "orient": "vertical",
                "left": 8,
                "bottom": 0,
                "padding": 0,
                "itemGap": 2,
                "itemHeight": 9,
                "selectedMode": False,
                "textStyle": {"color": theme.text, "fontSize": 12, "lineHeight": LEGEND_LINE - 2},
                "data": [
                    *names,
                    *({"name": name, "itemStyle": {"opacity": 0}} for name in rules),
                ],
            },
            "series": [{"id": each["id"], "data": each["data"]} for each in labelled(room - below)],
        },
    }
