"""Questions about versions: what Keras 3 took away, and how frameworks differ."""

from lstmviz.network.specs import TrainingSpec, count_parameters
from lstmviz.questions.question import Answer, Escape, code
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.torch_code import torch_layer


def unknown_keywords(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Shapes go into Input now."""
    _, timesteps, features = dataset.shape
    shape = (spec.batch_size, timesteps, features)
    return Answer(
        "Keras 3 takes shapes in `Input` alone, no longer in the layer.",
        f"Here `keras.Input(shape={(timesteps, features)})` in front of the layer, or, with "
        f"`stateful=True`, `keras.Input(batch_shape={shape})`.",
        "`Unrecognized keyword arguments passed to LSTM` names what is gone: `batch_input_shape`, "
        "`input_length`, `batch_size`, `time_major`, `weights`. `input_shape` still works and "
        "warns; `input_dim=3` now means the shape (3,), which is one axis too few.",
    )


def time_major(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Gone; transpose."""
    _, timesteps, features = dataset.shape
    batch = spec.batch_size
    return Answer(
        "Keras 3 has no time-major order: put the batch first.",
        f"Turn {code((timesteps, batch, features))} into {code((batch, timesteps, features))} by "
        "`x.transpose(1, 0, 2)`.",
        "Keras answers `Unrecognized keyword arguments passed to LSTM: {'time_major': True}`. "
        "PyTorch's default is time-major: there `batch_first=True` gives Keras's order.",
    )


def old_models(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Build it anew and load the weights, or use the old Keras."""
    weights = sum(count_parameters(spec, dataset.shape[2])) + spec.units + 1
    return Answer(
        "Build the model anew and load its weights alone.",
        f"The network in view has {weights:,} weights: any model with the same layers takes them "
        "by `model.load_weights('model.h5')`.",
        "What an old file says of its layers may hold words that Keras 3 no longer knows, such as "
        "`time_major` or `batch_input_shape`; the arrays are the same. Or install `tf_keras`, "
        "which is Keras 2, and load it there.",
    )


def other_framework(dataset: Dataset, spec: TrainingSpec, escape: Escape) -> Answer:
    """Gate order, biases and first weights differ."""
    name = torch_layer(spec.kind).name
    ours = ", ".join(spec.kind.letters)
    return Answer(
        "The first weights differ, so compare trained errors over several seeds.",
        f"Here {spec.kind.name}({spec.units}) holds its blocks in the order {ours}; "
        f"`torch.nn.{name}` draws all weights between ±1/√{spec.units} = ±{spec.units**-0.5:.3f}, "
        "Keras does not.",
        "With the same weights both give the same h. To carry weights over, transpose them and "
        "mind the order of the blocks, and put Keras's one bias into one of PyTorch's two. Adam's "
        "smallest divisor differs as well: 1e-7 and 1e-8.",
    )
