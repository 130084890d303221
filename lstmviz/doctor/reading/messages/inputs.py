"""Messages of Keras about what is fed: axes, sizes, samples, and arguments."""

import re
from dataclasses import replace

from lstmviz.doctor.reading.messages.matching import (
    SIZES,
    Found,
    Patterns,
    facts,
    kind_of,
    shape_of,
    words,
)
from lstmviz.doctor.walking.setup import Stop, stop

s = SIZES.format
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


def fed_to_model(why: Stop) -> Stop:
    """Say that it is the model that was fed so, not a layer within it."""
    return of_layer(why, "model")


def of_layer(why: Stop, layer: str) -> Stop:
    """Say which kind of layer refuses, where the message does not."""
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
        return fed_to_model(why)
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
    (
        r"expected(?:min_|max_)?ndim=(?P<expected>[1-9]),found(?:ndim=)?(?P<found>\d)"
        r"(?:\.?fullshapereceived:[(\[](?P<shape>[\d,a-z?]{0,60})[)\]])?",
        ndim,
    ),
    (
        # Theano says it of the arrays that are fed: X is the first of them, y the last.
        r"(?:atindex(?P<place>\d)\(0-based\)[^\w]{0,4})?wrongnumberofdimensions:expected(?P<expected>[1-9]),got(?P<found>\d)withshape"
        r"[(\[](?P<shape>[\d,a-z?]{0,60})[)\]]",
        theano_fed,
    ),
    (
        # Theano, where a recurrent layer turns its input.
        r"new_order\[2\]is2,buttheinputonlyhas2axes",
        lambda found, tight: stop("ndim", expected=3, found=2, layer="", name=""),
    ),
    (
        r"layerexpectedinputwithndim=(?P<expected>[1-9])butpreviouslayerhasoutput_shape"
        r"[(\[](?P<shape>[\d,a-z?]{0,60})[)\]]",
        lambda found, tight: of_layer(ndim(found, tight), "Dense"),
    ),
    (
        r"expectsinputndim=(?P<expected>[1-9]),wasprovidedwithinputshape"
        r"[(\[](?P<shape>[\d,a-z?]{0,60})[)\]]",
        ndim,
    ),
    (
        # TensorFlow.js, of what fit is given: axes of one sample, without the batch.
        r"(?P<part>input|target)(?:\w{0,20})?expectedabatchofelementswhereeachexamplehasshape"
        rf"{s('expected')}.{{0,80}}?eachwithshape{s('received')}",
        each_example,
    ),
    (
        # As people say it in their own words.
        r"dense(?:layer|output)?(?:wants|needs|expects|requires|shouldhave|musthave)(?P<count>[1-9])"
        r"dim(?:ension)?s?.{0,40}?\((?P<received>[\d,]{3,40})\)",
        lambda found, tight: stop(
            "loss", target=shape_of(found["received"]), output=(None,) * int(found["count"]),
            open=True,
        ),
    ),
    (
        r"shape[(\[](?P<shape>[\d,a-z?]{0,60})[)\]]musthaverankatleast(?P<expected>[1-9])",
        at_least,
    ),
    (
        r"shapemustberank(?P<expected>3)butisrank(?P<found>\d)for(?:\{\{node)?(?:[\w/]{0,80}/)?"
        r"(?P<kind>lstm|gru|simple_?rnn|rnn)",
        lambda found, tight: stop("ndim", expected=3, found=int(found["found"]),
                                  layer=kind_of(found["kind"]), name=""),
    ),
    (
        # A layer that turns samples and timesteps gets an axis too many, or too few.
        r"transposeexpectsavectorofsize(?P<found>\d)\.butinput\(1\)isavectorofsize(?P<expected>3)"
        r".{0,200}?(?P<kind>lstm|gru|simple_?rnn)",
        lambda found, tight: stop("ndim", expected=3, found=int(found["found"]),
                                  layer=kind_of(found["kind"]), name=""),
    ),
    (
        # The first Keras: only the check stands there.
        r"assertinput_shapeandlen\(input_shape\)==(?P<expected>2)",
        lambda found, tight: stop("ndim", expected=2, found=3, layer="Dense", name=""),
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
        r"expected(?P<name>\w{1,60}?)tohave(?P<count>[1-9])dimensions?(?:\(s\))?[.,]*"
        r"butgotarraywithshape[(\[]?(?P<received>(?<=\()[a-z_\d,]{1,60}(?=\))|[\d,]{1,60})",
        checked,
    ),
    (
        rf"tohaveshape{s('expected')},?butgotarraywithshape[(\[]?(?P<received>[\d,]{{1,60}})",
        checked,
    ),
    (
        # Who pastes a long list of sizes often cuts it.
        r"cardinalityisambiguous.{0,120}?xsizes:(?P<x>[\d,]{1,9999})"
        r"(?P<more>\W{0,3}(?:\.\.\.|…|etc)[^\d]{0,40}[\d,]{0,999})?ysizes:(?P<y>[\d,]{1,9999})",
        counts,
    ),
    (r"found(?P<x>\d{1,9})inputsamplesand(?P<y>\d{1,9})targetsamples", counts),
    (
        r"inputarraysshouldhavethesamenumberofsamplesastargetarrays\.found(?P<x>\d{1,9})"
        r"inputsamplesand(?P<y>\d{1,9})",
        counts,
    ),
    (
        r"all(?P<part>input|target)arrays\([xy]\)shouldhavethesamenumberofsamples\.gotarrayshapes:"
        r"\[(?P<shapes>[(),\da-z]{1,200})",
        uneven,
    ),
    (
        r"dimensions(?P<x>\d{1,9})and(?P<y>\d{1,9})arenotcompatible(?=.{0,400}from_tensor_slices)|"
        r"(?<=from_tensor_slices)\(.{0,400}?dimensions(?P<x_>\d{1,9})and(?P<y_>\d{1,9})arenotcompatible",
        slices,
    ),
    (r"inconsistentnumbersofsamples:\[(?P<x>\d{1,9}),(?P<y>\d{1,9})\]", counts),
    (
        r"expects(?P<wanted>\d{1,2})(?:named)?inputs?(?:\(s\))?(?:withkeys.{0,80}?)?,butitreceived"
        r"(?P<count>\d{1,6})inputtensors",
        facts("input_count", "wanted", "count"),
    ),
    (
        r"expectedtosee(?P<wanted>\d{1,2})arrays?(?:\(s\))?,?(?:foreachinput)?,?butinsteadgotthefollowing"
        r"listof(?P<count>\d{1,9})(?!\d)",
        arrays_counted,
    ),
    (
        r"modelexpects(?P<wanted>\d{1,2})inputarrays,butonlyreceivedonearray",
        lambda found, tight: stop("input_count", wanted=int(found["wanted"]), count=1),
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
        r"indexoutofrangeusinginputdim2;inputhasonly2dims",
        lambda found, tight: stop("ndim", expected=3, found=2, layer="LSTM", name=""),
    ),
)  # fmt: skip
