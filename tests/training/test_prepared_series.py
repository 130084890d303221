"""The race and the sweeps worked out beforehand: what they hold is what their weights give."""

from dataclasses import replace

import numpy as np
import pytest

from lstmviz.choices.experiments import Experiment, start_experiment
from lstmviz.choices.start import entrants_for
from lstmviz.network.models import trace_model
from lstmviz.racing.entrants import fair_datasets
from lstmviz.samples.examples import load_example
from lstmviz.training.parts import own_part
from lstmviz.training.prepare import race_of
from lstmviz.training.prepared import FOLDER
from lstmviz.training.prepared_series import RACE, load_edge, load_race, save_edges, save_race
from lstmviz.training.sweep import SWEEP_LAGS, echo_sweep, windows_around

AGAIN = "run: python -m lstmviz.training.prepare race edges"


@pytest.fixture(scope="module")
def entered():
    """The race that the app opens with: datasets, specs, seeds, updates."""
    experiment = start_experiment(Experiment().table)
    table = load_example(experiment.table)
    entrants = entrants_for(table, experiment.task)
    parts = fair_datasets(table, experiment.task, [each.layout for each in entrants])
    specs = [each.sharing(experiment.spec, experiment.laps) for each in entrants]
    return parts, specs, experiment.seeds, None


def test_the_race_is_that_of_the_page_finished_and_small(entered):
    _, specs, seeds, _ = entered
    race = load_race(*entered)
    assert race is not None, AGAIN
    assert not race.active
    assert [[each.seed for each in line] for line in race.results] == [[*range(seeds)]] * len(specs)
    for line, spec in zip(race.results, specs, strict=True):
        assert {(each.status, each.epoch) for each in line} == {("finished", spec.epochs)}
    assert (FOLDER / RACE).stat().st_size < 500_000


@pytest.mark.parametrize("number", range(3))
def test_each_error_is_that_of_the_weights(entered, number):
    parts, *_ = entered
    race = load_race(*entered)
    assert race is not None, AGAIN
    validation = own_part(parts[number], None).validation
    x, y = parts[number].batch(validation)
    for each in race.results[number]:
        guess = trace_model(each.weights, x).y[:, -1]
        error = float(np.sqrt(np.mean((guess - y.ravel()) ** 2)))
        assert each.error == pytest.approx(error, rel=1e-3)
        assert each.error == pytest.approx(np.sqrt(each.validation.losses[-1]))


def test_another_race_was_not_worked_out(entered, tmp_path):
    parts, specs, seeds, updates = entered
    assert load_race(parts, specs, seeds, updates, tmp_path) is None
    assert load_race(parts, specs, seeds - 1, updates) is None
    assert load_race(parts, specs, seeds, 3000) is None
    assert load_race(parts, [replace(spec, units=16) for spec in specs], seeds, updates) is None


@pytest.mark.parametrize("lag", range(SWEEP_LAGS[0], SWEEP_LAGS[1] + 1))
def test_each_lag_has_its_edge_between_lag_and_one_row_more(lag):
    sweep = load_edge(lag)
    assert sweep is not None, AGAIN
    error = {each.window: each.error for each in sweep.results}
    assert tuple(error) == windows_around(lag)
    assert error[lag] > 0.8
    assert error[lag + 1] < 0.35


def test_what_is_not_finished_is_not_kept(tmp_path):
    key, race = race_of()
    with pytest.raises(ValueError, match="finished"):
        save_race(key, race, tmp_path)
    with pytest.raises(ValueError, match="finished"):
        save_edges({2: echo_sweep(2)}, tmp_path)
    assert load_edge(2, tmp_path) is None
