from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstmviz.network.models import initial_weights, trace_model
from lstmviz.racing.baselines import LEARN_NOTHING, baseline_errors
from lstmviz.samples.datasets import Dataset
from lstmviz.training.prepare import run_of
from lstmviz.training.prepared import FOLDER, LAYOUTS_PREPARED, PreparedRun, file_name, load
from lstmviz.training.run import Run


@pytest.fixture(scope="module", params=LAYOUTS_PREPARED)
def run(request) -> Run:
    return run_of(request.param)


@pytest.fixture(scope="module")
def prepared(run: Run) -> PreparedRun:
    prepared = load(run.spec, run.dataset)
    assert prepared is not None, "run: python -m lstmviz.training.prepare"
    return prepared


def test_it_is_the_default_model_finished_and_small(run: Run, prepared: PreparedRun):
    progress = prepared.progress
    assert progress.prepared
    assert (progress.status, progress.epoch) == ("finished", run.spec.epochs)
    assert progress.latest is prepared.snapshots[-1]
    assert (FOLDER / file_name(run.dataset)).stat().st_size < 1_000_000
    first, initial = prepared.snapshots[0], initial_weights(run.spec, run.dataset.shape[2])
    for mine, theirs in zip(first.weights.arrays(), initial.arrays(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_it_learnt_what_its_table_allows(run: Run, prepared: PreparedRun):
    error = run.dataset.error_in_units(prepared.progress.validation.losses[-1])
    assert error < 0.6 * min(baseline_errors(LEARN_NOTHING, [run.dataset]).values())


def test_its_predictions_are_those_of_its_weights(run: Run, prepared: PreparedRun):
    x, _ = run.dataset.batch(run.dataset.stretch)
    for snapshot in [kept for kept in prepared.snapshots if kept.stretch is not None][::10]:
        y = trace_model(snapshot.weights, x).y[:, -1]
        np.testing.assert_allclose(snapshot.stretch, y, atol=1e-4)


def test_it_belongs_to_its_own_experiment_alone(run: Run, dataset: Dataset, tmp_path: Path):
    assert load(replace(run.spec, seed=1), run.dataset) is None
    assert load(run.spec, dataset) is None
    assert load(run.spec, run.dataset, tmp_path) is None
