"""A table, a list of numbers or a single sequence goes where samples of sequences are read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.answer import Diagnosis, Opening, Question
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.mending import input_line, windows_of
from lstmviz.doctor.judging.series import several_series, within_each
from lstmviz.doctor.judging.short_arrays import (
    EXPECTED,
    batch_fed,
    no_batch_axis,
    no_feature_axis,
    no_last_axis,
    one_for_each,
    one_number_each,
    other_data,
    windows_of_one,
)
from lstmviz.doctor.judging.word_numbers import of_words, without_embedding
from lstmviz.doctor.judging.worded import counted, roles_by_words
from lstmviz.doctor.saying.asking import QUESTIONS
from lstmviz.doctor.saying.wording import axes_count, named, tell, three
from lstmviz.doctor.shapes import Shape


def no_time_axis(case: Case, received: Shape, built: Shape | None = None) -> Judged:
    """A table (rows, columns) goes where sequences are expected.

    Args:
        case: the set-up; the answers on rows and columns decide which axis to put in.
        received: the two sizes.
        built: (samples, timesteps, features) that the model was built for, if it says so.
    """
    rows, width = received
    if of_words(case):
        return one(without_embedding(case, received))
    T, F = (built[1], built[2]) if built else (None, None)
    if F in (None, rows) and roles_by_words(case.text.plain, received) == ("features", "timesteps"):
        return one(turned_table(case, received, T))
    x = case.setup.X.shape if case.setup.X else None
    if width == 1 and x is not None and len(x) == 1:
        return one(one_for_each(case, x))
    if width == 1 and x is None and not case.coded and case.table is None and not case.answers:
        return one(one_for_each(case, received))
    if T and T > 1 and width == F and rows == T:
        return one(no_batch_axis(case, received))
    given = case.setup.given[-1] if case.setup.given else None
    single = given is not None and given.shape is None and re.search(r"\w\[-?\d+\]$", given.name)
    if T and T > 1 and width == F and rows is None and given is not None and single:
        # predict(X_test[0]): one of the samples
        alone = replace(case.setup, fed=(given,))
        return one(no_batch_axis(replace(case, setup=alone), (T, F)))
    if {"generator", "unpaired"} & case.setup.marks and width == case.setup.window:
        return one(no_feature_axis(case, received))
    fed = case.setup.X
    if fed is not None and fed.roles == ("samples", "rows") and (fed.shape or ())[1:] == (width,):
        return one(windows_of_one(case, received))
    if built is not None and "cannotfeedvalue" in case.text.tight:
        return one(batch_fed(received, built))
    if (lags := lagged(case, width)) is not None and F in (None, lags[1]):
        return one(lags_of_columns(case, received, lags))
    series = several_series(case)
    if series is not None and F in (None, width) and not case.torch:
        return one(within_each(case, series, width, case.x))
    ways = arrangements(case, received, T)
    fits = [
        key
        for key, (shape, _, _) in ways.items()
        if F in (None, shape[2])
        and T in (None, shape[1])
        and not (key == "window" and T and rows is not None and rows < T)
    ]
    if built is not None and F == 1 and width == T and (T or 0) > 1 and not case.coded:
        return one(no_last_axis(case, received, built))
    if built is not None and not fits and T == width == case.setup.window and F != 1:
        return one(one_number_each(case, received, built))
    if built is not None and not fits and None not in (F, width) and width != F:
        return one(other_data(case, received, built))
    if fits == ["row"] and T == 1 and built and (name := predicted(case)):
        return one(step_of_new_rows(received, built, name))
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
            received=f"{axes_count(2)}: {tell(received)}",
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
        received=f"{axes_count(2)}: {tell(received)}",
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


# "3 lags of 12 columns", "5 days × 4 features": what the columns of a flat table are.
LAGS = re.compile(
    r"\b(\d{1,4}) (?:lags?|time ?-?steps?|steps?|days?|hours?|minutes?|weeks?|months?|frames?|"
    r"readings?|previous rows?)(?: (?:back|each))?,? ?(?:of|x|with|times|by|and|per)?,? (\d{1,4}) "
    r"(?:columns?|features?|variables?|sensors?|measurements?|values?|channels?|inputs?)\b",
    re.IGNORECASE,
)


def lagged(case: Case, width: int | None) -> tuple[int, int] | None:
    """Give the timesteps and features that the columns of a table are told to be."""
    for found in LAGS.finditer(case.text.plain):
        lags, columns = int(found[1]), int(found[2])
        if lags * columns == width and min(lags, columns) > 1:
            return lags, columns
    return None


def lags_of_columns(case: Case, received: Shape, lags: tuple[int, int]) -> Diagnosis:
    """Each row of the table holds a whole sample already: its steps one after another."""
    x, (count, each) = case.x, lags
    return Diagnosis(
        "flat_steps",
        f"Each row holds a whole sample: {count} timesteps of {each} features.",
        expected=f"{EXPECTED}, here {tell((received[0], *lags))}",
        received=f"{axes_count(2)}: {tell(received)}",
        axis="The columns are the axis of the timesteps and that of the features in one.",
        fix=(f"{x} = np.asarray({x}).reshape(-1, {count}, {each})", input_line(lags)),
        fed=named(received, "samples", "columns"),
        meant=three((received[0], *lags)),
        details=(
            f"Right where all {each} columns of a step stand together, the oldest step first. "
            "Where the steps of one column stand together, it is "
            f".reshape(-1, {each}, {count}).transpose(0, 2, 1).",
        ),
    )


def turned_table(case: Case, received: Shape, built: int | None) -> Diagnosis:
    """The text counts features on the first axis, and timesteps on the second."""
    (width, count), x = received, case.x
    told_ = [each for each, role in counted(case.text.plain).items()
             if role == "timesteps" and 1 < each < (count or 0)]  # fmt: skip
    window = built or (told_[0] if len(told_) == 1 else case.window(count))
    return Diagnosis(
        "turned_table",
        f"By your words each of the {width} rows is a feature, and the {count} columns are "
        "timesteps.",
        expected=EXPECTED,
        received=f"{axes_count(2)}: {tell(received)}",
        axis="The axes are swapped, and the samples are missing.",
        fed=named(received, "features", "timesteps"),
        meant=three((None, window, width)),
        details=(
            f"First {x} = {x}.T, so that each row is a timestep: {tell((count, width))}. A "
            "reshape to these sizes would mix the features.",
            f"Then windows of {window} timesteps, each sample {tell((window, width))}: "
            f"{windows_of(x, case.y, window)[0]}.",
            f"Without windows it is one sample: {x}.T[None], {tell((1, count, width))}.",
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

# Shape, code and arrangement for each way in which a table gets its axis.
Ways = dict[str, tuple[Shape, tuple[str, ...], Opening]]


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
