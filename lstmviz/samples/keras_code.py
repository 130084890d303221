"""Keras code to paste: the layers that read X, a stateful model, a state to start from."""

from lstmviz.network.specs import OPTIMIZER_NAMES, TrainingSpec, count_parameters
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.numpy_code import pick_columns


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
