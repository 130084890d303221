"""The wordings of Keras 3 and 2, TensorFlow, TF.js, PyTorch, NumPy and scikit-learn.

Literally, and then as learners paste them: wrapped, in capitals, quoted otherwise.
"""

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.doctor import diagnose

NDIM = "is incompatible with the layer: expected ndim=3, found ndim=2. Full shape received: "
STATEFUL = (
    "If an RNN is stateful, the batch size of the input sequences must be the same as the batch "
    "size of the initial state. \n- Expected batch size: 4 - Received batch size: 3"
)
# Each row of the table of messages, and relatives of it → the diagnosis that comes first.
WORDINGS = (
    (f"ValueError: Input 0 with name 'None' of layer 'lstm' {NDIM}(None, 3)", "no_time_axis"),
    (f'Input 0 of layer "lstm" {NDIM}(None, 3)', "no_time_axis"),
    (f"Input 0 of layer gru {NDIM}(None, 3)", "no_time_axis"),
    (f"Input 0 of layer simple_rnn {NDIM}[None, 3]", "no_time_axis"),
    (f"Input 0 of layer 'lstm_7' {NDIM}(None, 64)", "return_sequences"),
    ("Input 0 is incompatible with layer lstm_1: expected ndim=3, found ndim=2", "no_time_axis"),
    (
        "Input 0 is incompatible with layer lstm_LSTM1: expected ndim=3, found ndim=2",
        "no_time_axis",
    ),
    (
        "Input 0 of layer conv1d is incompatible with the layer: expected min_ndim=3, found "
        "ndim=2. "
        "Full shape received: (None, 3)",
        "no_time_axis",
    ),
    (
        "Input 0 of layer 'dense' is incompatible with the layer: expected min_ndim=2, found "
        "ndim=1. "
        "Full shape received: (8,)",
        "no_features_axis",
    ),
    (
        "Input 0 with name 'None' of layer 'lstm' is incompatible with the layer: expected ndim=3, "
        "found ndim=4. Full shape received: (None, 8, 5, 3)",
        "too_many_axes",
    ),
    (
        "Exception encountered when calling Sequential.call().\n\nInvalid input shape for input "
        "Tensor(\"data:0\", shape=(8, 3), dtype=float32) with name 'keras_tensor_7' and path ''. "
        "Expected shape (None, 1, 3), but input has incompatible shape (8, 3)",
        "no_time_axis",
    ),
    (
        "Expected shape (None, 5, 3), but input has incompatible shape (5, 3)",
        "no_samples_axis",
    ),
    (
        'Input 0 of layer "sequential" is incompatible with the layer: expected shape=(None, 5, 3)'
        ", found shape=(None, 5, 4)",
        "feature_count",
    ),
    (
        'Input 0 of layer "model" is incompatible with the layer: expected shape=(None, 3, 1), '
        "found shape=(32, 1, 3)",
        "swapped_axes",
    ),
    (
        "Error when checking input: expected lstm_1_input to have 3 dimensions, but got array with "
        "shape (8, 3)",
        "no_time_axis",
    ),
    (
        "Error when checking : expected lstm_LSTM1_input to have 3 dimension(s), but got array "
        "with "
        "shape [8,3]",
        "no_time_axis",
    ),
    (
        "Error when checking input: expected lstm_1_input to have shape (1, 3) but got array with "
        "shape (1, 4)",
        "feature_count",
    ),
    (
        "Error when checking target: expected dense_1 to have 2 dimensions, but got array with "
        "shape "
        "(8, 5, 1)",
        "target_shape",
    ),
    (
        "Cannot feed value of shape (8, 3) for Tensor 'lstm_input:0', which has shape '(?, 1, 3)'",
        "no_time_axis",
    ),
    (
        "Model was constructed with shape (None, 1, 3) for input KerasTensor(type_spec=TensorSpec("
        "shape=(None, 1, 3))), but it was called on an input with incompatible shape (None, 3).",
        "no_time_axis",
    ),
    (
        "Dimensions must be equal, but are 4 and 3 for "
        "'{{node sequential/lstm/lstm_cell/MatMul}} = "
        "MatMul[T=DT_FLOAT](a, b)' with input shapes: [4,4], [3,8].",
        "feature_count",
    ),
    (
        "TypeError: dot_general requires contracting dimensions to have the same shape, got "
        "(4,) and "
        "(3,).",
        "feature_count",
    ),
    ("RuntimeError: mat1 and mat2 shapes cannot be multiplied (40x4 and 3x16)", "feature_count"),
    (
        "Dimensions must be equal, but are 3 and 1 for "
        "'{{node sequential/lstm/lstm_cell/MatMul}} = "
        "MatMul[T=DT_FLOAT](a, b)' with input shapes: [4,3], [1,8].",
        "swapped_axes",
    ),
    (
        "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples."
        "'x' sizes: 8\n'y' sizes: 7\n",
        "sample_count",
    ),
    (
        "Data cardinality is ambiguous:\n  x sizes: 8\n  y sizes: 7\nMake sure all arrays contain "
        "the same number of samples.",
        "sample_count",
    ),
    (
        "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples."
        "'x' sizes: 5, 5, 5\n'y' sizes: 3\n",
        "list_of_arrays",
    ),
    *(
        (f"Unrecognized keyword arguments passed to LSTM: {{{given}}}", "unknown_argument")
        for given in (
            "'batch_input_shape': (1, 5, 3)",
            "'input_length': 5",
            "'batch_size': 4",
            "'batch_shape': (1, 5, 3)",
            "'time_major': True",
            "'weights': [1.0]",
        )
    ),
    (
        "UserWarning: Do not pass an `input_shape`/`input_dim` argument to a layer. When using "
        "Sequential models, prefer using an `Input(shape)` object as the first layer in the model "
        "instead.",
        "input_warning",
    ),
    ("Cannot convert '1' to a shape.", "bare_number"),
    (STATEFUL, "batch_size"),
    ("Incompatible shapes: [8,1] vs. [4,1]", "batch_size"),
    (
        "When using `stateful=True` in a RNN, the batch size must be static. Found dynamic batch "
        "size: sequence.shape=(None, 5, 3)",
        "stateful_batch",
    ),
    (
        "one of the variables needed for gradient computation has been modified by an inplace "
        "operation",
        "inplace",
    ),
    ("Invalid dtype: object", "object_values"),
    (
        "Failed to convert a NumPy array to a Tensor (Unsupported object type numpy.ndarray).",
        "ragged",
    ),
    (
        "Input 0 with name 'None' of layer 'repeat_vector' is incompatible with the layer: "
        "expected "
        "ndim=2, found ndim=3. Full shape received: (None, 5, 2)",
        "one_vector",
    ),
    (
        "`TimeDistributed` Layer should be passed an `input_shape` with at least 3 dimensions, "
        "received: (8, 3)",
        "time_distributed",
    ),
    (
        "Shapes used to initialize variables must be fully-defined (no `None` dimensions). "
        "Received: "
        "shape=(None, 1) for variable path='sequential/dense/kernel'",
        "open_size",
    ),
    (
        "use_cudnn=True was specified, but cuDNN is not supported for this layer configuration "
        "with "
        "this backend.",
        "cudnn",
    ),
    (
        "WARNING: Layer lstm will not use cuDNN kernels since it doesn't meet the criteria",
        "cudnn_warning",
    ),
    (
        "NotImplementedError: Cannot convert a symbolic Tensor (lstm/strided_slice:0) to a numpy "
        "array",
        "versions",
    ),
    ("UserWarning: Your input ran out of data; interrupting training.", "no_windows"),
    ("input.size(-1) must be equal to input_size. Expected 3, got 4", "feature_count"),
    ("LSTM: Expected input to be 2D or 3D, got 4D instead", "torch_axes"),
    ("RuntimeError: input must have 3 dimensions, got 2", "torch_axes"),
    (
        "For batched 3-D input, hx and cx should also be 3-D but got (2-D, 2-D) tensors",
        "torch_state_axes",
    ),
    ("Expected hidden[0] size (1, 8, 4), got [1, 5, 4]", "torch_state_size"),
    (
        "RNN input dtype (torch.float64) does not match weight dtype (torch.float32).",
        "torch_dtype",
    ),
    (
        "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True.",
        "torch_sorted",
    ),
    (
        "non-broadcastable output operand with shape (33093,1) doesn't match the broadcast shape "
        "(33093,9)",
        "scaler_columns",
    ),
    ("cannot reshape array of size 160182 into shape (53394,10,3)", "reshape_size"),
    ("shape '[53394, 10, 3]' is invalid for input of size 160182", "reshape_size"),
    ("Size(160182) must match the product of shape 53394,10,3", "reshape_size"),
    (
        "setting an array element with a sequence. The requested array has an inhomogeneous shape "
        "after 1 dimensions.",
        "ragged",
    ),
    ("'Sequential' object has no attribute 'reset_states'", "reset_states"),
    ("`end_index` must be lower than the length of the data.", "end_index"),
    ("indices = 40 is not in [0, 40)", "start_index"),
    ("Trying to backward through the graph a second time", "torch_backward"),
    (
        "Using a target size (torch.Size([8])) that is different to the input size (torch.Size([8, "
        "1])).",
        "torch_loss_sizes",
    ),
    ("linear(): argument 'input' (position 1) must be Tensor, not tuple", "torch_tuple"),
    ("Cannot take the length of shape with unknown rank.", "two_layouts"),
    ("Epoch 3/9 - 4s - loss: nan - val_loss: nan", "nan_loss"),
)


def keys(text, answers=()):
    return [diagnosis.key for diagnosis in diagnose(text, dict(answers)).diagnoses]


@pytest.mark.parametrize(("text", "key"), WORDINGS, ids=lambda value: value[:40])
def test_each_wording_is_known_literally(text, key):
    assert keys(text)[:1] == [key]


QUOTES = ("'{}'", '"{}"', "`{}`", "‘{}’", "“{}”", "{}")


def restyle(text, quote, width, upper, prefix):
    """Paste a message as forums show it: other quotes, wrapped anywhere, capitals, a margin."""
    text = re.sub(
        r"(?<!\w)['`\"]([^'`\"\n]{1,40})['`\"]", lambda found: quote.format(found[1]), text
    )
    text = text.upper() if upper else text
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    return "\n".join(prefix + line for line in lines)


@settings(max_examples=110)
@given(
    st.sampled_from(WORDINGS),
    st.sampled_from(QUOTES),
    st.integers(17, 120),
    st.booleans(),
    st.sampled_from(["", "    ", "> ", "│ ", "\x1b[31m"]),
)
def test_wraps_quotes_and_capitals_change_nothing(wording, quote, width, upper, prefix):
    text, key = wording
    again = restyle(text, quote, width, upper, prefix)
    assert keys(again)[:1] == [key]


SIZE = st.integers(2, 99)
NAME = st.sampled_from(["lstm", "gru_2", "simple_rnn", "bidirectional_1", "my_lstm", "LSTM1"])


@given(NAME, st.integers(2, 7), st.sampled_from(["None", "32"]))
def test_the_features_are_read_from_whatever_layer(name, features, batch):
    text = f"Input 0 of layer '{name}' {NDIM}({batch}, {features})"
    first = diagnose(text).diagnoses[0]
    assert first.key == "no_time_axis"
    assert first.fix == ("X = X[:, None, :]", f"inputs = keras.Input((1, {features}))")
    assert first.meant.shape[1:] == (1, features)


@given(SIZE, SIZE, SIZE)
def test_expected_and_received_shapes_decide(timesteps, features, got):
    def first(received):
        expected = f"(None, {timesteps}, {features})"
        return keys(f"Expected shape {expected}, but input has incompatible shape {received}")[0]

    if got != timesteps:
        assert first(f"({got}, {features})") == "no_time_axis"
        assert first(f"(8, {got}, {features})") == (
            "swapped_axes" if (got, features) == (features, timesteps) else "step_count"
        )
    assert first(f"({timesteps}, {features})") == "no_samples_axis"
    if timesteps != features:
        assert first(f"(8, {features}, {timesteps})") == "swapped_axes"
    if got != features and (got, timesteps) != (timesteps, features):
        assert first(f"(8, {timesteps}, {got})") == "feature_count"


@given(st.integers(2, 60), st.integers(2, 60))
def test_two_feature_counts_are_told_apart_by_a_single_feature(got, built):
    def first(a, b):
        return diagnose(f"Matrix size-incompatible: In[0]: [4,{a}], In[1]: [{b},8]").diagnoses[0]

    if got != built:
        said = first(got, built)
        assert said.key == "feature_count"
        assert str(built) in said.expected
        assert str(got) in said.received
    assert first(got, 1).key == first(1, got).key == "swapped_axes"


@given(st.integers(5, 500), st.integers(1, 4))
def test_too_many_targets_lose_their_beginning(samples, lost):
    text = f"Data cardinality is ambiguous. 'x' sizes: {samples}\n'y' sizes: {samples + lost}"
    assert diagnose(text).diagnoses[0].fix == (f"y = y[{lost}:]",)
    # The code says the window: the last one has no row after it.
    code = f"X = sliding_window_view(table, {lost + 1}, axis=0).transpose(0, 2, 1)\n{text}"
    if lost:
        assert diagnose(code).diagnoses[0].fix == (f"X, y = X[:-1], y[{lost + 1}:]",)


def test_code_beside_a_message_names_the_layer_and_its_arrays():
    text = (
        "model = Sequential()\n"
        "model.add(Input((24, 3)))\n"
        "model.add(GRU(17, dropout=0.1))\n"
        "model.add(GRU(5))\n"
        f"ValueError: Input 0 of layer 'gru_1' {NDIM}(None, 17)"
    )
    first = diagnose(text).diagnoses[0]
    assert first.key == "return_sequences"
    assert first.fix == ("GRU(17, dropout=0.1, return_sequences=True)",)


def test_an_old_message_on_targets_names_the_layer_to_change():
    text = "Error when checking target: expected dense_1 to have 2 dimensions, but got array with "
    first = diagnose(f"LSTM(7), Dense(1)\n{text}shape (8, 5, 1)").diagnoses[0]
    assert first.fix == ("LSTM(7, return_sequences=True)",)


def test_questions_come_one_at_a_time_and_decide():
    text = WORDINGS[0][0]
    answers = {}
    asked = []
    for choice in ("first", "ordered", "different"):
        question = diagnose(text, answers).question
        asked.append(question.key)
        answers[question.key] = choice
    assert asked == ["before", "rows", "columns"]
    last = diagnose(text, answers)
    assert last.question is None
    assert [d.key for d in last.diagnoses] == ["no_time_axis"]
    assert last.diagnoses[0].meant.shape == (None, 24, 3)
    assert last.diagnoses[0].opens.layout == "window"
    answers["columns"] = "sequence"
    assert diagnose(text, answers).diagnoses[0].meant.shape == (None, 3, 1)
    assert keys(text, {"before": "recurrent"}) == ["return_sequences"]


def test_an_unknown_message_gets_an_honest_word_and_a_hint():
    answer = diagnose("FrobnicationError: the tensor shape (4, 5) cannot be frobnicated")
    assert answer.diagnoses == ()
    assert answer.unknown.startswith("I do not know this one.")
    assert "X.shape" in answer.unknown
    assert "nothing to read" in diagnose("  \n ").unknown
    assert "memory" in diagnose("ResourceExhaustedError: OOM when allocating tensor").unknown


def test_an_unknown_error_beside_right_code_is_not_called_right():
    code = "model = Sequential([Input((24, 3)), LSTM(8), Dense(1)])"
    assert keys(code) == ["nothing_seen"]
    answer = diagnose(f"{code}\nFrobnicationError: no")
    assert answer.diagnoses == ()
    assert answer.unknown
    assert keys(f"{code}\nmodel.compile('adam', keras.losses.MeanSquaredError())") == keys(code)


def test_a_long_text_is_read_from_its_end():
    answer = diagnose(textwrap.fill("word " * 6_000) + "\n" + WORDINGS[0][0])
    assert answer.diagnoses[0].key == "no_time_axis"
    assert "20,000" in answer.understood[0]
