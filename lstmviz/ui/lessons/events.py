"""What a step waits for: reported by a drawing, or seen in what the page's parts hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from lstmviz.lessons.count import asked_count
from lstmviz.lessons.lesson import Case
from lstmviz.lessons.shows import busy_row
from lstmviz.lessons.units import has_left, swing
from lstmviz.network.specs import count_parameters
from lstmviz.ui import runs, visit
from lstmviz.ui.doctor.case import case as doctor_case
from lstmviz.ui.inside import edge
from lstmviz.ui.inside.wiggle import wiggled
from lstmviz.ui.race import field
from lstmviz.ui.tensor.find import cell
from lstmviz.ui.tensor.targets import offset


@dataclass(frozen=True)
class Events:
    """Events of a step, looked up when they are asked for.

    Args:
        reported: by drawings.
        case: the step as it was opened.
    """

    reported: frozenset[str]
    case: Case

    def __contains__(self, event: str) -> bool:
        return event in self.reported or (event in WATCHED and WATCHED[event](self.case))


def has_updated(case: Case) -> bool:
    """Whether one batch was trained."""
    return runs.run().last_update is not None


def has_raced(case: Case) -> bool:
    """Whether the race of these entrants is over."""
    race = field.started()
    return race is not None and all(
        each.status in ("finished", "failed") for line in race.results for each in line
    )


def has_swept(case: Case) -> bool:
    """Whether every window was trained."""
    sweep = edge.begun()
    return sweep is not None and all(each.status == "finished" for each in sweep.results)


def has_counted(case: Case) -> bool:
    """Whether the window leaves the number of samples that is asked for."""
    choices = visit.experiment()
    return choices.layout.samples(case.rows, choices.task.horizon) == asked_count(case)


def has_mended(case: Case) -> bool:
    """Whether the target stands after the window."""
    return offset() > 0


def has_moved(case: Case) -> bool:
    """Whether the change moves ŷ as far as is asked for."""
    seen, scale = wiggled(runs.view()), case.dataset.scale[case.dataset.target]
    return float(np.abs(seen.prediction).max() * scale) >= swing(case)


def has_left_row(case: Case) -> bool:
    """Whether a sample is in view that does not move with the changed row."""
    return has_left(case, visit.sample())


def has_pointed(case: Case) -> bool:
    """Whether wires of a unit or an input were chosen."""
    return visit.current().wired is not None


def is_longer(case: Case) -> bool:
    """Whether a sample has more steps than features."""
    _, timesteps, features = visit.dataset().shape
    return timesteps > features


def has_looked_up(case: Case) -> bool:
    """Whether the value that is looked at stands in the row that is asked for."""
    row, _ = cell()
    return visit.experiment().sample is not None and row == busy_row(case.dataset)


def has_steps(case: Case) -> bool:
    """Whether a sample has several steps."""
    return visit.dataset().shape[1] > 1


def is_lighter(case: Case) -> bool:
    """Whether the recurrent layer has a third of the weights that it began with, or fewer."""
    now, then = (
        count_parameters(spec, case.columns)[0] for spec in (visit.experiment().spec, case.spec)
    )
    return 3 * now <= then


def has_asked_doctor(case: Case) -> bool:
    """Whether the doctor was given something to read, other than what was there before."""
    now = doctor_case()
    return bool(now.text.strip()) and now is not visit.current().learning.case


WATCHED: Mapping[str, Callable[[Case], bool]] = MappingProxyType(
    {
        "update": has_updated,
        "race": has_raced,
        "sweep": has_swept,
        "counted": has_counted,
        "mended": has_mended,
        "moved": has_moved,
        "left": has_left_row,
        "wired": has_pointed,
        "longer": is_longer,
        "row": has_looked_up,
        "steps": has_steps,
        "lighter": is_lighter,
        "doctor": has_asked_doctor,
    }
)
