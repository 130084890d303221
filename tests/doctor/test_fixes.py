"""Every line that the doctor shows is run: in NumPy, in Keras, in PyTorch."""

import builtins
import re
from itertools import islice

import numpy as np
import pandas as pd
import pytest

from lstmviz.doctor import EXAMPLES, diagnose
from lstmviz.doctor.reading.texts.text import read_text
from lstmviz.doctor.saying.languages import spoken
from lstmviz.ui.doctor.symptoms import SYMPTOMS
from tests.doctor.first_answer import pasted
from tests.doctor.test_cases import CASES

TEXTS = {
    **{case["id"]: pasted(case) for case in CASES},
    **{key: text for key, (_, text) in (*EXAMPLES.items(), *SYMPTOMS.items())},
}
# Rows in place of those of the text, so that nothing large is computed.
ROWS = 300


def answered(text, answers=(), depth=0):
    """Give all that is said of a text, with every answer to what is asked."""
    found = diagnose(text, dict(answers))
    yield found
    if found.question is not None and depth < 3:
        for choice in found.question.choices:
            yield from answered(text, (*answers, (found.question.key, choice)), depth + 1)


def shown(text):
    """Give the diagnoses with lines of Python, each set of lines once."""
    seen = set()
    if spoken(read_text(text).plain) != "python":
        return
    for found in answered(text):
        for each in found.diagnoses:
            if each.fix and each.fix not in seen:
                seen.add(each.fix)
                yield each


class Learner(dict):
    """A learner's names: arrays of the shapes that were told, and any number where one is meant.

    Args:
        code: the lines; a name that they change is the array that was fed.
        fed: its shape.
        torch: whether arrays are tensors.
    """

    def __init__(self, code, fed, torch):
        import keras
        import torch as library

        # Without memory of their own: some learners' arrays are larger than this machine.
        make = library.zeros if torch else lambda shape: np.broadcast_to(np.zeros(()), shape)
        names = re.findall(r"^(\w+)(?:, (\w+))? = ", code, re.MULTILINE)
        changed = [name for pair in names for name in pair
                   if name and re.search(rf"= .*\b{name}\b", code)]  # fmt: skip
        array = make(fed)
        rows = len(array) if array.ndim else ROWS
        model = keras.Sequential([keras.Input((4, 3)), keras.layers.LSTM(2)])
        model.fit = lambda *arrays, **words: None
        super().__init__(
            {name: make((rows,)) for name in changed[1:]},
            np=np, pd=pd, keras=keras, torch=library, nn=library.nn,
            X=array,
            y=make((rows,)),
            model=library.nn.Linear(2, 2) if torch else model,
            layer=model.layers[0],
            weights=model.layers[0].get_weights(),
            data=np.zeros((ROWS, 3)),
            table=np.zeros((ROWS, 3)),
            lstm=lambda x: (x, (x, x)),
            fc=lambda out: out,
            out=library.zeros(4, 6, 8),
            logits=library.zeros(4, 6, 8),
            h=library.zeros(1, 4, 8),
            c=library.zeros(1, 4, 8),
            lengths=library.tensor([6, 5, 4, 3]),
            packed=library.nn.utils.rnn.pack_sequence([library.zeros(3, 2)]),
            scaler=type("Scaler", (), {"scale_": [2.0], "mean_": [0.0]}),
            self=type("Module", (), {})(),
        )  # fmt: skip
        self.update(dict.fromkeys(changed[:1], array))

    def __missing__(self, name):
        if hasattr(builtins, name):
            raise KeyError(name)
        # What is indexed or has a shape is an array; others are numbers.
        self[name] = self["X"] if name[:1] in "Xx" else 8
        return self[name]


def sizes(each):
    """Give the shape that was fed, with sizes where they are open, and few rows for many."""
    if each.key == "sample_count" and "reshape(" in each.fix[0]:
        return (each.meant.shape[0], 2)
    if each.fed is None or each.key in NOT_X:
        return (ROWS, 24, 3)
    shape = each.fed.shape[:-1] if each.key == "last_axis_added" else each.fed.shape
    free = [size or (ROWS if at == 0 else 6) for at, size in enumerate(shape)]
    few = len(free) > 1 and each.key not in WHOLE
    return (min(free[0], ROWS), *free[1:]) if few else tuple(free)


# What is said of an array's own rows.
WHOLE = frozenset({"no_samples_axis", "reshape_mixes", "steps_among_samples"})
# What is drawn as fed is no array that the lines change.
NOT_X = frozenset({"class_axis", "embedding_range", "joined_arrays", "sample_count",
                   "scaler_columns", "too_many_axes", "no_feature_axis"})  # fmt: skip


def special(key):
    """Give what X is for lines that are meant for other things than an array of numbers."""
    ragged = [np.zeros((4, 2)), np.zeros((3, 2))]
    return {
        "ragged": ragged,
        "torch_ragged": ragged,
        "other_data": ragged,
        "cudnn_mask": ragged,
        "list_of_arrays": [np.zeros(5)] * 4,
        "frame_slices": pd.DataFrame(np.zeros((5, 2))),
        "frame_key": pd.DataFrame(np.zeros((5, 2))),
    }.get(key)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_line_runs_as_it_stands(name):
    for each in shown(TEXTS[name]):
        code = "\n".join(each.fix)
        torch = each.key.startswith("torch") or any(word in code for word in TENSORS)
        names = Learner(code, sizes(each), torch)
        if (odd := special(each.key)) is not None:
            names.update({code.split(" = ")[0]: odd, "table": odd})
        if each.key == "class_axis":
            import torch as library

            names["y"] = library.zeros(4, 6, dtype=library.long)
        if each.key == "single_sample":
            names["Y"] = names["y"] = np.zeros((*each.fed.shape[:2], 1))
        try:
            exec(code, names)
        except Exception as error:
            pytest.fail(f"{each.key}: {code}\n{type(error).__name__}: {error}")
        check_meant(each, names, code)


TENSORS = ("torch", ".size(",
           ".permute(", ".unfold(", "unsqueeze(", ".squeeze(", ".float()", ".long()",
           ".contiguous()", ".flatten(", ".detach()")  # fmt: skip


def check_meant(each, names, code):
    """Hold an array that lines change against the picture of what was meant."""
    name = code.split(" = ")[0].strip()
    again = name.isidentifier() and re.match(rf"{name} = .*\b{name}\b", code)
    if not again or each.fed is None or each.meant is None or each.key in NOT_X:
        return
    if special(each.key) is not None or each.key.startswith("torch_loss"):
        return
    shape, meant = tuple(names[name].shape), each.meant.shape
    assert len(shape) == len(meant), (each.key, code, shape, meant)
    pairs = islice(zip(shape, meant, strict=True), 1, None)
    assert all(b is None or a == b for a, b in pairs), (each.key, code, shape, meant)


def test_every_cure_is_built_by_keras():
    from lstmviz.training.building import build

    tried = [
        (name, each.tried)
        for name, text in TEXTS.items()
        for each in shown(text)
        # One that is not all stops further on, as it says.
        if each.tried is not None and "That is not all" not in each.happens
    ]
    built = build([setup for _, setup in tried])
    stops = [
        (name, walk.stop.sentence)
        for (name, _), walk in zip(tried, built, strict=True)
        if walk is not None and walk.stop is not None
    ]
    assert len(tried) > 10
    assert not stops


OWN = """import torch, torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.reader = nn.GRU({features}, 8, num_layers=2, batch_first=True{both})
        self.head = nn.Linear({width}, 1)
    def forward(self, x):
        start = torch.zeros({start}, len(x), 8)
        seen, last = self.reader(x, start)
        {end}
model = Net()
x, y = torch.randn(4, 9, 5), torch.randn(4, 1)
loss = nn.BCEWithLogitsLoss()(model(x), y)
"""
RUNS = {"features": 5, "width": 8, "start": 2, "both": "", "end": "return self.head(seen[:, -1])"}
IN_OWN_NAMES = [
    ({"both": ", bidirectional=True", "start": 4}, r"^self\.head = nn\.Linear\(16, 1\)"),
    ({"width": 9}, r"^self\.head = nn\.Linear\(8, 1\)"),
    ({"features": 6}, r"^self\.reader = .*nn\.GRU\(input_size=5"),
    ({"start": 3}, r"^start = torch\.zeros\(2, 4, 8\)"),
    ({"end": "return self.head(seen)"}, r"^return self\.head\(seen\[:, -1\]\)"),
    ({"end": "return self.head(torch.relu(seen))"}, r"^seen = seen\[:, -1\]"),
]


@pytest.mark.parametrize(("wrong", "pattern"), IN_OWN_NAMES)
def test_a_line_that_mends_has_the_names_of_the_code_and_runs_in_it(wrong, pattern):
    text = OWN.format(**RUNS | wrong)
    with pytest.raises((RuntimeError, ValueError)):
        exec(text, {"__name__": "pasted"})
    (line,) = diagnose(text).diagnoses[0].fix
    assert re.search(pattern, line)
    name = f"{line.split(' = ')[0]} = " if " = " in line else "return"
    begins = [each for each in text.split("\n") if each.strip().startswith(name)]
    old = begins[0] if begins else next(each for each in text.split("\n") if "seen, last =" in each)
    space = old[: len(old) - len(old.lstrip())]
    new = space + line if begins else f"{old}\n{space}{line}"
    exec(text.replace(old, new), {"__name__": "pasted"})
