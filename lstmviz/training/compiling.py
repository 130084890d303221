"""The compiled Keras updates and predictions of a model, in the worker process.

Plain `model.fit` spends most of a small model's time between two updates, in Python. Here one
compiled function holds the loop over updates, and the Keras layers and the Keras optimizer stand
inside it. Its number of updates is an argument, so one compilation serves every slice, and how a
run is cut into slices cannot change a bit of its result.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import keras
import numpy as np
import tensorflow as tf
from jaxtyping import Bool, Float32, Int, Shaped

from lstmviz.network.models import ModelWeights
from lstmviz.network.specs import OPTIMIZER_NAMES, TrainingSpec
from lstmviz.training.bounds import COMPILED_MODELS
from lstmviz.training.layers import build_layers
from lstmviz.training.memory import give_back_memory
from lstmviz.training.state import TrainingState

# Batches handed to the compiled loop in one call: at most 512, and at most 4 MB of them.
CALL_UPDATES = 512
CALL_VALUES = 2**20
# Samples predicted at once, and how often at most in one call.
PREDICTED = 128
CALL_PREDICTIONS = 32
# Runs that differ from one another in its rate, length or seed are compiled as if they had these.
USUAL = TrainingSpec()

# Each shape of model is traced once, which TensorFlow takes for a mistake.
tf.get_logger().setLevel("ERROR")

Array = np.ndarray
# What stateful layers hand on: h of each layer, of an LSTM c too, (batch, units); else nothing.
Carried = tuple[tf.Tensor | Float32[Array, "batch units"], ...]


@dataclass(frozen=True, eq=False)
class Stack:
    """A model's layers as one function of all their weights, which lie end to end in one vector."""

    layers: tuple[keras.layers.Layer, ...]
    masked: bool
    stateful: bool

    @cached_property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of each array of weights."""
        return tuple(tuple(v.shape) for layer in self.layers for v in layer.trainable_variables)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many weights each array holds."""
        return tuple(map(math.prod, self.shapes))

    def call(
        self, weights: Float32[tf.Tensor, " weights"], x: tf.Tensor, carried: Carried
    ) -> tuple[tf.Tensor, Carried]:
        """Give the predictions for a batch (batch, 1), and the states after it."""
        mask, handed = keras.layers.Masking().compute_mask(x), []
        parts = tf.split(weights, self.sizes)
        parts = [tf.reshape(part, shape) for part, shape in zip(parts, self.shapes, strict=True)]
        *recurrent, _ = self.layers
        each = len(carried) // len(recurrent)
        for number, layer in enumerate(self.layers):
            count = len(layer.trainable_variables)
            own, parts = parts[:count], parts[count:]
            fixed = [variable.value for variable in layer.non_trainable_variables]
            settings = {}
            if self.masked and layer in recurrent:
                settings["mask"] = mask
            if self.stateful and layer in recurrent:
                settings["initial_state"] = list(carried[number * each : (number + 1) * each])
            x = layer.stateless_call(own, fixed, x, **settings)[0]
            if self.stateful and layer in recurrent:
                x, *after = x
                handed += after
        return x, tuple(handed)


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
    stack: Stack
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
        ends = np.cumsum(self.stack.sizes)[:-1]
        parts = np.split(self.parameters.value.numpy().copy(), ends)
        arrays = [part.reshape(shape) for part, shape in zip(parts, self.stack.shapes, strict=True)]
        return ModelWeights.from_arrays(spec, arrays)


def compiled_for(spec: TrainingSpec, shape: tuple[int, int], masked: bool = False) -> CompiledModel:
    """Find the compiled updates for a run; runs that differ in rate, seed or data share them."""
    alike = replace(
        spec,
        learning_rate=USUAL.learning_rate,
        epochs=USUAL.epochs,
        seed=USUAL.seed,
        shuffle=not spec.stateful,
    )
    return compile_model(alike, shape, masked)


@lru_cache(maxsize=COMPILED_MODELS)
def compile_model(spec: TrainingSpec, shape: tuple[int, int], masked: bool) -> CompiledModel:
    """Build the Keras layers and optimizer and compile their updates and predictions.

    Args:
        spec: the layers, the optimizer and the batch size.
        shape: (timesteps, features) of one sample.
        masked: whether timesteps of zeros are skipped.
    """
    stack = Stack(tuple(build_layers(spec, shape)), masked, spec.stateful)
    parameters = keras.Variable(np.zeros(sum(stack.sizes), np.float32))
    optimizer = getattr(keras.optimizers, OPTIMIZER_NAMES[spec.optimizer])()
    optimizer.build([parameters])
    values = math.prod(shape)
    updates_per_call = max(1, min(CALL_UPDATES, CALL_VALUES // (spec.batch_size * values)))
    predicted, most = PREDICTED, CALL_PREDICTIONS
    states: tuple[tuple[int, int], ...] = ()
    if spec.stateful:
        # The batch is fixed: slot i of the next one goes on where slot i of this one ended.
        predicted, most = spec.batch_size, CALL_UPDATES
        states = ((spec.batch_size, spec.units),) * len(spec.kind.states) * spec.layers
    predictions_per_call = max(1, min(most, CALL_VALUES // (predicted * values)))
    made = CompiledModel(
        parameters,
        optimizer,
        stack,
        states,
        updates_per_call,
        predictions_per_call,
        predicted,
        compile_updates(stack, parameters, optimizer, updates_per_call),
        compile_predictions(stack, parameters, (predictions_per_call, predicted)),
    )
    # No update at all, so that the compilation is over before a slice takes its time.
    batches = (updates_per_call, spec.batch_size)
    x, y = (np.zeros((*batches, *each), np.float32) for each in (shape, (1,)))
    flags = np.ones(batches, bool)
    made.update(x, y, flags, flags, np.int32(0), made.nothing())
    give_back_memory()
    return made


def compile_updates(
    stack: Stack,
    parameters: keras.Variable,
    optimizer: keras.optimizers.Optimizer,
    per_call: int,
) -> Callable[..., tuple[tf.Tensor, Carried]]:
    """Compile a loop of so many updates at most; each gives its loss."""

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
                predictions, after = stack.call(weights, x[k], begun(carried, fresh[k]))
                errors = tf.square(predictions - y[k])[:, 0]
                # Not a product with the mask: a padded sample's error may be infinite.
                errors = tf.where(mask[k], errors, 0.0)
                loss = tf.reduce_sum(errors) / tf.reduce_sum(tf.cast(mask[k], tf.float32))
            optimizer.apply([tape.gradient(loss, weights)], [parameters])
            return k + 1, tf.tensor_scatter_nd_update(losses, [[k]], [loss]), after

        # tf.range(count) would tell XLA a largest count, and each update cost 200 times as much.
        start = (tf.constant(0), tf.zeros([per_call]), carried)
        return tf.while_loop(lambda k, *_: k < count, one, start)[1:]

    return update


def compile_predictions(
    stack: Stack, parameters: keras.Variable, shape: tuple[int, int]
) -> Callable[..., tuple[tf.Tensor, Carried]]:
    """Compile a loop over batches; `shape`: how many at most, and the samples of each."""

    @tf.function(jit_compile=True, autograph=False)
    def predict(
        x: Float32[tf.Tensor, "predictions batch timesteps features"],
        fresh: Bool[tf.Tensor, "predictions batch"],
        count: Int[tf.Tensor, ""],
        carried: Carried,
    ) -> tuple[Float32[tf.Tensor, "predictions batch"], Carried]:
        weights = tf.convert_to_tensor(parameters.value)

        def one(k: tf.Tensor, y: tf.Tensor, carried: Carried) -> tuple:
            predictions, after = stack.call(weights, x[k], begun(carried, fresh[k]))
            return k + 1, tf.tensor_scatter_nd_update(y, [[k]], [predictions[:, 0]]), after

        start = (tf.constant(0), tf.zeros(shape), carried)
        return tf.while_loop(lambda k, *_: k < count, one, start)[1:]

    return predict


def begun(carried: Carried, fresh: Bool[tf.Tensor, " batch"]) -> Carried:
    """Give the states that a batch begins with: 0 where a sequence begins."""
    return tuple(tf.where(fresh[:, None], 0.0, state) for state in carried)


def models_compiled() -> int:
    """Count the models that this worker has compiled so far."""
    return compile_model.cache_info().misses


def padded(
    values: Shaped[Array, "some *value"], shape: tuple[int, int]
) -> Shaped[tf.Tensor, "calls batch *value"]:
    """Fill up with zeros to so many batches.

    In TensorFlow: handing over 4 MB of NumPy's zeros costs as much as five updates.
    """
    rest = [(0, math.prod(shape) - len(values)), *[(0, 0)] * (values.ndim - 1)]
    return tf.reshape(tf.pad(values, rest), (*shape, *values.shape[1:]))
