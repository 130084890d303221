"""What the flow says: one sentence per step, and the tips at what is pointed at."""

import numpy as np

from lstmviz.diagram.scenes.cells import DRAWN
from lstmviz.diagram.scenes.sent.flow import FlowSentences
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset

MAX_NAME = 20  # of a column in the sentence of a step
SCALED = {
    "standardise": "standardised on the training rows",
    "min-max": "min–max scaled on the training rows",
    "none": "not scaled",
}
LAST = "ŷ is read from h{t}: {y}, target {target}. The state is wiped."


def sentences(dataset: Dataset, spec: TrainingSpec) -> FlowSentences:
    """Give the sentence for the first, a middle, the last and the only step of a sample."""
    drawn, states = DRAWN[spec.cell], " and ".join(reversed(spec.kind.states))
    layout = dataset.layout
    # The sentence stands on one line: where much enters at once, the rest is short.
    middle = drawn.middle if layout.columns == "features" else drawn.brief
    if layout.window == 1 and layout.columns == "timesteps":
        middle = (
            f"It meets what step {{left}} left in {states}. This sample never sees another row: "
            "the walls stand between the rows."
        )
    return {
        "first": drawn.first,
        "middle": middle,
        "last": LAST,
        "only": f"{drawn.only} ŷ is {{y}}, target {{target}}.",
    }


def tips(dataset: Dataset, spec: TrainingSpec, layer: int) -> dict[str, list[str]]:
    """Give the lines shown at what is pointed at.

    Besides the names above: `feature` its number, `value` its scaled value, `cell` the table's
    cell, `goes` where in X that one goes.
    """
    unit = "of unit {unit}"
    said = {
        "cell": ["{cell}", "{goes}"],
        "x": ["X[{sample}, {left}, {feature}] = {value}", "{cell}", SCALED[dataset.task.scaling]],
        "wall": ["State wiped", "Nothing passes from one sample to the next."],
        "zero": ["Zeros", "Every sample starts from zeros, whatever came before."],
        "weights": ["{label}", "One set of weights, used at every step and for every sample; "
                    "training changes these and nothing else."],
        "guess": ["ŷ{t} = {y}", "w·h{t} + b, turned into the table's unit", "target {target}"],
    }  # fmt: skip
    if layer:
        said["x"] = ["x{t}, value {feature} = {value}", f"h of unit {{feature}} in layer {layer}"]
    inputs = spec.units if layer else dataset.shape[2]
    for s in DRAWN[spec.cell].strips(spec.reset_after):
        note = str(s["note"]).replace("{inputs}", every(inputs, "All"))
        note = note.replace("{units}", every(spec.units, "all"))
        said[f"strip {s['name']}"] = [f"{s['letter']} {unit} = {{{s['name']}}}",
                                      *s["equation"], note]  # fmt: skip
    for lane, (letter, _, state) in enumerate(DRAWN[spec.cell].lanes):
        kept = "as step {step} left it" if state else "at step {step}"
        said[f"lane{lane}"] = [f"{letter}{{t}} {unit} = {{{letter}}}", kept]
    return said


def every(count: int, word: str) -> str:
    """Count values: "all 32 values", "the 1 value"."""
    if count > 1:
        return f"{word} {count} values"
    return "The 1 value" if word[0].isupper() else "the 1 value"


def step_words(
    dataset: Dataset, cells: np.ndarray, row_text: str, value: str, layer: int
) -> tuple[str, str]:
    """Say what enters at a step.

    Args:
        dataset: whose layout decides what a step reads.
        cells: numbers of the table's cells that the step reads, at least 1.
        row_text: how the step's first row is called, "Row 25".
        value: the value as text, where the step reads a single one.
        layer: number of the layer looked at; from the second on x is the h of the one below.

    Returns:
        the sentence, and a short name for what is read.
    """
    columns = len(dataset.table.columns)
    rows = cells // columns
    first, last = int(rows.min()), int(rows.max())
    name = dataset.table.columns[int(cells[0]) % columns]
    name = name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1]}…"
    second = first + dataset.layout.dilation
    between = "–" if second == first + 1 else " and " if second == last else f", {second:,} … "
    span = f"rows {first:,}{between}{last:,}"
    if len(cells) == 1 and dataset.layout.rows == "features":
        said, short = f"The value in column {name} enters: {value}", name
    elif len(cells) == 1:
        said, short = f"{row_text}, column {name} enters: {value}", f"{row_text}, {name}"
    elif first == last:
        said, short = f"{row_text} enters", row_text
    elif dataset.layout.columns == "timesteps":
        said, short = f"Column {name} enters: {len(cells)} values, {span}", name
    else:
        said, short = f"{span.capitalize()} enter at once, {len(cells)} values", span
    return (f"{said}, through layer {layer}." if layer else f"{said}."), short
