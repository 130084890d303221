"""An experiment as a complete PyTorch program: the same X and y, and a training loop of its own."""

from collections.abc import Mapping
from types import MappingProxyType

from lstmviz.choices.experiments import Experiment
from lstmviz.export.data_code import data_parts, next_part, score_part
from lstmviz.export.parts import Part, write_script
from lstmviz.network.specs import Optimizer, TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.torch_code import HEAD_LINE, carried_lines, in_torch, torch_layer, torch_lines

# With Keras's default settings, where PyTorch's are others.
OPTIMIZERS: Mapping[Optimizer, str] = MappingProxyType(
    {
        "adam": "torch.optim.Adam(parameters, lr={rate!r}, eps=1e-7)  # Keras's eps",
        "rmsprop": "torch.optim.RMSprop(parameters, lr={rate!r}, alpha=0.9, eps=1e-7)  # Keras's",
        "sgd": "torch.optim.SGD(parameters, lr={rate!r})",
    }
)


def torch_script(experiment: Experiment, dataset: Dataset) -> str:
    """Write an experiment as one Python file for PyTorch.

    Args:
        experiment: its table, model and training.
        dataset: made of its table, layout and task.

    Returns:
        A program that needs numpy and torch, and pandas with the file of `table_csv` beside it
        where `table_file` names one. With the weights of the app in `weights.npz` it goes on from
        these, except for a GRU with `reset_after=False`, which PyTorch lacks.
    """
    return write_script(torch_parts(experiment, dataset))


def torch_parts(experiment: Experiment, dataset: Dataset) -> tuple[Part, ...]:
    """Write an experiment as a PyTorch program in parts."""
    spec = experiment.spec
    return (
        *data_parts(experiment, dataset, torch_layer(spec.kind).name, "PyTorch", "torch"),
        network_part(dataset, spec),
        *carried_part(dataset, spec),
        train_part(spec),
        score_part(
            dataset,
            "with torch.no_grad():",
            "    predicted = torch.cat([predict(part) for part in x_validation.split(1024)])",
            "predicted = predicted[:, 0].numpy()",
        ),
        next_part(dataset, "predict(torch.from_numpy(x)).item()"),
    )


def network_part(dataset: Dataset, spec: TrainingSpec) -> Part:
    """Build the layer and the head."""
    text = (
        "batch_first=True keeps the axes (samples, timesteps, features). Of the layer's output the "
        "last step's h goes through a linear layer, which gives one number for each sample."
    )
    if in_torch(spec) and not spec.kind.resets:
        text += (
            "\n\nEach gate has two biases here, one in Keras; their sum counts. Both learn, so the "
            "bias learns at twice the pace, and losses differ a little from Keras's."
        )
    elif spec.kind.resets and not spec.reset_after:
        text += (
            "\n\nThe app's GRU applies the reset gate before the recurrent product "
            "(reset_after=False). PyTorch's only GRU applies it after, as reset_after=True does: "
            "another network, and weights of the one do not fit the other."
        )
    elif not in_torch(spec):
        text += (
            f"\n\nPyTorch has no {spec.kind.name}. Its {spec.kind.torch.name} is another network, "
            "and weights of the one do not fit the other."
        )
    return Part(
        "The network",
        text,
        (
            "torch.manual_seed(SEED)  # of the initial weights and the shuffling",
            *torch_lines(dataset, spec)[2:4],
            "",
            "",
            "def predict(x):",
            '    """Read x (samples, timesteps, features), predict (samples, 1)."""',
            "    output, _ = layer(x)  # (samples, timesteps, units)",
            "    return head(output[:, -1])",
        ),
    )


def carried_part(dataset: Dataset, spec: TrainingSpec) -> tuple[Part, ...]:
    """Offer to begin from the app's weights; nothing for a network that PyTorch lacks."""
    if not in_torch(spec):
        return ()
    lines = carried_lines(
        dataset,
        spec,
        f"for n in range({spec.layers}):",
        '    names = ("kernel", "recurrent_kernel", "bias")',
        '    kernel, recurrent_kernel, bias = (held[f"layer_{n}_{name}"] for name in names)',
    )
    return (
        Part(
            "The weights of the app",
            "PyTorch has drawn initial weights of its own, by another rule than Keras. To begin "
            "from the weights that were trained in the app, put its file weights.npz beside this "
            "program and name it here; with EPOCHS = 0 above it then only predicts, as the app "
            "does.",
            (
                'WEIGHTS = None  # or "weights.npz"',
                "if WEIGHTS:",
                "    with np.load(WEIGHTS) as file:",
                "        held = dict(file)",
                *(f"    {line}" for line in lines),
                '    kernel, bias = held["head_kernel"], held["head_bias"]',
                f"    {HEAD_LINE}",
            ),
        ),
    )


def train_part(spec: TrainingSpec) -> Part:
    """Write the training loop."""
    text = (
        "The loss is the mean squared error on scaled values. y gets a second axis, (samples, 1), "
        "like the predictions; without it PyTorch would compare every sample with every other."
    )
    order = "torch.randperm(len(x_train))" if spec.shuffle else "torch.arange(len(x_train))"
    return Part(
        "Training",
        text,
        (
            "x_train, y_train = torch.from_numpy(X[train]), torch.from_numpy(y[train])[:, None]",
            "x_validation = torch.from_numpy(X[validation])",
            "parameters = [*layer.parameters(), *head.parameters()]",
            f"optimizer = {OPTIMIZERS[spec.optimizer].format(rate=spec.learning_rate)}",
            "for epoch in range(EPOCHS):",
            "    total = 0.0",
            f"    for batch in {order}.split(BATCH):",
            "        loss = torch.nn.functional.mse_loss(predict(x_train[batch]), y_train[batch])",
            "        optimizer.zero_grad()",
            "        loss.backward()",
            "        optimizer.step()",
            "        total += loss.item() * len(batch)",
            '    print(f"epoch {epoch + 1}: loss {total / len(x_train):.4f}")',
        ),
    )
