"""What moves while training runs: curves, prediction, and the numbers fed to the diagram."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import streamlit as st
from jaxtyping import Float64, Int
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from lstmviz.datasets import Dataset
from lstmviz.diagram.component import feed
from lstmviz.diagram.scene import chunk
from lstmviz.examples import EXAMPLES
from lstmviz.figures.axes import label, quantity
from lstmviz.figures.colours import THEMES, Theme
from lstmviz.figures.live import describe_live_curve, live_curve
from lstmviz.figures.prediction import describe_prediction, prediction_curve
from lstmviz.training.state import Curve, Progress
from lstmviz.ui import flow, runs, visit
from lstmviz.ui.delivery import deliver
from lstmviz.ui.visit import escape

TICK = 0.5  # seconds
# With more pages than this ticking they tick less often, so that other pages answer meanwhile:
PAGES_AT_FULL_TICK = 10
# by one TICK for each so many pages more. That is 15 to 20 ticks a second, whoever is there.
PAGES_A_STEP = 7
# A page ticks no more when it has not ticked for so long, in seconds.
SILENT = 5.0
# Beyond so many values a strip, a tick sends over 100 KB and comes a third as often.
MANY_VALUES = 10_000
# A tick waits at most so long for those of others to be drawn, in seconds: the next one would
# interrupt it, and it would never be drawn.
LONGEST_WAIT = 0.3
# From one page that is drawn anew because its run began or ended to the next one, in seconds.
BETWEEN_RUNS = 0.2
HEIGHT = 164  # of a chart, in px


def show_live() -> None:
    """Draw curves and prediction, again and again while something changes by itself."""
    runs.visitor()
    many = visit.dataset().shape[1] * visit.experiment().spec.units > MANY_VALUES
    repeat(draw, 3 * TICK if many else TICK)


def repeat(
    draw: Callable[[runs.View], None],
    seconds: float,
    busy: Callable[[], bool] = lambda: False,
    drawn_busy: bool = False,
) -> None:
    """Draw a state now and, while it changes by itself, again and again.

    When that begins or ends, the whole page is drawn once; but never from within its own run, for
    a rerun drops what was not yet sent, and with it the values of all widgets.

    Args:
        draw: draws one state.
        seconds: from one time to the next.
        busy: whether something else that it draws is still on its way.
        drawn_busy: whether the page has drawn it as such before this, as in a button to stop it.
    """

    def moves(view: runs.View) -> bool:
        return view.moving or busy()

    # What ended since the page drew its buttons has to bring them up to date as well.
    moving = st.session_state.drawn_active or drawn_busy or moves(runs.view())
    ticks, visitor = False, runs.visitor()
    every = seconds * stage().crowding()

    @st.fragment(run_every=every if moving else None)
    def tick() -> None:
        nonlocal ticks, every
        view = runs.view()
        if ticks and moves(view) != moving and stage().may_run():
            st.rerun()
        if not ticks:
            # A part of the page's own run, which somebody waits for.
            ticks = True
            draw(view)
            deliver()
            return
        now = seconds * stage().crowding(visitor)
        if now != every:
            every = now
            tick_every(every)
        with stage().alone():
            draw(view)
            deliver()

    # A tick that follows at once on a full run takes back what that has not yet sent of this part;
    # in a place of its own, so that nothing after it moves up and is covered then.
    with st.container():
        tick()


@dataclass(eq=False)
class Stage:
    """What the pages of all visitors share while they draw.

    Args:
        lock: held by the tick that draws.
        next_run: when the next page may be drawn anew by itself, on the monotonic clock.
        ticked: when the pages of visitors ticked last.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    next_run: float = 0.0
    ticked: dict[str, float] = field(default_factory=dict)

    def crowding(self, visitor: str | None = None) -> int:
        """How much rarer ticks are than usual: four times with 30 pages.

        Args:
            visitor: whose page ticks now.
        """
        now = time.monotonic()
        if visitor is not None:
            self.ticked[visitor] = now
        for silent in [v for v, when in list(self.ticked.items()) if now - when > SILENT]:
            self.ticked.pop(silent, None)
        return 1 + max(0, math.ceil((len(self.ticked) - PAGES_AT_FULL_TICK) / PAGES_A_STEP))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Draw while no other visitor's tick draws, but never wait long for it.

        Thirty ticks at once fight for Python's one lock with the thread that sends what they
        draw: each of its messages waited for all of them, and nobody saw anything for seconds.
        """
        held = self.lock.acquire(timeout=LONGEST_WAIT)
        try:
            yield
        finally:
            if held:
                self.lock.release()

    def may_run(self) -> bool:
        """Whether a page may be drawn anew; if not, its next tick asks again.

        Runs that share their results end in the same moment, and so would ten pages be drawn.
        """
        now = time.monotonic()
        if now < self.next_run:
            return False
        self.next_run = now + BETWEEN_RUNS
        return True


@st.cache_resource(show_spinner=False)
def stage() -> Stage:
    """The stage of this server."""
    return Stage()


def tick_every(seconds: float) -> None:
    """From within a fragment, have it drawn more or less often from now on.

    Streamlit says so to the browser at full runs alone, and thirty of them would cost seconds.
    """
    message = ForwardMsg()
    message.auto_rerun.interval = seconds
    message.auto_rerun.fragment_id = ThreadState.get().fragment_id
    get_script_run_ctx().enqueue(message)


def draw(view: runs.View) -> None:
    """Draw one state."""
    dataset = visit.dataset()
    left, right = st.columns(2, gap="small")
    with left.container(key="live"):
        draw_curves(view, dataset)
    with right.container(key="prediction"):
        draw_prediction(view, dataset)
    # At rest too: the diagram believes what was fed last, and looking back changes it.
    feed(flow.values(view), flow.KEY)


def theme() -> Theme:
    """The colours of the visitor's mode."""
    return THEMES["dark" if st.context.theme.type == "dark" else "light"]


def unit_of(dataset: Dataset) -> str:
    """The target's unit, or ""."""
    return dataset.table.units[dataset.target] if dataset.table.units else ""


def draw_curves(view: runs.View, dataset: Dataset) -> None:
    """Draw training and validation error against the baselines, in the table's unit."""
    progress, unit = view.progress, unit_of(dataset)
    baselines = {
        "repeat the last value": dataset.baselines["last_value"],
        "always say the mean": dataset.baselines["mean"],
    }
    lowest = lowest_error()
    st.markdown(f"**Live training**&emsp;{state_words(progress, view.warm)}")
    validation = in_units(progress.validation, dataset)
    st.echarts_chart(
        live_curve(
            in_units(progress.train, dataset),
            validation,
            epochs=progress.epochs,
            unit=unit,
            baselines=baselines,
            lowest=lowest,
            at=None if view.moment is None else view.snapshot.epoch,
            theme=theme(),
        ),
        key="live_curve",
        height=HEIGHT,
        alt=describe_live_curve(
            validation, epochs=progress.epochs, unit=unit, baselines=baselines, lowest=lowest
        ),
    )


def lowest_error() -> float | None:
    """The error that no model can beat, where the example's own task is asked."""
    choices = visit.experiment()
    example = EXAMPLES.get(choices.table)
    same = example is not None and (choices.task.target, choices.task.horizon) == (
        example.task.target,
        example.task.horizon,
    )
    return example.lowest_error if same else None


def in_units(curve: Curve, dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Turn a curve of losses into root-mean-square errors in the table's unit."""
    return curve.epochs, np.sqrt(curve.losses) * dataset.scale[dataset.target]


def state_words(progress: Progress, warm: bool) -> str:
    """Say in a line how training stands."""
    at = f"epoch **{progress.epoch:.1f}** of {progress.epochs}"
    if progress.prepared:
        ready = "**Train** starts your own" if warm else "the worker is warming up"
        return f"prepared run, {progress.epochs} epochs&ensp;·&ensp;{ready}"
    match progress.status:
        case "ready to start":
            ready = "ready to start" if warm else "warming up; all else works"
            return f"{ready} · {progress.updates_per_epoch:,} updates an epoch"
        case "waiting":
            if not warm:
                return "warming up: the first point comes in a few seconds"
            return f"in line: {progress.place} before you" if progress.place else "starting"
        case "training":
            words = [at]
            if progress.updates_per_second:
                words.append(f"**{progress.updates_per_second:,.0f}** updates/s")
            if progress.seconds_left is not None:
                words.append(f"**{duration(progress.seconds_left)}** left")
            return "&ensp;·&ensp;".join(words)
        case "failed":
            return f":material/error: {escape(progress.message)}"
        case "paused" if progress.message:
            return f"{at}&ensp;·&ensp;{escape(progress.message)}"
    return f"{at}&ensp;·&ensp;{progress.status}"


def duration(seconds: float) -> str:
    """Write a time: 7 s, 3 min, 2 h."""
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5970 else f"{seconds / 3600:.0f} h"


@dataclass(frozen=True, eq=False)
class Stretch:
    """What the prediction is drawn over: rows of the targets, their names and true values.

    Kept from one tick to the next, since a tick has no time for a hundred labels.
    """

    rows: Int[np.ndarray, " stretch"]
    names: tuple[str, ...]
    truth: Float64[np.ndarray, " stretch"]


def stretch_of(dataset: Dataset) -> Stretch:
    """Name the rows of the stretch and take their true values, once for a dataset."""

    def make() -> Stretch:
        rows = dataset.target_rows(dataset.stretch)
        names = tuple(label(dataset.table.row_name(int(row))) for row in rows)
        truth = dataset.table.values[rows, dataset.target].astype(np.float64)
        return Stretch(rows, names, truth)

    return visit.kept("stretch", dataset.key, make)


def draw_prediction(view: runs.View, dataset: Dataset) -> None:
    """Draw truth and prediction over a stretch of validation rows, in the table's unit."""
    target, unit, stretch = dataset.target, unit_of(dataset), stretch_of(dataset)
    predicted = runs.predictions(view.snapshot, dataset)
    shown = chunk(dataset, visit.sample())
    first, last = int(dataset.starts[shown[0]]), int(dataset.starts[shown[-1]])
    name = dataset.table.columns[target]
    st.markdown(
        f"**Prediction**&emsp;{escape(label(name))} :gray[and prediction, validation rows]"
        f"{error_words(view, dataset)}"
    )
    st.echarts_chart(
        prediction_curve(
            stretch.rows,
            stretch.truth,
            predicted,
            target=name,
            column=target,
            unit=unit,
            names=stretch.names,
            sample_rows=(first, last + dataset.layout.span - 1),
            sample_name=f"sample {shown[0]:,}" + (f"–{shown[-1]:,}" if len(shown) > 1 else ""),
            target_row=int(dataset.target_rows(shown)[0]) if len(shown) == 1 else None,
            theme=theme(),
        ),
        key="prediction_curve",
        height=HEIGHT,
        alt=describe_prediction(stretch.rows, stretch.truth, predicted, target=name, unit=unit),
    )


def error_words(view: runs.View, dataset: Dataset) -> str:
    """Say the validation error of the moment in view."""
    loss = view.snapshot.validation_loss
    if loss is None and view.moment is None and len(view.progress.validation.losses):
        loss = float(view.progress.validation.losses[-1])
    if loss is None:
        return ""
    return f"&ensp;·&ensp;error **{quantity(dataset.error_in_units(loss), unit_of(dataset))}**"
