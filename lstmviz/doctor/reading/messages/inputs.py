"""Messages of Keras about what is fed: axes, sizes, samples, and arguments."""

import re
from dataclasses import replace

from lstmviz.doctor.reading.messages.matching import Found, Patterns, kind_of, says, shape_of
from lstmviz.doctor.walking.setup import Stop, stop

LAYER = re.compile(r"layer([^:()]{1,80}?)(?:isincompatible|:expected)")


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


def of_layer(why: Stop, layer: str) -> Stop:
    """Say which kind of layer refuses, where the message does not; "model" for the whole."""
    return replace(why, facts={**why.facts, "layer": layer})


def arrays_counted(found: Found, tight: str) -> Stop:
    """Read "checking model target: … Expected to see 2 array(s), but instead got … 1 arrays"."""
    near = tight[max(0, found.start() - 200) : found.start()]
    kind = "output_count" if "modeltarget" in near else "input_count"
    return stop(kind, wanted=int(found["wanted"]), count=int(found["count"]))


def theano_fed(found: Found, tight: str) -> Stop:
    """Read Theano's "at index 1(0-based)', 'Wrong number of dimensions: expected 3, got 2 …"."""
    why = ndim(found, tight)
    if found["place"] in (None, "0"):
        return of_layer(why, "model")
    output = (None,) * int(found["expected"])
    return stop("loss", target=why["received"], output=output, open=True)


def checked(found: Found, tight: str) -> Stop:
    """Read an old Keras's "Error when checking target: expected dense_1 to have …"."""
    near = tight[max(0, found.start() - 60) : found.start()]
    # What is fed has "input" in its name: without it, and without more words, a target is meant.
    said = near + found.groupdict().get("name", "")
    bare = "errorwhenchecking" not in near and "input" not in said
    target = "target" in near or bare
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
        bare = (shape_of(found["received"]), shape_of(found.groupdict().get("expected")))
        return stop("loss", target=received, output=expected, bare=bare)
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


def counts(found: Found, tight: str) -> Stop:
    """Read "x sizes: 8, y sizes: 7"."""
    x = [int(size) for size in found["x"].split(",") if size][:10_000]
    y = [int(size) for size in found["y"].split(",") if size][:10_000]
    return stop("cardinality", x=tuple(x), y=tuple(y), more=bool(found.groupdict().get("more")))


def uneven(found: Found, tight: str) -> Stop:
    """Read Keras 2's shapes of all inputs, whose samples differ."""
    sizes = [int(size) for size in re.findall(r"\((\d{1,9})", found["shapes"])]
    return stop("cardinality", x=tuple(sizes), y=(max(sizes, default=0),))


def slices(found: Found, tight: str) -> Stop:
    """Read two numbers of rows that one data set is made of."""
    one, other = found["x"] or found["x_"], found["y"] or found["y_"]
    return stop("cardinality", x=(int(one),), y=(int(other),))


def each_example(found: Found, tight: str) -> Stop:
    """Read the shapes of one sample each, of what a model asks for and of what it is given."""
    expected, received = shape_of(found["expected"]) or (), shape_of(found["received"]) or ()
    expected, received = (None, *expected), (None, *received)
    if found["part"] == "target":
        return stop("loss", target=received, output=expected)
    if len(expected) != len(received):
        return stop("ndim", expected=len(expected), found=len(received), received=received,
                    layer="model", name="")  # fmt: skip
    return stop("input", expected=expected, received=received)


def at_least(found: Found, tight: str) -> Stop:
    """Read TensorFlow's "must have rank at least 3", as its dynamic_rnn says it."""
    shape = shape_of(found["shape"]) or ()
    return stop("ndim", expected=int(found["expected"]), found=len(shape),
                received=(None, *shape[1:]), layer="", name="")  # fmt: skip


INPUTS: Patterns = (
    *says(
        ndim,
        r"expected(?:min_|max_)?ndim=(?P<expected>[1-9]),found(?:ndim=)?<found:d>"
        r"(?:\.?fullshapereceived:[<shape>])?",
    ),
    *says(
        theano_fed,
        # Theano says it of the arrays that are fed: X is the first of them, y the last.
        r"(?:atindex<place:d>\(0-based\)[^\w]{0,4})?wrongnumberofdimensions:expected"
        r"(?P<expected>[1-9]),got<found:d>withshape[<shape>]",
    ),
    *says(
        "ndim",
        # Theano, where a recurrent layer turns its input.
        r"new_order\[2\]is2,buttheinputonlyhas2axes",
        expected=3,
        found=2,
        layer="",
        name="",
    ),
    *says(
        lambda found, tight: of_layer(ndim(found, tight), "Dense"),
        r"layerexpectedinputwithndim=(?P<expected>[1-9])butpreviouslayerhasoutput_shape[<shape>]",
    ),
    *says(ndim, r"expectsinputndim=(?P<expected>[1-9]),wasprovidedwithinputshape[<shape>]"),
    *says(
        each_example,
        # TensorFlow.js, of what fit is given: axes of one sample, without the batch.
        r"(?P<part>input|target)(?:\w{0,20})?expectedabatchofelementswhereeachexamplehasshape"
        r"[<expected>].{0,80}?eachwithshape[<received>]",
    ),
    *says(
        "loss",
        # As people say it in their own words.
        r"dense(?:layer|output)?(?:wants|needs|expects|requires|shouldhave|musthave)"
        r"(?P<count>[1-9])dim(?:ension)?s?.{0,40}?\(<target,>\)",
        output=lambda found: (None,) * int(found["count"]),
        open=True,
    ),
    *says(at_least, r"shape[<shape>]musthaverankatleast(?P<expected>[1-9])"),
    *says(
        "ndim",
        r"shapemustberank3butisrank<found:d>for(?:\{\{node)?(?:[\w/]{0,80}/)?(?P<layer>lstm|gru|sim"
        r"ple_?rnn|rnn)",
        # A layer that turns samples and timesteps gets an axis too many, or too few.
        r"transposeexpectsavectorofsize<found:d>\.butinput\(1\)isavectorofsize3.{0,200}?(?P<layer>"
        r"lstm|gru|simple_?rnn)",
        expected=3,
        layer=lambda found: kind_of(found["layer"]),
        name="",
    ),
    *says(
        "ndim",
        # The first Keras: only the check stands there.
        r"assertinput_shapeandlen\(input_shape\)==2",
        expected=2,
        found=3,
        layer="Dense",
        name="",
    ),
    *says(
        "input",
        r"expectedshape=?:?[<expected>],?(?:butinputhasincompatible|found)shape=?[<received>]",
        r"constructedwithshape[<expected>].{0,300}?incompatibleshape[<received>]",
    ),
    *says(
        fed_value,
        r"cannotfeedvalueofshape[<received>]fortensor(?P<name>.{1,80}?)hasshape[<expected>]",
    ),
    *says(
        checked,
        r"expected(?P<name>\w{1,60}?)tohave(?P<count>[1-9])dimensions?"
        r"(?:\(s\))?[.,]*butgotarraywithshape[(\[]?(?P<received>(?<=\()[a-z_\d,]{1,60}(?=\))|"
        r"[\d,]{1,60})",
        r"tohaveshape[<expected>],?butgotarraywithshape[(\[]?<received,>",
    ),
    *says(
        counts,
        # Who pastes a long list of sizes often cuts it.
        r"cardinalityisambiguous.{0,120}?xsizes:(?P<x>[\d,]{1,9999})(?P<more>\W{0,3}(?:\.\.\.|…|"
        r"etc)[^\d]{0,40}[\d,]{0,999})?ysizes:(?P<y>[\d,]{1,9999})",
        r"found<x>inputsamplesand<y>targetsamples",
        r"inputarraysshouldhavethesamenumberofsamplesastargetarrays\.found<x>inputsamplesand<y>",
    ),
    *says(
        uneven,
        r"all(?P<part>input|target)arrays\([xy]\)shouldhavethesamenumberofsamples\.gotarrayshapes:"
        r"\[(?P<shapes>[(),\da-z]{1,200})",
    ),
    *says(
        slices,
        r"dimensions<x>and<y>arenotcompatible(?=.{0,400}from_tensor_slices)|(?<="
        r"from_tensor_slices)\(.{0,400}?dimensions<x_>and<y_>arenotcompatible",
    ),
    *says(counts, r"inconsistentnumbersofsamples:\[<x>,<y>\]"),
    *says(
        "input_count",
        r"expects<wanted>(?:named)?inputs?(?:\(s\))?(?:withkeys.{0,80}?)?,butitreceived<count>"
        r"inputtensors",
    ),
    *says(
        arrays_counted,
        r"expectedtosee<wanted>arrays?(?:\(s\))?,?(?:foreachinput)?,?"
        r"butinsteadgotthefollowinglistof<count>(?!\d)",
    ),
    *says("input_count", r"modelexpects<wanted>inputarrays,butonlyreceivedonearray", count=1),
    *says(
        "argument",
        r"unrecognizedkeywordargumentspassedto(?P<layer>\w{1,60}?):\{(?P<given>.{1,200}?)\}",
        r"keywordargumentnotunderstood:,?(?P<given>[a-z_]{1,40})",
        r"(?:(?P<layer>\w{1,40})\.)?(?<!rnnbase\.)(?<!module\.)__init__\(\)"
        r"gotanunexpectedkeywordargument(?P<given>[a-z_]{1,40})",
    ),
    *says("bare_number", r"cannotconvert(?P<number>[\d.]{1,20}?)toashape"),
    *says(
        "ndim",
        r"indexoutofrangeusinginputdim2;inputhasonly2dims",
        expected=3,
        found=2,
        layer="LSTM",
        name="",
    ),
)
