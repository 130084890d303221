"""Numbers packed small for the browser: they are sent twice a second while a network trains."""

import base64
import math

import numpy as np
from jaxtyping import Float

from lstmviz.diagram.scenes.sent.maps import Halves
from lstmviz.diagram.scenes.sent.shared import Packed

Array = np.ndarray

LARGEST_HALF, LEAST_HALF = 32768.0, 2.0**-24
SMALLEST = float(np.finfo(np.float32).smallest_normal)
SCALES = (0.5, 1.0, 2.0, 5.0)


def pack(values: Float[Array, "..."], bits: int = 16) -> Packed:
    """Pack numbers as integers with one scale; the error is at most scale / 2.

    Returns:
        shape, scale, and `data`: little-endian integers in base64; value = integer · scale.
    """
    largest = float(np.abs(values).max(initial=0))
    # Numbers too small for the browser's single precision are 0.
    scale = (largest if largest >= SMALLEST else 1.0) / (2 ** (bits - 1) - 1)
    whole = np.rint(np.asarray(values, np.float64) / scale).astype(f"<i{bits // 8}")
    return {"shape": list(values.shape), "scale": scale, "bits": bits, "data": encode(whole)}


def pack_halves(values: Float[np.ndarray, "rows columns"]) -> Halves:
    """Pack numbers as halves of a common scale: 0.05 % of each, over twelve decades.

    What is smaller than that becomes the least half there is, not 0: only zeros are 0.
    """
    sizes = np.abs(values.astype(np.float64))
    largest = float(sizes.max(initial=0, where=np.isfinite(sizes)))
    scale = 2.0 ** math.ceil(math.log2(largest / LARGEST_HALF)) if largest else 1.0
    halves = (values / np.float64(scale)).astype("<f2")
    lost = (halves == 0) & (values != 0)
    halves[lost] = np.copysign(LEAST_HALF, values[lost])
    return {"data": encode(halves), "scale": scale}


def encode(values: np.ndarray) -> str:
    """Write an array's bytes in base64."""
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()


def nearest_scale(values: Float[Array, "..."]) -> float:
    """Choose the end of a colour scale: the 95th percentile of |v|, to 0.5, 1, 2 or 5."""
    sizes = np.abs(values).ravel()
    place = round(0.95 * (sizes.size - 1))
    top = float(np.partition(sizes, place)[place])  # a tenth of np.percentile's time
    return min(SCALES, key=lambda scale: abs(np.log(max(top, 1e-9) / scale)))
