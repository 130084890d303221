"""The trace on the page against Keras's own layers, which run in the worker."""

import numpy as np
import streamlit as st

from lstmviz.network.models import trace_model
from lstmviz.training.state import Check, Snapshot
from lstmviz.training.worker import SliceFailure
from lstmviz.ui import runs, server, visit
from lstmviz.ui.belongings import Checking
from lstmviz.ui.strangers import escape
from lstmviz.wording import many, significant


def ask_anew(view: runs.View) -> None:
    """Ask for the weights and the sample in view, at rest, unless they were asked for already."""
    asked = latest()
    of = visit.dataset().key, visit.experiment().spec, visit.sample(), view.snapshot.update
    if view.moving or under_way() or (asked is not None and asked.of == of):
        return
    visit.current().checking = ask(view.snapshot, of)


def draw_check() -> None:
    """Say how far NumPy's trace and Keras's layers differ."""
    asked = latest()
    if asked is None:
        return
    if not asked.answer.done():
        st.caption("Keras's own layers are running on these weights, to compare …")
    elif isinstance(answer := asked.answer.result(), SliceFailure):
        st.caption(escape(answer.sentence))
    else:
        st.caption(f":material/verified: {compare(asked, answer)}")


def latest() -> Checking | None:
    """The check asked for last."""
    return visit.current().checking


def under_way() -> bool:
    """Whether an answer is awaited."""
    asked = latest()
    return asked is not None and not asked.answer.done()


def ask(snapshot: Snapshot, of: tuple) -> Checking:
    """Let Keras run on the sample in view with the weights of a moment."""
    spec, sample = visit.experiment().spec, visit.sample()
    x, _ = visit.dataset().batch(np.array([sample]))
    return Checking(of, sample, spec, snapshot, x, server.engine().check(spec, snapshot.weights, x))


def compare(asked: Checking, answer: Check) -> str:
    """Say the greatest difference between NumPy's h and Keras's."""
    trace = trace_model(asked.snapshot.weights, asked.x)
    steps = answer.y.shape[1]
    worst = max(
        float(np.abs(ours.h[:, :steps] - theirs).max())
        for ours, theirs in zip(trace.layers, answer.h, strict=True)
    )
    spec = asked.spec
    stacked = f"{spec.layers} layers of " if spec.layers > 1 else ""
    cut = f", first {many(steps, 'timestep')}" if steps < asked.x.shape[1] else ""
    return (
        f"Checked against Keras: with the weights of update {asked.snapshot.update:,} its own "
        f"{stacked}{spec.kind.name}({spec.units}) gives the same "
        f"{many(steps * spec.units * spec.layers, 'value')} of h in sample {asked.sample:,}{cut}, "
        f"to {significant(worst, 1)}."
    )
