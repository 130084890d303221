"""What is said about a table that was read, as sentences."""

import re
from collections.abc import Collection, Sequence

import numpy as np
from jaxtyping import Float

from lstmviz.table.reading.cells.column import Column
from lstmviz.table.reading.names import MAX_NAMED
from lstmviz.wording import many

IN_ROWS = re.compile(r" in ([\d,]+) (?:of [\d,]+ )?rows?\b")
"""How it is said in how many rows something is."""


def _listed(parts: list[str]) -> str:
    more = f" and {len(parts) - MAX_NAMED:,} more" if len(parts) > MAX_NAMED else ""
    return ", ".join(parts[:MAX_NAMED]) + more


def gathered(notes: Sequence[str]) -> list[str]:
    """Say once what is true of several columns, whatever the numbers and examples in it.

    >>> gathered(["Column “a” is empty in 2 rows.", "Column “b” is empty in 7 rows."])
    ['Column “a” is empty in 2 rows. The same holds for 1 more column, in 7 rows.']
    >>> gathered(["Column “a” holds “<5”.", "Column “b” holds “<5”.", "Column “c” holds “ND”."])
    ['Column “a” holds “<5”. The same holds for 2 more columns, such as “ND” in “c”.']
    """
    alike: dict[str, list[str]] = {}
    for note in notes:
        end = note[note.find("” ") :]
        alike.setdefault(re.sub(r"\d[\d,]*|“[^”]*”", "", end), []).append(note)
    return [
        same[0]
        + f" The same holds for {many(len(same) - 1, 'more column')}{_rows(same)}{_others(same)}."
        * (len(same) > 1)
        for same in alike.values()
    ]


def _rows(notes: Sequence[str]) -> str:
    """Say in how many rows it is so in all but the first, where that is not as many."""
    counts = [int(found[1].replace(",", "")) for note in notes if (found := IN_ROWS.search(note))]
    if len(set(counts)) < 2:
        return ""
    low, high = min(counts[1:]), max(counts[1:])
    return f", in {f'{low:,} to ' * (low < high)}{many(high, 'row')}"


def _others(notes: Sequence[str]) -> str:
    """Name the columns whose example is another one than those before, a few of them."""
    named: dict[str, str] = {}
    for note in notes:
        quoted = re.findall("“([^”]*)”", note)
        if len(quoted) == 2:
            named.setdefault(quoted[1], quoted[0])
    others = [f"“{example}” in “{name}”" for example, name in named.items()][1:]
    return f", such as {_listed(others)}" if others else ""


def text_notes(
    columns: Sequence[Column],
    names: list[str],
    label: tuple[int, ...],
    groups: Collection[str],
) -> list[str]:
    """Say what columns without numbers are used for, and which are left out."""
    notes, left_out = [], []
    empty = [n for n, column in enumerate(columns) if column.holds.startswith("is empty in all")]
    if len(empty) > 1:
        holds = columns[empty[0]].holds.replace("is", "are", 1)
        left_out.append(f"{_listed([f'“{names[n]}”' for n in empty])} {holds}: left out.")
    for number, column in enumerate(columns):
        title = f"Column “{names[number]}”"
        if number in label:
            holds = "counts the rows" if column.kind == "number" else column.holds
            if number == label[0] and column.kind == "date":
                holds += f", read as {column.reads}" * bool(column.reads)
                notes += column.notes
            notes.append(f"{title} {holds}: it names the rows.")
        elif column.numbers is None and names[number] in groups:
            notes.append(f"{title} {column.holds}: it can group rows.")
        elif column.numbers is None and (number not in empty or len(empty) == 1):
            left_out.append(f"{title} {column.holds}: left out.")
    if len(left_out) > MAX_NAMED:
        rest = len(left_out) - MAX_NAMED
        left_out = [*left_out[:MAX_NAMED], f"{rest:,} further columns without numbers: left out."]
    return notes[: 4 * MAX_NAMED] + left_out


def value_notes(columns: list[Float[np.ndarray, " rows"]], names: list[str]) -> list[str]:
    """Say what is missing and what never changes; column by column, as each lies in one piece."""
    gaps, fixed = [], []
    for numbers, name in zip(columns, names, strict=True):
        missing = int(np.isnan(numbers).sum())
        if missing:
            gaps.append(f"{missing:,} in “{name}”")
        if 1 < len(numbers) != missing and np.nanmin(numbers) == np.nanmax(numbers):
            fixed.append(f"“{name}”")
    notes = []
    if gaps:
        notes.append(f"Missing values: {_listed(gaps)}. Rows that hold them enter no sample.")
    if fixed:
        does = "does" if len(fixed) == 1 else "do"
        tells = "it tells" if len(fixed) == 1 else "they tell"
        notes.append(f"{_listed(fixed)} {does} not change: {tells} the network nothing.")
    return notes


def no_numbers(columns: Sequence[Column], names: list[str]) -> str:
    """Write the sentence for a table that has no column of numbers."""
    found = _listed([f"“{name}” {c.holds}" for name, c in zip(names, columns, strict=True)])
    return (
        "This table has no column of numbers. Expected at least one, received "
        f"{many(len(columns), 'column')}: {found}. Check the file, or that its numbers are written "
        "as digits."
    )
