"""Small files after what archives and apps hand out, with figures made here.

What is right for each was written down before the app was tried on it.
"""

from collections.abc import Callable

from tests.table.world import Expected, times, waves


def pedestrians() -> str:
    """People in a city's streets: months by name, an id that counts, streets in turn each hour."""
    lines, number = [], 0
    streets = {4: "Town Hall (West)", 17: "Collins Place", 18: "Flagstaff Station"}
    counts = {key: waves(200, key, 90, 200) for key in streets}
    stamps = times(200, 60, "%B %d, %Y %I:%M:%S %p", "2009-11-01")
    for n, parts in enumerate(times(200, 60, "%Y,%B,%-d,%A,%-H", "2009-11-01")):
        for key, name in streets.items():
            number += 1
            lines.append(f'{number},"{stamps[n]}",{parts},{key},{name},{round(counts[key][n])}\n')
    head = "ID,Date_Time,Year,Month,Mdate,Day,Time,Sensor_ID,Sensor_Name,Hourly_Counts\n"
    return head + "".join(lines)


def inverter() -> str:
    """A roof's inverter: formats and units in a row of brackets below the names."""
    head = (
        "Date and time;Energy | Symo 4.5;Production;Consumption;State of charge\n"
        "[dd.MM.yyyy HH:mm];[Wh];[Wh];[Wh];[%]\n"
    )
    made, used = waves(400, 1, 200, 300), waves(400, 2, 90, 150)
    return head + "".join(
        f"{moment};{made[n] / 2:.2f};{made[n]};{used[n]};{50 + n * 7 % 41}\n"
        for n, moment in enumerate(times(400, 5, "%d.%m.%Y %H:%M", "2023-05-01"))
    )


def storms() -> str:
    """Tracks of storms: a line about each above its rows, marks behind latitudes, −999."""
    lines = []
    for storm, name in enumerate(("ANA", "BILL", "CLAUDETTE", "DANNY"), start=1):
        lines.append(f"AL{storm:02d}2021,{name:>19},     40,\n")
        wind, press = waves(40, storm, 15, 45), waves(40, storm + 9, 9, 1000)
        for n, moment in enumerate(times(40, 360, "%Y%m%d, %H%M", f"2021-0{storm + 4}-20")):
            lines.append(
                f"{moment},  , TS, {33 + n / 10:4.1f}N, {62 + n / 5:5.1f}W, {round(wind[n]):3d}, "
                f"{round(press[n]):4d}, -999,\n"
            )
    return "".join(lines)


def ticks() -> str:
    """A bank's quotes: points in dates, milliseconds and an offset behind them."""
    close = waves(400, 1, 0.01, 1.12)
    return "Gmt time,Open,High,Low,Close,Volume\n" + "".join(
        f"{moment}.000 GMT+0100,{close[n] - 0.001:.5f},{close[n] + 0.004:.5f},"
        f"{close[n] - 0.005:.5f},{close[n]:.5f},{100 + n * 37 % 900 / 7:.4f}\n"
        for n, moment in enumerate(times(400, 60, "%d.%m.%Y %H:%M:%S", "2018-01-01 23:00"))
    )


def turbine() -> str:
    """A wind turbine's log: who exported it and the names in comments, NaN, an angle."""
    head = (
        "# This file was exported by a tool at 2022-02-01 12:00.\n#\n# Turbine: One\n"
        "# Time zone: UTC\n# Interval: 10 minutes\n#\n"
        "# Date and time,Wind speed (m/s),Wind direction (°),Power (kW),Gear oil temperature (°C)\n"
    )
    wind, power, oil = waves(400, 1, 4, 8), waves(400, 2, 600, 900), waves(400, 3, 5, 55)
    return head + "".join(
        f"{moment},"
        + (
            "NaN,NaN,NaN,NaN\n"
            if 90 <= n < 96
            else f"{wind[n]},{n * 13 % 360},{power[n]},{oil[n]}\n"
        )
        for n, moment in enumerate(times(400, 10, "%Y-%m-%d %H:%M:%S", "2016-01-14"))
    )


def pulse_watch() -> str:
    """A watch's session: a table of one row about it, then the seconds, the rate in the first."""
    head = (
        "Name,Sport,Date,Start time,Duration,Total distance (km),Average heart rate (bpm)\n"
        "Jane Doe,RUNNING,01-03-2021,07:12:31,00:06:40,1.2,151\n"
        "Sample rate,Time,HR (bpm),Speed (km/h),Pace (min/km),Cadence,Altitude (m)\n"
    )
    beat, speed, high = waves(400, 1, 12, 150), waves(400, 2, 2, 10), waves(400, 3, 6, 210)
    return head + "".join(
        f"{'' if n else 1},{moment},{round(beat[n])},{speed[n]},0{5 + n % 2}:{10 + n % 40},"
        f"{80 + n % 9},{round(high[n])}\n"
        for n, moment in enumerate(times(400, 1 / 60, "%H:%M:%S"))
    )


def open_air() -> str:
    """Open air quality: a row per value, parameters one after another, offsets behind times."""
    lines = []
    for number, parameter, unit in ((3, "pm25", "µg/m³"), (7, "o3", "ppm"), (9, "no2", "ppm")):
        for n, moment in enumerate(times(200, 60, "%Y-%m-%dT%H:%M:%S-05:00", "2023-05-01 01:00")):
            value = "-999" if n == 50 else waves(200, number, 5, 20)[n]
            lines.append(
                f'2178,{number},"Del Norte-2178","{moment}",35.1353,-106.5847,{parameter},{unit},'
                f"{value}\n"
            )
    head = "location_id,sensors_id,location,datetime,lat,lon,parameter,units,value\n"
    return head + "".join(lines)


def contest() -> str:
    """A contest of forecasts: a series in each row, as long as it happens to be."""
    lines = []
    for series in range(40):
        length = 60 + series * 7 % 40
        cells = [f'"{value}"' for value in waves(length, series, 90, 900)] + [""] * (100 - length)
        lines.append(f'"M{series + 1}",{",".join(cells)}\n')
    return ",".join(f'"V{n + 1}"' for n in range(101)) + "\n" + "".join(lines)


def home_station() -> str:
    """A home's weather station: three lines about it, seconds since 1970 beside the zone's time."""
    head = 'Name;Long;Lat;ModuleName;ModuleType\nHome;8.54;47.37;Indoor;"Temperature,CO2"\n\n'
    head += 'Timestamp;"Timezone : Europe/Zurich";Temperature;Humidity;CO2;Noise;Pressure\n'
    warm, gas, press = waves(400, 1, 3, 21), waves(400, 2, 200, 700), waves(400, 3, 5, 1015)
    return head + "".join(
        f'{1614556800 + 300 * n};"{moment}";{warm[n]:.1f};{40 + n % 9};{round(gas[n])};{35 + n % 5}'
        f";{press[n]:.1f}\n"
        for n, moment in enumerate(times(400, 5, "%Y/%m/%d %H:%M:%S", "2021-03-01 01:00"))
    )


ARCHIVES: tuple[tuple[Callable[[], str], Expected], ...] = (
    (
        pedestrians,
        Expected(
            600,
            "November 01, 2009 12:00:00 AM",
            "Hourly_Counts",
            "Hourly_Counts",
            "Sensor_Name",
            says=("“ID” counts on from row to row, with holes",),
        ),
    ),
    (
        inverter,
        Expected(
            400,
            "01.05.2023 00:00",
            "Consumption",
            "Energy | Symo 4.5,Production,Consumption,State of charge",
        ),
    ),
    (
        ticks,
        Expected(400, "2018-01-01 23:00", "Close", "Open,High,Low,Close,Volume"),
    ),
    (
        turbine,
        Expected(
            400,
            "2016-01-14 00:00",
            "Power",
            "Wind speed,Wind direction,Power,Gear oil temperature",
            says=("is an angle", "comment lines", "Missing values: 6 in “Wind speed”"),
        ),
    ),
    (
        pulse_watch,
        Expected(
            400,
            "00:00:00",
            "Cadence",
            "HR,Speed,Pace,Cadence,Altitude",
            says=("2 lines before the table",),
        ),
    ),
    (
        open_air,
        Expected(200, "2023-05-01 01:00", "pm25", "pm25,o3,no2", says=("−999 stands",)),
    ),
    (contest, Expected(40, "M1", "V73", "V2 … V72", says=("“V74” has holes (33 % missing)",))),
    (
        home_station,
        Expected(
            400,
            "2021/03/01 01:00:00",
            "Temperature",
            "Temperature,Humidity,CO2,Noise,Pressure",
            says=("“Timestamp” tells the time too",),
        ),
    ),
)
