"""The order that was expected, beside the errors that came of the race."""

from html import escape
from statistics import median

import streamlit as st

from lstmviz.figures.axes import quantity
from lstmviz.lessons.lesson import Raced, Ranking
from lstmviz.lessons.work import Work
from lstmviz.racing.baselines import last_value_error
from lstmviz.samples.datasets import Dataset
from lstmviz.ui.lessons import progress
from lstmviz.ui.live import unit_of
from lstmviz.ui.race import field
from lstmviz.ui.race.track import in_units, show_track

PLACES = ("first", "second", "third", "fourth")


def show_ranked() -> None:
    """Draw the bars, and below them the race."""
    st.html(bars())
    show_track(bets=False)


def bars() -> str:
    """Write a bar for each that was ranked; before the race its place alone."""
    work, ranking = ranked()
    items = ranking.items(work.case)
    # An order that was not finished was not expected.
    said_first = [int(place) for place in work.ghost] if len(work.ghost) == len(items) else []
    order = said_first or [*range(len(items))]
    errors = errors_so_far()
    longest = max(errors.values(), default=1.0)
    lines = []
    shown = sorted(order, key=lambda place: errors.get(place, 0)) if errors else order
    for place in shown:
        name = escape(items[place].replace("`", ""))
        said = f"you said {PLACES[order.index(place)]}" if said_first else ""
        bar = ""  # before the race there is none
        if place in errors:
            width, error = 100 * errors[place] / longest, quantity(errors[place])
            bar = f'<span class="bar" style="width:{width:.1f}%"></span>'
            bar += f"<b>{error} {escape(unit_of(lined_up()))}</b>"
        lines.append(f'<div><span>{name}</span>{bar}<span class="mine">{said}</span></div>')
    return f'<div class="ranked">{"".join(lines)}</div>'


def ranked() -> tuple[Work, Ranking]:
    """Find the question that asked for an order, and what was said."""
    lesson = progress.lesson()
    number, ranking = next(
        (step.id, step.question) for step in lesson.steps if isinstance(step.question, Ranking)
    )
    return progress.take_up(lesson.id, number), ranking


def lined_up() -> Dataset:
    """Give the samples of the first entrant."""
    return field.field().datasets[0]


def raced() -> Raced | None:
    """What the race of these entrants came to, in the target's unit; None before it is over."""
    race, together = field.contest(), field.field()
    if race is None or race.active:
        return None
    dataset = together.datasets[0]
    lines = [[in_units(each, dataset) for each in line] for line in race.results]
    errors = tuple(tuple(error for error in line if error is not None) for line in lines)
    if list(map(len, errors)) != list(map(len, lines)):
        return None
    return Raced(errors, last_value_error(dataset))


def errors_so_far() -> dict[int, float]:
    """Give the median error of each that was ranked, where the race has one: by its place."""
    seen = raced()
    if seen is None:
        return {}
    return {0: seen.last_value} | {
        place: median(errors) for place, errors in enumerate(seen.errors, 1)
    }
