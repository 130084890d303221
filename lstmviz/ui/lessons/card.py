"""The card of a step: what to do, the question, and after the answer what was seen and the law."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from lstmviz.lessons import LESSONS
from lstmviz.lessons.answers import answer_to
from lstmviz.lessons.lesson import RIGHT, UNKNOWN, Asked, Bet, Option, Question, Ranking, Step
from lstmviz.lessons.reply import reply
from lstmviz.questions import QUESTIONS
from lstmviz.ui.bound import linked
from lstmviz.ui.lessons import progress
from lstmviz.ui.lessons.bars import raced
from lstmviz.wording import NO_BREAK

Kind = Literal["secondary", "tertiary"]
RECALL, GOAL, DONE = "↺", "★", "✓"


def show_card() -> None:
    """Draw the open step."""
    step, work = progress.step(), progress.work()
    st.markdown(step.text(work.case))
    match step.question:
        case Question():
            show_question(progress.asked())
        case Bet():
            show_bet(step.question)
        case Ranking():
            show_ranking(step.question)
        case None:
            show_earlier_bet()
    if progress.is_done():
        show_done(step)
    show_way()


def show_steps() -> None:
    """Draw the steps, with those that are done; any one opens."""
    lesson = progress.lesson()

    def words(number: str) -> str:
        # The small words are heard alone: signs say little to who cannot see them.
        signs = {
            "recall": f"{RECALL} :small[an earlier lesson]",
            "goal": f"{GOAL} :small[the goal]",
        }
        name = signs.get(number, number)
        return f"{name}{DONE} :small[done]" if progress.is_done(lesson.id, number) else name

    st.segmented_control(
        "Steps",
        [step.id for step in lesson.steps],
        format_func=words,
        required=True,
        label_visibility="collapsed",
        **linked(
            f"steps {lesson.id}", progress.step().id, lambda number: progress.go(lesson.id, number)
        ),
    )


def show_question(asked: Asked) -> None:
    """Ask, or say what came of the answer."""
    answer = progress.work().answer
    show_title(asked.title)
    if not answer:
        for number, option in enumerate(asked.options):
            choice(number, option.text, progress.answer, option.text)
        choice(len(asked.options), UNKNOWN, progress.answer, UNKNOWN, kind="tertiary")
        return
    with st.container(key="said"):
        with st.container(key="answers"):
            st.markdown("\n".join(f"- {told(option, answer)}" for option in asked.options))
        show_reply(asked, answer)
    if answer != asked.right.text:
        st.button(
            "Another one like it" if progress.differs() else "Ask me once more",
            icon=":material/refresh:",
            key="another",
            on_click=progress.again,
        )


def show_title(title: str) -> None:
    """Draw what is asked; dots that wait for an answer do not begin a line."""
    st.markdown(title.replace(" …", f"{NO_BREAK}…"))


def choice(number: int, text: str, take: Callable, what: object, kind: Kind = "secondary") -> None:
    """Draw a button for one answer."""
    place = f"{progress.lesson().id} {progress.step().id} {progress.work().case.draw}"
    st.button(
        text,
        key=f"answer {place} {number}",
        type=kind,
        width="stretch",
        on_click=take,
        args=(what,),
    )


def told(option: Option, answer: str) -> str:
    """Mark an option: right, chosen, or neither."""
    if option.idea == RIGHT:
        return f":green[:material/check:] **{option.text}**"
    if option.text == answer:
        return f":red[:material/close:] {option.text}"
    return f":gray[{option.text}]"


def show_reply(asked: Asked, answer: str) -> None:
    """Say what was seen, what was expected, and the law."""
    said = reply(asked, answer)
    if answer == asked.right.text:
        st.markdown(f":green[**{said.expected}**] {said.seen}")
        return
    law = f"  \n**{said.law}**" if said.law else ""
    st.markdown(f"{said.seen}  \n{said.expected}{law}")
    if said.idea:
        more = QUESTIONS[answer_to(said.idea)]
        st.markdown(f"[Read more: {more.title}](#ask-{more.id})")


def show_bet(bet: Bet) -> None:
    """Take a bet; after the race, say what came of it."""
    work = progress.work()
    options = bet.options(work.case)
    show_title(bet.title(work.case))
    if not work.answer:
        for number, (key, text) in enumerate(options.items()):
            choice(number, text, progress.answer, key)
        choice(len(options), UNKNOWN, progress.answer, UNKNOWN, kind="tertiary")
        return
    seen = raced()
    if seen is None:
        said = options.get(work.answer, UNKNOWN)
        placed = "No bet" if work.answer == UNKNOWN else f"Your bet: **{said}**"
        st.markdown(f"{placed}. Start the race.")
        return
    settle_bet(bet.judge(seen), options, work.answer)


def show_earlier_bet() -> None:
    """Say what came of the bet of the step before, where this one has run its race."""
    lesson, steps = progress.lesson(), progress.lesson().steps
    before = steps[steps.index(progress.step()) - 1]
    work = progress.works().get((lesson.id, before.id))
    if isinstance(before.question, Bet) and work and work.answer and (seen := raced()):
        settle_bet(before.question.judge(seen), before.question.options(work.case), work.answer)


def settle_bet(truth: str, options: dict[str, str], answer: str) -> None:
    """Say what came of a bet: keys of what is so, and of what was said."""
    if truth == answer:
        st.markdown(f":green[**As you said:**] {options[truth]}.")
    else:
        expected = "" if answer == UNKNOWN else f"You expected “{options[answer]}”. "
        st.markdown(f"{expected}On this table, these seeds say: **{options[truth]}**.")


def show_ranking(ranking: Ranking) -> None:
    """Take an order, one tap at a time."""
    work = progress.work()
    items = ranking.items(work.case)
    st.markdown(ranking.title)
    if work.ghost and work.answer != UNKNOWN:
        st.markdown("\n".join(f"{n}. {items[int(place)]}" for n, place in enumerate(work.ghost, 1)))
    if not work.answer:
        for place, text in enumerate(items):
            if place not in work.ghost:
                choice(place, text, progress.rank, place)
        choice(len(items), UNKNOWN, progress.answer, UNKNOWN, kind="tertiary")
        return
    if work.answer != UNKNOWN:
        st.markdown("Your order stays in view.")


def show_done(step: Step) -> None:
    """Say what was done; at the end of the lesson, what was learned."""
    summed = step.sum_up(progress.work().case)
    if summed:
        st.markdown(f":green[:material/check_circle:] {summed}")
    if step.id == "goal":
        st.markdown("\n".join(f"- {sentence}" for sentence in progress.lesson().recap))


def show_way() -> None:
    """Lead to the step before and after."""
    lesson, step = progress.lesson(), progress.step()
    numbers = [each.id for each in lesson.steps]
    place, names = numbers.index(step.id), list(LESSONS)
    with st.container(horizontal=True, gap="small", key="way"):
        if place:
            st.button(
                "Back", key="step back", on_click=progress.go, args=(lesson.id, numbers[place - 1])
            )
        if place + 1 < len(numbers):
            words, go, to = "Next", progress.go, (lesson.id, numbers[place + 1])
        elif names.index(lesson.id) + 1 < len(names):
            later = LESSONS[names[names.index(lesson.id) + 1]]
            words, go, to = f"Next: {later.title}", progress.go, (later.id,)
        else:
            words, go, to = "Next: test yourself", progress.open_quiz, ()
        st.button(
            words,
            key="step on",
            type="primary" if progress.is_done() else "secondary",
            on_click=go,
            args=to,
        )
