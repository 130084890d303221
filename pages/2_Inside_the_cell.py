"""Inside the cell: one step with all its numbers, and what training can change."""

from lstmviz.ui import frame
from lstmviz.ui.inside.sections import SECTIONS
from lstmviz.ui.inside.stage import show_stage
from lstmviz.ui.sections import show_section

with frame.page("inside", curves=False):
    show_stage()
    show_section("view", SECTIONS)
