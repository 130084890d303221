"""Messages of Keras about its layers: weights, states, kernels, joins, reshapes."""

import re
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor.reading.messages.matching import (
    Found,
    Patterns,
    facts,
    shape_of,
    shapes_listed,
    words,
)
from lstmviz.doctor.walking.setup import Stop, stop


def stateful(found: Found, tight: str) -> Stop:
    """Read a stateful layer's batch."""
    expected = re.search(r"expectedbatchsize:(\d{1,9})", tight)
    received = re.search(r"receivedbatchsize:(\d{1,9})", tight)
    return stop("batch", expected=expected and int(expected[1]),
                received=received and int(received[1]), stateful=True)  # fmt: skip


def within_cell(found: Found, tight: str) -> Stop:
    """Read what a cell cannot add up: of the step first, of the state then."""
    return stop("cell_sum", layer=found["layer"], first=shape_of(found["first"]),
                second=shape_of(found["second"]))  # fmt: skip


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


def merged(found: Found, tight: str) -> Stop:
    """Read what the first Keras could not merge, and how it was to."""
    why = shapes_listed("join")(found, tight)
    facts_ = {**why.facts, "layer": f"merge(mode={found['mode']})"} if found["mode"] else why.facts
    return replace(why, facts=MappingProxyType(dict(facts_)))


# The sizes of weights.
BUILT, GIVEN = (rf"[\[(](?P<{name}>[\d,]{{1,30}})[\])]" for name in ("built", "given"))

LAYERS: Patterns = (
    (
        rf"dimension\d{{1,2}}inbothshapesmustbeequal,butare\d{{1,9}}and\d{{1,9}}\.shapesare{BUILT}"
        rf"and{GIVEN}(?=\.?for\w{{0,20}}assign)",
        facts("weights"),
    ),
    (
        rf"assignrequiresshapesofbothtensorstomatch\.lhsshape={BUILT}rhsshape={GIVEN}",
        facts("weights"),
    ),
    (
        rf"variable\.?shape(?:=|is)?{BUILT},?(?:received:|and(?:the)?(?:assigned)?)value\.?shape(?:=|is)?"
        rf"{GIVEN}",
        facts("weights"),
    ),
    (
        rf"(?:layer\w{{1,40}}?)?weightshape{BUILT}(?:is)?notcompatiblewithprovidedweightshape{GIVEN}",
        facts("weights"),
    ),
    (
        rf"hasshape{BUILT},butthesavedweighthasshape{GIVEN}",
        facts("weights"),
    ),
    (
        rf"weightexpectsshape{BUILT}\.receivedsavedweightwithshape{GIVEN}",
        facts("weights"),
    ),
    (
        rf"tensorsshape{BUILT}isnotcompatiblewithsuppliedshape{GIVEN}",
        facts("weights"),
    ),
    (
        r"valueerror:negativedimensionsarenotallowed",
        lambda found, tight: stop("kernel"),
    ),
    (
        r"(?P<name>list|tuple)objecthasnoattribute(?:shape|reshape|ndim|dtype|get_shape|_keras)"
        r"|listobjecthasnoattributesize",
        words("python_list"),
    ),
    (
        r"dimensionmismatchinargstogemm\((?P<expected>\d{1,9}),\d{1,9}\)x\(\d{1,9},\d{1,9}\)->"
        r"\((?!(?P=expected),)(?P<received>\d{1,9}),",
        facts("batch", "expected", "received"),
    ),
    (
        r"dimensionmismatchinargstogemm\(\d{1,9},(?P<got>\d{1,9})\)x"
        r"\((?!(?P=got),)(?P<built>\d{1,9}),",
        facts("matmul", "built", "got"),
    ),
    (
        r"shapemismatch:xhas(?P<got>\d{1,9})cols\(and\d{1,9}rows\)butyhas(?P<built>\d{1,9})rows",
        facts("matmul", "built", "got"),
    ),
    (
        r"expectedaxis-1ofinputshapetohavevalue\{?(?P<built>\d{1,9})\}?,?"
        r"butreceivedinputwithshape[(\[](?:[\da-z?]{1,9},){0,6}(?P<got>\d{1,9})",
        facts("matmul", "built", "got"),
    ),
    (
        r"dimensionsmustbeequal,butare(?P<got>\d{1,9})and(?P<built>\d{1,9})for.{0,300}?matmul",
        facts("matmul", "built", "got"),
    ),
    (
        r"matrixsize-incompatible:in\[0\]:\[[1-9]\d{0,9},(?P<got>\d{1,9})\],"
        r"in\[1\]:\[(?P<built>\d{1,9}),\d{1,9}\](?!.{0,20}(?:loss|crf))",
        facts("matmul", "built", "got"),
    ),
    (
        r"in\[0\]mismatchin\[1\]shape:(?P<got>\d{1,9})vs\.?(?P<built>\d{1,9}):",
        facts("matmul", "built", "got"),
    ),
    (
        r"errorinmatmul:innershapes\((?P<got>\d{1,9})\)and\((?P<built>\d{1,9})\)",
        facts("matmul", "built", "got"),
    ),
    (
        r"contractingdimensionstohavethesameshape,got\((?P<got>\d{1,9}),?\)and\((?P<built>\d{1,9}),?\)",
        facts("matmul", "built", "got"),
    ),
    (
        r"incompatibleshapes:\[(?P<first>[\d,]{1,40})\]vs\.?\[(?P<second>[\d,]{1,40})\]\[op:addv2\]",
        added_up,
    ),
    (
        r"_?(?P<layer>lstm|gru|simple_rnn)_cell\w{0,40}(?:/\w{1,20}){0,2}/add_?\d{0,3}\}\}"
        r".{0,300}?inputshapes:\[(?P<first>[\d,?]{1,40})\],\[(?P<second>[\d,?]{1,40})\]",
        within_cell,
    ),
    (
        r"enterstheloopwithshape\((?P<expected>\d{1,9}),[\d,]{1,20}\),"
        r"buthasshape\(none,",
        facts("batch", "expected"),
    ),
    (r"ifanrnnisstateful,thebatchsize", stateful),
    (
        r"specifiedalistwithshape\[(?P<expected>\d{1,9}),\d{1,9}\]fromatensorwithshape"
        r"\[(?P<received>\d{1,9}),\d{1,9}\]",
        facts("batch", "expected", "received"),
    ),
    (
        r"invalidinput_hshape:\[\d{1,3},(?P<expected>\d{1,9}),\d{1,9}\]"
        r"\[\d{1,3},(?P<received>\d{1,9}),\d{1,9}\]",
        facts("batch", "expected", "received"),
    ),
    (
        r"whenusingstateful=true.{0,40}?batchsizemustbestatic|rnnisstateful,itneedstoknowitsbatchsize"
        r"|rnnisstateful,acompleteinput_shapemustbeprovided",
        words("open_batch"),
    ),
    (r"assertlen\(input_shape\)>=3", words("each_step")),
    (
        r"layerhas(?P<wanted>\d)statesbutwaspassed(?P<given>\d)initialstates"
        r"|cellexpects\d{1,2}states?,got\d{1,2}",
        lambda found, tight: stop("initial_state"),
    ),
    (
        r"timedistributedlayershouldbepassedaninput_shapewithatleast3dimensions,?"
        r"(?:received:?[(\[](?P<received>[\d,a-z?]{0,60})[)\]])?",
        facts("each_step"),
    ),
    (
        r"shapesusedtoinitializevariablesmustbefully-defined"
        r"(?:\(nononedimensions\))?\.?(?:received:shape=\((?P<received>[\d,a-z]{0,60})\))?",
        facts("open_size"),
    ),
    (
        r"(?:last|channel)dimensionoftheinputs(?:toa?(?:dense)?(?:layer)?)?shouldbedefined|expectedaxis-1ofinputshape"
        r"tohavevalue\{?\d{1,9}\}?,?butreceivedinputwithshape[(\[][\da-z?,]{0,40}none[)\]]",
        words("open_size"),
    ),
    (
        r"(?:outputsizewouldbe(?:zeroor)?negative|negativedimensionsizecausedbysubtracting(?P<size>\d{1,6})"
        r"from(?P<steps>\d{1,6}))(?:.{0,60}?inputsshape=\((?P<received>[\d,a-z]{0,40})\))?"
        r"(?:.{0,30}?kernelshape=\((?P<weights>[\d,]{0,40})\))?",
        facts("kernel", "size", "steps"),
    ),
    (
        r"oneofthedimensionsintheoutputis<=0duetodownsamplingin(?:conv|max|average|pool)\w{0,20}\."
        r".{0,60}?receivedinputshape\[(?P<received>[\d,a-z]{0,40})\]",
        facts("kernel"),
    ),
    (
        r"convolutionoperationresultedinanemptyoutput\.outputshape:\((?P<output>[\d,a-z]{0,40})\)",
        facts("kernel"),
    ),
    (
        r"calculatedpaddedinputsize(?:perchannel)?:\((?P<steps>\d{1,6})\)\.kernelsize:\((?P<size>\d{1,6})\)",
        facts("kernel", "size", "steps"),
    ),
    (
        r"kernelshapemusthavethesamelengthasinput,butreceivedkernelofshape\((?P<weights>[\d,]{0,40})\)"
        r"andinputofshape\((?P<received>[\d,a-z]{0,40})\)",
        facts("kernel_axes"),
    ),
    (
        r"totalsizeofthetensormustbeunchanged\.received:input_shape=\((?P<received>[\d,a-z]{0,40})\),"
        r"target_shape=\((?P<target>[\d,-]{0,40})\)",
        facts("reshape"),
    ),
    (
        r"totalsizeofnewarraymustbeunchanged(?:,input_shape=\[(?P<received>[\d,a-z]{0,40})\],"
        r"output_shape=\[(?P<target>[\d,-]{0,40})\])?",
        facts("reshape"),
    ),
    (
        r"concatenatelayerrequiresinputswithmatchingshapesexceptfortheconcat(?:enation)?axis\.?"
        r".{0,20}?(?:received:(?:input_shape=)?|gotinputsshapes:)(?P<shapes>[\[(][\[\](),\da-z]{0,120})",
        shapes_listed("join"),
    ),
    (
        r"(?:concatmodecanonlymergelayers|onlylayersofsameoutputshapecanbemerged(?:using)?"
        r"(?P<mode>[a-z]{3})?).{0,80}?layershapes:\[?(?P<shapes>[\[(][\[\](),\da-z]{0,120})",
        merged,
    ),
    (
        r"concatop:dimensionsofinputsshouldmatch:shape\[\d\]=\[(?P<first>[\d,]{1,40})\]vs\.?shape"
        r"\[\d\]=\[(?P<second>[\d,]{1,40})\]",
        lambda found, tight: stop(
            "join", received=(shape_of(found["first"]), shape_of(found["second"]))
        ),
    ),
    (r"inputshaveincompatibleshapes\.receivedshapes(?P<shapes>.{0,60})", shapes_listed("join")),
    (
        r"initial_statewaspassedthatisnotcompatiblewithcell\.state_size",
        initial_states,
    ),
)  # fmt: skip
