"""The live curve: error per batch and on the validation rows, against honest baselines.

An ECharts option, because that chart keeps its DOM node while the data change.
"""

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lstmviz.figures.axes import (
    FIXED_GRID,
    LONGEST_RULE,
    apart,
    epoch_axis,
    grid_lines,
    label,
    left_margin,
    quantity,
    value_axis,
)
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.figures.framing import Curve, Values, points, right_end, visible_range
from lstmviz.wording import NO_BREAK, many

# Letters on a line beside the picture.
LETTERS_BESIDE = 18
LINE = 14  # of these words, in px
ABOVE, BELOW = 12, 24  # the picture, in px
FLOOR = "no model beats"


@dataclass(frozen=True, eq=False)
class PastCurve:
    """The validation errors of another run, in the table's unit, at fractional epochs."""

    name: str
    epochs: Values
    errors: Values

    def until(self, right: float) -> list[list[float]]:
        """Give the points up to an epoch."""
        return [point for point in points((self.epochs, self.errors)) if point[0] <= right]


@dataclass(frozen=True)
class Frame:
    """What is seen: errors from `low` to `high`, up to `right` on the horizontal axis."""

    low: float
    high: float
    right: float
    unit: str
    theme: Theme


def live_curve(
    train: Curve,
    validation: Curve,
    *,
    epochs: int,
    per_epoch: int,
    height: int,
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
        height: of the chart, in px; in it the words beside the picture make room for one another.
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
    frame = Frame(low, high, right, unit, theme)
    # Such a line may end in the midst of the picture, where the present run has its number.
    named = [
        beside(label(f"{name} {quantity(data[-1][1], unit)}"), data[-1][1], right, theme.ink)
        for name, data in behind
    ]
    named += [level(name, brief.get(name, name), value, how, frame) for name, value, how in levels]
    make_room(named, frame, height)
    series = [
        grid_lines(low, high, unit, theme),
        line("training, per batch", trained, theme.hatch, 1),
        *(line(name, data, theme.muted, 1) for name, data in behind),
        *named,
        line("validation", validated, theme.ink, 3),
    ]
    if validated:
        series[-1]["markPoint"] = end_dot(validated[-1], frame)
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
        "grid": {
            "left": left_margin(low, high, unit, 50),
            "right": 110,
            "top": ABOVE,
            "bottom": BELOW,
        }
        | FIXED_GRID,
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
    """Write words beside the picture, at this height."""
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
            "lineHeight": LINE,
            "distance": 6,
        },
        "emphasis": {"disabled": True},
        "tooltip": {"show": False},
    }


def level(name: str, brief: str, value: float, style: str, frame: Frame) -> dict:
    """Draw one horizontal level with its words beside it; above the picture, say so at its top."""
    outside = value > frame.high
    height = frame.high - 0.02 * (frame.high - frame.low) if outside else value
    number = f"{quantity(value, frame.unit)}{' ↑' if outside else ''}".replace(" ", NO_BREAK)
    # The words stand in a narrow margin; a number and its unit stay together.
    lines = textwrap.wrap(f"{label(brief, LONGEST_RULE)} {number}", LETTERS_BESIDE)
    words, colour = "\n".join(lines).replace(NO_BREAK, " "), frame.theme.muted
    return beside(words, height, frame.right, colour) | {
        "name": label(name, LONGEST_RULE),
        "color": colour,
        "lineStyle": {"width": 0 if outside else 1.5, "type": style},
    }


def make_room(named: Sequence[dict], frame: Frame, height: int) -> None:
    """Move words that would overprint one another apart, each as little as all of them allow.

    ECharts' own way moves them down alone: a name then stands beside another curve's end.
    """
    scale = (height - ABOVE - BELOW) / (frame.high - frame.low)
    wanted = [ABOVE + (frame.high - each["data"][-1][1]) * scale for each in named]
    sizes = [LINE * (1 + each["endLabel"]["formatter"].count("\n")) for each in named]
    middles = apart(wanted, sizes, height)
    for each, before, now in zip(named, wanted, middles, strict=True):
        each["endLabel"]["offset"] = [0, round(now - before, 1)]


def end_dot(point: Sequence[float], frame: Frame) -> dict:
    """Mark where validation stands now, with its number."""
    theme = frame.theme
    halo = {"textBorderColor": theme.page, "textBorderWidth": 2}
    # A level at the same height would strike the number through.
    plate = {"backgroundColor": theme.page, "borderRadius": 3, "padding": [1, 3]}
    near_end = point[0] > 0.6 * frame.right
    return {
        "data": [{"coord": list(point)}],
        "symbol": "circle",
        "symbolSize": 9,
        "animation": False,
        "itemStyle": {"color": theme.ink},
        "label": {
            "formatter": f"{{number|{quantity(point[1], frame.unit)}}}\n{{what|validation}}",
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
