"""The line of the learner's own code that a traceback ends in, or that they say it is."""

import ast
import re
from collections.abc import Iterator

# A frame of a traceback: of Python itself, and of a notebook.
FRAME = re.compile(
    r'^[ \t]{0,8}(?:File "(?P<file>[^"\n]{1,300})", line \d{1,9}|'
    r"(?:(?:Cell|Input) In ?\[\d{0,5}\]|File )?"
    r"(?P<path>(?:[~/\\<]|[A-Z]:\\)[^\n()=,]{0,300}?|[\w./-]{1,200}\.pyc?)"
    r"(?::\d{1,9}, in|\(\d{1,9}\)|,? in|, line \d{1,9}) ?[<\w])"
)
CELL = re.compile(r"^[ \t]{0,8}(?:Cell|Input) In ?\[\d{0,5}\],? (?:line \d|in )")
POINTED = re.compile(r"^[ \t]{0,8}-{2,8}> ?\d{0,6} (?P<code>[^\n]{1,300})$")
# What is not the learner's own.
LIBRARY = re.compile(
    r"(?:site|dist)-packages|[/\\]lib[/\\]|[/\\](?:keras|tensorflow|torch|theano)[/\\]|\.egg|"
    r"<__array_function__|<frozen|<decorator"
)
ERROR = re.compile(r"[ \t]{0,8}\w{0,60}(?:Error|Exception|Warning)\b")
# "the error happens in this line x = f(a)": whoever asks says it.
SAID = re.compile(
    r"\berror\b[^\n.]{0,40}\b(?:in|at|on|from|by) (?:this|the|that)(?: following)? line"
    r"(?: of code)?(?: is)?[:,]? ?\n? {0,8}`?(?P<code>[\w(][^\n`]{3,300})",
    re.IGNORECASE,
)


def raising(lines: str) -> str:
    """Give the last line of the learner's own code that an error passed; "" where none is told.

    Args:
        lines: the text, with the arrows of notebooks.
    """
    found, own, next_line = "", True, False
    for line in lines.split("\n"):
        if next_line and not FRAME.match(line):
            found = found if ERROR.match(line) else line.strip()
            next_line = False
            continue
        if pointed := POINTED.match(line):
            found = pointed["code"].strip() if own else found
        elif CELL.match(line):
            own = True
        elif frame := FRAME.match(line):
            own = not LIBRARY.search(frame["file"] or frame["path"])
            next_line = own and frame["file"] is not None
    said = SAID.search(lines)
    return found or (said["code"].strip() if said else "")


def read_line(line: str) -> ast.stmt | None:
    """Read a line of code; None where it is none, or not whole."""
    try:
        return ast.parse(line.strip().rstrip(";")).body[0]
    except (SyntaxError, ValueError, IndexError, RecursionError):
        return None


def calls_in(line: str) -> Iterator[ast.Call]:
    """Give the calls in a line of code, the outer ones first."""
    statement = read_line(line)
    for node in ast.walk(statement) if statement is not None else ():
        if isinstance(node, ast.Call):
            yield node
