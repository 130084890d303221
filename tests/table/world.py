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


def household() -> str:
    """A house's meter, minute by minute: question marks where it was silent."""
    head = "Date;Time;Global_active_power;Global_reactive_power;Voltage;Sub_metering_1\n"
    moments = times(400, 1, "%-d/%-m/%Y;%H:%M:%S", "2006-12-16 17:24")
    power, dead, volts = waves(400, 1, 1, 3), waves(400, 2, 0.1, 0.3), waves(400, 3, 3, 235)
    return head + "".join(
        f"{t};?;?;?;?\n" if n in (50, 51, 300) else f"{t};{a:.3f};{b:.3f};{c:.3f};{n % 3}.000\n"
        for n, (t, a, b, c) in enumerate(zip(moments, power, dead, volts, strict=True))
    )


def groceries() -> str:
    """A chain's sales by day: every day lists its shops and their items in turn."""
    lines, number = [], 0
    for day, date in enumerate(times(40, 1440, "%Y-%m-%d", "2013-01-01")):
        for shop in (1, 25, 44):
            for item in (103665, 105574, 108079):
                sold = 3 + (day * shop + item) % 11
                lines.append(f"{number},{date},{shop},{item},{sold}.0,{day % 9 == shop % 9}\n")
                number += 1
    return "id,date,store_nbr,item_nbr,unit_sales,onpromotion\n" + "".join(lines)


def generation() -> str:
    """A German market's generation: begin and end of each hour, points between thousands."""
    head = "Datum;Anfang;Ende;Biomasse [MWh];Wind Onshore [MWh];Kernenergie [MWh]\n"
    begins = times(400, 60, "%d.%m.%Y;%H:%M")
    ends = times(401, 60, "%H:%M")[1:]
    bio, wind = waves(400, 1, 200, 4500), waves(400, 2, 4000, 9000)

    def german(value: float) -> str:
        return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))

    return head + "".join(
        f"{a};{b};{german(x)};{german(y)};-\n"
        for a, b, x, y in zip(begins, ends, bio, wind, strict=True)
    )


def index_fund() -> str:
    """A quotes page's export: newest first, months by name, volumes as 1.25B, changes in %."""
    days = times(200, 1440, "%b %d, %Y", "2023-01-02")[::-1]
    close = waves(200, 1, 100, 4200)
    return '"Date","Price","Open","High","Low","Vol.","Change %"\n' + "".join(
        f'"{d}","{c:,.2f}","{c - 3:,.2f}","{c + 9.5:,.2f}","{c - 12.5:,.2f}",'
        f'"{1 + n % 7 / 4:.2f}B","{(n % 9 - 4) / 8:.2f}%"\n'
        for n, (d, c) in enumerate(zip(days, close, strict=True))
    )


def climate() -> str:
    """Daily summaries of a weather station: attributes in cells with commas."""
    days = times(365, 1440, "%Y-%m-%d", "2020-01-01")
    high = [round(value) for value in waves(365, 1, 80, 150)]
    head = '"STATION","DATE","PRCP","PRCP_ATTRIBUTES","TMAX","TMAX_ATTRIBUTES","TMIN"\n'
    return head + "".join(
        f'"USW00094728","{d}","{max(0, n * 37 % 90 - 40)}",",,W,2400",'
        f'"{t}",",,W","{t - 60 - n % 5}"\n'
        for n, (d, t) in enumerate(zip(days, high, strict=True))
    )


def ride() -> str:
    """A ride's track: second by second, with place, pulse and power."""
    moments = times(500, 1 / 60, "%Y-%m-%dT%H:%M:%SZ", "2024-05-05 07:00")
    up, beat, watt = waves(500, 1, 40, 300), waves(500, 2, 15, 140), waves(500, 3, 60, 210)
    return "time,lat,lon,ele,hr,cad,power\n" + "".join(
        f"{t},{46 + n / 9e4 + n % 7 / 1e6:.6f},{7.5 - n / 7e4 + n % 5 / 1e6:.6f},{up[n]:.1f},"
        f"{round(beat[n])},{85 + n % 8},{round(watt[n])}\n"
        for n, t in enumerate(moments)
    )


def bearing() -> str:
    """Vibrations of four bearings: no names, tabs between, the sign before most."""
    channels = [waves(600, n, 0.2, 0) for n in range(4)]
    return "".join("\t".join(f"{c[n]:.3f}" for c in channels) + "\n" for n in range(600))


def forecast() -> str:
    """A weather service's answer: a small table about the place, then the one that is meant."""
    head = (
        "latitude,longitude,elevation,utc_offset_seconds,timezone,timezone_abbreviation\n"
        "52.52,13.419998,38.0,0,GMT,GMT\n\n"
        "time,temperature_2m (°C),relative_humidity_2m (%),wind_speed_10m (km/h)\n"
    )
    rows = zip(
        times(336, 60, "%Y-%m-%dT%H:%M"),
        waves(336, 1, 6, 12),
        waves(336, 2),
        waves(336, 3),
        strict=True,
    )
    return head + "".join(f"{t},{a:.1f},{round(b)},{c:.1f}\n" for t, a, b, c in rows)


def ward() -> str:
    """A patient's hours on a ward: bars between, most laboratory values missing."""
    head = "HR|O2Sat|Temp|SBP|Lactate|Age|Gender|HospAdmTime|ICULOS|SepsisLabel\n"
    beat, press = waves(240, 1, 8, 85), waves(240, 2, 12, 120)
    return head + "".join(
        f"{beat[n]:.1f}|{94 + n % 5}|{'NaN' if n % 4 else 36.5 + n % 9 / 10}|{press[n]:.1f}|"
        f"{'NaN' if n % 24 else '1.8'}|83.14|0|-0.03|{n + 1}|{int(n > 220)}\n"
        for n in range(240)
    )


def houses() -> str:
    """House prices: a region in each row, a month in each column."""
    firsts = np.arange("2010-02", "2018-02", dtype="datetime64[M]").astype("datetime64[D]")
    months = [str(day) for day in firsts - 1]
    lines = []
    for region in range(60):
        prices = waves(96, region, 9000, 200_000 + 3_000 * region)
        cells = ",".join(f"{price + 500 * n:.2f}" for n, price in enumerate(prices))
        lines.append(f'{102001 + 13 * region % 797},{region},"Town {region}, ST",msa,ST,{cells}\n')
    return (
        "RegionID,SizeRank,RegionName,RegionType,StateName,"
        + ",".join(months)
        + "\n"
        + "".join(lines)
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
            "Distance,Calories,Avg HR,Max HR,Aerobic TE,Avg Pace,Total Ascent",
            says=("newest row is first",),
        ),
    ),
    (
        departments,
        Expected(720, "2010-02-05", "Weekly_Sales", "Weekly_Sales,IsHoliday", "Store Dept"),
    ),
    (traffic, Expected(384, "2021-03-01 00:00", "Vol", "Vol", "WktGeom")),
    (heart, Expected(500, "0:00.000", "ECG II", "ECG I,ECG II")),
    (species, Expected(300, "01/03/2021 00:00", "PM10", "NO2,PM10")),
    (
        compressor,
        Expected(
            500,
            "2021-03-01 00:00:00",
            "Oil_temperature",
            "TP2,DV_pressure,Oil_temperature,Motor_current,COMP",
        ),
    ),
)

SECOND: tuple[tuple[Callable[[], str], Expected], ...] = (
    (
        household,
        Expected(
            400,
            "16/12/2006 17:24:00",
            "Global_active_power",
            "Global_active_power,Global_reactive_power,Voltage,Sub_metering_1",
            says=("Missing values: 3 in “Global_active_power”",),
        ),
    ),
    (
        groceries,
        Expected(360, "2013-01-01", "unit_sales", "unit_sales,onpromotion", "store_nbr item_nbr"),
    ),
    (
        generation,
        Expected(400, "01.03.2021 00:00", "Wind Onshore", "Biomasse,Wind Onshore"),
    ),
    (
        index_fund,
        Expected(
            200,
            "Jan 02, 2023",
            "Price",
            "Price,Open,High,Low,Vol.,Change %",
            says=("newest row is first",),
        ),
    ),
    (climate, Expected(365, "2020-01-01", "TMAX", "PRCP,TMAX,TMIN")),
    (ride, Expected(500, "2024-05-05 07:00:00", "power", "lat,lon,ele,hr,cad,power")),
    (bearing, Expected(600, "0", "column 4", "column 1,column 2,column 3,column 4")),
    (
        forecast,
        Expected(
            336,
            "2021-03-01 00:00",
            "temperature_2m",
            "temperature_2m,relative_humidity_2m,wind_speed_10m",
        ),
    ),
    (
        ward,
        Expected(
            240,
            "0",
            "SepsisLabel",
            "HR,O2Sat,SBP,SepsisLabel",
            says=("“Temp” has holes (75 % missing)",),
        ),
    ),
    (
        houses,
        Expected(
            60, "Town 0, ST", "2017-12-31", "2010-01-31 … 2017-11-30", says=("one thing in turn",)
        ),
    ),
)
