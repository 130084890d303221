"""What all visitors of this server share: who trains for them, who reads their files."""

import gc
import os
import sys

import streamlit as st

from lstmviz.training.bounds import FIRST_SLICE_SECONDS
from lstmviz.training.cluster import SCHEDULER, Cluster
from lstmviz.training.engine import Engine
from lstmviz.training.memory import settle_memory
from lstmviz.training.reader import Reader
from lstmviz.ui.delivery import end_on_hangup
from lstmviz.ui.mended import mend

# A thread that sends messages waits at most so long for one that draws, in seconds: a page's run
# sends a hundred, and Python's own 5 ms for each of them are what a visitor waits for.
SWITCH_SECONDS = 0.001


@st.cache_resource(show_spinner=False, on_release=lambda engine: engine.close())
def engine() -> Engine:
    """The one engine of this server; its worker begins to warm up when it is made."""
    # All is imported by now: without this, a collection in a live tick walks through all of it.
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
    settle_memory()
    end_on_hangup()
    mend()
    far = cluster()
    if far is None:
        return Engine()
    # Its workers may have to import and compile at any slice, and Dask bounds their memory.
    return Engine(far, most_models=sys.maxsize, hung=FIRST_SLICE_SECONDS)


@st.cache_resource(show_spinner=False, on_release=lambda reader: reader.close())
def reader() -> Reader:
    """The one reader of the files that visitors bring."""
    return Reader()


@st.cache_resource(show_spinner=False)
def cluster() -> Cluster | None:
    """The cluster that trains for this server, if one is named."""
    address = os.environ.get(SCHEDULER)
    return Cluster(address) if address else None


def trouble() -> str:
    """Say why nobody can train at the moment, or ""."""
    far = cluster()
    return engine().trouble or (far.trouble if far is not None else "")
