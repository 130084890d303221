"""The diagram as one file: nothing is fetched, names stay text, and it is all there."""

import base64
import hashlib
import json
import re
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.diagram.offline import MOMENTS, NUMBERS, offline_flow, offline_moments
from lstmviz.diagram.scenes.flow import chunk
from lstmviz.diagram.scenes.flow_values import flow_values
from lstmviz.network.models import ModelWeights, initial_weights
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table

SPEC = TrainingSpec(units=4, layers=2)
NASTY = "</script><script>alert(1)</script>\u2028<!-- & \"'"


def dataset(layout: Layout = Layout(6), rows: int = 200) -> Dataset:
    values = np.random.default_rng(0).normal(size=(rows, 2)).astype(np.float32)
    table = Table(values, ("a", NASTY), NASTY, units=("", NASTY))
    return make_dataset(table, layout, Task("a"))


def weights(data: Dataset, count: int, spec: TrainingSpec = SPEC) -> list[ModelWeights]:
    return [initial_weights(replace(spec, seed=n), data.shape[2]) for n in range(count)]


def written(data: Dataset, sample: int = 100, count: int = 3, moment: int = 1) -> str:
    labels = [f"moment {n} {NASTY}" for n in range(count)]
    return offline_flow(
        data, SPEC, sample, weights(data, count), labels, range(count), moment, NASTY, [NASTY]
    )  # fmt: skip


def held(page: str) -> dict:
    """Read the data as the browser does."""
    return json.loads(re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page)[1])


def test_a_strangers_text_ends_no_script_and_starts_none():
    page = written(dataset())
    assert page.count("<script") == page.count("</script>") == 2
    assert "<!-- " not in page
    assert "\u2028" not in page.replace("<title>", "").partition("<script")[2]
    data = held(page)
    assert data["layers"][0]["scene"]["columns"][1]["name"] == NASTY
    assert data["layers"][0]["values"][2]["label"] == f"moment 2 {NASTY}"


def test_the_policy_allows_its_own_script_and_nothing_else():
    page = written(dataset())
    policy = re.search(r'Content-Security-Policy"\s+content="(.*?)"', page)[1]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
    script = re.search(r'<script type="module">(.*)</script>', page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert "https://" not in page
    assert re.findall(r"http://[\w./]+", page) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"\b(src|href)=|@import|url\(|\bimport\b", page.replace(NASTY, ""))


def test_the_page_needs_no_streamlit():
    page = written(dataset())
    assert "export" not in page.rpartition("<script")[2]
    used = set(re.findall(r"var\((--st-[\w-]+)", page))
    assert used
    assert all(f"{name}:" in page for name in used)


def test_it_holds_the_samples_moments_and_layers_around_what_is_in_view():
    data = dataset()
    page = held(written(data))
    samples = np.arange(100, 108)
    np.testing.assert_array_equal(samples[:4], chunk(data, 100))
    models = weights(data, 3)
    for layer, each in enumerate(page["layers"]):
        assert each["scene"]["samples"] == samples.tolist()
        assert each["scene"]["reach"] == [100, 107]
        assert (each["scene"]["layer"], each["scene"]["first"]) == (layer, 100)
        for n, values in enumerate(each["values"]):
            model, label = models[n], values["label"]
            fresh = flow_values(data, model, samples, layer, label, [0, 1, 2], n)
            assert values == json.loads(json.dumps(fresh))
    assert (page["layer"], page["moment"]) == (0, 1)


def test_the_same_experiment_gives_the_same_file():
    assert written(dataset()) == written(dataset())


def test_the_last_samples_of_a_table_are_no_further_than_it_goes():
    data = dataset()
    last = len(data.starts) - 1
    scene = held(written(data, sample=last))["layers"][0]["scene"]
    assert scene["samples"] == [last]
    # Short sequences show the sample before as well.
    scene = held(written(dataset(Layout(1)), sample=50))["layers"][0]["scene"]
    assert scene["samples"][0] == 49
    assert scene["first"] == 50


@given(st.integers(1, 10**6), st.integers(1, 64), st.data())
@settings(max_examples=30)
def test_moments_are_few_even_and_include_the_one_in_view(size, count, drawn):
    moment = drawn.draw(st.integers(0, count - 1))
    chosen = offline_moments(size, count, moment)
    assert moment in chosen
    assert len(chosen) <= MOMENTS
    assert len(chosen) == 1 or len(chosen) * size <= NUMBERS
    assert (np.diff(chosen) > 0).all()


def test_a_large_model_makes_no_endless_file():
    data = dataset(Layout(100), rows=1_000)
    spec = TrainingSpec(units=128)
    models = weights(data, 1, spec) * 20
    page = offline_flow(data, spec, 0, models, [""] * 20, range(20), 19, "large", [])
    assert len(page) < 4_000_000
