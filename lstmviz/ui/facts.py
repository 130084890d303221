"""The readings that all else hangs on, in one row: time, target, series, columns, missing values.

Each opens with one click, and a second one corrects it.
"""

import math
from collections.abc import Callable

import numpy as np
import streamlit as st

from lstmviz.choices.meaning import COLUMNS, ROWS
from lstmviz.samples.datasets import Dataset
from lstmviz.table.understanding.finding import NO_ONE, Finding
from lstmviz.table.understanding.findings import Understanding
from lstmviz.table.understanding.time.timing import says_time
from lstmviz.ui import answering, visit
from lstmviz.ui.bound import key_of, linked
from lstmviz.ui.pickers import pick_meaning
from lstmviz.ui.strangers import escape
from lstmviz.wording import many

FOUND = ""
"""Stands for what was found where another column may be chosen."""
MOST_PILLS, MOST_LETTERS = 64, 300
"""Columns that are shown one by one, and letters of a fact, at most."""
ABOUT_MISSING = (
    "sentinels",
    "missing",
    "code",
    "carried",
    "sparse",
    "without",
    "blank",
    "begin",
    "held",
)
"""Findings that stand where missing values are."""


def show_facts() -> None:
    """Show the row of facts about the visitor's table."""
    understood, dataset = visit.understood(), visit.dataset()
    task, choices = dataset.task, visit.experiment()
    asked = {finding.key for finding in understood.findings if waits(finding)}
    with st.container(key="facts"):
        show_fact("Time", when(understood, dataset), pick_time, of=str(choices.answers))
        sure = understood.aim.sure or task.target != understood.target
        target = task.target if sure else f"{task.target} ?"
        show_fact("Target", target, pick_target, of=task.target)
        series = task.group or "none"
        count = f" ({count_series(dataset):,})" if task.group else " ?" * ("series" in asked)
        show_fact("Series", f"{series}{count}", pick_series, of=str(choices.answers))
        fed = [dataset.table.columns[n] for n in dataset.features]
        show_fact("Fed", f"{len(fed):,}: {', '.join(fed)}", show_fed)
        show_fact("Left out", what_is_left_out(understood, dataset), show_left)
        show_fact("Missing values", what_is_missing(understood, dataset), show_missing)
        meaning = f"{ROWS[choices.rows_are].words} · {COLUMNS[choices.columns_are].words}"
        show_fact("Rows · columns", meaning, lambda: pick_meaning("review"))


def show_fact(name: str, value: str, draw: Callable[[], None], of: str = "") -> None:
    """Show one fact, which opens what it is corrected with.

    Args:
        name: what it is about, a word or two.
        value: what was read.
        draw: draws what corrects it.
        of: with another one it is another fact, which is shut.
    """
    with st.popover(
        f":gray[{name}] {escape(value[:MOST_LETTERS])}",
        width="stretch",
        key=key_of(f"fact {name} {of}".rstrip()),
        on_change="rerun",
    ) as part:
        if part.open:
            draw()


def waits(finding: Finding) -> bool:
    """Tell whether a finding is a question that nobody has answered."""
    return bool(finding.keeps) and not finding.answered


def when(understood: Understanding, dataset: Dataset) -> str:
    """Say which column is the time, and from when to when the rows are."""
    table = dataset.table
    rows = f"{table.row_name(0)} … {table.row_name(len(table.values) - 1)}"
    if table.moments is None and not understood.times and not says_time(table.label_name):
        label = f"; {table.label_name} {rows}" if table.label_name else ""
        return f"none: {many(len(table.values), 'row')} in the file's order{label}"
    return f"{table.label_name} {rows} · {many(len(table.values), 'row')}"


def count_series(dataset: Dataset) -> int:
    """Count the series of the table in use."""
    group = dataset.task.group
    return 0 if group is None else len(np.unique(dataset.table.groups[group]))


def what_is_left_out(understood: Understanding, dataset: Dataset) -> str:
    """Say how many rows are left out, and which columns."""
    left = left_out(understood, dataset)
    rows = f"{many(understood.rows_left, 'row')} · " * bool(understood.rows_left)
    return rows + (f"{len(left):,}: {', '.join(left)}" if left else "no column")


def left_out(understood: Understanding, dataset: Dataset) -> dict[str, str]:
    """Give each column that is not fed, and why."""
    table = dataset.table
    fed = {table.columns[n] for n in dataset.features}
    names = [n for n in dict.fromkeys((*table.columns, *understood.unfed)) if n not in fed]
    own = {dataset.task.target: "the target"}
    return {n: own.get(n) or understood.unfed.get(n) or "not chosen" for n in names}


def what_is_missing(understood: Understanding, dataset: Dataset) -> str:
    """Say which values stand for missing ones, and how many cells of those used are missing."""
    used = sorted({*dataset.features.tolist(), dataset.target})
    empty = int(np.isnan(dataset.table.values[:, used]).sum())
    marks = [
        finding.says.split(" stand")[0]
        for finding in understood.findings
        if finding.key.split(":")[0] in ("sentinels", "missing", "code") and finding.done
    ]
    asks = any(waits(f) for f in understood.findings if f.key.startswith("missing:"))
    cells = f"{many(empty, 'cell')} empty" if empty else "no cell empty"
    return " · ".join([*dict.fromkeys(marks), cells]) + " ?" * asks


def pick_time() -> None:
    """Choose which column is the time, or none."""
    understood = visit.understood()
    chosen = [a[5:] for a in visit.experiment().answers if a.startswith("time:")]
    found = any(finding.key == "time" for finding in understood.findings) and not chosen
    undone = [f for f in understood.findings if f.key == "time" and not f.done and f.offers]
    label = visit.dataset().table.label_name
    found |= says_time(label) and not chosen
    now = chosen[-1] if chosen else FOUND if found and not undone else NO_ONE
    own = {*understood.times, label}
    words = {FOUND: f"{' '.join(understood.times) or label}, as found"}
    words = words if now == FOUND else {FOUND: "as found"}
    words |= {name: name for name in (*chosen, *understood.may_be_time) if name not in own - {now}}
    words[NO_ONE] = "none: the rows are in the file's order"
    pick("time", now, words)


def pick_series() -> None:
    """Choose which column tells series apart, or none."""
    understood, group = visit.understood(), visit.experiment().task.group
    chosen = [a[7:] for a in visit.experiment().answers if a.startswith("series:")]
    now = chosen[-1] if chosen else (FOUND if group else NO_ONE)
    words = {FOUND: f"{group}, as found" if now == FOUND else "as found"}
    if now == NO_ONE and not chosen:
        words = {}
    words |= {NO_ONE: "none: windows go on from row to row"}
    words |= {name: name for name in (*chosen, *understood.may_be_series) if name != NO_ONE}
    pick("series", now, words)


def pick_target() -> None:
    """Choose what is predicted, the likeliest first."""
    understood, task = visit.understood(), visit.experiment().task
    why = f": {understood.aim.why}" if task.target == understood.target else ""
    words = {task.target: f"{task.target}{why}"}
    others = (understood.target, *understood.aim.others)
    words |= {name: name for name in others if name != task.target}
    pick("target", task.target, words)


def pick(fact: str, now: str, words: dict[str, str]) -> None:
    """Choose one column; the names are a stranger's."""
    st.radio(
        fact,
        list(words),
        format_func=lambda name: escape(words[name]),
        label_visibility="collapsed",
        **linked(f"pick {fact}", now, lambda name: answering.choose(fact, name or None)),
    )


def show_fed() -> None:
    """Show the columns that are fed; a click leaves one out."""
    dataset = visit.dataset()
    fed = [dataset.table.columns[n] for n in dataset.features]
    if len(fed) > MOST_PILLS:
        st.markdown(f"{many(len(fed), 'column')}: {escape(fed[0])} … {escape(fed[-1])}.")
        return

    def take(names: list[str]) -> None:
        for name in set(fed) - set(names or fed):
            answering.feed(name, fed=False)

    show_pills("A click leaves a column out.", fed, fed, take)


def show_left() -> None:
    """Show the columns that are left out by why they are; a click feeds one."""
    understood, dataset = visit.understood(), visit.dataset()
    numbers, reasons = set(dataset.table.columns), {}
    for name, why in left_out(understood, dataset).items():
        reasons.setdefault(why, []).append(name)
    if not reasons:
        st.markdown("Every column is fed.")
    for why, names in reasons.items():
        fed = [name for name in names if name in numbers and why != "the target"]
        rest = [name for name in names if name not in fed]
        label = f"{why[0].upper()}{why[1:]}"
        if len(fed) > MOST_PILLS:
            st.markdown(f"{escape(label)}: {many(len(fed), 'column')}.")
        elif fed:
            show_pills(label, fed, [], lambda names: [answering.feed(n, fed=True) for n in names])
        if rest:
            st.markdown(f"{escape(label)}: {escape(', '.join(rest))}.")
    gone = [
        f.says for f in understood.findings if f.key.startswith("read") and "left out" in f.says
    ]
    if gone:
        st.markdown(escape(" ".join(gone)))
    for finding in understood.findings:
        if finding.key == "texts":
            show_finding(finding, "left")


def show_pills(label: str, names: list[str], chosen: list[str], take: Callable) -> None:
    """Show columns by their names, of which some are chosen."""
    st.pills(
        escape(label),
        names,
        selection_mode="multi",
        format_func=escape,
        **linked(f"pills {label} {len(names)} {len(visit.experiment().answers)}", chosen, take),
    )


def show_missing() -> None:
    """Show what stands for missing values and what they cost; a number that does can be added."""
    for finding in visit.understood().findings:
        if finding.key.split(":")[0] in ABOUT_MISSING and finding.offers:
            show_finding(finding, "missing")
    st.text_input(
        "Another number that stands for missing",
        max_chars=20,
        placeholder="such as −9",
        **linked("code", "", add_code),
    )


def add_code(word: str) -> None:
    """Read a number as missing, if it is one."""
    try:
        value = float(word.strip().replace("−", "-"))
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        answering.take((f"code:{value:.15g}",), ())
    else:
        visit.notify(f"“{word}” is not a number: expected one such as −9 or 999.9.")


def show_finding(finding: Finding, place: str = "") -> None:
    """Say one finding and what is done about it, with what undoes it, does it or answers it."""
    done = f" → {finding.offers}" if finding.done and not finding.keeps else ""
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        gap="small",
        key=f"found-{place}{finding.key}",
    ):
        st.markdown(escape(f"{finding.says}{done}"), width="stretch")
        if finding.keeps:
            now = finding.done if finding.answered else None
            words = {False: finding.keeps, True: finding.offers}
            st.segmented_control(
                "Answer",
                list(words),
                format_func=lambda yes: escape(words[yes]),
                label_visibility="collapsed",
                width="content",
                **linked(
                    f"{place} reply {finding.key}", now, lambda yes: answering.reply(finding, yes)
                ),
            )
            return
        st.button(
            "Undo" if finding.done else f"{finding.offers[0].upper()}{finding.offers[1:]}",
            key=key_of(f"{place} finding {finding.key}".lstrip()),
            help=finding.offers,
            on_click=answering.turn,
            args=(finding.key,),
        )
