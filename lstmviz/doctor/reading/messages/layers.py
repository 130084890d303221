"""Messages of Keras about its layers: weights, states, kernels, joins, reshapes."""

import re

from lstmviz.doctor.reading.messages.matching import Found, Patterns, joined, says, shape_of
from lstmviz.doctor.walking.setup import Stop, stop


def stateful(found: Found, tight: str) -> Stop:
    """Read a stateful layer's batch."""
    expected = re.search(r"expectedbatchsize:(\d{1,9})", tight)
    received = re.search(r"receivedbatchsize:(\d{1,9})", tight)
    return stop("batch", expected=expected and int(expected[1]),
                received=received and int(received[1]), stateful=True)  # fmt: skip


def added_up(found: Found, tight: str) -> Stop:
    """Read a sum that fails while numbers are computed: within a cell, if one was called."""
    shapes = {"first": shape_of(found["first"]), "second": shape_of(found["second"])}
    cell = re.findall(r"(lstm|gru|simplernn)cell\.call\(\)", tight[: found.start()])
    return stop("cell_sum", layer=cell[-1], **shapes) if cell else stop("pair", **shapes)


def initial_states(found: Found, tight: str) -> Stop:
    """Read the shapes of the states that were given, and the sizes that the cell wants."""
    after = tight[found.end() : found.end() + 600]
    given, _, rest = after.partition("cell.state_size")
    wanted = re.match(r"is([(\[][\d,]{1,40}[)\]]|\d{1,9})", rest)
    shapes = tuple(shape_of(each) for each in re.findall(r"shape=\(([\d,a-z]{0,40})\)", given))
    return stop("initial_state", received=shapes or None,
                wanted=shape_of(wanted[1].strip("()[]")) if wanted else None)  # fmt: skip


LAYERS: Patterns = (
    *says(
        "weights",
        r"dimension\d{1,2}inbothshapesmustbeequal,butare\d{1,9}and\d{1,9}\.shapesare[<built,>]and"
        r"[<given,>](?=\.?for\w{0,20}assign)",
        r"assignrequiresshapesofbothtensorstomatch\.lhsshape=[<built,>]rhsshape=[<given,>]",
        r"variable\.?shape(?:=|is)?[<built,>],?(?:received:|and(?:the)?(?:assigned)?)value\.?shape"
        r"(?:=|is)?[<given,>]",
        r"(?:layer\w{1,40}?)?weightshape[<built,>](?:is)?notcompatiblewithprovidedweightshape"
        r"[<given,>]",
        r"hasshape[<built,>],butthesavedweighthasshape[<given,>]",
        r"weightexpectsshape[<built,>]\.receivedsavedweightwithshape[<given,>]",
        r"tensorsshape[<built,>]isnotcompatiblewithsuppliedshape[<given,>]",
    ),
    *says("kernel", r"valueerror:negativedimensionsarenotallowed"),
    *says(
        "python_list",
        r"(?P<name>list|tuple)objecthasnoattribute(?:shape|reshape|ndim|dtype|get_shape|_keras)|"
        r"listobjecthasnoattributesize",
    ),
    *says(
        "batch",
        r"dimensionmismatchinargstogemm\(<expected>,\d{1,9}\)x\(\d{1,9},\d{1,9}\)->\((?!(?P="
        r"expected),)<received>,",
    ),
    *says(
        "matmul",
        r"dimensionmismatchinargstogemm\(\d{1,9},<got>\)x\((?!(?P=got),)<built>,",
        r"shapemismatch:xhas<got>cols\(and\d{1,9}rows\)butyhas<built>rows",
        r"expectedaxis-1ofinputshapetohavevalue\{?<built>\}?,?butreceivedinputwithshape[(\[]"
        r"(?:[\da-z?]{1,9},){0,6}<got>",
        r"dimensionsmustbeequal,butare<got>and<built>for.{0,300}?matmul",
        r"matrixsize-incompatible:in\[0\]:\[[1-9]\d{0,9},<got>\],in\[1\]:\[<built>,\d{1,9}\]"
        r"(?!.{0,20}(?:loss|crf))",
        r"in\[0\]mismatchin\[1\]shape:<got>vs\.?<built>:",
        r"errorinmatmul:innershapes\(<got>\)and\(<built>\)",
        r"contractingdimensionstohavethesameshape,got\(<got>,?\)and\(<built>,?\)",
    ),
    *says(added_up, r"incompatibleshapes:[<first,>]vs\.?[<second,>]\[op:addv2\]"),
    *says(
        "cell_sum",
        r"_?(?P<layer>lstm|gru|simple_rnn)_cell\w{0,40}(?:/\w{1,20}){0,2}/add_?\d{0,3}\}\}.{0,"
        r"300}?inputshapes:[<first>],[<second>]",
    ),
    *says("batch", r"enterstheloopwithshape\(<expected>,[\d,]{1,20}\),buthasshape\(none,"),
    *says(stateful, r"ifanrnnisstateful,thebatchsize"),
    *says(
        "batch",
        r"specifiedalistwithshape\[<expected>,\d{1,9}\]fromatensorwithshape\[<received>,\d{1,9}\]",
        r"invalidinput_hshape:\[\d{1,3},<expected>,\d{1,9}\]\[\d{1,3},<received>,\d{1,9}\]",
    ),
    *says(
        "open_batch",
        r"whenusingstateful=true.{0,40}?batchsizemustbestatic|rnnisstateful,"
        r"itneedstoknowitsbatchsize|rnnisstateful,acompleteinput_shapemustbeprovided",
    ),
    *says("each_step", r"assertlen\(input_shape\)>=3"),
    *says(
        "initial_state",
        r"layerhas\dstatesbutwaspassed\dinitialstates|cellexpects\d{1,2}states?,got\d{1,2}",
    ),
    *says(
        "each_step",
        r"timedistributedlayershouldbepassedaninput_shapewithatleast3dimensions,?(?:received:?"
        r"[<received>])?",
    ),
    *says(
        "open_size",
        r"shapesusedtoinitializevariablesmustbefully-defined(?:\(nononedimensions\))?\.?"
        r"(?:received:shape=[<received>])?",
        r"(?:last|channel)dimensionoftheinputs(?:toa?(?:dense)?(?:layer)?)?shouldbedefined",
        r"expectedaxis-1ofinputshapetohavevalue\{?\d{1,9}\}?,?butreceivedinputwithshape[(\[]"
        r"[\da-z?,]{0,40}none[)\]]",
    ),
    *says(
        "kernel",
        r"(?:outputsizewouldbe(?:zeroor)?negative|negativedimensionsizecausedbysubtracting<size>"
        r"from<steps>)(?:.{0,60}?inputsshape=[<received>])?(?:.{0,30}?kernelshape=[<weights>])?",
        r"oneofthedimensionsintheoutputis<=0duetodownsamplingin(?:conv|max|average|pool)\w{0,20}\."
        r".{0,60}?receivedinputshape[<received>]",
        r"convolutionoperationresultedinanemptyoutput\.outputshape:[<output>]",
        r"calculatedpaddedinputsize(?:perchannel)?:\(<steps>\)\.kernelsize:\(<size>\)",
    ),
    *says(
        "kernel_axes",
        r"kernelshapemusthavethesamelengthasinput,butreceivedkernelofshape"
        r"[<weights>]andinputofshape[<received>]",
    ),
    *says(
        "reshape",
        r"totalsizeofthetensormustbeunchanged\.received:input_shape=[<received>],target_shape="
        r"[<target>]",
        r"totalsizeofnewarraymustbeunchanged(?:,input_shape=[<received>],output_shape="
        r"[<target>])?",
    ),
    *says(
        joined,
        r"concatenatelayerrequiresinputswithmatchingshapesexceptfortheconcat"
        r"(?:enation)?axis\.?.{0,20}?(?:received:(?:input_shape=)?|gotinputsshapes:)(?P<shapes>"
        r"[\[(][\[\](),\da-z]{0,120})",
    ),
    *says(
        joined,
        r"(?:concatmodecanonlymergelayers|onlylayersofsameoutputshapecanbemerged(?:using)?"
        r"(?P<mode>[a-z]{3})?).{0,80}?layershapes:\[?(?P<shapes>[\[(][\[\](),\da-z]{0,120})",
    ),
    *says(
        joined,
        r"concatop:dimensionsofinputsshouldmatch:shape\[\d\]=[<first,>]vs\.?shape\[\d\]="
        r"[<second,>]",
    ),
    *says(
        joined,
        r"inputshaveincompatibleshapes\.receivedshapes(?P<shapes>.{0,60})",
    ),
    *says(initial_states, r"initial_statewaspassedthatisnotcompatiblewithcell\.state_size"),
)
