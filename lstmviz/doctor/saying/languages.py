"""Lines in the language of the text: R and JavaScript for those that have them in Python."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.reading.translating import Language

Rewrites = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]
NAME = r"(?P<name>[A-Za-z_]\w{0,40})"


def rule(pattern: str, written: str) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    """Make a rule: a pattern of Python, and a template of what says the same."""
    return re.compile(pattern, re.ASCII), lambda found: written.format(**found.groupdict())


def ones_more(found: re.Match[str]) -> str:
    """Count axes from 1, as R does."""
    order = ", ".join(str(int(axis) + 1) for axis in found["order"].split(","))
    return f"aperm({found['name']}, c({order}))"


SIZES = r"\((?P<sizes>(?:\d+|None)(?:, ?(?:\d+|None)){0,4}),?\)"
ORDER = r"\.transpose\((?P<order>\d(?:, ?\d){1,4})\)"
SCRIPT: Rewrites = (
    rule(rf"{NAME} = (?P=name)(?=[\[.])", "{name}"),
    rule(rf"{NAME}\[None\]", "{name}.expandDims(0)"),
    rule(rf"{NAME}\[(?::, :, None|\.\.\., None)\]", "{name}.expandDims(-1)"),
    rule(rf"{NAME}\[:, None(?:, :)?\]", "{name}.expandDims(1)"),
    rule(rf"{NAME}{ORDER}", "{name}.transpose([{order}])"),
    rule(rf"{NAME}\.reshape{SIZES}", "{name}.reshape([{sizes}])"),
    rule(rf"(?:inputs = )?(?:keras\.)?Input\({SIZES}\)", "inputShape: [{sizes}]"),
)
R: Rewrites = (
    rule(rf"{NAME} = (?P=name)(?=[\[.])", "{name} <- {name}"),
    rule(rf"{NAME}\[None\]", "array_reshape({name}, c(1, dim({name})))"),
    rule(rf"{NAME}\[(?::, :, None|\.\.\., None)\]", "array_reshape({name}, c(dim({name}), 1))"),
    rule(
        rf"{NAME}\[:, None(?:, :)?\]",
        "array_reshape({name}, c(nrow({name}), 1, ncol({name})))",
    ),
    (re.compile(rf"{NAME}{ORDER}", re.ASCII), ones_more),
    rule(rf"{NAME}\.reshape{SIZES}", "array_reshape({name}, c({sizes}))"),
    rule(rf"(?:inputs = )?(?:keras\.)?Input\({SIZES}\)", "input_shape = c({sizes})"),
)
RULES: Mapping[Language, Rewrites] = MappingProxyType({"python": (), "r": R, "javascript": SCRIPT})
# What no rule has rewritten.
PYTHON = re.compile(r"\bnp\.|\bkeras\.|\btorch\.|\[[^\]]{0,60}:|\bTrue\b|\bFalse\b|\blen\(|=")


def in_language(each: Diagnosis, language: Language) -> Diagnosis:
    """Say a diagnosis in a text's own language; a line that stays Python's is told as such."""
    if language == "python":
        return each
    fix = tuple(rewritten(line, language) for line in each.fix)
    details = tuple(rewritten(line, language) for line in each.details)
    if any(PYTHON.search(re.sub(r"c\(|<-|_shape = ", "", line)) for line in fix):
        return replace(
            each, fix=(), details=("In Python it is " + "; ".join(each.fix) + ".", *each.details)
        )
    if fix and language == "javascript":
        details = ("The line stands in place of the name in it.", *details)
    return replace(each, fix=fix, details=details)


def rewritten(line: str, language: Language) -> str:
    """Write what a line or a sentence says in Python in another language."""
    for pattern, written in RULES[language]:
        line = pattern.sub(written, line)
    return line.replace("None", "null" if language == "javascript" else "NA")
