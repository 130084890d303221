"""A visit is given back to whoever knows its name, and only while nobody is at it."""

from lstmviz.ui import shelf
from lstmviz.ui.shelf import Shelf
from lstmviz.ui.visit import Visit


def test_a_visit_comes_back_to_its_own_name_alone(monkeypatch):
    kept, mine, theirs = Shelf(), Visit(), Visit()
    kept.keep("mine", mine)
    kept.keep("theirs", theirs)
    assert kept.take("mine") is None, "somebody is at it"
    kept.leave("mine")
    assert kept.take("other") is None
    assert kept.take("theirs") is None
    assert kept.take("mine") is mine
    assert kept.take("mine") is None, "it was taken"


def test_a_visit_left_for_good_is_let_go(monkeypatch):
    kept, now = Shelf(), [100.0]
    monkeypatch.setattr(shelf.time, "monotonic", lambda: now[0])
    kept.keep("mine", Visit())
    kept.leave("mine")
    now[0] += shelf.GRACE_SECONDS + 1
    assert kept.take("mine") is None
    kept.leave("mine")
    now[0] += shelf.GRACE_SECONDS + 1
    kept.keep("other", Visit())
    assert list(kept.visits) == ["other"]


def test_names_cannot_be_guessed_and_no_link_holds_one():
    names = {Visit().training.visitor for _ in range(100)}
    assert len(names) == 100
    assert all(len(name) == 32 for name in names)
