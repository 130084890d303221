"""A column of text → numbers, moments, durations, months or groups; each distinct word once."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Float64, Int64
from numpy.typing import ArrayLike

from lstmviz.table.reading.cells.column import Column, of_numbers
from lstmviz.table.reading.cells.distinct import Words, words_of
from lstmviz.table.reading.cells.marks import find_marks, say_marks, says_unknown
from lstmviz.table.reading.cells.numbers import read_numbers, with_signs
from lstmviz.table.reading.time.dates import NEVER, Moments, begins_of_intervals, read_times
from lstmviz.table.reading.time.durations import read_durations
from lstmviz.table.reading.time.induction import Induced, read_moments
from lstmviz.table.reading.time.months import months_alone, quarters_alone
from lstmviz.table.reading.time.seasons import read_seasons
from lstmviz.table.reading.time.spellings import of_one_spelling
from lstmviz.table.reading.time.yearless import gone_on, is_yearless

FIGURE = r"^[^\pL]*\d|\d{2}|^[^\d]{0,5}\d|^[+-]?(?i:inf|infinity|∞)$"
"""What a column must hold, in a sample, to be looked through for numbers and dates."""
CALLED_DATE = re.compile(r"dat|day|tag|dia|jour|giorn|fecha")
CALLED_PLACE = re.compile(r"lat|lon|lng|breite|länge")
CALLED_MONTH = re.compile(r"(month|mon|mnth|monat|mes|mois|mese|period)s?( name)?$")
CALLED_QUARTER = re.compile(r"q|qtr|quarter|quartal|trimestre")
CALLED_CODE = re.compile(
    r"(?:^|[\W_])(?:id|code|sku|d?guid|uuid|DGUID)s?$|(?:[a-z]|[\W_])(?:Code|Id|ID|Sku|SKU)$"
)
"""How the names of columns end that hold codes: 85123A is no current."""
MONTHS = 12
MOSTLY_MONTHS = 0.7
"""Part of the words that name months where a column does; another may stand for the year."""
MINUTE = 60_000
PAIRS = ({"yes": 1, "no": 0}, {"y": 1, "n": 0}, {"on": 1, "off": 0}, {"ja": 1, "nein": 0})
PAIRS += ({"true": 1, "false": 0}, {"oui": 1, "non": 0}, {"sí": 1, "no": 0}, {"si": 1, "no": 0})
"""Two words that are all a column holds, and the numbers that they are."""
FEW = 3
"""More numbers than these, and one word that is none: it stands for a missing value."""
MAX_LEVELS = 500
"""Groups of text whose names are kept, at most."""
OFFSET = r"\d{1,2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$"


def clean_words(column: pa.ChunkedArray, decimal: str, title: str) -> Column:
    """Read text, each distinct word once, as the first of what it can be."""
    words = words_of(column)
    figures = words.show(FIGURE)
    return (
        _nothing(words)
        or _pair(words, title)
        or (figures and _numbers(words, column, decimal, title))
        or (figures and _times(words, column, title))
        or _months(words, title)
        or _quarters(words, title)
        or _with_durations(_text(words, column), words, title)
    )


def _nothing(words: Words) -> Column | None:
    """Take a column for empty where its words say no more than that nothing is known."""
    rows = len(words.of_row)
    if not words.there:
        return Column("empty", None, holds=f"is empty in all {rows:,} rows")
    if not (says_unknown(words.texts) | words.gap).all():
        return None
    word = words.filled()[0].as_py()
    return Column("empty", None, holds=f"holds nothing but “{word[:30]}” in all {rows:,} rows")


def _pair(words: Words, title: str) -> Column | None:
    """Read two words such as yes and no, if a column holds no others, as 1 and 0."""
    if (~words.gap).sum() != 2:
        return None
    both = words.filled().to_pylist()
    pair = next((pair for pair in PAIRS if {word.lower() for word in both} == pair.keys()), None)
    if pair is None:
        return None
    values = [pair[word.lower()] for word in both]
    one, zero = both if values[0] else both[::-1]
    note = f"Column “{title}” holds “{one}” and “{zero}”: read as 1 and 0."
    return _as_numbers(_at(~words.gap, values), words, title, (note,))


def _numbers(words: Words, column: pa.ChunkedArray, decimal: str, title: str) -> Column | None:
    """Read words as numbers, and the few that are none as missing; None where too many are none."""
    filled = ~words.gap
    texts = words.filled()
    signed = with_signs(texts) if CALLED_PLACE.search(title.lower()) else None
    found = read_numbers(texts if signed is None else signed, words.times[filled], decimal)
    if signed is not None:
        found = replace(found, notes=("has hemispheres at its numbers: S and W are negative",))
    if found.other:
        return Column("text", column, holds=f"mixes units, such as {found.unit} and {found.other}")
    numbers = _at(filled, found.values)
    odd = np.isnan(numbers) & filled
    different = np.unique(numbers[~np.isnan(numbers)])
    marked, meanings = find_marks(words.texts)
    marked &= odd
    # Among several different numbers marks are no text, however many there are.
    if len(different) <= FEW and different.any() and 2 * words.rows_of(odd) > words.there:
        marked &= np.array(pc.match_substring_regex(words.texts, "[0-9]"))  # <1 is never a name
    odd &= ~marked
    text = words.rows_of(odd)
    few = 2 * text <= words.there - words.rows_of(marked)
    alone = odd.sum() == 1 and filled.sum() > FEW
    # Words beside one number alone are marks: 0, and “a” on a holiday.
    marks = text > 1 and len(different) == 1
    zeros = marks and not different[0]
    coded = found.unit and CALLED_CODE.search(title)
    if coded or (marks and not zeros) or not (few or alone):
        return None
    notes = [f"Column “{title}” {end}." for end in found.notes]
    if text:
        example = "".join(c for c in words.texts[int(odd.argmax())].as_py() if c.isprintable())[:30]
        notes.append(
            f"Column “{title}” holds 0 and words, such as “{example}”: read as 0 and 1."
            if zeros
            else f"Column “{title}” holds text in {text:,} of {len(words.of_row):,} rows, such as "
            f"“{example}”: read as missing."
        )
    meanings = [each * bool(at) for each, at in zip(meanings, marked, strict=True)]
    notes += say_marks(title, words.texts, meanings, words.times)
    return _as_numbers(np.where(odd & zeros, 1, numbers), words, title, tuple(notes), found.unit)


def _times(words: Words, column: pa.ChunkedArray, title: str) -> Column | None:
    """Read words as dates or times of day, whichever more of them are; None where most are none."""
    half = words.there // 2
    seasons = read_seasons(words.filled())
    begins = begins_of_intervals(words.texts)
    if seasons is not None:
        induced = _of_all(seasons, words.gap)
    elif 2 * words.rows_of(np.array(pc.not_equal(begins, ""))) > words.there:
        induced = read_moments(begins, words.of_row)
        column = pa.chunked_array([begins.take(pa.array(words.of_row))])
    else:
        induced = read_moments(words.texts, words.of_row)
    clocks = read_times(words.texts)
    dated = words.rows_of(induced.moments.milliseconds != NEVER)
    clocked = words.rows_of(clocks != NEVER)
    if max(dated, clocked) <= half:
        return None
    # 01.03.21 may be a date or a time of day: more rows tell, or the column's name.
    dates_go_first = induced.sure or bool(CALLED_DATE.search(title.lower()))
    if (dated, dates_go_first) > (clocked, False):
        what = "dates" if seasons is None else "seasons, each by the year in which it begins"
        return _dates(induced, what, words, column, title)
    holds, moments = words.hold("times of day"), clocks[words.of_row]
    of_day = Column("time", column, moments=moments, holds=holds, repeats=words.repeat)
    return _with_durations(of_day, words, title)


def _dates(
    induced: Induced, what: str, words: Words, column: pa.ChunkedArray, title: str
) -> Column:
    """Give the column of what was read as dates."""
    dates = induced.moments
    moments = dates.milliseconds[words.of_row]
    if is_yearless(moments):
        moments = gone_on(moments)
    several = len(np.unique(dates.lengths[dates.lengths > 0])) > 1
    if words.show(OFFSET):
        column = pa.chunked_array([_clock_texts(moments)])
    respelt, says = of_one_spelling(words.texts, words.of_row, dates.milliseconds)
    if says:
        moments = respelt[words.of_row]
        column = pa.chunked_array([pa.array(moments.view("M8[ms]"))])
    note = says or dates.note
    return Column(
        "date",
        column,
        moments=moments,
        lengths=dates.lengths[words.of_row] if several else None,
        holds=words.hold(what),
        repeats=words.repeat,
        reads=induced.says,
        notes=(f"Column “{title}” {note}.",) if note else (),
    )


def _months(words: Words, title: str) -> Column | None:
    """Read the names of months; where the column is not called so, of all twelve."""
    called = CALLED_MONTH.match(title.lower())
    if not called and len(words.texts) != MONTHS:
        return None
    months = months_alone(words.texts)
    named = months > 0
    all_or_called = called or len(np.unique(months[named])) == MONTHS
    mostly = named[~words.gap].mean() > MOSTLY_MONTHS
    if not (all_or_called and mostly and len(words.texts) < len(words.of_row) / 2):
        return None
    note = f"Column “{title}” names months: read as 1 to 12."
    return _as_numbers(np.where(named, months, np.nan), words, title, (note,))


def _quarters(words: Words, title: str) -> Column | None:
    """Read the names of quarters, where a column is called so and holds nothing else."""
    if not CALLED_QUARTER.fullmatch(title.lower()):
        return None
    quarters = quarters_alone(words.texts)
    if not quarters[~words.gap].all():
        return None
    note = f"Column “{title}” names quarters: read as 1 to 4."
    return _as_numbers(np.where(words.gap, np.nan, quarters), words, title, (note,))


def _text(words: Words, column: pa.ChunkedArray) -> Column:
    """Give text that is nothing else: where its words repeat, each is a group."""
    number = np.where(words.gap, -1, np.cumsum(~words.gap) - 1)
    last = int(number.max())
    grouped = words.repeat and last > 0
    return Column(
        "text",
        None if words.repeat else column,
        codes=number[words.of_row].astype(np.int32) if grouped else None,
        levels=tuple(words.filled().to_pylist()) if grouped and last < MAX_LEVELS else (),
        holds=words.hold("text"),
        repeats=words.repeat,
    )


def _with_durations(column: Column, words: Words, title: str) -> Column:
    """Take times of day or text for durations, too, where most words may be; or for them alone."""
    lasting = read_durations(words.texts)
    if 2 * words.rows_of(~np.isnan(lasting.values)) <= words.there:
        return column
    numbers = lasting.values[words.of_row]
    notes = (f"Column “{title}” {lasting.note}.",)
    column = replace(column, numbers=numbers, codes=None, levels=(), notes=notes)
    if not (lasting.sure and (np.diff(numbers) > 0).all()):
        return column
    moments = np.round(numbers * MINUTE).astype(np.int64)
    return replace(column, kind="time", moments=moments, holds=words.hold("durations"))


def _as_numbers(
    values: Float64[np.ndarray, " words"],
    words: Words,
    title: str,
    notes: tuple[str, ...],
    unit: str = "",
) -> Column:
    """Give the column of numbers that words stand for, NaN for what is missing."""
    array = pa.chunked_array([pa.array(values[words.of_row], from_pandas=True)])
    return of_numbers(array, array, title, notes, unit)


def _at(where: Bool[np.ndarray, " words"], values: ArrayLike) -> Float64[np.ndarray, " words"]:
    """Put numbers where some words are, NaN elsewhere."""
    numbers = np.full(len(where), np.nan)
    numbers[where] = values
    return numbers


def _of_all(seasons: Moments, gap: Bool[np.ndarray, " words"]) -> Induced:
    """Give the moments of all words, those of seasons among gaps."""
    milliseconds, lengths = np.full(len(gap), NEVER), np.zeros(len(gap), np.int8)
    milliseconds[~gap], lengths[~gap] = seasons.milliseconds, seasons.lengths
    return Induced(Moments(milliseconds, lengths), "", sure=False)


def _clock_texts(moments: Int64[np.ndarray, " rows"]) -> pa.Array:
    """Write moments without the offset that stood behind them."""
    texts = pa.array(moments, mask=moments == NEVER).cast(pa.timestamp("ms")).cast(pa.string())
    whole = bool((moments[moments != NEVER] % 60_000 == 0).all())
    shape = "2021-03-01 00:00" if whole else "2021-03-01 00:00:00"
    return pc.utf8_slice_codeunits(texts, 0, len(shape))
