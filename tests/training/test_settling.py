"""When a network has settled, and that its run then ends where it would have been anyway."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstmviz.samples.datasets import Dataset
from lstmviz.training.contest import entrant_runs, settling
from lstmviz.training.run import Run
from lstmviz.training.settling import Settling, has_settled
from lstmviz.training.slices import advance
from tests.training.conftest import SPEC

# So slowly learns nobody: the error falls by less than 1 %.
SLOW = replace(SPEC, learning_rate=1e-6, batch_size=50, epochs=12)
SEEDS = 1


@given(st.lists(st.floats(1e-3, 1e3), max_size=12), st.integers(1, 4), st.sampled_from([0.0, 0.01]))
def test_settled_is_who_has_not_come_below_the_best_that_was(errors, over, share):
    epochs = np.arange(1.0, len(errors) + 1)
    earlier, late = errors[:-over], errors[-over:]
    expected = bool(earlier) and not any(e < min(earlier) * (1 - share) for e in late)
    assert has_settled(epochs, np.array(errors), Settling(over, share)) == expected


def trained(run: Run) -> Run:
    """Train a run to its end, in slices as long as it asks for."""
    run.start()
    while (asked := run.request()) is not None:
        run.receive(asked, *advance(asked.spec, asked.part, asked.state, asked.updates, asked.plan))
    return run


def test_a_network_that_has_settled_ends_as_if_that_had_been_planned(dataset: Dataset):
    (settles,) = map(trained, entrant_runs(dataset, SLOW, SEEDS, None, settles=True))
    ended = settles.progress
    assert ended.status == "finished"
    # At the first validation that lies so many epochs after another one.
    first = ended.validation.epochs[0]
    assert ended.epoch == np.ceil(first) + settling(SLOW.epochs).epochs
    planned = replace(SLOW, epochs=int(ended.epoch))
    (whole,) = map(trained, entrant_runs(dataset, planned, SEEDS, None, settles=False))
    for mine, theirs in zip(
        ended.latest.weights.arrays(), whole.progress.latest.weights.arrays(), strict=True
    ):
        np.testing.assert_array_equal(mine, theirs)
    assert ended.latest.train_loss == whole.progress.latest.train_loss
    assert ended.validation.losses[-1] == whole.progress.validation.losses[-1]


def test_who_goes_on_learning_trains_for_all_epochs(dataset: Dataset):
    learns = replace(SLOW, learning_rate=1e-2, epochs=3)
    (run,) = map(trained, entrant_runs(dataset, learns, SEEDS, None, settles=True))
    assert run.progress.epoch == 3
    assert run.progress.latest.train_loss is not None
