"""The Keras program is executed, and gives exactly the samples, the start and the losses here."""

import ast
import dataclasses
import functools

import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings

from lstmviz.export.keras_script import keras_parts, keras_script
from lstmviz.network.models import ModelWeights, initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec
from lstmviz.racing.baselines import LAST_VALUE, MEAN
from lstmviz.samples.datasets import make_dataset
from lstmviz.samples.examples import EXAMPLES, load_example
from lstmviz.samples.layouts import LAYOUTS, Layout
from lstmviz.samples.tasks import Task
from lstmviz.table.tables import Table
from lstmviz.training.parts import data_part
from lstmviz.training.slices import advance
from lstmviz.training.state import TrainingState
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
from tests.samples.test_datasets import CHOICES, dataset_of, runs_of

DATA = ("Settings", "The table", "Split in time, then scale", "Windows: X and y")
MODEL = ("The network", "The weights it starts from")
SCORE, NEXT = "Does it beat the baselines?", "The next value"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


# ---- The samples -------------------------------------------------------------------------------


def latest_window(dataset):
    """Walk back from the table's end to a window that is complete and of one group; place it."""
    values, layout = dataset.table.values, dataset.layout
    runs = runs_of(dataset.table, dataset.task)
    for end in range(len(values) - 1, -1, -1):
        rows = [end - back * layout.dilation for back in range(layout.window)][::-1]
        window = values[rows][:, dataset.features]
        if rows[0] >= 0 and runs[rows[0]] == runs[end] and not np.isnan(window).any():
            return layout.place(dataset.scaled[rows][:, dataset.features][None])


@given(CHOICES)
@settings(max_examples=60)
def test_any_choice_gives_our_samples_baselines_and_latest_window(folder, choice):
    dataset = dataset_of(choice)
    assume(not dataset.lacks)  # it can be looked at alone
    experiment = own(dataset)
    parts = keras_parts(experiment, dataset)
    with beside(experiment, dataset, folder):
        names = execute(titled(parts, *DATA), {})
    check_samples(names, dataset)
    latest = latest_window(dataset)

    def predict(x, verbose=0):
        return np.zeros((len(x), 1), np.float32)

    names["model"] = model = functools.partial(predict)
    model.predict = model
    execute(titled(parts, SCORE, NEXT), names)
    np.testing.assert_array_equal(names["x"], latest, strict=True)
    said = dict(line.rsplit(maxsplit=1) for line in names["printed"][:3])
    truth = dataset.table.values[dataset.target_rows(dataset.validation), dataset.target]
    zero = dataset.in_units(np.zeros(1, np.float32))[0]
    errors = {
        "network": np.sqrt(np.mean((zero - truth.astype(float)) ** 2)),
        "last value": LAST_VALUE.error(dataset),
        "mean": MEAN.error(dataset),
    }
    assert {name: float(text) for name, text in said.items()} == pytest.approx(
        errors, rel=1e-3, abs=1e-4
    )


@pytest.mark.parametrize("scaling", ["standardise", "min-max", "none"])
def test_columns_that_tell_nothing(folder, scaling):
    cells = np.random.default_rng(2).normal(size=(30, 4)).astype(np.float32)
    cells[:, 1] = 0.1  # never changes
    cells[:24, 2] = np.nan  # is empty in the training rows
    cells[:24, 3] = np.float32(1e9)  # changes later only
    task = Task("a", ("a", "b", "d"), scaling=scaling)
    dataset = make_dataset(Table(cells, ("a", "b", "c", "d"), "odd"), Layout(2), task)
    with beside(own(dataset), dataset, folder):
        names = execute(titled(keras_parts(own(dataset), dataset), *DATA), {})
    check_samples(names, dataset)


def test_the_last_value_of_another_group_is_not_known(folder):
    """With the target in the window's last row, the row before may be another group's."""
    cells = np.arange(36, dtype=np.float32).reshape(18, 2)
    cells[[4, 6], 1] = np.nan
    codes = np.repeat([0, 1, 0], 6).astype(np.int32)
    table = Table(cells, ("a", "b"), "runs", groups={"place": codes})
    task = Task("b", ("a",), 0, "place", validation_fraction=0.5, scaling="none")
    dataset = make_dataset(table, Layout(1), task)
    # The first three rows of each group are for training; rows 4 and 6 hold no target.
    parts = keras_parts(own(dataset), dataset)
    with beside(own(dataset), dataset, folder):
        names = execute(titled(parts, *DATA), {})
    # As if the first rows of the second and the third group were to be predicted too.
    names["validation"] |= (names["first"] == 7) | (names["first"] == 12)
    names["model"] = model = functools.partial(lambda x, verbose=0: x[:, 0])
    model.predict = model
    execute(titled(parts, SCORE), names)
    mean = np.mean([1, 3, 5, 15, 17, 25, 27, 29])
    assert names["rows"].tolist() == [3, 5, 7, 9, 10, 11, 12, 15, 16, 17]
    assert names["last_value"].tolist() == [5, 7, mean, 17, 19, 21, mean, 29, 31, 33]


# ---- Every table, layout and cell --------------------------------------------------------------


@functools.cache
def table_made(table, folder):
    """Execute the part that makes a table once for all layouts."""
    experiment, dataset = example(table, "window")
    parts = titled(keras_parts(experiment, dataset), *DATA[:2])
    with beside(experiment, dataset, folder):
        return parts[1], execute(parts, {})


def stand_in(model, read):
    """Let the model read a batch and predict, without the pipelines of `fit` and `predict`.

    To build them takes Keras ten times as long as to read so few samples.
    """

    def fit(x, y, validation_data, epochs, **settings):
        assert (epochs, settings) == (1, {"batch_size": 32, "shuffle": True})
        assert validation_data[0].shape == x.shape
        assert np.isfinite(read(x, y))

    model.fit, model.predict = fit, lambda x, verbose: np.array(model(x))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("table", TABLES)
def test_every_program_runs(folder, table, layout):
    experiment, dataset = example(table, layout)
    place = list(LAYOUTS).index(layout)
    for number, cell in enumerate(CASES):
        reset_after = place % 2 == 0
        layers = 2 if (table, layout) == ("weather", "row") else 1
        spec = TrainingSpec(cell, reset_after, units=3, layers=layers, epochs=1)
        experiment = dataclasses.replace(experiment, spec=spec)
        parts = keras_parts(experiment, dataset)
        head, read, *rest = titled(parts, *DATA)
        part, made = table_made(table, folder)
        assert part == read
        names = execute([head, *rest], dict(made))
        if not number:
            check_samples(names, dataset)
        keep_few(names)
        execute(titled(parts, *MODEL), names)
        model = names["model"]
        begun = initial_weights(spec, dataset.shape[2]).arrays()
        for ours, held in zip(begun, model.get_weights(), strict=True):
            np.testing.assert_array_equal(held, ours, strict=True)
        model.compile = functools.partial(model.compile, run_eagerly=True)
        # Each layout, each cell and each table goes through the real `fit` and `predict` …
        if (place % len(CASES), place % len(TABLES)) != (number, TABLES.index(table)):
            # … and each cell in each layout through an update.
            updates = table == "weather"
            stand_in(model, model.train_on_batch if updates else model.test_on_batch)
        execute(titled(parts, "Training", SCORE, NEXT), names)
        assert names["predicted"].shape == (8,)
        assert np.isfinite(names["value"])
        told = names["printed"][-1]
        assert told.startswith(f"{dataset.task.target}, ")
        weights = ModelWeights.from_arrays(spec, model.get_weights())
        predicted = dataset.in_units(trace_model(weights, names["x"]).y[0, -1:])
        assert names["value"] == pytest.approx(predicted[0], rel=1e-5, abs=1e-4)


def test_unshuffled_losses_are_ours(folder):
    rng = np.random.default_rng(5)
    values = np.cumsum(rng.normal(size=(70, 2)), axis=0).astype(np.float32)
    dataset = make_dataset(Table(values, ("a", "b"), "walk"), Layout(window=2), Task("b"))
    spec = TrainingSpec(units=5, learning_rate=0.05, batch_size=16, epochs=2, seed=3, shuffle=False)
    start = TrainingState(initial_weights(spec, 2), (), 0)
    per_epoch = -(-len(dataset.train) // 16)
    assert len(dataset.train) % 16
    _, piece = advance(spec, data_part(dataset), start, 2 * per_epoch)
    sizes = np.diff([*range(0, len(dataset.train), 16), len(dataset.train)])
    ours = piece.losses.reshape(2, per_epoch) @ sizes / len(dataset.train)
    validation = [mark.validation_loss for mark in piece.marks if mark.update % per_epoch == 0]

    experiment = own(dataset, spec=spec)
    _, *parts = keras_parts(experiment, dataset)
    until = parts.index(*titled(parts, "Training"))
    with beside(experiment, dataset, folder):
        names = execute(parts[:until], {})
        names["model"].compile = functools.partial(names["model"].compile, run_eagerly=True)
        execute(parts[until:], names)
    history = names["history"].history
    assert ours[-1] < 0.8 * ours[0]
    np.testing.assert_allclose(history["loss"], ours, atol=1e-4)
    np.testing.assert_allclose(history["val_loss"], validation, atol=1e-4)
    for theirs, mine in zip(
        names["model"].get_weights(), piece.latest.weights.arrays(), strict=True
    ):
        np.testing.assert_allclose(theirs, mine, atol=1e-4)


@pytest.mark.parametrize(("optimizer", "rate"), [("adam", 1e-3), ("rmsprop", 1e-5), ("sgd", 0.5)])
def test_optimizers(optimizer, rate):
    experiment, dataset = example("weather", "row")
    spec = TrainingSpec(optimizer=optimizer, learning_rate=rate, shuffle=False)
    (training,) = titled(
        keras_parts(dataclasses.replace(experiment, spec=spec), dataset), "Training"
    )
    line = next(line for line in training.code if line.startswith("optimizer = "))
    exec(line, names := {"keras": keras})
    assert type(names["optimizer"]).__name__.lower() == optimizer
    assert float(names["optimizer"].learning_rate) == pytest.approx(rate)
    assert "    shuffle=False," in training.code
    assert "set_random_seed" not in "".join(training.code)


# ---- What a stranger brings --------------------------------------------------------------------

HOSTILE = ('a"""\nimport os', "b'\\", "{c}\u202e", "Größe 𝒳\r\n# d")


def hostile():
    rng = np.random.default_rng(0)
    table = Table(
        rng.normal(size=(60, 4)).astype(np.float32),
        HOSTILE,
        name='"""\nraise SystemExit',
        units=('"', "\n", "°C'''", "\\"),
        labels=[f'row "{n}", =1+1\n' for n in range(60)],
        label_name="group",
        groups={HOSTILE[3]: np.repeat([1, -1, 0], 20).astype(np.int32)},
    )
    return make_dataset(table, Layout(window=3), Task(HOSTILE[0], HOSTILE[:3], group=HOSTILE[3]))


def test_hostile_names_stay_names(folder):
    dataset = hostile()
    experiment = own(dataset)
    parts = keras_parts(experiment, dataset)
    with beside(experiment, dataset, folder):
        names = execute(titled(parts, *DATA), {})
    check_samples(names, dataset)
    assert (names["TARGET"], names["UNIT"]) == (HOSTILE[0], '"')
    np.testing.assert_array_equal(names["group"], dataset.table.groups[HOSTILE[3]])
    for part in parts:
        assert not any(word in part.title + part.text for word in HOSTILE)
    # The same program as with plain names, but for its strings.
    plain = Table(
        dataset.table.values,
        ("a", "b", "c", "d"),
        "plain",
        groups={"d": dataset.table.groups[HOSTILE[3]]},
    )
    task = Task("a", ("a", "b", "c"), group="d")
    tame = make_dataset(plain, dataset.layout, task)

    def shape(dataset):
        tree = ast.parse(keras_script(own(dataset), dataset))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value = ""
        return ast.dump(tree)

    assert shape(dataset) == shape(tame)
    script = keras_script(experiment, dataset)
    assert all(letter.isprintable() for line in script.split("\n") for letter in line)


@pytest.mark.parametrize("table", TABLES)
def test_only_the_named_libraries_are_imported(table):
    experiment, dataset = example(table, "window")
    script = keras_script(experiment, dataset)
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(script))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module)])
    }
    read = {"pandas"} if table in ("elnino", "weather") else set()
    assert imported == {"keras", "numpy"} | read
    said = ast.get_docstring(ast.parse(script)).split("pip install ")[1].split()
    assert set(said) == imported | {"tensorflow"}
    assert "lstmviz" not in script
    assert max(map(len, script.splitlines())) <= 100


def test_the_built_in_tables_keep_their_source():
    for table in ("elnino", "weather"):
        experiment, dataset = example(table, "row")
        script = keras_script(experiment, dataset).replace("\n# ", " ")
        assert EXAMPLES[table].source.replace("\n", " ") in script
        assert load_example(table).columns[0] in script


def test_a_large_x_is_announced():
    cells = np.zeros((600_000, 1), np.float32)
    cells[::2] = 1
    dataset = make_dataset(Table(cells, ("a",), "long"), Layout(500), Task("a"))
    (part,) = titled(keras_parts(own(dataset), dataset), "Windows: X and y")
    assert "X takes 1.2 GB of memory" in part.text
    stepped = make_dataset(dataset.table, Layout(500, stride=10), dataset.task)
    (part,) = titled(keras_parts(own(stepped), stepped), "Windows: X and y")
    assert "memory" not in part.text
