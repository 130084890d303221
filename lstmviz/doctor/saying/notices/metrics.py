"""Messages of scikit-learn, NumPy and pandas about predictions, and about what is joined."""

from lstmviz.doctor.saying.notices.notice import Notice

METRICS = (
    Notice(
        "no_validation",
        r"keyerror:val_(?P<name>loss|acc(?:uracy)?|mae|mse)",
        "The history has no val_{name}: fit was given nothing to validate with, or calls it "
        "otherwise.",
        "validation_data=(X_val, y_val), or validation_split=0.2",
        "neither, or another name",
        details=("print(history.history.keys()) shows what there is: the metrics by the names of "
                 "compile, with val_ before those of the validation.",),
    ),
    Notice(
        "classes_or_probabilities",
        r"classificationmetricscanthandleamixof(?P<true>[\w-]{1,40}?)and(?P<pred>[\w-]{1,40}?)targets"
        r"|multiclassformatisnotsupported|(?:continuous|unknown)isnotsupported",
        "The metric compares class numbers, and got probabilities, one-hot rows or quantities.",
        "class numbers in both",
        "of different kinds",
        details=(
            "Of softmax: pred.argmax(axis=-1); of one sigmoid: (pred > 0.5).astype(int).ravel(). "
            "One-hot targets: {y}.argmax(axis=-1).",
            "Quantities have no accuracy: mean_absolute_error, or r2_score.",
        ),
    ),
    Notice(
        "scored_columns",
        r"y_trueandy_predhavedifferentnumberofoutput\((?P<true>\d{1,9})!=(?P<pred>\d{1,9})\)",
        "The targets have {true} columns, the predictions {pred}.",
        "as many columns in both",
        "{true} and {pred}",
        "The last axis differs: units of the last layer, or timesteps that were kept.",
        details=(
            "A layer of {true} units at the end predicts as many columns as there are targets.",
            "Predictions of every timestep, (samples, timesteps): take the last, pred[:, -1].",
        ),
    ),
    Notice(
        "copied_sequence",
        r"cannotcopysequencewithsize(?P<got>\d{1,9})toarrayaxiswithdimension(?P<want>\d{1,9})",
        "{got} values are written where the array has room for {want}.",
        "{want} values",
        "{got}",
        "An axis of the array was made with another size.",
        details=("np.zeros((samples, timesteps, features)) has to have the sizes of what is "
                 "written into it: print the shapes of both.",),
    ),
    Notice(
        "joined_ranks",
        r"alltheinputarray(?:s|dimensions)?musthavesamenumberofdimensions$"
        r"|inputarraysmusthavesamenumberofdimensions(?!,but)",
        "Arrays that are joined have to have as many axes.",
        "as many axes in each",
        "different numbers",
        "An axis is missing in one of them, often that of the timesteps or of the features.",
        details=("Put it in with None: a column of (rows,) goes beside a table (rows, columns) as "
                 "column[:, None].",),
    ),
    Notice(
        "squeezed_size",
        r"cannotselectanaxistosqueezeoutwhichhassizenotequaltoone|cannotsqueezeaxis=",
        "squeeze takes axes of size 1 away, and this one is larger.",
        "an axis of size 1",
        "a larger one",
        details=("Print the shape before the line. To keep one of several: x[..., 0], or x[:, -1] "
                 "for the last timestep.",),
    ),
    Notice(
        "joined_as_axis",
        r"onlyintegerscalararrayscanbeconvertedtoascalarindex",
        "An array stands where a single whole number is wanted, such as an axis.",
        "a whole number",
        "an array",
        details=("np.concatenate takes the arrays in one list: np.concatenate([a, b], axis=0); "
                 "without the brackets the second is read as the axis.",
                 "A Python list is not indexed by an array: np.asarray(rows)[index]."),
    ),
    Notice(
        "one_number",
        r"only(?:size-1|length-1|0-dimensional)arrayscanbeconvertedtopythonscalars"
        r"|onlyscalararrayscanbeconvertedtopythonscalars",
        "An array of several numbers stands where one number is wanted.",
        "one number",
        "several",
        details=("float(...) and int(...) take one: x[0, -1], or x.mean(). Of all numbers at once: "
                 "x.astype(float).",),
    ),
    Notice(
        "columns_given",
        r"wrongnumberofitemspassed(?P<got>\d{1,9}),placementimplies(?P<want>\d{1,9})"
        r"|columnsmustbesamelengthaskey|lengthmismatch:expectedaxishas(?P<have>\d{1,9})elements,"
        r"newvalueshave(?P<told>\d{1,9})",
        "A table is given another number of columns, or names, than it has place for.",
        "one column for each name",
        "another number",
        "The last axis differs.",
        details=("Print the shape of what is assigned: predictions are (samples, units), so a "
                 "single column is pred[:, 0] or pred.ravel().",),
    ),
    Notice(
        "column_axes",
        r"(?:datamustbe1-dimensional|per-columnarraysmusteachbe1-dimensional)",
        "A column takes one axis, and got an array with more.",
        "(rows,)",
        "an array such as (rows, 1)",
        "The last axis, of size 1, is too many.",
        details=("pred.ravel() or pred[:, 0] takes it away. Of windows or of every timestep choose "
                 "one step first: pred[:, -1].",),
    ),
    Notice(
        "drawn_axes",
        r"xandycanbenogreaterthan2d?,buthaveshapes\([\d,]{1,30}\)and\((?P<shape>[\d,]{1,40})\)",
        "A plot draws arrays of one or two axes, and got ({shape}).",
        "one axis: (rows,)",
        "({shape})",
        "Most often the axis of the timesteps is one too many: the model answers at every step.",
        details=("Choose a step first, pred[:, -1, 0] for the last one. If one answer for each "
                 "sample is meant, the last recurrent layer has return_sequences=False.",),
    ),
    Notice(
        "scatter_sizes",
        r"xandymustbethesamesize",
        "Two arrays that are drawn or compared have different numbers of values.",
        "as many x as y",
        "different numbers",
        "The first axis differs: windows leave rows out, and a split has two parts.",
        details=("Print both shapes. Take the part that the predictions belong to, and .ravel() "
                 "where one is (rows, 1).",),
    ),
)  # fmt: skip
