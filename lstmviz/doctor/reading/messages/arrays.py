"""Messages of NumPy, pandas and scikit-learn, and of Python itself."""

import math

from lstmviz.doctor.reading.messages.matching import (
    Found,
    Patterns,
    facts,
    shape_of,
    words,
)
from lstmviz.doctor.walking.setup import Stop, stop


def recut_shape(found: Found, tight: str) -> Stop:
    """Read a reshape from one shape to another."""
    given = shape_of(found["given"]) or ()
    known = [size for size in given if size is not None]
    return stop("recut", size=math.prod(known), shape=shape_of(found["shape"]))


ARRAYS: Patterns = (
    (
        r"matmul:inputoperand.{0,160}?size(?P<built>\d{1,9})isdifferentfrom(?P<got>\d{1,9})",
        facts("product", "built", "got"),
    ),
    (
        r"shapes\([\d,]{1,40}\)(?:and)?\([\d,]{1,40}\)notaligned:(?P<got>\d{1,9})\(dim\d\)!="
        r"(?P<built>\d{1,9})\(dim\d\)",
        facts("product", "built", "got"),
    ),
    (
        r"providedshape,?\[(?P<shape>[\d,]{1,80})\],(?:the)?tensorshouldhave(?P<want>\d{1,12})values"
        r"buthas(?P<size>\d{1,12})",
        lambda found, tight: stop(
            "recut", size=int(found["size"]), shape=shape_of(found["shape"])
        ),
    ),
    (
        r"tensorwith(?P<size>\d{1,12})values,buttherequestedshaperequiresamultipleof"
        r"(?P<multiple>\d{1,12})",
        facts("recut", "size", "multiple"),
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
        r"size\[(?P<shape>[\dx-]{1,80})\]isinvalidforinput(?:of|with)(?P<size>\d{1,12})elements",
        lambda found, tight: stop(
            "recut", size=int(found["size"]), shape=shape_of(found["shape"].replace("x", ","))
        ),
    ),
    (
        r"cannotreshapeatensorwith(?P<size>\d{1,12})elementstoshape\[(?P<shape>[\d,]{1,80})\]",
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
        r"start_index\+length=(?P<needed>\d{1,9})>end_index=(?P<last>\d{1,9})",
        facts("long_window", "needed", "last"),
    ),
    (
        r"couldnotbroadcastinputarrayfromshape\((?P<received>[\d,]{1,40})\)intoshape"
        r"\((?P<target>[\d,]{1,40})\)",
        facts("ragged"),
    ),
    (
        r"fortheconcatenationaxismustmatchexactly,butalongdimension(?P<axis>\d),"
        r"thearrayatindex\d{1,3}hassize(?P<first>\d{1,12})andthearrayatindex\d{1,3}hassize"
        r"(?P<second>\d{1,12})",
        facts("concatenated", "axis", "first", "second"),
    ),
    (r"indexerror:tupleindexoutofrange", words("shape_index")),
    (
        r"keyerror:(?:noneof\[(?:\w{0,10}index|rangeindex)\(\[)?(?P<row>\d{1,9})(?![\d.])",
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
        r"axis(?P<axis>-?\d{1,2})isoutofboundsforarrayofdimension(?P<found>\d)",
        facts("axis_range", "axis", "found"),
    ),
    (
        r"toomanyindicesforarray:arrayis(?P<found>\d)-dimensional,but(?P<expected>\d)wereindexed",
        facts("indices", "found", "expected"),
    ),
    (r"nameerror:(?:global)?name\w{1,60}isnotdefined", words("undefined")),
    (r"toomanyindicesforarray(?!:array)", words("indices")),
    (
        r"foundarraywithdim(?P<found>\d)",
        facts("scaler_axes", "found"),
    ),
    (r"expected2darray,got1darray", lambda found, tight: stop("scaler_axes", found=1)),
)  # fmt: skip
