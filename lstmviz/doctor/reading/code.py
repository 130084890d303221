"""Code is read, never executed: statements out of any text, as syntax trees."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from keyword import iskeyword

from lstmviz.doctor.reading.data.arrays import METHODS

MAX_STATEMENT = 3_000
MAX_LINES = 60
MAX_NESTED = 120
MAX_CALL = 600

LIBRARY = re.compile(r'^\s*File ".{0,300}(?:site-packages|dist-packages|lib/python)', re.ASCII)
FRAME = re.compile(r'^\s*File "', re.ASCII)
CALL = re.compile(r"[A-Za-z_][\w.]{0,80}\(", re.ASCII)
HEAD = re.compile(
    r"\s{0,80}(?:async )?(?:for|while|if|elif|else|with|def|class|try|except|finally)\b"
)


# What an unreadable line assigns, and what stands for its right side.
ASSIGNS = re.compile(r"[ \t]*([A-Za-z_]\w{0,40}(?: ?, ?[A-Za-z_]\w{0,40}){0,5}) ?=(?!=)", re.ASCII)
UNREAD = "unread"
# A model's name alone, or of something within a library or an object, and nothing done with it.
BROKEN = re.compile(r"(?:\w{1,40} = )?[A-Za-z_]\w{0,40}(?:\.\w{0,40}){1,4}|mod?e?l?", re.ASCII)
# A method that nothing calls: x.view(8, 2).t
HALF = re.compile(r"[)\]]\.[a-z]\w{0,20}$", re.ASCII)
# What a call within a sentence gives its value to: "I do x = x.reshape(80, 20, 1), then".
NAMED = re.compile(r"(?<![\w.])[A-Za-z_]\w{0,40} = ?$", re.ASCII)
OTHERWISE = re.compile(r"^(?:else|except\b[^:\n]{0,80}|finally) ?:")
ELSE = re.compile(r"\s{0,80}(?:elif|else)\b")
# A string of several lines, as what a function does. Three single quotes at the margin
# may be a forum's fence around code.
STRINGS = (
    re.compile(r"\"{3}(?:(?!\"{3})[\s\S]){0,6000}\"{3}"),
    re.compile(r"(?<=[ \t])'{3}(?:(?!'{3})[\s\S]){0,6000}'{3}"),
)
# A sentence that ends with a shape, before one that begins with a layer: "y is (80, 7). LSTM(64)".
SENTENCE = re.compile(r"(?<=[)\]])\. (?=[A-Z])")
# A comment in place of lines that were left out.
LEFT_OUT = re.compile(r"^([ \t]*)#[ \t]*(?:\.\.\.[^\n]*|[^\n]*(?<!\.)\.\.\.)$", re.MULTILINE)


# What functions of arrays belong to; a method belongs to its array.
LIBRARIES = frozenset({"K", "np", "numpy", "tf", "torch"})
# What begins a block.
BLOCKS = (ast.ClassDef, ast.For, ast.FunctionDef, ast.If, ast.While, ast.With)


@dataclass(frozen=True)
class Statement:
    """A statement, and how far it is indented.

    Args:
        node: its syntax.
        indent: the spaces before it.
        otherwise: whether it begins an elif or an else.
        cut: whether it stands for what follows where the text is cut off.
    """

    node: ast.stmt
    indent: int
    otherwise: bool = False
    cut: bool = False


def read_statements(text: str, known: frozenset[str]) -> list[Statement]:
    """Give the statements of a text in order, each for itself, whatever stands between them.

    Args:
        text: prose, code, a traceback, or all of them.
        known: names of functions whose calls are looked for where no statement can be read.
    """
    text = SENTENCE.sub("\n", LEFT_OUT.sub(r"\1...", without_strings(text)))
    found: list[Statement] = []
    parts = list(chunks(text.rstrip()))
    for at, chunk in enumerate(parts):
        cut = at == len(parts) - 1 and is_cut(chunk)
        # The last line of a text that was cut off tells nothing for sure.
        kept = chunk.rpartition("\n")[0] if cut and "\n" in chunk else chunk
        indent = len(chunk) - len(chunk.lstrip())
        otherwise = ELSE.match(chunk) is not None
        for node in read_chunk(kept, known):
            found += apart(node, indent, otherwise)
        found += [Statement(node, indent, cut=True) for node in parse("...").body if cut]
    return found


def apart(node: ast.stmt, indent: int, otherwise: bool = False) -> Iterator[Statement]:
    """Put what stands on the line of a block's head below it: "def f(x): return x"."""
    yield Statement(node, indent, otherwise)
    body = getattr(node, "body", [])
    if isinstance(node, BLOCKS) and not all(isinstance(each, ast.Pass) for each in body):
        node.body = [ast.Pass()]
        for each in body:
            yield from apart(each, indent + 1)


def without_strings(text: str) -> str:
    """Empty the strings of several lines; where one begins or ends outside the text, none."""
    for quotes, pattern in zip(('"' * 3, "'" * 3), STRINGS, strict=True):
        if text.count(quotes) % 2 == 0:
            text = pattern.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)
    return text


def is_cut(chunk: str) -> bool:
    """Whether a text breaks off in its last lines of code: within brackets, a list or a name."""
    if "Error" in chunk:
        return False
    code = chunk.strip()
    first, last = chunk.split("\n", 1)[0], chunk.rsplit("\n", 1)[-1]
    # A bracket that was forgotten further up is no cut: whole lines follow.
    whole = last != first and not last[:1].isspace() and opened(last) == 0 and CALL.search(last)
    within = opened(chunk) > 0 and CALL.search(first) and not whole
    return bool(
        within
        or (HEAD.match(last) is not None and last.rstrip().endswith(":"))
        or (HALF.search(last) is not None and not code.endswith((".shape", ".values", ".data")))
        or (code.endswith(",") and CALL.search(code) is not None)
        or (BROKEN.fullmatch(code) is not None and not code.endswith(".shape"))
    )


def read_chunk(chunk: str, known: frozenset[str]) -> Iterator[ast.stmt]:
    """Read lines that belong together; where a bracket never closes, those after it without it."""
    try:
        yield from parse(chunk).body
        return
    except SyntaxError:
        pass
    lines = chunk.split("\n")
    if not opened(chunk):
        yield from read_line(chunk, known)
        return
    yield from read_line(lines[0], known)
    for rest in chunks("\n".join(lines[1:])) if len(lines) > 1 else ():
        yield from read_chunk(rest, known)


def read_line(line: str, known: frozenset[str]) -> Iterator[ast.stmt]:
    """Read a line by itself: as it stands, with its brackets closed, or its calls alone."""
    if CALL.search(line):
        for tried in (line, closed(line)):
            try:
                found = parse(tried).body
            except SyntaxError:
                continue
            yield from found
            return
    assigned = ASSIGNS.match(line)
    # In R a name may be what is a keyword here.
    if assigned and not any(map(iskeyword, re.findall(r"\w+", assigned[1]))):
        yield from parse(f"{assigned[1]} = {UNREAD}()").body
    yield from read_calls(line, known)


def closed(line: str) -> str:
    """Close the brackets that a line leaves open.

    >>> closed("LSTM(32, return_sequences=True,")
    'LSTM(32, return_sequences=True)'
    """
    waiting: list[str] = []
    pairs = {"(": ")", "[": "]", "{": "}"}
    for character in line:
        if character in pairs:
            waiting.append(pairs[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
    return line.rstrip().rstrip(",") + "".join(reversed(waiting))


def parse(chunk: str) -> ast.Module:
    """Parse one statement; the head of a block stands for itself.

    Raises:
        SyntaxError: it is none, or too deep to be read.
    """
    if len(chunk) > MAX_STATEMENT:
        raise SyntaxError("too long")
    # No escapes: Python warns of unknown ones.
    code = re.sub(r"\\(?!\n)", "/", chunk).strip()
    if HEAD.match(code):
        code = re.sub(r"^(?:elif|else if)\b", "if", code)
        code = OTHERWISE.sub("if otherwise:", code)
        body = code[: commented(code)].rstrip()
        code = f"{body} pass" if body.endswith(":") else code
    try:
        tree = ast.parse(code)
    except (ValueError, MemoryError, RecursionError) as error:
        raise SyntaxError("cannot be read") from error
    if too_deep(tree):
        raise SyntaxError("too deep")
    return tree


def too_deep(tree: ast.Module) -> bool:
    """Whether expressions stand within expressions, as in a sum of hundreds, more than is read."""
    level: list[ast.AST] = [tree]
    for _ in range(MAX_NESTED):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


def chunks(text: str) -> Iterator[str]:
    """Cut a text where a line ends and no bracket is open; a library's own lines are left out."""
    lines, depth, skip = [], 0, False
    for line in text.split("\n"):
        if FRAME.match(line):
            skip = bool(LIBRARY.match(line))
            continue
        if skip and line[:1].isspace():
            continue
        skip = False
        depth += opened(line)
        lines.append(line)
        if depth <= 0 or len(lines) >= MAX_LINES:
            yield from (["\n".join(lines)] if depth <= 0 else lines)
            lines, depth = [], 0
    if lines:
        yield "\n".join(lines)


def opened(code: str) -> int:
    """Count the brackets that lines leave open, beside strings and comments."""
    return sum((each in "([{") - (each in ")]}")
               for line in code.split("\n") for _, each in outside(line))  # fmt: skip


def commented(code: str) -> int:
    """Find where the comment on the last line of a code begins; its end where there is none."""
    start = code.rfind("\n") + 1
    return start + next((at for at, each in outside(code[start:]) if each == "#"), len(code))


def outside(line: str) -> Iterator[tuple[int, str]]:
    """Give the characters of a line that stand in no string, as far as its comment's sign."""
    quote, before = "", ""
    for at, character in enumerate(line):
        if quote:
            quote = "" if character == quote and before != "\\" else quote
        elif character in "\"'":
            quote = character
        else:
            yield at, character
            if character == "#":
                return
        before = character


def read_calls(text: str, known: frozenset[str]) -> Iterator[ast.stmt]:
    """Give the calls of known functions in a text that is no code as a whole."""
    end, failed, calls = 0, 0, list[ast.stmt]()
    for found in CALL.finditer(text):
        name = found[0][:-1].rpartition(".")[2]
        if found.start() < end or name.lower() not in known or failed > 50:
            continue
        stop = close(text, found.end())
        named = NAMED.search(text, end, found.start())
        # An argument has its name within the brackets of a call, and gives nothing its value.
        alone = named is not None and not opened(text[end : named.start()])
        try:
            calls += parse(text[named.start() if named and alone else found.start() : stop]).body
            end = stop
        except SyntaxError:
            failed += 1
    made = [taken_up(each) for each in calls]
    # Two of one array are held against each other: neither is what is fed.
    names = [ast.unparse(each.targets[0]) for each in made if isinstance(each, ast.Assign)]
    compared = len(names) > len(set(names))
    yield from calls if compared else made


def taken_up(node: ast.stmt) -> ast.stmt:
    """Let an array be what a sentence makes of it: "A.reshape(9, 5, 2) runs" goes on with that."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=of), attr=name)) as call):
            first = call.args[0] if of in LIBRARIES and call.args else ast.Name(of)
            if name in METHODS and isinstance(first, ast.Name):
                return ast.Assign([ast.Name(first.id, ast.Store())], call, lineno=1)
    return node


def close(text: str, start: int) -> int:
    """Find where the bracket before `start` closes; `start` itself where it does not."""
    depth = 1
    for place in range(start, min(len(text), start + MAX_CALL)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if not depth:
            return place + 1
    return start
