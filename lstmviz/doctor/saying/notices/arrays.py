"""Messages of NumPy, pandas and scikit-learn."""

from lstmviz.doctor.saying.notices.notice import Notice

ARRAYS = (
    Notice(
        "places_of_samples",
        r"unhashabletype:numpy\.ndarray",
        "A dictionary is asked for an array, and its keys are single values.",
        "one number",
        "an array: argmax along the axis of the samples gives a place for each class",
        "argmax goes along the axis that it is told, and the classes stand on the last one.",
        details=(
            "np.argmax(prediction, axis=-1) gives the class of each sample, and "
            "int(np.argmax(prediction[0])) that of the first one, as a number.",
        ),
        beside=r"argmax\([^()]{1,80}axis=0\)",
    ),
    Notice(
        "array_as_key",
        r"unhashabletype:numpy\.ndarray",
        "An array stands where a single value is wanted: as a key of a dictionary, or in a set.",
        "one number or word",
        "an array",
        details=("argmax of a batch gives an array of one number for each sample: take the "
                 "sample's own, [0], and make it a number with int(…).",),
    ),
    Notice(
        "object_values",
        r"unsupportedobjecttype(?:float|int|str|nonetype|timestamp|numpy\.object_|decimal)"
        r"|invaliddtype:object|ndarrayoftypenumpy\.object_|cantconvertnp\.ndarrayoftypenumpy\.object_"
        r"|(?:type|class)numpy\.object_|error:.{0,80}numpy\.object_",
        "The array holds objects, not numbers: its dtype is object.",
        "an array of numbers, dtype float32",
        "dtype object",
        details=(
            '{x} = np.asarray({x}).astype("float32") makes numbers of what spells numbers. If that '
            "line stops too, its message names the value: text, a date, None, or rows that are not "
            "equally long.",
            "np.asarray({x}[0]).shape for several rows tells whether their lengths differ.",
            "In a table: df.dtypes names the columns that hold text; the targets count too.",
        ),
    ),
    Notice(
        "one_axis_targets",
        r"targetdatashouldntbe1-dimensional",
        "The targets have one axis, and two are wanted: (samples, quantities).",
        "(samples, 1)",
        "(samples,)",
        "The last axis, of size 1, is missing in the targets.",
        fix=("{y} = {y}.reshape(-1, 1)",),
    ),
    Notice(
        "join_axes",
        r"(?:inputarraysmusthavesamenumberofdimensions,butthearrayatindex\dhas|"
        r"tensorsmusthavesamenumberofdimensions:got)(?P<first>\d)"
        r"(?:dimension\(?s?\)?andthearrayatindex\dhas|and)(?P<second>\d)",
        "Arrays that are joined have to have as many axes: one has {first}, the other {second}.",
        "as many axes in each",
        "{first} and {second} axes",
        "An axis is missing in one of them, often that of the timesteps or of the features.",
        details=(
            "Put it in with None: a prediction (samples, features) goes behind the steps of "
            "(samples, timesteps, features) as prediction[:, None, :], with axis=1.",
            "None stands at the place of the missing axis; a reshape to the full shape does the "
            "same.",
            "Along the last axis a row (samples, features) is first repeated at each step: "
            "row[:, None].expand(-1, timesteps, -1), np.repeat(row[:, None], timesteps, axis=1).",
        ),
    ),
    Notice(
        "index_bounds",
        r"index(?P<index>\d{1,9})isoutofboundsforaxis(?P<axis>\d)withsize(?P<size>\d{1,9})",
        "Axis {axis} has size {size}, and the line asks for index {index}.",
        "an index below {size}",
        "{index}",
        "Axes and places are counted from 0.",
        details=(
            "Let the loop end with the axis: range(X.shape[{axis}]); for windows with a target "
            "ahead, range(len(table) - window - ahead + 1).",
            "In a Dataset whose item i takes the rows up to i + window, __len__ is len(data) − "
            "window.",
            "If they are labels that are made one-hot, as np.eye(classes)[y], they count from 0 to "
            "classes − 1: y - 1 where yours begin with 1.",
        ),
    ),
    Notice(
        "ragged",
        r"unsupportedobjecttype(?:numpy\.ndarray|list|array)|inhomogeneous(?:shape|part)"
        r"|settinganarrayelementwithasequence|allinputarraysmusthavethesameshape",
        "The elements do not have one shape, so they make no array of numbers.",
        "elements of one shape: (samples, timesteps, features)",
        "elements of different lengths or shapes",
        "Most often it is the axis of the timesteps that has no single size.",
        details=(
            "In windows that are cut in a loop, the last ones are often shorter: stop the loop one "
            "window before the end.",
            "Sequences that really differ are padded: keras.utils.pad_sequences({x}, "
            'dtype="float32", padding="post"), with 0 to the longest. Masking() then leaves out '
            "every step whose features are all 0. If a real row may be 0, pad and mask with "
            "another value: value=-10.0 there, Masking(mask_value=-10.0) here.",
            "Two inputs of other shapes, such as sequences and static rows, make no one array: "
            "feed them as two.",
        ),
    ),
    Notice(
        "text_values",
        r"(?:couldnotconvert|cast)stringtofloat|invaliddtype:(?:<?[su]\d|str)|casttringtofloat",
        "The array holds text, not numbers.",
        "numbers, dtype float32",
        "text",
        fix=("numbers = pd.DataFrame({x}).apply(pd.to_numeric, errors=\"coerce\")",),
        details=(
            "What spells no number becomes NaN there: look which cells do, and fill or drop them.",
            "A date is no number: leave it out, or make hours and weekdays of it. Names of "
            "categories have to be encoded.",
        ),
    ),
    Notice(
        "torch_text",
        r"ndarrayoftypenumpy\.(?:str|bytes)_",
        "The array holds text, not numbers.",
        "numbers",
        "text",
        details=(
            "Words become numbers by a vocabulary: one number for each word, which an Embedding "
            "reads. A list of sentences is cut into words before.",
            "If the texts spell numbers, astype(float) reads them.",
        ),
    ),
    Notice(
        "frame_slices",
        r"invalidindexerror.{0,80}slice|unhashabletype:slice|\(slice\(none,none,none\),"
        r"|dataframeobjecthasnoattributereshape|seriesobjecthasnoattributereshape"
        r"|multi-dimensionalindexing\(?.{0,30}nolongersupported",
        "{x} is a table of pandas: it is not indexed and reshaped as an array is.",
        "a NumPy array",
        "a pandas DataFrame or Series",
        fix=("{x} = {x}.to_numpy()",),
        details=("Then {x}[:, None], {x}.reshape(…) and slices along several axes work.",),
    ),
    Notice(
        "array_columns",
        r"ndarrayobjecthasnoattribute(?:iloc|loc|values|columns|head|to_numpy)",
        "{x} is an array already, not a table of pandas any more.",
        "a pandas DataFrame",
        "a NumPy array",
        details=(
            "Scalers and train_test_split often give arrays: leave .values or .iloc out and index "
            "it directly, {x}[:, 0].",
        ),
    ),
    Notice(
        "scaler_unequal",
        r"shapeofpassedvaluesis\((?P<rows>\d{1,9}),(?P<got>\d{1,9})\),indicesimply"
        r"\((?P<want>\d{1,9}),(?P<width>\d{1,9})\)",
        "An array of {got} columns was given names for {width}.",
        "{width} columns, {want} rows",
        "{got} columns, {rows} rows",
        "The array and its labels differ in size.",
        details=(
            "pd.DataFrame(array, columns=…, index=…) wants as many names as columns and as many "
            "index entries as rows.",
            "Windows leave rows out: take the index of those that are left, df.index[W:].",
        ),
    ),
    Notice(
        "length_of_values",
        r"lengthofvalues\((?P<got>\d{1,9})\)doesnotmatchlengthofindex\((?P<want>\d{1,9})\)",
        "A column of {got} values does not fit a table of {want} rows.",
        "{want} values",
        "{got} values",
        "The rows differ: windows leave rows out.",
        details=("Put them on the rows that they belong to: df.iloc[-{got}:] if the first rows "
                 "have no prediction.",),
    ),
    Notice(
        "plot_lengths",
        r"xandymusthavesamefirstdimension,buthaveshapes\((?P<first>[\d,]{1,30})\)and"
        r"\((?P<second>[\d,]{1,30})\)",
        "Two arrays that are drawn against each other have different numbers of rows.",
        "as many x as y",
        "({first}) and ({second})",
        "The first axis differs: windows leave rows out.",
        details=("Draw the predictions on the rows that they belong to: the first window's "
                 "target is W rows after the beginning.",),
    ),
    Notice(
        "empty_array",
        r"foundarraywith0sample|foundarraywithshape=?\(0,|zero-sizearraytoreduction|meanofemptyslice",
        "The array has no samples at all.",
        "at least one sample",
        "0 samples",
        "The first axis, the samples, is empty.",
        details=(
            "A window longer than the table, a split that leaves nothing, or dropna() on a table "
            "with a column of nothing but missing values: print {x}.shape after each step.",
        ),
    ),
    Notice(
        "missing_values",
        r"input(?:x|y)?containsnan|inputcontainsinfinity|nan,infinityoravaluetoolarge",
        "The array holds missing or infinite values.",
        "numbers",
        "NaN or infinity",
        fix=("print(np.isnan({x}).sum(axis=0))",),
        details=("Fill or drop the rows before windows are cut: one missing cell spoils every "
                 "window that holds it.",),
    ),
    Notice(
        "long_window",
        r"windowshapecannotbelargerthaninputarrayshape|maximumsizefortensoratdimension\dis\d{1,9}"
        r"butsizeis\d",
        "The window has more rows than the table.",
        "a window of at most as many rows as there are",
        "a longer window",
        "Along the first axis, the rows, no window fits.",
        details=("N rows give N − W + 1 windows of W rows; sliding_window_view(table, W, axis=0) "
                 "cuts along the rows.",),
    ),
)  # fmt: skip
