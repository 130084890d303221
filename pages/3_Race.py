"""The race: layouts and models trained side by side, on the same targets, from several seeds."""

from lstmviz.ui import frame
from lstmviz.ui.race.sections import SECTIONS
from lstmviz.ui.race.track import show_track
from lstmviz.ui.sections import show_section

with frame.page("race", curves=False):
    show_track()
    show_section("lap", SECTIONS)
