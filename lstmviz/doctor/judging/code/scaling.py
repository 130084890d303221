"""Scalers of scikit-learn that were fitted on other columns, and arrays that do not match."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.walking.setup import Stop

# Functions of scikit-learn that compare targets with predictions.
METRICS = re.compile(
    r"(?:mean_\w{1,20}_error|r2_score|accuracy_score|f1_score|classification_report|"
    r"confusion_matrix)\(",
    re.ASCII,
)


def scaler(case: Case, why: Stop) -> Judged:
    """Another number of columns than a scaler was fitted on."""
    got = why["got"] if why["got"] is not None else (why["first"] or (None,))[-1]
    width = why["wanted"] if why["wanted"] is not None else (why["second"] or (None,))[-1]
    return one(scaler_columns(got, width))


def scaler_columns(got: int | None, width: int | None) -> Diagnosis:
    """Say that columns and scaler differ."""
    single = got == 1
    return Diagnosis(
        "scaler_columns",
        f"The scaler was fitted on {width} columns, and gets {got}.",
        expected=f"{width} columns, as when it was fitted",
        received=f"{got} column{'' if single else 's'}",
        axis="The last axis, the columns, has another size than the scaler's.",
        fed=named((None, got), "rows", "columns"),
        meant=named((None, width), "rows", "columns"),
        details=(
            "If predictions of one target are scaled back, and the target is column 0: prediction "
            "* scaler.scale_[0] + scaler.mean_[0] of a StandardScaler, (prediction − "
            "scaler.min_[0]) / scaler.scale_[0] of a MinMaxScaler. If a table is scaled, give it "
            "all columns."
            if single
            else "Give it the same columns as when it was fitted, in the same order.",
            "Simpler: one scaler for the target alone, y_scaler, fitted on the training rows.",
        ),
    )


# Whose message it is, as scikit-learn writes it: "… dim <= 2 is required by StandardScaler".
READER = re.compile(
    r"Found array with dim \d[.,] ?(?:while dim <= 2 is required by )?([A-Z]\w{3,40})"
)


def scaler_axes(case: Case, why: Stop) -> Judged:
    """scikit-learn wants two axes."""
    x, found = case.x, why["found"]
    back = "inverse_transform(" in case.text.tight
    if found == 3 and (back or METRICS.search(case.text.tight)):
        return one(metric_axes(back=back))
    named_by = READER.search(case.text.plain)
    reader = named_by[1] if named_by else "scikit-learn"
    fix = ""
    if found == 1:
        axis = "An axis is missing: the columns of a series, or the rows of a single row."
    else:
        fix = f"{x} = {x}.reshape(-1, {x}.shape[-1])" if case.coded or back else ""
        axis = "The axis of the timesteps is one too many here."
    return one(
        Diagnosis(
            "scaler_axes",
            f"{reader} reads tables: two axes, rows and columns.",
            expected="two axes: (rows, columns)",
            received="one axis" if found == 1 else f"{found} axes",
            axis=axis,
            fix=(fix,) if fix else (),
            fed=named(
                (None,) * found,
                *(("rows",) if found == 1 else ("samples", "timesteps", "features")),
            ),
            meant=named((None, None), "rows", "columns"),
            details=(
                *(
                    (
                        f"If it is one column: {x}.reshape(-1, 1). If it is one row of several "
                        f"columns: {x}.reshape(1, -1).",
                    )
                    if found == 1
                    else ()
                    if fix
                    else (
                        f"For a scaler: {x}.reshape(-1, {x}.shape[-1]) puts the steps of all "
                        "samples below one another.",
                        f"For a model of scikit-learn, one row for each sample: "
                        f"{x}.reshape(len({x}), -1). For a score, both as (samples, targets).",
                    )
                ),
                "Scale the table before windows are cut, with what the training rows say."
                if found == 1 or not fix
                else "Scale the table before windows are cut, with what the training rows say; the "
                "line puts the steps of all samples below one another, and reshaping back to the "
                "old shape gives them their place again.",
            ),
        )
    )


def metric_axes(*, back: bool) -> Diagnosis:
    """Predictions at every step go into a score, or back through a scaler, that reads tables."""
    return Diagnosis(
        "metric_axes",
        "The scaler got an array of three axes to scale back, and reads tables of two."
        if back
        else "A score of scikit-learn got an array of three axes, and reads one or two.",
        expected="two axes: (rows, columns)"
        if back
        else "one axis or two: (samples,) or (samples, targets)",
        received="three axes",
        axis="Most often the predictions have an axis of timesteps: the model answers at every "
        "step.",
        meant=named((None, None), "samples", "units"),
        details=(
            "If there is one target for each sample, the last recurrent layer should hand on its "
            "last step alone: return_sequences=False; of a trained model take pred[:, -1].",
            "If there is a target at every step, put samples and steps of both below one another: "
            "y.reshape(-1, 1), pred.reshape(-1, 1).",
        ),
    )


def operands(case: Case, why: Stop) -> Judged:
    """Two arrays do not go together, value by value."""
    first, second = why["first"], why["second"]
    if not first or not second:
        return (), None
    text = case.text.tight
    scaling = any(word in text for word in ("inverse_transform", "scale_", "scaler", "data_min_"))
    if len(second) == 1 and scaling and first[-1] != second[0]:
        return one(scaler_columns(first[-1], second[0]))
    by_rows = len(first) == len(second) and first[1:] == second[1:]
    return one(
        Diagnosis(
            "two_shapes",
            "Two arrays do not have the same shape.",
            expected=tell(first),
            received=tell(second),
            axis="The first axis, the rows or samples, differs." if by_rows else "An axis differs.",
            fed=named(second, "samples"),
            meant=named(first, "samples"),
            details=(
                "Windows leave out the first rows: what is compared with their predictions has to "
                "leave out the same ones, y[-len(prediction):], if both end with the same row.",
            )
            if by_rows
            else ("Arrays are matched from their last axis; sizes have to be equal, or 1.",),
        )
    )
