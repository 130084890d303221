"""Questions about the cell: units, gates, parameters, h and c, and numbers to check by hand."""

from dataclasses import replace

import numpy as np

from lstmviz.choices.experiments import HAND
from lstmviz.network.cells import LSTMTrace, LSTMWeights
from lstmviz.network.cells.lstm import trace_lstm
from lstmviz.network.specs import BOUNDS, TrainingSpec, count_parameters
from lstmviz.questions.question import (
    Escape,
    code,
    idle_weights,
    layer_name,
    sigmoid,
    table_size,
)
from lstmviz.samples.datasets import Dataset
from lstmviz.wording import count_rows, many

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def neuron(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Every feature and every unit's h go to every sum of every unit."""
    samples, timesteps, features = dataset.shape
    units, width = spec.units, len(spec.kind.blocks) * spec.units
    letters = ", ".join(spec.kind.letters)
    numbers = "the one number" if features == 1 else f"all {features:,} numbers"
    goes = "goes" if features == 1 else "go"
    every = "the one unit" if units == 1 else f"each of the {units} units"
    sums = f"its sum ({letters})" if width == units else f"each of its sums ({letters})"
    changed = "the unit changes" if units == 1 else f"all {units} units change"
    return (
        f"No. At every step {numbers} of that step {goes} to {every}, into {sums}; so does the "
        f"whole h of the step before. The kernel has {features * width:,} weights for the one, the "
        f"recurrent kernel {units * width:,} for the other. The number of units is your choice: it "
        f"has nothing to do with the {many(timesteps, 'timestep')}, the "
        f"{many(features, 'feature')} or the {many(samples, 'sample')}. Change one cell of the "
        f"table: in each sample that reads it {changed}, as a rule, from that step on, and nothing "
        "changes in any other sample."
    )


def what_units_are(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The length of h and c, and so of the output."""
    _, timesteps, features = dataset.shape
    units, cell = spec.units, spec.kind.name
    state = f"{many(units, 'number')} in h" + (
        f" and {units} in c" if "c" in spec.kind.states else ""
    )
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
    return (
        f"The length of the state: {cell}({units}) keeps {state}. Of each sample "
        f"{code((timesteps, features))} goes in, and {out}.{coupled} Often said, but wrong: that "
        f"there is a unit for each timestep, here {timesteps:,}. Nothing ties the number of units "
        "to that of timesteps, features or samples; you choose it."
    )


def chain(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """One set of weights, applied once per step."""
    _, timesteps, features = dataset.shape
    cell, (weights, *_) = spec.kind.name, count_parameters(spec, features)
    times = "once" if timesteps == 1 else f"{timesteps:,} times"
    stacked = " Two layers are two such cells, each with weights of its own."
    state = "h has 5 numbers and c 5 more" if "c" in spec.kind.states else "h has 5 numbers"
    return (
        f"One cell: in {cell}(5) its {state}. It is applied once in every step, always with the "
        f"same weights: here the {layer_name(spec)} with {many(spec.units, 'unit')} is applied "
        f"{times} per sample, with the same {weights:,} weights. A drawn chain shows that one cell "
        "at successive times; each time it starts from the state that it had reached before."
        f"{stacked if spec.layers > 1 else ''} Often said, but wrong: that there are as "
        f"many cells as timesteps, or that {cell}(150) applies 150 cells one after another."
    )


def shared(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Weights are shared over time; the window counts only where it makes features."""
    _, timesteps, features = dataset.shape
    layout, columns = dataset.layout, len(dataset.features)
    (weights, *_) = count_parameters(spec, features)
    inside = ""
    if layout.rows == "features" and layout.window > 1:
        longer = replace(layout, window=layout.window + 1)
        more = longer.shape(longer.span, columns)[2]
        inside = (
            " In the layout in view, though, the window's rows are features, not timesteps: one "
            f"row more makes {more:,} features and {count_parameters(spec, more)[0]:,} parameters."
        )
    return (
        "Because every step uses the same weights. Their number depends on the features and the "
        f"units alone: for {many(features, 'feature')} and {many(spec.units, 'unit')} the "
        f"{layer_name(spec)} has {weights:,}, whether there is 1 timestep, 3 or 100 (here "
        f"{timesteps:,}). More timesteps cost time instead: the cell is evaluated once for each, "
        f"one after another.{inside}"
    )


def parameters(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The formula, filled in, by arrays, and PyTorch's second bias."""
    features, units, blocks = dataset.shape[2], spec.units, len(spec.kind.blocks)
    first, *second = count_parameters(spec, features)
    width = blocks * units
    biases = spec.biases
    two = "2" if biases == 2 else ""
    formula, filled = (
        f"(F + U) · U + {two}U",
        (f"({features:,} + {units}) · {units} + {two and '2 · '}{units}"),
    )
    if blocks > 1:
        formula, filled = f"{blocks} · ({formula})", f"{blocks} · ({filled})"
    upper = f" The second layer reads {many(units, 'number')}: {second[0]:,}." if second else ""
    both = f"{width * spec.layers:,} more, {first + sum(second) + width * spec.layers:,}"
    if biases == 2:
        torch = "PyTorch holds the same two biases and the same number of parameters."
    elif spec.kind.resets:
        torch = f"PyTorch's GRU resets after the product, so it needs a second bias: {both}."
    else:
        torch = f"PyTorch holds a second bias: {both}; as the two are added, one would do as well."
    return (
        f"{formula} for F features and U units. Here {filled} = {first:,}: kernel "
        f"{code((features, width))} {features * width:,}, recurrent kernel {code((units, width))} "
        f"{units * width:,}, bias {code((2, width) if biases == 2 else (width,))} "
        f"{biases * width:,}.{upper} The head `Dense(1)` adds {units + 1}. `Bidirectional` would "
        f"double the {layer_name(spec)}'s, to {2 * first:,}. {torch}"
    )


def forget_bias(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """An open forget gate lets the memory last at first."""
    timesteps, units = dataset.shape[1], spec.units
    kept = sigmoid(1)
    steps = timesteps - 1
    over = f", and {over_steps(kept, steps)}, from the first to the last in view"
    lstm = (
        "So that an LSTM forgets little until it has learned what to forget. "
        "`unit_forget_bias=True`, Keras's default, sets the biases of f to 1 and those of i, c̃ "
        f"and o to 0. While W·x + U·h is near 0, f is about σ(1) = {kept:.3f}, and of what c holds "
        f"it keeps {over_steps(kept, 9)}{over if steps > 1 and steps != 9 else ''}; with bias 0 it "
        f"would keep {over_steps(sigmoid(0), 9)}."
    )
    if spec.cell == "gru":
        return (
            f"{lstm} The GRU in view has no f: all its biases start at 0, and z, which keeps h, "
            f"near σ(0) = {sigmoid(0):.1f}."
        )
    if spec.cell == "simple_rnn":
        return f"{lstm} The SimpleRNN in view has no gate, and all its biases start at 0."
    if timesteps == 1:
        return f"{lstm} With 1 timestep, as in view, f multiplies c₀ = 0 and keeps nothing."
    return (
        f"{lstm} Training moves these {units} of a layer's {4 * units} biases like all other "
        "weights. PyTorch has no such start: it draws every bias between ±1/√U = "
        f"±{units**-0.5:.3f}."
    )


def store_or_output(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The cell state stores, the hidden state is what all others read."""
    timesteps = dataset.shape[1]
    law = (
        "In an LSTM c is the store: c = f·c₋₁ + i·c̃ fades what was there and adds to it. No "
        "function bounds c; as a step adds less than 1 either way, it stays within ±t after step "
        f"t, ±{timesteps:,} at the end of the sequences in view. h = o·tanh(c) is what is shown of "
        "it, always between −1 and 1: the next step's gates, the next layer and the head read h, "
        "never c."
    )
    if "c" in spec.kind.states:
        return f"{law} So both remember, but they are not equal."
    return (
        f"{law} The {spec.kind.name} in view has no c: its h, also between −1 and 1, is "
        "memory and output in one."
    )


def one_timestep(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Both states start at zero, so both are gone."""
    _, columns = table_size(dataset)
    timesteps = dataset.shape[1]
    features = dataset.shape[2] if timesteps == 1 else columns
    idle, parts = idle_weights(spec, features)
    here = "as in view" if timesteps == 1 else f"not {timesteps:,} as in view"
    begun = (
        "No, both are gone. An LSTM starts every sample with h = 0 and c = 0, so in the only step "
        "U·h is 0 and f has nothing to keep: h = σ(o)·tanh(σ(i)·tanh(c̃)), where i, c̃ and o stand "
        "for their sums W·x + b."
    )
    other = {
        "gru": " The GRU in view has h alone, which starts at 0 as well: h = (1 − z)·h̃.",
        "simple_rnn": (
            " The SimpleRNN in view has h alone, which starts at 0 as well: h = tanh(W·x + b)."
        ),
    }.get(spec.cell, "")
    return (
        f"{begun}{other} With 1 timestep, {here}, training never moves {idle:,} of the "
        f"{layer_name(spec)}'s {count_parameters(spec, features)[0]:,} weights, {parts}: their "
        "gradient is exactly zero. "
        "Often said, but wrong: that the cell state goes on from row to row and only the hidden "
        "state is lost. Between samples neither goes on, unless `stateful=True` or "
        "`initial_state` brings it."
    )


def initial_state(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """Pass h0 and c0, batch × units each."""
    units, cell = spec.units, spec.kind.name
    begun = (
        "The first step then works with it: even with 1 timestep the recurrent kernel is in use "
        "and can learn."
    )
    if "c" in spec.kind.states:
        return (
            f"`{cell}({units})(x, initial_state=[h0, c0])`, both of them, each "
            f"{code((None, units))}, a row per sample. With one alone the model is built without "
            "complaint and ends at the first data in an `IndexError`, `list index out of range`. "
            f"Two layers `Dense({units})` turn what stays the same throughout a sample into h0 "
            f"and c0. {begun}"
        )
    return (
        f"`{cell}({units})(x, initial_state=h0)`, {code((None, units))}, a row per sample. (An "
        f"LSTM needs two, `[h0, c0]`.) A layer `Dense({units})` turns what stays the same "
        f"throughout a sample into h0. {begun}"
    )


def by_hand(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The smallest network, worked with the very equations of every page."""
    steps, at_once = (work(in_steps) for in_steps in (True, False))
    h = ", ".join(f"{value:.5f}" for value in steps.h[0, :, 0])
    i, c_tilde, c, o, last = (
        float(each[0, 0, 0])
        for each in (at_once.i, at_once.c_tilde, at_once.c, at_once.o, at_once.h)
    )
    return (
        "Yes, with one unit, every weight of the kernel 0.5, of the recurrent kernel 0.1, the "
        "biases 0, 1, 0, 0 of i, f, c̃, o, and the row 1, 2, 3. As three steps of one number, h is "
        f"{h}, and c ends at {steps.c[0, -1, 0]:.5f}. As one step of three numbers, h is "
        f"{last:.5f}: the sums of i, c̃ and o are 0.5 · (1 + 2 + 3) = "
        f"{at_once.pre[0, 0, 0, 0]:g}; that of f is {at_once.pre[0, 0, 1, 0]:g}, but there is no c "
        f"for it to keep. So i = o = σ(3) = {i:.5f}, "
        f"c̃ = tanh(3) = {c_tilde:.5f}, c = {i:.5f} · {c_tilde:.5f} = {c:.5f} and "
        f"h = {o:.5f} · tanh({c:.5f}) = {last:.5f}."
    )


def how_large(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> str:
    """The window must reach the cause; units are tried out."""
    features, span = dataset.shape[2], dataset.layout.span
    largest = BOUNDS["units"][1]
    other = 2 * spec.units if 2 * spec.units <= largest else spec.units // 2
    one, two = (
        f"{spec.kind.name}({units}) has "
        f"{count_parameters(replace(spec, units=units), features)[0]:,} weights"
        for units in (spec.units, other)
    )
    return (
        "Choose the window first. A cause that stands lag rows before the window's last row is "
        "read only by windows of at least lag + 1 successive rows. So take the longest lag that "
        "may matter: what you know of the data, or its autocorrelation, tells it. Here a sample "
        f"spans {count_rows(span)}. More units never reach further back; they only hold more of "
        "what is read, and nothing ties their number to the window. Choose them by the validation "
        "error, and mind the cost: on "
        f"{many(features, 'feature')} {one}, {two}."
    )


def over_steps(kept: float, steps: int) -> str:
    """Say what is left after some steps, e.g. "σ(1)⁹ = 5.96% over 9 steps"."""
    left = kept**steps
    power = f"{'σ(1)' if kept > 0.5 else 'σ(0)'}{str(steps).translate(SUPERSCRIPTS)}"
    size = f"= {left:.2%}" if left >= 5e-5 else "< 0.01%"
    return f"{power} {size} over {many(steps, 'step')}"


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
