"""Take-home programs, executed part by part in this process, in a folder with their tables."""

import contextlib
import dataclasses
import io

import numpy as np

from lstmviz.choices.experiments import Experiment, choose, start_experiment
from lstmviz.export.table_file import table_csv, table_file
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import load_example
from lstmviz.samples.layouts import Layout, with_size

# Every cell in every layout of every table; both GRUs take turns.
CASES = ("lstm", "gru", "simple_rnn")
TABLES = ("sensors", "echo", "elnino", "weather")


def example(table, layout):
    """Give an experiment with a built-in table, in a named layout of few timesteps."""
    experiment = start_experiment(table)
    experiment = dataclasses.replace(experiment, layout=with_size(layout, Layout(window=2)))
    if table == "elnino":
        experiment = choose(experiment, "task.features", ("Jan", "Apr", "Jul", "Oct"))
    return experiment, make_dataset(
        load_example(table, experiment.lag), experiment.layout, experiment.task
    )


def own(dataset, **choices):
    """Give an experiment with a table of the visitor's."""
    return Experiment(table="own", layout=dataset.layout, task=dataset.task, **choices)


@contextlib.contextmanager
def beside(experiment, dataset, folder):
    """Stand in a folder that holds the file that a program reads."""
    if file := table_file(experiment):
        (folder / file).write_bytes(table_csv(dataset))
    with contextlib.chdir(folder):
        yield


def execute(parts, names):
    """Execute the code of parts in one namespace, and keep there what they printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for part in parts:
            exec(compile("\n".join(part.code), part.title, "exec"), names)
    names["printed"] = printed.getvalue().splitlines()
    return names


def titled(parts, *titles):
    """Pick parts by their titles."""
    return [next(part for part in parts if part.title == title) for title in titles]


def check_samples(names, dataset):
    """Hold the samples, the split and the scaler of a program against the app's, exactly."""
    samples = np.arange(len(dataset.starts))
    x, y = dataset.batch(samples)
    np.testing.assert_array_equal(names["X"], x, strict=True)
    np.testing.assert_array_equal(names["y"], y[:, 0], strict=True)
    np.testing.assert_array_equal(np.flatnonzero(names["train"]), dataset.train)
    np.testing.assert_array_equal(np.flatnonzero(names["validation"]), dataset.validation)
    np.testing.assert_array_equal(names["offset"], dataset.offset)
    np.testing.assert_array_equal(names["scale"], dataset.scale)
    np.testing.assert_array_equal(names["raw"], dataset.table.values, strict=True)
    assert tuple(names["columns"]) == dataset.table.columns


def keep_few(names, few=8):
    """Leave the first few samples on each side, so that training costs nothing."""
    for side in ("train", "validation"):
        names[side] = names[side] & (np.cumsum(names[side]) <= few)
