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
        "expected ndim=3, found ndim=4; what do I pass as input_shape; is the batch size part "
        "of input_shape; why is the first dimension None; how to define the Input layer; "
        "input_shape=(timesteps, features); why input shape has only two numbers; where do I "
        "tell it the number of samples; shape of input argument explained; why is input_shape "
        "(100, 34); what do the two numbers of input_shape mean",
        see("find"),
        "Show the axes",
    ),
    Question(
        "ndim",
        "“expected ndim=3, found ndim=2”: what now?",
        shapes.three_axes,
        "ValueError Input 0 is incompatible with the layer dimension error 2D data 3D needed "
        "full shape received; wrong number of dimensions; feed a 2d array dataframe; my data is "
        "2D but LSTM needs 3D; expected 3 dimensions but got array with shape; expected "
        "lstm_input to have 3 dimensions; wrong number of dimensions expected 3 got 2; value "
        "error about input dimension; input only has 2 axes; previous layer gives (None, 512); "
        "Dense before LSTM error; second LSTM layer found ndim=2; cannot fit dataframe into "
        "LSTM; RuntimeError about number of dimensions; LSTM does not accept my array; shape "
        "mismatch at the first layer; got array with shape",
        see("compare", "row", against="columns"),
        "Compare what may be meant",
    ),
    Question(
        "expand",
        "expand_dims, [:, None] or reshape: which one?",
        shapes.added_axis,
        "np.expand_dims newaxis add a dimension axis third axis reshape 2D to 3D; how to add a "
        "dimension to my array; reshape(X.shape[0], X.shape[1], 1) or (X.shape[0], 1, "
        "X.shape[1]); turn 2d array into 3d; np.newaxis; unsqueeze; where does the new axis go; "
        "make my table three dimensional",
        see("compare", "columns", against="row"),
        "Compare the two places",
    ),
    Question(
        "window",
        "What does “a window instead of a reshape” mean?",
        windows.window_or_reshape,
        "sliding window rolling lookback reshape replicated data copies memory create "
        "sequences; how to create sequences from a time series; turn rows into windows; use the "
        "previous rows as input for each prediction; rolling windows of a dataframe; create "
        "lagged inputs; series to supervised; create_dataset with look_back; does every row "
        "appear in several windows; reshape or sliding window; the past 20 rows for every y; "
        "create lagged points; so that it uses past input; incorporate the past; include "
        "previous observations; how to create inputs and outputs; take the last five days as "
        "input; supervised dataset from a series; history as input; apple counts of each year, "
        "how to feed them; how are the sequences built; a function for overlapping windows",
        see("find", "window"),
        "Find a row in its windows",
    ),
    Question(
        "blocks",
        "Can I not just reshape (N, C) to (N, W, C)?",
        windows.blocks,
        "cannot reshape array of size into shape ValueError reshape fails not divisible number "
        "of rows divided by timesteps; reshape into (rows / timesteps, timesteps, features); "
        "cannot reshape array; my number of rows is not a multiple of the window; "
        "non-overlapping chunks; does each row appear once after reshape; split a long array "
        "into pieces of equal length; total size of new array must be unchanged; cut the series "
        "into segments; chunk my data; batches of consecutive rows",
        see("count", "window"),
        "Count the windows instead",
    ),
    Question(
        "reshape",
        "Why do reshape and transpose differ, if the shape is the same?",
        shapes.reshape_or_transpose,
        "permute swapaxes moveaxis Permute layer dimension shuffle wrong order same shape; "
        "difference between reshape and transpose; view or permute in pytorch; my dimensions "
        "are in the wrong order; swap axes of the array; data are mixed up after reshape; "
        "(features, timesteps) to (timesteps, features)",
        see("turns", "window", turn="reshape"),
        "Show the wrong turn",
    ),
    Question(
        "last",
        "Why does my sliding_window_view or unfold not do what I meant?",
        shapes.window_last,
        "stride_tricks as_strided window axis last transpose moveaxis torch unfold; "
        "sliding_window_view gives (N, features, window); unfold puts the window at the end; "
        "shape after as_strided; windows have the wrong order of axes",
        see("turns", "window", turn="window_last"),
        "Show the wrong turn",
    ),
    Question(
        "share",
        "12 features and 2 timesteps: is a sample (2, 12) or (2, 6)?",
        axes.features_per_step,
        "change number of timesteps input_shape divide features among steps; if I set timesteps "
        "to 2, do features halve; number of features after changing the window; does every time "
        "step get all the features; 12 columns and 2 time steps",
        see("compare", "window", against="row"),
        "Compare a window with a row",
    ),
    Question(
        "cardinality",
        "“Data cardinality is ambiguous”: why do X and y differ in length?",
        shapes.ambiguous,
        "x sizes y sizes same number of samples input arrays should have the same number of "
        "samples as target arrays list of arrays; label count mismatch after windowing; X and y "
        "have different lengths; my y has more values than X has windows; number of labels does "
        "not match number of sequences; found input variables with inconsistent numbers of "
        "samples; how to cut y to match the windows; input arrays and target arrays differ; "
        "first dimension of x and y must match; fewer sequences than targets; x and y must have "
        "the same length; shape of y does not match X",
        see("count", windowed=True),
        "Count the samples",
    ),
    Question(
        "images",
        "My data have four axes: images, frames, channels?",
        shapes.images,
        "4D 5D input video cnn conv then lstm convlstm found ndim=4 timedistributed flatten "
        "pictures frames sensors grid spatial; video frames into an LSTM; CNN then LSTM; "
        "ConvLSTM or TimeDistributed CNN; 4D input; expected ndim=3 found ndim=4; expected "
        "ndim=3 found ndim=5; grid data at each time step; sequence of matrices; Conv1D before "
        "LSTM; features of VGG or ResNet into an LSTM; (frames, height, width, channels); "
        "action recognition in video; feature maps; spatial and temporal; reshape CNN output "
        "for LSTM; pixels at each time",
    ),
)
