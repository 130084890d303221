"""What stands below the drawing of one step."""

from collections.abc import Callable
from types import MappingProxyType

from lstmviz.ui.inside.gradient import show_gradient
from lstmviz.ui.inside.hand import show_hand
from lstmviz.ui.inside.memory import show_memory
from lstmviz.ui.inside.parameters import show_parameters
from lstmviz.ui.inside.stage import keep_up
from lstmviz.ui.inside.states import show_states
from lstmviz.ui.inside.update import show_update
from lstmviz.ui.inside.wiggle import show_wiggle
from lstmviz.ui.inside.wiring import show_wiring


def beside(show: Callable[[], None]) -> Callable[[], None]:
    """Draw a section whose numbers are not the run's, while the drawing above follows it."""

    def both() -> None:
        show()
        keep_up()

    return both


SECTIONS = MappingProxyType(
    {
        "wiring": ("Who gets what", show_wiring),
        "wiggle": ("Change one value", show_wiggle),
        "states": ("State over time", show_states),
        "parameters": ("Parameters", beside(show_parameters)),
        "gradient": ("Gradient", show_gradient),
        "update": ("One update", show_update),
        "memory": ("Memory", show_memory),
        "hand": ("By hand", beside(show_hand)),
    }
)
