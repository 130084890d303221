"""What stands below the film."""

from types import MappingProxyType

from lstmviz.ui.tensor.code import show_code
from lstmviz.ui.tensor.compare import show_compare
from lstmviz.ui.tensor.count import show_count
from lstmviz.ui.tensor.find import show_find
from lstmviz.ui.tensor.mistakes import show_turns
from lstmviz.ui.tensor.targets import show_targets
from lstmviz.ui.tensor.words import show_words

SECTIONS = MappingProxyType(
    {
        "find": ("Find a value", show_find),
        "count": ("Count samples", show_count),
        "targets": ("Targets and leaks", show_targets),
        "compare": ("Compare", show_compare),
        "turns": ("Wrong turns", show_turns),
        "code": ("Code", show_code),
        "words": ("Words", show_words),
    }
)
