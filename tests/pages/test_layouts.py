"""The page on input layouts, by Streamlit's own test runner."""

import json
from dataclasses import replace

import numpy as np
import pytest

from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.layouts import LAYOUTS
from lstmviz.samples.mistakes import MISTAKES
from lstmviz.ui.tensor.sections import SECTIONS
from tests.pages.visit import (
    experiment,
    held,
    opened,
    said,
    shapes,
    upload,
    widget,
    words,
)

PAGE = "pages/1_Input_layouts.py"


def layouts(**query):
    """Open the page by a link."""
    page = opened(PAGE, **query)
    assert not page.exception, page.exception
    return page


def films(page):
    """What is sent to the films on the page."""
    sent = [json.loads(each.proto.json) for each in page.get("bidi_component")]
    return [data for data in sent if isinstance(data, dict) and "cards" in data]


def sections(page):
    """Turn to one section after another, as the person would."""
    for section in SECTIONS:
        held(page).experiment = replace(experiment(page), section=section)
        page.run()
        assert not page.exception, page.exception
        yield section


@pytest.mark.parametrize("table", EXAMPLES)
def test_every_section_of_every_table_can_be_read(table):
    page = layouts(table=table)
    for _ in sections(page):
        assert not said(page)
        assert films(page)


def test_the_film_shows_what_the_experiment_says_and_a_card_changes_it():
    page = layouts()
    (film,) = films(page)
    assert [card["key"] for card in film["cards"]] == [*LAYOUTS]
    assert [card["key"] for card in film["cards"] if card["chosen"]] == ["window"]
    shown = {card["key"]: (card["samples"], card["timesteps"], card["features"])
             for card in film["cards"]}  # fmt: skip
    assert shown["window"] == ("53,370", "24", "3")
    assert shown["columns"] == ("53,393", "3", "1")
    assert shown["row"] == ("53,393", "1", "3")
    assert shown["lags"] == ("53,370", "1", "72")
    assert film["pick"] == [0, 0]


def test_what_is_chosen_here_is_chosen_in_the_playground_too():
    page = layouts(section="count")
    widget(page.main.number_input, "Window").set_value(6).run()
    widget(page.main.number_input, "Every r-th").set_value(2).run()
    assert (experiment(page).layout.window, experiment(page).layout.dilation) == (6, 2)
    page.switch_page("app.py").run()
    assert "(53,383samples,6timesteps,3features)" in shapes(page)


def test_a_value_of_x_and_a_cell_of_the_table_are_two_names_of_one_thing():
    page = layouts(section="find", window="6")
    widget(page.main.number_input, "sample").set_value(3).run()
    widget(page.main.number_input, "timestep").set_value(2).run()
    widget(page.main.number_input, "feature").set_value(1).run()
    assert "X[3, 2, 1] is **row 5**" in words(page).replace("**X[3, 2, 1]**", "X[3, 2, 1]")
    assert films(page)[0]["pick"] == [5, 1]
    dataset = held(page).dataset
    assert f"{dataset.scaled[5, 1]:.3f}".replace("-", "−") in words(page)
    widget(page.main.number_input, "row").set_value(8).run()
    assert (experiment(page).sample, experiment(page).timestep) == (3, 5)
    assert "**6 places**" in words(page)


def test_a_row_that_no_sample_reads_says_so_and_changes_nothing():
    page = layouts(section="find", window="6")
    before = experiment(page)
    widget(page.main.number_input, "row").set_value(53_393).run()
    assert "No sample reads row 53,393" in said(page)
    assert experiment(page) == before


def test_counting_fills_the_formula_in_and_quotes_numpy():
    page = layouts(section="count")
    assert "**53,370**" in words(page)
    assert "53,394 = 2·3·11·809" in words(page)
    quoted = [each.proto.body for each in page.main.get("html")]
    assert "cannot reshape array of size 160182 into shape (24,3)" in quoted[-1]
    widget(page.main.number_input, "Window").set_value(6).run()
    assert "8,899 blocks" in words(page)


def test_a_target_inside_its_window_is_flagged_and_never_trained():
    page = layouts(section="targets", window="6")
    before = experiment(page)
    place = widget(page.main.slider, "Target")
    place.set_value(-2).run()
    assert "**Leak.**" in words(page)
    assert films(page)[0]["scene"]["leak"]
    assert experiment(page) == before
    widget(page.main.slider, "Target").set_value(3).run()
    assert "**No leak.**" in words(page)
    assert "that value is not among the inputs" in words(page)
    assert "Earlier values of power are, and may be" in words(page)
    assert experiment(page).task.horizon == 3
    assert not films(page)[0]["scene"]["leak"]


def test_a_target_between_the_rows_that_are_read_is_no_leak_of_itself():
    page = layouts(section="targets", window="6", dilation="3")
    for place, leak in ((-2, False), (-3, True)):
        widget(page.main.slider, "Target").set_value(place).run()
        assert ("**Leak.**" in words(page)) == leak == films(page)[0]["scene"]["leak"]
        assert ("its row lies between those read" in words(page)) != leak


def test_scaling_is_told_of_training_rows():
    page = layouts(section="targets")
    dataset = held(page).dataset
    kept = dataset.table.values[~dataset.held_out, 0].astype(float)
    assert f"{kept.mean():.3f}" in words(page)
    assert f"{kept.std():.3f}" in words(page)


@pytest.mark.parametrize("turn", MISTAKES)
def test_a_turn_is_shown_in_its_section_alone(turn):
    section = "targets" if turn.startswith("shuffle") else "turns"
    page = layouts(section=section, turn=turn, window="6")
    scene = films(page)[0]["scene"]
    fed = MISTAKES[turn].cells(held(page).dataset, np.array(scene["samples"]))
    for t, f, *_, row, column in scene["frames"]["small"]["blocks"][0]["cells"]:
        assert scene["table"]["rows"][row] * 3 + column == fed[0, t, f]
    if section == "turns":
        assert "\n".join(MISTAKES[turn].wrong(held(page).dataset)) == page.code[0].value
    assert "would hold" not in films(layouts(turn=turn))[0]["scene"]["captions"][0]


def test_two_layouts_stand_side_by_side_on_the_same_rows():
    page = layouts(section="compare", window="6", against="row", sample="100")
    cards, left, right = films(page)
    assert cards["bare"]
    assert left["scene"]["table"]["rows"][1] == right["scene"]["table"]["rows"][1] == 100
    assert "| samples | 53,388 | 53,393 |" in words(page)
    assert "| cell evaluations, each sample once | 320,328 | 53,393 |" in words(page)


def test_rows_and_columns_can_be_called_otherwise():
    page = layouts(section="words", window="6")
    widget(page.main.text_input, "A row").set_value("word").run()
    widget(page.main.text_input, "A column").set_value("property").run()
    assert "one word, described by 3 properties" in words(page)
    assert "copy of words 0 to 5" in films(page)[0]["scene"]["captions"][0]
    widget(page.main.text_input, "A row").set_value("<b>").run()
    assert "one <b>, described" in words(page)
    assert "\\<b\\>" in " ".join(each.value for each in page.main.markdown)


def test_a_strangers_names_stay_text():
    page = upload(opened(), "t.csv", b"a[x](y),*b*,<i>c</i>\n" + b"1,2,3\n4,5,7\n" * 60)
    page.switch_page(PAGE).run()
    for _ in sections(page):
        for each in page.main.markdown:
            for raw in ("a[x](y)", "*b*", "<i>c"):
                assert raw not in each.value.replace("**", "")


def test_a_small_table_with_gaps_can_be_read():
    lines = "".join(f"{2 * n if n != 20 else ''},{2 * n + 1}\n" for n in range(60))
    page = upload(opened(), "gaps.csv", f"a,b\n{lines}".encode())
    page.switch_page(PAGE).run()
    lost = held(page).dataset.counts.lost_missing
    assert lost
    for section in sections(page):
        assert (f"{lost:,} of these would read a missing value" in words(page)) == (
            section == "count"
        )
