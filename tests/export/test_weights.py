import io

import numpy as np
import pytest

from lstmviz.export.weights import weights_npz
from lstmviz.network.models import initial_weights
from lstmviz.network.specs import TrainingSpec


@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_weights_are_named_as_keras_holds_them(cell):
    weights = initial_weights(TrainingSpec(cell, units=3, layers=2), 2)
    file = weights_npz(weights)
    assert file == weights_npz(weights)
    with np.load(io.BytesIO(file), allow_pickle=False) as held:
        parts = ("kernel", "recurrent_kernel", "bias")
        layers = [f"layer_{number}_{part}" for number in (0, 1) for part in parts]
        assert held.files == [*layers, "head_kernel", "head_bias"]
        for name, array in zip(held.files, weights.arrays(), strict=True):
            np.testing.assert_array_equal(held[name], array)
