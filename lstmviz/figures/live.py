"""The live curve: error per batch and on the validation rows, against honest baselines.

An ECharts option, because that chart keeps its DOM node while the data change.
"""

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
# Below one epoch the axis counts updates, at least so many.
LEAST_UPDATES = 10


@dataclass(frozen=True, eq=False)
class PastCurve:
    """The validation errors of another run, in the table's unit, at fractional epochs."""

    name: str
    epochs: Values
    errors: Values

    def until(self, right: float) -> list[list[float]]:
        """Give the points up to an epoch."""
        return [point for point in points((self.epochs, self.errors)) if point[0] <= right]


# The first batches are far off; this part of a curve may leave the picture at the top.
SETTLING = 0.15
# Part of the picture's height that a baseline far above the curves may claim.
HEADROOM = 0.6
# Letters on a line beside the picture.
LETTERS_BESIDE = 18
FLOOR = "no model beats"
NO_BREAK = "\N{NO-BREAK SPACE}"


def live_curve(
    train: Curve,
    validation: Curve,
    *,
    epochs: int,
    per_epoch: int,
    unit: str = "",
    baselines: Mapping[str, float] | None = None,
    lowest: float | None = None,
    past: Sequence[PastCurve] = (),
    short: Mapping[str, str] | None = None,
    at: float | None = None,
    theme: Theme = THEMES["light"],
) -> dict:
    """Draw how far training has come, as an ECharts option.

    Args:
        train: epochs and root-mean-square errors of single batches, in the table's unit.
        validation: epochs and root-mean-square errors on the validation samples, in that unit.
        epochs: epochs planned.
        per_epoch: updates of an epoch; before the first is complete, the axis counts them.
        unit: of the errors; "" if the table names none.
        baselines: what each rule that learns nothing scores, by what it does
            ("repeat the last value"); drawn dashed.
        lowest: error that no model can beat, where it is known; drawn dotted.
        past: other runs on the same targets; each a thin, named line.
        short: a rule → its name in a word or two, for where other runs leave it but one line.
        at: an epoch looked back at, if any; drawn as a line.
        theme: the colours of the page.

    Returns:
        An option for `st.echarts_chart`, whose horizontal axis fits what was trained. Values that
        are not finite are left out.
    """
    trained, validated = points(train), points(validation)
    rules = dict(baselines or {})
    reached = max([x for x, _ in trained[-1:] + validated[-1:]], default=0.0)
    right = right_end(reached, epochs, per_epoch)
    behind = [(run.name, data) for run in past if (data := run.until(right))]
    ends = [data[-1][1] for _, data in behind]
    low, high = visible_range(trained, validated, list(rules.values()), lowest, ends)
    if right < 1:
        # In updates.
        right *= per_epoch
        trained, validated = ([[x * per_epoch, y] for x, y in c] for c in (trained, validated))
        behind = [(name, [[x * per_epoch, y] for x, y in data]) for name, data in behind]
        at = None if at is None else at * per_epoch
        word = "update"
    else:
        word = "epoch"

    levels = [(name, value, "dashed") for name, value in rules.items()]
    if lowest is not None and math.isfinite(lowest):
        levels.append((FLOOR, lowest, "dotted"))
    brief = {FLOOR: "floor", **(short or {})} if behind else {}
    series = [
        grid_lines(low, high, unit, theme),
        line("training, per batch", trained, theme.hatch, 1),
        *(line(name, data, theme.muted, 1) for name, data in behind),
        # Such a line may end in the midst of the picture, where the present run has its number.
        *(
            beside(label(f"{name} {quantity(data[-1][1], unit)}"), data[-1][1], right, theme.ink)
            for name, data in behind
        ),
        *(level(*rule, low, high, right, unit, theme, brief) for rule in levels),
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
        "grid": {"left": 50, "right": 110, "top": 12, "bottom": 24} | FIXED_GRID,
        "xAxis": epoch_axis(right, theme, word),
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
    past: Sequence[PastCurve] = (),
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
    sentences += [
        f"Beside it: {label(run.name)}, at its end {quantity(run.errors[-1], unit)}."
        for run in past
    ]
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
    past: Sequence[float] = (),
) -> tuple[float, float]:
    """Choose the errors worth seeing: the settled part of the curves, and the nearest baseline.

    What other runs came to is always in the picture.

    The first batches leave the picture at the top, so that they do not squash the rest; a further
    baseline is in the picture if it leaves the curves at least the lower 40 % of it.
    """
    settled = [y for _, y in validation[math.ceil(len(validation) * SETTLING) :]]
    settled += [y for _, y in validation[-1:]]
    settled += past
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


def beside(words: str, height: float, right: float, colour: str) -> dict:
    """Write words beside the picture; those at about the same height make room for one another."""
    return {
        "type": "line",
        "data": [[0, height], [right, height]],
        "symbol": "none",
        "silent": True,
        "lineStyle": {"width": 0},
        "endLabel": {
            "show": True,
            "formatter": words,
            "color": colour,
            "fontSize": 12,
            "lineHeight": 14,
            "distance": 6,
        },
        "labelLayout": {"moveOverlap": "shiftY"},
        "emphasis": {"disabled": True},
        "tooltip": {"show": False},
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
    brief: Mapping[str, str],
) -> dict:
    """Draw one horizontal level with its words beside it; above the picture, say so at its top."""
    outside = value > high
    height = high - 0.02 * (high - low) if outside else value
    number = f"{quantity(value, unit)}{' ↑' if outside else ''}".replace(" ", NO_BREAK)
    # The words stand in a narrow margin; a number and its unit stay together.
    said = label(brief.get(name, name), LONGEST_RULE)
    words = textwrap.wrap(f"{said} {number}", LETTERS_BESIDE)
    return beside("\n".join(words).replace(NO_BREAK, " "), height, right, theme.muted) | {
        "name": label(name, LONGEST_RULE),
        "color": theme.muted,
        "lineStyle": {"width": 0 if outside else 1.5, "type": style},
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


def right_end(reached: float, epochs: int, per_epoch: int) -> float:
    """Choose the right end of the axis, in epochs: a round number just beyond what was trained.

    >>> [right_end(n, 20, 1335) for n in (0, 1.2, 7.3, 19)]
    [20.0, 2.0, 10.0, 20.0]
    >>> round(right_end(0.01, 20, 1335) * 1335)
    20
    """
    if not reached:
        return float(epochs)
    if reached < 1:
        return min(round_above(max(reached * per_epoch, LEAST_UPDATES)) / per_epoch, 1.0)
    return max(min(round_above(reached), float(epochs)), reached)


def round_above(number: float) -> float:
    """Give 1, 2 or 5 · 10ⁿ, the next from this number on."""
    power = 10.0 ** math.floor(math.log10(number))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= number * (1 - 1e-9))


def epoch_axis(right: float, theme: Theme, word: str = "epoch") -> dict:
    """Draw the horizontal axis, from no training on; `word`: what it counts."""
    hidden = {"show": False}
    return {
        "type": "value",
        "min": 0,
        "max": right,
        "name": word,
        "nameLocation": "start",
        "nameGap": 9,
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
