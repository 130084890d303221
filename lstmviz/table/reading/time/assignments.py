"""What the runs of a skeleton may stand for: all assignments of parts of a time to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lstmviz.table.reading.time.fields import CALLED, PACKED, RANGES, shown
from lstmviz.table.reading.time.months import known_months, plain
from lstmviz.table.reading.time.skeletons import ZONES, Run

NOONS = {"am": 0, "pm": 1, "a": 0, "p": 1, "上午": 0, "下午": 1, "午前": 0, "午後": 1} | {
    "오전": 0, "오후": 1, "oo": 0, "os": 1, "øo": 0, "πμ": 0, "μμ": 1
}  # fmt: skip
BEHIND = {
    **dict.fromkeys(("年", "년"), "Yy"),
    **dict.fromkeys(("月", "월"), "m"),
    **dict.fromkeys(("日", "일", "号"), "d"),
    **dict.fromkeys(("時", "时", "点", "시", "h"), "H"),
    **dict.fromkeys(("分", "분", "min", "m", "mn"), "M"),
    **dict.fromkeys(("秒", "초", "s", "sec"), "S"),
    "q": "q",
}
"""Letters that say what the digits before them are."""
BEFORE = {
    **dict.fromkeys(("w", "kw", "wk", "week", "woche", "semaine", "semana", "uge", "v"), "w"),
    **dict.fromkeys(("q", "quarter", "quartal", "trimestre"), "q"),
    **dict.fromkeys(("m", "month", "monat"), "m"),
    **dict.fromkeys(("year", "jahr", "y"), "Yy"),
    "doy": "j",
}
"""Letters that say what the digits after them are."""
SILENT = (
    "t de del of the at um uhr à a le den kl klo alle ore г год года th st nd rd d on em às as los "
    "la saat en o"
)
NOTHING = frozenset(SILENT.split())
"""Letters that stand among dates and say nothing."""
CLOCK_SIGNS = frozenset({"", ":", ".", "-", "_", " ", "'", " : "})
ORDERS = ("myd", "dym")
"""Orders of numbers in which nobody writes a day."""
MOST_WEEKDAYS = 7
EPOCHS = {10: 1000, 12: 1, 13: 1}
"""Digits of a count since 1970, as 1427400000000 → milliseconds of one."""


@dataclass(frozen=True)
class Assignment:
    """What each run of a skeleton stands for.

    Args:
        roles: of each run: letters of its parts, such as Y or Ymd; of letters b for a month's
            name, a for a weekday, p for noon; "" for what says nothing.
        says: the assignment in words, such as day.month.year.
        months: the number of each month's name; empty where they are to be learnt.
        odd: whether letters stand among the parts that say nothing that is known.
    """

    roles: tuple[str, ...]
    says: str
    months: Mapping[str, int]
    odd: bool = False

    @property
    def parts(self) -> str:
        """The letters of all parts."""
        return "".join(self.roles)

    @property
    def yearless(self) -> bool:
        """Whether there is no year among them."""
        return not set("Yye") & set(self.parts)


def assignments(runs: Sequence[Run]) -> Iterator[Assignment]:
    """Give the assignments that some words allow, the usual ones first."""
    options = [_options(runs, place) for place in range(len(runs))]
    if not all(options) or (len(runs) < 2 and not runs[0].digits):
        return
    words = next((run.words for run, may in zip(runs, options, strict=True) if "b" in may), ())
    months = known_months(sorted(set(words))) if words else {}
    for roles in _chosen(runs, options, ()):
        if _whole(roles) and not _lasts(runs, roles):
            odd = any(_odd(runs, place, role) for place, role in enumerate(roles))
            yield Assignment(roles, _written(runs, roles), months or {}, odd)


def _odd(runs: Sequence[Run], place: int, role: str) -> bool:
    """Tell whether letters are left over that no time has."""
    if runs[place].digits or role:
        return False
    words = set(map(plain, runs[place].words))
    known = NOTHING | BEFORE.keys() | ZONES
    if place and runs[place - 1].digits:
        known |= BEHIND.keys()
    return not words <= known


def _options(runs: Sequence[Run], place: int) -> tuple[str, ...]:
    """Give what one run may stand for."""
    run = runs[place]
    if not run.digits:
        return _word_options(run)
    told = ""
    if place + 1 < len(runs) and not runs[place + 1].digits and runs[place + 1].before in ("", " "):
        told = BEHIND.get(_constant(runs[place + 1]), "")
    if place and not runs[place - 1].digits and run.before in ("", " ", "-", ". "):
        told = BEFORE.get(_constant(runs[place - 1]), "") or told
    return _digit_options(run, told)


def _digit_options(run: Run, told: str) -> tuple[str, ...]:
    if run.longest > 18:
        return ()
    values = [int(word) for word in run.words]
    low, high = min(values), max(values)
    found = []
    for part in "Yydmjwq" + "HMS":
        fits = RANGES[part][0] <= low and high <= RANGES[part][1]
        longest = {"Y": 4, "j": 3, "q": 1}.get(part, 2)
        fits &= run.longest <= longest
        fits &= run.shortest == longest or part not in "Yy" or (part == "y" and run.longest == 2)
        fits &= part != "y" or run.shortest == 2
        fits &= part != "j" or run.longest == 3
        fits &= part not in "wq" or part in told
        if fits and (not told or part in told):
            found.append(part)
    if not told and run.shortest == run.longest:
        found += PACKED.get(run.longest, ())
        if run.longest in EPOCHS:
            found.append("e")
    if run.before in (".", ",", ":") and run.shortest >= 1 and run.longest <= 9:
        found.append("f")
    return tuple(found)


def _word_options(run: Run) -> tuple[str, ...]:
    """Give what letters may stand for."""
    distinct = sorted(set(run.words))
    bare = set(map(plain, distinct))
    if bare <= NOONS.keys() and bare != {"a"}:  # “a las 13:05”
        return ("p",)
    found = []
    if len(distinct) <= 12 * 2 and (known_months(distinct) or len(distinct) == 12):
        found.append("b")
    if bare <= ZONES or len(distinct) == 1:
        found.append("")
    if 1 < len(distinct) <= MOST_WEEKDAYS:
        found.append("a")
    return tuple(found)


def _constant(run: Run) -> str:
    """Give a run of letters that never changes, without case and accents."""
    words = set(run.words)
    return next(iter(words)).casefold() if len(words) == 1 else ""


def _chosen(
    runs: Sequence[Run], options: Sequence[tuple[str, ...]], roles: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """Choose a role for each run in turn, none twice and the clock in its order."""
    place = len(roles)
    if place == len(runs):
        yield roles
        return
    last = next((role for role in reversed(roles) if role and role not in "ap"), "")
    for role in options[place]:
        if _follows(runs[place], role, last, roles):
            yield from _chosen(runs, options, (*roles, role))


def _follows(run: Run, role: str, last: str, roles: tuple[str, ...]) -> bool:
    """Tell whether a role may stand where others were given before."""
    given = "".join(roles)
    mine = role.replace("b", "m")
    before = given.replace("b", "m")
    if any(part in before for part in mine) or ("y" in mine and "Y" in before):
        return False
    if "Y" in mine and "y" in before:
        return False
    if role in ("", "a", "p"):
        return True
    if role[0] in "MSf":
        needs = {"M": "H", "S": "M", "f": "S"}[role[0]]
        signs = (".", ",", ":") if role == "f" else CLOCK_SIGNS
        return last.endswith(needs) and run.before in signs
    if role == "e":
        return not given
    # All of a date stands on one side of the clock, but for the year, which may stand behind.
    begun = any(part in "Yymdjwq" for part in before.partition("H")[0])
    return not ("H" in before and begun) or role == "Y"


def _whole(roles: tuple[str, ...]) -> bool:
    """Tell whether parts make a moment, and no part of it is left out between two others."""
    parts = "".join(roles).replace("b", "m")
    if "e" in parts:
        return True
    if "Y" not in parts and "y" not in parts:
        clock = "H" not in parts or "M" in parts
        return {"m", "d"} <= set(parts) and not set("jwq") & set(parts) and clock
    kinds = ("m" in parts, "j" in parts, "w" in parts, "q" in parts)
    if sum(kinds) != 1 or ("d" in parts and "m" not in parts):
        return False
    if "b" not in roles and "".join(part for part in parts if part in "Yymd").lower() in ORDERS:
        return False
    return "H" not in parts or "d" in parts or "j" in parts


def _lasts(runs: Sequence[Run], roles: tuple[str, ...]) -> bool:
    """Tell whether a year of two digits stands among colons or without a day, as in 5:10.

    Of 30/12 00:05 and Jun 8 00:00:00 the last is a clock, and no year with what follows it; of
    Dec 28 10:00:00 the 10 is no month.
    """
    if "H" in roles and runs[at := roles.index("H")].before == ":":
        parted = at and roles[at - 1] in ("m", "d", "b") and runs[at - 1].before != ":"
        if "M" not in roles or parted:
            return True
    colons = any(
        run.before == ":" for run, role in zip(runs, roles, strict=True) if role in ("y", "m", "d")
    )
    if "y" not in roles:
        return colons and not set("Ye") & set("".join(roles))
    place = roles.index("y")
    clock = runs[place].before == " " and [run.before for run in runs[place + 1 :]][:1] == [":"]
    return colons or clock or not set("dbjwq") & set(roles)


def _written(runs: Sequence[Run], roles: tuple[str, ...]) -> str:
    """Write an assignment in words."""
    if "e" in roles:
        run = runs[roles.index("e")]
        return ("milliseconds" if EPOCHS[run.longest] == 1 else "seconds") + " since 1970"
    text = ""
    for run, role in zip(runs, roles, strict=True):
        what = CALLED.get(role) or {"b": "month", "a": "weekday", "p": "am/pm"}.get(role, "")
        if len(role) > 1:
            what = shown(role)
        elif not what:
            what = f" {run.words[0]} " if len(set(run.words)) == 1 else "zone"
        text += run.before + what
    return " ".join(text.replace(" T ", " ").split())
