"""Questions about PyTorch, and about versions of Keras."""

from lstmviz.questions import pytorch, versions
from lstmviz.questions.question import Question

QUESTIONS = (
    Question(
        "batch_first",
        "PyTorch: (seq, batch, feature) or (batch, seq, feature)?",
        pytorch.batch_first,
        "torch batch_first seq_len batch input_size order of dimensions input of nn.LSTM",
    ),
    Question(
        "two_axes",
        "PyTorch takes my table with two axes without an error: what does it read?",
        pytorch.two_axes,
        "torch 2D input unbatched input must have 3 dimensions got 2 unsqueeze",
    ),
    Question(
        "state_axes",
        "PyTorch: why is h_n (1, B, H), even with batch_first?",
        pytorch.state_axes,
        "torch h_n c_n hidden shape num_layers num_directions output and hidden difference last "
        "hidden state expected hidden[0] size initial hidden",
    ),
    Question(
        "twice",
        "PyTorch: “Trying to backward through the graph a second time”, why?",
        pytorch.backward_twice,
        "torch retain_graph detach hidden state repackage_hidden backward second time; after "
        "detach initialise hidden and cell state again; why detach h and c at each training step",
    ),
    Question(
        "loss_shapes",
        "PyTorch: why does MSELoss warn about (N, 1) and (N,)?",
        pytorch.loss_shapes,
        "torch target size different from input size broadcasting squeeze loss UserWarning",
    ),
    Question(
        "packed",
        "PyTorch: what is pack_padded_sequence for?",
        pytorch.packed,
        "torch packed sequence variable length enforce_sorted lengths pad_packed_sequence",
    ),
    Question(
        "biases",
        "PyTorch: why are there two biases?",
        pytorch.two_biases,
        "torch bias_ih bias_hh two bias vectors redundant more parameters than keras",
    ),
    Question(
        "keywords",
        "“Unrecognized keyword arguments passed to LSTM”: what now?",
        versions.unknown_keywords,
        "batch_input_shape input_length input_dim weights unknown argument Keras 3 upgrade "
        "TensorFlow 2.16 code no longer works tutorial old",
    ),
    Question(
        "major",
        "Where has time_major gone?",
        versions.time_major,
        "time_major True time first keras 3",
    ),
    Question(
        "old",
        "How do I load a model of an older Keras?",
        versions.old_models,
        "load_model h5 legacy saved model keras 2 in keras 3 deserialize error tf_keras",
    ),
    Question(
        "frameworks",
        "Why do Keras and PyTorch give other numbers?",
        versions.other_framework,
        "keras vs pytorch different results convert weights port same model torch compare gate "
        "order",
    ),
)
