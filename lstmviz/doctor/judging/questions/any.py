"""Questions in words whose answer is of any library."""

from lstmviz.doctor.judging.questions.question import Asked

# What a shape's axis of timesteps is called.
STEPS = r"window\w{0,8}|look_?back|(?:n_?)?(?:time)?_?steps|seq\w{0,9}"

# What does not change, and is no size.
SAME = (
    r"(?:do(?:es)?(?: not|n't) change|same|identical|constant)\b"
    r"(?! (?:axes|dim|format|len|number|order|shape|size|step|time|type))"
)
ANY = (
    Asked(
        "one_late",
        r"\b(?:one|a|1|single) (?:time ?)?(?:step|hour|day|row|minute|week|month|value|bar|tick|"
        r"sample)s? (?:too )?(?:late|later|behind|delayed|delay|lag|shifted|off)\b|"
        r"\b(?:prediction|forecast|predicted|output|curve|model)\w{0,2}\b.{0,80}\b(?:lags?|lagging|"
        r"lagged|shifted|delayed|trails?)\b|"
        r"\b(?:just|only|simply|merely) (?:copies|repeats|outputs|predicts|returns) the "
        r"(?:last|previous)\b",
        "A forecast that runs one step late repeats the last value: it has learned no more than "
        "that.",
        (
            "Hold its error against that of the last value itself, "
            "np.abs(y - X[:, -1, target]).mean(): if they are level, the shapes are right and "
            "nothing was gained.",
            "Let it learn the difference to the last value, y - X[:, -1, target], and give it what "
            "tells of the change: more rows, the hour, other columns.",
            "If it is far better than that and still late, look whether y is cut a row too early.",
        ),
        asks=False,
    ),
    Asked(
        "same_for_all",
        rf"\b(?:outputs?|predict\w{{0,6}}|results?)\b.{{0,60}}\b(?:not? chang\w{{1,4}}|{SAME})"
        r".{0,40}\b(?:all|any|every|each|different)\b.{0,24}\b(?:inputs?|samples?|sequences?)\b|"
        r"\b(?:predict\w{0,6}|outputs?|gives?|get(?:ting)?) (?:always |only )?(?:exactly )?"
        r"(?:the )?"
        rf"{SAME} (?:outputs?|predictions?|values?|labels?|class|numbers?)\b"
        r"(?! (?:len|shape|size))",
        "The same output for all inputs: what tells them apart gets lost on its way, or is not "
        "learned yet.",
        (
            "A stack of many recurrent layers that is not trained gives nearly the same for any "
            "input: num_layers of 1 or 2, and more units.",
            "Values far from 0, as 400 or 40000, saturate the gates: scale the features to about "
            "-1 to 1.",
            "Compare after training, and look whether the loss falls below that of predicting the "
            "mean.",
        ),
        asks=False,
    ),
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
        "window_of_one",
        rf"\((?P<a>{STEPS}), ?1\).{{0,80}}\(1, ?(?P=a)\)|"
        rf"\(1, ?(?P<b>{STEPS})\).{{0,80}}\((?P=b), ?1\)",
        "A window of one quantity is (timesteps, 1): each of its values is a timestep with one "
        "feature.",
        (
            "(1, timesteps) runs too, and is a sequence of a single step with as many features: "
            "the layer has nothing to remember then.",
            "X[..., None] of windows (samples, timesteps) puts the axis of the features at the "
            "end: (samples, timesteps, 1).",
        ),
        asks=False,
    ),
    Asked(
        "width_is_time",
        r"\bwidth\b.{0,60}\btime\b|\btime\b.{0,60}\bwidth\b",
        "Of a line of text the width is the time axis: each column of the picture is a timestep, "
        "with height × channels features.",
        (
            "From (samples, height, width, channels) move the axes first, then join the last two: "
            "transpose(0, 2, 1, 3), and reshape to (samples, width, height × channels).",
            "A reshape alone has the same sizes and mixes the numbers of different columns.",
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
        "uneven_lists",
        r"^(?!.*\b(?:padded|packed|masked|pad_sequences?)\b).*(?:"
        r"\b(?:sentences?|texts?|lists?|sequences?|reviews?|tweets?|documents?)\b.{0,60}"
        r"\b(?:different|differing|varying|variable|unequal|various) (?:lengths?|sizes?)\b|"
        r"\b(?:different|differing|varying|variable|unequal)[ -](?:sequence[ -])?lengths?\b.{0,60}"
        r"\b(?:sentences|texts|lists|sequences|reviews|tweets|documents|one batch)\b|"
        r"\bshape (?:of )?\(\d{2,9},\).{0,40}\bobjects?\b)",
        "Lists of different lengths make no array of numbers: pad them to one length first.",
        (
            "X = keras.utils.pad_sequences(lists, maxlen=…) makes (samples, maxlen) of lists of "
            "word numbers; Embedding(vocabulary + 1, units, mask_zero=True) leaves the zeros out.",
            'Of rows of features: keras.utils.pad_sequences(lists, dtype="float32", '
            'padding="post"), (samples, timesteps, features), and Masking() first.',
            "In PyTorch: nn.utils.rnn.pad_sequence(tensors, batch_first=True), then "
            "pack_padded_sequence with the lengths.",
        ),
    ),
)
