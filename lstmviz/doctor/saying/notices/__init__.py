"""Messages that need no walk: what they mean, and what mends it.

A text may hold the message's own numbers by their names in the pattern, and {x}, {y} for what the
learner calls the arrays. Patterns are matched as those of the reports are, on a tight text.
"""

from lstmviz.doctor.saying.notices.arrays import ARRAYS
from lstmviz.doctor.saying.notices.attention import ATTENTION
from lstmviz.doctor.saying.notices.calling import CALLING
from lstmviz.doctor.saying.notices.feeding import FEEDING
from lstmviz.doctor.saying.notices.graphs import GRAPHS
from lstmviz.doctor.saying.notices.keras import KERAS
from lstmviz.doctor.saying.notices.metrics import METRICS
from lstmviz.doctor.saying.notices.modules import MODULES
from lstmviz.doctor.saying.notices.notice import Notice
from lstmviz.doctor.saying.notices.others import OTHERS
from lstmviz.doctor.saying.notices.sequences import SEQUENCES
from lstmviz.doctor.saying.notices.tensors import TENSORS
from lstmviz.doctor.saying.notices.torch import TORCH
from lstmviz.doctor.saying.notices.training import TRAINING

NOTICES = (
    *(ARRAYS + TORCH + TENSORS + MODULES + ATTENTION + SEQUENCES + KERAS + TRAINING + OTHERS),
    *(CALLING + FEEDING + GRAPHS + METRICS),
)

__all__ = ["NOTICES", "Notice"]
