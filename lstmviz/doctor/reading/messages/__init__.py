"""Error messages, known by their structure: which check failed, with its numbers and shapes.

Patterns are matched on a text without spaces and quotes and in lower case, so that line wraps,
capitals and quoting do not matter. Every repetition is bounded, so that no text makes a match slow.
"""

from lstmviz.doctor.reading.messages.arrays import ARRAYS
from lstmviz.doctor.reading.messages.inputs import INPUTS
from lstmviz.doctor.reading.messages.layers import LAYERS
from lstmviz.doctor.reading.messages.losses import LOSSES
from lstmviz.doctor.reading.messages.torch import TORCH

PATTERNS = INPUTS + LAYERS + LOSSES + TORCH + ARRAYS
