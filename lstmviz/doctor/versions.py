"""What a version or a backend does not do, and shapes have no part in."""

from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.setup import Case


def cudnn_wanted(case: Case) -> Diagnosis:
    """CuDNN was demanded where it cannot be had."""
    return Diagnosis(
        "cudnn",
        "cuDNN is demanded, but this layer or this machine cannot use it.",
        expected="a layer that cuDNN supports, on a GPU",
        received="use_cudnn=True",
        fix=('layer = keras.layers.LSTM(32, use_cudnn="auto")',),
        details=(
            "cuDNN needs activation tanh, recurrent_activation sigmoid, no recurrent_dropout, no "
            "unroll, and a bias.",
            "Nothing is wrong with the shapes.",
        ),
    )


def cudnn_missed(case: Case) -> Diagnosis:
    """TensorFlow says that a layer runs without cuDNN."""
    return Diagnosis(
        "cudnn_warning",
        "Only a warning: the layer runs without cuDNN's fast kernel.",
        received="a layer that cuDNN does not support",
        fix=("layer = keras.layers.LSTM(32)",),
        details=(
            "The result is right, only slower on a GPU.",
            "relu, recurrent_dropout, unroll or use_bias=False are what rules cuDNN out.",
        ),
    )


def cudnn_mask(case: Case) -> Diagnosis:
    """CuDNN crashes on a mask."""
    return Diagnosis(
        "cudnn_mask",
        "cuDNN cannot read this mask.",
        expected="padding on the right, and at least one real step in each sample",
        received="padding on the left, or a sample of nothing but padding",
        fix=('X = keras.utils.pad_sequences(X, dtype="float32", padding="post")',),
        details=("Or leave cuDNN out: LSTM(32, use_cudnn=False).",),
    )


def symbolic(case: Case) -> Diagnosis:
    """TensorFlow 2.4 and earlier with NumPy 1.20 or later."""
    return Diagnosis(
        "versions",
        "TensorFlow 2.4 or earlier does not go with NumPy 1.20 or later.",
        expected="versions that go together",
        received="a symbolic tensor, where NumPy wants numbers",
        fix=("import numpy, tensorflow; print(numpy.__version__, tensorflow.__version__)",),
        details=(
            "Nothing is wrong with the shapes.",
            "Install a newer TensorFlow; or, if it has to stay, NumPy below 1.20.",
        ),
    )


def ran_out(case: Case) -> Diagnosis:
    """There is not a single window."""
    window = case.setup.window or case.timesteps
    return Diagnosis(
        "no_windows",
        "There was nothing (more) to train on: probably not a single window fits.",
        expected="more rows than a window has",
        received="no batch at all" if not window else f"windows of {window} rows",
        axis="The first axis, the samples, is empty.",
        fix=(f"print({case.x}.shape)",),
        details=(
            "N rows give N − W + 1 windows of W rows: none if W is greater than N. The history is "
            "then empty.",
            "With steps_per_epoch: the generator gave fewer batches than steps_per_epoch × epochs.",
        ),
    )


def inplace(case: Case) -> Diagnosis:
    """Keras 3.15.1 with the torch backend cannot train a stateful layer."""
    return Diagnosis(
        "inplace",
        "A state was overwritten that the gradient still needs.",
        expected="the values of the forward pass",
        received="values changed in place",
        fix=('import os; os.environ["KERAS_BACKEND"] = "tensorflow"',),
        details=(
            "With Keras 3.15.1 on PyTorch this comes from fitting a stateful layer: a limitation "
            "of that backend. Choose another backend before Keras is imported.",
            "In PyTorch's own code: do not write into h or c; make new ones, and detach them "
            "between chunks.",
        ),
    )


def no_reset(case: Case) -> Diagnosis:
    """Keras 3 resets states layer by layer."""
    return Diagnosis(
        "reset_states",
        "In Keras 3 a model has no reset_states; its layers have reset_state.",
        expected="a layer",
        received="a model",
        fix=(
            "[layer.reset_state() for layer in model.layers if getattr(layer, 'stateful', False)]",
        ),
        details=("The states are set to zero, one layer after another.",),
    )


def first_state(case: Case) -> Diagnosis:
    """An LSTM has two states, and one was given."""
    return Diagnosis(
        "initial_state",
        "An LSTM starts from two states, h and c; one was given.",
        expected="initial_state=[h, c]",
        received="one tensor",
        fix=("outputs = keras.layers.LSTM(h.shape[-1])(X, initial_state=[h, c])",),
        details=("Each has the shape (samples, units). A GRU has one state alone.",),
    )


def end_index(case: Case) -> Diagnosis:
    """`end_index` counts the last row, not the rows."""
    return Diagnosis(
        "end_index",
        "end_index has to be lower than the number of rows.",
        expected="end_index below len(data)",
        received="end_index equal to len(data), or above",
        fix=("dataset = keras.utils.timeseries_dataset_from_array(data, None, 24)",),
        details=("Leave end_index out to use all rows, or cut the array yourself: data[:end].",),
    )


def start_index(case: Case) -> Diagnosis:
    """With `start_index`, Keras 3.15.1 counts too many windows."""
    return Diagnosis(
        "start_index",
        "Keras counts more windows than there are targets.",
        expected="a target for each window",
        received="a row beyond the last target",
        fix=("dataset = keras.utils.timeseries_dataset_from_array(data[50:-24], data[74:], 24)",),
        details=(
            "In Keras 3.15.1 start_index with shorter targets goes wrong: slice both arrays "
            "yourself. Here: from row 50 on, windows of 24, the row after each as its target.",
        ),
    )


def generator(case: Case) -> Diagnosis:
    """`TimeseriesGenerator` is gone."""
    return Diagnosis(
        "generator",
        "TimeseriesGenerator is not in Keras 3.",
        expected="timeseries_dataset_from_array",
        received="TimeseriesGenerator",
        fix=("dataset = keras.utils.timeseries_dataset_from_array(data[:-24], data[24:], 24)",),
        details=(
            "Mind the targets: there targets[i] came after the window, here targets[i] belongs to "
            "the window that starts at row i.",
        ),
    )


def relaxed(case: Case) -> Diagnosis:
    """One model was fed two numbers of axes."""
    return Diagnosis(
        "two_layouts",
        "One and the same model was fed two different numbers of axes.",
        expected="one layout for one model",
        received="a shape whose number of axes is open",
        axis="First two axes, then three (or the reverse): TensorFlow then leaves their number "
        "open.",
        fix=("model = keras.models.clone_model(model)",),
        details=(
            "Build a fresh model for each layout. The clone has fresh weights; copy them with "
            "set_weights.",
        ),
    )


def not_a_number(case: Case) -> Diagnosis:
    """The loss is nan."""
    return Diagnosis(
        "nan_loss",
        "The loss is not a number.",
        expected="numbers",
        received="nan",
        fix=(f"print(np.isnan({case.x}).sum(), np.isnan({case.y}).sum(), np.abs({case.x}).max())",),
        details=(
            "Either X or y holds nan, or the numbers have grown without bound.",
            'activation="relu" lets an LSTM\'s state grow from step to step: keep tanh. Scale X '
            "and y, and try a smaller learning rate.",
        ),
    )
