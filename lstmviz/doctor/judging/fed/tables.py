"""A table, a list of numbers or a single sequence goes where samples of sequences are read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis, Opening, Question
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.fed.series import several_series, within_each
from lstmviz.doctor.judging.fed.short_arrays import (
    EXPECTED,
    batch_fed,
    lagged,
    lags_of_columns,
    no_batch_axis,
    no_feature_axis,
    no_last_axis,
    one_for_each,
    one_number_each,
    other_data,
    windows_of_one,
)
from lstmviz.doctor.judging.mending import input_line, windows_of
from lstmviz.doctor.judging.within.word_numbers import of_words, without_embedding
from lstmviz.doctor.judging.worded import roles_by_words, turned_table
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import in_axes, named, tell, three
from lstmviz.doctor.shapes import Shape

# Shape, code and arrangement for each way in which a table gets its axis.
Ways = dict[str, tuple[Shape, tuple[str, ...], Opening]]


def no_time_axis(case: Case, received: Shape, built: Shape | None = None) -> Judged:
    """A table (rows, columns) goes where sequences are expected.

    Args:
        case: the set-up; the answers on rows and columns decide which axis to put in.
        received: the two sizes.
        built: (samples, timesteps, features) that the model was built for, if it says so.
    """
    found = (
        counted_in_words(case, received, built)
        or one_element(case, received)
        or sample_alone(case, received, built)
        or windows_of_numbers(case, received)
        or fed_by_hand(case, received, built)
        or samples_in_rows(case, received, built)
    )
    if found is not None:
        return one(found)
    ways = arrangements(case, received, built[1] if built else None)
    fits = fitting(ways, received, built)
    other = not_as_built(case, received, built, fits) if built is not None else None
    return one(other) if other is not None else arranged(case, received, built, ways, fits)


def counted_in_words(case: Case, received: Shape, built: Shape | None) -> Diagnosis | None:
    """The text calls them numbers of words, or features in rows of timesteps; else None."""
    if of_words(case):
        return without_embedding(case, received)
    told = roles_by_words(case.text.plain, received)
    if built is not None and built[2] not in (None, received[0]):
        return None
    turned = told == ("features", "timesteps")
    return turned_table(case, received, built[1] if built else None) if turned else None


def one_element(case: Case, received: Shape) -> Diagnosis | None:
    """Each sample holds one element: a number, or an array of its own; None where more."""
    if received[1] != 1:
        return None
    x = case.setup.X.shape if case.setup.X else None
    if x is not None:
        return one_for_each(case, x) if len(x) == 1 else None
    untold = not case.coded and case.table is None and not case.answers
    return one_for_each(case, received) if untold else None


def sample_alone(case: Case, received: Shape, built: Shape | None) -> Diagnosis | None:
    """The table has the very sizes of one sample: it goes in without its batch; else None."""
    (rows, width), (_, T, F) = received, built or (None, None, None)
    if not T or T < 2 or width != F:
        return None
    if rows == T:
        return no_batch_axis(case, received)
    given = case.setup.given[-1] if case.setup.given else None
    if rows is not None or given is None or given.shape is not None:
        return None
    if not re.search(r"\w\[-?\d+\]$", given.name):
        return None
    # predict(X_test[0]): one of the samples
    alone = replace(case.setup, fed=(given,))
    return no_batch_axis(replace(case, setup=alone), (T, F))


def windows_of_numbers(case: Case, received: Shape) -> Diagnosis | None:
    """Windows were cut of a series that has no axis of columns; None where they were not."""
    setup, fed, width = case.setup, case.setup.X, received[1]
    if {"generator", "unpaired"} & setup.marks and width == setup.window:
        return no_feature_axis(case, received)
    if fed is not None and fed.roles == ("samples", "rows") and (fed.shape or ())[1:] == (width,):
        return windows_of_one(case, received)
    return None


def fed_by_hand(case: Case, received: Shape, built: Shape | None) -> Diagnosis | None:
    """A batch goes into a placeholder of TensorFlow 1, which is fed by hand; else None."""
    by_hand = built is not None and "cannotfeedvalue" in case.text.tight
    return batch_fed(received, built) if built is not None and by_hand else None


def samples_in_rows(case: Case, received: Shape, built: Shape | None) -> Diagnosis | None:
    """Each row holds all steps of a sample, or the rows are of several series; else None."""
    width, F = received[1], built[2] if built else None
    if (lags := lagged(case, width)) is not None and F in (None, lags[1]):
        return lags_of_columns(case, received, lags)
    series = several_series(case)
    if series is not None and F in (None, width) and not case.torch:
        return within_each(case, series, width, case.x)
    return None


def fitting(ways: Ways, received: Shape, built: Shape | None) -> list[str]:
    """Give the ways that make what the model was built for, as far as it tells."""
    _, T, F = built or (None, None, None)
    rows = received[0]
    return [
        key
        for key, (shape, _, _) in ways.items()
        if F in (None, shape[2])
        and T in (None, shape[1])
        and not (key == "window" and T and rows is not None and rows < T)
    ]


def not_as_built(case: Case, received: Shape, built: Shape, fits: list[str]) -> Diagnosis | None:
    """The model tells of which sizes the table misses: features, all, or one step; else None."""
    width, (_, T, F) = received[1], built
    if F == 1 and width == T and (T or 0) > 1 and not case.coded:
        return no_last_axis(case, received, built)
    if not fits and T == width == case.setup.window and F != 1:
        return one_number_each(case, received, built)
    if not fits and None not in (F, width) and width != F:
        return other_data(case, received, built)
    if fits == ["row"] and T == 1 and (name := predicted(case)):
        return step_of_new_rows(received, built, name)
    return None


def arranged(
    case: Case, received: Shape, built: Shape | None, ways: Ways, fits: list[str]
) -> Judged:
    """The time axis is missing: say the ways to it, and take the one that was chosen, or ask."""
    rows, T = received[0], built[1] if built else None
    fits = fits or ["row", "columns"]
    chosen, question = choose(case, fits if built else [])
    # A model of several steps is none for rows that stand alone: its input is not rewritten.
    alone = chosen == "row" and (T or 0) > 1
    chosen = chosen if chosen in ways and not alone else ""
    told = case.coded or bool(case.answers)
    shown = fits if built else list(ways)
    if built and not told:
        shown = [*shown, *(key for key in ways if key not in shown)]
    shape, fix, opens = ways[chosen] if chosen else ((rows, None, None), (), None)
    if chosen and not case.torch and (built is None or chosen not in fits):
        fix = (*fix, input_line(shape[1:]))
    if chosen == "window" and not case.says("rows", "ordered") and (not rows or not case.coded):
        fix = ()  # One sample alone has as many rows as a window: no window of it is left.
    return one(
        Diagnosis(
            "no_time_axis",
            "The data have no time axis."
            if told
            else "The data have two axes, and three are read: no time axis, or no samples.",
            expected=f"{EXPECTED}{', here ' + tell(built) if built else ''}",
            received=in_axes(received),
            axis=f"{'The' if told else 'Most often the'} axis of the timesteps is missing: rows "
            "and columns are there, steps are not.",
            fix=fix,
            fed=named(received, "rows", "columns"),
            meant=three(shape),
            details=sentences(case, received, ways, shown, chosen, built),
            opens=opens,
        ),
        question,
    )


def predicted(case: Case) -> str:
    """Give what the text calls the array that a trained model is called on; "" if it is not so."""
    later = case.setup.fed if "later" in case.setup.marks else ()
    given = next((each.name for each in (*later, *case.setup.given[::-1])), "")
    called = given and rf"\.(?:predict|evaluate)\w{{0,12}}\( ?{re.escape(given)}\b"
    return given if called and re.search(called, case.text.plain) else ""


def step_of_new_rows(received: Shape, built: Shape, name: str) -> Diagnosis:
    """A model that was trained on rows of one step is called on rows that are none yet."""
    return Diagnosis(
        "no_time_axis",
        f"{name} has two axes, and the model was built for rows of one timestep each.",
        expected=tell(built),
        received=in_axes(received),
        axis=f"The axis of the timesteps, of size 1, is missing in {name}: new data get it as "
        "those of the training did.",
        fix=(f"{name} = {name}[:, None, :]",),
        fed=named(received, "samples", "features"),
        meant=three((received[0], 1, received[1])),
        details=(
            "With one timestep the layer never sees another row: where the rows are successive, "
            "windows of several rows are another model, to be trained anew.",
        ),
    )


# What an answer excludes.
EXCLUDES: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("rows", "unordered"): ("window",),
        ("columns", "different"): ("columns",),
        ("columns", "sequence"): ("row", "window"),
    }
)


def arrangements(case: Case, received: Shape, T: int | None) -> Ways:
    """Give the ways in which a table gets a time axis: one step, the columns as steps, windows."""
    rows, width = received
    x = case.x
    window = T if T and 1 < T <= (rows or T) else case.usual_window(rows)
    count = None if rows is None else rows - window
    ways: Ways = {
        "row": ((rows, 1, width), (f"{x} = {x}[:, None, :]",), Opening("row", 1)),
        "columns": ((rows, width, 1), (f"{x} = {x}[:, :, None]",), Opening("columns", 1)),
    }
    if count is None or count > 0:
        lines = windows_of(x, case.y, window)
        ways["window"] = ((count, window, width), lines, Opening("window", window))
    return ways


def sentences(
    case: Case, received: Shape, ways: Ways, fits: list[str], chosen: str, built: Shape | None
) -> tuple[str, ...]:
    """Say which ways there are, as far as the model takes them."""
    x, (rows, width) = case.x, received
    window = ways["window"][0][1] if "window" in ways else None
    told = {
        "row": f"Each row alone, as one step: {x}[:, None, :] with Input((1, {width})); the layer "
        "then never sees another row.",
        "columns": f"The columns one after another: {x}[:, :, None] with Input(({width}, 1)); "
        "right if they are one quantity at successive times.",
        "window": f"Windows of {window} rows, each row a timestep: Input(({window}, {width})); no "
        "reshape can do that.",
    }
    excluded = {way for answer, ways in EXCLUDES.items() if case.says(*answer) for way in ways}
    details = [words for key, words in told.items() if key in fits and key not in excluded]
    if re.search(r"input_shape ?= ?[(\[] ?(?:self\.)?batch_?size\b", case.text.plain):
        details.insert(
            0,
            "batch_size does not belong in input_shape: that is the shape of one sample, "
            "(timesteps, features), and Keras puts the batch before it.",
        )
    if COUNTS_ROWS.search(case.text.plain):
        details.insert(
            0,
            "input_dim counts the features of one step, the columns: it is the second size of a "
            "table, not how many rows there are.",
        )
    steps_, each = built[1:] if built is not None else (None, None)
    if (steps_ or 0) > 1 and (each or 0) > 1 and rows is not None:
        details.append(f"If each sample once was one row of {(steps_ or 0) * (each or 0):,} "
                       f"numbers, it is that array that fits: reshape(-1, {steps_}, {each}). Of "
                       f"{rows:,} rows of {width} no reshape makes it.")  # fmt: skip
    if built is not None and built[1] is None and rows is not None:
        details.insert(0, f"If the {rows:,} rows are one sequence, the axis of the samples is "
                       f"missing: {x}[None], of shape {tell((1, *received))}.")  # fmt: skip
    elif not case.coded:
        details.append(f"If it is one sequence, whose rows are its timesteps, the samples are "
                       f"missing: {x}[None].")  # fmt: skip
    T = built[1] if built else None
    if T and rows is not None and 1 < rows < T:
        details.insert(0, f"The model reads {T} timesteps: windows of {T} rows can only be cut of "
                       f"more rows than these {rows}.")  # fmt: skip
    if chosen == "window":
        details.insert(0, f"{case.y}[i] is the row after the window; choose another target if you "
                       "mean another.")  # fmt: skip
    if case.says("rows", "unordered") and case.says("columns", "different"):
        details.insert(0, "Rows in no order have no memory to keep: a Dense layer is the honest "
                       "model.")  # fmt: skip
    return tuple(details)


# The rows of a table where its columns are asked for.
COUNTS_ROWS = re.compile(r"\binput_dim ?= ?(?:len\(|\w{1,40}\.shape\[0\])")


def choose(case: Case, fits: list[str]) -> tuple[str, Question | None]:
    """Choose by the answers how a table gets its axis; or ask for the next one."""
    if case.says("columns", "sequence"):
        return "columns", None
    if case.says("rows", "ordered") and (case.says("columns", "different") or fits == ["window"]):
        return "window", None
    if case.says("rows", "unordered") and case.says("columns", "different"):
        return "row", None
    asked = "columns" if "rows" in case.answers or fits == ["columns"] else "rows"
    return "", QUESTIONS[asked]
