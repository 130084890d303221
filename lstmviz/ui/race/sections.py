"""What stands below the race."""

from types import MappingProxyType

from lstmviz.ui.race.entrants import show_entrants
from lstmviz.ui.race.results import show_order, show_results, show_states

SECTIONS = MappingProxyType(
    {
        "entrants": ("Who races", show_entrants),
        "order": ("Does order matter?", show_order),
        "states": ("Hidden states", show_states),
        "results": ("Results", show_results),
    }
)
