"""Messages of TensorFlow's own operations, of graphs and of TensorFlow 1."""

from lstmviz.doctor.saying.notices.notice import Notice

GRAPHS = (
    Notice(
        "static_list",
        r"inputsmustbea(?:sequence|list)(?!.{0,30}tensors)",
        "static_rnn reads a list: one tensor (samples, features) for each timestep.",
        "a list of tensors",
        "one tensor",
        details=(
            "tf.unstack(x, timesteps, axis=1) makes the list of (samples, timesteps, features); "
            "tf.nn.dynamic_rnn reads the one tensor as it is.",
        ),
    ),
    Notice(
        "features_open",
        r"inputsize\(seconddimension\)mustbeaccessibleviashapeinference",
        "The cell has to know the number of features, and it is open.",
        "a number for the last axis",
        "None",
        "The last axis, the features, has no size.",
        details=("Give the placeholder its features, [None, timesteps, features], or set them "
                 "after a reshape: x.set_shape([None, features]).",),
    ),
    Notice(
        "variable_exists",
        r"variable[\w/]{1,120}alreadyexists,disallowed",
        "The same graph is built a second time: its variables are there already.",
        "one graph, built once",
        "twice",
        details=(
            "In a notebook tf.reset_default_graph() before the cell that builds it. Two networks "
            "in one graph stand each in a tf.variable_scope of its own name.",
            "It is not about shapes.",
        ),
    ),
    Notice(
        "shared_cell_sizes",
        r"tryingtosharevariable[\w/]{1,120},butspecifiedshape(?P<want>\([\d,]{1,30}\))andfoundshape"
        r"(?P<found>\([\d,]{1,30}\))",
        "One cell stands for several layers, or places, with other features.",
        "weights {want}",
        "weights {found}, made before",
        "The kernel is (features + units, 4 × units) in an LSTM: the features differ.",
        details=(
            "[cell] * layers repeats one cell: make a new one for each, MultiRNNCell([make_cell() "
            "for _ in range(layers)]).",
            "Two networks that are not meant to share stand in scopes of their own names.",
        ),
    ),
    Notice(
        "labels_rank",
        r"rankoflabels\(received(?P<labels>\d)\)shouldequalrankoflogitsminus1\(received"
        r"(?P<logits>\d)\)",
        "The sparse loss wants class numbers: one axis less than the predictions.",
        "labels with an axis less than the logits",
        "labels of {labels} axes, logits of {logits}",
        "The labels have an axis too many: one-hot places, or a last axis of size 1.",
        details=(
            "One-hot rows: tf.argmax(labels, axis=-1) makes class numbers; or the loss without "
            "sparse in its name reads the rows as they are.",
            "Labels (samples, 1): take the axis away, tf.squeeze(labels, axis=-1).",
        ),
    ),
    Notice(
        "squeezed_classes",
        r"cannotsqueezedim\[(?P<axis>\d)\],expectedadimensionof1,got(?P<size>\d{1,9})",
        "Axis {axis} has size {size}, where one number for each place is wanted.",
        "class numbers: a last axis of size 1, or none",
        "size {size}",
        "It is the last axis of the targets, most often one-hot places of {size} classes.",
        details=(
            "One-hot rows go with categorical_crossentropy and categorical_accuracy; "
            "sparse_categorical_crossentropy wants y.argmax(axis=-1).",
            "Quantities, {size} for each sample, go with mse, and no accuracy among the metrics.",
        ),
    ),
    Notice(
        "matrix_axes",
        r"shapemustberank2butisrank(?P<found>\d)for(?:\{\{node)?[\w/]{0,80}?matmul"
        r"|in\[0\]andin\[1\](?:has|have)differentndims"
        r"|in\[0\]isnotamatrix|in\[0\](?:andin\[1\])?ndimsmustbe(?:==|>=)2",
        "A product of matrices reads two axes, and a tensor has another number.",
        "(rows, features) times (features, units)",
        "another number of axes",
        "Of a recurrent layer's output it is the axis of the timesteps that is still there; of a "
        "single sample the axis of the samples is missing.",
        details=(
            "One answer for each sample: take the last step, x[:, -1]. One at each step: "
            "tf.tensordot(x, w, axes=1), or a Dense layer, which reads three axes by itself.",
            "A single sample: x[None].",
        ),
    ),
    Notice(
        "open_in_shape",
        r"triedtoconvertshapetoatensorandfailed\.error:nonevaluesnotsupported"
        r"|cannotconvertapartiallyknowntensorshape"
        r"|failedtoconvert(?:objectoftype<classlist>totensor\.contents:|elementsof)\[[\d,-]{0,20}"
        r"(?:dimension\()?none",
        "A size that is open (None), most often the samples, stands where a number is wanted.",
        "tf.shape(x)[0], a number while it runs",
        "None",
        "x.shape[0] is None while the model is built.",
        details=(
            "Zeros for a state: tf.zeros((tf.shape(x)[0], units)), or keras.ops.shape(x)[0]. In a "
            "reshape -1 stands for the samples.",
            "A recurrent layer makes its own zeros where initial_state is left out.",
        ),
    ),
    Notice(
        "turned_axes",
        r"dimensionmustbe(?P<given>\d)butis(?P<there>\d)for.{0,40}?transpose"
        r"|transposeexpectsavectorofsize(?P<have>\d).{0,40}?size(?P<told>\d)"
        r"|axesdontmatcharray",
        "transpose is told another number of axes than the tensor or array has.",
        "a place for each axis",
        "another number of them",
        details=("Print the shape before the line. (samples, timesteps, features) is turned by "
                 "three numbers, such as (0, 2, 1); a table (rows, columns) by two.",),
    ),
    Notice(
        "reduced_axis",
        r"invalidreductiondimension(?P<axis>-?\d)forinputwith(?P<found>\d)dimensions",
        "A sum or mean along axis {axis}: the tensor has {found} axes, counted from 0.",
        "an axis below {found}",
        "axis {axis}",
        "An axis is missing, most often the timesteps: return_sequences=True keeps them.",
        details=("axis=-1 is the last axis, however many there are.",),
    ),
    Notice(
        "theano_broadcast",
        r"inputdimensionmis-match\.?\(input\[\d\]\.shape\[(?P<axis>\d)\]=(?P<first>\d{1,9}),"
        r"input\[\d\]\.shape\[\d\]=(?P<second>\d{1,9})\)",
        "Two tensors are joined number by number, and differ on axis {axis}: {first} and {second}.",
        "as many on axis {axis} in both",
        "{first} and {second}",
        "Axes are counted from 0, which is the samples.",
        details=(
            "Where one of them is the targets (…_target): the last layer gives another number of "
            "units than each target has, or timesteps stand on axis 1 of one of them alone.",
            "Where it is a state: the batch, or the units, of initial states differ.",
        ),
    ),
    Notice(
        "theano_type",
        r"cannotconverttypetensortype\(float\d\d,(?P<given>3d|matrix|vector|4d)\).{0,80}?intotype"
        r"tensortype\(float\d\d,(?P<wanted>3d|matrix|vector|4d)\)",
        "Theano got a tensor with another number of axes: {given}, and {wanted} is wanted.",
        "{wanted}",
        "{given}",
        "A vector has one axis, a matrix two, 3d three. An axis was kept, or is missing.",
        details=("In a recurrent step it is most often the state or the input of one step: "
                 "(samples, units). return_sequences decides whether the steps stay.",),
    ),
    Notice(
        "tfjs_shape_needed",
        r"tensor[1-6]d\(\)requiresshapetobeprovidedwhenvaluesareaflat",
        "A flat list of numbers does not tell its axes.",
        "tf.tensor3d(values, [samples, timesteps, features])",
        "values alone",
        details=("The product of the sizes has to be the number of values. Nested lists tell "
                 "their axes themselves.",),
    ),
    Notice(
        "method_of_another",
        r"(?:eager|keras|symbolic)tensorobjecthasnoattribute(?P<name>astype|contiguous|cuda|detach|"
        r"dim|flatten|float|item|long|mean|permute|repeat|reshape|size|squeeze|sum|transpose|"
        r"unsqueeze|view)",
        "TensorFlow's tensors have no method {name}: it is PyTorch's, or NumPy's.",
        "a function of keras.ops",
        "x.{name}",
        details=(
            "keras.ops.reshape(x, sizes) does what view and reshape do, keras.ops.transpose(x, "
            "axes) permute, keras.ops.expand_dims(x, axis) unsqueeze, keras.ops.cast(x, "
            '"float32") float and astype.',
            "x.shape gives the sizes, and len(x.shape) counts the axes, as size() and dim() do.",
        ),
    ),
    Notice(
        "place_beyond",
        r"sliceindex(?P<at>-?\d{1,9})ofdimension(?P<axis>\d)outofbounds",
        "Place {at} of axis {axis} is taken, and the axis ends before it.",
        "a place below the size of axis {axis}",
        "{at}",
        "Axes and places are counted from 0: of 24 timesteps the last is 23, or -1.",
        details=("Print x.shape just before the line: the last batch, or a window at the end, may "
                 "be shorter.",),
    ),
    Notice(
        "loss_class",
        r"ofopequal,gotauto",
        "A loss is given as a class, and its object is wanted: the brackets are missing.",
        'loss=keras.losses.MeanSquaredError(), or "mse"',
        "loss=keras.losses.MeanSquaredError",
    ),
)  # fmt: skip
