"""The page on the cell, by Streamlit's own test runner."""

import json
from dataclasses import replace

import pytest

from lstmviz.choices.experiments import HAND
from lstmviz.ui.inside.sections import SECTIONS
from tests.pages.visit import experiment, held, opened, said, upload, widget, words

PAGE = "pages/2_Inside_the_cell.py"


def inside(**query):
    """Open the page by a link."""
    page = opened(PAGE, **query)
    assert not page.exception, page.exception
    return page


def sent(page, key):
    """What is sent to a component of the page."""
    found = [json.loads(each.proto.json) for each in page.get("bidi_component")]
    return next(data for data in found if isinstance(data, dict) and data.get("key") == key)


@pytest.mark.parametrize(
    "query",
    [
        {"table": "sensors"},
        {"table": "elnino"},
        {"cell": "gru", "layers": "2", "layer": "1"},
        {"cell": "gru", "reset_after": "no", "window": "1"},
        {"cell": "simple_rnn", "units": "1", "window": "6", "rows_to": "features"},
    ],
    ids=lambda query: " ".join(query.values()),
)
def test_every_section_can_be_read(query):
    page = inside(**query)
    for view in SECTIONS:
        held(page).experiment = replace(experiment(page), view=view)
        page.run()
        assert not page.exception, page.exception
        assert not said(page)
        assert sent(page, "cell")["scene"]["U"] == experiment(page).spec.units


@pytest.mark.parametrize(
    ("layout", "dead"),
    [
        ({"window": "1"}, "4,224 of the 4,608 weights get a gradient of exactly 0"),
        ({"window": "1", "rows_to": "features", "columns_to": "timesteps"}, "none of the 4,352"),
        ({"window": "6"}, "none of the 4,608 weights"),
    ],
)
def test_dead_weights_are_counted(layout, dead):
    assert dead in words(inside(view="gradient", **layout)).replace("**", "")


def test_a_changed_value_moves_all_units_of_its_sample_alone():
    page = inside(view="wiggle", window="1", sample="5", input="1", change="-2.0")
    text = words(page).replace("**", "")
    assert "humidity of row 5 goes from" in text
    assert "1 sample reads it, and all 32 units of each move" in text
    assert "4 are shown: 0 of 4 move" in text
    page = inside(view="wiggle", window="24")
    assert "24 samples read it" in words(page).replace("**", "")


def test_a_state_goes_on_from_its_own_place_in_the_batch():
    page = inside(view="states", window="6", sample="40")
    assert "Each of these 4 samples starts at zero" in words(page).replace("**", "")
    page.main.toggle[0].set_value(True).run()
    text = words(page).replace("**", "")
    assert "sample 72 goes on from sample 40" in text
    assert "not its neighbour 71" in text
    assert "26 rows between them are skipped" in text
    assert experiment(page).stateful


def test_the_worked_example_can_be_followed_and_changed():
    page = inside(view="hand")
    for number in ("0.17427", "0.49524", "0.74851", "1.51291"):
        assert number in words(page)
    page.main.button_group[-1].set_value(False).run()
    assert "0.70378" in words(page)
    assert "0.94786" in words(page)
    widget(page.main.number_input, "column 1").set_value(-1.0).run()
    assert experiment(page).hand == (*HAND[:12], -1.0, 2.0, 3.0)
    assert "0.70378" not in words(page)
    widget(page.main.button, "Back to").click().run()
    assert experiment(page).hand == HAND


def test_parameters_are_counted_without_timesteps():
    assert "4 · ((3 + 32)·32 + 32) = **4,608**" in words(inside(view="parameters"))
    text = words(inside(view="parameters", cell="gru", layers="2"))
    assert "3 · ((3 + 32)·32 + 2·32) = **3,552**" in text
    assert "3 · ((32 + 32)·32 + 2·32) = **6,336**" in text


def test_what_was_pointed_at_in_the_drawing_is_in_view():
    page = inside(view="memory", unit="7", timestep="4")
    assert sent(page, "cell")["unit"] == 7
    assert sent(page, "cell")["timestep"] == 4


def test_the_edge_of_memory_is_shown_before_anybody_trained():
    text = words(inside(view="memory", lag="8"))
    assert "With 8 rows the error is" in text
    assert "with 9 it is" in text


def test_a_strangers_names_stay_text():
    page = upload(opened(), "t.csv", b"a[x](y),*b*,<i>c</i>\n" + b"1,2,3\n4,5,7\n" * 60)
    page.switch_page(PAGE).run()
    for view in SECTIONS:
        held(page).experiment = replace(experiment(page), view=view)
        page.run()
        assert not page.exception, page.exception
        raw = " ".join(each.value for each in page.main.markdown)
        assert "a[x](y)" not in raw
        assert "<i>c" not in raw
