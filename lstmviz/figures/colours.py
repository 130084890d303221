"""The colours: every axis, column and value wears one colour wherever it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Mode = Literal["light", "dark"]


@dataclass(frozen=True)
class Theme:
    """The colours of one mode, as #rrggbb.

    `columns` are strong enough for a line on the page, `column_texts` for a word on it. Magenta
    means timesteps, or now, and nothing else.
    """

    page: str
    ink: str
    text: str
    muted: str
    faint: str
    line: str
    hair: str
    hatch: str
    samples: str
    timesteps: str
    features: str
    units: str
    columns: tuple[str, ...]
    column_texts: tuple[str, ...]

    def column(self, number: int) -> str:
        """Give the colour of a column; from the 7th on they repeat, and its name decides."""
        return self.columns[number % len(self.columns)]

    def column_text(self, number: int) -> str:
        """Give the colour in which a column's name is written."""
        return self.column_texts[number % len(self.column_texts)]


FILLS = ("#f2b13d", "#3fb8ae", "#b592f2", "#f08fb5", "#8f9d2c", "#6b7f99")

THEMES: Mapping[Mode, Theme] = MappingProxyType(
    {
        "light": Theme(
            page="#ffffff",
            ink="#1f2330",
            text="#31333f",
            muted="#5d6272",
            faint="#717786",
            line="#d9dce3",
            hair="#e6e8ed",
            hatch="#aeb3be",
            samples="#52606d",
            timesteps="#b5176b",
            features="#3f7a0b",
            units="#7a5200",
            columns=FILLS,
            column_texts=("#8a5a00", "#0b6e69", "#6b3fc0", "#a8326b", "#565f0c", "#47586e"),
        ),
        "dark": Theme(
            page="#0e1117",
            ink="#f4f5f8",
            text="#e8eaf0",
            muted="#a4aaba",
            faint="#838b9c",
            line="#343a47",
            hair="#262b36",
            hatch="#565d6c",
            samples="#a9b7c6",
            timesteps="#ff7ab8",
            features="#9bd45a",
            units="#e0a878",
            columns=FILLS,
            column_texts=("#f5c066", "#5fd0c6", "#c9aef7", "#f5a8c6", "#b4c24e", "#9db0c8"),
        ),
    }
)
