"""Values that a layer cannot give, or does not read as they are meant, as far as they are told."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, one
from lstmviz.doctor.judging.ends.stepwise import head
from lstmviz.doctor.judging.mending import change
from lstmviz.doctor.walking.losses import binary, classes, compares_numbers
from lstmviz.doctor.walking.setup import Layer

# What a head can give at the least and at the most.
GIVES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"sigmoid": (0, 1), "hard_sigmoid": (0, 1), "softmax": (0, 1), "tanh": (-1, 1)}
)
NUMBER = re.compile(r"(?<![\w.])-?\d{1,9}(?:\.\d{0,9})?(?![\w.]*\w)")
# A line of nothing but numbers, as a comment or a print shows an array.
VALUES = re.compile(r"[\s\d.,;\[\]-]{0,300}")
# What brings targets into another range.
SCALES = re.compile(
    r"scal|norm|transform|standardi|to_categorical|one.?hot|get_dummies|labelencod|/ ?\w", re.I
)


def accuracy(case: Case) -> Judged:
    """Predictions of quantities are counted as right or wrong."""
    setup, at = case.setup, head(case.setup)
    if case.torch or at is None or "accuracy" not in setup.marks or setup.several:
        return NONE
    if not compares_numbers(setup.loss) or setup.layers[-1] is not setup.nodes[at].layer:
        return NONE
    if setup.nodes[at].layer.says("activation") not in (None, "linear", "relu"):
        return NONE
    return one(
        Diagnosis(
            "accuracy_of_quantities",
            "Accuracy counts right classes, and this model predicts quantities: it tells nothing.",
            expected='metrics=["mae"], or the loss alone',
            received='metrics=["accuracy"]',
            happens="A prediction of a quantity is hardly ever exactly the target, so accuracy "
            "stays near 0 however good the model is.",
            details=(
                "mae is the mean distance in the unit of the targets. For classes: one unit for "
                "each, softmax, and sparse_categorical_crossentropy.",
            ),
            silent=True,
        )
    )


def out_of_reach(case: Case) -> Judged:
    """Targets lie outside what the last layer can give."""
    setup, at = case.setup, head(case.setup)
    y = setup.y.name if setup.y and setup.y.name else "y"
    if case.torch or at is None or classes(setup.loss) or binary(setup.loss):
        return NONE
    layer = setup.nodes[at].layer
    activation = layer.says("activation")
    if setup.layers[-1] is not layer or activation not in GIVES or SCALES.search(case.text.plain):
        return NONE
    low, high = GIVES[activation]
    beyond = [each for each in values_of(case.text.plain, y) if not low <= each <= high]
    if not beyond:
        return NONE
    kept = {word: v for word, v in layer.arguments.items() if word != "activation"}
    cure = change(setup, at, replace(layer, arguments=MappingProxyType(kept), written=""))
    return one(
        Diagnosis(
            "out_of_reach",
            f"{activation} gives numbers from {low} to {high} alone, and the targets lie outside.",
            expected=f"targets from {low} to {high}, or a last layer without an activation",
            received=f"{beyond[0]:g} among the targets",
            fix=cure.lines,
            tried=cure.setup,
            happens="The predictions stick at the end of that range, and the loss stays large.",
            details=(
                "Or scale the targets into the range, by a scaler that is fitted on the training "
                "rows, and turn the predictions back with its inverse_transform.",
            ),
            silent=True,
        )
    )


def values_of(text: str, name: str) -> list[float]:
    """Give the numbers that a text shows of an array: behind its line, below it, or in words."""
    found: list[float] = []
    lines = text.split("\n")
    begins = re.compile(rf"\s{{0,20}}(?:>>> ?)?(?:print\()?{re.escape(name)}\b(?![^\n]*shape)")
    for at, line in enumerate(lines):
        if not begins.match(line):
            continue
        remark = line.partition("#")[2]
        shown = lines[at + 1] if "=" not in line and at + 1 < len(lines) else ""
        shown = re.sub(r"^\s*(?:array|tensor)\(|\)\s*$", "", shown)
        for part in (remark, shown):
            if VALUES.fullmatch(part) and not re.fullmatch(r"[\s\d,]*", part):
                found += map(float, NUMBER.findall(part))
    spread = re.search(
        rf"\b{re.escape(name)}\b[^.\n]{{0,40}}\b(?:between|from|range\w{{0,3}}|lies?)\b[^\d\n-]{{0,20}}"
        r"(-?\d{1,9}(?:\.\d{1,9})?) ?(?:to|and|-|\.\.\.?) ?(-?\d{1,9}(?:\.\d{1,9})?)", text,
    )  # fmt: skip
    return [*found, *(map(float, spread.groups()) if spread else ())]


def shared_states(case: Case) -> Judged:
    """A recurrent layer of Keras with a softmax: its units share 1 among them."""
    setup = case.setup
    for at, node in enumerate(setup.nodes):
        layer = node.layer.inner or node.layer
        if case.torch or not layer.recurrent or layer.says("activation") != "softmax":
            continue
        count = layer.size("units")
        kept = {word: v for word, v in layer.arguments.items() if word != "activation"}
        plain = replace(layer, arguments=MappingProxyType(kept), written="")
        whole = node.layer if node.layer.inner is None else replace(node.layer, written="")
        cure = change(setup, at, replace(whole, inner=plain) if node.layer.inner else plain)
        shares = f", about 1 / {count} each" if count else ""
        return one(
            Diagnosis(
                "shared_states",
                f"activation='softmax' lets the units of the {layer.kind} share 1 among them: "
                f"small numbers{shares}, that can hardly tell inputs apart.",
                expected="tanh, as it is by itself",
                received="activation='softmax'",
                fix=cure.lines,
                tried=cure.setup,
                happens="It runs, and its predictions are nearly the same for all inputs.",
                details=("A softmax belongs to the last Dense, for classes.",),
                silent=True,
            )
        )
    return NONE


def measured_words(case: Case) -> Judged:
    """An Embedding reads measured values as if they were the numbers of words."""
    setup, X = case.setup, case.setup.X
    first = next((each for each in setup.layers if each.kind != "Masking"), Layer(""))
    if X is None or case.torch or first.kind != "Embedding" or setup.several:
        return NONE
    made = (
        rf"\b{re.escape(X.name or 'X')} ?= ?(?:np\.random\.(?:rand|randn|normal|uniform|random)|"
        r"\w{0,20}(?:scaler?|norm\w{0,8})\w{0,10}\.(?:fit_)?transform)\("
    )
    if "scaled" not in X.marks and not re.search(made, case.text.plain):
        return NONE
    return one(
        Diagnosis(
            "measured_words",
            "Embedding reads the numbers of words, and X holds measured values.",
            expected="whole numbers from 0: one for each word",
            received="scaled or measured values",
            happens="Each value is cut to a whole number: all between 0 and 1 become the same "
            "word, 0, and what they tell is lost.",
            details=(
                "Leave the Embedding out and feed (samples, timesteps, features): Input((timesteps,"
                " features)), then the recurrent layer.",
            ),
            silent=True,
        )
    )
