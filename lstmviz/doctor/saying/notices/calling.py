"""Messages of Keras about layers and models that are called, or made, with something else."""

from lstmviz.doctor.saying.notices.notice import Notice

CALLING = (
    Notice(
        "no_tensor_called",
        r"calledwithaninputthatisntasymbolictensor|inputstoalayershouldbetensors"
        r"|unexpectedlyfoundaninstanceoftype<?(?:class)?.{0,80}expectedasymbolictensor"
        r"|foundunexpectedinstancewhileprocessinginputtensorsforkerasfunctional"
        r"|nonetypeobjecthasnoattribute_inbound_nodes",
        "A layer was called on something that no layer gave: it wants a tensor of the model.",
        "keras.Input(...), or what another layer gives",
        "an array, a layer, a whole model, or what a plain function made",
        details=(
            "The functional form is layer, then tensor: x = keras.layers.LSTM(32)(inputs), with "
            "inputs = keras.Input((timesteps, features)) first. Arrays are given to fit.",
            "Of a model that is to go on, take its tensor: model.output. A calculation between two "
            "layers is a layer too: keras.layers.Lambda, or keras.ops.",
        ),
    ),
    Notice(
        "tensor_added",
        r"addedlayermustbeaninstanceofclasslayer.{0,20}found:<?(?:tf\.|keras)?tensor"
        r"|onlyinstancesofkeras\.layercanbeaddedtoasequentialmodel\.received:<?(?:tf\.|keras)?tensor",
        "A tensor was added to a Sequential model: it takes layers, not what they give.",
        "model.add(LSTM(32))",
        "a layer that was called already, as in LSTM(32)(x)",
        details=(
            "In a Sequential model leave the (x) behind the layer out. Or stay with calls "
            "throughout: inputs = keras.Input(...), x = LSTM(32)(inputs), keras.Model(inputs, x).",
            "keras.Input(...) itself may be added in a new Keras; in an old one the first layer "
            "says input_shape=(timesteps, features).",
        ),
    ),
    Notice(
        "other_keras",
        r"addedlayermustbeaninstanceofclasslayer|onlyinstancesofkeras\.layercanbeadded"
        r"|pleaseinitialize(?:timedistributed|bidirectional)layerwithakeras\.layers\.layerinstance"
        r"\.?received:(?!<?(?:tf\.|keras)?tensor)",
        "What stands there is no layer for this Keras.",
        "an instance of a layer: LSTM(32)",
        "a class, a list, a function, or a layer of another Keras",
        details=(
            "keras and tensorflow.keras are two packages where their versions differ: import all "
            "layers and the model from the same one.",
            "A class is made a layer by its call: Flatten(), not Flatten. Layers come one by one, "
            "not as a list.",
        ),
    ),
    Notice(
        "tensor_wrapped",
        r"pleaseinitialize(?P<wrapper>timedistributed|bidirectional)layerwithakeras\.layers\.layer"
        r"instance\.?received:<?(?:tf\.|keras)?tensor",
        "A wrapper takes a layer, and got a tensor.",
        "TimeDistributed(Dense(1))(x): the layer within, the tensor behind",
        "TimeDistributed(Dense(1)(x))",
        details=("The layer within is not called by you: its (x) belongs behind the wrapper.",),
    ),
    Notice(
        "tensor_called",
        r"(?:keras|eager|sparse)?tensorobjectisnotcallable",
        "A tensor is called as if it were a layer.",
        "layer(tensor)",
        "tensor(...)",
        details=(
            "The name before the brackets holds what a layer gave, not the layer: LSTM(32)(x) is "
            "a tensor, and LSTM(32)(x)(y) calls it again.",
            "A name that stands for a layer and is then overwritten by its result does it too: "
            "give the two different names.",
        ),
    ),
    Notice(
        "called_on_several",
        r"__call__\(\)takes(?:from)?2(?:to\d)?positionalargumentsbut[3-9]weregiven",
        "A layer or a model is called with several tensors one by one, and takes one.",
        "layer(tensor); what joins takes a list, Concatenate()([a, b])",
        "layer(a, b)",
        details=(
            "To read both at once, join them first: keras.layers.Concatenate()([h, c]). A model of "
            "several inputs is called on a list, model([a, b]); states go in by their name, "
            "initial_state=[h, c].",
        ),
    ),
    Notice(
        "added_none",
        r"nonetypeobjectisnotcallable",
        "model.add(…) gives nothing back: the name before it stands for None, and no layer.",
        "lstm = LSTM(32), then model.add(lstm)",
        "lstm = model.add(LSTM(32))",
        beside=r"\w=\w{1,30}\.add\(",
    ),
    Notice(
        "tensor_unpacked",
        r"iteratingoverasymbolic(?:keras|tf\.)?tensorisnot(?:supported|allowed)"
        r"|cannotiterateoveratensorwithunknownfirstdimension"
        r"|tensorobjectsare(?:onlyiterable|notiterable)whene",
        "One tensor is taken apart like a list.",
        "several tensors",
        "one tensor",
        details=(
            "out, h, c = LSTM(units)(x) needs return_state=True: without it the layer gives one "
            "tensor alone. A GRU gives out and h.",
            "Attention gives one tensor, and two with return_attention_scores=True in its call.",
            "To go over the timesteps, keras.ops.unstack(x, axis=1) cuts a tensor whose number of "
            "timesteps is known; TimeDistributed or a recurrent layer does without a loop.",
        ),
    ),
    Notice(
        "outside_layers",
        r"(?:tensor|nonetype)objecthasnoattribute_?keras_(?:history|shape)"
        r"|objecthasnoattribute_keras_(?:history|shape)|inputtensorstoamodelmustcomefrom"
        r"|inputtensorstoafunctionalmustcomefrom|allinputsandoutputsmustbekerastensors"
        r"|output(?:tensors|values)?(?:to|of)amodelmustbekeras",
        "The model holds a tensor that no Keras layer gave: Keras cannot follow it back to the "
        "Input.",
        "tensors of keras.Input and of layers",
        "a tensor of a plain function, an array, or of another Keras",
        details=(
            "Put the calculation into keras.layers.Lambda(lambda x: ...) or a Layer of your own; "
            "in Keras 3 keras.ops works on its tensors directly.",
            "keras.Model(inputs, outputs) takes for its inputs what keras.Input gave, not what a "
            "layer made of it; and all from one package, keras or tf.keras.",
        ),
    ),
    Notice(
        "argument_missing",
        r"missing(?P<count>\d)requiredpositionalarguments?:(?P<name>units|output_dim|input_dim|"
        r"filters|kernel_size|n|target_shape|dims|layer)\b",
        "The layer is made without {name}, which it has to have.",
        "{name} as its first argument",
        "none",
        details=(
            "A recurrent or Dense layer is told its units first, LSTM(32); an Embedding its "
            "input_dim and output_dim; a Conv1D its filters and kernel_size.",
            "Keras 1 called units output_dim, and kernel_size filter_length: today's Keras knows "
            "the new names alone.",
        ),
    ),
    Notice(
        "broken_size",
        r"floatobjectcannotbeinterpretedasaninteger"
        r"|expectedint\d\d,got[\d.]{1,12}oftypefloat"
        r"|dimensionvaluemustbeintegerornone.{0,40}gotvalue[\d.]{1,12}"
        r"|foundinvaliddimension[\d.]{1,12}oftype.{0,10}float",
        "A size is given as a number with a decimal point.",
        "a whole number",
        "a float, such as 64.0",
        details=(
            "In Python / gives 64.0 and // gives 64: write // in what is computed, or int(...) "
            "around it: units, timesteps, batch sizes and splits of rows.",
            "Sizes read from a file or a search for hyperparameters are often floats too.",
        ),
    ),
    Notice(
        "units_invalid",
        r"receivedaninvalidvalueforargumentunits|receivedaninvalidvalueforunits",
        "units is not a whole number above 0.",
        "units ≥ 1",
        "another value",
        details=("Where it is computed, print it before the line: / gives a float, // a whole "
                 "number.",),
    ),
    Notice(
        "permuted_samples",
        r"invalidpermutationargumentdims(?:forpermutelayer)?.{0,90}?received:?dims=(?P<dims>\([\d,]"
        r"{1,20}\))",
        "Permute does not count the samples: its axes begin with 1.",
        "Permute((2, 1)) to swap timesteps and features",
        "{dims}",
        "Axis 0, the samples, stays where it is.",
        details=("Of three axes it takes two numbers, 1 and 2, each once.",),
    ),
    Notice(
        "no_mask_read",
        r"layer(?P<name>\w{1,40}?)doesnotsupportmasking,butwaspassedaninput_mask",
        "A mask reaches {name}, which reads none.",
        "a recurrent layer that ends the mask before",
        "a mask, of Embedding(mask_zero=True) or Masking",
        details=(
            "A recurrent layer with return_sequences=False ends the mask: read the steps by one "
            "before Flatten, Conv1D or a pooling.",
            "Or leave mask_zero=True and Masking out; the padding is then read as any other value.",
        ),
    ),
    Notice(
        "unrolled_open",
        r"cannotunrollarnnifthetimedimensionisundefined|unrollingrequiresafixednumberoftimesteps",
        "unroll=True needs to know how many timesteps there are, and they are open (None).",
        "Input((timesteps, features)) with a number for the timesteps",
        "None timesteps",
        "The axis of the timesteps has no size.",
        details=("Or leave unroll out: it computes the same.",),
    ),
    Notice(
        "not_stateful",
        r"layermustbestateful",
        "reset_states was called on a layer that keeps no state between batches.",
        "stateful=True",
        "stateful=False, the usual",
        details=(
            "Without stateful=True every batch begins with zeros by itself: leave the call out.",
            "With it the batch size has to be fixed: keras.Input(..., batch_size=...), in Keras 2 "
            "batch_input_shape.",
        ),
    ),
    Notice(
        "merge_mode",
        r"invalidmergemode",
        "Bidirectional knows this merge_mode not.",
        'merge_mode="concat", "sum", "ave" or "mul", or None',
        "another word",
        details=("concat makes 2 × units of the two directions, the others keep units; None gives "
                 "two tensors.",),
    ),
    Notice(
        "input_length",
        r"input_lengthis\[?(?P<built>\d{1,9})\]?,butreceivedinput(?:has|with)shape"
        r"\((?P<got>[\d,a-z]{1,40})\)",
        "The Embedding was built for {built} words in each sequence, and got another number.",
        "(samples, {built})",
        "({got})",
        "The axis of the words, the timesteps, has another size.",
        details=(
            "Pad and cut all sequences to it: pad_sequences(sequences, maxlen={built}). The data "
            "of predict too.",
            "Or leave input_length out: then every length goes in, where no Flatten follows.",
        ),
    ),
    Notice(
        "stored_unbuilt",
        r"weightfilecontaining(?P<stored>\d{1,4})layersintoamodelwith0layers",
        "The stored model has no layers until it knows its input: its shape was not stored.",
        "keras.Input(…) as its first entry, or input_shape in the outermost first layer",
        "a first layer that is not told what it reads",
        details=(
            "Within a wrapper input_shape is not seen: Bidirectional(LSTM(32), input_shape="
            "(timesteps, features)), and TimeDistributed likewise. keras.Input((timesteps, "
            "features)) before them is safe.",
            "A file that is stored already: build the model by its code, with the input told, and "
            "model.load_weights(file).",
        ),
    ),
    Notice(
        "stored_layers",
        r"weightfilecontaining(?P<stored>\d{1,4})layersintoamodelwith(?P<built>\d{1,4})layers"
        r"|layercountmismatchwhenloadingweights"
        r"|weightlistoflength\d{1,4},butthelayerwasexpecting\d{1,4}weights"
        r"|expects\d{1,4}weights?(?:\(s\))?,butthesavedweightshave\d{1,4}(?:saved)?(?:elements|weights)"
        r"|receivedincompatibletensorwithshape\([\d,]{0,40}\)whenattemptingtorestorevariable"
        r"|expected\d{1,4}variables,butreceived\d{1,4}variablesduringloading",
        "The weights were stored of another model: it had other layers, or layers of other sizes.",
        "as many layers, and weights of the same sizes, as were stored",
        "other numbers",
        details=(
            "Build the model by the very code that the weights were saved with: the same layers in "
            "the same order, use_bias, Bidirectional, CuDNNLSTM or LSTM.",
            "Versions store differently: a file of another Keras or TensorFlow is best loaded in "
            "that one. No array of data is at fault.",
        ),
    ),
    Notice(
        "unknown_loss",
        r"unknownlossfunction:?(?P<name>\w{0,40})|couldnotinterpretlossfunctionidentifier",
        "Keras knows no loss of this name.",
        'its own names: "mse", "mae", "binary_crossentropy", "categorical_crossentropy", '
        '"sparse_categorical_crossentropy"',
        "another",
        details=(
            "One class number for each sample: sparse_categorical_crossentropy; one-hot rows: "
            "categorical_crossentropy; 0 or 1: binary_crossentropy; quantities: mse or mae.",
            "A loss of your own is given as the function itself, not as its name.",
        ),
    ),
    Notice(
        "predict_classes",
        r"hasnoattributepredict_(?P<what>classes|proba)",
        "predict_{what} is gone since TensorFlow 2.6.",
        "model.predict",
        "model.predict_{what}",
        details=(
            "Of softmax: model.predict({x}).argmax(axis=-1) gives class numbers. Of a single "
            "sigmoid: (model.predict({x}) > 0.5).astype(int).",
            "predict gives the probabilities themselves.",
        ),
    ),
    Notice(
        "softmax_of_one",
        r"inlosscategorical_(?:focal_)?crossentropy,expectedy_pred\.shapetobe",
        "Softmax, or categorical_crossentropy, over a single unit: its prediction is always 1 and "
        "nothing is learned.",
        "a unit for each class",
        "one unit",
        details=(
            'Two classes: Dense(1, activation="sigmoid") with binary_crossentropy. More: '
            'Dense(classes, activation="softmax") with one-hot rows.',
            "A quantity: Dense(1) without an activation, with mse.",
        ),
    ),
)  # fmt: skip
