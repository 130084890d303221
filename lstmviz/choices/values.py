"""One choice as it stands in a link: checked and bounded on the way in, written on the way out."""

import re
from collections.abc import Callable
from typing import TypeVar, get_args

from lstmviz.choices.experiments import (
    MAX_DILATION,
    MAX_ENTRANTS,
    MAX_STRIDE,
    MAX_WINDOW,
    MAX_WORD,
    OwnTable,
    WordError,
    Words,
)
from lstmviz.network.cells import CELLS, Cell
from lstmviz.network.specs import SpecError, TrainingSpec, write_number
from lstmviz.racing.entrants import Entrant
from lstmviz.samples.layouts import Axis, Layout, LayoutError
from lstmviz.table.tables import MAX_COLUMNS, MAX_TURN_COLUMNS

AXES: tuple[Axis, ...] = get_args(Axis)
# Words that a sentence about a link names at most.
MOST_NAMED = 12


class LinkError(ValueError):
    """A value in a link that cannot be used.

    Args:
        expected: in words.
        usable: the words of a list that can be used all the same.
    """

    def __init__(self, expected: str, usable: tuple[str, ...] = ()) -> None:
        super().__init__(expected)
        self.usable = usable


T = TypeVar("T")
Word = TypeVar("Word", bound=str)
Parse = Callable[[list[str]], T]


def whole(low: int, high: int) -> Parse[int]:
    """Read a whole number."""

    def parse(values: list[str]) -> int:
        text = values[-1]
        if not re.fullmatch(r"-?\d{1,12}", text, re.ASCII) or not low <= int(text) <= high:
            raise LinkError(f"a whole number from {low:,} to {high:,}")
        return int(text)

    return parse


def number(low: float, high: float) -> Parse[float]:
    """Read a number, with or without an exponent."""
    # Bounded, so that no text makes the match slow.
    pattern = r"-?(\d{1,9}(\.\d{0,20})?|\.\d{1,20})(e-?\d{1,2})?"

    def parse(values: list[str]) -> float:
        text = values[-1]
        if not re.fullmatch(pattern, text, re.ASCII) or not low <= float(text) <= high:
            raise LinkError(f"a number from {write_number(low)} to {write_number(high)}")
        return float(text)

    return parse


def numbers(count: int, low: float, high: float) -> Parse[tuple[float, ...]]:
    """Read several numbers."""
    one = number(low, high)

    def parse(values: list[str]) -> tuple[float, ...]:
        if len(values) != count:
            raise LinkError(f"{count} numbers")
        return tuple(one([value]) for value in values)

    return parse


def one_of(*allowed: Word) -> Parse[Word]:
    """Read one of several words."""

    def parse(values: list[str]) -> Word:
        for each in allowed:
            if each == values[-1]:
                return each
        some = ", ".join(allowed[:MOST_NAMED])
        raise LinkError(f"one of {some}{', …' if len(allowed) > MOST_NAMED else ''}")

    return parse


def yes_no(values: list[str]) -> bool:
    """Read yes or no."""
    return one_of("yes", "no")(values) == "yes"


def some_of(*allowed: str) -> Parse[tuple[str, ...]]:
    """Read several words, each once, with commas between them or as values of their own."""

    def parse(values: list[str]) -> tuple[str, ...]:
        words = [word.strip() for value in values for word in value.split(",")]
        known = tuple(dict.fromkeys(word for word in words if word in allowed))
        try:
            for word in words:
                one_of(*allowed)([word])
        except LinkError as unknown:
            raise LinkError(str(unknown), known) from None
        return known

    return parse


def text(values: list[str]) -> str:
    """Read the name of a column."""
    if not 0 < len(values[-1]) <= 60 or not values[-1].isprintable():
        raise LinkError("a name of 1 to 60 characters")
    return values[-1]


def name(values: list[str]) -> str:
    """Read the name of an answer; which there are is known above."""
    if not re.fullmatch("[a-z_]{1,20}", values[-1], re.ASCII):
        raise LinkError("the name of an answer")
    return values[-1]


def word(values: list[str]) -> str:
    """Read the visitor's own word for a row, a column or the table."""
    try:
        return Words(values[-1]).row
    except WordError:
        raise LinkError(f"a word of 1 to {MAX_WORD} characters") from None


def texts(values: list[str]) -> tuple[str, ...]:
    """Read the names of several columns, each once."""
    if len(values) > MAX_TURN_COLUMNS:
        raise LinkError(f"at most {MAX_TURN_COLUMNS} names")
    return tuple(dict.fromkeys(text([value]) for value in values))


def answers(values: list[str]) -> tuple[str, ...]:
    """Read what was said about findings, e.g. "turned", "-missing:load" or "target:y"."""
    known = [v for v in values if v.isprintable() and re.fullmatch(r"-?[a-z]{1,12}(:.{1,60})?", v)]
    if len(known) < len(values) or len(values) > MAX_COLUMNS:
        raise LinkError(f"at most {MAX_COLUMNS} findings")
    return tuple(dict.fromkeys(values))


def entrants(values: list[str]) -> tuple[Entrant, ...]:
    """Read who races, e.g. "24.1.1-timesteps-features-lstm.32.1"."""
    if not 2 <= len(values) <= MAX_ENTRANTS:
        raise LinkError(f"2 to {MAX_ENTRANTS} entrants")
    return tuple(map(entrant, values))


def entrant(value: str) -> Entrant:
    """Read one who races: window.stride.dilation-rows-columns-cell.units.layers[.stateful]."""
    axis: Parse[Axis] = one_of(*AXES)
    kind: Parse[Cell] = one_of(*CELLS)
    before = (f"{each}_before" for each, cell in CELLS.items() if cell.resets)
    axes, cells = "|".join(AXES), "|".join((*CELLS, *before))
    found = re.fullmatch(
        rf"(\d{{1,3}})\.(\d{{1,4}})\.(\d{{1,3}})-({axes})-({axes})-({cells})\.(\d{{1,3}})\.(\d)"
        r"(\.stateful)?",
        value,
        re.ASCII,
    )
    try:
        if found is None:
            raise LayoutError
        window, stride, dilation = (int(found[n]) for n in (1, 2, 3))
        if window > MAX_WINDOW or stride > MAX_STRIDE or dilation > MAX_DILATION:
            raise LayoutError
        layout = Layout(window, stride, axis([found[4]]), axis([found[5]]), dilation)
        cell, after = kind([found[6].removesuffix("_before")]), not found[6].endswith("_before")
        stateful = found[9] is not None
        spec = TrainingSpec(
            cell,
            reset_after=after,
            units=int(found[7]),
            layers=int(found[8]),
            shuffle=not stateful,
            stateful=stateful,
        )
        return Entrant(layout, spec)
    except (LayoutError, SpecError):
        raise LinkError("layout and model of an entrant") from None


def own_table(values: list[str]) -> OwnTable:
    """Read which table to bring, e.g. "1461x4-0f3a5b7c9d1e-weather.csv"."""
    found = re.fullmatch(
        r"(\d{1,7})x(\d{1,3})-([0-9a-f]{12})-(.{1,100})", values[-1], re.ASCII | re.DOTALL
    )
    if not found or not values[-1].isprintable():
        raise LinkError("rows, columns, fingerprint and name of a table")
    return OwnTable(found[4], int(found[1]), int(found[2]), found[3])


def written(value: object) -> str | list[str]:
    """Write one choice as a link holds it."""
    if isinstance(value, tuple):
        return [written_word(each) for each in value]
    return written_word(value)


def written_word(value: object) -> str:
    """Write one value as one word of a link."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return repr(value)
        case Entrant(layout, spec):
            before = "_before" if spec.kind.resets and not spec.reset_after else ""
            return (
                f"{layout.window}.{layout.stride}.{layout.dilation}-{layout.rows}-{layout.columns}-"
                f"{spec.cell}{before}.{spec.units}.{spec.layers}{'.stateful' * spec.stateful}"
            )
        case OwnTable():
            return f"{value.rows}x{value.columns}-{value.fingerprint}-{value.name}"
    return str(value)
