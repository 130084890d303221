"""Error messages as learners meet them, each by the words that it is known by."""

# Keras 3.15.1 unless said otherwise; sizes and names are those of a small example.
MESSAGES = (
    'Input 0 of layer "lstm" is incompatible with the layer: expected ndim=3, found ndim=2. '
    "Full shape received: (None, 3)",
    'Input 0 of layer "lstm" is incompatible with the layer: expected ndim=3, found ndim=4. '
    "Full shape received: (None, 8, 5, 3)",
    "Expected shape (None, 1, 3), but input has incompatible shape (8, 3)",
    "Dimensions must be equal, but are 4 and 3 for MatMul",
    "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples. "
    "'x' sizes: 8 'y' sizes: 7",
    "Unrecognized keyword arguments passed to LSTM: {'batch_input_shape': (1, 5, 3)}",
    "Do not pass an `input_shape`/`input_dim` argument to a layer",
    "Cannot convert '1' to a shape.",
    "If an RNN is stateful, the batch size of the input sequences must be the same as the batch "
    "size of the initial state. - Expected batch size: 4 - Received batch size: 3",
    "Invalid dtype: object",
    "Failed to convert a NumPy array to a Tensor (Unsupported object type numpy.ndarray).",
    'Input 0 of layer "repeat_vector" is incompatible with the layer: expected ndim=2, found '
    "ndim=3. Full shape received: (None, 5, 4)",
    "`TimeDistributed` Layer should be passed an `input_shape` with at least 3 dimensions, "
    "received: (8, 3)",
    "Shapes used to initialize variables must be fully-defined (no `None` dimensions)",
    "use_cudnn=True was specified, but cuDNN is not supported for this layer configuration with "
    "this backend.",
    "Layer lstm will not use cuDNN kernels since it doesn't meet the criteria",
    "Cannot convert a symbolic Tensor (lstm/strided_slice:0) to a numpy array",
    "Your input ran out of data; interrupting training.",
    "'Sequential' object has no attribute 'reset_states'",
    # NumPy and scikit-learn
    "cannot reshape array of size 160182 into shape (53394,24,3)",
    "setting an array element with a sequence. The requested array has an inhomogeneous shape",
    "non-broadcastable output operand with shape (33093,1) doesn't match the broadcast shape "
    "(33093,9)",
    # PyTorch 2.13
    "input.size(-1) must be equal to input_size. Expected 3, got 4",
    "LSTM: Expected input to be 2D or 3D, got 4D instead",
    "For batched 3-D input, hx and cx should also be 3-D but got (2-D, 2-D) tensors",
    "Expected hidden[0] size (1, 8, 4), got [1, 5, 4]",
    "RNN input dtype (torch.float64) does not match weight dtype (torch.float32).",
    "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True",
    "Trying to backward through the graph a second time",
    "mat1 and mat2 shapes cannot be multiplied (40x4 and 3x16)",
)
