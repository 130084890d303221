"""The page of lessons, by Streamlit's own test runner: predict, then see, and no sooner."""

import re
from dataclasses import replace

import numpy as np
import pytest

from lstmviz.choices.experiments import VEILABLE, start_experiment
from lstmviz.lessons import LESSONS, reach
from lstmviz.lessons.lesson import UNKNOWN, Question
from lstmviz.lessons.quiz import FORMS, ITEMS
from lstmviz.samples.examples import EXAMPLES
from lstmviz.ui.chapters import CHAPTERS
from lstmviz.ui.lessons.card import GOAL, RECALL
from lstmviz.ui.lessons.parts import PARTS
from lstmviz.ui.veil import SHOWS
from lstmviz.wording import NO_BREAK
from tests.pages.visit import experiment, held, opened, upload, widget, words

PAGE = "pages/0_Lessons.py"
STEPS = [(lesson, step) for lesson in LESSONS.values() for step in lesson.steps]
ASKED = [
    (lesson.id, step.id)
    for lesson, step in STEPS
    if isinstance(step.question, Question) and step.id != "recall"
]
# Each lesson on the table that the app opens with, and on one of the others in turn.
OTHERS = [name for name in EXAMPLES if name != "sensors"]
AS_BEFORE = "Ask me once more"
OPENED = [
    (lesson, table)
    for n, lesson in enumerate(LESSONS)
    for table in ("sensors", OTHERS[n % len(OTHERS)])
]


def lessons(**query):
    page = opened(PAGE, **query)
    assert not page.exception, page.exception
    return page


def run(page):
    page.run()
    assert not page.exception, page.exception
    return page


def sent(page):
    """Everything that the browser was sent, as text."""

    def of(block):
        for child in block.children.values():
            yield str(child.proto)
            if hasattr(child, "children"):
                yield from of(child)

    return "".join(of(page._tree)).encode("latin-1", "ignore").decode("unicode_escape", "ignore")


def plainly(text):
    """Leave out what is not ASCII: protobuf writes it in its own way."""
    return "".join(letter for letter in text if letter.isascii() and letter not in "'\"\\")


def put(page):
    """The question as the page has it, with what was done."""
    choices = experiment(page)
    step = LESSONS[choices.lesson].step(choices.step)
    work = held(page).learning.works[choices.lesson, choices.step]
    return step.question.put(work.case), work


def choose(page, text):
    next(button for button in page.main.button if button.label == text).click().run()
    assert not page.exception, page.exception


def turn_to(page, step):
    """Choose a step above the card."""
    steps = widget(page.main.segmented_control, "Steps")
    sign = {"recall": RECALL, "goal": GOAL}.get(step, step)
    steps.set_value(next(each for each in steps.options if each.startswith(sign))).run()


def marks(page):
    return page.query_params.get("done", [])


def test_every_part_that_a_lesson_shows_is_there():
    assert {step.part for _, step in STEPS} | {step.before for _, step in STEPS} <= set(PARTS)
    assert {name for shown in SHOWS.values() for name in shown} <= set(VEILABLE)


def test_the_list_leads_into_each_lesson():
    page = lessons()
    for lesson in LESSONS.values():
        assert lesson.asks in words(page)
        page.main.button(f"open {lesson.id}").click().run()
        assert experiment(page).lesson == lesson.id
        choose(page, "Lessons")
        assert not experiment(page).lesson


def test_no_two_ways_into_a_lesson_have_the_same_name():
    page = lessons()
    names = [page.main.button(f"open {lesson}").label for lesson in LESSONS]
    assert len(set(names)) == len(LESSONS)
    assert all(lesson.title in name for lesson, name in zip(LESSONS.values(), names, strict=True))


def test_a_leak_is_shown_in_its_own_steps_alone():
    page = lessons(lesson="count", step="4")
    assert held(page).trial
    turn_to(page, "5")
    assert held(page).trial is None


def test_the_label_that_keras_takes_is_drawn_where_it_stands():
    """In the first row of its own window: so the step says, and so its drawing shows."""
    page = lessons(lesson="count", step="3", window="7")
    assert "Leak" not in words(page)
    choose(page, put(page)[0].right.text)
    assert widget(page.main.slider, "Target: rows").value == -6
    assert "Leak" in words(page)


@pytest.mark.parametrize(("lesson", "table"), OPENED)
def test_any_step_opens_by_link_and_waiting_completes_nothing(lesson, table):
    page = lessons(table=table, lesson=lesson, step="1")
    for step in LESSONS[lesson].steps:
        turn_to(page, step.id)
        assert not page.exception, page.exception
        assert experiment(page).step == step.id
        run(run(page))
        assert not page.warning
        assert not marks(page), step.id


@pytest.mark.parametrize(("lesson", "step"), ASKED)
def test_nothing_tells_the_answer_before_it_is_given(lesson, step):
    page = lessons(lesson=lesson, step=step)
    asked, _ = put(page)
    before = plainly(sent(page))
    assert plainly(asked.options[0].text) in before
    for option in asked.options:
        assert plainly(option.seen) not in before
        if option.idea:
            assert plainly(option.behind.law) not in before
            assert plainly(option.behind.name) not in before
            assert f'"{option.idea}"' not in before
    assert held(page).learning.asking == LESSONS[lesson].step(step).veil
    choose(page, asked.right.text)
    assert not held(page).learning.asking
    assert plainly(asked.right.seen).strip() in plainly(sent(page))
    assert f"{lesson}.{step}" in marks(page)
    # The first code makes a browser load whatever colours it, half a second before it draws.
    assert bool(page.main.code) == (LESSONS[lesson].step(step).part in ("code", "turns"))


@pytest.mark.parametrize(("lesson", "step"), ASKED)
def test_a_wrong_answer_is_told_what_was_seen_and_the_law_and_asked_again(lesson, step):
    page = lessons(lesson=lesson, step=step)
    asked, _ = put(page)
    wrong = next(option for option in asked.options if option.idea)
    choose(page, wrong.text)
    said = plainly(words(page))
    assert "You expected" in said
    assert plainly(wrong.seen) in said
    assert plainly(wrong.behind.law) in said
    assert not marks(page)
    again = page.main.button("another")
    again.click().run()
    before, (after, work) = asked, put(page)
    assert not work.answer
    assert again.label == ("Another one like it" if after.title != before.title else AS_BEFORE)
    choose(page, after.right.text)
    assert f"{lesson}.{step}" in marks(page)


def test_not_to_know_is_no_wrong_answer():
    page = lessons(lesson="state", step="3")
    choose(page, UNKNOWN)
    assert "You expected" not in words(page)
    assert "zeros" in words(page)


def test_whoever_does_not_know_need_not_sketch():
    page = lessons(lesson="reach", step="3")
    choose(page, UNKNOWN)
    assert any("Find the edge" in button.label for button in page.main.button)


def test_what_is_asked_is_veiled_until_then():
    """The gradient page would count the weights that learn."""
    page = lessons(lesson="one_step", step="1")
    assert "4,224 of the 4,608" not in words(page)
    choose(page, "384")
    assert "4,224 of the 4,608" in words(page)


def test_on_another_page_the_open_question_can_be_left():
    page = opened()
    held(page).learning.asking = LESSONS["one_step"].step("1").veil
    assert "your prediction first" in sent(run(page))
    page.main.button("leave flow").click()
    assert "your prediction first" not in sent(run(page))
    page = lessons(lesson="one_step", step="1")
    assert held(page).learning.asking
    assert "leave the open question" not in sent(page)


def test_a_little_array_is_drawn_with_what_its_first_step_becomes():
    page = lessons(lesson="window", step="6")
    assert "<figcaption>" not in sent(page)
    asked, _ = put(page)
    choose(page, asked.right.text)
    marked = re.findall(r"class=marked>(\d+)<", sent(page))
    column = asked.right.text.split()
    assert marked == column * 2  # down a column before, along a row after
    assert "transpose(0, 2, 1)" in sent(page)


def test_what_shows_the_answer_is_set_out_with_it_and_again_when_the_step_is():
    page = lessons(lesson="count", step="5")
    assert not experiment(page).turn
    choose(page, UNKNOWN)
    assert experiment(page).turn == "shuffle_rows"
    turn_to(page, "6")
    assert not experiment(page).turn
    turn_to(page, "5")
    assert experiment(page).turn == "shuffle_rows"


@pytest.mark.parametrize(("lesson", "step"), [("state", "5"), ("reach", "4"), ("race", "6")])
def test_dots_that_wait_for_an_answer_do_not_begin_a_line(lesson, step):
    said = [each.value for each in lessons(lesson=lesson, step=step).main.markdown]
    assert any(text.endswith(f"{NO_BREAK}…") for text in said)


def test_the_layer_that_is_asked_about_is_drawn():
    page = lessons(lesson="units", step="6")
    asked, _ = put(page)
    choose(page, asked.right.text)
    assert experiment(page).spec.units == int(asked.right.text)
    turn_to(page, "goal")
    assert experiment(page).spec.units == 32


def test_the_end_of_each_lesson_leads_to_the_next_and_of_the_last_to_the_test():
    for lesson, later in zip(LESSONS, [*list(LESSONS)[1:], "quiz"], strict=True):
        page = lessons(lesson=lesson, step="goal")
        page.main.button("step on").click().run()
        assert experiment(page).lesson == later


def test_two_lines_of_a_forecast_say_which_is_which():
    page = lessons(lesson="race", step="6")
    choose(page, put(page)[0].right.text)
    assert "power, as it was" in sent(page)
    assert "forecast: repeat the last value" in sent(page)


def test_rows_that_are_left_out_are_counted():
    page = sent(lessons(table="echo", lesson="reach", step="goal", lag="16"))
    rows = [int(row.replace(",", "")) for row in re.findall(r"scope=row>row ([\d,]+)<", page)]
    (left_out,) = re.findall(r"(\d+) rows more<", page)
    assert rows[-1] - rows[0] + 1 == len(rows) + int(left_out)


def test_moving_the_slider_completes_its_step():
    page = lessons(lesson="units", step="2")
    run(page)
    widget(page.main.slider, "Add to").set_value(1.0).run()
    assert "units.2" in marks(page)


def test_the_changed_row_stays_while_one_steps_through_the_samples():
    page = lessons(lesson="units", step="4")
    for sample, moved, among in ((78, 32, "is"), (76, 0, "is not"), (101, 0, "is not")):
        assert not marks(page) or sample == 101
        widget(page.main.slider, "Sample").set_value(sample).run()
        holds = f"Sample {sample} holds rows {sample} to {sample + 23}; row 100 {among} among them"
        assert holds in words(page)
        assert f"{moved} of 32 units changed" in words(page)
    assert "units.4" in marks(page)


def test_another_echo_is_drawn_as_it_is_asked_about():
    page = lessons(lesson="reach", step="5")
    choose(page, next(option.text for option in put(page)[0].options if option.idea))
    page.main.button("another").click().run()
    # Before the answer nothing speaks of an echo of another lag.
    assert "The echo in row" not in words(page)
    asked, work = put(page)
    choose(page, asked.right.text)
    lag = reach.checked_lag(work.case)
    assert lag == reach.CHECKED_LAG + 1
    assert experiment(page).lag == lag
    drawn = re.search(r"The echo in row ([\d,]+) repeats “noise a” of row ([\d,]+)", words(page))
    row, cause = (int(number.replace(",", "")) for number in drawn.groups())
    assert row - cause == lag
    turn_to(page, "4")
    turn_to(page, "5")
    assert experiment(page).lag == lag


@pytest.mark.parametrize(("lesson", "step"), ASKED)
def test_what_is_asked_once_more_is_predicted_once_more(lesson, step):
    page = lessons(lesson=lesson, step=step)
    before = drawn(page)
    choose(page, next(option.text for option in put(page)[0].options if option.idea))
    assert drawn(page) != before
    page.main.button("another").click().run()
    assert drawn(page) == before


def drawn(page):
    """What a step draws: its rows alone, units to be painted, or what shows the answer."""
    shown = ("<caption>", "class=cause", "lstmviz_paint", "<figcaption>")
    return [each in sent(page) for each in shown]


def test_what_a_probe_finds_stands_above_the_race():
    said = words(lessons(lesson="race", step="4"))
    assert said.index("in random order") < said.index("Error on the validation rows")


def test_a_question_about_a_row_alone_shows_the_first_rows():
    assert "row 0<" in sent(lessons(lesson="one_step", step="1"))


# Lesson, step → what the person does: kinds of controls, the words on them, what is chosen.
DONE_BY = {
    ("row", "4"): (("selectbox", "compared with", "window"),),
    ("units", "goal"): (("number_input", "feature", 2), ("slider", "Add to", -5.0)),
    ("state", "2"): (("slider", "Add to", -1.0),),
    ("state", "goal"): (("toggle", "`stateful", True),),
    ("window", "goal"): (("number_input", "Stride", 3),),
    ("count", "2"): (("number_input", "Window W", 394),),
    ("count", "4"): (("slider", "Target: rows", 1),),
    ("count", "goal"): (("number_input", "Stride", 2),),
    ("reach", "goal"): (("slider", "Echo", 5), ("number_input", "Window W", 6)),
    ("race", "4"): (("segmented_control", "Probe", "reach"),),
    ("code", "5"): (("selectbox", "Cell", "gru"),),
    ("code", "goal"): (("number_input", "Units", 8),),
}


@pytest.mark.parametrize(("lesson", "step"), DONE_BY)
def test_a_step_is_done_by_what_the_person_does_and_not_before(lesson, step):
    page = lessons(lesson=lesson, step=step)
    run(page)
    for kind, name, chosen in DONE_BY[lesson, step]:
        assert not marks(page)
        widget(getattr(page.main, kind), name).set_value(chosen).run()
    assert f"{lesson}.{step}" in marks(run(page))


def test_what_a_drawing_reports_completes_its_step():
    page = lessons(lesson="row", step="2")
    works = held(page).learning.works
    work = works["row", "2"]
    works["row", "2"] = type(work)(work.case, work.choices, events=frozenset({"end"}))
    run(page)
    assert "row.2" in marks(page)


def test_what_rows_and_columns_mean_has_no_default():
    page = lessons(lesson="row", step="5")
    rows = widget(page.main.segmented_control, "Rows")
    assert rows.value is None
    assert "follow one another in time" not in words(page)
    rows.set_value("ordered").run()
    assert not marks(page)
    widget(page.main.segmented_control, "Columns").set_value("different").run()
    assert "follow one another in time" in words(page)
    run(page)
    assert "row.5" in marks(page)


def test_a_ranking_stays_as_it_was_made():
    page = lessons(lesson="race", step="1")
    for _ in range(3):
        ranked = [b for b in page.main.button if (b.key or "").startswith("answer")]
        ranked[0].click().run()
    assert held(page).learning.works["race", "1"].ghost == (0, 1, 2, 3)
    assert "race.1" in marks(run(page))
    assert "you said first" in sent(page)


def test_a_bet_is_done_with_its_answer():
    page = lessons(lesson="one_step", step="3")
    choose(page, "no clear difference")
    assert "Start the race" in words(page)
    assert "Bet on one" not in words(page)
    assert "one_step.3" in marks(run(page))


def test_another_table_does_not_get_lost_by_the_lesson_on_echo():
    page = lessons(table="weather")
    page.main.button("open reach").click().run()
    assert experiment(page).table == "echo"
    choose(page, "Lessons")
    assert experiment(page).table == "weather"


def test_another_table_is_raced_on_in_the_midst_of_a_lesson():
    page = lessons(table="weather", lesson="race", step="5", done=["row.1"])
    layouts = [entrant.layout for entrant in experiment(page).entrants]
    widget(page.main.selectbox, "Table").set_value("chalkboard").run()
    run(page)
    now = experiment(page)
    assert (now.table, now.lesson, now.step) == ("chalkboard", "race", "5")
    assert [entrant.layout for entrant in now.entrants[:2]] == layouts[:2]
    assert now.entrants[2].layout.window < layouts[2].window
    assert now.done == ("row.1",)
    turn_to(page, "6")
    assert experiment(page).table == "weather"


def test_marks_stay_when_another_table_is_chosen_or_brought():
    page = opened(done=["row.1"])
    widget(page.sidebar.selectbox, "Table").set_value("weather").run()
    assert experiment(page).done == ("row.1",)
    assert experiment(upload(page, "mine.csv", csv(60, 2))).done == ("row.1",)


def test_a_link_to_a_lesson_on_another_table_asks_about_that_one():
    page = lessons(table="weather", lesson="row", step="1")
    assert "Row 0 is 0" in put(page)[0].title
    visited = held(page)
    other = lessons(table="chalkboard", lesson="window", step="1")
    visited.experiment = experiment(other)
    run(page)
    assert experiment(page).table == "chalkboard"
    turn_to(page, "2")
    assert experiment(page).table == "chalkboard"


def test_what_was_answered_on_another_table_is_asked_anew():
    page = lessons(table="weather", lesson="row", step="1")
    choose(page, put(page)[0].right.text)
    choose(page, "Lessons")
    held(page).experiment = replace(start_experiment("sensors"), done=experiment(page).done)
    run(page)
    page.main.button("open row").click().run()
    turn_to(page, "1")
    asked, work = put(page)
    assert "18\\.69 °C" in asked.title
    assert not work.answer


def csv(rows, columns):
    values = np.random.default_rng(0).normal(size=(rows, columns))
    lines = [",".join(f"c{n}" for n in range(columns))]
    lines += [",".join(f"{value:.3f}" for value in line) for line in values]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(("rows", "columns"), [(300, 3), (14, 3), (60, 1), (6, 2)])
def test_every_step_can_be_read_on_a_table_of_ones_own(rows, columns):
    page = upload(opened(), "mine.csv", csv(rows, columns))
    page.switch_page(PAGE)
    run(page)
    for lesson, step in STEPS:
        if step is lesson.steps[0]:
            page.main.button(f"open {lesson.id}").click().run()
        if experiment(page).step != step.id:
            turn_to(page, step.id)
        assert not page.exception, (lesson.id, step.id, page.exception)
        assert experiment(page).lesson == lesson.id
        if step is lesson.steps[-1]:
            choose(page, "Lessons")
            assert experiment(page).own is not None


def brought(rows, columns):
    page = upload(opened(), "mine.csv", csv(rows, columns))
    page.switch_page(PAGE)
    return run(page)


def test_one_series_is_asked_about_its_own_rows():
    page = brought(60, 1)
    page.main.button("open row").click().run()
    asked, _ = put(page)
    assert asked.title.startswith("Rows 0 to 3 are 0")
    assert "as `(N, 4, 1)`" in asked.title
    choose(page, asked.right.text)
    turn_to(page, "5")
    widget(page.main.segmented_control, "Rows").set_value("ordered").run()
    assert "follow one another in time" in words(page)
    assert {"row.1", "row.5"} <= set(marks(run(page)))


def test_a_table_that_is_too_short_comes_back_after_a_lesson_on_another():
    page = brought(6, 2)
    page.main.button("open race").click().run()
    turn_to(page, "1")
    assert "nothing to show" in words(page)
    choose(page, "Take it on Room sensors")
    assert experiment(page).table == "sensors"
    assert held(page).learning.works["race", "recall"]
    choose(page, "Back to my own table")
    assert experiment(page).own is not None
    assert not experiment(page).lesson


def test_only_the_row_that_is_asked_for_completes_its_step():
    page = lessons(lesson="window", step="2")
    row = widget(page.main.number_input, "row 0")
    row.set_value(7).run()
    assert not marks(run(page))
    widget(page.main.number_input, "row 0").set_value(100).run()
    assert "window.2" in marks(run(page))


def test_what_the_doctor_had_before_is_not_this_steps():
    page = opened("pages/4_Shape_doctor.py")
    page.main.text_area[0].set_value("X is (10, 3)").run()
    page.switch_page(PAGE)
    run(page)
    page.main.button("open code").click().run()
    turn_to(page, "4")
    assert not marks(run(page))
    page.main.text_area[0].set_value("X is (20, 3)").run()
    assert "code.4" in marks(run(page))


def test_starting_over_is_one_click():
    page = lessons(done=["row.1", "units.2"])
    assert marks(page) == ["row.1", "units.2"]
    choose(page, "Start over")
    assert not marks(page)


@pytest.mark.parametrize("name", VEILABLE)
def test_a_link_veils_a_readout_on_every_page_until_it_is_taken_off(name):
    page = opened(veil=name)
    for each in [chapter.file for chapter in CHAPTERS.values()]:
        page.switch_page(each)
        run(page)
        assert experiment(page).veil == (name,)


def test_a_link_veils_what_lessons_show_too():
    """All parts but those that say nothing of what can be veiled, or cover themselves."""
    bare = "doctor lag_window meaning paint rank reach_rows rows sketch small"
    within = "layouts notebook other_race over_end own_race race to_end"
    assert set(PARTS) - set(SHOWS) == {*bare.split(), *within.split()}
    page = lessons(lesson="count", step="2", veil="counts")
    assert "53,370" not in sent(page)


def test_a_veiled_shape_is_not_sent():
    page = opened(veil="shape")
    assert "your prediction first" in sent(page)
    assert "53,370" not in sent(page)
    page.switch_page("pages/1_Input_layouts.py")
    assert "53,370" not in sent(run(page))
    page.main.button("unveil film").click().run()
    assert "53,370" in sent(page)
    assert not experiment(page).veil


@pytest.mark.parametrize("first", FORMS)
def test_both_forms_of_the_test_in_either_order_and_what_they_show(first, monkeypatch):
    monkeypatch.setattr("random.choice", lambda forms: first)
    page = lessons()
    choose(page, "Test yourself: eight questions")
    choose(page, "Begin")
    sitting, places = held(page).learning.sitting, set()
    for after in (False, True):
        form = sitting.form(after)
        assert (form == first) != after
        for item in ITEMS:
            assert item.ask(form).title in words(page)
            before = plainly(sent(page))
            assert "Right" not in before
            # Each takes its buttons away: the keyboard is led to the next one.
            places.add(re.search(r"place: (quiz [^}]+)", before)[1])
            choose(page, item.ask(form).right.text if after else UNKNOWN)
        if not after:
            assert not page.main.table
            choose(page, "I have taken them: go on")
    assert len(ITEMS) == 8  # the page says so in words
    assert len(places) == 2 * len(ITEMS)
    assert f"0 before, {len(ITEMS)} after" in words(page)
    assert "not how well the lessons teach" in words(page)


def test_a_step_that_is_a_sign_is_heard_in_words():
    page = lessons(lesson="units", step="1")
    steps = widget(page.main.segmented_control, "Steps").options
    assert "earlier lesson" in steps[0]
    assert "the goal" in steps[-1]
