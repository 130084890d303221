"""The colour scale of signed values: − blue, 0 grey, + red, mixed in OKLab so that it is even.

Source: Björn Ottosson (2020), A perceptual color space for image processing.
"""

import base64

import numpy as np
from jaxtyping import Float, UInt8

LEVELS = 64  # on either side of 0
POLES = {"light": ("1f5fbf", "eceef2", "c8401b"), "dark": ("5aa8ff", "2a2f3b", "ff8050")}

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
    """Turn a colour "rrggbb" into OKLab."""
    rgb = np.array(list(bytes.fromhex(colour))) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return TO_LAB @ np.cbrt(TO_CONES @ linear)


def rgb(lab: Float[np.ndarray, "colours 3"]) -> UInt8[np.ndarray, "colours 3"]:
    """Turn OKLab back into bytes of red, green and blue."""
    cones = (lab @ np.linalg.inv(TO_LAB).T) ** 3
    linear = np.clip(cones @ np.linalg.inv(TO_CONES).T, 0, 1)
    curve = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(curve * 255).astype(np.uint8)


def diverging(theme: str) -> UInt8[np.ndarray, "levels 3"]:
    """Mix the scale from the negative pole through zero to the positive one; strength v^0.7."""
    low, zero, high = (oklab(colour) for colour in POLES[theme])
    strength = (np.arange(LEVELS + 1)[:, None] / LEVELS) ** 0.7
    below = zero + (low - zero) * strength[:0:-1]
    return rgb(np.concatenate([below, zero + (high - zero) * strength]))


FILLS = ("#f2b13d", "#3fb8ae", "#b592f2", "#f08fb5", "#8f9d2c", "#6b7f99")

# By theme: what the style sheet and the canvas call by name, and the ink of column names.
TOKENS = {
    "light": {
        "carriage": "#ffffff", "lane": "#f6f7f9", "ink": "#1f2330", "text": "#31333f",
        "muted": "#5d6272", "faint": "#717786", "line": "#d9dce3", "hair": "#e6e8ed",
        "hatch": "#aeb3be", "samples": "#52606d", "timesteps": "#b5176b", "features": "#3f7a0b",
        "units": "#7a5200", "i": "#1b7a4b", "f": "#596072", "c_tilde": "#8a4b12", "o": "#3a6f9f",
        "track": "#e9ebf0", "on": "#ffffff", "cell": "#000000", "low": "#1f5fbf", "high": "#c8401b",
        "bad": "#b3261e",
    },
    "dark": {
        "carriage": "#12161e", "lane": "#171b24", "ink": "#f4f5f8", "text": "#e8eaf0",
        "muted": "#a4aaba", "faint": "#838b9c", "line": "#343a47", "hair": "#262b36",
        "hatch": "#565d6c", "samples": "#a9b7c6", "timesteps": "#ff7ab8", "features": "#9bd45a",
        "units": "#e0a878", "i": "#5fd3a0", "f": "#d3d8e3", "c_tilde": "#f3a86f", "o": "#7fb9ea",
        "track": "#272d39", "on": "#12161e", "cell": "#f4f5f8", "low": "#5aa8ff", "high": "#ff8050",
        "bad": "#ff8a80",
    },
}  # fmt: skip
NAMES = {
    "light": ("#8a5a00", "#0b6e69", "#6b3fc0", "#a8326b", "#565f0c", "#47586e"),
    "dark": ("#f5c066", "#5fd0c6", "#c9aef7", "#f5a8c6", "#b4c24e", "#9db0c8"),
}


def declare(theme: str, target: int) -> str:
    """Write a theme's colours as custom properties."""
    colours = TOKENS[theme] | {"goal": NAMES[theme][target % len(FILLS)]}
    every = [f"--{name}:{colour}" for name, colour in colours.items()]
    return ";".join([*every, f"color-scheme:{theme}"])


def palette(target: int) -> dict[str, object]:
    """Give the colours of both themes for the browser.

    Args:
        target: number of the target's column: its words and lines are `--goal`.

    Returns:
        For each theme `tokens` by name, `css` that declares them, `names` for words in a column's
        colour, and `scale`: the diverging scale, base64 of (2 · LEVELS + 1) × 3 bytes; `fills` of
        the columns in both.
    """
    themes = {
        theme: {
            "tokens": TOKENS[theme],
            "css": declare(theme, target),
            "names": NAMES[theme],
            "scale": base64.b64encode(diverging(theme).tobytes()).decode(),
        }
        for theme in TOKENS
    }
    return themes | {"fills": FILLS}
