"""Messages of PyTorch about numbers, layers and losses."""

from lstmviz.doctor.saying.notices.notice import Notice

TORCH = (
    Notice(
        "saved_weights",
        r"sizemismatchfor(?P<name>[\w.]{1,80}?):copyingaparamwithshapetorch\.size\(\[(?P<saved>"
        r"[\d,]{1,30})\]\)fromcheckpoint,theshapeincurrentmodelistorch\.size\(\[(?P<now>[\d,]{1,30})",
        "The saved weights have other sizes than the model that is built now: {name} is ({saved}) "
        "in the file, ({now}) in the model.",
        "({now})",
        "({saved})",
        "Build the model with the sizes that it was saved with: features, units, layers, classes.",
        details=("weight_ih_l0 of an LSTM is (4 × units, features), weight_hh_l0 (4 × units, "
                 "units); of a GRU it is 3 ×. No array of data is to be changed, but for its "
                 "columns if they are others than in training.",),
    ),
    Notice(
        "lengths_size",
        r"lengthsarrayhasincorrectsize",
        "pack_padded_sequence got another number of lengths than the batch has samples.",
        "one length for each sample of the batch",
        "more or fewer lengths",
        "The axis of the samples is shorter or longer than the lengths tell.",
        details=("nn.DataParallel gives each GPU a part of each tensor, along the first axis, and "
                 "a list whole: hand the lengths over as a tensor, and call .cpu() on them there.",
                 "Are the lengths those of this very batch, and is batch_first the same in the "
                 "packing as in x?"),
    ),
    Notice(
        "norm_of_one",
        r"expectedmorethan1valueperchannelwhentraining,gotinputsizetorch\.size\(\[(?P<size>[\d,]{1,30})",
        "A batch normalisation got a single value for each channel: ({size}).",
        "several samples or steps in a training batch",
        "({size})",
        "Over one value there is neither a mean nor a spread.",
        details=("Most often the last batch holds one sample: drop_last=True in the DataLoader.",
                 "To predict a single sample, model.eval() first."),
    ),
    Notice(
        "conv_axes",
        r"expected3-dimensionalinputfor3-dimensionalweight|expected2d\(unbatched\)or3d\(batched\)input"
        r"toconv1d",
        "Conv1d reads (samples, channels, timesteps), and got another number of axes.",
        "three axes: (samples, channels, timesteps)",
        details=("If there is one channel, its axis is missing: x[:, None, :]. If it is one sample "
                 "alone, that of the samples: x[None].",
                 "If there is one axis too many, often of size 1: x.squeeze(axis). Features that "
                 "stand last go to axis 1: x.transpose(1, 2)."),
    ),
    Notice(
        "torch_dtype",
        r"inputmusthavethetypetorch\.\w{1,12},gottypetorch\.|inputdtype.{1,30}?doesnotmatch"
        r"weightdtype|(?:must|to)havethesamedtype,butgot:?(?:double|long|float)|tensorsarenotthesamedtype"
        r"|expectedscalartype(?:double|float)butfound(?:double|float)|found(?:d?type)(?:torch\.)?double"
        r"|expectedobjectofscalartype(?:double|float)|expectedmat1andmat2to"
        r"|foundtypetorch\.cuda\.double|expectedobjectoftypetorch\.(?:cuda\.)?(?:double|float)"
        r"|expected(?:double|float)tensor\(got(?:double|float)"
        r"|inputtype\(.{0,40}doubletensor\)andweighttype"
        r"|(?:addmm|baddbmm|mean|softmax)\w{0,40}?notimplementedfor(?:long|int)|couldnotinferoutputdtype"
        r"|inputtype\(c10::half"
        r"|inputtype\((?:double|float|half|long|int)\)and(?:bias|weight)type\(",
        "The data and the weights have different types of numbers.",
        "one type in both, normally float32",
        "two types",
        details=("Most often float64 from NumPy meets float32: {x} = {x}.float(), and y = "
                 "y.float() in a loss. It is not about shapes.",
                 "If it is the model that was made float64, by model.double(): {x} = {x}.double(), "
                 "or model.float(). Whole numbers become float32 by .float() too.",),
    ),
    Notice(
        "torch_matrices",
        r"matricesexpected,got(?P<first>\d)d,(?P<second>\d)dtensors",
        "A recurrent layer met a tensor that misses an axis: {first} and {second} axes, where it "
        "multiplies matrices.",
        "three axes: (timesteps, samples, features), or with batch_first=True (samples, timesteps, "
        "features)",
        "an axis fewer",
        "The axis of the timesteps, or that of the samples in a batch, is missing.",
        details=(
            "One step of one sample is (1, 1, features): x.view(1, 1, -1). The second axis counts "
            "the samples of a batch that are read side by side.",
            "A state is (layers × directions, samples, units): h of one sample is (1, 1, units).",
        ),
        beside=r"lstm|gru|rnn",
    ),
    Notice(
        "torch_long",
        r"expectedscalartypelongbutfound|expectedtargetdtypetobelong|expectedobjectof(?:scalar)?type(?:variable\[)?(?:torch\.)?(?:cuda\.)?long\w{0,8}\]?but.{0,80}?#[12]target|nll_loss.{0,80}?notimplementedfor(?:int|float|double)",
        "The loss wants class numbers as whole numbers (int64).",
        "targets of dtype torch.int64",
        "another dtype",
        details=("If {y} holds class numbers: {y} = {y}.long(). For a quantity instead of a class: "
                 "torch.nn.MSELoss().",),
    ),
    Notice(
        "class_shares",
        r"expectedfloatingpointtypefortargetwithclassprobabilities",
        "The predictions have the very shape of the targets, so CrossEntropyLoss takes the targets "
        "for shares of the classes.",
        "predictions (samples, classes) for class numbers (samples,)",
        "predictions of the shape of {y}",
        "The predictions miss the axis of the classes, or {y} has one too many.",
        details=(
            "If {y} holds class numbers, the model has to keep one score for each class: print the "
            "shape after each line of forward. A view and an index such as "
            "out.view(batch, -1)[:, -1] keep a single number; fc(out[:, -1]) keeps them all.",
            "If {y} has rows of classes (one-hot), {y}.argmax(-1) makes class numbers of them.",
            "Nothing is wrong with the type of the labels: class numbers stay int64.",
        ),
    ),
    Notice(
        "torch_kernel",
        r"calculatedpaddedinputsizeperchannel:\((?P<steps>[\dx]{1,20})\)\.kernelsize:"
        r"\((?P<kernel>[\dx]{1,20})\)|giveninputsizeperchannel:\((?P<size>[\dx]{1,20})\)"
        r"|outputsizeistoosmall|invalidcomputedoutputsize:0",
        "The kernel is longer than the axis that it goes along.",
        "at least as many places as the kernel is long",
        details=(
            "A Conv1d goes along the last axis: (samples, channels, timesteps). If the features "
            "stand last, as an LSTM reads them, turn the axes before it: {x}.transpose(1, 2).",
            "If there are so few steps, a shorter kernel or padding=1 helps.",
        ),
    ),
    Notice(
        "torch_loss_made",
        r"\w{1,30}loss\((?=.{0,900}booleanvalueoftensorwithmorethanonevalueisambiguous)"
        r"|booleanvalueoftensorwithmorethanonevalueisambiguous(?=.{0,900}\w{1,30}loss\()",
        "The loss is a class: it is made first, and called then.",
        "torch.nn.MSELoss()(prediction, y)",
        "prediction and y where the options of the loss stand",
        fix=("loss = torch.nn.MSELoss()(prediction, {y})",),
        details=(
            "Of another loss likewise: loss = nn.CrossEntropyLoss(), then loss(prediction, y).",
            "If it is no loss: an if or a while asks a whole tensor; .any() or .all() makes one "
            "answer of it.",
        ),
    ),
    Notice(
        "torch_pair",
        r"tupleobjecthasnoattribute(?P<method>cuda|cpu|to|detach|data|clone|float|contiguous|dim"
        r"|size|shape|view|reshape)",
        "A tuple stands where a tensor is wanted: an LSTM gives tuples in two places.",
        "a tensor, which has .{method}",
        "a tuple",
        details=(
            "What the layer returns is (output, (h, c)): output, (h, c) = lstm(x), and go on with "
            "output.",
            "Its state is the pair (h, c), and .{method} belongs to each of the two: hidden = "
            "tuple(h.{method}(…) for h in hidden). A GRU and an RNN have h alone, so code for one "
            "does not run for the other.",
            "If it happens within another library (a summary, an explainer), that one does not "
            "read tuples: wrap the LSTM in a module that returns its output alone.",
        ),
    ),
    Notice(
        "torch_backward",
        r"backwardthroughthegraphasecondtime",
        "The backward pass meets a graph that an earlier one has used up and freed.",
        "a graph of its own for each backward pass",
        "something that was computed before the last backward pass",
        details=(
            "If a state goes on from batch to batch: h, c = h.detach(), c.detach() (of a GRU h "
            "alone). Its values go on, the gradient stops there (truncated back-propagation "
            "through time).",
            "If no state is kept: is backward called twice on one loss, or is a tensor made once "
            "before the loop? Compute it anew in each turn.",
        ),
    ),
    Notice(
        "torch_eval_backward",
        r"cudnnrnnbackwardcanonlybecalledintrainingmode",
        "On the GPU an LSTM keeps what its backward pass needs in training mode alone, and the "
        "model is in eval mode.",
        "model.train() before the forward pass",
        "model.eval(), then backward()",
        details=(
            "To train: model.train() at the beginning of each epoch, since a validation before it "
            "may have called model.eval().",
            "For a gradient with dropout switched off, as attributions and attacks want it: with "
            "torch.backends.cudnn.flags(enabled=False): around the forward pass. It is not about "
            "shapes.",
        ),
    ),
    Notice(
        "torch_cut_off",
        r"element0oftensorsdoesnotrequiregrad",
        "The loss is cut off from the weights: no gradient can reach them.",
        "a loss that is computed from the model's output as it comes",
        "a tensor without a grad_fn",
        details=(
            "detach(), .data, .item(), .numpy(), argmax and torch.no_grad() cut the graph: leave "
            "them out between the model and the loss.",
            "To take an axis of size 1 away, y_pred.squeeze(-1) alone: it keeps the graph, and "
            "squeeze().detach() does not. squeeze() without an axis takes the batch's too, where "
            "it holds one sample.",
            "A tensor that is made anew, torch.tensor(outputs), is cut off too: torch.stack.",
        ),
    ),
    Notice(
        "torch_device",
        r"expectedalltensorstobeonthesamedevice|placeholderstoragehasnotbeenallocatedonmps|inputandhiddentensorsarenotatthesamedevice"
        r"|inputandparametertensorsarenotatthesamedevice|inputtype\(torch\.(?:cuda\.)?floattensor\)and"
        r"weighttype",
        "Data, states and layer are on different devices.",
        "all on one device",
        "some on the CPU, some on the GPU",
        details=("If the states are on the CPU (hidden tensor at cpu), they were made by "
                 "torch.zeros without a device: torch.zeros(…, device=x.device).",
                 "If the data are on the CPU: {x} = {x}.to(next(model.parameters()).device). If "
                 "the weights are: model.to(device). It is not about shapes.",),
    ),
    Notice(
        "state_size",
        r"\A(?!.*expectedhidden(?:\[\d\])?size[(\[]\d).*?expectedhidden(?:\[\d\])?size\{\},got\{\}",
        "The state that was given has another shape than the layer and its batch ask for.",
        "(layers × directions, samples, units)",
        details=(
            "The last line of the message, which tells both shapes, is not in the text: they show "
            "which of the three it is.",
            "Layers and directions: a bidirectional encoder gives twice as many. Samples: of this "
            "batch, and on the second axis with batch_first=True too. Units: the hidden_size of "
            "this layer.",
        ),
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
        "norm_axes",
        r"expected(?P<axes>\d)d(?:or\dd)?input\(got(?P<found>\d)dinput\)",
        "A normalisation layer got another number of axes than it reads.",
        "{axes} axes (or one more, for BatchNorm1d)",
        "{found} axes",
        "An axis is missing, or there is one too many.",
        details=(
            "BatchNorm1d reads (samples, features) or (samples, channels, timesteps), BatchNorm2d "
            "(samples, channels, rows, columns), BatchNorm3d one axis more, for frames.",
            "One sample alone misses the first axis: x[None] is a batch of 1, which training "
            "cannot normalise.",
        ),
    ),
    Notice(
        "linear_axes",
        r"matricesexpected,got3-?d,2-?dtensors",
        "This old PyTorch's Linear reads two axes alone: (samples, features).",
        "two axes",
        "three",
        "The axis of the timesteps is one too many for it.",
        details=(
            "Since PyTorch 0.2 a Linear works on the last axis, whatever stands before it.",
            "Until then: lin(x.view(-1, x.size(-1))).view(x.size(0), x.size(1), -1).",
        ),
    ),
    Notice(
        "torch_running",
        r"(?:running_meanshouldcontain|got)(?P<got>\d{1,9})(?:elementsnot|-featuretensor,expected)"
        r"(?P<built>\d{1,9})",
        "BatchNorm was built for {built} channels, and axis 1 has {got}.",
        "{built} on axis 1: (samples, channels, timesteps)",
        "{got} on axis 1",
        "It looks for the features (channels) on axis 1.",
        details=("If the timesteps stand there, swap the axes around it: x.transpose(1, 2), and "
                 "back after it.",),
    ),
)  # fmt: skip
