"""Set-ups at random × one mistake: it is named, its cure runs; without it the doctor is silent."""

import warnings

import numpy as np
import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.judging.case import cured
from tests.doctor.made import COUNT, keras_pair, torch_pair

SEEDS = range(COUNT)


def run(code):
    """Run a generated program; a size that is spread is warned of before it stops."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(code, {"np": np})


@pytest.mark.parametrize("pair", [keras_pair, torch_pair])
def test_a_mistake_is_named_and_a_right_set_up_left_alone(pair):
    """Every failure is shown, with its code."""
    wrong = []
    for seed in SEEDS:
        right, mistake, made = pair(seed)
        keys = [each.key for each in diagnose(right.code).diagnoses]
        if keys != ["nothing_seen"]:
            wrong.append(f"false alarm {seed}: {keys}\n{right.code}")
        found = diagnose(made.code).diagnoses
        if not found or found[0].key not in made.keys:
            wrong.append(f"missed {mistake} {seed}: {[e.key for e in found]}\n{made.code}")
        wrong += [
            f"cure does not run {seed}: {each.fix}\n{made.code}"
            for each in found
            if each.tried is not None and not cured(each.tried)
        ]
    assert not wrong, f"{len(wrong)} wrong\n" + "\n".join(wrong[:6])


def test_right_set_ups_of_pytorch_run_and_wrong_ones_stop():
    """The generator's own claims, in PyTorch itself."""
    for seed in list(SEEDS)[:40]:
        right, mistake, made = torch_pair(seed)
        exec(right.code, {"np": np})
        if mistake == "last_axis":
            with pytest.warns(UserWarning, match="target size"):
                exec(made.code, {"np": np})
        else:
            with pytest.raises((RuntimeError, TypeError)):
                run(made.code)


def test_messages_of_pytorch_are_known_without_code():
    """What PyTorch says of each mistake is a report that the doctor reads."""
    for seed in list(SEEDS)[:40]:
        _, mistake, made = torch_pair(seed)
        if mistake == "last_axis":
            continue
        with pytest.raises((RuntimeError, TypeError)) as caught:
            run(made.code)
        found = diagnose(f"{type(caught.value).__name__}: {caught.value}")
        assert found.diagnoses, (mistake, caught.value)
