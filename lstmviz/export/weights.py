"""The weights of a model as one NumPy file."""

import io

import numpy as np

from lstmviz.network.models import ModelWeights


def weights_npz(weights: ModelWeights) -> bytes:
    """Write weights as an .npz file; the same file for the same weights.

    Returns:
        The file: of each recurrent layer n, as Keras holds them, `layer_n_kernel`,
        `layer_n_recurrent_kernel`, `layer_n_bias`; of the head `head_kernel`, `head_bias`.
    """
    arrays = {}
    for number, layer in enumerate(weights.layers):
        for name in ("kernel", "recurrent_kernel", "bias"):
            arrays[f"layer_{number}_{name}"] = getattr(layer, name)
    file = io.BytesIO()
    np.savez(file, **arrays, head_kernel=weights.head_kernel, head_bias=weights.head_bias)
    return file.getvalue()
