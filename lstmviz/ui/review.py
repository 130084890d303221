"""What was read and found in the visitor's table: the facts, the questions, and all findings."""

import streamlit as st

from lstmviz.choices.experiments import OWN
from lstmviz.figures.strip import table_strip
from lstmviz.racing.verdict import FEWEST_TARGETS
from lstmviz.samples.datasets import Dataset, lost_to_gaps
from lstmviz.table.reading.names import isolate
from lstmviz.table.understanding.findings import understand
from lstmviz.ui import bring, visit
from lstmviz.ui.bound import key_of, linked
from lstmviz.ui.facts import show_facts, show_finding
from lstmviz.ui.strangers import escape
from lstmviz.wording import listed, many

MOST_LOST = 1 / 3
"""Part of the samples lost to missing values above which it is said above the fold."""
NAMES, DEAR = 6, 2
"""Names that are listed: of columns fed, and of those that cost most samples."""


def show_review() -> None:
    """Show the review on top of the page, right after a table was brought."""
    if visit.experiment().table != OWN or not visit.current().reviewing:
        return
    with st.container(border=True, key="review"):
        show_own()
        with st.container(horizontal=True, vertical_alignment="center", key="review_foot"):
            found = visit.understood().findings
            with st.popover(
                f"All that was found ({len(found):,})", key=key_of("found"), on_change="rerun"
            ) as part:
                if part.open:
                    show_findings()
            st.button("Looks right", type="primary", key="looks right", on_click=close_review)


def close_review() -> None:
    """Put the review away; it stays below, with the table."""
    visit.current().reviewing = False


def show_own() -> None:
    """Show the facts about the visitor's table, its strip, what it lacks, and the questions."""
    choose_sheet()
    show_facts()
    show_strip()
    with st.container(key="questions"):
        for finding in visit.understood().findings:
            if finding.keeps:
                show_finding(finding)


def say_what_is_used() -> None:
    """Say which rows and columns of a built-in table are used."""
    dataset = visit.dataset()
    table, task = dataset.table, dataset.task
    last = len(table.values) - 1
    names = [f"**{escape(table.columns[n])}**" for n in dataset.features]
    fed = listed(names, NAMES)
    series = f" · series: **{escape(task.group)}**" if task.group else ""
    label = f"{escape(table.label_name)} " if table.label_name else "row "
    st.markdown(
        f"**{many(last + 1, 'row')}**, {label}{escape(table.row_name(0))} … "
        f"{escape(table.row_name(last))} · fed: {fed} · target: **{escape(task.target)}**{series}"
    )
    show_strip()


def show_strip() -> None:
    """Draw all rows as a strip, and warn where much is lost or little is left to validate."""
    dataset = visit.dataset()
    counts = dataset.counts
    st.html(
        f'<div class="split">{table_strip(dataset)}<small>All rows: the darker part validates; '
        "red: a value is missing; lines: new series.</small></div>"
    )
    if counts.lost_missing:
        say = st.warning if counts.lost_missing > MOST_LOST * counts.whole else st.markdown
        say(escape(what_gaps_cost(dataset)))
    if not counts.validation:
        st.warning(escape(dataset.lacks))
    elif counts.validation < FEWEST_TARGETS:
        st.warning(
            f"Only {many(counts.validation, 'validation sample')}: below {FEWEST_TARGETS} their "
            "error says little about new rows."
        )


def what_gaps_cost(dataset: Dataset) -> str:
    """Say how many samples missing values cost, and how many each column alone."""
    counts = dataset.counts
    alone = visit.kept("lost to gaps", dataset.key, lambda: lost_to_gaps(dataset))
    each = listed([f"“{name}” alone {count:,}" for name, count in alone.items()], DEAR)
    return f"Missing values cost {counts.lost_missing:,} of {counts.whole:,} samples: {each}."


def choose_sheet() -> None:
    """Offer the other ways to read the file: its sheets or tables, encodings, or columns."""
    table = visit.own_table()
    if table is not None and visit.current().workbook is not None:
        st.selectbox(
            "Read",
            table.sheets,
            format_func=isolate,  # shown as it is, unlike markdown
            width=340,
            **linked("sheet", table.sheet, bring.choose_sheet),
        )


def show_built_in() -> None:
    """Show the same of a built-in table; what suits it is chosen already, so nothing is offered."""
    table = visit.dataset().table
    found = visit.kept("built in", table.fingerprint, lambda: understand(table))
    say_what_is_used()
    st.markdown(escape(" ".join(finding.says for finding in found.findings)))


def show_findings() -> None:
    """List what was found, first what is only said; a click turns a finding around."""
    findings = visit.understood().findings
    said = [finding.says for finding in findings if not finding.offers]
    if said:
        st.markdown(escape(" ".join(said)))
    for finding in findings:
        if finding.offers and not finding.keeps:
            show_finding(finding, "all ")
