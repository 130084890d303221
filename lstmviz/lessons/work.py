"""What a person did in a step of a lesson."""

from dataclasses import dataclass

from lstmviz.choices.experiments import Experiment
from lstmviz.lessons.lesson import Case


@dataclass(frozen=True, eq=False)
class Work:
    """What the person did in a step.

    Args:
        case: the step as it was opened.
        choices: every state of the experiment since.
        answer: the text that was chosen, UNKNOWN, or "" before; of a bet the key.
        first: the first wrong answer, which stays beside a question that was drawn again.
        ghost: units painted, errors sketched, or places ranked.
        events: what was reported.
    """

    case: Case
    choices: tuple[Experiment, ...]
    answer: str = ""
    first: str = ""
    ghost: tuple[float, ...] = ()
    events: frozenset[str] = frozenset()

    @property
    def begun(self) -> bool:
        """Whether anything was done."""
        return bool(self.answer or self.first or self.ghost or self.events or self.choices[1:])
