"""Who races, on the same targets, and what the race leaves behind: fair datasets and results.

A layout with a wide window cannot reach the first rows of a table, nor those after a gap. So that
no entrant is asked easier questions than another, all learn from the same target rows and are
scored on the same target rows: those that all of them can reach.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from types import MappingProxyType

import numpy as np
from jaxtyping import Int

from lstmviz.network.specs import OPTIMIZER_NAMES, TrainingSpec, write_number
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layout_words import short_words
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.wording import many

# How a spreadsheet recognises a formula by its first letter.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class RaceError(ValueError):
    """Entrants that cannot race each other; its text is a sentence for the person."""


@dataclass(frozen=True)
class Entrant:
    """Who races: a layout and a model with its training; the spec's seed is not used."""

    layout: Layout
    spec: TrainingSpec

    def name(self, columns: int) -> str:
        """Say how the table enters, for a table of so many feature columns.

        >>> Entrant(Layout(), TrainingSpec()).name(columns=3)
        '24-row window, (N, 24, 3)'
        """
        _, timesteps, features = self.layout.shape(self.layout.span, columns)
        return f"{short_words(self.layout)}, (N, {timesteps:,}, {features:,})"

    @property
    def model(self) -> str:
        """Say what is trained.

        >>> Entrant(Layout(), TrainingSpec()).model
        'LSTM(32)'
        """
        spec = self.spec
        cell = f"{spec.kind.name}({spec.units})"
        stacked = f"{spec.layers} × {cell}" if spec.layers > 1 else cell
        return f"{stacked}{', stateful' if spec.stateful else ''}"

    def sharing(self, shared: TrainingSpec, epochs: int) -> TrainingSpec:
        """Give the model the training that all entrants of a race share, for so many epochs."""
        own = self.spec
        return replace(
            shared,
            cell=own.cell,
            reset_after=own.reset_after,
            units=own.units,
            layers=own.layers,
            epochs=epochs,
            shuffle=shared.shuffle and not own.stateful,
            stateful=own.stateful,
        )


ENTRANTS = tuple(
    Entrant(LAYOUTS[name], TrainingSpec(epochs=3)) for name in ("columns", "row", "window")
)
"""The two readings of the question and what is usually wanted."""


# What `Entrant.name` leaves out, in words: said where entrants differ in it.
LAYOUT_SETTINGS: Mapping[str, Callable[[Layout], str]] = MappingProxyType(
    {
        "stride": lambda layout: f"stride {layout.stride:,}",
        "dilation": lambda layout: (
            f"rows {layout.dilation:,} apart" if layout.window > 1 else ""  # nothing is apart
        ),
    }
)
SPEC_SETTINGS: Mapping[str, Callable[[TrainingSpec], str]] = MappingProxyType(
    {
        "reset_after": lambda spec: (
            f"reset {'after' if spec.reset_after else 'before'}" if spec.kind.resets else ""
        ),
        "optimizer": lambda spec: OPTIMIZER_NAMES[spec.optimizer],
        "learning_rate": lambda spec: f"learning rate {write_number(spec.learning_rate)}",
        "batch_size": lambda spec: f"batches of {spec.batch_size:,}",
        "epochs": lambda spec: many(spec.epochs, "epoch"),
        # A stateful model's samples are never shuffled.
        "shuffle": lambda spec: "" if spec.stateful else "shuffled" if spec.shuffle else "in order",
    }
)


def names(entrants: Sequence[Entrant], columns: int) -> tuple[str, ...]:
    """Name those who race so that no two names are the same.

    The model and other settings are added where they differ; entrants that differ in nothing are
    numbered.

    Args:
        entrants: who races.
        columns: feature columns of the table.

    >>> specs = TrainingSpec(), TrainingSpec(shuffle=False)
    >>> names([Entrant(Layout(), spec) for spec in specs], columns=3)[1]
    '24-row window, (N, 24, 3), in order'
    """
    settings = [
        [entrant.model]
        + [words(entrant.layout) for words in LAYOUT_SETTINGS.values()]
        + [words(entrant.spec) for words in SPEC_SETTINGS.values()]
        for entrant in entrants
    ]
    differ = [len(set(said) - {""}) > 1 for said in zip(*settings, strict=True)]
    full = []
    for entrant, said in zip(entrants, settings, strict=True):
        added = [text for text, told in zip(said, differ, strict=True) if told and text]
        full.append(", ".join([entrant.name(columns), *added]))
    total, seen, unique = Counter(full), Counter(), []
    for name in full:
        seen[name] += 1
        unique.append(f"{name}, no. {seen[name]}" if total[name] > 1 else name)
    return tuple(unique)


def fair_datasets(table: Table, task: Task, layouts: Sequence[Layout]) -> tuple[Dataset, ...]:
    """Cut a table for each layout, with the same training and the same validation targets in all.

    The scaling is fitted on the rows before the split, so it is the same whatever the layout.

    Args:
        table: that all of them read.
        task: that all of them are asked.
        layouts: one for each entrant, at least one.

    Returns:
        A dataset per layout. `train` and `validation` hold the samples whose target rows all
        layouts can reach, in the order of these rows: sample i of one has the target of sample i
        of any other. `counts` is that of the layout alone. Equal layouts share one dataset.

    Raises:
        TaskError, LayoutError: a layout or the task does not fit the table.
        RaceError: nothing to train on, or no target row is left that all can reach.
    """
    made = {layout: make_dataset(table, layout, task) for layout in dict.fromkeys(layouts)}
    lacks = next(filter(None, (dataset.lacks for dataset in made.values())), "")
    if lacks:
        raise RaceError(lacks)
    parts = {}
    for part in ("train", "validation"):
        reached = [each.target_rows(getattr(each, part)) for each in made.values()]
        parts[part] = reduce(np.intersect1d, reached)
        if not len(parts[part]):
            raise RaceError(nothing_in_common(part, layouts))
    # One scaled copy of the table is enough for all.
    scaled = next(iter(made.values())).scaled
    fair = {
        layout: replace(
            dataset, scaled=scaled, **{part: hitting(dataset, part, parts[part]) for part in parts}
        )
        for layout, dataset in made.items()
    }
    return tuple(fair[layout] for layout in layouts)


def hitting(
    dataset: Dataset, part: str, rows: Int[np.ndarray, " rows"]
) -> Int[np.ndarray, " rows"]:
    """Choose the samples of a part whose targets stand in the given rows."""
    samples = getattr(dataset, part)
    return samples[np.isin(dataset.target_rows(samples), rows)]


def nothing_in_common(part: str, layouts: Sequence[Layout]) -> str:
    """Say why no target is left for all, and what would help."""
    why = f"No {part.replace('train', 'training')} target is left that all entrants can reach"
    if max(layout.stride for layout in layouts) > 1:
        return (
            f"{why}: with their strides they predict different rows. Choose a stride of 1 for all."
        )
    return (
        f"{why}: missing values leave each of them other rows. "
        "Choose shorter windows, or columns with fewer gaps."
    )


@dataclass(frozen=True)
class Outcome:
    """What one run came to.

    Args:
        seed: of its initial weights and of its shuffling.
        epochs: done, fractional.
        error: root-mean-square error on the validation samples, in the table's unit; None before
            there is one.
        training_error: the same on the training samples, once the run has finished.
        updates: done.
    """

    seed: int
    epochs: float
    error: float | None
    training_error: float | None = None
    updates: int = 0


def results_csv(
    entrants: Sequence[Entrant],
    datasets: Sequence[Dataset],
    outcomes: Sequence[Sequence[Outcome]],
    baselines: Mapping[str, float],
    updates: int | None = None,
    settling: str = "",
) -> str:
    """Write every result of a race as CSV, with all that is needed to run it again.

    Args:
        entrants: who raced.
        datasets: from `fair_datasets`, one for each.
        outcomes: of each entrant's runs.
        baselines: what needs no training and its error in the table's unit, by name; lines of
            their own, after the runs.
        updates: planned for each run, where that was chosen and not the epochs.
        settling: when a run ends before its epochs, in words; "" if it does not.

    Returns:
        Text with a header line; numbers in full precision, the error empty where there is none. A
        text that a spreadsheet would take for a formula has a ' before it.
    """
    first = datasets[0]
    units = first.table.units
    shared = {"unit": units[first.target] if units else "", "table": first.table.name}
    shared |= {"training samples": len(first.train), "validation samples": len(first.validation)}
    shared |= settings_of(first.task, "task")
    shared["task features"] = ", ".join(first.table.columns[n] for n in first.features)
    lines = []
    called = names(entrants, len(first.features))
    for name, entrant, runs in zip(called, entrants, outcomes, strict=True):
        settings = settings_of(entrant.layout, "layout") | settings_of(entrant.spec, "model")
        del settings["model seed"]
        settings |= {"model epochs": "", "updates planned": updates} if updates else {}
        settings |= {"ends": settling} if settling else {}
        lines += [
            {
                "name": name,
                "seed": run.seed,
                "epochs done": run.epochs,
                "updates done": run.updates,
                "error": run.error,
                "training error": run.training_error,
            }
            | shared
            | settings
            for run in runs
        ]
    lines += [{"name": name, "error": error} | shared for name, error in baselines.items()]
    header = dict.fromkeys(key for line in lines for key in line)
    written = io.StringIO()
    writer = csv.DictWriter(written, header)
    writer.writeheader()
    writer.writerows({key: defused(value) for key, value in line.items()} for line in lines)
    return written.getvalue()


def settings_of(settings: Layout | TrainingSpec | Task, what: str) -> dict[str, object]:
    """List all settings by name, e.g. "layout window"."""
    return {
        f"{what} {each.name.replace('_', ' ')}": getattr(settings, each.name)
        for each in fields(settings)
    }


def defused(value: object) -> object:
    """Put a ' before a text that a spreadsheet would take for a formula.

    >>> defused("=1+1"), defused(-1.5)
    ("'=1+1", -1.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
