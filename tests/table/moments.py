"""Moments made at random, and the many ways in which people write them: in text and in columns."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import numpy as np

from lstmviz.table.reading.time.months import LANGUAGES

BEGIN = datetime(1970, 1, 1)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
GERMAN = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
KANJI = "月火水木金土日"
UNKNOWN = tuple(f"mes{'abcdefghijkl'[n]}" for n in (7, 2, 9, 0, 11, 4, 1, 10, 3, 8, 5, 6))
"""Months of a language that nobody knows."""
STEPS = (1, 5, 10, 15, 30, 60, 180, 360, 720, 1440, 10080)
"""Minutes from row to row."""


def month(language: int, short: bool = False) -> Callable[[datetime], str]:
    """Write a month in one of the languages."""
    return lambda t: LANGUAGES[language][t.month - 1][: 3 if short else 99]


def shape(text: str) -> Callable[[datetime], str]:
    """Write a moment as strftime does."""
    return lambda t: t.strftime(text)


def noon(t: datetime, words: Sequence[str] = ("AM", "PM")) -> str:
    """Write a time of day of twelve hours."""
    return f"{t.hour % 12 or 12}:{t:%M} {words[t.hour >= 12]}"


def named(t: datetime, language: int, short: bool = False) -> str:
    """Write a day with its month as a word."""
    return f"{t.day} {month(language, short)(t)} {t.year}"


TEXTS: dict[str, Callable[[datetime], str]] = {
    "iso": shape("%Y-%m-%dT%H:%M"),
    "iso Z": shape("%Y-%m-%dT%H:%M:%SZ"),
    "iso offset": shape("%Y-%m-%d %H:%M:%S+02:00"),
    "slashes": shape("%Y/%m/%d %H:%M"),
    "exif": shape("%Y:%m:%d %H:%M:%S"),
    "German": shape("%d.%m.%Y %H:%M"),
    "clock first": shape("%H:%M %d.%m.%Y"),
    "British": shape("%d/%m/%Y %H:%M"),
    "American": lambda t: f"{t.month}/{t.day}/{t.year} {noon(t)}",
    "a. m.": lambda t: f"{t:%d/%m/%Y} {noon(t, ('a. m.', 'p. m.'))}",
    "two digits": shape("%d.%m.%y %H:%M"),
    "year first": shape("%y-%m-%d %H:%M"),
    "packed": shape("%y%m%d %H%M"),
    "packed T": shape("%Y%m%dT%H%M%S"),
    "dashed": shape("%Y%m%d-%H%M"),
    "clock, date": shape("%H%M-%d%m%y"),
    "file": shape("site_%Y%m%d_%H%M%S.dat"),
    "day of year": shape("%Y-%jT%H:%M:%S"),
    "orbit": shape("%Y:%j:%H:%M:%S"),
    "short orbit": shape("%y/%j %H:%M"),
    "log": shape("%d/%b/%Y:%H:%M:%S +0100"),
    "ctime": shape("%a %b %d %H:%M:%S %Y"),
    "oracle": shape("%d-%b-%y %I.%M.%S.000000 %p"),
    "milliseconds": shape("%d.%m.%Y %H:%M:%S,250"),
    "ms colon": shape("%d-%m-%Y %H:%M:%S:250"),
    "hundredths": shape("%Y/%m/%d - %H:%M:%S:25"),
    "dash": lambda t: f"{t:%d.%m.%Y} – {noon(t)}",
    "json": lambda t: f"/Date({(t - BEGIN) // timedelta(milliseconds=1)})/",
    "h": shape("%d/%m/%Y %Hh%M"),
    "Japanese": lambda t: f"{t.year}年{t.month}月{t.day}日 {t.hour}時{t.minute}分",
    "Japanese day": lambda t: (
        f"{t.year}年{t.month:02}月{t.day:02}日({KANJI[t.weekday()]}) {t:%H:%M}"
    ),
    "Korean": lambda t: f"{t.year}년 {t.month}월 {t.day}일 {t.hour}시 {t.minute}분",
    "Chinese": lambda t: (
        f"{t.year}/{t.month}/{t.day} {'上午下午'[2 * (t.hour > 11) :][:2]} "
        f"{t.hour % 12 or 12}:{t:%M}"
    ),
    "English": lambda t: f"{named(t, 0)} {t:%H:%M}",
    "American day": lambda t: f"{month(0)(t)} {t.day}, {t.year} {noon(t)}",
    "weekday": lambda t: f"{WEEKDAYS[t.weekday()]}, {t:%d %b %Y %H:%M:%S} GMT",
    "German day": lambda t: (
        f"{GERMAN[t.weekday()]}, {t.day}. {month(1)(t)} {t.year}, {t:%H:%M} Uhr"
    ),
    "French": lambda t: f"{named(t, 3)} à {t:%H:%M}",
    "Spanish": lambda t: f"{t.day} de {month(4)(t)} de {t.year} {t:%H:%M}",
    "Italian": lambda t: f"{named(t, 5, True)} {t:%H:%M}",
    "Portuguese": lambda t: f"{t.day} de {month(6)(t)} de {t.year} às {t:%H:%M}",
    "Dutch": lambda t: f"{named(t, 7)} {t:%H:%M}",
    "Polish": lambda t: f"{named(t, 10)} {t:%H:%M}",
    "Polish short": lambda t: f"{t.day}-{month(10, True)(t)}-{t.year} {t:%H:%M}",
    "Russian": lambda t: f"{named(t, 12)} г. {t:%H:%M}",
    "Turkish": lambda t: f"{named(t, 13)} {t:%H:%M}",
    "Turkish short": lambda t: f"{t.day:02}.{month(13, True)(t)}.{t.year} {t:%H:%M}",
    "Swedish": lambda t: f"den {named(t, 14)} kl {t:%H:%M}",
    "unknown": lambda t: f"{t.day} {UNKNOWN[t.month - 1]} {t.year} {t:%H:%M}",
}
"""Ways to write a moment in one cell; each tells the minute at least."""


def days(t: datetime) -> int:
    """Count the days since 1970."""
    return (t - BEGIN).days


def fraction(t: datetime) -> float:
    """Give the part of the day that has passed."""
    return (t.hour * 60 + t.minute) / 1440


Cells = Callable[[datetime], Sequence[object]]
COLUMNS: dict[str, tuple[str, Cells]] = {
    "parts": ("year,month,day,hour,minute", lambda t: (t.year, t.month, t.day, t.hour, t.minute)),
    "turkish": ("Yıl,Ay,Gün,Saat,Dakika", lambda t: (t.year, t.month, t.day, t.hour, t.minute)),
    "other order": ("dag,mnd,jr,uur,min", lambda t: (t.day, t.month, t.year, t.hour, t.minute)),
    "nameless": ("a,b,c,d,e", lambda t: (t.year, t.month, t.day, t.hour, t.minute)),
    "short year": ("YY,MM,DD,hh,mm", lambda t: (t.year % 100, t.month, t.day, t.hour, t.minute)),
    "seconds": ("Y,M,D,h,mi,s", lambda t: (t.year, t.month, t.day, t.hour, t.minute, "0.0")),
    "day of year": ("YEAR,DOY,HRMIN", lambda t: (t.year, t.timetuple().tm_yday, f"{t:%H%M}")),
    "logger": ("id,b,c,d", lambda t: (101, t.year, t.timetuple().tm_yday, f"{t:%H%M}")),
    "date, clock": ("UTC_DATE,UTC_TIME", lambda t: (f"{t:%Y%m%d}", f"{t:%H%M}")),
    "short date, clock": ("d,z", lambda t: (f"{t:%d%m%y}", f"{t:%H%M%S}")),
    "text, hour": ("Datum,Stunde,Minute", lambda t: (f"{t:%d.%m.%Y}", t.hour, t.minute)),
    "text, clock": ("Tarih,Saat", lambda t: (f"{t:%d.%m.%Y}", f"{t:%H:%M}")),
    "text, hhmm": ("DATA,HORA", lambda t: (f"{t:%Y-%m-%d}", f"{t:%H%M} UTC")),
    "long": ("stamp", lambda t: (f"{t:%Y%m%d%H%M}",)),
    "short": ("x", lambda t: (f"{t:%y%m%d%H%M}",)),
    "orbit": ("x", lambda t: (f"{t:%Y%j%H%M}",)),
    "epoch": ("x", lambda t: ((t - BEGIN) // timedelta(seconds=1),)),
    "milliseconds": ("x", lambda t: ((t - BEGIN) // timedelta(milliseconds=1),)),
    "spreadsheet": ("date", lambda t: (f"{days(t) + 25_569 + fraction(t):.8f}",)),
    "MATLAB": ("t", lambda t: (f"{days(t) + 719_529 + fraction(t):.8f}",)),
    "Julian": ("jd", lambda t: (f"{days(t) + 2_440_587.5 + fraction(t):.8f}",)),
    "modified": ("MJD", lambda t: (f"{days(t) + 40_587 + fraction(t):.8f}",)),
}
"""Ways to write a moment in columns: their names, and their cells."""


def moments(random: np.random.Generator) -> list[datetime]:
    """Make moments at random: from some year, by some step, with gaps, or newest first."""
    step = int(random.choice(STEPS))
    rows = int(random.integers(60, 700))
    first = datetime(int(random.integers(1975, 2030)), 1, 1) + timedelta(
        minutes=step * int(random.integers(0, 400_000 // step))
    )
    places = np.arange(rows)
    if random.random() < 0.3:
        places = np.flatnonzero(random.random(2 * rows) < 0.97)[:rows]
    found = [first + timedelta(minutes=step * int(place)) for place in places]
    return found[::-1] if random.random() < 0.2 else found
