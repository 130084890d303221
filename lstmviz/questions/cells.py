"""Questions about the cell: units, gates, parameters, h and c, and numbers to check by hand."""

import numpy as np

from lstmviz.choices.experiments import HAND
from lstmviz.network.cells import CELLS, LSTMTrace, LSTMWeights
from lstmviz.network.cells.lstm import trace_lstm
from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import (
    Answer,
    Escape,
    code,
    idle_weights,
    layer_name,
    table_size,
)
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import many


def neuron(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Every feature and every unit's h go to every sum of every unit."""
    samples, timesteps, features = dataset.shape
    units, width = spec.units, len(spec.kind.blocks) * spec.units
    letters = ", ".join(spec.kind.letters)
    numbers = "the one number" if features == 1 else f"all {features:,} numbers"
    goes = "goes" if features == 1 else "go"
    every = "the one unit" if units == 1 else f"each of the {units} units"
    sums = f"its sum ({letters})" if width == units else f"each of its sums ({letters})"
    changed = "the unit changes" if units == 1 else f"all {units} units change"
    return Answer(
        "No, every value goes to every unit.",
        f"At every step {numbers} of that step {goes} to {every}, into {sums}; so does the whole h "
        f"of the step before. The kernel has {features * width:,} weights for the features, "
        f"the recurrent kernel {units * width:,} for h.",
        "The number of units is your choice: it has nothing to do with the "
        f"{many(timesteps, 'timestep')}, the {many(features, 'feature')} or the "
        f"{many(samples, 'sample')}. Change one value of the table: in each sample that reads it "
        f"{changed}, as a rule, from that step on, and nothing changes in any other sample.",
    )


def what_units_are(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The length of h and c, and so of the output."""
    _, timesteps, features = dataset.shape
    units, cell = spec.units, spec.kind.name
    state = f"{many(units, 'number')} in h" + (f" and {units} in c" if spec.kind.has_c else "")
    coupled = ""
    if units > 1:
        shape = code((units, len(spec.kind.blocks) * units))
        coupled = (
            f" The units are coupled: through the recurrent kernel, {shape}, each reads the h of "
            f"all {units} of the step before."
        )
    if spec.layers == 1:
        out = f"the last h, {code((units,))}, comes out"
    else:
        out = (
            f"h of every step, {code((timesteps, units))}, goes on to the second layer, whose last "
            f"h, {code((units,))}, comes out"
        )
    return Answer(
        "The length of the state, and so of the output.",
        f"{cell}({units}) keeps {state}. Of each sample {code((timesteps, features))} goes in, and "
        f"{out}.",
        "Nothing ties the number of units to that of timesteps, features or samples; you choose "
        f"it.{coupled}",
        f"Often said, but wrong: that there is a unit for each timestep, here {timesteps:,}.",
    )


def chain(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """One set of weights, applied once per step."""
    _, timesteps, features = dataset.shape
    cell, (weights, *_) = spec.kind.name, count_parameters(spec, features)
    times = "once" if timesteps == 1 else f"{timesteps:,} times"
    stacked = " Two layers are two such cells, each with weights of its own."
    state = "h has 5 numbers and c 5 more" if spec.kind.has_c else "h has 5 numbers"
    return Answer(
        "One cell, applied once in every step with the same weights.",
        f"In {cell}(5) its {state}. Here the {layer_name(spec)} with {many(spec.units, 'unit')} is "
        f"applied {times} per sample, with the same {weights:,} weights.",
        "A drawn chain shows that one cell at successive times; each time it starts from the state "
        f"that it had reached before.{stacked if spec.layers > 1 else ''}",
        f"Often said, but wrong: that there are as many cells as timesteps, or that {cell}(150) "
        "applies 150 cells one after another.",
    )


def store_or_output(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The cell state stores, the hidden state is what all others read."""
    timesteps = dataset.shape[1]
    end = "So both remember, but they are not equal."
    if not spec.kind.has_c:
        end = (
            f"The {spec.kind.name} in view has no c: its h, also between −1 and 1, is memory and "
            "output in one."
        )
    return Answer(
        "c is the memory; h is what is shown of it.",
        "No function bounds c; as a step adds less than 1 either way, it stays within ±t after "
        f"step t, ±{timesteps:,} at the end of the sequences in view. h stays between −1 and 1.",
        "In an LSTM c = f·c₋₁ + i·c̃ fades what was there and adds to it, and h = o·tanh(c): the "
        f"next step's gates, the next layer and the head read h, never c. {end}",
    )


def which_cell(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """No rule tells; they differ in their weights and in what keeps the state."""
    features, units = dataset.shape[2], spec.units
    counts = ", ".join(
        f"{kind.name}({units}) {kind.count(features, units, spec.reset_after):,}"
        for kind in CELLS.values()
    )
    return Answer(
        "No rule tells which is better: race them on your table, from several seeds.",
        f"Weights at {many(features, 'feature')}: {counts}.",
        "All three read the same X and give out the same shape. An LSTM keeps a memory c beside h; "
        "a GRU keeps all in h and has one block fewer; a SimpleRNN has no gate, so what it held is "
        "mixed anew at every step and tends to fade.",
        "Often said, but wrong: that an LSTM sees further back than a GRU. Both see the sample and "
        "nothing else.",
    )


def gates(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """How much to keep, to write and to show."""
    units, kind = spec.units, spec.kind
    each = kind.count(dataset.shape[2], units, spec.reset_after) // len(kind.blocks)
    blocks = len(kind.blocks)
    parts = "one block" if blocks == 1 else f"{blocks} blocks, {', '.join(kind.letters)}"
    return Answer(
        "A gate says, unit by unit, how much passes: from nothing to all.",
        f"In the {kind.name} in view {kind.decides}. It has {parts}, with {each:,} weights each.",
        "A gate is a sigmoid, so always between 0 and 1; 0 shuts, 1 lets all pass. Each reads the "
        "step's whole x and the whole h of the step before, with weights of its own, and is "
        f"computed anew in every step for {'the one unit' if units == 1 else f'all {units} units'}"
        ".",
    )


def one_timestep(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Both states start at zero, so both are gone."""
    _, columns = table_size(dataset)
    timesteps = dataset.shape[1]
    features = dataset.shape[2] if timesteps == 1 else columns
    idle, parts = idle_weights(spec, features)
    here = "as in view" if timesteps == 1 else f"not {timesteps:,} as in view"
    begun = (
        "An LSTM starts every sample with h = 0 and c = 0, so in the only step U·h is 0 and f has "
        f"nothing to keep: {CELLS['lstm'].one_step}."
    )
    kind, other = spec.kind, ""
    if not kind.has_c:
        other = f" The {kind.name} in view has h alone, which starts at 0 as well: {kind.one_step}."
    elif spec.cell != "lstm":
        other = f" So does the {kind.name} in view: {kind.one_step}."
    return Answer(
        "No, both are gone: every sample starts from zeros.",
        f"With 1 timestep, {here}, training never moves {idle:,} of the {layer_name(spec)}'s "
        f"{count_parameters(spec, features)[0]:,} weights, {parts}: their gradient is exactly "
        "zero.",
        f"{begun}{other}",
        "Often said, but wrong: that the cell state goes on from row to row and only the hidden "
        "state is lost. Between samples neither goes on, unless `stateful=True` or "
        "`initial_state` brings it.",
    )


def initial_state(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Pass h0 and c0, batch × units each."""
    units, cell = spec.units, spec.kind.name
    begun = (
        "The first step then works with it: even with 1 timestep the recurrent kernel is in use "
        "and can learn."
    )
    if spec.kind.has_c:
        return Answer(
            "Hand over both, `initial_state=[h0, c0]`, a row per sample.",
            f"Here `{cell}({units})(x, initial_state=[h0, c0])`, each {code((None, units))}.",
            "With one alone the model is built without complaint and ends at the first data in an "
            f"`IndexError`, `list index out of range`. Two layers `Dense({units})` turn what stays "
            f"the same throughout a sample into h0 and c0. {begun}",
        )
    return Answer(
        "Hand it over as `initial_state`, a row per sample.",
        f"Here `{cell}({units})(x, initial_state=h0)`, {code((None, units))}.",
        f"(An LSTM needs two, `[h0, c0]`.) A layer `Dense({units})` turns what stays the same "
        f"throughout a sample into h0. {begun}",
    )


def looking_inside(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """States come out by themselves, gates are worked out."""
    timesteps = dataset.shape[1]
    units, kind = spec.units, spec.kind
    layer = f"{kind.name}({units}, return_sequences=True, return_state=True)"
    states = f"h of every step, {code((None, timesteps, units))}"
    if kind.has_c:
        states += (
            f", and the last c, {code((None, units))}; c of an earlier step is the last one of the "
            "steps up to it"
        )
    bias = "bias.sum(axis=0)" if spec.biases == 2 else "bias"
    gates = (
        f"A gate is σ of its sum, `x @ kernel + h @ recurrent_kernel + {bias}`, with the h of the "
        f"step before; the blocks of {many(units, 'column')} are {', '.join(kind.letters)}."
        if len(kind.blocks) > 1
        else f"A {kind.name} has no gate."
    )
    return Answer(
        "A layer gives out its states; the gates you work out.",
        f"Here `{layer}` gives {states}.",
        "Make such a layer, call it on X, give it what was trained, "
        f"`new.set_weights(layer.get_weights())`, and call it again. {gates}",
    )


def by_hand(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The smallest network, worked with the very equations of every page."""
    steps, at_once = (work(in_steps) for in_steps in (True, False))
    h = ", ".join(f"{value:.5f}" for value in steps.h[0, :, 0])
    i, c_tilde, c, o, last = (
        float(each[0, 0, 0])
        for each in (at_once.i, at_once.c_tilde, at_once.c, at_once.o, at_once.h)
    )
    return Answer(
        "Yes: one unit, round weights, and the row 1, 2, 3.",
        f"As three steps of one number, h is {h}, and c ends at {steps.c[0, -1, 0]:.5f}. As one "
        f"step of three numbers, h is {last:.5f}.",
        "Every weight of the kernel is 0.5, of the recurrent kernel 0.1, the "
        "biases 0, 1, 0, 0 of i, f, c̃, o. In the one step the sums of i, c̃ and o are "
        "0.5 · (1 + 2 + 3) = "
        f"{at_once.pre[0, 0, 0, 0]:g}; that of f is {at_once.pre[0, 0, 1, 0]:g}, but there is no c "
        f"for it to keep. So i = o = σ(3) = {i:.5f}, "
        f"c̃ = tanh(3) = {c_tilde:.5f}, c = {i:.5f} · {c_tilde:.5f} = {c:.5f} and "
        f"h = {o:.5f} · tanh({c:.5f}) = {last:.5f}.",
    )


def work(in_steps: bool) -> LSTMTrace:
    """Run the network worked by hand over its row: as three steps of one number, or as one step."""
    numbers = np.array(HAND, np.float32)
    kernel, recurrent, bias, row = (
        numbers[None, :4],
        numbers[None, 4:8],
        numbers[8:12],
        numbers[12:],
    )
    if in_steps:
        return trace_lstm(LSTMWeights(kernel, recurrent, bias), row.reshape(1, 3, 1))
    kernel = np.repeat(kernel, 3, axis=0)
    return trace_lstm(LSTMWeights(kernel, recurrent, bias), row.reshape(1, 1, 3))
