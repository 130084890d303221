"""Messages of Keras and TensorFlow about layers and models."""

from lstmviz.doctor.saying.notices.notice import Notice

KERAS = (
    Notice(
        "theano_one_unit",
        r"associatedwiththesamerecurrentstateandshouldhavethesametypebuthavetype"
        r"tensortype\(float\d\d,(?P<one>col|row)\)andtensortype\(float\d\d,(?P<two>matrix)\)",
        "Theano takes a size of 1 in the state for one that is spread over others: most often a "
        "recurrent layer of one unit.",
        "a state whose sizes are all above 1",
        "a size of 1",
        details=(
            "Give the recurrent layer more units, and let a Dense(1) after it answer: at each step "
            "by TimeDistributed(Dense(1)) in an old Keras.",
            "It is Theano's own: with TensorFlow, PyTorch or JAX a layer of one unit runs. The "
            "shapes of X and y are not at fault.",
        ),
    ),
    Notice(
        "cudnn_layer",
        r"noopkernelwasregisteredtosupportopcudnnrnn|cudnnrnn.{0,80}registereddevices|"
        r"couldnotfinddeviceforoperationcudnn",
        "CuDNNLSTM and CuDNNGRU run on a GPU alone, and this machine shows TensorFlow none.",
        "a GPU that TensorFlow sees",
        "a CPU",
        fix=("layer = keras.layers.LSTM({units})",),
        details=("LSTM(…) without CuDNN in its name runs everywhere, and takes the fast kernel of "
                 "cuDNN by itself where there is a GPU. It is not about shapes.",),
    ),
    Notice(
        "cudnn",
        r"use_cudnn=truewasspecified",
        "cuDNN is demanded, but this layer or this machine cannot use it.",
        "a layer that cuDNN supports, on a GPU",
        "use_cudnn=True",
        fix=('layer = keras.layers.{layer}({units}, use_cudnn="auto")',),
        details=(
            "cuDNN needs a GPU, activation tanh, recurrent_activation sigmoid, no "
            "recurrent_dropout, no unroll, a bias, and a mask that is padded on the right.",
            "It is not about shapes.",
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
        r"\A(?!.*runtimeerror:cudnnerror).*?cudnn_status_bad_param",
        "cuDNN cannot read what it was given: most often a mask, or an empty sequence.",
        "padding on the right, and at least one real step in each sample",
        "padding on the left, or a sample of nothing but padding",
        details=('A mask has to be padded on the right: keras.utils.pad_sequences({x}, '
                 'dtype="float32", padding="post"), and no sample may be empty.',
                 "Or leave cuDNN out: {layer}({units}, use_cudnn=False).",),
    ),
    Notice(
        "cudnn_no_mask",
        r"maskingisnotsupportedforcudnnrnns",
        "CuDNNLSTM and CuDNNGRU read no masks.",
        "a recurrent layer that reads a mask",
        "a mask, of Masking or of Embedding(mask_zero=True)",
        details=(
            "LSTM({units}) and GRU read it: put them in the place of the CuDNN layers. Since "
            "TensorFlow 2 they choose cuDNN by themselves where it can be used.",
            "Where no step is padding, leave Masking out.",
        ),
    ),
    Notice(
        "time_distributed_mask",
        r"timedistributedlayershouldbepassedamaskofshape",
        "The mask that reaches TimeDistributed does not go with what it reads.",
        "a mask (samples, timesteps)",
        "another",
        "A mask has one entry for each timestep of each sample.",
        details=(
            "A Dense needs no TimeDistributed: it is used at every timestep by itself, "
            "Dense(units) after return_sequences=True.",
            "If X is right, (samples, timesteps, features), it may be a fault of this version: "
            "some releases of Keras 3 hold the mask against the wrong axes.",
        ),
    ),
    Notice(
        "step_beyond",
        r"triedtoreadfromindex(?P<at>\d{1,6})butarraysizeis:?(?P<size>\d{1,6})",
        "Something is read step by step that has fewer steps than the layer's input.",
        "an entry for every timestep",
        "{size} entries; step {at}, counted from 0, is not there",
        "Most often it is the mask: it has to be (samples, timesteps), as long as what the layer "
        "reads.",
        details=(
            "tf.sequence_mask(lengths, maxlen=X.shape[1]) makes one of as many steps.",
        ),
    ),
    Notice(
        "versions",
        r"cannotconvertasymbolic(?:tf\.)?tensor\(?.{0,60}(?:strided_slice|/zeros)",
        "TensorFlow 2.4 or earlier does not go with NumPy 1.20 or later.",
        "versions that go together",
        "a symbolic tensor, where NumPy wants numbers",
        fix=("import numpy, tensorflow; print(numpy.__version__, tensorflow.__version__)",),
        details=("It is not about shapes.",
                 "Install a newer TensorFlow; or, if it has to stay, NumPy below 1.20."),
    ),
    Notice(
        "symbolic_tensor",
        r"cannotconvertasymbolic(?:tf\.)?tensor(?!\(?.{0,60}(?:strided_slice|/zeros))"
        r"|(?:keras|symbolic)tensorobjecthasnoattributenumpy",
        "NumPy was asked for the numbers of a tensor that has none yet.",
        "numbers",
        "a symbolic tensor",
        details=(
            "In a loss, a layer or a Lambda of your own: keras.ops (or tf) functions in place of "
            "np and of Python's own int(), float() and if.",
            "If no code of your own stands in the traceback: TensorFlow 2.4 or earlier does not go "
            "with NumPy 1.20 or later.",
        ),
    ),
    Notice(
        "inplace",
        r"modifiedbyaninplaceoperation",
        "A value was overwritten that the gradient still needs.",
        "the values of the forward pass",
        "values changed in place",
        details=(
            "With Keras 3.15.1 on PyTorch this comes from fitting a stateful layer: a limitation "
            'of that backend. Before Keras is imported: os.environ["KERAS_BACKEND"] = '
            '"tensorflow".',
            "In PyTorch's own code: do not write into a tensor (x[:, t] = …, +=, relu_); make a "
            "new one, and detach states between chunks.",
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
        details=("Each has the shape (samples, units). A GRU has one state alone: its h is no c.",),
    ),
    Notice(
        "two_layouts",
        r"takethelengthofshapewithunknownrank|as_list\(\)isnotdefinedonanunknowntensorshape",
        "The number of axes is not known: one model was fed two layouts, or a generator tells no "
        "shapes.",
        "a known number of axes",
        "a shape whose number of axes is open",
        details=(
            "If one model was fed two axes, then three: TensorFlow leaves their number open. Build "
            "a fresh model for each layout: keras.models.clone_model(model). The clone has fresh "
            "weights; copy them with set_weights.",
            "A data set from tf.py_function or from_generator needs its shapes: output_signature, "
            "or tensor.set_shape.",
        ),
    ),
    Notice(
        "passed_on",
        r"onlyinputtensorsmaybepassedaspositional(?!.{0,200}(?:nestedvariant|list|tuple))",
        "Something else than a tensor was passed to the layer or model: the message names its "
        "type.",
        "a tensor or an array",
        "something else",
        details=("What is no tensor goes in by its name, as training=True does.",),
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
        details=("Of models, each with keras.Input first, join the outputs: keras.layers."
                 "Concatenate()([a.outputs[0], b.outputs[0]]), then keras.Model([a.inputs[0], "
                 "b.inputs[0]], …). A Sequential model cannot join.",),
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
        "sizes_one_by_one",
        r"__init__\(\)takes(?:from)?(?P<most>\d)(?:to\d)?positionalarguments?but(?P<count>\d)were"
        r"given",
        "A layer or a function is given more values, one by one, than it takes.",
        "fewer values without a name",
        "more",
        details=(
            "Sizes go in as one tuple: Permute((2, 1)), Reshape((steps, features)), "
            "Input((steps, features)). Other arguments go in by their names.",
            "A wrapper takes the layer, and the layer the tensor: TimeDistributed(Dense(1))(x).",
        ),
    ),
    Notice(
        "not_compiled",
        r"youmustcompileyourmodel|youmustcall`?compile",
        "The model was not compiled.",
        'compile(optimizer, loss) before fit',
        "fit alone",
        fix=('model.compile("adam", "mse")',),
        details=("It is not about shapes.",),
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
        details=("Is an Input made twice, or overwritten by the same name? It is not about "
                 "shapes.",),
    ),
    Notice(
        "unknown_class",
        r"unknown(?:layer|activationfunction|initializer|metricfunction|optimizer|regularizer):"
        r"|couldnotlocateclass",
        "The saved model holds a class that Keras does not know where it is loaded.",
        "every class that is not Keras's own, by its name",
        "a name alone",
        details=(
            'keras.models.load_model(path, custom_objects={"Name": Name}) tells it, with the very '
            "class that the model was built of; of another library, it is imported first.",
            "load_weights does without: build the model by the code that made it, and load its "
            "weights alone.",
        ),
    ),
)  # fmt: skip
