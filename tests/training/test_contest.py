"""A race: all networks grow side by side, in a fair share of the worker, and each as if alone."""

from dataclasses import replace

import pytest

from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.training.bounds import (
    CONTEST_BYTES,
    ENTRANTS,
    FIRST_SLICE_SECONDS,
    FIRST_UPDATES,
    RUNS_PER_VISITOR,
    SEEDS,
)
from lstmviz.training.contest import Contest, ContestError, Standing
from lstmviz.training.engine import Engine
from lstmviz.training.run import Run
from lstmviz.training.worker import SliceFailure
from tests.training.conftest import LONG, SPEC, ByHand, wait_for

# Eight updates of the first slice are half of a plan.
SHORT = replace(SPEC, batch_size=20, epochs=2)


@pytest.fixture(scope="module")
def lags(dataset: Dataset) -> Dataset:
    """The same samples, all rows of a window at once."""
    return make_dataset(dataset.table, Layout(5, 1, "features", "features"), dataset.task)


@pytest.fixture
def contest(dataset: Dataset, lags: Dataset) -> Contest:
    return Contest((dataset, lags), (SHORT, SHORT), seeds=2)


def flat(contest: Contest) -> list[Standing]:
    return [standing for standings in contest.results for standing in standings]


def statuses(contest: Contest) -> list[str]:
    return [standing.status for standing in flat(contest)]


def under_way(executor: ByHand) -> tuple[int, int, int]:
    """The features, the seed and the first update of the slice that was asked for."""
    wait_for(lambda: executor.asked)
    _, (spec, _, _, state, *_) = executor.asked[0]
    return len(state.weights.layers[0].kernel), spec.seed, state.update


def test_all_may_have_the_same_number_of_updates(
    by_hand: tuple[Engine, ByHand], dataset: Dataset, lags: Dataset
):
    engine, executor = by_hand
    contest = Contest((dataset, lags), (SPEC, replace(SPEC, batch_size=50)), 1, updates=8)
    engine.submit(contest, "curious")
    contest.start()
    for _ in range(2):
        executor.answer()
    wait_for(lambda: not contest.active)
    # 155 samples: 20 updates an epoch, and 4.
    assert [standing.epoch for standing in flat(contest)] == [8 / 20, 8 / 4]


def test_all_networks_grow_side_by_side(by_hand: tuple[Engine, ByHand], contest: Contest):
    engine, executor = by_hand
    engine.submit(contest, "curious")
    assert not contest.active
    assert statuses(contest) == ["ready to start"] * 4
    contest.start()
    order = []
    for _ in range(8):
        order.append(under_way(executor))
        assert len(executor.asked) == 1
        executor.answer()
    # (features, seed): both entrants' first seed, then both entrants' second.
    turns = [(2, 0), (10, 0), (2, 1), (10, 1)]
    assert order == [(*turn, update) for update in (0, FIRST_UPDATES) for turn in turns]
    wait_for(lambda: not contest.active)
    assert statuses(contest) == ["finished"] * 4
    contest.start()
    assert under_way(executor) == (2, 0, 0)
    assert statuses(contest) == ["waiting"] * 4


def test_the_part_of_its_plan_tells_how_far_a_network_is(
    by_hand: tuple[Engine, ByHand], dataset: Dataset, lags: Dataset
):
    engine, executor = by_hand
    contest = Contest((dataset, lags), (SHORT, replace(SHORT, epochs=20)), seeds=1)
    engine.submit(contest, "curious")
    contest.start()
    for _ in range(3):
        executor.answer()
    # 8 of 16 updates, and 8 + 10 of 160.
    assert under_way(executor) == (10, 0, 18)


def test_large_tables_change_places_seldom(
    by_hand: tuple[Engine, ByHand], contest: Contest, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("lstmviz.training.contest.PART_BYTES", 1000)
    monkeypatch.setattr("lstmviz.training.contest.AHEAD", 0.6)
    engine, executor = by_hand
    engine.submit(contest, "curious")
    contest.start()
    order = []
    for _ in range(8):
        order.append(under_way(executor))
        executor.answer()
    # Half of the plan of all seeds, then the other entrant's whole.
    turns = [(2, 0, 0), (2, 1, 0), (2, 0, 8), (2, 1, 8)]
    assert order[:4] == turns
    assert {entrant for entrant, *_ in order[4:]} == {10}


def test_a_race_takes_the_turns_of_one_run(
    by_hand: tuple[Engine, ByHand], dataset: Dataset, lags: Dataset
):
    engine, executor = by_hand
    run = Run(replace(LONG, seed=99), dataset)
    contest = Contest((dataset, lags), (LONG, LONG), seeds=5)
    for trainee in (run, contest):
        engine.submit(trainee, "curious")
        trainee.start()
    order = [executor.answer() for _ in range(20)]
    # Asking for the part of a second entrant costs the race a turn.
    assert order.count(99) in (10, 11)


def test_a_race_stops_and_goes_on_where_it_was(by_hand: tuple[Engine, ByHand], contest: Contest):
    engine, executor = by_hand
    engine.submit(contest, "curious")
    contest.start()
    for _ in range(5):
        executor.answer()
    assert under_way(executor) == (10, 0, FIRST_UPDATES)
    contest.stop()
    assert not contest.active
    assert statuses(contest) == ["finished", "stopped", "stopped", "stopped"]
    before = [standing.epoch for standing in flat(contest)]
    executor.answer()
    contest.start()
    assert [standing.epoch for standing in flat(contest)] == before
    assert under_way(executor) == (10, 0, FIRST_UPDATES)
    for _ in range(3):
        executor.answer()
    wait_for(lambda: not contest.active)
    assert statuses(contest) == ["finished"] * 4


@pytest.mark.parametrize(
    ("before", "after", "ended"),
    [(1, 3, ["failed", "failed"]), (7, 0, ["finished", "failed"])],
    ids=["with all its seeds", "but for seeds that have finished"],
)
def test_an_entrant_that_fails_drops_out(
    by_hand: tuple[Engine, ByHand], contest: Contest, before: int, after: int, ended: list[str]
):
    engine, executor = by_hand
    engine.submit(contest, "curious")
    contest.start()
    for _ in range(before):
        executor.answer()
    assert under_way(executor)[0] == 10
    executor.asked.pop()[0].set_result(SliceFailure("It rained."))
    for _ in range(after):
        assert under_way(executor)[0] == 2
        executor.answer()
    wait_for(lambda: not contest.active)
    assert statuses(contest) == ["finished", "finished", *ended]
    assert contest.message == "It rained."
    rained = [status == "failed" for status in statuses(contest)]
    assert [standing.message == "It rained." for standing in flat(contest)] == rained
    contest.start()
    assert statuses(contest) == ["waiting"] * 4
    assert contest.message == ""


def test_each_entrant_may_compile_before_it_is_taken_for_hung(
    by_hand: tuple[Engine, ByHand], contest: Contest
):
    engine, executor = by_hand
    engine.submit(contest, "curious")
    contest.start()
    limits = []
    for _ in range(4):
        under_way(executor)
        limits.append(engine._workers.jobs[0].limit() == FIRST_SLICE_SECONDS)
        executor.answer()
    assert limits == [True, True, False, False]


def test_a_visitors_race_is_apart_from_their_runs(dataset: Dataset, contest: Contest):
    engine = Engine(ByHand)
    runs = [Run(LONG, dataset) for _ in range(RUNS_PER_VISITOR)]
    for trainee in (*runs, contest):
        engine.submit(trainee, "curious")
        trainee.start()
    assert all(trainee.active for trainee in (*(run.progress for run in runs), contest))
    another = Contest((dataset,), (SHORT,), seeds=1)
    engine.submit(another, "curious")
    another.start()
    assert another.active
    assert not contest.active
    assert all(run.progress.active for run in runs)
    engine.close()


def test_the_place_in_the_line_is_told_while_it_waits(contest: Contest):
    contest.start()
    contest.wait_in_line(3)
    assert contest.place == 3
    contest.stop()
    assert contest.place == 0


def test_parts_that_leave_samples_out_have_keys_of_their_own(dataset: Dataset, contest: Contest):
    fewer = replace(dataset, train=dataset.train[1:], validation=dataset.validation[1:])
    keys = {
        key_of(data)
        for data in (
            dataset,
            fewer,
            replace(dataset, train=fewer.train),
            replace(dataset, validation=fewer.validation),
        )
    }
    assert len(keys) == 4
    assert key_of(replace(dataset, train=dataset.train.copy())) in keys


def key_of(dataset: Dataset) -> str:
    contest = Contest((dataset,), (SHORT,), seeds=1)
    contest.start()
    return contest.request().part.key


def test_all_that_differs_in_the_seed_alone_shares_its_part(dataset: Dataset):
    contest = Contest((dataset,), (SHORT,), seeds=3)
    assert len({id(run.part) for run in contest._runs}) == 1


@pytest.mark.parametrize(
    ("entrants", "spec", "seeds", "updates", "sentence"),
    [
        (0, SHORT, 1, None, f"1 to {ENTRANTS} entrants; received 0"),
        (ENTRANTS + 1, SHORT, 1, None, f"received {ENTRANTS + 1}"),
        (2, SHORT, 0, None, f"1 to {SEEDS} seeds; received 0"),
        (2, SHORT, SEEDS + 1, None, f"received {SEEDS + 1}"),
        # 155 samples in batches of 20: 8 updates an epoch, at most 200 epochs.
        (2, SHORT, 1, 0, "1 to 1,600 updates here; received 0"),
        (2, SHORT, 1, 1601, "1 to 1,600 updates here; received 1,601"),
        (ENTRANTS, TrainingSpec(units=128, layers=2), SEEDS, None, "382 MB, and a race has 64 MB"),
    ],
)
def test_a_race_too_large_is_told(
    dataset: Dataset, entrants: int, spec: TrainingSpec, seeds: int, updates, sentence: str
):
    with pytest.raises(ContestError, match=sentence):
        Contest((dataset,) * entrants, (spec,) * entrants, seeds, updates)


@pytest.mark.parametrize("samples", ["train", "validation"])
def test_a_race_that_is_not_fair_is_refused(dataset: Dataset, samples: str):
    other = replace(dataset, **{samples: getattr(dataset, samples)[1:]})
    with pytest.raises(ValueError, match=samples):
        Contest((dataset, other), (SHORT, SHORT), seeds=1)


def test_the_largest_race_keeps_within_its_memory(dataset: Dataset):
    contest = Contest((dataset,) * ENTRANTS, (SPEC,) * ENTRANTS, SEEDS)
    assert len(flat(contest)) == ENTRANTS * SEEDS
    kept = sum(sum(a.nbytes for a in standing.weights.arrays()) for standing in flat(contest))
    assert 4 * kept < CONTEST_BYTES
