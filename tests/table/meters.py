"""Small files after what meters, phones and counters write, with figures made here.

What is right for each was written down before the app was tried on it.
"""

from collections.abc import Callable

from tests.table.world import Expected, times, waves


def households() -> str:
    """Smart meters of a city: ten-millionths of seconds, blanks around numbers, one Null each."""
    lines = []
    for k, home in enumerate(("MAC000002", "MAC000003", "MAC000006")):
        used = waves(300, k, 0.2, 0.5)
        for n, moment in enumerate(times(300, 30, "%Y-%m-%d %H:%M:%S", "2012-10-12 00:30")):
            lines.append(f"{home},Std,{moment}.0000000, {used[n]} \r\n")
            if n == 200:
                lines.append(f"{home},Std,{moment[:-2]}15.0000000,Null\r\n")
    return "LCLid,stdorToU,DateTime,KWH/hh (per half hour) \r\n" + "".join(lines)


def phone() -> str:
    """A phone's accelerometer: nanoseconds since 1970, seconds since the start, axes z to x."""
    axes = [waves(500, n, 2, 0) for n in range(3)]
    return "time,seconds_elapsed,z,y,x\n" + "".join(
        f"{1718030736872695300 + n * 10_050_000 + n % 3 * 40_000},{0.07 + n * 0.01005:.7f},"
        f"{axes[0][n]},{axes[1][n]},{axes[2][n]}\n"
        for n in range(500)
    )


def battery() -> str:
    """A cell that is charged again and again: cycles one after another on one clock."""
    volt, warm = waves(500, 1, 0.3, 3.7), waves(500, 2, 3, 28)
    head = (
        "Date_Time,Test_Time (s),Cycle_Index,Current (A),Voltage (V),Charge_Capacity (Ah),"
        "Cell_Temperature (C)\n"
    )
    return head + "".join(
        f"{moment},{30 * n}.0,{n // 100 + 1},{1.1 if n % 100 < 60 else -2.2},{volt[n]},"
        f"{n % 100 / 110:.4f},{warm[n]}\n"
        for n, moment in enumerate(times(500, 0.5, "%Y-%m-%d %H:%M:%S", "2018-02-03 10:00"))
    )


def bridge() -> str:
    """A bridge's bicycles, hour by hour in American dress: a total and its two sides."""
    east, west = ([max(0, round(value)) for value in waves(600, k, 40, 60)] for k in range(2))
    rows = times(600, 60, "%m/%d/%Y %I:%M:%S %p", "2012-10-03")
    return "Date,Bridge Total,Bridge East Sidewalk,Bridge West Sidewalk\n" + "".join(
        f"{row},{a + b},{a},{b}\n" for row, a, b in zip(rows, east, west, strict=True)
    )


def influenza() -> str:
    """Weeks of influenza in three countries: year, week and the week's first day, sums beside."""
    lines = []
    for k, (country, code) in enumerate((("Austria", "AUT"), ("Chile", "CHL"), ("Ghana", "GHA"))):
        a, b = ([max(0, round(v)) for v in waves(104, 10 * k + s, 30, 40)] for s in range(2))
        for n, day in enumerate(times(104, 7 * 1440, "%G,%V,%Y-%m-%d", "2018-01-01")):
            year, week, first = day.split(",")
            seen = 300 + 7 * n % 90 if n % 20 else ""
            lines.append(
                f"EUR,{code},{country},{year},{int(week)},{first},{seen},"
                f"{a[n]},{b[n]},{a[n] + b[n]}\n"
            )
    head = (
        "WHOREGION,CODE,COUNTRY,ISO_YEAR,ISO_WEEK,ISO_WEEKSTARTDATE,SPEC_NB,INF_A,INF_B,INF_ALL\n"
    )
    return head + "".join(lines)


def tide_gauge() -> str:
    """A sea level's months: decimal years, no names, −99999, and how many days were missing."""
    level = [round(6900 + value) for value in waves(480, 1, 80, 0)]
    return "".join(
        f"  {1980 + (n + 0.5) / 12:.4f};{-99999 if n in (7, 8, 300) else level[n]:6d};"
        f"{'99' if n in (7, 8, 300) else '02' if n % 90 == 4 else ' 0'};000\n"
        for n in range(480)
    )


def dispatch() -> str:
    """A market's dispatch: the kind of record in front, regions in turn, an end of report."""
    head = (
        "C,NEMP.WORLD,DISPATCH,AEMO,PUBLIC,2023/01/01,00:05:05,0000000123,DISPATCH,0000000122\n"
        "I,DISPATCH,PRICE,4,SETTLEMENTDATE,RUNNO,REGIONID,INTERVENTION,RRP,TOTALDEMAND\n"
    )
    lines = []
    regions = {
        name: waves(200, k, 30, 90 + 9 * k) for k, name in enumerate(("NSW1", "QLD1", "SA1"))
    }
    for n, moment in enumerate(times(200, 5, "%Y/%m/%d %H:%M:%S", "2023-01-01 00:05")):
        for k, (region, price) in enumerate(regions.items()):
            load = 5000 + 700 * k + (n * 37 + k * 11) % 900
            lines.append(f'D,DISPATCH,PRICE,4,"{moment}",1,{region},0,{price[n]},{load}.5\n')
    return head + "".join(lines) + 'C,"END OF REPORT",603\n'


def carriageway() -> str:
    """A motorway's quarters of an hour: date and time apart, ids that never change."""
    head = (
        "Local Date,Local Time,Day Type ID,Total Carriageway Flow,Total Flow up to 5.2m,"
        "Speed Value,Quality Index,Network Link Id,NTIS Model Version\n"
    )
    flow, speed = waves(480, 1, 150, 300), waves(480, 2, 9, 100)
    rows = times(480, 15, "%Y-%m-%d,%H:%M:%S", "2018-04-01 00:14")
    return head + "".join(
        f"{row},{(0, 0, 0, 0, 5, 6, 11)[n // 96 % 7]},"
        + (",,,15,126040402,0\n" if 200 <= n < 212 else "")
        + (
            ""
            if 200 <= n < 212
            else f"{flow[n]:.0f},{flow[n] * 0.8:.0f},{speed[n]},15,126040402,0\n"
        )
        for n, row in enumerate(rows)
    )


def hourly_load() -> str:
    """Loads of countries, one after another, tabs between: the hour's begin and end, a copy."""
    head = (
        "MeasureItem\tDateUTC\tDateShort\tTimeFrom\tTimeTo\tCountryCode\tCov_ratio\tValue\t"
        "Value_ScaleTo100\n"
    )
    lines = []
    for k, country in enumerate(("AT", "BE", "CZ")):
        load = waves(240, k, 900, 6000 + 500 * k)
        begins, ends = times(240, 60, "%d-%m-%Y"), times(241, 60, "%H:%M")
        lines += [
            f"Hourly Load\t{begins[n]} {ends[n]}\t{begins[n]}\t{ends[n]}\t{ends[n + 1]}\t"
            f"{country}\t100\t{load[n]}\t{load[n]}\n"
            for n in range(240)
        ]
    return head + "".join(lines)


def wristband() -> str:
    """A wristband's accelerometer: when it began and how often it measures, above the numbers."""
    axes = [[round(value) for value in waves(600, n, 20, 10 * n)] for n in range(3)]
    head = ", ".join(["1551453301.000000"] * 3) + "\n" + ", ".join(["32.000000"] * 3) + "\n"
    return head + "".join(f"{x},{y},{z}\n" for x, y, z in zip(*axes, strict=True))


METERS: tuple[tuple[Callable[[], str], Expected], ...] = (
    (
        households,
        Expected(
            900, "2012-10-12 00:30:00", "KWH/hh (per half hour)", "KWH/hh (per half hour)", "LCLid"
        ),
    ),
    (
        phone,
        Expected(
            500,
            "2024-06-10 14:45:36.872",
            "x",
            "z,y,x",
            says=("“seconds_elapsed” tells the time too",),
        ),
    ),
    (
        battery,
        Expected(
            500,
            "2018-02-03 10:00:00",
            "Voltage",
            "Current,Voltage,Charge_Capacity (Ah),Cell_Temperature",
            says=("“Test_Time” tells the time too", "“Cycle_Index” tells which part"),
        ),
    ),
    (
        bridge,
        Expected(
            600,
            "10/03/2012 12:00:00 AM",
            "Bridge Total",
            "Bridge Total,Bridge East Sidewalk,Bridge West Sidewalk",
            says=("added up",),
        ),
    ),
    (
        influenza,
        Expected(
            312,
            "2018-01-01",
            "INF_ALL",
            "SPEC_NB,INF_ALL",
            "COUNTRY",
            says=("“ISO_YEAR” tells the time too", "added up"),
        ),
    ),
    (
        tide_gauge,
        Expected(480, "1980-01-16", "column 2", "column 2,column 3", says=("−99999, 99 stand",)),
    ),
    (
        dispatch,
        Expected(
            600,
            "2023/01/01 00:05:00",
            "TOTALDEMAND",
            "RRP,TOTALDEMAND",
            "REGIONID",
            says=("left out: 2 lines of others",),
        ),
    ),
    (
        carriageway,
        Expected(
            480,
            "2018-04-01 00:14:00",
            "Speed Value",
            "Day Type ID,Total Carriageway Flow,Total Flow up to 5.2m,Speed Value",
            says=("Missing values: 12 in",),
        ),
    ),
    (
        hourly_load,
        Expected(720, "01-03-2021 00:00", "Value", "Value", "CountryCode", says=("is a copy of",)),
    ),
    (wristband, Expected(600, "0", "column 3", "column 1,column 2,column 3", says=("2 lines",))),
)
