"""The page by Streamlit's own test runner: choices, links, uploads, a stranger's text."""

import io
import re

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from lstmviz.choices.links import to_query
from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.layouts import Layout
from lstmviz.training.engine import Engine
from lstmviz.ui import bound, bring, live, review, runs, sentence, visit
from lstmviz.ui.chapters import CHAPTERS
from tests.pages.visit import (
    experiment,
    held,
    opened,
    read,
    said,
    shapes,
    unfold,
    upload,
    widget,
    words,
)

CSV = "time,power [W],temp\n" + "".join(
    f"2024-01-01 {hour:02d}:{minute:02d},{100 + hour + minute / 60:.2f},{20 - hour / 2}\n"
    for hour in range(24)
    for minute in (0, 15, 30, 45)
)


def test_it_opens_with_the_questions_table():
    page = opened()
    assert not page.exception
    assert experiment(page).table == "sensors"
    assert "53,394 × 3" in shapes(page)
    assert "53,370" in shapes(page)
    assert "not quite the table" not in said(page)


@pytest.mark.parametrize("table", EXAMPLES)
def test_every_built_in_table_opens_by_link(table):
    page = opened(table=table)
    assert not page.exception
    assert experiment(page).table == table
    assert "not quite the table" not in said(page)


@pytest.mark.parametrize(
    ("layout", "samples", "timesteps", "features"),
    [("columns", 53_393, 3, 1), ("row", 53_393, 1, 3), ("window", 53_370, 24, 3)],
)
def test_each_layout_is_said_with_its_numbers(layout, samples, timesteps, features):
    page = opened()
    page.radio(key="playground layout").set_value(layout).run()
    assert not page.exception
    dataset = held(page).dataset
    assert dataset.shape == (samples, timesteps, features)
    words = shapes(page)
    assert f"{samples:,}samples" in words
    assert f"{timesteps}timesteps" in words
    assert f"{features}features" in words


def test_another_arrangement_is_offered_while_it_is_in_view():
    page = opened(window="5", rows_to="features", dilation="2", stride="3")
    layouts = page.radio(key="playground layout")
    assert layouts.value == "lags"
    assert ["(N, 1, 15)" in words for words in layouts.options] == [False, False, False, True]
    layouts.set_value("columns").run()
    assert experiment(page).layout == Layout(1, 3, "features", "timesteps")
    # The window comes back as long as it was.
    page.radio(key="playground layout").set_value("window").run()
    assert experiment(page).layout == Layout(5, 3)
    assert len(page.radio(key="playground layout").options) == 3


def test_the_meaning_of_rows_and_columns_brings_the_layout():
    page = opened()
    page.segmented_control(key="playground columns_are").set_value("sequence").run()
    assert held(page).dataset.shape[1:] == (3, 1)
    page.segmented_control(key="playground columns_are").set_value("different").run()
    page.segmented_control(key="playground rows_are").set_value("unordered").run()
    assert held(page).dataset.shape[1] == 1


def test_every_choice_stands_in_the_link_and_the_link_opens_it():
    page = opened(table="weather", cell="gru", units="8", window="7", sample="100")
    assert "not quite the table" not in said(page)
    unfold(page, "More about the model").number_input(key="playground spec.layers").set_value(
        2
    ).run()
    query = {word: page.query_params[word] for word in page.query_params}
    again = opened(**query)
    assert experiment(again) == experiment(page)
    assert experiment(again).spec.layers == 2
    assert to_query(experiment(again))["cell"] == "gru"


@pytest.mark.parametrize(
    "query",
    [
        {"units": "1e9"},
        {"window": "-3"},
        {"table": "../../etc/passwd"},
        {"target": "<img src=x onerror=alert(1)>"},
        {"cell": "lstm; drop table", "seed": "NaN"},
        {"learning_rate": "inf", "batch": "٣"},
        {"own": "5x2-zzz-mine.csv", "table": "own"},
        {"window": "500", "table": "elnino"},
        {"nonsense": "1"},
        {"feature": ["power"] * 600},
    ],
)
def test_a_mangled_link_opens_and_names_what_was_ignored(query):
    page = opened(**query)
    assert not page.exception
    assert said(page)
    assert held(page).dataset.shape[0] > 0


def test_a_link_to_a_table_of_ones_own_says_which_to_bring():
    first = upload(opened(), "house.csv", CSV.encode())
    query = {word: first.query_params[word] for word in first.query_params}
    page = opened(**query)
    assert "house.csv" in said(page)
    assert "96 rows" in said(page)
    upload(page, "house.csv", CSV.encode())
    assert experiment(page) == experiment(first)
    assert "not quite the table" not in said(page)


def excel() -> bytes:
    file = io.BytesIO()
    pd.DataFrame({"a": np.arange(60.0), "b": np.arange(60.0) % 7}).to_excel(file, index=False)
    return file.getvalue()


def parquet() -> bytes:
    file = io.BytesIO()
    pd.DataFrame({"a": np.arange(60.0), "b": np.arange(60.0) % 7}).to_parquet(file)
    return file.getvalue()


def test_a_file_that_is_read_is_not_held_by_its_widget(monkeypatch):
    """Streamlit keeps what a widget held: five uploads of the largest kind were 216 MB for good."""
    brought, plain = [], bring.shown
    monkeypatch.setattr(bring, "shown", lambda key: brought.append(plain(key)) or brought[-1])
    page = upload(opened(), "house.csv", CSV.encode())
    assert [file.getvalue() for file in brought] == [b""]
    assert experiment(page).own.rows == CSV.count("\n") - 1


@pytest.mark.parametrize(
    ("name", "content", "rows", "columns"),
    [
        ("house.csv", CSV.encode(), 96, ("power", "temp")),
        ("house.tsv", CSV.replace(",", "\t").encode("utf-16"), 96, ("power", "temp")),
        ("haus.csv", CSV.replace(",", ";").replace(".", ",").encode("latin-1"), 96, None),
        ("book.xlsx", excel(), 60, ("a", "b")),
        ("data.parquet", parquet(), 60, ("a", "b")),
    ],
)
def test_a_good_file_becomes_the_table(name, content, rows, columns):
    page = upload(opened(), name, content)
    assert not page.exception
    table = held(page).dataset.table
    assert experiment(page).table == "own"
    assert len(table.values) == rows
    assert columns is None or table.columns == columns
    assert name in "".join(page.query_params["own"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("header.csv", b"a,b,c\n"),
        ("words.csv", b"name,city\nAnn,Rome\nBob,Oslo\n" * 20),
        ("picture.csv", bytes(range(256)) * 40),
        ("broken.xlsx", b"PK\x03\x04" + b"\0" * 200),
        ("broken.parquet", b"PAR1" + b"\0" * 200 + b"PAR1"),
        ("one.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_bad_file_gets_its_sentence_and_the_table_in_use_stays(name, content):
    before = opened(table="weather", window="7")
    page = upload(before, name, content)
    assert not page.exception
    assert experiment(page).table == "weather"
    assert experiment(page).layout.window == 7
    assert said(page).endswith(".")
    assert len(said(page)) > 40


def test_a_strangers_column_names_stay_text():
    hostile = "<img src=x onerror=alert(1)>,:red[b],$x$ `c` [d](javascript:alert(1))\n"
    rows = "".join(f"{n},{n % 5},{n % 7}\n" for n in range(80))
    page = upload(opened(), "<b>h</b>.csv", (hostile + rows).encode())
    assert not page.exception
    for element in [*page.markdown, *page.caption, *page.warning, *page.info]:
        if element.allow_html if hasattr(element, "allow_html") else False:
            assert "<img" not in element.value
    for element in page.get("html"):
        assert "<img" not in element.proto.body


def test_a_teacher_can_leave_controls_out():
    page = opened(hide=["data", "model"])
    assert not page.exception
    keys = [widget.key for widget in [*page.selectbox, *page.number_input, *page.radio]]
    assert "playground table" not in keys
    assert "playground spec.units" not in keys
    assert "playground layout" in keys


def test_a_class_sees_what_its_link_leaves_and_only_the_author_what_is_wrong_in_it():
    page = opened(hide="model, race,playground.live,everything", veil="nonsense")
    assert not page.exception
    assert not said(page)
    assert experiment(page).hide == ("model", "race", "playground.live")
    tasks = [each.proto.label for each in page.sidebar.get("page_link")]
    assert CHAPTERS["race"].task not in tasks
    assert CHAPTERS["inside"].task in tasks
    assert len(page.get("echarts_chart")) == 1
    assert "not known" in page.button(key="share").help


def test_a_choice_that_cannot_be_is_refused_and_the_old_one_stays():
    page = opened(table="elnino")
    before = experiment(page)
    unfold(page, "More about the data")
    page.number_input(key="playground task.horizon").set_value(9_999).run()
    assert not page.exception
    assert said(page)
    assert experiment(page).task.horizon == before.task.horizon


def test_a_tick_that_knows_only_the_earlier_choice_does_not_bring_it_back(monkeypatch):
    page = opened()
    before = experiment(page).layout
    monkeypatch.setattr(bound, "is_drawn_alone", lambda: True)
    page.radio(key="playground layout").set_value("row").run()
    assert experiment(page).layout == before
    assert page.radio(key="playground layout").value == "window"
    monkeypatch.setattr(bound, "is_drawn_alone", lambda: False)
    page.radio(key="playground layout").set_value("row").run()
    assert experiment(page).layout.window == 1


def test_buttons_follow_a_run_that_ends_while_the_page_is_drawn(monkeypatch):
    page = opened()
    intervals, fragment, show_shapes = [], st.fragment, sentence.show_shapes

    def watched(run_every=None, key=None):
        if key == live.CURVES:
            intervals.append(run_every)
        return fragment(run_every=run_every, key=key)

    def ends_the_run(dataset):
        runs.run().pause()
        show_shapes(dataset)

    monkeypatch.setattr(Engine, "ready", True)
    page.selectbox(key="playground pace").set_value("step").run()
    page.button(key="tool skip_next").click().run()
    monkeypatch.setattr(st, "fragment", watched)
    monkeypatch.setattr(sentence, "show_shapes", ends_the_run)
    page.run()
    assert page.button(key="tool skip_next").disabled
    page.run()
    assert not page.button(key="tool skip_next").disabled
    assert intervals == [live.TICK, None]


@pytest.fixture
def drawn(monkeypatch):
    """What was drawn after a command: each page, and each time that ticks began."""
    things, show_shapes = [], sentence.show_shapes
    monkeypatch.setattr(Engine, "ready", True)
    monkeypatch.setattr(live, "tick_every", things.append)
    monkeypatch.setattr(
        sentence, "show_shapes", lambda of: things.append("page") or show_shapes(of)
    )
    return things


def test_train_draws_the_buttons_and_the_curves_alone(drawn):
    page = opened()
    drawn.clear()
    page.button(key="primary").click().run()
    assert page.button(key="primary").label == "Pause"
    assert drawn == [live.QUICK_TICK], "until the first point is there"
    page.button(key="primary").click().run()
    assert page.button(key="primary").label == "Go on"
    assert drawn == [live.QUICK_TICK, "page"]


def test_a_run_without_news_says_so_instead_of_looking_alive(drawn, monkeypatch):
    page = opened()
    page.button(key="primary").click().run()
    monkeypatch.setattr(Engine, "waits_for", lambda self, run: "worker silent for 8 s")
    page.run()
    assert "worker silent for 8 s" in words(page)


def test_where_nobody_can_train_it_is_said_and_train_is_not_offered(monkeypatch):
    monkeypatch.setattr(Engine, "trouble", "It rains.")
    page = opened()
    assert said(page) == "It rains."
    assert "nobody can train just now" in words(page)
    assert page.button(key="primary").disabled
    monkeypatch.setattr(Engine, "trouble", "")
    page.run()
    assert not page.button(key="primary").disabled


def test_what_is_folded_away_is_drawn_when_it_is_opened():
    page = opened()
    with pytest.raises(KeyError):
        page.number_input(key="playground spec.batch_size")
    unfold(page, "More about the model").number_input(key="playground spec.batch_size").set_value(
        16
    ).run()
    assert experiment(page).spec.batch_size == 16


def test_the_chosen_layout_is_spoken_of_first_then_the_one_that_fits():
    page = opened()
    page.radio(key="playground layout").set_value("row").run()
    said = next(each.value for each in page.sidebar.caption if "Reads" in each.value)
    parts = ["Reads the 3 columns of one row at once", "Never sees another row", "Fits when"]
    places = [said.index(part) for part in [*parts, "Yours: a window fits"]]
    assert places == sorted(places)


def test_a_table_is_typed():
    page = opened()
    page.session_state["playground type"] = True
    page.run()
    page.text_input[0].set_value("up, down").run()
    next(button for button in page.button if button.label == "Use this table").click().run()
    assert not page.exception
    assert held(page).own.columns == ("up", "down")
    assert experiment(page).table == "own"
    assert "36 × 2" in shapes(page)


def workbook() -> bytes:
    file = io.BytesIO()
    with pd.ExcelWriter(file) as book:
        for sheet, factor in (("north", 1.0), ("south", 2.0)):
            pd.DataFrame({"load": factor * (np.arange(60.0) % 9)}).to_excel(
                book, sheet_name=sheet, index=False
            )
    return file.getvalue()


def test_another_sheet_is_chosen_on_the_page_and_stands_in_the_link():
    page = upload(opened(), "book.xlsx", workbook())
    assert held(page).dataset.table.values[1, 0] == 1  # noqa: PD011
    read(page.selectbox(key="playground sheet").set_value("south").run())
    assert not page.exception
    assert held(page).dataset.table.values[1, 0] == 2  # noqa: PD011
    query = {word: page.query_params[word] for word in page.query_params}
    assert query["sheet"] == "south"
    again = upload(opened(**query), "book.xlsx", workbook())
    assert experiment(again) == experiment(page)


def test_a_file_is_taken_over_though_the_page_is_drawn_anew_meanwhile(monkeypatch):
    adopt, times = visit.adopt_table, []

    def anew(*table):
        times.append(table)
        if len(times) == 1:
            st.rerun()
        adopt(*table)

    monkeypatch.setattr(visit, "adopt_table", anew)
    rows = "".join(f"{n},{n % 7}\n" for n in range(60))
    page = upload(opened(), "m.csv", f"a,b\n{rows}".encode())
    assert len(times) == 2
    assert experiment(page).table == "own"


def test_a_link_that_names_no_target_starts_with_what_was_found():
    days = "".join(
        f"{year},{month},{year * month % 53},{year % 7}\n"
        for year in range(2000, 2009)
        for month in range(1, 13)
    )
    page = upload(opened(table="own", units="8"), "m.csv", f"Year,Month,load,b\n{days}".encode())
    now = experiment(page)
    assert (now.task.target, now.task.features, now.spec.units) == ("load", ("load", "b"), 8)


def test_a_built_in_table_shows_its_review_when_asked():
    page = unfold(opened(table="elnino"), "used")
    text = words(page)
    assert "**61 rows**, year 1950 … 2010" in text
    assert "“Jan” … “Dec” are 12 columns of one thing in turn" in text
    assert "**61 rows**" not in words(opened(table="elnino"))


def test_the_same_numbers_with_and_without_dates_have_controls_of_their_own():
    days = ",".join(map(str, range(1, 32)))
    rows = [
        f"2024-{n:02d}-01,{','.join(str((n * n + d * d) * (d + 5) % 97) for d in range(31))}"
        for n in range(1, 13)
    ]
    dated = "\n".join([f"month,{days}", *rows])
    page = upload(opened(), "dated.csv", dated.encode())
    first = widget(page.selectbox, "Predict")
    assert first.value == experiment(page).task.target == "1"
    bare = re.sub(r"2024-(\d\d)-01", r"case \1", dated)
    page = upload(page, "bare.csv", bare.encode())
    second = widget(page.selectbox, "Predict")
    assert second.value == experiment(page).task.target == "31"
    assert first.key != second.key


@pytest.mark.parametrize(("missing", "warned"), [(range(1, 120, 4), True), ([60], False)])
def test_where_gaps_cost_more_than_a_third_of_the_samples_it_is_a_warning(missing, warned):
    rows = "".join(f"{n},{'' if n in missing else n * n % 17}\n" for n in range(120))
    page = upload(opened(), "gaps.csv", f"a,b\n{rows}".encode())
    counts = held(page).dataset.counts
    assert counts.lost_missing, said(page)
    assert (counts.lost_missing > review.MOST_LOST * counts.whole) == warned
    cost = f"Missing values cost {counts.lost_missing:,} of {counts.whole:,} samples"
    assert (cost in " ".join(each.value for each in page.warning)) == warned
    assert (cost in words(page)) != warned
