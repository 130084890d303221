"""Input layouts: how each cell of the table travels into the tensor."""

from lstmviz.ui import frame
from lstmviz.ui.sections import show_section
from lstmviz.ui.tensor import code, film
from lstmviz.ui.tensor.sections import SECTIONS

with frame.page("layouts", curves=False):
    film.show_film()
    code.show_strip()
    show_section("section", SECTIONS)
