"""What is said to an answer: the same in every lesson and on the way in."""

from dataclasses import dataclass

from lstmviz.lessons.ideas import IDEAS
from lstmviz.lessons.lesson import UNKNOWN, Asked


@dataclass(frozen=True)
class Reply:
    """What is said to an answer, as markdown.

    Args:
        seen: what the drawing shows instead, or why what was answered is right.
        expected: what was expected, and the idea behind it; of what is right, and where nothing was
            expected, something else.
        law: what holds, in one sentence; "" where nothing is refuted.
        idea: key of IDEAS that is refuted, where an answer told one.
    """

    seen: str
    expected: str
    law: str = ""
    idea: str = ""


def reply(asked: Asked, answer: str) -> Reply:
    """Say what comes of an answer: the text of an option, UNKNOWN, or units that were painted."""
    right = asked.right
    if answer == right.text:
        return Reply(right.seen, "Right.")
    if answer == UNKNOWN:
        return Reply(right.seen, f"That is the answer: **{right.text}**.")
    chosen = next((option for option in asked.options if option.text == answer), None)
    if chosen is None:  # of painted units there can be any number
        return Reply(right.seen, f"You expected {answer}.", IDEAS["shared_out"].law)
    idea = chosen.behind
    expected = f"You expected “{chosen.text}”. The idea behind it: {idea.name}."
    return Reply(chosen.seen, expected, idea.law, chosen.idea)
