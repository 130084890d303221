"""Eight questions in two forms, to be asked before and after: what the lessons have changed.

Half of a class begins with one form and half with the other, so that the forms' difficulty cancels
out. No feedback is given until both are over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from lstmviz.lessons.lesson import RIGHT, Asked, Option, mixed
from lstmviz.network.specs import TrainingSpec
from lstmviz.questions.question import idle_weights
from lstmviz.samples.layouts import LAYOUTS, Layout

Form = Literal["A", "B"]
PATIENT = 500  # epochs that help nobody who was not shown the cause
FORMS: tuple[Form, ...] = "A", "B"


@dataclass(frozen=True)
class Item:
    """One question of the test: what it is about, and how each form asks it; right first."""

    id: str
    about: str
    forms: Mapping[Form, tuple[str, tuple[str, ...]]]

    def ask(self, form: Form) -> Asked:
        """Ask it, with the answers in an order that its name decides."""
        title, answers = self.forms[form]
        options = [
            Option(answer, "other" if number else RIGHT) for number, answer in enumerate(answers)
        ]
        order = sorted(options, key=lambda option: mixed(f"{self.id} {form} {option.text}"))
        return Asked(title, tuple(order))


@dataclass(frozen=True)
class Sitting:
    """What was answered so far.

    Args:
        first: the form that was begun with; the other one comes after.
        answers: of both forms, in order.
    """

    first: Form
    answers: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def form(self, after: bool) -> Form:
        """Give the form asked before or after."""
        return FORMS[FORMS.index(self.first) ^ after]


def item(name: str, about: str, a: tuple[str, tuple], b: tuple[str, tuple]) -> Item:
    """Write the answers of both forms as text."""
    forms: dict[Form, tuple[str, tuple[str, ...]]] = {
        form: (title, tuple(f"{each:,}" if isinstance(each, int) else each for each in answers))
        for form, (title, answers) in zip(FORMS, (a, b), strict=True)
    }
    return Item(name, about, MappingProxyType(forms))


def axes_item() -> Item:
    """Ask for axes."""
    rows, columns = 200, 4
    _, _, once = LAYOUTS["columns"].shape(rows, columns)
    other_rows, others = 150, 5
    _, steps, _ = LAYOUTS["columns"].shape(other_rows, others)
    return item(
        "axes",
        "what a shape says",
        (
            f"A {rows} × {columns} table is fed as ({rows}, {columns}, 1). At one step the LSTM "
            "reads …",
            (f"{once} number", f"{columns} numbers", f"{rows} numbers", "a row and the one before"),
        ),
        (
            f"A {other_rows} × {others} table is fed as ({other_rows}, {others}, 1). One sample "
            "has …",
            (f"{steps} steps", "1 step", f"{other_rows} steps", f"{others} epochs"),
        ),
    )


def meaning_item() -> Item:
    """Ask for the layout that a meaning asks for."""
    months, quantities = 12, 3
    return item(
        "meaning",
        "which layout a meaning asks for",
        (
            f"A row per patient, columns are weight in month 1 … {months}; predict month "
            f"{months + 1}.",
            (f"(N, {months}, 1)", f"(N, 1, {months}), since there are {months} features",
             "windows of several patients", "all the same"),
        ),
        (
            "A row per hour, columns are temperature, wind and rain; predict the next hour's rain.",
            (f"windows of rows, (N, W, {quantities})", f"(N, {quantities}, 1)",
             f"(N, 1, {quantities})", "all the same"),
        ),
    )  # fmt: skip


def unit_item() -> Item:
    """Ask which units change."""
    units, columns, others, features = 16, 3, 20, 4
    title = "LSTM({}), {}. One number of a sample changes. How many units of its last h change?"
    return item(
        "units",
        "who gets a value",
        (title.format(units, f"(N, {columns}, 1)"), (f"all {units}", "1", columns, units // 3)),
        (
            title.format(others, f"(N, 1, {features})"),
            (f"all {others}", "1", features, others // 3),
        ),
    )


def state_item() -> Item:
    """Ask what a sample starts from."""
    sample, window, columns = 8, 24, 3
    last = sample + window - 1
    return item(
        "state",
        "what passes from sample to sample",
        (
            f"(N, {columns}, 1), everything by default. At the first step of sample {sample}, "
            "h is …",
            ("zeros", f"what sample {sample - 1} left", "the average so far", "random"),
        ),
        (
            f"Windows of {window} rows, everything by default. Sample {sample} holds rows {sample} "
            f"to {last}. Its prediction can depend on …",
            (f"rows {sample} to {last}", f"rows 0 to {last}", f"row {last} only", "all rows"),
        ),
    )


def one_step_item() -> Item:
    """Ask what one step leaves idle."""
    features, units, others, small = 6, 10, 2, 8
    _, parts = idle_weights(TrainingSpec(units=units), features)
    return item(
        "one_step",
        "what one step leaves idle",
        (
            f"(N, 1, {features}), LSTM({units}), everything by default. Never moved by training:",
            (parts, "only the recurrent kernel", "nothing", "everything"),
        ),
        (
            f"(N, 1, {others}), LSTM({small}), everything by default. Which gate cannot affect the "
            "output?",
            ("the forget gate", "the input gate", "the output gate", "none of them"),
        ),
    )


def window_item() -> Item:
    """Ask how many windows hold a row."""

    def form(rows: int, window: int, row: int) -> tuple[str, tuple]:
        held = sum(start <= row < start + window for start in range(Layout(window).samples(rows)))
        title = f"{rows} rows, windows of {window} moved by one. How many hold row {row}?"
        return title, (held, 1, 2, rows // window)

    return item("window", "how a window copies", form(100, 5, 50), form(80, 8, 40))


def count_item() -> Item:
    """Ask for the number of samples."""

    def form(rows: int, window: int) -> tuple[str, tuple]:
        layout = Layout(window)
        title = f"{rows} rows, windows of {window}, predict the next row. How many samples?"
        return title, (layout.samples(rows, 1), layout.samples(rows), rows // window, rows)

    return item("count", "how many samples there are", form(50, 10), form(60, 12))


def edge_item() -> Item:
    """Ask how far back a window reaches."""

    def form(lag: int, few: int, lots: int) -> tuple[str, tuple]:
        title = (
            f"An effect comes {lag} rows after its cause; the target is in the window's last row. "
            "Which can learn it?"
        )
        return title, (
            f"window {lag + 1}, {few} units",
            f"window {lag}, {lots} units",
            f"one row, {PATIENT} epochs",
            "all of them, given time",
        )

    return item("edge", "how far back is seen", form(6, 4, 256), form(3, 8, 512))


ITEMS = (
    axes_item(),
    meaning_item(),
    unit_item(),
    state_item(),
    one_step_item(),
    window_item(),
    count_item(),
    edge_item(),
)
GUESSED = len(ITEMS) / 4
"""How many items guessing gets right: each offers four answers."""


def score(form: Form, answers: Sequence[str]) -> tuple[bool, ...]:
    """Tell which answers are right.

    Args:
        form: that was asked.
        answers: the text chosen for each item, in order; anything else is not right.
    """
    return tuple(
        answer == each.ask(form).right.text for each, answer in zip(ITEMS, answers, strict=True)
    )
