"""Small files after what devices write, with figures made here, and what is right for each.

Each was written down before the app was tried on it; the first of them are in `world`.
"""

import json
from collections.abc import Callable

from tests.table.world import Expected, times, waves


def buoy() -> str:
    """A weather buoy: names and units in comments, MM where nothing was measured, newest first."""
    moments = times(400, 30, "%Y %m %d %H %M", "2026-09-01")[::-1]
    wind, gust, air = waves(400, 1, 3, 8), waves(400, 2, 3, 11), waves(400, 3, 5, 20)
    head = (
        "#YY  MM DD hh mm WDIR WSPD GST  WVHT   DPD   APD MWD   PRES  ATMP  VIS  TIDE\n"
        "#yr  mo dy hr mn degT m/s  m/s     m   sec   sec degT   hPa  degC  nmi    ft\n"
    )
    lines = []
    for n, moment in enumerate(moments):
        waved = f"{1 + n % 9 / 10:.1f} {5 + n % 5} 6.{n % 7} {90 + n % 40}"
        lines.append(
            f"{moment} {n * 7 % 361:3d} {wind[n]:4.1f} {gust[n]:4.1f} "
            f"{'  MM    MM    MM  MM' if n % 3 else waved} {1008 + n % 30 / 10:6.1f} "
            f"{air[n]:5.1f}   MM    MM\n"
        )
    return head + "".join(lines)


def german_station() -> str:
    """A German weather station: dates of eight digits, −999, “eor” at each line's end."""
    cold, warm = waves(500, 1, 6, 2), waves(500, 2, 6, 12)
    head = "STATIONS_ID;MESS_DATUM;QN_3;  FX; RSK;RSKF; TMK; TXK;eor\n"
    return head + "".join(
        f"       1358;{day};   10;{'   -999' if 40 <= n < 52 else f'{9 + n % 50 / 10:7.1f}'};"
        f"{n * 37 % 90 / 10:6.1f};{(0, 6, 8)[n % 3]:4d};{cold[n]:8.1f};{warm[n]:8.1f};eor\n"
        for n, day in enumerate(times(500, 1440, "%Y%m%d", "2020-01-01"))
    )


def fluxes() -> str:
    """A forest's fluxes: begin and end as numbers of twelve digits, marks of quality, −9999."""
    moments = times(401, 30, "%Y%m%d%H%M", "2020-01-01")
    air, light, heat = waves(400, 1, 6, 5), waves(400, 2, 90, 200), waves(400, 3, 20, 60)
    head = "TIMESTAMP_START,TIMESTAMP_END,TA_F,TA_F_QC,SW_IN_F,SW_IN_F_QC,LE_F_MDS\n"
    return head + "".join(
        f"{moments[n]},{moments[n + 1]},{air[n]},{n % 4},{light[n]},0,"
        f"{'-9999' if n % 50 == 3 else heat[n]}\n"
        for n in range(400)
    )


def panels() -> str:
    """A roof's power, computed: ten lines above, legends below, times as 20200101:0010."""
    head = (
        "Latitude (decimal degrees):\t45.000\nLongitude (decimal degrees):\t8.000\n"
        "Radiation database:\tSOMEWHERE\n\nSlope: 35 deg. (optimum) \n\ntime,P,G(i),T2m,Int\n"
    )
    power, sun, air = waves(400, 1, 300, 400), waves(400, 2, 300, 400), waves(400, 3, 5, 9)
    foot = (
        "\nP: power (W)\nG(i): irradiance on the plane (W/m2)\nInt: 1 means reconstructed\n\n(c)\n"
    )
    return (
        head
        + "".join(
            f"{moment},{power[n]},{sun[n]},{air[n]},0.0\n"
            for n, moment in enumerate(times(400, 60, "%Y%m%d:%H%M", "2020-01-01 00:10"))
        )
        + foot
    )


def inverters() -> str:
    """A solar plant: its inverters take turns, and some rows are missing."""
    lines = []
    for n, moment in enumerate(times(96, 15, "%d-%m-%Y %H:%M", "2020-05-15")):
        for k, key in enumerate(("1BY6WEcLG", "1IF53ai7X", "3PZuoBAID", "7JYdWkrLS")):
            if (n * 7 + k) % 37 != 5:
                power = 900 + (n * 53 + k * 97) % 700
                lines.append(
                    f"{moment},4135001,{key},{power / 1.1:.4f},{power / 11.4:.4f},{n * 25.5:.3f}\n"
                )
    return "DATE_TIME,PLANT_ID,SOURCE_KEY,DC_POWER,AC_POWER,DAILY_YIELD\n" + "".join(lines)


def meters() -> str:
    """Electricity of a hundred clients: numbered columns that are series, not steps."""
    clients = [waves(300, n, 9, 40 + n) for n in range(100)]
    head = '"";' + ";".join(f'"MT_{n + 1:03d}"' for n in range(100)) + "\n"
    return head + "".join(
        f"{moment};" + ";".join(f"{client[n]}".replace(".", ",") for client in clients) + "\n"
        for n, moment in enumerate(times(300, 15, "%Y-%m-%d %H:%M:%S", "2012-01-01 00:15"))
    )


def field_logger() -> str:
    """A field logger: a title, units behind commas, what happened to it in the last rows."""
    sensor = "(LGR S/N: 10347386, SEN S/N: 10347386, LBL: air)"
    head = (
        f'"Plot Title: 10347386"\n"#","Date Time, GMT-05:00","Temp, °C {sensor}","RH, % {sensor}",'
        '"Coupler Attached (LGR S/N: 10347386)"\n'
    )
    warm, damp = waves(400, 1, 4, 20), waves(400, 2, 9, 60)
    rows = times(400, 10, "%m/%d/%y %I:%M:%S %p", "2021-06-01 12:00")
    return (
        head
        + "".join(f"{n + 1},{row},{warm[n]},{damp[n]},\n" for n, row in enumerate(rows))
        + "401,06/04/21 06:41:12 AM,,,Logged\n"
    )


def sunspots() -> str:
    """Sunspots since long ago: no names, the date in three columns and as a decimal year, −1."""
    lines = []
    for n, day in enumerate(times(800, 1440, "%Y;%m;%d", "1848-11-20")):
        spots, error = f"{n * 37 % 180:4d}", f"{5 + n % 70 / 10:5.1f}"
        if n % 61 == 7 or n % 97 == 3:
            spots, error = "  -1", " -1.0"
        lines.append(f"{day};{1848 + (323.5 + n) / 365.25:.3f};{spots};{error};1\n")
    return "".join(lines)


def radiation() -> str:
    """A grid cell's sun: two lines about the place that are wider than the table."""
    head = (
        "Source,Location ID,City,State,Country,Latitude,Longitude,Time Zone,Elevation,Version\n"
        "GRID,149190,-,-,-,39.73,-105.14,0,1680,3.0.6\n"
        "Year,Month,Day,Hour,Minute,DHI,GHI,Wind Direction,Temperature\n"
    )
    dim, sun, air = waves(600, 1, 30, 90), waves(600, 2, 90, 300), waves(600, 3, 5, 9)
    return head + "".join(
        f"{moment},{round(dim[n])},{round(sun[n])},{n * 13 % 360},{air[n]}\n"
        for n, moment in enumerate(times(600, 30, "%Y,%-m,%-d,%-H,%-M", "2018-01-01"))
    )


def rain() -> str:
    """A rain gauge: year, month, day; nothing where it was not read."""
    head = (
        '"Product code","Station number",Year,Month,Day,"Rainfall amount (millimetres)",Quality\n'
    )
    return head + "".join(
        f"IDCJ,066062,{day},{'' if n % 90 < 2 else f'{n * 37 % 50 / 5:.1f}'},Y\n"
        for n, day in enumerate(times(400, 1440, "%Y,%m,%d", "2020-01-01"))
    )


def messages() -> str:
    """A device's messages: a record on each line."""
    warm = waves(200, 1)
    return "".join(
        json.dumps({"timestamp": t, "device": "a1", "temp": warm[n], "hum": 50 + n % 7, "tags": []})
        + "\n"
        for n, t in enumerate(times(200, 10, "%Y-%m-%dT%H:%M:%SZ"))
    )


def sensor_arm() -> str:
    """A sensor on an arm: scans between the readings, a person above the names, month in front."""
    head = (
        "Glucose Data,Generated on,03-14-2024 10:00 UTC,Generated by,Jane Doe\n"
        "Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,"
        "Scan Glucose mg/dL,Notes,Insulin (units)\n"
    )
    values = waves(400, 2, 30, 120)
    return head + "".join(
        f"Link,ABC-123,{moment},{'0,' if n % 23 else '1,,'}{round(values[n])}"
        f"{',,,' if n % 23 else ',,'}\n"
        for n, moment in enumerate(times(400, 15, "%m-%d-%Y %I:%M %p", "2024-03-01 08:05"))
    )


def steps_a_day() -> str:
    """Wristbands of four people, one after another: long numbers name them."""
    lines = []
    for k, person in enumerate((1503960366, 1624580081, 1644430081, 8877689391)):
        for n, day in enumerate(times(31, 1440, "%-m/%-d/%Y", "2016-04-12")):
            steps = 3000 + k * 700 + n * 511 % 9000
            far = steps / 1500
            lines.append(f"{person},{day},{steps},{far:.14f},{far:.14f},0,{1800 + steps // 9}\n")
    head = "Id,ActivityDate,TotalSteps,TotalDistance,TrackerDistance,LoggedActivities,Calories\n"
    return head + "".join(lines)


def plant_runs() -> str:
    """A simulated plant: runs one after another, samples numbered anew in each."""
    measured = [waves(400, n, 2, 20 + 9 * n) for n in range(6)]
    head = '"","faultNumber","simulationRun","sample",' + ",".join(
        f'"xmeas_{n}"' for n in range(1, 7)
    )
    return f"{head}\n" + "".join(
        f'"{n + 1}",0,{n // 50 + 1},{n % 50 + 1},{",".join(str(one[n]) for one in measured)}\n'
        for n in range(400)
    )


def beats() -> str:
    """A collection of series with classes, as archives of them are kept."""
    head = "@problemName Beats\n@timeStamps false\n@univariate true\n@classLabel true 1 2\n@data\n"
    return head + "".join(
        ",".join(map(str, waves(60, n, 3, 10))) + f":{1 + n % 2}\n" for n in range(40)
    )


def city_air() -> str:
    """A summer's air, as R writes its tables: rows have names, month and day have no year."""
    rows = [
        f'"{n + 1}" {"NA" if n % 5 == 4 else 20 + n * 7 % 90} {100 + n * 13 % 200} '
        f"{6 + n * 3 % 14 / 2:.1f} {60 + n * 5 % 31} {5 + n // 31} {n % 31 + 1}\n"
        for n in range(150)
    ]
    return '"Ozone" "Solar.R" "Wind" "Temp" "Month" "Day"\n' + "".join(rows)


def ocean_index() -> str:
    """A climate index: a year in each row, its months side by side, a number and words below."""
    warm = waves(1440, 1, 1, 26)
    rows = [
        f" {1900 + year}"
        + "".join(
            "   -99.99" if year == 119 and month > 8 else f"  {warm[12 * year + month]:7.2f}"
            for month in range(12)
        )
        for year in range(120)
    ]
    foot = "  -99.99\n  NINA\n  5N-5S 170W-120W \n  https://example.org\n"
    return "     1900      2019\n" + "\n".join(rows) + "\n" + foot


def readings() -> str:
    """A store of readings: annotations above, begin and end of the query in each row."""
    head = (
        "#group,false,false,true,true,false,false,true\n#datatype,string,long,dateTime:RFC3339,"
        "dateTime:RFC3339,dateTime:RFC3339,double,string\n#default,_result,,,,,,\n"
        ",result,table,_start,_stop,_time,_value,_field\n"
    )
    return head + "".join(
        f",,{k},2021-03-01T00:00:00Z,2021-03-02T00:00:00Z,{moment},{value},{field}\n"
        for k, field in enumerate(("temp", "hum"))
        for moment, value in zip(
            times(200, 5, "%Y-%m-%dT%H:%M:%SZ"), waves(200, k, 5, 20), strict=True
        )
    )


def hourly_station() -> str:
    """A weather station's hours from 1 to 24: names in the last comment but an empty one."""
    head = "# INSTITUTE\n# DD = direction\n# \n# STN,YYYYMMDD,   HH,   DD,    T,    P\n# \n"
    warm, press = waves(480, 1, 30, 80), waves(480, 2, 50, 10130)
    days = times(20, 1440, "%Y%m%d", "2021-01-01")
    return head + "".join(
        f"  260,{days[n // 24]},{n % 24 + 1:5d},{n * 10 % 370:5d},{round(warm[n]):5d},"
        f"{round(press[n]):5d}\n"
        for n in range(480)
    )


def greenhouse() -> str:
    """A gas in the air, month by month: the decimal year beside, −9.99 at the beginning."""
    head = "# NOTE: something\n#\n# year month decimal average unc\n"
    return head + "".join(
        f"{1984 + n // 12:6d} {n % 12 + 1:4d} {1984 + (n + 0.5) / 12:10.3f} "
        f"{400 + n / 5 + n % 12 / 3:9.2f} {-9.99 if n < 6 else 0.1 + n % 9 / 100:7.2f}\n"
        for n in range(480)
    )


def roads() -> str:
    """Loops in roads: long numbers name the columns, 0 where a loop was silent."""
    loops = [[f"{55 + 5 * (n * (k + 3) % 13) / 13:.3f}" for n in range(400)] for k in range(6)]
    rows = times(400, 5, "%Y-%m-%d %H:%M:%S", "2012-03-01")
    for n in range(5, 400, 97):
        loops[0][n] = "0.0"
    return ",773869,767541,767542,717447,717446,717445\n" + "".join(
        f"{row},{','.join(loop[n] for loop in loops)}\n" for n, row in enumerate(rows)
    )


def workshop() -> str:
    """A spreadsheet's export: a hint to Excel, dates as 01.03.21, a mean in the last line."""
    watt, damp = waves(300, 1, 30, 120), waves(300, 2, 9, 55)
    rows = "".join(
        f"{moment};{watt[n]};{damp[n]} %;{'ok' if n % 9 else 'Test'}\r\n"
        for n, moment in enumerate(times(300, 15, "%d.%m.%y;%H:%M"))
    )
    head = "sep=;\r\nDatum;Uhrzeit;Leistung (kW);Feuchte %;Bemerkung\r\n"
    return head + rows + ";;;;\r\nMittelwert;;120.11;55.02 %;\r\n"


DEVICES: tuple[tuple[Callable[[], str], Expected], ...] = (
    (
        buoy,
        Expected(
            400,
            "2026-09-01 00:00",
            "ATMP",
            "WDIR,WSPD,GST,PRES,ATMP",
            says=(
                "newest row is first",
                "such as “MM”, which says that nothing is known: read as missing. The same holds",
            ),
        ),
    ),
    (
        german_station,
        Expected(500, "2020-01-01", "TXK", "FX,RSK,RSKF,TMK,TXK", says=("−999 stands",)),
    ),
    (
        fluxes,
        Expected(
            400,
            "2020-01-01 00:00",
            "LE_F_MDS",
            "TA_F,SW_IN_F,LE_F_MDS",
            says=("“TIMESTAMP_END” tells the time too", "−9999 stands"),
        ),
    ),
    (panels, Expected(400, "20200101:0010", "T2m", "P,G(i),T2m")),
    (
        inverters,
        Expected(
            374, "15-05-2020 00:00", "DC_POWER", "DC_POWER,AC_POWER,DAILY_YIELD", "SOURCE_KEY"
        ),
    ),
    (
        meters,
        Expected(
            300,
            "2012-01-01 00:15",
            "MT_064",
            ",".join(f"MT_{n:03d}" for n in range(1, 65)),
            says=("has 100 columns of numbers; 64 are used",),
        ),
    ),
    (field_logger, Expected(401, "06/01/21 12:00:00 PM", "Temp", "Temp,RH")),
    (
        sunspots,
        Expected(
            800,
            "1848-11-20",
            "column 6",
            "column 5,column 6",
            says=("−1 stands", "“column 4” tells the time too"),
        ),
    ),
    (
        radiation,
        Expected(600, "2018-01-01 00:00", "Temperature", "DHI,GHI,Wind Direction,Temperature"),
    ),
    (
        rain,
        Expected(
            400, "2020-01-01", "Rainfall amount (millimetres)", "Rainfall amount (millimetres)"
        ),
    ),
    (
        messages,
        Expected(200, "2021-03-01 00:00", "temp", "temp,hum", says=("“tags” holds lists",)),
    ),
    (
        sensor_arm,
        Expected(
            400,
            "03-01-2024 08:05 AM",
            "Historic Glucose mg/dL",
            "Record Type,Historic Glucose mg/dL",
        ),
    ),
    (
        steps_a_day,
        Expected(124, "4/12/2016", "TotalSteps", "TotalSteps,TotalDistance,Calories", "Id"),
    ),
    (
        plant_runs,
        Expected(
            400,
            "1",
            "xmeas_6",
            "sample,xmeas_1,xmeas_2,xmeas_3,xmeas_4,xmeas_5,xmeas_6",
            "simulationRun",
            says=("“sample” counts the rows of each series",),
        ),
    ),
    (beats, Expected(40, "0", "class", "step 1 … step 60")),
    (
        city_air,
        Expected(
            150,
            "1",
            "Temp",
            "Ozone,Solar.R,Wind,Temp,Month",
            says=("“Day” counts on by 1 in 145 of 149 steps",),
        ),
    ),
    (
        ocean_index,
        Expected(120, "1900", "Jan", "Jan … Dec", says=("−99.99 stands",)),
    ),
    (readings, Expected(200, "2021-03-01 00:00", "temp", "temp,hum")),
    (
        hourly_station,
        Expected(
            480,
            "2021-01-01 01:00",
            "T",
            "DD,T,P",
            says=("“YYYYMMDD”, “HH” tell the time together",),
        ),
    ),
    (
        greenhouse,
        Expected(
            480,
            "1984-01",
            "average",
            "average,unc",
            says=("“decimal” tells the time too", "−9.99 stands"),
        ),
    ),
    (
        roads,
        Expected(
            400,
            "2012-03-01 00:00",
            "717445",
            "773869,767541,767542,717447,717446,717445",
            says=("0 stands in 5 of 400 cells of “773869”",),
        ),
    ),
    (workshop, Expected(300, "01.03.21 00:00", "Leistung", "Leistung,Feuchte %")),
)
