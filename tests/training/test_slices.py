import pickle
from dataclasses import replace
from itertools import pairwise

import keras
import numpy as np
import pytest

from lstmviz.network.models import initial_weights, trace_model
from lstmviz.network.specs import OPTIMIZER_NAMES, TrainingSpec
from lstmviz.samples.datasets import Dataset, make_dataset
from lstmviz.samples.layouts import Layout
from lstmviz.training import compiling, layers, slices
from lstmviz.training.parts import data_part
from lstmviz.training.plan import Plan, updates_per_epoch
from lstmviz.training.slices import advance
from lstmviz.training.state import DataPart, Piece, Snapshot, TrainingState
from lstmviz.ui.runs import predictions

# 155 training samples: four batches of 32 and a shorter one of 27.
SPEC = TrainingSpec(units=6, batch_size=32, epochs=2, shuffle=False)
SPECS = {
    "GRU, RMSprop": replace(SPEC, cell="gru", optimizer="rmsprop"),
    "GRU reset before, SGD": replace(
        SPEC, cell="gru", reset_after=False, optimizer="sgd", learning_rate=0.1
    ),
    "SimpleRNN, two layers, SGD": replace(
        SPEC, cell="simple_rnn", layers=2, optimizer="sgd", learning_rate=0.03
    ),
    "LSTM, two layers, Adam": replace(SPEC, layers=2, learning_rate=0.01),
}


@pytest.fixture(scope="module")
def part(dataset: Dataset) -> DataPart:
    return data_part(dataset)


def beginning(spec: TrainingSpec, part: DataPart) -> TrainingState:
    return TrainingState(initial_weights(spec, part.shape[1]), (), 0)


def run_through(
    spec: TrainingSpec, part: DataPart, cuts: list[int]
) -> tuple[TrainingState, list[Piece]]:
    """Train in slices that end at the given updates, each in a state that has travelled."""
    state, pieces = beginning(spec, part), []
    for first, last in pairwise([0, *cuts]):
        state, piece = advance(spec, part, pickle.loads(pickle.dumps(state)), last - first)
        pieces.append(piece)
    return state, pieces


def keras_model(spec: TrainingSpec, part: DataPart) -> keras.Model:
    """The model as one writes it with Keras, with our initial weights."""
    settings = {"reset_after": spec.reset_after} if spec.cell == "gru" else {}
    layer = getattr(keras.layers, spec.kind.name)
    stack = [
        layer(spec.units, return_sequences=number < spec.layers - 1, **settings)
        for number in range(spec.layers)
    ]
    model = keras.Sequential([keras.Input(part.shape), *stack, keras.layers.Dense(1)])
    model.set_weights(initial_weights(spec, part.shape[1]).arrays())
    optimizer = getattr(keras.optimizers, OPTIMIZER_NAMES[spec.optimizer])(spec.learning_rate)
    model.compile(optimizer, "mse", run_eagerly=True)
    return model


# Keras's own saving asks TensorFlow's variables for arrays in a way that NumPy 2 deprecates.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_a_saved_model_predicts_what_the_page_shows(spec: TrainingSpec, dataset, tmp_path):
    """At home `load_model` gives it back, and in the table's unit it says what was seen."""
    random = np.random.default_rng(5)
    start = initial_weights(spec, dataset.shape[2])
    noisy = [a + random.normal(0, 0.4, a.shape).astype(np.float32) for a in start.arrays()]
    weights = start.from_arrays(spec, noisy)
    path = tmp_path / "model.keras"
    path.write_bytes(layers.save(spec, weights, dataset.shape[1:]))
    model = keras.models.load_model(path)
    for mine, theirs in zip(noisy, model.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)
    shown = predictions(Snapshot(0, 0.0, weights), dataset)
    x, _ = dataset.batch(dataset.stretch)
    # One call, without the compilation that `predict` begins with.
    np.testing.assert_allclose(
        dataset.in_units(np.array(model(x))[:, 0]), shown, atol=1e-4, rtol=1e-5
    )


def test_a_part_gives_the_batches_of_its_dataset(dataset: Dataset, part: DataPart):
    for mine, theirs in zip(part.batch(part.train), dataset.batch(dataset.train), strict=True):
        np.testing.assert_array_equal(mine, theirs)
    assert len(part.train) % SPEC.batch_size, "the last batch should be shorter"


def test_a_part_gives_the_batches_of_rows_apart(dataset: Dataset):
    layout = Layout(3, 2, "features", "features", dilation=4)
    apart = make_dataset(dataset.table, layout, dataset.task)
    part = data_part(apart)
    assert part.shape == (1, 6)
    for mine, theirs in zip(part.batch(part.train), apart.batch(apart.train), strict=True):
        np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_two_epochs_give_the_weights_of_fit(spec: TrainingSpec, part: DataPart):
    model = keras_model(spec, part)
    x, y = part.batch(part.train)
    model.fit(x, y, batch_size=spec.batch_size, epochs=2, shuffle=False, verbose=0)
    per_epoch = updates_per_epoch(spec, part.train)
    state, (piece,) = run_through(spec, part, [2 * per_epoch])
    assert len(piece.losses) == 2 * per_epoch
    moved = 0.0
    start = beginning(spec, part).weights.arrays()
    for mine, keras_, first in zip(state.weights.arrays(), model.get_weights(), start, strict=True):
        np.testing.assert_allclose(mine, keras_, atol=1e-5, rtol=0)
        moved = max(moved, np.abs(mine - first).max())
    assert moved > 5e-3, "training must have moved the weights"
    x, y = part.batch(part.validation)
    assert piece.latest.validation_loss == pytest.approx(model.evaluate(x, y, verbose=0), rel=1e-4)
    x, _ = part.batch(part.stretch)
    np.testing.assert_allclose(
        piece.latest.stretch, model.predict(x, verbose=0)[:, 0], atol=1e-5, rtol=0
    )


def test_cutting_a_run_into_slices_changes_no_bit(part: DataPart):
    spec = replace(SPEC, shuffle=True, epochs=3)
    whole, (piece,) = run_through(spec, part, [15])
    cut, pieces = run_through(spec, part, [1, 2, 7, 14, 15])
    for one, other in zip(whole.weights.arrays(), cut.weights.arrays(), strict=True):
        np.testing.assert_array_equal(one, other)
    for one, other in zip(whole.optimizer, cut.optimizer, strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(piece.losses, np.concatenate([p.losses for p in pieces]))
    marks = [mark for p in pieces for mark in p.marks]
    assert [(m.update, m.validation_loss) for m in marks] == [
        (m.update, m.validation_loss) for m in piece.marks
    ]


def test_another_run_in_between_changes_no_bit(part: DataPart):
    spec, other = replace(SPEC, shuffle=True), replace(SPEC, seed=3, learning_rate=0.1)
    alone, _ = run_through(spec, part, [3, 6])
    state, _ = advance(spec, part, beginning(spec, part), 3)
    advance(other, part, beginning(other, part), 4)
    state, _ = advance(spec, part, state, 3)
    for mine, theirs in zip(state.weights.arrays(), alone.weights.arrays(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_run_ends_at_its_planned_end(part: DataPart):
    state, pieces = run_through(SPEC, part, [7, 1000])
    assert state.update == 10
    assert [len(piece.losses) for piece in pieces] == [7, 3]


def test_a_plan_may_end_within_an_epoch_and_scores_all_samples_there(
    part: DataPart, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(slices, "VALIDATION_SAMPLES", 5)
    plan = Plan(updates=7, interval=3)
    state, piece = advance(SPEC, part, beginning(SPEC, part), 1000, plan)
    assert state.update == len(piece.losses) == 7
    # Five updates an epoch: quarters of the first, its end, and the plan's end.
    assert [m.update for m in piece.marks if m.validation_loss is not None] == [2, 4, 5, 7]
    assert [m.update for m in piece.marks if m.validation_loss is None] == [3, 6]
    x, y = part.batch(part.validation)
    errors = (trace_model(state.weights, x).y[:, -1] - y[:, 0]) ** 2
    assert piece.latest.validation_loss == pytest.approx(errors.mean(), rel=1e-4)


def test_scoring_seldom_changes_no_bit(part: DataPart):
    # Five updates an epoch, the fifth of a shorter batch.
    spec = replace(SPEC, shuffle=True)
    often, seldom = (
        advance(spec, part, beginning(spec, part), 35, Plan(35, 35, every=every))
        for every in (1, 3)
    )
    for one, other in zip(often[0].weights.arrays(), seldom[0].weights.arrays(), strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(often[1].losses, seldom[1].losses)
    scored = {m.update: m.validation_loss for m in often[1].marks}
    assert [(m.update, m.validation_loss) for m in seldom[1].marks] == [
        (update, scored[update]) for update in (2, 4, 5, 15, 30, 35)
    ]


def test_rate_seed_length_and_order_compile_nothing(part: DataPart):
    run_through(SPEC, part, [1])
    before = compiling.models_compiled()
    other = replace(SPEC, learning_rate=0.5, seed=9, epochs=7, shuffle=not SPEC.shuffle)
    run_through(other, part, [1])
    assert compiling.models_compiled() == before


def test_a_prepared_run_compiles_nothing_more(part: DataPart):
    spec = replace(SPEC, cell="simple_rnn", optimizer="sgd", units=7)
    known = compiling.models_compiled()
    for step in ("updates", "predictions"):
        assert slices.prepare(spec, part.shape, step) == known + 1
    _, (piece,) = run_through(spec, part, [1])
    assert piece.models == known + 1


def test_skipped_steps_are_a_shorter_window(dataset: Dataset, part: DataPart):
    spec = replace(SPEC, learning_rate=0.01, shuffle=True)
    short = data_part(make_dataset(dataset.table, Layout(window=3), dataset.task))
    # The short windows that end where the long ones do.
    rows = np.searchsorted(short.starts, part.starts + 2)
    short = replace(short, train=rows[part.train], validation=rows[part.validation])
    np.testing.assert_array_equal(short.targets[short.train], part.targets[part.train])
    _, (expected,) = run_through(spec, short, [10])
    _, (skipping,) = run_through(spec, replace(part, skipped=2), [10])
    np.testing.assert_allclose(skipping.losses, expected.losses, rtol=1e-4)
    assert skipping.latest.validation_loss == pytest.approx(
        expected.latest.validation_loss, rel=1e-4
    )
    _, (whole,) = run_through(spec, part, [10])
    assert abs(whole.losses - expected.losses).max() > 1e-2


def test_how_many_steps_are_skipped_compiles_nothing(part: DataPart):
    run_through(SPEC, replace(part, skipped=0), [1])
    before = compiling.models_compiled()
    run_through(SPEC, replace(part, skipped=3), [1])
    assert compiling.models_compiled() == before


def test_the_learning_rate_counts(part: DataPart):
    slow, _ = run_through(SPEC, part, [1])
    fast, _ = run_through(replace(SPEC, learning_rate=0.5), part, [1])
    assert not np.array_equal(slow.weights.head_kernel, fast.weights.head_kernel)


def test_a_loss_that_is_no_number_is_told_as_it_is(part: DataPart):
    wild = replace(SPEC, optimizer="sgd", learning_rate=1.0)
    state = beginning(wild, part)
    arrays = [array * np.float32(1e30) for array in state.weights.arrays()]
    state = replace(state, weights=state.weights.from_arrays(wild, arrays))
    _, piece = advance(wild, part, state, 3)
    assert not np.isfinite(piece.losses).all()
