"""Code to paste: the very X and y that are shown, the layers that read them, and their states.

`table` stands for the whole table, an array (rows, columns) of plain, unscaled numbers.
"""

from collections.abc import Sequence

from lstmviz.network.cells.cell import RecurrentCell, Torch
from lstmviz.network.specs import OPTIMIZER_NAMES, TrainingSpec, count_parameters
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.layouts import Layout, layout_name

# Bias vectors that PyTorch holds for each gate; cuDNN wants two.
TORCH_BIASES = 2
HEAD_LINE = 'head.load_state_dict({"weight": torch.tensor(kernel.T), "bias": torch.tensor(bias)})'


def numpy_lines(dataset: Dataset) -> tuple[str, ...]:
    """Write the NumPy code that makes X and y of a dataset, unscaled, with all its losses."""
    layout, task, counts = dataset.layout, dataset.task, dataset.counts
    rows, columns = dataset.table.values.shape
    reach = layout.span - 1 + task.horizon
    groups, gaps = counts.lost_group > 0, counts.lost_missing > 0

    lines = [f"# table: array ({rows}, {columns})"]
    if groups:
        lines.append(f"# group: the group of each row, array ({rows},)")
    if groups or gaps:
        lines.append("import numpy as np")
    if layout.window > 1:
        lines.append("from numpy.lib.stride_tricks import sliding_window_view")
    lines.append("")
    shape = f"  # X: ({', '.join(map(str, dataset.shape))})"
    x, y = f"X = {tensor(dataset, layout)}", f"y = {truth(dataset)}"
    if not groups and not gaps:
        lines += [x + shape, y]
    else:
        lines += [x, y]
        if groups:
            lines.append("run = np.append(0, np.cumsum(group[1:] != group[:-1]))")
        first, last = every(0, reach, layout.stride), every(reach, 0, layout.stride)
        conditions = [f"(run[{first}] == run[{last}])"] if groups else []
        conditions += ["~np.isnan(X).any(axis=(1, 2))", "~np.isnan(y)"] if gaps else []
        lines.append(f"kept = {' & '.join(conditions)}")
        lines.append(f"X, y = X[kept], y[kept]{shape}")
    return tuple(lines)


def same_lines(dataset: Dataset) -> tuple[str, ...]:
    """Write three spellings of the same (N, C, 1); none for another layout.

    Where rows are left out for their gaps or groups, that follows in `numpy_lines`.
    """
    layout, features = dataset.layout, len(dataset.features)
    if layout_name(layout) != "columns":
        return ()
    rows = every(0, dataset.task.horizon, layout.stride)
    picked = pick_columns(dataset.features.tolist(), len(dataset.table.columns))
    parts = [rows] * (rows != ":" or picked != ":") + [picked] * (picked != ":")
    cells = f"table[{', '.join(parts)}]" if parts else "table"
    return (
        f"X = np.expand_dims({cells}, axis=-1)",
        f"X = {cells}[..., None]",
        f"X = {cells}.reshape(-1, {features}, 1)",
    )


def keras_lines(dataset: Dataset, spec: TrainingSpec) -> tuple[str, ...]:
    """Write the Keras model that reads X: its layers and the Dense(1) head."""
    _, timesteps, features = dataset.shape
    lines = [
        "import keras",
        "",
        *spec.kind.layer.splitlines(),
        f"inputs = keras.Input(shape=({timesteps}, {features}))  # (None, {timesteps}, {features})",
    ]
    before = "inputs"
    for number, weights in enumerate(count_parameters(spec, features)):
        last = number == spec.layers - 1
        shape = f"(None, {spec.units})" if last else f"(None, {timesteps}, {spec.units})"
        lines.append(f"h = {keras_layer(spec, number)}({before})  # {shape}; {weights:,} weights")
        before = "h"
    return (
        *lines,
        "outputs = keras.layers.Dense(1)(h)  # (None, 1)",
        "model = keras.Model(inputs, outputs)",
    )


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


def keras_layer(spec: TrainingSpec, number: int, *more: str) -> str:
    """Write one of Keras's recurrent layers.

    Args:
        spec: its cell and units, and how many layers there are.
        number: of the layer, from 0; all but the last give h of every step.
        more: further arguments.

    >>> keras_layer(TrainingSpec(), 0, "stateful=True")
    'keras.layers.LSTM(32, stateful=True)'
    """
    options = [str(spec.units)]
    options += ["return_sequences=True"] if number < spec.layers - 1 else []
    options += ["reset_after=False"] if spec.kind.resets and not spec.reset_after else []
    module = "" if spec.kind.layer else "keras.layers."
    return f"{module}{spec.kind.name}({', '.join([*options, *more])})"


def stateful_lines(dataset: Dataset, spec: TrainingSpec) -> tuple[str, ...]:
    """Write Keras code for a stateful model: samples in the order it needs, training, prediction.

    The table is cut into as many stretches as a batch has samples, and each of them into windows
    that do not overlap: sample i of each batch goes on where sample i of the batch before ended.
    Where the table is too short for two batches, there are fewer stretches than the spec's batch.
    Gaps and groups are not left out.
    """
    layout, horizon = dataset.layout, dataset.task.horizon
    _, timesteps, features = dataset.shape
    rows, columns = dataset.table.values.shape
    reach = layout.window * layout.dilation  # rows from one window of a stretch to its next
    batch = max(min(spec.batch_size, (rows - horizon) // (2 * reach)), 1)
    batches = max((rows - horizon) // (batch * reach), 1)

    picked = pick_columns(dataset.features.tolist(), columns)
    x = "table[rows]" if picked == ":" else f"table[:, {picked}][rows]"
    if layout.rows == layout.columns:
        x += f".reshape(-1, {timesteps}, {features})"
    elif layout.rows == "features":
        x += ".transpose(0, 2, 1)"
    steps = f" * {layout.dilation}" if layout.dilation > 1 else ""
    ahead = f" + {horizon}" if horizon else ""
    samples = f"({batches * batch}, {timesteps}, {features})"

    layers, before = [], "inputs"
    for number in range(spec.layers):
        layers.append(f"    h = {keras_layer(spec, number, 'stateful=True')}({before})")
        before = "h"
    optimizer = f"keras.optimizers.{OPTIMIZER_NAMES[spec.optimizer]}({spec.learning_rate!r})"
    return (
        f"# table: array ({rows}, {columns})",
        "import keras",
        "import numpy as np",
        "",
        f"# The first row of each sample: {batches} batches × {batch} samples; down a column each",
        "# sample goes on where the one above it ended.",
        f"first = np.arange({batches})[:, None] * {reach} + np.arange({batch}) * {batches * reach}",
        f"rows = first.reshape(-1, 1) + np.arange({layout.window}){steps}",
        f"X = {x}  # {samples}",
        f"y = table[rows[:, -1]{ahead}, {dataset.target}]",
        "",
        *spec.kind.layer.splitlines(),
        "def build(batch):",
        f"    inputs = keras.Input(batch_shape=(batch, {timesteps}, {features}))",
        *layers,
        "    return keras.Model(inputs, keras.layers.Dense(1)(h))",
        "",
        f"model = build({batch})",
        f'model.compile({optimizer}, "mse")',
        f"for epoch in range({spec.epochs}):",
        f"    model.fit(X, y, batch_size={batch}, shuffle=False)",
        "    for layer in model.layers[1:-1]:",
        "        layer.reset_states()  # Keras 3: layers have it, the model has not",
        "",
        "one = build(1)  # the same weights, to predict one sample at a time",
        "one.set_weights(model.get_weights())",
    )


def initial_state_lines(dataset: Dataset, spec: TrainingSpec) -> tuple[str, ...]:
    """Write a Keras model whose first layer starts from a state made of two static numbers."""
    _, timesteps, features = dataset.shape
    made = f"keras.layers.Dense({spec.units})(static)  # (None, {spec.units})"
    states = [f"{state}0" for state in spec.kind.states]
    names = ", ".join(states)
    given = f"inputs, initial_state={names if len(states) == 1 else f'[{names}]'}"
    lines = []
    for number in range(spec.layers):
        lines.append(f"h = {keras_layer(spec, number)}({given})")
        given = "h"
    return (
        "import keras",
        "",
        *spec.kind.layer.splitlines(),
        f"inputs = keras.Input(shape=({timesteps}, {features}))",
        "static = keras.Input(shape=(2,))  # two numbers that stay the same throughout a sample",
        *(f"{state} = {made}" for state in states),
        *lines,
        "outputs = keras.layers.Dense(1)(h)",
        "model = keras.Model([inputs, static], outputs)",
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


def tensor(dataset: Dataset, layout: Layout) -> str:
    """Write the expression that arranges a dataset's table in a layout, before gaps are left out.

    Args:
        dataset: its table, features and horizon.
        layout: its own or another one.
    """
    rows = every(0, dataset.task.horizon, layout.stride)
    picked = pick_columns(dataset.features.tolist(), len(dataset.table.columns))
    if layout.window == 1:
        after = f"None, {picked}" if layout.columns == "features" else f"{picked}, None"
        return f"table[{rows}, {after}]"
    cells = "table" if picked == ":" else f"table[:, {picked}]"
    windows = f"sliding_window_view({cells}, {layout.span}, axis=0)"  # samples, columns, span
    if layout.dilation > 1:
        windows += f"[{rows}, :, ::{layout.dilation}]"
    elif rows != ":":
        windows += f"[{rows}]"
    if layout.rows != layout.columns:
        return windows if layout.columns == "timesteps" else f"{windows}.transpose(0, 2, 1)"
    size = layout.window * len(dataset.features)
    shape = f"-1, 1, {size}" if layout.rows == "features" else f"-1, {size}, 1"
    return f"{windows}.transpose(0, 2, 1).reshape({shape})"


def truth(dataset: Dataset) -> str:
    """Write the expression that takes each window's target, before gaps are left out."""
    reach = dataset.layout.span - 1 + dataset.task.horizon
    return f"table[{every(reach, 0, dataset.layout.stride)}, {dataset.target}]"


def every(first: int, without: int, stride: int) -> str:
    """Write a slice from a row on, without the last so many, by strides.

    >>> every(0, 1, 1), every(24, 0, 2), every(0, 0, 1)
    (':-1', '24::2', ':')
    """
    stop = f"-{without}" if without else ""
    step = f":{stride}" if stride > 1 else ""
    return f"{first or ''}:{stop}{step}"


def pick_columns(numbers: Sequence[int], columns: int) -> str:
    """Write the index that picks some of the columns, as a slice where they are neighbours.

    >>> pick_columns([0, 1, 2], 3), pick_columns([1, 2], 4), pick_columns([2, 0], 3)
    (':', '1:3', '[2, 0]')
    """
    first = numbers[0]
    end = first + len(numbers)
    if numbers != list(range(first, end)):
        return str(numbers)
    return f"{first or ''}:{end if end < columns else ''}"
