"""Messages of Keras and TensorFlow about what fit, predict and data sets are given."""

from lstmviz.doctor.saying.notices.notice import Notice

FEEDING = (
    Notice(
        "arrays_or_lists",
        r"providea(?:s|nas)modelinputseitherasinglearray|pleaseprovideasmodelinputseither"
        r"|failedtofinddataadapterthatcanhandleinput:<?(?:class)?(?:nonetype|int|float|str)"
        r"|unrecognizeddatatype:x=",
        "fit or predict was given something else than an array or a list of arrays.",
        "an array (samples, timesteps, features)",
        "a list of lists, None, or another object",
        details=(
            'x = np.asarray(x, dtype="float32") makes an array where all rows are equally long; '
            "then x.shape has to have three axes.",
            "None most often comes of a function without return.",
        ),
    ),
    Notice(
        "no_data_for_input",
        r"nodataprovidedfor\"?(?P<name>\w{1,60}?)\.needdataforeachkey"
        r"|nodataprovidedfor\"?(?P<other>\w{1,60}?)\.",
        "An input or output of the model is given no data under its name.",
        "an array for each name",
        "none",
        details=(
            "In a dictionary the keys have to be the names of the inputs: model.input_names shows "
            "them. Of one input give the array itself.",
        ),
    ),
    Notice(
        "placeholder_empty",
        r"mustfeedavalueforplaceholdertensor(?P<name>\w{1,60}?)withdtype\w{1,20}"
        r"(?:andshape(?P<wanted>\[[\d,?]{0,40}\]))?",
        "A placeholder was not given an array.",
        "an array {wanted} for each placeholder",
        "none for {name}",
        details=(
            "In a session: feed_dict={placeholder: array} with every placeholder that the result "
            "hangs on, the targets and the dropout too.",
            "In Keras: two models, or a callback for TensorBoard with histograms, may use an input "
            "that fit does not feed; give each model inputs of its own.",
        ),
    ),
    Notice(
        "steps_of_tensors",
        r"whenusing(?:data|symbolic)?(?:x|tensors|data)?\w{0,20}asinputtoamodel,youshouldspecifythe",
        "Tensors or a data set without an end were fed: Keras cannot count their batches.",
        "steps_per_epoch=...",
        "none",
        details=("steps_per_epoch = samples // batch size. Or feed NumPy arrays with batch_size: "
                 "then nothing else is needed.",),
    ),
    Notice(
        "batch_of_dataset",
        r"batch_sizeargumentmustnotbespecifiedforthegiveninputtype"
        r"|yargumentisnotsupportedwhen(?:using|dataisa)"
        r"|youshouldnotspecifyatarget\(?y",
        "A data set or generator brings its batches and its targets itself.",
        "fit(dataset)",
        "y or batch_size beside it",
        details=(
            "It has to give pairs of whole batches, (X, y): Dataset.from_tensor_slices((X, y))."
            "batch(32). Then leave y and batch_size out of fit.",
        ),
    ),
    Notice(
        "split_of_dataset",
        r"validation_split(?:argument)?isonlysupportedfor|validation_splitargumentisnotsupported"
        r"|cannotusevalidation_split",
        "validation_split cuts arrays alone, no data set or generator.",
        "validation_data=...",
        "validation_split",
        details=(
            "Cut the rows before windows are made, train = table[:n] and val = table[n:], and make "
            "a data set of each: validation_data=val_dataset.",
            "With lists or tuples in place of arrays: np.asarray first.",
        ),
    ),
    Notice(
        # Of one that is cut off, before it tells how many.
        "cardinality_alone",
        r"datacardinalityisambiguous(?!.{0,120}?xsizes:\d)",
        "X and y do not have the same number of samples.",
        "as many targets as samples: len(X) == len(y)",
        "another number",
        details=(
            "Windows are fewer than rows: take for each the target of its own row, made in the "
            "same loop. What shifts or drops rows has to do so to both.",
        ),
    ),
    Notice(
        "no_targets",
        r"targetdataismissing|youmustprovideytargets|noneisnotavalidtarget",
        "The model has a loss, and fit was given no targets.",
        "fit(X, y)",
        "fit(X)",
        details=(
            "A data set gives pairs: Dataset.from_tensor_slices((X, y)), and timeseries_dataset_"
            "from_array(data, targets, ...) with targets that are not None.",
            "An autoencoder has its input for targets: fit(X, X).",
        ),
    ),
    Notice(
        "no_gradients",
        r"nogradientsprovidedforanyvariable|anoperationhasnoneforgradient",
        "The loss does not hang on any weight of the model.",
        "a loss of predictions and targets",
        "none",
        details=(
            "Most often fit got no targets, or a data set without them: it has to give pairs "
            "(X, y).",
            "argmax, round and comparisons have no gradient: they do not belong into a loss.",
        ),
    ),
    Notice(
        "generator_pairs",
        r"outputofgeneratorshouldbeatuple.{0,60}?found:(?P<found>none)?"
        r"|generatoryieldedanelementthatcouldnotbeconverted",
        "The generator does not give pairs of batches.",
        "yield (X_batch, y_batch), a tuple of two arrays",
        "something else, or nothing",
        details=(
            "A list of two counts as two inputs: write a tuple. Inputs of several arrays: "
            "yield ([a, b], y).",
            "A generator has to go on for ever: while True: around its loop. None is what it gives "
            "where it has ended, or where its __getitem__ has no return.",
        ),
    ),
    Notice(
        "weights_one_short",
        r"foundasample_weight(?:array)?withshape(?P<got>\([\d,]{1,40}\)).{0,90}2dsample_weight",
        "compile asks for a weight of every timestep, and sample_weight {got} has one for each "
        "sample.",
        "(samples, timesteps)",
        "{got}",
        "The axis of the timesteps is missing in it.",
        details=(
            'sample_weight_mode="temporal" in compile asks for them: leave it out where each '
            "sample has one weight.",
        ),
    ),
    Notice(
        "sample_weights",
        r"foundasample_weight(?:array)?withshape(?P<got>\([\d,]{1,40}\))(?!.{0,90}2dsample_weight)",
        "sample_weight has an axis too many: {got}.",
        "one weight for each sample: (samples,)",
        "{got}",
        "With (samples, timesteps) each timestep is weighed: older Keras wants "
        'sample_weight_mode="temporal" in compile for that.',
        details=(
            "Where targets and predictions are (samples, timesteps, units) and each step has a "
            'weight: compile(..., sample_weight_mode="temporal"). Keras 3 and late Keras 2 take '
            "(samples, timesteps) without it.",
        ),
    ),
    Notice(
        "outputs_and_losses",
        r"y_trueandy_predhavedifferentstructures"
        r"|whenpassingalistas(?:loss|metrics)(?:_weights)?,itshouldhaveoneentrypermodeloutput"
        r"|providingthe(?:loss|metrics)argumentasalist,itshouldhaveasmanyentriesasthemodelhasoutputs",
        "The model has another number of outputs than there are targets, losses or metrics.",
        "one for each output",
        "another number",
        "Each output is compared with targets of its own.",
        details=(
            "Of two outputs: fit(X, [y_a, y_b]) and loss=[loss_a, loss_b], or one loss for all.",
            "LSTM(..., return_state=True) gives three tensors: a model that ends with all of them "
            "has three outputs. Give keras.Model the one that is meant.",
        ),
    ),
    Notice(
        "structure_warning",
        r"structureofinputsdoesntmatchtheexpectedstructure",
        "Another structure than the model's is fed, a list for a single array or the reverse.",
        "one array for one input, a list for several",
        "the other",
        details=(
            "As a warning it does no harm where it trains on. keras.Model(inputs, outputs) without "
            "[ ] around one input, and fit(X, y) without [ ] around X, silence it.",
        ),
    ),
    Notice(
        "word_floats",
        r"valuepassedtoparameterindiceshasdatatype(?P<kind>float\d\d)",
        "Embedding reads whole numbers, and got {kind}.",
        "whole numbers (int32 or int64)",
        "{kind}",
        details=(
            'The numbers of words: {x} = {x}.astype("int32"). The Embedding is the first layer, '
            'or Input says dtype="int32".',
            "Measured values need no Embedding: feed them as (samples, timesteps, features).",
        ),
    ),
    Notice(
        "short_windows",
        r"cannotbatchtensorswithdifferentshapes|cannotaddtensortothebatch:numberofelements",
        "The last windows hold fewer rows than the others, so they make no batch.",
        "windows of one length",
        "shorter ones at the end of the rows",
        "The axis of the timesteps has another size in them.",
        details=(
            "dataset.window(size, shift=1, drop_remainder=True) leaves them out: it is the window "
            "itself that is told so, before flat_map.",
        ),
        beside=r"\.window\((?!.{0,80}?drop_remainder=true)",
    ),
    Notice(
        "unequal_elements",
        r"cannotbatchtensorswithdifferentshapesincomponent\d{1,2}\.?(?:firstelementhadshape"
        r"(?P<first>\[[\d,]{0,40}\])andelement\d{1,9}hadshape(?P<second>\[[\d,]{0,40}\]))?"
        r"|cannotaddtensortothebatch:numberofelementsdoesnotmatch.{0,12}shapesare:\[tensor\]:"
        r"(?P<third>\[[\d,]{0,40}\]),\[batch\]:(?P<fourth>\[[\d,]{0,40}\])"
        r"|cantconvertnon-rectangularpythonsequence"
        r"|elementarr\[\d{1,9}\](?:\[\d{1,9}\])?shouldhave(?P<want>\d{1,9})elements",
        "The samples do not all have one shape, so they make no batch.",
        "samples of one shape: (timesteps, features)",
        "samples of different lengths",
        "Most often it is the axis of the timesteps.",
        details=(
            "Windows: leave the short ones at the end out, drop_remainder=True.",
            "Sequences that really differ: padded_batch(32) in place of batch(32), or "
            "pad_sequences before; then Masking().",
        ),
    ),
    Notice(
        "empty_sequence_gpu",
        r"failedtocallthenrnnforward",
        "The fast kernel of cuDNN stopped on the GPU.",
        "a GPU with memory left, and sequences of at least one step",
        "another state of the machine",
        details=(
            "Most often the GPU is out of memory: a smaller batch, or no other program on it. "
            "tf.config.experimental.set_memory_growth keeps TensorFlow from taking it all.",
            "A sample of padding alone, or a mask that is not padded on the right, does it too. "
            "LSTM(..., recurrent_activation=...) other than sigmoid leaves cuDNN out.",
        ),
    ),
    Notice(
        "cudnn_version",
        r"failtofindthednnimplementation",
        "TensorFlow cannot start cuDNN on this GPU.",
        "a cuDNN of the version that this TensorFlow wants, and free memory",
        "another version, or a full GPU",
        details=(
            "It is not about shapes: the same model runs on the CPU. Let the memory grow, "
            "tf.config.experimental.set_memory_growth, and end other programs on the GPU.",
        ),
    ),
)  # fmt: skip
