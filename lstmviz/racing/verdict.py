"""What a race allows to say, in sentences: who is ahead, and whether the seeds leave a doubt."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from lstmviz.wording import listed, many, significant, write_share

FEWEST_SEEDS = 3
"""Runs of each before a lead is called one. Of two entrants that are really alike, with three seeds
each, one has all its runs below all of the other's in one race out of ten; with two seeds in one
out of three."""

LEVEL = 0.01
"""A run beats a baseline if it is below it by more than this share; else both are level. On random
walks of 1,000 rows linear regression is below the last value by luck in one table of five, by more
than 1 % in one of a hundred."""

FEWEST_TARGETS = 30
"""Validation targets below which errors are mostly luck: of 30, a root-mean-square error is known
to about 13 %, 1 / √(2 · 30), if the errors are independent and normal."""

STILL_LEARNING = 0.02
"""An entrant is still learning if its median error has fallen by more than this share over the last
third of its training."""


@dataclass(frozen=True)
class Runs:
    """An entrant's errors, one for each seed; infinite where a run came to no number."""

    name: str
    errors: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of the errors."""
        return median(self.errors)

    @property
    def best(self) -> float:
        """The lowest error."""
        return min(self.errors)

    @property
    def worst(self) -> float:
        """The highest error."""
        return max(self.errors)

    def beating(self, level: float) -> int:
        """Count the runs whose error is below a baseline's, and not level with it."""
        return sum(error < level * (1 - LEVEL) for error in self.errors)


def verdict(
    names: Sequence[str],
    errors: Sequence[Sequence[float]],
    baselines: Mapping[str, float],
    unit: str,
    lowest: float | None,
) -> tuple[str, ...]:
    """Judge a race, or what it has come to so far.

    Entrants are ordered by their median error. One is ahead of another only if its worst seed
    beats the other's best, with at least three seeds each; it beats a baseline only if every seed
    does, by more than 1 %.

    Args:
        names: of the entrants, as they may be shown.
        errors: of each entrant's runs, root-mean-square, on the same validation samples; none
            before the first is known, not finite where a run came to no number.
        baselines: errors of what needs no training, by what it does ("repeat the last value"); the
            simplest first, which wins among those that are level.
        unit: of all errors, as it may be shown; "" if none.
        lowest: error that no model can beat, where it is known.

    Returns:
        Sentences, the most important first; names stand in “ ”.
    """
    field = [
        Runs(f"“{name}”", tuple(float(e) if math.isfinite(e) else math.inf for e in line))
        for name, line in zip(names, errors, strict=True)
        if len(line)
    ]
    if not field:
        return ("No run has been scored yet.",)
    ranked = sorted(
        (runs for runs in field if math.isfinite(runs.median)), key=lambda runs: runs.median
    )
    said, winner = [], ""
    if baselines:
        bar = min(baselines.values())
        name, level = next(each for each in baselines.items() if each[1] * (1 - LEVEL) <= bar)
        if not ranked or level * (1 - LEVEL) <= ranked[0].median:
            winner = name
            said.append(baseline_wins(name, level, field, unit))
            said += [
                f"“{other}”, {written([score, level], unit)[0]}, is level with it: at most 1 % "
                "apart."
                for other, score in baselines.items()
                if score < level
            ]
    if len(ranked) > 1:
        said += who_is_ahead(ranked, unit, beaten=bool(winner))
    fewest = min(len(runs.errors) for runs in field)
    if fewest < FEWEST_SEEDS:
        tell = "One run of each tells" if fewest == 1 else f"{fewest} runs of each tell"
        said.append(
            f"{tell} little: another seed may reverse the order. Train {FEWEST_SEEDS} or more."
        )
    said += [
        against(name, level, field, unit) for name, level in baselines.items() if name != winner
    ]
    if ranked and lowest is not None:
        said.append(how_close(ranked[0], lowest, unit))
    astray = [runs.name for runs in field if not math.isfinite(runs.worst)]
    if astray:
        said.append(
            f"Not every run of {listed(astray)} ended with a number; one that did not counts as "
            "lost."
        )
    return tuple(said)


def leader(errors: Mapping[str, Sequence[float]]) -> str:
    """Name the entrant that is ahead of all others, as `verdict` says it; "" if none is.

    Args:
        errors: of each entrant's runs, by its name; not finite where a run came to no number.

    >>> leader({"a": [1.0, 1.1, 1.2], "b": [1.3, 1.4, 1.5]})
    'a'
    >>> leader({"a": [1.0, 1.1, 1.4], "b": [1.3, 1.4, 1.5]})
    ''
    """
    if len(errors) < 2 or min(map(len, errors.values())) < FEWEST_SEEDS:
        return ""
    first, *others = sorted(errors, key=lambda name: median(errors[name]))
    return first if max(errors[first]) < min(min(errors[name]) for name in others) else ""


def still_learning(
    names: Sequence[str], before: Sequence[float], now: Sequence[float]
) -> tuple[str, ...]:
    """Say of whom a race that is over has not shown all.

    Args:
        names: of the entrants, as they may be shown.
        before: the median error of each after two thirds of its training.
        now: and at its end.

    Returns:
        One sentence, or none if nobody's error was still falling.

    >>> still_learning(["a", "b"], [50.0, 40.0], [40.0, 39.9])[0]
    '“a” is still learning: its error fell by 20 % over the last third. Longer training may change \
the order.'
    """
    falling = {
        f"“{name}”": 1 - end / then
        for name, then, end in zip(names, before, now, strict=True)
        if math.isfinite(then) and end < then * (1 - STILL_LEARNING)
    }
    if not falling:
        return ()
    shares = listed([write_share(share) for share in falling.values()])
    who = f"{listed(list(falling))} {'are' if len(falling) > 1 else 'is'} still learning"
    fell = f"{'their errors' if len(falling) > 1 else 'its error'} fell by {shares}"
    return (f"{who}: {fell} over the last third. Longer training may change the order.",)


def few_targets(count: int) -> tuple[str, ...]:
    """Warn if a race is judged on a handful of rows.

    Args:
        count: validation targets that all entrants predict.

    Returns:
        One sentence, or none.
    """
    if count >= FEWEST_TARGETS:
        return ()
    rest = f"Only {many(count, 'validation target')} {'is' if count == 1 else 'are'} left for all"
    return (
        f"{rest}: what is said here is mostly the luck of these rows. Shorter windows, a larger "
        "validation part or a longer table leave more.",
    )


def who_is_ahead(ranked: Sequence[Runs], unit: str, beaten: bool) -> list[str]:
    """Compare the entrant with the lowest median with all others.

    Args:
        ranked: at least two, by their medians.
        unit: of the errors.
        beaten: whether a baseline is ahead of all of them.
    """
    first, second, *_ = ranked
    lead, follow = written([first.median, second.median], unit)
    among = "Among the entrants " if beaten else ""
    if min(len(runs.errors) for runs in ranked) < FEWEST_SEEDS:
        start = f"{among}{'the' if beaten else 'The'} lowest median error"
        return [f"{start}, {lead}, is that of {first.name}; next is {second.name}, {follow}."]
    close = [runs for runs in ranked[1:] if first.worst >= runs.best]
    clear = [runs for runs in ranked[1:] if first.worst < runs.best]
    bar = min(clear, key=lambda runs: runs.best) if clear else None
    if bar is not None and not close:
        worst, best = written([first.worst, bar.best], unit)
        share = write_share(1 - first.median / second.median)
        return [
            f"{among}{first.name} is ahead: its median error, {lead}, is {share} below that of "
            f"{second.name}, {follow}; even its worst seed, {worst}, beats the best of "
            f"{bar.name if len(ranked) == 2 else 'all others'}, {best}."
        ]
    rival = min(close, key=lambda runs: runs.best)
    worst, best = written([first.worst, rival.best], unit)
    said = [
        f"{among}{'nobody' if beaten else 'Nobody'} wins: the lowest median error, {lead}, is that "
        f"of {first.name}, but its worst seed, {worst}, does not beat the best of {rival.name}, "
        f"{best}."
    ]
    if others := [runs.name for runs in close if runs is not rival]:
        said.append(f"Nor does it beat the best of {listed(others)}.")
    if bar is not None:
        behind, best = listed([runs.name for runs in clear]), written([bar.best], unit)[0]
        said.append(f"It is ahead of {behind}: the best seed there has {best}.")
    return said


def baseline_wins(name: str, level: float, field: Sequence[Runs], unit: str) -> str:
    """Say that no entrant's median is clearly below a baseline's error."""
    best = min(field, key=lambda runs: runs.best)
    if best.best > level:
        at, lowest = written([level, best.best], unit)
        return (
            f"The winner is “{name}”: its error, {at}, is lower than that of every run; the best, "
            f"of {best.name}, has {lowest}."
        )
    first = min(field, key=lambda runs: runs.median)
    at, middle = written([level, first.median], unit)
    return (
        f"The winner is “{name}”: no entrant's median is more than 1 % below its error, {at}; the "
        f"lowest, of {first.name}, is {middle}."
    )


def against(name: str, level: float, field: Sequence[Runs], unit: str) -> str:
    """Say who beats a baseline."""
    beating = [runs.name for runs in field if runs.beating(level) == len(runs.errors)]
    never = [runs.name for runs in field if not runs.beating(level)]
    at = f"“{name}”, {written([level], unit)[0]}"
    close = any(level * (1 - LEVEL) <= error < level for runs in field for error in runs.errors)
    aside = "; up to 1 % below it counts as level" if close else ""
    if len(beating) == len(field):
        return f"{'Everyone' if len(field) > 1 else field[0].name} beats {at}, with every seed."
    if len(never) == len(field):
        who = "Nobody" if len(field) > 1 else f"{field[0].name} never"
        return f"{who} beats {at}{aside}."
    said = [f"by every seed of {listed(beating)}"] if beating else []
    said += [
        f"by {runs.beating(level)} of {len(runs.errors)} seeds of {runs.name}, which is not enough"
        for runs in field
        if 0 < runs.beating(level) < len(runs.errors)
    ]
    said += [f"by no seed of {listed(never)}"] if never else []
    return f"{at}, is beaten {'; '.join(said)}{aside}."


def how_close(runs: Runs, lowest: float, unit: str) -> str:
    """Say how far the best median is from the lowest error that can be reached."""
    reached, floor = written([runs.median, lowest], unit)
    if runs.median <= lowest:
        return (
            f"No model can do better than {floor} in the long run: {runs.name}, at {reached}, has "
            "reached that; what is below it is the luck of these rows."
        )
    far = ""
    if lowest and math.isfinite(ratio := runs.median / lowest):
        far = f", {write_share(ratio - 1)} above it" if ratio < 2 else f", {ratio:,.1f} times that"
    return f"No model can do better than {floor}: {runs.name} is at {reached}{far}."


def written(values: Sequence[float], unit: str) -> list[str]:
    """Write errors with three significant digits, or with more where two would look the same.

    >>> written([46.27, 17.9], "W"), written([18.011, 18.042], "")
    (['46.3 W', '17.9 W'], ['18.01', '18.04'])
    """
    for digits in range(3, 9):
        texts = [significant(value, digits) for value in values]
        if len(set(texts)) == len(set(values)):
            break
    return [
        f"{text} {unit}" if unit and math.isfinite(value) else text
        for text, value in zip(texts, values, strict=True)
    ]
