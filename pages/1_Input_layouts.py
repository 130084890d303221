"""Input layouts: how each cell of the table travels into the tensor."""

from lstmviz.ui import frame
from lstmviz.ui.tensor import code, film, sections

frame.open_page("layouts", curves=False)

film.show_film()
code.show_strip()
sections.show_sections()
