"""Keras's own layers: made for a spec, run on samples, written to a file; in the worker process."""

from pathlib import Path
from tempfile import TemporaryDirectory

import keras
import numpy as np
from jaxtyping import Float32

from lstmviz.network.models import ModelWeights
from lstmviz.network.specs import TrainingSpec
from lstmviz.training.state import Check

# Timesteps up to which the steps are written out one by one.
UNROLLED = 4

Array = np.ndarray


def build_layers(spec: TrainingSpec, shape: tuple[int, int]) -> list[keras.layers.Layer]:
    """Build the recurrent layers and the Dense(1) head for samples (timesteps, features).

    With Keras's default settings.
    """
    layers, (timesteps, features) = [], shape
    # Copies of few steps run half as fast again as a loop; of many, they compile for long.
    unroll = timesteps <= UNROLLED
    handing = {"return_state": True} if spec.stateful else {}
    for number in range(spec.layers):
        stacked = number < spec.layers - 1
        layer = recurrent_layer(spec, return_sequences=stacked, unroll=unroll, **handing)
        layer.build((spec.batch_size, timesteps, features))
        layers.append(layer)
        features = spec.units
    head = keras.layers.Dense(1)
    head.build((spec.batch_size, features))
    return [*layers, head]


def recurrent_layer(spec: TrainingSpec, **settings: bool | str) -> keras.layers.Layer:
    """Make one recurrent layer of a model."""
    if spec.kind.resets:
        settings["reset_after"] = spec.reset_after
    return getattr(keras.layers, spec.kind.name)(spec.units, **settings)


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
