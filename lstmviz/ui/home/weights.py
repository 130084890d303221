"""The weights in view as files: Keras's own, written in the worker, and NumPy's."""

from concurrent.futures import Future
from dataclasses import dataclass

import streamlit as st

from lstmviz.export.weights import weights_npz
from lstmviz.training.worker import SliceFailure
from lstmviz.ui import runs, visit
from lstmviz.ui.home.cards import download, moment_words
from lstmviz.ui.live import TICK, repeat, unit_of
from lstmviz.ui.visit import escape


@dataclass(frozen=True, eq=False)
class Asked:
    """Weights that the worker was given to save, and where its file is awaited.

    Args:
        of: what names the weights.
        update: after which update they stood.
        answer: a future of the file, or of a `SliceFailure`.
    """

    of: tuple
    update: int
    answer: Future


def show_weights() -> None:
    """Draw the card, again and again while the weights change or a file is on its way."""
    repeat(draw, 4 * TICK, under_way)


def latest() -> Asked | None:
    """What was asked for last."""
    return st.session_state.get("saving")


def under_way() -> bool:
    """Whether a file is on its way."""
    asked = latest()
    return asked is not None and not asked.answer.done()


def of(view: runs.View) -> tuple:
    """Name the weights in view."""
    return visit.experiment().decides, view.snapshot.update


def ask() -> None:
    """Have the worker save the weights in view."""
    view, dataset, spec = runs.view(), visit.dataset(), visit.experiment().spec
    answer = runs.engine().save(spec, view.weights, dataset.shape[1:])
    st.session_state.saving = Asked(of(view), view.snapshot.update, answer)


def draw(view: runs.View) -> None:
    """Draw the card for the weights in view."""
    st.markdown(f"**Weights** :gray[— {moment_words(view)}]")
    with st.container(horizontal=True, gap="small"):
        draw_keras(view)
        weights = view.weights
        download(
            "weights.npz", lambda: weights_npz(weights), "weights.npz", "application/zip", "npz"
        )
    st.code("\n".join(reading_lines()), language="python", wrap_lines=True)


def draw_keras(view: runs.View) -> None:
    """Offer to make the .keras file, and then the file."""
    asked = latest()
    fresh = asked is not None and asked.of == of(view)
    if under_way():
        warming = "" if view.warm else " as soon as it has warmed up"
        st.caption(f"The worker process writes model.keras{warming} …")
        return
    answer = asked.answer.result() if asked is not None else None
    if isinstance(answer, bytes):
        label = "model.keras" if fresh else f"model.keras of update {asked.update:,}"
        download(label, answer, "model.keras", "application/zip", "keras")
    if not isinstance(answer, bytes) or not fresh:
        words = "Make model.keras" if answer is None else "Make it of these weights"
        st.button(words, key="home save", icon=":material/save:", on_click=ask)
    if isinstance(answer, SliceFailure):
        st.caption(f":material/error: {escape(answer.sentence)}")


def reading_lines() -> tuple[str, ...]:
    """Write how the files are read, and how a prediction gets back into the table's unit."""
    dataset = visit.dataset()
    offset, scale = (float(each[dataset.target]) for each in (dataset.offset, dataset.scale))
    unit = unit_of(dataset)
    sign = "+" if offset >= 0 else "-"
    comment = f"  # {unit}" if unit.isprintable() and unit else ""
    return (
        'model = keras.models.load_model("model.keras")',
        f"y = model.predict(X) * {scale:.7g} {sign} {abs(offset):.7g}{comment}",
        'weights = np.load("weights.npz")  # names: weights.files',
    )
