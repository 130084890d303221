"""The weights in view as files: Keras's own, written in the worker, and NumPy's."""

import streamlit as st

from lstmviz.export.weights import weights_npz
from lstmviz.training.worker import SliceFailure
from lstmviz.ui import runs, server, visit
from lstmviz.ui.belongings import Made, Saving
from lstmviz.ui.home.cards import (
    keep,
    moment_words,
    offer,
    place_of,
    show_file,
    show_writing,
    update_words,
    weights_in_view,
)
from lstmviz.ui.live import TICK, repeat, unit_of
from lstmviz.ui.strangers import escape


def show_weights() -> None:
    """Draw the card, again and again while the weights change or a file is on its way."""
    repeat(draw, 4 * TICK, under_way)


def under_way() -> bool:
    """Whether a file is on its way."""
    asked = visit.current().saving
    return asked is not None and not asked.answer.done()


def draw(view: runs.View) -> None:
    """Draw the card for the weights in view."""
    st.markdown(f"**Weights** :gray[— {moment_words(view)}]")
    of, at = weights_in_view(view), update_words(view)
    left, right = st.columns(2, gap="small")
    with left:
        draw_keras(view)
    with right:
        offer("weights.npz", "application/zip", lambda: weights_npz(view.weights), of, at)
    st.code("\n".join(reading_lines()), language="python", wrap_lines=True)
    st.caption("X is scaled as in the programs; the two numbers lead back to the table's unit.")


def draw_keras(view: runs.View) -> None:
    """Offer Keras's own file, which the worker writes."""
    of, at = weights_in_view(view), update_words(view)

    def ask() -> None:
        spec, shape = visit.experiment().spec, visit.dataset().shape[1:]
        answer = server.engine().save(spec, view.weights, shape)
        visit.current().saving = Saving(of, at, answer)

    place = place_of("model.keras")
    if under_way():
        words = "Writing model.keras …" if view.warm else "model.keras, once the worker is warm …"
        with place:
            show_writing(words, "model.keras")
        return
    asked = visit.current().saving
    answer = None
    if asked is not None:
        answer = asked.answer.result()
        if isinstance(answer, bytes):
            keep("model.keras", Made(asked.of, asked.at, answer))
            visit.current().saving = None
    with place:
        # Asked before the page is drawn, so that it is drawn as being on its way.
        show_file("model.keras", "application/zip", of, ask)
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
