"""Runs beside the present one: those that were left, and those worked out beforehand.

Each stays as a thin, named curve behind the present one; a click on its name brings it back.
"""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from lstmviz.choices.experiments import Experiment
from lstmviz.figures.axes import quantity
from lstmviz.figures.live import PastCurve
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import LAYOUTS, layout_name
from lstmviz.table.tables import Table
from lstmviz.training.prepared import LAYOUTS_PREPARED, PreparedRun
from lstmviz.training.run import Run
from lstmviz.training.state import Progress
from lstmviz.ui import runs, visit
from lstmviz.ui.shared import built_in_samples


@dataclass(frozen=True, eq=False)
class Past:
    """A run beside the present one.

    Args:
        experiment, own: what it belongs to, to go back to.
        dataset: its samples.
        run: the run itself, or the one worked out beforehand.
    """

    experiment: Experiment
    own: Table | None
    dataset: Dataset
    run: Run | PreparedRun

    @property
    def progress(self) -> Progress:
        """How far it came."""
        return self.run.progress

    def stands(self, unit: str) -> str:
        """Say how it stands: its last validation error, or how far it came before the first."""
        losses = self.progress.validation.losses
        if not len(losses):
            return f"epoch {self.progress.epoch:.2f}"
        return quantity(self.dataset.error_in_units(float(losses[-1])), unit)


def past() -> tuple[Past, ...]:
    """Give the runs that may be compared with the present one: the same targets, other choices."""
    present = visit.experiment()
    left = {kept.experiment.decides: of_held(kept) for kept in runs.left()}
    # A tick has no time to look them up again.
    found = visit.kept("ready", present, lambda: ready(present)) | left
    found.pop(present.decides, None)
    return tuple(each for each in found.values() if targets(each.experiment) == targets(present))


def of_held(kept: runs.Held) -> Past:
    """Take what is shown of a run that was left."""
    return Past(kept.experiment, kept.own, kept.run.dataset, kept.run)


def ready(present: Experiment) -> dict[tuple, Past]:
    """Give the runs worked out beforehand that differ from an experiment in the layout alone."""
    found: dict[tuple, Past] = {}
    if (present.table, present.task, present.spec) != (
        visit.START.table,
        replace(visit.START.task, target=present.task.target),
        visit.START.spec,
    ):
        return found
    for name in LAYOUTS_PREPARED:
        asked = replace(present, layout=LAYOUTS[name])
        table = visit.table_of(asked)
        dataset = built_in_samples(table.fingerprint, asked.layout, asked.task, table)
        run = runs.prepared(dataset.key, asked.spec, dataset)
        if run is not None:
            found[asked.decides] = Past(asked, None, dataset, run)
    return found


def targets(choices: Experiment) -> tuple:
    """Name what is predicted, and which rows judge it."""
    task = choices.task
    return (
        *choices.decides[:2], task.target, task.horizon, task.group, task.validation_fraction,
    )  # fmt: skip


def names(runs_beside: tuple[Past, ...]) -> list[str]:
    """Name runs by their layouts, and by their models where those are not the present one's."""
    present = visit.experiment().spec
    said = []
    for each in runs_beside:
        spec, layout = each.experiment.spec, each.experiment.layout
        words = [short_name(each.dataset, layout_name(layout) == "window", layout.window)]
        if (spec.cell, spec.units, spec.layers) != (present.cell, present.units, present.layers):
            layers = f" × {spec.layers}" if spec.layers > 1 else ""
            words.append(f"{spec.kind.name}({spec.units}){layers}")
        elif spec != present:
            words.append("other settings")
        said.append(" ".join(words))
    return said


def short_name(dataset: Dataset, is_window: bool, rows: int) -> str:
    """Name a layout in a few letters: the window by its rows, another by its shape."""
    _, timesteps, features = dataset.shape
    return f"window {rows:,}" if is_window else f"(N,{timesteps},{features})"


def curves(beside: tuple[Past, ...]) -> list[PastCurve]:
    """Give the curves of runs beside the present one, in the table's unit."""
    return [
        PastCurve(name, each.progress.validation.epochs, np.sqrt(losses) * scale)
        for name, each in zip(names(beside), beside, strict=True)
        for losses in [each.progress.validation.losses]
        for scale in [each.dataset.scale[each.dataset.target]]
        if len(losses)
    ]


def show_chips(beside: tuple[Past, ...], unit: str) -> None:
    """Draw a chip for each: its name and its error; it brings the run back."""
    with st.container(horizontal=True, gap="small", key="past"):
        for number, (name, each) in enumerate(zip(names(beside), beside, strict=True)):
            st.button(
                f"{name} · {each.stands(unit)}",
                key=f"past {number}",
                type="tertiary",
                on_click=bring_back,
                args=(each,),
            )


def bring_back(run: Past) -> None:
    """Go back to a run, its choices and its table."""
    visit.go_back(run.experiment, run.own)
    st.rerun("app")
