"""A slice of training: many compiled Keras updates at once, in the worker process.

The one file that imports keras and tensorflow; the process that serves pages never imports it.

Plain `model.fit` spends most of a small model's time between two updates, in Python. Here one
compiled function holds the loop over updates, and the Keras layers and the Keras optimizer stand
inside it. Its number of updates is an argument, so one compilation serves every slice, and how a
run is cut into slices cannot change a bit of its result.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Literal

import keras
import numpy as np
import tensorflow as tf
from jaxtyping import Bool, Float32, Int, Shaped

from lstmviz.network.cells import CELLS, Cell
from lstmviz.network.models import ModelWeights
from lstmviz.network.specs import OPTIMIZER_NAMES, Optimizer, TrainingSpec
from lstmviz.samples.counting import evenly
from lstmviz.training.bounds import COMPILED_MODELS
from lstmviz.training.state import (
    VALIDATION_SAMPLES,
    Check,
    DataPart,
    Piece,
    Plan,
    Snapshot,
    Step,
    TrainingState,
    batch_samples,
    next_validation,
    plan_epochs,
    updates_per_epoch,
)

# Batches handed to the compiled loop in one call: at most 512, and at most 4 MB of them.
CALL_UPDATES = 512
CALL_VALUES = 2**20
# Timesteps up to which the steps are written out one by one.
UNROLLED = 4
# Samples predicted at once, and how often at most in one call.
PREDICTED = 128
CALL_PREDICTIONS = 32

# Each shape of model is traced once, which TensorFlow takes for a mistake.
tf.get_logger().setLevel("ERROR")

Array = np.ndarray
Which = Literal["train", "validation"]
# What stateful layers hand on: h of each layer, of an LSTM c too, (batch, units); else nothing.
Carried = tuple[tf.Tensor | Float32[Array, "batch units"], ...]


@dataclass(frozen=True)
class Scored:
    """What a snapshot scores: validation samples, all or some of them, and training samples."""

    validation: bool = False
    whole: bool = False
    train: bool = False


@dataclass(frozen=True)
class Model:
    """What the compiled updates depend on; the learning rate and the seed are not part of it."""

    cell: Cell
    reset_after: bool
    units: int
    layers: int
    optimizer: Optimizer
    batch_size: int
    timesteps: int
    features: int
    masked: bool = False
    stateful: bool = False


@dataclass(frozen=True, eq=False)
class CompiledModel:
    """The compiled updates and predictions of a model, around one vector of all its weights.

    The optimizers work on each weight by itself, so one vector serves as well as five arrays and
    takes a third less time to compile and to call.

    `states` holds the shapes of what a stateful model carries from batch to batch, none for others;
    `predicted` the samples that are predicted at once.
    """

    parameters: keras.Variable
    optimizer: keras.optimizers.Optimizer
    sizes: tuple[int, ...]
    shapes: tuple[tuple[int, ...], ...]
    states: tuple[tuple[int, int], ...]
    updates_per_call: int
    predictions_per_call: int
    predicted: int
    update: Callable[..., tuple[tf.Tensor, Carried]]
    predict: Callable[..., tuple[tf.Tensor, Carried]]

    def load(self, spec: TrainingSpec, state: TrainingState) -> None:
        """Take over a state: everything that the next update depends on."""
        arrays = state.weights.arrays()
        self.parameters.assign(np.concatenate([array.ravel() for array in arrays]))
        variables = self.moments()
        held = state.optimizer or [np.zeros(v.shape, v.dtype) for v in variables]
        for variable, value in zip(variables, held, strict=True):
            variable.assign(value)
        self.optimizer.learning_rate = spec.learning_rate

    def nothing(self) -> Carried:
        """Give the state that an epoch begins with."""
        return tuple(np.zeros(shape, np.float32) for shape in self.states)

    def moments(self) -> list[keras.Variable]:
        """List the optimizer's variables: the count of updates and its moments."""
        rate = self.optimizer.learning_rate
        return [variable for variable in self.optimizer.variables if variable is not rate]

    def weights(self, spec: TrainingSpec) -> ModelWeights:
        """Copy out the weights."""
        ends = np.cumsum(self.sizes)[:-1]
        parts = np.split(self.parameters.value.numpy().copy(), ends)
        arrays = [part.reshape(shape) for part, shape in zip(parts, self.shapes, strict=True)]
        return ModelWeights.from_arrays(spec, arrays)


def advance(
    spec: TrainingSpec,
    part: DataPart,
    state: TrainingState,
    updates: int,
    plan: Plan | None = None,
) -> tuple[TrainingState, Piece]:
    """Do the next updates of a run: a pure function, equal to Keras's `model.fit`.

    Args:
        spec: the model, the optimizer, the batch size; the same along a run.
        part: the dataset's samples.
        state: where to go on from.
        updates: how many, at least 1; fewer are done at the planned end.
        plan: of the run; the same along it. By default whole epochs.

    Returns:
        The state afterwards and what there is to tell. However a run is cut into slices, its
        states, losses and marks are the same, bit by bit.
    """
    model = compiled_for(spec, part.shape, part.skipped is not None)
    model.load(spec, state)
    carried = state.carried or model.nothing()
    per_epoch = updates_per_epoch(spec, part.train)
    plan = plan or plan_epochs(spec, part.train)
    update = state.update
    end = min(update + updates, plan.updates)
    losses, marks, seconds = [], [], 0.0
    while update < end:
        mark = plan.moment_after(update)
        validation = next_validation(update, per_epoch, plan)
        stop = min(end, update + model.updates_per_call, mark, validation)
        began = perf_counter()
        done, carried = run_updates(model, spec, part, carried, update, stop)
        seconds += perf_counter() - began
        losses.append(done)
        update = stop
        if update == validation or (update == mark and update % plan.interval == 0):
            whole = update % per_epoch == 0 or update == plan.updates
            both = plan.both and (update == plan.updates or plan.settling is not None)
            scored = Scored(update == validation, whole, both)
            marks.append(snapshot(model, spec, part, update, scored))
        elif update == mark:
            # An early one leaves predicting to the page: it would have to be compiled first.
            marks.append(keep(model, spec, part, update))
    optimizer = tuple(np.array(variable.value.numpy()) for variable in model.moments())
    if marks and marks[-1].update == end:
        latest = marks[-1]
    elif state.update == 0:
        # Predictions need a compilation of their own: the first losses should not wait for it.
        latest = keep(model, spec, part, end)
    else:
        latest = snapshot(model, spec, part, end)
    piece = Piece(
        np.concatenate(losses),
        tuple(marks),
        latest,
        seconds,
        compile_model.cache_info().misses,
    )
    held = tuple(np.array(each) for each in carried)
    return TrainingState(latest.weights, optimizer, end, held), piece


def run_updates(
    model: CompiledModel,
    spec: TrainingSpec,
    part: DataPart,
    carried: Carried,
    update: int,
    stop: int,
) -> tuple[Float32[Array, " updates"], Carried]:
    """Do the updates from `update` to `stop` in one compiled call.

    An epoch's last, shorter batch is padded with sample 0 and masked: its loss is the mean over its
    own samples, as in Keras.
    """
    size, per_epoch = spec.batch_size, updates_per_epoch(spec, part.train)
    samples = np.full((stop - update) * size, part.train[0])
    mask, fresh = np.zeros((2, model.updates_per_call * size), bool)
    for epoch in range(update // per_epoch, -(-stop // per_epoch)):
        first, last = max(update, epoch * per_epoch), min(stop, (epoch + 1) * per_epoch)
        read = batch_samples(spec, part.train, first, last - first)
        place = slice((first - update) * size, (first - update) * size + len(read))
        samples[place], mask[place] = read, True
        if part.fresh is not None:
            within = first % per_epoch * size
            fresh[place] = part.fresh.train[within : within + len(read)]
    x, y = part.batch(samples)
    shape = (model.updates_per_call, size)
    losses, carried = model.update(
        padded(x, shape),
        padded(y, shape),
        mask.reshape(shape),
        fresh.reshape(shape),
        np.int32(stop - update),
        carried,
    )
    return losses.numpy()[: stop - update], carried


def padded(
    values: Shaped[Array, "some *value"], shape: tuple[int, int]
) -> Shaped[tf.Tensor, "calls batch *value"]:
    """Fill up with zeros to so many batches.

    In TensorFlow: handing over 4 MB of NumPy's zeros costs as much as five updates.
    """
    rest = [(0, math.prod(shape) - len(values)), *[(0, 0)] * (values.ndim - 1)]
    return tf.reshape(tf.pad(values, rest), (*shape, *values.shape[1:]))


def keep(model: CompiledModel, spec: TrainingSpec, part: DataPart, update: int) -> Snapshot:
    """Take down the weights alone."""
    return Snapshot(update, update / updates_per_epoch(spec, part.train), model.weights(spec))


def snapshot(
    model: CompiledModel, spec: TrainingSpec, part: DataPart, update: int, scored: Scored = Scored()
) -> Snapshot:
    """Take down the model, with the losses that are to be known, if any."""
    losses = {}
    if scored.validation:
        losses["validation_loss"] = score(model, part, "validation", scored.whole)
    if scored.train:
        losses["train_loss"] = score(model, part, "train", whole=False)
    stretch = predict(model, part, part.stretch) if len(part.stretch) else None
    epoch = update / updates_per_epoch(spec, part.train)
    return Snapshot(update, epoch, model.weights(spec), stretch, **losses)


def score(model: CompiledModel, part: DataPart, which: Which, whole: bool) -> float:
    """Score samples with the present weights: the mean squared error on scaled values.

    Not the whole are at most VALIDATION_SAMPLES, evenly chosen. A stateful model reads the
    samples as in training, batch after batch with the state carried on, from zero at the part's
    beginning; of these the first are chosen.
    """
    samples, fresh = getattr(part, which), None
    count = len(samples) if whole else min(len(samples), VALIDATION_SAMPLES)
    if part.fresh is not None:
        samples, fresh = samples[:count], getattr(part.fresh, which)[:count]
    else:
        samples = evenly(samples, count)
    errors = predict(model, part, samples, fresh) - part.targets[samples]
    return float(np.mean(errors**2, dtype=np.float64))


def predict(
    model: CompiledModel,
    part: DataPart,
    samples: Int[Array, " samples"],
    fresh: Bool[Array, " samples"] | None = None,
) -> Float32[Array, " samples"]:
    """Predict the scaled targets of samples with the present weights.

    Args:
        model: with these weights.
        part: where the samples come from.
        samples: to predict, at least one; for a stateful model batch after batch.
        fresh: for such a model, which of them begin at zero.
    """
    predictions, carried = [], model.nothing()
    shape = (model.predictions_per_call, model.predicted)
    capacity = math.prod(shape)
    for first in range(0, len(samples), capacity):
        chosen = samples[first : first + capacity]
        count = -(-len(chosen) // model.predicted)
        x, _ = part.batch(chosen)
        anew = np.zeros(len(chosen), bool) if fresh is None else fresh[first:][:capacity]
        y, carried = model.predict(padded(x, shape), padded(anew, shape), np.int32(count), carried)
        predictions.append(y.numpy().ravel()[: len(chosen)])
    return np.concatenate(predictions)


def compiled_for(spec: TrainingSpec, shape: tuple[int, int], masked: bool = False) -> CompiledModel:
    """Find the compiled updates for a run; runs that differ in rate, seed or data share them."""
    timesteps, features = shape
    return compile_model(
        Model(
            spec.cell,
            spec.reset_after,
            spec.units,
            spec.layers,
            spec.optimizer,
            spec.batch_size,
            timesteps,
            features,
            masked,
            spec.stateful,
        )
    )


@lru_cache(maxsize=COMPILED_MODELS)
def compile_model(model: Model) -> CompiledModel:
    """Build the Keras layers and optimizer and compile their updates and predictions."""
    layers, masking = build_layers(model), keras.layers.Masking()
    counts = [len(layer.trainable_variables) for layer in layers]
    variables = [v for layer in layers for v in layer.trainable_variables]
    shapes = tuple(tuple(v.shape) for v in variables)
    sizes = tuple(int(np.prod(shape)) for shape in shapes)
    parameters = keras.Variable(np.zeros(sum(sizes), np.float32))
    optimizer = getattr(keras.optimizers, OPTIMIZER_NAMES[model.optimizer])()
    optimizer.build([parameters])
    values = model.timesteps * model.features
    updates_per_call = max(1, min(CALL_UPDATES, CALL_VALUES // (model.batch_size * values)))
    predicted, most = PREDICTED, CALL_PREDICTIONS
    states: tuple[tuple[int, int], ...] = ()
    if model.stateful:
        # The batch is fixed: slot i of the next one goes on where slot i of this one ended.
        predicted, most = model.batch_size, CALL_UPDATES
        held = len(CELLS[model.cell].states) * model.layers
        states = ((model.batch_size, model.units),) * held
    predictions_per_call = max(1, min(most, CALL_VALUES // (predicted * values)))

    def forward(weights: tf.Tensor, x: tf.Tensor, carried: Carried) -> tuple[tf.Tensor, Carried]:
        mask, handed = masking.compute_mask(x), []
        parts = tf.split(weights, sizes)
        parts = [tf.reshape(part, shape) for part, shape in zip(parts, shapes, strict=True)]
        each = len(carried) // model.layers
        for number, (layer, count) in enumerate(zip(layers, counts, strict=True)):
            own, parts = parts[:count], parts[count:]
            fixed = [variable.value for variable in layer.non_trainable_variables]
            settings, recurrent = {}, layer is not layers[-1]
            if model.masked and recurrent:
                settings["mask"] = mask
            if model.stateful and recurrent:
                settings["initial_state"] = list(carried[number * each : (number + 1) * each])
            x = layer.stateless_call(own, fixed, x, **settings)[0]
            if model.stateful and recurrent:
                x, *after = x
                handed += after
        return x, tuple(handed)

    def begun(carried: Carried, fresh: tf.Tensor) -> Carried:
        return tuple(tf.where(fresh[:, None], 0.0, state) for state in carried)

    @tf.function(jit_compile=True, autograph=False)
    def update(
        x: Float32[tf.Tensor, "updates batch timesteps features"],
        y: Float32[tf.Tensor, "updates batch 1"],
        mask: Bool[tf.Tensor, "updates batch"],
        fresh: Bool[tf.Tensor, "updates batch"],
        count: Int[tf.Tensor, ""],
        carried: Carried,
    ) -> tuple[Float32[tf.Tensor, " updates"], Carried]:
        def one(k: tf.Tensor, losses: tf.Tensor, carried: Carried) -> tuple:
            weights = tf.convert_to_tensor(parameters.value)
            with tf.GradientTape() as tape:
                tape.watch(weights)
                predictions, after = forward(weights, x[k], begun(carried, fresh[k]))
                errors = tf.square(predictions - y[k])[:, 0]
                # Not a product with the mask: a padded sample's error may be infinite.
                errors = tf.where(mask[k], errors, 0.0)
                loss = tf.reduce_sum(errors) / tf.reduce_sum(tf.cast(mask[k], tf.float32))
            optimizer.apply([tape.gradient(loss, weights)], [parameters])
            return k + 1, tf.tensor_scatter_nd_update(losses, [[k]], [loss]), after

        # tf.range(count) would tell XLA a largest count, and each update cost 200 times as much.
        start = (tf.constant(0), tf.zeros([updates_per_call]), carried)
        return tf.while_loop(lambda k, *_: k < count, one, start)[1:]

    @tf.function(jit_compile=True, autograph=False)
    def predict(
        x: Float32[tf.Tensor, "predictions batch timesteps features"],
        fresh: Bool[tf.Tensor, "predictions batch"],
        count: Int[tf.Tensor, ""],
        carried: Carried,
    ) -> tuple[Float32[tf.Tensor, "predictions batch"], Carried]:
        weights = tf.convert_to_tensor(parameters.value)

        def one(k: tf.Tensor, y: tf.Tensor, carried: Carried) -> tuple:
            predictions, after = forward(weights, x[k], begun(carried, fresh[k]))
            return k + 1, tf.tensor_scatter_nd_update(y, [[k]], [predictions[:, 0]]), after

        start = (tf.constant(0), tf.zeros([predictions_per_call, predicted]), carried)
        return tf.while_loop(lambda k, *_: k < count, one, start)[1:]

    made = CompiledModel(
        parameters,
        optimizer,
        sizes,
        shapes,
        states,
        updates_per_call,
        predictions_per_call,
        predicted,
        update,
        predict,
    )
    # No update at all, so that the compilation is over before a slice takes its time.
    shape = (updates_per_call, model.batch_size)
    x, flags = np.zeros((*shape, model.timesteps, model.features), np.float32), np.ones(shape, bool)
    made.update(x, np.zeros((*shape, 1), np.float32), flags, flags, np.int32(0), made.nothing())
    return made


def build_layers(model: Model) -> list[keras.layers.Layer]:
    """Build the recurrent layers and the Dense(1) head, with Keras's default settings."""
    layers, features = [], model.features
    # Copies of few steps run half as fast again as a loop; of many, they compile for long.
    unroll = model.timesteps <= UNROLLED
    handing = {"return_state": True} if model.stateful else {}
    for number in range(model.layers):
        stacked = number < model.layers - 1
        layer = recurrent_layer(model, return_sequences=stacked, unroll=unroll, **handing)
        layer.build((model.batch_size, model.timesteps, features))
        layers.append(layer)
        features = model.units
    head = keras.layers.Dense(1)
    head.build((model.batch_size, features))
    return [*layers, head]


def recurrent_layer(model: Model | TrainingSpec, **settings: bool | str) -> keras.layers.Layer:
    """Make one recurrent layer of a model."""
    cell = CELLS[model.cell]
    if cell.resets:
        settings["reset_after"] = model.reset_after
    return getattr(keras.layers, cell.name)(model.units, **settings)


def check(
    spec: TrainingSpec, weights: ModelWeights, x: Float32[Array, "batch timesteps features"]
) -> Check:
    """Run Keras's own layers on samples, step by step and without compiling anything."""
    arrays, h = weights.arrays(), []
    for number in range(spec.layers):
        # A loop over the steps would cost half as much again.
        layer = recurrent_layer(spec, return_sequences=True, unroll=True)
        layer.build(x.shape)
        each = len(spec.kind.arrays)
        layer.set_weights(arrays[each * number : each * (number + 1)])
        x = layer(x)
        h.append(np.array(x))
    head = keras.layers.Dense(1)
    head.build(x.shape)
    head.set_weights(arrays[-2:])
    return Check(tuple(h), np.array(head(x))[..., 0])


def save(spec: TrainingSpec, weights: ModelWeights, shape: tuple[int, int]) -> bytes:
    """Write a model as a .keras file, which `keras.models.load_model` opens.

    Args:
        spec: of the weights.
        weights: of the layers and the head.
        shape: (timesteps, features) of one sample.
    """
    model = keras.Sequential([keras.Input(shape)])
    for number in range(spec.layers):
        last = number == spec.layers - 1
        name = f"{spec.cell}_{number}"
        model.add(recurrent_layer(spec, return_sequences=not last, name=name))
    model.add(keras.layers.Dense(1, name="head"))
    model.set_weights(weights.arrays())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        return path.read_bytes()


def prepare(spec: TrainingSpec, shape: tuple[int, int], step: Step) -> int:
    """Compile the updates or the predictions of a model for samples (timesteps, features).

    Returns:
        Models compiled by this worker so far, this one included.
    """
    model = compiled_for(spec, shape)
    if step == "updates":
        return compile_model.cache_info().misses
    batches = (model.predictions_per_call, model.predicted)
    x, flags = np.zeros((*batches, *shape), np.float32), np.zeros(batches, bool)
    model.predict(x, flags, np.int32(0), model.nothing())
    return compile_model.cache_info().misses


def warm_up() -> None:
    """Compile what most visitors begin with: the default model in the three layouts."""
    for shape in ((24, 3), (3, 1), (1, 3)):
        prepare(TrainingSpec(), shape, "predictions")
