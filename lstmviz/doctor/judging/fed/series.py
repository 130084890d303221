"""Several series in one table, as words tell: no window may hold rows of two of them."""

import re
from dataclasses import dataclass

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import NONE, Case, Judged, one, refed
from lstmviz.doctor.judging.mending import VIEW
from lstmviz.doctor.saying.wording import named, tell, three

COUNTED = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d{1,7}) (?:[a-z]{2,15} )?([a-z]{3,20}s)\b", re.I)
# Numbers of a text that are held against each other.
MANY = 60
EACH = re.compile(r"\b(?:each|per|every)\b", re.IGNORECASE)
# What is counted within a series: its rows, not series.
ROWS = re.compile(
    r"(?:row|column|value|feature|step|timestep|point|day|hour|minute|second|week|month|year|sample|"
    r"record|measurement|observation|reading|sensor|signal|epoch|unit|variable|window|time)s",
    re.IGNORECASE,
)
WINDOW = re.compile(
    r"\b(?:last|past|previous|windows? of|look-?back(?: of)?) (\d{1,4})\b|"
    r"\b(\d{1,4}) (?:[a-z]{2,10} ){0,2}look[ -]?back\b",
    re.IGNORECASE,
)
APART = re.compile(r"groupby|\.unique\(|for \w+ in (?:ids|groups|series)", re.IGNORECASE)


@dataclass(frozen=True)
class Series:
    """Series of one length, one below the other.

    Args:
        name: what the text calls them, e.g. "shops".
        count: how many.
        rows: of each.
    """

    name: str
    count: int
    rows: int


def several_series(case: Case) -> Series | None:
    """Read from words that a table holds several series; None where its rows do not add up so.

    Where the rows of the table are not told, one sentence has to tell both numbers.
    """
    text = case.text.plain
    total = case.table[0] if case.table else None
    if not EACH.search(text) or APART.search(text):
        return None
    for sentence in [text] if total else re.split(r"[\n.;]", text):
        found = COUNTED.findall(sentence)[:MANY]
        counts = [(int(n.replace(",", "")), noun) for n, noun in found]
        for count, noun in counts:
            if ROWS.fullmatch(noun) or count < 2 or not EACH.search(sentence):
                continue
            within = [n for n, other in counts if ROWS.fullmatch(other) and n > 1]
            rows = next((n for n in within if total in (None, n * count)), None)
            if rows is not None:
                return Series(noun, count, rows)
    return None


def window_of(case: Case, series: Series, asked: int | None) -> int:
    """Choose the rows of a window: as asked for, as words tell, as the model; else usual ones."""
    found = WINDOW.search(case.text.plain)
    told = asked or (int(found[1] or found[2]) if found else case.window(series.rows))
    return told if 1 < told < series.rows else case.usual_window(series.rows)


def within_each(
    case: Case, series: Series, width: int | None, x: str, asked: int | None = None
) -> Diagnosis:
    """Cut windows within each series.

    Args:
        case: the set-up.
        series: what the table holds.
        width: the columns.
        x: what the text calls the table.
        asked: the rows of a window that the text asks for.
    """
    window = window_of(case, series, asked)
    count = series.count * (series.rows - window)
    F = -1 if width is None else width
    apart = f"{x}.reshape({series.count}, {series.rows}, {F})"
    y = case.setup.y
    targets = bool(y and y.shape and y.shape[0] == series.count * series.rows)
    y_apart = f"{case.y}.reshape({series.count}, {series.rows})[:, {window}:]"
    return Diagnosis(
        "several_series",
        f"The table holds {series.count} {series.name}, one below the other: no window may hold "
        "rows of two of them.",
        expected=f"windows within each of the {series.count} {series.name}: "
        f"{tell((count, window, width))}",
        received=f"{series.count * series.rows:,} rows: {series.rows:,} of each",
        axis="The rows of the table count two things: the series, and the time within each.",
        fix=(
            f"{case.y} = {y_apart if targets else f'{apart}[:, {window}:, 0]'}.reshape(-1)",
            f"X = {VIEW}({apart}, {window}, axis=1)[:, :-1].transpose(0, 1, 3, 2)"
            f".reshape(-1, {window}, {width or x + '.shape[-1]'})",
        ),
        tried=refed(case.setup, (count, window, width), sample=(window, width)),
        fed=named((series.count * series.rows, width), "rows", "columns"),
        meant=three((count, window, width)),
        details=(
            f"{series.rows:,} − {window} windows of each, {series.count} times: {count:,}. A "
            "reshape alone cannot make them: a window copies rows.",
            "The target is that of the row after each window."
            if targets
            else "The target is column 0 of the row after each window; choose another if you mean "
            "another.",
            f"The rows have to be sorted by {series.name} and then by time.",
            f"If each of the {series.name} is one sample with one label: {apart}.",
        ),
        opens=Opening("window", window),
    )


def crossing(case: Case) -> Judged:
    """Windows were cut over the whole table."""
    x, series = case.setup.X, several_series(case)
    if series is None or x is None or x.shape is None or "windows" not in x.marks:
        return NONE
    table = case.setup.table
    name = x.taken.table if x.taken else (table.name if table and table.name else "table")
    return one(within_each(case, series, x.shape[-1] if len(x.shape) == 3 else None, name))
