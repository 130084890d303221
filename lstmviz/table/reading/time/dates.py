"""Words of one column → moments, by the clock that the file was written with.

A point in time is kept as milliseconds since 1970, as if the file's clock were UTC.
"""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Int, Int8, Int64

from lstmviz.table.reading.cells.letters import shortest
from lstmviz.table.reading.time.months import ENGLISH, NAME, months_of

Milliseconds = Int64[np.ndarray, " words"]

NEVER = np.iinfo(np.int64).min
"""What stands where a word is no moment: NumPy's own NaT."""
DAY = 86_400_000
TURN = 40
"""The first year of two digits that is one of the last century: known series begin in 49 or 58."""
CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s?(?P<noon>[AaPp]?)\.?[Mm]?\.?"
)
OFFSET = r"\s?(?:Z|[(][A-Z]{2,5}[)]|(?:UTC|GMT)?(?:[+-]\d{2}(?::?\d{2})?)?)?"
HOUR = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?)?"
    r"\s?(?P<noon>[AaPp]?)\.?[Mm]?\.?"
)
"""A clock behind a date, where the hour may stand alone."""
AFTER = rf"(?:[T ,;:]+{HOUR}{OFFSET})?$"
WEEKDAY = (
    r"^(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|mo|di|mi|do|fr|sa|so)"
    r"[.,]*\s+"
)
"""The day of the week in front of a date: English, and German in two letters."""
YEARLESS = r"^\d{1,2}[-/.]\d{1,2}\.? \d{1,2}:\d{2}(?::\d{2})?$"
"""A day and a clock, as 30/12 00:05, whose hour is no year."""
PATTERNS = (
    # 2021-03-01, 2021/3/1 06:00, 20210301, 20210301T0600, 20210301:0600
    rf"^(?P<year>\d{{4}})[-/. ](?P<month>\d{{1,2}}|{NAME})[-/. ](?P<day>\d{{1,2}}){AFTER}",
    # 01.03.2021, 3/1/21 6:00 PM, 01-Mar-2021, 1 March 2021
    rf"^(?P<left>\d{{1,2}})[-/. ](?P<right>\d{{1,2}}|{NAME})[-/. ,]+(?P<year>\d{{4}}|\d{{2}})"
    rf"{AFTER}",
    rf"^(?P<month>{NAME}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){AFTER}",
    # 15MAR27, 27Mar2015, 2015Mar27, Mar 27 15:30:00 2015
    rf"^(?P<left>\d{{1,2}})(?P<right>\pL{{3,9}})(?P<year>\d{{4}}|\d{{2}}){AFTER}",
    rf"^(?P<year>\d{{4}})(?P<month>\pL{{3,9}})(?P<day>\d{{1,2}}){AFTER}",
    rf"^(?P<month>{NAME}) +(?P<day>\d{{1,2}}) {CLOCK}{OFFSET} (?:[A-Z]{{3,4}} )?(?P<year>\d{{4}})$",
    # 2015-074, 2015 074T06:00, the day of the year
    rf"^(?P<year>\d{{4}})[-/. ](?P<yearday>\d{{3}}){AFTER}",
    r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T_: ]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?)?Z?$",
    # 20210301 6:00
    r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"[T_ ](?P<hour>\d):(?P<minute>\d{2})(?::(?P<second>\d{2}))?$",
    rf"^(?P<year>\d{{4}})[-/. :M]?(?P<month>\d{{1,2}}|{NAME})$",
    r"^(?P<month>\d{1,2})[-/. ](?P<year>\d{4})$",
    rf"^(?P<month>{NAME})[-/. ]'?(?P<year>\d{{4}}|\d{{2}})$",
    rf"^(?P<month>(?i:{'|'.join(ENGLISH)}))(?P<year>\d{{4}}|\d{{2}})$",
    # 2021Q1, 2021:Q1, Q1 2021, 1Q21, 2021 Quarter 1, I 2021; 2021H1
    r"^(?P<year>\d{4})[-: ]?(?:[Qq]|Qtr\.? |Quarter )(?P<quarter>[1-4])$",
    r"^(?:[Qq]|Qtr\.? |Quarter )(?P<quarter>[1-4])[-/: ',]{1,2}(?P<year>\d{4}|\d{2})$",
    r"^(?P<roman>I|II|III|IV)[-/. ]+(?P<year>\d{4})$",
    r"^(?P<year>\d{4})[-/. ]+(?P<roman>I|II|III|IV)$",
    r"^(?P<year>\d{4})[- ]?[HhSs](?P<half>[12])$",
    # 2021-W05, 2021-W05-1, W05 2021, KW 5/2021
    r"^(?P<quarter>[1-4])[Qq][-/ ]?'?(?P<year>\d{4}|\d{2})$",
    r"^(?P<year>(?:1[89]|20)\d{2})$",
    r"^(?P<year>\d{4})[-/ ]?(?:[Ww]|KW)(?P<week>\d{1,2})(?:-1)?$",
    r"^(?:[Ww]|KW|[Ww]eek) ?(?P<week>\d{1,2})[-/, ]+(?P<year>\d{4})$",
)
LENGTHS = {"day": 1, "left": 1, "yearday": 1, "month": 2, "quarter": 3, "roman": 3, "half": 6}
LENGTHS |= {"week": 5, "year": 4}
"""The first of these parts that a word has → the length that it names, see Moments."""
LENGTHS_OF_YEARS = {"months": 12, "weeks": 53}
MANY_BEYOND = 0.25
"""Part of the numbers behind years that are beyond 12 where they are weeks."""
TIME = rf"^{CLOCK}$"
INTERVAL = r"^(?P<begin>\S.{5,28}?)(?:\s+(?:-|–|—|to|until)\s+|/\d{4}-\d\d)\S.{4,28}$"
"""Two moments, as the name of the time between them: 1.3.2021 00:00 - 1.3.2021 01:00,
or 2021-03-01T00:00/2021-03-01T01:00."""
MOMENT = r"^[^:]+\s[-–—]\s+\d{1,2}:.+$"
"""A date and a clock behind a dash, which are one moment: 1.3.2021 - 00:00."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Words read as points in time.

    Args:
        milliseconds: one per word, NEVER where it is none.
        lengths: what each word names: 1 for a day or a moment of it, 2 a month, 3 a quarter, 4 a
            year, 5 a week, 6 half a year; 0 where it is none.
        note: how day and month were told apart, where that is a guess.
    """

    milliseconds: Milliseconds
    lengths: Int8[np.ndarray, " words"]
    note: str = ""


def read_dates(words: pa.StringArray, order: Int[np.ndarray, " rows"]) -> Moments:
    """Read words as dates, with or without a time of day.

    Args:
        words: distinct, trimmed.
        order: the word of each row: where 03/04 may be March or April, the rows' order tells.
    """
    words = pc.replace_substring_regex(words, WEEKDAY, "")
    words = pc.if_else(pc.match_substring_regex(words, YEARLESS), "", words)
    result, note = np.full(len(words), NEVER, np.int64), ""
    lengths = np.zeros(len(words), np.int8)
    for pattern in PATTERNS:
        open_words = np.flatnonzero(result == NEVER)
        if not len(open_words):
            break
        taken = words.take(pa.array(open_words))
        parts = pc.extract_regex(taken, shortest(pattern, taken))
        found = pc.is_valid(parts).to_numpy(zero_copy_only=False).astype(bool)
        if not found.any():
            continue
        open_words, parts = open_words[found], parts.filter(pa.array(found))
        fields = {f.name: parts.field(f.name) for f in parts.type}
        clock, length = _clock(fields), next(n for part, n in LENGTHS.items() if part in fields)
        year = _years(fields["year"])
        if "left" in fields:
            left, right = _numbers(fields["left"]), months_of(fields["right"])
            named = bool(pc.any(pc.match_substring_regex(fields["right"], r"\pL")).as_py())
            ways = [begins_of_days(year, right, left), begins_of_days(year, left, right)]
            if named:  # 15-Mar-27 may begin with the day or with the year
                begins = pc.utf8_length(fields["left"]).to_numpy(zero_copy_only=False) == 2
                last = np.where(year >= 1970, year % 100, 0)
                ways[1] = begins_of_days(_years(fields["left"]), right, np.where(begins, last, 0))
            best, note = _front(ways, open_words, order, words, "year" if named else "month")
            moments = ways[best]
        elif "yearday" in fields:
            moments = days_of_years(year, _numbers(fields["yearday"]))
        elif "half" in fields:
            moments = begins_of_days(year, 6 * _numbers(fields["half"]) - 5, np.ones_like(year))
        elif "roman" in fields:
            quarter = np.array(
                [("I", "II", "III", "IV").index(q) for q in fields["roman"].to_pylist()]
            )
            moments = begins_of_days(year, 3 * quarter + 1, np.ones_like(year))
        elif "week" in fields:
            moments = weeks_begin(year, _numbers(fields["week"]))
        elif "quarter" in fields:
            moments = begins_of_days(year, 3 * _numbers(fields["quarter"]) - 2, np.ones_like(year))
        else:
            day = _numbers(fields["day"]) if "day" in fields else np.ones_like(year)
            month = months_of(fields["month"]) if "month" in fields else np.ones_like(year)
            moments = begins_of_days(year, month, day)
            if "month" in fields and "day" not in fields:
                moments, length, note = _weeks_or_quarters(year, month, moments, note)
        known = (moments != NEVER) & (clock != NEVER)
        result[open_words[known]] = moments[known] + clock[known]
        lengths[open_words[known]] = length
    return Moments(result, lengths, note)


def begins_of_intervals(words: pa.StringArray) -> pa.StringArray:
    """Give the first half of words such as “1.3.2021 00:00 - 1.3.2021 01:00”, "" for others."""
    begins = pc.fill_null(pc.struct_field(pc.extract_regex(words, INTERVAL), ["begin"]), "")
    return pc.if_else(pc.match_substring_regex(words, MOMENT), "", begins)


def read_times(words: pa.StringArray) -> Milliseconds:
    """Read words as times of day, in milliseconds since midnight."""
    parts = pc.extract_regex(words, TIME)
    found = pc.is_valid(parts).to_numpy(zero_copy_only=False).astype(bool)
    result = np.full(len(words), NEVER, np.int64)
    kept = parts.filter(pa.array(found))
    result[found] = _clock({f.name: kept.field(f.name) for f in kept.type})
    return result


def _weeks_or_quarters(
    year: Int64[np.ndarray, " words"],
    count: Int64[np.ndarray, " words"],
    months: Milliseconds,
    note: str,
) -> tuple[Milliseconds, int, str]:
    """Take what counts beyond 12 for weeks, and what counts to 4 year after year for quarters.

    Returns:
        The moments, the length that each names, see Moments, and what was taken for what.
    """
    beyond = count > LENGTHS_OF_YEARS["months"]
    if beyond.mean() > MANY_BEYOND and count.max() <= LENGTHS_OF_YEARS["weeks"]:
        return weeks_begin(year, count), LENGTHS["week"], "holds weeks, as in ISO 8601"
    years = len(np.unique(year))
    if years > 1 and set(count.tolist()) == {1, 2, 3, 4} and len(count) > 4 * (years - 2) + 1:
        return (
            begins_of_days(year, 3 * count - 2, np.ones_like(year)),
            LENGTHS["quarter"],
            "holds quarters",
        )
    return months, LENGTHS["month"], note


def _front(
    ways: list[Milliseconds],
    numbers: Int64[np.ndarray, " found"],
    order: Int[np.ndarray, " rows"],
    words: pa.StringArray,
    other: str,
) -> tuple[int, str]:
    """Choose between the day (0) and another part in front (1): what is valid, else evener."""
    valid = [int((way != NEVER).sum()) for way in ways]
    if valid[0] != valid[1]:
        return int(valid[1] > valid[0]), ""
    uneven = []
    for way in ways:
        of_word = np.full(len(words), NEVER, np.int64)
        of_word[numbers] = way
        rows = of_word[order]
        steps = np.diff(rows[rows != NEVER].astype(np.float64))
        uneven.append(float(np.abs(steps - np.median(steps)).sum()) if len(steps) else 0.0)
    if uneven[0] != uneven[1]:
        return int(uneven[1] < uneven[0]), ""
    slashed = other == "month" and "/" in words[int(numbers[0])].as_py()
    first = other if slashed else "day"
    guess = f"may have day or {other} in front: read with the {first} in front"
    return int(slashed), "" if other == "year" and not valid[1] else guess


def _numbers(texts: pa.StringArray) -> Int64[np.ndarray, " words"]:
    digits = pc.if_else(pc.equal(texts, ""), "0", texts)
    return digits.cast(pa.int64()).to_numpy(zero_copy_only=False)


def _years(texts: pa.StringArray) -> Int64[np.ndarray, " words"]:
    years = _numbers(texts)
    short = pc.utf8_length(texts).to_numpy(zero_copy_only=False) == 2
    return np.where(short, with_century(years), years)


def with_century(years: Int64[np.ndarray, " words"]) -> Int64[np.ndarray, " words"]:
    """Complete years of two digits."""
    return years + np.where(years < TURN, 2000, 1900)


def begins_of_days(
    year: Int64[np.ndarray, " words"],
    month: Int64[np.ndarray, " words"],
    day: Int64[np.ndarray, " words"],
) -> Milliseconds:
    """Give the start of each day; NEVER for a day that no calendar has."""
    valid = (month >= 1) & (month <= 12) & (day >= 1)
    months = (np.where(valid, 12 * (year - 1970) + month - 1, 0)).astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    length = (months + 1).astype("datetime64[D]").astype(np.int64) - first
    valid &= day <= length
    return np.where(valid, (first + day - 1) * DAY, NEVER)


def days_of_years(
    year: Int64[np.ndarray, " words"], count: Int64[np.ndarray, " words"]
) -> Milliseconds:
    """Give the days that are counted within each year; NEVER for one that it does not have."""
    begin, end = (
        (year + more - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
        for more in (0, 1)
    )
    days = begin + count - 1
    return np.where((count >= 1) & (days < end), days * DAY, NEVER)


def weeks_begin(
    year: Int64[np.ndarray, " words"], week: Int64[np.ndarray, " words"], sunday: bool = False
) -> Milliseconds:
    """Give the Monday of each ISO week, or the Sunday; NEVER for a week that its year lacks.

    The fourth of January is always in the first week.
    """
    first, following = (_first_week(year + more, sunday) for more in (0, 1))
    days = first + 7 * (week - 1)
    return np.where((week >= 1) & (days < following), days * DAY, NEVER)


def _first_week(year: Int64[np.ndarray, " words"], sunday: bool) -> Int64[np.ndarray, " words"]:
    fourth = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) + 3
    return fourth - (fourth + 3 + sunday) % 7  # day 0, the first of January 1970, was a Thursday


def _clock(fields: dict[str, pa.StringArray]) -> Milliseconds:
    """Give milliseconds since midnight; NEVER for a time that no clock shows."""
    if "hour" not in fields:
        return np.zeros(len(fields["year"]), np.int64)
    hour, minute, second = (
        _numbers(fields[name]) if name in fields else np.zeros(len(fields["hour"]), np.int64)
        for name in ("hour", "minute", "second")
    )
    if "noon" in fields:
        letter = pc.utf8_lower(fields["noon"]).to_numpy(zero_copy_only=False)
        hour = np.where(letter == "", hour, hour % 12 + 12 * (letter == "p"))
    part = 0
    if "part" in fields:
        shown = pc.utf8_rpad(fields["part"], 3, "0")
        part = _numbers(pc.utf8_slice_codeunits(shown, 0, 3))
    valid = (hour <= 24) & (minute < 60) & (second < 61)
    return np.where(valid, ((hour * 60 + minute) * 60 + second) * 1000 + part, NEVER)
