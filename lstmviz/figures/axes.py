"""What every chart shares: numbers as words, ticks at round values, a quiet grid."""

import itertools
import math
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from lstmviz.figures.colours import Theme
from lstmviz.table.reading.names import CONTROLS, isolate
from lstmviz.wording import significant

# ECharts 6 would shrink the plot to what its labels take, and shift it with every number.
FIXED_GRID = {"outerBoundsMode": "none"}
# A stranger's text has no bounds; a label has.
LONGEST_LABEL = 24
# An axis whose largest value lies outside these is written with powers of ten.
LEAST_PLAIN, MOST_PLAIN = 1e-3, 1e6
# The name of a baseline is the project's own, and may be as long as two lines of a label.
LONGEST_RULE = 48
# Beside the highest tick there is room for "W" or "km/h", not for a sentence.
LONGEST_TICK_UNIT = 5
# ECharts reads braces in a label as a style or a placeholder.
LETTER = 6.5  # px, of a label
NO_BRACES = str.maketrans("{}", "()")


def label(text: str, longest: int = LONGEST_LABEL) -> str:
    """Make a stranger's text fit for an ECharts label: one line, no braces, not too long."""
    text = " ".join(CONTROLS.sub("", text).split()).translate(NO_BRACES)
    return isolate(text if len(text) <= longest else text[: longest - 1] + "…")


def quantity(value: float, unit: str = "") -> str:
    """Write a number with three significant digits and its unit.

    >>> quantity(-0.18512), quantity(46.27, "W"), quantity(7e-6, "W")
    ('−0.185', '46.3 W', '7.00e−6 W')
    """
    if not math.isfinite(value):
        return significant(value)
    return " ".join(filter(None, [significant(value), label(unit)]))


def rounded(values: Sequence[float] | Float[np.ndarray, " values"]) -> Float[np.ndarray, " values"]:
    """Round to six significant digits: more cannot be seen, and shorter numbers are sent faster.

    >>> rounded([46.27345678, 0.000123456789, 0.0, 5e9]).tolist()
    [46.2735, 0.000123457, 0.0, 5000000000.0]
    """
    values = np.asarray(values, np.float64)
    sizes = np.abs(values)
    sizes = np.where((sizes > 1e-290) & (sizes < 1e290), sizes, 1.0)
    factors = 10.0 ** (5 - np.floor(np.log10(sizes)))
    return np.rint(values * factors) / factors


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Find at most `most` round values (1, 2 or 5 · 10ⁿ apart) between low and high.

    >>> ticks(0.0, 610.0)
    [0.0, 200.0, 400.0, 600.0]
    """
    if not high > low:
        return [low]
    magnitude = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (magnitude * factor for factor in (1, 2, 5, 10, 20)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            # Rounding takes away what binary fractions leave: 0.15000000000000002.
            digits = max(0, 1 - exponent(step))
            return [round(number * step, digits) for number in range(first, last + 1)]
    return [low]


def tick_texts(values: Sequence[float], unit: str = "") -> list[str]:
    """Write round values with as many digits as tell them apart; the highest carries a short unit.

    >>> tick_texts([0.0, 0.05, 0.1], "W"), tick_texts([0.0, 2e-6, 4e-6])
    (['0.00', '0.05', '0.10 W'], ['0', '2e−6', '4e−6'])
    """
    largest = max(map(abs, values), default=0.0)
    step = min((b - a for a, b in itertools.pairwise(values)), default=largest) or 1.0
    # An axis has one power of ten, as it has one number of decimals.
    plain = not largest or LEAST_PLAIN <= largest < MOST_PLAIN
    power = 0 if plain else exponent(largest)
    decimals = max(0, power - exponent(step))
    texts = [f"{value / 10.0**power:,.{decimals}f}e{power}" for value in values]
    if plain:
        texts = [text.removesuffix("e0") for text in texts]
    else:
        texts = ["0" if not value else text for value, text in zip(values, texts, strict=True)]
    texts = [text.replace("-", "−") for text in texts]
    if texts and unit and len(unit) <= LONGEST_TICK_UNIT:
        texts[-1] += f" {label(unit)}"
    return texts


def exponent(size: float) -> int:
    """Give the power of ten of a positive number's first digit.

    >>> exponent(200.0), exponent(1e-5)
    (2, -5)
    """
    return math.floor(math.log10(size) + 1e-9)


def value_axis(low: float, high: float) -> dict:
    """Give the vertical axis its range; its lines and labels are drawn by `grid_lines`."""
    hidden = {"show": False}
    return {
        "type": "value",
        "min": low,
        "max": high,
        "axisLabel": hidden,
        "axisLine": hidden,
        "axisTick": hidden,
        "splitLine": hidden,
    }


def grid_lines(low: float, high: float, unit: str, theme: Theme) -> dict:
    """Draw the vertical axis as an empty series: a hairline and a label at each round value.

    ECharts writes its own labels with a hyphen for minus and the unit nowhere; a string cannot
    tell it otherwise.
    """
    values = ticks(low, high)
    lines = [
        {"yAxis": value, "label": {"formatter": text}}
        for value, text in zip(values, tick_texts(values, unit), strict=True)
    ]
    return {
        "type": "line",
        "data": [],
        "silent": True,
        "markLine": {
            "data": lines,
            "symbol": "none",
            "animation": False,
            "z": 0,
            "lineStyle": {"color": theme.hair, "width": 1, "type": "solid"},
            "label": {"position": "start", "color": theme.muted, "fontSize": 12},
        },
    }


def left_margin(low: float, high: float, unit: str, least: int) -> int:
    """Give the px that the labels of `grid_lines` take at the left, `least` or more.

    >>> left_margin(0.7, 0.75, "W", 46), left_margin(0.7, 0.75, "EUR", 46)
    (48, 61)
    """
    texts = tick_texts(ticks(low, high), unit)
    letters = max((sum(map(str.isprintable, text)) for text in texts), default=0)
    return max(least, round(9 + LETTER * letters))


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


def apart(wanted: Sequence[float], sizes: Sequence[float], length: float) -> list[float]:
    """Move what would overlap apart, each as little as all allow, within 0 to `length`.

    Args:
        wanted: the middle that each should have.
        sizes: how much each takes, about its middle; together at most `length`.
        length: where the last may end.

    Returns:
        The middles they get, in the order of `wanted`.

    >>> apart([62.0, 20.0, 60.0], [14, 14, 14], 100)
    [68.0, 20.0, 54.0]
    """
    blocks: list[tuple[float, list[int]]] = []  # where each starts, and what stands in it
    for number in sorted(range(len(wanted)), key=wanted.__getitem__):
        block = [number]
        while True:
            before = [0, *itertools.accumulate(sizes[each] for each in block)]
            starts = [
                wanted[each] - sizes[each] / 2 - taken
                for each, taken in zip(block, before, strict=False)
            ]
            start = max(0.0, min(sum(starts) / len(starts), length - before[-1]))
            if not blocks or blocks[-1][0] + sum(sizes[each] for each in blocks[-1][1]) <= start:
                break
            block = blocks.pop()[1] + block
        blocks.append((start, block))
    middles = [0.0] * len(wanted)
    for start, block in blocks:
        for each in block:
            middles[each] = start + sizes[each] / 2
            start += sizes[each]
    return middles
