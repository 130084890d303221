"""Shapes in a sentence: "my X is (53394, 3), y is (53394,)"."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.doctor.shapes import Shape

# role → the name that the text uses, and the shape
Told = dict[str, tuple[str, Shape]]

SIZE = r"(?:\d{1,12}|None|none|[NBn?])"
# [0, 100) is an interval, no shape.
SIZES = rf" ?{SIZE} ?(?:, ?{SIZE} ?){{0,6}},? ?"
SHAPE = rf"(?:\({SIZES}\)|\[{SIZES}\])"
TIMES = r"(?:[nNB](?: ?[x*] ?\d{1,12}){1,4}|\d{1,12}(?: ?[x*] ?\d{1,12}){1,4})(?![\w.])"
ROWS = (
    r"(?P<rows>\d{1,3}(?:,\d{3}){1,3}|\d{1,12}) ?(?:rows?|Zeilen|lignes|filas|行)"
    r"(?:,| and| x| by| und| et| y)? ?(?P<columns>\d{1,6}) "
    r"?(?:columns?|features?|variables?|Spalten|colonnes|columnas|列)"
)
NAME = r"[A-Za-z_]\w{0,40}"
TOKENS = re.compile(rf"{ROWS}|(?P<shape>{SHAPE}|(?<![\w.,(\[]){TIMES})|(?P<name>{NAME})", re.ASCII)
# A sentence of an error message: its shapes are read by the reports, not here.
REPORTS = re.compile(
    r"\w(?:Error|Exception|Warning)\b ?:|^ *(?:Warning|Error|Exception|RuntimeError) ?:|"
    r"expected (?:n?dim|shape|input|target|hidden|axis|\w{1,40} to have)|"
    r"[Rr]eceived:?|found n?dim|\bvs\.? |incompatible|array with shape|sizes:|tensor\(|"
    r"Arguments received|[Mm]ust (?:be|match|have|pass)|cannot (?:be|reshape)|"
    r"invalid for|[Ii]nvalid input|\bgot \[|(?<![.\w])shape=|different to the input|"
    r"a (?:list|tensor) with shape",
)
PRINTED = re.compile(
    r"print\s*\((?P<names>(?:[^\n#]{0,200}?\.shape\b){1,8}[^\n#]{0,40})(?:\n|#)"
    r"(?P<shapes>[^\n]{3,300})"
)
SUMMED = re.compile(r"(\w{1,40})\.shape\b")
ROLES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("x", "xs", "data", "inputs", "features", "dataset", "samples"), "X"),
        **dict.fromkeys(("y", "ys", "label", "labels", "target", "targets"), "y"),
        **dict.fromkeys(("table", "df", "dataframe", "csv", "frame", "frames"), "table"),
    }
)
# What may stand between a name and its shape.
BETWEEN = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "array",
        "as",
        "dim",
        "dimension",
        "dimensions",
        "dtype",
        "float32",
        "float64",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "looks",
        "matrix",
        "vector",
        "like",
        "my",
        "now",
        "numpy",
        "np",
        "of",
        "our",
        "print",
        "shape",
        "shaped",
        "shapes",
        "size",
        "tensor",
        "the",
        "their",
        "torch",
        "type",
        "was",
        "were",
        "which",
        "with",
        "so",
        "i",
        "feed",
        *(
            "hat",
            "die",
            "form",
            "der",
            "ist",
            "das",
            "a",
            "la",
            "forme",
            "est",
            "de",
            "du",
            "tiene",
            "forma",
            "es",
            "el",
            "com",
            "train",
            "test",
            "gives",
            "has",
            "prints",
            "full",
            "input",
            "output",
            "y",
            "et",
            "und",
        ),
    ]
)
FAR = 80
# What a model's summary prints: layer, shape, weights.
SUMMARY = re.compile(r"\s{0,8}\w{1,60} +\(\w{1,40}\)? +[\[(]{1,2}(?:None|\d)")
# A line of code whose comment tells the shapes of what it makes.
COMMENTED = re.compile(
    rf"^[ \t]{{0,80}}(?P<code>(?P<names>{NAME}(?: ?, ?{NAME}){{0,3}}) ?=(?!=)[^#\n]{{1,300}})"
    rf"#[^\n]{{0,80}}?(?P<shapes>{SHAPE}(?:[^\n(\[]{{1,12}}{SHAPE}){{0,3}}|"
    rf"(?<=#)[ \t]{{0,4}}{TIMES}[ \t]*$)",
    re.MULTILINE,
)
# A line that prints shapes, and what it printed.
PRINTS = re.compile(
    r"^[ \t]{0,80}(?P<code>(?:print\s?\()?\w{1,40}\.shape(?: ?, ?\w{1,40}\.shape){0,3}\)?)"
    rf"[ \t]{{0,40}}(?:#|\n)[ \t#]{{0,40}}(?P<shapes>{SHAPE}(?:[^\n(\[]{{1,12}}{SHAPE}){{0,3}})",
    re.MULTILINE,
)
NAMED = re.compile(rf"(?<![\w.])({NAME})(?:\.shape)?(?: ?[:=] ?| )({SHAPE})")
# What a sentence speaks of, if a shape in it is the shape of data.
TOPIC = re.compile(
    r"lstm|gru\b|rnn|keras|torch|timestep|shape|tensor|feed|window|array", re.IGNORECASE
)


# Names of what a model gives, or should give.
OTHERS = re.compile(r"(?:y_|pred|out)", re.IGNORECASE)
# What stands before a bare shape that is another array's.
ELSEWHERE = re.compile(
    r"\b(?:test|testing|valid\w{0,10}|raw|original\w{0,3}|table|file|before|after|image\w{0,2}|"
    r"predict\w{0,6}|output\w{0,2})\b[^.;:\n]{0,40}$",
    re.IGNORECASE,
)
# X goes into a function or a model of the text: a shape without a name may be of what comes out.
GIVEN = re.compile(r"[(,] ?[Xx] ?,")


def role_of(name: str) -> str:
    """Say whose shape follows a name, e.g. "X" after "x_train"; "" if nobody's."""
    plain = name.lower()
    if plain in ROLES:
        return ROLES[plain]
    if re.fullmatch(
        r"(x|y)_?(tr|tra|trn|train|training|data|all|seq|windows?|tensor)\w{0,10}", plain
    ):
        return plain[0].replace("x", "X")
    found = re.fullmatch(r"(?:train|all|tr|train_?seq)_?(x|y)", plain)
    if found and plain != "try":
        return found[1].replace("x", "X")
    if re.fullmatch(r"(?:x_?(?:te|test|val)\w{0,10}|(?:test|val)_?x)", plain):
        return "X test"
    return ""


def read_shapes(text: str) -> Told:
    """Find the shapes that a text gives for X, y and the table, in sentences and as printed.

    Returns:
        "X", "y", "X test" or "table" → the name that the text uses, and the shape. The first one
        counts. A shape without a name is taken for X where the text speaks of layers or shapes,
        or is nothing but this shape.
    """
    printed = read_printed(text)
    return {**read_sentences(prose_of(text)), **printed}


def read_printed(text: str) -> Told:
    """Find the shapes that a print gave: print(X.shape, y.shape), and below it (8, 3) (8,)."""
    found: Told = {}
    for match in PRINTED.finditer(text):
        names = SUMMED.findall(match["names"])
        shapes = re.findall(rf"{SHAPE}", re.sub(r"torch\.Size\(|\(\(", "(", match["shapes"]))
        if len(names) == len(shapes):
            for name, shape in zip(names, shapes, strict=True):
                if role := role_of(name):
                    found.setdefault(role, (name, read_shape(shape)))
    return found


def read_comments(text: str) -> dict[str, dict[str, Shape]]:
    """Find the shapes that comments and prints tell: "X = df.values  # (53394, 3)".

    Returns:
        The line's code, made tight → each name that it assigns or prints → its shape.
    """
    found: dict[str, dict[str, Shape]] = {}
    for line in COMMENTED.finditer(text):
        names = re.findall(NAME, line["names"])
        told = re.findall(SHAPE, line["shapes"]) or [line["shapes"].strip()]
        shapes = [read_shape(each) for each in told]
        if len(names) == len(shapes):
            found[tight(line["code"])] = dict(zip(names, shapes, strict=True))
    for line in PRINTS.finditer(text):
        names = SUMMED.findall(line["code"])
        shapes = [read_shape(each) for each in re.findall(SHAPE, line["shapes"])]
        if len(names) == len(shapes):
            found[tight(line["code"])] = dict(zip(names, shapes, strict=True))
    return found


def read_named(text: str) -> dict[str, Shape]:
    """Find the shapes that comments tell of names that are nobody's role: "# seq (500, 10, 4)"."""
    found: dict[str, Shape] = {}
    for comment in re.findall(r"#([^\n]{3,200})", text):
        for name, shape in NAMED.findall(comment):
            if not role_of(name) and name not in BETWEEN:
                found.setdefault(name, read_shape(shape))
    return found


def tight(code: str) -> str:
    """Write code without what is written one way or another: spaces, brackets, quotes."""
    return re.sub(r"[\s()\"']", "", code)


def read_loss(text: str) -> str:
    """Find a loss that a sentence names: "loss mse"."""
    found = re.search(r"\bloss(?: is|:| =|=)? [\"']?(\w{3,40})", text)
    name = found[1].lower() if found else ""
    return name if LOSSES.fullmatch(name.replace("_", "")) else ""


LOSSES = re.compile(
    r"m[sa]e|mean(?:squared|absolute)error|huber|(?:binary|(?:sparse)?categorical)crossentropy"
)


def read_sentences(text: str) -> Told:
    """Find the shapes that sentences give."""
    text = re.sub(r"\s+", " ", re.sub(r"(?:torch\.Size|TensorShape)\(([^()]{0,80})\)", r"\1", text))
    found: dict[str, tuple[str, Shape]] = {}
    waiting: list[tuple[str, str, int]] = []
    last, bare, other, owned = 0, None, 0, False
    for token in TOKENS.finditer(text):
        if token["rows"]:
            shape = (int(token["rows"].replace(",", "")), int(token["columns"]))
            found.setdefault("table", ("table", shape))
        elif token["name"]:
            role = role_of(token["name"])
            # "Input(", "zeros(": a call, whose arguments are no shape of this name.
            mine = role in ("y", "X test") or OTHERS.match(token["name"])
            other = token.end() if mine else 0 if role else other
            if role and text[token.end() : token.end() + 1] != "(":
                waiting = named_again(waiting, role, token["name"])
                waiting.append((role, token["name"], token.end()))
        elif named_values(token["shape"], text[token.end() :][:90]):
            owned = True
        elif not (token.start() and re.match(r"[\w\])]", text[token.start() - 1])):
            waiting = [each for each in waiting if near(text[max(each[2], last) : token.start()])]
            last = token.end()
            before = text[max(token.start() - 12, 0) : token.start()]
            told = re.search(r"(?:^|[.:;] )[Ss]hape ?[=:] ?$", before) is not None
            given = before[-3:].rstrip().endswith(("=", ",")) and not told
            # "y is 0/1/2, shape (900, 1)": y's, though not everything between is understood.
            owned = owned or (other > 0 and not re.search(r"[.;:] ", text[other : token.start()]))
            elsewhere = ELSEWHERE.search(text[max(0, token.start() - 60) : token.start()])
            if (told or before[-1:] in ("", " ")) and not given and not owned and not elsewhere:
                bare = bare or read_shape(token["shape"])
            if waiting:
                role, name, _ = waiting[0]
                found.setdefault(role, (name, read_shape(token["shape"])))
                waiting = [each for each in waiting if each[0] != role]
    alone = re.fullmatch(SHAPE, text.strip())
    fed = GIVEN.search(text)
    if bare and len(bare) > 1 and not found and not fed and (alone or TOPIC.search(text)):
        found["X"] = ("X", bare)
    return found


# Words for axes: behind sizes they tell their roles.
AXES = re.compile(
    r"sampl|batch|step|time|feature|unit|row|col|channel|len|seq|window|width|height|dim|size|"
    r"num|count|hour|day|class|lag|^n$",
    re.IGNORECASE,
)


def named_values(written: str, after: str) -> bool:
    """Whether names of quantities follow a list in brackets: "[20, 72, 1] (temperature, …)"."""
    found = re.match(r" {0,3}\(([A-Za-z][\w ]{0,30}(?:, ?[A-Za-z][\w ]{0,30}){1,7})\)", after)
    words = found[1].split(",") if found and written.startswith("[") else []
    return len(words) == len(read_shape(written)) > 1 and not any(map(AXES.search, words))


def is_generic(name: str) -> bool:
    """Whether a name, such as "data", says X in a sentence, and in code may be any array."""
    return ROLES.get(name.lower()) == "X" and not name.lower().startswith("x")


def named_again(
    waiting: list[tuple[str, str, int]], role: str, name: str
) -> list[tuple[str, str, int]]:
    """Leave out a word such as "data" before the array's own name: "my data, X_train is (8, 3)"."""
    own = not is_generic(name)
    return [each for each in waiting if not (own and each[0] == role and is_generic(each[1]))]


def near(between: str) -> bool:
    """Whether a shape that follows a name after these characters is the name's."""
    if len(between) > FAR or re.search(r"[\[{+*/#]|\((?=.)|(?<!\w)\d", between):
        return False  # a comment tells of the names in it, not of those in the code before it
    if re.search(r"= ?[\w.]{0,60}\($", between):
        return False  # a call, as X = Input((24, 3))
    words = re.findall(NAME, between.lower())
    return all(word in BETWEEN or role_of(word) for word in words)


def read_shape(text: str) -> Shape:
    """Read one shape, e.g. "(None, 24, 3)" or "53394 x 3"."""
    sizes = re.findall(
        r"\d{1,12}|[A-Za-z?]{1,4}", re.sub(r" ?[x*] ?", ",", text) if "(" not in text else text
    )
    return tuple(int(size) if size.isdigit() else None for size in sizes)


def prose_of(text: str) -> str:
    """Keep the sentences that are no error message."""
    kept = []
    for line in text.split("\n"):
        if re.match(r"\s{0,40}#.{0,200}\w\(\w", line) or SUMMARY.match(line):
            continue  # code that is commented out, and what a model prints of itself
        parts = re.split(r"(?<=[.!?;])\s+(?=[A-Z\d])", line)
        kept.append(" ".join(part for part in parts if not REPORTS.search(part)))
    return "\n".join(kept)
