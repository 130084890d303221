"""Arrays as they are printed, number by number: only their shapes count."""

import ast
import re

from lstmviz.doctor.shapes import Shape

NAMED = re.compile(
    r"[ \t>]{0,20}(?:print\((?P<printed>\w{1,40})\)|(?P<alone>\w{1,40}) ?[:=]?)[ \t]*"
)
# R numbers what it prints: [1] 10000 12.
BEGINS = re.compile(r"[ \t]{0,20}(?!\[\d+\] +[\d-])(?:(?:tensor|array)\()?\[+ ?(?:[-+]?\d|\.\.\.)")
# An array behind its name: "inputs: tensor([[1, 2, 3]])".
BEHIND = re.compile(
    r"[ \t>]{0,20}(?P<name>\w{1,40}) ?: ?(?:(?:tensor|array)\()?(?P<array>\[\[.*\]\])"
)
ASKED = re.compile(r"[ \t>]{0,20}(?:dim|length)\((\w{1,40})\)[ \t]*")
# dim(x) # 54 5 1, and # dim(x): 54 5 1
REMARKED = re.compile(
    r"[ \t>#]{0,20}dim\((?P<name>\w{1,40})\)[ \t]*(?:#[# \t]*|[:=])[ \t]*(?:\[1\])?[ \t]*"
    r"(?P<sizes>\d{1,9}(?:[ \t,]+\d{1,9}){0,4})[ \t]*"
)
# What R prints begins with the number of its first element, which is no shape.
CONSOLE = re.compile(r"[ \t#]{0,20}\[\d{1,6}\] +\S")
SIZES = re.compile(r"[ \t]{0,20}\[1\]((?: +\d{1,9}){1,5})[ \t]*")
TOKENS = re.compile(r"[\[\]]|\.\.\.|[-+]?\d[\d.eE+-]{0,30}|nan|inf")
MAX_ROWS = 80
MAX_DEPTH = 5


def told(text: str) -> str:
    r"""Put a comment with the shape in the place of each array that is printed below its name.

    >>> told("print(X)\n[[1 2 3]\n [4 5 6]]")
    'print(X)\n# X (2, 3)'
    >>> told("> dim(X)\n[1] 10000    12")
    '> dim(X)\n# X (10000, 12)'
    """
    lines, kept, at = text.split("\n"), [], 0
    while at < len(lines):
        if remarked := REMARKED.fullmatch(lines[at]):
            kept.append(noted(remarked["name"], numbers(remarked["sizes"])))
            at += 1
            continue
        behind = BEHIND.match(lines[at])
        if behind and (shape := shape_of(behind["array"])):
            library = " of torch" if "tensor(" in behind[0] else ""
            kept.append(noted(behind["name"], shape) + library)
            at += 1
            continue
        if not CONSOLE.match(lines[at]):
            kept.append(lines[at])
        found, asked = NAMED.fullmatch(lines[at]), ASKED.fullmatch(lines[at])
        at += 1
        if asked and at < len(lines) and (sizes := SIZES.fullmatch(lines[at])):
            kept.append(noted(asked[1], numbers(sizes[1])))
            at += 1
        if not found or at >= len(lines) or not BEGINS.match(lines[at]):
            continue
        end = closing(lines, at)
        shape = shape_of("\n".join(lines[at:end])) if end else None
        if shape:
            kept.append(noted(found["printed"] or found["alone"], shape))
            at = end
    return "\n".join(kept)


def numbers(written: str) -> Shape:
    """Read sizes with spaces or commas between them."""
    return tuple(map(int, re.findall(r"\d+", written)))


def noted(name: str, shape: Shape) -> str:
    """Write a comment with an array's shape."""
    sizes = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
    return f"# {name} ({sizes})"


def closing(lines: list[str], start: int) -> int:
    """Find the line after the one that closes an array; 0 where none does."""
    depth = 0
    for at in range(start, min(len(lines), start + MAX_ROWS)):
        depth += lines[at].count("[") - lines[at].count("]")
        if depth <= 0:
            return at + 1
    return 0


def shape_of(text: str) -> Shape | None:
    """Count the numbers along each axis; None where they make no array.

    An axis that is printed in part, with dots, has an open size.
    """
    counts: list[list[int | None]] = [[] for _ in range(MAX_DEPTH + 1)]
    inside: list[int | None] = []
    for token in TOKENS.findall(text):
        if token == "[":
            if len(inside) >= MAX_DEPTH:
                return None
            inside.append(0)
        elif token == "]":
            if not inside:
                break
            counts[len(inside)].append(inside.pop())
            if inside and inside[-1] is not None:
                inside[-1] += 1
        elif token == "...":
            inside = [*inside[:-1], None] if inside else inside
        elif inside and inside[-1] is not None:
            inside[-1] += 1
    found = [each for each in counts[1:] if each]
    if inside or not found or any(len(set(each) - {None}) > 1 for each in found):
        return None
    return tuple(None if None in each else each[0] for each in found)


# A layer as PyTorch prints it within a model: "(lstm): LSTM(12, 64, batch_first=True)".
SHOWN = re.compile(
    r"^[ \t]{1,40}\((?P<name>[A-Za-z_]\w{0,40})\): "
    r"(?P<layer>[A-Z]\w{1,30}\([\w=., ()]{1,200}\))[ \t]*$",
    re.MULTILINE,
)


def shown(text: str) -> dict[str, str]:
    """Give the layers of PyTorch that a printed model shows; a name that stands twice is none's."""
    found: dict[str, str] = {}
    names = [match["name"] for match in SHOWN.finditer(text)]
    for match in SHOWN.finditer(text):
        if names.count(match["name"]) == 1:
            try:
                ast.parse("nn." + match["layer"], mode="eval")
            except (SyntaxError, ValueError):
                continue
            found[match["name"]] = "nn." + match["layer"]
    return found
