from dataclasses import replace

import numpy as np
import pytest

from lstmviz.network.specs import TrainingSpec
from lstmviz.training.plan import batch_samples, epoch_order, updates_per_epoch

# Ten training samples, some numbers of the dataset left out: batches of 4, 4 and 2.
SPEC = TrainingSpec(batch_size=4, seed=5)
TRAIN = np.array([0, 1, 2, 3, 5, 8, 9, 10, 11, 12])


def test_an_epoch_reads_each_sample_once_in_an_order_of_its_own():
    first, second = epoch_order(100, 5, 0), epoch_order(100, 5, 1)
    assert sorted(first) == sorted(second) == list(range(100))
    assert not np.array_equal(first, second)
    assert not np.array_equal(first, epoch_order(100, 6, 0))
    np.testing.assert_array_equal(epoch_order(100, None, 1), np.arange(100))


@pytest.mark.parametrize("shuffle", [True, False])
def test_the_batches_of_an_epoch_are_its_samples_in_its_order(shuffle: bool):
    spec = replace(SPEC, shuffle=shuffle)
    per_epoch = updates_per_epoch(spec, TRAIN)
    assert per_epoch == 3
    for epoch in range(2):
        batches = [batch_samples(spec, TRAIN, epoch * per_epoch + k) for k in range(per_epoch)]
        assert [len(batch) for batch in batches] == [4, 4, 2]
        expected = TRAIN[epoch_order(10, 5, epoch)] if shuffle else TRAIN
        np.testing.assert_array_equal(np.concatenate(batches), expected)


def test_several_batches_are_one_after_the_other():
    together = batch_samples(SPEC, TRAIN, 4, updates=2)
    apart = [batch_samples(SPEC, TRAIN, update) for update in (4, 5)]
    np.testing.assert_array_equal(together, np.concatenate(apart))
