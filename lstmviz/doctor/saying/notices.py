"""Messages that need no walk: what they mean, and what mends it.

A text may hold the message's own numbers by their names in the pattern, and {x}, {y} for what the
learner calls the arrays. Patterns are matched as those of the reports are, on a tight text.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """What is said of a message.

    Args:
        key: its name in tests.
        pattern: of the message, in lower case, without spaces and quotes.
        title, expected, received, axis: as in a diagnosis.
        fix: lines that run as they stand.
        details: further sentences.
    """

    key: str
    pattern: str
    title: str
    expected: str = ""
    received: str = ""
    axis: str = ""
    fix: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


ARRAYS = (
    Notice(
        "object_values",
        r"unsupportedobjecttype(?:float|int|str|nonetype|timestamp|numpy\.object_|decimal)"
        r"|invaliddtype:object|ndarrayoftypenumpy\.object_|cantconvertnp\.ndarrayoftypenumpy\.object_"
        r"|numpy\.object_",
        "The array holds objects, not numbers: its dtype is object.",
        "an array of numbers, dtype float32",
        "dtype object",
        fix=('{x} = np.asarray({x}).astype("float32")',),
        details=(
            "If that line stops too, its message names the value: text, a date, None, or rows "
            "that are not equally long.",
            "np.asarray({x}[0]).shape for several rows tells whether their lengths differ.",
            "In a table: df.dtypes names the columns that hold text; the targets count too.",
        ),
    ),
    Notice(
        "ragged",
        r"unsupportedobjecttype(?:numpy\.ndarray|list|array)|inhomogeneous(?:shape|part)"
        r"|settinganarrayelementwithasequence|allinputarraysmusthavethesameshape",
        "The sequences do not have one length, so they make no array of numbers.",
        "sequences of one length: (samples, timesteps, features)",
        "sequences of different lengths",
        "The axis of the timesteps has no single size.",
        ('{x} = keras.utils.pad_sequences({x}, dtype="float32", padding="post")',),
        (
            "They are padded to the longest; then mask the padding, with a value that no real row "
            "has.",
            "In windows that are cut in a loop, the last ones are often shorter: stop the loop one "
            "window before the end.",
        ),
    ),
    Notice(
        "text_values",
        r"(?:couldnotconvert|cast)stringtofloat|invaliddtype:(?:<?[su]\d|str)|casttringtofloat",
        "The array holds text, not numbers.",
        "numbers, dtype float32",
        "text",
        fix=("numbers = pd.DataFrame({x}).apply(pd.to_numeric, errors=\"coerce\")",),
        details=(
            "What spells no number becomes NaN there: look which cells do, and fill or drop them.",
            "A date is no number: leave it out, or make hours and weekdays of it. Names of "
            "categories have to be encoded.",
        ),
    ),
    Notice(
        "frame_slices",
        r"invalidindexerror.{0,80}slice|unhashabletype:slice|\(slice\(none,none,none\),"
        r"|dataframeobjecthasnoattributereshape|seriesobjecthasnoattributereshape"
        r"|multi-dimensionalindexing\(?.{0,30}nolongersupported",
        "{x} is a table of pandas: it is not indexed and reshaped as an array is.",
        "a NumPy array",
        "a pandas DataFrame or Series",
        fix=("{x} = {x}.to_numpy()",),
        details=("Then {x}[:, None], {x}.reshape(…) and slices along several axes work.",),
    ),
    Notice(
        "array_columns",
        r"ndarrayobjecthasnoattribute(?:iloc|loc|values|columns|head|to_numpy)",
        "{x} is an array already, not a table of pandas any more.",
        "a pandas DataFrame",
        "a NumPy array",
        details=(
            "Scalers and train_test_split often give arrays: leave .values or .iloc out and index "
            "it directly, {x}[:, 0].",
        ),
    ),
    Notice(
        "scaler_unequal",
        r"shapeofpassedvaluesis\((?P<rows>\d{1,9}),(?P<got>\d{1,9})\),indicesimply"
        r"\((?P<want>\d{1,9}),(?P<width>\d{1,9})\)",
        "An array of {got} columns was given names for {width}.",
        "{width} columns, {want} rows",
        "{got} columns, {rows} rows",
        "The array and its labels differ in size.",
        details=(
            "pd.DataFrame(array, columns=…, index=…) wants as many names as columns and as many "
            "index entries as rows.",
            "Windows leave rows out: take the index of those that are left, df.index[W:].",
        ),
    ),
    Notice(
        "length_of_values",
        r"lengthofvalues\((?P<got>\d{1,9})\)doesnotmatchlengthofindex\((?P<want>\d{1,9})\)",
        "A column of {got} values does not fit a table of {want} rows.",
        "{want} values",
        "{got} values",
        "The rows differ: windows leave rows out.",
        details=("Put them on the rows that they belong to: df.iloc[-{got}:] if the first rows "
                 "have no prediction.",),
    ),
    Notice(
        "plot_lengths",
        r"xandymusthavesamefirstdimension,buthaveshapes\((?P<first>[\d,]{1,30})\)and"
        r"\((?P<second>[\d,]{1,30})\)",
        "Two arrays that are drawn against each other have different numbers of rows.",
        "as many x as y",
        "({first}) and ({second})",
        "The first axis differs: windows leave rows out.",
        details=("Draw the predictions on the rows that they belong to: the first window's "
                 "target is W rows after the beginning.",),
    ),
    Notice(
        "empty_array",
        r"foundarraywith0sample|foundarraywithshape=?\(0,|zero-sizearraytoreduction|meanofemptyslice",
        "The array has no samples at all.",
        "at least one sample",
        "0 samples",
        "The first axis, the samples, is empty.",
        details=(
            "A window longer than the table, a split that leaves nothing, or dropna() on a table "
            "with a column of nothing but missing values: print {x}.shape after each step.",
        ),
    ),
    Notice(
        "missing_values",
        r"input(?:x|y)?containsnan|inputcontainsinfinity|nan,infinityoravaluetoolarge",
        "The array holds missing or infinite values.",
        "numbers",
        "NaN or infinity",
        fix=("print(np.isnan({x}).sum(axis=0))",),
        details=("Fill or drop the rows before windows are cut: one missing cell spoils every "
                 "window that holds it.",),
    ),
    Notice(
        "long_window",
        r"windowshapecannotbelargerthaninputarrayshape",
        "The window has more rows than the table.",
        "a window of at most as many rows as there are",
        "a longer window",
        "Along the first axis, the rows, no window fits.",
        details=("N rows give N − W + 1 windows of W rows; sliding_window_view(table, W, axis=0) "
                 "cuts along the rows.",),
    ),
    Notice(
        "no_python_list",
        r"listobjecthasnoattribute(?:shape|reshape|ndim)",
        "A Python list stands where an array is wanted.",
        "an array",
        "a list",
        fix=("{x} = np.asarray({x})",),
        details=("Then look at {x}.shape.",),
    ),
    Notice(
        "tuple_index",
        r"indexerror:tupleindexoutofrange",
        "A shape has fewer axes than the line asks for, as X.shape[2] of a table.",
        "an axis more",
        "a shorter shape",
        "An axis that the line counts on is not there.",
        fix=("print({x}.shape)",),
        details=("A table has the axes 0 and 1 alone: cut windows or reshape before X.shape[2] "
                 "is read.",),
    ),
)  # fmt: skip

TORCH = (
    Notice(
        "empty_sequence",
        r"expectedsequencelengthtobelargerthan0|lengthofallsampleshastobegreaterthan0",
        "A sequence has no timesteps: its length is 0.",
        "at least one timestep",
        "a length of 0",
        "The axis of the timesteps is empty.",
        fix=("print({x}.shape)",),
        details=(
            "A slice such as x[:, k:] beyond the end, a window longer than the rows, or an empty "
            "text: leave such samples out, and their targets with them.",
        ),
    ),
    Notice(
        "torch_dtype",
        r"inputdtype.{1,30}?doesnotmatchweightdtype|musthavethesamedtype,butgot(?:double|long|float)"
        r"|expectedscalartype(?:double|float)butfound(?:double|float)|foundtypetorch\.double"
        r"|expectedobjectofscalartypefloat|expectedmat1andmat2to|foundtypetorch\.cuda\.double"
        r"|inputtype\(.{0,40}doubletensor\)andweighttype",
        "The data and the weights have different types of numbers: float64 from NumPy meets "
        "float32.",
        "float32",
        "float64, or whole numbers",
        fix=("{x} = {x}.float()",),
        details=("Nothing is wrong with the shapes. Mind y too: y = y.float().",),
    ),
    Notice(
        "torch_long",
        r"expectedscalartypelongbutfound|nll_loss.{0,80}?notimplementedfor(?:int|float|double)|"
        r"expectedfloatingpointtypefortargetwithclassprobabilities",
        "The loss wants class numbers as whole numbers (int64).",
        "targets of dtype torch.int64",
        "another dtype",
        fix=("{y} = {y}.long()",),
        details=("For a quantity instead of a class: torch.nn.MSELoss().",),
    ),
    Notice(
        "torch_index_dtype",
        r"fortheargument#?1indices|fortensorforargument#1indices|argument#1indicestohaveoneofthe"
        r"followingscalartypes|tensorforargument#1indices",
        "Embedding reads whole numbers, and got measured ones.",
        "whole numbers (int64)",
        "float",
        fix=("{x} = {x}.long()",),
        details=("Measured values need no Embedding: leave it out, and feed (samples, timesteps, "
                 "features).",),
    ),
    Notice(
        "torch_embedding_range",
        r"indexerror:indexoutofrangeinself|srcindex<srcselectdimsize|"
        r"indexing\.cu.{0,80}assertionsrcindex",
        "Embedding got a number that is not in its table.",
        "numbers from 0 to num_embeddings − 1",
        "a larger or a negative one",
        "Not an axis: a value is out of range.",
        fix=("print(int({x}.min()), int({x}.max()))",),
        details=("num_embeddings has to be the largest number plus one; the padding counts.",),
    ),
    Notice(
        "torch_tensor",
        r"numpy\.ndarrayobjecthasnoattribute(?:dim|size\b)|mustbetensor,not(?:numpy\.)?(?:ndarray|list)",
        "A NumPy array was fed where PyTorch wants a tensor.",
        "a tensor",
        "a NumPy array",
        fix=("{x} = torch.as_tensor({x}, dtype=torch.float32)",),
    ),
    Notice(
        "torch_tuple",
        r"mustbetensor,nottuple|tupleindicesmustbeintegersorslices,nottuple",
        "The next layer got all that the LSTM returns, not its output.",
        "one tensor",
        "a tuple (output, (h, c))",
        fix=("output, (h, c) = lstm({x})",),
        details=(
            "An LSTM gives two things: output, and the pair (h, c). Take the output, with the last "
            "step output[:, -1] if batch_first=True.",
            "nn.Sequential cannot take it apart: write a module with its own forward.",
        ),
    ),
    Notice(
        "torch_pair",
        r"tupleobjecthasnoattribute(?P<method>cuda|cpu|to|detach|data|clone|float|contiguous|dim"
        r"|size|shape|view|reshape)\b",
        "A tuple stands where a tensor is wanted: an LSTM gives tuples in two places.",
        "a tensor, which has .{method}",
        "a tuple",
        details=(
            "What the layer returns is (output, (h, c)): output, (h, c) = lstm(x), and go on with "
            "output.",
            "Its state is the pair (h, c): h, c = hidden takes it apart, and .{method} belongs to "
            "each. A GRU and an RNN have h alone, so code for one does not run for the other.",
            "If it happens within another library (a summary, an explainer), that one does not "
            "read tuples: wrap the LSTM in a module that returns its output alone.",
        ),
    ),
    Notice(
        "torch_packed",
        r"packedsequenceobjecthasnoattribute",
        "A packed sequence is no tensor: it has neither axes nor a shape.",
        "a tensor",
        "a PackedSequence",
        fix=("out, lengths = torch.nn.utils.rnn.pad_packed_sequence(packed, batch_first=True)",),
        details=("A recurrent layer that gets a packed sequence gives a packed output. `packed` "
                 "stands for it; the line makes (samples, timesteps, units) of it again.",),
    ),
    Notice(
        "torch_ragged",
        r"expectedsequenceoflength(?P<length>\d{1,9})atdim\d{1,2}\(got(?P<got>\d{1,9})\)",
        "The sequences do not have one length, so they make no tensor: {length} and {got}.",
        "sequences of one length: (samples, timesteps, …)",
        "{length} in one, {got} in another",
        "The axis of the timesteps has no single size.",
        ("{x} = torch.nn.utils.rnn.pad_sequence("
         "[torch.as_tensor(x) for x in {x}], batch_first=True)",),
        ("They are padded with zeros to the longest; keep the lengths, and pack them "
         "(pack_padded_sequence) or mask the padding.",),
    ),
    Notice(
        "torch_sorted",
        r"lengthsarraymustbesortedindecreasingorder",
        "The lengths are not in decreasing order.",
        "lengths from longest to shortest",
        "another order",
        "Along the first axis, samples should stand from longest to shortest.",
        ("packed = torch.nn.utils.rnn.pack_padded_sequence("
         "X, lengths, batch_first=True, enforce_sorted=False)",),
        ("It sorts and unsorts by itself then.",),
    ),
    Notice(
        "torch_lengths_device",
        r"lengthsargumentshouldbea1dcpuint64tensor",
        "pack_padded_sequence wants the lengths on the CPU, as whole numbers.",
        "lengths: one axis, int64, on the CPU",
        "on the GPU, or another type",
        fix=("lengths = lengths.cpu().long()",),
    ),
    Notice(
        "torch_lengths",
        r"expectedlen\(lengths\)tobeequaltobatch_size,butgot(?P<got>\d{1,9})"
        r"\(batch_size=(?P<batch>\d{1,9})\)",
        "There are {got} lengths for a batch of {batch} samples.",
        "{batch} lengths, one for each sample",
        "{got} lengths",
        "The samples of the batch are counted on another axis than the lengths count them.",
        details=(
            "pack_padded_sequence reads (timesteps, samples, features) unless batch_first=True.",
            "DataParallel hands each device a part of the batch: give the lengths as a tensor, so "
            "that they are parted too.",
        ),
    ),
    Notice(
        "torch_backward",
        r"backwardthroughthegraphasecondtime",
        "The state still hangs on the chunk before, whose graph is gone.",
        "a state without a history",
        "a state that was computed before the last backward pass",
        fix=("h, c = h.detach(), c.detach()",),
        details=("Do so between chunks: the state's values go on, the gradient stops there "
                 "(truncated back-propagation through time).",),
    ),
    Notice(
        "torch_device",
        r"expectedalltensorstobeonthesamedevice|inputandhiddentensorsarenotatthesamedevice"
        r"|inputandparametertensorsarenotatthesamedevice|inputtype\(torch\.(?:cuda\.)?floattensor\)and"
        r"weighttype",
        "Data, states and layer are on different devices.",
        "all on one device",
        "some on the CPU, some on the GPU",
        fix=("{x} = {x}.to(next(model.parameters()).device)",),
        details=("States made in forward need it too: torch.zeros(…, device=x.device). Nothing is "
                 "wrong with the shapes.",),
    ),
    Notice(
        "torch_view",
        r"viewsizeisnotcompatible",
        "view cannot re-cut a tensor whose axes were moved.",
        "values in the order in which they lie in memory",
        "a permuted or transposed tensor",
        fix=("{x} = {x}.contiguous()",),
        details=("Then view works. Ask first whether you mean a reshape at all: it mixes axes.",),
    ),
    Notice(
        "torch_sizes",
        r"rnnbase\.__init__\(\)(?:missing|gotanunexpected)",
        "PyTorch's recurrent layers want two sizes: features and units.",
        "LSTM(input_size, hidden_size)",
        "Keras's arguments, or one size alone",
        "The size of the last axis, the features, is not given.",
        ("lstm = torch.nn.LSTM(input_size={features}, hidden_size={units}, batch_first=True)",),
        ("input_size is X.shape[-1]; hidden_size is what Keras calls units.",),
    ),
    Notice(
        "torch_running",
        r"running_meanshouldcontain(?P<got>\d{1,9})elementsnot(?P<built>\d{1,9})",
        "BatchNorm1d was built for {built} channels, and axis 1 has {got}.",
        "{built} on axis 1: (samples, channels, timesteps)",
        "{got} on axis 1",
        "The timesteps stand on axis 1, where it looks for the features.",
        details=("Swap the axes around it: x.transpose(1, 2), and back after it.",),
    ),
    Notice(
        "torch_channels",
        r"expectedinput\[(?P<shape>[\d,]{1,40})\]tohave(?P<built>\d{1,9})channels,butgot(?P<got>\d{1,9})",
        "Conv1d was built for {built} channels, and axis 1 has {got}.",
        "(samples, channels, timesteps) with {built} channels",
        "({shape})",
        "Conv1d wants the features on axis 1, before the timesteps.",
        fix=("{x} = {x}.transpose(1, 2)",),
        details=("Turn back before an LSTM with batch_first=True: it wants (samples, timesteps, "
                 "features).",),
    ),
)  # fmt: skip

KERAS = (
    Notice(
        "cudnn_layer",
        r"noopkernelwasregisteredtosupportopcudnnrnn|cudnnrnn.{0,80}registereddevices|"
        r"couldnotfinddeviceforoperationcudnn",
        "CuDNNLSTM and CuDNNGRU run on a GPU alone, and this machine shows TensorFlow none.",
        "a GPU that TensorFlow sees",
        "a CPU",
        fix=("layer = keras.layers.LSTM({units})",),
        details=("LSTM(…) without CuDNN in its name runs everywhere, and takes the fast kernel of "
                 "cuDNN by itself where there is a GPU. Nothing is wrong with the shapes.",),
    ),
    Notice(
        "cudnn",
        r"use_cudnn=truewasspecified",
        "cuDNN is demanded, but this layer or this machine cannot use it.",
        "a layer that cuDNN supports, on a GPU",
        "use_cudnn=True",
        fix=('layer = keras.layers.LSTM({units}, use_cudnn="auto")',),
        details=(
            "cuDNN needs a GPU, activation tanh, recurrent_activation sigmoid, no "
            "recurrent_dropout, no unroll, a bias, and a mask that is padded on the right.",
            "Nothing is wrong with the shapes.",
        ),
    ),
    Notice(
        "cudnn_warning",
        r"willnotusecudnnkernel",
        "Only a warning: the layer runs without cuDNN's fast kernel.",
        received="a layer that cuDNN does not support",
        fix=("layer = keras.layers.LSTM({units})",),
        details=(
            "The result is right, only slower on a GPU.",
            "Any activation but tanh, any recurrent_activation but sigmoid, recurrent_dropout, "
            "unroll, use_bias=False or a mask that is not padded on the right rule cuDNN out.",
        ),
    ),
    Notice(
        "cudnn_mask",
        r"cudnn_status_bad_param",
        "cuDNN cannot read what it was given: most often a mask, or an empty sequence.",
        "padding on the right, and at least one real step in each sample",
        "padding on the left, or a sample of nothing but padding",
        fix=('{x} = keras.utils.pad_sequences({x}, dtype="float32", padding="post")',),
        details=("Or leave cuDNN out: LSTM({units}, use_cudnn=False).",),
    ),
    Notice(
        "versions",
        r"cannotconvertasymbolic(?:tf\.)?tensor",
        "TensorFlow 2.4 or earlier does not go with NumPy 1.20 or later.",
        "versions that go together",
        "a symbolic tensor, where NumPy wants numbers",
        fix=("import numpy, tensorflow; print(numpy.__version__, tensorflow.__version__)",),
        details=("Nothing is wrong with the shapes.",
                 "Install a newer TensorFlow; or, if it has to stay, NumPy below 1.20."),
    ),
    Notice(
        "no_windows",
        r"inputranoutofdata",
        "There was nothing (more) to train on: probably not a single window fits.",
        "more rows than a window has",
        "too few batches",
        "The first axis, the samples, is empty.",
        ("print({x}.shape)",),
        ("N rows give N − W + 1 windows of W rows: none if W is greater than N. The history is "
         "then empty.",
         "With steps_per_epoch: the generator gave fewer batches than steps_per_epoch × epochs."),
    ),
    Notice(
        "inplace",
        r"modifiedbyaninplaceoperation",
        "A state was overwritten that the gradient still needs.",
        "the values of the forward pass",
        "values changed in place",
        fix=('import os; os.environ["KERAS_BACKEND"] = "tensorflow"',),
        details=(
            "With Keras 3.15.1 on PyTorch this comes from fitting a stateful layer: a limitation "
            "of that backend. Choose another backend before Keras is imported.",
            "In PyTorch's own code: do not write into h or c; make new ones, and detach them "
            "between chunks.",
        ),
    ),
    Notice(
        "reset_states",
        r"hasnoattributereset_states",
        "In Keras 3 a model has no reset_states; its layers have reset_state.",
        "a layer",
        "a model",
        fix=("[layer.reset_state() for layer in model.layers if getattr(layer, 'stateful', "
             "False)]",),
        details=("The states are set to zero, one layer after another.",),
    ),
    Notice(
        "first_state",
        r"(?:lstm|rnn)\.call\(\)\.?.{0,20}?listindexoutofrange",
        "An LSTM starts from two states, h and c; one was given.",
        "initial_state=[h, c]",
        "one tensor",
        fix=("outputs = keras.layers.LSTM(h.shape[-1])({x}, initial_state=[h, c])",),
        details=("Each has the shape (samples, units). A GRU has one state alone.",),
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
        "two_layouts",
        r"takethelengthofshapewithunknownrank",
        "The number of axes is not known: one model was fed two layouts, or a generator tells no "
        "shapes.",
        "a known number of axes",
        "a shape whose number of axes is open",
        "First two axes, then three (or the reverse): TensorFlow then leaves their number open.",
        ("model = keras.models.clone_model(model)",),
        ("Build a fresh model for each layout. The clone has fresh weights; copy them with "
         "set_weights.",
         "A data set from tf.py_function or from_generator needs its shapes: output_signature, or "
         "tensor.set_shape."),
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
        "python_list",
        r"onlyinputtensorsmaybepassedaspositional|failedtofinddataadapterthatcanhandleinput:"
        r"(?:\(<class|<class|list)",
        "Something else than arrays was fed: a Python list, or a mixture of list and array.",
        "an array (samples, timesteps, features)",
        "a list, or lists of lists",
        fix=('{x} = np.asarray({x}, dtype="float32")',),
        details=("Then look at {x}.shape; do the same with {y}.",),
    ),
    Notice(
        "shared_cell",
        r"multi_rnn_cell/cell_\d{1,2}/.{0,80}?matmul",
        "One cell stands for all layers: [cell] * n repeats the same cell, whose weights are made "
        "for the first layer's input.",
        "a cell of its own for each layer",
        "the same cell several times",
        "The features differ: the second layer reads the units of the first.",
        details=("In TensorFlow 1: MultiRNNCell([make_cell() for _ in range(layers)]), with a "
                 "function that makes a new cell each time, its dropout wrapper too.",),
    ),
    Notice(
        "one_to_join",
        r"(?:concatenate|merge)layershouldbecalledonalistof|concatenate\(\)missing1required|"
        r"concatenate\(\[.{1,300}?gotmultiplevaluesforargumentaxis",
        "Concatenate joins tensors: it wants a list of what layers give, not models or one tensor.",
        "a list of at least two tensors",
        "something else",
        details=("Of models join the outputs: keras.layers.Concatenate()([a.output, b.output]), "
                 "then keras.Model([a.input, b.input], …). A Sequential model cannot join.",),
    ),
    Notice(
        "several_outputs",
        r"alllayersin(?:a)?sequentialmodelshouldhaveasingleoutputtensor",
        "A layer of a Sequential model gives several tensors: return_state=True.",
        "one tensor from each layer",
        "output and states",
        fix=("outputs, h, c = keras.layers.LSTM({units}, return_state=True)({x})",),
        details=("States are taken apart in a functional model; in a Sequential leave return_state "
                 "out.",),
    ),
    Notice(
        "unbuilt",
        r"firstlayerinasequentialmodelmustgetan|modelhasnotyetbeenbuilt|hasnotyetbeenbuilt|weightsforthemodelhavenotyetbeencreated",
        "The model does not know its input yet, so it has no weights.",
        "Input(shape) as the first layer",
        "no shape",
        fix=("inputs = keras.Input({sample})",),
        details=("Put keras.Input((timesteps, features)) first, with your own sizes, or call the "
                 "model once on data.",
                 "An input_shape within Bidirectional(…) or TimeDistributed(…) is not seen: it "
                 "belongs to the outer layer.",
                 "Branches are joined in a functional model, not in a Sequential one.",),
    ),
    Notice(
        "not_compiled",
        r"youmustcompileyourmodel|youmustcall`?compile",
        "The model was not compiled.",
        'compile(optimizer, loss) before fit',
        "fit alone",
        fix=('model.compile("adam", "mse")',),
        details=("Nothing is wrong with the shapes.",),
    ),
    Notice(
        "keras_tensor_function",
        r"akerastensor(?:issymbolic|cannotbeusedasinputtoatensorflowfunction)",
        "A TensorFlow function was called on what a Keras layer gives.",
        "keras.ops, or a layer",
        "tf.… on a KerasTensor",
        details=("Use keras.ops in place of tf: keras.ops.concatenate, keras.ops.expand_dims; or "
                 "put the call into a Layer of your own.",),
    ),
    Notice(
        "graph",
        r"graphdisconnected|outputtensorstoamodelmustbetheoutputofa|cannotbereachedfrominputs",
        "The outputs of the model do not hang on the inputs that it was given.",
        "Model(inputs, outputs) with the very inputs that the layers were called on",
        "other inputs",
        details=("Is an Input made twice, or overwritten by the same name? Nothing is wrong with "
                 "the shapes.",),
    ),
)  # fmt: skip

OTHERS = (
    Notice(
        "chunk_too_long",
        r"__len__\(\)shouldreturn>=0|tooshortforobtainingevenonetrainingpoint|"
        r"inputseriesaretooshort|seriesistooshort|toofewtimestepstobeused",
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
        "memory",
        r"outofmemory|resourceexhausted|oomwhenallocating|unabletoallocate(?P<size>[\d.]{1,9}[kmgt]?i?b)?",
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
NOTICES = ARRAYS + TORCH + KERAS + OTHERS
