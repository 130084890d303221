import ctypes
import sys
from types import SimpleNamespace

import pytest

from lstmviz.network.specs import TrainingSpec
from lstmviz.training import compiling, slices
from lstmviz.training.memory import SETTINGS, give_back_memory, settle_memory


def test_malloc_is_asked_for_what_it_has(monkeypatch: pytest.MonkeyPatch):
    asked = []
    libc = SimpleNamespace(
        mallopt=lambda *setting: asked.append(setting), malloc_trim=lambda pad: asked.append(pad)
    )
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: libc)
    settle_memory()
    give_back_memory()
    assert asked == [*SETTINGS.items(), 0]


def test_other_systems_go_without(monkeypatch: pytest.MonkeyPatch):
    def none(name):
        raise OSError("no such library")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", none)
    settle_memory()
    give_back_memory()


def test_what_compiling_needed_is_given_back(monkeypatch: pytest.MonkeyPatch):
    given = []
    monkeypatch.setattr(compiling, "give_back_memory", lambda: given.append("updates"))
    monkeypatch.setattr(slices, "give_back_memory", lambda: given.append("predictions"))
    slices.prepare(TrainingSpec(units=2, batch_size=3), (2, 1), "updates")
    assert given == ["updates"]
    slices.prepare(TrainingSpec(units=2, batch_size=3), (2, 1), "predictions")
    assert given == ["updates", "predictions"]
