"""An experiment as a complete Keras program.

It begins from the app's own initial weights, drawn by two functions of three lines, so that with
unshuffled batches it goes through the app's losses; no file of weights is needed for that.
"""

from lstmviz.choices.experiments import Experiment
from lstmviz.export.data_code import data_parts, next_part, score_part
from lstmviz.export.parts import Part, write_script
from lstmviz.network.specs import OPTIMIZER_NAMES, TrainingSpec
from lstmviz.samples.datasets import Dataset
from lstmviz.samples.keras_code import keras_lines


def keras_script(experiment: Experiment, dataset: Dataset) -> str:
    """Write an experiment as one Python file.

    Args:
        experiment: its table, model and training.
        dataset: made of its table, layout and task.

    Returns:
        A program that needs numpy, keras and tensorflow, and pandas with the file of
        `table_csv` beside it where `table_file` names one.
    """
    return write_script(keras_parts(experiment, dataset))


def keras_parts(experiment: Experiment, dataset: Dataset) -> tuple[Part, ...]:
    """Write an experiment as a Keras program in parts."""
    spec = experiment.spec
    return (
        *data_parts(experiment, dataset, spec.kind.name, "Keras", "keras"),
        Part(
            "The network",
            "Shapes stand without the samples of a batch: None is any number of them. The last "
            "step's h goes through Dense(1), which gives one number for each sample.",
            keras_lines(dataset, spec)[2:],
        ),
        start_part(),
        train_part(spec),
        score_part(dataset, "predicted = model.predict(X[validation], verbose=0)[:, 0]"),
        next_part(dataset, "float(model(x)[0, 0])"),
    )


def start_part() -> Part:
    """Draw the initial weights of the app."""
    return Part(
        "The weights it starts from",
        "Keras has drawn initial weights already: kernels uniform within the limits of Glorot and "
        "Bengio, recurrent kernels orthogonal, biases 0 (1 at an LSTM's forget gate). Here the "
        "same distributions are drawn again in NumPy, from the app's seed, so that the losses are "
        "the app's. Without this part it trains as well.",
        (
            "def glorot_uniform(seed, rows, columns):",
            "    limit = np.sqrt(6 / (rows + columns))",
            "    return np.random.default_rng(seed).uniform(-limit, limit, (rows, columns))",
            "",
            "",
            "def orthogonal(seed, rows, columns):",
            "    q, r = np.linalg.qr(np.random.default_rng(seed).normal(size=(columns, rows)))",
            "    return (q * np.sign(np.diag(r))).T",
            "",
            "",
            "*recurrent, head = model.layers[1:]",
            "for n, layer in enumerate(recurrent):",
            "    kernel, recurrent_kernel, bias = layer.get_weights()",
            "    kernel = glorot_uniform([SEED, n, 0], *kernel.shape)",
            "    recurrent_kernel = orthogonal([SEED, n, 1], *recurrent_kernel.shape)",
            "    layer.set_weights([kernel, recurrent_kernel, bias])",
            "kernel, bias = head.get_weights()",
            "head.set_weights([glorot_uniform([SEED, 0, 2], *kernel.shape), bias])",
        ),
    )


def train_part(spec: TrainingSpec) -> Part:
    """Compile and fit."""
    text = (
        "The loss is the mean squared error on scaled values. Already trained in the app? Take "
        'its file along and write model = keras.models.load_model("model.keras") instead.'
    )
    if spec.shuffle:
        text += (
            "\n\nKeras shuffles the samples in an order of its own, so the losses go the app's way "
            "but differ in their digits; with shuffle=False, there and here, they are the same."
        )
    seed = ["keras.utils.set_random_seed(SEED)  # of the shuffling"] if spec.shuffle else []
    return Part(
        "Training",
        text,
        (
            *seed,
            f"optimizer = keras.optimizers.{OPTIMIZER_NAMES[spec.optimizer]}"
            f"({spec.learning_rate!r})",
            'model.compile(optimizer, loss="mse")',
            "history = model.fit(",
            "    X[train],",
            "    y[train],",
            "    batch_size=BATCH,",
            "    epochs=EPOCHS,",
            f"    shuffle={spec.shuffle},",
            "    validation_data=(X[validation], y[validation]),",
            ")",
        ),
    )
