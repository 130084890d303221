"""Questions in words whose answer is of PyTorch."""

from lstmviz.doctor.judging.questions.question import Asked

WEIGHTS = r"\bw(?:eight)?_\{?[ih][hiofg]\}?(?:_l\d)?(?!\w)"

TORCH = (
    Asked(
        "weights_product",
        rf"{WEIGHTS}.{{0,120}}\b(?:multipl\w{{1,8}}|product|transposed?)\b|"
        rf"\b(?:multipl\w{{1,8}}|product|transposed?)\b.{{0,120}}{WEIGHTS}",
        "PyTorch multiplies from the other side: x @ W.T, with W of shape (units, features).",
        (
            "h = np.tanh(x[t] @ W_ih.T + b_ih + h @ W_hh.T + b_hh), for a tanh RNN.",
            "x_t is (samples, features), W_ih.T is (features, units): the result is (samples, "
            "units). For an LSTM W_ih has 4 × units rows, in the order i, f, g, o.",
        ),
        asks=False,
    ),
    Asked(
        "last_of_both",
        r"^(?=.*\bbi-?directional\b)(?=.*(?:\[:, ?-1|"
        r"\blast (?:time ?-?step|step|output|hidden|state)s?\b))",
        "Of a bidirectional layer out[:, -1] holds the backward direction after one step alone.",
        (
            "The forward direction ends at the last step, the backward one at the first: "
            "torch.cat((h_n[-2], h_n[-1]), dim=-1) has both after the whole sequence, (samples, "
            "2 × hidden_size).",
            "out[:, -1, :hidden_size] is h_n[-2], and out[:, 0, hidden_size:] is h_n[-1], with "
            "batch_first=True.",
        ),
    ),
    Asked(
        "first_states",
        r"\b(?:what|which|wie|welche)\b.{0,60}\b(?:h_?0|c_?0|initial (?:hidden )?states?|"
        r"hidden states?)\b.{0,30}\b(?:shape|sizes?|be|dim\w{0,7})\b|"
        r"\b(?:shape|size|dimensions?) of (?:the )?(?:h_?0|c_?0|initial (?:hidden )?states?)\b",
        "h_0 is (num_layers × directions, samples, hidden_size), with batch_first=True too.",
        (
            "c_0 of an LSTM has the same shape (hidden_size also where proj_size makes h smaller); "
            "a GRU and an RNN have h_0 alone. directions is 2 of a bidirectional layer.",
            "Without states the layer begins with zeros: lstm(x) alone.",
        ),
    ),
    Asked(
        "states_stay",
        r"\b(?:h_?n?|c_?n|hidden|cell|states?)\b.{0,160}\bbatch\b.{0,40}\b(?:first|second|axis|"
        r"dim\w{0,7})\b.{0,60}\?|\bbatch_first\b.{0,160}\b(?:h_?n|c_?n|hidden|states?)\b.{0,120}\?",
        "batch_first moves the axes of the input and of the output alone: the states stay (layers "
        "× directions, samples, units).",
        (
            "h_n[-1] is the last layer's state, (samples, units); h_n.transpose(0, 1) puts the "
            "samples first.",
            "States that are given to a layer have this order too, with batch_first=True as "
            "without.",
        ),
    ),
    Asked(
        "samples_first",
        r"^(?=.*\bbatch_first\b)(?=.*[\[(] ?(?:b|n|bs|batch(?:_?size)?|samples) ?, ?"
        r"(?:t|l|s|seq\w{0,9}|time\w{0,6}|steps?|window) ?,)",
        "(samples, timesteps, features) needs batch_first=True: without it PyTorch takes the first "
        "axis for timesteps.",
        (
            "No error is raised without it: the state then runs from one sample into the next.",
            "The last step is out[:, -1] with batch_first=True. The states stay (layers × "
            "directions, samples, hidden_size).",
        ),
    ),
    Asked(
        "output_and_states",
        r"\bdifference\b.{0,60}\bout(?:put)?s?\b.{0,60}\b(?:h_?n|hidden|states?)\b|"
        r"\bdifference\b.{0,60}\b(?:h_?n|hidden|states?)\b.{0,60}\bout(?:put)?s?\b",
        "The output is the last layer's h at every timestep, h_n every layer's h after the last "
        "one.",
        (
            "With batch_first=True and one direction output[:, -1] equals h_n[-1]; of padded or "
            "bidirectional sequences it does not.",
            "output is (samples, timesteps, directions × hidden_size) with batch_first=True; h_n "
            "is (layers × directions, samples, hidden_size) in any case.",
        ),
    ),
    Asked(
        "timesteps_last",
        r"\((?:batch(?:_?size)?|samples|n|b|bs), ?"
        r"(?:n_)?(?:channels?|features?|variables|sensors|c|f), ?"
        r"(?:n_)?(?:time\w{0,6}|seq\w{0,9}|length|steps?|t|l)\)",
        "A recurrent layer reads the features last: (samples, timesteps, features).",
        (
            "x.permute(0, 2, 1) moves the timesteps before the features, and input_size counts the "
            "features then; a reshape would mix the numbers.",
            "Built with input_size = timesteps it runs, and takes each feature for a step.",
        ),
    ),
    Asked(
        "order_of_axes",
        r"\b(?:which|what)\b.{0,60}\b(?:batch|samples|time ?steps?|sequence)\b.{0,40}"
        r"\b(?:axis|axes|dim\w{0,7}|first|second)\b|\bwhich\b.{0,30}\bis the batch\b",
        "PyTorch's recurrent layers read (timesteps, samples, features); with batch_first=True "
        "(samples, timesteps, features).",
        (
            "x.permute(1, 0, 2) swaps the first two axes; a reshape would mix the numbers.",
            "The states h and c are (layers × directions, samples, hidden_size) in both cases.",
        ),
    ),
    Asked(
        "packed_batch_sizes",
        r"\bba\w{1,2}h_?sizes?\b.{0,60}\bPacked_?Sequence|\bPacked_?Sequence\b.{0,60}\bbatch_?sizes?|"
        r"\bbatch_?sizes?\b[^\[]{0,8}\[\d+, ?\d+",
        "batch_sizes of a packed batch counts, for each timestep, the samples that still have one.",
        (
            "The first number is all samples, and it falls by one wherever a sample has ended; as "
            "many numbers as the longest sample has steps. The lengths themselves come back from "
            "pad_packed_sequence.",
        ),
    ),
    Asked(
        "weights_shape",
        r"\bweight_[ih]h(?:_l\d)?\b.{0,80}\b(?:shape|size|dimensions?)\b|"
        r"\b(?:shape|size|dimensions?)\b.{0,60}\bweight_[ih]h(?:_l\d)?\b",
        "weight_ih_l0 of an LSTM is (4 × hidden_size, input_size), weight_hh_l0 (4 × hidden_size, "
        "hidden_size).",
        (
            "The rows of the four gates stand below one another, in the order i, f, g, o. A GRU "
            "has 3 × hidden_size rows, an RNN hidden_size.",
            "weight_ih_l1 of a second layer reads hidden_size numbers, or 2 × of a bidirectional "
            "layer.",
        ),
    ),
    Asked(
        "after_both",
        r"\bbi-?directional\b.{0,80}\b(?:in_features|linear|next layer|dense)\b",
        "A bidirectional layer gives 2 × hidden_size numbers at each step: the next layer reads so "
        "many.",
        (
            "The first half is the forward direction, the second the backward one. Of Keras's "
            'Bidirectional merge_mode="sum" gives units alone.',
        ),
    ),
    Asked(
        "state_or_output",
        r"\bh_?n?\[-1\].{0,60}\bout(?:put)?\[:, ?-1|\bout(?:put)?\[:, ?-1.{0,60}\bh_?n?\[-1\]",
        "With batch_first=True and one direction out[:, -1] is h_n[-1]: the last layer's state "
        "after the last step.",
        (
            "Of a bidirectional layer it is not: h_n[-2] has read the sequence forward, h_n[-1] "
            "backward, and out[:, -1] holds the backward direction after one step alone.",
            "Of padded samples out[:, -1] is padding; packed, h_n is the state after each "
            "sample's own last step.",
        ),
    ),
    Asked(
        "channels_first",
        r"\bconv1d\b.{0,100}\b(?:channels?|features?|axis|permute|transpose)\b|"
        r"\b(?:channels?|features?)\b.{0,60}\bconv1d\b",
        "PyTorch's Conv1d reads (samples, channels, timesteps): the features stand on axis 1.",
        (
            "From (samples, timesteps, features): x.permute(0, 2, 1) before the Conv1d, and again "
            "before an LSTM with batch_first=True.",
            "Keras's Conv1D reads (samples, timesteps, features), as its LSTM does.",
        ),
    ),
    Asked(
        "last_of_padded",
        r"^(?=.*\blast (?:time ?-?step|step|output|hidden|state|word)s?\b)"
        r"(?=.*\b(?:padd\w{1,5}|(?:variable|different|varying|unequal)[ -]lengths?)\b)",
        "Of padded samples the last step is padding, but for the longest ones.",
        (
            "Pack them: pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False). "
            "The state h_n is then the one after each sample's own last step.",
            "Or pick it out of the output: out[torch.arange(len(lengths)), lengths - 1] with "
            "batch_first=True, out[lengths - 1, torch.arange(len(lengths))] without.",
        ),
    ),
    Asked(
        "last_step",
        r"^(?=.*\blast (?:time ?-?step|step|output|hidden|state)s?\b)(?=.*\[(?:-1|:, ?-1)\b)",
        "The last step is out[:, -1] of a layer with batch_first=True, and out[-1] of one without.",
        (
            "With batch_first=True the output is (samples, timesteps, units), so out[-1] is the "
            "last sample; without it it is (timesteps, samples, units), and out[:, -1] is that.",
            "Both run without an error: print(lstm.batch_first), or look at where it is made.",
        ),
    ),
    Asked(
        "why_last_step",
        r"^(?=.*\[:, ?-1)(?=.*(?:忽略|丢|不该|不应|为什么|为何|\b(?:why|shouldn.?t|instead|wrong|"
        r"(?:ignor|discard|dropp|throw|los|wast)\w{0,5})\b))",
        "out[:, -1] is right where each sequence has one answer: the last step has read all those "
        "before it.",
        (
            "For an answer at every step give the Linear all of out: it works on the last axis "
            "alone, so that no view is needed, and y has a target for each step.",
            "out.view(batch × timesteps, units) makes a row of every step: as many predictions, "
            "and so many targets are wanted.",
        ),
    ),
    Asked(
        "input_of_joined",
        r"\b(?:gru|lstm|rnn)\b.{0,80}\bcat\(.{0,120}\b2 ?\* ?(?:hidden|units|embed)\w{0,12}",
        "input_size counts the features of what goes in: of tensors joined along the last axis the "
        "sum of both.",
        (
            "Two of hidden_size each make hidden_size * 2: nn.GRU(hidden_size * 2, hidden_size, "
            "n_layers); the second number, the units, stays.",
            "The weights that read it are then (3 × hidden_size, 2 × hidden_size) of a GRU, "
            "4 × hidden_size rows of an LSTM.",
        ),
        asks=False,
    ),
    Asked(
        "traced_sizes",
        r"\btrac(?:e|ed|es|ing)\b.{0,120}\b(?:batch|constants?|hard-?coded|fixed|lengths?)\b|"
        r"\b(?:batch|constants?|hard-?coded|fixed)\b.{0,120}\btrac(?:e|ed|es|ing)\b",
        "torch.jit.trace records what one example does: a size that Python holds as a number is a "
        "constant from then on.",
        (
            "Take sizes from the tensors, within forward: x.new_zeros(x.size(0), units). A global "
            "batch_size, and the turns of a Python loop, stay those of the example.",
            "torch.jit.script compiles the code itself, with its loops and sizes.",
        ),
        asks=False,
    ),
    Asked(
        "torch_float64",
        r"^(?=.*\bfloat64\b)(?=.*\b(?:fails?|error|float32|required)\b)",
        "PyTorch's layers hold float32 unless they are told otherwise: float64 does not go in.",
        (
            "x = x.float(), or torch.tensor(a, dtype=torch.float32): torch.tensor and from_numpy "
            "keep the float64 that NumPy has by itself.",
            "model.double() makes the weights float64 instead.",
        ),
        asks=False,
    ),
)
