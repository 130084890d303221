"""Where the parameters are, and why their number does not know the number of timesteps."""

from dataclasses import replace

import streamlit as st

from lstmviz.network.cells import CELLS
from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.samples.torch_code import TORCH_BIASES, in_torch, torch_weights_lines
from lstmviz.ui import visit
from lstmviz.ui.inside.states import show_lines
from lstmviz.ui.pickers import fold
from lstmviz.wording import NO_BREAK, many


def show_parameters() -> None:
    """Draw the formula with its numbers, its blocks, the other cells, and PyTorch's matrices."""
    choices, dataset = visit.experiment(), visit.dataset()
    spec = choices.spec
    _, timesteps, features = dataset.shape
    left, right = st.columns((5, 4), gap="medium")
    with left:
        for layer in range(spec.layers):
            inputs = spec.units if layer else features
            title = f"**Layer {layer + 1}**: " if spec.layers > 1 else ""
            st.markdown(f"{title}{formula(spec, inputs)}")
            st.markdown(arrays(spec, inputs))
        st.markdown(
            f"The number of timesteps, **{timesteps:,}**, does not occur in it: the same weights "
            "are used at each of them. Nor does the number of samples. Only features and units "
            "count."
        )
    with right:
        st.markdown(
            f"**Other cells** with {many(features, 'feature')} and {many(spec.units, 'unit')}"
        )
        st.markdown(others(spec, features))
        lines = torch_weights_lines(dataset, spec)
        if lines:
            fold("The same weights in Keras and in PyTorch", lambda: show_lines(lines))
        else:
            st.markdown("PyTorch has no GRU with `reset_after=False`.")


def formula(spec: TrainingSpec, inputs: int) -> str:
    """Write the number of a layer's parameters with its formula filled in."""
    blocks, units = len(spec.kind.blocks), spec.units
    two = spec.biases == 2
    (count,) = count_parameters(replace(spec, layers=1), inputs)
    times = f"{blocks} · " if blocks > 1 else ""
    bias = "2U" if two else "U"
    filled = f"2·{units:,}" if two else f"{units:,}"
    return (
        f"{times}((F + U)·U + {bias}) = {times}(({inputs:,} + {units:,})·{units:,} + {filled}) = "
        f"**{count:,}**"
    )


def arrays(spec: TrainingSpec, inputs: int) -> str:
    """List a layer's arrays, in a table: shape and how many weights each block has."""
    letters, units = spec.kind.letters, spec.units
    lines = [
        "| array | shape | " + " | ".join(letters) + " | weights |",
        "|---|---|" + "---:|" * (len(letters) + 1),
    ]
    for name, rows in (("kernel", inputs), ("recurrent kernel", units), ("bias", spec.biases)):
        wide = len(letters) * units
        shape = f"({wide:,},)" if name == "bias" and rows == 1 else f"({rows:,}, {wide:,})"
        shape = shape.replace(" ", NO_BREAK)
        each = " | ".join(f"{rows * units:,}" for _ in letters)
        lines.append(f"| {name} | {shape} | {each} | {rows * wide:,} |")
    return "\n".join(lines)


def others(spec: TrainingSpec, features: int) -> str:
    """Count the parameters of each cell in Keras and in PyTorch, in a table."""
    lines = ["| cell | Keras | PyTorch: two biases |", "|---|---:|---:|"]
    one = replace(spec, layers=1)
    for key, cell in CELLS.items():
        for after in (True, False) if cell.resets else (True,):
            other = replace(one, cell=key, reset_after=after)
            (count,) = count_parameters(other, features)
            second = (TORCH_BIASES - other.biases) * len(cell.blocks) * spec.units
            torch = f"{count + second:,}" if in_torch(other) else "–"
            same = (other.cell, other.biases) == (spec.cell, spec.biases)
            shown = f"**{cell.name}**" if same else cell.name
            words = "" if after else ", reset_after=False"
            lines.append(f"| {shown}{words} | {count:,} | {torch} |")
    return "\n".join(lines)
