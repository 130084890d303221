"""Messages of PyTorch about tensors: products, joins, parts, single ones and empty ones."""

from lstmviz.doctor.saying.notices.notice import Notice

TENSORS = (
    Notice(
        "product_sizes",
        r"mat1dim1mustmatchmat2dim0|wrongmatrixsizeat|inconsistenttensorsize,expectedtensor",
        "Two tensors that are multiplied do not fit: the columns of the one are not the rows of "
        "the other.",
        "as many numbers on the last axis as the layer was built for (in_features, input_size)",
        "another number",
        "The last axis, the features, has another size than the weights.",
        details=(
            "Print x.shape just before the layer: its last size is what in_features of a Linear, "
            "or input_size of a recurrent layer, has to be. In a product of batches (bmm) it is "
            "the two inner sizes that have to agree.",
        ),
    ),
    Notice(
        "product_axes",
        r"(?:1dtensorsexpected,but)?got\dd(?:tensor)?,?and\dd(?:tensor)?s|tensorsmustbe2-?d"
        r"|batch[12]mustbea3dtensor|(?:self|mat2)mustbeamatrix|vecmustbea|mat2?mustbeamatrix|vector\+matrix@vectorexpected"
        r"|expectedbatch[12]tobea3dtensor",
        "A product got tensors with another number of axes than it multiplies.",
        "mm: two and two axes; mv: two and one; dot: one and one; bmm: three and three",
        "another number of axes",
        "An axis is missing, or there is one too many.",
        details=(
            "torch.matmul, or @, takes any number of axes: the last two are multiplied, those "
            "before them are samples.",
            "x.unsqueeze(0) gives one sample its axis, x.squeeze(axis) takes one of size 1 away.",
        ),
    ),
    Notice(
        "product_inner",
        r"expectedsizeforfirsttwodimensionsofbatch2tensortobe:\[(?P<want>[\d,]{1,30})\]butgot:"
        r"\[(?P<got>[\d,]{1,30})\]",
        "In a product of batches the second tensor begins with ({got}), and ({want}) is asked for.",
        "first (samples, n, m) and second (samples, m, p): the second begins with ({want})",
        "({got})",
        "Either the samples are not as many, or the last axis of the first is not the second axis "
        "of the second.",
        details=(
            "Where the two sizes stand the other way round, the samples of one of them stand on "
            "axis 1: .transpose(0, 1). A state h is (layers, samples, units): h[-1].unsqueeze(2) "
            "makes a column of each sample, for outputs (samples, timesteps, units).",
            "Where the samples agree, and the last axis has the size that is asked for, the last "
            "two axes of the second are swapped: .transpose(1, 2).",
        ),
    ),
    Notice(
        "einsum_sizes",
        r"einsum\(\):subscript(?P<letter>\w)hassize(?P<got>\d{1,9})foroperand(?P<at>\d).{0,80}?"
        r"previouslyseensize(?P<want>\d{1,9})",
        "One letter of einsum stands for two sizes: {letter} is {want} in one tensor, and {got} in "
        "another.",
        "{want} on axis {letter}",
        "{got}",
        "The axes of one of them stand in another order than its letters, or it has another size.",
        details=("Print the shapes of both just before the line, and write a letter below each "
                 "size.",),
    ),
    Notice(
        "torch_expand",
        r"theexpandedsizeofthetensor\((?P<want>\d{1,9})\)mustmatchtheexistingsize\((?P<got>\d{1,9})"
        r"\)atnon-singletondimension(?P<axis>\d)(?:.{0,3}targetsizes:\[(?P<target>[\d,-]{1,40})\]\."
        r"tensorsizes:\[(?P<given>[\d,]{1,40})\])?",
        "A tensor of {got} along axis {axis} is to fill {want}.",
        "{want} along axis {axis}, or 1, which is spread",
        "{got}",
        "Axis {axis}, counted from 0, has another size; shapes are compared from the last axis.",
        details=(
            "expand spreads axes of size 1 alone: unsqueeze puts one in where it is meant, so that "
            "the others stand below those that they belong to.",
            "Where a part of a tensor is filled, out[i] = x, both have to have one shape: a window "
            "or a batch at the end may be shorter.",
        ),
    ),
    Notice(
        "torch_in_place",
        r"outputwithshape\[(?P<held>[\d,]{1,40})\]doesntmatchthebroadcastshape\[(?P<made>[\d,]{1,40})",
        "The result has the shape ({made}), and the tensor that it is put into ({held}).",
        "({held})",
        "({made})",
        "One is spread over the other, and the sum is larger than what holds it.",
        details=("Where both hold one number for each sample, one has an axis that the other has "
                 "not: (samples, 1) and (samples,) make (samples, samples). squeeze(-1) or "
                 "unsqueeze(-1) brings them to one shape.",),
    ),
    Notice(
        "join_single",
        r"zero-dimensionaltensor\(atposition\d{1,6}\)cannotbeconcatenated",
        "cat joins along an axis, and single numbers have none.",
        "tensors with an axis",
        "tensors without axes",
        details=("torch.stack(values) makes one axis of them: (values,).",),
    ),
    Notice(
        "join_nothing",
        r"expectsanon-emptytensorlist|expectedanon-emptylistoftensors",
        "There is nothing to join: the list of tensors is empty.",
        "at least one tensor",
        "none",
        details=("A window longer than the rows, or a loop over an axis of size 0, adds nothing to "
                 "the list: print its length before the line.",),
    ),
    Notice(
        "single_number",
        r"invalidindexofa0-dimtensor",
        "A single number is indexed: the tensor has no axis left.",
        "at least one axis",
        "none",
        details=(
            "loss[0] and loss.data[0] are code for a PyTorch before 0.4: loss.item() gives the "
            "number.",
            "squeeze() without an axis takes every axis of size 1, that of a batch of one sample "
            "too: squeeze(-1).",
        ),
    ),
    Notice(
        "several_numbers",
        r"onlyoneelementtensorscanbeconvertedtopythonscalars|atensorwith(?P<count>\d{1,12})elements"
        r"cannotbeconvertedtoscalar",
        "A tensor of several numbers stands where one number is wanted.",
        "one number",
        "a tensor with an axis",
        details=(
            "torch.tensor(list) takes numbers: a list of tensors is put together by "
            "torch.stack(list), which gives it a first axis more.",
            ".item() gives the number of a tensor that holds one: of several take .mean() first, "
            "or .tolist().",
        ),
    ),
    Notice(
        "tensor_part",
        r"start\((?P<start>\d{1,9})\)\+length\((?P<length>\d{1,9})\)exceedsdimensionsize"
        r"\((?P<size>\d{1,9})\)",
        "{length} places from {start} on are asked of an axis that has {size}.",
        "at most {size}",
        "{start} + {length}",
        "Most often it is the axis of the timesteps.",
        details=(
            "In pack_padded_sequence a length is greater than the padded data has steps: where one "
            "of pad_sequence, pack_padded_sequence and the layer has batch_first=True and another "
            "has not, samples are taken for timesteps.",
            "Else the lengths are those of the sequences before they were cut: "
            "lengths.clamp(max=x.size(1)) with batch_first=True.",
        ),
    ),
    Notice(
        "negative_stride",
        r"strides?inthegivennumpyarrayisnegative|tensorswithnegativestrides",
        "The array is read backwards, as [::-1] makes it, and PyTorch does not take such a view.",
        "an array whose numbers stand in their own order",
        "a view that runs backwards",
        "No axis is wrong: the rows are turned round.",
        details=(
            "Copy it first: torch.from_numpy(a[::-1].copy()). torch.flip(x, dims=(0,)) turns a "
            "tensor round.",
            "Rows that stand newest first have to be turned before windows are cut, all columns "
            "and the target together.",
        ),
    ),
    Notice(
        "negative_size",
        r"tensorwithnegativedimension|dimensionsizemustbenon-negative",
        "A tensor is made with a size below 0.",
        "sizes of at least 0",
        "a negative one",
        "The axis counts fewer than nothing.",
        details=("Most often a window is longer than the rows that it is cut from, rows − window: "
                 "print both.",),
    ),
    Notice(
        "torch_mask",
        r"theshapeofthemask\[(?P<mask>[\d,]{1,30})\]atindex(?P<axis>\d)doesnotmatchtheshapeofthe"
        r"indexedtensor\[(?P<shape>[\d,]{1,40})\]",
        "A mask of shape ({mask}) does not fit a tensor of shape ({shape}).",
        "the sizes of the axes that it stands for",
        "({mask})",
        "On axis {axis}, counted from 0, the sizes differ.",
        details=("A mask begins at the first axis: of (timesteps, samples, units) it has to be "
                 "(timesteps, samples). mask.T, or batch_first=True, brings both to one order.",),
    ),
    Notice(
        "torch_fill",
        r"shapemismatch:valuetensorofshape\[(?P<given>[\d,]{0,40})\]cannotbebroadcasttoindexing"
        r"resultofshape\[(?P<place>[\d,]{1,40})\]",
        "A tensor of shape ({given}) is put into a place of shape ({place}).",
        "({place})",
        "({given})",
        "An axis differs.",
        details=("Compare axis by axis, from the last: what is put in may be of another batch, or "
                 "a shorter window at the end.",),
    ),
    Notice(
        "torch_gather",
        r"indextensormusthavethesamenumberofdimensionsas(?:input|self|src)"
        r"|expectedindex\[(?P<index>[\d,]{1,40})\]tobe(?:smaller|nolarger)thanself"
        r"|indextensorandinputtensorshouldhavethesamenumberofdimensions",
        "gather and scatter want an index with as many axes as the tensor, and no larger ones.",
        "an index (samples, 1, units) for (samples, timesteps, units) along axis 1",
        "another shape",
        "An axis is missing in the index, or it is longer.",
        details=(
            "For the last real step of each sample: out[torch.arange(len(lengths)), lengths - 1] "
            "with batch_first=True needs no gather.",
        ),
    ),
    Notice(
        "torch_transpose",
        r"t\(\)expectsatensorwith<=2dimensions,butselfis\dd|numberofdimsdontmatchinpermute"
        r"|lengthofthedesiredorderingofdimensions",
        "A line turns axes, and the tensor has another number of them than it names.",
        "t(): at most two axes; permute: each axis once",
        "another number of axes",
        "An axis is there that the line does not name, or is missing.",
        details=("Of three axes x.transpose(1, 2) swaps two and leaves the samples, x.permute(0, "
                 "2, 1) names all of them. Print x.shape before the line.",),
    ),
    Notice(
        "torch_split",
        r"split_with_sizesexpectssplit_sizestosumexactlyto(?P<size>\d{1,9})\(inputtensorssizeat"
        r"dimension(?P<axis>-?\d)\),butgotsplit_sizes=\[(?P<parts>[\d,]{1,40})\]",
        "An axis of size {size} is cut into parts of {parts}, which are not {size} together.",
        "parts that make {size}",
        "{parts}",
        "Axis {axis} has another size than the parts together.",
        details=("Of rows the parts are train, validation and test: let the last one be len(X) "
                 "minus the others.",),
    ),
    Notice(
        "size_indexed",
        r"builtin_function_or_methodobjectisnotsubscriptable|torch\.sizeobjectisnotcallable",
        "size is called, shape is indexed: x.size(0), or x.shape[0].",
        "x.size(0) or x.shape[0]",
        "x.size[0] or x.shape(0)",
        details=("Of a NumPy array it is x.shape[0] alone.",),
    ),
    Notice(
        "torch_boolean",
        r"booleanvalueoftensorwithmorethanonevalueisambiguous",
        "A line asks whether a whole tensor is true.",
        "one answer",
        "a tensor of several values",
        details=(
            "An if, a while, and, or, in and == of lists ask so: .any() or .all() makes one answer "
            "of it.",
            "A loss that is a class is made first and called then: nn.MSELoss()(prediction, y).",
        ),
    ),
)  # fmt: skip
