"""The controls: meaning, layout, task and model. Each changes the experiment at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, get_args

import streamlit as st

from lstmviz.choices.experiments import MAX_STRIDE, Experiment, choose
from lstmviz.choices.fitting import largest_window
from lstmviz.choices.meaning import COLUMNS, ROWS, Meaning, recommend
from lstmviz.choices.saying import say_fit
from lstmviz.network.cells import CELLS
from lstmviz.network.specs import BOUNDS, OPTIMIZER_NAMES, count_parameters
from lstmviz.samples.layout_words import LAYOUT_WORDS, say_layout
from lstmviz.samples.layouts import LAYOUTS, Axis, Layout, layout_name, with_size
from lstmviz.samples.tasks import MAX_HORIZON, VALIDATION_FRACTIONS
from lstmviz.ui import visit
from lstmviz.ui.bound import bound, key_of, linked
from lstmviz.ui.data import pick_table
from lstmviz.ui.strangers import escape
from lstmviz.ui.veil import veiled
from lstmviz.wording import many

# The three that people argue about; another one is offered while it is in view.
USUAL = ("window", "columns", "row")
SCALING_WORDS = MappingProxyType(
    {"standardise": "mean 0, deviation 1", "min-max": "0 to 1", "none": "as it is"}
)
LEARNING_RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
# A slider of up to this many rows can be set precisely; longer windows come by link.
SLIDER_WINDOW = 96


def pick_meaning(place: str = "") -> None:
    """Ask what rows and columns mean: that decides the layout, so it is asked first.

    Args:
        place: of the page, where it is asked a second time.
    """
    choices = visit.experiment()
    ask(
        "Rows are",
        "rows_are",
        choices.rows_are,
        ROWS,
        place,
    )
    ask(
        "Columns are",
        "columns_are",
        choices.columns_are,
        COLUMNS,
        place,
    )


def ask(label: str, where: str, value: str, meanings: Mapping[Any, Meaning], place: str) -> None:
    """Ask what rows or columns are; the answer brings the layout that is recommended for it."""
    st.segmented_control(
        label,
        list(meanings),
        format_func=lambda key: meanings[key].words,
        required=True,
        width="stretch",
        **linked(f"{place} {where}".lstrip(), value, lambda answer: take_meaning(where, answer)),
    )


def take_meaning(where: str, value: str) -> None:
    """Take over what rows or columns mean, and the layout recommended for that."""
    asked = choose(visit.experiment(), where, value)
    name, _ = recommend(asked.rows_are, asked.columns_are)
    horizon = asked.task.horizon
    if asked.rows_are == "unordered":
        horizon = 0
    elif where == "rows_are":
        horizon = max(horizon, 1)
    before = visit.experiment()
    visit.adopt(
        replace(asked, layout=layout_named(name), task=replace(asked.task, horizon=horizon))
    )
    if where == "rows_are" and before.rows_are != visit.experiment().rows_are:
        visit.notify(what_order_changed(before), *visit.notices())


def what_order_changed(before: Experiment) -> str:
    """Say what an answer about the order of rows has changed."""
    now = visit.experiment()
    rows = "are in time order" if now.rows_are == "ordered" else "are not ordered"
    ahead = many(now.task.horizon, "row")
    target = f"the target stands {ahead} ahead" if now.task.horizon else "the target is in the row"
    reads = "one row" if now.layout.window == 1 else f"{now.layout.window:,} rows"
    asked, was = now.layout.window, before.layout.window
    again = "as before" if asked == was else f"not {was:,}"
    return f"Since rows {rows}, {target}, and a sample reads {reads}, {again}."


def pick_target() -> None:
    """Choose what to predict."""
    choices, table = visit.experiment(), visit.dataset().table
    st.selectbox(
        "Predict",
        table.columns,
        **bound("task.target", choices.task.target, of=table.fingerprint),
    )


def pick_data() -> None:
    """Choose how far ahead the target stands, what is read, scaled and kept for validation."""
    choices, table = visit.experiment(), visit.dataset().table
    task = choices.task
    left, right = st.columns(2, vertical_alignment="bottom")
    left.number_input(
        "Rows ahead",
        0,
        MAX_HORIZON,
        help="From the window's last row to the target. 0: the target stands in that row.",
        **bound("task.horizon", choices.task.horizon),
    )
    right.selectbox(
        "Scaling",
        list(SCALING_WORDS),
        format_func=lambda key: SCALING_WORDS[key],
        help="Fitted on the training rows.",
        **bound("task.scaling", task.scaling),
    )
    st.slider(
        "Validation: last part of the rows, %",
        *(round(100 * fraction) for fraction in VALIDATION_FRACTIONS),
        **bound(
            "task.validation_fraction",
            round(task.validation_fraction * 100),
            lambda percent: percent / 100,
        ),
    )
    st.multiselect(
        "Columns to read",
        table.columns,
        placeholder="all",
        **bound("task.features", list(task.features), tuple, table.fingerprint),
    )
    if table.groups:
        st.selectbox(
            "Group: no window crosses its borders",
            [None, *table.groups],
            format_func=lambda name: name or "no groups",
            **bound("task.group", task.group, of=table.fingerprint),
        )


def pick_layout() -> None:
    """Choose the input layout; the one that fits the meaning is marked."""
    choices, dataset = visit.experiment(), visit.dataset()
    st.markdown("#### Layout")
    shown = layout_name(choices.layout)
    if choices.layout.window > 1:
        visit.current().last_window = choices.layout.window
    fits, _ = recommend(choices.rows_are, choices.columns_are)
    names = [*USUAL] + ([shown] if shown not in USUAL else [])
    features = len(dataset.features)

    words = {}
    for name in names:
        layout = layout_named(name)
        _, timesteps, inputs = layout.shape(layout.span, features)
        mark = " :green[**fits**]" if name == fits and not veiled("fits") else ""
        shape = "" if veiled("shape") else f"**(N, {timesteps:,}, {inputs:,})** "
        words[name] = f"{shape}:gray[{LAYOUT_WORDS[name].title}]{mark}"
    st.radio(
        "Layout",
        names,
        format_func=lambda key: words[key],
        label_visibility="collapsed",
        **bound("layout", shown, layout_named),
    )
    if not veiled("fits"):
        reads, never, when = say_layout(choices.layout, features)
        st.caption(
            f"**{reads}** {never} {when} "
            f"**{say_fit(choices.layout, choices.rows_are, choices.columns_are)}** "
            "[Why does it fit?](#ask-which)"
        )
    if choices.layout.window > 1:
        table, task = dataset.table, choices.task
        largest = max(min(largest_window(choices, task, table), SLIDER_WINDOW), 2)
        highest = max(largest, choices.layout.window)

        def still(rows: int) -> int:
            """Ignore the slider of a layout that was left while it was on its way."""
            current = visit.experiment().layout
            return rows if layout_name(current) == shown else current.window

        st.slider(
            f"Window · {choices.layout.window:,} rows",
            1,
            highest,
            **bound("layout.window", choices.layout.window, still, of=highest),
        )
    fold("More layouts", pick_axes)


def pick_axes() -> None:
    """Choose freely where rows and columns go, and how far apart the samples begin."""
    layout = visit.experiment().layout
    st.number_input(
        "Stride",
        1,
        MAX_STRIDE,
        help="Rows from the start of one sample to the start of the next.",
        **bound("layout.stride", layout.stride),
    )
    for axis, label in (("rows", "Rows go to the"), ("columns", "Columns go to the")):
        st.segmented_control(
            label,
            get_args(Axis),
            required=True,
            width="stretch",
            **bound(f"layout.{axis}", getattr(layout, axis)),
        )
    st.caption(f"einops: `{layout.pattern}`")


def layout_named(name: str) -> Layout:
    """Give the layout that people call so; a window as long as the last one looked at."""
    current = visit.experiment().layout
    if name not in LAYOUTS:
        # Streamlit hands over the words when they named the shapes of a table no longer shown.
        return current
    if current.window == 1:
        current = replace(current, window=visit.current().last_window)
    return with_size(name, current)


def pick_model() -> None:
    """Say which model it is; choose it where that is opened."""
    spec = visit.experiment().spec
    layers = f" × {spec.layers}" if spec.layers > 1 else ""
    st.markdown(f"#### Model :gray[{spec.kind.name}, {many(spec.units, 'unit')}{layers}]")
    fold("More about the model", pick_settings)


def pick_settings() -> None:
    """Choose the cell, its size and how it is trained."""
    choices = visit.experiment()
    spec = choices.spec
    left, right = st.columns(2)
    left.selectbox(
        "Cell",
        list(CELLS),
        format_func=lambda cell: CELLS[cell].name,
        **bound("spec.cell", spec.cell),
    )
    right.number_input("Units", *BOUNDS["units"], **bound("spec.units", spec.units))
    left.number_input("Layers", *BOUNDS["layers"], **bound("spec.layers", spec.layers))
    right.selectbox(
        "Learning rate",
        sorted({*LEARNING_RATES, spec.learning_rate}),
        format_func=lambda rate: f"{rate:g}",
        **bound("spec.learning_rate", spec.learning_rate),
    )
    left.selectbox(
        "Optimizer",
        list(OPTIMIZER_NAMES),
        format_func=lambda key: OPTIMIZER_NAMES[key],
        **bound("spec.optimizer", spec.optimizer),
    )
    right.number_input(
        "Batch size", *BOUNDS["batch_size"], **bound("spec.batch_size", spec.batch_size)
    )
    left.number_input("Epochs", *BOUNDS["epochs"], **bound("spec.epochs", spec.epochs))
    right.number_input("Seed", *BOUNDS["seed"], **bound("spec.seed", spec.seed))
    st.toggle("Shuffle the training samples", **bound("spec.shuffle", spec.shuffle))
    if spec.kind.resets:
        st.toggle("Reset gate after the product", **bound("spec.reset_after", spec.reset_after))
    if veiled("counts", "shape"):
        return
    counts = count_parameters(spec, visit.dataset().shape[2])
    st.caption(f"{' + '.join(f'{n:,}' for n in counts)} weights, + {spec.units + 1:,} in Dense(1).")


def fold(label: str, draw: Callable[[], None]) -> None:
    """Fold away what is seldom changed; it costs nothing until it is looked at."""
    with st.expander(label, key=key_of(label), on_change="rerun") as part:
        if part.open:
            draw()


def show_notices() -> None:
    """Say what the latest change or link could not do, and which table a link asks for."""
    wanted = visit.wanted()
    asked = wanted.own if wanted else None
    if asked is not None:
        st.info(
            f"This link was made with a table of the sender's: “{escape(asked.name)}”, "
            f"{many(asked.rows, 'row')} × {many(asked.columns, 'column')}, fingerprint "
            f"{asked.fingerprint}. "
            "Upload that file and the link's choices apply; until then you see a built-in table.",
            icon=":material/upload_file:",
        )
    for sentence in visit.notices():
        st.warning(escape(sentence), icon=":material/info:")


def pick_all(hide: tuple[str, ...]) -> None:
    """Draw all groups of controls but those that a teacher's link hides."""
    for group, draws in (
        ("data", (pick_table, lambda: fold("More about the data", pick_data))),
        ("meaning", (pick_meaning, pick_target)),
        ("layout", (pick_layout,)),
        ("model", (pick_model,)),
    ):
        if group not in hide:
            for draw in draws:
                draw()
