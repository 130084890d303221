"""The live curve: error per batch and on the validation rows, against honest baselines.

An ECharts option, because that chart keeps its DOM node while the data change.
"""

import math
import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
from jaxtyping import Float

from lstmviz.figures.axes import (
    FIXED_GRID,
    LONGEST_RULE,
    grid_lines,
    label,
    quantity,
    rounded,
    value_axis,
)
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.wording import many

# Two curves have their own lengths, so the axis is not bound by name.
Values = Sequence[float] | Float[np.ndarray, " _points"]
Curve = tuple[Values, Values]

# The first batches are far off; this part of a curve may leave the picture at the top.
SETTLING = 0.15
# Part of the picture's height that a baseline far above the curves may claim.
HEADROOM = 0.6
# Letters on a line beside the picture.
LETTERS_BESIDE = 18
NO_BREAK = "\N{NO-BREAK SPACE}"


def live_curve(
    train: Curve,
    validation: Curve,
    *,
    epochs: int,
    unit: str = "",
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
    at: float | None = None,
    theme: Theme = THEMES["light"],
) -> dict:
    """Draw how far training has come, as an ECharts option.

    Args:
        train: epochs and root-mean-square errors of single batches, in the table's unit.
        validation: epochs and root-mean-square errors on the validation samples, in that unit.
        epochs: epochs planned, the right end of the horizontal axis.
        unit: of the errors; "" if the table names none.
        baselines: what each rule that learns nothing scores, by what it does
            ("repeat the last value"); drawn dashed.
        lowest: error that no model can beat, where it is known; drawn dotted.
        at: an epoch looked back at, if any; drawn as a line.
        theme: the colours of the page.

    Returns:
        An option for `st.echarts_chart`. Values that are not finite are left out.
    """
    trained, validated = points(train), points(validation)
    rules = dict(baselines or {})
    low, high = visible_range(trained, validated, list(rules.values()), lowest)
    right = max(float(epochs), *(x for x, _ in trained[-1:] + validated[-1:]), 1e-9)

    levels = [(name, value, "dashed") for name, value in rules.items()]
    if lowest is not None and math.isfinite(lowest):
        levels.append(("no model beats", lowest, "dotted"))
    series = [
        grid_lines(low, high, unit, theme),
        line("training, per batch", trained, theme.hatch, 1),
        *(level(*rule, low, high, right, unit, theme) for rule in levels),
        line("validation", validated, theme.ink, 3),
    ]
    if validated:
        series[-1]["markPoint"] = end_dot(validated[-1], right, unit, theme)
    if at is not None:
        series[0]["markLine"]["data"].append(
            {
                "xAxis": at,
                "label": {"show": False},
                "lineStyle": {"color": theme.timesteps, "width": 2},
            }
        )
    return {
        "animation": False,
        "grid": {"left": 46, "right": 110, "top": 12, "bottom": 24} | FIXED_GRID,
        "xAxis": epoch_axis(right, theme),
        "yAxis": value_axis(low, high),
        "tooltip": {
            "trigger": "axis",
            "confine": True,
            "valueFormatter": "%.4g " + label(unit).replace("%", "%%"),
        },
        "series": series,
    }


def describe_live_curve(
    validation: Curve,
    *,
    epochs: int,
    unit: str = "",
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
) -> str:
    """Say in words what the live curve shows, for those who do not see it.

    >>> describe_live_curve(([1.0, 2.0], [92.0, 46.3]), epochs=20, unit="W")
    'Root-mean-square error in W over 20 epochs. On the validation rows it went from 92.0 W at \
epoch 1 to 46.3 W at epoch 2.'
    """
    of_unit = f" in {label(unit)}" if unit else ""
    sentences = [f"Root-mean-square error{of_unit} over {many(epochs, 'epoch')}."]
    validated = points(validation)
    if validated:
        (first_epoch, first), (last_epoch, last) = validated[0], validated[-1]
        start = f"went from {quantity(first, unit)} at epoch {first_epoch:.3g} to "
        sentences.append(
            f"On the validation rows it {start if len(validated) > 1 else 'is '}"
            f"{quantity(last, unit)} at epoch {last_epoch:.3g}."
        )
    else:
        sentences.append("Nothing has been trained yet.")
    return " ".join([*sentences, *level_sentences(baselines, lowest, unit)])


def level_sentences(
    baselines: Mapping[str, float] | None, lowest: float | None, unit: str
) -> list[str]:
    """Say what is drawn beside the curves."""
    sentences = [
        f"Error of “{label(name, LONGEST_RULE)}”: {quantity(value, unit)}."
        for name, value in (baselines or {}).items()
    ]
    if lowest is not None:
        sentences.append(f"No model can do better than {quantity(lowest, unit)}.")
    return sentences


def points(curve: Curve) -> list[list[float]]:
    """Pair epochs with errors, without those that are not finite (a run that diverged)."""
    epochs, errors = np.round(curve[0], 4), rounded(curve[1])
    return np.column_stack([epochs, errors])[np.isfinite(errors)].tolist()


def visible_range(
    train: Sequence[Sequence[float]],
    validation: Sequence[Sequence[float]],
    rules: Sequence[float],
    lowest: float | None,
) -> tuple[float, float]:
    """Choose the errors worth seeing: the settled part of the curves, and the nearest baseline.

    The first batches leave the picture at the top, so that they do not squash the rest; a further
    baseline is in the picture if it leaves the curves at least the lower 40 % of it.
    """
    settled = [y for _, y in validation[math.ceil(len(validation) * SETTLING) :]]
    settled += [y for _, y in validation[-1:]]
    batches = sorted(y for _, y in train[math.ceil(len(train) * SETTLING) :])
    if batches:
        settled += [batches[round(part * (len(batches) - 1))] for part in (0.02, 0.98)]
    return framed(settled, rules, lowest)


def framed(
    errors: Sequence[float], rules: Sequence[float], lowest: float | None
) -> tuple[float, float]:
    """Frame these errors and the nearest baseline; a further one if it leaves them enough room."""
    levels = sorted(value for value in rules if math.isfinite(value))
    shown = [*errors, *levels[:1], *([float(lowest)] if lowest is not None else [])]
    if not shown:
        return 0.0, 1.0
    low, high = min(shown), max(shown)
    headroom = HEADROOM if len(errors) else 1.0
    for value in levels[1:]:
        if (value - high) <= headroom * (value - low):
            high = max(high, value)
    margin = 0.08 * (high - low) or 0.1 * abs(high) or 0.1
    return max(0.0, low - margin), high + margin


def line(name: str, data: Sequence[Sequence[float]], colour: str, width: int) -> dict:
    """Draw one curve."""
    return {
        "type": "line",
        "name": name,
        "data": data,
        "showSymbol": False,
        "color": colour,
        "lineStyle": {"width": width},
        "emphasis": {"disabled": True},
    }


def level(
    name: str,
    value: float,
    style: str,
    low: float,
    high: float,
    right: float,
    unit: str,
    theme: Theme,
) -> dict:
    """Draw one horizontal level with its words beside it; above the picture, say so at its top."""
    outside = value > high
    height = high - 0.02 * (high - low) if outside else value
    number = f"{quantity(value, unit)}{' ↑' if outside else ''}".replace(" ", NO_BREAK)
    # The words stand in a narrow margin; a number and its unit stay together.
    words = textwrap.wrap(f"{label(name, LONGEST_RULE)} {number}", LETTERS_BESIDE)
    return {
        "type": "line",
        "name": label(name, LONGEST_RULE),
        "data": [[0, height], [right, height]],
        "symbol": "none",
        "color": theme.muted,
        "lineStyle": {"width": 0 if outside else 1.5, "type": style},
        "endLabel": {
            "show": True,
            "formatter": "\n".join(words).replace(NO_BREAK, " "),
            "color": theme.muted,
            "fontSize": 12,
            "lineHeight": 14,
            "distance": 6,
        },
        "labelLayout": {"moveOverlap": "shiftY"},
        "emphasis": {"disabled": True},
        "tooltip": {"show": False},
    }


def end_dot(point: Sequence[float], right: float, unit: str, theme: Theme) -> dict:
    """Mark where validation stands now, with its number."""
    halo = {"textBorderColor": theme.page, "textBorderWidth": 2}
    # A level at the same height would strike the number through.
    plate = {"backgroundColor": theme.page, "borderRadius": 3, "padding": [1, 3]}
    near_end = point[0] > 0.6 * right
    return {
        "data": [{"coord": list(point)}],
        "symbol": "circle",
        "symbolSize": 9,
        "animation": False,
        "itemStyle": {"color": theme.ink},
        "label": {
            "formatter": f"{{number|{quantity(point[1], unit)}}}\n{{what|validation}}",
            "position": "top" if near_end else "right",
            "align": "right" if near_end else "left",
            "distance": 8,
            **plate,
            "rich": {
                "number": halo
                | {"color": theme.ink, "fontSize": 14, "fontWeight": 700, "lineHeight": 17},
                "what": halo | {"color": theme.text, "fontSize": 12, "lineHeight": 14},
            },
        },
    }


def epoch_axis(right: float, theme: Theme) -> dict:
    """Draw the horizontal axis, from no training to the epochs planned."""
    hidden = {"show": False}
    return {
        "type": "value",
        "min": 0,
        "max": right,
        "name": "epoch",
        "nameLocation": "start",
        "nameGap": 12,
        "nameTextStyle": {
            "color": theme.muted,
            "fontSize": 12,
            "verticalAlign": "top",
            "padding": [7, 0, 0, 0],
        },
        "axisLine": hidden,
        "axisTick": hidden,
        "splitLine": hidden,
        "axisLabel": {
            "color": theme.muted,
            "fontSize": 12,
            "hideOverlap": True,
            "alignMaxLabel": "right",
        },
    }
