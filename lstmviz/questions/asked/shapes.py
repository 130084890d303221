"""Questions by somebody who writes the code: shapes, axes and errors."""

from lstmviz.questions import axes, shapes, windows
from lstmviz.questions.question import Question, see

QUESTIONS = (
    Question(
        "input",
        "What goes into Input: samples, batch size, timesteps?",
        shapes.input_shape,
        "which input_shape input shape argument batch_input_shape None number of observations "
        "declared; what to write in input_shape; None in the output shape of model.summary; "
        "expected ndim=3, found ndim=4",
        see("find"),
        "Show the axes",
    ),
    Question(
        "ndim",
        "“expected ndim=3, found ndim=2”: what now?",
        shapes.three_axes,
        "ValueError Input 0 is incompatible with the layer dimension error 2D data 3D needed "
        "full shape received; wrong number of dimensions; feed a 2d array dataframe",
        see("compare", "row", against="columns"),
        "Compare what may be meant",
    ),
    Question(
        "expand",
        "expand_dims, [:, None] or reshape: which one?",
        shapes.added_axis,
        "np.expand_dims newaxis add a dimension axis third axis reshape 2D to 3D",
        see("compare", "columns", against="row"),
        "Compare the two places",
    ),
    Question(
        "window",
        "What does “a window instead of a reshape” mean?",
        windows.window_or_reshape,
        "sliding window rolling lookback reshape replicated data copies memory create sequences",
        see("find", "window"),
        "Find a row in its windows",
    ),
    Question(
        "blocks",
        "Can I not just reshape (N, C) to (N, W, C)?",
        windows.blocks,
        "cannot reshape array of size into shape ValueError reshape fails not divisible number "
        "of rows divided by timesteps",
        see("count", "window"),
        "Count the windows instead",
    ),
    Question(
        "reshape",
        "Why do reshape and transpose differ, if the shape is the same?",
        shapes.reshape_or_transpose,
        "permute swapaxes moveaxis Permute layer dimension shuffle wrong order same shape",
        see("turns", "window", turn="reshape"),
        "Show the wrong turn",
    ),
    Question(
        "last",
        "Why does my sliding_window_view or unfold not do what I meant?",
        shapes.window_last,
        "stride_tricks as_strided window axis last transpose moveaxis torch unfold",
        see("turns", "window", turn="window_last"),
        "Show the wrong turn",
    ),
    Question(
        "share",
        "12 features and 2 timesteps: is a sample (2, 12) or (2, 6)?",
        axes.features_per_step,
        "change number of timesteps input_shape divide features among steps",
        see("compare", "window", against="row"),
        "Compare a window with a row",
    ),
    Question(
        "cardinality",
        "“Data cardinality is ambiguous”: why do X and y differ in length?",
        shapes.ambiguous,
        "x sizes y sizes same number of samples input arrays should have the same number of "
        "samples as target arrays list of arrays; label count mismatch after windowing",
        see("count", windowed=True),
        "Count the samples",
    ),
    Question(
        "images",
        "My data have four axes: images, frames, channels?",
        shapes.images,
        "4D 5D input video cnn conv then lstm convlstm found ndim=4 timedistributed flatten "
        "pictures frames sensors grid spatial",
    ),
)
