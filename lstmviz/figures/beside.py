"""Labels beside a picture: each as near to its line's end as the others let it."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

LINE, GAP = 14, 8  # px of one line of a label, and from one label to the next
WORDS_WIDTH = 24  # letters on one line


@dataclass(frozen=True)
class Tag:
    """A label and the line that it belongs to.

    Args:
        x, y: where the line ends now, in the picture's own numbers; y may be inf.
        number: y in words.
        words: lines that say what it is.
        colour, text: of the line and of the words, as #rrggbb.
        letter: that looks like the line's symbol; "" for a line without symbols.
    """

    x: float
    y: float
    number: str
    words: tuple[str, ...]
    colour: str
    text: str
    letter: str = ""


def wrapped(words: str) -> tuple[str, ...]:
    """Break words into at most two lines, and not inside a shape such as (N, 24, 3).

    >>> wrapped("24-row window, (N, 24, 3), LSTM(32)")[0]
    '24-row window,'
    """
    held = re.sub(r"\([^)]{,16}\)", lambda shape: shape[0].replace(" ", "\u00a0"), words)
    return tuple(textwrap.wrap(held, WORDS_WIDTH, max_lines=2, placeholder="…"))


def room_for(lines: Sequence[int]) -> int:
    """Give the px that labels of so many lines take, one below the other."""
    return sum(LINE * count + GAP for count in lines)


def leaders(
    tags: Sequence[Tag],
    low: float,
    high: float,
    edges: tuple[float, float],
    room: float,
    *,
    short: bool = False,
) -> list[dict]:
    """Lead from where each line ends to its label, as ECharts series.

    Args:
        tags: the labels.
        low: bottom of the vertical axis.
        high: its top.
        edges: where on the horizontal axis the lines may end, and where the labels begin.
        room: height of the picture in px.
        short: leave the words out.
    """
    scale = (high - low) / room
    heights = [room_for([1 + (0 if short else len(tag.words))]) for tag in tags]
    middles = spread_out([(high - tag.y) / scale for tag in tags], heights, room)
    return [
        leader(number, tag, high - middle * scale, edges, tag.y > high, short)
        for number, (tag, middle) in enumerate(zip(tags, middles, strict=True))
    ]


def spread_out(places: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Move labels apart: each as near to its place as the others let it, none below the room.

    >>> spread_out([10.0, 12.0, 95.0], [20, 20, 20], 100.0)
    [10.0, 30.0, 90.0]
    """
    order = sorted(range(len(places)), key=lambda number: places[number])
    middles, top = list(places), 0.0
    for number in order:
        middles[number] = max(middles[number], top + heights[number] / 2)
        top = middles[number] + heights[number] / 2
    bottom = room
    for number in reversed(order):
        middles[number] = min(middles[number], bottom - heights[number] / 2)
        bottom = middles[number] - heights[number] / 2
    return middles


def leader(
    number: int,
    tag: Tag,
    y: float,
    edges: tuple[float, float],
    above: bool,
    short: bool,
) -> dict:
    """Draw one thin line from the end of a line to its label, and the label."""
    right, labels = edges
    words = {
        "show": True,
        "formatter": "\n".join(
            [
                f"{{number|{' '.join(filter(None, [tag.letter, tag.number, '↑' * above]))}}}",
                *(() if short else tag.words),
            ]
        ),
        "position": "right",
        "distance": 5,
        "color": tag.text,
        "fontSize": 12,
        "lineHeight": LINE,
        "rich": {
            "number": {
                "color": tag.text,
                "fontSize": 13,
                "fontWeight": 700 if tag.letter else 400,
                "lineHeight": LINE,
            }
        },
    }
    # A symbol without size: a label needs one to stand at.
    last = {"value": [labels, y], "symbol": "circle", "symbolSize": 0, "label": words}
    return {
        "id": f"label {number}",
        "type": "line",
        "data": [last] if above else [[tag.x, tag.y], [right, tag.y], last],
        "symbol": "none",
        "color": tag.colour,
        "lineStyle": {"width": 1, "opacity": 0.7},
        "silent": True,
        "emphasis": {"disabled": True},
        "tooltip": {"show": False},
        "z": 3,
    }
