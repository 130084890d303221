"""What the diagram says: the strips of each cell, their equations, and one sentence per step.

Texts are templates; the browser fills in the numbers of the weights it has. In braces: a name is
the value in the chosen unit (`f`), `name-` that of the step before, `z.name` the sum before σ or
tanh, `m.name` the mean over the units in percent; `t` and `p` are this step and the one before as
subscripts, `step` and `next` as numbers, `y`, `target`, `error` in the table's unit.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from lstmviz.network.cells import Cell
from lstmviz.network.specs import TrainingSpec
from lstmviz.samples.datasets import Dataset

MAX_NAME = 20  # of a column in the sentence of a step
MEETS = "{inputs} of x{t} and {units} of h{p} go into every gate of this unit."


def strip(
    name: str, letter: str, word: str, lane: int, column: int, kind: str, colour: str,
    equation: Sequence[str], note: str = "", when: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """Describe one strip of units.

    Args:
        name: of the values.
        letter: written above it.
        word: follows the letter, smaller.
        lane: 0 the upper, 1 the lower.
        column: 0–4, its place in the carriage.
        kind: "gate" (0 shut … 1 open) or "value" (− … +).
        colour: token of its letter.
        equation: lines of the equation, the last with numbers.
        note: a sentence below it.
        when: the part of the motion it appears in, 0 gates, 1 c, 2 h.
    """
    return {
        "name": name, "letter": letter, "word": word, "lane": lane, "column": column,
        "kind": kind, "colour": colour, "equation": list(equation), "note": note, "when": when,
    }  # fmt: skip


def gate(name: str, word: str, lane: int, column: int, colour: str, note: str) -> dict[str, Any]:
    """Describe a gate that reads x and h."""
    lines = ("σ(W·x{t} + U·h{p} + b)", f"σ({{z.{name}}}) = {{{name}}}")
    return strip(name, name, word, lane, column, "gate", colour, lines, f"{note} {MEETS}")


def candidate(name: str, letter: str, column: int, first: str) -> dict[str, Any]:
    """Describe the candidate: a value, not a gate."""
    return strip(name, letter, "candidate", 0, column, "value", "c_tilde",
                 (first, f"tanh({{z.{name}}}) = {{{name}}}"), MEETS)  # fmt: skip


STRIPS: Mapping[Cell, tuple[dict[str, Any], ...]] = MappingProxyType(
    {
        "lstm": (
            gate("f", "forget", 0, 0, "f", "How much of c{p} is kept."),
            gate("i", "input", 0, 1, "i", "How much of c̃ is let in."),
            candidate("c_tilde", "c̃", 2, "tanh(W·x{t} + U·h{p} + b)"),
            strip("c", "c{t}", "", 0, 3, "value", "ink",
                  ("f × c{p} + i × c̃", "{f} × {c-} + {i} × {c_tilde} = {c}"),
                  "f = σ({z.f}) = {f}, i = σ({z.i}) = {i}. The memory, handed on to the next step.",
                  1),
            gate("o", "output", 1, 2, "o", "How much of tanh c is shown as h."),
            strip("tanh_c", "tanh c{t}", "", 1, 3, "value", "plain",
                  ("tanh c{t}", "tanh({c}) = {tanh_c}"), "Between −1 and 1.", 2),
            strip("h", "h{t}", "", 1, 4, "value", "ink",
                  ("o × tanh c{t}", "{o} × {tanh_c} = {h}"),
                  "The output: read by the prediction and by every gate of the next step.", 2),
        ),
        "gru": (
            gate("z", "update", 0, 0, "f", "How much of h{p} is kept."),
            strip("keep", "1 − z", "", 0, 1, "gate", "f", ("1 − z", "1 − {z} = {keep}"),
                  "How much of the candidate is taken: what is not kept."),
            candidate("h_tilde", "h̃", 2, "tanh(W·x{t} + b + r × (U·h{p} + b′))"),
            strip("h", "h{t}", "", 0, 3, "value", "ink",
                  ("z × h{p} + (1 − z) × h̃", "{z} × {h-} + {keep} × {h_tilde} = {h}"),
                  "Memory and output in one, handed on to the next step.", 2),
            gate("r", "reset", 1, 2, "o", "How much of h{p} the candidate hears."),
        ),
        "simple_rnn": (
            strip("h", "h{t}", "", 0, 3, "value", "ink", ("tanh a", "tanh({a}) = {h}"),
                  "Memory and output in one; all of it is written anew at every step.", 2),
            strip("a", "a", "sum", 1, 2, "value", "c_tilde",
                  ("W·x{t} + U·h{p} + b", "{a}"), MEETS.replace("gate of this unit", "unit")),
        ),
    }
)  # fmt: skip

# Signs between columns of strips: (sign, lane, column it stands before).
SIGNS: Mapping[Cell, tuple[tuple[str, int, int], ...]] = MappingProxyType(
    {
        "lstm": (("×", 0, 0), ("+", 0, 1), ("×", 0, 2), ("=", 0, 3), ("×", 1, 3), ("=", 1, 4)),
        "gru": (("×", 0, 0), ("+", 0, 1), ("×", 0, 2), ("=", 0, 3)),
        "simple_rnn": (),
    }
)

# What the two lanes keep: (letter, words, is it a state that is handed on and wiped).
LANES: Mapping[Cell, tuple[tuple[str, str, bool], ...]] = MappingProxyType(
    {
        "lstm": (("c", "memory", True), ("h", "output", True)),
        "gru": (("h", "state", True), ("r", "reset gate", False)),
        "simple_rnn": (("h", "state", True), ("a", "sum", False)),
    }
)

FIRST: Mapping[Cell, str] = MappingProxyType(
    {
        "lstm": "h₀ and c₀ are 0: there is nothing to forget; the input gate lets {m.i} of the "
        "candidate in.",
        "gru": "h₀ is 0: there is nothing to keep; {m.keep} of the candidate becomes h₁.",
        "simple_rnn": "h₀ is 0: h₁ comes from x₁ alone.",
    }
)
MIDDLE: Mapping[Cell, str] = MappingProxyType(
    {
        "lstm": "On average the forget gate keeps {m.f} of c and the input gate lets {m.i} of the "
        "candidate in; the new c and h go on to step {next}.",
        "gru": "On average the update gate keeps {m.z} of h and takes {m.keep} of the candidate; "
        "the new h goes on to step {next}.",
        "simple_rnn": "No gate decides what stays: all of h is written anew from x and h{p}, "
        "and goes on to step {next}.",
    }
)
BRIEF: Mapping[Cell, str] = MappingProxyType(
    {
        "lstm": "On average f keeps {m.f} of c and i lets {m.i} of c̃ in; c and h go on to step "
        "{next}.",
        "gru": "On average z keeps {m.z} of h; the new h goes on to step {next}.",
        "simple_rnn": "All of h is written anew, and goes on to step {next}.",
    }
)
ONLY: Mapping[Cell, str] = MappingProxyType(
    {
        "lstm": "One step, and the state is thrown away. From h₀ = c₀ = 0 the old memory adds "
        "nothing: f × 0 = 0.",
        "gru": "One step, and the state is thrown away. From h₀ = 0 the old state adds nothing: "
        "z × 0 = 0.",
        "simple_rnn": "One step, and the state is thrown away. From h₀ = 0 nothing comes back.",
    }
)
SCALED = {
    "standardise": "standardised on the training rows",
    "min-max": "min–max scaled on the training rows",
    "none": "not scaled",
}
LAST = "ŷ is read from h{t}: {y}, target {target}. The state is wiped."


def sentences(dataset: Dataset, spec: TrainingSpec) -> dict[str, str]:
    """Give the sentence for the first, a middle, the last and the only step of a sample."""
    cell, states = spec.cell, "c and h" if spec.cell == "lstm" else "h"
    layout = dataset.layout
    # The sentence stands on one line: where much enters at once, the rest is short.
    middle = MIDDLE[cell] if layout.columns == "features" else BRIEF[cell]
    if layout.window == 1 and layout.columns == "timesteps":
        middle = (
            f"It meets what step {{left}} left in {states}. This sample never sees another row: "
            "the walls stand between the rows."
        )
    return {
        "first": FIRST[cell],
        "middle": middle,
        "last": LAST,
        "only": f"{ONLY[cell]} ŷ is {{y}}, target {{target}}.",
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
    for s in equations(spec.cell, spec.reset_after):
        note = str(s["note"]).replace("{inputs}", every(inputs, "All"))
        note = note.replace("{units}", every(spec.units, "all"))
        said[f"strip {s['name']}"] = [f"{s['letter']} {unit} = {{{s['name']}}}",
                                      *s["equation"], note]  # fmt: skip
    for lane, (letter, _, state) in enumerate(LANES[spec.cell]):
        kept = "as step {step} left it" if state else "at step {step}"
        said[f"lane{lane}"] = [f"{letter}{{t}} {unit} = {{{letter}}}", kept]
    return said


def every(count: int, word: str) -> str:
    """Count values: "all 32 values", "the 1 value"."""
    if count > 1:
        return f"{word} {count} values"
    return "The 1 value" if word[0].isupper() else "the 1 value"


def equations(cell: Cell, reset_after: bool) -> tuple[dict[str, Any], ...]:
    """List the strips of a cell; a GRU without `reset_after` resets h before the product."""
    if cell != "gru" or reset_after:
        return STRIPS[cell]
    before = candidate("h_tilde", "h̃", 2, "tanh(W·x{t} + U·(r × h{p}) + b)")
    return tuple(before if s["name"] == "h_tilde" else s for s in STRIPS[cell])


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
