"""Messages of losses: targets and predictions, labels, nan."""

from lstmviz.doctor.reading.messages.matching import Found, Patterns, joined, says, shape_of
from lstmviz.doctor.walking.setup import Stop, stop


def lifted(found: Found, tight: str) -> Stop:
    """Read Theano's two sizes of one axis, where it lifted targets (batch, steps) to three axes.

    They stand as (1, batch, steps) against predictions (batch, steps, …): batch against steps.
    """
    batch, steps = int(found["batch"]), int(found["steps"])
    return stop("loss", output=(batch, steps, None), target=(batch, steps))


def rows_of_classes(found: Found, tight: str) -> Stop:
    """Read two tables of classes: TensorFlow put samples and timesteps of both on one axis."""
    output, target = shape_of(found["output"]) or (), shape_of(found["target"]) or ()
    if output[1:] == target[1:]:
        return stop("loss_rows", output=output, target=target[:1])
    return stop("loss", output=(None, *output[1:]), target=(None, *target[1:]))


LOSSES: Patterns = (
    *says(
        lifted,
        r"inputdimensionmis-match\.\(input\[0\]\.shape\[1\]=<batch>,input\[1\]\.shape\[1\]=<steps>"
        r"\).{0,300}?inplacedimshuffle\{x,0,1\}\.0,<tensortype\(float\d\d,3d\)>",
    ),
    *says(
        "pair",
        r"inputdimensionmis-match\.?\(input\[\d\].{0,600}?inputsshapes:\[[<first>],[<second>]\]",
    ),
    *says(
        "loss_rows",
        r"labels\.shapemustequallogits\.shapeexceptforthelastdimension\.received:labels\.shape="
        r"[<target>]andlogits\.shape=[<output>]",
        r"shapeoflabels\(received[<target>]\)shouldequaltheshapeoflogitsexceptforthelastdimension"
        r"\(received[<output>]",
    ),
    *says(
        "metric",
        r"dimensionsmustbeequal.{0,60}?\{\{nodelogicaland.{0,120}?inputshapes:\[1,<labels>\],\[1,<"
        r"places>\]",
    ),
    *says(
        "accuracy",
        r"(?:incompatibleshapes:[<first>]vs\.?[<second>]|requiredbroadcastableshapes)"
        r".{0,40}?\{\{node[\w/]{0,60}?equal(?:_\d{1,3})?\}\}",
    ),
    *says(
        "pair",
        r"dimensionsmustbeequal,butare\d{1,9}and\d{1,9}for.{0,250}?\}\}=(?:sub|squareddifference|"
        r"mul)\[.{0,300}?inputshapes:[<first>],[<second>]",
        r"dimension\d{1,2}inbothshapesmustbeequal,butare\d{1,9}and\d{1,9}\.shapesare[<first>]and"
        r"[<second>](?!\.?for\w{0,20}assign)",
    ),
    *says(
        joined,
        r"incompatibleshapes:[<first,>]vs\.?[<second,>](?=.{0,40}?node(?:model|functional)\w{0,12}/"
        r"(?P<layer>add|multiply|subtract|average)(?:_\d{1,3})?/)",
    ),
    *says(
        "pair",
        r"incompatibleshapes:[<first>]vs\.?[<second>](?!.{0,40}?"
        r"\{\{node[\w/]{0,60}?equal(?:_\d{1,3})?\}\})",
        r"incompatibleshapesforbroadcasting:\(?[<first>],[<second>]",
    ),
    *says(
        "loss",
        r"shapes[<target>]and[<output>]areincompatible",
        r"logitsandlabelsmusthavethesameshape,?(?:received)?\((?:[<output>])vs\.?[<target>]",
        # As people say it themselves.
        r"(?<!got)logits(?:are|is|=|:|hasshape|shape){0,2}[<output>].{0,8}labels(?:are|is|=|:|"
        r"hasshape|shape){0,2}[<target>]",
        r"targetarraywithshape[<target>]waspassedforanoutputofshape[<output>]whileusingaslossx?",
        r"passingatargetarrayofshape[<target,>]whileusingasloss`?categorical_crossentropy",
        r"(?:samerank\(ndim\)|thesameshape(?:untilthelastdimension|upuntilthelastdimension)?|"
        r"rank\(ndim\)target\.ndim-1)[.:]?(?:received:)?target\.shape=[<target>],output\.shape="
        r"[<output>]",
    ),
    *says(
        "loss_rows",
        r"logitsandlabelsmusthavethesamefirstdimension,gotlogitsshape[<output>]andlabelsshape"
        r"[<target>]",
    ),
    *says(
        rows_of_classes,
        r"logitsandlabelsmustbe(?:broadcastable|samesize):logits_size=[<output>]labels_size="
        r"[<target>]",
    ),
    *says(
        "label",
        r"receivedalabelvalueof<label:i>whichisoutsidethevalidrangeof\[0,<classes>\)",
        r"target<label:i>isoutofbounds|t>=0&&t<n_classes",
    ),
    *says("nan", r"(?:loss[:=]{1,2}\[?nan|naninloss|lossisnan|loss:?isnan|nanloss)"),
)
