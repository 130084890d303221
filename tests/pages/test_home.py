"""The page with what can be taken home, by Streamlit's own test runner."""

import io
import json
from concurrent.futures import Future
from types import SimpleNamespace

import numpy as np
import pyarrow.parquet as pq
import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy

from lstmviz.network.models import initial_weights
from lstmviz.training.engine import Engine
from lstmviz.training.worker import SliceFailure
from lstmviz.ui import download
from lstmviz.ui.home import cards, code, pictures, samples, weights
from lstmviz.ui.share.handed import LARGE
from tests.pages.visit import experiment, opened, said, unfold, upload, widget, words

PAGE = "pages/5_Take_home.py"


def home(**query):
    """Open the page by a link."""
    page = opened(**query).switch_page(PAGE).run()
    assert not page.exception, page.exception
    return page


def captions(page):
    return " ".join(each.value for each in page.main.caption).replace("\\", "")


@pytest.fixture
def offered(monkeypatch):
    """The files that the page offers for download: name → content."""
    files = {}

    def keep(label, content, name, mime, **more):
        files[name] = content

    monkeypatch.setattr(download.st, "download_button", keep)
    return files


@pytest.fixture
def made(offered, monkeypatch):
    """The same, of which all are made at once, but for the one that needs the worker."""

    def offer(name, mime, make, of, at="", key=""):
        if name != "model.keras":
            offered[name] = make()

    for module in (code, pictures, samples, weights):
        monkeypatch.setattr(module, "offer", offer)
    return offered


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"sensors_window24_lstm.py", "sensors_window24_validation.parquet"}),
        ({"table": "elnino", "cell": "gru", "reset_after": "no"}, {"elnino.csv"}),
        ({"table": "echo", "layers": "2", "layer": "1"}, {"echo_window24_lstm_torch.py"}),
        (
            {"table": "weather", "cell": "simple_rnn", "window": "3", "rows_to": "features"},
            {"weather_lags3_simple_rnn.ipynb", "weather.csv"},
        ),
    ],
    ids=lambda each: "-".join(each.values()) if isinstance(each, dict) else "",
)
def test_every_file_is_made(made, query, names):
    page = home(**query)
    assert not said(page)
    assert names <= made.keys()
    assert len(made) == 7 + any(name.endswith(".csv") for name in made)
    for name, content in made.items():
        assert len(content) > 100, name
        if name.endswith(".ipynb"):
            assert json.loads(content)["nbformat"] == 4
        if name.endswith(".html"):
            assert content.startswith(b"<!doctype html>")


def test_a_file_is_made_when_it_is_asked_for_and_anew_for_other_weights(offered):
    page = home(seed="5", units="7")
    programs = {f"sensors_window24_lstm{ending}" for ending in (".py", ".ipynb", "_torch.py")}
    assert offered.keys() == programs
    assert "initial weights, drawn from seed 5, not trained yet" in words(page)
    widget(page.main.button, "Make weights.npz").click().run()
    with np.load(io.BytesIO(offered["weights.npz"])) as held:
        start = initial_weights(experiment(page).spec, 3)
        for array, mine in zip(held.values(), start.arrays(), strict=True):
            np.testing.assert_array_equal(array, mine)
    assert not [each for each in page.main.button if "weights.npz" in each.label]
    unfold(page, "More about the model").number_input(key="home spec.units").set_value(6).run()
    widget(page.main.button, "Make weights.npz anew")


def test_a_file_that_was_asked_for_is_made_though_the_page_is_drawn_anew_meanwhile(
    offered, monkeypatch
):
    page = home(seed="5", units="7")
    make, times = weights.weights_npz, []

    def anew(*what):
        times.append(what)
        if len(times) == 1:
            st.rerun()
        return make(*what)

    monkeypatch.setattr(weights, "weights_npz", anew)
    widget(page.main.button, "Make weights.npz").click().run()
    assert len(times) == 2
    assert "weights.npz" in offered
    page.run()
    assert len(times) == 2


def test_files_that_are_too_large_together_are_dropped_the_oldest_first(offered, monkeypatch):
    page = home(table="elnino")
    monkeypatch.setattr(cards, "KEPT", 20_000)
    for name in ("elnino.csv", "elnino_columns_lstm_flow.html", "weights.npz"):
        widget(page.main.button, f"Make {name}").click().run()
    offered.clear()
    page.run()
    assert "elnino_columns_lstm_flow.html" not in offered
    assert "weights.npz" in offered


def test_the_samples_are_chosen_and_bounded(made, monkeypatch):
    page = home(table="weather")
    assert "278 samples × 14 × 4 = 15,568 values of X." in captions(page)
    page.segmented_control(key="home part").set_value("both").run()
    held = pq.read_table(io.BytesIO(made["weather_window14_both.parquet"]))
    assert set(held["split"].to_pylist()) == {"training", "validation", "neither"}
    monkeypatch.setattr("lstmviz.export.samples.LARGEST", 560)
    monkeypatch.setattr(samples, "LARGEST", 560)
    page.run()
    assert "The first 10 of 1,447 samples × 14 × 4 = 560 values of X." in captions(page)
    assert "One file holds at most 560." in captions(page)


@pytest.fixture
def saved(monkeypatch):
    """What the engine was asked to save; the test answers."""
    asked = []

    def save(engine, spec, weights, shape):
        asked.append(SimpleNamespace(spec=spec, shape=shape, future=Future()))
        return asked[-1].future

    monkeypatch.setattr(Engine, "save", save)
    return asked


def test_a_keras_file_is_made_in_the_worker(offered, saved):
    page = home(units="5")
    assert "model.keras" not in offered
    widget(page.main.button, "Make model.keras").click().run()
    assert widget(page.main.button, "model.keras, once the worker is warm …").disabled
    assert (saved[0].spec.units, saved[0].shape) == (5, (24, 3))
    saved[0].future.set_result(b"PK")
    page.run()
    assert offered["model.keras"] == b"PK"
    assert not [each for each in page.main.button if "model.keras" in each.label]
    unfold(page, "More about the model").number_input(key="home spec.units").set_value(6).run()
    widget(page.main.button, "Make model.keras anew").click().run()
    assert saved[1].spec.units == 6


def test_a_worker_that_is_lost_is_told_and_can_be_asked_again(offered, saved):
    page = home()
    widget(page.main.button, "Make model.keras").click().run()
    saved[0].future.set_result(SliceFailure("The worker process ended. Ask again."))
    page.run()
    assert "The worker process ended. Ask again." in captions(page)
    assert "model.keras" not in offered
    widget(page.main.button, "Make model.keras").click().run()
    assert len(saved) == 2


@pytest.fixture
def _address(monkeypatch):
    there = property(lambda _: "https://example.org/app/Take_home")
    monkeypatch.setattr(ContextProxy, "url", there)


@pytest.mark.usefixtures("_address")
def test_the_link_opens_the_chosen_page_with_all_choices():
    page = home(table="weather", units="8")
    address = "https://example.org/app/?table=weather&units=8"
    assert address in [each.value for each in page.main.code]
    page.selectbox(key="home opens").set_value("inside").run()
    address = "https://example.org/app/Inside_the_cell?table=weather&units=8"
    assert address in [each.value for each in page.main.code]
    assert "this computer alone" not in captions(page)
    images = [each.proto.body for each in page.get("html") if "QR code" in each.proto.body]
    assert len(images) == 1
    page.toggle(key="home large").set_value(True).run()
    assert not page.exception
    (image,) = [each.proto.body for each in page.get("html") if "QR code" in each.proto.body]
    assert LARGE in image


@pytest.mark.usefixtures("_address")
def test_an_own_table_goes_into_files_and_not_into_the_link(made, monkeypatch):
    rows = b"".join(b"%d,%d\n" % (n, n % 7) for n in range(300))
    page = upload(opened(), "_x_.csv", b"a[x](y),<i>*c*</i>\n" + rows)
    page.switch_page(PAGE).run()
    assert not page.exception
    assert "asked to bring “_x_.csv”, 300 rows × 2 columns" in captions(page)
    assert made["table.csv"].decode().startswith('"a[x](y)","<i>*c*</i>"')
    for name in ("table_window24_lstm_flow.html", "table_window24_lstm_figures.html"):
        assert b"<i>" not in made[name]
    raw = " ".join(each.value for each in [*page.main.markdown, *page.main.caption])
    assert "<i>" not in raw
    assert "_x_" not in raw
    monkeypatch.setattr(code, "LARGEST_TABLE", 500)
    made.clear()
    page.run()
    assert "table.csv" not in made
    assert "It has 600 values" in captions(page)


@pytest.mark.usefixtures("_address")
def test_a_class_is_given_a_link_here_beside_the_controls_of_the_same_names():
    page = home()
    page.toggle(key="home class").set_value(True).run()
    assert not page.exception
    assert page.checkbox(key="home box layout").label == "Layout"
