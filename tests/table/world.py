"""Small files after public structures, with figures made here, and what a careful reader expects.

Each was written down before the app was tried on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np


@dataclass(frozen=True)
class Expected:
    """What is right for a file.

    Args:
        rows: of the table.
        label: what names the first row, or "" where nothing does.
        target: what is predicted.
        fed: the columns that the network reads.
        series: the column or columns that tell series apart, or None.
        says: what is said of it.
    """

    rows: int
    label: str
    target: str
    fed: str
    series: str | None = None
    says: tuple[str, ...] = ()


def waves(rows: int, seed: int, size: float = 10.0, middle: float = 50.0) -> list[float]:
    """Make up a measured quantity: a day's wave with noise, two decimals."""
    random = np.random.default_rng(seed)
    noise = random.normal(0, size / 8, rows).cumsum() / 4
    values = middle + size * np.sin(np.arange(rows) / 24 * 2 * np.pi) + noise
    return [round(float(value), 2) for value in values]


def times(rows: int, minutes: float, shape: str, begin: str = "2021-03-01") -> list[str]:
    """Write the moments of rows."""
    first = datetime.fromisoformat(begin)
    return [(first + timedelta(minutes=minutes * row)).strftime(shape) for row in range(rows)]


def river() -> str:
    """Daily discharge of a global archive: comments, no clock, a written sentinel."""
    values = [f"{value:10.3f}" for value in waves(400, 1)]
    for row in (7, 8, 200):
        values[row] = "  -999.000"
    days = times(400, 1440, "%Y-%m-%d", "1980-01-01")
    head = (
        "# Title:                 STATION DATA FILE\n#                        -----------\n"
        "# River:                 RHINE\n# Unit of measure:       m3/s\n# Table Header:\n"
        "#     YYYY-MM-DD - Date\n#     hh:mm      - Time\n#\n# Data lines: 400\n# DATA\n"
        "YYYY-MM-DD;hh:mm; Value\n"
    )
    return head + "".join(f"{d};--:--;{v}\n" for d, v in zip(days, values, strict=True))


def prices() -> str:
    """Prices of an electricity market: each row is named by an interval."""
    shape = "%d/%m/%Y %H:%M:%S"
    begins, ends = times(401, 15, shape)[:-1], times(401, 15, shape)[1:]
    rows = zip(begins, ends, waves(400, 2), strict=True)
    head = '"MTU (CET/CEST)","Area","Sequence","Day-ahead Price (EUR/MWh)"\n'
    return head + "".join(f'"{a} - {b}","BZN|CZ","Without Sequence","{v}"\n' for a, b, v in rows)


def glucose() -> str:
    """A glucose monitor: rows about the person and the device come first."""
    head = (
        "Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,"
        "Source Device ID,Glucose Value (mg/dL),Insulin Value (u),Carb Value (grams),"
        "Duration (hh:mm:ss),Transmitter Time (Long Integer),Transmitter ID\n"
        "1,,FirstName,,Jane,,,,,,,,\n2,,LastName,,Doe,,,,,,,,\n3,,Device,,,G6,phone,,,,,,\n"
        "4,,Alert,High,,,phone,200,,,,,\n"
    )
    values = [str(round(value)) for value in waves(400, 3, 30, 120)]
    values[100] = "Low"
    moments = times(400, 5, "%Y-%m-%dT%H:%M:%S")
    return head + "".join(
        f"{5 + n},{t},EVG,,,,phone,{v},,,,{7_000_000 + 300 * n + n % 2},8GAAA\n"
        for n, (t, v) in enumerate(zip(moments, values, strict=True))
    )


def demand() -> str:
    """Demand and price of a grid, with columns of one word."""
    rows = zip(
        times(400, 5, "%Y/%m/%d %H:%M:%S"), waves(400, 4, 900, 6000), waves(400, 5), strict=True
    )
    return "REGION,SETTLEMENTDATE,TOTALDEMAND,RRP,PERIODTYPE\n" + "".join(
        f"VIC1,{t},{d},{p},TRADE\n" for t, d, p in rows
    )


def activities() -> str:
    """A sports watch: newest first, thousands with commas, gaps as --, times as text."""
    moments = times(120, 1440 + 37, "%Y-%m-%d %H:%M:%S")[::-1]
    km, kcal, pulse = waves(120, 6, 3, 9), waves(120, 7, 400, 900), waves(120, 8, 12, 145)
    head = (
        "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Aerobic TE,"
        "Avg Pace,Total Ascent\n"
    )
    lines = []
    for n in range(120):
        kind = ("Running", "Cycling", "Running", "Lap Swimming")[n % 4 - n % 3]
        ascent = "--" if n % 30 == 4 else str(40 + 7 * n % 17)
        lines.append(
            f'{kind},{moments[n]},false,"Home, {n}","{km[n]}","{round(kcal[n]):,}",'
            f'"00:{30 + n % 29}:24","{round(pulse[n])}","{round(pulse[n]) + 20 + n % 5}",'
            f'"{2.5 + n % 7 / 10:.1f}","{5 + n % 2}:{10 + n % 40}","{ascent}"\n'
        )
    return head + "".join(lines)


def departments() -> str:
    """Weekly sales of a chain: store and department together are a series."""
    days = times(60, 7 * 1440, "%Y-%m-%d", "2010-02-05")
    lines = []
    for store in (1, 2, 3):
        for dept in (1, 2, 7, 92):
            values = waves(60, 10 * store + dept, 4000, 20000)
            lines += [
                f"{store},{dept},{d},{v},{'TRUE' if n % 13 == 1 else 'FALSE'}\n"
                for n, (d, v) in enumerate(zip(days, values, strict=True))
            ]
    return "Store,Dept,Date,Weekly_Sales,IsHoliday\n" + "".join(lines)


def traffic() -> str:
    """Counts of a city's streets: the time in five columns, one street after another."""
    lines = []
    for n, street in enumerate(("BROADWAY", "5 AVENUE", "CANAL STREET", "PARK AVENUE")):
        for t, v in zip(times(96, 15, "%Y,%-m,%-d,%-H,%-M"), waves(96, n, 40, 90), strict=True):
            lines.append(
                f"{20000 + 7 * n},Manhattan,{t},{round(v)},{32000 + 11 * n},"
                f"POINT ({990000 + n} {200000 - n}),{street},A STREET,B STREET,NB\n"
            )
    head = "RequestID,Boro,Yr,M,D,HH,MM,Vol,SegmentID,WktGeom,street,fromSt,toSt,Direction\n"
    return head + "".join(lines)


def heart() -> str:
    """Leads of a heart monitor: names and units in single quotes, the time elapsed."""
    lines = [
        f"'{n // 60_000}:{n // 1000 % 60:02d}.{n % 1000:03d}',{a},{b}\n"
        for n, a, b in zip(range(0, 4000, 8), waves(500, 1, 1, 0), waves(500, 2, 1, 0), strict=True)
    ]
    return "'Elapsed time','ECG I','ECG II'\n'hh:mm:ss.mmm','mV','mV'\n" + "".join(lines)


def species() -> str:
    """A city's air: one value a row, two species one after another."""
    lines = []
    for kind, seed in (("NO2", 1), ("PM10", 2)):
        for t, v in zip(times(300, 60, "%d/%m/%Y %H:%M"), waves(300, seed), strict=True):
            lines.append(f"MY1,{kind},{t},{v},ug m-3,{'R' if seed == 1 else 'P'}\n")
    return "Site,Species,ReadingDateTime,Value,Units,Provisional or Ratified\n" + "".join(lines)


def compressor() -> str:
    """A train's compressor: a nameless counter in tens, valves that are open or shut."""
    moments = times(500, 1 / 6, "%Y-%m-%d %H:%M:%S")
    head = ",timestamp,TP2,DV_pressure,Oil_temperature,Motor_current,COMP,MPG,LPS\n"
    p, d, o, m = (waves(500, n, 3, 8) for n in range(4))
    return head + "".join(
        f"{10 * n},{moments[n]},{p[n]},{d[n]},{o[n]},{m[n]},{float(n // 40 % 2)},"
        f"{float(n // 40 % 2)},0.0\n"
        for n in range(500)
    )


FIRST: tuple[tuple[Callable[[], str], Expected], ...] = (
    (river, Expected(400, "1980-01-01", "Value", "Value", says=("−999",))),
    (
        prices,
        Expected(400, "01/03/2021 00:00:00", "Day-ahead Price", "Day-ahead Price"),
    ),
    (glucose, Expected(400, "2021-03-01 00:00", "Glucose Value", "Glucose Value")),
    (
        demand,
        Expected(400, "2021/03/01 00:00:00", "TOTALDEMAND", "TOTALDEMAND,RRP"),
    ),
    (
        activities,
        Expected(
            120,
            "2021-03-01 00:00",
            "Total Ascent",
            "Distance,Calories,Avg HR,Max HR,Aerobic TE,Total Ascent",
            says=("newest row is first",),
        ),
    ),
    (
        departments,
        Expected(720, "2010-02-05", "Weekly_Sales", "Weekly_Sales,IsHoliday", "Store Dept"),
    ),
    (traffic, Expected(384, "2021-03-01 00:00", "Vol", "Vol", "WktGeom")),
    (heart, Expected(500, "0:00.000", "ECG II", "ECG I,ECG II")),
    (species, Expected(600, "01/03/2021 00:00", "Value", "Value", "Species")),
    (
        compressor,
        Expected(
            500,
            "2021-03-01 00:00:00",
            "Motor_current",
            "TP2,DV_pressure,Oil_temperature,Motor_current,COMP",
        ),
    ),
)
