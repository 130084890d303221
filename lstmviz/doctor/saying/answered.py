"""Questions in words that come with a paste: few, and each answered in three sentences.

A word anywhere in a text asks nothing: it has to stand in a sentence, with what it is said of.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A question and its answer.

    Args:
        key, title, details: of the answer.
        words: what a sentence has to say.
        asks: whether a question mark has to stand in the text; else it complains.
    """

    key: str
    words: str
    title: str
    details: tuple[str, ...]
    asks: bool = True


# What targets that are told answer by themselves.
OF_TARGETS = frozenset({"every_step", "steps_ahead"})
OF_KERAS = frozenset({"every_step", "repeat_by_length", "steps_ahead", "units_not_steps"})
OF_TORCH = frozenset({
    "after_both", "channels_first", "first_states", "last_of_both", "last_of_padded", "last_step",
    "order_of_axes", "state_or_output", "states_stay", "torch_float64", "weights_product",
    "weights_shape",
})  # fmt: skip
UNITS = r"\b(?:units?|neurons?|hidden[ _](?:size|units?)|number in LSTM|LSTM\(\d{1,4}\))"
COUNTED = r"\b(?:time ?-?steps?|sequence length|window|features?|samples?|rows|columns|batch)\b"
WEIGHTS = r"\bw(?:eight)?_\{?[ih][hiofg]\}?(?:_l\d)?(?!\w)"

ANSWERED: tuple[Asked, ...] = (
    Asked(
        "irregular",
        r"\b(?:(?:irregular|unregelm\w{0,20}|uneven)(?:ly)?\b.{0,40}\b(?:times?|timestamps?|"
        r"intervals?|spaced|sampled|sampling|zeit\w{0,20}|abst\w{0,10})|"
        r"(?:measure\w{0,10}|rows?|samples?|values?|recorded|taken)\b.{0,40} at different times)\b",
        "An LSTM counts steps, not time: rows at irregular times need one more thing.",
        (
            'Resample to a regular interval (df.resample("1D").mean().interpolate()), if the '
            "gaps are short.",
            "Or keep the rows and add the time since the row before as a feature (elapsed hours).",
            "Cut no window across a long gap.",
        ),
    ),
    Asked(
        "stretches",
        r"\b(?:two|three|several|another|both|separate) (?:\w{1,20} ){0,2}?(?:stretch(?:es)?|"
        r"periods?|series|segments|parts|tables)\b.{0,120}\b(?:concatenate|join|glue|put)\b|"
        r"\b(?:concatenate|join|glue|put) (?:the|my|both|these|two) (?:\w{1,20} ){0,2}?"
        r"(?:stretches|periods|series|segments|parts|tables)\b",
        "Cut windows in each stretch separately, and put the windows together: none may cross the "
        "gap.",
        (
            "np.concatenate([windows of the first, windows of the second]) along the samples.",
            "Padding the shorter with zeros is for whole sequences as samples, with a mask: "
            "Input((None, features)).",
        ),
    ),
    Asked(
        "darts",
        r"\b(?:in|out)put_chunk_length\b",
        "input_chunk_length is the window: the timesteps that are read. output_chunk_length is how "
        "many steps are predicted at once.",
        (
            "RNNModel: training_length is the length of the sequences it trains on, at least "
            "input_chunk_length; it predicts one step and feeds it back.",
            "BlockRNNModel predicts output_chunk_length steps at once from one window.",
        ),
    ),
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
        "order_of_axes",
        r"\b(?:which|what)\b.{0,60}\b(?:batch|samples|time ?steps?|sequence)\b.{0,40}"
        r"\b(?:axis|axes|dim\w{0,7}|first|second)\b|\bwhich of \d{1,6} and \d{1,6} is the batch\b",
        "PyTorch's recurrent layers read (timesteps, samples, features); with batch_first=True "
        "(samples, timesteps, features).",
        (
            "x.permute(1, 0, 2) swaps the first two axes; a reshape would mix the numbers.",
            "The states h and c are (layers × directions, samples, hidden_size) in both cases.",
        ),
    ),
    Asked(
        "cut_or_move",
        r"\b(?:view|reshape)\b.{0,80}\b(?:permute|transpose|swapaxes)\b|"
        r"\b(?:permute|transpose|swapaxes)\b.{0,80}\b(?:view|reshape)\b",
        "view and reshape keep the order of the numbers and cut it anew; permute and transpose "
        "move the axes.",
        (
            "To swap timesteps and features it is permute(0, 2, 1), or transpose(0, 2, 1) of "
            "NumPy: a view of the same sizes mixes the numbers of different steps.",
            "A view is right where axes are split or joined in their order, as (samples × "
            "timesteps, features) into (samples, timesteps, features).",
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
        "other_lengths",
        r"\b(?:train\w*|fit\w*|built)\b.{0,60}\b\d+ (?:time ?)?steps?\b.{0,80}\b\d+ "
        r"(?:time ?)?steps?\b|\b(?:variable|different|longer|shorter)\b.{0,24}"
        r"\b(?:sequences|lengths?|(?:time ?)?steps)\b.{0,60}\b(?:predict\w*|test\w*|inference)\b|"
        r"\b(?:do (?:they|the|all|my)|must|should|need|have to)\b.{0,60}\b(?:same|equal|one) "
        r"(?:length|number of (?:time ?)?steps)\b|\b(?:sequences|samples|recordings)\b.{0,40}"
        r"\bbetween \d+ and \d+ (?:time ?)?steps\b",
        "The weights of a recurrent layer do not count the timesteps: it reads sequences of any "
        "length.",
        (
            "In PyTorch nothing is to be changed. In Keras the model is built for any length by "
            "Input((None, features)); a Flatten or a Dense on all steps fixes it.",
            "What it has learned reaches as far back as the training sequences did. In one batch "
            "all have one length: pad and mask, or pack.",
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
        "units_not_steps",
        r"\bwhy\b.{0,60}\boutput\b.{0,40}\bshape\b.{0,20}\((?:None|batch\w{0,5}), ?\d{1,5}\)|"
        rf"{UNITS}.{{0,120}}\b(?:must|should|have to|has to|need|equal|same|match|depend)\b"
        rf".{{0,60}}{COUNTED}|\b(?:must|should|does|do|has|have|need)\b.{{0,60}}{UNITS}.{{0,60}}\b(?:equal|"
        rf"same|match|depend|agree)\b.{{0,60}}{COUNTED}|"
        rf"{UNITS}.{{0,40}}\b(?:more|fewer|less|larger|smaller|bigger|greater)\b.{{0,60}}{COUNTED}|"
        rf"\b(?:must|should|does|do) (?:that|this|the) number\b.{{0,40}}{COUNTED}",
        "A recurrent layer gives one number for each unit, not one in all: (samples, units).",
        (
            "return_sequences=False keeps the last step alone: a vector as wide as the layer has "
            "units. With True it is (samples, timesteps, units).",
            "The units are yours to choose and have nothing to do with the timesteps; a Dense "
            "after it makes as many numbers as are predicted.",
        ),
    ),
    Asked(
        "repeat_by_length",
        r"\bRepeatVector\b.{0,120}\b(?:dynamic\w{0,6}|variable|vary\w{0,3}|any|None)\b",
        "RepeatVector takes one fixed number; steps of any number come from what goes in.",
        (
            "Repeat by the shape of the input: keras.layers.Lambda(lambda t: keras.ops.repeat("
            "t[0][:, None], keras.ops.shape(t[1])[1], axis=1))([encoded, inputs]).",
            "Or pad all sequences to one length, mask the padding, and keep RepeatVector.",
        ),
    ),
    Asked(
        "every_step",
        r"\b(?:predict|output|return|label|classify)\w{0,4} (?:(?:a|the|one) )?(?:sequence|label|"
        r"class|value|prediction)s? (?:of labels?|for each|for every|at each|at every|per)\b",
        "For an answer at every timestep every recurrent layer hands on all steps: "
        "return_sequences=True.",
        (
            "A Dense after it answers at each step (TimeDistributed(Dense(…)) in an old Keras).",
            "The targets are then (samples, timesteps, classes), or (samples, timesteps) of class "
            "numbers with sparse_categorical_crossentropy.",
        ),
    ),
    Asked(
        "steps_ahead",
        r"\b(?:predict|forecast)\w{0,4}\b.{0,40}\b(?:\d{1,3}|n|k|several|multiple|many)"
        r" (?:time ?)?(?:steps?|hours?|days?|points?|values?)\b.{0,12}\b(?:ahead|future|at once)\b|"
        r"\b(?:predict|forecast|want|need)\w{0,4}\b.{0,20}\bnext (?:\d{1,3}|n|k|several) \w{1,20}|"
        r"\bmulti-?step\b.{0,60}\?|複数.{0,20}(?:ステップ|時点).{0,60}(?:予測|求め)",
        "For n steps ahead the last layer has n units, and y holds n values for each sample.",
        (
            "Dense(n) gives all at once: y is (samples, n), the n values after each window. What "
            "cuts the windows, or a generator, has to take all n of them as the target.",
            "Or a decoder: RepeatVector(n), a recurrent layer with return_sequences=True, and "
            "Dense(1) at each step; y is (samples, n, 1) then.",
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
