"""Shapes in comments, and those that a print gave."""

import re

from lstmviz.doctor.reading.texts.roles import BETWEEN, role_of
from lstmviz.doctor.reading.texts.written import NAME, SHAPE, TIMES, Told, read_shape
from lstmviz.doctor.shapes import Shape

PRINTED = re.compile(
    r"print\s*\((?P<names>(?:[^\n#]{0,200}?\.shape\b){1,8}[^\n#]{0,40})(?:\n[ \t]{0,8}\n?|#)"
    r"(?P<shapes>[^\n]{3,300})"
)
# shapes = (X.shape, y.shape), which is printed by its name.
PAIRED = re.compile(
    r"^[ \t]{0,40}(\w{1,40}) = \(?(\w{1,40}\.shape(?:, ?\w{1,40}\.shape){1,3})\)?[ \t]*$",
    re.MULTILINE,
)
SUMMED = re.compile(r"(\w{1,40})\.shape\b")
# A line of code whose comment tells the shapes of what it makes.
COMMENTED = re.compile(
    rf"^[ \t]{{0,80}}(?P<code>(?P<names>{NAME}(?: ?, ?{NAME}){{0,3}}) ?=(?!=)[^#\n]{{1,300}})"
    rf"#[^\n]{{0,80}}?(?<!\w)(?P<shapes>{SHAPE}(?:[^\n(\[]{{1,12}}{SHAPE}){{0,3}}|"
    rf"(?<=#)[ \t]{{0,4}}{TIMES}[ \t]*$)",
    re.MULTILINE,
)
# A line that prints shapes, and what it printed.
PRINTS = re.compile(
    r"^[ \t]{0,80}(?P<code>(?:print\s?\()?\w{1,40}\.shape(?: ?, ?\w{1,40}\.shape){0,3}\)?)"
    rf"[ \t]{{0,40}}(?:#|\n)[ \t#]{{0,40}}\(?(?P<shapes>{SHAPE}(?:[^\n(\[]{{1,12}}{SHAPE}){{0,3}})",
    re.MULTILINE,
)
SIZE = re.compile(r"(?:torch\.Size|TensorShape)\(([^()]{0,80})\)")
NAMED = re.compile(rf"(?<![\w.])({NAME})(?:\.shape)?(?: ?[:=] ?| )({SHAPE})")


def read_printed(text: str) -> Told:
    """Find the shapes that a print gave: print(X.shape, y.shape), and below it (8, 3) (8,)."""
    found: Told = {}
    text = plainly(text)
    for name, shapes in PAIRED.findall(text):
        text = re.sub(rf"print ?\({name}\)", lambda _, shapes=shapes: f"print({shapes})", text)
    for match in PRINTED.finditer(text):
        names = SUMMED.findall(match["names"])
        shapes = re.findall(rf"{SHAPE}", match["shapes"].replace("((", "("))
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
    text = plainly(text)
    for line in COMMENTED.finditer(text):
        names = re.findall(NAME, line["names"])
        if of_another(text, text[line.end("code") : line.start("shapes")], names):
            continue
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


def of_another(text: str, before: str, names: list[str]) -> bool:
    """Whether a comment tells the shape of another array than its line makes: "# df (900, 3)"."""
    word = re.search(rf"({NAME})(?:\.shape)?(?: ?[:=] ?| )$", before)
    if word is None or word[1] in (*names, *BETWEEN):
        return False
    used = rf"^[^#\n]{{0,200}}(?<![\w.]){word[1]}(?=[\[.,)])"
    return re.search(used, text, re.MULTILINE) is not None


def read_named(text: str) -> dict[str, Shape]:
    """Find the shapes that comments tell of names, and no sentence does.

    Of names that are nobody's role, "# seq (500, 10, 4)", and of what the line itself reads,
    "x = torch.tensor(X)  # X: (500, 10, 4)".
    """
    found: dict[str, Shape] = {}
    for code, comment in re.findall(r"^([^\n#]{0,200})#([^\n]{3,200})", text, re.MULTILINE):
        used = re.findall(NAME, code.partition("=")[2])
        for name, shape in NAMED.findall(comment):
            if name in used or (not role_of(name) and name not in BETWEEN):
                found.setdefault(name, read_shape(shape))
    return found


# The head of a function whose comment tells the shapes of what it is called with.
HEAD = re.compile(
    rf"^[ \t]{{0,80}}def \w{{1,40}}\((?P<words>[^()\n]{{1,200}})\)[^#\n]{{0,40}}:[ \t]{{0,40}}#"
    rf"(?P<shapes>[ \t]{{0,4}}{SHAPE}(?:[^\n(\[]{{1,12}}{SHAPE}){{0,3}})",
    re.MULTILINE,
)


def read_arguments(text: str) -> dict[str, Shape]:
    """Find the shapes behind a function's head: "def forward(self, x, h):  # (8, 24, 3), (8, 16)".

    They are as many as its arguments, in the same order.
    """
    found: dict[str, Shape] = {}
    for head in HEAD.finditer(plainly(text)):
        words = [each.partition("=")[0].partition(":")[0].strip()
                 for each in head["words"].split(",")]  # fmt: skip
        words = [word for word in words if word not in ("self", "")]
        shapes = [read_shape(each) for each in re.findall(SHAPE, head["shapes"])]
        if len(words) == len(shapes):
            found |= dict(zip(words, shapes, strict=True))
    return found


def plainly(text: str) -> str:
    """Write torch.Size([8, 3]) as the shape that it is."""
    return SIZE.sub(r"\1", text)


# "pred = fc(out)   # fc: nn.Linear(64, 1)", "out, _ = lstm(x)   # nn.LSTM(3, 64)".
LAYER = re.compile(
    r"^(?P<code>[^#\n]{0,200})#[^#\n]{0,40}?"
    r"(?:(?P<name>(?:self\.)?[A-Za-z_]\w{0,40}) ?(?::|=|is) ?)?"
    r"(?:an? )?(?P<layer>(?:torch\.)?nn\.[A-Z]\w{1,20}\([^()\n]{0,120}\))",
    re.MULTILINE,
)
CALLEE = re.compile(r"= ?(?P<name>(?:self\.)?[A-Za-z_]\w{0,40})\(")


def with_layers(text: str) -> str:
    """Put the layers that comments tell before the code that calls them, and does not make them."""
    made: dict[str, str] = {}
    for found in LAYER.finditer(text):
        callee = CALLEE.search(found["code"])
        name = found["name"] or (callee["name"] if callee else "")
        bare_ = name.removeprefix("self.")
        called = re.search(rf"(?:self\.)?\b{bare_}\(", text) if bare_ else None
        assigned = re.search(rf"^[ \t]*(?:self\.)?{bare_} ?=(?!=)", text, re.MULTILINE)
        if called and not assigned and bare_ not in ("nn", "torch"):
            made.setdefault(called[0][:-1], found["layer"])
    lines = [f"{name} = {layer}" for name, layer in made.items()]
    return "\n".join([*lines, text])


def tight(code: str) -> str:
    """Write code without what is written one way or another: spaces, brackets, quotes."""
    return re.sub(r"[\s()\"']", "", code)
