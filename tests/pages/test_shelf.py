"""A visit is given back to whoever knows its name, and only while nobody is at it."""

from types import SimpleNamespace

import pytest

from lstmviz.ui import shelf, tab, visit
from lstmviz.ui.shelf import Shelf
from lstmviz.ui.visit import Visit
from tests.pages.visit import experiment, opened


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


def test_what_widgets_show_is_the_tabs_and_not_the_visits(monkeypatch):
    monkeypatch.setattr(visit.st, "session_state", {})
    earlier, now = Visit(changed={"steps": 1.0}, said={"steps": b"2"}), visit.current()
    now.changed["layout"], now.said = 3.0, {"layout": b"4"}
    visit.take_up(earlier)
    assert visit.current() is earlier
    assert (earlier.changed, earlier.said) == ({"layout": 3.0}, {"layout": b"4"})


def test_names_cannot_be_guessed_and_no_link_holds_one():
    names = {Visit().training.visitor for _ in range(100)}
    assert len(names) == 100
    assert all(len(name) == 32 for name in names)


@pytest.mark.parametrize(
    ("window", "more", "known"),
    [("6", {}, True), ("7", {}, False), ("6", {"nonsense": "1"}, False)],
    ids=["at the same", "at another", "with a word that is not known, which is to be said"],
)
def test_the_first_run_goes_on_with_the_visit_that_the_page_names(monkeypatch, window, more, known):
    before = opened(window="6").session_state[visit.SLOT]
    name = before.training.visitor
    shelf.shelf().leave(name)
    monkeypatch.setattr(tab.st, "context", SimpleNamespace(cookies={tab.COOKIE: name}))
    page = opened(window=window, **more)
    assert (page.session_state[visit.SLOT] is before) == known
    assert experiment(page).layout.window == int(window)
    # One at another address is left to the tab that asks for it.
    assert (shelf.shelf().take(name) is before) == (not known)
