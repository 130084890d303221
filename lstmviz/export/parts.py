"""A program as a tuple of parts; a script and a notebook are two ways to print the same parts.

What a stranger called a table, a column or a unit goes into code by `quote` alone, never into a
part's title or text: those become comments, a docstring or markdown.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 88


@dataclass(frozen=True)
class Part:
    """A step of a program.

    Args:
        title: a few words.
        text: what the step does and why, in plain sentences of our own.
        code: its lines; none for the head, whose text stands before all code.
    """

    title: str
    text: str
    code: tuple[str, ...] = ()


def head_part(network: str, library: str, shape: tuple[int, ...], settings: Part) -> Part:
    """Write the head of a program: what it does, and what it needs to be installed.

    Args:
        network: its cell.
        library: Keras or PyTorch.
        shape: of X.
        settings: the part that imports.
    """
    found = [line.split()[1] for line in settings.code if line.startswith("import ")]
    names = " ".join(["keras tensorflow" if name == "keras" else name for name in found])
    return Part(
        f"From a table to a trained {network}, in {library}: X {shape}",
        f"To be installed: pip install {names}",
    )


def write_script(parts: Sequence[Part]) -> str:
    """Print parts as one Python file: the head as its docstring, the other texts as comments."""
    head, *steps = parts
    blocks = [f'"""{head.title}\n\n{fill(head.text)}\n"""']
    for step in steps:
        rule = f"# ---- {step.title} ".ljust(WIDTH, "-")
        gap = [""] * (2 if step.code[0].startswith("def ") else 1)
        blocks.append("\n".join([rule, fill(step.text, "# "), *gap, *step.code]))
    return "\n\n\n".join(blocks) + "\n"


def fill(text: str, before: str = "") -> str:
    """Break paragraphs into lines, each with something before it."""
    paragraphs = [
        textwrap.fill(
            paragraph,
            WIDTH,
            initial_indent=before,
            subsequent_indent=before,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for paragraph in text.split("\n\n")
    ]
    return f"\n{before.strip()}\n".join(paragraphs)


def quote(text: str) -> str:
    r"""Write a string as Python does, between double quotes where that needs no more escapes.

    Line ends, control characters and marks of direction come out escaped, so that it is as safe
    in a comment as in code.

    >>> print(quote("power"), quote('12" pipe'), quote("it's\n"))
    "power" '12" pipe' "it's\n"
    """
    return repr(text) if '"' in text else '"' + repr("'" + text)[2:]


def listed(texts: Iterable[str]) -> list[str]:
    """Write a list of strings: on one line where it is short, else each on its own.

    >>> listed(["power", "heat"])
    ['["power", "heat"]']
    """
    quoted = [quote(text) for text in texts]
    line = f"[{', '.join(quoted)}]"
    if len(line) <= WIDTH - len("columns = "):
        return [line]
    return ["[", *(f"    {text}," for text in quoted), "]"]
