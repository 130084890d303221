"""The colour scale of signed values: − blue, 0 grey, + red, mixed in OKLab so that it is even.

Source: Björn Ottosson (2020), A perceptual color space for image processing.
"""

import base64

import numpy as np
from jaxtyping import Float, UInt8

from lstmviz.colours import COLOURS, FILLS, NAMES, Mode
from lstmviz.diagram.scenes.sent.shared import Palette, Theme

LEVELS = 64  # on either side of 0

TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def oklab(colour: str) -> Float[np.ndarray, "3"]:
    """Turn a colour "#rrggbb" into OKLab."""
    rgb = np.array(list(bytes.fromhex(colour[1:]))) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return TO_LAB @ np.cbrt(TO_CONES @ linear)


def rgb(lab: Float[np.ndarray, "colours 3"]) -> UInt8[np.ndarray, "colours 3"]:
    """Turn OKLab back into bytes of red, green and blue."""
    cones = (lab @ np.linalg.inv(TO_LAB).T) ** 3
    linear = np.clip(cones @ np.linalg.inv(TO_CONES).T, 0, 1)
    curve = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(curve * 255).astype(np.uint8)


def diverging(mode: Mode) -> UInt8[np.ndarray, "levels 3"]:
    """Mix the scale from the negative pole through zero to the positive one; strength v^0.7."""
    low, zero, high = (oklab(COLOURS[mode][name]) for name in ("low", "zero", "high"))
    strength = (np.arange(LEVELS + 1)[:, None] / LEVELS) ** 0.7
    below = zero + (low - zero) * strength[:0:-1]
    return rgb(np.concatenate([below, zero + (high - zero) * strength]))


def luminance(colour: Float[np.ndarray, "*shape 3"]) -> Float[np.ndarray, "*shape"]:
    """Weigh red, green and blue, 0 … 255, by how light they are.

    Source: WCAG 2.2, relative luminance.
    """
    part = colour / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def white_below(fill: str, ground: str) -> float:
    """Find the strength of a colour, laid over a ground, below which white is read on it.

    On the others black is: whichever it is, their contrast is at least 4.5.

    >>> white_below(FILLS[0], "#ffffff")
    0.0
    """
    over, under = (np.array(list(bytes.fromhex(each[1:]))) for each in (fill, ground))
    strengths = np.arange(101) / 100
    light = luminance(under + strengths[:, None] * (over - under))
    white = 1.05 / (light + 0.05) > (light + 0.05) / 0.05
    return float(strengths[white].max(initial=0))


def declare(mode: Mode, target: int) -> str:
    """Write a theme's colours as custom properties."""
    colours = {**COLOURS[mode]} | {"goal": NAMES[mode][target % len(FILLS)]}
    every = [f"--{name}:{colour}" for name, colour in colours.items()]
    return ";".join([*every, f"color-scheme:{mode}"])


def palette(target: int) -> Palette:
    """Give the colours of both themes for the browser.

    Args:
        target: number of the target's column: its words and lines are `--goal`.

    Returns:
        For each theme `ink` by name, `css` that declares them, `names` for words in a column's
        colour, `white`: the strength of each column's colour below which numbers on it are white,
        and `signed`: the diverging scale, base64 of (2 · LEVELS + 1) × 3 bytes; `fills` of
        the columns in both.
    """
    return {"light": theme("light", target), "dark": theme("dark", target), "fills": FILLS}


def theme(mode: Mode, target: int) -> Theme:
    """Give the colours of one theme."""
    return {
        "ink": {**COLOURS[mode]},
        "css": declare(mode, target),
        "names": NAMES[mode],
        "white": {fill: white_below(fill, COLOURS[mode]["carriage"]) for fill in FILLS},
        "signed": base64.b64encode(diverging(mode).tobytes()).decode(),
    }
