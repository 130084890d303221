"""What the two charts of a race share: how an entrant looks, and its seeds brought together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from lstmviz.figures.axes import NO_BRACES, quantity
from lstmviz.figures.colours import Theme
from lstmviz.figures.framing import Curve, framed

# A name of this length fits on a phone; of a longer one the middle is left out, because its end
# tells it from the others.
LONGEST_NAME = 48
# An error half as large again as the worst of the rules that learn nothing has nothing to show.
NOTHING_LEARNED = 1.5
# Points of a curve; more cannot be seen, and every one is sent again with each change.
POINTS = 120

# ECharts' name of a symbol, and the letter that looks like it. Colour alone would not do.
SYMBOLS = (
    ("circle", "●"),
    ("rect", "■"),
    ("triangle", "▲"),
    ("diamond", "◆"),
    ("path://M0 0L10 0L5 10Z", "▼"),
    ("path://M3 0H7V3H10V7H7V10H3V7H0V3H3Z", "✚"),
)


@dataclass(frozen=True)
class Mark:
    """How one entrant looks in every chart of a race.

    Args:
        name: one line without braces, short, and different from those of the others.
        colour, text: of its marks and of its words, as #rrggbb.
        symbol, letter: ECharts' name of its symbol, and a letter of that shape.
    """

    name: str
    colour: str
    text: str
    symbol: str
    letter: str


def marks(names: Iterable[str], theme: Theme) -> list[Mark]:
    """Give each entrant its colour, its symbol and a short name."""
    return [
        Mark(
            name,
            theme.column(number),
            theme.column_text(number),
            *SYMBOLS[number % len(SYMBOLS)],
        )
        for number, name in enumerate(short_names(names))
    ]


def short_names(names: Iterable[str]) -> list[str]:
    """Shorten names in the middle; those that are then the same get their number.

    >>> short_names(["LSTM(32)", "a" * 60 + ", seed 1", "a" * 60 + ", seed 2"])[1:]
    ['aaaaaaaaaaaaaaaa…aaaaaaaaaaaaaaaaaaaaaaa, seed 1', 'aaaaaaaaaaaaaaaa…aaaaaaaaaaaaaaaaaaaaaaa\
, seed 2']
    """
    head, tail = LONGEST_NAME // 3, LONGEST_NAME - LONGEST_NAME // 3 - 1
    texts = [" ".join(name.split()).translate(NO_BRACES) for name in names]
    texts = [
        text if len(text) <= LONGEST_NAME else f"{text[:head]}…{text[-tail:]}" for text in texts
    ]
    return [
        f"{number} · {text}" if texts.count(text) > 1 else text
        for number, text in enumerate(texts, start=1)
    ]


@dataclass(frozen=True)
class Course:
    """How the seeds of one entrant have come along together; inf where one has no number any more.

    Args:
        epochs: at which all seeds have a number.
        lowest, median, highest: error over the seeds.
        begun, diverged: seeds that count, and those of them without a number now.
    """

    epochs: Float[np.ndarray, " points"]
    lowest: Float[np.ndarray, " points"]
    median: Float[np.ndarray, " points"]
    highest: Float[np.ndarray, " points"]
    begun: int
    diverged: int


def course(seeds: Sequence[Curve]) -> Course:
    """Bring the curves of one entrant's seeds to common epochs.

    They reach from the first epoch that all seeds have to the last that all have reached, so that
    the median is always over the same seeds. Those that have not begun do not count; one that
    diverged counts as infinitely far off from there on, or the survivors would look better than
    the entrant is.
    """
    begun = [
        (np.asarray(epochs, np.float64), np.asarray(errors, np.float64))
        for epochs, errors in seeds
        if len(epochs)
    ]
    if not begun:
        return Course(*np.empty((4, 0)), begun=0, diverged=0)
    diverged = [not np.isfinite(errors[-1]) for _, errors in begun]
    ends = [epochs[-1] for epochs, _ in begun]
    going_on = [end for end, lost in zip(ends, diverged, strict=True) if not lost]
    grid = np.unique(np.concatenate([epochs for epochs, _ in begun]))
    grid = grid[(grid >= max(epochs[0] for epochs, _ in begun)) & (grid <= min(going_on or ends))]
    if len(grid) > POINTS:
        grid = grid[np.linspace(0, len(grid) - 1, POINTS).round().astype(int)]
    rows = []
    for (epochs, errors), lost in zip(begun, diverged, strict=True):
        held = np.isfinite(errors)
        if not held.any():
            rows.append(np.full(len(grid), np.inf))
            continue
        row = np.interp(grid, epochs[held], errors[held])
        rows.append(np.where(lost & (grid > epochs[held][-1]), np.inf, row))
    errors = np.array(rows)
    return Course(
        grid,
        errors.min(axis=0),
        np.median(errors, axis=0),
        errors.max(axis=0),
        len(rows),
        sum(diverged),
    )


def written(error: float, unit: str) -> str:
    """Write where a seed, or the median of some, stands.

    >>> written(46.27, "W"), written(float("inf"), "W")
    ('46.3 W', 'diverged')
    """
    return quantity(error, unit) if np.isfinite(error) else "diverged"


def frame(
    errors: Iterable[float], baselines: Mapping[str, float] | None, lowest: float | None
) -> tuple[float, float]:
    """Choose the errors that both charts show: all but those of what has learned nothing."""
    rules = [value for value in (baselines or {}).values() if np.isfinite(value)]
    most = NOTHING_LEARNED * max(rules) if rules else np.inf
    shown = [float(error) for error in errors if np.isfinite(error) and error <= most]
    return framed(shown, rules, lowest)


def levels(
    baselines: Mapping[str, float] | None, lowest: float | None
) -> list[tuple[str, float, str]]:
    """Name what is drawn beside the entrants: words, error and kind of line."""
    named = [(name, value, "dashed") for name, value in (baselines or {}).items()]
    if lowest is not None:
        named.append(("no model beats", lowest, "dotted"))
    return [each for each in named if np.isfinite(each[1])]
