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
    rule(
        r'model\.compile\("(?P<optimizer>\w{1,20})", "(?P<loss>\w{1,40})"\)',
        "model.compile({{optimizer: '{optimizer}', loss: '{loss}'}})",
    ),
    rule(r"\bsparse_categorical_crossentropy\b", "sparseCategoricalCrossentropy"),
    rule(r"\bcategorical_crossentropy\b", "categoricalCrossentropy"),
    rule(r"\bbinary_crossentropy\b", "binaryCrossentropy"),
    rule(rf"keras\.utils\.to_categorical\({NAME}\)", "tf.oneHot({name}, classes)"),
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
    rule(
        r'model\.compile\("(?P<optimizer>\w{1,20})", "(?P<loss>\w{1,40})"\)',
        'model %>% compile(optimizer = "{optimizer}", loss = "{loss}")',
    ),
    rule(rf"keras\.utils\.to_categorical\({NAME}\)", "to_categorical({name})"),
)
RULES: Mapping[Language, Rewrites] = MappingProxyType({"python": (), "r": R, "javascript": SCRIPT})
# The lines that are known to be of a language: what the rules above write. Any other is Python's.
NUMBERS = r"[\d, \-]{1,40}"
LISTED = rf"\[(?:{NUMBERS}|null)+\]"
VECTOR = rf"c\((?:{NUMBERS}|NA|dim\(\w+\)|n(?:row|col)\(\w+\))+\)"
WHOLE: Mapping[Language, re.Pattern[str]] = MappingProxyType(
    {
        "javascript": re.compile(
            rf"\w+(?:\.expandDims\(-?\d\)|\.(?:transpose|reshape)\({LISTED}\))+|"
            rf"inputShape: {LISTED}|"
            r"model\.compile\(\{optimizer: '\w+', loss: '[A-Za-z]+'\}\)",
            re.ASCII,
        ),
        "r": re.compile(
            rf"(?:\w+ <- )?(?:array_reshape|aperm)\(\w+, {VECTOR}\)|input_shape = {VECTOR}|"
            r'model %>% compile\(optimizer = "\w+", loss = "\w+"\)',
            re.ASCII,
        ),
    }
)
# What sentences still say in Python, whatever the rules have rewritten.
PYTHON = re.compile(
    r"\b(?:np|keras|torch)\.|\[[^\]]{0,60}(?::|None)|\b(?:True|False)\b|\blen\(|\w=\w|"
    r"\.(?:reshape|transpose)\((?!\[)"
)
IN_SENTENCES = "Code within these sentences is Python's: the names are other ones here."


def in_language(each: Diagnosis, language: Language) -> Diagnosis:
    """Say a diagnosis in a text's own language; a line that stays Python's is told as such."""
    if language == "python":
        return each
    fix = tuple(rewritten(line, language) for line in each.fix)
    details = tuple(rewritten(line, language) for line in each.details)
    if any(PYTHON.search(each) for each in details):
        details = (*details, IN_SENTENCES)
    if not all(WHOLE[language].fullmatch(line) for line in fix):
        return replace(
            each, fix=(), details=("In Python it is " + "; ".join(each.fix) + ".", *details)
        )
    if language == "javascript" and any(re.match(r"\w+\.(?!compile)", line) for line in fix):
        details = ("The line stands in place of the name in it.", *details)
    return replace(each, fix=fix, details=details, language=language)


def rewritten(line: str, language: Language) -> str:
    """Write what a line or a sentence says in Python in another language."""
    for pattern, written in RULES[language]:
        line = pattern.sub(written, line)
    return line.replace("None", "null" if language == "javascript" else "NA")
