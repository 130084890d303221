"""Questions about PyTorch, and about versions of Keras."""

from lstmviz.questions import pytorch, versions
from lstmviz.questions.question import Question

QUESTIONS = (
    Question(
        "batch_first",
        "PyTorch: (seq, batch, feature) or (batch, seq, feature)?",
        pytorch.batch_first,
        "torch batch_first seq_len batch input_size order of dimensions input of nn.LSTM; "
        "batch_first True or False; which dimension is the batch in pytorch; input of nn.LSTM "
        "(seq, batch, feature); my input is (batch, seq, feature); is the order of dimensions "
        "wrong; GRU should be batch_first; output[-1] or output[:, -1]; why is seq_len first; "
        "first dimension of the output is the sequence; shape of input tensor for RNN; torch "
        "input dimensions mixed; dimension order of torch RNN; batch or time first; transpose "
        "before nn.LSTM; out[-1] or out[:, -1] for the last timestep",
    ),
    Question(
        "two_axes",
        "PyTorch takes my table with two axes without an error: what does it read?",
        pytorch.two_axes,
        "torch 2D input unbatched input must have 3 dimensions got 2 unsqueeze; 2D input to "
        "nn.LSTM; unbatched input; RNN: expected input to be 2-D or 3-D; LSTM takes my table "
        "without batch; add batch dimension in pytorch; input must have 3 dimensions, got 2",
    ),
    Question(
        "state_axes",
        "PyTorch: why is h_n (1, B, H), even with batch_first?",
        pytorch.state_axes,
        "torch h_n c_n hidden shape num_layers num_directions output and hidden difference last "
        "hidden state expected hidden[0] size initial hidden; shape of h_n and c_n; hidden[-1]; "
        "what is the size of the initial hidden state; Expected hidden[0] size; batch is the "
        "second dimension of hidden; num_layers * num_directions; output and h_n differ; does "
        "batch_first change the hidden state; expected hidden size got; output does not match "
        "hidden; return of nn.LSTM output, (h, c); which layer is hidden[0]; two values "
        "returned by nn.LSTM; hidden state with several layers; last hidden of torch LSTM; "
        "(h_n, c_n) shape; num_layers, batch, hidden",
    ),
    Question(
        "twice",
        "PyTorch: “Trying to backward through the graph a second time”, why?",
        pytorch.backward_twice,
        "torch retain_graph detach hidden state repackage_hidden backward second time; after "
        "detach initialise hidden and cell state again; why detach h and c at each training "
        "step; Trying to backward through the graph a second time; retain_graph=True; why "
        "detach the hidden state; hidden.detach(); h.data; repackage_hidden; memory grows "
        "during training; out of memory because graph is kept; GPU memory increases every "
        "iteration; buffers have already been freed; RuntimeError in backward of RNN; hidden "
        "state keeps the graph; detach or new hidden",
    ),
    Question(
        "loss_shapes",
        "PyTorch: why does MSELoss warn about (N, 1) and (N,)?",
        pytorch.loss_shapes,
        "torch target size different from input size broadcasting squeeze loss UserWarning; "
        "Using a target size that is different to the input size; MSELoss broadcasting warning; "
        "squeeze the output; shape of target and prediction; (N,1) and (N); input and target "
        "have different number of elements",
    ),
    Question(
        "packed",
        "PyTorch: what is pack_padded_sequence for?",
        pytorch.packed,
        "torch packed sequence variable length enforce_sorted lengths pad_packed_sequence; "
        "pack_padded_sequence, do I need it; what happens without packing; last hidden state "
        "with padded sequences; lengths must be sorted; pad_packed_sequence; padded batch in "
        "pytorch; real last output of each sequence; packing or masking the loss; pack pad; is "
        "packing faster; must packed sequences be unpacked; unpack before the linear layer; "
        "padding inside a batch in pytorch",
    ),
    Question(
        "biases",
        "PyTorch: why are there two biases?",
        pytorch.two_biases,
        "torch bias_ih bias_hh two bias vectors redundant more parameters than keras; b_ih and "
        "b_hh; why two biases in pytorch; number of parameters differs between keras and "
        "pytorch; two bias vectors",
    ),
    Question(
        "lstm_cell",
        "PyTorch: nn.LSTM or nn.LSTMCell?",
        pytorch.layer_or_cell,
        "LSTMCell or LSTM; nn.LSTMCell; GRUCell; loop over time steps; custom loop; "
        "RNN(LSTMCell); process step by step in pytorch; call the cell for each time step",
    ),
    Question(
        "keywords",
        "“Unrecognized keyword arguments passed to LSTM”: what now?",
        versions.unknown_keywords,
        "batch_input_shape input_length input_dim weights unknown argument Keras 3 upgrade "
        "TensorFlow 2.16 code no longer works tutorial old; Unrecognized keyword arguments; "
        "Keyword argument not understood; unexpected keyword argument; batch_input_shape in "
        "keras 3; old tutorial code fails; input_dim not accepted; update keras code; "
        "output_dim, nb_epoch, init; Keras 1 arguments",
    ),
    Question(
        "major",
        "Where has time_major gone?",
        versions.time_major,
        "time_major True time first keras 3; time_major=True; time first in keras",
    ),
    Question(
        "old",
        "How do I load a model of an older Keras?",
        versions.old_models,
        "load_model h5 legacy saved model keras 2 in keras 3 deserialize error tf_keras; load "
        "h5 model in keras 3; cannot load old model; saved model error; deserialize; load_model "
        "fails; load weights from an older version; error when loading LSTM model",
    ),
    Question(
        "frameworks",
        "Why do Keras and PyTorch give other numbers?",
        versions.other_framework,
        "keras vs pytorch different results convert weights port same model torch compare gate "
        "order; keras and pytorch give different results; copy weights from keras to pytorch; "
        "convert model; same network in tensorflow and pytorch; pytorch is worse than keras; "
        "port model",
    ),
)
