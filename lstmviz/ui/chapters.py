"""The pages: what each is for, as the menu, the page's own head and links to it say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True)
class Chapter:
    """A page.

    Args:
        file: that draws it.
        task: what one does there, in the menu's few words.
        title: its name, as texts speak of it.
        heading: its heading, the task in full.
        says: one sentence below that, plain text.
    """

    file: str
    task: str
    title: str
    heading: str
    says: str

    @property
    def path(self) -> str:
        """The path by which Streamlit serves it.

        >>> CHAPTERS["playground"].path, CHAPTERS["layouts"].path
        ('', 'Input_layouts')
        """
        return Path(self.file).stem.partition("_")[2]


CHAPTERS: Mapping[str, Chapter] = MappingProxyType(
    {
        "playground": Chapter(
            "app.py",
            "Train & watch",
            "Playground",
            "Train it and watch every number",
            "Choose how your table goes in, and watch it flow.",
        ),
        "lessons": Chapter(
            "pages/0_Lessons.py",
            "Take lessons",
            "Lessons",
            "Predict, then see",
            "Nine short lessons on your table; each asks first.",
        ),
        "layouts": Chapter(
            "pages/1_Input_layouts.py",
            "Lay out input",
            "Input layouts",
            "Lay out the input",
            "See where each value of the table lands in X.",
        ),
        "inside": Chapter(
            "pages/2_Inside_the_cell.py",
            "Look inside",
            "Inside the cell",
            "Look inside the cell",
            "One step of one unit, with every number in it.",
        ),
        "race": Chapter(
            "pages/3_Race.py",
            "Race layouts",
            "Race",
            "Race the layouts",
            "Train them side by side, on the same rows.",
        ),
        "doctor": Chapter(
            "pages/4_Shape_doctor.py",
            "Mend an error",
            "Shape doctor",
            "Mend a shape error",
            "Paste what went wrong; get a change that was tried.",
        ),
        "home": Chapter(
            "pages/5_Take_home.py",
            "Take it home",
            "Take home",
            "Take it home",
            "This experiment as programs, weights and pictures.",
        ),
    }
)
"""Every page by its name, in the menu's order."""
