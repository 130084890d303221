"""The PyTorch program is executed, and with the app's weights predicts what the app predicts."""

import ast
import dataclasses
import functools

import keras
import numpy as np
import pytest

from lstmviz.export.torch_script import torch_parts, torch_script
from lstmviz.export.weights import weights_npz
from lstmviz.network.models import ModelWeights, initial_weights, trace_model
from lstmviz.network.specs import OPTIMIZER_NAMES, TrainingSpec
from lstmviz.samples.keras_code import keras_lines
from lstmviz.samples.layouts import LAYOUTS
from tests.export.program import (
    CASES,
    TABLES,
    beside,
    check_samples,
    example,
    execute,
    keep_few,
    own,
    titled,
)
from tests.export.test_keras_script import HOSTILE, hostile

torch = pytest.importorskip("torch")

DATA = ("Settings", "The table", "Split in time, then scale", "Windows: X and y")
REST = ("Training", "Does it beat the baselines?", "The next value")


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


def drawn_weights(spec, features):
    """Draw weights as if a training had been there."""
    rng = np.random.default_rng(6)
    arrays = initial_weights(spec, features).arrays()
    drawn = [a + rng.normal(0, 0.3, a.shape).astype(np.float32) for a in arrays]
    return ModelWeights.from_arrays(spec, drawn)


def from_the_app(parts):
    """Name the file of weights in the program, as its comment says."""
    (part,) = titled(parts, "The weights of the app")
    before, after = part.code[0].split("None  # or ")
    return dataclasses.replace(part, code=(before + after, *part.code[1:]))


@functools.cache
def table_made(table, folder):
    """Execute the part that makes a table once for all layouts."""
    experiment, dataset = example(table, "window")
    parts = titled(torch_parts(experiment, dataset), *DATA[:2])
    with beside(experiment, dataset, folder):
        return execute(parts, {})


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("table", TABLES)
def test_every_program_trains_and_predicts_with_the_weights_of_the_app(folder, table, layout):
    experiment, dataset = example(table, layout)
    place = list(LAYOUTS).index(layout)
    for number, cell in enumerate(CASES):
        spec = TrainingSpec(cell, units=3, layers=1 + (place + number) % 2, epochs=2, batch_size=5)
        experiment = dataclasses.replace(experiment, spec=spec)
        parts = torch_parts(experiment, dataset)
        head, _, *rest = titled(parts, *DATA)
        names = execute([head, *rest], dict(table_made(table, folder)))
        if not number:
            check_samples(names, dataset)
        keep_few(names)
        (carried,) = titled(parts, "The weights of the app")
        execute([*titled(parts, "The network"), carried], names)
        before = names["layer"].weight_ih_l0.detach().clone()
        execute(titled(parts, *REST), names)
        assert len(names["printed"]) == 2 + 3 + 1
        assert bool((names["layer"].weight_ih_l0 != before).any())
        assert names["predicted"].shape == (8,)

        # Again, with the weights of the app and without any training.
        weights = drawn_weights(spec, dataset.shape[2])
        (folder / "weights.npz").write_bytes(weights_npz(weights))
        names["EPOCHS"] = 0
        with beside(experiment, dataset, folder):
            execute([from_the_app(parts), *titled(parts, *REST)], names)
        expected = trace_model(weights, dataset.batch(dataset.validation[:8])[0]).y[:, -1]
        ours = expected * dataset.scale[dataset.target] + dataset.offset[dataset.target]
        spread = dataset.scale[dataset.target]
        np.testing.assert_allclose(names["predicted"] / spread, ours / spread, atol=1e-5)
        latest = trace_model(weights, names["x"]).y[0, -1:]
        assert names["value"] == pytest.approx(dataset.in_units(latest)[0], abs=1e-5 * spread)


@pytest.mark.parametrize("cell", CASES)
def test_keras_and_torch_predict_the_same(folder, cell):
    experiment, dataset = example("weather", "inside")
    spec = TrainingSpec(cell, units=7, layers=2, epochs=1)
    experiment = dataclasses.replace(experiment, spec=spec)
    parts = torch_parts(experiment, dataset)
    weights = drawn_weights(spec, dataset.shape[2])
    (folder / "weights.npz").write_bytes(weights_npz(weights))
    with beside(experiment, dataset, folder):
        names = execute([*titled(parts, *DATA[:1], "The network"), from_the_app(parts)], {})
    exec("\n".join(keras_lines(dataset, spec)), made := {"keras": keras})
    made["model"].set_weights(weights.arrays())
    x, _ = dataset.batch(dataset.validation[:20])
    with torch.no_grad():
        predicted = names["predict"](torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(predicted, np.array(made["model"](x)), atol=1e-5)


def test_pytorch_has_no_gru_that_resets_before(folder):
    experiment, dataset = example("elnino", "columns")
    spec = TrainingSpec("gru", reset_after=False, units=3, epochs=1)
    parts = torch_parts(dataclasses.replace(experiment, spec=spec), dataset)
    assert "The weights of the app" not in [part.title for part in parts]
    network, *rest = titled(parts, "The network", *REST)
    assert "reset_after=False" in network.text
    with beside(experiment, dataset, folder):
        names = execute(titled(parts, *DATA), {})
    keep_few(names)
    execute([network, *rest], names)
    assert isinstance(names["layer"], torch.nn.GRU)
    assert np.isfinite(names["value"])


def losses_of_keras(dataset, spec, weights):
    """Go through the epochs with Keras, batch by batch; give the mean loss of each epoch."""
    exec("\n".join(keras_lines(dataset, spec)), made := {"keras": keras})
    model = made["model"]
    model.set_weights(weights.arrays())
    optimizer = getattr(keras.optimizers, OPTIMIZER_NAMES[spec.optimizer])(spec.learning_rate)
    model.compile(optimizer, "mse", run_eagerly=True)
    x, y = dataset.batch(dataset.train)
    losses = []
    for _ in range(spec.epochs):
        total = 0.0
        for first in range(0, len(x), spec.batch_size):
            batch = slice(first, first + spec.batch_size)
            model.reset_metrics()
            total += float(model.train_on_batch(x[batch], y[batch])) * len(x[batch])
        losses.append(total / len(x))
    return losses


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", "sgd"])
def test_the_training_loop_does_what_keras_does(folder, optimizer):
    """From the same weights, unshuffled, a GRU goes through Keras's losses: it has as many biases.

    An LSTM does not: two biases learn at twice the pace of one.
    """
    experiment, dataset = example("elnino", "row")
    gru = TrainingSpec(
        "gru", units=3, optimizer=optimizer, learning_rate=0.03, epochs=2, batch_size=30,
        shuffle=False,
    )  # fmt: skip
    specs = {"as Keras": gru}
    if optimizer == "adam":
        specs["two biases"] = dataclasses.replace(gru, cell="lstm")
    for what, spec in specs.items():
        parts = torch_parts(dataclasses.replace(experiment, spec=spec), dataset)
        weights = drawn_weights(spec, dataset.shape[2])
        with beside(experiment, dataset, folder):
            (folder / "weights.npz").write_bytes(weights_npz(weights))
            begun = [*titled(parts, *DATA, "The network"), from_the_app(parts)]
            names = execute(begun, {})
        execute(titled(parts, "Training"), names)
        assert names["optimizer"].defaults.get("eps", 1e-7) == 1e-7
        losses = [float(line.split()[-1]) for line in names["printed"]]
        apart = np.abs(np.subtract(losses, losses_of_keras(dataset, spec, weights))).max()
        assert (apart < 2e-3) == (what == "as Keras"), (what, apart)


@pytest.mark.parametrize(("shuffle", "order"), [(True, "randperm"), (False, "arange")])
def test_the_batches_are_shuffled_or_not(shuffle, order):
    experiment, dataset = example("elnino", "row")
    experiment = dataclasses.replace(experiment, spec=TrainingSpec(shuffle=shuffle))
    (training,) = titled(torch_parts(experiment, dataset), "Training")
    (loop,) = [line for line in training.code if "for batch in" in line]
    assert f"torch.{order}(len(x_train)).split(BATCH)" in loop


def test_hostile_names_stay_names(folder):
    dataset = hostile()
    experiment = own(dataset)
    parts = torch_parts(experiment, dataset)
    with beside(experiment, dataset, folder):
        names = execute(titled(parts, *DATA), {})
    check_samples(names, dataset)
    for part in parts:
        assert not any(word in part.title + part.text for word in HOSTILE)
    script = torch_script(experiment, dataset)
    assert names["TARGET"] == HOSTILE[0]
    imports = [node for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Import)]
    assert {alias.name for node in imports for alias in node.names} == {"numpy", "pandas", "torch"}
    assert ast.get_docstring(ast.parse(script)).endswith("pip install numpy pandas torch")
    assert max(map(len, script.splitlines())) <= 100
