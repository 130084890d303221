"""A name that stands for nothing: it is made further down, misspelt, or never imported."""

import re
from difflib import get_close_matches

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.reading.network.layers import is_class
from lstmviz.doctor.walking.setup import Stop

NAME = re.compile(r"name '(\w{1,60})' is not defined")
# What a line gives a value, defines or imports.
GIVES = re.compile(
    r"^[ \t]{0,80}(?:(?:def|class) (?P<made>\w{1,60})|"
    r"(?:from [\w.]{1,80} )?import (?P<imports>[\w ,.()]{1,300})|"
    r"(?:for )?(?P<names>[A-Za-z_]\w{0,60}(?: ?, ?[A-Za-z_]\w{0,60}){0,7}) ?(?:=(?!=)| in ))",
    re.MULTILINE,
)
# What is imported under a name of its own.
IMPORTS = {
    "Input": "from keras import Input",
    "K": "from keras import backend as K",
    "keras": "import keras",
    "nn": "from torch import nn",
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "tf": "import tensorflow as tf",
    "torch": "import torch",
    "Model": "from keras import Model",
    "Sequential": "from keras import Sequential",
}


def held_by_code(case: Case) -> bool:
    """Whether the name that a message calls undefined stands anywhere else in the text."""
    text, found = case.text.plain, NAME.search(case.text.plain)
    return found is None or len(re.findall(rf"(?<!\w){found[1]}(?!\w)", text)) > 1


def undefined(case: Case, why: Stop) -> Judged:
    """A line uses a name that no line before it makes."""
    text = case.text.plain
    found = NAME.search(text)
    if found is None:
        return (), None
    name, code = found[1], text[: found.start()] + text[found.end() :]
    made = {each: at for at, each in reversed(list(given(code)))}
    used = re.search(rf"(?<![\w.'\"]){name}(?!\w|['\"]| ?=(?!=))", code)
    if name in made and used is not None and used.start() < made[name]:
        line = text_line(code, made[name])
        return one(
            base(
                name,
                f"{name} is used before the line that makes it.",
                f"Move the line above the first use of {name}: {line}. In a notebook, run its "
                "cell first.",
            )
        )
    others = {
        *made,
        *(each for each in re.findall(r"\w{2,60}", code) if alike_but_case(each, name)),
    }
    alike = get_close_matches(name, sorted(others - {name}), 1, 0.8)
    if alike:
        return one(
            base(
                name,
                f"Nothing is called {name}; the text {'makes' if alike[0] in made else 'has'} "
                f"{alike[0]}.",
                f"Is it misspelt? Write {alike[0]} there, or make {name} before the line.",
            )
        )
    line = IMPORTS.get(name) or (f"from keras.layers import {name}" if is_class(name) else "")
    return one(
        base(
            name,
            f"The text makes {name}, but not where the line runs."
            if name in made
            else f"Nothing is called {name} where the line runs: no line before it makes it.",
            f"It is imported by: {line}."
            if line
            else "Is the line that makes it in another function, or in a cell that was not run?",
        )
    )


def alike_but_case(word: str, name: str) -> bool:
    """Whether two names differ in nothing but their capitals."""
    return word != name and word.lower() == name.lower()


def base(name: str, title: str, *details: str) -> Diagnosis:
    """Say that a name stands for nothing."""
    return Diagnosis(
        "undefined",
        title,
        expected=f"a line that makes {name}, before the line that uses it",
        received=f"NameError: {name}",
        axis="Not an axis: no shape is at fault here.",
        details=details,
    )


def given(code: str) -> list[tuple[int, str]]:
    """Give each name that a text makes or imports, with its place."""
    return [
        (found.start(), each)
        for found in GIVES.finditer(code)
        for part in (found["made"], found["names"], found["imports"])
        for each in re.findall(r"(?:\w{1,60} as )?(\w{1,60})", part or "")
    ]


def text_line(code: str, at: int) -> str:
    """Give the line that begins at a place, cut to be quoted."""
    return code[at:].lstrip("\n").partition("\n")[0].strip()[:80]
