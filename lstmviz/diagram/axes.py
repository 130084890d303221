"""Two small drawings of a tensor's axes: as they were fed, and as they were meant.

Samples stand beside one another, timesteps go down and features to the right, as in the film of the
layouts. What differs is told by words and a broken line, not by a colour alone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType
from typing import Literal

from lstmviz.diagram.scenes.blocks import shown
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
# What the axes of a table become in a tensor, and the letter of an open size.
KIN: Mapping[str, str] = MappingProxyType(
    {"rows": "samples", "batch": "samples", "columns": "features"}
)
LETTERS: Mapping[str, str] = MappingProxyType(
    {"timesteps": "T", "features": "F", "columns": "F", "units": "U"}
)
# What an axis without a known role may take.
FREE: tuple[Way, ...] = ("right", "down")
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
        """Its size and role, e.g. "24 timesteps"; an open size is a letter."""
        if self.mark == "missing":
            return f"no {self.role}"
        many = number(self.size, self.role)
        if self.role in ("?", "batch"):
            return f"{'axis' if self.role == '?' else 'batch'} of {many}"
        return f"{many} {self.role.removesuffix('s') if self.size == 1 else self.role}"

    @property
    def remark(self) -> str:
        """What differs, in a word or two; "" where nothing does."""
        return {
            "": "",
            "missing": "missing",
            "extra": "too much",
            "other": f"meant: {number(self.meant, self.role)}",
            "added": "added",
        }[self.mark]


def number(size: int | None, role: str) -> str:
    """Write a size; an open one is the letter of its axis."""
    return LETTERS.get(role, "N") if size is None else f"{size:,}"


def fed_sides(fed: Axes, meant: Axes | None) -> tuple[Side, ...]:
    """Give the axes that were fed, and in its place each that is missing.

    >>> fed = Axes((None, 3), ("rows", "columns"))
    >>> meant = Axes((None, 1, 3), ("samples", "timesteps", "features"))
    >>> [side.words for side in fed_sides(fed, meant)]
    ['N rows', 'no timesteps', '3 columns']
    """
    mine, theirs = matched(fed, meant)
    sides = []
    for key, (role, size) in mine.items():
        _, other = theirs.get(key, (role, None))
        mark: Mark = "" if key in theirs else "extra"
        # With another axis there is another number of samples: no news.
        news = mine.keys() == theirs.keys() or key[0] != "samples"
        if None not in (size, other) and size != other and news:
            mark = "other"
        sides.append((key[0], Side(role, size, "around", mark, other)))
    for place, (key, (role, _)) in enumerate(theirs.items()):
        if key not in mine:
            sides.insert(place, (key[0], Side(role, None, "around", "missing")))
    return placed(sides)


def meant_sides(meant: Axes, fed: Axes | None) -> tuple[Side, ...]:
    """Give the axes that were meant, with a mark on each that was not fed."""
    mine, theirs = matched(meant, fed)
    return placed(
        [
            (key[0], Side(role, size, "around", "" if key in theirs else "added"))
            for key, (role, size) in mine.items()
        ]
    )


Sizes = dict[tuple[str, int], tuple[str, int | None]]


def matched(axes: Axes, other: Axes | None) -> tuple[Sizes, Sizes]:
    """Give role and size of the axes of both, so that those which belong together share a key.

    Where nothing belongs together, or there is no other, the axes are compared with themselves.
    """
    mine = keyed(axes, () if other is None else other.names)
    theirs = mine if other is None else keyed(other, axes.names)
    return mine, theirs if mine.keys() & theirs.keys() else mine


def keyed(axes: Axes, others: tuple[str, ...]) -> Sizes:
    """Give role and size of each axis by what it is to the others, and how often that came."""
    seen: Counter[str] = Counter()
    sizes: Sizes = {}
    for role, size in zip(axes.names, axes.shape, strict=True):
        kin = KIN.get(role, role)
        what = kin if role not in others and kin in others else role
        sizes[what, seen[what]] = role, size
        seen[what] += 1
    return sizes


def placed(sides: list[tuple[str, Side]]) -> tuple[Side, ...]:
    """Give the axes their ways: each its own while there are some, the inner ones first."""
    taken: dict[Way, int] = {}
    inner_first = list(reversed(list(enumerate(sides))))
    for place, (what, _) in inner_first:
        if what in WAYS:
            taken.setdefault(WAYS[what], place)
    for place, (what, _) in inner_first:
        if what not in WAYS:
            free: list[Way] = [way for way in FREE if way not in taken]
            taken.setdefault(free[0] if free else "around", place)
    ways = {place: way for way, place in taken.items()}
    return tuple(
        replace(side, way=ways.get(place, "around")) for place, (_, side) in enumerate(sides)
    )


def reading(sides: tuple[Side, ...]) -> str:
    """Say how the layer reads it; "" for what no recurrent layer reads."""
    there = [side for side in sides if side.mark != "missing"]
    words = {side.role: side.words for side in there}
    lost = any(side.mark == "missing" and side.role == "timesteps" for side in sides)
    match sorted(words), len(there):
        case ["features", "samples", "timesteps"], 3:
            return f"Each sample: {words['timesteps']}, {words['features']} at each (framed)."
        case ["features", "samples"], 2 if lost:
            return f"Each sample: {words['features']}, and no step to read them at."
        case ["columns", "rows"], 2 if lost:
            return f"Each row: {words['columns']}, and no step to read them at."
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
        f'<div class="blocks" aria-hidden="true">{labels(sides)}{blocks(sides)}</div>'
        f"<p>{escape(reading(sides))}</p></figure>"
    )


def term(side: Side) -> str:
    """Write a size over its role, and what differs over both."""
    size = "?" if side.mark == "missing" else number(side.size, side.role)
    return (
        f'<span class="{classes(side)}"><em>{escape(side.remark)}</em> <b>{size}</b> '
        f"<small>{escape('unknown' if side.role == '?' else side.role)}</small></span>"
    )


def labels(sides: tuple[Side, ...]) -> str:
    """Write each axis beside the blocks; a bracket shows how far it reaches."""
    written = []
    for way in MOST:
        there = [side for side in sides if side.way == way]
        spans = "".join(
            f'<span class="{classes(side)}">{escape(side.words)}</span>' for side in there
        )
        if there:
            written.append(f'<div class="side {way} {classes(there[0])}">{spans}</div>')
    return "".join(written)


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
