"""The shape doctor: an error, code or shapes in; what is mixed up, and what mends it, out."""

from lstmviz.ui import frame
from lstmviz.ui.doctor.answer import show_answer
from lstmviz.ui.doctor.ask import show_field

with frame.page("doctor", curves=False):
    show_field()
    show_answer()
