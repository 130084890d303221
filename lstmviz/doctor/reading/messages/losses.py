"""Messages of losses: targets and predictions, labels, nan."""

from lstmviz.doctor.reading.messages.matching import (
    Found,
    Patterns,
    facts,
    shape_of,
    words,
)
from lstmviz.doctor.walking.setup import Stop, stop


def two_losses(found: Found, tight: str) -> Stop:
    """Read two shapes of which neither is told to be the targets."""
    return stop("pair", first=shape_of(found["first"]), second=shape_of(found["second"]))


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
    (
        r"inputdimensionmis-match\.\(input\[0\]\.shape\[1\]=(?P<batch>\d{1,9}),"
        r"input\[1\]\.shape\[1\]=(?P<steps>\d{1,9})\).{0,300}?inplacedimshuffle\{x,0,1\}\.0,"
        r"<tensortype\(float\d\d,3d\)>",
        lifted,
    ),
    (
        r"inputdimensionmis-match\.?\(input\[\d\].{0,600}?inputsshapes:\[\((?P<first>\d[\w,]{0,40})"
        r"\),\((?P<second>\d[\w,]{0,40})\)\]",
        two_losses,
    ),
    (
        r"labels\.shapemustequallogits\.shapeexceptforthelastdimension\.received:"
        r"labels\.shape=\((?P<target>[\d,]{0,40})\)andlogits\.shape=\((?P<output>[\d,]{0,40})\)",
        facts("loss_rows"),
    ),
    (
        r"shapeoflabels\(received\((?P<target>[\d,]{0,40})\)\)shouldequaltheshapeoflogits"
        r"exceptforthelastdimension\(received\((?P<output>[\d,]{0,40})\)",
        facts("loss_rows"),
    ),
    (
        r"dimensionsmustbeequal.{0,60}?\{\{nodelogicaland.{0,120}?inputshapes:\[1,(?P<labels>\d{1,9})\],"
        r"\[1,(?P<places>\d{1,9})\]",
        facts("metric", "labels", "places"),
    ),
    (
        r"(?:incompatibleshapes:\[(?P<first>[\d,]{0,40})\]vs\.?\[(?P<second>[\d,]{0,40})\]|"
        r"requiredbroadcastableshapes).{0,40}?\{\{node[\w/]{0,60}?equal(?:_\d{1,3})?\}\}",
        facts("accuracy"),
    ),
    (
        r"dimensionsmustbeequal,butare\d{1,9}and\d{1,9}for.{0,250}?\}\}=(?:sub|squareddifference|mul)\[.{0,300}?"
        r"inputshapes:\[(?P<first>[\d,?]{0,40})\],\[(?P<second>[\d,?]{0,40})\]",
        two_losses,
    ),
    (
        r"dimension\d{1,2}inbothshapesmustbeequal,butare\d{1,9}and\d{1,9}\.shapesare"
        r"\[(?P<first>[\d,?]{0,40})\]and\[(?P<second>[\d,?]{0,40})\](?!\.?for\w{0,20}assign)",
        two_losses,
    ),
    (
        r"incompatibleshapes:\[(?P<first>[\d,]{0,40})\]vs\.?\[(?P<second>[\d,]{0,40})\]"
        r"(?=.{0,40}?node(?:model|functional)\w{0,12}/(?P<layer>add|multiply|subtract|average)"
        r"(?:_\d{1,3})?/)",
        lambda found, tight: stop(
            "join", layer=found["layer"].capitalize(),
            received=(shape_of(found["first"]), shape_of(found["second"])),
        ),
    ),
    (
        r"incompatibleshapes:\[(?P<first>[\d,]{0,40})\]vs\.?\[(?P<second>[\d,]{0,40})\]"
        r"(?!.{0,40}?\{\{node[\w/]{0,60}?equal(?:_\d{1,3})?\}\})",
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
        # As people say it themselves.
        r"(?<!got)logits(?:are|is|=|:|hasshape|shape){0,2}[(\[](?P<output>[\d,a-z]{1,40})[)\]].{0,8}labels"
        r"(?:are|is|=|:|hasshape|shape){0,2}[(\[](?P<target>[\d,a-z]{1,40})[)\]]",
        facts("loss"),
    ),
    (
        r"targetarraywithshape\((?P<target>[\d,a-z]{0,40})\)waspassedforanoutputofshape"
        r"\((?P<output>[\d,a-z]{0,40})\)whileusingaslossx?",
        facts("loss"),
    ),
    (
        r"passingatargetarrayofshape\((?P<target>[\d,]{1,40})\)whileusingasloss`?"
        r"categorical_crossentropy",
        facts("loss"),
    ),
    (
        r"(?:samerank\(ndim\)|thesameshape(?:untilthelastdimension|upuntilthelastdimension)?"
        r"|rank\(ndim\)target\.ndim-1)[.:]?(?:received:)?"
        r"target\.shape=\((?P<target>[\d,a-z]{0,40})\),output\.shape=\((?P<output>[\d,a-z]{0,40})\)",
        facts("loss"),
    ),
    (
        r"logitsandlabelsmusthavethesamefirstdimension,gotlogitsshape\[(?P<output>[\d,]{0,40})\]"
        r"andlabelsshape\[(?P<target>[\d,]{0,40})\]",
        facts("loss_rows"),
    ),
    (
        r"logitsandlabelsmustbe(?:broadcastable|samesize):logits_size=\[(?P<output>[\d,]{0,40})\]"
        r"labels_size=\[(?P<target>[\d,]{0,40})\]",
        rows_of_classes,
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
        r"(?:loss[:=]{1,2}\[?nan|naninloss|lossisnan|loss:?isnan|nanloss)",
        words("nan"),
    ),
)  # fmt: skip
