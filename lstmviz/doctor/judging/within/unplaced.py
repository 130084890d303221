"""Another number of axes than a layer reads, where nothing tells what stands before it."""

import re

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judging.case import Case
from lstmviz.doctor.judging.fed.short_arrays import EXPECTED
from lstmviz.doctor.judging.mending import leave_out
from lstmviz.doctor.judging.trying import best
from lstmviz.doctor.saying.wording import axes_count, in_axes, named
from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Layer, Setup, Stop

# What embeds texts: one vector for each word, or one for the whole.
EMBEDS = re.compile(r"embed|elmo|bert|encod|hub|sentence|text", re.IGNORECASE)


def flattened(received: Shape) -> Diagnosis:
    """A Flatten or a pooling stands before, by the learner's own word."""
    return Diagnosis(
        "steps_taken",
        "Flatten and pooling over all steps take the axis of the timesteps away.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="The axis of the timesteps is gone.",
        fed=named(received, "samples", "features"),
        details=(
            "Leave it out before a recurrent layer; it belongs after the last one.",
            "After a pooling, RepeatVector(n) gives the one vector to n steps, where that is "
            "meant.",
        ),
    )


def already_flat(case: Case, why: Stop) -> Diagnosis:
    """A Flatten or a pooling over all steps reads a vector: an older Keras refuses that."""
    kind, setup = str(why["layer"]), case.setup
    at = next((at for at, node in enumerate(setup.nodes) if node.layer.kind == kind), None)
    before = read_by(setup, at)
    recurrent = before is not None and before.recurrent
    cure = best(setup, leave_out(setup, at)) if at and kind == "Flatten" else None
    return Diagnosis(
        "already_flat",
        f"{kind} has nothing to do: each sample is one vector already.",
        expected=f"{axes_count(why['expected'])} or more",
        received=axes_count(why["found"]),
        axis="The axis of the timesteps is gone: "
        + (
            f"{before.kind} without return_sequences=True hands on its last state alone."
            if recurrent and before is not None
            else "a recurrent layer without return_sequences=True hands on its last state alone, "
            "and one of these layers makes a vector of all steps."
        ),
        fix=cure.lines if cure and cure.lines and not cure.lines[0].startswith("#") else (),
        details=(
            f"Leave {kind} out, if the last state is meant.",
            "Or let the recurrent layer before it hand on every step: return_sequences=True.",
        ),
    )


def read_by(setup: Setup, at: int | None) -> Layer | None:
    """Give the layer that a node reads; None where it reads none."""
    reads = setup.nodes[at].reads if at is not None else ()
    return setup.nodes[reads[0].node].layer if reads else None


def two_axes(received: Shape) -> Diagnosis:
    """Two axes where three are read, and nothing tells why."""
    n = received[-1] if received[-1] is not None else "n"
    columns, units = (f"{n} {word}" + "s" * (n != 1) for word in ("column", "unit"))
    return Diagnosis(
        "two_axes",
        "The layer reads three axes and got two: one is missing.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="Either the data never had three axes, or a layer before took the timesteps away.",
        fed=named(received, "samples", "features"),
        details=(
            f"If the input is a table of {columns}: X[:, None, :] makes each row one step, "
            "windows make several rows one sample.",
            f"If it is one sample alone, (timesteps, {n}), the samples are missing: X[None].",
            f"If a recurrent layer of {units} stands before, it needs return_sequences=True.",
            "If Flatten or a pooling stands before, it took the timesteps away.",
        ),
    )


def step_alone(name: str, step: str, received: Shape) -> Diagnosis:
    """A recurrent layer is called on a single timestep, whose axis the index takes away."""
    return Diagnosis(
        "step_alone",
        f"{name}[:, {step}] is one timestep: its axis is gone, and a recurrent layer reads it.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="An index takes its axis away; a slice keeps it.",
        fed=named(received, "samples", "features"),
        details=(
            f"A recurrent layer goes over the timesteps by itself: call it once, on all of {name}. "
            "return_sequences=True gives what it says after each.",
            "One step at a time is read by a cell: output, states = keras.layers.LSTMCell(units)("
            "step, states), of (samples, features).",
        ),
    )


def handed_unread(before: str, layer: str, expected: int, received: Shape) -> Diagnosis:
    """A layer that could not be read hands on another number of axes than the next one reads."""
    return Diagnosis(
        "handed_on",
        f"{layer or 'The layer'} reads {axes_count(expected)}, and {before} gives "
        f"{axes_count(len(received))}.",
        expected=axes_count(expected),
        received=in_axes(received),
        axis=f"What {before} makes of its input I could not read.",
        fed=named(received, "samples"),
        details=(
            *(
                (
                    "Does it embed a whole text in one vector? Then no steps are left: take what "
                    "it gives for each word, (samples, timesteps, features).",
                )
                if EMBEDS.search(before)
                else ()
            ),
            "If it gives one row for each sample: a recurrent layer within it needs "
            "return_sequences=True, a pooling or Flatten has to go, or RepeatVector(n) gives the "
            "row to n steps.",
        )
        if len(received) < expected
        else (),
    )


def old_dense(received: Shape) -> Diagnosis:
    """A Dense of an old Keras, which read two axes, gets every timestep."""
    return Diagnosis(
        "dense_axes",
        "Dense reads two axes in an older Keras, and the layer before hands on every timestep.",
        expected="two axes: (samples, features)",
        received=f"{axes_count(len(received))}: (samples, timesteps, features)",
        axis="The axis of the timesteps is one too many for it.",
        fed=named(received, "samples", "timesteps", "features"),
        details=(
            "To keep the timesteps, for a recurrent layer that follows: TimeDistributed(Dense(…)). "
            "Since Keras 2 Dense does the same by itself.",
            "For one answer of all steps: Flatten, a pooling or a recurrent layer before it.",
        ),
    )


def sequence_repeated(received: Shape) -> Diagnosis:
    """RepeatVector gets a sequence, and nothing tells from what."""
    return Diagnosis(
        "one_vector",
        "RepeatVector repeats one vector for each sample, and got three axes.",
        expected="two axes: (samples, units)",
        received=in_axes(received),
        axis="An axis, most often that of the timesteps, is one too many.",
        fed=named(received, "samples", "timesteps", "features"),
        meant=named((received[0], received[-1]), "samples", "units"),
        details=(
            "If a recurrent layer stands before, it hands on every timestep: leave "
            "return_sequences=True out, so that only its last state goes on.",
            "If Conv1D, Dense or Input stands before, nothing has made one vector of the steps "
            "yet: a recurrent layer, a pooling or Flatten does.",
        ),
    )


def no_steps(received: Shape) -> Diagnosis:
    """TimeDistributed gets two axes, and nothing tells from what."""
    return Diagnosis(
        "time_distributed",
        "TimeDistributed works at every timestep, and what it got has no axis for them.",
        expected=EXPECTED,
        received=in_axes(received),
        axis="One axis is missing: the data never had timesteps, or a layer before took them away.",
        fed=named(received, "samples", "features"),
        details=(
            "If a recurrent layer stands before, it hands on only its last state: "
            "return_sequences=True hands on every step.",
            "If one answer for each sample is meant, leave TimeDistributed out: Dense alone.",
            "If a table of rows was fed, X[:, None, :] makes each row one step, windows make "
            "several rows one sample. Flatten and a pooling take the timesteps away too.",
        ),
    )
