"""Messages of PyTorch about modules: how they are made and called, states, losses."""

from lstmviz.doctor.saying.notices.notice import Notice

MODULES = (
    Notice(
        "no_samples",
        r"num_samplesshouldbeapositiveintegervalue,butgotnum_samples=(?P<count>-?\d{1,9})",
        "The data set is empty: its length is {count}.",
        "at least one sample",
        "{count}",
        "The axis of the samples is empty.",
        details=("Print len(dataset), and the rows that it is made of: a window longer than the "
                 "rows leaves no sample, a path without files neither.",),
    ),
    Notice(
        "dataset_lengths",
        r"sizemismatchbetweentensors",
        "The tensors of a TensorDataset do not have as many samples each.",
        "the same size on the first axis of each",
        "different sizes",
        "The first axis, the samples, differs.",
        details=(
            "Print X.shape and y.shape just before. Windows leave rows out: with a window of W "
            "rows the first target is that of row W, y[W:].",
            "Where the samples of one of them stand on another axis, transpose moves them to the "
            "first.",
        ),
    ),
    Notice(
        "returns_nothing",
        r"nonetypeobjecthasnoattribute(?:size|shape|dim|view|backward|squeeze|unsqueeze|float|to)\b"
        r"|mustbetensor,notnonetype",
        "Something gives None where a tensor is meant.",
        "a tensor",
        "None",
        details=("Most often forward, or a function that is called in it, ends without a return.",),
    ),
    Notice(
        "max_pair",
        r"mustbetensor,nottorch\.return_types\.(?P<name>\w{1,12})",
        "torch.{name} along an axis gives two things: the values and their places.",
        "one tensor",
        "a pair (values, indices)",
        details=("torch.{name}(out, dim=1).values, or values, _ = torch.{name}(out, dim=1).",),
    ),
    Notice(
        "list_of_tensors",
        r"listobjecthasnoattribute(?:cuda|dim|float|size|shape|to|unsqueeze|view)",
        "A Python list stands where a tensor is wanted.",
        "a tensor",
        "a list",
        details=(
            "Of tensors of one shape: torch.stack(list), which puts a first axis before theirs, as "
            "the layers of a state h. Of numbers: torch.tensor(list).",
        ),
    ),
    Notice(
        "no_forward",
        r"missingtherequiredforwardfunction|in_forward_unimplemented",
        "The module has no forward: it is not there, or it is indented into another method.",
        "def forward(self, x) at the level of __init__",
        "none",
    ),
    Notice(
        "forward_arguments",
        r"forward\(\)missing\d{1,2}requiredpositionalarguments?:(?P<missing>\w{1,40})"
        r"|forward\(\)takes(?:from\d{1,2}to)?(?P<takes>\d{1,2})positionalarguments?but"
        r"(?P<given>\d{1,2})(?:were|was)given",
        "The model is called with another number of arguments than its forward takes.",
        "model(…) with what stands in def forward(self, …), without self",
        "another number",
        details=(
            "A forward(self, x, hidden) wants the state too: model(x, hidden). Or let forward make "
            "it: hidden=None, and the layer begins with zeros by itself.",
            "Python counts self: forward(self, x) takes 2, and is called with one, model(x).",
        ),
    ),
    Notice(
        "detach_first",
        r"cantcallnumpy\(\)on(?:tensor|variable)thatrequiresgrad",
        "A tensor that still has its gradient is to become a NumPy array. It is not about shapes.",
        "a tensor without a gradient",
        "one that requires it",
        details=("y_pred.detach().cpu().numpy() gives the array; predictions are made under with "
                 "torch.no_grad().",),
    ),
    Notice(
        "loss_axes",
        r"gradcanbeimplicitlycreatedonlyforscalaroutputs",
        "The loss is not one number: it has an axis.",
        "a loss without axes",
        "one number for each sample, or more",
        "The axis of the samples is still there.",
        details=('loss.mean().backward(); a loss that is made with reduction="none" keeps one '
                 "number for each element.",),
    ),
    Notice(
        "no_parameters",
        r"optimizergotanemptyparameterlist",
        "The model has no weights that PyTorch knows of.",
        "layers as attributes of the module, made after super().__init__()",
        "none",
        details=("Layers in a plain Python list are not seen: nn.ModuleList([…]). Layers that are "
                 "made in forward neither.",),
    ),
    Notice(
        "float_targets",
        r"resulttypefloatcantbecasttothedesiredoutputtypelong|founddtype(?:long|int)butexpectedfloat"
        r"|mse_\w{0,20}notimplementedfor(?:long|int)|expectedobjectofscalartypefloatbutgotscalartype"
        r"longforargument#2target|binary_cross_entropy.{0,40}notimplementedfor(?:long|int)",
        "This loss compares numbers with a decimal point, and the targets are whole numbers.",
        "targets of dtype torch.float32",
        "int64",
        details=("{y} = {y}.float(). For class numbers of several classes the loss is "
                 "CrossEntropyLoss, which takes them as they are.",),
    ),
    Notice(
        "torch_range",
        r"allelementsofinputshouldbebetween0and1|input_val>=zero&&input_val<=one"
        r"|assertion\(?input>=0",
        "BCELoss takes probabilities, and the predictions go below 0 or above 1.",
        "predictions from 0 to 1",
        "others, or nan",
        details=("nn.BCEWithLogitsLoss() takes what the last Linear gives; or a sigmoid comes "
                 "after it. A nan in the data does the same.",),
    ),
    Notice(
        "device_assert",
        r"device-sideasserttriggered",
        "A number is out of range on the GPU: most often a class number or the number of a word.",
        "class numbers from 0 to classes − 1, numbers of words from 0 to num_embeddings − 1",
        "a larger or a negative one",
        "Not an axis: a value is out of range.",
        fix=("print(int({y}.min()), int({y}.max()))",),
        details=(
            "On the CPU the same code says which line and which number it is; a GPU reports it "
            "late, at any line: CUDA_LAUNCH_BLOCKING=1 makes it wait.",
            "The last Linear needs as many outputs as the largest class number plus one.",
        ),
    ),
    Notice(
        "not_contiguous",
        r"rnn:hxisnotcontiguous|inputisnotcontiguous|runtimeerror:cudnnerror:cudnn_status_(?:not_supp"
        r"orted|bad_param)",
        "cuDNN wants values in the order in which they lie in memory: a tensor whose axes were "
        "moved, or a part of one, is not so.",
        "a contiguous tensor",
        "one that was transposed, permuted or cut",
        details=("h = h.contiguous(), c = c.contiguous(), and the input likewise, just before the "
                 "layer. No size changes by it. On the CPU the same code says whether something "
                 "else is wrong.",),
    ),
    Notice(
        "flatten_weights",
        r"rnn(?:module)?weightsarenotpartofsinglecontiguouschunkofmemory",
        "Only a warning: the weights do not lie in one piece, which costs time and memory.",
        details=("self.lstm.flatten_parameters() at the beginning of forward. No shape is wrong.",),
    ),
    Notice(
        "dropout_of_one",
        r"dropoutoptionaddsdropoutafterallbutlastrecurrentlayer",
        "Only a warning: dropout of a recurrent layer acts between its layers, and there is one.",
        "num_layers of 2 or more, or dropout=0",
        "num_layers=1",
        details=("A nn.Dropout after the layer does what is meant. No shape is wrong.",),
    ),
    Notice(
        "size_type",
        r"hidden_sizeshouldbeoftypeint,got:(?P<kind>\w{1,20})|hidden_sizemustbegreaterthanzero"
        r"|empty\(\)receivedaninvalidcombinationofarguments-got\(tuple"
        r"|argumentsize(?:\(position\d\))?mustbetupleofints,butfoundelementoftype",
        "A size that a layer is made of is no whole number above 0.",
        "whole numbers: input_size, hidden_size, in_features, out_features",
        "another kind of value, such as 64.0, a tuple or a tensor",
        details=("In Python n / 2 gives 32.0, and n // 2 gives 32. X.shape is a tuple: its last "
                 "size is X.shape[-1].",),
    ),
    Notice(
        "cell_units",
        r"hidden\d?hasinconsistenthidden_size:got(?P<got>\d{1,9}),expected(?P<want>\d{1,9})",
        "The state that the cell is given has {got} units, and the cell {want}.",
        "(samples, {want})",
        "(samples, {got})",
        "The last axis of the state, the units, differs.",
        details=("A cell keeps its own state: torch.zeros(x.size(0), {want}). A second cell has "
                 "one of its own, and reads the state h of the first as its input.",),
    ),
    Notice(
        "cell_state_axes",
        r"(?P<cell>lstm|gru|rnn)cell:expectedhx(?:\[\d\])?tobe1-?dor2-?d,(?:got|butreceived)"
        r"(?P<axes>\d)-?d",
        "The state of a cell has two axes, (samples, units), and {axes} were given.",
        "(samples, units)",
        "{axes} axes",
        "The axis of the layers is one too many: a cell is one layer.",
        details=("A state that a whole layer gave is (layers, samples, units): h[-1] is that of "
                 "its last layer.",),
    ),
    Notice(
        "saved_names",
        r"error\(s\)inloadingstate_dict.{0,80}?(?:missing|unexpected)key\(s\)instate_dict",
        "The saved weights have other names than the model that is built now.",
        "the layers that were saved, under the same names",
        "others",
        details=("weight_ih_l1 is the second layer of a recurrent layer (num_layers), _reverse the "
                 "other direction, module. comes of DataParallel: build the model as it was saved. "
                 "No array of data is to be changed.",),
    ),
    Notice(
        "ctc_long",
        r"expected(?P<which>input|target)_lengthstohavevalueatmost(?P<most>\d{1,9}),butgotvalue"
        r"(?P<got>\d{1,9})",
        "CTCLoss is told a length of {got}, and there are {most} steps.",
        "{which}_lengths of at most {most}",
        "{got}",
        "Predictions are (timesteps, samples, classes): the first axis counts the steps.",
        details=("Of (samples, timesteps, classes): log_probs.permute(1, 0, 2). A pooling or a "
                 "stride before the loss makes fewer steps: count the lengths behind it.",),
    ),
    Notice(
        "spatial_targets",
        r"onlybatchesofspatialtargetssupported\((?:non-empty)?3dtensors\)butgottargetsof"
        r"(?:size|dimension)",
        "The predictions have four axes, and the targets do not have three.",
        "predictions (samples, classes) for targets (samples,), or one axis more in both",
        "targets of another number of axes",
        "The predictions have axes that the targets do not have.",
        details=("Print the shape of the predictions: (samples, classes) is meant where each "
                 "sample has one class, (samples, classes, timesteps) where each step has.",),
    ),
    Notice(
        "class_scores",
        r"expected2ormoredimensions\(got1\)|nll_loss.{0,60}expected1dor2d|inputtensorshouldbe1dor2d",
        "The predictions have lost an axis: CrossEntropyLoss reads (samples, classes).",
        "two axes or more",
        "one",
        "The axis of the samples or that of the classes is missing.",
        details=("squeeze() without an axis takes the samples too, where a batch holds one: "
                 "squeeze(1) takes one axis. One sample alone: out.unsqueeze(0).",),
    ),
    Notice(
        "target_without_axes",
        r"dimensionspecifiedas\d{1,2}buttensorhasnodimensions",
        "A tensor without axes, one number alone, stands where an axis is looked for.",
        "a tensor with an axis: (samples,)",
        "a single number: ()",
        "The axis of the samples is missing.",
        details=(
            "One class number y[i] of CrossEntropyLoss gets its axis by y[i].view(1), or y[i:i+1]; "
            "the predictions beside it are (1, classes), out.unsqueeze(0) of (classes,).",
        ),
    ),
    Notice(
        "script_call",
        r"couldnotfindanymatchingoverloads|argumentsforcallarenotvalid",
        "TorchScript knows no call with arguments of these types.",
        "an LSTM: x and a tuple (h, c); a GRU or an RNN: x and one tensor h",
        "another type of argument",
        details=(
            "An LSTM starts from two states of the same shape, (layers × directions, samples, "
            "units): out, (h, c) = lstm(x, (h, c)). One tensor is not taken for both.",
            "The message names none: TorchScript checks types before anything runs, and plain "
            "Python tells of the same call what is missing.",
        ),
        beside=r"(?:lstm|gru|rnn)\b.{0,2000}hx|(?:lstm|gru|rnn)\(",
    ),
    Notice(
        "softmax_axis",
        r"implicitdimensionchoicefor(?:log_)?softmax",
        "softmax is not told along which axis, and an old PyTorch chooses one by itself.",
        "softmax(x, dim=-1): the classes, which stand last",
        "no dim",
        "Of three axes it takes the first: the classes of one sample do not add up to 1 then.",
        details=("dim=-1 is the last axis. CrossEntropyLoss wants no softmax before it.",),
    ),
    Notice(
        "picture_axes",
        r"expected4-dimensionalinputfor4-dimensionalweight.{0,40}?butgot(?P<axes>\d)-dimensional"
        r"|expected3d\(unbatched\)or4d\(batched\)inputtoconv2d,butgotinputofsize:"
        r"\[(?P<got>[\d,]{1,40})",
        "Conv2d reads (samples, channels, rows, columns), and got another number of axes.",
        "four axes: (samples, channels, rows, columns)",
        "another number",
        "An axis is missing, or there is one too many.",
        details=(
            "Pictures of one channel miss its axis: x.unsqueeze(1). A sequence (samples, "
            "timesteps, features) is read by Conv1d, as x.transpose(1, 2).",
            "Frames (samples, timesteps, channels, rows, columns) go in as x.flatten(0, 1), and "
            "the steps come back behind the convolutions: x.view(samples, timesteps, -1).",
        ),
    ),
)  # fmt: skip
