import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

import lstmviz.diagram


def page():
    import numpy as np
    import streamlit as st

    from lstmviz.diagram.component import feed, flow_diagram
    from lstmviz.diagram.scenes.flow import chunk, flow_scene
    from lstmviz.diagram.scenes.flow_values import flow_values
    from lstmviz.network.models import initial_weights
    from lstmviz.network.specs import TrainingSpec
    from lstmviz.samples.datasets import make_dataset
    from lstmviz.samples.layouts import LAYOUTS
    from lstmviz.samples.tasks import Task
    from lstmviz.table.tables import Table

    numbers = np.random.default_rng(0).normal(size=(300, 3)).astype(np.float32)
    table = Table(numbers, ("<img src=x onerror=alert(1)>", "b", "c"), "t")
    dataset, spec = make_dataset(table, LAYOUTS["window"], Task("c")), TrainingSpec(units=4)
    samples = chunk(dataset, 7)
    values = flow_values(dataset, initial_weights(spec, 3), samples, 0, "before training")
    flow_diagram(flow_scene(dataset, spec, samples), values, key="flow")

    @st.fragment
    def live():
        feed(values, key="flow")

    live()


def test_the_diagram_mounts_once_and_the_feeder_carries_no_code():
    at = AppTest.from_function(page, default_timeout=30).run()
    assert not at.exception
    diagram, feeder = (element.proto for element in at.get("bidi_component"))
    data = json.loads(diagram.json)
    assert data["key"] == json.loads(feeder.json)["key"] == "flow"
    assert data["scene"]["samples"] == [7]
    assert data["values"]["label"] == "before training"
    assert len(feeder.js_content) < 400
    assert not feeder.css_content
    # A text without a line break is taken by Streamlit for the path of a file.
    assert "as default" in diagram.js_content
    assert "<canvas>" in diagram.html_content
    assert ".stage" in diagram.css_content


def test_a_page_without_streamlit_can_lay_out_a_scene():
    """Only component.py may import streamlit."""
    folder = Path(lstmviz.diagram.__file__).parent
    for file in folder.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert ("import streamlit" in text) == (file.name == "component.py")
