"""Shapes in a sentence: "my X is (53394, 3), y is (53394,)"."""

import re

from lstmviz.doctor.reading.texts.commented import COMMENTED, PRINTS, SUMMED, plainly, read_printed
from lstmviz.doctor.reading.texts.roles import BETWEEN, is_generic, role_of
from lstmviz.doctor.reading.texts.sentences import read_sentences
from lstmviz.doctor.reading.texts.written import NAME, SHAPE, Told, read_shape
from lstmviz.doctor.shapes import Shape

# A sentence of an error message: its shapes are read by the reports, not here.
REPORTS = re.compile(
    r"\w(?:Error|Exception|Warning)\b ?:|^ *(?:Warning|Error|Exception|RuntimeError) ?:|"
    r"expected (?:n?dim|shape|input|target|hidden|axis|\w{1,40} to have)|"
    r"[Rr]eceived:?|found n?dim|\bvs\.? |incompatible|array with shape|sizes:|tensor\(|"
    r"Arguments received|[Mm]ust (?:be|match|have|pass)|cannot (?:be|reshape)|"
    r"invalid for|[Ii]nvalid input|\bgot \[|(?<![.\w])shape=|different to the input|"
    r"a (?:list|tensor) with shape|[Ss]hapes are [(\[]|\(op: ?'|input shapes: ?\[",
)
# An error's name in the middle of a sentence, up to its colon: "… gives ValueError: …".
NAMED = re.compile(r"\w(?:Error|Exception)\b ?:")
# How the axis of the samples is called in a shape: (batch_size, 100, 23).
BATCH = re.compile(
    r"([(\[])(?:(?:n_|num_|nb_|number[_ ]of[_ ])?(?:batch(?:es)?|samples?|sequences?|examples?)"
    r"(?:_?size|_?num)?|bs|N),(?= ?(?:\d|None))",
    re.IGNORECASE,
)
# What a model's summary prints: layer, shape, weights.
SUMMARY = re.compile(r"\s{0,8}\w{1,60} +\(\w{1,40}\)? +[\[(]{1,2}(?:None|null|\d)")
# "Input shape = (8, 3)", "x_shape: [8, 3]"; input_shape=(8, 3) is an argument.
LABELLED = re.compile(
    rf"\b(?<!\.)(input|x|output|y|target|label)s?(?:(?: |(?<![nt])_)(?:shape|dimensions?)| size)"
    rf"(?: is|:| ?=)? ?[`'\"]?({SHAPE})",
    re.IGNORECASE,
)
INPUTS, OUTPUTS = ("input", "x"), ("output", "y", "target", "label")
# (batch=64, channels=6, length=128): sizes with their names; behind a word it is a call.
SIZED = re.compile(
    r"(?<![\w.])([(\[])((?:[A-Za-z_]{1,20} ?[=:] ?\d{1,9} ?, ?){1,4}[A-Za-z_]{1,20} ?[=:] ?\d{1,9})"
    r"([)\]])"
)


# (batch, seq, features) = (16, 50, 6)
NAMES_BEFORE = re.compile(
    rf"(?<![\w.])\((?:[A-Za-z_]{{1,20}}, ?){{1,4}}[A-Za-z_]{{1,20}}\) ?= ?(?={SHAPE})"
)


def without_names(text: str) -> str:
    """Leave the names of sizes out of a shape: "[batch=64, length=128]" is "[64, 128]"."""
    text = NAMES_BEFORE.sub("", text)
    return SIZED.sub(lambda found: found[1] + re.sub(r"[^\d,]", "", found[2]) + found[3], text)


# What is called a prediction, with its shape.
PREDICTED = re.compile(
    rf"\b(?:y_?pred\w{{0,8}}|y_?hat|preds?|predictions?|outputs?|out|logits|model output)\b"
    rf"(?:\.shape)?(?:[^()\[\]\n.;,#]{{0,30}}?| ?#)({SHAPE})"
)


# "the array A with shape (6, 200, 1500)": an array of any name, which code in the text takes up.
OWNED = re.compile(
    rf"(?<![\w.])({NAME}),? (?:(?:is|has|with|of|having|an?|the) ){{1,3}}shape (?:of )?({SHAPE})"
)


def read_owned(text: str) -> dict[str, Shape]:
    """Find the shapes that sentences tell of arrays by names that are nobody's role."""
    return {name: read_shape(shape) for name, shape in OWNED.findall(plainly(text))
            if not role_of(name) and not is_generic(name) and name not in BETWEEN}  # fmt: skip


def read_predicted(text: str) -> Shape | None:
    """Find the shape that a text tells of the predictions; None where it tells none, or two."""
    found = {read_shape(each) for each in PREDICTED.findall(plainly(text))}
    return found.pop() if len(found) == 1 else None


# What a sentence says that the predictions, or y, should have been.
WANTED = re.compile(
    rf"\b(?:want|(?<!as )expect|need|would like|should (?:be|have))\w{{0,3}}\b"
    rf"[^()\[\],\n.;#=]{{0,30}}?({SHAPE})"
)


# "from the previous 5 rows", "windows of 12 months", "a look-back of 30".
STEPS = r"(?:time ?)?steps?|rows?|(?:day|hour|minute|week|month|year|value|point|record|sample)s?"
WINDOW = re.compile(
    rf"\b(?:from|using|use|given|on|by|with) (?:the |my |its )?(?:previous|last|past|preceding) "
    rf"(\d{{1,4}}) (?:{STEPS})\b|"
    r"\b(?:window|look-?back)s?(?: size| length)?(?: of|:| is) (\d{1,4})\b",
    re.IGNORECASE,
)


def read_window(text: str) -> int | None:
    """Find of how many rows a sentence makes a sample; None where none tells it."""
    found = WINDOW.search(plainly(text))
    return int(found[1] or found[2]) if found else None


def read_shapes(text: str) -> Told:
    """Find the shapes that a text gives for X, y and the table, in sentences and as printed.

    Returns:
        "X", "y", "X test" or "table" → the name that the text uses, and the shape. The first one
        counts. A shape without a name is taken for X where the text speaks of layers or shapes,
        or is nothing but this shape.
    """
    prose = prose_of(text)
    told = {**read_sentences(prose), **read_printed(text)}
    for role, shape in read_labelled(prose).items():
        told.setdefault(role, (role, shape))
    wanted = WANTED.search(plainly(prose))
    if wanted is not None and PREDICTED.search(plainly(prose)):
        told.setdefault("y", ("y", read_shape(wanted[1])))
    return told


def read_labelled(text: str) -> dict[str, Shape]:
    """Find the shapes behind "Input shape =" and "Output shape =": X and y of who says so.

    An output without an input is a model's.
    """
    found = {
        name.lower(): read_shape(shape) for name, shape in reversed(LABELLED.findall(plainly(text)))
    }
    X, y = (next((found[k] for k in keys if k in found), None) for keys in (INPUTS, OUTPUTS))
    told = {"X": X, "y": y if X is not None else None}
    return {role: shape for role, shape in told.items() if shape is not None}


def read_loss(text: str) -> str:
    """Find a loss that a sentence names: "loss mse"."""
    found = re.search(r"\bloss(?: is|:| =|=)? ?[\"']?(\w{3,40})", text)
    name = found[1].lower() if found else ""
    return name if LOSSES.fullmatch(name.replace("_", "")) else ""


# A metric that a sentence names.
ACCURACY = re.compile(r"\bmetrics? ?[=:] ?\[?[\"']acc(?:uracy)?\b")

LOSSES = re.compile(
    r"m[sa]e|mean(?:squared|absolute)error|huber|(?:binary|(?:sparse)?categorical)crossentropy"
)


def told_of(code: str) -> bool:
    """Whether a line prints the shape of an array that is X, y or a table by its name."""
    return any(map(role_of, SUMMED.findall(code)))


def without_inner(found: re.Match[str]) -> str:
    """Leave out the shape of a line within a function: it is of what the line makes, not of X."""
    inner = found[0][:1] in " \t" and not any(map(role_of, re.findall(NAME, found["names"])))
    alone = re.search(r"#[ \t]{0,4}(?:torch\.Size\()?[(\[]", found[0]) is not None
    return found["code"] if inner and alone else found[0]


def before_report(sentence: str) -> str:
    """Leave an error message out of a sentence: what stands before the error's name is kept."""
    found = REPORTS.search(sentence)
    if found is None:
        return sentence
    named = NAMED.match(sentence, found.start())
    return sentence[: found.start()].rpartition(" ")[0] if named else ""


def prose_of(text: str) -> str:
    """Keep the sentences that are no error message."""
    kept = []
    text = BATCH.sub(r"\1None,", text)
    text = COMMENTED.sub(without_inner, text)
    text = PRINTS.sub(lambda found: found[0] if told_of(found["code"]) else found["code"], text)
    for line in text.split("\n"):
        if re.match(r"\s{0,40}#.{0,200}\w\(\w", line) or SUMMARY.match(line):
            continue  # code that is commented out, and what a model prints of itself
        parts = re.split(r"(?<=[.!?;])\s+(?=[A-Z\d])", line)
        kept.append(" ".join(map(before_report, parts)))
    return "\n".join(kept)
