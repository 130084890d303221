"""Numbers that are times: 20210301, 202103010600, 202452; and names that say so."""

import re

import numpy as np
from jaxtyping import Float, Int64

from lstmviz.table.reading.time.dates import DAY, NEVER
from lstmviz.table.reading.time.fields import moments_of
from lstmviz.table.understanding.time.weeks import WEEKLY, weeks_of

HINTS = ("time", "date", "epoch", "unix", "stamp", "ts")
WHEN = re.compile(r"(_at|[a-z]At)$")
"""How a name ends that says when something was: received_at, sampledAt."""
SHAPES = {
    len(shape): shape
    for shape in ("YYYYMM", "YYYYMMDD", "YYYYMMDDHH", "YYYYMMDDHHMM", "YYYYMMDDHHMMSS")
}
"""Digits of a number that is a time → what they stand for."""
RECENT = (1800, 2100)
"""Years whose weeks or months are told by six digits: from, and before."""
MOST_WEEKS = 53
CLOSE = 0.02
"""Hundredths by which a year and its month in single precision may be off."""
IN_ORDER = 0.9
"""Part of the steps that must go one way where a column is taken for the time by its values."""


def read_written(
    values: Float[np.ndarray, " rows"], name: str, first: bool = False
) -> tuple[Int64[np.ndarray, " rows"], str] | None:
    """Read times written as one number.

    Args:
        values: such as 20210301.
        name: of the column; of six digits it must say that they are a time.
        first: whether it is the first column, which says so too.

    Returns:
        Milliseconds since 1970 and the shape, such as YYYYMMDD; None where they are no times.
    """
    values = values.astype(np.float64)
    known = values[~np.isnan(values)]
    if not len(known) or known.min() < 160_001:
        return None
    shape = SHAPES.get(len(f"{known.max():.0f}"), "")
    weekly = bool(WEEKLY.search(name.lower()))
    if not shape or (shape == "YYYYMM" and not (first or weekly or hints_time(name))):
        return None
    if not goes_one_way(known) or (known != np.floor(known)).any():
        return None
    early = shape == "YYYYMM" and known.min() < 100 * RECENT[0]  # 160906 is a day of 2006
    moments = None if early or (shape == "YYYYMM" and weekly) else _calendar(values, len(shape))
    if moments is None and shape == "YYYYMM":
        moments, shape = _weeks(values)
    return None if moments is None else (moments, shape)


def _weeks(values: Float[np.ndarray, " rows"]) -> tuple[Int64[np.ndarray, " rows"] | None, str]:
    """Read numbers such as 202452; None where no year has such a week."""
    known = ~np.isnan(values)
    whole = np.where(known, values, 202_001).astype(np.int64)
    year, week = whole // 100, whole % 100
    if (
        year.min() < RECENT[0]
        or year.max() >= RECENT[1]
        or week.min() < 1
        or week.max() > MOST_WEEKS
    ):
        return None, ""
    moments, how = weeks_of(year, week)
    return np.where(known, moments, NEVER), f"YYYYWW, {how}"


def _calendar(values: Float[np.ndarray, " rows"], digits: int) -> Int64[np.ndarray, " rows"] | None:
    """Read numbers of so many digits, from the year on; None where a calendar has no such time."""
    known = ~np.isnan(values)
    whole = np.where(known, values, 0).astype(np.int64) * 10 ** (14 - digits)
    if digits == len("YYYYMM"):
        whole += 10**6  # the first of the month
    year, month, day = whole // 10**10, whole // 10**8 % 100, whole // 10**6 % 100
    hour, minute, second = whole // 10**4 % 100, whole // 100 % 100, whole % 100
    fits = (year >= 1600) & (year <= 2200) & (month >= 1) & (month <= 12) & (day >= 1)
    fits &= (day <= 31) & (hour <= 24) & (minute < 60) & (second < 60)
    if not fits[known].all():
        return None
    months = np.where(known, 12 * (year - 1970) + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64) + day - 1
    seconds = (hour * 60 + minute) * 60 + second
    return np.where(known, days * DAY + seconds * 1000, NEVER)


def hints_time(name: str) -> bool:
    """Tell whether a column's name says that it is a time."""
    return any(hint in name.lower() for hint in HINTS) or bool(WHEN.search(name))


def goes_one_way(values: Float[np.ndarray, " known"]) -> bool:
    """Tell whether nearly all steps go up, or nearly all down."""
    steps = np.diff(values)
    ups, downs = (steps >= 0).mean() if len(steps) else 0, (steps <= 0).mean() if len(steps) else 0
    return bool(len(steps) and steps.any() and max(ups, downs) >= IN_ORDER)


def months_as_decimals(values: Float[np.ndarray, " rows"]) -> Int64[np.ndarray, " rows"] | None:
    """Read 1871.01 … 1871.12 as years with their months; None where the rows do not say so.

    October is written 1871.1, as numbers are. The month may stand in front: 01.1871.
    """
    if len(values) < 13 or np.isnan(values).any():
        return None
    values = values.astype(np.float64)
    if values.max() < 13:
        month = np.floor(values)
        values = np.round((values - month) * 10_000, 1) + month / 100
    months = np.round(values * 100).astype(np.int64)
    if np.abs(values * 100 - months).max() > CLOSE or months.min() < 100_000:
        return None
    moments = moments_of({"Y": months // 100, "m": months % 100})
    steps = np.diff(months // 100 * 12 + months % 100)
    fits = (moments != NEVER).all() and (np.abs(steps) == 1).mean() >= IN_ORDER
    return moments if fits else None
