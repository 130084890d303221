"""Messages of Keras and TensorFlow about what is fed: generators, windows, weights of samples."""

from lstmviz.doctor.saying.notices.notice import Notice

TRAINING = (
    Notice(
        "whole_batches",
        r"statefulnetwork,youshouldonlypassinputs.{0,60}?dividedbythebatchsize"
        r"(?:\.?found:?(?P<count>\d{1,12})samples)?",
        "A stateful layer reads whole batches alone: the number of samples is no multiple of one.",
        "as many samples as some whole batches have",
        "{count} samples",
        "The first axis, the samples, does not divide by the batch size.",
        details=(
            "Cut the rest off: whole = len({x}) // batch_size * batch_size, then {x}[:whole] and "
            "{y}[:whole]; the data of validation_data and predict too.",
            "validation_split has to leave whole batches on both sides. If the state need not go "
            "on from batch to batch, leave stateful out.",
        ),
    ),
    Notice(
        "generator_shape",
        r"yieldedanelementofshape(?P<got>\([\d,a-z]{0,40}\))whereanelementofshape"
        r"(?P<wanted>\([\d,a-z]{0,40}\))wasexpected",
        "The generator gives other shapes than were declared for it.",
        "{wanted}, as output_signature or the first batch says",
        "{got}",
        "() is a single number: most often one sample, or one value, was given where a batch was "
        "meant.",
        details=(
            "Print np.shape of what the generator yields, X and y each: next(iter(generator())).",
            "A generator for fit yields whole batches, (X, y) with the samples first; one for "
            "Dataset.from_generator yields samples, and output_signature says their shapes.",
        ),
    ),
    Notice(
        "no_batch",
        r"unexpectedresultof(?:train|test|predict)_function\(empty(?:logs|batch_outputs)\)"
        r"|expectedinputdatatobenon-empty|expectxtobeanon-emptyarrayordataset|emptytrainingdata"
        r"|thesequencehaslength0"
        r"|localvariable(?:logs|batch_outs|batch_logs|val_outs)(?:referencedbefore|where)",
        "There was not a single batch.",
        "at least one batch",
        "none",
        "The axis of the samples is empty, or no batch is full.",
        details=("Print how many samples there are: len(X), or the batches of the data set, "
                 "len(list(dataset)). A window longer than the rows leaves none, drop_remainder "
                 "with fewer samples than a batch neither.",
                 "A generator whose __len__ gives 0 ends before it begins: samples // batch_size."),
    ),
    Notice(
        "class_weight_steps",
        r"class_weightnotsupportedfor3\+dimensionaltargets",
        "class_weight weighs whole samples; targets at every timestep take sample_weight.",
        "one target for each sample, or sample_weight",
        "targets with an axis of timesteps",
        "The targets have an axis of timesteps, so a sample has no single class.",
        details=(
            "sample_weight then has the shape (samples, timesteps): the weight of the class that "
            "stands at each place. Older Keras wants sample_weight_mode=\"temporal\" in compile.",
        ),
    ),
    Notice(
        "weights_of_steps",
        r"timestep-wisesampleweighting\(useof.{0,60}\)isrestrictedtooutputsthatareatleast3d",
        "Weights for every timestep need targets and predictions for every timestep.",
        "predictions and targets (samples, timesteps, units)",
        "two axes",
        "The predictions or the targets have no axis of timesteps, or no last axis.",
        details=(
            "If {y} is (samples, timesteps), it misses its last axis: {y}[..., None]; and the "
            "last recurrent layer keeps the steps, return_sequences=True.",
            "If there is one answer for each sample: sample_weight of shape (samples,), and no "
            "sample_weight_mode. To leave timesteps of X out, mask them instead.",
        ),
    ),
    Notice(
        "no_windows",
        r"inputranoutofdata",
        "The data gave fewer batches than training asked for, perhaps none.",
        "as many batches as steps_per_epoch × epochs, or all that there are",
        "too few batches",
        fix=("print({x}.shape)",),
        details=(
            "With steps_per_epoch: the generator gave fewer batches than steps_per_epoch × epochs; "
            "let it begin anew (while True, .repeat()), or leave steps_per_epoch out.",
            "Without: N rows give N − W + 1 windows of W rows, none if W is greater than N. The "
            "history is then empty.",
        ),
    ),
    Notice(
        "end_index",
        r"end_indexmustbelowerthan",
        "end_index has to be lower than the number of rows.",
        "end_index below len(data)",
        "end_index equal to len(data), or above",
        fix=("dataset = keras.utils.timeseries_dataset_from_array(data, None, {window})",),
        details=("Leave end_index out to use all rows, or cut the array yourself: data[:end].",),
    ),
    Notice(
        "generator",
        r"hasnoattributetimeseriesgenerator|cannotimportnametimeseriesgenerator|"
        r"nomodulenamed(?:tensorflow\.)?keras\.preprocessing\.sequence",
        "TimeseriesGenerator is not in Keras 3; TensorFlow still has it under "
        "tf.keras.preprocessing.sequence.",
        "timeseries_dataset_from_array, or TensorFlow's own place",
        "keras.preprocessing.sequence.TimeseriesGenerator",
        fix=("dataset = keras.utils.timeseries_dataset_from_array("
             "data, data[{window}:], {window})",),
        details=(
            "The line is the successor: windows of {window} rows, each with the row after it as "
            "its target: targets[i] belongs to the window that starts at row i.",
            "The old one: from tensorflow.keras.preprocessing.sequence import "
            "TimeseriesGenerator.",
        ),
    ),
    Notice(
        "generator_lengths",
        r"dataandtargetshavetobeofsamelength.{0,40}?datalengthis(?P<data>\d{1,9})"
        r"(?:whiletargetlengthis(?P<targets>\d{1,9}))?",
        "TimeseriesGenerator wants as many targets as rows, not as windows.",
        "{data} targets",
        "{targets}",
        "The first axis, the rows, differs.",
        details=("It takes targets[i + length] for the window that starts at row i: give it the "
                 "uncut targets.",),
    ),
    Notice(
        "input_warning",
        r"donotpassaninput_shape",
        "Only a warning: Keras 3 wants the shape in Input, before the first layer.",
        "Input(shape) as the first layer",
        "input_shape or input_dim in a layer",
        fix=("inputs = keras.Input({sample})",),
        details=("input_shape still works. Write your own (timesteps, features) in the line.",
                 "input_dim=3 now means samples of shape (3,): a recurrent layer then misses its "
                 "timesteps."),
    ),
    Notice(
        "targets_list",
        r"failedtofinddataadapterthatcanhandleinput:<classnumpy\.ndarray>,\(?<classlist"
        r"|unrecognizeddatatype:x=.{0,1500}?\(oftype<classnumpy\.ndarray",
        "{x} is an array, and what stands beside it, the targets, is a Python list.",
        "two arrays",
        "an array and a list",
        fix=("{y} = np.asarray({y})",),
    ),
    Notice(
        "python_list",
        r"onlyinputtensorsmaybepassedaspositional(?!.{0,200}nestedvariant).{0,200}(?:list|tuple)"
        r"|failedtofinddataadapterthatcanhandleinput:(?:\(<class|<class|list)",
        "Something else than arrays was fed: a Python list, or a mixture of list and array.",
        "an array (samples, timesteps, features)",
        "a list, or lists of lists",
        details=('If it is a list of lists of one length: {x} = np.asarray({x}, dtype="float32"), '
                 "and so with {y}; then look at {x}.shape.",
                 "If they differ in length, that line stops: pad them first "
                 "(keras.utils.pad_sequences).",),
    ),
    Notice(
        "nested_windows",
        r"_nestedvariant|_variantdatasetobject(?:isnot|hasno)",
        "A data set of data sets was fed: what window(…) gives are data sets, not tensors.",
        "tensors (samples, timesteps, features)",
        "data sets within a data set",
        details=(
            "Right behind .window({window}, shift=1, drop_remainder=True), and before .batch, "
            ".flat_map(lambda window: window.batch({window})) makes a tensor of each window; the "
            "number of rows is the same in both.",
            "Then split each into inputs and target: .map(lambda w: (w[:-1], w[-1])).",
            "timeseries_dataset_from_array does all of it in one line.",
        ),
    ),
)  # fmt: skip
