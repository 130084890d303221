"""The Playground with its layouts side by side: whose weights each lane has, and what is veiled."""

import re

import pytest

from tests.pages.test_lessons import sent
from tests.pages.visit import experiment, opened


def test_the_switch_is_a_choice_in_the_link():
    page = opened(table="sensors")
    page.toggle(key="playground side").set_value(True).run()
    assert experiment(page).side
    assert page.query_params["side"] == "yes"
    page.toggle(key="playground side").set_value(False).run()
    assert "side" not in page.query_params


@pytest.mark.parametrize("layout", ["window", "columns", "row"])
def test_each_lane_has_the_weights_of_its_prepared_run(layout):
    query = {
        "columns": {"rows_to": "features", "columns_to": "timesteps", "window": "1"},
        "row": {"window": "1"},
        "window": {},
    }[layout]
    page = opened(table="sensors", side="yes", **query)
    assert len(re.findall(r'"label": ?"epoch 20\.0 .{1,8} prepared"', sent(page))) >= 3


def test_of_another_network_they_are_untrained_and_say_so():
    page = opened(table="sensors", side="yes", units="5")
    assert not page.exception
    assert sent(page).count('"untrained"') >= 3


def test_where_one_looks_back_each_lane_is_as_it_was_then():
    page = opened(table="sensors", side="yes", moment="700")
    shown = re.findall(r'"label": ?"epoch (\d+\.\d) .{1,8} prepared"', sent(page))
    assert len(shown) >= 3
    assert len({*shown}) == 1
    assert float(shown[0]) < 3
    # The dial that leads there has all moments, and stands at this one.
    assert re.search(r'"label": ?"epoch \d+\.\d .{1,8} update [\d,]+ .{1,8} prepared"', sent(page))
    assert re.search(r'"moments": ?\[0\.0, ', sent(page))


def test_while_training_goes_on_only_its_own_lane_is_sent_again():
    # Three numbers at the mount; those that follow come through the feed.
    assert sent(opened(table="sensors", side="yes")).count('"guesses"') == 3 + 1


def test_what_is_veiled_is_not_sent():
    page = opened(table="sensors", side="yes", veil="prediction")
    assert "your prediction first" in sent(page)
    assert "guesses" not in sent(page)
    page.button("unveil flow").click().run()
    assert "guesses" in sent(page)


@pytest.mark.parametrize(
    "query",
    [
        {"table": "chalkboard"},
        {"table": "elnino"},
        {"table": "sensors", "rows_to": "features", "columns_to": "features"},
        {"table": "sensors", "window": "500"},
        {"table": "weather", "cell": "gru", "layers": "2"},
        {"table": "sensors", "stride": "7", "dilation": "2"},
        {"table": "echo", "feature": "noise"},
    ],
)
def test_any_table_and_layout_can_stand_side_by_side(query):
    page = opened(side="yes", **query)
    assert not page.exception
    assert "guesses" in sent(page)
