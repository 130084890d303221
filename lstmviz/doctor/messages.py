"""Error messages, known by their structure: numbers of axes, shapes, names of arguments.

Patterns are matched on a text without spaces and quotes and in lower case, so that line wraps,
capitals and quoting do not matter. Every repetition is bounded, so that no text makes a match slow.
"""

import re

from lstmviz.doctor import calls, pytorch, values, versions
from lstmviz.doctor.answer import Diagnosis
from lstmviz.doctor.judges import (
    Make,
    axes_counted,
    before,
    broadcasts,
    count_axes,
    labels,
    loss_shapes,
    object_kind,
    old_axes,
    old_shapes,
    products,
    reshaped,
    sample_sizes,
    scaled_back,
    simple,
    sizes,
    state_sizes,
    stateful_sizes,
    targets,
    torch_case,
    torch_rank,
    two_shapes,
)
from lstmviz.doctor.missing import returns_last
from lstmviz.doctor.setup import Case
from lstmviz.doctor.sizes import feature_count, other_batch, target_shape

PATTERNS: tuple[tuple[str, Make], ...] = (
    (
        r"expected(?:min_|max_)?ndim=(?P<expected>\d),found(?:ndim=)?(?P<found>\d)"
        r"(?:\.?fullshapereceived:[(\[](?P<shape>[\d,a-z?]{0,60})[)\]])?",
        axes_counted,
    ),
    (
        r"expectedshape=?:?[(\[](?P<expected>[\d,a-z?]{0,60})[)\]],?(?:butinputhasincompatible|found)"
        r"shape=?[(\[](?P<received>[\d,a-z?]{0,60})[)\]]",
        two_shapes,
    ),
    (
        r"expected(?P<name>\w{1,60}?)tohave(?P<expected>\d)dimensions?(?:\(s\))?[.,]*"
        r"butgotarraywithshape[(\[]?(?P<shape>[\d,]{1,60})",
        old_axes,
    ),
    (
        r"tohaveshape[(\[](?P<expected>[\d,a-z?]{0,60})[)\]],?butgotarraywithshape"
        r"[(\[]?(?P<received>[\d,]{1,60})",
        old_shapes,
    ),
    (
        r"constructedwithshape[(\[](?P<expected>[\d,a-z?]{0,60})[)\]].{0,300}?incompatibleshape"
        r"[(\[](?P<received>[\d,a-z?]{0,60})[)\]]",
        two_shapes,
    ),
    (
        r"cannotfeedvalueofshape[(\[](?P<received>[\d,a-z?]{0,60})[)\]]fortensor.{1,80}?"
        r"hasshape[(\[](?P<expected>[\d,a-z?]{0,60})[)\]]",
        two_shapes,
    ),
    (
        r"expectedaxis-1ofinputshapetohavevalue\{?(?P<built>\d{1,9})\}?,?"
        r"butreceivedinputwithshape[(\[](?:[\da-z?]{1,9},){0,6}(?P<got>\d{1,9})",
        lambda case, found, tight: feature_count(case, int(found["got"]), int(found["built"])),
    ),
    (
        r"dimensionsmustbeequal,butare(?P<got>\d{1,9})and(?P<built>\d{1,9})for.{0,300}?matmul",
        products,
    ),
    (
        r"matrixsize-incompatible:in\[0\]:\[\d{1,9},(?P<got>\d{1,9})\],"
        r"in\[1\]:\[(?P<built>\d{1,9}),\d{1,9}\]",
        products,
    ),
    (
        r"contractingdimensionstohavethesameshape,got\((?P<got>\d{1,9}),?\)and\((?P<built>\d{1,9}),?\)",
        products,
    ),
    (
        r"shapescannotbemultiplied\(\d{1,9}x(?P<got>\d{1,9})and(?P<built>\d{1,9})x(?P<columns>\d{1,9})\)",
        products,
    ),
    (
        r"matmul:inputoperand.{0,160}?size(?P<built>\d{1,9})isdifferentfrom(?P<got>\d{1,9})",
        products,
    ),
    (
        r"dimensionsmustbeequal,butare\d{1,9}and\d{1,9}for.{0,150}?\}\}=(?:sub|squareddifference)\[.{0,300}?"
        r"inputshapes:\[(?P<first>[\d,?]{0,40})\],\[(?P<second>[\d,?]{0,40})\]",
        targets,
    ),
    (
        r"incompatibleshapes:\[(?P<first>[\d,]{0,40})\]vs\.?\[(?P<second>[\d,]{0,40})\]",
        targets,
    ),
    (
        r"incompatibleshapesforbroadcasting:\((?P<first>[\d,]{0,40})\),\((?P<second>[\d,]{0,40})\)",
        targets,
    ),
    (
        r"shapes\((?P<first>[\d,a-z]{0,40})\)and\((?P<second>[\d,a-z]{0,40})\)areincompatible",
        targets,
    ),
    (
        r"cardinalityisambiguous.{0,120}?xsizes:(?P<x>[\d,]{1,9999})ysizes:(?P<y>[\d,]{1,9999})",
        sample_sizes,
    ),
    (
        r"found(?P<x>\d{1,9})inputsamplesand(?P<y>\d{1,9})targetsamples",
        sample_sizes,
    ),
    (
        r"inconsistentnumbersofsamples:\[(?P<x>\d{1,9}),(?P<y>\d{1,9})\]",
        sample_sizes,
    ),
    (
        r"unrecognizedkeywordargumentspassedto(?P<layer>\w{1,60}?):\{(?P<given>.{1,200}?)\}",
        lambda case, found, tight: calls.unknown_argument(case, found["layer"], found["given"]),
    ),
    (
        r"rnnbase\.__init__\(\)(?:missing|gotanunexpected)",
        simple(pytorch.two_sizes),
    ),
    (
        r"keywordargumentnotunderstood:,?(?P<given>[a-z_]{1,40})",
        lambda case, found, tight: calls.unknown_argument(case, "", found["given"]),
    ),
    (
        r"(?:(?P<layer>\w{1,40})\.)?(?<!rnnbase\.)__init__\(\)gotanunexpectedkeywordargument(?P<given>[a-z_]{1,40})",
        lambda case, found, tight: calls.unknown_argument(
            case, found["layer"] or "", found["given"]
        ),
    ),
    (r"donotpassaninput_shape", simple(calls.input_warning)),
    (
        r"cannotconvert(?P<number>[\w.]{1,20}?)toashape",
        lambda case, found, tight: calls.bare_number(case, found["number"]),
    ),
    (r"ifanrnnisstateful,thebatchsize", stateful_sizes),
    (
        r"statefulnetwork,youshouldonlypassinputs",
        lambda case, found, tight: other_batch(case, case.setup.batch, None),
    ),
    (
        r"whenusingstateful=true.{0,40}?batchsizemustbestatic|rnnisstateful,itneedstoknowitsbatchsize",
        simple(calls.open_batch),
    ),
    (r"modifiedbyaninplaceoperation", simple(versions.inplace)),
    (r"invaliddtype:(?P<kind>object|<?[su]\w{0,9}|str\w{0,9})", object_kind),
    (r"unsupportedobjecttype(?P<kind>[\w.]{1,40})", object_kind),
    (r"(?P<kind>inhomogeneous)shape", object_kind),
    (r"(?P<kind>settinganarrayelementwithasequence)", object_kind),
    (r"(?P<kind>allinputarraysmusthavethesameshape)", object_kind),
    (r"ndarrayoftype(?P<kind>numpy\.object_)", object_kind),
    (r"(?:couldnotconvert|cast)(?P<kind>string)tofloat", object_kind),
    (
        r"timedistributedlayershouldbepassedaninput_shapewithatleast3dimensions,?"
        r"(?:received:?[(\[](?P<shape>[\d,a-z?]{0,60})[)\]])?",
        lambda case, found, tight: returns_last(
            case,
            before(case, (sizes(found["shape"]) or (None,))[-1]),
            "lstm",
            sizes(found["shape"]) or (None, None),
            after="timedistributed",
        ),
    ),
    (
        r"shapesusedtoinitializevariablesmustbefully-defined"
        r"(?:\(nononedimensions\))?\.?(?:received:shape=\((?P<shape>[\d,a-z]{0,60})\))?",
        lambda case, found, tight: calls.open_steps(case, sizes(found["shape"])),
    ),
    (
        r"lastdimensionoftheinputstoa?(?:dense)?(?:layer)?shouldbedefined",
        lambda case, found, tight: calls.open_steps(case, None),
    ),
    (r"use_cudnn=truewasspecified", simple(versions.cudnn_wanted)),
    (r"willnotusecudnnkernel", simple(versions.cudnn_missed)),
    (r"cudnn_status_bad_param", simple(versions.cudnn_mask)),
    (r"cannotconvertasymbolic(?:tf\.)?tensor", simple(versions.symbolic)),
    (r"inputranoutofdata", simple(versions.ran_out)),
    (
        r"input\.size\(-1\)mustbeequaltoinput_size\.?expected(?P<built>\d{1,9}),got(?P<got>\d{1,9})",
        lambda case, found, tight: feature_count(
            torch_case(case), int(found["got"]), int(found["built"])
        ),
    ),
    (
        r"(?P<layer>lstmcell|grucell|rnncell|lstm|gru|rnn):expectedinputtobe\d?d?(?:or)?\d?d?,?"
        r"got(?P<found>\d)d",
        torch_rank,
    ),
    (
        r"inputmusthave3dimensions,got(?P<found>\d)",
        lambda case, found, tight: pytorch.other_rank(case, "lstm", int(found["found"]), "three"),
    ),
    (
        r"for(?P<kind>batched3-d|unbatched2-d)input,hx",
        lambda case, found, tight: pytorch.state_axes(case, found["kind"].startswith("batched")),
    ),
    (
        r"expectedhidden(?:\[\d\])?size[(\[](?P<first>[\d,]{1,40})[)\]],got[(\[](?P<second>[\d,]{1,40})",
        state_sizes,
    ),
    (
        r"inputdtype.{1,30}?doesnotmatchweightdtype|musthavethesamedtype,butgot(?:double|long)|"
        r"expectedscalartype(?:double|float)butfound(?:double|float)|"
        r"foundtypetorch\.double|expectedobjectofscalartypefloat",
        simple(pytorch.number_type),
    ),
    (r"numpy\.ndarrayobjecthasnoattribute(?:dim|size\b)", simple(pytorch.no_tensor)),
    (
        r"mustbetensor,nottuple|tupleobjecthasnoattribute(?:dim|size|shape)",
        simple(pytorch.a_tuple),
    ),
    (r"lengthsarraymustbesortedindecreasingorder", simple(pytorch.lengths_order)),
    (r"lengthofallsampleshastobegreaterthan0", simple(pytorch.empty_sequence)),
    (r"backwardthroughthegraphasecondtime", simple(pytorch.again)),
    (
        r"targetsize\(torch\.size\(\[(?P<first>[\d,]{1,40})\]\)\).{0,80}?"
        r"inputsize\(torch\.size\(\[(?P<second>[\d,]{1,40})\]\)\)",
        loss_shapes,
    ),
    (
        r"expects1input\(s\),butitreceived(?P<count>\d)inputtensors",
        lambda case, found, tight: calls.states_returned(case, int(found["count"])),
    ),
    (r"onlyinputtensorsmaybepassedaspositional", simple(calls.no_tensor)),
    (
        r"samerank\(ndim\)\.?received:target\.shape=\((?P<first>[\d,a-z]{0,40})\),"
        r"output\.shape=\((?P<second>[\d,a-z]{0,40})\)",
        labels,
    ),
    (r"viewsizeisnotcompatible", simple(pytorch.view_order)),
    (
        r"cannotreshapearrayofsize(?P<size>\d{1,12})intoshape[(\[](?P<shape>[\d,]{1,80})[)\]]",
        reshaped,
    ),
    (
        r"shape\[(?P<shape>[\d,-]{1,80})\]isinvalidforinputofsize(?P<size>\d{1,12})",
        reshaped,
    ),
    (
        r"size\((?P<size>\d{1,12})\)mustmatchtheproductofshape\[?(?P<shape>[\d,]{1,80})",
        reshaped,
    ),
    (
        r"tensorwith(?P<size>\d{1,12})values,buttherequestedshapehas(?P<shape>\d{1,12})",
        reshaped,
    ),
    (
        r"outputoperandwithshape\((?P<first>[\d,]{1,40})\)doesntmatchthebroadcastshape"
        r"\((?P<second>[\d,]{1,40})\)",
        scaled_back,
    ),
    (
        r"xhas(?P<first>\d{1,9})features?,but\w{1,40}?isexpecting(?P<second>\d{1,9})features",
        lambda case, found, tight: values.scaler(
            case, (None, int(found["first"])), (None, int(found["second"]))
        ),
    ),
    (
        r"foundarraywithdim(?P<found>\d)",
        lambda case, found, tight: values.scaler_axes(case, int(found["found"])),
    ),
    (r"expected2darray,got1darray", lambda case, found, tight: values.scaler_axes(case, 1)),
    (r"windowshapecannotbelargerthaninputarrayshape", simple(values.long_window)),
    (
        r"operandscouldnotbebroadcasttogetherwithshapes\((?P<first>[\d,]{1,40})\)\((?P<second>[\d,]{1,40})\)",
        broadcasts,
    ),
    (
        r"sizeoftensora\((?P<first>\d{1,9})\)mustmatchthesizeoftensorb\((?P<second>\d{1,9})\)",
        lambda case, found, tight: target_shape(
            torch_case(case), (None, int(found["second"])), (None, int(found["first"]))
        ),
    ),
    (
        r"indexoutofrangeusinginputdim2;inputhasonly2dims",
        lambda case, found, tight: count_axes(case, "lstm", 3, 2, None),
    ),
    (r"hasnoattributereset_states", simple(versions.no_reset)),
    (r"end_indexmustbelowerthan", simple(versions.end_index)),
    (r"indices=\d{1,9}isnotin\[0,\d{1,9}\)", simple(versions.start_index)),
    (
        r"hasnoattributetimeseriesgenerator|cannotimportnametimeseriesgenerator",
        simple(versions.generator),
    ),
    (r"takethelengthofshapewithunknownrank", simple(versions.relaxed)),
    (r"(?:lstm|rnn)\.call\(\)\.?.{0,20}?listindexoutofrange", simple(versions.first_state)),
    (r"(?:loss[:=]{1,2}\[?nan|naninloss|lossisnan)", simple(versions.not_a_number)),
)


MESSAGES: tuple[tuple[re.Pattern[str], Make], ...] = tuple(
    (re.compile(pattern, re.ASCII | re.DOTALL), make) for pattern, make in PATTERNS
)


def read_messages(case: Case, tight: str) -> tuple[Diagnosis, ...]:
    """Judge the messages in a text, each kind once; the most telling first.

    Args:
        case: what else the text tells.
        tight: the text as `read_text` makes it tight.
    """
    found: dict[str, Diagnosis] = {}
    for pattern, make in MESSAGES:
        match = pattern.search(tight)
        judged = make(case, match, tight) if match else None
        for diagnosis in (judged,) if isinstance(judged, Diagnosis) else judged or ():
            found.setdefault(diagnosis.key, diagnosis)
    return tuple(found.values())
