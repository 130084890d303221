"""A column of text → numbers, moments, durations, months or groups; each distinct word once."""

# PyArrow makes its functions while it is imported.
# pyright: reportAttributeAccessIssue=false

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from jaxtyping import Bool, Int64

from lstmviz.table.reading.cells import MISSING
from lstmviz.table.reading.column import Column, Kind, of_numbers, where_it_holds
from lstmviz.table.reading.dates import NEVER, Moments, begins_of_intervals, read_times
from lstmviz.table.reading.durations import read_durations
from lstmviz.table.reading.induction import Induced, read_moments
from lstmviz.table.reading.marks import find_marks, say_marks, says_unknown
from lstmviz.table.reading.months import months_alone, quarters_alone
from lstmviz.table.reading.numbers import read_numbers
from lstmviz.table.reading.seasons import read_seasons
from lstmviz.table.reading.spellings import of_one_spelling
from lstmviz.table.reading.yearless import gone_on, is_yearless

FIGURE = r"^[^\pL]*\d|\d{2}|^[^\d]{0,5}\d|^[+-]?(?i:inf|infinity|∞)$"
"""What a column must hold, in a sample, to be looked through for numbers and dates."""
CALLED_DATE = re.compile(r"dat|day|tag|dia|jour|giorn|fecha")
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
SAMPLE = 1_000
PAIRS = ({"yes": 1, "no": 0}, {"y": 1, "n": 0}, {"on": 1, "off": 0}, {"ja": 1, "nein": 0})
PAIRS += ({"true": 1, "false": 0}, {"oui": 1, "non": 0}, {"sí": 1, "no": 0}, {"si": 1, "no": 0})
"""Two words that are all a column holds, and the numbers that they are."""
FEW = 3
"""More numbers than these, and one word that is none: it stands for a missing value."""
MAX_LEVELS = 500
"""Groups of text whose names are kept, at most."""
NAMED = {"Na": r"[A-Za-z][A-Za-z0-9_]*", "NA|NE": r"[A-Z]{2}", "NAN|NIL": r"[A-Z]{3}"}
"""A word for a missing value → what the other words are like where it is a name."""
FEWEST_NAMES, NEARLY = 3, 0.9
OFFSET = r"\d{1,2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$"


def clean_words(column: pa.ChunkedArray, decimal: str, title: str) -> Column:
    """Read text, each distinct word once: columns of a million rows often hold a few hundred."""
    rows = len(column)
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(column, "")).combine_chunks()
    encoded = trimmed.dictionary_encode()
    words, word_of_row = encoded.dictionary, encoded.indices.to_numpy()
    times = np.bincount(word_of_row, minlength=len(words))
    gap = is_gap(words)
    gap &= ~_are_names(words, gap)
    there = rows - int(times[gap].sum())
    if not there:
        return Column("empty", None, holds=f"is empty in all {rows:,} rows")
    unknown = says_unknown(words) | gap
    if unknown.all():
        word = words[int(np.argmin(gap))].as_py()
        return Column("empty", None, holds=f"holds nothing but “{word[:30]}” in all {rows:,} rows")
    pair = _pair(words.filter(pa.array(~gap)).to_pylist()) if (~gap).sum() == 2 else None
    if pair is not None:
        found = [
            np.nan if at else pair[1][word] for at, word in zip(gap, words.to_pylist(), strict=True)
        ]
        array = pa.chunked_array([pa.array(np.array(found)[word_of_row], from_pandas=True)])
        return of_numbers(array, array, title, (f"Column “{title}” {pair[0]}.",))
    kind: Kind = "text"
    moments, lengths, source, notes, reads = None, None, column, [], ""
    seasons = None
    some = words.take(np.linspace(0, len(words) - 1, min(SAMPLE, len(words))).astype(int))
    if pc.any(pc.match_substring_regex(some, FIGURE)).as_py():
        filled = np.flatnonzero(~gap)
        found = read_numbers(words.take(pa.array(filled)), times[filled], decimal)
        numbers = np.full(len(words), np.nan)
        numbers[filled] = found.values
        odd = np.isnan(numbers) & ~gap
        marked, meanings = find_marks(words)
        marked &= odd
        # Among several different numbers marks are no text, however many there are.
        different = np.unique(numbers[~np.isnan(numbers)])
        if len(different) <= FEW and different.any() and 2 * times[odd].sum() > there:
            marked &= np.array(pc.match_substring_regex(words, "[0-9]"))  # <1 is never a name
        odd &= ~marked
        there -= int(times[marked].sum())
        text = int(times[odd].sum())
        alone = int(odd.sum()) == 1 and len(filled) > FEW
        # Words beside one number alone are marks: 0, and “a” on a holiday.
        marks = text > 1 and len(np.unique(numbers[~np.isnan(numbers)])) == 1
        zeros = marks and not np.nanmax(numbers)
        coded = bool(found.unit) and bool(CALLED_CODE.search(title))
        if (2 * text <= there or alone) and (zeros or not marks) and not coded:
            notes = [f"Column “{title}” {end}." for end in found.notes]
            example = "".join(c for c in words[int(odd.argmax())].as_py() if c.isprintable())
            if zeros:
                numbers[odd] = 1
                notes.append(
                    f"Column “{title}” holds 0 and words, such as “{example[:30]}”: read as 0 "
                    "and 1."
                )
            elif text:
                notes.append(
                    f"Column “{title}” holds text in {text:,} of {rows:,} rows, such as "
                    f"“{example[:30]}”: read as missing."
                )
            meanings = [each * bool(at) for each, at in zip(meanings, marked, strict=True)]
            notes += say_marks(title, words, meanings, times)
            array = pa.chunked_array([pa.array(numbers[word_of_row], from_pandas=True)])
            return of_numbers(array, array, title, tuple(notes), found.unit)
        there += int(times[marked].sum())
        seasons = read_seasons(words.filter(pa.array(~gap)))
        induced = read_moments(words, word_of_row) if seasons is None else _of_all(seasons, gap)
        begins = begins_of_intervals(words)
        if 2 * times[np.array(pc.not_equal(begins, ""))].sum() > there:
            induced = read_moments(begins, word_of_row)
            source = pa.chunked_array([begins.take(pa.array(word_of_row))])
        dates, clocks = induced.moments, read_times(words)
        kinds: tuple[tuple[Kind, np.ndarray], ...] = ("date", dates.milliseconds), ("time", clocks)
        # 01.03.21 may be a date or a time of day: more rows tell, or the column's name.
        if induced.sure or CALLED_DATE.search(title.lower()):
            kinds = kinds[::-1]
        most = there // 2
        for what, of_word in kinds:
            count = int(times[of_word != NEVER].sum())
            if count > there // 2 and count >= most:
                kind, moments, most = what, of_word[word_of_row], count
        if kind == "date" and moments is not None and is_yearless(moments):
            moments = gone_on(moments)
        if kind == "date" and moments is not None:
            reads = induced.says
            if len(np.unique(dates.lengths[dates.lengths > 0])) > 1:
                lengths = dates.lengths[word_of_row]
            notes = [f"Column “{title}” {dates.note}."] if dates.note else []
            if pc.any(pc.match_substring_regex(some, OFFSET)).as_py():
                source = pa.chunked_array([_clock_texts(moments)])
            respelt, says = of_one_spelling(words, word_of_row, dates.milliseconds)
            if says:
                notes = [f"Column “{title}” {says}."]
                moments = respelt[word_of_row]
                source = pa.chunked_array([pa.array(moments.view("M8[ms]"))])
    numbers = None
    called = CALLED_MONTH.match(title.lower()) or len(words) == MONTHS
    months = months_alone(words) if called and kind == "text" else None
    if months is not None and not CALLED_MONTH.match(title.lower()):
        months = months if len(np.unique(months[months > 0])) == MONTHS else None
    if months is not None and (months > 0)[~gap].mean() > MOSTLY_MONTHS and len(words) < rows / 2:
        known = np.where(months > 0, months, np.nan)[word_of_row]
        notes = (f"Column “{title}” names months: read as 1 to 12.",)
        array = pa.chunked_array([pa.array(known, from_pandas=True)])
        return of_numbers(array, array, title, notes)
    called = kind == "text" and CALLED_QUARTER.fullmatch(title.lower())
    quarters = quarters_alone(words) if called else None
    if quarters is not None and quarters[~gap].all():
        array = pa.chunked_array([pa.array(np.where(gap, np.nan, quarters)[word_of_row])])
        note = f"Column “{title}” names quarters: read as 1 to 4."
        return of_numbers(array, array, title, (note,))
    lasting = read_durations(words) if kind != "date" else None
    goes_on = False
    if lasting is not None and 2 * int(times[~np.isnan(lasting.values)].sum()) > there:
        numbers = lasting.values[word_of_row]
        notes = [f"Column “{title}” {lasting.note}."]
        goes_on = lasting.sure and bool((np.diff(numbers) > 0).all())
        if goes_on:
            kind, moments = "time", np.round(numbers * MINUTE).astype(np.int64)
    number = np.where(gap, -1, np.cumsum(~gap) - 1)
    repeats = 2 * (number.max() + 1) <= rows
    grouped = kind == "text" and numbers is None and repeats and number.max() > 0
    few = number.max() < MAX_LEVELS
    clock = "durations" if goes_on else "times of day"
    what = {"date": "dates", "time": clock}.get(kind, "text")
    what = what if seasons is None else "seasons, each by the year in which it begins"
    return Column(
        kind,
        None if kind == "text" and repeats else source,
        numbers=numbers,
        moments=moments,
        lengths=lengths,
        codes=number[word_of_row].astype(np.int32) if grouped else None,
        levels=tuple(words.filter(pa.array(~gap)).to_pylist()) if grouped and few else (),
        holds=f"holds {what}{where_it_holds(there, rows)}",
        repeats=bool(repeats),
        reads=reads,
        notes=tuple(notes),
    )


def _of_all(seasons: Moments, gap: Bool[np.ndarray, " words"]) -> Induced:
    """Give the moments of all words, those of seasons among gaps."""
    milliseconds, lengths = np.full(len(gap), NEVER), np.zeros(len(gap), np.int8)
    milliseconds[~gap], lengths[~gap] = seasons.milliseconds, seasons.lengths
    return Induced(Moments(milliseconds, lengths), "", sure=False)


def _pair(words: list[str]) -> tuple[str, dict[str, int]] | None:
    """Give the numbers that two words such as yes and no are, and the sentence that says so."""
    for numbers in PAIRS:
        if {word.lower() for word in words} == numbers.keys():
            one, zero = sorted(words, key=lambda word: -numbers[word.lower()])
            ends = {word: numbers[word.lower()] for word in words}
            return f"holds “{one}” and “{zero}”: read as 1 and 0", ends
    return None


def is_gap(words: pa.StringArray) -> Bool[np.ndarray, " words"]:
    """Tell which words stand for a missing value, such as NA, – or ***."""
    known = pc.is_in(pc.utf8_lower(words), pa.array(sorted(MISSING)))
    stars = pc.match_substring_regex(words, r"^[*x.]{2,}$|^\*$")
    return pc.or_(known, stars).to_numpy(zero_copy_only=False).astype(bool)


def _are_names(
    words: pa.StringArray, gap: Bool[np.ndarray, " words"]
) -> Bool[np.ndarray, " words"]:
    """Tell which words for a missing value name something here: Na among K and Mg, NA among DE."""
    texts = words.to_pylist()
    others = [word for word, missing in zip(texts, gap, strict=True) if not missing]
    named = np.zeros(len(texts), bool)
    for pattern, like in NAMED.items():
        alike = sum(bool(re.fullmatch(like, word)) for word in others[:SAMPLE])
        if len(others) >= FEWEST_NAMES and alike >= NEARLY * min(len(others), SAMPLE):
            named |= np.array([bool(re.fullmatch(pattern, word)) for word in texts], bool) & gap
    return named


def _clock_texts(moments: Int64[np.ndarray, " rows"]) -> pa.Array:
    """Write moments without the offset that stood behind them."""
    texts = pa.array(moments, mask=moments == NEVER).cast(pa.timestamp("ms")).cast(pa.string())
    whole = bool((moments[moments != NEVER] % 60_000 == 0).all())
    shape = "2021-03-01 00:00" if whole else "2021-03-01 00:00:00"
    return pc.utf8_slice_codeunits(texts, 0, len(shape))
