"""What the parts of a time are called, from the year to the minute, and how large they are."""

from collections.abc import Collection

import numpy as np
from jaxtyping import Float

from lstmviz.table.tables import Table

YEARS = (1000, 2200)
"""First and last year of a table's time."""
PARTS = {
    "year": (
        *("year", "yr", "yyyy", "yy", "jahr", "año", "année", "ano", "anno", "jaar", "jr", "rok"),
        *("yıl", "yil", "год", "år", "年"),
    ),
    "month": (
        *("month", "mo", "mm", "mon", "monat", "mes", "mois", "mnth", "m", "period", "mês", "mese"),
        *("maand", "mnd", "mies", "miesiąc", "miesiac", "ay", "месяц", "månad", "måned", "月"),
    ),
    "day": (
        *("day", "dy", "dd", "dom", "tag", "d", "día", "dia", "jour", "giorno", "dag", "dzień"),
        *("dzien", "gün", "gun", "день", "日"),
    ),
    "hour": (
        *("hour", "hr", "hh", "stunde", "hora", "heure", "h", "ora", "uur", "godz", "godzina"),
        *("saat", "час", "timme", "時", "时"),
    ),
    "minute": (
        *("minute", "min", "mi", "mm", "mn", "minuto", "minuut", "minuta", "dakika", "минута"),
        *("分",),
    ),
}
CALENDAR = frozenset(
    {"year", "month", "mnth", "day", "hour", "hr", "minute", "weekday", "dayofweek", "dow", "week"}
    | {"yr", "jahr", "jaar", "année", "año", "mo", "mon", "monat", "mes", "mois", "tag", "jour"}
    | {"weekofyear", "weekofmonth", "dayofmonth", "dayofyear", "doy", "yday", "quarter", "season"}
)
QUARTERS = frozenset({"quarter", "qtr", "q", "quartal", "trimestre"})
YEARLY = {
    "day of the year": (
        *("doy", "yday", "day_of_year", "day of year", "dayofyear", "julian", "julian_day", "jday"),
        *("day", "dy"),
    ),
    "week": ("week", "isoweek", "iso_week", "wk", "week_no", "weekno", "kw", "woche", "semaine"),
}
"""Names of columns that count the days or the weeks of a year."""
NAMES = {**PARTS, **YEARLY}
RANGES = {
    "year": YEARS,
    "month": (1, 12),
    "day": (1, 31),
    "hour": (0, 25),  # where the clock is put back
    "minute": (0, 59),
    "day of the year": (1, 366),
    "week": (1, 53),
}


def named(table: Table, part: str, but: Collection[int | None] = ()) -> int | None:
    """Find the column that is called as a part of a time, and holds such numbers."""
    for number, name in enumerate(table.columns):
        if (
            number not in but
            and name.strip().lower() in NAMES[part]
            and within(table.values[:, number], part)
        ):
            return number
    return None


def within(values: Float[np.ndarray, " rows"], part: str) -> bool:
    """Tell whether numbers may be that part of a time."""
    low, high = RANGES[part]
    known = values[~np.isnan(values)]
    whole = bool((known == np.floor(known)).all())
    return bool(len(known) and whole and known.min() >= low and known.max() <= high)


def is_calendar(name: str) -> bool:
    """Tell whether a column's name says that it is a part of the date, such as a weekday."""
    return name.strip().lower().replace("_", "").replace(" ", "") in CALENDAR
