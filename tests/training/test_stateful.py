"""Stateful runs beside Keras's own: the state goes on from batch to batch, from zero each epoch."""

import pickle
from dataclasses import replace
from itertools import pairwise

import keras
import numpy as np
import pytest

from lstmviz.network.models import final_states, initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.training import slices
from lstmviz.training.parts import own_part
from lstmviz.training.plan import Plan, updates_per_epoch
from lstmviz.training.slices import advance
from lstmviz.training.state import DataPart, Fresh, Piece, TrainingState

# Windows of 5 rows make five chains, one for each of five slots.
SPEC = TrainingSpec(
    "gru", units=3, batch_size=5, epochs=2, learning_rate=0.02, shuffle=False, stateful=True
)
SPECS = {
    "GRU, a chain in each slot": SPEC,
    "LSTM, two layers, chains begin midway": replace(SPEC, cell="lstm", layers=2, batch_size=8),
}


class FromZero(keras.callbacks.Callback):
    """Sets the states to zero: of all slots at an epoch's beginning, of some within it."""

    def __init__(self, fresh: np.ndarray, size: int) -> None:
        super().__init__()
        self.fresh, self.size = fresh, size

    def on_epoch_begin(self, epoch, logs=None):
        for layer in self.model.layers[:-1]:
            layer.reset_states()

    def on_train_batch_begin(self, batch, logs=None):
        keep = ~self.fresh[batch * self.size :][: self.size, None]
        for layer in self.model.layers[:-1]:
            for state in layer.states:
                state.assign(state.numpy() * keep)


def keras_model(spec: TrainingSpec, part: DataPart) -> keras.Model:
    """The stateful model as one writes it with Keras, with our initial weights."""
    layer = getattr(keras.layers, spec.kind.name)
    stack = [
        layer(spec.units, return_sequences=number < spec.layers - 1, stateful=True)
        for number in range(spec.layers)
    ]
    inputs = keras.Input(batch_shape=(spec.batch_size, *part.shape))
    model = keras.Sequential([inputs, *stack, keras.layers.Dense(1)])
    model.set_weights(initial_weights(spec, part.shape[1]).arrays())
    model.compile(keras.optimizers.Adam(spec.learning_rate), "mse", run_eagerly=True)
    return model


def run_through(
    spec: TrainingSpec, part: DataPart, cuts: list[int], plan: Plan | None = None
) -> tuple[TrainingState, list[Piece]]:
    """Train in slices that end at the given updates, each in a state that has travelled."""
    state, pieces = TrainingState(initial_weights(spec, part.shape[1]), (), 0), []
    for first, last in pairwise([0, *cuts]):
        travelled = pickle.loads(pickle.dumps(state))
        state, piece = advance(spec, part, travelled, last - first, plan)
        pieces.append(piece)
    return state, pieces


def few_samples(dataset: Dataset) -> Dataset:
    """Keep a few training samples: five batches or more, all of the one size that Keras wants."""
    return replace(dataset, train=dataset.train[:40])


def carried_on(part: DataPart, which: str, spec: TrainingSpec, weights) -> float:
    """Score samples in NumPy, the state carried on, and set to zero where a chain begins."""
    samples, fresh = getattr(part, which), getattr(part.fresh, which)
    states, squares = None, []
    for first in range(0, len(samples), spec.batch_size):
        batch, anew = (each[first : first + spec.batch_size] for each in (samples, fresh))
        if states is not None:
            kept = ~anew[:, None]
            states = [tuple(s[: len(batch)] * kept for s in layer) for layer in states]
        x, y = part.batch(batch)
        trace = trace_model(weights, x, states)
        states = final_states(trace)
        squares.append((trace.y[:, -1] - y[:, 0]) ** 2)
    return float(np.concatenate(squares).mean())


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_two_stateful_epochs_give_the_weights_of_fit(spec: TrainingSpec, dataset: Dataset):
    dataset = few_samples(dataset)
    part = own_part(dataset, spec.batch_size)
    model = keras_model(spec, part)
    x, y = part.batch(part.train)
    from_zero = FromZero(part.fresh.train, spec.batch_size)
    settings = {"shuffle": False, "verbose": 0, "callbacks": [from_zero]}
    model.fit(x, y, batch_size=spec.batch_size, epochs=2, **settings)
    updates = 2 * updates_per_epoch(spec, part.train)
    state, (piece,) = run_through(spec, part, [updates], Plan(updates, updates, both=True))
    start = initial_weights(spec, part.shape[1]).arrays()
    trained = state.weights.arrays()
    for mine, theirs in zip(trained, model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-5, rtol=0)
    assert max(np.abs(a - b).max() for a, b in zip(trained, start, strict=True)) > 5e-3
    for which in ("train", "validation"):
        expected = carried_on(part, which, spec, state.weights)
        assert getattr(piece.latest, f"{which}_loss") == pytest.approx(expected, rel=1e-4)
    reset = replace(part, fresh=Fresh(*(np.ones_like(f) for f in vars(part.fresh).values())))
    _, (stateless,) = run_through(spec, reset, [updates])
    assert abs(stateless.losses - piece.losses).max() > 1e-3, "the state must count"


def test_cutting_a_stateful_run_changes_no_bit(dataset: Dataset):
    spec = SPECS["LSTM, two layers, chains begin midway"]
    part = own_part(dataset, spec.batch_size)
    assert len(part.train) % spec.batch_size, "the last batch should be shorter"
    # Of three epochs the second and the third are done in one call, or in pieces.
    plan = Plan(60, 60, every=3)
    whole, (piece,) = run_through(spec, part, [60], plan)
    cut, pieces = run_through(spec, part, [1, 2, 19, 20, 21, 40, 47, 60], plan)
    held = (*whole.weights.arrays(), *whole.optimizer, *whole.carried)
    for one, other in zip(held, (*cut.weights.arrays(), *cut.optimizer, *cut.carried), strict=True):
        np.testing.assert_array_equal(one, other)
    assert len(whole.carried) == 4
    np.testing.assert_array_equal(piece.losses, np.concatenate([p.losses for p in pieces]))
    scored = [(m.update, m.validation_loss) for p in pieces for m in p.marks]
    assert scored == [(m.update, m.validation_loss) for m in piece.marks]


def test_a_part_that_is_not_read_whole_is_read_from_its_beginning(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(slices, "VALIDATION_SAMPLES", 10)
    part = own_part(dataset, SPEC.batch_size)
    _, (piece,) = run_through(SPEC, part, [31], Plan(31, 31, both=True))
    first = replace(part, train=part.train[:10])
    expected = carried_on(first, "train", SPEC, piece.latest.weights)
    assert piece.latest.train_loss == pytest.approx(expected, rel=1e-4)
