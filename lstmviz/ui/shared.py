"""What all visitors share: the built-in tables, and their samples, which are never changed."""

import streamlit as st

from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table


@st.cache_resource(max_entries=64, show_spinner=False)
def built_in(key: str, lag: int) -> Table:
    """A built-in table; tables are never changed, so all visitors share it."""
    return load_example(key, lag) if key == "echo" else load_example(key)


@st.cache_resource(max_entries=16, show_spinner=False)
def built_in_samples(fingerprint: str, layout: Layout, task: Task, _table: Table) -> Dataset:
    """The samples of a built-in table; they are never changed, so all visitors share them."""
    return make_dataset(_table, layout, task)
