"""Windows without an error that hold something else than they should."""

import re

from lstmviz.doctor.answer import Diagnosis, Opening
from lstmviz.doctor.judging.case import NONE, Case, Judged
from lstmviz.doctor.judging.mending import VIEW, input_line
from lstmviz.doctor.saying.wording import features, steps, tell, three
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.overrun import Taken


def windowed(case: Case) -> Judged:
    """The target is in its own window; the window's axis stands last."""
    setup, x = case.setup, case.setup.X
    found: list[Diagnosis] = []
    if "targets_are_data" in setup.marks or case.says("target", "first"):
        window = setup.window or case.timesteps or 24
        targets = "targets" if "one_column" in setup.marks else "data"
        found.append(
            Diagnosis(
                "target_in_window",
                "The target is a row that the window already holds.",
                expected="the row after the window",
                received="the first row of the window itself",
                axis="Along the rows, the target stands at the window's beginning, not after it.",
                fix=(
                    "dataset = keras.utils.timeseries_dataset_from_array(data, "
                    f"{targets}[{window}:], {window})",
                ),
                happens="targets[i] belongs to the window that starts at row i: the label is the "
                "window's own first row. The network has only to copy what it is shown.",
                details=(
                    "The loss looks excellent, and the model forecasts nothing.",
                    "The windows are as many as the targets; data stays whole, so that no window "
                    "is lost.",
                ),
                silent=True,
                opens=Opening("window", window),
            )
        )
    if x and x.taken and x.taken.line == "targets":
        found.append(begins_within(x.taken))
    if x and x.shape and len(x.shape) == 3 and not setup.several:
        last = x.roles[1:] == ("columns", "rows")
        if last or (case.says("made", "view") and not case.torch):
            found.append(unmoved(case, x.shape))
    return tuple(found), None


def begins_within(rows: Taken) -> Diagnosis:
    """The targets of a data set are counted from the first row of a window, and stand in it."""
    ahead, span = rows.start, rows.stop
    late = span - 1 + ahead
    return Diagnosis(
        "target_in_window",
        "The target is a row that the window already holds.",
        expected=f"a row after the window: {rows.table}[{span}:] is the next one",
        received=f"{rows.table}[{ahead}:], and the window spans {span} rows",
        axis="Along the rows, the target stands inside the window, not after it.",
        fix=(f"targets = {rows.table}[{late}:]",),
        happens="targets[i] belongs to the window that starts at row i: the network sees rows of "
        "that time, and later ones.",
        details=(
            "The loss looks excellent, and the model forecasts nothing.",
            f"The window spans (sequence_length − 1) × sampling_rate + 1 = {span} rows: {ahead} "
            f"rows behind its last one is row {late}. data then ends {late} rows earlier.",
        ),
        silent=True,
        opens=Opening("window", span),
    )


TOLD = re.compile(r"\b(\d{1,6}) (?:time ?)?steps\b[^.\n]{0,40}?\b(\d{1,6}) (?!time)[a-z]{3,20}")
# (patients, sensors, hours), or (90, 22, 500) patients, sensors, hours: the words of three axes.
AXES = re.compile(
    r"(?:[(\[](?P<first>[a-z]{3,20}|[nNB])|\d[)\]],? ?(?P<told>[a-z]{3,20})) ?[,x×] ?"
    r"(?P<second>[a-z_ ]{3,20}?) ?[,x×] ?(?P<third>[a-z_ ]{3,20})(?(first)[)\]]|\b)"
)
# What holds samples of a signal: there they are its time points.
RECORDED = frozenset({"epochs", "recordings", "segments", "trials"})
TIME = re.compile(
    r"\b(?:time|times|time_?steps?|steps?|time points?|hours?|days?|minutes?|seconds?|months?|"
    r"frames?|seq_len|length)\b"
)
MOVED = re.compile(
    r"transpose|permute|swapaxes|moveaxis|movedim|reshape|view|\.m?T\b", re.IGNORECASE
)


def counted(case: Case, x: Shape) -> tuple[int | None, int | None] | None:
    """Give the timesteps and the features as words count or name them; None where none do."""
    text = case.text.plain
    found = TOLD.search(text)
    if found:
        return int(found[1]), int(found[2])
    axes = AXES.search(text)
    recorded = axes and (axes["first"] or axes["told"]) in RECORDED and axes["third"] == "samples"
    timed = axes and (recorded or TIME.search(axes["third"]))
    named = axes and timed and not TIME.search(axes["second"])
    return (x[2], x[1]) if named and not MOVED.search(text) else None


def told_turned(case: Case) -> Judged:
    """The text counts, or names, timesteps that stand on the last axis of X."""
    x = case.setup.x_shape
    if x is None or len(x) != 3 or case.torch or case.walk.stop:
        return NONE
    count, width = counted(case, x) or (None, None)
    if count is None or count == width or x[1:] != (width, count):
        return NONE
    turned = (x[0], count, width)
    return (
        (
            Diagnosis(
                "swapped_axes",
                "Timesteps and features have changed places.",
                expected=f"{steps(count)} of {features(width)}: {tell(turned)}",
                received=f"{steps(width)} of {features(count)}: {tell(x)}",
                axis="The axes of the timesteps and of the features are swapped.",
                fix=(f"{case.x} = {case.x}.transpose(0, 2, 1)", input_line((count, width))),
                fed=three(x),
                meant=three(turned),
                happens=f"It runs, and reads {steps(width)} of {features(count)}.",
                details=(
                    f"By your words there are {steps(count)}; the layer takes the second axis for "
                    "them.",
                    "transpose moves the axes; a reshape would mix the numbers.",
                ),
                silent=True,
            ),
        ),
        None,
    )


def unmoved(case: Case, shape: Shape) -> Diagnosis:
    """Windows as sliding_window_view and unfold give them."""
    move = ".permute(0, 2, 1)" if case.torch else ".transpose(0, 2, 1)"
    return Diagnosis(
        "window_axis_last",
        "The window's rows stand on the last axis: timesteps and features are swapped.",
        expected=f"(samples, timesteps, features) = {tell((shape[0], shape[2], shape[1]))}",
        received=f"(samples, columns, rows) = {tell(shape)}",
        axis="The axes of the timesteps and of the features are swapped.",
        fix=(
            f"{case.x} = {case.x}{move}",
            *((input_line((shape[2], shape[1])),) if case.setup.sample == shape[1:] else ()),
        ),
        fed=three(shape),
        meant=three((shape[0], shape[2], shape[1])),
        happens=f"It runs: {steps(shape[1])} of {features(shape[2])}. Each step is one column of "
        "the table, and its features are that column's rows.",
        details=(
            "sliding_window_view and unfold put the new axis last.",
            "Move the axis; a reshape to the same sizes would mix rows and columns.",
        ),
        silent=True,
        opens=Opening("window", shape[2] or 24),
    )


def rows_mixed(case: Case) -> Judged:
    """Rows shuffled before windows were cut; or different columns as steps, by one's own word."""
    x = case.setup.X
    if x is None:
        return NONE
    found: list[Diagnosis] = []
    if ("windows" in x.marks and "shuffled" in x.marks) or case.says("order", "rows"):
        window = case.window()
        found.append(
            Diagnosis(
                "rows_shuffled",
                "The rows were shuffled before the windows were cut.",
                expected="rows in the order of time within each window",
                received="rows in random order",
                axis="The axis of the timesteps holds rows in random order.",
                fix=(
                    f"{case.x} = {VIEW}(table, {window}, axis=0).transpose(0, 2, 1)[:-1]",
                    f"{case.y} = table[{window}:]",
                ),
                happens="A window holds rows from anywhere in time: nothing in it tells of the "
                "next row, and the error stays at that of always saying the mean.",
                details=(
                    "`table` stands for the rows in their own order. Split in time, cut windows, "
                    "then shuffle whole windows as you like.",
                    "train_test_split shuffles rows unless it is told shuffle=False.",
                ),
                silent=True,
                opens=Opening("window", window),
            )
        )
    stepped = case.says("made", "columns") and case.says("columns", "different")
    if x.shape and len(x.shape) == 3 and stepped:
        window, width = case.usual_window(x.shape[0]), x.shape[1]
        found.append(
            Diagnosis(
                "columns_are_steps",
                "Different quantities stand on the axis of the timesteps.",
                expected="rows on the axis of the timesteps, columns on that of the features",
                received=f"columns on the axis of the timesteps: {tell(x.shape)}",
                axis="The columns stand on the axis of the timesteps.",
                fix=(
                    f"{case.x} = {VIEW}({case.x}[:, :, 0], {window}, axis=0).transpose(0, 2, "
                    "1)[:-1]",
                    f"{case.y} = {case.y}[{window}:]",
                    input_line((window, width)),
                )
                if x.shape[0] is None or x.shape[0] > window
                else (),
                fed=three(x.shape),
                meant=three((None, window, width)),
                happens="The columns are read one after another as if they followed in time, "
                "and no row ever sees another.",
                silent=True,
                opens=Opening("window", window),
            )
        )
    return tuple(found), None
