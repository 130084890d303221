"""Two small drawings of a tensor's axes: as they were fed, and as they were meant.

Samples stand beside one another, timesteps go down and features to the right, as in the film of the
layouts. What differs is told by words and a broken line, not by a colour alone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Literal

from lstmviz.diagram.blocks import shown
from lstmviz.doctor import Axes

Way = Literal["around", "beside", "down", "right"]
Mark = Literal["", "missing", "extra", "other", "added"]

WAYS: Mapping[str, Way] = MappingProxyType(
    {
        "samples": "beside",
        "batch": "beside",
        "timesteps": "down",
        "rows": "down",
        "features": "right",
        "columns": "right",
        "units": "right",
    }
)
# Places of an axis that are drawn at most.
MOST: Mapping[Way, int] = MappingProxyType({"around": 2, "beside": 3, "down": 5, "right": 5})
MANY = 10**6  # stands for an open size
WIDE = 4  # values of a timestep from which only two samples are drawn


@dataclass(frozen=True)
class Side:
    """One axis as it is drawn.

    Args:
        role: what the layer takes it for.
        size: how many there are; None where it is open.
        way: where it goes in the drawing.
        mark: how it differs from the other drawing's: it is missing here, nobody meant it, another
            size was meant, or it has been added.
        meant: the size that was meant.
    """

    role: str
    size: int | None
    way: Way
    mark: Mark = ""
    meant: int | None = None

    @property
    def words(self) -> str:
        """Its size and role, e.g. "24 timesteps"; an open size is N."""
        if self.mark == "missing":
            return f"no {self.role}"
        if self.role in ("?", "batch"):
            return f"{'axis' if self.role == '?' else 'batch'} of {number(self.size)}"
        return f"{number(self.size)} {self.role.removesuffix('s') if self.size == 1 else self.role}"

    @property
    def remark(self) -> str:
        """What differs, in a word or two; "" where nothing does."""
        return {
            "": "",
            "missing": "missing",
            "extra": "too much",
            "other": f"meant: {number(self.meant)}",
            "added": "added",
        }[self.mark]


def number(size: int | None) -> str:
    """Write a size; an open one is N."""
    return "N" if size is None else f"{size:,}"


def fed_sides(fed: Axes, meant: Axes | None) -> tuple[Side, ...]:
    """Give the axes that were fed, and in its place each that is missing.

    >>> fed = Axes((None, 3), ("samples", "features"))
    >>> meant = Axes((None, 1, 3), ("samples", "timesteps", "features"))
    >>> [side.words for side in fed_sides(fed, meant)]
    ['N samples', 'no timesteps', '3 features']
    """
    mine = numbered(fed)
    theirs = counterpart(fed, meant)
    sides: list[tuple[str, int | None, Mark, int | None]] = []
    for key, size in mine.items():
        other = theirs.get(key)
        mark: Mark = "" if key in theirs else "extra"
        if None not in (size, other) and size != other:
            # With another axis there is another number of samples: no news.
            news = mine.keys() == theirs.keys() or WAYS.get(key[0]) != "beside"
            mark = "other" if news else ""
        sides.append((key[0], size, mark, other))
    for place, key in enumerate(theirs):
        if key not in mine:
            sides.insert(place, (key[0], None, "missing", theirs[key]))
    return placed(sides)


def meant_sides(meant: Axes, fed: Axes | None) -> tuple[Side, ...]:
    """Give the axes that were meant, with a mark on each that was not fed."""
    theirs = counterpart(meant, fed)
    return placed(
        [
            (key[0], size, "" if key in theirs else "added", size)
            for key, size in numbered(meant).items()
        ]
    )


def counterpart(axes: Axes, other: Axes | None) -> dict[tuple[str, int], int | None]:
    """Give what axes are compared with: themselves, if the two have no role in common."""
    theirs = numbered(axes if other is None else other)
    return theirs if theirs.keys() & numbered(axes).keys() else numbered(axes)


def numbered(axes: Axes) -> dict[tuple[str, int], int | None]:
    """Give the size of each role, and of its second and third axis if it has some."""
    seen: Counter[str] = Counter()
    sizes = {}
    for role, size in zip(axes.names, axes.shape, strict=True):
        sizes[role, seen[role]] = size
        seen[role] += 1
    return sizes


def placed(sides: list[tuple[str, int | None, Mark, int | None]]) -> tuple[Side, ...]:
    """Give every axis a way of its own; what finds none goes around the others."""
    taken: dict[Way, int] = {}
    for place, (role, *_) in reversed(list(enumerate(sides))):
        taken.setdefault(WAYS.get(role, "around"), place)
    return tuple(
        Side(role, size, way if taken[way] == place else "around", mark, meant)
        for place, (role, size, mark, meant) in enumerate(sides)
        for way in (WAYS.get(role, "around"),)
    )


def reading(sides: tuple[Side, ...]) -> str:
    """Say how the layer reads it; "" for what no recurrent layer reads."""
    there = [side for side in sides if side.mark != "missing"]
    words = {side.role: side.words for side in there}
    match sorted(words), len(there):
        case ["features", "samples", "timesteps"], 3:
            return f"Each sample: {words['timesteps']}, {words['features']} at each (framed)."
        case ["features", "samples"], 2:
            return f"Each sample: {words['features']}, and no step to read them at."
        case ["features", "timesteps"], 2:
            return f"A single sequence: {words['timesteps']}, {words['features']} at each (framed)."
    return ""


# ---- HTML -------------------------------------------------------------------------------------


def draw(title: str, sides: tuple[Side, ...]) -> str:
    """Draw one tensor as HTML: its shape with a name under every size, its blocks, and a sentence.

    Args:
        title: what it is, plain text.
        sides: its axes, in their order.
    """
    terms = "<b>, </b>".join(map(term, sides))
    return (
        f'<figure class="axes"><figcaption>{escape(title)}</figcaption>'
        f'<div class="shape"><b>(</b>{terms}<b>)</b></div>'
        f'<div class="blocks" aria-hidden="true">{"".join(map(label, sides))}{blocks(sides)}</div>'
        f"<p>{escape(reading(sides))}</p></figure>"
    )


def term(side: Side) -> str:
    """Write a size over its role, and what differs over both."""
    size = "None" if side.size is None else f"{side.size:,}"
    size = "?" if side.mark == "missing" else size
    return (
        f'<span class="{classes(side)}"><em>{escape(side.remark)}</em> <b>{size}</b> '
        f"<small>{escape('unknown' if side.role == '?' else side.role)}</small></span>"
    )


def label(side: Side) -> str:
    """Write an axis beside the blocks, with a bracket over its length."""
    return f'<div class="side {side.way} {classes(side)}"><span>{escape(side.words)}</span></div>'


def classes(side: Side) -> str:
    """Name the style of an axis: its role's colour, and its mark."""
    colour = "unknown" if side.role == "?" else side.role
    return f"{colour} {side.mark}".strip()


def blocks(sides: tuple[Side, ...]) -> str:
    """Draw the values, of each long axis the first and the last; those of one timestep framed."""
    there = {side.way: side for side in sides if side.mark != "missing"}
    sizes = {way: MANY if side.size is None else side.size for way, side in there.items()}
    lines, values = (gapped(sizes.get(way, 1), MOST[way]) for way in ("down", "right"))
    framed = "down" in there and there["down"].role == "timesteps"
    first = "now" if framed else ""
    cells = "".join(
        f'<i class="{"gap" if None in (line, value) else "" if line else first}"></i>'
        for line in lines
        for value in values
    )
    colour = there["right"].role if "right" in there else "samples"
    sheet = f'<div class="sheet {colour}" style="--across:{len(values)}">{cells}</div>'
    beside = sizes.get("beside", 1)
    most = MOST["beside"] if len(values) < WIDE else 2
    more = f"{'<b>…</b>' if beside > most else ''}"
    row = f'<div class="sheets">{sheet * min(beside, most)}{more}</div>'
    frames = row * min(sizes.get("around", 1), MOST["around"])
    return f'<div class="values{" framed" * ("around" in there)}">{frames}</div>'


def gapped(size: int, most: int) -> list[int | None]:
    """List the places of an axis that are drawn, with None where some are left out.

    >>> gapped(24, 5)
    [0, 1, 2, None, 22, 23]
    """
    places: list[int | None] = []
    for place in shown(size, most):
        if places and places[-1] != place - 1:
            places.append(None)
        places.append(place)
    return places
