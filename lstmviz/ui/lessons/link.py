"""The way into a lesson from another page."""

from dataclasses import replace

from lstmviz.choices.experiments import LessonName
from lstmviz.choices.links import to_query
from lstmviz.lessons import at
from lstmviz.ui import visit

PAGE = "pages/0_Lessons.py"


def lesson_link(lesson: LessonName, step: str = "") -> tuple[str, dict[str, str | list[str]]]:
    """Give the page and the query that open a lesson, at its first step or another."""
    return PAGE, to_query(replace(at(visit.experiment(), lesson, step), ask=""))
