"""Error messages, known by their structure: which check failed, with its numbers and shapes.

Patterns are matched on a text without spaces and quotes and in lower case, so that line wraps,
capitals and quoting do not matter. Every repetition is bounded, so that no text makes a match slow.
The sentences of a set-up that was really built are read by the same table.
"""

import math
import re
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from lstmviz.doctor.shapes import Shape
from lstmviz.doctor.walking.setup import Stop, stop

Found = re.Match[str]
SIZES = r"[(\[](?P<{}>[\d,a-z?-]{{0,60}})[)\]]"
LAYER = re.compile(r"layer([^:()]{1,80}?)(?:isincompatible|:expected)")
KINDS = {
    "conv_lstm": "ConvLSTM2D",
    "convlstm": "ConvLSTM2D",
    "bidirectional": "Bidirectional",
    "lstm": "LSTM",
    "gru": "GRU",
    "simple_rnn": "SimpleRNN",
    "simplernn": "SimpleRNN",
    "rnn": "RNN",
    "conv1d": "Conv1D",
    "conv2d": "Conv2D",
    "max_pooling1d": "MaxPooling1D",
    "repeat_vector": "RepeatVector",
    "repeatvector": "RepeatVector",
    "time_distributed": "TimeDistributed",
    "dense": "Dense",
    "sequential": "model",
    "functional": "model",
    "model": "model",
}


def shape_of(text: str | None) -> Shape | None:
    """Read the sizes inside brackets; None where there is nothing."""
    if text is None:
        return None
    # TensorFlow.js writes an open size as nothing at all: [,57,10].
    parts = text.rstrip(",").split(",")[:8] if text.strip(",") else []
    return tuple(int(part) if re.fullmatch(r"\d{1,12}", part, re.ASCII) else None for part in parts)


def kind_of(name: str) -> str:
    """Say what kind of layer has a name, e.g. "LSTM" for "lstm_3" and "lstm_LSTM1"."""
    return next((kind for word, kind in KINDS.items() if word in name.lower()), "")


def facts(kind: str, *numbers: str, **shapes: str) -> Callable[[Found, str], Stop]:
    """Read a match: groups that are numbers, and groups that are shapes."""

    def read(found: Found, tight: str) -> Stop:
        given: dict[str, object] = {}
        for name, text in found.groupdict().items():
            if text is None:
                continue
            whole = re.fullmatch(r"-?\d{1,18}", text, re.ASCII)
            given[name] = int(text) if name in numbers and whole else text
            if name not in numbers:
                given[name] = shape_of(text)
        return stop(kind, **given)

    return read


def words(kind: str) -> Callable[[Found, str], Stop]:
    """Read a match whose groups are words."""
    return lambda found, tight: stop(kind, **found.groupdict())


def ndim(found: Found, tight: str) -> Stop:
    """Read "expected ndim=3, found ndim=2", with the layer's name before it."""
    near = tight[max(0, found.start() - 200) : found.end()]
    names = [match[1] for match in LAYER.finditer(near)]
    shape = shape_of(found["shape"])
    told = found.groupdict().get("found")
    count = int(told) if told else len(shape or ())
    if shape is not None and len(shape) != count:
        shape = None
    name = names[-1] if names else ""
    return stop(
        "ndim",
        expected=int(found["expected"]),
        found=count,
        received=shape,
        layer=kind_of(name),
        name=name,
    )


def fed_to_model(why: Stop) -> Stop:
    """Say that it is the model that was fed so, not a layer within it."""
    return of_layer(why, "model")


def of_layer(why: Stop, layer: str) -> Stop:
    """Say which kind of layer refuses, where the message does not."""
    return replace(why, facts={**why.facts, "layer": layer})


def checked(found: Found, tight: str) -> Stop:
    """Read an old Keras's "Error when checking target: expected dense_1 to have …"."""
    near = tight[max(0, found.start() - 60) : found.start()]
    target = "target" in near
    received = shape_of(found["received"])
    count = found.groupdict().get("count")
    expected = shape_of(found.groupdict().get("expected"))
    if expected and received and len(expected) == len(received):
        # Keras 2.0 writes the samples, later ones leave them out.
        if expected[0] is not None and "none" not in (found["expected"] or ""):
            same = len(expected) > 2 and expected[0] == received[0] and not target
            # Three sizes of a recurrent layer's input hold the samples.
            same = same or (not target and len(expected) == 3 and named_recurrent(near, found))
            whole = target and len(expected) > 1 and expected[0] == received[0]
            if not same and not whole:
                expected, received = (None, *expected), (None, *received)
        fixed = None not in (*expected[:1], *received[:1]) and expected[1:] == received[1:]
        # Sizes that stand one place too early: the steps where the batch belongs.
        early = expected[:-1] == received[1:] and len(expected) == 3
        if target or not (fixed or early):
            expected = (None, *expected[1:])
        received = (None, *received[1:]) if received[0] is None or target else received
    if count is not None and received is not None:
        if target:
            return stop("loss", target=received, output=(None,) * int(count), open=True)
        expected = None
        if len(received) == int(count) - 1 or len(received) != int(count):
            return stop("ndim", expected=int(count), found=len(received), received=received,
                        layer=kind_of(found["name"]), name=found["name"])  # fmt: skip
    if target:
        return stop("loss", target=received, output=expected)
    return stop("input", expected=expected, received=received)


def fed_value(found: Found, tight: str) -> Stop:
    """Read "Cannot feed value of shape … for Tensor 'dense_1_target:0', which has shape …"."""
    received, expected = shape_of(found["received"]), shape_of(found["expected"])
    if "target" in found["name"]:
        open_ = not expected or set(expected) == {None}
        return stop("loss", target=received, output=expected, open=open_)
    return stop("input", expected=expected, received=received)


def named_recurrent(near: str, found: Found) -> bool:
    """Whether the input of a recurrent layer is spoken of."""
    return bool(re.search(r"expected(?:\w{0,40}_)?(?:lstm|gru|rnn)\w{0,40}$", near))


def two_losses(found: Found, tight: str) -> Stop:
    """Read two shapes of which neither is told to be the targets."""
    return stop("pair", first=shape_of(found["first"]), second=shape_of(found["second"]))


def counts(found: Found, tight: str) -> Stop:
    """Read "x sizes: 8, y sizes: 7"."""
    x = [int(size) for size in found["x"].split(",") if size][:10_000]
    y = [int(size) for size in found["y"].split(",") if size][:10_000]
    return stop("cardinality", x=tuple(x), y=tuple(y))


def stateful(found: Found, tight: str) -> Stop:
    """Read a stateful layer's batch."""
    expected = re.search(r"expectedbatchsize:(\d{1,9})", tight)
    received = re.search(r"receivedbatchsize:(\d{1,9})", tight)
    return stop("batch", expected=expected and int(expected[1]),
                received=received and int(received[1]), stateful=True)  # fmt: skip


def shapes_listed(kind: str) -> Callable[[Found, str], Stop]:
    """Read a list of shapes."""

    def read(found: Found, tight: str) -> Stop:
        given = re.findall(r"[(\[]([\d,a-z?]{1,40})[)\]]", found["shapes"])
        return stop(kind, received=tuple(map(shape_of, given)))

    return read


def initial_states(found: Found, tight: str) -> Stop:
    """Read the shapes of the states that were given, and the sizes that the cell wants."""
    after = tight[found.end() : found.end() + 600]
    given, _, rest = after.partition("cell.state_size")
    wanted = re.match(r"is([(\[][\d,]{1,40}[)\]])", rest)
    shapes = tuple(shape_of(each) for each in re.findall(r"shape=\(([\d,a-z]{0,40})\)", given))
    return stop("initial_state", received=shapes or None,
                wanted=shape_of(wanted[1][1:-1]) if wanted else None)  # fmt: skip


def recut_shape(found: Found, tight: str) -> Stop:
    """Read a reshape from one shape to another."""
    given = shape_of(found["given"]) or ()
    known = [size for size in given if size is not None]
    return stop("recut", size=math.prod(known), shape=shape_of(found["shape"]))


s = SIZES.format
PATTERNS: tuple[tuple[str, Callable[[Found, str], Stop]], ...] = (
    (
        r"expected(?:min_|max_)?ndim=(?P<expected>\d),found(?:ndim=)?(?P<found>\d)"
        r"(?:\.?fullshapereceived:[(\[](?P<shape>[\d,a-z?]{0,60})[)\]])?",
        ndim,
    ),
    (
        # Theano says it of the arrays that are fed.
        r"wrongnumberofdimensions:expected(?P<expected>\d),got(?P<found>\d)withshape"
        r"[(\[](?P<shape>[\d,a-z?]{0,60})[)\]]",
        lambda found, tight: fed_to_model(ndim(found, tight)),
    ),
    (
        # Theano, where a recurrent layer turns its input.
        r"new_order\[2\]is2,buttheinputonlyhas2axes",
        lambda found, tight: stop("ndim", expected=3, found=2, layer="", name=""),
    ),
    (
        r"layerexpectedinputwithndim=(?P<expected>\d)butpreviouslayerhasoutput_shape"
        r"[(\[](?P<shape>[\d,a-z?]{0,60})[)\]]",
        lambda found, tight: of_layer(ndim(found, tight), "Dense"),
    ),
    (
        r"shapeoflabels\(received\((?P<target>[\d,]{0,40})\)\)shouldequaltheshapeoflogits"
        r"exceptforthelastdimension\(received\((?P<output>[\d,]{0,40})\)",
        facts("loss_rows"),
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
        r"expectsinputndim=(?P<expected>\d),wasprovidedwithinputshape"
        r"[(\[](?P<shape>[\d,a-z?]{0,60})[)\]]",
        ndim,
    ),
    (
        rf"expectedshape=?:?{s('expected')},?(?:butinputhasincompatible|found)shape=?{s('received')}",
        facts("input"),
    ),
    (
        rf"constructedwithshape{s('expected')}.{{0,300}}?incompatibleshape{s('received')}",
        facts("input"),
    ),
    (
        rf"cannotfeedvalueofshape{s('received')}fortensor(?P<name>.{{1,80}}?)hasshape{s('expected')}",
        fed_value,
    ),
    (
        r"expected(?P<name>\w{1,60}?)tohave(?P<count>\d)dimensions?(?:\(s\))?[.,]*"
        r"butgotarraywithshape[(\[]?(?P<received>[\d,]{1,60})",
        checked,
    ),
    (
        rf"tohaveshape{s('expected')},?butgotarraywithshape[(\[]?(?P<received>[\d,]{{1,60}})",
        checked,
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
        r"contractingdimensionstohavethesameshape,got\((?P<got>\d{1,9}),?\)and\((?P<built>\d{1,9}),?\)",
        facts("matmul", "built", "got"),
    ),
    (
        r"shapescannotbemultiplied\((?P<rows>\d{1,9})x(?P<got>\d{1,9})and"
        r"(?P<built>\d{1,9})x(?P<columns>\d{1,9})\)",
        facts("torch_matmul", "rows", "got", "built", "columns"),
    ),
    (
        r"sizemismatch,m1:\[(?P<rows>\d{1,9})x(?P<got>\d{1,9})\],"
        r"m2:\[(?P<built>\d{1,9})x(?P<columns>\d{1,9})\]",
        facts("torch_matmul", "rows", "got", "built", "columns"),
    ),
    (
        r"matmul:inputoperand.{0,160}?size(?P<built>\d{1,9})isdifferentfrom(?P<got>\d{1,9})",
        facts("product", "built", "got"),
    ),
    (
        r"dimensionsmustbeequal,butare\d{1,9}and\d{1,9}for.{0,250}?\}\}=(?:sub|squareddifference|mul)\[.{0,300}?"
        r"inputshapes:\[(?P<first>[\d,?]{0,40})\],\[(?P<second>[\d,?]{0,40})\]",
        two_losses,
    ),
    (
        r"incompatibleshapes:\[(?P<first>[\d,]{0,40})\]vs\.?\[(?P<second>[\d,]{0,40})\]",
        two_losses,
    ),
    (
        r"incompatibleshapesforbroadcasting:\(?\((?P<first>[\d,]{0,40})\),\((?P<second>[\d,]{0,40})\)",
        two_losses,
    ),
    (
        r"shapes\((?P<target>[\d,a-z]{0,40})\)and\((?P<output>[\d,a-z]{0,40})\)areincompatible",
        facts("loss"),
    ),
    (
        r"logitsandlabelsmusthavethesameshape,?(?:received)?\((?:\((?P<output>[\d,a-z]{0,40})\))vs"
        r"\.?\((?P<target>[\d,a-z]{0,40})\)",
        facts("loss"),
    ),
    (
        r"targetarraywithshape\((?P<target>[\d,a-z]{0,40})\)waspassedforanoutputofshape"
        r"\((?P<output>[\d,a-z]{0,40})\)whileusingaslossx?",
        facts("loss"),
    ),
    (
        r"(?:samerank\(ndim\)|thesameshape(?:untilthelastdimension|upuntilthelastdimension)?"
        r"|rank\(ndim\)target\.ndim-1)[.:]?received:"
        r"target\.shape=\((?P<target>[\d,a-z]{0,40})\),output\.shape=\((?P<output>[\d,a-z]{0,40})\)",
        facts("loss"),
    ),
    (
        r"logitsandlabelsmusthavethesamefirstdimension,gotlogitsshape\[(?P<output>[\d,]{0,40})\]"
        r"andlabelsshape\[(?P<target>[\d,]{0,40})\]",
        facts("loss_rows"),
    ),
    (
        r"receivedalabelvalueof(?P<label>-?\d{1,9})whichisoutsidethevalidrangeof"
        r"\[0,(?P<classes>\d{1,9})\)",
        facts("label", "label", "classes"),
    ),
    (
        r"target(?P<label>-?\d{1,9})isoutofbounds|t>=0&&t<n_classes",
        facts("label", "label"),
    ),
    (
        r"cardinalityisambiguous.{0,120}?xsizes:(?P<x>[\d,]{1,9999})ysizes:(?P<y>[\d,]{1,9999})",
        counts,
    ),
    (r"found(?P<x>\d{1,9})inputsamplesand(?P<y>\d{1,9})targetsamples", counts),
    (
        r"inputarraysshouldhavethesamenumberofsamplesastargetarrays\.found(?P<x>\d{1,9})"
        r"inputsamplesand(?P<y>\d{1,9})",
        counts,
    ),
    (r"inconsistentnumbersofsamples:\[(?P<x>\d{1,9}),(?P<y>\d{1,9})\]", counts),
    (r"sizemismatchbetweentensors", words("tensors")),
    (r"ifanrnnisstateful,thebatchsize", stateful),
    (r"statefulnetwork,youshouldonlypassinputs", stateful),
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
    (r"lastdimensionoftheinputstoa?(?:dense)?(?:layer)?shouldbedefined", words("open_size")),
    (
        r"(?:outputsizewouldbezeroornegative|negativedimensionsizecausedbysubtracting(?P<size>\d{1,6})"
        r"from(?P<steps>\d{1,6}))(?:.{0,60}?inputsshape=\((?P<received>[\d,a-z]{0,40})\))?"
        r"(?:.{0,30}?kernelshape=\((?P<weights>[\d,]{0,40})\))?",
        facts("kernel", "size", "steps"),
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
    (r"inputshaveincompatibleshapes\.receivedshapes(?P<shapes>.{0,60})", shapes_listed("join")),
    (
        r"initial_statewaspassedthatisnotcompatiblewithcell\.state_size",
        initial_states,
    ),
    (
        r"expects(?P<wanted>\d{1,2})(?:named)?inputs?(?:\(s\))?(?:withkeys.{0,80}?)?,butitreceived"
        r"(?P<count>\d{1,2})inputtensors",
        facts("input_count", "wanted", "count"),
    ),
    (
        r"expectedtosee(?P<wanted>\d{1,2})arrays?(?:\(s\))?,?(?:foreachinput)?,?butinsteadgotthefollowing"
        r"listof(?P<count>\d{1,2})arrays",
        facts("input_count", "wanted", "count"),
    ),
    (
        r"modelexpects(?P<wanted>\d{1,2})inputarrays,butonlyreceivedonearray",
        lambda found, tight: stop("input_count", wanted=int(found["wanted"]), count=1),
    ),
    (
        r"input\.size\(-1\)mustbeequaltoinput_size\.?expected(?P<built>\d{1,9}),got(?P<got>\d{1,9})",
        facts("torch_features", "built", "got"),
    ),
    (
        r"inputhasinconsistentinput_size:got(?P<got>\d{1,9}),?expected(?P<built>\d{1,9})",
        facts("torch_features", "built", "got"),
    ),
    (
        r"(?P<layer>lstmcell|grucell|rnncell|lstm|gru|rnn):expectedinputtobe(?:\d-?d)?(?:or)?"
        r"(?:\d-?d)?,?(?:got|butreceived)(?P<found>\d)-?d",
        lambda found, tight: stop(
            "torch_axes", layer=found["layer"].upper(), found=int(found["found"])
        ),
    ),
    (
        r"inputmusthave3dimensions,got(?P<found>\d)",
        lambda found, tight: stop("torch_axes", layer="LSTM", found=int(found["found"]), old=True),
    ),
    (
        r"for(?P<kind>batched3-d|unbatched2-d)input,hx",
        lambda found, tight: stop("state_axes", batched=found["kind"].startswith("batched")),
    ),
    (
        r"expectedhidden(?:\[(?P<place>\d)\])?size[(\[](?P<expected>[\d,]{1,40})[)\]],got[(\[]"
        r"(?P<received>[\d,]{1,40})",
        facts("hidden", "place"),
    ),
    (
        r"inputbatchsize(?P<batch>\d{1,9})doesntmatchhidden(?:\[\d\])?batchsize(?P<state>\d{1,9})",
        facts("hidden_batch", "batch", "state"),
    ),
    (
        r"targetsize\((?:torch\.size\()?\[(?P<target>[\d,]{0,40})\]\)?\).{0,80}?"
        r"(?P<must>mustbethesameas|differentto)?(?:the)?inputsize\((?:torch\.size\()?\[(?P<output>[\d,]{0,40})\]",
        lambda found, tight: stop(
            "torch_sizes",
            target=shape_of(found["target"]),
            output=shape_of(found["output"]),
            warns="differentto" in found[0],
        ),
    ),
    (
        r"inputandtargetshapesdonotmatch:input\[(?P<output>[\dx]{0,40})\],"
        r"target\[(?P<target>[\dx]{0,40})\]",
        lambda found, tight: stop(
            "torch_sizes",
            target=shape_of(found["target"].replace("x", ",")),
            output=shape_of(found["output"].replace("x", ",")),
            warns=False,
        ),
    ),
    (
        rf"expectedtargetsize{s('expected')},got(?:torch\.size\()?{s('target')}",
        facts("class_steps"),
    ),
    (
        r"expectedinputbatch_size\((?P<rows>\d{1,9})\)tomatchtargetbatch_size\((?P<targets>\d{1,9})\)",
        facts("class_batch", "rows", "targets"),
    ),
    (
        r"sizeoftensora\((?P<first>\d{1,9})\)mustmatchthesizeoftensorb\((?P<second>\d{1,9})\)"
        r"atnon-singletondimension(?P<axis>\d)",
        facts("tensors", "first", "second", "axis"),
    ),
    (
        r"sizesoftensorsmustmatchexceptindimension(?P<axis>\d)\.?(?:expectedsize(?P<first>\d{1,9})"
        r"butgotsize(?P<second>\d{1,9}))?",
        facts("cat", "axis", "first", "second"),
    ),
    (
        r"cannotreshapearrayofsize(?P<size>\d{1,12})intoshape[(\[](?P<shape>[\d,]{1,80})[)\]]",
        facts("recut", "size"),
    ),
    (
        r"cannotreshapeinputofshape\((?P<given>[\d,]{1,80})\)toshape\((?P<shape>[\d,-]{1,80})\)",
        recut_shape,
    ),
    (
        r"shape\[(?P<shape>[\d,-]{1,80})\]isinvalidforinputofsize(?P<size>\d{1,12})",
        facts("recut", "size"),
    ),
    (
        r"size\((?P<size>\d{1,12})\)mustmatchtheproductofshape\[?(?P<shape>[\d,]{1,80})",
        facts("recut", "size"),
    ),
    (
        r"tensorwith(?P<size>\d{1,12})values,buttherequestedshapehas(?P<total>\d{1,12})",
        facts("recut", "size", "total"),
    ),
    (
        r"outputoperandwithshape\((?P<first>[\d,]{1,40})\)doesntmatchthebroadcastshape"
        r"\((?P<second>[\d,]{1,40})\)",
        facts("scaler"),
    ),
    (
        r"xhas(?P<got>\d{1,9})features?,but\w{1,40}?isexpecting(?P<wanted>\d{1,9})features",
        facts("scaler", "got", "wanted"),
    ),
    (
        r"operandscouldnotbebroadcasttogetherwithshapes\((?P<first>[\d,]{1,40})\)\((?P<second>[\d,]{1,40})\)",
        facts("operands"),
    ),
    (
        r"indices(?:\[[\d,]{1,20}\])?=(?P<index>-?\d{1,9})isnotin\[0,(?P<size>\d{1,9})\)",
        facts("index_range", "index", "size"),
    ),
    (
        r"(?:loss[:=]{1,2}\[?nan|naninloss|lossisnan|loss:?isnan|nanloss)",
        words("nan"),
    ),
    (
        r"unrecognizedkeywordargumentspassedto(?P<layer>\w{1,60}?):\{(?P<given>.{1,200}?)\}",
        words("argument"),
    ),
    (r"keywordargumentnotunderstood:,?(?P<given>[a-z_]{1,40})", words("argument")),
    (
        r"(?:(?P<layer>\w{1,40})\.)?(?<!rnnbase\.)(?<!module\.)__init__\(\)gotanunexpectedkeywordargument"
        r"(?P<given>[a-z_]{1,40})",
        words("argument"),
    ),
    (r"cannotconvert(?P<number>[\d.]{1,20}?)toashape", words("bare_number")),
    (
        r"start_index\+length=(?P<needed>\d{1,9})>end_index=(?P<last>\d{1,9})",
        facts("long_window", "needed", "last"),
    ),
    (
        r"couldnotbroadcastinputarrayfromshape\((?P<received>[\d,]{1,40})\)intoshape"
        r"\((?P<target>[\d,]{1,40})\)",
        facts("ragged"),
    ),
    (
        r"stackexpectseachtensortobeequalsize,butgot\[(?P<first>[\d,]{0,40})\]atentry\d{1,6}"
        r"and\[(?P<second>[\d,]{0,40})\]atentry(?P<entry>\d{1,6})",
        facts("unequal", "entry"),
    ),
    (
        r"fortheconcatenationaxismustmatchexactly,butalongdimension(?P<axis>\d),"
        r"thearrayatindex\d{1,3}hassize(?P<first>\d{1,12})andthearrayatindex\d{1,3}hassize"
        r"(?P<second>\d{1,12})",
        facts("concatenated", "axis", "first", "second"),
    ),
    (
        r"keyerror:(?P<row>\d{1,9})(?![\d.])",
        facts("frame_key", "row"),
    ),
    (
        r"mustpass2-dinput\.?(?:shape=\((?P<received>[\d,]{1,40})\))?",
        facts("frame_axes"),
    ),
    (
        r"notenoughvaluestounpack\(expected(?P<expected>\d),got(?P<found>\d)\)",
        facts("unpack", "expected", "found"),
    ),
    (
        r"toomanyvaluestounpack\(expected(?P<expected>\d)(?:,got(?P<found>\d))?\)",
        facts("unpack", "expected", "found"),
    ),
    (
        r"toomanyindicesforarray:arrayis(?P<found>\d)-dimensional,but(?P<expected>\d)wereindexed",
        facts("indices", "found", "expected"),
    ),
    (r"toomanyindicesfortensorofdimension(?P<found>\d)", facts("indices", "found")),
    (
        r"dimensionoutofrange\(expectedtobeinrangeof\[-(?P<found>\d),\d\],butgot(?P<axis>-?\d)\)",
        facts("axis_range", "found"),
    ),
    (
        r"permute\(sparse_coo\)|numberofdimensionsinthetensorinputdoesnotmatchthelengthofthedesired"
        r"orderingofdimensionsi?\.?e?\.?(?:input\.dim\(\)=(?P<found>\d)isnotequaltolen\(dims\)=(?P<expected>\d))?",
        facts("permute", "found", "expected"),
    ),
    (
        r"foundarraywithdim(?P<found>\d)",
        facts("scaler_axes", "found"),
    ),
    (r"expected2darray,got1darray", lambda found, tight: stop("scaler_axes", found=1)),
    (
        r"indexoutofrangeusinginputdim2;inputhasonly2dims",
        lambda found, tight: stop("ndim", expected=3, found=2, layer="LSTM", name=""),
    ),
)  # fmt: skip

MESSAGES = tuple((re.compile(pattern, re.ASCII | re.DOTALL), read) for pattern, read in PATTERNS)
TAIL = 300


def read_reports(tight: str) -> tuple[Stop, ...]:
    """Read the messages in a text, the last one first.

    Args:
        tight: the text as `read_text` makes it tight.
    """
    found: list[tuple[int, Stop]] = []
    for pattern, read in MESSAGES:
        match = next(iter(deque(pattern.finditer(tight), maxlen=1)), None)
        if match is not None:
            found.append((match.start(), replace(read(match, tight), sentence=match[0][:TAIL])))
    found.sort(key=lambda pair: -pair[0])
    return tuple(each for _, each in found)
