"""CELLS: every recurrent cell, by the word that links and settings use for it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from lstmviz.network.cells.cell import RecurrentCell
from lstmviz.network.cells.gru import GRU, GRUTrace, GRUWeights
from lstmviz.network.cells.lstm import LSTM, LSTMTrace, LSTMWeights
from lstmviz.network.cells.simple_rnn import SIMPLE_RNN, SimpleRNNTrace, SimpleRNNWeights

Cell = Literal["lstm", "gru", "simple_rnn"]
CellWeights = LSTMWeights | GRUWeights | SimpleRNNWeights
Trace = LSTMTrace | GRUTrace | SimpleRNNTrace

CELLS: Mapping[Cell, RecurrentCell] = MappingProxyType(
    {"lstm": LSTM, "gru": GRU, "simple_rnn": SIMPLE_RNN}
)


def cell_of(layer: Any) -> Cell:
    """Name the cell that a layer's weights, their gradients or its trace belong to."""
    return next(
        name for name, cell in CELLS.items() if isinstance(layer, (cell.weights, cell.traces))
    )


def kind_of(layer: Any) -> RecurrentCell:
    """Find the cell that a layer's weights, their gradients or its trace belong to."""
    return CELLS[cell_of(layer)]
