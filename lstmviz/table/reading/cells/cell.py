"""What one cell of text holds: a number, a date, a time of day, or that nothing is known."""

import re

NUMBER = re.compile(
    r"[(]?[+\-−]?[\$€£¥￥₩₹₽₺₪฿₫₴\\]?\s?[+\-−]?[\d.,'’ \u00a0\u202f]*\d[\d.,]*([eEdD][+-]?\d+)?"
    r"\s?[%‰€£\$°]?[CFK]?[)]?$"
)
DATE = re.compile(
    r"(\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?|\d{1,2}[-/ ][^\W\d_]{3,9}\.?[-/ ,]+\d{2,4}"
    r"|\d{4}[- ]?Q[1-4]|\d{4}[- ]?W\d{1,2}|\d{4}[- ][^\W\d_]{3,9}|\d{4}[-/ ]\d{3}"
    r"|\d{1,2}(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\d{2,4}|\d{4} \d\d \d\d"
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} [\d:]{5,8}( \S{3,5})? \d{4})"
    r"([T ,;]+\d[^;|\t]*)?$"
)
TIME = re.compile(r"\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?$")
WORDS_OF_GAPS = frozenset(
    {"na", "nan", "n/a", "null", "none", "-", "--", "–", "?", "inf", "-inf", "*", "**", "***", "."}
    | {"..", ":", "--:--", "--:--:--"}
)
LONGEST = 50
"""Characters of a number or date: on longer cells the patterns' time would grow with the square."""
MISSING = frozenset(
    {
        "",
        "--:--",
        "--:--:--",
        "na",
        "n/a",
        "nan",
        "-nan",
        "null",
        "none",
        "nil",
        "nat",
        "<na>",
        "missing",
        "undefined",
    }
    | {"-", "–", "—", "−", "--", "---", "?", ":", ".", "…", "..", "...", "#n/a", "#n/a n/a", "#na"}
    | {"#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "(null)", "no data", "n.a."}
)
"""What people write where a number is missing, in lower case."""


def is_typed(cell: str) -> bool:
    """Tell whether a cell holds a number, a date or a time of day."""
    cell = cell.strip()
    if not cell or len(cell) > LONGEST:
        return False
    return bool(NUMBER.match(cell) or DATE.match(cell) or TIME.match(cell)) or cell.lower() in (
        "true",
        "false",
    )


def is_number(cell: str) -> bool:
    """Tell whether a cell holds a number."""
    return len(cell) < LONGEST and bool(NUMBER.match(cell.strip()))


def is_blank(cell: str) -> bool:
    """Tell whether a cell is empty, or says that nothing is known."""
    return not cell.strip() or cell.strip().lower() in WORDS_OF_GAPS
