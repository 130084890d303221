"""How shapes are written in a text: "(None, 24, 3)", "53394 x 3", "8 rows, 3 columns"."""

import re

from lstmviz.doctor.shapes import Shape

# role → the name that the text uses, and the shape
Told = dict[str, tuple[str, Shape]]
SIZE = r"(?:\d{1,12}|None|none|[NBn?])"
# [0, 100) is an interval, no shape.
SIZES = rf" ?{SIZE} ?(?:, ?{SIZE} ?){{0,6}},? ?"
SHAPE = rf"(?:\({SIZES}\)|\[{SIZES}\])"
TIMES = r"(?:[nNB](?: ?[x*] ?\d{1,12}){1,4}|\d{1,12}(?: ?[x*] ?\d{1,12}){1,4})(?![\w.])"
ROWS = (
    r"(?P<rows>\d{1,3}(?:,\d{3}){1,3}|\d{1,12}) ?(?:rows?|Zeilen|lignes|filas|行)"
    r"(?:,| and| x| by| und| et| y)? ?(?P<columns>\d{1,6}) "
    r"?(?:columns?|features?|variables?|Spalten|colonnes|columnas|列)"
)
# The columns first: "3 columns and 53394 rows", "two columns in my file with 5,000 rows".
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COLUMNS_FIRST = re.compile(
    rf"\b(?P<columns>\d{{1,6}}|{'|'.join(COUNTS)}) (?:columns?|features?|variables?)"
    r"(?:(?: (?:in|of) [\w ]{1,40})?(?:,| and| with| x| by)) "
    r"(?P<rows>\d{1,3}(?:,\d{3}){1,3}|\d{1,12}) rows?\b"
)
NAME = r"[A-Za-z_]\w{0,40}"


def columns_behind(found: re.Match[str]) -> str:
    """Write rows and columns in the order in which a table has them."""
    columns = found["columns"]
    count = COUNTS.index(columns) + 1 if columns in COUNTS else columns
    return f"{found['rows']} rows and {count} columns"


def read_shape(text: str) -> Shape:
    """Read one shape, e.g. "(None, 24, 3)" or "53394 x 3"."""
    sizes = re.findall(
        r"\d{1,12}|[A-Za-z?]{1,4}", re.sub(r" ?[x*] ?", ",", text) if "(" not in text else text
    )
    return tuple(int(size) if size.isdigit() else None for size in sizes)
