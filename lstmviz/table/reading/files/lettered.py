"""Lines that begin with a letter for what they are: C remarks, H or I names, D rows, T the end.

Operators of electricity markets write so: AEMO with C, I and D, ISO New England with C, H, D, T.
"""

import re
from collections import Counter

from lstmviz.wording import many

LINE = re.compile(r'"?([CHIDT])"?,')
"""How each line begins."""
NAMING = "HI"
LOOKED_AT = 100_000
MOST = 0.98
"""Part of the lines that begin so."""


def without_letters(text: str) -> tuple[str, str] | None:
    """Take the letters off the lines of a file that has them; None where it is none.

    Returns:
        The names and the rows of its longest table, and the sentence that says what was left out.
    """
    if not LINE.match(text.lstrip()):
        return None
    some = [line for line in text[:LOOKED_AT].splitlines() if line.strip()]
    letters = Counter(found[1] for line in some if (found := LINE.match(line)))
    if sum(letters.values()) < MOST * len(some) or not letters["D"]:
        return None
    if not letters["H"] + letters["I"]:
        return None
    tables: list[list[str]] = []
    others = 0
    for line in text.splitlines():
        found = LINE.match(line)
        if found and found[1] in NAMING:
            tables.append([line[found.end() :]])
        elif found and found[1] == "D" and tables:
            tables[-1].append(line[found.end() :])
        else:
            others += bool(line.strip())
    longest = max(tables, key=len)
    says = f"Lines begin with letters for what they are; left out: {many(others, 'line')} of others"
    if len(tables) > 1:
        rows = sum(map(len, tables)) - len(longest) - len(tables) + 1
        says += f", and {many(rows, 'row')} of {many(len(tables) - 1, 'further table')}"
    return "\n".join(longest) + "\n", f"{says}."
