"""Where the parameters are, and why their number does not know the number of timesteps."""

from dataclasses import replace

import streamlit as st

from lstmviz.network.specs import (
    BLOCK_LETTERS,
    BLOCK_NAMES,
    BLOCKS,
    CELL_NAMES,
    TrainingSpec,
    count_parameters,
)
from lstmviz.samples.snippets import TORCH_BIASES, torch_weights_lines
from lstmviz.ui import visit


def show_parameters() -> None:
    """Draw the formula with its numbers, its blocks, the other cells, and PyTorch's matrices."""
    choices, dataset = visit.experiment(), visit.dataset()
    spec = choices.spec
    _, timesteps, features = dataset.shape
    left, right = st.columns(2, gap="large")
    with left:
        for layer in range(spec.layers):
            inputs = spec.units if layer else features
            title = f"**Layer {layer + 1}**: " if spec.layers > 1 else ""
            st.markdown(f"{title}{formula(spec, inputs)}")
            st.markdown(arrays(spec, inputs))
        st.markdown(
            f"The **{timesteps:,} timesteps** stand nowhere in it: the same weights are used again "
            "at each of them. Nor do the samples. Only features and units change the number."
        )
    with right:
        st.markdown(f"**Other cells** with {features:,} features and {spec.units:,} units")
        st.markdown(others(spec, features))
        lines = torch_weights_lines(dataset, spec)
        if lines:
            with st.expander("The same weights in Keras and in PyTorch"):
                st.code("\n".join(lines), language="python")
        else:
            st.markdown("PyTorch has no GRU with `reset_after=False`.")


def formula(spec: TrainingSpec, inputs: int) -> str:
    """Write the number of a layer's parameters with its formula filled in."""
    blocks, units = BLOCKS[spec.cell], spec.units
    two = spec.cell == "gru" and spec.reset_after
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
    letters, units = [BLOCK_LETTERS[name] for name in BLOCK_NAMES[spec.cell]], spec.units
    biases = 2 if spec.cell == "gru" and spec.reset_after else 1
    lines = [
        "| array | shape | " + " | ".join(letters) + " | weights |",
        "|---|---|" + "---:|" * (len(letters) + 1),
    ]
    for name, rows in (("kernel", inputs), ("recurrent kernel", units), ("bias", biases)):
        wide = len(letters) * units
        shape = f"({wide:,},)" if name == "bias" and rows == 1 else f"({rows:,}, {wide:,})"
        each = " | ".join(f"{rows * units:,}" for _ in letters)
        lines.append(f"| {name} | {shape} | {each} | {rows * wide:,} |")
    return "\n".join(lines)


def others(spec: TrainingSpec, features: int) -> str:
    """Count the parameters of each cell in Keras and in PyTorch, in a table."""
    lines = ["| cell | Keras | PyTorch: two biases |", "|---|---:|---:|"]
    one = replace(spec, layers=1)
    for cell, name in CELL_NAMES.items():
        kinds = (("", True), (", reset_after=False", False)) if cell == "gru" else (("", True),)
        for words, after in kinds:
            (count,) = count_parameters(replace(one, cell=cell, reset_after=after), features)
            held = 2 if cell == "gru" and after else 1
            torch = f"{count + (TORCH_BIASES - held) * BLOCKS[cell] * spec.units:,}"
            shown = f"**{name}**" if cell == spec.cell and after == spec.reset_after else name
            lines.append(f"| {shown}{words} | {count:,} | {torch if after else '–'} |")
    return "\n".join(lines)
