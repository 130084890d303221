"""What is hidden, missing, wrapped or put beside: the doctor says less, or the same, never else."""

import os

import pytest

from lstmviz.doctor import diagnose
from tests.doctor.made import keras_pair, torch_pair
from tests.doctor.mutants import mutants
from tests.doctor.test_cases import CASES
from tests.doctor.test_right import RIGHT

# How many mutants are made by each kind of change of a paste; all of them by LSTMVIZ_MUTANTS=99.
LIMIT = int(os.environ.get("LSTMVIZ_MUTANTS", "3"))
MADE = {
    f"{name} {pair.__name__} {seed}": made.code
    for seed in range(12)
    for pair in (keras_pair, torch_pair)
    for name, made in (("right", pair(seed)[0]), (pair(seed)[1], pair(seed)[2]))
}
# Messages with the code that they came from.
REPORTED = {
    case["id"]: case["paste"]
    for case in CASES
    if "\n" in case["paste"] and any(word in case["paste"] for word in ("model", "nn.", "LSTM("))
}
# What may be said of less: a part of what was said.
WEAKER = {"swapped_axes": "feature_count", "no_repeat_vector": "return_sequences"}
# A paste that ends early, between two whole lines, is a whole one that may be right.
ENDS = frozenset({"head lost", "tail lost", "cut"})


def keys(found):
    """Give the kinds of what is said."""
    return [each.key for each in found.diagnoses]


def contradicts(before, after, how, *, reported):
    """Say what of a mutant's answer is not in the answer to the paste itself; [] if it is all.

    What ends in a question and offers no line decides nothing yet. With a message in it, a paste
    that lost its code is answered from the message, with the word that this is likely.
    """
    found = diagnose(after)
    told = keys(found)
    # Lines left out at the end, as after fit, are a tail that is lost.
    how = "tail lost" if after.rstrip().endswith("...") else how
    if told == ["nothing_seen"]:
        right = not before or before == ["nothing_seen"] or how in ENDS
        return [] if right else told
    return [
        each.key
        for each in found.diagnoses
        if each.key not in (*before, *(WEAKER.get(key) for key in before))
        and not (found.question and not each.fix)
        and not (reported and (each.basis or how in ENDS))
    ]


@pytest.mark.parametrize(
    ("pastes", "reported"), [(RIGHT, False), (MADE, False), (REPORTED, True)],
    ids=["right", "made", "reported"],
)  # fmt: skip
def test_nothing_else_is_said_of_a_mutant(pastes, reported):
    wrong, count = [], 0
    for name, paste in pastes.items():
        before = keys(diagnose(paste))
        for each in mutants(paste, LIMIT):
            count += 1
            if said := contradicts(before, each.text, each.how, reported=reported):
                wrong.append(f"{name}, {each.how}: {said}, was {before}\n{each.text}")
    assert count > 600
    assert not wrong, f"{len(wrong)} of {count}\n\n" + "\n\n".join(wrong[:6])


def test_what_hides_nothing_changes_nothing():
    """The gate does not buy silence: wrapped, defined below, beside other words, as before."""
    other, count = [], 0
    for name, paste in {**RIGHT, **MADE}.items():
        before = keys(diagnose(paste))
        for each in mutants(paste, 2):
            if not each.hides:
                count += 1
                after = keys(diagnose(each.text))
                other += [f"{name}, {each.how}: {after}\n{each.text}"] * (after != before)
    assert count > 300
    assert not other, f"{len(other)} of {count}\n\n" + "\n\n".join(other[:6])
