"""Nine lessons: predict, then see, on one's own table. Each is data; a page shows them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.choices.experiments import Experiment, LessonName
from lstmviz.lessons import code, count, one_step, race, reach, row, state, units, window
from lstmviz.lessons.lesson import Lesson, again
from lstmviz.samples.datasets import Dataset

# Lesson → the earlier lesson, and the step of it, that it opens with.
EARLIER: Mapping[str, tuple[Lesson, str]] = MappingProxyType(
    {
        "units": (row.LESSON, "6"),
        "state": (units.LESSON, "6"),
        "one_step": (state.LESSON, "6"),
        "window": (one_step.LESSON, "1"),
        "count": (window.LESSON, "6"),
        "reach": (window.LESSON, "1"),
        "race": (units.LESSON, "3"),
        "code": (count.LESSON, "1"),
    }
)


def opened(lesson: Lesson) -> Lesson:
    """Let a lesson open with one question of an earlier one."""
    if lesson.id not in EARLIER:
        return lesson
    earlier, step = EARLIER[lesson.id]
    return replace(lesson, steps=(again(earlier.step(step)), *lesson.steps))


# In teaching order.
LESSONS: Mapping[LessonName, Lesson] = MappingProxyType(
    {
        each.id: opened(each)
        for each in (
            row.LESSON,
            units.LESSON,
            state.LESSON,
            one_step.LESSON,
            window.LESSON,
            count.LESSON,
            reach.LESSON,
            race.LESSON,
            code.LESSON,
        )
    }
)


def at(experiment: Experiment, lesson: LessonName, step: str = "") -> Experiment:
    """Open a lesson, at its first step or another: what a link to it holds."""
    found = LESSONS[lesson]
    return replace(experiment, lesson=lesson, step=step or found.steps[0].id)


def pointless(lesson: LessonName, step: str, dataset: Dataset) -> str:
    """Say why a table cannot show a step; "" where it can."""
    asking = EARLIER[lesson][0] if step == "recall" else LESSONS[lesson]
    return asking.pointless(dataset)
