"""What a step waits for: reported by a drawing, or seen in what the page's parts hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from lstmviz.lessons.count import round_count
from lstmviz.lessons.lesson import Case
from lstmviz.lessons.units import swing_units
from lstmviz.ui import runs, visit
from lstmviz.ui.doctor.case import case as doctor_case
from lstmviz.ui.inside import edge
from lstmviz.ui.inside.wiggle import wiggled
from lstmviz.ui.race import field
from lstmviz.ui.strangers import escape
from lstmviz.ui.tensor.targets import offset


@dataclass(frozen=True)
class Events:
    """Events of a step, looked up when they are asked for."""

    reported: frozenset[str]

    def __contains__(self, event: str) -> bool:
        return event in self.reported or (event in WATCHED and WATCHED[event]())


def has_updated() -> bool:
    """Whether one batch was trained."""
    return runs.run().last_update is not None


def has_raced() -> bool:
    """Whether the race of these entrants is over."""
    race = field.started()
    return race is not None and all(
        each.status in ("finished", "failed") for line in race.results for each in line
    )


def has_swept() -> bool:
    """Whether every window was trained."""
    sweep = edge.begun()
    return sweep is not None and all(each.status == "finished" for each in sweep.results)


def has_counted() -> bool:
    """Whether the window leaves the number of samples that is asked for."""
    choices, table = visit.experiment(), visit.dataset().table
    left = choices.layout.samples(len(table.values), choices.task.horizon)
    return left == round_count(choices, table)


def has_mended() -> bool:
    """Whether the target stands after the window."""
    return offset() > 0


def has_moved() -> bool:
    """Whether the change moves ŷ as far as is asked for."""
    dataset, seen = visit.dataset(), wiggled(runs.view())
    case = Case(visit.experiment(), dataset, escape)
    most = float(np.abs(seen.prediction).max()) * float(dataset.scale[dataset.target])
    return most >= swing_units(case)


def has_pointed() -> bool:
    """Whether wires of a unit or an input were chosen."""
    return visit.current().wired is not None


def is_longer() -> bool:
    """Whether a sample has more steps than features."""
    _, timesteps, features = visit.dataset().shape
    return timesteps > features


def has_asked_doctor() -> bool:
    """Whether the doctor was given something to read."""
    return bool(doctor_case().text.strip())


WATCHED: Mapping[str, Callable[[], bool]] = MappingProxyType(
    {
        "update": has_updated,
        "race": has_raced,
        "sweep": has_swept,
        "counted": has_counted,
        "mended": has_mended,
        "moved": has_moved,
        "wired": has_pointed,
        "longer": is_longer,
        "doctor": has_asked_doctor,
    }
)
