"""Messages of PyTorch."""

import re

from lstmviz.doctor.reading.messages.matching import Found, Patterns, says, shape_of
from lstmviz.doctor.walking.setup import Stop, stop


def spatial(found: Found, tight: str) -> Stop:
    """Read the shapes of predictions and targets, of which the places beside the classes differ."""
    target, output = (shape_of(found[name]) or () for name in ("target", "output"))
    return stop("class_steps", target=target, expected=output[:1] + output[2:])


def of_each_layer(found: Found, tight: str) -> Stop:
    """Read what an older version says of one layer's state, with the whole that the text tells."""
    batch, state, units = (int(found[name]) for name in ("batch", "state", "units"))
    whole = re.search(rf"[(\[](\d{{1,9}}),{state},{units}[)\]]", tight)
    count = int(whole[1]) if whole else None
    layers = state if count == batch else count  # (samples, layers, units) instead
    return stop("hidden", expected=(layers, batch, units), received=(count, state, units))


TORCH: Patterns = (
    *says(
        "torch_matmul",
        r"(?:shapescannotbemultiplied|mat1.{1,3}mat2.{1,20}?)\(<rows>x<got>(?:and|und|et|[ye]|и|和|"
        r"と)<built>x<columns>\)",
        r"sizemismatch,m1:\[<rows>x<got>\],m2:\[<built>x<columns>\]",
        # A Linear of a single row multiplies its weights (units × features) by a vector.
        r"sizemismatch,got(?:input\()?\d{1,9}\)?,(?:mat\()?<columns>x<built>\)?,(?:vec\()?<got>",
    ),
    *says("class_batch", r"sizemismatch\(gotinput:\[<rows>,\d{1,9}\],target:\[<targets>\]\)"),
    *says(
        spatial,
        r"inputandtargetbatchorspatialsizesdontmatch:target[<target,>],input[<output,>]",
    ),
    *says("channels", r"expectedinput[<shape,>]tohave<built>channels,butgot<got>"),
    *says("cardinality", r"sizemismatchbetweentensors"),
    *says(
        "lengths",
        r"expectedlen\(lengths\)tobeequaltobatch_size,butgot<got>\(batch_size=<batch>\)",
    ),
    *says(
        "one_state",
        r"(?P<layer>lstm|gru|rnn)(?:_tanh|_relu)?_?cell\(\):"
        r"argumenthx\(?.{0,20}?mustbetupleoftensors,nottensor",
        layer=lambda found: found["layer"].upper() + "Cell",
    ),
    *says(
        "one_state",
        # TorchScript says it before anything runs.
        r"expectedavalueoftypeoptional\[tuple\[tensor,tensor\]\]"
        r"forargumenthxbutinsteadfoundtypetensor",
        layer="LSTM",
    ),
    *says(
        "one_state",
        r"(?P<layer>lstm)\(\)receivedaninvalidcombinationofarguments-got\((?:tensor,){1,2}tensor,"
        r"(?:list|tuple),bool",
        layer=lambda found: found["layer"].upper(),
    ),
    *says(
        "torch_features",
        r"input\.size\(-[1l]\)mustbeequaltoinput_size\.?expected<built>,got<got>",
    ),
    *says(
        "torch_features",
        # Only cells say it so: a layer tells of input.size(-1).
        r"inputhasinconsistentinput_size:got<got>,?expected<built>",
        cell=True,
    ),
    *says(
        "torch_axes",
        r"(?P<layer>lstmcell|grucell|rnncell|lstm|gru|rnn):expectedinputtobe(?:\d-?d)?(?:or)?"
        r"(?:\d-?d)?,?(?:got|butreceived)<found:d>-?d",
        layer=lambda found: found["layer"].upper(),
    ),
    *says("torch_axes", r"inputmusthave3dimensions,got<found:d>", layer="LSTM", old=True),
    *says(
        "state_axes",
        r"for(?P<batched>batched3-d|unbatched2-d)input,?hx",
        batched=lambda found: found["batched"].startswith("batched"),
    ),
    *says("hidden", r"expectedhidden(?:\[<place:d>\])?size[<expected,>],got[<received,>]"),
    *says(
        of_each_layer,
        # Older versions took the state of each layer for itself.
        r"inconsistenttensorsize,expectedr_\[<batch>x<units>\],t\[(?P=batch)x(?P=units)\]andsrc"
        r"\[<state>x(?P=units)\]",
    ),
    *says("hidden_batch", r"inputbatchsize<batch>doesntmatchhidden\[?\d?\]?batchsize<state>"),
    *says(
        "torch_sizes",
        r"targetsize\((?:torch\.size\()?[<target>]\)?\).{0,80}?(?:mustbethesameas|differentto)?"
        r"(?:the)?inputsize\((?:torch\.size\()?[<output>](?P<deprecated>.{0,20}isdeprecated)?",
        warns=lambda found: "differentto" in found[0] and not found["deprecated"],
    ),
    *says(
        "torch_sizes",
        r"inputandtarget(?:shapesdonotmatch|havedifferentnumberofelements):input[<output>]"
        r"(?:has\d{1,12}elements)?,(?:while)?target[<target>]",
        # In a learner's own words.
        r"outputs?[<output,>]andtargets?[<target,>](?:differ|(?:do|does)(?:not|nt)match|mismatch)",
        r"predictionsandtargetsareexpectedtohavethesameshape,butgot(?:torch\.size\()?"
        r"[<output>]\)?and(?:torch\.size\()?[<target>]",
        warns=False,
    ),
    *says(
        "class_steps",
        r"0dor1dtargettensorexpected|multi-targetnotsupported",
        r"expectedtargetsize[<expected>],got(?:torch\.size\()?[<target>]",
    ),
    *says("class_batch", r"expectedinputbatch_size\(<rows>\)tomatchtargetbatch_size\(<targets>\)"),
    *says(
        "tensors",
        r"sizeoftensora\(<first>\)mustmatchthesizeoftensorb\(<second>\)atnon-singletondimension"
        r"<axis:d>",
    ),
    *says(
        "cat",
        r"sizesoftensorsmustmatchexceptindimension<axis:d>\.?(?:(?:expectedsize|got)<first>"
        r"(?:butgotsize|and)<second>(?:indimension<place:d>)?)?",
    ),
    *says(
        "unequal",
        r"stackexpectseachtensortobeequalsize,butgot[<first>]atentry\d{1,6}and[<second>]atentry"
        r"<entry>",
        r"eachelementinlistofbatchshouldbeofequalsize",
    ),
    *says("indices", r"toomanyindicesfortensorofdimension<found:d>"),
    *says(
        "axis_range",
        r"dimensionoutofrange\(expectedtobeinrangeof\[-<found:d>,\d\],butgot<axis:i>\)",
    ),
)
