"""Questions about weights: how many there are, where they start, and how many to choose."""

from dataclasses import replace

from lstmviz.network.specs import BOUNDS, TrainingSpec, count_parameters
from lstmviz.questions.question import Answer, Escape, code, layer_name, sigmoid
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.torch_code import torch_layer
from lstmviz.wording import count_rows, many, percent

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def shared(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
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
    return Answer(
        "Because every step uses the same weights.",
        f"For {many(features, 'feature')} and {many(spec.units, 'unit')} the {layer_name(spec)} "
        f"has {weights:,}, whether there is 1 timestep, 3 or 100 (here {timesteps:,}).",
        "Their number depends on the features and the units alone. More timesteps cost time "
        f"instead: the cell is evaluated once for each, one after another.{inside}",
    )


def parameters(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
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
    return Answer(
        f"{formula} for F features and U units.",
        f"Here {filled} = {first:,}: kernel {code((features, width))} {features * width:,}, "
        f"recurrent kernel {code((units, width))} {units * width:,}, bias "
        f"{code((2, width) if biases == 2 else (width,))} {biases * width:,}.{upper}",
        f"The head `Dense(1)` adds {units + 1}. `Bidirectional` would double the "
        f"{layer_name(spec)}'s, to {2 * first:,}. {torch}",
    )


def forget_bias(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """An open forget gate lets the memory last at first."""
    timesteps, units = dataset.shape[1], spec.units
    kept = sigmoid(1)
    steps = timesteps - 1
    over = f", and {over_steps(kept, steps)}, from the first to the last in view"
    lstm = (
        f"While W·x + U·h is near 0, f is about σ(1) = {kept:.3f}, and of what c holds it keeps "
        f"{over_steps(kept, 9)}{over if steps > 1 and steps != 9 else ''}; with bias 0 it would "
        f"keep {over_steps(sigmoid(0), 9)}."
    )
    kind, (memory, keeper) = spec.kind, spec.kind.memory
    if not keeper:
        own = f"The {kind.name} in view has no gate, and all its biases start at 0."
    elif not kind.has_c:
        own = (
            f"The {kind.name} in view has no f: all its biases start at 0, and {keeper}, which "
            f"keeps {memory}, near σ(0) = {sigmoid(0):.1f}."
        )
    elif timesteps == 1:
        own = "With 1 timestep, as in view, f multiplies c₀ = 0 and keeps nothing."
    else:
        own = (
            f"Training moves these {units} of a layer's {len(kind.blocks) * units} biases like all "
            "other weights. "
            f"PyTorch has no such start: it draws every bias between ±1/√U = ±{units**-0.5:.3f}."
        )
    return Answer(
        "So that an LSTM forgets little until it has learned what to forget.",
        lstm,
        "`unit_forget_bias=True`, Keras's default, sets the biases of f to 1 and those of i, c̃ "
        f"and o to 0. {own}",
    )


def how_large(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """The window must reach the cause; units are tried out."""
    features, span = dataset.shape[2], dataset.layout.span
    largest = BOUNDS["units"][1]
    other = 2 * spec.units if 2 * spec.units <= largest else spec.units // 2
    one, two = (
        f"{spec.kind.name}({units}) has "
        f"{count_parameters(replace(spec, units=units), features)[0]:,} weights"
        for units in (spec.units, other)
    )
    return Answer(
        "The window by the longest useful lag, units by the validation error.",
        f"Here a sample spans {count_rows(span)}. On {many(features, 'feature')} {one}, {two}.",
        "A cause that stands lag rows before the window's last row is read only by windows of at "
        "least lag + 1 successive rows. So take the longest lag that may matter: what you know of "
        "the data, or its autocorrelation, tells it.",
        "Often said, but wrong: that more units reach further back. They only hold more of what is "
        "read, and nothing ties their number to the window.",
    )


def gate_order(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Side by side in Keras, below one another in PyTorch."""
    features, units, kind = dataset.shape[2], spec.units, spec.kind
    width, letters = len(kind.blocks) * units, ", ".join(kind.letters)
    places = "; ".join(
        f"{letter} {write_columns(number * units, units)}"
        for number, letter in enumerate(kind.letters)
    )
    torch = torch_layer(kind)
    return Answer(
        f"Blocks of as many columns as units, side by side: {letters}."
        if len(kind.blocks) > 1
        else f"All columns are those of {letters}.",
        f"Here the kernel is {code((features, width))}, the recurrent kernel "
        f"{code((units, width))}: {places}.",
        "`kernel, recurrent_kernel, bias = layer.get_weights()` all have the same order. "
        f"PyTorch holds rows in place of columns: `weight_ih_l0` is {code((width, features))}. "
        f"Its blocks: {torch.words}.",
    )


def write_columns(first: int, columns: int) -> str:
    """Say which columns a block takes.

    >>> write_columns(32, 32), write_columns(1, 1)
    ('columns 32 to 63', 'column 1')
    """
    if columns == 1:
        return f"column {first:,}"
    return f"columns {first:,} to {first + columns - 1:,}"


def over_steps(kept: float, steps: int) -> str:
    """Say what is left after some steps, e.g. "σ(1)⁹ = 5.96 % over 9 steps"."""
    left = kept**steps
    power = f"{'σ(1)' if kept > 0.5 else 'σ(0)'}{str(steps).translate(SUPERSCRIPTS)}"
    size = f"= {percent(left, 2)}" if left >= 5e-5 else "< 0.01 %"
    return f"{power} {size} over {many(steps, 'step')}"
