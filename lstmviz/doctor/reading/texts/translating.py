"""R, TensorFlow.js and model.summary(), put into the Python that says the same."""

import re
from typing import Literal

from lstmviz.doctor.reading.code import close
from lstmviz.doctor.reading.network.layers import PLAIN
from lstmviz.doctor.reading.texts.summaries import of_summary

Language = Literal["python", "r", "javascript"]

SCRIPT = re.compile(r"\btf\.(?:layers\.\w|sequential\()|\breturnSequences\b|\binputShape\b")
R_CODE = re.compile(
    r"%>%|\|>|\w\$add\(|\blayer_(?:lstm|gru|dense|simple_rnn)\b|<- ?\w|keras_model_seq"
)
# Several numbers in one declaration: const a = 1, b = 2;
DECLARED = re.compile(
    r"\b(?:const|let|var)[ \t]{1,8}(?:\w{1,40} ?= ?[\d.]{1,12} ?,\s?){1,9}\w{1,40} ?= ?[\d.]{1,12}"
)


def language(text: str) -> Language:
    """Say in which language a text's code is."""
    return "javascript" if SCRIPT.search(text) else "r" if R_CODE.search(text) else "python"


def translate(text: str) -> str:
    """Put another language's lines, and a model's summary, into Python; other texts stay."""
    other = language(text)
    if other != "python":
        text = of_script(text) if other == "javascript" else of_r(text)
    if not re.search(r"\b(?:Sequential|Model)\(|\.add\(", text):
        text += of_summary(text)
    return text


def of_script(text: str) -> str:
    """Translate TensorFlow.js: objects become arguments, camelCase becomes snake_case."""
    text = headed(text)
    text = re.sub(DECLARED, lambda m: m[0].replace(",", "\n"), text)
    text = re.sub(r"\b(?:const|let|var|await|new) ", "", text)
    text = re.sub(r"(?<![:\"'/])//(?=[^\n]{0,300})", "#", text)
    text = re.sub(r"\btf\.layers\.(\w{1,40})\(", lambda m: f"{class_of(m[1])}(", text)
    text = re.sub(r"\btf\.sequential\(\)", "Sequential()", text)
    text = re.sub(r"\btf\.input\(", "Input(", text)
    text = re.sub(r"\(\s*\{", "(", text)
    text = re.sub(r",\s*\{(?=\s*\w{1,40} ?:)", ", ", text)
    text = re.sub(r"\}\s*\)", ")", text)
    text = re.sub(r"(?<=[({,\s])(\w{1,40}) ?: ?(?=[\[\w'\"-])", lambda m: f"{snake(m[1])}=", text)
    text = re.sub(r"=\[([\d, null]{1,60})\]", lambda m: f"=({m[1]},)", text)
    words = {"true": "True", "false": "False", "null": "None", "undefined": "None"}
    text = re.sub(r"\b(true|false|null|undefined)\b", lambda m: words[m[1]], text)
    return re.sub(r";[ \t]*(?=#|$)", " ", text, flags=re.MULTILINE)


def of_r(text: str) -> str:
    """Translate R's Keras: c() becomes a tuple, a pipe becomes model.add."""
    text = re.sub(r"(\w{1,40}) ?<- ?", r"\1 = ", text)
    text = headed(text)
    text = text.replace("$", ".")
    text = tuples(text)
    # R counts from 1, the last is one of them, and -1 leaves the first out.
    text = re.sub(r"\bdim\((\w{1,40})\)\[(\d)\]", lambda m: f"{m[1]}.shape[{int(m[2]) - 1}]", text)
    text = re.sub(r"\bdim\((\w{1,40})\)\[(\d):(\d)\]",
                  lambda m: f"{m[1]}.shape[{int(m[2]) - 1}:{m[3]}]", text)  # fmt: skip
    text = re.sub(r"\bdim\((\w{1,40})\)\[-1\]", r"\1.shape[1:]", text)
    text = re.sub(r"\bnrow\((\w{1,40})\)", r"\1.shape[0]", text)
    text = re.sub(r"\bncol\((\w{1,40})\)", r"\1.shape[1]", text)
    text = WRAPPERS.sub(r"layer_\1(", text)
    text = re.sub(r"\b(\d{1,12})L\b", r"\1", text)
    text = re.sub(r"\bas\.(?:matrix|array|numeric)\(", "asarray(", text)
    # A matrix's columns: R counts from 1, and the last is one of them.
    text = re.sub(r"\[ ?, ?(\d{1,6}):(\d{1,6})\]", lambda m: f"[:, {int(m[1]) - 1}:{m[2]}]", text)
    text = re.sub(r"\[ ?, ?(\d{1,6})\]", lambda m: f"[:, {int(m[1]) - 1}]", text)
    text = re.sub(r"(#[^\n]{0,40}\bdim:? )(\d{1,9}(?:,? \d{1,9}){1,3})",
                  lambda m: f"{m[1]}({', '.join(re.findall(r'[0-9]+', m[2]))})", text)  # fmt: skip
    # kerasR: keras_fit(model, x, y).
    text = re.sub(r"\bkeras_(compile|fit|predict|evaluate)\( ?(\w{1,40}) ?, ?", r"\2.\1(", text)
    words = {"TRUE": "True", "FALSE": "False", "NULL": "None", "NA": "None"}
    text = re.sub(r"\b(TRUE|FALSE|NULL|NA)\b", lambda m: words[m[1]], text)
    text = begun(text)
    if re.search(r"\blayer_input\(|\bkeras_model\(", text):
        return functional(text)
    text = re.sub(r"[ \t]*(?:%>%|\|>)[ \t]*(?=#|\n|$)", "", text)
    text = added(text)
    text = re.sub(r"\b\w{1,40}[ \t]{1,4}(?:%>%|\|>)[ \t]{1,4}(?=\w{1,40}\()", "", text)
    return re.sub(r"(?<=[(, ])return_sequences ?= ?T\b", "return_sequences=True", text)


# R's wrappers go by names of their own.
WRAPPERS = re.compile(r"(?<![\w.])(bidirectional|time_distributed)\(")


def tuples(text: str) -> str:
    """Write R's c(…), and a list(…) without names, as tuples."""
    parts: list[str] = []
    end = 0
    for found in re.finditer(r"(?<![\w.$])(?:c|list)\(", text):
        if found.start() < end:
            continue
        stop = close(text, found.end())
        inside = text[found.end() : stop - 1]
        named = found[0] == "list(" and "=" in inside
        if stop == found.end() or named:
            continue
        parts += [text[end : found.start()], f"({tuples(inside)},)"]
        end = stop
    return "".join(parts) + text[end:]


# The heads of blocks in braces, each with what Python writes for it.
HEADS = tuple(
    (re.compile(rf"^([ \t]{{0,60}}){head}[ \t]*$"), python)
    for head, python in (
        (r"(?:\} ?)?else if ?\(.{0,300}\) ?\{", "elif a_branch:"),
        (r"(?:\} ?)?else ?\{", "else:"),
        (r"if ?\(.{0,300}\) ?\{", "if a_branch:"),
        (r"(?:for|while) ?\(.{0,300}\) ?\{", "for turn in turns():"),
        (r"(?:export )?(?:async )?function (\w{1,40})\(([\w, ]{0,200})\) ?\{", r"def \2(\3):"),
        (r"(\w{1,40}) = function\(([\w, .]{0,200})\) ?\{", r"def \2(\3):"),
    )
)


def headed(text: str) -> str:
    """Write blocks in braces as Python does: their heads, and no line that closes them alone."""
    kept: list[str] = []
    waiting: list[bool] = []  # of each open brace, whether it is a block's
    for line in text.split("\n"):
        head = next(((p, python) for p, python in HEADS if p.match(line[:400])), None)
        if head is not None:
            if line.lstrip().startswith("}") and waiting:
                waiting.pop()
            waiting.append(True)
            kept.append(head[0].sub(r"\1" + head[1], line))
            continue
        closes = line.strip() in ("}", "};") and bool(waiting) and waiting[-1]
        for sign in line:
            if sign == "{":
                waiting.append(False)
            elif sign == "}" and waiting:
                waiting.pop()
        kept += [] if closes else [line]
    return "\n".join(kept)


def begun(text: str) -> str:
    """Put Sequential() in place of R's keras_model_sequential(…), with the input that it says."""
    parts: list[str] = []
    end = 0
    for found in re.finditer(r"\bkeras_model_sequential\(", text):
        stop = close(text, found.end())
        shape = re.search(r"input_shape ?= ?(\([^()]{1,60}\))", text[found.end() : stop])
        parts += [text[end : found.start()], f"Sequential([Input({shape[1]})])" if shape
                  else "Sequential()"]  # fmt: skip
        end = stop
    return "".join(parts) + text[end:]


# One statement of R with pipes in it: what it gives a name to, and what is piped.
PIPED = re.compile(
    r"^[ \t]{0,40}(?:(?P<name>[\w.]{1,40}) = )?"
    r"(?P<first>[\w.]{1,40}(?:\([^\n%|]{0,200}\))?)\s{0,40}(?=%>%|\|>)",
    re.MULTILINE,
)
PIPE = re.compile(r"\s{0,40}(?:%>%|\|>)\s{0,40}(?P<name>[\w.]{1,60})(?P<open>\()?")


def functional(text: str) -> str:
    """Translate R's functional models: x %>% layer_dense(8) becomes Dense(8)(x)."""
    text = re.sub(r"(?<![\w.])list\(([^()=]{0,200}(?:\([^()=]{0,80}\)[^()=]{0,80}){0,4})\)",
                  r"(\1,)", text)  # fmt: skip
    text = re.sub(r"#[^\n]*", "", text)
    parts: list[str] = []
    end = 0
    for found in PIPED.finditer(text):
        if found.start() < end:
            continue
        made, at = found["first"], found.end()
        if made.startswith("layer_"):
            made = of_layer(made)
        while step := PIPE.match(text, at):
            at = close(text, step.end()) if step["open"] else step.end()
            inside = text[step.end() : at - 1] if step["open"] else ""
            name = step["name"]
            if name.startswith("layer_"):
                made = f"{class_of(name[6:])}({inside})({made})"
            else:
                made = f"{made}.{name}({inside})" if step["open"] else f"{name}({made})"
        name = f"{found['name']} = " if found["name"] else ""
        parts += [text[end : found.start()], name + made]
        end = at
    text = "".join(parts) + text[end:]
    text = re.sub(r"\blayer_\w{1,40}\(", lambda m: of_layer(m[0]), text)
    return re.sub(r"\bkeras_model\(", "Model(", text)


def of_layer(written: str) -> str:
    """Give Keras's class in place of R's function at the head of a call."""
    name, bracket, rest = written.partition("(")
    name = name.removeprefix("layer_")
    joins = name in ("add", "average", "concatenate", "multiply")
    return (name if joins else class_of(name)) + bracket + rest


def added(text: str) -> str:
    """Put each of R's layer_…(…) into a model.add( … ), as far as its bracket closes."""
    parts: list[str] = []
    end = 0
    for found in re.finditer(r"\blayer_(\w{1,40})\(", text):
        if found.start() < end:
            continue
        stop = close(text, found.end())
        inside = re.sub(r"\blayer_\w{1,40}\(", lambda m: of_layer(m[0]), text[found.end() : stop])
        parts += [text[end : found.start()], f"model.add({class_of(found[1])}({inside})"]
        end = stop
    return "".join(parts) + text[end:]


def class_of(name: str) -> str:
    """Give Keras's class for a function that makes a layer."""
    return PLAIN.get(name.lower().replace("_", "")) or name[:1].upper() + name[1:]


def snake(name: str) -> str:
    """Write a name as Python does, e.g. "return_sequences" for "returnSequences"."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m[1].lower(), name).lower()
