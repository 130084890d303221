"""A message alone: what is said of it is true of every set-up that raises it, or is asked."""

import math
import os
import random
import re
import warnings

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.first_answer import first_answer
from tests.doctor.raised import (
    arrays,
    keras_inputs,
    keras_layers,
    keras_losses,
    torch_layers,
    torch_losses,
)

FAMILIES = (
    *torch_layers.LAYERS,
    *torch_losses.LOSSES,
    *keras_inputs.INPUTS,
    *keras_layers.LAYERS,
    *keras_losses.LOSSES,
    *arrays.ARRAYS,
)
# How many sizes are chosen for each family; more by LSTMVIZ_RAISED=20.
SEEDS = range(int(os.environ.get("LSTMVIZ_RAISED", "1")))
# Words that leave a claim open.
OPEN = re.compile(r"\b(?:either|or|may|perhaps|most often|often|if|whether|probably)\b", re.I)


def names():
    """Give the names that a set-up's lines use."""
    import keras
    import numpy as np
    import pandas as pd
    import tensorflow as tf
    import torch

    def warned(prediction, y):
        """Give a loss whose warning is an error, as the message says it."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return torch.nn.functional.mse_loss(prediction, y)

    def traced(loss, y, prediction):
        """Trace a loss of Keras as fit does, on batches of any number of samples."""
        held = [tf.TensorSpec((None, *each.shape[1:]), tf.float32) for each in (y, prediction)]
        tf.function(lambda y, out: keras.losses.get(loss)(y, out)).get_concrete_function(*held)

    return {
        "np": np, "pd": pd, "tf": tf, "keras": keras, "L": keras.layers, "torch": torch,
        "nn": torch.nn, "warned": warned, "traced": traced, "checked": checked, "refuse": refuse,
    }  # fmt: skip


def refuse(message):
    """Say a message of a library that is not at hand; "" for none."""
    if message:
        raise ValueError(message)


def checked(kind, name, built, array):
    """Refuse an array as Keras 2 did: by its axes, then by its sizes."""
    if len(built) != len(array.shape):
        raise ValueError(
            f"Error when checking {kind}: expected {name} to have {len(built)} dimensions, but "
            f"got array with shape {array.shape}"
        )
    if any(a not in (None, b) for a, b in zip(built[1:], array.shape[1:], strict=True)):
        raise ValueError(
            f"Error when checking {kind}: expected {name} to have shape {built[1:]} but got array "
            f"with shape {array.shape[1:]}"
        )


def run(*code):
    """Run lines one after another, and give their names."""
    space = names()
    for each in code:
        exec(each, space)
    return space


def raised(setup):
    """Give the message of a set-up, as it is pasted."""
    space = run(setup.made)
    with pytest.raises(Exception) as caught:  # noqa: PT011
        exec(setup.call, space)
    return f"{type(caught.value).__name__}: {caught.value}"


def alike(message):
    """Leave out of a message what differs by chance: names of layers, nodes, whole arrays."""
    text = re.sub(r"\x1b\[\d*m|Arguments received by.*", "", message, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|'\w*'|\"\w*\"|\[\[.*?\]\]|\w+\(\):", "", text, flags=re.DOTALL)
    return re.sub(r"\w*Error|\s+|_\d+", "", text)


def told(message):
    """Give all that is said of a message: first, and after each answer to what is asked."""
    found = diagnose(message)
    said = [first_answer(found)]
    if found.question is not None:
        for choice, words in found.question.choices.items():
            after = diagnose(message, {found.question.key: choice})
            said.append(words + "\n" + first_answer(after))
    return found, said


def values(space):
    """Count the numbers that are fed and the targets, which no cure may lose."""
    return [
        math.prod(space[name].shape) for name in ("X", "y") if hasattr(space.get(name), "shape")
    ]


def faults(family, seed):
    """Give what is wrong with what the doctor says of one message."""
    setups = family(random.Random(seed))
    messages = [raised(each) for each in setups]
    assert len({alike(each) for each in messages}) == 1, "\n".join(map(alike, messages))
    for each in setups:
        run(each.made, each.cure, each.call)
    wrong = []
    for each, message in zip(setups, messages, strict=True):
        found, said = told(message)
        if not found.diagnoses:
            continue  # "I do not know this one" is no claim.
        if not any(re.search(each.truth, words) for words in said):
            wrong.append(f"does not name: {each.name}")
        first = found.diagnoses[0]
        claim = f"{first.title} {first.axis}"
        seen = [bool(re.search(one.truth, claim)) for one in setups]
        if any(seen) and not all(seen) and not OPEN.search(claim):
            wrong.append(f"one reading as the fact: {claim}")
        if first.fix and not first.fix[0].startswith("print("):
            wrong += [
                f"{first.fix} does not mend: {one.name}: {why}"
                for one in setups
                if (why := unmended(one, first.fix))
            ]
    return sorted(set(wrong)), messages[0]


def unmended(setup, fix):
    """Say why a line does not mend a set-up; "" if it does."""
    try:
        count = values(run(setup.made))
        space = run(setup.made, "\n".join(fix))
        exec(setup.call, space)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:90]
    return "" if not count or values(space) == count else "it loses numbers"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda each: each.__name__)
def test_what_is_said_of_a_message_is_true_of_all_that_raise_it(family):
    for seed in SEEDS:
        wrong, message = faults(family, seed)
        assert not wrong, f"{message}\n" + "\n".join(wrong)
