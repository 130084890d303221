"""Messages of PyTorch."""

from lstmviz.doctor.reading.messages.matching import (
    SIZES,
    Found,
    Patterns,
    facts,
    shape_of,
)
from lstmviz.doctor.walking.setup import Stop, stop

s = SIZES.format


def spatial(found: Found) -> Stop:
    """Read the shapes of predictions and targets, of which the places beside the classes differ."""
    target, output = (
        shape_of(found[name].replace("x", ",")) or () for name in ("target", "output")
    )
    return stop("class_steps", target=target, expected=output[:1] + output[2:])


TORCH: Patterns = (
    (
        r"(?:shapescannotbemultiplied|mat1.{1,3}mat2.{1,20}?)\((?P<rows>\d{1,9})x(?P<got>\d{1,9})"
        r"(?:and|und|et|[ye]|и|和|と)"
        r"(?P<built>\d{1,9})x(?P<columns>\d{1,9})\)",
        facts("torch_matmul", "rows", "got", "built", "columns"),
    ),
    (
        r"sizemismatch,m1:\[(?P<rows>\d{1,9})x(?P<got>\d{1,9})\],"
        r"m2:\[(?P<built>\d{1,9})x(?P<columns>\d{1,9})\]",
        facts("torch_matmul", "rows", "got", "built", "columns"),
    ),
    (
        # A Linear of a single row multiplies its weights (units × features) by a vector.
        r"sizemismatch,got(?:input\()?\d{1,9}\)?,(?:mat\()?(?P<columns>\d{1,9})x"
        r"(?P<built>\d{1,9})\)?,(?:vec\()?(?P<got>\d{1,9})",
        facts("torch_matmul", "got", "built", "columns"),
    ),
    (
        r"sizemismatch\(gotinput:\[(?P<rows>\d{1,9}),\d{1,9}\],target:\[(?P<targets>\d{1,9})\]\)",
        facts("class_batch", "rows", "targets"),
    ),
    (
        r"inputandtargetbatchorspatialsizesdontmatch:target\[(?P<target>[\dx]{1,40})\],input"
        r"\[(?P<output>[\dx]{1,40})\]",
        lambda found, tight: spatial(found),
    ),
    (
        r"expectedinput\[(?P<shape>\d{1,9}(?:,\d{1,9}){2,4})\]tohave(?P<built>\d{1,9})channels,"
        r"butgot(?P<got>\d{1,9})",
        facts("channels", "built", "got"),
    ),
    (r"sizemismatchbetweentensors", facts("cardinality")),
    (
        r"expectedlen\(lengths\)tobeequaltobatch_size,butgot(?P<got>\d{1,9})"
        r"\(batch_size=(?P<batch>\d{1,9})\)",
        facts("lengths", "got", "batch"),
    ),
    (
        r"(?P<layer>lstm|gru|rnn)(?:_tanh|_relu)?_?cell\(\):argumenthx\(?.{0,20}?mustbetupleoftensors,"
        r"nottensor",
        lambda found, tight: stop("one_state", layer=found["layer"].upper() + "Cell"),
    ),
    (
        # TorchScript says it before anything runs.
        r"expectedavalueoftypeoptional\[tuple\[tensor,tensor\]\]forargumenthxbutinsteadfoundtypetensor",
        lambda found, tight: stop("one_state", layer="LSTM"),
    ),
    (
        r"(?P<layer>lstm)\(\)receivedaninvalidcombinationofarguments-got\((?:tensor,){1,2}tensor,"
        r"(?:list|tuple),bool",
        lambda found, tight: stop("one_state", layer=found["layer"].upper()),
    ),
    (
        r"input\.size\(-[1l]\)mustbeequaltoinput_size\.?expected(?P<built>\d{1,9}),got(?P<got>\d{1,9})",
        facts("torch_features", "built", "got"),
    ),
    (
        # Only cells say it so: a layer tells of input.size(-1).
        r"inputhasinconsistentinput_size:got(?P<got>\d{1,9}),?expected(?P<built>\d{1,9})",
        lambda found, tight: stop(
            "torch_features", built=int(found["built"]), got=int(found["got"]), cell=True
        ),
    ),
    (
        r"(?P<layer>lstmcell|grucell|rnncell|lstm|gru|rnn):expectedinputtobe(?:\d-?d)?(?:or)?"
        r"(?:\d-?d)?,?(?:got|butreceived)(?P<found>\d)-?d",
        lambda found, tight: stop(
            "torch_axes", layer=found["layer"].upper(), found=int(found["found"])
        ),
    ),
    (
        # Of a packed sequence samples and timesteps have become one axis.
        r"inputmusthave(?P<wanted>[23])dimensions,got(?P<found>\d)",
        lambda found, tight: stop(
            "torch_axes",
            layer="LSTM",
            found=int(found["found"]) + 3 - int(found["wanted"]),
            old=True,
        ),
    ),
    (
        r"for(?P<kind>batched3-d|unbatched2-d)input,?hx",
        lambda found, tight: stop("state_axes", batched=found["kind"].startswith("batched")),
    ),
    (
        r"expectedhidden(?:\[(?P<place>\d)\])?size[(\[](?P<expected>[\d,]{1,40})[)\]],got[(\[]"
        r"(?P<received>[\d,]{1,40})[)\]]",
        facts("hidden", "place"),
    ),
    (
        r"inputbatchsize(?P<batch>\d{1,9})doesntmatchhidden\[?\d?\]?batchsize(?P<state>\d{1,9})",
        facts("hidden_batch", "batch", "state"),
    ),
    (
        r"targetsize\((?:torch\.size\()?\[(?P<target>[\d,]{0,40})\]\)?\).{0,80}?"
        r"(?P<must>mustbethesameas|differentto)?(?:the)?inputsize\((?:torch\.size\()?\[(?P<output>[\d,]{0,40})\]",
        lambda found, tight: stop(
            "torch_sizes",
            target=shape_of(found["target"]),
            output=shape_of(found["output"]),
            warns="differentto" in found[0] and "isdeprecated" not in tight[found.end() :][:30],
        ),
    ),
    (
        r"inputandtarget(?:shapesdonotmatch|havedifferentnumberofelements):input"
        r"\[(?P<output>[\dx]{0,40})\](?:has\d{1,12}elements)?,(?:while)?target"
        r"\[(?P<target>[\dx]{0,40})\]",
        lambda found, tight: stop(
            "torch_sizes",
            target=shape_of(found["target"].replace("x", ",")),
            output=shape_of(found["output"].replace("x", ",")),
            warns=False,
        ),
    ),
    (
        # In a learner's own words.
        r"outputs?\[(?P<output>\d{1,9},\d{1,9})\]andtargets?\[(?P<target>\d{1,9},\d{1,9})\]"
        r"(?:differ|(?:do|does)(?:not|nt)match|mismatch)",
        lambda found, tight: stop(
            "torch_sizes",
            target=shape_of(found["target"]),
            output=shape_of(found["output"]),
            warns=False,
        ),
    ),
    (
        r"predictionsandtargetsareexpectedtohavethesameshape,butgot(?:torch\.size\()?"
        r"\[(?P<output>[\d,]{0,40})\]\)?and(?:torch\.size\()?\[(?P<target>[\d,]{0,40})\]",
        lambda found, tight: stop(
            "torch_sizes",
            target=shape_of(found["target"]),
            output=shape_of(found["output"]),
            warns=False,
        ),
    ),
    (r"0dor1dtargettensorexpected|multi-targetnotsupported", facts("class_steps")),
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
        r"sizesoftensorsmustmatchexceptindimension(?P<axis>\d)\.?(?:(?:expectedsize|got)"
        r"(?P<first>\d{1,9})(?:butgotsize|and)(?P<second>\d{1,9})(?:indimension(?P<place>\d))?)?",
        facts("cat", "axis", "first", "second", "place"),
    ),
    (
        r"stackexpectseachtensortobeequalsize,butgot\[(?P<first>[\d,]{0,40})\]atentry\d{1,6}"
        r"and\[(?P<second>[\d,]{0,40})\]atentry(?P<entry>\d{1,6})",
        facts("unequal", "entry"),
    ),
    (r"eachelementinlistofbatchshouldbeofequalsize", facts("unequal")),
    (r"toomanyindicesfortensorofdimension(?P<found>\d)", facts("indices", "found")),
    (
        r"dimensionoutofrange\(expectedtobeinrangeof\[-(?P<found>\d),\d\],butgot(?P<axis>-?\d)\)",
        facts("axis_range", "found"),
    ),
)  # fmt: skip
