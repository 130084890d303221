"""Messages of other libraries, and of the machine."""

from lstmviz.doctor.saying.notices.notice import Notice

OTHERS = (
    Notice(
        "r_whole_number",
        r"sliceindicesmustbeintegersornoneorhavean__index__method",
        "A place or an axis is given as a number with a decimal point.",
        "a whole number",
        "another number",
        details=(
            "R writes 2 as 2.0: axis = 2L is a whole number, for functions that are called with $ "
            "at least.",
            "In Python / gives 2.0 and // gives 2: int(...) around what is computed.",
        ),
    ),
    Notice(
        "r_matrix",
        r"matrixtypecannotbeconvertedtopython",
        "An array is of a type that R cannot hand over to Python.",
        "an array or matrix of numbers",
        "another type: of the package Matrix, or with text or lists in it",
        details=(
            "array(as.numeric(unlist(y)), dim = dim(y)) makes a plain one; str(y) shows what it "
            "holds. Whether its shape fits is another question.",
        ),
    ),
    Notice(
        "exported_axis",
        r"gotinvaliddimensionsforinput:.{1,60}?index:(?P<axis>\d)got:(?P<got>\d{1,9})expected:"
        r"(?P<want>\d{1,9})",
        "Axis {axis}, counted from 0, was fixed to {want} when the model was exported; the data "
        "have {got}.",
        "{want} on axis {axis}",
        "{got}",
        "An exported model keeps the sizes of the example that it was exported with, but for the "
        "axes that were told to be dynamic.",
        details=(
            "Export it again with axis {axis} of this input among the dynamic ones: dynamic_axes "
            "of torch.onnx.export takes each input by its own name, with its axes. Or feed {want}.",
            "Of data with batch_first=True axis 0 is the batch and axis 1 the timesteps; of a "
            "state (layers, samples, units) axis 1 is the batch.",
            "The features cannot be dynamic: the weights are made for their number.",
        ),
    ),
    Notice(
        "lite_axis",
        r"cannotsettensor:dimensionmismatch\.got(?P<got>\d{1,9})butexpected(?P<want>\d{1,9})for"
        r"dimension(?P<axis>\d)",
        "TensorFlow Lite wants {want} on axis {axis} of the input, and got {got}.",
        "{want} on axis {axis}",
        "{got}",
        "Axis 0 is the batch, 1 the timesteps, 2 the features. The converted model has a fixed "
        "size there.",
        details=(
            "Axis 0 of size 1 takes one sample at a time: x[i:i+1] in a loop. Or, where the model "
            "was converted with an open batch, interpreter.resize_tensor_input(index, x.shape) "
            "before allocate_tensors().",
            "The timesteps and features have to be those of the training.",
        ),
    ),
    Notice(
        "matlab_sizes",
        r"sizeofpredictionsandtargetsmustmatch\.?sizeofpredictions:?(?P<output>\d[\dcbtsux×()]{1,60})"
        r"sizeoftargets:?(?P<target>\d[\dcbtsux×()]{1,60})",
        "MATLAB's predictions are {output}, and the targets {target}: the sizes have to be the "
        "same.",
        "{target}",
        "{output}",
        "C counts channels (features), B the batch, T the timesteps.",
        details=(
            "T of more than 1 in the predictions: the network answers at every step. For one "
            "answer to each sequence the last lstmLayer gives its last step alone: "
            'OutputMode="last".',
            "C differs: the last fullyConnectedLayer has as many outputs as a target has numbers.",
        ),
    ),
    Notice(
        "chunk_too_long",
        r"__len__\(\)shouldreturn>=0|tooshortforobtainingevenonetrainingpoint|"
        r"inputseriesaretooshort|filtersshouldnotremoveentriesallentries|seriesistooshort|toofewtimestepstobeused",
        "The window is longer than the series: not one sample fits.",
        "a series longer than input_chunk_length + output_chunk_length",
        "a shorter one, in training or in validation",
        "Along the time axis no window (chunk) fits.",
        details=(
            "In darts a sample is input_chunk_length rows to read and output_chunk_length rows to "
            "predict: a window. A series has to have at least as many rows as both together.",
            "Choose a shorter input_chunk_length, such as 24, or give more rows; a validation "
            "series may begin with the last input_chunk_length rows of the training series.",
        ),
    ),
    Notice(
        "stacked_step",
        r"argumenttensorspassedtostackmustbea",
        "TensorFlow.js got no list of tensors to stack: most often a recurrent layer read a single "
        "timestep.",
        "a list of tensors",
        "something else",
        details=(
            "Is the Input Shape of that layer [null, 1, …] in model.summary()? With one step it "
            "has no list of outputs to stack; windows of two or more rows have one.",
            "A stack of your own takes a list: tf.stack([a, b]).",
        ),
    ),
    Notice(
        "memory",
        r"cudaoutofmemory|outofmemory(?:error)?(?:\.tried|:|while)|error:.{0,60}outofmemory"
        r"|(?<!errors\.)resource_?exhausted(?:error)?:(?=\w)|oomwhenallocating"
        r"|unabletoallocate(?P<size>[\d.]{1,9}[kmgt]?i?b)",
        "There is not enough memory.",
        details=(
            "Windows repeat each row W times: (N − W + 1) × W × F × 4 bytes as float32, twice that "
            "as float64. sliding_window_view alone copies nothing.",
            "A smaller batch, fewer units or a shorter window; or timeseries_dataset_from_array, "
            "which cuts windows batch by batch.",
        ),
    ),
    Notice(
        "module",
        r"nomodulenamed(?P<name>[\w.]{1,60})",
        "A library is missing, or has another version: {name}.",
        details=("Look at which are installed: pip list. keras.utils.np_utils is now "
                 "keras.utils; keras.layers.recurrent is keras.layers.",),
    ),
)  # fmt: skip
