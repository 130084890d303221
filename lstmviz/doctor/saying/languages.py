"""Lines in the language of the text: R and JavaScript for those that have them in Python."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.reading.code import close
from lstmviz.doctor.reading.network.layers import KERAS
from lstmviz.doctor.reading.texts.translating import Language, language
from lstmviz.doctor.walking.kinds import named_by_r
from lstmviz.doctor.walking.setup import WRAPPERS

# What names another language where a text holds a message alone.
SPEAKS: Mapping[Language, re.Pattern[str]] = MappingProxyType(
    {
        "javascript": re.compile(
            r"\b[a-z\d_]{1,20}_[A-Z][A-Za-z]{1,20}\d{0,3}(?:_input)?\b[^\n]{0,80}dimension\(s\)|"
            r"\bUnhandledPromise|\btfjs\b|\bshape \[null\b|\bmust match the product of shape\b"
        ),
        "r": re.compile(r"\bpy_call_impl\b|^Error in py_|\blibrary\(keras\)", re.MULTILINE),
    }
)
# What a layer's first arguments are called, where they stand without a name.
FIRST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {kind: words for kind, words in KERAS.items() if kind != "Lambda"}
    | dict.fromkeys(WRAPPERS, ("layer",))
)
LAYER = re.compile(rf"\b(?:(?:tf\.)?keras\.layers\.)?(?:{'|'.join(FIRST)})\(", re.ASCII)
ARGUMENT = re.compile(r"\b([a-z]+(?:_[a-z]+)+)=(True|False|\d+)\b", re.ASCII)

Rewrites = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]
NAME = r"(?P<name>[A-Za-z_]\w{0,40})"


def rule(pattern: str, written: str) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    """Make a rule: a pattern of Python, and a template of what says the same."""
    return re.compile(pattern, re.ASCII), lambda found: written.format(**found.groupdict())


def ones_more(found: re.Match[str]) -> str:
    """Count axes from 1, as R does."""
    order = ", ".join(str(int(axis) + 1) for axis in found["order"].split(","))
    return f"aperm({found['name']}, c({order}))"


SIZES = r"\((?P<sizes>(?:-?\d+|None)(?:, ?(?:-?\d+|None)){0,4}),?\)"
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
            r"model\.compile\(\{optimizer: '\w+', loss: '[A-Za-z]+'\}\)|"
            r"tf\.layers\.\w+\(.{0,200}\)",
            re.ASCII,
        ),
        "r": re.compile(
            rf"(?:\w+ <- )?(?:array_reshape|aperm)\(\w+, {VECTOR}\)|input_shape = {VECTOR}|"
            r'model %>% compile\(optimizer = "\w+", loss = "\w+"\)|'
            r"(?:layer_\w+|bidirectional|time_distributed)\(.{0,200}\)",
            re.ASCII,
        ),
    }
)
# What sentences still say in Python, whatever the rules have rewritten.
PYTHON = re.compile(
    r"\b(?:np|keras|torch)\.|\[[^\]]{0,60}(?::|None)|\b(?:True|False)\b|\blen\(|\w=\w|"
    r"\.(?:reshape|transpose)\((?!\[)"
)
SENTENCES = ("title", "expected", "axis", "happens")
IN_SENTENCES = "Code within these sentences is Python's: the names are other ones here."


def spoken(text: str) -> Language:
    """Say in which language a text is to be answered: by its code, else by its message."""
    found = language(text)
    if found != "python":
        return found
    for each, marks in SPEAKS.items():
        if marks.search(text):
            return each
    return "python"


def layers_in(line: str, other: Language) -> str:
    """Write the layers of Keras in a line as another language makes them."""
    parts: list[str] = []
    end = 0
    for found in LAYER.finditer(line):
        if found.start() < end:
            continue
        stop = close(line, found.end())
        try:
            call = ast.parse(line[found.start() : stop], mode="eval").body
        except (SyntaxError, ValueError):
            continue
        if isinstance(call, ast.Call):
            parts += [line[end : found.start()], layer_in(call, other)]
            end = stop
    line = "".join(parts) + line[end:]
    return ARGUMENT.sub(lambda found: argument_in(found[1], literal(found[2], other), other), line)


def layer_in(call: ast.Call, other: Language) -> str:
    """Write one layer."""
    kind = ast.unparse(call.func).rpartition(".")[2]
    names, name = FIRST[kind], named_by_r(kind)
    given = [
        *zip(names, call.args, strict=False),
        *((each.arg, each.value) for each in call.keywords),
    ]
    told = [argument_in(word or "", value_in(value, other), other) for word, value in given]
    if other == "r":
        wraps = kind in WRAPPERS
        return f"{'' if wraps else 'layer_'}{name}({', '.join(told)})"
    made = camel(re.sub(r"_(?=\dd)", "", name).replace("simple_rnn", "simpleRNN"))
    return f"tf.layers.{made}({{{', '.join(told)}}})" if told else f"tf.layers.{made}()"


def value_in(value: ast.expr, other: Language) -> str:
    """Write an argument's value."""
    if isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] in FIRST:
        return layer_in(value, other)
    if isinstance(value, ast.Tuple | ast.List):
        inside = ", ".join(value_in(each, other) for each in value.elts)
        return f"c({inside})" if other == "r" else f"[{inside}]"
    return literal(ast.unparse(value), other)


def literal(word: str, other: Language) -> str:
    """Write True, False and None."""
    if other == "r":
        return {"True": "TRUE", "False": "FALSE", "None": "NULL"}.get(word, word)
    return {"True": "true", "False": "false", "None": "null"}.get(word, word)


def argument_in(name: str, value: str, other: Language) -> str:
    """Write an argument with its name."""
    return f"{name} = {value}" if other == "r" else f"{camel(name)}: {value}"


def camel(name: str) -> str:
    """Write a name as JavaScript does, e.g. "returnSequences"."""
    first, *rest = name.split("_")
    return first + "".join(each[:1].upper() + each[1:] for each in rest)


def in_language(each: Diagnosis, other: Language) -> Diagnosis:
    """Say a diagnosis in a text's own language; a line that stays Python's is told as such."""
    if other == "python":
        return each
    fix = tuple(rewritten(line, other) for line in each.fix)
    details = tuple(rewritten(line, other) for line in each.said)
    words = {name: rewritten(getattr(each, name), other) for name in SENTENCES}
    each = replace(each, **words)
    if any(PYTHON.search(sentence) for sentence in (*details, *words.values())):
        details = (*details, IN_SENTENCES)
    if not all(WHOLE[other].fullmatch(line) for line in fix):
        return replace(
            each, fix=(), details=("In Python it is " + "; ".join(each.fix) + ".", *details)
        )
    if other == "javascript" and any(re.match(r"\w+\.(?!compile|layers)", line) for line in fix):
        details = ("The line stands in place of the name in it.", *details)
    return replace(each, fix=fix, details=details, language=other)


def rewritten(line: str, other: Language) -> str:
    """Write what a line or a sentence says in Python in another language."""
    for pattern, written in RULES[other]:
        line = pattern.sub(written, line)
    line = layers_in(line, other)
    return line.replace("None", "null" if other == "javascript" else "NA")
