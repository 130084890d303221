"""The colours: every axis, column and value wears one colour wherever it is drawn.

Magenta means timesteps, or now, and nothing else.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Mode = Literal["light", "dark"]

# Of columns: strong enough for a line on the page. From the 7th on they repeat.
FILLS = ("#f2b13d", "#3fb8ae", "#b592f2", "#f08fb5", "#8f9d2c", "#6b7f99")
# In which a column's name is written.
NAMES: Mapping[Mode, tuple[str, ...]] = MappingProxyType(
    {
        "light": ("#8a5a00", "#0b6e69", "#6b3fc0", "#a8326b", "#565f0c", "#47586e"),
        "dark": ("#f5c066", "#5fd0c6", "#c9aef7", "#f5a8c6", "#b4c24e", "#9db0c8"),
    }
)
# By what they mean: light, dark.
PAIRS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page": ("#ffffff", "#0e1117"),
        "sidebar": ("#f0f2f6", "#1a1d26"),
        "carriage": ("#ffffff", "#12161e"),
        "lane": ("#f6f7f9", "#171b24"),
        "ink": ("#1f2330", "#f4f5f8"),
        "text": ("#31333f", "#e8eaf0"),
        "muted": ("#5d6272", "#a4aaba"),
        "faint": ("#717786", "#838b9c"),
        "line": ("#d9dce3", "#343a47"),
        "hair": ("#e6e8ed", "#262b36"),
        "hatch": ("#aeb3be", "#565d6c"),
        "samples": ("#52606d", "#a9b7c6"),
        "timesteps": ("#b5176b", "#ff7ab8"),
        "features": ("#3f7a0b", "#9bd45a"),
        "units": ("#7a5200", "#e0a878"),
        "i": ("#1b7a4b", "#5fd3a0"),
        "f": ("#596072", "#d3d8e3"),
        "c_tilde": ("#8a4b12", "#f3a86f"),
        "o": ("#3a6f9f", "#7fb9ea"),
        "track": ("#e9ebf0", "#272d39"),
        "on": ("#ffffff", "#12161e"),
        "low": ("#1f5fbf", "#5aa8ff"),
        "zero": ("#eceef2", "#2a2f3b"),
        "high": ("#c8401b", "#ff8050"),
        "bad": ("#b3261e", "#ff8a80"),
        "good": ("#1b7a4b", "#5fd3a0"),
    }
)
COLOURS: Mapping[Mode, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType({name: light for name, (light, _) in PAIRS.items()}),
        "dark": MappingProxyType({name: dark for name, (_, dark) in PAIRS.items()}),
    }
)


def light_dark(name: str) -> str:
    """Write a colour for a style sheet that follows the visitor's theme.

    >>> light_dark("timesteps")
    'light-dark(#b5176b, #ff7ab8)'
    """
    return f"light-dark({', '.join(PAIRS[name])})"
