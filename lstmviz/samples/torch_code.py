"""PyTorch code to paste: the layers that read X, and how Keras's weights get into them."""

from lstmviz.network.cells.cell import RecurrentCell, Torch
from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.samples.datasets import Dataset

# Bias vectors that PyTorch holds for each gate; cuDNN wants two.
TORCH_BIASES = 2
HEAD_LINE = 'head.load_state_dict({"weight": torch.tensor(kernel.T), "bias": torch.tensor(bias)})'


def torch_lines(dataset: Dataset, spec: TrainingSpec) -> tuple[str, ...]:
    """Write what PyTorch needs to read X: the layer, the head, and one batch through both."""
    samples, timesteps, features = dataset.shape
    batch = min(spec.batch_size, samples)
    weights = sum(count_parameters(spec, features))
    weights += (TORCH_BIASES - spec.biases) * len(spec.kind.blocks) * spec.units * spec.layers
    options = [f"input_size={features}", f"hidden_size={spec.units}"]
    options += [f"num_layers={spec.layers}"] if spec.layers > 1 else []
    name, states = torch_layer(spec.kind).name, ", ".join(spec.kind.states)
    state = f"({states})" if len(spec.kind.states) > 1 else states
    return (
        "import torch",
        "",
        f"layer = torch.nn.{name}({', '.join(options)}, batch_first=True)  # {weights:,} weights",
        f"head = torch.nn.Linear({spec.units}, 1)",
        f"x = torch.tensor(X[:{batch}], dtype=torch.float32)  # ({batch}, {timesteps}, {features})",
        f"output, {state} = layer(x)  # output: ({batch}, {timesteps}, {spec.units})",
        f"prediction = head(output[:, -1])  # ({batch}, 1)",
    )


def in_torch(spec: TrainingSpec) -> bool:
    """Whether PyTorch has the layer: it resets after the recurrent product alone."""
    return bool(spec.kind.torch.blocks) and (spec.reset_after or not spec.kind.resets)


def torch_layer(cell: RecurrentCell) -> Torch:
    """Give the layer of a cell that PyTorch has."""
    assert cell.torch is not None, f"PyTorch has no {cell.name}."
    return cell.torch


def is_sorted(cell: RecurrentCell) -> bool:
    """Whether the blocks of a kernel stand in another order in PyTorch."""
    blocks = torch_layer(cell).blocks
    return list(blocks) != sorted(blocks)


def torch_weights_lines(dataset: Dataset, spec: TrainingSpec) -> tuple[str, ...]:
    """Write how the weights of the Keras model get into PyTorch's layer and head.

    Both then predict the same. None for a GRU with `reset_after=False`, which PyTorch lacks.
    """
    if not in_torch(spec):
        return ()
    return (
        "# model: the Keras model; layer and head: those of PyTorch",
        *(["import numpy as np"] if is_sorted(spec.kind) else []),
        "import torch",
        "",
        *carried_lines(
            dataset,
            spec,
            "for n, each in enumerate(model.layers[1:-1]):",
            "    kernel, recurrent_kernel, bias = each.get_weights()",
        ),
        "kernel, bias = model.layers[-1].get_weights()",
        HEAD_LINE,
    )


def carried_lines(dataset: Dataset, spec: TrainingSpec, *each: str) -> tuple[str, ...]:
    """Write how the arrays of each of Keras's recurrent layers become those of PyTorch's layer.

    Args:
        dataset: its features.
        spec: its cell, units and layers.
        each: lines that begin a loop over the layers, `n` from 0, and name their three arrays.
    """
    units, features = spec.units, dataset.shape[2]
    width = len(spec.kind.blocks) * units
    torch = torch_layer(spec.kind)
    stretches = ", ".join(f"{block * units}:{(block + 1) * units}" for block in torch.blocks)
    moved = is_sorted(spec.kind)
    sort = "[:, order]" if moved else ""
    biases = ("bias", "0 * bias") if spec.biases == 1 else ("bias[0][order]", "bias[1][order]")
    return (
        f"# Blocks in a kernel: {torch.words}",
        *([f"order = np.r_[{stretches}]"] if moved else []),
        "weights = {}",
        *each,
        f'    weights[f"weight_ih_l{{n}}"] = torch.tensor(kernel{sort}.T)'
        f"  # ({width}, {features})" + (f", then ({width}, {units})" if spec.layers > 1 else ""),
        f'    weights[f"weight_hh_l{{n}}"] = torch.tensor(recurrent_kernel{sort}.T)'
        f"  # ({width}, {units})",
        f'    weights[f"bias_ih_l{{n}}"] = torch.tensor({biases[0]})  # ({width},)',
        f'    weights[f"bias_hh_l{{n}}"] = torch.tensor({biases[1]})  # ({width},)',
        "layer.load_state_dict(weights)",
    )
