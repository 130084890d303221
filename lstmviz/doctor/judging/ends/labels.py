"""Class numbers that the last layer has no place for."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case, Judged, one
from lstmviz.doctor.judging.ends.stepwise import head
from lstmviz.doctor.judging.mending import line, resized
from lstmviz.doctor.walking.setup import Stop

ONE_OUTPUT = (
    "Two classes with a single output want BCEWithLogitsLoss, and targets as floats of the shape "
    "of the predictions: y.float().unsqueeze(-1).",
)


def labels(case: Case, why: Stop) -> Judged:
    """A class number beyond the classes of the last layer."""
    label, count = why["label"], why["classes"]
    at = head(case.setup)
    layer = case.setup.nodes[at].layer if at is not None else None
    want = label + 1 if label is not None and label >= 0 else None
    seen = [int(size) for size in numbers_after(case.text.plain)]
    if seen and want is not None:
        want = max(want, *(size + 1 for size in seen))
    linear = case.torch or "t>=0" in case.text.tight or "outofbounds" in case.text.tight
    fix: tuple[str, ...] = ()
    # Where no label is 0 they may count from 1: then other numbers mend it, and not more units.
    counted = not seen or 0 in seen
    if want is not None and layer is not None and not linear and counted:
        fix = (line(resized(layer, want)),)
    return one(
        Diagnosis(
            "label_range",
            f"A label is {label}, but the last layer has places for the classes 0 to {count - 1}."
            if label is not None and count
            else "A label is a class that the last layer has no place for.",
            expected=f"class numbers from 0 to {count - 1}" if count else "class numbers from 0 on",
            received=f"the label {label}" if label is not None else "a label out of range",
            axis="The last axis of the predictions, the classes, is too short."
            if layer is not None and want is not None and counted
            else "Either the last axis of the predictions, the classes, is too short, or the "
            "labels do not count from 0.",
            fix=fix,
            details=(
                f"The classes 0 to {want - 1} need {want} units, if {want - 1} is the largest "
                "label."
                if want
                else "As many units as the largest label plus one.",
                "If the labels count from 1, or are codes, number them from 0: "
                "classes, y = np.unique(y, return_inverse=True).",
                *(
                    (
                        "If it stands for padding, leave it out of the loss: ignore_index in "
                        "CrossEntropyLoss.",
                        *(ONE_OUTPUT if label == 1 else ()),
                    )
                    if linear
                    else (
                        "If y is a quantity and no class: Dense(1) without an activation, and mse.",
                    )
                ),
            ),
        )
    )


def numbers_after(text: str) -> list[str]:
    """Give the label values that TensorFlow lists."""
    _, _, rest = text.partition("Label values:")
    words = rest.split("\n")[0].split()[:200]
    return [word for word in words if word.isascii() and word.isdigit() and len(word) < 7]
