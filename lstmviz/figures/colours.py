"""The colours of charts: those of the whole app, by the visitor's mode."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from lstmviz.colours import COLOURS, FILLS, NAMES, PAIRS, Mode


@dataclass(frozen=True)
class Theme:
    """The colours of one mode, as #rrggbb.

    `columns` are strong enough for a line on the page, `column_texts` for a word on it.
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


def themed(mode: Mode) -> Theme:
    """Take the colours of a mode."""
    shared = {each.name: COLOURS[mode][each.name] for each in fields(Theme) if each.name in PAIRS}
    return Theme(**shared, columns=FILLS, column_texts=NAMES[mode])


THEMES: Mapping[Mode, Theme] = MappingProxyType({mode: themed(mode) for mode in COLOURS})
