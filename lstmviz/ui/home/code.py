"""The programs: shown, downloaded, and how they are run at home."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from lstmviz.choices.experiments import Experiment
from lstmviz.export.commands import Program, command_lines, program_file
from lstmviz.export.keras_script import keras_script
from lstmviz.export.notebook import notebook
from lstmviz.export.table_file import table_csv, table_file
from lstmviz.export.torch_script import torch_script
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.examples import EXAMPLES
from lstmviz.samples.torch_code import in_torch
from lstmviz.ui import visit
from lstmviz.ui.download import download
from lstmviz.ui.home.cards import offer
from lstmviz.ui.strangers import escape
from lstmviz.ui.veil import uncovered
from lstmviz.wording import count_rows

# Values of a table that is written as a file: some 50 MB of text.
LARGEST_TABLE = 5_000_000


@dataclass(frozen=True)
class Writer:
    """A program that is offered: its title, what it is, who writes it, and its file's type."""

    title: str
    words: str
    write: Callable[[Experiment, Dataset], str]
    mime: str


NOTEBOOK = "application/x-ipynb+json"
WRITERS: Mapping[Program, Writer] = MappingProxyType(
    {
        "keras": Writer("Keras script", "one Python file", keras_script, "text/x-python"),
        "notebook": Writer(
            "Notebook", "the Keras program in cells, for Jupyter", notebook, NOTEBOOK
        ),
        "torch": Writer(
            "PyTorch script", "one Python file, with a training loop", torch_script, "text/x-python"
        ),
    }
)


def show_code() -> None:
    """Draw a tab for each program: its files, the commands that run it, and its text."""
    st.markdown(
        "**Code** :gray[— this experiment as a complete program, from the table to a prediction "
        "of the row after its end; it needs nothing from this app]"
    )
    lacks = visit.dataset().lacks
    if lacks:
        st.markdown(f"A program would have nothing to train on. {escape(lacks)}")
    else:
        uncovered("program", show_programs)


def show_programs() -> None:
    """Draw the tabs."""
    for tab, program in zip(
        st.tabs([writer.title for writer in WRITERS.values()]), WRITERS, strict=True
    ):
        with tab:
            show_program(program)


def show_program(program: Program) -> None:
    """Draw one program."""
    choices, dataset, writer = visit.experiment(), visit.dataset(), WRITERS[program]
    text, name = writer.write(choices, dataset), program_file(choices, program)
    st.markdown(f"1. Put this into a folder of its own: {writer.words}{beside(choices, program)}.")
    left, right = st.columns(2, gap="small")
    with left:
        download(name, text, name, writer.mime, f"home {name}", width="stretch")
    with right:
        show_table_file(program)
    st.markdown("2. In that folder:")
    commands = "\n".join(command_lines(choices, program))
    st.code(commands, language="bash", wrap_lines=True)
    with st.expander(f"Read {name}", icon=":material/code:"):
        if program == "notebook":
            for cell in json.loads(text)["cells"]:
                language = "python" if cell["cell_type"] == "code" else "markdown"
                st.code(cell["source"], language=language, wrap_lines=True)
        else:
            st.code(text, language="python", wrap_lines=True)


def beside(choices: Experiment, program: Program) -> str:
    """Say which other files belong beside a program."""
    words = []
    if table_file(choices) is not None:
        words.append("the table that it reads")
    if program == "torch" and in_torch(choices.spec):
        words.append("`weights.npz` from below, if it is to go on from these weights")
    return "".join(f"; {each}" for each in words)


def show_table_file(program: Program) -> None:
    """Offer the file that the programs read, unless they generate the table."""
    choices, dataset = visit.experiment(), visit.dataset()
    name = table_file(choices)
    if name is None:
        return
    if dataset.table.values.size > LARGEST_TABLE:
        st.caption(
            f"The program reads {name}, your table as the app read it. It has "
            f"{dataset.table.values.size:,} values, and files are made here of at most "
            f"{LARGEST_TABLE:,}: save your own file under this name, with one line of column "
            "names above the numbers."
        )
        return
    of = dataset.table.fingerprint, dataset.task.group
    offer(name, "text/csv", lambda: table_csv(dataset), of, key=program)
    if choices.table in EXAMPLES:
        example = EXAMPLES[choices.table]
        # The sources' own texts end with a full stop, or not.
        st.caption(
            f"{escape(example.licence.capitalize().rstrip('.'))}. "
            f"Source: {escape(example.source.rstrip('.'))}."
        )
    else:
        st.caption(f"Your table as the app read it: {count_rows(len(dataset.table.values))}.")
