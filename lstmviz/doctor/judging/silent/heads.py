"""Last layers and losses that run together and cannot learn what is asked."""

import re
from dataclasses import replace

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import NONE, Case, Judged, cured
from lstmviz.doctor.judging.ends.losses import ONE_HOT
from lstmviz.doctor.judging.ends.stepwise import head
from lstmviz.doctor.judging.mending import change, edited, leave_out
from lstmviz.doctor.judging.silent.torch_heads import torch_head
from lstmviz.doctor.saying.wording import named, rewritten, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.losses import binary, classes, compares_numbers
from lstmviz.doctor.walking.sizes import Symbol


def heads(case: Case) -> Judged:
    """Judge the activation of the head beside its units and the loss."""
    if case.torch:
        return torch_head(case)
    setup, at = case.setup, head(case.setup)
    if at is None or setup.output is None:
        return NONE
    layer = setup.nodes[at].layer
    last = setup.layers[-1]
    if last is not layer and last.kind not in ("Activation", "Softmax"):
        return NONE
    activation = layer.says("activation")
    if last is not layer:
        activation = "softmax" if last.kind == "Softmax" else last.says("activation")
    units = layer.size("units")
    if units == 1 and activation == "softmax":
        return (softmax_of_one(case, at),), None
    if units == 1 and classes(setup.loss) == "one_hot":
        return (classes_of_one(case, at),), None
    logits = "from_logits" in case.text.plain
    if binary(setup.loss) and activation in (None, "linear", "relu") and not logits:
        return (no_activation(case, at, "sigmoid"),), None
    counted = "units" in layer.unread  # the classes of the text, whose number it does not tell
    if binary(setup.loss) and activation == "softmax" and ((units or 0) > 2 or counted):
        return (yes_or_no_each(case, units),), None
    if (found := class_head(case, at, activation)) is not None:
        return (found,), None
    one_hot = any(word in case.text.tight for word in ONE_HOT)
    quantities = compares_numbers(setup.loss) and not one_hot
    if quantities and activation == "softmax" and ((units or 0) > 1 or counted):
        return (shares_for_numbers(case, at),), None
    below = BELOW_ZERO.search(case.text.plain)
    if quantities and activation == "relu" and last is layer and below:
        return (never_below_zero(case, at, below[0]),), None
    return NONE


def class_head(case: Case, at: int, activation: object) -> Diagnosis | None:
    """Judge several units beside a loss of classes, which reads the shares of all."""
    layer = case.setup.nodes[at].layer
    units = layer.size("units") or 0
    if not classes(case.setup.loss):
        return None
    if activation == "sigmoid" and (units > 1 or "units" in layer.unread):
        return sigmoid_for_classes(case, at)
    open_ = activation in (None, "linear", "relu") and "from_logits" not in case.text.plain
    return no_activation(case, at, "softmax") if open_ and units > 1 else None


# What a text says of samples that belong to several classes at once.
SEVERAL = re.compile(r"multi-?label|\b(?:several|multiple|many|more than one) (?:labels|classes)\b|"
                     r"\b1'?s and 0'?s\b", re.IGNORECASE)  # fmt: skip


def sigmoid_for_classes(case: Case, at: int) -> Diagnosis:
    """A sigmoid for each class, and a loss that takes them for the shares of all."""
    setup = case.setup
    several = SEVERAL.search(case.text.plain) is not None
    both = replace(setup, loss="binary_crossentropy")
    cure = change(setup, at, edited(setup.nodes[at].layer, "activation", "softmax"))
    own = setup.nodes[at].layer.says("activation") == "sigmoid"
    return Diagnosis(
        "sigmoid_for_classes",
        "A sigmoid answers yes or no for each class by itself, and the loss reads the shares of "
        "all of them.",
        expected="binary_crossentropy with a sigmoid, or softmax with this loss",
        received=f"sigmoid with {setup.loss}",
        fix=('model.compile("adam", "binary_crossentropy")',)
        if several
        else cure.lines
        if own
        else (),
        tried=both if several else cure.setup if own else None,
        happens="It runs; what makes all outputs grow alike costs nothing, so they come out nearly "
        "the same.",
        details=(
            "The line is for samples of several classes at once, rows of 0 and 1; if each has one "
            "class alone, take softmax and keep the loss."
            if several
            else "The line is for one class a sample. If several can be true at once, keep the "
            "sigmoid, and take binary_crossentropy.",
        ),
        silent=True,
    )


# What makes numbers of which some are below zero.
BELOW_ZERO = re.compile(
    r"StandardScaler|RobustScaler|PowerTransformer|feature_range=\(-1|\bz_?scores?\b|"
    r"\bstandardi[sz]ed\b|pct_change|\blog_?returns?\b|\breturns\b|\.diff\(",
)


def never_below_zero(case: Case, at: int, word: str) -> Diagnosis:
    """A relu on the last layer, and numbers that go below zero."""
    cure = change(case.setup, at, edited(case.setup.nodes[at].layer, "activation", None))
    return Diagnosis(
        "never_below_zero",
        "The last layer is a relu: no prediction is ever below 0.",
        expected="no activation, if targets go below 0",
        received=rewritten(case.setup.nodes[at].layer),
        fix=cure.lines,
        tried=cure.setup,
        happens=f"The text has {word}, which gives numbers on both sides of 0. If {case.y} is made "
        "so, what lies below 0 is never reached.",
        details=(f"If {case.y} itself is never below 0, relu may stay: look at {case.y}.min().",),
        silent=True,
    )


def yes_or_no_each(case: Case, units: int | None) -> Diagnosis:
    """Binary cross-entropy after a softmax of several classes."""
    y = case.setup.y_shape
    numbers = y is not None and (len(y) == 1 or y[-1] == 1)
    name = "sparse_categorical_crossentropy" if numbers else "categorical_crossentropy"
    tried = replace(case.setup, loss=name)
    return Diagnosis(
        "yes_or_no_each",
        f"Softmax gives the shares of {units or 'all'} classes, and binary cross-entropy takes "
        "each for a yes or no of its own.",
        expected=name,
        received=case.setup.loss,
        fix=(f'model.compile("adam", "{name}")',) if cured(tried) else (),
        tried=tried if cured(tried) else None,
        happens="It runs, but compares the share of every class by itself, and its accuracy counts "
        "the many zeros as right: it looks better than it is.",
        details=(
            "Rows of classes (a 1 among zeros) are for categorical_crossentropy, class numbers for "
            "sparse_categorical_crossentropy.",
            'If several classes can be true at once: activation="sigmoid", and this loss stays.',
        ),
        silent=True,
    )


def softmax_of_one(case: Case, at: int) -> Diagnosis:
    """Softmax over one unit is always 1."""
    layer = case.setup.nodes[at].layer
    name = None if compares_numbers(case.setup.loss) or not case.setup.loss else "sigmoid"
    return Diagnosis(
        "softmax_of_one",
        "Softmax over a single unit always gives 1: the model cannot learn.",
        expected="sigmoid for yes or no, no activation for a quantity",
        received=rewritten(layer),
        axis="Softmax divides by the sum along the last axis, and that axis has size 1.",
        fix=change(case.setup, at, edited(layer, "activation", name)).lines,
        fed=named((None, 1), "samples", "units"),
        happens="Every prediction is exactly 1, whatever the weights: their gradient is 0.",
        details=("Two classes: Dense(1, activation=\"sigmoid\") with binary_crossentropy, or "
                 "Dense(2, activation=\"softmax\") with sparse_categorical_crossentropy.",),
        silent=True,
    )  # fmt: skip


def weights_of_one(case: Case) -> Judged:
    """A softmax within the model, over an axis of size 1: every weight of an attention is 1."""
    setup = case.setup
    for at, node in enumerate(setup.nodes[:-1]):
        layer, shape = node.layer, case.walk.of(Symbol(at))
        softmax = layer.kind in ("Softmax", "nn.Softmax") or layer.says("activation") == "softmax"
        axis = layer.says("axis", layer.says("dim", -1))
        whole = not layer.unread & {"axis", "dim", "activation"} and layer.kind != "nn.Softmax"
        goes_on = any(each.node == at for other in setup.nodes for each in other.reads)
        if softmax and whole and axis == -1 and goes_on and shape and shape[-1] == 1:
            return (weights_all_one(shape),), None
    return NONE


def weights_all_one(shape: Shape) -> Diagnosis:
    """Say that a softmax goes over an axis of size 1."""
    steps = len(shape) == 3
    return Diagnosis(
        "softmax_of_one",
        "A softmax within the model goes over an axis of size 1: every weight is 1.",
        expected="weights that add up to 1 over the timesteps" if steps else "several weights",
        received=tell(shape),
        axis="Softmax divides by the sum along the last axis, and that axis has size 1.",
        fix=("keras.layers.Softmax(axis=1)",) if steps else (),
        fed=named(shape, "samples", "timesteps") if steps else named(shape, "samples"),
        happens="Whatever the layer before says, all steps weigh the same: it is no attention.",
        details=(
            "Leave the activation of the Dense(1) out, and put the line behind it: it goes over "
            "the timesteps.",
        )
        if steps
        else (),
        silent=True,
    )


def shares_for_numbers(case: Case, at: int) -> Diagnosis:
    """A softmax before a loss that compares numbers: only shares are within its reach."""
    setup, layer = case.setup, case.setup.nodes[at].layer
    own = layer.says("activation") == "softmax"
    last = setup.output.node if setup.output else at
    plain = edited(layer, "activation", None)
    cure = change(setup, at, plain) if own else leave_out(setup, last)
    count = layer.size("units")
    found = Diagnosis(
        "shares_for_numbers",
        f"Softmax gives {count or ''} shares between 0 and 1 that add up to 1, and ".replace(
            "  ", " "
        )
        + f"{setup.loss} compares them with {case.y} as numbers.",
        expected="no activation, for quantities",
        received="softmax",
        fix=cure.lines,
        tried=cure.setup,
        happens=f"If {case.y} holds quantities, such as 1 to 10, they cannot be reached: what is "
        "predicted never leaves 0 to 1, and the loss stays where it is.",
        details=(
            f"The line is for quantities. If {case.y} holds rows of classes (a 1 among zeros), "
            "keep the softmax, and take categorical_crossentropy for the loss.",
        ),
        silent=True,
    )
    return of_classes(case, found) if CLASSES.search(case.text.plain) else found


# What a text says whose y holds classes.
CLASSES = re.compile(r"\bclass(?:es|_mode|if\w{1,10})\b|\blabels?\b", re.IGNORECASE)


def of_classes(case: Case, found: Diagnosis) -> Diagnosis:
    """Say it of classes, where the text speaks of them: the loss is to be another."""
    y = case.setup.y_shape
    rows = y is None or (len(y) > 1 and y[-1] != 1)
    name = "categorical_crossentropy" if rows else "sparse_categorical_crossentropy"
    return replace(
        found,
        expected=f"{name}, for classes",
        received=case.setup.loss,
        fix=(f'model.compile("adam", "{name}")',),
        tried=replace(case.setup, loss=name),
        happens="It runs, but where the softmax is surely wrong this loss has hardly any gradient.",
        details=(f"For quantities in {case.y} the softmax is left out instead.",),
    )


def classes_of_one(case: Case, at: int) -> Diagnosis:
    """Categorical cross-entropy over one unit."""
    return Diagnosis(
        "classes_of_one",
        "categorical_crossentropy over a single unit is always 0: the model cannot learn.",
        expected="as many units as classes",
        received=rewritten(case.setup.nodes[at].layer),
        axis="The axis of the classes has size 1.",
        fix=('model.compile("adam", "binary_crossentropy")',),
        happens="The loss compares shares among the classes; with one class its share is all.",
        details=('For yes or no: Dense(1, activation="sigmoid") with binary_crossentropy.',),
        silent=True,
    )


def no_activation(case: Case, at: int, name: str) -> Diagnosis:
    """The loss reads shares, which an activation makes of any numbers."""
    layer, yes_or_no = case.setup.nodes[at].layer, name == "sigmoid"
    return Diagnosis(
        f"no_{name}",
        "Binary cross-entropy reads probabilities, and the last layer gives any number."
        if yes_or_no
        else "The loss of classes reads shares that add up to 1, and the last layer gives any "
        "number.",
        expected="numbers from 0 to 1: sigmoid" if yes_or_no else name,
        received=rewritten(layer),
        fix=change(case.setup, at, edited(layer, "activation", name)).lines,
        happens="Predictions outside [0, 1] are cut off there: the gradient is 0, and the loss "
        "may become nan."
        if yes_or_no
        else "Numbers that are no shares are rescaled and cut off: the loss is not what it says.",
        details=(
            "Or let the loss read logits: keras.losses.BinaryCrossentropy(from_logits=True)."
            if yes_or_no
            else "Or let the loss read logits: from_logits=True.",
        ),
        silent=True,
    )
