"""How long a pulse is remembered, and from which window on a network can know."""

from lstmviz.ui.inside.fade import draw_fade
from lstmviz.ui.inside.stage import keep_up


def show_memory() -> None:
    """Draw both charts."""
    keep_up(draw_fade)
