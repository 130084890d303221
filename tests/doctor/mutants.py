"""Pastes with a piece hidden, missing, wrapped or put beside: the truth stays what it was.

Each change leaves the text that was meant among those that the mutant may stand for: a line that is
no longer readable may do what it did before, an added call may do nothing, a lost line is missed by
its name. So a doctor may say less of a mutant, or the same, and never anything else.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lstmviz.doctor.reading.code import chunks

ASSIGNED = re.compile(r"^([ \t]*)([A-Za-z_]\w*(?: ?, ?[A-Za-z_]\w*)*) = (?!=)(.+)$", re.DOTALL)
LAYER = re.compile(r"\b(?:LSTM|GRU|SimpleRNN|Dense|Conv1D|Linear|RepeatVector|RNN)\(")
NAME = re.compile(r"(?<![\w.\"'])[A-Za-z_]\w*(?![\w\"']*[\"'])")
LITERAL = re.compile(r"(?<![\w.\"'-])(?:\d+|True|False)(?![\w.\"'])")
MODEL = re.compile(r"^\s*model(?:\.add\(| = )", re.MULTILINE)
DEFINES = re.compile(r"^[ \t]*(?:def|class) ", re.MULTILINE)
MESSAGE = re.compile(r"Error|expected|Expected|\bvs\b")
FLOW = re.compile(r"^[ \t]*(?:def|class|for|if|else|with|return|import|from)\b")


@dataclass(frozen=True)
class Mutant:
    """A changed paste.

    Args:
        how: which change was made.
        text: the paste.
        hides: whether something that the model or its data rest on can no longer be read.
    """

    how: str
    text: str
    hides: bool = True


def put(parts: list[str], at: int, *new: str) -> str:
    """Put other statements in the place of one."""
    return "\n".join([*parts[:at], *new, *parts[at + 1 :]])


def hidden(parts: list[str]) -> Iterator[Mutant]:
    """An assignment's right side becomes a call of something that is not in the text."""
    for at, part in enumerate(parts):
        found = ASSIGNED.match(part)
        if found:
            names = NAME.findall(found[3])
            given = names[-1] if names else "config"
            yield Mutant("hidden", put(parts, at, f"{found[1]}{found[2]} = prepared({given})"))


def undefined(parts: list[str]) -> Iterator[Mutant]:
    """The first assignment of a name that is used below is lost, or is to another name."""
    for at, part in enumerate(parts):
        found = ASSIGNED.match(part)
        if not found or "," in found[2]:
            continue
        word = re.compile(rf"(?<![\w.\"'=]){found[2]}(?!\w| ?=[^=])")
        before, below = "\n".join(parts[:at]), "\n".join(parts[at + 1 :])
        if not word.search(below) or re.search(rf"\b{found[2]}\b", before):
            continue
        if not found[1]:
            yield Mutant("lost", put(parts, at))
        other = f"{found[1]}raw_{found[2]} = {found[3]}"
        yield Mutant("renamed", put(parts, at, other))


def unnamed(parts: list[str]) -> Iterator[Mutant]:
    """A number or a switch becomes a name that the text does not tell."""
    for at, part in enumerate(parts):
        flow = FLOW.match(part) and not part.lstrip().startswith("return")
        if flow or MESSAGE.search(part):
            continue
        for found in LITERAL.finditer(part):
            changed = part[: found.start()] + "cfg_value" + part[found.end() :]
            yield Mutant("named", put(parts, at, changed))


def options(parts: list[str]) -> Iterator[Mutant]:
    """A layer takes further arguments that the text does not tell."""
    for at, part in enumerate(parts):
        for found in LAYER.finditer(part):
            depth, end = 1, found.end()
            while depth and end < len(part):
                depth += (part[end] == "(") - (part[end] == ")")
                end += 1
            inside = part[found.end() : end - 1].rstrip().rstrip(",")
            changed = f"{part[: found.end()]}{inside}, **options{part[end - 1 :]}"
            yield Mutant("options", put(parts, at, changed))


def inserted(parts: list[str]) -> Iterator[Mutant]:
    """An unread call takes an array, the model or a layer's output, and may change it."""
    for at, part in enumerate(parts):
        found = ASSIGNED.match(part)
        below = "\n".join(parts[at + 1 :])
        if not found or "," in found[2] or not re.search(rf"\b{found[2]}\b", below):
            continue
        space, name = found[1], found[2]
        if name.startswith("self") or "Layer" in part:
            continue
        yield Mutant("prepared", put(parts, at, part, f"{space}{name} = prepare({name}, config)"))
        if re.match(r"^\s*model = ", part):
            yield Mutant("attached", put(parts, at, part, f"{space}attach(model, config)"))
        if not space:
            branch = f"if config.other:\n    {name} = other({name})"
            yield Mutant("branch", put(parts, at, part, branch))
    for at, part in enumerate(parts):
        if re.match(r"^model\.add\(", part):
            yield Mutant("block", put(parts, at, part, "model.add(Block(config))"))
            loop = "for block in blocks:\n    model.add(block)"
            yield Mutant("blocks", put(parts, at, part, loop))
        if "Sequential([" in part and "\n" in part:
            lines = part.split("\n")
            for place in range(2, len(lines) - 1):
                more = [*lines[:place], "    Block(config),", *lines[place:]]
                yield Mutant("element", put(parts, at, "\n".join(more)))
            more = [*lines[:-1], "    *blocks,", lines[-1]]
            yield Mutant("star", put(parts, at, "\n".join(more)))


def left_out(parts: list[str]) -> Iterator[Mutant]:
    """Lines are left out, with dots in their place, or the paste is cut."""
    for at, part in enumerate(parts):
        if not FLOW.match(part) and part.strip() and not MESSAGE.search(part):
            space = part[: len(part) - len(part.lstrip())]
            yield Mutant("dots", put(parts, at, f"{space}..."))
            yield Mutant("comment dots", put(parts, at, f"{space}# ... some code ..."))
    whole = "\n".join(parts)
    for at in range(1, len(parts)):
        yield Mutant("head lost", "\n".join(parts[at:]))
        yield Mutant("tail lost", "\n".join(parts[:at]))
    for place in range(40, len(whole), 37):
        yield Mutant("cut", whole[:place])


def wrapped(parts: list[str]) -> Iterator[Mutant]:
    """The whole stands in a function, a loop, a branch or a class."""
    body = "\n".join(parts)
    if DEFINES.search(body) or not body.strip():
        return
    inner = "\n".join("    " + line for line in body.split("\n"))
    for head, foot in (
        ("def main():", "\nmain()"), ('if __name__ == "__main__":', ""), ("with scope():", ""),
        ("for run in range(3):", ""), ("try:", "\nexcept KeyError:\n    pass"),
    ):  # fmt: skip
        yield Mutant("wrapped", f"{head}\n{inner}{foot}\n", hides=False)
    twice = "\n".join("    " + line for line in inner.split("\n"))
    yield Mutant("in a class", f"class Trainer:\n    def run(self):\n{twice}\n", hides=False)


def functions(parts: list[str]) -> Iterator[Mutant]:
    """A function or a class stands below what uses it."""
    tops: list[list[str]] = []
    for part in parts:
        if (tops and part[:1].isspace()) or not part.strip():
            (tops[-1] if tops else tops.append([]) or tops[-1]).append(part)
        else:
            tops.append([part])
    for at, block in enumerate(tops):
        if re.match(r"(?:def|class) ", block[0]) and at + 1 < len(tops):
            rest = [line for each in [*tops[:at], *tops[at + 1 :]] for line in each]
            yield Mutant("defined below", "\n".join([*rest, *block]), hides=False)


def beside(parts: list[str]) -> Iterator[Mutant]:
    """Something else stands beside it: words of another array, code that is commented out."""
    body = "\n".join(parts)
    yield Mutant("words", f"The raw table has shape (60000, 13).\n\n{body}", hides=False)
    yield Mutant("words", f"{body}\n\nMy test set is (77, 5).", hides=False)
    for at, part in enumerate(parts):
        if re.match(r"^(?:model\.|X = |y = |out)", part):
            for line in ("X = X.reshape(len(X), -1)", "model.add(LSTM(8))", "y = y[:, None, None]"):
                yield Mutant("commented", put(parts, at, f"# {line}", part), hides=False)


CHANGES: tuple[Callable[[list[str]], Iterator[Mutant]], ...] = (
    hidden, undefined, unnamed, options, inserted, left_out, wrapped, functions, beside,
)  # fmt: skip


def mutants(text: str, limit: int) -> list[Mutant]:
    """Give mutants of a paste, at most so many of each change, spread over its lines."""
    parts = list(chunks(text.strip("\n")))
    found: list[Mutant] = []
    for change in CHANGES:
        made = [each for each in change(parts) if each.text.strip("\n") != text.strip("\n")]
        step = max(1, -(-len(made) // limit))
        found += made[::step]
    return found
