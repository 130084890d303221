"""Metrics that cannot hold the targets against the predictions, whatever the loss reads."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.ends.losses import losses
from lstmviz.doctor.saying.wording import named, tell
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop

# Metrics that count yes and no at each place of the output.
COUNTING = re.compile(
    r"\b(Precision|Recall|AUC|(?:True|False)(?:Positives|Negatives)|PrecisionAtRecall|"
    r"SensitivityAtSpecificity)\b"
)


def counted(case: Case, why: Stop) -> Judged:
    """Precision and its like read y at each place of the output, and got class numbers."""
    labels, places = why["labels"], why["places"]
    found = COUNTING.search(case.text.plain)
    metric = found[1] if found else "Precision, Recall or AUC"
    count = places // labels if labels and places and places % labels == 0 else None
    rows = f"rows of {count} classes" if count else "as many numbers as the output"
    return one(
        Diagnosis(
            "metric_places",
            f"{metric} wants a yes or no in y for each number of the output, and got {labels} for "
            f"{places}.",
            expected=f"targets of the predictions' shape: {rows}",
            received=f"{labels} labels" + (f" for {labels} × {count} numbers" if count else ""),
            axis="The targets miss the last axis, one place for each class.",
            details=(
                f"Make rows of y, keras.utils.to_categorical({case.y}"
                + (f", {count}" if count else "")
                + "), and take categorical_crossentropy as the loss.",
                "Or leave the metric out: accuracy reads class numbers; precision and recall of "
                "them afterwards, by scikit-learn on predictions.argmax(axis=-1).",
            ),
        )
    )


def accuracy(case: Case, why: Stop) -> Judged:
    """The accuracy compares y with predictions of another shape: so would the loss."""
    stop = case.walk.stop
    if stop is not None and stop.kind == "loss":
        return losses(case, stop)
    first: Shape = why["first"] or ()
    second: Shape = why["second"] or ()
    return one(
        Diagnosis(
            "accuracy_shapes",
            "The accuracy compares y with the predicted classes, and their shapes differ.",
            expected=f"one class for each of y {tell(first)}" if first else "as many in both",
            received=f"predicted classes {tell(second)}" if second else "",
            axis="One of them has an axis more, or another size on it.",
            fed=named(first, "samples") if first else None,
            details=(
                "It is the loss that fits or not: rows of classes (one-hot) go with "
                "categorical_crossentropy, class numbers with sparse_categorical_crossentropy.",
                "For one answer to each sample the last recurrent layer has "
                "return_sequences=False; for one at each step y holds one for each step.",
                f"Print {case.y}.shape and model.output_shape.",
            ),
        )
    )
