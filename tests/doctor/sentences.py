"""All further sentences that the doctor's sources hold: each string that reads as one.

What a finding itself says, its title, what was expected and received, and its axis, rests on the
finding's evidence; every other sentence is given here. Those on a condition that the gate tries
stand in a call of If.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import lstmviz.doctor

HERE = Path(lstmviz.doctor.__file__).parent
# Arguments that are the finding's own, or no sentence.
OWN = frozenset({"axis", "basis", "expected", "happens", "key", "pattern", "received", "title",
                 "words"})  # fmt: skip
# Calls whose arguments without a name are the finding's own, or no sentence of it.
WHOLE = frozenset({"Diagnosis", "Notice", "ValueError", "compile", "question", "replace", "rule"})
OTHERS = ("reading/", "walking/", "examples", "messages", "saying/languages")
LEAST = 12


def sentences() -> Iterator[tuple[str, bool]]:
    """Give each sentence as it is written, and whether the gate tries it."""
    for path in sorted(HERE.rglob("*.py")):
        if not path.relative_to(HERE).as_posix().startswith(OTHERS):
            yield from told(ast.parse(path.read_text("utf-8")), tried=False)


def told(node: ast.AST, *, tried: bool) -> Iterator[tuple[str, bool]]:
    """Give the sentences below a node of the source."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        words = node.value if isinstance(node, ast.Constant) else ast.unparse(node)[2:-1]
        if isinstance(words, str) and reads_as_one(words):
            yield words, tried
        return
    name = called(node)
    for field, value in ast.iter_fields(node):
        for each in value if isinstance(value, list) else [value]:
            ours = isinstance(each, ast.keyword) and each.arg in OWN
            whole = field == "args" and name in WHOLE
            if (
                isinstance(each, ast.AST)
                and not ours
                and not whole
                and not is_docstring(node, each)
            ):
                yield from told(each, tried=tried or (name == "If" and field == "args"))


def called(node: ast.AST) -> str:
    """Give the name of what a node calls; "" where it calls nothing by its name."""
    func = node.func if isinstance(node, ast.Call) else None
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def is_docstring(node: ast.AST, each: ast.AST) -> bool:
    """Whether an expression is the docstring of what holds it."""
    holds = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    return holds and isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)


def reads_as_one(words: str) -> bool:
    """Whether a string ends as a sentence does, and has some words."""
    ends = words.rstrip().endswith((".", "?"))
    return ends and len(words) > LEAST and " " in words.strip() and "\\b" not in words
