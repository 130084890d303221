"""Small files after what offices, shops and exchanges write, and what is right for each.

Each was written down before the app was tried on it; the first of them are in `world`.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from tests.table.world import Expected, times, waves


def exchange_rates() -> str:
    """A central bank's rates: newest first, currencies that are no more, a comma at the end."""
    days = times(300, 1440, "%Y-%m-%d", "2021-05-03")[::-1]
    dollar, yen = waves(300, 1, 0.1, 1.2), waves(300, 2, 5, 128)
    return "Date,USD,JPY,BGN,CYP,RUB,\n" + "".join(
        f"{day},{dollar[n]:.4f},{yen[n]},1.9558,N/A,{'N/A' if n < 60 else f'{80 + n % 70 / 10}'},\n"
        for n, day in enumerate(days)
    )


def drugstores() -> str:
    """A chain's days, newest first: stores take turns; a column of 0, and letters on holidays."""
    head = '"Store","DayOfWeek","Date","Sales","Customers","Open","StateHoliday"\n'
    lines = []
    for n, day in enumerate(times(120, 1440, "%Y-%m-%d", "2015-04-03")[::-1]):
        week = date.fromisoformat(day).isoweekday()
        for store in (1, 2, 3, 4, 5):
            sales = (week != 7) * (4000 + store * 900 + n * 37 % 2100)
            lines.append(
                f"{store},{week},{day},{sales},{sales // 9},{int(week != 7)},"
                f'"{"a" if n in (30, 60) else "0"}"\n'
            )
    return head + "".join(lines)


def production() -> str:
    """A statistical office: a country in each row, months as columns, marks behind numbers."""
    months = [f"{year}-{month:02d}" for year in (2019, 2020, 2021) for month in range(1, 13)]
    lines = []
    for k, country in enumerate(("AT", "BE", "CZ", "DE", "ES", "FR", "IT", "PL", "SE", "SK")):
        values = waves(36, k, 3, 100)
        cells = [
            ": " if (5 * n + k) % 41 == 7 else f"{value} {'p' if n > 33 and k % 2 else ''}"
            for n, value in enumerate(values)
        ]
        lines.append(f"M,PROD,I15,{country}\t" + "\t".join(cells) + "\n")
    head = "freq,indic,unit,geo\\TIME_PERIOD\t" + "\t".join(f"{month} " for month in months)
    return head + "\n" + "".join(lines)


def coins() -> str:
    """A coin's hours, newest first: an address on top, the time as seconds and as a date."""
    first, close = datetime(2022, 1, 1, tzinfo=UTC), waves(500, 1, 900, 42000)
    lines = []
    for n in reversed(range(500)):
        moment = first + timedelta(hours=n)
        lines.append(
            f"{int(moment.timestamp())},{moment:%Y-%m-%d %H:%M:%S},BTC/USD,{close[n] - 3:.2f},"
            f"{close[n] + 40:.2f},{close[n]:.2f},{20 + n * 7 % 90 / 3:.8f}\n"
        )
    return "https://www.example.com\nunix,date,symbol,open,high,close,Volume BTC\n" + "".join(lines)


def epidemic() -> str:
    """Countries one after another, with what never changes within each."""
    lines = []
    for k, name in enumerate(("AFG,Asia,Afghanistan", "ALB,Europe,Albania", "DZA,Africa,Algeria")):
        total, found = 0, waves(150, k, 50, 90)
        for n, day in enumerate(times(150, 1440, "%Y-%m-%d", "2020-03-01")):
            total += round(found[n])
            smooth = "" if n < 5 else f"{found[n] / 1.1:.3f}"
            lines.append(
                f"{name},{day},{total}.0,{round(found[n])}.0,{smooth},{37746527 + 9 * k}.0,"
                f"{50 + k}.4\n"
            )
    head = "iso_code,continent,location,date,total_cases,new_cases,new_cases_smoothed,population,"
    return head + "median_age\n" + "".join(lines)


def price_index() -> str:
    """A statistical office's long table: places and products take turns, codes beside them."""
    head = (
        '"REF_DATE","GEO","Products","UOM","UOM_ID","VECTOR","COORDINATE","VALUE","STATUS",'
        '"DECIMALS"\n'
    )
    lines = []
    for n in range(60):
        for k, place in enumerate(("Canada", "Ontario", "Quebec")):
            for j, what in enumerate(("All-items", "Food")):
                lines.append(
                    f'"{2015 + n // 12}-{n % 12 + 1:02d}","{place}","{what}","2002=100","17",'
                    f'"v{416909 + 10 * k + j}","{k + 2}.{j + 2}",'
                    f'"{120 + 9 * k + 5 * j + n / 5 + (7 * n + k) % 5 / 10:.1f}","",'
                    '"1"\n'
                )
    return "\ufeff" + head + "".join(lines)


def candles() -> str:
    """An exchange's minutes without names: begin and end in milliseconds."""
    close = waves(400, 1, 500, 42000)
    return "".join(
        f"{1640995200000 + 60000 * n},{close[n] - 1},{close[n]},{3 + n % 17 / 3:.8f},"
        f"{1640995259999 + 60000 * n},{90 + n * 7 % 53},0\n"
        for n in range(400)
    )


def currency_bars() -> str:
    """A trading program's hours: names in angle brackets, date and time apart."""
    close = waves(400, 1, 0.01, 1.2)
    return "<DATE>\t<TIME>\t<OPEN>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n" + "".join(
        f"{moment}\t{close[n] + n % 3 / 1e4:.5f}\t{close[n]:.5f}\t{100 + n * 7 % 53}\t0\t"
        f"{10 + n % 3}\n"
        for n, moment in enumerate(times(400, 60, "%Y.%m.%d\t%H:%M:%S"))
    )


def grid_demand() -> str:
    """A grid's demand: the half hour of each day stands beside its date."""
    demand, wind = waves(480, 1, 6000, 30000), waves(480, 2, 300, 2000)
    head = "SETTLEMENT_DATE,SETTLEMENT_PERIOD,ND,WIND_GENERATION,WIND_CAPACITY\n"
    days = [day.upper() for day in times(10, 1440, "%d-%b-%Y", "2019-01-01")]
    return head + "".join(
        f"{days[n // 48]},{n % 48 + 1},{round(demand[n])},{round(wind[n])},6465\n"
        for n in range(480)
    )


def consumer_prices() -> str:
    """A statistical office's series: what it is above, years, quarters and months below."""
    head = (
        '"Title","PRICES 2015=100"\n"CDID","D7BT"\n"Source dataset ID","MM23"\n"PreUnit",""\n'
        '"Unit","Index, base year = 100"\n"Release date","15-05-2024"\n"Important notes",""\n'
    )
    months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    years = range(1988, 2008)
    level = {year: 48 + 2 * (year - 1988) for year in years}
    lines = [f'"{y}","{level[y]:.1f}"\n' for y in years]
    lines += [f'"{y} Q{q + 1}","{level[y] + q / 2:.1f}"\n' for y in years for q in range(4)]
    lines += [f'"{y} {m}","{level[y] + n / 6:.1f}"\n' for y in years for n, m in enumerate(months)]
    return head + "".join(lines)


def economy() -> str:
    """A central bank's months: the month in front, a row of codes under the names."""
    income, made = waves(300, 1, 20, 100), waves(300, 2, 20, 200)
    dates = [f"{n % 12 + 1}/1/{1959 + n // 12}" for n in range(300)]
    return "sasdate,RPI,INDPRO\nTransform:,5,5\n" + "".join(
        f"{day},{income[n]},{made[n]}\n" for n, day in enumerate(dates)
    )


def quarters() -> str:
    """A country's quarters: year and quarter in columns of their own."""
    grown = waves(200, 1, 3, 20)
    return "year;quarter;gdp;unemp\n" + "".join(
        f"{1970 + n // 4};{n % 4 + 1};{1000 + 3 * n + grown[n]:.1f};{5 + n % 9 / 3:.2f}\n"
        for n in range(200)
    )


OFFICES: tuple[tuple[Callable[[], str], Expected], ...] = (
    (
        exchange_rates,
        Expected(300, "2021-05-03", "JPY", "USD,JPY", says=("“RUB” ends at", "the 60 rows")),
    ),
    (
        drugstores,
        Expected(
            600,
            "2015-04-03",
            "Sales",
            "DayOfWeek,Sales,Customers,Open,StateHoliday",
            "Store",
            says=("“StateHoliday” holds 0 and words, such as “a”: read as 0 and 1.",),
        ),
    ),
    (
        production,
        Expected(
            10,
            "M,PROD,I15,AT",
            "2021-12",
            "2019-01 … 2021-11",
            says=("has marks behind some numbers",),
        ),
    ),
    (
        coins,
        Expected(
            500,
            "2022-01-01 00:00",
            "close",
            "open,high,close,Volume BTC",
            says=("“unix” tells the time too", "newest row is first"),
        ),
    ),
    (
        epidemic,
        Expected(
            450,
            "2020-03-01",
            "new_cases",
            "total_cases,new_cases,new_cases_smoothed",
            "location",
            says=("“population”, “median_age” never change within a series",),
        ),
    ),
    (price_index, Expected(360, "2015-01", "VALUE", "VALUE", "VECTOR")),
    (
        candles,
        Expected(
            400,
            "2022-01-01 00:00:00",
            "column 6",
            "column 2,column 3,column 4,column 6",
            says=("“column 5” tells the time too",),
        ),
    ),
    (
        currency_bars,
        Expected(400, "2021.03.01 00:00:00", "<CLOSE>", "<OPEN>,<CLOSE>,<TICKVOL>,<SPREAD>"),
    ),
    (
        grid_demand,
        Expected(
            480,
            "2019-01-01 00:00",
            "WIND_GENERATION",
            "ND,WIND_GENERATION",
            says=("“SETTLEMENT_PERIOD” is one of 48 parts of the day",),
        ),
    ),
    (
        consumer_prices,
        Expected(
            240,
            "1988 JAN",
            "PRICES 2015=100",
            "PRICES 2015=100",
            says=("rows of other lengths of time",),
        ),
    ),
    (economy, Expected(300, "1/1/1959", "INDPRO", "RPI,INDPRO", says=("1 row without a date",))),
    (quarters, Expected(200, "1970-01", "unemp", "gdp,unemp")),
)
