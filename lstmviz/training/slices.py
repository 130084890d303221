"""A slice of training: many compiled Keras updates at once, in the worker process.

The one file that imports keras and tensorflow; the process that serves pages never imports it.

Plain `model.fit` spends most of a small model's time between two updates, in Python. Here one
compiled function holds the loop over updates, and the Keras layers and the Keras optimizer stand
inside it. Its number of updates is an argument, so one compilation serves every slice, and how a
run is cut into slices cannot change a bit of its result.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import keras
import numpy as np
import tensorflow as tf
from jaxtyping import Bool, Float32, Int

from lstmviz.cells import ModelWeights
from lstmviz.specs import CELL_NAMES, OPTIMIZER_NAMES, TrainingSpec
from lstmviz.training.bounds import COMPILED_MODELS
from lstmviz.training.state import (
    VALIDATION_SAMPLES,
    Check,
    DataPart,
    Piece,
    Plan,
    Snapshot,
    TrainingState,
    batch_samples,
    plan_epochs,
    updates_per_epoch,
    validation_interval,
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


@dataclass(frozen=True)
class Model:
    """What the compiled updates depend on; the learning rate and the seed are not part of it."""

    cell: str
    reset_after: bool
    units: int
    layers: int
    optimizer: str
    batch_size: int
    timesteps: int
    features: int
    masked: bool = False


@dataclass(frozen=True, eq=False)
class CompiledModel:
    """The compiled updates and predictions of a model, around one vector of all its weights.

    The optimizers work on each weight by itself, so one vector serves as well as five arrays and
    takes a third less time to compile and to call.
    """

    parameters: keras.Variable
    optimizer: keras.optimizers.Optimizer
    sizes: tuple[int, ...]
    shapes: tuple[tuple[int, ...], ...]
    updates_per_call: int
    predictions_per_call: int
    update: Callable[..., tf.Tensor]
    predict: Callable[..., tf.Tensor]

    def load(self, spec: TrainingSpec, state: TrainingState) -> None:
        """Take over a state: everything that the next update depends on."""
        arrays = state.weights.arrays()
        self.parameters.assign(np.concatenate([array.ravel() for array in arrays]))
        variables = self.moments()
        held = state.optimizer or [np.zeros(v.shape, v.dtype) for v in variables]
        for variable, value in zip(variables, held, strict=True):
            variable.assign(value)
        self.optimizer.learning_rate = spec.learning_rate

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
    began = perf_counter()
    per_epoch = updates_per_epoch(spec, part.train)
    plan = plan or plan_epochs(spec, part.train)
    update = state.update
    end = min(update + updates, plan.updates)
    losses, marks = [], []
    while update < end:
        within = update % per_epoch
        every = validation_interval(update, per_epoch)
        mark = (update // plan.interval + 1) * plan.interval
        validation = update - within + min((within // every + 1) * every, per_epoch)
        validation = min(validation, plan.updates)
        # The order of samples changes at an epoch's end, which is a validation too.
        stop = min(end, update + model.updates_per_call, mark, validation)
        losses.append(run_updates(model, spec, part, update, stop))
        update = stop
        if update in (mark, validation):
            whole = update % per_epoch == 0 or update == plan.updates
            scored = validation_samples(part, whole) if update == validation else None
            marks.append(snapshot(model, spec, part, update, scored))
    optimizer = tuple(np.array(variable.value.numpy()) for variable in model.moments())
    if marks and marks[-1].update == end:
        latest = marks[-1]
    elif state.update == 0:
        # Predictions need a compilation of their own: the first losses should not wait for it.
        latest = Snapshot(end, end / per_epoch, model.weights(spec))
    else:
        latest = snapshot(model, spec, part, end)
    piece = Piece(
        np.concatenate(losses),
        tuple(marks),
        latest,
        perf_counter() - began,
        compile_model.cache_info().misses,
    )
    return TrainingState(latest.weights, optimizer, end), piece


def run_updates(
    model: CompiledModel, spec: TrainingSpec, part: DataPart, update: int, stop: int
) -> Float32[Array, " updates"]:
    """Do the updates from `update` to `stop`, which lie in one epoch, in one compiled call.

    A last, shorter batch is padded with sample 0 and masked: its loss is the mean over its own
    samples, as in Keras.
    """
    read = batch_samples(spec, part.train, update, stop - update)
    capacity = model.updates_per_call * spec.batch_size
    samples = np.full(capacity, part.train[0])
    samples[: len(read)] = read
    mask = (np.arange(capacity) < len(read)).reshape(-1, spec.batch_size)
    x, y = part.batch(samples)
    x = x.reshape(len(mask), spec.batch_size, *x.shape[1:])
    y = y.reshape(len(mask), spec.batch_size, 1)
    return model.update(x, y, mask, np.int32(stop - update)).numpy()[: stop - update]


def validation_samples(part: DataPart, whole: bool) -> Int[Array, " samples"]:
    """Choose the samples that a validation scores: all, or at most VALIDATION_SAMPLES, evenly."""
    samples = part.validation
    if whole or len(samples) <= VALIDATION_SAMPLES:
        return samples
    return samples[np.linspace(0, len(samples) - 1, VALIDATION_SAMPLES).astype(int)]


def snapshot(
    model: CompiledModel,
    spec: TrainingSpec,
    part: DataPart,
    update: int,
    scored: Int[Array, " samples"] | None = None,
) -> Snapshot:
    """Take down the model, with its validation loss on the samples to be scored, if any."""
    loss = None
    if scored is not None:
        errors = predict(model, part, scored) - part.targets[scored]
        loss = float(np.mean(errors**2, dtype=np.float64))
    stretch = predict(model, part, part.stretch)
    epoch = update / updates_per_epoch(spec, part.train)
    return Snapshot(update, epoch, model.weights(spec), stretch, loss)


def predict(
    model: CompiledModel, part: DataPart, samples: Int[Array, " samples"]
) -> Float32[Array, " samples"]:
    """Predict the scaled targets of samples with the present weights."""
    predictions = []
    capacity = model.predictions_per_call * PREDICTED
    for first in range(0, len(samples), capacity):
        chosen = samples[first : first + capacity]
        count = -(-len(chosen) // PREDICTED)
        padded = np.full(capacity, chosen[0])
        padded[: len(chosen)] = chosen
        x, _ = part.batch(padded)
        x = x.reshape(-1, PREDICTED, *x.shape[1:])
        predictions.append(model.predict(x, np.int32(count)).numpy().ravel()[: len(chosen)])
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
    predictions_per_call = max(1, min(CALL_PREDICTIONS, CALL_VALUES // (PREDICTED * values)))

    def forward(weights: tf.Tensor, x: tf.Tensor) -> tf.Tensor:
        mask = masking.compute_mask(x)
        parts = tf.split(weights, sizes)
        parts = [tf.reshape(part, shape) for part, shape in zip(parts, shapes, strict=True)]
        for layer, count in zip(layers, counts, strict=True):
            own, parts = parts[:count], parts[count:]
            fixed = [variable.value for variable in layer.non_trainable_variables]
            settings = {"mask": mask} if model.masked and layer is not layers[-1] else {}
            x, _ = layer.stateless_call(own, fixed, x, **settings)
        return x

    @tf.function(jit_compile=True, autograph=False)
    def update(
        x: Float32[tf.Tensor, "updates batch timesteps features"],
        y: Float32[tf.Tensor, "updates batch 1"],
        mask: Bool[tf.Tensor, "updates batch"],
        count: Int[tf.Tensor, ""],
    ) -> Float32[tf.Tensor, " updates"]:
        def one(k: tf.Tensor, losses: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            weights = tf.convert_to_tensor(parameters.value)
            with tf.GradientTape() as tape:
                tape.watch(weights)
                errors = tf.square(forward(weights, x[k]) - y[k])[:, 0]
                # Not a product with the mask: a padded sample's error may be infinite.
                errors = tf.where(mask[k], errors, 0.0)
                loss = tf.reduce_sum(errors) / tf.reduce_sum(tf.cast(mask[k], tf.float32))
            optimizer.apply([tape.gradient(loss, weights)], [parameters])
            return k + 1, tf.tensor_scatter_nd_update(losses, [[k]], [loss])

        # tf.range(count) would tell XLA a largest count, and each update cost 200 times as much.
        start = (tf.constant(0), tf.zeros([updates_per_call]))
        return tf.while_loop(lambda k, _: k < count, one, start)[1]

    @tf.function(jit_compile=True, autograph=False)
    def predict(
        x: Float32[tf.Tensor, "predictions batch timesteps features"], count: Int[tf.Tensor, ""]
    ) -> Float32[tf.Tensor, "predictions batch"]:
        weights = tf.convert_to_tensor(parameters.value)

        def one(k: tf.Tensor, y: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            return k + 1, tf.tensor_scatter_nd_update(y, [[k]], [forward(weights, x[k])[:, 0]])

        start = (tf.constant(0), tf.zeros([predictions_per_call, PREDICTED]))
        return tf.while_loop(lambda k, _: k < count, one, start)[1]

    # No update at all, so that the compilation is over before a slice takes its time.
    shape = (updates_per_call, model.batch_size)
    x = np.zeros((*shape, model.timesteps, model.features), np.float32)
    update(x, np.zeros((*shape, 1), np.float32), np.ones(shape, bool), np.int32(0))
    return CompiledModel(
        parameters,
        optimizer,
        sizes,
        shapes,
        updates_per_call,
        predictions_per_call,
        update,
        predict,
    )


def build_layers(model: Model) -> list[keras.layers.Layer]:
    """Build the recurrent layers and the Dense(1) head, with Keras's default settings."""
    layers, features = [], model.features
    # Copies of few steps run half as fast again as a loop; of many, they compile for long.
    unroll = model.timesteps <= UNROLLED
    for number in range(model.layers):
        layer = recurrent_layer(model, return_sequences=number < model.layers - 1, unroll=unroll)
        layer.build((model.batch_size, model.timesteps, features))
        layers.append(layer)
        features = model.units
    head = keras.layers.Dense(1)
    head.build((model.batch_size, features))
    return [*layers, head]


def recurrent_layer(model: Model | TrainingSpec, **settings: bool | str) -> keras.layers.Layer:
    """Make one recurrent layer of a model."""
    if model.cell == "gru":
        settings["reset_after"] = model.reset_after
    return getattr(keras.layers, CELL_NAMES[model.cell])(model.units, **settings)


def check(
    spec: TrainingSpec, weights: ModelWeights, x: Float32[Array, "batch timesteps features"]
) -> Check:
    """Run Keras's own layers on samples, step by step and without compiling anything."""
    arrays, h = weights.arrays(), []
    for number in range(spec.layers):
        # A loop over the steps would cost half as much again.
        layer = recurrent_layer(spec, return_sequences=True, unroll=True)
        layer.build(x.shape)
        layer.set_weights(arrays[3 * number : 3 * number + 3])
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


def prepare(spec: TrainingSpec, shape: tuple[int, int]) -> int:
    """Compile the updates and the predictions of a model for samples (timesteps, features).

    Returns:
        Models compiled by this worker so far, this one included.
    """
    model = compiled_for(spec, shape)
    x = np.zeros((model.predictions_per_call, PREDICTED, *shape), np.float32)
    model.predict(x, np.int32(0))
    return compile_model.cache_info().misses


def warm_up() -> None:
    """Compile what most visitors begin with: the default model in the three layouts."""
    for shape in ((24, 3), (3, 1), (1, 3)):
        prepare(TrainingSpec(), shape)
