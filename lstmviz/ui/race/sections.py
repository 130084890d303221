"""What stands below the race."""

from types import MappingProxyType

from lstmviz.ui.race.entrants import show_entrants
from lstmviz.ui.race.probes import show_order, show_reach, show_states
from lstmviz.ui.race.results import show_results

SECTIONS = MappingProxyType(
    {
        "entrants": ("Who races", show_entrants),
        "order": ("Does order matter?", show_order),
        "reach": ("How far back?", show_reach),
        "states": ("Hidden states", show_states),
        "results": ("Results", show_results),
    }
)
