"""DRAWN: how every cell of the network is drawn, each by the module of its name."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from lstmviz.diagram.scenes.cells.drawn import DrawnCell
from lstmviz.network.cells import CELLS, Cell

DRAWN: Mapping[Cell, DrawnCell] = MappingProxyType(
    {cell: import_module(f"{__name__}.{cell}").DRAWN for cell in CELLS}
)
