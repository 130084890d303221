"""Shapes in a sentence: "my X is (53394, 3), y is (53394,)"."""

import re

from lstmviz.doctor.reading.commented import (
    COMMENTED,
    PRINTS,
    SUMMED,
    plainly,
    read_named,
    read_printed,
)
from lstmviz.doctor.reading.roles import BETWEEN, OTHERS, is_generic, role_of
from lstmviz.doctor.reading.written import COLUMNS_FIRST, NAME, ROWS, SHAPE, TIMES, Told, read_shape
from lstmviz.doctor.shapes import Shape

TOKENS = re.compile(rf"{ROWS}|(?P<shape>{SHAPE}|(?<![\w.,(\[]){TIMES})|(?P<name>{NAME})", re.ASCII)
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
FAR = 80
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
    rf"\b(?<!\.)(input|x|output|y|target|label)s?(?: |(?<![nt])_)(?:shape|dimensions?)"
    rf"(?: is|:| ?=)? ?[`'\"]?({SHAPE})",
    re.IGNORECASE,
)
INPUTS, OUTPUTS = ("input", "x"), ("output", "y", "target", "label")
# What a sentence speaks of, if a shape in it is the shape of data.
TOPIC = re.compile(
    r"lstm|gru\b|rnn|keras|torch|timestep|shape|tensor|feed|window|array", re.IGNORECASE
)
# What stands before a bare shape that is another array's.
ELSEWHERE = re.compile(
    r"\b(?:test|testing|valid\w{0,10}|raw|original\w{0,3}|table|file|before|after|image\w{0,2}|"
    r"hidden|h_?n|c_?n|states?|predict\w{0,6}|output\w{0,2}|expect\w{0,6}|desired|wanted|(?:weight|bias)(?:s|es|_\w{1,8})?)\b[^.;:\n]{0,40}$",
    re.IGNORECASE,
)
# What stands before a list that a loop goes through.
LOOPED = re.compile(r"\bfor \w{1,40}(?: ?, ?\w{1,40})? in (?:(?:enumerate|zip) ?\()?$")
# What stands before a value of a dictionary: 'lr': (2, 10, 30)
ENTRY = re.compile(r"['\"] ?: ?$")
# X goes into a function or a model of the text: a shape without a name may be of what comes out.
GIVEN = re.compile(r"[(,] ?[Xx] ?,")


# What Chinese and Japanese call X and y, just before their shapes.
IS_SHAPED = r"(?:的|の)?(?:维度|维数|形状|大小|尺寸|次元|shape)?(?:是|为|は|が|:)? ?(?=[(\[]\d)"
OTHER_NAMES = tuple(
    (re.compile(rf"(?<!预测)(?<!测试)(?<!予測)(?:{words}){IS_SHAPED}"), name)
    for words, name in (
        ("训练集|训练数据|训练样本|输入数据?|特征数据|入力データ?|訓練データ|学習データ", " X "),
        ("标签|目标值?|输出标签|训练标签|ラベル|教師データ|正解データ|目的変数", " y "),
    )
)


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
    found = {name.lower(): read_shape(shape) for name, shape in reversed(LABELLED.findall(text))}
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


def read_sentences(text: str) -> Told:
    """Find the shapes that sentences give."""
    others = read_named(text)
    for words, name in OTHER_NAMES:
        text = words.sub(name, text)
    text = re.sub(r"\s+", " ", plainly(text))
    text = COLUMNS_FIRST.sub(r"\g<rows> rows and \g<columns> columns", text)
    found: dict[str, tuple[str, Shape]] = {}
    waiting: list[tuple[str, str, int]] = []
    last, bare, other, owned = 0, None, 0, False
    for token in TOKENS.finditer(text):
        if token["rows"]:
            shape = (int(token["rows"].replace(",", "")), int(token["columns"]))
            found.setdefault("table", ("table", shape))
        elif token["name"]:
            # "4 features" are counted, and no array.
            counted = is_generic(token["name"]) and text[: token.start()].rstrip()[-1:].isdigit()
            role = "" if counted else role_of(token["name"])
            # "Input(", "zeros(": a call, whose arguments are no shape of this name.
            mine = role in ("y", "X test") or OTHERS.match(token["name"])
            other = token.end() if mine else 0 if role else other
            if role and text[token.end() : token.end() + 1] != "(":
                waiting = named_again(waiting, role, token["name"])
                waiting.append((role, token["name"], token.end()))
        elif named_values(token["shape"], text[token.end() :][:90]):
            owned = True
        elif is_row(token["shape"], text[: token.start()][-FAR:], text[token.end() :][:FAR]):
            continue
        elif not (token.start() and re.match(r"[\w\])]", text[token.start() - 1])):
            waiting = [each for each in waiting if near(text[max(each[2], last) : token.start()])]
            last = token.end()
            before = text[max(token.start() - 12, 0) : token.start()]
            told = re.search(r"(?:^|[.:;] )[Ss]hape ?[=:] ?$", before) is not None
            given = before[-3:].rstrip().endswith(("=", ",")) and not told
            # "y is 0/1/2, shape (900, 1)": y's, though not everything between is understood.
            owned = owned or (other > 0 and not re.search(r"[.;:] ", text[other : token.start()]))
            ahead = text[max(0, token.start() - 60) : token.start()]
            elsewhere = ELSEWHERE.search(ahead) or LOOPED.search(ahead)
            behind = re.search(rf"({NAME})(?:\.shape)?(?: ?[:=] ?| )$", ahead)
            elsewhere = elsewhere or (behind is not None and behind[1] in others)
            if (told or before[-1:] in ("", " ")) and not given and not owned and not elsewhere:
                bare = bare or read_shape(token["shape"])
            if waiting and is_generic(waiting[0][1]) and re.fullmatch(r"\(\d+\)", token["shape"]):
                continue  # "3 sensors, features (12)": a count in brackets
            if waiting:
                role, name, _ = waiting[0]
                found.setdefault(role, (name, read_shape(token["shape"])))
                waiting = [each for each in waiting if each[0] != role]
    alone = re.fullmatch(SHAPE, text.strip())
    fed = GIVEN.search(text)
    untold = not found.keys() - {"y"}
    if bare and len(bare) > 1 and untold and not fed and (alone or TOPIC.search(text)):
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


ROW = r"\[ ?-?\d[-\d., ]{0,60}\]"
ROW_BEFORE, ROW_BEHIND = re.compile(rf"({ROW}) ?,? ?$"), re.compile(rf" ?,? ?({ROW})")


def is_row(written: str, before: str, after: str) -> bool:
    """Whether numbers in brackets are a row of data, as others beside it, or a dictionary's."""
    if ENTRY.search(before):
        return True
    if not written.startswith("["):
        return False
    beside = [found[1] for found in (ROW_BEFORE.search(before), ROW_BEHIND.match(after)) if found]
    long = written.count(",")
    return 0 in read_shape(written) or any(each.count(",") == long > 0 for each in beside)


def named_again(
    waiting: list[tuple[str, str, int]], role: str, name: str
) -> list[tuple[str, str, int]]:
    """Leave out a word such as "data" before the array's own name: "my data, X_train is (8, 3)"."""
    own = not is_generic(name)
    return [each for each in waiting if not (own and each[0] == role and is_generic(each[1]))]


def near(between: str) -> bool:
    """Whether a shape that follows a name after these characters is the name's."""
    if between in (" [", " ("):
        return True  # X [(757, 50, 5) where …
    if len(between) > FAR or re.search(r"[\[\]{+*/#]|\((?=.)|(?<!\w)\d", between):
        return False  # a comment tells of the names in it, not of those in the code before it
    if re.search(r"= ?[\w.]{0,60}\($", between):
        return False  # a call, as X = Input((24, 3))
    words = re.findall(NAME, between.lower())
    return all(word in BETWEEN or role_of(word) for word in words)


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
