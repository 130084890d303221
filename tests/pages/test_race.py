"""The page on the race, by Streamlit's own test runner."""

import csv
import io
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from lstmviz.choices.links import from_query
from lstmviz.network.models import initial_weights
from lstmviz.racing.entrants import ENTRANTS
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.training.contest import Standing
from lstmviz.training.state import Curve
from lstmviz.ui.race import field, results
from lstmviz.ui.race.sections import SECTIONS
from lstmviz.ui.race.track import in_units
from tests.benchmarks import airline
from tests.pages.visit import experiment, held, opened, said, upload, widget, words

PAGE = "pages/3_Race.py"


def race(**query):
    """Open the page by a link."""
    page = opened(PAGE, **query)
    assert not page.exception, page.exception
    return page


def sections(page):
    for lap in SECTIONS:
        held(page).experiment = replace(experiment(page), lap=lap)
        page.run()
        assert not page.exception, page.exception
        yield lap


@pytest.fixture
def finished(monkeypatch):
    """A race that is over: the window won, with made-up errors and untrained weights."""

    def contest():
        lined_up = field.field()
        lines = []
        for place, (entrant, dataset) in enumerate(
            zip(lined_up.entrants, lined_up.datasets, strict=True)
        ):
            weights = initial_weights(entrant.spec, dataset.shape[2])
            errors = [0.9 - 0.4 * (place == 2) + 0.01 * seed for seed in range(3)]
            lines.append(
                tuple(
                    Standing(
                        seed, "finished", 3.0, Curve(np.array([3.0]), np.array([error**2])), 0.1,
                        error, weights, "",
                    )
                    for seed, error in enumerate(errors)
                )
            )  # fmt: skip
        return SimpleNamespace(results=tuple(lines), active=False, message="", place=0)

    monkeypatch.setattr(field, "contest", contest)


@pytest.mark.parametrize("table", [each for each in EXAMPLES if each != "chalkboard"])
def test_every_section_can_be_read_before_the_start(table):
    page = race(table=table)
    for _ in sections(page):
        assert not said(page)
        assert "Nobody has started yet" in words(page)


def test_a_table_that_is_too_short_to_train_on_is_told_so():
    page = race(table="chalkboard")
    assert not page.exception
    assert "No validation sample is left" in said(page)


def test_what_is_shared_is_said():
    text = words(race())
    # Targets that a window of 24 rows reaches: the first 24 rows of each side are not among them.
    assert "All predict the same 10,655 validation targets" in text
    assert "learn from the same 42,691" in text


def test_entrants_come_and_go_and_stand_in_the_link():
    page = race(cell="gru", window="12")
    widget(page.main.button, "One more").click().run()
    *_, new = experiment(page).entrants
    assert (new.layout.window, new.spec.cell) == (12, "gru")
    assert page.query_params["entrant"][-1] == "12.1.1-timesteps-features-gru.32.1"
    page.button(key="leave 0").click().run()
    assert len(experiment(page).entrants) == 3
    page.main.number_input(key="race entrant 1 window").set_value(48).run()
    assert experiment(page).entrants[1].layout.window == 48
    page.main.selectbox(key="race entrant 1 layout").set_value("lags").run()
    assert experiment(page).entrants[1].layout.columns == "features"
    assert experiment(page).entrants[1].layout.rows == "features"
    page.main.checkbox(key="race entrant 1 stateful").check().run()
    spec = experiment(page).entrants[1].spec
    assert spec.stateful
    assert not spec.shuffle
    assert page.query_params["entrant"][1].endswith(".stateful")
    assert "reads its samples in order" in words(page)
    widget(page.main.button, "The layouts of the question").click().run()
    assert experiment(page).entrants == ()
    assert "entrant" not in page.query_params


def test_a_race_that_is_started_waits_for_the_worker():
    page = race(seeds="2", table="elnino", equal="updates", race_updates="30")
    # 48 training samples that the widest window leaves, in batches of 32.
    assert "the same number of updates, 15 epochs" in words(page)
    assert widget(page.main.number_input, "Updates").value == 30
    widget(page.main.button, "Start the race").click().run()
    assert not page.exception
    assert "Stop the race" in [each.label for each in page.main.button]
    widget(page.main.button, "Stop the race").click().run()
    assert not page.exception


@pytest.fixture
def kept(monkeypatch):
    """The results that the page offers as a file, as lines of CSV; the latest last."""
    files = []
    monkeypatch.setattr(
        results.st, "download_button", lambda label, data, *rest, **more: files.append(data)
    )
    return lambda: list(csv.DictReader(io.StringIO(files[-1].decode())))


@pytest.mark.usefixtures("finished")
def test_each_may_train_until_it_has_settled(kept):
    page = race(table="elnino", equal="settled", most_laps="50", lap="results")
    # 2 updates an epoch, a validation every 2 epochs; two of them without a fall.
    rule = (
        "has settled when its error on the validation rows has not fallen by more than 1 % over "
        "its last 8 updates (4 epochs); none trains for more than 50 epochs"
    )
    assert f"An entrant {rule}." in [each.value for each in page.main.caption]
    assert "the same seeds and each until it has settled." in words(page)
    widget(page.main.number_input, "Epochs at most").set_value(60).run()
    assert experiment(page).most_laps == 60
    assert "none trains for more than 60 epochs" in kept()[0]["ends"]


def test_the_airline_tutorials_set_ups_stand_in_one_link():
    # One month; three as lags, as steps, stateful, stacked and stateful.
    rows, lags = "timesteps-features", "features-features"
    models = [f"1.1.1-{rows}-lstm.4.1", f"3.1.1-{lags}-lstm.4.1", f"3.1.1-{rows}-lstm.4.1"]
    models += [f"3.1.1-{rows}-lstm.4.1.stateful", f"3.1.1-{rows}-lstm.4.2.stateful"]
    settings = {"batch": "1", "laps": "100", "seeds": "10", "scaling": "min-max"}
    link = {word: [value] for word, value in (settings | {"validation": "0.33"}).items()}
    months = airline.passengers().values[:, 0]
    csv = "passengers\n" + "".join(f"{value:.0f}\n" for value in months)
    page = upload(opened(), "months.csv", csv.encode())
    page = widget(page.main.button, "Looks right").click().run().switch_page(PAGE)
    own = experiment(page).own
    asked = from_query(link | {"table": ["own"], "entrant": models})[0]
    held(page).experiment = replace(asked, own=own, task=replace(asked.task, target="passengers"))
    page.run()
    assert not page.exception
    assert not said(page)
    text = words(page)
    # 96 rows to learn from; of these and of the 48 others three are read before the first target.
    assert "same 45 validation targets and learn from the same 93" in text
    widget(page.main.button, "Start the race").click().run()
    _, contest = held(page).contest
    assert contest.specs == tuple(entrant.spec for entrant in airline.SET_UPS)
    assert [run.plan.updates for run in contest._runs] == [9300] * 50
    widget(page.main.button, "Stop the race").click().run()


def test_entrants_that_cannot_race_are_told_in_a_sentence():
    page = opened().switch_page(PAGE)
    apart = [f"1.{stride}.1-timesteps-features-lstm.4.1" for stride in (1000, 999)]
    held(page).experiment = from_query({"entrant": apart})[0]
    page.run()
    assert not page.exception
    assert "with their strides they predict different rows" in said(page)


def test_a_window_that_does_not_fit_is_shortened(finished):
    # 61 rows, 12 of them for validation, and a target one row ahead: 11 would fit.
    text = words(race(table="elnino", lap="results"))
    assert "5-row window, (N, 5, 12)" in text
    assert "Only 7 validation targets are left for all" in text


def test_a_finished_race_is_judged_and_its_results_go_home(finished):
    page = race(seeds="3")
    assert "24-row window, (N, 24, 3)” is ahead" in words(page)
    for lap in sections(page):
        text = words(page)
        if lap == "order":
            assert "one timestep: there is no order" in text
        if lap == "reach":
            assert "has one timestep: its gradient has no way back" in text
            assert "of 24 timesteps" in text
        if lap == "results":
            assert "seed 2" in text
            assert "training rows" in text


def test_a_run_that_came_to_no_number_is_infinitely_far_off():
    dataset = make_dataset(load_example("elnino"), ENTRANTS[0].layout, EXAMPLES["elnino"].task)
    weights = initial_weights(ENTRANTS[0].spec, 1)
    nothing = Curve(np.array([]), np.array([]))
    failed = Standing(0, "failed", 1.0, nothing, None, 0.5, weights, "The loss became infinite.")
    assert in_units(failed, dataset) == np.inf
    assert results.finite(np.inf) is None
    waiting = replace(failed, status="waiting", error=None)
    assert in_units(waiting, dataset) is None


@pytest.mark.usefixtures("finished")
def test_the_results_name_every_setting_and_seed(kept):
    race(seeds="3", lap="results")
    lines = kept()
    runs = [line for line in lines if line["seed"]]
    assert len(runs) == 9
    assert {line["model epochs"] for line in runs} == {"3"}
    assert {line["layout window"] for line in runs} == {"1", "24"}
    assert {"linear regression on 3 inputs", "linear regression on 72 inputs"} < {
        line["name"] for line in lines
    }


def test_a_strangers_names_stay_text():
    rows = b"".join(b"%d,%d,%d\n" % (n, n % 7, n % 5) for n in range(300))
    page = upload(opened(), "t.csv", b"a[x](y),*b*,<i>c</i>\n" + rows)
    page.switch_page(PAGE).run()
    for _ in sections(page):
        raw = " ".join(each.value for each in page.main.markdown)
        assert "<i>c" not in raw


def test_a_bet_is_asked_before_the_start_and_judged_after_it(request):
    page = race(seeds="3")
    bet = page.segmented_control(key="race bet")
    assert len(bet.options) == 4
    bet.set_value("one row, (N, 1, 3)").run()
    assert not page.exception
    assert held(page).bet[1] == "one row, (N, 1, 3)"
    request.getfixturevalue("finished")
    page.run()
    assert not page.exception
    text = words(page)
    assert "You bet on “one row, (N, 1, 3)”: “24-row window, (N, 24, 3)” is ahead" in text
    assert not [each for each in page.main.segmented_control if each.key == "race bet"]


def test_to_whoever_bets_the_race_worked_out_beforehand_is_shown_at_once():
    page = race()
    assert "Nobody has started yet" in words(page)
    page.segmented_control(key="race bet").set_value("24-row window, (N, 24, 3)").run()
    text = words(page)
    assert not page.exception
    assert "trained beforehand" in text
    assert "Your bet has come true" in text
    assert [each.label for each in page.main.button if "race" in each.label.lower()] == [
        "Start the race"
    ]
    # Of another length none was worked out.
    page.main.number_input(key="race laps").set_value(2).run()
    assert "Nobody has started yet" in words(page)
