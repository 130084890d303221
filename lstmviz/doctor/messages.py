"""Error messages, known by their structure: numbers of axes, shapes, names of arguments.

Patterns are matched on a text without spaces and quotes and in lower case, so that line wraps,
capitals and quoting do not matter. Every repetition is bounded, so that no text makes a match slow.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lstmviz.doctor import calls, pytorch, values
from lstmviz.doctor.answer import Diagnosis, Shape
from lstmviz.doctor.calls import read_sizes
from lstmviz.doctor.missing import (
    no_time_axis,
    one_axis,
    other_axes,
    returns_all,
    returns_last,
    too_many_axes,
)
from lstmviz.doctor.setup import Case, Layer
from lstmviz.doctor.sizes import (
    feature_count,
    mismatch,
    other_batch,
    sample_counts,
    swapped,
    target_shape,
)

Found = re.Match[str]
Judged = Diagnosis | tuple[Diagnosis, ...] | None
Make = Callable[[Case, Found, str], Judged]

LAYER = re.compile(r"layer([^:()]{1,80}?)(?:isincompatible|:expected)")
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "bidirectional": "bidirectional",
        "convlstm": "convlstm",
        "lstm": "lstm",
        "gru": "gru",
        "simple_rnn": "simplernn",
        "simplernn": "simplernn",
        "rnn": "rnn",
        "conv1d": "conv1d",
        "repeat_vector": "repeatvector",
        "repeatvector": "repeatvector",
        "time_distributed": "timedistributed",
        "dense": "dense",
    }
)


def kind_of(name: str) -> str:
    """Say what kind of layer has a name, e.g. "lstm" for "lstm_3" and "lstm_LSTM1"."""
    return next((kind for word, kind in KINDS.items() if word in name.lower()), "")


def sizes(text: str | None) -> Shape | None:
    """Read the sizes inside brackets; None where there is nothing."""
    return read_sizes(text) if text else None


def before(case: Case, units: int | None) -> Layer | None:
    """Find the recurrent layer that hands on its last state, and another layer comes after it."""
    candidates = [
        layer
        for layer in case.setup.layers[:-1]
        if layer.recurrent and layer.says("return_sequences") is not True
    ]
    same = [layer for layer in candidates if layer.width == units]
    return (same or [None])[0]


def axes_counted(case: Case, found: Found, tight: str) -> Judged:
    """Judge "expected ndim=3, found ndim=2"."""
    expected, got = int(found["expected"]), int(found["found"])
    near = tight[max(0, found.start() - 200) : found.end()]
    named = [match[1] for match in LAYER.finditer(near)]
    name = named[-1] if named else ""
    shape = sizes(found["shape"])
    if shape is not None and len(shape) != got:
        shape = None
    return count_axes(case, name, expected, got, shape)


def count_axes(case: Case, name: str, expected: int, got: int, shape: Shape | None) -> Judged:
    """Judge how many axes a layer expected and how many it got."""
    kind = kind_of(name)
    if kind == "repeatvector" and got > expected:
        open_shape = shape or (None, case.timesteps, None)
        return returns_all(case, before_all(case), open_shape)
    if expected == 3 and got == 2 and kind not in {"dense", "repeatvector", "convlstm"}:
        received = shape or (None, None)
        layer = before(case, received[1])
        numbered = re.search(r"_\d{1,3}$", name)
        lost = returns_last(case, layer, kind, received)
        if layer or case.says("before", "recurrent"):
            return lost
        if received[1] is None:
            width = next(
                (s[-1] for s in (case.setup.input, case.setup.X and case.setup.X.shape) if s), None
            )
            received = (received[0], width)
        missing = no_time_axis(case, received, told_input(case, received))
        unsure = not case.setup.layers and received[0] is None and kind != "conv1d"
        if not unsure or case.says("before", "first"):
            return missing
        return (lost, missing) if numbered and (received[1] or 0) >= 8 else (missing, lost)
    if expected == 3 and got >= 4:
        return too_many_axes(case, shape or (None,) * got, kind)
    if got == 1:
        return one_axis(case, shape or (None,), recurrent=expected == 3)
    return other_axes(case, name, expected, shape, got)


def told_input(case: Case, received: Shape) -> Shape | None:
    """Give the shape that the code's model was built for, if it has timesteps and the features fit."""
    sample = case.setup.input
    return (None, *sample) if sample is not None and len(sample) == 2 else None


def before_all(case: Case) -> Layer | None:
    """Find the layer that hands on every step to RepeatVector."""
    layers = case.setup.layers
    for layer, after in zip(layers, layers[1:], strict=False):
        if layer.recurrent and after.kind == "repeatvector":
            return layer
    return None


def two_shapes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge "expected shape …, found shape …", both with the samples."""
    expected, received = sizes(found["expected"]), sizes(found["received"])
    return mismatch(case, expected, received) if expected and received else None


def old_shapes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge "expected lstm_input to have shape (1, 3) but got array with shape (1, 4)".

    Keras 2 leaves the samples out, earlier ones write them as None.
    """
    expected, received = sizes(found["expected"]), sizes(found["received"])
    if not expected or not received:
        return None
    if expected[0] is not None:
        received = received if len(received) > len(expected) else (None, *received)
        expected = (None, *expected)
    if of_targets(tight):
        return target_shape(case, received, expected)
    return mismatch(case, expected, received)


def of_targets(tight: str) -> bool:
    """Whether an old message speaks of the targets."""
    return "checkingtarget" in tight or "checkingmodeltarget" in tight


def old_axes(case: Case, found: Found, tight: str) -> Judged:
    """Judge "expected lstm_input to have 3 dimensions, but got array with shape (8, 3)"."""
    received = sizes(found["shape"]) or ()
    expected = int(found["expected"])
    if of_targets(tight):
        output = (None, None, None)[:expected] if expected < 4 else (None,) * expected
        return target_shape(case, received, output)
    if expected == 3 and len(received) == 2:
        return no_time_axis(case, received, told_input(case, received))
    return count_axes(case, found["name"], expected, len(received), received)


def products(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge two matrices that cannot be multiplied: data × kernel."""
    got, built = int(found["got"]), int(found["built"])
    columns = int(found["columns"]) if "columns" in found.re.groupindex else None
    code = case.setup.framework
    keras = "keras" in tight or "lstmcell" in tight or "lstm_cell" in tight or code == "keras"
    linear = columns is not None and not keras and (code == "torch" or columns % 4 != 0)
    if linear:
        return feature_count(torch_case(case), got, built, outputs=columns)
    if got != built and 1 in (got, built):
        return swapped(case, (None, got, built), (None, built, got))
    sample = case.setup.input
    expected = (None, *sample) if sample is not None and len(sample) == 2 else None
    return feature_count(case, got, built, expected)


def targets(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge two shapes that a loss cannot subtract; or a state of another batch."""
    first, second = sizes(found["first"]) or (), sizes(found["second"]) or ()
    if not first or not second:
        return None
    stateful = any(layer.says("stateful") is True for layer in case.setup.layers)
    same = len(first) == len(second) and first[1:] == second[1:] and first[0] != second[0]
    if (
        same
        and None not in (first[0], second[0])
        and (stateful or "stateful" in tight or "lstm" in tight or len(first) == 2)
    ):
        return other_batch(case, max(first[0], second[0]), min(first[0], second[0]))
    return target_shape(case, first, second)


def sample_sizes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge "x sizes: 8, y sizes: 7"."""
    x = [int(size) for size in found["x"].split(",") if size][:10_000]
    y = [int(size) for size in found["y"].split(",") if size][:10_000]
    return sample_counts(case, x, y) if x and y else None


def object_kind(case: Case, found: Found, tight: str) -> Diagnosis:
    """Judge an array of objects by what it holds."""
    return values.objects(case, found["kind"] or "" if "kind" in found.re.groupindex else "")


def reshaped(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge "cannot reshape array of size 160182 into shape (53394,10,3)"."""
    shape = sizes(found["shape"])
    return values.not_reshaped(case, int(found["size"]), shape) if shape else None


def scaled_back(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge sklearn's inverse_transform."""
    first, second = sizes(found["first"]), sizes(found["second"])
    return values.scaler(case, first, second) if first and second else None


def state_sizes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge PyTorch's "Expected hidden[0] size (1, 8, 4), got [1, 5, 4]"."""
    first, second = sizes(found["first"]), sizes(found["second"])
    if not first or not second or not len(first) == len(second) == 3 or None in first:
        return None
    return pytorch.state_size(case, first, second)


def loss_shapes(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge PyTorch's warning on a target size."""
    first, second = sizes(found["first"]), sizes(found["second"])
    if not first or not second or None in first + second:
        return None
    if math.prod(first) != math.prod(second):
        return target_shape(torch_case(case), first, second)
    return pytorch.loss_sizes(case, first, second)


def broadcasts(case: Case, found: Found, tight: str) -> Diagnosis | None:
    """Judge NumPy's "operands could not be broadcast together"."""
    first, second = sizes(found["first"]), sizes(found["second"])
    return values.broadcast(case, first, second) if first and second else None


def simple(make: Callable[[Case], Diagnosis]) -> Make:
    """Use a diagnosis that needs nothing from the message."""
    return lambda case, found, tight: make(case)


def torch_rank(case: Case, found: Found, tight: str) -> Diagnosis:
    """Judge PyTorch's numbers of axes."""
    if found["layer"].endswith("cell"):
        return pytorch.cell_rank(case, int(found["found"]))
    return pytorch.other_rank(case, found["layer"], int(found["found"]), "two or three")


def stateful_sizes(case: Case, found: Found, tight: str) -> Diagnosis:
    """Judge a stateful layer's batch."""
    expected = re.search(r"expectedbatchsize:(\d{1,9})", tight)
    received = re.search(r"receivedbatchsize:(\d{1,9})", tight)
    size = int(expected[1]) if expected else case.setup.batch
    return other_batch(case, size, int(received[1]) if received else None)


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
    (r"modifiedbyaninplaceoperation", simple(calls.inplace)),
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
    (r"use_cudnn=truewasspecified", simple(calls.cudnn_wanted)),
    (r"willnotusecudnnkernel", simple(calls.cudnn_missed)),
    (r"cudnn_status_bad_param", simple(calls.cudnn_mask)),
    (r"cannotconvertasymbolic(?:tf\.)?tensor", simple(calls.symbolic)),
    (r"inputranoutofdata", simple(calls.ran_out)),
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
    (r"hasnoattributereset_states", simple(calls.no_reset)),
    (r"end_indexmustbelowerthan", simple(calls.end_index)),
    (r"indices=\d{1,9}isnotin\[0,\d{1,9}\)", simple(calls.start_index)),
    (
        r"hasnoattributetimeseriesgenerator|cannotimportnametimeseriesgenerator",
        simple(calls.generator),
    ),
    (r"takethelengthofshapewithunknownrank", simple(calls.relaxed)),
    (r"(?:lstm|rnn)\.call\(\)\.?.{0,20}?listindexoutofrange", simple(calls.first_state)),
    (r"(?:loss[:=]{1,2}\[?nan|naninloss|lossisnan)", simple(calls.not_a_number)),
)


def torch_case(case: Case) -> Case:
    """Take the layers for PyTorch's."""
    return replace(case, setup=replace(case.setup, framework=case.setup.framework or "torch"))


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
