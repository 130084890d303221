"""The test before and after: two forms alike, and every answer worked out anew."""

from lstmviz.lessons.lesson import RIGHT
from lstmviz.lessons.quiz import FORMS, GUESSED, ITEMS, score

# Counted by hand; the fourth lines are told by tests of the cell and of samples.
RIGHT_ANSWERS = {
    "axes": ("1 number", "5 steps"),
    "meaning": ("(N, 12, 1)", "windows of rows, (N, W, 3)"),
    "units": ("all 16", "all 20"),
    "state": ("zeros", "rows 8 to 31"),
    "one_step": ("the recurrent kernel and the forget gate", "the forget gate"),
    "window": ("5", "8"),
    "count": ("40", "48"),
    "edge": ("window 7, 4 units", "window 4, 8 units"),
}


def test_each_item_has_one_right_answer_of_four_in_both_forms():
    assert [item.id for item in ITEMS] == list(RIGHT_ANSWERS)
    for item in ITEMS:
        for form, expected in zip(FORMS, RIGHT_ANSWERS[item.id], strict=True):
            asked = item.ask(form)
            assert asked.right.text == expected
            assert len({option.text for option in asked.options}) == 4
            assert [option.idea for option in asked.options].count(RIGHT) == 1


def test_right_answers_do_not_all_stand_in_one_place():
    for form in FORMS:
        places = [[o.idea for o in item.ask(form).options].index(RIGHT) for item in ITEMS]
        assert len(set(places)) >= 3


def test_only_right_answers_score():
    for form in FORMS:
        right = [item.ask(form).right.text for item in ITEMS]
        assert score(form, right) == (True,) * len(ITEMS)
        assert score(form, ["", *right[1:]]) == (False, *(True,) * 7)
        first = [item.ask(form).options[0].text for item in ITEMS]
        assert sum(score(form, first)) <= 2 * GUESSED
