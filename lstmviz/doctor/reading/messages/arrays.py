"""Messages of NumPy, pandas and scikit-learn, and of Python itself."""

from lstmviz.doctor.reading.messages.matching import Patterns, says, shape_of
from lstmviz.doctor.shapes import product

ARRAYS: Patterns = (
    *says(
        "product",
        r"matmul:inputoperand.{0,160}?size<built>isdifferentfrom<got>",
        r"shapes\([\d,]{1,40}\)(?:and)?\([\d,]{1,40}\)notaligned:<got>\(dim\d\)!=<built>\(dim\d\)",
    ),
    *says(
        "recut",
        r"providedshape,?[<shape,>],(?:the)?tensorshouldhave\d{1,12}valuesbuthas<size>",
        r"tensorwith<size>values,buttherequestedshaperequiresamultipleof<multiple>",
        r"cannotreshapearrayofsize<size>intoshape[<shape,>]",
    ),
    *says(
        "recut",
        r"cannotreshapeinputofshape[<given,>]toshape[<shape>]",
        size=lambda found: product(shape_of(found["given"]) or ()),
    ),
    *says(
        "recut",
        r"shape[<shape>]isinvalidforinputofsize<size>",
        r"size[<shape>]isinvalidforinput(?:of|with)<size>elements",
        r"cannotreshapeatensorwith<size>elementstoshape[<shape>]",
        r"size\(<size>\)mustmatchtheproductofshape\[?<shape,>",
        r"tensorwith<size>values,buttherequestedshapehas<total>",
    ),
    *says(
        "scaler",
        r"outputoperandwithshape[<first,>]doesntmatchthebroadcastshape[<second,>]",
        r"xhas<got>features?,but\w{1,40}?isexpecting<wanted>features",
    ),
    *says("operands", r"operandscouldnotbebroadcasttogetherwithshapes[<first,>][<second,>]"),
    *says("index_range", r"indices(?:\[[\d,]{1,20}\])?=<index:i>isnotin\[0,<size>\)"),
    *says("long_window", r"start_index\+length=<needed>>end_index=<last>"),
    *says("ragged", r"couldnotbroadcastinputarrayfromshape[<received,>]intoshape[<target,>]"),
    *says(
        "concatenated",
        r"fortheconcatenationaxismustmatchexactly,butalongdimension<axis:d>,"
        r"thearrayatindex\d{1,3}hassize<first>andthearrayatindex\d{1,3}hassize<second>",
    ),
    *says("shape_index", r"indexerror:tupleindexoutofrange"),
    *says("frame_key", r"keyerror:(?:noneof\[(?:\w{0,10}index|rangeindex)\(\[)?<row>(?![\d.])"),
    *says("frame_axes", r"mustpass2-dinput\.?(?:shape=[<received,>])?"),
    *says(
        "unpack",
        r"notenoughvaluestounpack\(expected<expected:d>,got<found:d>\)",
        r"toomanyvaluestounpack\(expected<expected:d>(?:,got<found:d>)?\)",
    ),
    *says("axis_range", r"axis<axis:i>isoutofboundsforarrayofdimension<found:d>"),
    *says(
        "indices",
        r"toomanyindicesforarray:arrayis<found:d>-dimensional,but<expected:d>wereindexed",
    ),
    *says("undefined", r"nameerror:(?:global)?name\w{1,60}isnotdefined"),
    *says("indices", r"toomanyindicesforarray(?!:array)"),
    *says("scaler_axes", r"foundarraywithdim<found:d>"),
    *says("scaler_axes", r"expected2darray,got1darray", found=1),
)
