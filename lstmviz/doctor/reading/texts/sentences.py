"""Sentences, word by word: which shape is X's, y's or a table's, and which is another's."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from lstmviz.doctor.reading.texts.commented import plainly, read_named
from lstmviz.doctor.reading.texts.roles import BETWEEN, OTHERS, is_generic, role_of
from lstmviz.doctor.reading.texts.written import (
    COLUMNS_FIRST,
    NAME,
    ROWS,
    SHAPE,
    TIMES,
    Told,
    columns_behind,
    read_shape,
)
from lstmviz.doctor.shapes import Shape, product

TOKENS = re.compile(rf"{ROWS}|(?P<shape>{SHAPE}|(?<![\w.,(\[]){TIMES})|(?P<name>{NAME})", re.ASCII)
FAR = 80
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
# What stands before a further argument: "reshape(x, (6, 4))" tells what comes out.
ARGUMENT = re.compile(r"[a-z_]\([^()\n]{1,60}, ?$")
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


@dataclass
class Heard:
    """What sentences have told so far.

    Args:
        text: all of them, in one line.
        others: names of arrays that are nobody's role.
        found: role → name and shape.
        waiting: names that no shape has followed yet: the role, the name, and where it ends.
        last: where the last shape ends.
        bare: the first shape that stands without a name.
        other: where the name of an array ends that is not X; 0 where the last name is X's.
        owned: whether shapes without a name are such an array's.
    """

    text: str
    others: Collection[str]
    found: dict[str, tuple[str, Shape]] = field(default_factory=dict)
    waiting: list[tuple[str, str, int]] = field(default_factory=list)
    last: int = 0
    bare: Shape | None = None
    other: int = 0
    owned: bool = False

    def hear_rows(self, token: re.Match[str]) -> None:
        """Take "500 rows and 4 columns" for the table."""
        shape = (int(token["rows"].replace(",", "")), int(token["columns"]))
        self.found.setdefault("table", ("table", shape))

    def hear_name(self, token: re.Match[str]) -> None:
        """Let a name wait for its shape, if it is X's, y's or a table's."""
        text, name = self.text, token["name"]
        # "4 features" are counted, and no array.
        counted = is_generic(name) and text[: token.start()].rstrip()[-1:].isdigit()
        role = "" if counted else role_of(name)
        # "Input(", "zeros(": a call, whose arguments are no shape of this name.
        mine = role in ("y", "X test") or OTHERS.match(name)
        self.other = token.end() if mine else 0 if role else self.other
        if role and text[token.end() : token.end() + 1] != "(":
            self.waiting = named_again(self.waiting, role, name)
            self.waiting.append((role, name, token.end()))

    def hear_shape(self, token: re.Match[str]) -> None:
        """Give a shape to the name that waits for it."""
        text, written = self.text, token["shape"]
        before = text[max(token.start() - FAR, 0) : token.start()]
        after = text[token.end() :][:90]
        if named_values(written, after):
            self.owned = True
            return
        called = re.match(r"[\w\])]", before[-1:]) or ARGUMENT.search(before)
        if called or is_row(written, before, after[:FAR]):
            return  # a row of data, or what a word is called with
        self.waiting = [
            each for each in self.waiting if near(text[max(each[2], self.last) : token.start()])
        ]
        self.last = token.end()
        # "y is 0/1/2, shape (900, 1)": y's, though not everything between is understood.
        since = text[self.other : token.start()] if self.other else ". "
        self.owned = self.owned or not re.search(r"[.;:] ", since)
        if self.is_bare(before):
            self.bare = self.bare or read_shape(written)
        if not self.waiting:
            return
        role, name, _ = self.waiting[0]
        if is_generic(name) and re.fullmatch(r"\(\d+\)", written):
            return  # "3 sensors, features (12)": a count in brackets
        self.found.setdefault(role, (name, read_shape(written)))
        self.waiting = [each for each in self.waiting if each[0] != role]

    def is_bare(self, before: str) -> bool:
        """Whether a shape stands without a name behind these words, and may be X's."""
        told = re.search(r"(?:^|[.:;] )[Ss]hape ?[=:] ?$", before[-12:]) is not None
        given = before[-3:].rstrip().endswith(("=", ",")) and not told
        ahead = before[-60:]
        behind = re.search(rf"({NAME})(?:\.shape)?(?: ?[:=] ?| )$", ahead)
        elsewhere = ELSEWHERE.search(ahead) or LOOPED.search(ahead)
        if elsewhere or (behind is not None and behind[1] in self.others):
            return False
        return (told or before[-1:] in ("", " ")) and not given and not self.owned

    def told(self) -> Told:
        """Give the shapes by their roles; one without a name is X's, if it alone is told."""
        alone = re.fullmatch(SHAPE, self.text.strip())
        spoken = (alone or TOPIC.search(self.text)) and not GIVEN.search(self.text)
        if self.bare and len(self.bare) > 1 and not self.found.keys() - {"y"} and spoken:
            return {**self.found, "X": ("X", self.bare)}
        return self.found


def read_sentences(text: str) -> Told:
    """Find the shapes that sentences give."""
    others = read_named(text)
    for words, name in OTHER_NAMES:
        text = words.sub(name, text)
    text = re.sub(r"\s+", " ", plainly(text))
    text = COLUMNS_FIRST.sub(columns_behind, text)
    heard = Heard(text, others)
    for token in TOKENS.finditer(text):
        if token["rows"]:
            heard.hear_rows(token)
        elif token["name"]:
            heard.hear_name(token)
        else:
            heard.hear_shape(token)
    return heard.told()


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


# What stands before the values of one sample: "X_train[0] looks like "; its shape is told as such.
ONE_OF = re.compile(r"\w\[-?\d{1,6}\](?!\.)(?:(?!shape|size|dimen)[^.;:\[\]]){0,24}[:= ]$")
# More numbers than any array holds.
MANY = 10**11


def is_row(written: str, before: str, after: str) -> bool:
    """Whether numbers in brackets are a row of data, as others beside it, or a dictionary's."""
    if ENTRY.search(before) or (product(read_shape(written)) or 0) > MANY:
        return True
    if not written.startswith("["):
        return False
    beside = [found[1] for found in (ROW_BEFORE.search(before), ROW_BEHIND.match(after)) if found]
    long = written.count(",")
    if ONE_OF.search(before):
        return True
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
