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


def kind_of(layer: Any) -> RecurrentCell:
    """Find the cell that a layer's weights, their gradients or its trace belong to."""
    return next(cell for cell in CELLS.values() if isinstance(layer, (cell.weights, cell.traces)))
