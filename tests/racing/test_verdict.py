import math
import statistics

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lstmviz.network.gradients import gradients_model
from lstmviz.network.models import ModelWeights, initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.racing.baselines import BASELINES, LAST_VALUE, baseline_errors
from lstmviz.racing.entrants import fair_datasets
from lstmviz.racing.regression import linear_error
from lstmviz.racing.verdict import (
    FEWEST_SEEDS,
    FEWEST_TARGETS,
    LEVEL,
    few_targets,
    still_learning,
    verdict,
)
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table

ERROR = st.floats(0, 1e6)
RULES = {"repeat the last value": 46.0, "always say the mean": 60.0}


def judge(errors, baselines=None, unit="W", lowest=None):
    return verdict("ABCDEF"[: len(errors)], errors, baselines or {}, unit, lowest)


# ---- who is ahead -------------------------------------------------------------------------------


def test_ahead_where_the_worst_seed_beats_the_best_of_the_other():
    assert judge([[30.0, 29.5, 31.0], [18.9, 17.9, 18.2]]) == (
        "“B” is ahead: its median error, 18.2 W, is 39 % below that of “A”, 30.0 W; even its worst "
        "seed, 18.9 W, beats the best of “A”, 29.5 W.",
    )


def test_ahead_of_all_others():
    # The best of all others is not the second's, by median.
    errors = [[10.0, 11.0, 12.0], [19.0, 20.0, 21.0], [15.0, 30.0, 30.0]]
    assert judge(errors) == (
        "“A” is ahead: its median error, 11.0 W, is 45 % below that of “B”, 20.0 W; even its worst "
        "seed, 12.0 W, beats the best of all others, 15.0 W.",
    )


def test_nobody_wins_where_seeds_overlap():
    assert judge([[18.2, 17.0, 21.0], [19.0, 17.5, 20.0]]) == (
        "Nobody wins: the lowest median error, 18.2 W, is that of “A”, but its worst seed, "
        "21.0 W, does not beat the best of “B”, 17.5 W.",
    )


def test_nobody_wins_between_equals():
    assert judge([[2.0, 2.0, 2.0], [2.0, 2.0, 2.0]]) == (
        "Nobody wins: the lowest median error, 2.00 W, is that of “A”, but its worst seed, "
        "2.00 W, does not beat the best of “B”, 2.00 W.",
    )


def test_not_the_first_but_clear_of_the_rest():
    errors = [[3.0, 4.0, 5.0], [4.5, 5.0, 6.0], [4.2, 7.0, 8.0], [9.0, 9.5, 9.9], [8.5, 9.6, 9.9]]
    assert judge(errors) == (
        "Nobody wins: the lowest median error, 4.00 W, is that of “A”, but its worst seed, "
        "5.00 W, does not beat the best of “C”, 4.20 W.",
        "Nor does it beat the best of “B”.",
        "It is ahead of “D” and “E”: the best seed there has 8.50 W.",
    )


def test_a_worst_seed_equal_to_the_other_s_best_does_not_beat_it():
    assert judge([[1.0, 1.5, 2.0], [2.0, 3.0, 4.0]])[0].startswith("Nobody wins")
    assert judge([[1.0, 1.5, 1.999], [2.0, 3.0, 4.0]])[0].startswith("“A” is ahead")


@pytest.mark.parametrize(
    ("few", "tells"), [(1, "One run of each tells"), (2, "2 runs of each tell")]
)
def test_few_seeds_tell_little_however_far_apart(few, tells):
    assert judge([[1.0] * few, [9.0] * 5]) == (
        "The lowest median error, 1.00 W, is that of “A”; next is “B”, 9.00 W.",
        f"{tells} little: another seed may reverse the order. Train 3 or more.",
    )


def test_chances_of_few_seeds_are_those_in_the_comment():
    for seeds, races in ((2, 3), (FEWEST_SEEDS, 10)):
        ways = math.comb(2 * seeds, seeds)
        assert ways / 2 == races


def test_errors_that_differ_little_are_written_so_that_they_differ():
    said = judge([[18.0112, 18.0113, 18.0114], [18.042, 18.043, 18.044]], unit="")[0]
    assert "its median error, 18.01, is 0.18 % below that of “B”, 18.04;" in said
    tiny = judge([[1.0, 1.0, 1.0], [1.00001, 1.00001, 1.00001]], unit="")[0]
    assert "1.00000, is less than 0.01 % below that of “B”, 1.00001;" in tiny
    huge = judge([[1.0, 1.0, 1.0], [1e7, 1e7, 1e7]], unit="")[0]
    assert "1.00, is more than 99 % below that of “B”, 10,000,000;" in huge


def test_numbers_of_any_size_are_written():
    said = judge([[1.5e-7] * 3, [2.5e12] * 3])[0]
    assert "1.50e−7 W" in said
    assert "2.50e12 W" in said
    assert "“A”, at 0 W," in judge([[0.0] * 3], lowest=1.0)[0]


# ---- before and beside the curves ---------------------------------------------------------------


def test_nothing_is_said_before_there_is_an_error():
    assert judge([[], []], RULES, lowest=15.0) == ("No run has been scored yet.",)


def test_who_has_no_error_yet_is_not_judged():
    assert judge([[5.0, 5.1, 5.2], []], {"always say the mean": 6.0}) == (
        "“A” beats “always say the mean”, 6.00 W, with every seed.",
    )


def test_runs_without_a_number_are_lost_and_not_left_out():
    assert judge([[1.0, 1.1, math.nan], [2.0, 2.1, 2.2]], {"always say the mean": 1.5}) == (
        "Nobody wins: the lowest median error, 1.10 W, is that of “A”, but its worst seed, "
        "no number, does not beat the best of “B”, 2.00 W.",
        "“always say the mean”, 1.50 W, is beaten by 2 of 3 seeds of “A”, which is not enough; by "
        "no seed of “B”.",
        "Not every run of “A” ended with a number; one that did not counts as lost.",
    )


def test_a_race_in_which_nobody_comes_to_a_number():
    assert judge([[math.inf] * 3, [math.nan] * 3], RULES, lowest=1.0) == (
        "The winner is “repeat the last value”: its error, 46.0 W, is lower than that of every "
        "run; the best, of “A”, has no number.",
        "Nobody beats “always say the mean”, 60.0 W.",
        "Not every run of “A” and “B” ended with a number; one that did not counts as lost.",
    )


@given(
    st.lists(st.lists(ERROR | st.just(math.nan), max_size=4), min_size=2, max_size=6),
    st.dictionaries(st.sampled_from([*RULES, "linear regression"]), ERROR),
    st.none() | ERROR,
)
@example([[], [2.0]], {}, 1e-308)
@settings(deadline=None)
def test_nothing_is_claimed_that_does_not_hold(errors, baselines, lowest):
    said = " ".join(judge(errors, baselines, "W", lowest))
    assert "nan" not in said
    assert "inf" not in said
    lost = [[math.inf if math.isnan(error) else error for error in line] for line in errors]
    lines = {name: line for name, line in zip("ABCDEF", lost, strict=False) if line}
    if not lines:
        assert said == "No run has been scored yet."
        return
    for name, line in lines.items():
        others = [each for other, each in lines.items() if other != name]
        if f"“{name}” is ahead: " in said:
            assert len(line) >= FEWEST_SEEDS
            # Who comes to no number in half of the runs or more is behind in any case.
            rivals = [each for each in others if math.isfinite(statistics.median(each))]
            assert all(max(line) < min(each) for each in rivals)
            assert rivals
    assert ("little" in said) == (min(map(len, lines.values())) < FEWEST_SEEDS)
    for name, level in baselines.items():
        medians = [statistics.median(line) for line in lines.values()]
        if f"The winner is “{name}”" in said:
            assert 0.99 * level <= min(baselines.values())
            assert 0.99 * level <= min(medians)
        if f"Everyone beats “{name}”" in said:
            assert max(max(line) for line in lines.values()) < 0.99 * level
        if f"Nobody beats “{name}”" in said:
            assert min(min(line) for line in lines.values()) >= 0.99 * level


# ---- against the baselines ----------------------------------------------------------------------


def test_a_baseline_is_beaten_only_with_every_seed():
    errors = [[17.0, 18.0, 19.0], [45.0, 45.5, 46.0], [44.0, 47.0, 48.0], [47.0, 48.0, 70.0]]
    said = judge(errors, RULES)
    assert said[1:] == (
        "“repeat the last value”, 46.0 W, is beaten by every seed of “A”; by 2 of 3 seeds of “B”, "
        "which is not enough; by 1 of 3 seeds of “C”, which is not enough; by no seed of “D”.",
        "“always say the mean”, 60.0 W, is beaten by every seed of “A”, “B” and “C”; by 2 of 3 "
        "seeds of “D”, which is not enough.",
    )


def test_everyone_or_nobody_beats_a_baseline():
    said = judge([[10.0] * 3, [50.0, 51.0, 52.0]], {"x": 60.0, "y": 9.0, "z": 8.0})
    assert said[0] == (
        "The winner is “z”: its error, 8.00 W, is lower than that of every run; the best, of “A”, "
        "has 10.0 W."
    )
    assert said[1].startswith("Among the entrants “A” is ahead: ")
    assert said[2:] == (
        "Everyone beats “x”, 60.0 W, with every seed.",
        "Nobody beats “y”, 9.00 W.",
    )


def test_a_baseline_that_is_below_every_median_wins_even_if_some_runs_are_lower():
    said = judge([[0.9, 1.1, 1.2], [0.95, 1.3, 1.4]], {"repeat the last value": 1.0}, unit="")
    assert said == (
        "The winner is “repeat the last value”: no entrant's median is more than 1 % below its "
        "error, 1.00; the lowest, of “A”, is 1.10.",
        "Among the entrants nobody wins: the lowest median error, 1.10, is that of “A”, but its "
        "worst seed, 1.20, does not beat the best of “B”, 0.950.",
    )


def test_one_entrant_alone_against_the_baselines():
    assert judge([[1.0, 2.0, 3.0]], {"x": 4.0, "y": 1.5}) == (
        "The winner is “y”: no entrant's median is more than 1 % below its error, 1.50 W; the "
        "lowest, of “A”, is 2.00 W.",
        "“A” beats “x”, 4.00 W, with every seed.",
    )


def test_less_than_a_hundredth_below_a_baseline_is_level():
    rules = {"x": 1.0, "y": 2.0}
    assert judge([[0.995] * 3, [1.985] * 3], rules, unit="") == (
        "The winner is “x”: no entrant's median is more than 1 % below its error, 1.00; the "
        "lowest, of “A”, is 0.995.",
        "Among the entrants “A” is ahead: its median error, 0.995, is 50 % below that of “B”, "
        "1.99; even its worst seed, 0.995, beats the best of “B”, 1.99.",
        "“y”, 2.00, is beaten by every seed of “A”; by no seed of “B”; up to 1 % below it "
        "counts as level.",
    )
    said = judge([[0.5, 0.995, 0.995], [3.0] * 3], {"x": 1.0, "y": 0.1}, unit="")
    assert said[-1] == (
        "“x”, 1.00, is beaten by 1 of 3 seeds of “A”, which is not enough; by no seed of “B”; up "
        "to 1 % below it counts as level."
    )
    assert judge([[0.985] * 3, [1.985] * 3], rules, unit="")[0].startswith("“A” is ahead")


def test_the_simplest_of_level_baselines_wins():
    said = judge([[1.1] * 3, [1.2] * 3], {"x": 1.0, "y": 0.995, "z": 0.999}, unit="")
    assert said[:3] == (
        "The winner is “x”: its error, 1.00, is lower than that of every run; the best, of “A”, "
        "has 1.10.",
        "“y”, 0.995, is level with it: at most 1 % apart.",
        "“z”, 0.999, is level with it: at most 1 % apart.",
    )
    said = judge([[1.1] * 3, [1.2] * 3], {"x": 1.0, "y": 0.985, "z": 0.99}, unit="")
    assert said[0].startswith("The winner is “y”")


# ---- the lowest error ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("median", "lowest", "said"),
    [
        (17.1, 15.0, "No model can do better than 15.0 W: “A” is at 17.1 W, 14 % above it."),
        (45.9, 15.0, "No model can do better than 15.0 W: “A” is at 45.9 W, 3.1 times that."),
        (0.2, 0.0, "No model can do better than 0 W: “A” is at 0.200 W."),
        (
            14.9,
            15.0,
            "No model can do better than 15.0 W in the long run: “A”, at 14.9 W, has reached that; "
            "what is below it is the luck of these rows.",
        ),
    ],
)
def test_how_close_to_what_can_be_reached(median, lowest, said):
    assert judge([[median] * 3], lowest=lowest) == (said,)


# ---- a real random walk -------------------------------------------------------------------------


def train(dataset, seed, updates=100):
    """Train a small LSTM by Adam on NumPy's gradients; give its validation error in units."""
    model = initial_weights(TrainingSpec(units=8, seed=seed), dataset.shape[2])
    spec, rng = TrainingSpec(units=8), np.random.default_rng(seed)
    moments = [[np.zeros_like(array) for array in model.arrays()] for _ in range(2)]
    for update in range(1, updates + 1):
        x, y = dataset.batch(rng.choice(dataset.train, 32))
        gradients = gradients_model(model, trace_model(model, x), y[:, 0]).weights.arrays()
        arrays = []
        for array, gradient, m, v in zip(model.arrays(), gradients, *moments, strict=True):
            m += 0.1 * (gradient - m)
            v += 0.001 * (gradient**2 - v)
            step = m / (1 - 0.9**update) / (np.sqrt(v / (1 - 0.999**update)) + 1e-7)
            arrays.append((array - 0.01 * step).astype(np.float32))
        model = ModelWeights.from_arrays(spec, arrays)
    x, y = dataset.batch(dataset.validation)
    loss = np.mean((trace_model(model, x).y[:, -1] - y[:, 0]).astype(np.float64) ** 2)
    return dataset.error_in_units(float(loss))


def race_on(values, task):
    table = Table(values.astype(np.float32), ("a",), "a table")
    datasets = fair_datasets(table, task, [LAYOUTS["row"], Layout(8)])
    errors = [[train(dataset, seed) for seed in range(3)] for dataset in datasets]
    return judge(errors, baseline_errors(BASELINES, datasets), unit="")


def test_on_a_random_walk_repeating_the_last_value_wins():
    walk = np.cumsum(np.random.default_rng(5).normal(size=(1_000, 1)), axis=0)
    said = race_on(walk, Task("a"))
    assert said[0].startswith("The winner is “repeat the last value”: its error, ")
    assert "lower than that of every run" in said[0]


def test_luck_on_a_random_walk_is_less_than_what_counts_as_level():
    lower = []
    for seed in range(100):
        walk = np.cumsum(np.random.default_rng(seed).normal(size=(1_000, 1)), axis=0)
        dataset = make_dataset(Table(walk.astype(np.float32), ("a",), "walk"), Layout(8), Task("a"))
        lower.append(1 - linear_error(dataset) / LAST_VALUE.error(dataset))
    assert np.mean(np.array(lower) > 0) == pytest.approx(1 / 5, abs=0.05)
    assert np.mean(np.array(lower) > LEVEL) <= 0.02


def test_on_a_wave_with_noise_the_window_wins():
    rows = np.arange(1_000)[:, None]
    wave = np.sin(rows / 3) + 0.05 * np.random.default_rng(5).normal(size=(1_000, 1))
    said = race_on(wave, Task("a"))
    assert any("“B” is ahead: " in sentence for sentence in said)
    assert any("“repeat the last value”, 0." in s and "by every seed of “B”" in s for s in said)


def test_only_those_whose_error_still_falls_are_still_learning():
    names = ["a", "b", "c", "d"]
    before, now = [50.0, 40.0, 30.0, math.inf], [40.0, 39.5, 31.0, math.inf]
    (said,) = still_learning(names, before, now)
    assert said.startswith("“a” is still learning: its error fell by 20 %")
    (said,) = still_learning(names, before, [40.0, 30.0, 30.0, 3.0])
    assert said.startswith("“a” and “b” are still learning: their errors fell by 20 % and 25 %")
    assert still_learning(names, before, before) == ()


def test_a_handful_of_targets_is_not_believed():
    assert few_targets(FEWEST_TARGETS) == ()
    (said,) = few_targets(1)
    assert said.startswith("Only 1 validation target is left for all: what is said here is mostly")
    # The spread of a root mean square of so many normal errors.
    errors = np.random.default_rng(0).normal(size=(4000, FEWEST_TARGETS))
    assert np.sqrt((errors**2).mean(axis=1)).std() == pytest.approx(0.13, abs=0.01)
