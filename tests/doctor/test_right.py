"""Set-ups that are right, written by hand: the doctor raises no alarm; and they really run."""

import re
from pathlib import Path

import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import read_text

RIGHT = {
    part.partition("\n")[0]: part.partition("\n")[2]
    for name in ("sequential", "functional", "torch", "others")
    for part in re.split(
        r"^## ", (Path(__file__).parent / "right" / f"{name}.txt").read_text("utf-8"), flags=re.M
    )[1:]
}
TORCH = [name for name, code in RIGHT.items() if "import torch" in code]


def test_there_are_sixty_of_them():
    assert len(RIGHT) >= 60


@pytest.mark.parametrize("name", RIGHT)
def test_no_alarm_is_raised(name):
    found = diagnose(RIGHT[name])
    assert [each.key for each in found.diagnoses] in (["nothing_seen"], [])
    assert found.diagnoses or found.unknown.startswith("What I could read runs")


def test_nearly_all_of_them_are_read_whole():
    whole = [name for name, code in RIGHT.items() if diagnose(code).diagnoses]
    assert len(whole) >= 0.95 * len(RIGHT)


@pytest.mark.parametrize("name", TORCH)
def test_those_of_pytorch_run_in_pytorch(name):
    exec(RIGHT[name], {})


@pytest.mark.parametrize("name", [name for name in RIGHT if name not in TORCH])
def test_those_of_keras_are_built_by_keras(name):
    from lstmviz.training.building import build

    built = build([read_setup(read_text(RIGHT[name]).plain)])[0]
    assert built is None or built.stop is None
