import ctypes
import sys
from types import SimpleNamespace

import pytest

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
