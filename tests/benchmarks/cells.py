"""What a trace and its gradients cost in NumPy, beside Keras and its gradient tape."""

import os
import statistics
import time
from collections.abc import Callable, Iterator

# As in the worker: one thread, and nothing of TensorFlow's log.
os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_NUM_INTRAOP_THREADS": "1"}

import keras
import numpy as np
import tensorflow as tf

from lstmviz.network.cells import CELLS
from lstmviz.network.gradients import gradients_model
from lstmviz.network.models import initial_weights, trace_model
from lstmviz.network.specs import TrainingSpec

TIMESTEPS, UNITS, FEATURES = 100, 128, 3
TIMES = 30

Line = tuple[str, str, str]


def lines() -> Iterator[Line]:
    """Measure one sample of 100 timesteps in each cell with 128 units."""
    random = np.random.default_rng(0)
    x = random.normal(size=(1, TIMESTEPS, FEATURES)).astype(np.float32)
    y = random.normal(size=1).astype(np.float32)
    for key, cell in CELLS.items():
        spec = TrainingSpec(key, units=UNITS)
        model = initial_weights(spec, FEATURES)
        network = keras.Sequential(
            [
                keras.Input((TIMESTEPS, FEATURES)),
                getattr(keras.layers, cell.name)(UNITS),
                keras.layers.Dense(1),
            ]
        )
        network.set_weights(model.arrays())

        def ours(model=model) -> None:
            gradients_model(model, trace_model(model, x), y)

        def theirs(network=network) -> None:
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((network(x)[:, 0] - y) ** 2)
            tape.gradient(loss, network.trainable_variables)

        yield (
            f"trace and gradients, {cell.name}({UNITS}), {TIMESTEPS} timesteps, 1 sample",
            "≤ 20 ms",
            f"{spent(ours)}; Keras, eager: {spent(theirs)}",
        )


def spent(work: Callable[[], None]) -> str:
    """Give the median time by the clock and by the CPU."""
    work()
    clock, used = [], []
    for _ in range(TIMES):
        began, before = time.perf_counter(), time.process_time()
        work()
        clock.append(1e3 * (time.perf_counter() - began))
        used.append(1e3 * (time.process_time() - before))
    return f"{statistics.median(clock):.1f} ms ({statistics.median(used):.1f} ms of CPU)"
