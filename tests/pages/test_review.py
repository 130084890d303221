"""The review of a table that was brought: on the page where it was brought, whichever that is."""

import pytest

from lstmviz.ui.chapters import CHAPTERS
from tests.pages.visit import experiment, opened, said, upload, widget, words

PAGES = [chapter.file for chapter in CHAPTERS.values() if chapter.file != "app.py"]
# One value in fourteen rows is missing: only windows of a few rows are whole.
GAPPY = "day,load,mean\n" + "".join(
    f"2024-{1 + n // 28:02d}-{1 + n % 28:02d},{50 + n % 7},{'' if n % 14 == 0 else 40 + n % 5}\n"
    for n in range(300)
)


@pytest.mark.parametrize("at", PAGES)
def test_a_table_is_reviewed_where_it_is_brought(at):
    page = upload(opened(at), "gappy.csv", GAPPY.encode())
    assert not page.exception
    assert "Missing values cost" in words(page) + said(page)
    widget(page.button, "Looks right").click().run()
    assert not [each for each in page.button if each.label == "Looks right"]


def test_a_race_begins_with_a_window_that_gaps_leave_whole():
    page = upload(opened("pages/3_Race.py"), "gappy.csv", GAPPY.encode())
    window = experiment(page).layout.window
    assert 1 < window < 14
    assert "3 entrants, each from 5 seeds" in words(page)
    windows = [each.value for each in page.main.number_input if each.label == "Window"]
    assert windows == [1, 1, window]
    widget(page.main.button, "Leave out").click().run()
    assert [each.layout.window for each in experiment(page).entrants] == [1, window]
