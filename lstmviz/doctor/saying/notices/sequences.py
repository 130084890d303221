"""Messages of PyTorch about sequences: their lengths, packed ones, words by their numbers."""

from lstmviz.doctor.saying.notices.notice import Notice

SEQUENCES = (
    Notice(
        "ctc_lengths",
        r"(?P<which>input|target)_lengthsmustbeofsizebatch_size",
        "CTCLoss wants one length for each sample of the batch.",
        "{which}_lengths: as many numbers as samples",
        "another number",
        "Predictions are read as (timesteps, samples, classes): the second axis is the samples.",
        details=(
            "If they are (samples, timesteps, classes), as a batch-first layer gives them: "
            "log_probs.permute(1, 0, 2). The last batch is often smaller: make the lengths of "
            "log_probs.size(1), not of the batch size.",
        ),
    ),
    Notice(
        "repeat_axes",
        r"numberofdimensionsofrepeatdimscannotbesmallerthannumberofdimensionsoftensor"
        r"|thenumberofsizesprovided\(\d\)mustbegreaterorequaltothenumberofdimensions",
        "repeat or expand is given fewer numbers than the tensor has axes.",
        "a number for each axis of the tensor",
        "fewer",
        "The tensor has an axis more than the line takes for granted.",
        details=(
            "Print its shape before the line. A state h of a recurrent layer is (layers × "
            "directions, samples, units): h[-1] is the last layer's, (samples, units).",
        ),
    ),
    Notice(
        "cat_of_one",
        r"(?:cat|stack)\(\):argumenttensors\(position1\)mustbetupleoftensors,nottensor",
        "cat and stack join a list of tensors, and got a single tensor.",
        "a list or tuple: torch.cat([a, b], dim=0)",
        "one tensor",
        details=(
            "If it is already what you want, leave the call out. torch.unbind or a list of what a "
            "loop gave makes several of one.",
        ),
    ),
    Notice(
        "no_second",
        r"index(?P<index>\d{1,9})isoutofboundsfordimension(?P<axis>\d)withsize(?P<size>\d{1,9})",
        "Axis {axis} of a tensor has size {size}, and index {index} is asked for.",
        "an index below {size}",
        "{index}",
        "Axes and places are counted from 0.",
        details=("If a state was given to an LSTM as one tensor: it takes its first row for h and "
                 "the second for c. Give the pair: lstm(x, (h, c)).",
                 "If a loop goes over the axis, let it end with it: range(x.shape[{axis}]). In a "
                 "Dataset whose item i takes the rows up to i + window, __len__ is len(data) − "
                 "window."),
    ),
    Notice(
        "empty_sequence",
        r"expectedsequencelengthtobelargerthan0",
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
        "empty_lengths",
        r"lengthofallsampleshastobegreaterthan0",
        "One of the lengths is 0: that sample holds no timesteps, or padding alone.",
        "lengths of at least 1",
        "a length of 0 or less",
        fix=("lengths = torch.as_tensor(lengths).clamp(min=1)",),
        details=(
            "The line lets such a sample count as one step of padding: all samples stay.",
            "Or leave them out before they are packed, and their targets with them: those with "
            "lengths > 0 stay.",
        ),
    ),
    Notice(
        "torch_index_whole",
        r"for(?:the)?argument#?1indices(?<=scalartypeintforargument#1indices)|"
        r"for(?:the)?argument#?1indices(?<=inttensorforargument#1indices)|"
        r"tensorforargument#1indicestohave[^;]{1,60};butgot(?:torch\.)?(?:cuda\.?|cpu)?"
        r"(?P<kind>int|short|char|byte)tensor",
        "This Embedding reads whole numbers of 64 bits (int64) alone, and got others.",
        "int64, torch.long",
        "whole numbers of fewer bits, such as int32",
        fix=("{x} = {x}.long()",),
        details=("No value changes by it. Where the numbers come from NumPy, "
                 "torch.from_numpy(a).long(): int32 is usual there on some systems.",),
    ),
    Notice(
        "torch_index_dtype",
        r"fortheargument#?1indices|fortensorforargument#1indices|argument#1indicestohaveoneofthe"
        r"followingscalartypes|tensorforargument#1indices|(?<=tensor)forargument#1indices",
        "Embedding reads whole numbers, and got floats.",
        "whole numbers (int64)",
        "float",
        details=("If they are the numbers of words that stand there as floats: {x} = {x}.long().",
                 "If they are measured values, leave the Embedding out, and feed (samples, "
                 "timesteps, features): as whole numbers they would lose what they tell.",),
    ),
    Notice(
        "torch_embedding_range",
        r"indexerror:indexoutofrangeinself|indexoutofrangeat/?[\w/.-]{0,120}thtensormath|triedtoaccessindex\d{1,12}outoftable|srcindex<srcselectdimsize|"
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
        r"numpy\.ndarrayobjecthasnoattribute(?:dim|size)|mustbetensor,not(?:numpy\.)?(?:ndarray|list)",
        "A NumPy array was fed where PyTorch wants a tensor.",
        "a tensor",
        "a NumPy array",
        fix=("{x} = torch.as_tensor({x}, dtype=torch.float32)",),
    ),
    Notice(
        "torch_tuple",
        r"mustbetensor,nottuple|aselement\d{1,6}inargument0,butgottuple|tupleindicesmustbeintegersorslices,nottuple"
        r"|invalidcombinationofarguments-got\(tuple\b|tupleobjecthasnoattributebatch_sizes",
        "A tuple stands where one tensor is wanted: a recurrent layer returns one.",
        "one tensor",
        "a tuple",
        details=(
            "An LSTM gives two things, output and the pair of its states (h, c), a GRU and an RNN "
            "output and h: output, states = lstm({x}) takes them apart. The last step is "
            "output[:, -1] if batch_first=True.",
            "If it is the pair itself, h is the first of it: h[-1] is the last layer's state.",
            "nn.Sequential cannot take it apart: write a module with its own forward.",
        ),
    ),
    Notice(
        "torch_packed",
        r"packedsequenceobjecthasnoattribute|mustbetensor,notpackedsequence",
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
        details=(
            "If they really differ: torch.nn.utils.rnn.pad_sequence([torch.as_tensor(x) for x in "
            "{x}], batch_first=True) pads with zeros to the longest; keep the lengths, and pack "
            "them (pack_padded_sequence) or mask the padding.",
            "If they are windows, the last ones are cut short: stop one window before the end, or "
            "leave them out.",
        ),
    ),
    Notice(
        "torch_sorted",
        r"lengthsarray(?:mustbe|hastobe)sortedindecreasingorder",
        "The lengths are not in decreasing order.",
        "lengths from longest to shortest",
        "another order",
        "The samples should stand from the longest to the shortest.",
        ("packed = torch.nn.utils.rnn.pack_padded_sequence("
         "X, lengths, batch_first=True, enforce_sorted=False)",),
        details=("enforce_sorted=False in pack_padded_sequence sorts and unsorts by itself. If the "
         "timesteps stand first in X, batch_first is left out.",
         "PyTorch before 1.1 has no enforce_sorted: lengths, order = lengths.sort(descending="
         "True), and the samples in that order, X[order]."),
    ),
    Notice(
        "torch_lengths_device",
        r"lengthsargumentshouldbea1dcpuint64tensor",
        "pack_padded_sequence wants the lengths on the CPU, as whole numbers.",
        "lengths: one axis, int64, on the CPU",
        "on the GPU, or another type",
        fix=("lengths = lengths.cpu().long()",),
    ),
)  # fmt: skip
