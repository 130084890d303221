"""The answer's card: every answer, shown and left again, over the page that was open."""

from dataclasses import replace

import pytest

from lstmviz.choices.experiments import VEILABLE
from lstmviz.lessons.answers import lesson_of
from lstmviz.questions import HEADINGS, QUESTIONS
from lstmviz.ui.ask.field import case_of, entries
from tests.pages.visit import experiment, held, opened, said, widget, words


def card(page):
    """All text of the card, as it is read; "" where none is open."""
    htmls = [each.proto.body for each in page.get("html") if "data-answer" in each.proto.body]
    return f"{htmls[0]} {words(page)}" if htmls else ""


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_answer_can_be_read_shown_and_left(heading):
    page = opened()
    begun = experiment(page)
    for question in HEADINGS[heading]:
        held(page).experiment, held(page).page = replace(begun, ask=question.id), "playground"
        page.run()
        answer = question.answer(held(page).dataset, begun.spec, str)
        assert not page.exception, question.id
        assert f"**{answer.short.replace('**', '')}**" in card(page), question.id
        assert answer.here in card(page), question.id
        if question.show is None:
            continue
        widget(page.main.button, question.show_label).click().run()
        assert not page.exception, question.id
        assert not said(page)
        # The card stays, on the page that shows it.
        assert held(page).page == question.place
        assert question.id in card(page)
        widget(page.main.button, "Back to what I had").click().run()
        assert experiment(page) == replace(begun, ask=question.id)
        assert held(page).page == "playground"


def test_a_link_opens_an_answer_and_another_table_keeps_it():
    page = opened(table="sensors", ask="border")
    assert "24 samples" in card(page)
    page.sidebar.selectbox[0].set_value("weather").run()
    assert experiment(page).ask == "border"
    widget(page.main.button, "Close").click().run()
    assert not card(page)
    assert not experiment(page).ask


@pytest.mark.parametrize("name", ["nothing", "x" * 20])
def test_an_answer_that_is_not_there_is_said_so(name):
    page = opened(table="sensors", ask=name)
    assert "not here" in card(page)
    assert name in words(page)


def test_what_is_no_name_is_ignored_with_a_sentence():
    page = opened(table="sensors", ask="<b>late")
    assert "The link's ask was ignored" in said(page)
    assert not card(page)


def test_what_is_veiled_covers_the_answer():
    page = opened(table="sensors", ask="border", veil="counts")
    assert "belongs to neither side" not in card(page)
    assert set(VEILABLE) >= {"counts"}


def test_each_answer_leads_to_its_lesson():
    assert all(lesson_of(name) for name in QUESTIONS)


def test_entries_are_told_apart_and_lead_to_a_case():
    found = entries()
    assert len({(each["kind"], each["id"]) for each in found}) == len(found)
    for each in found:
        if each["kind"] != "answer":
            assert case_of(each["kind"], each["id"]).strip()
